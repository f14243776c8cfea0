"""Chronologies: dates above what happened then, or before it in one line: "3 March 2024", "May 2021 - The army ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from timeline.language.grammar import ancestors, kids
from timeline.mentioned import Dated

MARKS = frozenset(": - – — | .".split())
"""What parts a date from what happened then, in one line."""
LEAST, SURE = 2, 3
"""Dates in such a place that make a chronology: a single one may be the day of publication; two above lines, where these are
short, else three."""
SHORT = 2
"""Sentences below a date that stand for an entry of a chronology, and not for an article."""
ABOUT = frozenset({"acl:relcl", "acl"})
"""Clauses about somebody or something."""


@dataclass(frozen=True)
class _Head:
    """A date at the beginning of a line: its number, where the line begins, whether it has the line for itself."""

    time: int
    at: int
    end: int
    alone: bool


def headed(doc: Doc, times: Sequence[Dated]) -> dict[int, range]:
    """The tokens below or after each date of a chronology, by the number of the date; none where the dates are in no order."""
    heads = [*_heads(doc, times)]
    found: dict[int, range] = {}
    for alone in (True, False):
        some = [head for head in heads if head.alone is alone]
        if len(some) < LEAST or not _in_order([times[head.time] for head in some]):
            continue
        told = _below(doc, some) if alone else {head.time: range(head.at, head.end) for head in some}
        if not alone or len(some) >= SURE or all(_sentences(doc, tokens) <= SHORT for tokens in told.values()):
            found |= told
    return {time: tokens for time, tokens in found.items() if tokens}


def is_told_then(trigger: Token) -> bool | None:
    """Whether what a line of a chronology tells by this word was on its date: not what had been before; of what a clause about
    somebody tells, None: it may have been."""
    path = [trigger, *ancestors(trigger)]
    if any(aux.lower_ == "had" for step in path for aux in kids(step, "aux")):
        return False
    return None if any(step.dep_ in ABOUT for step in path) else True


def _heads(doc: Doc, times: Sequence[Dated]) -> Iterator[_Head]:
    starts = {dated.time.span.start: k for k, dated in enumerate(times)}
    for first, last, _ in doc._.blocks:
        words = [token for token in doc[first:last] if token.is_alpha or token.like_num or token.idx in starts]
        k = starts.get(words[0].idx) if words else None
        if k is None:
            continue
        end = times[k].time.span.end
        rest = [token for token in doc[first:last] if token.idx >= end and not token.is_space]
        if all(token.is_punct for token in rest):
            yield _Head(k, first, last, alone=True)
        elif rest[0].lower_ in MARKS and len(rest) > 1:
            yield _Head(k, first, last, alone=False)


def _below(doc: Doc, heads: Sequence[_Head]) -> dict[int, range]:
    """The tokens up to the next date; below the last one, as many blocks as there are at most below another."""
    blocks = [first for first, _, _ in doc._.blocks]
    found = {head.time: range(head.end, after.at) for head, after in pairwise(heads)}
    most = max(sum(first in tokens for first in blocks) for tokens in found.values())
    last = heads[-1]
    left = [end for first, end, _ in doc._.blocks if first >= last.end][:most]
    return found | {last.time: range(last.end, max(left, default=last.end))}


def _sentences(doc: Doc, tokens: range) -> int:
    return sum(bool(token.is_sent_start) for token in doc[tokens.start : tokens.stop])


def _in_order(dates: Sequence[Dated]) -> bool:
    days = [dated.time.interval.earliest for dated in dates if dated.time.interval is not None]
    known = [day for day in days if day is not None]
    return len(known) == len(dates) and (known == sorted(known) or known == sorted(known, reverse=True))
