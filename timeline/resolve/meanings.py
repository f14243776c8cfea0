"""What the mentions of all articles stand for, packed: there are some millions of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Generic, TypeVar

from timeline.model import Mention

T = TypeVar("T")
Key = tuple[int, int, str]
"""A mention within its article: start, end, label."""
AT_HAND = 64
"""Articles whose mentions are kept unpacked, to be asked for again."""


def key(mention: Mention) -> Key:
    return (*mention.span, mention.label)


class Numbers:
    """A number for each mention of an article, by the id of the article."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._labels: dict[str, int] = {}
        self.of = lru_cache(maxsize=AT_HAND)(partial(_unpacked, self._rows, self._labels))

    def put(self, doc: str, numbers: Mapping[Key, int]) -> None:
        """Those of all mentions of an article of which there are none yet."""
        row = array("I")
        for (start, end, label), number in numbers.items():
            row.extend((start, end, self._labels.setdefault(label, len(self._labels)), number))
        self._rows[doc] = row

    def items(self) -> Iterator[tuple[str, Key, int]]:
        return ((doc, key, number) for doc in self._rows for key, number in _unpacked(self._rows, self._labels, doc).items())

    def used(self) -> set[int]:
        """All numbers that some mention has."""
        return {number for row in self._rows.values() for number in row[3::4]}


def _unpacked(rows: Mapping[str, array[int]], labels: Iterable[str], doc: str) -> dict[Key, int]:
    row, known = rows.get(doc, array("I")), list(labels)
    starts, ends, named, numbers = (row[at::4] for at in range(4))
    return dict(zip(zip(starts, ends, (known[at] for at in named), strict=True), numbers, strict=True))


class Meanings(Generic[T]):
    """The thing that each mention stands for, by the number of the thing."""

    def __init__(self, numbers: Numbers, things: Sequence[T]) -> None:
        self._numbers, self._things = numbers, things

    @classmethod
    def packed(cls, found: Mapping[str, Mapping[Key, T]]) -> Meanings[T]:
        """Those of dictionaries, one an article."""
        things = {id(thing): thing for held in found.values() for thing in held.values()}
        known = {thing: number for number, thing in enumerate(things)}
        numbers = Numbers()
        for doc, held in found.items():
            numbers.put(doc, {key: known[id(thing)] for key, thing in held.items()})
        return cls(numbers, list(things.values()))

    def of(self, doc: str, mention: Mention) -> T | None:
        """The thing, if the mention in the article of that id stands for any."""
        number = self._numbers.of(doc).get(key(mention))
        return None if number is None else self._things[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Meanings) and [*self.items()] == [*other.items()]

    def items(self) -> Iterator[tuple[str, Key, T]]:
        return ((doc, key, self._things[number]) for doc, key, number in self._numbers.items())

    def used(self) -> Iterator[T]:
        """All things that some mention stands for."""
        return (self._things[number] for number in self._numbers.used())
