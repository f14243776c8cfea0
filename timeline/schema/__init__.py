"""The data of the package: event types (TOML), and tables of names (tab-separated, one heading line)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def table(name: str) -> Iterator[dict[str, str]]:
    """The lines of a table: column name to text."""
    with (files(__name__) / f"{name}.tsv").open(encoding="utf8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds more than one name."""
    return tuple(part for part in cell.split(";") if part)
