"""`timeline_judge`: weighs what the rules found against what marked articles taught, and links what tells of one occurrence.

The rules propose claims; a small network (`timeline.network`) reads the whole text, sees what the rules made of each word, and
decides which words tell of an event, of which type, how sure, who did it to whom, where, which words date it, and which of them
tell of the same occurrence. Event types of a user's own are left to the rules. Without this component the rules' claims stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor
from typing import TypeVar, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline.casting import Casting, Linked
from timeline.certain import certain, idle
from timeline.charged import alleged, left_out, settled
from timeline.dating import Dating
from timeline.distinct import is_lifted, one_of
from timeline.extract import attributes
from timeline.extract.attributes import Verdict
from timeline.features import STATUSES
from timeline.grouping import Grouping
from timeline.language.grammar import (
    acted_on,
    acting,
    definite,
    is_verbal,
    lemma,
    plural,
    quantity,
    sentence_span,
    tense,
)
from timeline.listed import Listing
from timeline.model import HAPPENED, Claim, Mention, Role, Span, Status, Wording
from timeline.network import Floats, Network, States
from timeline.ontology import EventType
from timeline.outright import status_outright
from timeline.plover import Roots, Told
from timeline.sheet import Ints, Sheet
from timeline.sourced import sourced
from timeline.undone import adds_nothing, is_called_off, is_planned, verb_over
from timeline.wording import content

T = TypeVar("T")
PLACES = frozenset({"LOC", "FAC", "ORG"})
WORTH_SAYING = 0.1
"""How sure a word must be to tell of an event for `timeline why` to speak of it."""
SANCTION, RELIEF = "sanction", "sanctions relief"
"""The type of sanctions, and what those that end are called."""
SURE = 0.7
"""How likely a place must be to be given as sure."""
LESS = ((0.96, 0.35), (0.93, 0.5))
"""Where a word is likelier than the first number to tell of any event, the second is enough for the family of its type."""
CERTAIN = 0.45
"""What is enough where the rules are certain of its type."""
BELIEF = 2.0
"""How much more the type that the rules read counts than the network says: they keep the conventions that were written down."""

NAMED, SAID = 0.2, 0.35
"""How likely the network must find it to be told on somebody's word, where each telling names whose; where all do by "said"."""

attributes.register()


@Language.factory(
    "timeline_judge",
    requires=[
        *(f"doc._.{name}" for name in ("matches", "stances", "claims", "names", "antecedents", "times", "quotes", "blocks")),
        *(f"token.{name}" for name in ("dep", "pos", "tag", "lemma", "ent_type")),
    ],
    assigns=["doc._.claims", "doc._.verdicts"],
)
def make_judge(nlp: Language, name: str) -> Judge:
    return Judge()


class Judge:
    """The component.

    Attributes:
        left_to_rules: event types that the network is not asked about; `timeline.extract.extend` sets them, they are not saved.
        unknown: types of the network that the ontology lacks: nothing is read as one of them.
        types: the event types by name, for their root types of PLOVER; none where the component stands alone.
    """

    def __init__(self, network: Network | None = None) -> None:
        self.network = network or Network()
        self.left_to_rules: frozenset[str] = frozenset()
        self.unknown: frozenset[str] = frozenset()
        self.types: Mapping[str, EventType] = {}

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            hearing = _Hearing(self.network, self.left_to_rules, self.unknown, self.types, doc)
            doc._.verdicts = hearing.verdicts()
            doc._.claims = tuple(hearing.claims())
        return doc

    def told(self, doc: Doc, tokens: Sequence[int]) -> tuple[Claim, ...]:
        """What given tokens tell, each by itself, whether or not they tell of an event: for triggers that are found otherwise.

        Args:
            doc: a Doc that has been through the components before this one.
            tokens: numbers of its tokens, each once.
        """
        hearing = _Hearing(self.network, self.left_to_rules, self.unknown, self.types, doc)
        return tuple(hearing.told_by(tokens))

    def states(self, doc: Doc, tokens: Sequence[int]) -> dict[str, Floats]:
        """What the senses of given tokens are made of (see `timeline.network.Network.senses`)."""
        hearing = _Hearing(self.network, self.left_to_rules, self.unknown, self.types, doc)
        return self.network.sense_states(hearing.states, hearing.sheet, np.array(tokens, np.int64), hearing.vectors(tokens))


@dataclass
class _Hearing:
    """One Doc before the judge."""

    network: Network
    left_to_rules: frozenset[str]
    unknown: frozenset[str]
    types: Mapping[str, EventType]
    doc: Doc

    def __post_init__(self) -> None:
        self.text = self.doc.text
        self.sheet = Sheet.of(self.doc, self.network.types)
        self.states: States = self.network.read(self.sheet)
        self.chances = self._chances()
        self.told: Floats = self.chances[:, 1:].sum(axis=1)
        self.best: Ints = self.chances[:, 1:].argmax(axis=1) + 1
        self.certainty = self._certainty()
        self.rules = {match.head: match for match in self.doc._.matches}
        self.kept = {head: match for head, match in self.rules.items() if match.type in self.left_to_rules}
        likely = np.flatnonzero(self.certainty > self.network.thresholds["telling"])
        self.triggers = [int(i) for i in likely if i not in self.kept]
        called_off = (verb_over(self.doc[i]) for i in self.triggers if adds_nothing(self.doc[i], self._type(i)))
        empty = {verb.i for verb in called_off if verb is not None}
        self.triggers = [i for i in self.triggers if i not in empty]

    @cached_property
    def roots(self) -> Roots:
        return Roots(self.doc, {i: told for i in {*self.triggers, *self.rules} if (told := self._known(i))})

    @cached_property
    def casting(self) -> Casting:
        types = {i: self._type(i) for i in self.triggers}
        ruled = {i: match.trigger for i, match in self.rules.items() if i in types}
        charged = {**left_out(self.doc, ruled, self.sheet.mentions), **settled(self.doc, types, self.sheet.mentions)}
        limits = self.network.thresholds
        accused = alleged(self.doc, types, self.sheet.mentions)
        return Casting(self.sheet, self.doc._.names, limits["role"], limits["lead"], charged, self._given(), accused)

    def _given(self) -> dict[tuple[int, Role], list[int]]:
        """The tokens that head those to whom grammar gives a role of a trigger, and those to whom a rule does by it."""
        given: dict[tuple[int, Role], list[int]] = defaultdict(list)
        heads = {seen.mention.span: seen.head for seen in self.sheet.mentions}
        for i in self.triggers:
            given[i, "target"] += [token.i for token in acted_on(self.doc[i])]
            given[i, "agent"] += [token.i for token in acting(self.doc[i])]
            rule = self.sheet.rules.get(i) or self.sheet.within.get(i)
            if rule is not None and rule.claim is not None and rule.type == self.best[i]:
                for filler in rule.claim.roles:
                    if filler.sure and filler.mention.span in heads:
                        given[i, filler.role].append(heads[filler.mention.span])
        return given

    @cached_property
    def dating(self) -> Dating:
        published = attributes.article_of(self.doc).date
        return Dating(self.doc, self.sheet, self.wholes, published, self.network.thresholds["time"], frozenset(self.triggers))

    @cached_property
    def listing(self) -> Listing:
        return Listing(self.doc, self.sheet, tuple(self.triggers))

    @cached_property
    def wholes(self) -> dict[int, Token]:
        """The triggers that the text counts in with others, and the noun that does."""
        return {i: whole for i in self.triggers if (whole := one_of(self.doc[i], self.triggers)) is not None}

    def _type(self, i: int) -> str:
        """The event type that a word most likely tells of."""
        name: str = self.network.types[self.best[i] - 1]
        return name

    def _known(self, i: int) -> Told | None:
        """The event type of a trigger and its root: that of the rules where they read the same type."""
        match = self.rules.get(i)
        name = self._type(i)
        if match is not None and (match.type == name or i not in self.triggers):
            return Told(match.type, match.family, match.plover)
        return Told.of(self.types[name]) if name in self.types else None

    def _chances(self) -> Floats:
        chances = self.network.triggers(self.states).copy()
        for number, name in enumerate(self.network.types, start=1):
            if name in self.left_to_rules | self.unknown:
                chances[:, number] = 0
        for first, last, kind in self.doc._.blocks:
            if kind == "junk":
                chances[first:last, 1:] = 0
        for match in self.doc._.matches:
            if match.type in self.network.types and match.type not in self.left_to_rules:
                told = chances[match.head, 1:].sum()
                chances[match.head, self.network.types.index(match.type) + 1] *= BELIEF
                chances[match.head, 1:] *= told / max(chances[match.head, 1:].sum(), np.float32(1e-9))
        for i in idle(self.doc):
            chances[i, 1:] = 0
        for i, type in certain(self.doc, frozenset(self.network.types) - self.left_to_rules):
            told = chances[i, 1:].sum()
            chances[i, 1:] = 0
            chances[i, self.network.types.index(type) + 1] = told
        return chances

    def _certainty(self) -> Floats:
        """How likely each word tells of an event of the family of its likeliest type (of that type, where none is known)."""
        names = self.network.types
        families = [self.types[name].family if name in self.types else name for name in names]
        akin = np.array([[one == other for other in families] for one in families], np.float32)
        of_family = self.chances[:, 1:] @ akin
        return cast("Floats", np.take_along_axis(of_family, self.best[:, None] - 1, axis=1)[:, 0])

    def verdicts(self) -> dict[int, Verdict]:
        """What was decided on each word that the rules or the network took for a trigger."""
        said = sorted({*self.rules, *(int(i) for i in np.flatnonzero(self.certainty > WORTH_SAYING))} - self.kept.keys())
        taken = {i for group in self.occurrences for i in group}
        return {i: self._verdict(i, taken=i in taken, joined=i in taken and not self._is_sure(i)) for i in said}

    def _needed(self, i: int) -> tuple[float, str]:
        """How likely a word must tell of an event of its family, and why less than others where it is less."""
        needed, because = self.network.thresholds["trigger"], ""
        for any_event, less in LESS:
            if self.told[i] > any_event and less < needed:
                needed, because = less, f"it is {any_event:.0%} sure to tell of some event"
        if i in self.rules and self.rules[i].trigger.certain and needed > CERTAIN:
            needed, because = CERTAIN, "its words leave no other type"
        return needed, because

    def _is_sure(self, i: int) -> bool:
        return bool(self.certainty[i] > self._needed(i)[0])

    def _verdict(self, i: int, *, taken: bool, joined: bool) -> Verdict:
        chance = floor(100 * float(self.certainty[i])) / 100
        needed, because = self._needed(i)
        plainly = not taken or self.certainty[i] > self.network.thresholds["trigger"]
        return Verdict(self._type(i), chance, taken, needed, "" if plainly else because, joined)

    def claims(self) -> Iterator[Claim]:
        """The claims that stand, in order of the text."""
        heads = {
            Span(self.doc[m.start].idx, self.doc[m.end - 1].idx + len(self.doc[m.end - 1])): i for i, m in self.kept.items()
        }
        made = [(heads[claim.trigger], claim) for claim in self.doc._.claims if claim.type in self.left_to_rules]
        self.triggers = sorted(i for group in self.occurrences for i in group)
        for group in self.occurrences:
            told = list(zip(group, self._of_one_occurrence(group, self.linked), strict=True))
            made += [*told, *((i, other) for i, claim in told for other in self.listing.others(i, claim))]
        made.sort(key=lambda told: told[1].trigger)
        wordings = self.wordings([i for i, _ in made])
        yield from (replace(claim, wording=wording) for (_, claim), wording in zip(made, wordings, strict=True))

    def told_by(self, tokens: Sequence[int]) -> Iterator[Claim]:
        """The claims that tokens make, each by itself."""
        self.triggers = sorted(tokens)
        made = {i: next(self._of_one_occurrence([i], self.linked)) for i in self.triggers}
        for i, wording in zip(tokens, self.wordings(tokens), strict=True):
            yield replace(made[i], same_as=None, wording=wording)

    def wordings(self, heads: Sequence[int]) -> Iterator[Wording]:
        """What the tellings of these tokens are compared by across articles."""
        if not heads:
            return
        senses = self.network.senses(self.states, self.sheet, np.array(heads, np.int64), self.vectors(heads))
        sentences: dict[int, list[Token]] = {}
        for i, sense in zip(heads, senses, strict=True):
            number = int(self.sheet.sentences[i])
            if number not in sentences:
                sentences[number] = list(content(self.doc[i].sent))
            said = sentences[number]
            yield Wording(
                words=tuple(token.lemma_.lower() for token in said),
                at=sum(token.i < i for token in said),
                sentence=number,
                verb=self.doc[i].pos_ == "VERB",
                told=round(float(self.told[i]), 2),
                sense=sense,
            )

    def vectors(self, tokens: Sequence[int]) -> Floats:
        """The word vectors of their lemmas."""
        return np.array([self.doc.vocab.get_vector(self.doc[i].lemma_.lower()) for i in tokens], np.float32)

    def _of_one_occurrence(self, group: Sequence[int], linked: dict[int, Linked]) -> Iterator[Claim]:
        heads = np.array(group, np.int64)
        statuses, reported = self.network.stances(self.states, heads)
        status = self._most(group, self._status_outright)
        if status is None or (status is Status.POSSIBLE and any(map(self._is_told_done, group))):
            status = STATUSES[int(statuses.mean(axis=0).argmax())]
        if status is Status.PLANNED and any(is_called_off(self.doc[i], self._type(i)) for i in group):
            status = Status.NEGATED
        said = self._is_said(group, float(reported.mean())) or (status is Status.NEGATED and self._is_all_sourced(group))
        roles, dates = self.casting.roles(group, linked), self.dating.dates(group, linked)
        if status in HAPPENED and any(map(self.dating.is_ahead, dates.values())):
            if any(is_verbal(self.doc[i]) and tense(self.doc[i]) in ("past", "perfect") for i in group):
                dates = {}
            else:
                status = Status.PLANNED
        if status is Status.PLANNED or any(map(self._is_plan_given_up, group)):
            dates = {i: self.dating.to_come(i, time) for i, time in dates.items()}
        first = self._trigger_span(group[0])
        for i in group:
            own = linked[i]
            fillers, places, near = self.casting.fillers(i, own, roles), *self._places(own)
            yield replace(
                self._base(i, status),
                roles=tuple(fillers),
                places=places,
                near=near,
                time=dates.get(i),
                reported=said,
                reported_by=self._speaker(i) if said else None,
                same_as=first,
                one_of=self._trigger_span(self.wholes[i].i) if i in self.wholes else None,
            )

    def _most(self, group: Sequence[int], question: Callable[[int], T | None]) -> T | None:
        """The answer in more than half of the sentences that tell of an occurrence, of each sentence its first.

        A headline, which is short, counts only if it gives one.
        """
        answers: dict[int, T | None] = {}
        for i in group:
            sentence = int(self.sheet.sentences[i])
            answers[sentence] = answers.get(sentence) or question(i)
        titles = {int(self.sheet.sentences[i]) for i in group if self._block(i) == "headline"}
        answers = {sentence: answer for sentence, answer in answers.items() if answer or sentence not in titles}
        given = [answer for answer in answers.values() if answer]
        best = max(given, key=given.count, default=None)
        return best if best is not None and 2 * given.count(best) > len(answers) else None

    def _status_outright(self, i: int) -> Status | None:
        stance = self.doc._.stances.get(i)
        ruled = stance.status if stance is not None else None
        return status_outright(self.doc[i], self._type(i), ruled)

    def _is_told_done(self, i: int) -> bool:
        """Whether a verb says plainly that it was done, as in "was asked to resign and stepped down"."""
        token = self.doc[i]
        return token.pos_ == "VERB" and tense(token) in ("past", "perfect") and self._status_outright(i) is None

    def _is_plan_given_up(self, i: int) -> bool:
        return is_called_off(self.doc[i], self._type(i)) and is_planned(self.doc[i])

    def _base(self, i: int, status: Status) -> Claim:
        """What a trigger tells by itself; its noun and root are those of the rules where they read the same type."""
        token, type = self.doc[i], self._type(i)
        match = self.rules.get(i)
        alike = match is not None and match.type == type
        span = self._trigger_span(i)
        return Claim(
            doc=attributes.article_of(self.doc).id,
            type=type,
            trigger=span,
            text=self.text[slice(*span)],
            sentence=sentence_span(token),
            count=quantity(token),
            plural=plural(token),
            headline=self._block(i) == "headline",
            noun=RELIEF
            if type == SANCTION and is_lifted(token)
            else match.trigger.noun
            if match is not None and alike
            else None,
            definite=definite(token),
            lemma=lemma(token),
            status=status,
            plover=self.roots.root(token, status),
        )

    def _block(self, i: int) -> str:
        """The kind of block that a token stands in, if any."""
        return next((kind for first, last, kind in self.doc._.blocks if first <= i < last), "")

    def _trigger_span(self, i: int) -> Span:
        match = self.rules.get(i)
        first, last = (match.start, match.end - 1) if match is not None else (i, i)
        return Span(self.doc[first].idx, self.doc[last].idx + len(self.doc[last]))

    def _is_said(self, group: Sequence[int], likely: float) -> bool:
        """Whether an occurrence is told on somebody's word alone: it is wherever it is told, or the network says so.

        Args:
            likely: what the network says.
        """
        words = [sourced(self.doc[i]) for i in group]
        claims = sum(word is not None and word.claimed for word in words)
        told = all(words)
        enough = 0.5 if not told else SAID if all(word is not None and word.said for word in words) else NAMED
        return likely > enough or 2 * claims >= len(words)

    def _is_all_sourced(self, group: Sequence[int]) -> bool:
        """Whether each telling is somebody's word: that nothing happened is then told on it."""
        return all(sourced(self.doc[i]) for i in group)

    def _speaker(self, i: int) -> Mention | None:
        """On whose word it is told: as grammar says, or who speaks the quotation that it stands in."""
        word = sourced(self.doc[i])
        if word is not None and word.by is not None:
            return word.by
        at = self.doc[i].idx
        return next((q.speaker for q in self.doc._.quotes if q.span.start <= at < q.span.end), None)

    @cached_property
    def linked(self) -> dict[int, Linked]:
        """Every trigger with its candidates, all in three questions to the network."""
        if not self.triggers:
            return {}
        sheet, network = self.sheet, self.network
        candidates = {i: sheet.argument_candidates(i) for i in self.triggers}
        times = {i: sheet.time_candidates(i) for i in self.triggers}
        rows = [(i, int(self.best[i]), sheet.mentions[k].head) for i, found in candidates.items() for k in found]
        codes = [sheet.argument_codes(i, found) for i, found in candidates.items() if found]
        roles, places = np.zeros((0, 4), np.float32), np.zeros(0, np.float32)
        if rows:
            heads, types, mentions = (np.array(column, np.int64) for column in zip(*rows, strict=True))
            roles, places = network.arguments(self.states, heads, types, mentions, np.concatenate(codes))
        rows = [(i, int(self.best[i]), sheet.times[k].head) for i, found in times.items() for k in found]
        codes = [sheet.time_codes(i, found) for i, found in times.items() if found]
        scores = np.zeros(0, np.float32)
        if rows:
            heads, types, mentions = (np.array(column, np.int64) for column in zip(*rows, strict=True))
            scores = network.times(self.states, heads, types, mentions, np.concatenate(codes))
        undated = network.undated(self.states, np.array(self.triggers, np.int64))
        found, at, time_at = {}, 0, 0
        for i, none in zip(self.triggers, undated, strict=True):
            end, time_end = at + len(candidates[i]), time_at + len(times[i])
            dated = _shares(none, scores[time_at:time_end])
            linked = Linked(candidates[i], roles[at:end], places[at:end], times[i], dated)
            found[i] = self.listing.first_only(i, linked)
            at, time_at = end, time_end
        return found

    @cached_property
    def occurrences(self) -> list[list[int]]:
        """The triggers by the occurrence that they tell of, where one of them at least is sure enough."""
        families = {i: told.family if (told := self._known(i)) else "" for i in self.triggers}
        types = {i: int(self.best[i]) for i in self.triggers}
        grouping = Grouping(self.doc, self.sheet, self.network, self.states, self.casting.persons, self.wholes)
        return [group for group in grouping.groups(types, families, self.linked) if any(map(self._is_sure, group))]

    def _places(self, linked: Linked) -> tuple[tuple[Mention, ...], Mention | None]:
        """The places of a trigger, the likeliest first; and where none is likely enough, the one that may be it."""
        likely = [
            (-float(chance), self.sheet.mentions[k].mention)
            for k, chance in zip(linked.candidates, linked.places, strict=True)
            if self.sheet.mentions[k].mention.label in PLACES
        ]
        likely.sort(key=lambda c: (c[0], c[1].span))
        enough = self.network.thresholds["place"]
        sure = tuple(dict.fromkeys(mention for chance, mention in likely if -chance >= SURE))
        near = next((mention for chance, mention in likely if -chance > enough), None)
        return sure, None if sure else near


def _shares(none: np.float32, scores: Floats) -> Floats:
    """What each of several expressions gets of the certainty that is shared with none of them."""
    every = np.concatenate([[none], scores])
    powers = np.exp(every - every.max())
    return cast("Floats", powers[1:] / powers.sum())
