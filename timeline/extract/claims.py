"""`timeline_claims`: from a trigger to a claim: who did it to whom, where, when, in the words of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline.extract import annotations
from timeline.extract.annotations import Match
from timeline.language.grammar import (
    PLACE_PREPOSITIONS,
    RELATIVES,
    Arguments,
    ancestors,
    arguments,
    base,
    expand,
    kids,
    lemma,
    noun_phrase,
    preposition,
    support_verb,
)
from timeline.model import Claim, Mention, RoleFiller, Span, Status, TimeExpression

INSTITUTIONS = frozenset(
    """administration government regime military army navy police force forces ministry authorities troops parliament
    congress senate court prosecution embassy opposition cabinet council agency department intelligence junta
    presidency coalition""".split()
)
PEOPLE = frozenset(
    """activist adult agent aide ally analyst army assailant assembly attacker authority authorities ballot_worker boy
    candidate captain chief child citizen civilian clan coach commander committee company court crew criminal crowd
    defendant delegation demonstrator deputy diplomat director doctor driver employee expert faction family farmer father
    fighter firefighter fisherman force forces gang general girl government governor group guard guest gunman hacker
    hostage household insurgent investigator jihadist journalist judge junta jury killer lawmaker lawyer leader legislator
    legislature local man mayor member merchant migrant militant militia military miner minister ministry minor mob
    mother national navy nurse officer official operative opponent organisation organization owner pair parliament
    participant party passenger patient peacekeeper people person pilot player police policeman politician president
    priest prisoner prosecution prosecutor protester protestor pupil rebel refugee regime reporter researcher rescuer
    resident rival sailor scientist seeker senator separatist servant shooter sister smuggler soldier spokesman
    spokesperson spokeswoman spouse squad staff strategist striker student supporter survivor suspect teacher team
    teenager terrorist tourist trader traveller traveler trio troop troops union unit victim villager visitor volunteer
    voter wife witness woman worker youth brother son daughter husband friend couple client customer investor buyer
    lender bank firm agency authority watchdog regulator lawmaker tribunal jury council commission cabinet side country
    countries nation state community tribe crowd monk imam bishop pope king queen prince princess inmate detainee""".split()
)
UNDERGOING = frozenset("face undergo suffer await receive sustain endure survive serve get".split())
CARRYING = frozenset(
    """carry launch hold conduct make stage undertake give deliver attend take join lead host commit issue file open
    begin start order perform execute mount plan sign offer impose announce witness win lose complete continue resume
    step pay do have be see organise organize call demand seek threaten reject end""".split()
)
BESIDE = frozenset(
    """see cite condemn attract witness follow include deny prompt spark trigger lead cause mean fear describe discuss recall
    criticise criticize denounce mention report welcome praise oppose support investigate know watch hear find await
    mark remember commemorate spell indicate show prevent avoid stop foil""".split()
)
"""Verbs whose subject takes no part in what their object tells of."""
SPOKEN = frozenset({"say", "accuse", "ask"})
TOWARDS = PLACE_PREPOSITIONS | {"to", "into", "toward", "towards", "for", "through"}
REPORTERS = frozenset("say tell report add state announce claim note write explain confirm accord".split())
MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}

annotations.register()


@Language.component(
    "timeline_claims",
    requires=["doc._.matches", "doc._.stances", "doc._.names", "doc._.times", "token.dep"],
    assigns=["doc._.claims"],
)
def timeline_claims(doc: Doc) -> Doc:
    """Set ``doc._.claims``: one for each match that has a stance, in order of the text."""
    reader = _Reader(doc)
    doc._.claims = tuple(reader.claim(match) for match in doc._.matches if match.head in doc._.stances)
    return doc


class _Reader:
    """The names, times and blocks of one Doc by token, and the claims read with them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.id = annotations.article_of(doc).id
        self.name_at: dict[int, Mention] = {}
        for name in doc._.names:
            span = doc.char_span(*name.span, alignment_mode="expand")
            for token in span or ():
                self.name_at[token.i] = name
        self.times = [(t, span) for t in doc._.times if (span := doc.char_span(*t.span, alignment_mode="expand")) is not None]
        self.timed = {token.i for _, span in self.times for token in span}
        self.headline = {i for first, last, kind in doc._.blocks if kind == "headline" for i in range(first, last)}
        self.heads = {m.head for m in doc._.matches}
        self.dateline = self._dateline()

    def _dateline(self) -> Mention | None:
        """The place that the story is filed from, which "here" means."""
        for first, last, kind in self.doc._.blocks:
            if kind == "dateline":
                for i in range(first, last):
                    held = self.name_at.get(i)
                    if held is not None and held.label in ("LOC", "FAC", "ORG"):
                        return held
        return None

    def claim(self, match: Match) -> Claim:
        token = self.doc[match.head]
        stance = self.doc._.stances[match.head]
        found = self._arguments(token, match)
        roles = tuple(self._roles(found, match))
        sentence = _stripped(token)
        return Claim(
            doc=self.id,
            type=match.type,
            trigger=Span(self.doc[match.start].idx, self.doc[match.end - 1].idx + len(self.doc[match.end - 1])),
            text=self.doc[match.start : match.end].text,
            sentence=sentence,
            roles=roles,
            places=tuple(self._places(token, found, match, [r.mention for r in roles])),
            time=self._time(token, stance.status),
            status=stance.status,
            reported=stance.reported,
            reported_by=stance.reported_by,
            count=_count(token),
            headline=match.head in self.headline,
        )

    def _arguments(self, token: Token, match: Match) -> Arguments:
        """Those of the trigger; a noun takes over those of the verb that carries it ("launched a strike on")."""
        found = arguments(token, transitive=match.trigger.slots.get("object") == "target")
        if token.pos_ in ("VERB", "AUX"):
            return found
        verb = support_verb(token)
        if verb is None or not self._carries(verb, token, match):
            return found
        carried = arguments(verb)
        subject = "object" if lemma(verb) in UNDERGOING else "subject"
        for filler in carried.get("subject"):
            if filler != token:
                found.add(subject, filler)
        for slot, fillers in carried.slots.items():
            if slot in match.trigger.slots and slot not in ("subject", "object", "complement", "of", "possessive"):
                for filler in fillers:
                    if filler != token and not _within(token, filler):
                        found.add(slot, filler)
        return found

    def _carries(self, verb: Token, noun: Token, match: Match) -> bool:
        """Whether the arguments of the verb are those of the noun: light verbs, and what is said "in a statement"."""
        if lemma(verb) in UNDERGOING | CARRYING:
            return True
        if base(noun) == "obl":
            return match.trigger.frame == "say" and preposition(noun) in ("in", "at", "during", "through", "via", "on")
        return base(noun) == "obj" and lemma(verb) not in BESIDE and verb.i not in self.heads

    def _roles(self, found: Arguments, match: Match) -> Iterator[RoleFiller]:
        seen: set[Span] = set()
        agent = False
        for slot, role in match.trigger.slots.items():
            for filler in found.get(slot):
                for mention in self._mentions(filler, slot):
                    if mention.span not in seen:
                        seen.add(mention.span)
                        agent |= role == "agent"
                        yield RoleFiller(mention, role)
        if not agent and match.trigger.frame in SPOKEN:
            speaker = self._speaker(self.doc[match.head])
            if speaker is not None and speaker.span not in seen:
                yield RoleFiller(speaker, "agent")

    def _speaker(self, token: Token) -> Mention | None:
        """Who speaks the quotation that the token stands in."""
        for quote in self.doc._.quotes:
            if quote.span.start <= token.idx < quote.span.end:
                speaker: Mention | None = quote.speaker
                return speaker
        return None

    def _mentions(self, token: Token, slot: str) -> Iterator[Mention]:
        """The names that a filler is, stands for or consists of; else its description, where it describes people."""
        if token.i in self.timed or token.lower_ in RELATIVES:
            return
        name = self._name_of(token)
        if name is not None:
            if slot in ("modifier", "in", "at") and name.label in ("FAC", "MISC", "PRODUCT"):
                return
            yield name
            return
        if token.i in self.doc._.antecedents:
            yield self.doc._.antecedents[token.i]
            return
        if token.pos_ == "PRON" or slot == "modifier":
            return
        phrase = noun_phrase(token)
        text, span = phrase.text, Span(phrase.start_char, phrase.end_char)
        if lemma(token) in INSTITUTIONS and any(t.i in self.name_at for t in phrase):
            yield Mention(span, text, "ORG")
        elif token.pos_ in ("NOUN", "PROPN", "NUM") and (lemma(token) in PEOPLE or token.lower_ in PEOPLE):
            yield Mention(span, text)

    def _name_of(self, token: Token) -> Mention | None:
        """The name that the token is part of, or that stands beside a title ("Secretary of State X", "its head, X")."""
        if token.i in self.name_at:
            name = self.name_at[token.i]
            if name.label in ("NORP", "LOC") and token.pos_ == "ADJ" and base(token) == "amod":
                return name
            return name
        for child in token.children:
            if child.dep_ in ("appos", "flat", "nmod:desc") or (base(child) == "compound" and child.i > token.i):
                for inner in [child, *kids(child, "flat")]:
                    held = self.name_at.get(inner.i)
                    if held is not None and (held.label == "PERSON" or child.dep_ == "appos"):
                        return held
        if lemma(token) in PEOPLE or token.pos_ == "PROPN":
            for i in range(token.i + 1, min(token.i + 5, len(self.doc))):
                held = self.name_at.get(i)
                if held is not None and (held.label == "PERSON" or (i == token.i + 1 and held.label == "ORG")):
                    return held if _within(self.doc[i], token) else None
                if self.doc[i].is_punct or self.doc[i].pos_ in ("VERB", "AUX"):
                    break
        return None

    def _places(self, token: Token, found: Arguments, match: Match, actors: Iterable[Mention]) -> list[Mention]:
        """Names of places in phrases with a preposition of place that hang near the trigger, nearest first."""
        taken = {m.span for m in actors}
        moves = match.trigger.frame == "move"
        near: list[tuple[float, int, Mention]] = []
        for child in token.sent:
            if base(child) not in ("obl", "nmod", "conj", "appos", "advmod") or child.i in self.timed:
                continue
            if child.lower_ == "here" and self.dateline is not None and self._cost(token, child) is not None:
                near.append((0.5, child.i, self.dateline))
            word = preposition(child).split(" ")[0]
            if word not in (TOWARDS if moves else PLACE_PREPOSITIONS):
                continue
            cost = self._cost(token, child)
            if cost is None or cost > 2.6 or (child.i in self.heads and child != token and _within(token, child)):
                continue
            near += [(cost, child.i, name) for name in self._place_names(child, word == "at")]
        for child in kids(token, "compound", "nmod:poss", "amod") if token.pos_ in ("NOUN", "PROPN") else ():
            near += [(0.0, child.i, name) for name in self._place_names(child) if base(child) != "amod"]
        if moves:
            near += [(0.0, t.i, name) for t in found.get("object") for name in self._place_names(t)]
        places = (mention for _, _, mention in sorted(near, key=lambda n: n[:2]))
        return list(dict.fromkeys(m for m in places if m.span not in taken))

    def _place_names(self, token: Token, at: bool = False) -> Iterator[Mention]:
        """The place that a noun names, and the larger ones said with it ("Asan, South Chungcheong").

        Args:
            at: after "at", an organisation's name is a place too ("at the National Gallery").
        """
        places = ("LOC", "FAC", "ORG") if at else ("LOC", "FAC")
        for part in expand(token):
            held = self.name_at.get(part.i)
            if held is not None and held.label in places:
                yield held
            elif held is None:
                for child in kids(part, "compound", "nmod:poss"):
                    inner = self.name_at.get(child.i)
                    if inner is not None and inner.label in ("LOC", "FAC"):
                        yield inner
            for child in kids(part, "appos", "nmod", "nmod:unmarked", "flat", "list", "dep"):
                if child.i > part.i and (preposition(child) in PLACE_PREPOSITIONS | {"of", ""}):
                    yield from self._place_names(child)

    def _time(self, token: Token, status: Status) -> TimeExpression | None:
        """The time expression that hangs nearest on the trigger; one that hangs on a verb of saying above it does not."""
        best: tuple[float, int] | None = None
        chosen = None
        for expression, span in self.times:
            if expression.type not in ("DATE", "TIME") or span.sent.start != token.sent.start:
                continue
            cost = self._cost(token, span.root)
            if cost is None or expression.interval is None:
                continue
            key = (cost, abs(span.start - token.i))
            if best is None or key < best:
                best, chosen = key, expression
        return chosen

    def _cost(self, token: Token, time: Token) -> float | None:
        """How far a time is from a trigger in the parse; None if it dates something else."""
        up = {token.i: 0.0}
        cost, node = 0.0, token
        while node.head != node:
            cost += _step(node)
            if base(node) == "ccomp" and lemma(node.head) in REPORTERS and node.i < node.head.i:
                cost += 1.0
            node = node.head
            up.setdefault(node.i, cost)
        down, node = 0.0, time
        crossed: list[Token] = []
        while node.i not in up:
            crossed.append(node)
            if node.head == node:
                return None
            node = node.head
        for step in crossed[1:]:
            down += _step(step)
            if step.i in self.heads and step.i != token.i:
                down += 2.0
        total = up[node.i] + down
        return total if total < 4.0 else None


def _step(node: Token) -> float:
    """The cost of going past the arc above a token: little within a clause, much across clauses."""
    label = base(node)
    if node.dep_ == "acl:relcl":
        return 1.5
    costs = {"ccomp": 2.0, "parataxis": 2.0, "advcl": 1.2, "acl": 0.6, "xcomp": 0.4, "appos": 1.0}
    if label == "conj":
        return 0.8 if node.pos_ in ("VERB", "AUX") else 0.3
    return costs.get(label, 0.3)


def _within(token: Token, above: Token) -> bool:
    return token == above or any(a.i == above.i for a in ancestors(token))


def _stripped(token: Token) -> Span:
    """The characters of the token's sentence, without the white space around it."""
    sentence = token.sent
    text = sentence.text
    lead = len(text) - len(text.lstrip())
    return Span(sentence.start_char + lead, sentence.start_char + len(text.rstrip()))


def _count(token: Token) -> int | None:
    """The number that counts the events of a plural noun: "over 30 strikes", "two dozen arrests"."""
    if token.tag_ not in ("NNS", "NNPS"):
        return None
    for child in kids(token, "nummod"):
        factor = 1
        for multiple in [*kids(child, "compound", "nummod"), child]:
            if lemma(multiple) in MULTIPLES:
                factor *= MULTIPLES[lemma(multiple)]
        digits = re.sub(r"[,\s]", "", child.text)
        if digits.isdigit():
            return int(digits) * factor
        if child.lower_ in SMALL:
            return SMALL.index(child.lower_) * factor
    return None


SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
