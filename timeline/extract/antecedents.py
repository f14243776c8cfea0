"""`timeline_antecedents`: whom pronouns ("he", "its") and definite descriptions ("the president") stand for.

Whom "he" and "she" mean is weighed (`timeline.persons`); all others lead back only where the sentences before leave one
candidate, by number and by what a text remembers best.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.bearers import BODIES, TITLES, WELL_KNOWN, Bearers
from timeline.extract import attributes
from timeline.language.grammar import base, kids, lemma
from timeline.language.lexicon import CROWDS, REPORTERS
from timeline.model import Mention, Quote
from timeline.persons import PERSONAL, Candidate, Persons, acts_on, at_its_verb, described, mention_of, speaks

NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
SPEAKING = frozenset("i me my mine myself we us our ours ourselves".split())
GOVERNING = frozenset("government administration regime cabinet".split())
ESTIMATING = frozenset("estimate expect believe think hope fear understand learn know suppose assume predict recommend".split())
"""Verbs that nobody is the subject of in "it is expected that"."""
ARMED = frozenset("forces force military army troops navy".split())
SALIENCE = {"nsubj": 2.0, "vocative": 2.0, "dislocated": 2.0, "obj": 1.0, "obl": 0.9}
"""How well what stands in this relation is remembered; subjects set off by a comma are at times taken for vocatives."""
SPEAKS_ON, ONLY_SPEAKS = 2.5, 0.25
LONGEST_OFFICE = 12
"""Words of "president of the Republic of Ruritania and ..." up to its comma."""
OFFICE_WORDS = frozenset("of for the and".split())
OTHERS, SPEAKER = 0.6, 0.65
"""How often "it" and "they", and "I" in a quotation, are whom they are taken for (actors of marked events)."""
REACH = 3
"""Sentences before its own in which a pronoun may find its name."""


@Language.component(
    "timeline_antecedents",
    requires=["doc._.names", "doc._.quotes", "token.dep"],
    assigns=["doc._.antecedents", "doc._.likely_meant"],
)
def timeline_antecedents(doc: Doc) -> Doc:
    """Set ``doc._.antecedents`` and ``doc._.likely_meant``."""
    reader = _Reader(doc)
    doc._.antecedents = reader.antecedents()
    doc._.likely_meant = {i: reader.likely[i] for i in doc._.antecedents if i in reader.likely}
    return doc


attributes.register()


class _Reader:
    """One text read from its first word to its last, with what has been named so far."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.spans = [_labelled(doc, name) for name in doc._.names]
        self.bearers = Bearers(doc, self.spans)
        self.sentence_of = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self.persons = Persons(doc, self.spans, self.bearers, self._quote_at)
        self.persons_at = {span.start: span for span in self.spans if span.label_ == "PERSON"}
        self.things: list[TokenSpan] = []
        self.groups: list[Candidate] = []
        self.bodies: list[Candidate] = []
        self.matters: list[Candidate] = []
        self.found: dict[int, Mention] = {}
        self.likely: dict[int, float] = {}

    def antecedents(self) -> dict[int, Mention]:
        """The tokens that are no names, with whom they stand for."""
        filed = {i for first, last, kind in self.doc._.blocks if kind == "dateline" for i in range(first, last)}
        starts = {span.start: span for span in self.spans}
        inside = {i for span in self.spans for i in range(span.start, span.end)}
        for token in self.doc:
            span = starts.get(token.i)
            if span is not None and span.label_ == "PERSON":
                self.persons.name(span)
            elif span is not None and span.label_ in ("ORG", "LOC", "NORP") and span.start not in filed:
                self.things.append(span)
            if token.i not in inside:
                self._read(token)
                self._remember(token)
        self._resolve_speakers()
        return self.found

    def _resolve_speakers(self) -> None:
        """ "I" in a quotation is whom the "she" of "she said" stands for; nobody, where that is not known."""
        at = {token.idx: token.i for token in self.doc}
        for i, meant in list(self.found.items()):
            if meant.label == "PRON":
                speaker = self.found.get(at.get(meant.span.start, -1))
                if speaker is None or speaker.label == "PRON":
                    del self.found[i]
                else:
                    self.found[i] = speaker

    def _read(self, token: Token) -> None:
        word, quote = token.lower_, self._quote_at(token)
        if word in SPEAKING and quote is not None and quote.speaker is not None:
            self._take(token, quote.speaker, SPEAKER)
        elif word in PERSONAL:
            if (person := self.persons.meant(token)) is not None and person.mention is not None:
                self._take(token, person.mention, person.likely)
        elif word in NEUTER and _is_of_a_body(token):
            named = _candidates(t for t in self.things if _acts(t))
            self._choose(token, sorted([*named, *self.bodies, *self.matters], key=lambda c: c.start))
        elif word in PLURAL:
            self._choose(token, self.groups)
        elif (meant := self._named_behind(token) or self.bearers.meant(token) or self._governed(token)) is not None:
            self.found[token.i] = mention_of(meant)

    def _take(self, token: Token, meant: Mention, likely: float) -> None:
        self.found[token.i], self.likely[token.i] = meant, likely

    def _remember(self, token: Token) -> None:
        """Note a description as what a later pronoun may stand for."""
        if token.tag_ == "NN" and lemma(token) in BODIES and token.i not in self.found and base(token) != "compound":
            self.bodies.append(described(token))
        elif token.tag_ == "NN" and base(token) in ("nsubj", "obj") and token.i not in self.found:
            self.matters.append(Candidate(token, token.i, None))
        if token.tag_ in ("NNS", "NNPS") or (token.lower_ in CROWDS and not kids(token, "nmod")):
            held = self.found.get(token.i)
            self.groups.append(described(token) if held is None else Candidate(token, token.i, held))
        self.persons.describe(token, self.found.get(token.i))

    def _named_behind(self, token: Token) -> TokenSpan | None:
        """The person whom a title with its office names behind a comma: "the President of the Republic, Ana Ruiz"."""
        if token.pos_ not in ("NOUN", "PROPN") or token.lower_ not in TITLES or token.i + 1 == len(self.doc):
            return None
        if token.nbor(1).lower_ not in ("of", "for"):
            return None
        for word in self.doc[token.i + 1 : token.i + LONGEST_OFFICE]:
            if word.text == ",":
                return self.persons_at.get(word.i + 1)
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and word.lower_ not in OFFICE_WORDS:
                return None
        return None

    def _governed(self, token: Token) -> TokenSpan | None:
        """The country of "his government", by the titles of the person; of "its forces", where "it" is a country."""
        if token.lower_ not in GOVERNING | ARMED:
            return None
        owner = next((self.found[c.i] for c in kids(token, "nmod:poss") if c.i in self.found), None)
        span = next((s for s in self.spans if owner is not None and s.start_char == owner.span.start), None)
        if span is None:
            return None
        if span.label_ == "LOC":
            return span if gazetteer.country(span.text) is not None else None
        codes = self.bearers.countries_of(span) if token.lower_ in GOVERNING else set()
        governs = bool(self.bearers.titles_of(span) & WELL_KNOWN)
        return self.bearers.land(codes.pop()) if governs and len(codes) == 1 else None

    def _choose(self, token: Token, fit: Sequence[Candidate]) -> None:
        """Take the most salient one before the pronoun: near, subject of its clause, no modifier of another noun."""
        here = self.sentence_of[token.i]
        best, best_score = None, 0.0
        for candidate in fit[-12:]:
            head = candidate.head
            distance = here - self.sentence_of[candidate.start]
            if distance > REACH or head.i >= token.i:
                continue
            head = at_its_verb(head)
            if acts_on(head, token):
                continue
            role = SALIENCE.get(base(head), 0.5) * self._as_speaker(head, token, fit)
            score = role / (1 + distance) + candidate.start / (1000 * (len(token.doc) + 1))
            if score >= best_score:
                best, best_score = candidate, score
        if best is not None and best.mention is not None:
            self._take(token, best.mention, OTHERS)

    def _as_speaker(self, head: Token, pronoun: Token, fit: Sequence[Candidate]) -> float:
        """How much more or less a candidate is meant for being who speaks: more where the pronoun speaks too, less where it
        stands in the sentence that is said, with somebody else who is spoken of there."""
        if not speaks(head):
            return 1.0
        if speaks(pronoun):
            return SPEAKS_ON
        others = (other.head for other in fit if other.head.sent == pronoun.sent and other.head != head)
        spoken_of = any(other.i < pronoun.i and other.head != head.head for other in others)
        return ONLY_SPEAKS if spoken_of and head.sent == pronoun.sent else 1.0

    def _quote_at(self, token: Token) -> Quote | None:
        for quote in self.doc._.quotes:
            if quote.span.start <= token.idx < quote.span.end:
                found: Quote = quote
                return found
        return None


def _labelled(doc: Doc, name: Mention) -> TokenSpan:
    span = doc.char_span(*name.span, alignment_mode="expand")
    assert span is not None
    return TokenSpan(doc, span.start, span.end, label=name.label)


def _candidates(spans: Iterable[TokenSpan]) -> list[Candidate]:
    return [Candidate(span.root, span.start, mention_of(span)) for span in spans]


def _is_of_a_body(pronoun: Token) -> bool:
    """Whether "it" may be somebody: no "it is time to", no "about it"."""
    verb = pronoun.head
    said = pronoun.dep_ == "nsubj:pass" and lemma(verb) in REPORTERS | ESTIMATING
    impersonal = said or (bool(kids(verb, "cop")) and bool(kids(verb, "csubj", "acl", "advcl", "ccomp", "xcomp")))
    return base(pronoun) in ("nsubj", "obj", "iobj", "nmod") and not (base(pronoun) == "nsubj" and impersonal)


def _acts(span: TokenSpan) -> bool:
    """Whether a name is of what acts: an organisation, a country, a capital that stands for its government."""
    if span.label_ == "LOC":
        return gazetteer.country(span.text) is not None or gazetteer.government(span.text) is not None
    return span.label_ == "ORG"
