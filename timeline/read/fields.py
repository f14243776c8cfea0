"""From the fields of a record to an article: what is missing, of the wrong kind or not Unicode is said, not guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from timeline import fingerprints
from timeline.limits import LARGEST_ARTICLE
from timeline.model import Article

_SURROGATE = re.compile("[\ud800-\udfff]")
_SECONDS = range(10**8, 10**10)
_COUNTED = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}", re.ASCII)
_LONGEST_NAME = 500


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
    if len(text) > LARGEST_ARTICLE:
        fault(f"a text of {len(text):,} characters; more than {LARGEST_ARTICLE:,} are no article; left out")
        return None
    text = _unicode("text", text, fault)
    name = _name(fields.get("id"), fault)
    if not name:
        stem = _printable(_unicode("name of the file", stem, fault), fault)
        name = stem if alone else fingerprints.marked(stem, fingerprints.of_text(text))
        if not alone:
            fault(f"no id; called {name}")
    day = _day(fields.get("date"), day_of, fault)
    title, url, source = (_optional(key, fields.get(key), fault) for key in ("title", "url", "source"))
    found_in = fields.get("date_source")
    return Article(name, text, day, found_in if day and isinstance(found_in, str) else "none", title, url, source)


def _name(value: object, fault: Callable[[str], None]) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _printable(_unicode("id", value, fault).strip(), fault) if isinstance(value, str) else ""


def _printable(name: str, fault: Callable[[str], None]) -> str:
    """The id without characters that no one sees: they break lines, turn the writing around or steer a terminal."""
    clean = "".join(letter if letter.isprintable() else "_" for letter in name[:_LONGEST_NAME])
    if clean != name:
        fault(f"the id {_shown(name)} is too long or has characters that cannot be seen; called {_shown(clean)}")
    return clean


def _day(value: object, day_of: Callable[[str], date | None], fault: Callable[[str], None]) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = day_of(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if day is None:
        day = _day_of_machine(float(value) if isinstance(value, str) and _COUNTED.fullmatch(value.strip()) else value)
    if day is None:
        fault(f"date {_shown(value)} is not a day; taken as missing")
    return day


def _day_of_machine(value: object) -> date | None:
    """The day of a date as programs hold it: a date, or seconds or milliseconds since 1970, by UTC."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        for seconds in (value, value / 1000):
            if int(seconds) in _SECONDS:
                return datetime.fromtimestamp(seconds, UTC).date()
    return None


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
