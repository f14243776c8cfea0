"""A sequence seen through a function: each thing is changed when it is asked for, and none is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

A = TypeVar("A")
B = TypeVar("B")


class Changed(Sequence[B], Generic[A, B]):
    """What a function makes of the things of a sequence."""

    __slots__ = ("_change", "_things")

    def __init__(self, change: Callable[[A], B], things: Sequence[A]) -> None:
        self._change, self._things = change, things

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> B: ...
    @overload
    def __getitem__(self, at: slice) -> list[B]: ...
    def __getitem__(self, at: int | slice) -> B | list[B]:
        return self._change(self._things[at]) if isinstance(at, int) else [*map(self._change, self._things[at])]

    def __iter__(self) -> Iterator[B]:
        return map(self._change, self._things)
