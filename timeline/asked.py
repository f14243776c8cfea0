"""What a user asks for in words: one of the names that there are, a day. What cannot be meant is an error."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from timeline.spelling import fold

MOST = 12
"""How many names are told where none is close."""
CLOSE = 80
"""How like a name must be to be told as close, of 100: as a whole, or in its words whatever their order."""
_WORD = re.compile(r"(?:\w\.)+\w\b|\w+")
_WEEK = re.compile(r"\d{4}-?W\d{2}")
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
    found = process.extract(
        str(name), there, scorer=fuzz.token_ratio, processor=utils.default_process, limit=3, score_cutoff=CLOSE
    )
    told = f"there is no {noun} {name!r}"
    if found:
        return ValueError(f"{told}; close to it: {', '.join(choice for choice, *_ in found)}")
    more = f" and {len(there) - MOST} more" if len(there) > MOST else ""
    return ValueError(f"{told}; there are {', '.join(there[:MOST])}{more}" if there else f"{told}; there is none at all")


class Named(Protocol):
    """What can be asked for by name: an actor, a place."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def country(self) -> str | None: ...


def meant(name: str, among: Mapping[str, Named], noun: str) -> set[str]:
    """The ids of those that a name means: those of this id, or country with this code (ISO 3166-1 alpha-2), or called exactly
    so; if there are none, those in one of whose names these words stand as a run of whole words.

    Names are compared by `words`, ids and codes to the letter. Raises: ValueError, if none is meant.
    """
    wanted = words(name)
    exact, within = set(), set()
    for node in among.values():
        called = [words(one) for one in (node.name, *node.names)] if wanted else []
        if name == node.id or (node.kind == "country" and name == node.country) or wanted in called:
            exact.add(node.id)
        elif any(_stands_in(wanted, one) for one in called):
            within.add(node.id)
    if not exact and not within:
        raise no_such(noun, name, (one for node in among.values() for one in (node.name, *node.names)))
    return exact or within


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The words of a name to compare it by: without accents, letter case, punctuation, and "the" before it.

    >>> words("The U.S. Navy"), words("Al-Shabaab"), words("Sana’a")
    (('us', 'navy'), ('al', 'shabaab'), ('sanaa',))
    """
    found = tuple(word.replace(".", "") for word in _WORD.findall(fold(name).casefold().replace("'", "")))
    return found[1:] if found[:1] == ("the",) and len(found) > 1 else found


def _stands_in(some: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[at : at + len(some)] == some for at in range(len(whole) - len(some) + 1))


def as_day(value: object, *, last: bool = False) -> date | None:
    """The day that is meant; None is none.

    Args:
        value: a `datetime.date` or `datetime.datetime` (a `pandas.Timestamp` is one), or a text: a day or a time in ISO 8601,
            or a week, a month or a year.
        last: whether of a week, a month or a year the last day is meant, and not the first.
    Raises:
        ValueError: it is no day.
        TypeError: it is of another type.

    >>> as_day("2026-02"), as_day("2026-02", last=True)
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> as_day("2026-W09"), as_day("2026-W09", last=True)
    (datetime.date(2026, 2, 23), datetime.date(2026, 3, 1))
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


def as_days(first: object, last: object) -> tuple[date | None, date | None]:
    """The first and the last day that are meant; None is open.

    Raises:
        ValueError: one is no day, or the last is before the first.
        TypeError: one is neither a date nor a text.
    """
    earliest, latest = as_day(first), as_day(last, last=True)
    if earliest and latest and latest < earliest:
        raise ValueError(f"the last day, {latest}, is before the first, {earliest}")
    return earliest, latest


def _read(text: str, last: bool) -> date:
    if (wide := _MONTH_OR_YEAR.fullmatch(text)) is None:
        day = datetime.fromisoformat(text).date()
        return day + timedelta(days=6) if last and _WEEK.fullmatch(text) else day
    year, month = int(wide[1]), int(wide[2] or (12 if last else 1))
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
