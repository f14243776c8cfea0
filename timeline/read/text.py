"""Plain text: a file is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from timeline.boilerplate import is_byline
from timeline.datelines import is_date_line, is_headline

SUFFIXES = (".txt", ".text")
HEAD = 4
"""Passages at the top of an article among which its headline is."""
_BREAK = re.compile(r"\r\n?|\n")
_BLANK = re.compile(r"(?:\r\n?|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")
_LABELS = {"title": "title", "headline": "title", "source": "source", "publication": "source", "url": "url", "link": "url"}

_OTHERS = frozenset(
    ("date", "published", "author", "by", "byline", "section", "language", "length", "word count", "edition", "page")
)


def records(text: str) -> Iterator[Mapping[str, object]]:
    """The one record of the file, its text unchanged, line ends included."""
    yield {"title": headline(text)} | labelled(text) | {"text": text}


def labelled(text: str) -> dict[str, str]:
    """What the lines at the top say of the article ("Title: ...", "Source: ..."), as archives write it; the first of each."""
    found: dict[str, str] = {}
    for line in _BREAK.split(text.lstrip("\ufeff").lstrip()):
        label, _, told = (part.strip() for part in line.partition(":"))
        field = _LABELS.get(label.casefold())
        if not told or not (field or label.casefold() in _OTHERS):
            break
        if field and not is_date_line(line):
            found.setdefault(field, told)
    return found


def headline(text: str) -> str | None:
    """The line above the first blank one, where it looks like a headline and a story follows; lines of dates and
    authors do not count."""
    blocks = [block for block in _BLANK.split(text.strip(), maxsplit=HEAD) if not is_date_line(block)]
    lines = _BREAK.split(blocks[0].strip()) if len(blocks) > 1 else []
    told = [line.strip() for line in lines if not is_date_line(line) and not is_byline(line, below_title=False)]
    return told[0] if len(told) == 1 and is_headline(told[0]) else None
