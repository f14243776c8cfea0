"""CSV and TSV: a header line that names the columns, an article a row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from timeline.limits import LARGEST_WHOLE

SUFFIXES = (".csv", ".tsv")
DELIMITERS = ",;\t|"
NEEDED = "text"
OTHERWISE = "nor another name for it that is known; --field text=COLUMN tells it"

_LARGEST_FIELD = 2**31 - 1


class _Rows:
    """The lines that a row is read from: they can be given back, so that a broken quote costs one line and not the rest."""

    def __init__(self, lines: Iterable[tuple[int, str, str | None]]) -> None:
        self._lines = iter(lines)
        self._returned: deque[tuple[int, str, str | None]] = deque()
        self.begin()

    def begin(self) -> None:
        """Begin a row."""
        self.taken: list[tuple[int, str, str | None]] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > LARGEST_WHOLE:
            raise csv.Error("a quote that does not end")
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.taken.append(line)
        self._size += len(line[1])
        return line[1]

    def give_back(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))


def records(
    lines: Iterable[tuple[int, str, str | None]],
    fault: Callable[[int | None, str], None],
    is_text: Callable[[str], bool] = NEEDED.__eq__,
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The rows of lines (number, text, what is wrong with it) by column. A broken row is told and left out, and what may be the
    rest of it with it: rows that are shorter than the header, up to the next whole one.

    Args:
        is_text: tells by its name whether a column holds the texts; the delimiter is the one that makes such a column.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    rows = _Rows(lines)
    delimiter, columns = _header(next(rows, ""), is_text)
    if not any(map(is_text, columns)):
        fault(None, f"no column named {NEEDED!r} in the first line, {OTHERWISE}")
        return
    broken = False
    while True:
        rows.begin()
        try:
            fields = next(csv.reader(rows, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            fault(rows.taken[0][0], f"not CSV: {error}")
            rows.give_back()
            broken = True
            continue
        number = rows.taken[0][0]
        wrong = next(((at, why) for at, _, why in rows.taken if why), None)
        if wrong:
            fault(*wrong)
        elif any(map(str.strip, fields[len(columns) :])) or (broken and 0 < len(fields) < len(columns)):
            fault(number, f"{len(fields)} fields where the header has {len(columns)}; left out")
        elif fields:
            broken = False
            yield number, dict(zip(columns, fields, strict=False))


def _header(line: str, is_text: Callable[[str], bool]) -> tuple[str, list[str]]:
    """The delimiter with which the header has a column of texts, and the names of the columns."""
    columns: list[str] = []
    for delimiter in DELIMITERS:
        try:
            columns = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        if any(map(is_text, columns)):
            return delimiter, columns
    return DELIMITERS[0], columns
