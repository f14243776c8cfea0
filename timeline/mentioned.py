"""Whom and what a text speaks of, and when: the mentions and dates that a trigger may be linked to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import when
from timeline.language.grammar import base, befallen_before, kids, lemma, noun_phrase
from timeline.language.lexicon import DELAYING, INSTITUTIONS, NUMBERED, PEOPLE
from timeline.model import Interval, Mention, Span, TimeExpression

BEFALLING = frozenset(
    "kill injure wound hurt shoot stab arrest detain jail abduct kidnap free rescue evacuate displace charge convict".split()
)
"""Verbs of what is done to people, whose object a bare number counts."""
LABELS = ("", "PERSON", "ORG", "LOC", "FAC", "NORP", "MISC", "PRODUCT", "MONEY", "PRON")
KINDS = ("name", "pronoun", "description")


class Seen(NamedTuple):
    """A mention of somebody, something or somewhere: its head token, its first token, and a key that its namesakes share.

    ``likely``: how likely a pronoun means it, from 0 to 1.
    """

    head: int
    start: int
    kind: int
    label: int
    key: str
    mention: Mention
    likely: float = 1.0


class Dated(NamedTuple):
    """A time expression that has days: its head token and its first token."""

    head: int
    start: int
    time: TimeExpression


def mentions(doc: Doc) -> Iterator[Seen]:
    """The names, the pronouns that stand for somebody, and the phrases that describe people and bodies."""
    named: set[int] = set()
    for name in doc._.names:
        words = _tokens(doc, name.span)
        if words is not None:
            named.update(range(words.start, words.end))
            yield Seen(words.root.i, words.start, 0, LABELS.index(name.label), _key(name), name)
    for i, meant in doc._.antecedents.items():
        if i not in named:
            yield Seen(
                i,
                i,
                1,
                LABELS.index(meant.label) if meant.label in LABELS else 0,
                _key(meant),
                meant,
                doc._.likely_meant.get(i, 1.0),
            )
    dating = {t.i for time in doc._.times for t in _tokens(doc, time.span) or ()}
    taken = named | set(doc._.antecedents) | dating
    for token in doc:
        if token.i not in taken and describes(token):
            phrase = undated(noun_phrase(token), dating)
            inside = [doc[i] for i in range(phrase.start, phrase.end) if i in named]
            if any(t.ent_type_ == "PERSON" for t in inside):
                continue
            body = bool(inside) and lemma(token) in INSTITUTIONS
            meant = Mention(Span(phrase.start_char, phrase.end_char), phrase.text, "ORG" if body else "")
            yield Seen(token.i, phrase.start, 2, LABELS.index(meant.label), _key(meant), meant)


def undated(phrase: TokenSpan, dating: Collection[int]) -> TokenSpan:
    """A phrase without the date before it: "officers", not "to 15 May officers". ``dating``: tokens that stand in dates."""
    before = list(takewhile(lambda i: i in dating or phrase.doc[i].pos_ == "ADP", range(phrase.start, phrase.root.i)))
    first = max((i + 1 for i in before if i in dating), default=phrase.start)
    return phrase.doc[first : phrase.end] if first > phrase.start else phrase


def describes(token: Token) -> bool:
    """Whether a noun, a number or an adjective stands for people or a body without their name."""
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
        return False
    word = lemma(token)
    return word in PEOPLE or token.lower_ in PEOPLE or word in INSTITUTIONS or _counts_people(token)


def _counts_people(token: Token) -> bool:
    """ "Dozens were hurt", "two others fled", "tens of thousands marched", "an 18-year-old"."""
    whole = token.head if base(token) == "nmod" and lemma(token.head) in NUMBERED else token
    told = base(whole) == "nsubj" or (base(whole) == "obj" and lemma(whole.head) in BEFALLING)
    told = told or (whole.i + 1 < len(whole.doc) and befallen_before(whole.nbor(1)) == whole)
    if not told or token.ent_type_:
        return False
    if token.lower_ == "old" and any(lemma(child) == "year" for child in kids(token, "compound")):
        return True
    return (token.pos_ == "NUM" or lemma(token) in NUMBERED) and not kids(token, "nmod", "compound")


def _key(mention: Mention) -> str:
    """What two mentions of one person, body or place most likely share: the surname, or the name without its article."""
    words = mention.text.lower().removeprefix("the ").split()
    return words[-1] if mention.label == "PERSON" and words else " ".join(words)


def times(doc: Doc) -> Iterator[Dated]:
    """The time expressions that have days, in order, but for lines that say when the article appeared."""
    for time in doc._.times:
        words = _tokens(doc, time.span)
        days = time.interval
        if words is None or days is None or not (days.earliest or days.latest):
            continue
        if not _is_publication(doc, words, days):
            yield Dated(words.root.i, words.start, time)


def _is_publication(doc: Doc, words: TokenSpan, days: Interval) -> bool:
    """Whether it is the day of publication, in a line that says so and tells nothing else."""
    article = doc._.article
    if article is None or article.date is None or not days.earliest == days.latest == article.date:
        return False
    for first, last, kind in doc._.blocks:
        if kind in _ABOUT_THE_TEXT and first <= words.root.i < last:
            return last == len(doc) or "\n" in doc[last - 1].text + doc[last].text
    return False


_ABOUT_THE_TEXT = ("byline", "dateline", "junk")


def as_dating(trigger: Token, dated: Dated) -> TimeExpression:
    """The expression as it dates one trigger: what came after the 1991 war came after 1991, but the war was in 1991.

    So it is for a noun that the date describes, for a clause that describes the date ("until 2019, when he resigned"), for what
    is put off until then and for the date that names an event itself ("after 9/11").
    """
    time, head = dated.time, trigger.doc[dated.head]
    named = time.named
    if named is None or time.interval is None or _within(time.interval, named):
        return _whole(trigger.doc, time)
    inside = time.span.start <= trigger.idx < time.span.end
    noun = trigger.pos_ in ("NOUN", "PROPN")
    describes = noun and head.head == trigger and not any(child.dep_ == "case" for child in head.children)
    put_off = head.head != trigger and _puts_off(head.head)
    described = (
        put_off or head.is_ancestor(trigger) or any(c.lower_ == "when" and _follows(c, time.span) for c in trigger.children)
    )
    return replace(time, interval=named, named=None) if inside or describes or described else _whole(trigger.doc, time)


def _puts_off(verb: Token) -> bool:
    if any(child.lower_ == "off" for child in verb.children):
        return verb.lemma_.lower() == "put"
    return verb.lemma_.lower() in DELAYING | {"adjourn"}


def to_come(time: TimeExpression, published: date) -> TimeExpression:
    """A weekday, a month or a day of one that has been, read as the next of its name; any other expression as it is.

    Only where it was read against the day of publication.
    """
    days = time.interval
    bare = re.fullmatch(r"(?:(?:part|hour) of day\()?(weekday|month|month day)\)?", time.rule)
    if bare is None or time.anchor_is != "publication" or days is None or days.earliest is None or days.latest is None:
        return time
    if days.latest >= published:
        return time
    first = days.earliest
    try:
        if bare[1] == "weekday":
            later = when.day(first + timedelta(weeks=1))
        elif bare[1] == "month":
            later = when.month(first.year + 1, first.month)
        else:
            later = when.day(first.replace(year=first.year + 1))
    except (ValueError, OverflowError):  # 29 February
        return time
    if later.latest is None or later.latest < published:
        return time
    return replace(time, interval=later, named=None, value=when.timex(later) + time.value[10:] * (time.type == "TIME"))


def _whole(doc: Doc, time: TimeExpression) -> TimeExpression:
    """The end of a range with the words up to the other end, which stands next to it."""
    every: tuple[TimeExpression, ...] = doc._.times
    at = bisect_left(every, time.span, key=lambda one: one.span)
    for first, last in pairwise(every[max(0, at - 1) : at + 2]):
        if time.span in (first.span, last.span) and _are_ends(first, last):
            span = Span(first.span.start, last.span.end)
            return replace(time, span=span, text=doc.text[span.start : span.end], value=f"{first.value}/{last.value}")
    return time


def _are_ends(first: TimeExpression, last: TimeExpression) -> bool:
    """Whether two are the first and the last days of what both mean."""
    days, one, other = first.interval, first.named, last.named
    if days is None or one is None or other is None or last.interval != days or None in (days.earliest, days.latest):
        return False
    return one.earliest == days.earliest and other.latest == days.latest and one != other


def _follows(word: Token, span: Span) -> bool:
    """Whether only a comma stands between."""
    return span.end <= word.idx and word.doc.text[span.end : word.idx].strip() in ("", ",")


def _within(inner: Interval, outer: Interval) -> bool:
    """Whether one is the part of the other that has been so far, or is to come."""
    days = (outer.earliest, inner.earliest, inner.latest, outer.latest)
    return None not in days and list(days) == sorted(day for day in days if day)


def _tokens(doc: Doc, span: Span) -> TokenSpan | None:
    return doc.char_span(*span, alignment_mode="expand")
