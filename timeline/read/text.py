"""Plain text: a file is an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

SUFFIXES = (".txt", ".text")


def records(text: str) -> Iterator[Mapping[str, object]]:
    """The one record of the file, its text unchanged, line ends included."""
    yield {"text": text}
