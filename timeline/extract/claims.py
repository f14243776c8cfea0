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
from timeline.model import Claim, Mention, Role, RoleFiller, Span, Status, TimeExpression

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
            places=tuple(self._places(token, found, match, {r.mention for r in roles})),
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
        if verb is None or lemma(verb) not in CARRYING | UNDERGOING:
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

    def _roles(self, found: Arguments, match: Match) -> Iterator[RoleFiller]:
        seen: set[Span] = set()
        for slot, role in match.trigger.slots.items():
            for filler in found.get(slot):
                for mention in self._mentions(filler, slot, role):
                    if mention.span not in seen:
                        seen.add(mention.span)
                        yield RoleFiller(mention, role)

    def _mentions(self, token: Token, slot: str, role: Role) -> Iterator[Mention]:
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
        for child in kids(token, "compound", "nmod:desc"):
            held = self.name_at.get(child.i)
            if held is not None and held.label == "PERSON" and token.pos_ == "PROPN" and child.i > token.i:
                return held
        return None

    def _places(self, token: Token, found: Arguments, match: Match, actors: Iterable[Mention]) -> Iterator[Mention]:
        """Names of places in phrases with a preposition of place, nearest first: the trigger's, then those around it."""
        taken = {m.span for m in actors}
        seen: set[Span] = set()
        for holder in self._holders(token, found):
            for child in sorted(_prepositional(holder), key=lambda t: t.i):
                if child == token or child.i in self.timed or (_within(token, child) and child.i in self.heads):
                    continue
                for mention in self._place_names(child, preposition(child) == "at"):
                    if mention.span not in seen | taken:
                        seen.add(mention.span)
                        yield mention
        if match.trigger.slots.get("modifier") is None or token.pos_ in ("NOUN", "PROPN"):
            for child in kids(token, "compound", "nmod:poss"):
                held = self.name_at.get(child.i)
                if held is not None and held.label in ("LOC", "FAC") and held.span not in seen | taken:
                    seen.add(held.span)
                    yield held

    def _holders(self, token: Token, found: Arguments) -> Iterator[Token]:
        """The words whose phrases of place tell where: the trigger, what it is done to, and those above it."""
        around = self._around(token)
        yield next(around)
        for slot in ("object", "of"):
            yield from found.get(slot)
        yield from around

    def _around(self, token: Token) -> Iterator[Token]:
        """The trigger and the words above it that share its place: up to the clause, never past a verb of saying."""
        yield token
        node = token
        while node.head != node:
            label = base(node)
            if label in ("ccomp", "advcl", "acl", "parataxis", "csubj") or (label == "conj" and node.pos_ == "VERB"):
                return
            node = node.head
            if lemma(node) in REPORTERS:
                return
            yield node

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
                for child in kids(part, "compound", "amod", "nmod:poss"):
                    inner = self.name_at.get(child.i)
                    if inner is not None and inner.label in ("LOC", "FAC") and base(child) != "amod":
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


def _prepositional(holder: Token) -> list[Token]:
    return [c for c in kids(holder, "obl", "nmod") if preposition(c).split(" ")[0] in PLACE_PREPOSITIONS]


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
