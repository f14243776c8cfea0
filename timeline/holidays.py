"""Holidays whose day can be computed: a fixed day, the n-th weekday of a month, or days from Easter Sunday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

_FIXED = {
    "new year": (1, 1),
    "new year's day": (1, 1),
    "epiphany": (1, 6),
    "australia day": (1, 26),
    "valentine's day": (2, 14),
    "women's day": (3, 8),
    "international women's day": (3, 8),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "earth day": (4, 22),
    "anzac day": (4, 25),
    "may day": (5, 1),
    "international workers' day": (5, 1),
    "nakba day": (5, 15),
    "juneteenth": (6, 19),
    "canada day": (7, 1),
    "independence day": (7, 4),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "veterans day": (11, 11),
    "remembrance day": (11, 11),
    "singles' day": (11, 11),
    "armistice day": (11, 11),
    "world aids day": (12, 1),
    "human rights day": (12, 10),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year eve": (12, 31),
}
_NTH = {
    "martin luther king day": (1, 0, 3),
    "martin luther king jr. day": (1, 0, 3),
    "presidents' day": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
}
_FROM_EASTER = {
    "shrove tuesday": -47,
    "mardi gras": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter": 0,
    "easter sunday": 0,
    "easter day": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
    "corpus christi": 60,
}
_FROM_THANKSGIVING = {"black friday": 1, "cyber monday": 4}
HOLIDAYS: tuple[str, ...] = tuple(sorted({**_FIXED, **_NTH, **_FROM_EASTER, **_FROM_THANKSGIVING}))


@lru_cache(maxsize=4096)
def holiday(name: str, year: int) -> date:
    """The day of a holiday (one of `HOLIDAYS`) in a year.

    Raises:
        KeyError: no such holiday.
    """
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _NTH:
        return nth_weekday(year, *_NTH[name])
    if name in _FROM_THANKSGIVING:
        return nth_weekday(year, 11, 3, 4) + timedelta(days=_FROM_THANKSGIVING[name])
    return easter(year) + timedelta(days=_FROM_EASTER[name])


def nth_weekday(year: int, month: int, number: int, nth: int) -> date:
    """The ``nth`` weekday (Monday is 0) of a month; the last one is -1."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(number - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - number) % 7 + 7 * (-nth - 1))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar.

    Source: the anonymous algorithm of Nature 13 (1876) 487, in the form of Meeus, Astronomical Algorithms (1991), ch. 8.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
