"""What a user asks for in words: one of the names that there are, a day. What cannot be meant is an error."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime

MOST = 12
"""How many names are told where none is close."""
CLOSE = 75
"""How like a name must be to be told as close, of 100."""
_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?")


def one_of(name: str, among: Iterable[str], noun: str) -> str:
    """The name. Raises: ValueError, if it is none of these.

    >>> one_of("ocurred", ["occurred", "planned"], "status")
    Traceback (most recent call last):
    ValueError: there is no status 'ocurred'; close to it: occurred
    """
    among = sorted(set(among))
    if name not in among:
        raise no_such(noun, name, among)
    return name


def no_such(noun: str, name: object, among: Iterable[str]) -> ValueError:
    """The error that there is no such name, with those that are close to it, or if there are few with all that there are."""
    from rapidfuzz import fuzz, process, utils

    there = sorted(set(among))
    found = process.extract(str(name), there, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=CLOSE)
    told = f"there is no {noun} {name!r}"
    if found:
        return ValueError(f"{told}; close to it: {', '.join(choice for choice, *_ in found)}")
    more = f" and {len(there) - MOST} more" if len(there) > MOST else ""
    return ValueError(f"{told}; there are {', '.join(there[:MOST])}{more}" if there else f"{told}; there is none at all")


def as_day(value: object, *, last: bool = False) -> date | None:
    """The day that is meant; None is none.

    Args:
        value: a `datetime.date` or `datetime.datetime` (a `pandas.Timestamp` is one), or a text: a day or a time in ISO 8601,
            or a month or a year.
        last: whether of a month or a year the last day is meant, and not the first.
    Raises:
        ValueError: it is no day.
        TypeError: it is of another type.

    >>> as_day("2026-02"), as_day("2026-02", last=True)
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    if value is None:
        return None
    if not isinstance(value, date | str):
        raise TypeError(f"a day is a date or a text such as 2026-01-31, not {value!r} ({type(value).__name__})")
    try:
        if isinstance(value, datetime):
            return _read(value.isoformat(), last)  # of pandas.NaT no day
        return value if isinstance(value, date) else _read(value.strip(), last)
    except ValueError:
        raise ValueError(f"{value!r} is not a day such as 2026-01-31") from None


def _read(text: str, last: bool) -> date:
    if (wide := _MONTH_OR_YEAR.fullmatch(text)) is None:
        return datetime.fromisoformat(text).date()
    year, month = int(wide[1]), int(wide[2] or (12 if last else 1))
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
