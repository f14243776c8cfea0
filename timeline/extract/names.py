"""`timeline_names`: the names of actors and places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.extract import attributes
from timeline.language.lexicon import PEOPLE
from timeline.model import Mention, Span
from timeline.names import BODIES, initials, is_acronym, is_body, known_organisation
from timeline.timewords import MONTHS, WEEKDAYS

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
PLACING = frozenset("in at near from to of outside around".split())
JOINING = frozenset("of and the for in on to de la del & - ’s 's".split())
JOINTS = frozenset("of for".split())
CALLED = frozenset(
    """mr mrs ms miss dr prof gen col capt sgt lt rep sen gov rev hon sir lord lady dame pope saint ayatollah reverend justice
    private major commodore baroness count countess duke duchess sultan tsar mufti haji insp supt cllr maj brig cpl pvt adm cmdr
    pm hurricane storm cyclone typhoon tropical tory labour team former mount lake fort st""".split()
)
"""Words before a name that are no first names, and no words for people."""
NAMED_AGAIN = 20
"""Mentions of a surname that are looked at for the first name before it."""
GANGS = frozenset("gang cartel militia syndicate mafia faction".split())
OF_GANGS = frozenset("member leader fighter boss gunman chief founder hitman".split())
DAYS = frozenset([*WEEKDAYS, *MONTHS, "yesterday", "today", "tomorrow", "last", "next", "every", "many", "dear"])
CURRENCY = frozenset("euro dollar pound yen yuan franc rupee peso rouble ruble lira rand real won krona crown".split())
LONGEST = 8
"""Words of a name that is looked for."""
EDGE_JUNK = frozenset("the a an 's ’s ' ’ \" “ ” ( ) [ ] , . : ; - – — & / |".split())


@Language.component("timeline_names", requires=["doc.ents", "token.dep"], assigns=["doc._.names"])
def timeline_names(doc: Doc) -> Doc:
    """Set ``doc._.names`` from the entities of the pipeline and the gazetteer of countries."""
    doc._.names = tuple(Mention(Span(span.start_char, span.end_char), span.text, span.label_) for span in _names(doc))
    return doc


attributes.register()


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
            if label == "PERSON" and span is not None:
                span = _with_first_name(span, entity.start)
            if label and span is not None and span.start not in junk and not _only_begins(span, label):
                found.append(TokenSpan(doc, span.start, span.end, label=_settled(span, label)))
                taken.update(range(span.start, span.end))
    for whole in _spelt_out(doc):
        across = any(n.start < whole.start < n.end or n.start < whole.end < n.end for n in found)
        known = any((n.start, n.end) == (whole.start, whole.end) and n.label_ in ("ORG", "MISC", "PRODUCT") for n in found)
        if not across and not known and whole.start not in junk | filed:
            found = [name for name in found if not whole.start <= name.start < whole.end]
            found.append(whole)
            taken.update(range(whole.start, whole.end))
    loose = {name.start for name in found if len(name) == 1 and name.label_ != "PERSON"}
    within: set[int] = set()
    for first, last, label in chain(_missed(doc, found), _countries(doc)):
        inside = {i for i in range(first, last) if i in taken}
        if first not in junk and (not inside or (inside <= loose and _is_joined(doc[first:last]))):
            within |= inside
            found.append(TokenSpan(doc, first, last, label=label))
            taken.update(range(first, last))
    found = [name for name in found if len(name) > 1 or name.start not in within]
    return sorted(found, key=lambda s: s.start)


def _spelt_out(doc: Doc) -> Iterator[TokenSpan]:
    """Names of bodies that an acronym in brackets follows, of whose letters their words begin: "National Police (NP)"."""
    for bracket in doc[1:-2]:
        acronym = bracket.nbor(1)
        if bracket.text != "(" or bracket.nbor(2).text != ")" or not is_acronym(acronym.text):
            continue
        for first in range(bracket.i - 1, max(-1, bracket.i - 2 * len(acronym) - 2), -1):
            word = doc[first]
            if word.text[:1].isupper() and acronym.text.replace(".", "").upper() in initials(doc[first : bracket.i].text):
                yield TokenSpan(doc, first, bracket.i, label="ORG")
                break
            if not (word.text[:1].isupper() or word.lower_ in JOINING) or word.is_sent_end:
                break


def _with_first_name(span: TokenSpan, start: int) -> TokenSpan:
    """With the first name that was not taken for one: the Ploy of "Ploy Wattana", a Sunday where a title stands before it."""
    doc = span.doc
    if len(span) > 1 or span.start != start or not start:
        return span
    first = doc[start - 1]
    if first.ent_type_ or not (first.is_title and first.is_alpha and len(first) > 1) or first.lower_ in PEOPLE | CALLED:
        return span
    if first.lower_ in WEEKDAYS or first.lower_ in MONTHS:
        titled = start > 1 and doc[start - 2].is_title and doc[start - 2].lower_ in PEOPLE
        return doc[start - 1 : span.end] if titled else span
    if gazetteer.is_demonym(first.text) or gazetteer.country(first.text) is not None:
        return span
    if first.tag_ == "NNP" and not first.is_sent_start:
        return doc[start - 1 : span.end]
    again = islice((t for t in doc[1:] if t.text == doc[start].text), NAMED_AGAIN)
    inside = any(t.nbor(-1).text == first.text and not t.nbor(-1).is_sent_start for t in again)
    return doc[start - 1 : span.end] if inside else span


def _only_begins(span: TokenSpan, label: str) -> bool:
    """Whether it is a word for people that has a capital because a sentence begins with it: "Gunmen"."""
    word = span[0]
    plural = word.tag_ in ("NNS", "NNPS") and word.text.istitle()
    return (
        len(span) == 1
        and label in ("NORP", "ORG", "MISC")
        and bool(word.is_sent_start)
        and plural
        and word.lemma_.lower() in PEOPLE
    )


def _parts(entity: TokenSpan) -> Iterator[TokenSpan]:
    """ "Lyon, France" as two places, the smaller one first as in the text."""
    start = entity.start
    for token in entity:
        if token.text == ",":
            yield entity.doc[start : token.i]
            start = token.i + 1
    yield entity.doc[start : entity.end]


def _trimmed(span: TokenSpan) -> TokenSpan | None:
    """Without articles, possessive marks, stray punctuation, a sum of money at its end ("fined Acme 3 million euros") and
    anything past a line break; None if nothing is left."""
    start, end = span.start, span.end
    for i in range(start, end):
        if "\n" in span.doc[i].text:
            end = i
            break
    end = _before_sum(span.doc, start, end)
    while start < end and (span.doc[start].lower_ in EDGE_JUNK or span.doc[start].is_space):
        start += 1
    while end > start and (span.doc[end - 1].lower_ in EDGE_JUNK - {"."} or span.doc[end - 1].is_space):
        end -= 1
    out = span.doc[start:end]
    return out if any(t.text[:1].isalpha() and t.pos_ != "NUM" and not t.like_num for t in out) else None


def _before_sum(doc: Doc, start: int, end: int) -> int:
    """Where a name ends that a sum of money follows."""
    for at in range(start + 2, end):
        if doc[at].lemma_.lower() in CURRENCY:
            first = at
            while first > start + 1 and (doc[first - 1].like_num or doc[first - 1].pos_ == "NUM"):
                first -= 1
            return first if first < at else end
    return end


def _is_of_a_gang(span: TokenSpan) -> bool:
    """ "Members of Los Tiguerones", "the gang Los Choneros"."""
    before = span.doc[max(0, span.start - 2) : span.start]
    of = len(before) == 2 and before[1].lower_ == "of" and before[0].lemma_.lower() in OF_GANGS
    return of or (len(before) > 0 and before[-1].lemma_.lower() in GANGS)


def _settled(span: TokenSpan, label: str) -> str:
    """The label, corrected where the words are a country's name (LOC) or adjective (NORP), or those of a body (ORG)."""
    if label in ("LOC", "FAC") and _is_of_a_gang(span) and gazetteer.place(span.text) is None:
        return "ORG"
    if known_organisation(span.text) or (label in ("LOC", "FAC", "MISC", "PRODUCT") and is_body(span.text)):
        return "ORG"
    country = gazetteer.country(span.text)
    if country is None or label == "PERSON":
        before = span.doc[span.start - 1].lower_ if span.start else ""
        placed = label in ("ORG", "FAC") and before in PLACING and len(span) < 3
        return "LOC" if placed and gazetteer.place(span.text) is not None else label
    return "NORP" if gazetteer.is_demonym(span.text) else "LOC"


def _missed(doc: Doc, found: list[TokenSpan]) -> list[tuple[int, int, str]]:
    """Names of several words that the trained names missed, most often at the start of a sentence.

    Those that stand elsewhere in the text, of organisations that news does not explain, and with a word for a body at the end
    or before "of" and "for".
    """
    elsewhere = {span.text: span.label_ for span in found if len(span) > 1}
    headlines = {i for first, last, kind in doc._.blocks if kind == "headline" for i in range(first, last)}
    missed, at = [], 0
    while at < len(doc):
        label, last = "", at + 1
        if doc[at].text[:1].isupper() and _may_begin(doc[at]):
            for last in range(min(at + LONGEST, len(doc)), at + 1, -1):
                words = doc[at:last]
                if any(t.lower_ in EDGE_JUNK for t in (words[0], words[-1])) or not words[-1].text[-1:].isalnum():
                    continue
                label = elsewhere.get(words.text, "") or ("ORG" if known_organisation(words.text) else "")
                if label or (at not in headlines and _is_written_as_body(words)):
                    label = label or "ORG"
                    break
        if label:
            missed.append((at, last, label))
        at = last if label else at + 1
    return missed


def _may_begin(word: Token) -> bool:
    """Whether it is the first word with a capital after the start of a sentence, an article or a word without one."""
    if word.is_sent_start:
        return True
    before = word.nbor(-1)
    return before.text[:1].islower() or before.lower_ in ("the", "a", "an")


def _is_written_as_body(words: TokenSpan) -> bool:
    """Whether all its words have a capital, none follows that has one, and the last is a word for a body; or it is joined."""
    after = words.doc[words.end].text if words.end < len(words.doc) else ""
    dated = any(t.lower_ in DAYS and (t == words[0] or t.nbor(-1).lower_ != "the") for t in words)
    named = words[0].pos_ in ("PROPN", "NOUN") and not dated and not (after[:1].isupper() or after == "-")
    return named and ((all(t.text.istitle() for t in words) and is_body(words.text)) or _is_joined(words))


def _is_joined(words: TokenSpan) -> bool:
    """Whether a word for a body stands before "of" or "for", and all others have a capital: "Cartel of the Coast"."""
    joint = next((i for i, word in enumerate(words) if word.text in JOINTS), 0)
    others = [word.text for word in words if word.text not in (*JOINTS, "the")]
    return bool(joint) and words[joint - 1].lower_ in BODIES and words[-1].text in others and all(map(str.istitle, others))


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
