"""`timeline_names`: the names of actors and places, and whom pronouns and titles ("the president") stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.extract import attributes
from timeline.language.grammar import base, kids, lemma, noun_phrase
from timeline.language.lexicon import COLLECTIVE, CROWDS, INSTITUTIONS, PEOPLE
from timeline.model import Mention, Quote, Span
from timeline.names import is_body, known_organisation

ACTOR_LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "FAC",
    "NORP": "NORP",
    "PRODUCT": "PRODUCT",
    "MISC": "MISC",
    "EVENT": "MISC",
}
PERSONAL = frozenset("he him his himself she her hers herself".split())
MASCULINE, FEMININE = frozenset("he him his himself mr sir".split()), frozenset("she her hers herself ms mrs miss".split())
NEUTER = frozenset("it its itself".split())
PLURAL = frozenset("they them their theirs themselves".split())
SPEAKING = frozenset("i me my mine myself we us our ours ourselves".split())
PLACING = frozenset("in at near from to of outside around".split())
HEADS_OF_STATE = frozenset("leader president premier ruler strongman chancellor monarch".split())
TITLE_WORDS = 4
BODIES = INSTITUTIONS | COLLECTIVE
SALIENCE = {"nsubj": 2.0, "vocative": 2.0, "dislocated": 2.0, "obj": 1.0, "obl": 0.9}
"""How well what stands in this relation is remembered; subjects set off by a comma are at times taken for vocatives."""
REACH = 3
"""Sentences before its own in which a pronoun may find its name."""
EDGE_JUNK = frozenset("the a an 's ’s ' ’ \" “ ” ( ) [ ] , . : ; - – — & / |".split())


class _Candidate(NamedTuple):
    """What a pronoun may stand for: a name or a described group, by the token that heads it; no mention: things."""

    head: Token
    start: int
    mention: Mention | None


@Language.component("timeline_names", requires=["doc.ents", "token.dep"], assigns=["doc._.names", "doc._.antecedents"])
def timeline_names(doc: Doc) -> Doc:
    """Set ``doc._.names`` and ``doc._.antecedents`` from the entities of the pipeline and the gazetteer of countries."""
    spans = _names(doc)
    doc._.names = tuple(mention(span) for span in spans)
    doc._.antecedents = _antecedents(doc, spans)
    return doc


attributes.register()


def mention(span: TokenSpan) -> Mention:
    return Mention(Span(span.start_char, span.end_char), span.text, span.label_)


def _names(doc: Doc) -> list[TokenSpan]:
    found: list[TokenSpan] = []
    taken: set[int] = set()
    junk = {i for first, last, kind in doc._.blocks if kind == "junk" for i in range(first, last)}
    filed = {i for first, last, kind in doc._.blocks if kind == "dateline" for i in range(first, last)}
    for entity in doc.ents:
        label = ACTOR_LABELS.get(entity.label_)
        if entity.start in filed and label != "LOC":
            continue
        for part in _parts(entity) if label == "LOC" else [entity]:
            span = _trimmed(part) if label else None
            if label and span is not None and span.start not in junk:
                found.append(TokenSpan(doc, span.start, span.end, label=_settled(span, label)))
                taken.update(range(span.start, span.end))
    for first, last, label in _countries(doc):
        if taken.isdisjoint(range(first, last)) and first not in junk:
            found.append(TokenSpan(doc, first, last, label=label))
    return sorted(found, key=lambda s: s.start)


def _parts(entity: TokenSpan) -> Iterator[TokenSpan]:
    """ "Lyon, France" as two places, the smaller one first as in the text."""
    start = entity.start
    for token in entity:
        if token.text == ",":
            yield entity.doc[start : token.i]
            start = token.i + 1
    yield entity.doc[start : entity.end]


def _trimmed(span: TokenSpan) -> TokenSpan | None:
    """Without articles, possessive marks, stray punctuation and anything past a line break; None if nothing is left."""
    start, end = span.start, span.end
    for i in range(start, end):
        if "\n" in span.doc[i].text:
            end = i
            break
    while start < end and (span.doc[start].lower_ in EDGE_JUNK or span.doc[start].is_space):
        start += 1
    while end > start and (span.doc[end - 1].lower_ in EDGE_JUNK - {"."} or span.doc[end - 1].is_space):
        end -= 1
    out = span.doc[start:end]
    return out if any(t.text[:1].isalpha() and t.pos_ != "NUM" and not t.like_num for t in out) else None


def _settled(span: TokenSpan, label: str) -> str:
    """The label, corrected where the words are a country's name (LOC) or adjective (NORP), or those of a body (ORG)."""
    if label in ("LOC", "FAC", "MISC", "PRODUCT") and (known_organisation(span.text) or is_body(span.text)):
        return "ORG"
    country = gazetteer.country(span.text)
    if country is None or label == "PERSON":
        before = span.doc[span.start - 1].lower_ if span.start else ""
        placed = label in ("ORG", "FAC") and before in PLACING and len(span) < 3
        return "LOC" if placed and gazetteer.place(span.text) is not None else label
    return "NORP" if gazetteer.is_demonym(span.text) else "LOC"


def _countries(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Names and adjectives of countries that the trained names missed."""
    for first in range(len(doc)):
        if not doc[first].text[:1].isupper():
            continue
        for last in range(min(first + 4, len(doc)), first, -1):
            words = doc[first:last]
            nominal = words.text.isupper() or words[-1].pos_ in ("PROPN", "ADJ", "NOUN")
            if nominal and gazetteer.country(words.text) is not None:
                yield first, last, "NORP" if gazetteer.is_demonym(words.text) else "LOC"
                break


def _title_nouns(span: TokenSpan) -> list[Token]:
    """Common or title nouns that say what the named person is: "President X", "X, the minister of finance"."""
    head = span.root
    around = [c for c in head.children if c.i not in range(span.start, span.end)]
    titles = [c for c in around if c.dep_ in ("nmod:desc", "compound", "appos", "flat") and c.pos_ in ("NOUN", "PROPN")]
    if head.dep_ in ("flat", "appos", "nmod:desc", "compound") and head.head.pos_ in ("NOUN", "PROPN"):
        titles.append(head.head)
    return titles


def _gender(span: TokenSpan) -> str | None:
    before = [span.doc[i].lower_.rstrip(".") for i in range(max(0, span.start - 1), span.end)]
    if any(w in MASCULINE for w in before):
        return "m"
    return "f" if any(w in FEMININE for w in before) else None


def _antecedents(doc: Doc, spans: list[TokenSpan]) -> dict[int, Mention]:
    sentence_of = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
    genders = _known_genders(spans)
    titled: dict[str, Mention] = {}
    persons: list[TokenSpan] = []
    things: list[TokenSpan] = []
    groups: list[_Candidate] = []
    bodies: list[_Candidate] = []
    filed = {i for first, last, kind in doc._.blocks if kind == "dateline" for i in range(first, last)}
    starts = {span.start: span for span in spans}
    inside = {i for span in spans for i in range(span.start, span.end)}
    found: dict[int, Mention] = {}
    for token in doc:
        span = starts.get(token.i)
        if span is not None:
            if span.label_ == "PERSON":
                persons.append(span)
                titled |= {lemma(t): mention(span) for t in _title_nouns(span)}
            elif span.label_ in ("ORG", "LOC", "NORP") and span.start not in filed:
                things.append(span)
        if token.i in inside:
            continue
        word = token.lower_
        quote = _quote_at(doc, token)
        if word in SPEAKING and quote is not None and quote.speaker is not None:
            found[token.i] = quote.speaker
        elif word in PERSONAL:
            wanted = "m" if word in MASCULINE else "f"
            fit = [p for p in persons if genders.get(p.text.split()[-1], wanted) == wanted]
            if quote is not None and quote.speaker is not None:
                fit = [p for p in fit if p.text.split()[-1] not in quote.speaker.text]
            _choose(token, _candidates(fit), sentence_of, found)
        elif word in NEUTER and base(token) != "expl":
            named = _candidates(t for t in things if t.label_ != "NORP")
            _choose(token, sorted([*named, *bodies], key=lambda c: c.start), sentence_of, found)
        elif word in PLURAL:
            _choose(token, groups, sentence_of, found)
        elif (compatriot := _compatriot(token, persons)) is not None:
            found[token.i] = mention(compatriot)
        elif token.pos_ in ("NOUN", "PROPN") and _is_bare_definite(token):
            if lemma(token) in titled:
                found[token.i] = titled[lemma(token)]
            elif (namesake := _namesake(token, things)) is not None:
                found[token.i] = mention(namesake)
        if token.tag_ == "NN" and lemma(token) in BODIES and token.i not in found and base(token) != "compound":
            bodies.append(_described(token))
        if token.tag_ in ("NNS", "NNPS") or (token.lower_ in CROWDS and not kids(token, "nmod")):
            groups.append(_described(token) if token.i not in found else _Candidate(token, token.i, found[token.i]))
    return found


def _candidates(spans: Iterable[TokenSpan]) -> list[_Candidate]:
    return [_Candidate(span.root, span.start, mention(span)) for span in spans]


def _described(head: Token) -> _Candidate:
    """A noun phrase as what "they" may stand for; one that describes nobody only stands in the way."""
    phrase = noun_phrase(head)
    span = Span(phrase.start_char, phrase.end_char)
    people = lemma(head) in PEOPLE | INSTITUTIONS or head.lower_ in PEOPLE or head.ent_type_ == "NORP"
    return _Candidate(head, head.i, Mention(span, phrase.text) if people else None)


def _compatriot(token: Token, persons: list[TokenSpan]) -> TokenSpan | None:
    """ "the Venezuelan leader" after "Venezuelan President Nicolás Maduro"."""
    if lemma(token) not in HEADS_OF_STATE:
        return None
    adjectives = {c.lower_ for c in kids(token, "amod", "compound") if gazetteer.is_demonym(c.text)}
    for person in reversed(persons) if adjectives else ():
        before = {person.doc[i].lower_ for i in range(max(0, person.start - TITLE_WORDS), person.start)}
        if adjectives & before:
            return person
    return None


def _namesake(token: Token, things: list[TokenSpan]) -> TokenSpan | None:
    """The last organisation before that is named after the noun: "the cartel" after "the Cartel of the Suns"; of "the
    country", the last country.
    """
    noun = lemma(token)
    if noun in ("country", "nation"):
        return next((t for t in reversed(things) if t.label_ == "LOC" and gazetteer.country(t.text) is not None), None)
    fit = (t for t in reversed(things) if t.label_ == "ORG" and len(t) > 1 and _head_noun(t) == noun)
    return next(fit, None)


def _head_noun(span: TokenSpan) -> str:
    """ "cartel" of "Cartel of the Suns", "bureau" of "Narcotics Bureau"."""
    before = next((t.i for t in span if t.lower_ in ("of", "for", "de", "del", "du")), span.end)
    return span.doc[max(span.start, before - 1)].lower_


def _known_genders(spans: list[TokenSpan]) -> dict[str, str]:
    """Surname to "m" or "f" for the people whom the text calls Mr, Mrs and the like somewhere."""
    return {span.text.split()[-1]: gender for span in spans if span.label_ == "PERSON" and (gender := _gender(span))}


def _quote_at(doc: Doc, token: Token) -> Quote | None:
    for quote in doc._.quotes:
        if quote.span.start <= token.idx < quote.span.end:
            found: Quote = quote
            return found
    return None


def _choose(token: Token, fit: list[_Candidate], sentence_of: dict[int, int], found: dict[int, Mention]) -> None:
    """Take the most salient one before the pronoun: near, subject of its clause, no modifier of another noun."""
    here = sentence_of[token.i]
    best, best_score = None, 0.0
    for candidate in fit[-12:]:
        head = candidate.head
        distance = here - sentence_of[candidate.start]
        if distance > REACH or head.i >= token.i:
            continue
        while base(head) in ("flat", "appos", "nmod:desc") and head.head != head:
            head = head.head
        role = SALIENCE.get(base(head), 0.5)
        score = role / (1 + distance) + candidate.start / (1000 * (len(token.doc) + 1))
        if score >= best_score:
            best, best_score = candidate, score
    if best is not None and best.mention is not None:
        found[token.i] = best.mention


def _is_bare_definite(token: Token) -> bool:
    """ "the president", "the army commander", but not "the former president of Peru" nor "a president"."""
    if not any(c.lower_ in ("the", "this") for c in kids(token, "det")):
        return False
    before = kids(token, "amod", "compound")
    return not kids(token, "nmod", "appos", "flat", "nmod:poss", "acl", "nummod") and all(c.text.islower() for c in before)
