"""Readings and events as bytes: JSON that pydantic checks on the way back, packed with zlib."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple
from datetime import date
from functools import cache
from sqlite3 import Row
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter

from timeline.errors import InputError
from timeline.model import Actor, Appearance, Article, Chronicle, Claim, Event, Mention, Place, Reading

Parts = tuple[tuple[Mention, ...], tuple[Claim, ...], tuple[str, ...], tuple[tuple[str, float], ...], bool]
Cast = tuple[dict[str, Actor], dict[str, Place], tuple[str, ...], dict[str, str]]
LEVEL = 3
"""Of zlib: half the size at a tenth of the time of the best."""


@cache
def _adapter(of: Any) -> TypeAdapter[Any]:  # of tuples alone: pydantic takes no settings beside a bare dataclass
    return TypeAdapter(of, config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))


def row_of(article: Article) -> tuple[str | None, ...]:
    day = article.date.isoformat() if article.date else None
    also = json.dumps([astuple(place) for place in article.also])
    return (article.id, article.text, day, article.date_source, article.title, article.url, article.source, also)


def article_of(row: Row) -> Article:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    also = tuple(Appearance(*place) for place in json.loads(row["also"]))
    return Article(row["id"], row["text"], day, row["date_source"], row["title"], row["url"], row["source"], also)


def is_read_otherwise(one: Article, other: Article) -> bool:
    """Whether two articles of one id differ in what the pipeline looks at."""
    return (one.text, one.date, one.title) != (other.text, other.date, other.title)


def pack(reading: Reading) -> bytes:
    """All of a reading but its article."""
    parts = (reading.names, reading.claims, reading.warnings, reading.terms, reading.skipped)
    return zlib.compress(_adapter(Parts).dump_json(parts), LEVEL)


def unpack(article: Article, data: bytes) -> Reading:
    """The inverse of `pack`. Raises: InputError for data of another make."""
    try:
        return Reading(article, *_adapter(Parts).validate_json(zlib.decompress(data)))
    except (ValueError, zlib.error) as error:
        raise InputError(article.id, "what the store holds of it is damaged") from error


def event_bytes(event: Event) -> bytes:
    return _adapter(tuple[Event]).dump_json((event,))


def event_of(data: bytes) -> Event:
    (event,) = _adapter(tuple[Event]).validate_json(data)
    return cast(Event, event)


def cast_bytes(made: Chronicle) -> bytes:
    """The actors and places, the warnings, and which articles are copies."""
    return _adapter(Cast).dump_json((made.actors, made.places, made.warnings, dict(made.copies)))


def chronicle_of(articles: tuple[Article, ...], events: tuple[Event, ...], cast: bytes | None) -> Chronicle:
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    warnings: tuple[str, ...] = ()
    copies: Mapping[str, str] = {}
    if cast is not None:
        actors, places, warnings, copies = _adapter(Cast).validate_json(cast)
    return Chronicle(articles, events, actors, places, warnings, copies)
