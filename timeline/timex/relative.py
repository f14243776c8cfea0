"""Expressions counted from the day of speaking or from a date told before: yesterday, last week, two days later, now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from timeline import when
from timeline.model import Interval, Precision
from timeline.timegrammar import (
    Amount,
    Cell,
    Context,
    Found,
    Item,
    Meaning,
    Piece,
    RuleBook,
    Sense,
    constant,
    days_of,
    from_now,
    sense_of,
    so_far,
)
from timeline.timewords import MONTHS, PARTS_OF_DAY, PRECISIONS, REFERENCES, SEASONS, UNITS, WEEKDAYS

rules = RuleBook()

UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
LONG = frozenset({"in", "over", "within", "for", "during"})
"""Words before "the next year" that make it the twelve months to come, not the year after the one told of."""
_STEP = {"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1}


def unit_of(cell: Cell) -> when.Unit:
    return cast(when.Unit, UNITS[cell.low])


@rules(1, "yesterday", "today", "tomorrow", "the day before yesterday", "the day after tomorrow")
def neighbour_day(found: Found) -> Item:
    last = found.cells[-1].low
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[last] * (2 if len(found.cells) > 1 else 1)
    return Item("day", from_now(lambda now: when.day(now + timedelta(days=step))))


@rules(1, "tonight", "last night", "overnight", "this p=PARTOFDAY")
def part_of_this_day(found: Found) -> Item | None:
    low = found.cells[0].low
    part = PARTS_OF_DAY[found["p"].low] if low == "this" else "NI"
    step = -1 if low == "last" else 0

    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning("TIME", f"XXXX-XX-XXT{part}", against="now")
        day = context.now + timedelta(days=step)
        days = when.one_of(day - timedelta(days=1), day) if low == "overnight" else when.day(day)
        return Meaning("TIME", f"{day}T{part}", days, against="now")

    return Item("time", read)


def whole_unit(unit: when.Unit, step: int) -> Sense:
    """This unit, or the one that many units away. This week ends today, if it tells of what has happened."""

    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(value=UNKNOWN[unit], against="now")
        days = when.neighbour(context.now, step, unit)
        if step or unit == "day":
            return Meaning(interval=days, against="now")
        return Meaning("DATE", when.timex(days), so_far(days, context), named=days, against="now")

    return read


@rules(1, "(this|the current) u=CALENDAR", "this p=past u=CALENDAR")
def this_unit(found: Found) -> Item | None:
    unit = unit_of(found["u"])
    if unit == "day":
        return None
    if unit == "weekend":
        return the_weekend(found)
    return Item(unit, whole_unit(unit, -1 if "p" in found else 0))


@rules(1, "the weekend")
def the_weekend(found: Found) -> Item:
    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(value=UNKNOWN["weekend"], against="now")
        over = when.weekday(context.now, 5, -1)
        coming = when.weekday(context.now, 5, 0)
        return Meaning(interval=when.weekend(coming if context.ahead else over), against="now")

    return Item("weekend", read)


@rules(1, "s=last u=CALENDAR", "s=next u=CALENDAR", "the coming u=CALENDAR")
def neighbour_unit(found: Found) -> Item | None:
    unit, step = unit_of(found["u"]), -1 if found.cells[0].low == "last" else 1
    if unit == "day" or found.after == "of" or (unit == "century" and step == 1):
        return None
    if found.cells[0].low == "next" and found.before == "the" and found.back(2) not in LONG:
        return None
    if unit == "weekend" and step == -1:
        return Item("weekend", from_now(lambda now: when.weekend(when.weekday(now, 6, -1, today=False)), UNKNOWN["weekend"]))
    return Item(unit, whole_unit(unit, step))


@rules(
    1,
    "STEP w=WEEKDAYISH",
    "this coming w=WEEKDAYISH",
    "w=WEEKDAY of? e=(last|next|this) week",
    "e=(last|next|this) week w=WEEKDAY (?!POSS)",
)
def weekday_there(found: Found) -> Item | None:
    day = WEEKDAYS[found["w"].low]
    by_week = "e" in found
    word = found["e"].low if by_week else "coming" if found.cells[1].low == "coming" else found.cells[0].low
    step = _STEP[word]
    if word in ("following", "next") and not by_week and found.before == "the":
        return None
    if word == "following" and found.after in ("'s", *PARTS_OF_DAY):  # following Tuesday night's talks
        return None

    def read(context: Context) -> Meaning:
        now = context.now
        if now is None:
            return Meaning(value=f"XXXX-WXX-{day + 1}", against="now")
        if word == "this" and context.ahead is not None and context.of_verb:
            there = when.weekday(now, day, 1 if context.ahead else -1)
        elif by_week or step == 0:
            there = when.weekday(now + timedelta(weeks=step), day, 0)
        else:
            there = when.weekday(now, day, -1 if step < 0 else 1, today=False)
        return Meaning(interval=when.day(there), against="now")

    return Item("day", read)


@rules(1, "STEP m=MONTHISH (?!DAY)", "this coming m=MONTHISH")
def month_there(found: Found) -> Item | None:
    number, step = MONTHS[found["m"].low.rstrip("?")], _STEP[found.cells[-2].low]
    if found.cells[-2].low == "following" and found.before == "the":
        return None

    def place(now: date) -> Interval:
        if step == 0:
            return when.month(now.year, number)
        back, on = now.month <= number, now.month >= number
        return when.month(now.year - back if step < 0 else now.year + on, number)

    return Item("named", from_now(place, f"XXXX-{number:02}"))


@rules(1, "STEP s=SEASONISH")
def season_there(found: Found) -> Item:
    name, step = cast(when.Season, SEASONS[found["s"].low.rstrip("?")]), _STEP[found.cells[0].low]

    def place(now: date) -> Interval:
        here = when.season(now.year, name)
        if step == 0:
            return here
        around = [when.season(now.year + n, name) for n in (-2, -1, 0, 1)]
        if step < 0:
            return [days for days in around if days.latest and days.latest < now][-1]
        return next(days for days in around if days.earliest and days.earliest > now)

    return Item("named", from_now(place, f"XXXX-{when.SEASON_CODE[name]}"))


@rules(2, "s=(last|past|this|next|coming) d=K_HOLIDAY")
def holiday_there(found: Found) -> Item | None:
    in_year = found["d"].in_year
    if in_year is None:
        return None
    step = _STEP[found["s"].low]

    def place(now: date) -> Interval:
        around = [in_year(now.year + n) for n in (-1, 0, 1)]
        if step == 0:
            return around[1]
        past = [days for days in around if days.latest and days.latest < now]
        coming = [days for days in around if days.earliest and days.earliest > now]
        return past[-1] if step < 0 else coming[0]

    return Item("day", from_now(place))


@rules(1, "e=(earlier|later) this u=CALENDAR")
def earlier_in_unit(found: Found) -> Item:
    unit = unit_of(found["u"])
    return Item(unit, _of_now(unit, earlier=found["e"].low == "earlier"))


def _of_now(unit: when.Unit, *, earlier: bool) -> Callable[[Context], Meaning]:
    """What is over of this unit, or is left of it."""

    def read(context: Context) -> Meaning:
        now = context.now
        if now is None:
            return Meaning(value=UNKNOWN[unit], against="now")
        days = when.containing(now, unit)
        first, last = cast(date, days.earliest), cast(date, days.latest)
        aside = timedelta(days=earlier or unit in ("weekend", "week", "month"))
        first, last = (first, max(first, now - aside)) if earlier else (min(last, now + aside), last)
        return Meaning("DATE", when.timex(days), when.one_of(first, last, days.precision), against="now")

    return read


@rules(2, "(earlier|later) d=K_DAY")
def earlier_in_day(found: Found) -> Item | None:
    cell = found["d"]
    return Item("day", cell.sense) if cell.low in ("today", "yesterday", "tomorrow") else None


# Counted from a date that the text told before.


@rules(2, "(ever)? since then (?!(POSS|DASH))")
def since_then(found: Found) -> Item | None:
    cell = found.cells[-1]
    if found.next_is_capital:  # since then President Ruiz resigned
        return None

    def read(context: Context) -> Meaning:
        told_last = context.told[-1] if context.told else None
        if told_last is None or told_last.earliest is None or context.now is None or told_last.earliest > context.now:
            return Meaning("DATE", "PAST_REF")
        days = when.days(told_last.earliest, context.now)
        return Meaning("DATE", "PAST_REF", days, named=told_last, against="told", anchor=told_last)

    return Item("open", read, pieces=(Piece(cell.start, cell.end, read),))


def told(context: Context, unit: when.Unit) -> Interval | None:
    """The last date told that is no longer than the unit."""
    most = _LENGTH[unit]
    for days in reversed(context.told):
        if days.earliest and days.latest and (days.latest - days.earliest).days < most:
            return days
    return None


_LENGTH: dict[when.Unit, int] = {"day": 1, "weekend": 7, "week": 7, "month": 31, "quarter": 92, "season": 92, "year": 366,
                                 "decade": 3653, "century": 36525}  # fmt: skip


def from_told(unit: when.Unit, place: Callable[[Interval], Interval], unknown: str = "") -> Sense:
    def read(context: Context) -> Meaning:
        anchor = told(context, unit)
        if anchor is None:
            return Meaning(value=unknown or UNKNOWN[unit], against="told")
        return Meaning(interval=place(anchor), against="told", anchor=anchor)

    return read


@rules(2, "e=(earlier|later)? (that|the same|that same|that very) u=CALENDAR")
def same_unit(found: Found) -> Item:
    """That year; of later that year, what is left of it after the date told."""
    unit = unit_of(found["u"])
    return Item(unit, _of_told(unit, found["e"].low if "e" in found else ""))


@rules(2, "e=(earlier|later) in the u=(day|week|month|year) (?!(of|on|POSS))")
def in_unit_told(found: Found) -> Item:
    """Earlier in the week: that of the date told, or this one."""
    unit, aside = unit_of(found["u"]), found["e"].low
    of_told, of_now = _of_told(unit, aside), _of_now(unit, earlier=aside == "earlier")

    def read(context: Context) -> Meaning:
        return of_now(context) if told(context, unit) is None else of_told(context)

    return Item(unit, read)


def _of_told(unit: when.Unit, aside: str) -> Callable[[Context], Meaning]:
    """The unit of the date told last, or what lies ``aside`` in it, "earlier" or "later" than that date."""

    def read(context: Context) -> Meaning:
        anchor = told(context, unit)
        if anchor is None or anchor.earliest is None or anchor.latest is None:
            return Meaning(value=UNKNOWN[unit], against="told")
        newest = context.told[-1]
        if not aside and not newest.meets(anchor):  # in some week of the month told since
            return Meaning(value=UNKNOWN[unit], interval=newest, against="told", anchor=newest)
        whole = when.containing(anchor.earliest, unit)
        first, last = cast(date, whole.earliest), cast(date, whole.latest)
        since = anchor.latest if anchor.precision is Precision.RANGE else anchor.earliest
        if aside == "later" and first < since < last:
            part = when.one_of(since, last, whole.precision)
        elif aside == "earlier" and first < anchor.earliest < last:
            part = when.one_of(first, anchor.earliest, whole.precision)
        else:
            part = whole
        return Meaning("DATE", when.timex(whole), part, against="told", anchor=anchor)

    return read


@rules(2, "(that|the same|that same) s=SEASONISH")
def season_of_told(found: Found) -> Item:
    """That summer: the one that the date told last lies in, else of its year; behind another season the next."""
    name = cast(when.Season, SEASONS[found["s"].low.rstrip("?")])

    def place(days: Interval) -> Interval:
        first = cast(date, days.earliest)
        around = [when.season(first.year + years, name) for years in (-1, 0, 1)]
        if days.precision is Precision.SEASON:
            return next(there for there in around if cast(date, there.latest) >= first)
        return next((there for there in around if days.precision is not Precision.YEAR and there.meets(days)), around[1])

    return Item("season", from_told("year", place, f"XXXX-{when.SEASON_CODE[name]}"))


@rules(2, "the n=(following|next|previous|preceding) u=CALENDAR", "the u=CALENDAR n=(before|after) (?=ENDING)")
def next_unit(found: Found) -> Item | None:
    unit, word = unit_of(found["u"]), found["n"].low
    if word == "next" and found.before in LONG:
        return None
    step = 1 if word in ("following", "next", "after") else -1

    def place(days: Interval) -> Interval:
        return when.neighbour(cast(date, days.latest if step > 0 else days.earliest), step, unit)

    return Item(unit, from_told(unit, place))


@rules(2, "(that|the same|that same) p=PARTOFDAY", "the n=(following|next|previous) p=PARTOFDAY",
       "the p=PARTOFDAY n=(before|after) (?=STOP)")  # fmt: skip
def part_of_told_day(found: Found) -> Item:
    part = PARTS_OF_DAY[found["p"].low]
    step = {"following": 1, "next": 1, "after": 1, "previous": -1, "before": -1}[found["n"].low] if "n" in found else 0

    def read(context: Context) -> Meaning:
        anchor = told(context, "day")
        if anchor is None or anchor.earliest is None:
            return Meaning("TIME", f"XXXX-XX-XXT{part}", against="told")
        day = anchor.earliest + timedelta(days=step)
        return Meaning("TIME", f"{day}T{part}", when.day(day), against="told", anchor=anchor)

    return Item("time", read)


@rules(2, "the (following|next) w=WEEKDAYISH", "that w=WEEKDAYISH")
def weekday_told(found: Found) -> Item | None:
    if found["w"].low not in WEEKDAYS:
        return None
    day, following = WEEKDAYS[found["w"].low], len(found.cells) == 3

    def place(days: Interval) -> Interval:
        start = cast(date, days.latest)
        return when.day(when.weekday(start, day, 1, today=False) if following else when.weekday(start, day, 0))

    return Item("day", from_told("week", place, f"XXXX-WXX-{day + 1}"))


@rules(2, "the following d=K_MONTH (?!(Y4|K_YEAR))")
def month_told(found: Found) -> Item | None:
    """The following May: the first after the date told, or after now."""
    in_year = found["d"].in_year
    if in_year is None:
        return None

    def after(day: date) -> Interval:
        there = in_year(day.year)
        return there if there.earliest and there.earliest > day else in_year(day.year + 1)

    def read(context: Context) -> Meaning:
        anchor = told(context, "year")
        if anchor is not None:
            return Meaning(interval=after(cast(date, anchor.latest)), against="told", anchor=anchor)
        if context.now is None:
            return Meaning(value="XXXX", against="told")
        return Meaning(interval=after(context.now), against="now")

    return Item("named", read)


@rules(2, "the? d=FIGUREDDAY of m=K_MONTH (?!POSS)")
def day_of_month(found: Found) -> Item:
    """The 12th of last month."""
    number, sense = int(cast(Amount, found["d"].amount).count or 0), sense_of(found["m"])

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        day = _day_in_month(days.earliest, number) if days is not None and days.earliest is not None else None
        return meaning if meaning is None or day is None else replace(meaning, value="", interval=day, named=None)

    return Item("day", read)


@rules(
    2,
    "(?<=(on|since|until|by)) the d=FIGUREDDAY (?=STOP|BEGINNING|and) (?!(COMMA|and) the? FIGUREDDAY)",
    "the d=FIGUREDDAY of (the|that) month",
)
def day_of_told_month(found: Found) -> Item:
    """On the 23rd: of the month of the date told just before; of the next one where its day is long past by then, or ahead."""
    number = int(cast(Amount, found["d"].amount).count or 0)

    def read(context: Context) -> Meaning | None:
        anchor = told(context, "month")
        if anchor is None or anchor.earliest is None or anchor != context.told[-1]:
            return None
        around = [_day_in_month(when.move(anchor.earliest.replace(day=1), n, "month"), number) for n in (0, 1, 2)]
        days = [day for day in around if day is not None and day.earliest is not None]
        least = anchor.earliest - timedelta(days=_BACK)
        most = date.max
        if context.now is not None:
            least, most = (max(least, context.now), most) if context.ahead else (least, context.now)
        there = next((day for day in days if least <= cast(date, day.earliest) <= most), None)
        return None if there is None else Meaning(interval=there, against="told", anchor=anchor)

    return Item("day", read)


_BACK = 20
"""Days that such a day may lie before the one told last."""


def _day_in_month(month: date, number: int) -> Interval | None:
    try:
        return when.day(month.replace(day=number))
    except ValueError:
        return None


@rules(
    2,
    "s=K_SPAN (ago|back (?=ENDING))",
    "s=K_SPAN (from K_REF|hence)",
    "s=K_SPAN d=(earlier|later)",
    "s=K_SPAN d=(before|after) (?=ENDING)",
    "s=K_SPAN d=(before|after) that",
)
def counted(found: Found) -> Item | None:
    amount = cast(Amount, found["s"].amount)
    if found.cells[-1].sense is not None and found.cells[-1].low != "now":
        return None
    if "d" in found:
        return Item("day", count_from_told(amount, 1 if found["d"].low in ("later", "after") else -1))
    return Item("day", count_from_now(amount, -1 if found.cells[1].low in ("ago", "back") else 1))


@rules(2, "(more than|over|upwards of) s=K_SPAN ago")
def longer_ago(found: Found) -> Item | None:
    """More than 20 years ago: on some day before that; of "just over" it is left open how much."""
    amount = cast(Amount, found["s"].amount)
    if amount.count is None or amount.unit in ("hour", "minute", "second") or found.before == "just":
        return None
    unit, count = _calendar_unit(amount.unit), amount.count * (2 if amount.unit == "fortnight" else 1)

    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(value=UNKNOWN[unit], mod="BEFORE", against="now")
        last = when.move(context.now, -int(count), unit)
        if unit == "year" and count != int(count):
            last = when.move(context.now, -round(12 * count), "month")
        value = when.timex(when.containing(last, "year" if unit in ("decade", "century") else unit))
        return Meaning(value=value, interval=when.days(None, last), mod="BEFORE", against="now")

    return Item("open", read)


@rules(2, "s=K_SPAN ago d=K_DAY")
def counted_from_day(found: Found) -> Item | None:
    """Three years ago tomorrow, a week ago Monday."""
    amount, day = cast(Amount, found["s"].amount), found["d"]
    if amount.count is None or day.low not in ("today", "yesterday", "tomorrow"):
        return None
    unit, count = _calendar_unit(amount.unit), int(amount.count) * (2 if amount.unit == "fortnight" else 1)
    sense = sense_of(day)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.earliest is None:
            return meaning
        return replace(meaning, interval=when.day(when.move(days.earliest, -count, unit)))

    return Item("day", read)


@rules(
    5,
    "(?<=ANYDATE COMMA) (just|only|exactly)? s=K_SPAN (?=w=(after|before) (?!ENDING))",
    "(?<=c=(came|comes|coming|occurred|happened)) (just|only|exactly)? s=K_SPAN (?=w=(after|before) (?!ENDING))",
)
def beside_another(found: Found) -> Item | None:
    """On June 25, a day after the ruling; Sunday's attack came a day after it: the length of time carries the ruling's day."""
    cell, amount, sign = found["s"], found["s"].amount, -1 if found["w"].low == "after" else 1
    if amount is None or amount.count is None or not found.is_dated_before:
        return None
    sense = sense_of(cell)

    def read(context: Context) -> Meaning | None:
        meaning, beside = sense(context), context.told[-1] if context.told else None
        if meaning is None or beside is None or beside.earliest is None:
            return meaning
        first, last = (away(day, amount, sign) if day is not None else None for day in (beside.earliest, beside.latest))
        days = first
        if first is not None and beside.latest != beside.earliest:  # in some day of a month or a year
            days = when.days(first.earliest, last.latest if last is not None else None, Precision.RANGE)
        return replace(meaning, interval=days, against="told", anchor=beside)

    return Item("span", read, amount, pieces=(Piece(cell.start, cell.end, read),))


def count_from_now(amount: Amount, sign: int) -> Sense:
    """So long before or after now: to the unit that counts it ("two months ago" is a whole month)."""

    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(value=UNKNOWN[_calendar_unit(amount.unit)], against="now")
        reference = "PAST_REF" if sign < 0 else "FUTURE_REF"
        days = away(context.now, amount, sign)
        return Meaning(value=_value_away(days, reference if amount.count is None else ""), interval=days, against="now")

    return read


def count_from_told(amount: Amount, sign: int) -> Sense:
    def read(context: Context) -> Meaning:
        unit = _calendar_unit(amount.unit)
        anchor = told(context, unit)
        if anchor is None or anchor.earliest is None or anchor.latest is None or _is_passed_over(context, anchor):
            return Meaning(value=UNKNOWN[unit], against="told")
        start = anchor.latest if sign > 0 else anchor.earliest
        days = away(start, amount, sign)
        value = _value_away(days, UNKNOWN[unit] if amount.count is None else "")
        return Meaning(value=value, interval=days, against="told", anchor=anchor)

    return read


def _is_passed_over(context: Context, anchor: Interval) -> bool:
    """Whether a longer stretch at another time was told since: nothing is counted from it, nor from what came before."""
    last = context.told[-1]
    apart = last.latest is not None and anchor.earliest is not None and last.latest < anchor.earliest
    return apart and last.earliest is not None


def away(start: date, amount: Amount, sign: int) -> Interval | None:
    """The day, month, year ... that the amount leads to; open on the far side where the number is not told.

    Weeks lead to a day: "two weeks ago" on a Thursday is a Thursday.
    """
    unit = _calendar_unit(amount.unit)
    if amount.count is None and amount.unit in ("hour", "minute", "second"):
        return when.day(start)
    if amount.count is None:
        other = when.move(start, sign, unit)
        return when.days(None, other, Precision.RANGE) if sign < 0 else when.days(other, None, Precision.RANGE)
    count = int(amount.count)
    if amount.unit == "fortnight":
        count *= 2
    if amount.unit in ("hour", "minute", "second"):
        hours = amount.count / {"hour": 1, "minute": 60, "second": 3600}[amount.unit]
        near, far = start + sign * timedelta(days=int(hours // 24)), start + sign * timedelta(days=int(-(-hours // 24)))
        return when.one_of(min(near, far), max(near, far))
    try:
        if amount.count != count and unit == "year":
            return when.containing(when.move(start, sign * round(12 * amount.count), "month"), "month")
        if unit == "week":
            day = when.move(start, sign * count, unit)
            return when.days(day, day, Precision.WEEK)
        return when.containing(when.move(start, sign * count, unit), "year" if unit in ("decade", "century") else unit)
    except (OverflowError, ValueError):
        return None


def _value_away(days: Interval | None, unknown: str) -> str:
    """The TIMEX3 value of days so far away: of those counted in weeks it is the week."""
    counted_in_weeks = not unknown and days is not None and days.precision is Precision.WEEK
    return when.week_value(days.earliest) if counted_in_weeks and days is not None and days.earliest else unknown


def _calendar_unit(unit: str) -> when.Unit:
    return cast(
        when.Unit, {"fortnight": "week", "weekend": "week", "night": "day"}.get(unit, unit if unit in PRECISIONS else "day")
    )


@rules(1, "r=REFERENCE", "right r=now", "at (present|the moment)", "the? near? future", "in the past (?=ENDING)")
def reference(found: Found) -> Item | None:
    last = found.cells[-1]
    if last.low == "soon" and found.after == "as":
        return None
    value = (
        REFERENCES[found["r"].low]
        if "r" in found
        else {"future": "FUTURE_REF", "past": "PAST_REF"}.get(last.low, "PRESENT_REF")
    )
    meaning = Meaning("DATE", value)
    cells = found.cells[1:] if found.cells[0].low in ("in", "at", "right") else found.cells
    return Item("ref", constant(meaning), pieces=(Piece(cells[0].start, cells[-1].end, constant(meaning)),))
