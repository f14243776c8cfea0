"""What a text and a set of articles are known by: SHA-256 (FIPS 180-4), in 64 hexadecimal digits; and where two texts part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

MARK = "~"
DIGITS = 6


class Text(Protocol):
    """A text under an id, as a `timeline.model.Article` is."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def of_text(text: str) -> str:
    """The hash of the text's UTF-8 bytes: for text that UTF-8 can hold, what ``sha256sum`` prints."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def marked(id: str, text_hash: str) -> str:
    """An id that several texts have, with the first digits of this one's hash: tells them apart, whatever their order."""
    return f"{id}{MARK}{text_hash[:DIGITS]}"


def of_file(path: Path) -> str:
    """The hash of a file's bytes: what ``sha256sum`` prints. Raises: OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def of_articles(articles: Iterable[Text]) -> str:
    """The hash of lines ``ID<tab>HASH OF TEXT``, sorted by id, each with a line feed: the same in whatever order they come."""
    lines = sorted(f"{article.id}\t{of_text(article.text)}\n" for article in articles)
    return of_text("".join(lines))


def of_ids(ids: Iterable[str]) -> str:
    """The hash of the ids, sorted, each with a line feed: the same in whatever order they come."""
    return of_text("".join(sorted(f"{id}\n" for id in ids)))


def first_difference(one: str, other: str) -> int | None:
    """The number of the first character that is not the same; None for one text."""
    if one == other:
        return None
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
