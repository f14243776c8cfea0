"""A sequence whose things lie in a file: each is fetched when it is asked for, and none is held in memory."""

from __future__ import annotations

import os
import pickle
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields, is_dataclass
from io import BytesIO
from itertools import chain, islice
from operator import attrgetter
from tempfile import TemporaryFile, gettempdir
from threading import Lock
from typing import Any, Generic, TypeVar, overload
from weakref import finalize

from timeline.changed import Changed
from timeline.errors import OutputError

T = TypeVar("T")
FEW = 10_000
"""Things that are held in memory: of events some 10 MB."""
_ONE_AT_A_TIME = Lock()


def kept(things: Iterable[T], few: int = FEW) -> Sequence[T]:
    """The things: a tuple of them, or where they are more than a few, a file. Raises: OutputError: there is no room for it."""
    things = iter(things)
    held = tuple(islice(things, few + 1))
    return held if len(held) <= few else Kept(chain(held, things))


def in_order(things: Sequence[T], key: Callable[[T], Any]) -> Sequence[T]:
    """The things sorted by a key, as `sorted` does, but none is held: each is fetched when it is asked for."""
    keys = list(map(key, things))
    return Changed(things.__getitem__, array("Q", sorted(range(len(keys)), key=keys.__getitem__)))


class _ByFields(dict[type, Callable[[Any], tuple[Any, ...]]]):
    """Takes dataclasses apart for `pickle`: twice as fast as they do it themselves."""

    def __missing__(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        if not is_dataclass(kind):
            raise KeyError(kind)
        values = attrgetter(*(field.name for field in fields(kind)))
        several = len(fields(kind)) > 1
        self[kind] = lambda thing: (kind, values(thing) if several else (values(thing),))
        return self[kind]


class _Pickler(pickle.Pickler):
    dispatch_table = _ByFields()


class Kept(Sequence[T], Generic[T]):
    """The things as they were when this was made: it never changes, and equals a tuple of them.

    The file has no name, and is gone with the sequence.
    """

    def __init__(self, things: Iterable[T]) -> None:
        """Raises: OutputError: there is no room for the file."""
        self._ends = array("Q", [0])
        with ExitStack() as closing:
            with _room():
                file = closing.enter_context(TemporaryFile())
            for thing in map(_packed, things):
                with _room():
                    self._ends.append(self._ends[-1] + file.write(thing))
            with _room():
                file.flush()
                self._file = os.dup(file.fileno())
        finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        numbers = range(len(self))[at]
        return self._fetched(numbers) if isinstance(numbers, int) else tuple(map(self._fetched, numbers))

    def __iter__(self) -> Iterator[T]:
        return map(self._fetched, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Kept | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return Kept, (tuple(self),)

    def _fetched(self, number: int) -> T:
        start, end = self._ends[number], self._ends[number + 1]
        thing: T = pickle.loads(_read(self._file, start, end - start))
        return thing


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{gettempdir()}: a temporary file cannot be written ({error.strerror or error})") from error


def _packed(thing: object) -> bytes:
    stream = BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(thing)
    return stream.getvalue()


def _read(file: int, start: int, size: int) -> bytes:
    if sys.platform != "win32":
        return os.pread(file, size, start)
    with _ONE_AT_A_TIME:
        os.lseek(file, start, os.SEEK_SET)
        return os.read(file, size)
