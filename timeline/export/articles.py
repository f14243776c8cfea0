"""``articles.jsonl``: one article a line, with its exact text and the hash of it, so that every offset can be looked up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from timeline.errors import InputError
from timeline.fingerprints import of_text
from timeline.folder import written
from timeline.kept import in_order
from timeline.model import Appearance, Article, Chronicle


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the articles, sorted by id. Raises: OutputError."""
    articles = in_order(chronicle.articles, lambda article: article.id)
    records = (to_record(article, chronicle.copies.get(article.id)) for article in articles)
    written(Path(path), (json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def to_record(article: Article, copy_of: str | None = None) -> dict[str, object]:
    return {
        "id": article.id,
        "date": article.date.isoformat() if article.date else None,
        "date_source": article.date_source,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "copy_of": copy_of,
        "also": [asdict(place) for place in article.also],
        "sha256": of_text(article.text),
        "text": article.text,
    }


def from_record(data: Mapping[str, Any]) -> tuple[Article, str | None]:
    """The inverse of `to_record`. Raises: KeyError, TypeError or ValueError for data of another make."""
    told = {name: value for name, value in data.items() if name not in ("copy_of", "sha256")}
    day = date.fromisoformat(data["date"]) if data["date"] else None
    also = tuple(Appearance(**place) for place in data.get("also", ()))
    return Article(**{**told, "date": day, "also": also}), data["copy_of"]


def read(path: str | Path) -> tuple[tuple[Article, ...], dict[str, str]]:
    """The articles of a file that `write` made, and for those that are copies the ids of their originals.

    Raises:
        InputError: the file cannot be read, or a line is not such an article.
    """
    articles: list[Article] = []
    copies: dict[str, str] = {}
    try:
        with Path(path).open(encoding="utf8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    article, copy_of = from_record(json.loads(line))
                    articles.append(article)
                    if copy_of is not None:
                        copies[article.id] = copy_of
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(str(path), f"not an article as timeline writes it ({error})", number) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})") from error
    return tuple(articles), copies
