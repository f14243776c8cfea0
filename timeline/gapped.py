"""Lists that say their verb once: "arrested Ana Ruiz in Lyon on Monday, Ole Hansen in Metz on Tuesday and a third man in Lille
on Friday" tells of three arrests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.language.grammar import (
    FINITE,
    MULTIPLES,
    OFFICES,
    PLACE_PREPOSITIONS,
    RELATIVES,
    SAYING,
    ancestors,
    base,
    is_passive,
    kids,
    lemma,
    preposition,
    surface_subjects,
)
from timeline.language.lexicon import INSTITUTIONS, PEOPLE
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
CIRCUMSTANCES = (CLAUSES - {"although", "if"}) | {"for", "by", "amid"}
"""Words after which stands how the whole came about, not what one item did: not "and Kyiv on Tuesday without power"."""
STORMS = frozenset("cyclone hurricane storm typhoon".split())
OPEN = frozenset("until till since from to by before after through".split())
SITES = frozenset({"LOC", "FAC"})
NAMES = frozenset({"PERSON", "ORG", *SITES})
DETERMINERS = frozenset("DT PRP$ WP$".split())
TELLING = FINITE | {"MD", "VBN"}
"""Tags of what a clause has: its verb; the parser takes many a past tense for a participle."""
REPORTING = SAYING | {"tell", "show"}
QUOTES = frozenset("\"'“”‘’") | {"``", "''"}
STOPS = frozenset(".;:?!…")


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
    behind = verb.doc[verb.i + 1 : spans[time][0] if spans[time][0] > verb.i else end]
    heads = {_parallel(verb, behind, verb.doc[item.head], item, labels) for item in items}
    head = heads.pop()
    days = {times[k].time.interval for k in (time, *(item.time for item in items))}
    if head is None or heads or None in kinds or len(days) <= len(items):
        return None
    if len(set(kinds)) > 1 and not all(_is_counted(verb.doc[i]) for i in (head, *(item.head for item in items))):
        return None
    if any(_is_told_of(verb.doc, item) for item in items) or not _is_over(verb.doc, items[-1].end, spans[items[-1].time][1]):
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
        end = _unjoined(doc, after)
        item = _item(doc, spans[k][1], end, end, k, labels, joined=True) if _is_joined(doc, opening) else None
        if item is None:
            return None
        items.append(item._replace(first=opening))
    return first, _unjoined(doc, openings[0]), items


def _is_plain(words: TokenSpan) -> bool:
    """Whether words hold no clause of their own."""
    return len(words) <= LONGEST and not any(word.tag_ in FINITE or word.pos_ == "VERB" for word in words)


def _opening(doc: Doc, start: int) -> int:
    """The first token of a time expression with its preposition."""
    return start - 1 if doc[start - 1].pos_ == "ADP" else start


def _is_joined(doc: Doc, opening: int) -> bool:
    return doc[opening - 1].text == "," or doc[opening - 1].pos_ == "CCONJ"


def _unjoined(doc: Doc, end: int) -> int:
    """The token after the last before ``end`` that is not there to join: "Lyon" of "in Lyon, and" """
    while _is_joined(doc, end):
        end -= 1
    return end


def _is_told_of(doc: Doc, item: Item) -> bool:
    """Whether a clause after an item has it as its subject: "and the driver on Tuesday was arrested"."""
    noun = doc[item.head]
    above = noun.head
    clausal = above.pos_ in ("VERB", "AUX") or bool(kids(above, "cop", "aux"))
    return base(noun) == "nsubj" and above.i >= item.end and clausal


def _is_over(doc: Doc, end: int, day: int) -> bool:
    """Whether nothing after the last item of a list makes a clause of its own of that item.

    Right after it no verb stands ("and Kyiv on Tuesday asked for help"), nothing that it acts on ("and Ukraine on Tuesday
    Belgorod") and no place, of which nobody knows whose it is; behind a comma no verb without a subject of its own ("and Ada
    Wren, the judge, was attacked").

    Args:
        day: the token after its time expression; where the item ends with that, "and" behind a comma begins another clause.
    """
    sentence = doc[end - 1].sent
    if end == sentence.end:
        return end == len(doc) or doc[end - 1].is_punct or doc[end].is_space or doc[end].is_title
    parts: list[list[Token]] = [[]]
    for word in doc[end : sentence.end]:
        if word.text in STOPS or (len(parts) > 1 and not parts[-1] and word.pos_ == "CCONJ" and end == day):
            break
        if word.is_punct and word.text not in QUOTES:
            parts.append([])
        elif not word.is_punct and not word.is_space:
            parts[-1].append(word)
    whole = not any(_tells(said) and after and not _is_loose(after) for said, after in pairwise(parts[1:]))
    return whole and _is_loose(parts[0]) and all(map(_is_aside, parts[1:]))


def _is_loose(words: Sequence[Token]) -> bool:
    """Whether words right behind an item, up to a comma, are neither said of it nor what it acts on."""
    left = [word for word in words if word.pos_ != "ADV"]
    if not left:
        return True
    if left[0].pos_ == "CCONJ":  # "and fled"
        return len(left) > 1 and left[1].tag_ in FINITE and left[1].pos_ == "VERB"
    return left[0].lower_ in CIRCUMSTANCES and left[0].pos_ in ("ADP", "SCONJ") and not _tells(left)


def _is_aside(words: Sequence[Token]) -> bool:
    """Whether words between commas are a clause with a subject of its own, or none: "police said", "who fled"."""
    left = [word for word in words if word.pos_ != "ADV"]
    if not left or not _tells(left):
        return not left or left[0].pos_ not in ("NUM", "CCONJ")
    return left[0].tag_ not in TELLING and any(lemma(word) in REPORTING for word in left)


def _tells(words: Sequence[Token]) -> bool:
    """Whether a verb stands there that is not in a clause beneath: "who had fled", "after he fled"."""

    def is_beneath(word: Token) -> bool:
        marked = any(
            child in words and (base(child) == "mark" or child.lower_ in RELATIVES | CLAUSES) for child in word.children
        )
        return marked or word.dep_ == "acl:relcl"

    verbs = (word for word in words if word.tag_ in TELLING and word.pos_ in ("VERB", "AUX"))
    return any(not any(is_beneath(word) for word in (verb, *ancestors(verb)) if word in words) for verb in verbs)


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
    if end < start and doc[end].pos_ not in ("ADP", "ADV", "CCONJ", "PUNCT"):
        return None  # "and on Tuesday Luc Morel her", "and Iran's envoy"
    head = doc[end - 1]
    while head.dep_ == "flat" and first <= head.head.i < head.i:
        head = head.head
    if not _is_one(doc[first:end], head, labels):
        return None
    described = labels.get(head.i) == "PERSON" and all(word.text == "," for word in words if word.is_punct)
    told = described or not any(word.is_punct for word in words)
    return Item(first, after, head.i, k) if told and head.lower_ not in UNITS else None


def _is_one(words: TokenSpan, head: Token, labels: Mapping[int, str]) -> bool:
    """Whether nouns in a row are of one thing: not "Ukraine Belgorod", "Israel a spy", "the army two", nor what somebody
    becomes, "governor"."""
    for before, word in pairwise(words):
        named = before.pos_ in HEADS and before.lower_ not in MULTIPLES
        if named and (word.tag_ in DETERMINERS or (word.pos_ == "NUM" and before.pos_ != "NUM")):
            return False
        if named and before.ent_type_ and word.ent_iob_ == "B":
            return False
    if head.i in labels and labels[head.i] in NAMES:
        return True
    bare = len(words) == 1 and head.pos_ != "NUM" and head.tag_ not in ("NNS", "NNPS") and head.lower_ not in ORDINAL
    plain = not any(word.tag_ in DETERMINERS or word.pos_ == "NUM" for word in words)
    return not bare and not (plain and (head.tag_ == "NN" or lemma(head) in OFFICES))


def _parallel(verb: Token, behind: TokenSpan, noun: Token, item: Item, labels: Mapping[int, str]) -> int | None:
    """The token with which the noun of an item stands in a row, if that is clear.

    Args:
        behind: what stands between the verb and the end of the first item, or its day.
    """
    direct = [t for t in kids(verb, "obj", "iobj") if t in behind]
    subjects = [t for t in _subjects(verb) if is_passive(verb) or (not direct and _is_alone(behind, labels))]
    core = direct or subjects
    placed = any(labels.get(t.i) in SITES for t in noun.doc[noun.i : item.end])
    if direct and not placed and any(_is_thing(t, labels) for t in surface_subjects(verb)):
        return None
    others = [word for word in _others(behind, labels) if word not in core and not _has_like(word, noun, item)]
    label = labels.get(noun.i, "")
    if label in NAMES:
        alike = [t for t in behind if labels.get(t.i) == label or {labels.get(t.i), label} <= SITES]
        if (alike or direct) and _is_land(noun) and any(_acts_as_land(t, labels) for t in surface_subjects(verb)):
            return None
        if any(_is_somebody(t, labels) or t in alike for word in others for t in word.subtree if t in behind):
            return None
        if alike:
            first = next((t for t in alike if t in direct), None) or _reached(verb, behind, alike)
            return first.i if first is not None and (label in SITES or len(alike) == 1) else None
        if label == "PERSON" and len(core) == 1 and lemma(core[0]) in PEOPLE:
            return core[0].i
        return next((t.i for t in subjects if labels.get(t.i) == label), None)
    if len(core) != 1 or _is_somebody(core[0], labels) != _is_somebody(noun, labels):
        return None
    if noun.pos_ == "NUM":
        others = [word for word in others if _is_counted(word)]
    alike = [t for t in others if not _is_apart(t) or _is_somebody(t, labels) == _is_somebody(noun, labels)]
    return None if alike else core[0].i


def _reached(verb: Token, behind: TokenSpan, alike: Sequence[Token]) -> Token | None:
    """Which of the names behind a verb that acts on none of them another stands in a row with: "broke out in Goma"."""
    if all(preposition(t) in PLACE_PREPOSITIONS for t in alike):
        return alike[-1]
    near = not any(t.pos_ in ("NOUN", "PRON", "NUM") for t in behind if t.i < alike[0].i)
    return alike[0] if near and alike[0].head == verb and preposition(alike[0]) != "by" else None


def _is_alone(behind: TokenSpan, labels: Mapping[int, str]) -> bool:
    """Whether nobody and nothing stands behind a verb but places, so that its subject is all that others stand beside."""
    nouns = (t for t in behind if t.pos_ in (*HEADS, "PRON") and t.lower_ not in UNITS)
    unnamed = (t for t in nouns if labels.get(t.i) not in SITES and t.ent_type_ not in SITES)
    return all(base(t) in ("flat", "compound") or (t.pos_ == "PROPN" and not t.ent_type_ and _is_apart(t)) for t in unnamed)


def _acts_as_land(subject: Token, labels: Mapping[int, str]) -> bool:
    """Whether a subject may do what a country does: "Spain recognised Kosovo in May and France in June"."""
    return labels.get(subject.i) == "ORG" or _is_land(subject)


def _is_thing(subject: Token, labels: Mapping[int, str]) -> bool:
    """Whether a subject goes on for days, as "the flood" that kills 12 on Monday and 15 on Tuesday does, or "Storm Ida"."""
    if subject.pos_ == "NOUN":
        return lemma(subject) not in PEOPLE | INSTITUTIONS
    known = _is_somebody(subject, labels) or _acts_as_land(subject, labels)
    unknown = subject.pos_ == "PROPN" and not known  # "Cholera"
    return unknown or any(word.lower_ in STORMS for word in (subject, *kids(subject, "compound", "nmod", "flat")))


def _has_like(word: Token, noun: Token, item: Item) -> bool:
    """Whether an item has a phrase of its own with the preposition of another: "for murder ... and a third for arson"."""
    return any(t.lower_ == preposition(word) for t in noun.doc[noun.i + 1 : item.end] if t.pos_ == "ADP")


def _is_apart(word: Token) -> bool:
    """Whether a noun says where."""
    return preposition(word).split(" ")[0] in (PLACE_PREPOSITIONS - {"over"}) | {"of"}


def _is_counted(noun: Token) -> bool:
    return noun.pos_ == "NUM" or bool(kids(noun, "nummod"))


def _is_land(token: Token) -> bool:
    names = [token.text, *(name.text for name in token.doc.ents if name.start <= token.i < name.end)]
    return any(gazetteer.country(name) is not None for name in names)


def _is_somebody(token: Token, labels: Mapping[int, str]) -> bool:
    known = labels.get(token.i) == "PERSON" or lemma(token) in PEOPLE or token.pos_ == "PRON"
    return known or token.pos_ == "NUM" or token.lower_ in ORDINAL


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject of a verb that acts on nobody else, or of any."""
    yield from (t for t in kids(verb, "nsubj") if t.i < verb.i and (is_passive(verb) or t.dep_ == "nsubj"))


def _others(words: Iterable[Token], labels: Mapping[int, str]) -> list[Token]:
    """The nouns without a name that the next one may stand in a row with: "for a robbery on Monday and a"."""
    nouns = (word for word in words if word.pos_ == "NOUN" and base(word) in ("obl", "nmod"))
    return [word for word in nouns if word.lower_ not in UNITS and labels.get(word.i) not in SITES]
