"""Lists that say their verb once: "arrested Ana Ruiz in Lyon on Monday, Ole Hansen in Metz on Tuesday and a third man in Lille
on Friday" tells of three arrests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.language.grammar import FINITE, PLACE_PREPOSITIONS, base, is_passive, kids, lemma, preposition
from timeline.language.lexicon import PEOPLE
from timeline.mentioned import LABELS, Dated, Seen
from timeline.model import Mention, Span
from timeline.timewords import UNITS

LONGEST = 20
"""Tokens of one item of such a list."""
NOMINAL = frozenset("DET NUM ADJ NOUN PROPN SYM".split())
HEADS = frozenset("NOUN NUM PROPN".split())
ORDINAL = frozenset("second third fourth fifth another other".split())
"""What stands for one more of the same: "and a third in 2024"."""
CLAUSES = frozenset("after before until till since when while as because if although despite following during".split())
"""Words after which a day is that of something else."""
OPEN = frozenset("until till since from to by before after through".split())
SITES = frozenset({"LOC", "FAC"})
NAMES = frozenset({"PERSON", "ORG", *SITES})


class Item(NamedTuple):
    """One item: its first token, the one after its last, the token that heads its noun, the number of its time expression."""

    first: int
    end: int
    head: int
    time: int


class Row(NamedTuple):
    """A list of which one verb tells.

    Attributes:
        first: the token after the verb, where the first item begins.
        end: the token after the first item.
        head: the token in the first item, or before the verb, with which the nouns of the other items stand in a row.
        time: the number of the time expression of the first.
        items: the others.
    """

    first: int
    end: int
    head: int
    time: int
    items: tuple[Item, ...]


def row(verb: Token, times: Sequence[Dated], mentions: Sequence[Seen]) -> Row | None:
    """The list that a verb tells of, each item with a day, a month or a year of its own; None where it tells of one thing.

    Args:
        times, mentions: those of its text, in order.
    """
    if verb.pos_ != "VERB":
        return None
    spans = _spans(verb.doc, times)
    before = [k for k, (first, _) in spans.items() if verb.sent.start <= first < verb.i]
    later = [k for k, (first, _) in spans.items() if verb.i < first < verb.sent.end]
    labels = {seen.head: LABELS[seen.label] for seen in mentions if seen.kind != 1}
    found = _with_days_behind(verb, later, spans, labels)
    if found is None and before:
        found = _with_days_before(verb, [before[-1], *later], spans, labels)
    if found is None:
        return None
    time, end, items = found
    kinds = [_kind(verb.doc, times[k], spans[k][0]) for k in (time, *(item.time for item in items))]
    heads = {_parallel(verb, end, verb.doc[item.head], item, labels) for item in items}
    head = heads.pop()
    days = {times[k].time.interval for k in (time, *(item.time for item in items))}
    if head is None or heads or None in kinds or len(days) <= len(items):
        return None
    if len(set(kinds)) > 1 and not all(_is_counted(verb.doc[i]) for i in (head, *(item.head for item in items))):
        return None
    joined = verb.doc[items[-1].first - 1].pos_ == "CCONJ"
    named = all(labels.get(item.head) in NAMES for item in items)
    return Row(verb.i + 1, end, head, time, tuple(items)) if joined or named else None


def _with_days_behind(
    verb: Token, later: Sequence[int], spans: Mapping[int, tuple[int, int]], labels: Mapping[int, str]
) -> tuple[int, int, list[Item]] | None:
    """ "Arrested Ana Ruiz on Monday and Ole Hansen on Tuesday": the first time, the end of its item, the other items."""
    if not later or not _is_plain(verb.doc[verb.i + 1 : spans[later[0]][0]]):
        return None
    items: list[Item] = []
    end = last = spans[later[0]][1]
    for k in later[1:]:
        item = _item(verb.doc, last, spans[k][0], spans[k][1], k, labels)
        if item is None:
            break
        items.append(item)
        last = item.end
    return (later[0], end, items) if items else None


def _with_days_before(
    verb: Token, times: Sequence[int], spans: Mapping[int, tuple[int, int]], labels: Mapping[int, str]
) -> tuple[int, int, list[Item]] | None:
    """ "On Monday police arrested Ana Ruiz and on Tuesday Ole Hansen": the same."""
    doc, first = verb.doc, times[0]
    if len(times) < 2 or any(
        word.tag_ in FINITE for word in doc[spans[first][1] : verb.i] if word.dep_ not in ("aux", "aux:pass")
    ):
        return None
    openings = [_opening(doc, spans[k][0]) for k in times[1:]]
    if not _is_plain(doc[verb.i + 1 : openings[0]]):
        return None
    items: list[Item] = []
    for k, opening, after in zip(times[1:], openings, [*openings[1:], _clause_end(doc, spans[times[-1]][1])], strict=True):
        end = after
        while doc[end - 1].text == "," or doc[end - 1].pos_ == "CCONJ":
            end -= 1
        item = _item(doc, spans[k][1], end, end, k, labels, joined=True) if _is_joined(doc, opening) else None
        if item is None:
            return None
        items.append(item._replace(first=opening))
    last = openings[0]
    while doc[last - 1].text == "," or doc[last - 1].pos_ == "CCONJ":
        last -= 1
    return first, last, items


def _is_plain(words: TokenSpan) -> bool:
    """Whether words hold no clause of their own."""
    return len(words) <= LONGEST and not any(word.tag_ in FINITE or word.pos_ == "VERB" for word in words)


def _opening(doc: Doc, start: int) -> int:
    """The first token of a time expression with its preposition."""
    return start - 1 if doc[start - 1].pos_ == "ADP" else start


def _is_joined(doc: Doc, opening: int) -> bool:
    return doc[opening - 1].text == "," or doc[opening - 1].pos_ == "CCONJ"


def _clause_end(doc: Doc, start: int) -> int:
    """The token after which nothing of the clause comes that begins there: a full stop, a comma, the end of the sentence."""
    return next((word.i for word in doc[start : doc[start - 1].sent.end] if word.is_punct), doc[start - 1].sent.end)


def mention_at(doc: Doc, head: int, mentions: Sequence[Seen], *, people: bool = False) -> Mention | None:
    """The mention that a token heads; where it stands for ``people``, a number or "a third" is one, too."""
    found = next((seen.mention for seen in mentions if seen.head == head), None)
    if found is not None or not people:
        return found
    token = doc[head]
    if token.pos_ != "NUM" and token.lower_ not in ORDINAL and lemma(token) not in PEOPLE:
        return None
    first = token.i
    while doc[first - 1].head == token and doc[first - 1].pos_ in ("NUM", "ADJ", "ADV"):
        first -= 1
    words = doc[first : head + 1]
    return Mention(Span(words.start_char, words.end_char), words.text, "")


def _spans(doc: Doc, times: Sequence[Dated]) -> dict[int, tuple[int, int]]:
    """The first token of each expression and the one after its last, by its number."""
    found = {}
    for k, dated in enumerate(times):
        words = doc.char_span(*dated.time.span, alignment_mode="expand")
        if words is not None:
            found[k] = (words.start, words.end)
    return found


def _kind(doc: Doc, dated: Dated, start: int) -> tuple[str, str] | None:
    """Preposition and precision of an expression: those of one list are alike; None for one with an open end."""
    word = doc[start - 1].lower_ if doc[start - 1].pos_ == "ADP" else ""
    days = dated.time.interval
    if days is None or word in OPEN or doc[start].lower_ in OPEN or days.earliest is None or days.latest is None:
        return None
    return word, days.precision.value


def _item(
    doc: Doc, last: int, start: int, after: int, k: int, labels: Mapping[int, str], *, joined: bool = False
) -> Item | None:
    """What stands between the time before, which ends at ``last``, and a time: ", Ole Hansen in Metz on".

    Args:
        joined: nothing need stand before it that joins it.
    """
    first = last
    while first < start and (doc[first].text == "," or doc[first].lower_ in ("and", "then", "but")):
        first += 1
    words = doc[first:start]
    if (first == last) != joined or not len(words) or len(words) > LONGEST:
        return None
    if any(word.pos_ in ("VERB", "AUX", "SCONJ") or word.lower_ in CLAUSES for word in words):
        return None
    end = first
    while end < start and (doc[end].pos_ in NOMINAL or doc[end].tag_ == "PRP$"):
        end += 1
    if end == first or (doc[end - 1].pos_ not in HEADS and doc[end - 1].lower_ not in ORDINAL):
        return None
    head = doc[end - 1]
    while head.dep_ == "flat" and first <= head.head.i < head.i:
        head = head.head
    described = labels.get(head.i) == "PERSON" and all(word.text == "," for word in words if word.is_punct)
    told = described or not any(word.is_punct for word in words)
    return Item(first, after, head.i, k) if told and head.lower_ not in UNITS else None


def _parallel(verb: Token, end: int, noun: Token, item: Item, labels: Mapping[int, str]) -> int | None:
    """The token with which the noun of an item stands in a row, if that is clear."""
    doc = verb.doc
    before = [i for i in range(verb.i + 1, end) if i in labels]
    direct = [t for t in kids(verb, "obj") if verb.i < t.i < end]
    subjects = list(_subjects(verb))
    core = direct or subjects
    label = labels.get(noun.i, "")
    if label in NAMES:
        alike = [i for i in before if labels[i] == label or {labels[i], label} <= SITES]
        own = any(i > noun.i and labels.get(i) in SITES for i in range(noun.i, item.end))
        first = next((t.i for t in direct if t.i in alike), alike[0] if alike and own else None)
        if first is not None and _is_land(noun) and any(map(_is_land, subjects)) and _is_land(doc[first]):
            return None  # "Spain recognised Kosovo in May and France in June"
        if first is not None or alike:
            return alike[-1] if first is None else first
        described = label == "PERSON" and len(core) == 1 and lemma(core[0]) in PEOPLE
        if described or any(labels.get(t.i) == label for t in subjects):
            return core[0].i if described else subjects[0].i
        return None
    if len(core) != 1 or _is_somebody(core[0], labels) != _is_somebody(noun, labels):
        return None
    counted = _is_counted(core[0]) and _is_counted(noun)
    return core[0].i if counted or not _others(doc[verb.i + 1 : end], core[0]) else None


def _is_counted(noun: Token) -> bool:
    return noun.pos_ == "NUM" or bool(kids(noun, "nummod"))


def _is_land(token: Token) -> bool:
    return any(name.start <= token.i < name.end and gazetteer.country(name.text) is not None for name in token.doc.ents)


def _is_somebody(token: Token, labels: Mapping[int, str]) -> bool:
    known = labels.get(token.i) == "PERSON" or lemma(token) in PEOPLE or token.pos_ == "PRON"
    return known or token.pos_ == "NUM" or token.lower_ in ORDINAL


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject of a verb that acts on nobody else, or of any."""
    yield from (t for t in kids(verb, "nsubj") if t.i < verb.i and (is_passive(verb) or t.dep_ == "nsubj"))


def _others(words: Iterable[Token], core: Token) -> bool:
    """Whether a noun without a name stands there that the next one may stand in a row with: "for a robbery on Monday and a"."""
    nouns = (word for word in words if word.pos_ == "NOUN" and word != core and base(word) in ("obl", "nmod"))
    nouns = (word for word in nouns if word.lower_ not in UNITS)
    return any(preposition(word).split(" ")[0] not in PLACE_PREPOSITIONS | {"of"} for word in nouns)
