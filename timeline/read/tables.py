"""CSV and TSV: a header line that names the columns, an article a row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
NEEDED = "text"

_LARGEST_FIELD = 2**31 - 1


class _Rows:
    """The lines that a row is read from: they can be given back, so that a broken quote costs one line and not the rest."""

    def __init__(self, lines: Iterable[tuple[int, str, str | None]]) -> None:
        self._lines = iter(lines)
        self._returned: deque[tuple[int, str, str | None]] = deque()
        self.taken: list[tuple[int, str, str | None]] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.taken.append(line)
        return line[1]

    def give_back(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))


def records(
    lines: Iterable[tuple[int, str, str | None]], fault: Callable[[int | None, str], None]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of lines (number, text, what is wrong with it) by column, in lower case. A broken row is told and left out."""
    csv.field_size_limit(_LARGEST_FIELD)
    rows = _Rows(lines)
    head = next(rows, "")
    delimiter, columns = _header(head)
    if NEEDED not in columns:
        fault(None, f"no column named {NEEDED!r} in the first line")
        return
    while True:
        rows.taken = []
        try:
            fields = next(csv.reader(rows, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            fault(rows.taken[0][0], f"not CSV: {error}")
            rows.give_back()
            continue
        number = rows.taken[0][0]
        wrong = next(((at, why) for at, _, why in rows.taken if why), None)
        if wrong:
            fault(*wrong)
        elif len(fields) > len(columns):
            fault(number, f"{len(fields)} fields where the header has {len(columns)}")
        elif fields:
            yield number, dict(zip(columns, fields, strict=False))


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter with which the header has a text column, and the names of the columns."""
    columns: list[str] = []
    for delimiter in DELIMITERS:
        columns = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if NEEDED in columns:
            return delimiter, columns
    return DELIMITERS[0], columns
