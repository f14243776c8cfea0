"""Calendar arithmetic without text: intervals of days, moving them, and their EDTF and TIMEX3 spellings.

EDTF is ISO 8601-2:2019, TIMEX3 is ISO 24617-1 (ISO-TimeML). Weeks are those of ISO 8601: Monday to Sunday.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from timeline.model import Interval, Precision

Unit = Literal["day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century"]
Part = Literal["early", "mid", "late"]
Season = Literal["spring", "summer", "autumn", "winter"]

SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")
SEASON_CODE: dict[Season, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
PRECISION: dict[Unit, Precision] = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "weekend": Precision.DAY,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "season": Precision.SEASON,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.CENTURY,
}


def day(when: date) -> Interval:
    """One day."""
    return Interval(when, when, Precision.DAY, when.isoformat())


def days(first: date | None, last: date | None, precision: Precision = Precision.RANGE) -> Interval:
    """All days from ``first`` to ``last``, both included; None is an open end.

    Raises:
        ValueError: ``first`` is after ``last``.
    """
    if first is not None and last is not None and first > last:
        raise ValueError(f"{first} is after {last}")
    if first == last and first is not None:
        return Interval(first, last, precision, first.isoformat())
    return Interval(first, last, precision, f"{_end_text(first)}/{_end_text(last)}")


def one_of(first: date, last: date, precision: Precision = Precision.DAY) -> Interval:
    """A time unit (a day, if not told otherwise) somewhere from ``first`` to ``last``: which one is not known."""
    if first == last:
        return Interval(first, last, precision, first.isoformat())
    return Interval(first, last, precision, f"[{first}..{last}]")


def week(when: date) -> Interval:
    """The Monday to Sunday that holds the day."""
    monday = when - timedelta(days=when.weekday())
    return days(monday, monday + timedelta(days=6), Precision.WEEK)


def weekend(when: date) -> Interval:
    """The Saturday and Sunday of the week that holds the day."""
    monday = when - timedelta(days=when.weekday())
    return days(monday + timedelta(days=5), monday + timedelta(days=6), Precision.DAY)


def month(year_: int, month_: int) -> Interval:
    """Raises: ValueError for a month that is none, or a year out of the calendar."""
    last = calendar.monthrange(year_, month_)[1]
    return Interval(date(year_, month_, 1), date(year_, month_, last), Precision.MONTH, f"{year_:04}-{month_:02}")


def months(first: date, count: int, precision: Precision = Precision.RANGE) -> Interval:
    """``count`` whole months from the one that holds ``first``."""
    last = move(first.replace(day=1), count - 1, "month")
    return Interval(
        first.replace(day=1), month_end(last), precision, f"{first.year:04}-{first.month:02}/{last.year:04}-{last.month:02}"
    )


def quarter(year_: int, number: int) -> Interval:
    """Quarter 1 to 4 of a year; EDTF 33 to 36."""
    return Interval(
        date(year_, 3 * number - 2, 1), month_end(date(year_, 3 * number, 1)), Precision.QUARTER, f"{year_:04}-{32 + number}"
    )


def half(year_: int, number: int) -> Interval:
    """Half 1 or 2 of a year; EDTF 40 and 41."""
    return Interval(
        date(year_, 6 * number - 5, 1), month_end(date(year_, 6 * number, 1)), Precision.RANGE, f"{year_:04}-{39 + number}"
    )


def season(year_: int, name: Season) -> Interval:
    """The meteorological season of the north that begins in the year (winter: December to February); EDTF 21 to 24."""
    number = SEASONS.index(name)
    first = date(year_, 3 * number + 3, 1)
    return Interval(first, month_end(move(first, 2, "month")), Precision.SEASON, f"{year_:04}-{21 + number}")


def year(number: int) -> Interval:
    """Raises: ValueError for a year out of the calendar (1 to 9999)."""
    return Interval(date(number, 1, 1), date(number, 12, 31), Precision.YEAR, f"{number:04}")


def years(first: int, last: int) -> Interval:
    """All days from the first day of a year to the last day of another."""
    return Interval(date(first, 1, 1), date(last, 12, 31), Precision.RANGE, f"{first:04}/{last:04}")


def decade(first: int) -> Interval:
    """The ten years from ``first``, which ends in 0."""
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), Precision.DECADE, f"{first // 10:03}X")


def century(number: int) -> Interval:
    """The century as newspapers count it: the 20th is 1900 to 1999. Raises: ValueError for the first, whose year 0 is none."""
    first = 100 * (number - 1)
    return Interval(date(first, 1, 1), date(first + 99, 12, 31), Precision.CENTURY, f"{number - 1:02}XX")


def containing(when: date, unit: Unit) -> Interval:
    """The day, week, month ... that holds the day; for ``weekend`` that of its week."""
    match unit:
        case "day":
            return day(when)
        case "week":
            return week(when)
        case "weekend":
            return weekend(when)
        case "month":
            return month(when.year, when.month)
        case "quarter":
            return quarter(when.year, (when.month + 2) // 3)
        case "season":
            start = move(when.replace(day=1), -((when.month - 3) % 3), "month")
            return season(start.year, SEASONS[(start.month - 3) // 3])
        case "year":
            return year(when.year)
        case "decade":
            return decade(when.year // 10 * 10)
        case "century":
            return century(when.year // 100 + 1)


def neighbour(when: date, count: int, unit: Unit) -> Interval:
    """The unit ``count`` units after (or, if negative, before) the one that holds the day."""
    start = containing(when, unit).earliest
    assert start is not None
    return containing(move(start, count, unit), unit)


_MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}


def move(when: date, count: int, unit: Unit) -> date:
    """The day ``count`` units later (earlier, if negative); the 31st becomes the last day of a shorter month.

    Raises:
        OverflowError: the day would be out of the calendar.
    """
    if unit == "day":
        return when + timedelta(days=count)
    if unit in ("week", "weekend"):
        return when + timedelta(weeks=count)
    year_, month_ = divmod(12 * when.year + when.month - 1 + count * _MONTHS[unit], 12)
    if not MINYEAR <= year_ <= MAXYEAR:
        raise OverflowError(f"year {year_} is out of the calendar")
    return date(year_, month_ + 1, min(when.day, calendar.monthrange(year_, month_ + 1)[1]))


def month_end(when: date) -> date:
    return when.replace(day=calendar.monthrange(when.year, when.month)[1])


def shift(interval: Interval, count: int, unit: Unit) -> Interval:
    """The interval ``count`` units later (earlier, if negative): the same length of time, another place."""
    first = move(interval.earliest, count, unit) if interval.earliest else None
    last = move(interval.latest, count, unit) if interval.latest else None
    if first is not None and last is not None and first <= last and interval.edtf.startswith("["):
        return one_of(first, last, interval.precision)
    return days(first, last, interval.precision)


def weekday(when: date, number: int, direction: Literal[-1, 0, 1], *, today: bool = True) -> date:
    """The weekday (Monday is 0) nearest to the day.

    Args:
        direction: -1 the last one before, 1 the next one after, 0 that of the same week.
        today: whether the day itself counts.
    """
    if direction == 0:
        return when + timedelta(days=number - when.weekday())
    distance = direction * (number - when.weekday()) % 7
    return when + timedelta(days=direction * (distance or (0 if today else 7)))


def part(interval: Interval, which: Part) -> Interval:
    """The early, middle or late part: thirds, but late in a year is its last quarter, decades go 0-3, 4-6, 7-9, weeks to
    Wednesday and from Thursday."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return interval
    precision = interval.precision
    place = ("early", "mid", "late").index(which)
    whole_months = first.day == 1 and last == month_end(last)
    length = 12 * (last.year - first.year) + last.month - first.month + 1
    if precision is Precision.YEAR and which == "late":
        return months(date(last.year, 10, 1), 3, precision)
    if precision is Precision.DECADE:
        return days(date(first.year + (0, 4, 7)[place], 1, 1), date(first.year + (3, 6, 9)[place], 12, 31), precision)
    if precision is Precision.CENTURY:
        return days(date(first.year + (0, 33, 67)[place], 1, 1), date(first.year + (32, 66, 99)[place], 12, 31), precision)
    if precision is Precision.MONTH:
        ends = (first.replace(day=10), first.replace(day=20), last)
        return days(first.replace(day=(1, 11, 21)[place]), ends[place], precision)
    if whole_months and length % 3 == 0:
        return months(move(first, place * length // 3, "month"), length // 3, precision)
    if precision is Precision.WEEK:
        return days(first + timedelta(days=(0, 2, 3)[place]), first + timedelta(days=(2, 4, 6)[place]), precision)
    return interval


def around(interval: Interval) -> Interval:
    """What lies near an interval: three days more at either end of a day, a unit more at either end of a longer unit.

    EDTF writes a day, month or year with ``~``. What is open, or no unit of the calendar, stays as it is.

    Raises:
        OverflowError: an end would be out of the calendar.
    """
    if interval.precision is Precision.DAY:
        return _near(interval, widened(interval, 3, "day"))
    unit = next((unit for unit, precision in PRECISION.items() if precision is interval.precision), None)
    return _near(interval, widened(interval, 1, unit)) if unit else interval


def _near(interval: Interval, wide: Interval) -> Interval:
    text = f"{interval.edtf}~" if CALENDAR.fullmatch(interval.edtf) else wide.edtf
    return Interval(wide.earliest, wide.latest, interval.precision, text)


CALENDAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
"""A year, a month or a day as EDTF has it."""


def widened(interval: Interval, count: int, unit: Unit) -> Interval:
    """Some day from ``count`` units before the interval to as many after it; one with an open end stays as it is.

    Raises:
        OverflowError: an end would be out of the calendar.
    """
    if interval.earliest is None or interval.latest is None:
        return interval
    one = timedelta(days=1)
    return one_of(move(interval.earliest, -count, unit), move(interval.latest + one, count, unit) - one)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The interval from the earliest to the latest day of them all: which of them is meant is not known.

    Raises:
        ValueError: there is none.
    """
    among = list(intervals)
    if not among:
        raise ValueError("no interval")
    if all(i == among[0] for i in among):
        return among[0]
    first = None if any(i.earliest is None for i in among) else min(i.earliest for i in among if i.earliest)
    last = None if any(i.latest is None for i in among) else max(i.latest for i in among if i.latest)
    if first is None or last is None:
        return days(first, last, among[0].precision)
    return one_of(first, last, among[0].precision)


def span(first: Interval, last: Interval) -> Interval:
    """All days from the start of one interval to the end of another.

    Raises:
        ValueError: it would end before it starts.
    """
    if first.earliest is not None and last.latest is not None and first.earliest > last.latest:
        raise ValueError(f"{first.edtf} is after {last.edtf}")
    short = not any(mark in first.edtf + last.edtf for mark in "[/X") and first.precision == last.precision
    text = f"{first.edtf}/{last.edtf}" if short else f"{_end_text(first.earliest)}/{_end_text(last.latest)}"
    return Interval(first.earliest, last.latest, Precision.RANGE, text)


def edtf(text: str) -> Interval:
    """The interval that a user writes: a day, a month, a year, ``first/last`` (an end may be ``..``), ``[first..last]``.

    Raises:
        ValueError: the text is none of these, in words for a user.
    """
    written = text.strip()
    try:
        if written.endswith("~") and CALENDAR.fullmatch(written[:-1]):
            return around(edtf(written[:-1]))
        if written.startswith("[") and written.endswith("]"):
            first, _, last = written[1:-1].partition("..")
            if day_of(first, 0) > day_of(last, -1):
                raise ValueError("the first is after the last")
            return one_of(day_of(first, 0), day_of(last, -1))
        if "/" in written:
            start, stop = (None if end in ("", "..") else end for end in written.split("/"))
            if start or stop:
                return days(day_of(start, 0) if start else None, day_of(stop, -1) if stop else None)
        number = [int(part) for part in written.split("-")]
        match number:
            case [y, m, d]:
                return day(date(y, m, d))
            case [y, m]:
                return month(y, m)
            case [y]:
                return year(y)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{text!r} is not a date such as 2026-01-31, 2026-01, 2026-01-02/2026-01-05 or [2026-01-02..2026-01-05]")


def day_of(text: str, which: Literal[0, -1]) -> date:
    """The first (0) or the last (-1) day of a day, month or year. Raises: ValueError."""
    if not all(part.isdecimal() for part in text.split("-")):
        raise ValueError(text)
    found = edtf(text)
    end = found.earliest if which == 0 else found.latest
    assert end is not None
    return end


def timex(interval: Interval) -> str:
    """The TIMEX3 value of an interval: that of its unit, or ``first/last`` where it is not one unit of the calendar."""
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return interval.edtf
    if interval.edtf.startswith("["):
        return _common(first, last)
    if interval.edtf.endswith("~"):
        return interval.edtf[:-1]
    match interval.precision:
        case Precision.WEEK if last - first == timedelta(days=6) and first.weekday() == 0:
            return week_value(first)
        case Precision.QUARTER:
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        case Precision.SEASON:
            return f"{first.year:04}-{SEASON_CODE[SEASONS[(first.month - 3) // 3]]}"
        case Precision.CENTURY:
            return f"{first.year // 100:02}XX"
    if interval.precision is Precision.DAY and last - first == timedelta(days=1) and first.weekday() == 5:
        return f"{week_value(first)}-WE"
    if interval.edtf.endswith(_HALVES):
        return f"{first.year:04}-H{1 + _HALVES.index(interval.edtf[4:])}"
    return interval.edtf


_HALVES = ("-40", "-41")


def week_value(when: date) -> str:
    """The ISO week that holds the day, ``2022-W30``."""
    iso = when.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def _common(first: date, last: date) -> str:
    if first.year != last.year:
        return "XXXX-XX-XX"
    return f"{first.year:04}-{first.month:02}-XX" if first.month == last.month else f"{first.year:04}-XX-XX"


def _end_text(when: date | None) -> str:
    return ".." if when is None else when.isoformat()
