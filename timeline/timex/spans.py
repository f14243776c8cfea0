"""Lengths of time and what recurs: three months, a two-day meeting, the past five years, every Tuesday, daily."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from timeline import when
from timeline.model import Interval
from timeline.timegrammar import Amount, Cell, Context, Found, Item, Meaning, Piece, RuleBook, Sense, constant, sense_of
from timeline.timewords import FREQUENCY, NUMBERS, PARTS_OF_DAY, PLURAL_UNITS, SCALES, UNITS, WEEKDAYS, words

rules = RuleBook()

_LETTERS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "night": "{}D", "week": "{}W", "weekend": "{}WE",
            "month": "{}M", "year": "{}Y"}  # fmt: skip
_MULTIPLES = {"fortnight": (2, "week"), "quarter": (3, "month"), "decade": (10, "year"), "century": (100, "year")}
_SMALLER = {"year": (12, "month"), "day": (24, "hour"), "hour": (60, "minute"), "minute": (60, "second")}


def timex(amount: Amount) -> str:
    """The TIMEX3 value of a length of time: P3D, PT5H30M, PXY."""
    times, unit = _MULTIPLES.get(amount.unit, (1, amount.unit))
    if amount.count is None:
        return "P" + _LETTERS[unit].format("X")
    count = amount.count * times
    if count == int(count):
        return "P" + _LETTERS[unit].format(int(count))
    if unit not in _SMALLER:
        return "P" + _LETTERS[unit].format(f"{count:g}")
    parts, smaller = _SMALLER[unit]
    rest = _LETTERS[smaller].format(round((count - int(count)) * parts))
    if not int(count):
        return f"P{rest}"
    whole = _LETTERS[unit].format(int(count))
    return f"P{whole}{rest.removeprefix('T') if whole.startswith('T') else rest}"


def value_of(cell: Cell) -> float | None:
    if cell.amount is not None:
        return cell.amount.count
    return NUMBERS.get(cell.low)


# Numbers of several words.


@rules(
    0, "t=TEN DASH? s=ONE", "n=N s=SCALE", "A s=SCALE", "n=N f=FRACTION", "n=N and A half", "A couple of?", "A few", "h=half A"
)
def number(found: Found) -> Item | None:
    if "h" in found:
        return Item("number", amount=Amount(0.5))
    if "t" in found:
        return Item("number", amount=Amount(NUMBERS[found["t"].low] + NUMBERS[found["s"].low]))
    count = value_of(found["n"]) if "n" in found else 1
    last = found.cells[-1].low
    if last == "couple" or "couple" in [cell.low for cell in found.cells]:
        return Item("number", amount=Amount(2))
    if count is None or last == "few":
        return Item("number", amount=Amount(None))
    if "s" in found:
        return Item("number", amount=Amount(count * SCALES[found["s"].low]))
    return Item("number", amount=Amount(count + (value_of(found["f"]) or 0 if "f" in found else 0.5)))


# Lengths.


def length(amount: Amount) -> Item:
    return Item("span", constant(Meaning("DURATION", timex(amount))), amount)


@rules(1, "N DASH? (year|years) DASH? old (boy|girl|man|woman)?")
def age(found: Found) -> Item | None:
    return None if found.after in _LASTING else Item("age")


_LASTING = words(
    """war conflict dispute blockade agreement deal ban siege crisis feud strike law ceasefire truce insurgency rebellion
    embargo uprising campaign case inquiry investigation policy treaty programme program project pact standoff truce"""
)


@rules(1, "n=N more? u=UNIT", "n=N DASH u=UNIT (DASH? (long|old))?", "n=N u=UNITS TICK", "v=VAGUE more? u=UNITS")
def some_units(found: Found) -> Item | None:
    unit = UNITS[found["u"].low]
    count = value_of(found["n"]) if "n" in found else 2 if found["v"].low == "couple" else None
    if count is not None and _LIKE_A_YEAR <= count < _LIKE_A_YEAR + 200 and found["u"].low not in PLURAL_UNITS:
        return None
    if found["u"].capital and not found.cells[0].capital:
        return None
    amount = Amount(count, unit)
    if found.cells[-1].low == "old":
        return Item("span", running(amount, -1), amount)
    return length(amount)


@rules(1, "A u=UNIT", "A u=UNIT DASH (long|old)", "u=UNIT DASH (long|old)")
def one_unit(found: Found) -> Item | None:
    cell = found["u"]
    unit = UNITS[cell.low]
    plural = cell.low.endswith("s")
    if plural and found.cells[0] is not cell:
        return None
    long = found.cells[-1].low in ("long", "old")
    if not long and found.after not in _AFTER_ONE and found.before not in _BEFORE_ONE:
        return None
    return length(Amount(None if plural else 1, unit))


_LIKE_A_YEAR = 1900
_BEFORE_ONE = {
    "for",
    "in",
    "within",
    "after",
    "than",
    "least",
    "almost",
    "nearly",
    "about",
    "over",
    "only",
    "spent",
    "lasted",
    "took",
    "as",
    "half",
}
_AFTER_ONE = {"ago", "earlier", "later", "before", "after", "from"}


@rules(1, "r=(recent|coming|past|next|last|ensuing|following|previous) u=UNITS", "u=UNITS")
def units(found: Found) -> Item | None:
    unit, word = UNITS[found["u"].low], found["r"].low if "r" in found else ""
    amount = Amount(None, unit)
    if not word:
        usual = found.before in {"for", "in", "after", "over", "within", "took"} or found.after in {
            "ago",
            "earlier",
            "later",
            "before",
            "after",
        }
        return length(amount) if usual else None
    return Item("span", running(amount, 1 if word in ("coming", "next", "ensuing", "following") else -1), amount)


@rules(2, "m=(more|less) than s=K_SPAN", "at m=(least|most) s=K_SPAN")
def compared(found: Found) -> Item:
    mod = {"more": "MORE_THAN", "less": "LESS_THAN", "least": "EQUAL_OR_MORE", "most": "EQUAL_OR_LESS"}[found["m"].low]
    cell = found["s"]
    sense = cast(Sense, cell.sense)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        return meaning and replace(meaning, mod=mod)

    return Item("span", read, cell.amount)


def running(amount: Amount, sign: int, first: int = 1) -> Sense:
    """A length of time that ends, or begins, now: the past five years, the next two weeks.

    Args:
        first: the days between now and the first day of what is to come.
    """
    value = timex(amount)

    def read(context: Context) -> Meaning:
        now = context.now
        if now is None:
            return Meaning("DURATION", value, against="now")
        return Meaning("DURATION", value, _running_days(now, amount, sign, first), against="now")

    return read


def _running_days(now: date, amount: Amount, sign: int, first: int) -> Interval | None:
    next_day = now + timedelta(days=first)
    if amount.count is None:
        return when.days(None, now) if sign < 0 else when.days(next_day, None)
    times, unit = _MULTIPLES.get(amount.unit, (1, amount.unit))
    if unit in ("second", "minute", "hour"):
        hours = amount.count / {"hour": 1, "minute": 60, "second": 3600}[unit]
        far = now + sign * timedelta(days=int(-(-hours // 24)))
        return when.days(min(now, far), max(now, far))
    unit = {"night": "day", "weekend": "week"}.get(unit, unit)
    try:
        far = when.move(now, sign * int(amount.count * times), cast(when.Unit, unit))
    except OverflowError:
        return None
    if far == now:
        return when.day(now)
    return when.days(far, now) if sign < 0 else when.days(next_day, far)


@rules(2, "the? w=(last|past|previous|next|coming|following) s=K_SPAN (?!of ANYDATE)")
def last_units(found: Found) -> Item:
    amount = cast(Amount, found["s"].amount)
    return Item("span", running(amount, 1 if found["w"].low in ("next", "coming", "following") else -1), amount)


@rules(2, "within (about|around|at most)? s=K_SPAN (?!of)")
def within(found: Found) -> Item:
    """Within two weeks, of what lies ahead: from now to then."""
    cell = found["s"]
    sense, coming = sense_of(cell), running(cast(Amount, cell.amount), 1, first=0)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        ahead = coming(context) if context.ahead else None
        known = ahead and ahead.interval and ahead.interval.latest
        return replace(meaning, interval=ahead.interval, against="now") if meaning and ahead and known else meaning

    return Item("span", read, cell.amount, pieces=(Piece(cell.start, cell.end, read),))


@rules(2, "the s=K_SPAN")
def the_units(found: Found) -> Item | None:
    cell = found["s"]
    return Item("span", cell.sense, cell.amount) if cell.low.startswith(("recent", "coming", "past", "next", "last")) else None


@rules(1, "(the last|the? past) u=CALENDAR", "the next u=CALENDAR")
def last_unit(found: Found) -> Item | None:
    sign = 1 if "next" in [cell.low for cell in found.cells] else -1
    if found.after == "of":
        return None
    if sign > 0 and found.before not in {"in", "over", "within", "for", "during"}:
        return None
    amount = Amount(1, UNITS[found["u"].low])
    return Item("span", running(amount, sign), amount)


# What recurs.


def recurring(value: str) -> Item:
    return Item("set", constant(Meaning("SET", value)))


@rules(1, "f=FREQUENCY")
def frequency(found: Found) -> Item | None:
    return None if found["f"].capital and found.cells[0].start else recurring(FREQUENCY[found["f"].low])


@rules(1, "(every|each) other? u=UNIT", "(once|twice|times) (A|per) u=UNIT", "per u=UNIT")
def every_unit(found: Found) -> Item | None:
    unit = UNITS[found["u"].low]
    return recurring(timex(Amount(2 if "other" in [cell.low for cell in found.cells] else 1, unit)))


@rules(2, "every s=K_SPAN")
def every_span(found: Found) -> Item:
    return recurring(timex(cast(Amount, found["s"].amount)))


@rules(1, "(every|each) w=WEEKDAYISH", "w=WEEKDAYS")
def every_weekday(found: Found) -> Item:
    return recurring(f"XXXX-WXX-{1 + WEEKDAYS[found['w'].low.removesuffix('s')]}")


@rules(1, "(every|each) p=PARTOFDAY")
def every_part_of_day(found: Found) -> Item:
    return recurring(f"XXXX-XX-XXT{PARTS_OF_DAY[found['p'].low]}")
