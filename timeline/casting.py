"""Who takes part in an occurrence: what the network says of the mentions near each of its tellings, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, cast

import numpy as np

from timeline.mentioned import KINDS, Seen
from timeline.model import ROLES, Mention, Role, RoleFiller, Span
from timeline.names import EXECUTIVE, abbreviates, clean, initials, is_acronym, meant_by_surname, person, short_forms, words
from timeline.network import Floats
from timeline.sheet import Sheet

OUTSIDE = 0.8
"""How much a mention counts that stands in another sentence than the trigger."""
GIVEN, BESIDE, ELSEWHERE = 0.65, 0.75, 0.9
"""How likely an actor must be to be sure: where grammar gives it the role, where it only stands in the trigger's sentence, and
elsewhere. About five of six are right then (articles held back from training)."""


DESCRIBED = 0.25
"""How likely somebody without a name must have a role that grammar gives him, where nobody else has it."""
MEANT = 0.8
"""How likely a pronoun must mean an actor for that one to be sure by it: nine of ten are right then."""
OF_THE_STATE = frozenset("army police military navy government court parliament prosecution cabinet soldier troop".split())
"""Who is nobody that has been named by a name without a word for such a body, as "the company" may be."""
ACTING = frozenset({"PERSON", "ORG"})
"""Labels of the names that fill a role so that no other name of another sentence does."""
ABOUT = frozenset({"acl:relcl", "acl"})
"""Relations of clauses about somebody or something."""
BESIDE_ANOTHER = frozenset({"flat", "appos", "nmod:desc", "conj"})
"""Relations of a noun to one with which it acts."""


class Linked(NamedTuple):
    """What a trigger is linked to: the chances of each candidate's roles, of its being the place, of each time dating it."""

    candidates: list[int]
    roles: Floats
    places: Floats
    times: list[int]
    dated: Floats


class Casting:
    """Casts the occurrences of one text.

    Args:
        names: all names of the text, in order.
        enough: how likely a mention must have a role.
        lead: how likely the likeliest actor with a name must have one, where none reaches ``enough``.
        settled: what grammar leaves no doubt of, by the numbers of trigger and mention: a role, or None for no part in it.
        given: the tokens of those that grammar gives a role of a trigger.
        alleged: triggers and mentions, by number, of which no telling is sure, as somebody is only accused.
    """

    def __init__(
        self,
        sheet: Sheet,
        names: Sequence[Mention],
        enough: float,
        lead: float,
        settled: Mapping[tuple[int, int], Role | None] = MappingProxyType({}),
        given: Mapping[tuple[int, Role], Sequence[int]] = MappingProxyType({}),
        alleged: Collection[tuple[int, int]] = frozenset(),
    ) -> None:
        self.sheet, self.names, self.enough, self.lead = sheet, names, enough, lead
        self.settled, self.given, self.alleged = settled, given, alleged

    def roles(self, group: Sequence[int], linked: Mapping[int, Linked]) -> dict[str, tuple[int, float]]:
        """Each actor of an occurrence by key: number of its likeliest role, and how likely it has any.

        That is halfway from what its tellings say on average to what one of them says: what only one says is often wrong. Of
        the tellings that stand far from all its mentions no more count against it than speak of it, however long the article.
        Where no actor with a name is likely enough, the likeliest one is among them (``lead``); who is described and has a role
        by grammar that nobody else has is, too.
        """
        told: dict[str, dict[int, Floats]] = {}
        by_grammar = {pair for i in group for pair in self._described(i)}
        for i in group:
            for k, chances in zip(linked[i].candidates, linked[i].roles, strict=True):
                if self._is_another_s(k, group):
                    continue
                heard = told.setdefault(self._key(self.sheet.mentions[k]), {})
                heard[i] = np.maximum(heard.get(i, np.float32(0)), self._weighed(i, k, chances))
        found = {}
        for key, heard in told.items():
            silent = min(len(group) - len(heard), len(heard))
            each = np.array([*heard.values(), *[np.zeros(3, np.float32)] * silent])
            any_role = each.sum(axis=1)
            likely = float(any_role.mean() + any_role.max()) / 2
            role = int((each.mean(axis=0) + each.max(axis=0)).argmax())
            if likely > (DESCRIBED if (key, ROLES[role]) in by_grammar else self.lead):
                found[key] = (role, likely)
        likely_enough = {key: (role, likely) for key, (role, likely) in found.items() if likely > self.enough}
        filled = {role for role, _ in likely_enough.values()}
        likely_enough |= {
            key: (role, likely)
            for key, (role, likely) in found.items()
            if (key, ROLES[role]) in by_grammar and role not in filled
        }
        if likely_enough.keys() & self._named:
            return likely_enough
        lead = max(found.keys() & self._named, key=lambda key: (found[key][1], key), default=None)
        return likely_enough if lead is None else {**likely_enough, lead: found[lead]}

    def _described(self, i: int) -> Iterator[tuple[str, Role]]:
        """The actors without a name that grammar gives a role with a trigger, and that role."""
        for filler in self._by_grammar(i):
            if filler.mention.span in self._without_name:
                yield self._without_name[filler.mention.span], filler.role

    def _by_grammar(self, i: int) -> list[RoleFiller]:
        """Those to whom the rules give a role with a trigger, or with the phrase that it stands in, by grammar."""
        rule = self.sheet.rules.get(i) or self.sheet.within.get(i)
        return [filler for filler in rule.claim.roles if filler.sure] if rule and rule.claim else []

    @cached_property
    def _without_name(self) -> dict[Span, str]:
        """The keys of the mentions that describe somebody, by where they stand."""
        return {seen.mention.span: self._key(seen) for seen in self.sheet.mentions if KINDS[seen.kind] == "description"}

    @cached_property
    def _named(self) -> frozenset[str]:
        """The keys of the actors that have a name."""
        return frozenset(self._key(seen) for seen in self.sheet.mentions if seen.mention.named)

    @cached_property
    def named(self) -> dict[int, str]:
        """Persons and bodies with a name, by the tokens that head it, or that are pronouns for them: a key that the mentions of
        one share."""
        sure = (seen for seen in self.sheet.mentions if KINDS[seen.kind] != "description" and seen.likely >= MEANT)
        return {seen.head: self._key(seen) for seen in sure if seen.mention.label in ACTING}

    @cached_property
    def persons(self) -> dict[int, str]:
        """Those of them that are persons and not called by their initials."""
        names = (seen for seen in self.sheet.mentions if seen.head in self.named and seen.mention.label == "PERSON")
        return {seen.head: self.named[seen.head] for seen in names if not is_acronym(clean(seen.mention.text))}

    def _is_another_s(self, k: int, group: Sequence[int]) -> bool:
        """Whether somebody described ("3 farmers") is by grammar one of another occurrence, of which that sentence tells."""
        seen = self.sheet.mentions[k]
        owners = self._owners.get(seen.mention.span, frozenset()) if not seen.mention.named else frozenset()
        here = {self.sheet.sentences[i] for i in group}
        return bool(owners) and owners.isdisjoint(group) and self.sheet.sentences[seen.head] not in here

    @cached_property
    def _owners(self) -> dict[Span, frozenset[int]]:
        """The triggers that grammar gives each mention a role of."""
        found: dict[Span, frozenset[int]] = {}
        for i, rule in self.sheet.rules.items():
            for filler in rule.claim.roles if rule.claim else ():
                if filler.sure:
                    found[filler.mention.span] = found.get(filler.mention.span, frozenset()) | {i}
        return found

    def fillers(self, i: int, linked: Linked, roles: Mapping[str, tuple[int, float]]) -> list[RoleFiller]:
        """The mentions near a trigger that are actors of its occurrence, with the ``roles`` that its tellings give them."""
        by_grammar = {filler.mention.span: filler.role for filler in self._by_grammar(i)}
        found: dict[str, tuple[float, RoleFiller]] = {}
        sure: set[str] = set()
        for k, chances in zip(linked.candidates, linked.roles, strict=True):
            seen = self.sheet.mentions[k]
            key, chance = self._key(seen), float(self._weighed(i, k, chances).sum())
            if key in roles and chance > (DESCRIBED if seen.mention.span in self._without_name else self.lead):
                role, likely = roles[key]
                beside = self.sheet.sentences[seen.head] == self.sheet.sentences[i]
                given = self.settled.get((i, k)) or by_grammar.get(seen.mention.span)
                needed = GIVEN if given else BESIDE if beside else ELSEWHERE
                certain = seen.likely >= MEANT and (i, k) not in self.alleged
                if given in (None, ROLES[role]) and certain and likely >= needed:
                    sure.add(key)
                if chance > found.get(key, (0.0, None))[0]:
                    found[key] = (chance, RoleFiller(seen.mention, ROLES[role], sure=False))
        fillers = (replace(filler, sure=key in sure) for key, (_, filler) in found.items())
        return sorted(fillers, key=lambda filler: filler.mention.span)

    def _is_filled(self, i: int, k: int, role: Role) -> bool:
        """Whether grammar gives a role to somebody else, and a mention stands in another sentence or with another trigger, or
        acts in another clause."""
        seen = self.sheet.mentions[k]
        heads = self.given.get((i, role), ())
        if (role == "agent" and self._acts_elsewhere(i, seen.head)) or self._is_over_what_befell(i, seen.head):
            return True
        if seen.mention.label not in ACTING:
            return False
        if self.sheet.sentences[seen.head] == self.sheet.sentences[i]:
            return bool(heads) and self._is_of_another(i, seen.head)
        fillers = {self.named[head] for head in heads if head in self.named}
        public = any(self.sheet.lemmas[head] in OF_THE_STATE for head in heads) and _is_of_no_state(seen)
        return (public or bool(fillers)) and self._key(seen) not in fillers

    def _acts_elsewhere(self, i: int, head: int) -> bool:
        """Whether a mention is the subject of another clause of the sentence, where the trigger's own has one."""
        sheet, acting = self.sheet, self.given.get((i, "agent"), ())
        own = [noun for noun in acting if noun in self._nouns and sheet.dependencies[noun] != "nsubj:pass"]
        own = [noun for noun in own if not self._is_subject_of_another(i, noun)]
        if not own or sheet.sentences[head] != sheet.sentences[i]:
            return False
        while sheet.dependencies[head] in BESIDE_ANOTHER and sheet.heads[head] != head and head not in acting:
            head = int(sheet.heads[head])
        return self._is_subject_of_another(i, head) and head not in acting

    def _is_over_what_befell(self, i: int, head: int) -> bool:
        """Whether a mention is a subject over a clause of what befell somebody: "troops freed girls who were abducted"."""
        sheet, whom = self.sheet, int(self.sheet.heads[i])
        befell = whom in self._nouns and whom in self.given.get((i, "target"), ())
        if sheet.dependencies[i] not in ABOUT or self.given.get((i, "agent")) or not befell:
            return False
        return head != whom and sheet.sentences[head] == sheet.sentences[i] and self._is_subject_of_another(i, head)

    def _is_subject_of_another(self, i: int, head: int) -> bool:
        return self.sheet.dependencies[head].startswith("nsubj") and bool(self.sheet.heads[head] != i)

    @cached_property
    def _nouns(self) -> frozenset[int]:
        """The tokens that head names and descriptions; a pronoun may mean who acts in the other clause."""
        return frozenset(seen.head for seen in self.sheet.mentions if KINDS[seen.kind] != "pronoun")

    def _is_of_another(self, i: int, head: int) -> bool:
        """Whether grammar gives a mention a role with another trigger, and none with this one."""
        triggers = self._triggers_of.get(head, ())
        return bool(triggers) and i not in triggers

    @cached_property
    def _triggers_of(self) -> dict[int, set[int]]:
        """The triggers that grammar gives each mention a role with, by the token that heads it."""
        found: dict[int, set[int]] = defaultdict(set)
        for (trigger, _), heads in self.given.items():
            for head in heads:
                found[head].add(trigger)
        return found

    def _weighed(self, i: int, k: int, chances: Floats) -> Floats:
        """How likely a mention has each role; one out of the trigger's sentence is less often right than the network says."""
        beside = self.sheet.sentences[self.sheet.mentions[k].head] == self.sheet.sentences[i]
        weighed = cast("Floats", chances[1:] * np.float32(1 if beside else OUTSIDE))
        if (i, k) in self.settled:
            settled = self.settled[i, k]
            return cast("Floats", weighed.sum() * np.array([one == settled for one in ROLES], np.float32))
        if not beside and self._key(self.sheet.mentions[k]) in self._without_part.get(i, ()):
            return np.zeros(len(ROLES), np.float32)
        for number, role in enumerate(ROLES):
            if self._is_filled(i, k, role):
                weighed[number] = 0
        return weighed

    @cached_property
    def _without_part(self) -> dict[int, set[str]]:
        """The keys of those of whom grammar says, each time the trigger's sentence speaks of them, that they have no part."""
        found: dict[int, set[str]] = defaultdict(set)
        for (i, k), role in self.settled.items():
            if role is None:
                found[i].add(self._key(self.sheet.mentions[k]))
        here: dict[int, list[int]] = defaultdict(list)
        for k, seen in enumerate(self.sheet.mentions):
            here[int(self.sheet.sentences[seen.head])].append(k)
        for i, keys in found.items():
            others = (k for k in here[int(self.sheet.sentences[i])] if self.settled.get((i, k), "") is not None)
            keys.difference_update(self._key(self.sheet.mentions[k]) for k in others)
        return found

    def _key(self, seen: Seen) -> str:
        """What the mentions of one actor share, as far as the text tells it."""
        text = clean(seen.mention.text)
        if seen.mention.label != "PERSON":
            return f"False {self._fuller.get(text, text).casefold()}"
        name = person(text).words or words(text)
        bearers = [(start, full) for start, full in self._full_names if full[-1:] == name[-1:]]
        bearers = bearers or [(start, full) for start, full in self._full_names if len(name) == 1 and name[0] in full]
        if len({full for _, full in bearers}) < 2:
            return f"True {bearers[0][1][-1] if bearers else ' '.join(name[-1:])}"
        alike = [full for _, full in bearers if name == full or abbreviates(name, full)]
        meant = max(alike) if alike else meant_by_surname(seen.mention.span.start, bearers, self._alone[name[-1]])
        return f"True {' '.join(meant)}"

    @cached_property
    def _alone(self) -> dict[str, list[int]]:
        """Where persons are named in one word, by it."""
        found: dict[str, list[int]] = defaultdict(list)
        for name in self.names:
            if name.label == "PERSON" and len(one := person(name.text).words) == 1:
                found[one[0]].append(name.span.start)
        return found

    @cached_property
    def _full_names(self) -> list[tuple[int, tuple[str, ...]]]:
        """Where persons are named in more than one word, and these words."""
        named = ((m.span.start, person(m.text).words) for m in self.names if m.label == "PERSON")
        return [(start, full) for start, full in named if len(full) > 1]

    @cached_property
    def _fuller(self) -> dict[str, str]:
        """Short forms and acronyms of organisations, with the one fuller name of each."""
        names = [clean(m.text) for m in self.names if m.label == "ORG"]
        fuller = short_forms(names)
        for name in dict.fromkeys(names):
            meant = {fuller.get(n, n) for n in names if name != n and name.replace(".", "") in initials(n)}
            if is_acronym(name) and len(meant) == 1:
                fuller[name] = meant.pop()
        return fuller


def _is_of_no_state(seen: Seen) -> bool:
    """Whether a name has no word for a body of the state."""
    return (EXECUTIVE | OF_THE_STATE).isdisjoint(words(seen.mention.text))
