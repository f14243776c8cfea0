"""Dates made of dates: with their year, their weekday, a part of them, or an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from timeline import when
from timeline.model import Precision
from timeline.timegrammar import Context, Found, InYear, Item, Meaning, RuleBook, Sense, days_of, is_day, sense_of
from timeline.timewords import EARLY, HOURS, MODS, NUMBERS, ORDINALS, PARTS_OF_DAY, UNITS, WEEKDAYS

rules = RuleBook()


# A year for what lacks one.


@rules(2, "d=YEARLESS (COMMA|of)? y=K_YEAR", "d=YEARLESS (COMMA|of)? n=Y4", "y=K_YEAR POSS d=YEARLESS")
@rules(3, "d=YEARLESS of? y=K_YEAR (?!POSS)")
def of_year(found: Found) -> Item | None:
    in_year = found["d"].in_year
    if in_year is None:
        return None
    kind = "day" if is_day(in_year(2000)) else "named"
    if "n" in found:
        amount = found["n"].amount
        number = int(amount.count) if amount and amount.count else 0
        return Item(kind, lambda context: _placed(in_year, number))
    sense = sense_of(found["y"])

    def read(context: Context) -> Meaning | None:
        year = sense(context)
        days = days_of(year)
        if year is None or days is None or days.earliest is None:
            return year
        placed = _placed(in_year, days.earliest.year)
        return placed and replace(placed, against=year.against, anchor=year.anchor)

    return Item(kind, read)


@rules(2, "a=K_MONTH and b=K_MONTH (COMMA|of|in)? y=K_YEAR")
def months_of_year(found: Found) -> Item | None:
    a, b = found["a"].in_year, found["b"].in_year
    if a is None or b is None:
        return None
    first, last, sense = a, b, sense_of(found["y"])

    def read(context: Context) -> Meaning | None:
        year = sense(context)
        days = days_of(year)
        if year is None or days is None or days.earliest is None:
            return year
        ends = first(days.earliest.year), last(days.earliest.year)
        return replace(year, value="", interval=year.interval if ends[0].edtf > ends[1].edtf else when.span(*ends), named=None)

    return Item("range", read)


def _placed(in_year: InYear, year: int) -> Meaning | None:
    try:
        return Meaning(interval=in_year(year))
    except (ValueError, OverflowError):
        return None


# A weekday beside its date.


@rules(3, "w=WEEKDAYISH p=PARTOFDAY? COMMA? the? d=DAYKIND", "w=WEEKDAYISH OPEN d=DAYKIND CLOSE",
       "d=K_MONTHDAY COMMA w=WEEKDAYISH", "d=K_MONTHDAY OPEN w=WEEKDAYISH CLOSE",
       "w=K_DAY OPEN d=K_MONTHDAY CLOSE")  # fmt: skip
def weekday_and_date(found: Found) -> Item | None:
    cell, weekday = found["d"], WEEKDAYS.get(found["w"].low)
    if cell.in_year is None and not cell.low[-1].isdigit():
        return None
    sense, in_year = sense_of(cell), cell.in_year
    if "p" in found:
        label = f"T{PARTS_OF_DAY[found['p'].low]}"
        return Item("time", at_time(sense if in_year is None or weekday is None else _fixed_by(sense, in_year, weekday), label))
    if in_year is None or weekday is None:
        return Item("day", sense)
    return Item("day", _fixed_by(sense, in_year, weekday))


def _fixed_by(sense: Sense, in_year: InYear, weekday: int) -> Sense:
    """A day without its year, of the year nearest to now in which it is that weekday."""

    def read(context: Context) -> Meaning | None:
        now = context.now
        if now is None:
            return sense(context)
        around = (_placed(in_year, year) for year in range(now.year - 6, now.year + 3))
        days = [m.interval.earliest for m in around if m and m.interval and m.interval.earliest]
        fitting = [day for day in days if day.weekday() == weekday]
        if not fitting:
            return sense(context)
        return Meaning(interval=when.day(min(fitting, key=lambda day: abs(day - now))), against="now")

    return read


@rules(3, "w=WEEKDAYISH OPEN a=DAY SLASH b=DAY CLOSE", "w=WEEKDAYISH OPEN f=FRACTION CLOSE")
def weekday_and_numbers(found: Found) -> Item | None:
    """Monday (18/7): in the order of the numbers, and in the year near to now, in which it is that weekday."""
    cells = (found["f"],) if "f" in found else (found["a"], found["b"])
    numbers = [int(digits) for cell in cells for digits in cell.low.split("/") if digits.isdecimal()]
    weekday = WEEKDAYS.get(found["w"].low)
    if len(numbers) != 2 or weekday is None or len(found["w"].low) < _WHOLE_NAME:
        return None
    sense = sense_of(found["w"])

    def read(context: Context) -> Meaning | None:
        now = context.now
        years = range(now.year - 1, now.year + 2) if now is not None else ()
        days = [_day(year, *order) for year in years for order in (numbers, numbers[::-1])]
        fitting = [
            day for day in days if day is not None and now and day.weekday() == weekday and abs(day - now) < _HALF_A_YEAR
        ]
        if not fitting or now is None:
            return sense(context)
        return Meaning(interval=when.day(min(fitting, key=lambda day: abs(day - now))), against="now")

    return Item("day", read)


_WHOLE_NAME = len("Monday")
_HALF_A_YEAR = timedelta(days=183)


def _day(year: int, day: int, month: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# A part of a date.


@rules(4, "the? e=EARLY DASH? d=ANYDATE", "the? e=EDGE of d=ANYDATE", "e=end DASH d=K_MONTH", "e=EARLY (on|in) d=ANYDATE")
def part_of(found: Found) -> Item:
    return Item("named", _part(sense_of(found["d"]), EARLY[found["e"].low]))


@rules(4, "the? e=EDGE of the u=CALENDAR", "u=(year|month) DASH? e=end")
def part_of_this(found: Found) -> Item | None:
    unit = cast(when.Unit, UNITS[found["u"].low])
    return None if unit == "day" else Item("named", _part(_this(unit), EARLY[found["e"].low]))


def _this(unit: when.Unit) -> Sense:
    def read(context: Context) -> Meaning:
        return Meaning(interval=when.containing(context.now, unit) if context.now else None, against="now")

    return read


@rules(4, "the? o=(first|last|opening|final) s=K_SPAN of d=ANYDATE", "the o=(first|opening) s=K_SPAN of the u=CALENDAR")
def first_of(found: Found) -> Item | None:
    """The first five months of the year, the last ten days of June."""
    amount = found["s"].amount
    unit = UNITS[amount.unit] if amount and amount.count and amount.count == int(amount.count) else ""
    if amount is None or unit not in ("day", "week", "month", "quarter", "year"):
        return None
    count, at_end = int(amount.count or 0), found["o"].low in ("last", "final")
    sense = sense_of(found["d"]) if "d" in found else _this(cast(when.Unit, UNITS[found["u"].low]))

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.earliest is None or days.latest is None:
            return meaning
        one = timedelta(days=1)
        if at_end:
            first, last = when.move(days.latest + one, -count, cast(when.Unit, unit)), days.latest
        else:
            first, last = days.earliest, when.move(days.earliest, count, cast(when.Unit, unit)) - one
        if first < days.earliest or last > days.latest:
            return meaning
        return replace(meaning, value=meaning.value or when.timex(days), interval=when.days(first, last), named=None)

    return Item("named", read)


@rules(4, "the? (o=SINGLE|l=(latter|last)) half of d=(K_MONTH|K_NAMED) (?!POSS)",
       "the? (o=SINGLE|l=(latter|last)) half of d=K_DECADE")  # fmt: skip
def half_of(found: Found) -> Item | None:
    sense, number = sense_of(found["d"]), ORDINALS[found["o"].low] if "o" in found else 2
    if number > 2:
        return None

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.earliest is None or days.latest is None:
            return meaning
        middle = days.earliest + (days.latest - days.earliest) // 2
        ends = (days.earliest, middle) if number == 1 else (middle + timedelta(days=1), days.latest)
        half = when.one_of(*ends, days.precision)
        return replace(meaning, value=meaning.value or when.timex(days), interval=half, named=None)

    return Item("named", read)


def _part(sense: Sense, part: str) -> Sense:
    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None:
            return meaning and replace(meaning, value=meaning.value or "XXXX-XX-XX", mod=MODS[part])
        of_it = when.part(days, cast(when.Part, part))
        return replace(meaning, value=meaning.value or when.timex(days), interval=of_it, named=None, mod=MODS[part])

    return read


@rules(4, "the? u=(week|weekend) of d=DAYKIND")
def week_of(found: Found) -> Item:
    sense, unit = sense_of(found["d"]), cast(when.Unit, found["u"].low)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.earliest is None:
            return meaning
        return replace(meaning, interval=when.containing(days.earliest, unit), named=None)

    return Item(unit, read)


@rules(4, "the? (o=SINGLE|l=last) week (of|in) d=(K_MONTH|K_NAMED)")
def week_of_month(found: Found) -> Item:
    sense, last = sense_of(found["d"]), "l" in found
    number = 0 if last else ORDINALS[found["o"].low]

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.earliest is None or days.latest is None or not number < 5:
            return meaning
        first = days.latest - timedelta(days=6) if last else days.earliest + timedelta(days=7 * (number - 1))
        return replace(
            meaning, interval=when.days(first, min(days.latest, first + timedelta(days=6)), Precision.WEEK), named=None
        )

    return Item("named", read)


@rules(4, "the? day w=(before|after) d=DAYKIND", "the w=eve of d=DAYKIND")
def day_beside(found: Found) -> Item:
    sense, step = sense_of(found["d"]), 1 if found["w"].low == "after" else -1

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        return replace(meaning, interval=when.shift(days, step, "day"), named=None) if meaning and days else meaning

    return Item("day", read)


# An hour, and the day it is of.


@rules(
    1,
    "c=CLOCK m=MERIDIEM? (ZONE time?)?",
    "f=(Y4|Y3) (z=CLOCKZONE|local time)",
    "h=HOUR m=MERIDIEM (ZONE time?)?",
    "h=SMALL o TICK clock",
    "h=SMALL in the p=PARTOFDAY",
    "n=HOURNAME",
)
def clock(found: Found) -> Item | None:
    if "n" in found:
        return Item("clock", hour_alone(HOURS[found["n"].low]), label=HOURS[found["n"].low])
    if "f" in found:
        in_capitals = "z" not in found or found["z"].capital
        return _hour_in_four_digits(found["f"].low) if in_capitals and found.before != "in" else None
    cell = found["c"] if "c" in found else found["h"]
    later = found["m"].low if "m" in found else found["p"].low if "p" in found else ""
    if "c" in found:
        if not later and found.before not in _BEFORE_HOUR and len(found.cells) == 1:
            return None
        hour, minute = (int(part) for part in cell.low.replace(".", ":").split(":")[:2])
    else:
        hour, minute = NUMBERS.get(cell.low, int(cell.amount.count or 0) if cell.amount else 0), 0
    if not 0 <= hour <= (12 if later else 24):
        return None
    if later:
        hour = hour % 12 + (12 if later[0] == "p" or later in ("afternoon", "evening", "night") else 0)
    label = f"T{hour:02}:{minute:02}"
    return Item("clock", hour_alone(label), label=label)


def _hour_in_four_digits(digits: str) -> Item | None:
    """2045 GMT, 0630 local time."""
    if len(digits) != 4 or not (int(digits[:2]) < 24 and int(digits[2:]) < 60):
        return None
    label = f"T{digits[:2]}:{digits[2:]}"
    return Item("clock", hour_alone(label), label=label)


_BEFORE_HOUR = {"at", "around", "about", "by", "until", "till", "from", "to", "between", "before", "after", "since"}


def hour_alone(label: str) -> Sense:
    """An hour of the last day that the text told, or of today."""

    def read(context: Context) -> Meaning:
        told = next((days for days in reversed(context.told) if is_day(days)), None)
        days = told or (when.day(context.now) if context.now else None)
        if days is None:
            return Meaning("TIME", f"XXXX-XX-XX{label}", against="now")
        return Meaning("TIME", f"{days.earliest}{label}", days, against="told" if told else "now", anchor=told)

    return read


@rules(4, "d=DAYKIND p=PARTOFDAY", "the? p=PARTOFDAY of d=DAYKIND")
def part_of_day(found: Found) -> Item:
    return Item("time", at_time(sense_of(found["d"]), f"T{PARTS_OF_DAY[found['p'].low]}"))


@rules(4, "t=K_TIME on? d=DAYKIND (?!POSS)")
def overnight_on(found: Found) -> Item | None:
    """Overnight on Monday: that night, whatever day it is now."""
    return Item("time", at_time(sense_of(found["d"]), "TNI")) if found["t"].low == "overnight" else None


@rules(4, "c=K_CLOCK (DASH K_CLOCK)? (OPEN K_CLOCK CLOSE)? (COMMA|DASH)? on? d=DAYKIND PARTOFDAY?",
       "d=DAYKIND PARTOFDAY? COMMA? (at|around|about)? c=K_CLOCK (OPEN K_CLOCK CLOSE)?")  # fmt: skip
def hour_of_day(found: Found) -> Item:
    return Item("time", at_time(sense_of(found["d"]), found["c"].label))


def at_time(sense: Sense, time: str) -> Sense:
    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None:
            return None
        day = days.earliest if days and is_day(days) else None
        return replace(meaning, type="TIME", value=f"{day or meaning.value or 'XXXX-XX-XX'}{time}")

    return read
