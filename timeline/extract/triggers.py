"""`timeline_triggers`: words that tell of an event, by the lemmas and conditions of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline.extract import attributes
from timeline.extract.attributes import Match
from timeline.language.grammar import (
    Arguments,
    arguments,
    base,
    is_misread_verb,
    is_passive,
    is_verbal,
    kids,
    lemma,
    support_verb,
    within,
)
from timeline.language.lexicon import COLLECTIVE, INSTITUTIONS, PEOPLE
from timeline.model import Span
from timeline.ontology import PREPOSITIONS, Entry, Ontology, load

BORDERS = frozenset({"since", "until", "till"})
"""What stands before the end of a span, which is no occasion."""
SHOWN = 6
"""Words of a condition that an explanation lists."""
NAMING = frozenset({"ORG", "PERSON", "PER", "FAC", "LOC", "GPE"})
LOCAL = frozenset({"before", "after", "near", "head"})
NAMED_AFTER = frozenset(
    """ministry minister department commission committee rapporteur directorate office secretary bureau agency law act bill
    code convention fund unit division authority policy""".split()
)
"""What is called after an event and tells of none: "the Trial Division"."""
MODIFYING = frozenset({"compound", "amod", "flat", "fixed", "compound:prt", "goeswith", "nmod:desc"})

attributes.register()


@Language.factory(
    "timeline_triggers", requires=["token.lemma", "token.pos", "token.dep", "doc.ents"], assigns=["doc._.matches"]
)
def make_finder(nlp: Language, name: str) -> TriggerFinder:
    return TriggerFinder()


class TriggerFinder:
    """Finds the triggers of an ontology in a parsed Doc; at most one for each head token."""

    def __init__(self, ontology: Ontology | None = None) -> None:
        self._ontology = ontology

    @property
    def ontology(self) -> Ontology:
        """The event types looked for: the shipped ones until others are set."""
        if self._ontology is None:
            self._ontology = load()
        return self._ontology

    @ontology.setter
    def ontology(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def __call__(self, doc: Doc) -> Doc:
        junk = {i for first, last, kind in doc._.blocks if kind == "junk" for i in range(first, last)}
        found = {m.head: m for token in doc if token.i not in junk for m in self._at(token)}
        told = {(m.type, lemma(doc[m.head])) for m in found.values()}
        words = {word for _, word in told}
        done = junk | found.keys()
        again = (token for token in doc if token.i not in done and lemma(token) in words)
        found |= {m.head: m for token in again for m in self._at(token, told)}
        doc._.matches = tuple(found[i] for i in sorted(found) if not _is_part_of(found[i], found, doc))
        return doc

    def _at(self, token: Token, told: Set[tuple[str, str]] = frozenset()) -> Iterator[Match]:
        """The trigger at a token. Of the types that the same word has told in the Doc, no other words need to stand near."""
        phrases: dict[bool, Arguments] = {}
        for entry in self._entries(token) if _obstacle(token) is None else ():
            extent = _extent(token, entry.words)
            if extent is None or _unmet(entry, token, phrases, told) is not None:
                continue
            if not _is_history(token, entry):
                plover = entry.trigger.plover or entry.type.plover
                yield Match(token.i, *extent, entry.type.name, entry.type.family, entry.trigger, plover)
            return

    def _entries(self, token: Token) -> tuple[Entry, ...]:
        """What the ontology holds for the lemma and part of speech of a token."""
        if token.pos_ in ("VERB", "AUX"):
            return self.ontology.verbs.get(lemma(token), ())
        if token.pos_ in ("NOUN", "PROPN"):
            return self.ontology.nouns.get(lemma(token), ()) or self.ontology.nouns.get(token.lower_, ())
        return self.ontology.adjectives.get(lemma(token), ()) if token.pos_ == "ADJ" else ()

    def refusals(self, token: Token) -> Iterator[tuple[str, str]]:
        """Why a token that is no trigger is none: for each event type that its lemma could tell of, the first fault."""
        obstacle = _obstacle(token)
        phrases: dict[bool, Arguments] = {}
        for entry in self._entries(token):
            if obstacle is not None:
                yield entry.type.name, obstacle
            elif _extent(token, entry.words) is None:
                continue
            elif (fault := _unmet(entry, token, phrases, frozenset())) is not None:
                kind, slot, values = fault
                shown = ", ".join(sorted(values)[:SHOWN]) + (" ..." if len(values) > SHOWN else "")
                yield entry.type.name, f"asks for {slot}: {shown}" if kind == "when" else f"refused for {slot}: {shown}"
            elif _is_history(token, entry):
                yield entry.type.name, "part of a proper name"
            else:
                yield entry.type.name, "another word of the same phrase tells it"


def _obstacle(token: Token) -> str | None:
    """Why a token cannot tell of an event at all; None if it can."""
    if token.is_space or token.is_punct:
        return "no word"
    if _is_joined(token):
        return "part of a hyphened word"
    if _names_a_body(token):
        return "what an office or a law is for"
    if token.pos_ in ("VERB", "AUX"):
        before = token.dep_ == "amod" and token.i < token.head.i and not is_misread_verb(token)
        return "an adjective before its noun" if before else None
    if token.pos_ in ("NOUN", "PROPN"):
        if token.ent_type_ in NAMING:
            return "part of a name"
        return "modifies another noun" if base(token) in MODIFYING and token.head.i > token.i else None
    if token.pos_ == "ADJ" and any(c.lower_ == "the" for c in token.children):
        return "names people by what they are"
    return "an adjective before its noun" if token.pos_ == "ADJ" and base(token) == "amod" else None


def _unmet(
    entry: Entry, token: Token, phrases: dict[bool, Arguments], told: Set[tuple[str, str]]
) -> tuple[str, str, frozenset[str]] | None:
    """The first condition of a trigger that does not hold: "when" or "unless", the slot, the words; None if all do."""
    trigger = entry.trigger
    transitive = trigger.slots.get("object") == "target"
    if transitive not in phrases:
        phrases[transitive] = arguments(token, transitive=transitive)
    found, settled = phrases[transitive], (entry.type.name, lemma(token)) in told
    for slot, values in trigger.when.items():
        if not (settled and slot == "near") and not _meets(token, found, slot, values):
            return "when", slot, values
    for slot, values in trigger.unless.items():
        if _meets(token, found, slot, values):
            return "unless", slot, values
    return None


def _is_joined(token: Token) -> bool:
    """Whether a hyphen makes it the first part of an adjective ("disaster-ready") or "non-" turns it around."""
    if token.i + 2 < len(token.doc) and token.nbor(1).text == "-" and not token.whitespace_ and not token.nbor(1).whitespace_:
        return token.pos_ in ("NOUN", "PROPN") and token.nbor(2).pos_ == "ADJ"
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non"


def _names_a_body(token: Token) -> bool:
    """Whether a noun says what an office or a law is for: "Ministry of Investment", "rapporteur on executions"."""
    if token.pos_ not in ("NOUN", "PROPN") or base(token) != "nmod" or token.head.i > token.i:
        return False
    return lemma(token.head) in NAMED_AFTER and not any(
        c.lower_ in ("the", "this", "his", "her", "their") for c in token.children
    )


def _is_history(token: Token, entry: Entry) -> bool:
    """Violence inside a proper name is what something is called after ("the Battle of Adwa"), not news."""
    return entry.type.family == "violence" and bool(token.ent_type_) and token.pos_ == "PROPN"


def _is_part_of(match: Match, found: dict[int, Match], doc: Doc) -> bool:
    """A verb that only carries a noun of its own type ("held talks"), or a word inside a longer trigger."""
    token = doc[match.head]
    if any(o.head != match.head and o.start <= match.head < o.end and o.end - o.start > 1 for o in found.values()):
        return True
    if token.pos_ not in ("VERB", "AUX"):
        return False
    carried = [c.i for c in kids(token, "obj", "nsubj:pass")]
    return any(i in found and found[i].type == match.type for i in carried)


def _extent(token: Token, words: tuple[str, ...]) -> tuple[int, int] | None:
    """The tokens of a multiword trigger around its head, or None where the further words are missing."""
    if len(words) == 1:
        return token.i, token.i + 1
    if token.pos_ in ("VERB", "AUX"):
        below = list(token.children) + [g for c in token.children for g in c.children]
        last, prior = token.i, token.i
        for word in words[1:]:
            hit = next((t for t in below if t.i > prior and (lemma(t) == word or t.lower_ == word)), None)
            if hit is None and is_passive(token):
                hit = next((t for t in below if lemma(t) == word), None)
            if hit is None:
                return None
            last = hit.i if hit.i == last + 1 else last
            prior = max(prior, hit.i)
        return token.i, last + 1
    first = token.i
    for word in reversed(words[:-1]):
        first -= 1
        if first < 0 or word not in (lemma(token.doc[first]), token.doc[first].lower_):
            return None
    return first, token.i + 1


def _meets(token: Token, found: Arguments, slot: str, values: Iterable[str]) -> bool:
    if slot == "time":
        dates = (t for t in token.doc._.times if t.type in ("DATE", "TIME") and t.interval is not None)
        return any(_has_time(token, t.span) for t in dates)
    if slot in LOCAL:
        fillers = _around(token, slot)
    else:
        fillers = found.get(slot)
        if token.pos_ not in ("VERB", "AUX") and slot in ("subject", "object") and not fillers:
            verb = support_verb(token)
            fillers = arguments(verb).get(slot) if verb is not None else []
    for value in values:
        if value == "*":
            if any(slot not in PREPOSITIONS or not _is_time(filler) for filler in fillers):
                return True
        elif value.isupper():
            if any(_label(t) == value for t in fillers) or (value == "PERSON" and any(_describes_people(t) for t in fillers)):
                return True
        elif any(value in (lemma(t), t.lower_) for t in fillers):
            return True
    return False


def _is_time(token: Token) -> bool:
    return any(time.span.start <= token.idx < time.span.end for time in token.doc._.times)


def _has_time(token: Token, span: Span) -> bool:
    """Whether a time expression hangs on the trigger, or on the verb that a trigger noun belongs to."""
    words = token.doc.char_span(*span, alignment_mode="expand")
    if words is None or words.sent.start != token.sent.start:
        return False
    first = words[0]
    if first.lower_ in BORDERS or (first.i and first.nbor(-1).lower_ in BORDERS):
        return False
    heads = {token.i, token.head.i} if token.pos_ in ("NOUN", "PROPN") else {token.i}
    root = words.root
    if root.head.i not in heads and (root.head.head.i not in heads or is_verbal(root.head)):
        return False
    between = token.doc[min(token.i, root.i) + 1 : max(token.i, root.i)]
    return not any(t.pos_ == "VERB" and not within(token, t) and t.head == token and base(t) == "ccomp" for t in between)


def _around(token: Token, slot: str) -> list[Token]:
    if slot == "near":
        return [t for t in token.sent if t.i != token.i]
    if slot == "head":
        return [token.head] if token.head != token else []
    step = -1 if slot == "before" else 1
    i = token.i + step
    while 0 <= i < len(token.doc) and (token.doc[i].is_space or token.doc[i].is_quote):
        i += step
    return [token.doc[i]] if 0 <= i < len(token.doc) else []


def _describes_people(token: Token) -> bool:
    """Whether a noun says what somebody is ("a nurse", "two ministers"), and no body of people ("the army")."""
    return token.pos_ == "NOUN" and lemma(token) in PEOPLE and lemma(token) not in COLLECTIVE | INSTITUTIONS


def _label(token: Token) -> str:
    """The entity label of a filler: its own, or that of the name which it is the head of ("President X")."""
    if token.ent_type_:
        return token.ent_type_
    return next((c.ent_type_ for c in kids(token, "flat", "appos", "compound", "nmod:desc") if c.ent_type_ == "PERSON"), "")
