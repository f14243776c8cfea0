"""PDF files with text in them, by pypdf (the extra ``timeline[pdf]``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from timeline.limits import LARGEST_ARTICLE

SUFFIXES = (".pdf",)
NEEDS = "pypdf"

MOST_PAGES = 1_000
LARGEST_PAGE = 2_000_000
"""Bytes of the drawing instructions of one page: beyond, it is a map or a plan, and takes minutes."""
FULL = 0.7
"""Share of the usual length of a line from which it is full, and goes on in the next."""
_STOPS = (".", "!", "?", ":", "”", '"', "’")


def records(stream: BinaryIO) -> Iterator[Mapping[str, object]]:
    """The text of all pages as one record; lines that a page breaks within a sentence are joined.

    Raises:
        ValueError: it is no PDF, is locked, or has no text in it (a scan).
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("a PDF locked with a password")
        if len(reader.pages) > MOST_PAGES:
            raise ValueError(f"a PDF of more than {MOST_PAGES:,} pages; left out")
        pages: list[str] = []
        for page in reader.pages:
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) <= LARGEST_PAGE:
                pages.append(page.extract_text())
            if sum(map(len, pages)) > LARGEST_ARTICLE:
                break
        title = reader.metadata.title if reader.metadata else None
    except PyPdfError as error:
        raise ValueError(f"not a PDF that can be read: {error}") from error
    text = flowing("\n".join(pages))
    if not text.strip():
        raise ValueError("a PDF without text in it: a scan?")
    yield {"text": text, "title": title if isinstance(title, str) else None}


def flowing(text: str) -> str:
    """The text with the lines of a paragraph joined: a full line that does not end a sentence goes on in the next."""
    lines = [line.strip() for line in text.splitlines()]
    lengths = sorted(map(len, filter(None, lines)))
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line and joined[-1].endswith("-") and line[0].islower():
            joined[-1] = joined[-1][:-1] + line
        elif goes_on and line:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        goes_on = len(line) >= FULL * usual and not line.endswith(_STOPS)
    return "\n".join(joined).strip()
