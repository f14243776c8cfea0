"""Which articles tell of one story: those of about the same time that share the words that tell a story from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from timeline.model import Reading
from timeline.wording import closeness

NEWS_DAYS = 45
"""Days between two publications beyond which they are not of one story."""
KEYS = 15
"""Words of most weight by which articles are found."""
CROWD = 400
"""Articles with one word in one span of time, with which each is compared at the most: those that follow it in order."""
ALIKE = 0.1
"""Cosine of the words of two articles from which they may be of one story."""


def related(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """The pairs of articles, by number, that may tell of one story, in order. An article without a date may be of any time.

    The cost grows with the number of pairs that share a word in one span of time, not with that of all pairs.
    """
    spans: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    near: dict[int, set[int]] = defaultdict(set)
    for i, reading in enumerate(readings):
        day = reading.article.date
        span = day.toordinal() // NEWS_DAYS if day is not None else None
        for word, _ in reading.terms[:KEYS]:
            spans[word, span].append(i)
    undated = {word for word, span in spans if span is None}
    for (word, span), here in spans.items():
        after = spans.get((word, span + 1), []) if span is not None else []
        any_time = spans[word, None] if span is not None and word in undated else []
        for at, i in enumerate(here):
            near[i].update(here[at + 1 : at + 1 + CROWD])
            near[i].update((*after[:CROWD], *any_time[:CROWD]))
    pairs = {(min(i, j), max(i, j)) for i, others in near.items() for j in others}
    terms = [dict(reading.terms) for reading in readings]
    for i, j in sorted(pairs):
        days = readings[i].article.date, readings[j].article.date
        apart = abs((days[0] - days[1]).days) if days[0] is not None and days[1] is not None else 0
        if apart <= NEWS_DAYS and closeness(terms[i], terms[j]) >= ALIKE:
            yield i, j
