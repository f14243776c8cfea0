"""Plain text: a file is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from timeline.datelines import is_date_line, is_headline

SUFFIXES = (".txt", ".text")
HEAD = 4
"""Passages at the top of an article among which its headline is."""
_BREAK = re.compile(r"\r\n?|\n")
_BLANK = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")


def records(text: str) -> Iterator[Mapping[str, object]]:
    """The one record of the file, its text unchanged, line ends included."""
    yield {"text": text, "title": headline(text)}


def headline(text: str) -> str | None:
    """The line above the first blank one, where it looks like a headline and a story follows; date lines do not count."""
    blocks = [block for block in _BLANK.split(text.strip(), maxsplit=HEAD) if not is_date_line(block)]
    first = blocks[0].strip() if len(blocks) > 1 else ""
    return first if first and not _BREAK.search(first) and is_headline(first) else None
