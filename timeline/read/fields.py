"""From the fields of a record to an article: what is missing, of the wrong kind or not Unicode is said, not guessed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date

from timeline.model import Article

_SURROGATE = re.compile("[\ud800-\udfff]")


def article(
    fields: Mapping[str, object],
    *,
    stem: str,
    alone: bool,
    day_of: Callable[[str], date | None],
    fault: Callable[[str], None],
) -> Article | None:
    """The article of a record, or None (and a fault told) where it has no text.

    Args:
        stem: the name of its file without suffix.
        alone: whether the file holds one article, which then is called by the stem; a record without an id beside others is
            called by the stem and a mark made of its text, so that its place among them does not matter.
        day_of: reads a date field.
        fault: takes each thing that is wrong, in plain words.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        fault("no text" if text is None else f"text is not a string but {_kind(text)}")
        return None
    if not text.strip():
        fault("the text is empty")
        return None
    text = _unicode("text", text, fault)
    name = _name(fields.get("id"), fault)
    if not name:
        name = stem if alone else f"{stem}~{mark(text)}"
        if not alone:
            fault(f"no id; called {name}")
    day = _day(fields.get("date"), day_of, fault)
    title, url, source = (_optional(key, fields.get(key), fault) for key in ("title", "url", "source"))
    return Article(name, text, date=day, title=title, url=url, source=source)


def mark(text: str) -> str:
    """Six hexadecimal digits of the SHA-256 of a text: tells texts under one id apart, whatever their order."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _name(value: object, fault: Callable[[str], None]) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _unicode("id", value, fault).strip() if isinstance(value, str) else ""


def _day(value: object, day_of: Callable[[str], date | None], fault: Callable[[str], None]) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = day_of(value) if isinstance(value, str) else None
    if day is None:
        fault(f"date {_shown(value)} is not a day; taken as missing")
    return day


def _optional(key: str, value: object, fault: Callable[[str], None]) -> str | None:
    if value is None or isinstance(value, str):
        return _unicode(key, value, fault) if value else None
    fault(f"{key} is not a string but {_kind(value)}; taken as missing")
    return None


def _unicode(key: str, value: str, fault: Callable[[str], None]) -> str:
    """The value with U+FFFD for each lone surrogate, one character for one, so that offsets stay what they are."""
    lone = _SURROGATE.search(value)
    if not lone:
        return value
    fault(f"{key} is not Unicode at character {lone.start()} (a lone surrogate); read as U+FFFD")
    return _SURROGATE.sub("\ufffd", value)


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    shown = ascii(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."
