"""Which articles tell of one story: those of about the same time that share the words that tell a story from others."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

import numpy as np

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


def related(readings: Iterable[Reading]) -> Iterator[tuple[int, int]]:
    """The pairs of articles, by number, that may tell of one story, in order."""
    stories = Stories()
    for reading in readings:
        stories.add(reading)
    return stories.related()


class Stories:
    """The words and days of articles, packed: as many as there are can be held. Articles are known by number."""

    def __init__(self) -> None:
        self._days: list[date | None] = []
        self._numbers: dict[str, int] = {}
        self._named: list[str] = []
        self._words: list[array[int]] = []
        self._weights: list[array[float]] = []
        self._keys, self._holders = array("Q"), array("I")

    def add(self, reading: Reading) -> None:
        """The next article."""
        number, day = len(self._days), reading.article.date
        self._named += (word for word, _ in reading.terms if word not in self._numbers)
        words = array("I", (self._numbers.setdefault(word, len(self._numbers)) for word, _ in reading.terms))
        self._days.append(day)
        self._words.append(words)
        self._weights.append(array("d", (weight for _, weight in reading.terms)))
        self._keys.extend(_key(word, _span(day)) for word in words[:KEYS])
        self._holders.extend([number] * len(words[:KEYS]))

    def _unpacked(self, article: int) -> dict[str, float]:
        return dict(zip(map(self._named.__getitem__, self._words[article]), self._weights[article], strict=True))

    def related(self) -> Iterator[tuple[int, int]]:
        """The pairs of articles that may tell of one story, in order. An article without a date may be of any time.

        The cost grows with the number of pairs that share a word in one span of time, not with that of all pairs.
        """
        order = np.argsort(np.frombuffer(self._keys, np.uint64), kind="stable")
        self._keys = array("Q", np.frombuffer(self._keys, np.uint64)[order].tobytes())
        self._holders = array("I", np.frombuffer(self._holders, np.uint32)[order].tobytes())
        found = array("Q")
        terms = lru_cache(maxsize=CROWD)(self._unpacked)
        for i in range(len(self._days)):
            pairs = ((min(i, j), max(i, j)) for j in self._near(i))
            near = (pair for pair in pairs if self._is_near_in_time(*pair))
            found.extend(low << 32 | high for low, high in near if closeness(terms(low), terms(high)) >= ALIKE)
        for pair in sorted(set(found)):
            yield pair >> 32, pair & 0xFFFFFFFF

    def _near(self, article: int) -> set[int]:
        """The articles with which one is compared, if they have not been compared with it."""
        span = _span(self._days[article])
        near: set[int] = set()
        for word in self._words[article][:KEYS]:
            here = self._at(_key(word, span))
            later = bisect_right(self._holders, article, here.start, here.stop)
            near.update(self._holders[later : min(later + CROWD, here.stop)])
            for key in (_key(word, span + 1), _key(word, None)) if span is not None else ():
                there = self._at(key)
                near.update(self._holders[there.start : there.stop][:CROWD])
        return near

    def _at(self, key: int) -> range:
        """Where the articles of a key stand."""
        return range(bisect_left(self._keys, key), bisect_right(self._keys, key))

    def _is_near_in_time(self, one: int, other: int) -> bool:
        days = self._days[one], self._days[other]
        return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= NEWS_DAYS


def _span(day: date | None) -> int | None:
    return day.toordinal() // NEWS_DAYS if day is not None else None


def _key(word: int, span: int | None) -> int:
    return word << 32 | (0 if span is None else span + 1)
