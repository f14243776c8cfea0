"""From one date to another, and open ends: since, until, by, before, after.

Each end of a range stays an expression of its own, as TIMEX3 has it, and carries the days of the whole.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from timeline import when
from timeline.model import Interval, Precision
from timeline.timegrammar import Cell, Context, Found, Item, Meaning, Piece, RuleBook, Sense, constant, days_of, fixed, sense_of
from timeline.timewords import HOURS, WEEKDAYS

rules = RuleBook()


# From one to another.


@rules(
    5,
    "(from|between) a=DATEISH (to|until|till|through|and|DASH) b=DATEISH",
    "(from|between) a=K_YEAR (to|until|till|through|and|DASH) b=Y4",
    "a=DATEISH (to|until|till|through) b=DATEISH",
    "in a=K_YEAR and b=K_YEAR",
    "in a=K_DECADE and the? b=K_DECADE",
    "a=K_YEAR DASH b=(K_YEAR|Y4|Y3)",
    "a=DAYKIND DASH b=DAYKIND",
    "a=(K_MONTH|K_NAMED) DASH b=K_NAMED",
)
def range_(found: Found) -> Item | None:
    """From March to May is all of it; between March and May is some time in it."""
    a, b = found["a"], found["b"]
    between = found.cells[0].low == "between"
    year = int(b.low) if b.low.isdecimal() and len(b.low) in (3, 4) else 0
    if (b.low.isdigit() and len(b.low) < 3) or not (b.sense or year):
        return None
    sense_of_b = sense_of(b) if b.sense else fixed(when.year(year))

    def ends(context: Context) -> tuple[Meaning | None, Meaning | None]:
        if a.in_year is not None and b.in_year is None and (days := days_of(last := sense_of_b(context))):
            return sense_of(a)(replace(context, now=days.latest, ahead=False, year=None)), last
        if a.in_year is not None and context.ahead and (days := days_of(last := sense_of_b(context))):
            return sense_of(a)(replace(context, now=days.latest, ahead=False, year=None)), last
        first = sense_of(a)(context)
        days = days_of(first)
        if days is not None and (b.in_year is not None or b.low in WEEKDAYS):
            return first, sense_of_b(replace(context, now=days.latest, ahead=True, year=None))
        return first, sense_of_b(context)

    def side(which: int) -> Sense:
        def read(context: Context) -> Meaning | None:
            both = ends(context)
            meaning = both[which]
            first, last = (_or_now(end, context) for end in both)
            if meaning is None or first is None or last is None or _backwards(first, last):
                return meaning
            days = when.hull((first, last)) if between else when.span(first, last)
            return replace(meaning, value=_value(meaning), interval=days, named=days_of(meaning))

        return read

    pieces = tuple(Piece(cell.start, cell.end, side(n)) for n, cell in enumerate((a, b)))
    return Item("range", side(1), pieces=pieces)


@rules(5, "(?<=between) d=(ANYDATE|K_RANGE) (?!POSS)")
def between(found: Found) -> Item | None:
    """Between 3 and 5 March, which is one expression."""
    cell = found["d"]
    sense = sense_of(cell)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or days.precision is not Precision.RANGE or None in (days.earliest, days.latest):
            return meaning
        return replace(meaning, interval=when.hull(when.edtf(end) for end in days.edtf.split("/")), named=days)

    return Item("named", read, pieces=(Piece(cell.start, cell.end, read),))


@rules(5, "a=K_WEEKDAY AND b=K_WEEKDAY", "a=K_MONTH AND b=K_MONTH", "a=K_MONTHDAY AND b=K_MONTHDAY", "a=K_DAY AND b=K_DAY")
def one_after_the_other(found: Found) -> Item | None:
    """Two days or months that follow one another: each carries both."""
    cells = found["a"], found["b"]
    senses = sense_of(cells[0]), sense_of(cells[1])

    def ends(context: Context) -> tuple[Interval, Interval] | None:
        first, last = days_of(senses[0](context)), days_of(senses[1](context))
        if cells[0].low in WEEKDAYS and not context.ahead:
            first = last and days_of(senses[0](replace(context, now=last.earliest)))
        else:
            last = first and days_of(senses[1](replace(context, now=first.latest, ahead=True, year=None)))
        if first is None or last is None or first.latest is None or last.earliest is None:
            return None
        return (first, last) if last.earliest - first.latest == timedelta(days=1) else None

    def side(which: int) -> Sense:
        def read(context: Context) -> Meaning | None:
            meaning, both = senses[which](context), ends(context)
            if meaning is None or both is None:
                return meaning
            return replace(meaning, value=when.timex(both[which]), interval=when.span(*both), named=both[which])

        return read

    pieces = tuple(Piece(cell.start, cell.end, side(n)) for n, cell in enumerate(cells))
    return Item("range", side(1), pieces=pieces)


def _or_now(meaning: Meaning | None, context: Context) -> Interval | None:
    if meaning is not None and meaning.value == "PRESENT_REF" and context.now:
        return when.day(context.now)
    return days_of(meaning)


def _backwards(first: Interval, last: Interval) -> bool:
    return first.earliest is not None and last.latest is not None and first.earliest > last.latest


def _value(meaning: Meaning) -> str:
    days = days_of(meaning)
    return meaning.value or (when.timex(days) if days else "")


@rules(5, "a=K_YEAR s=(DASH|SLASH) b=Y2")
def years(found: Found) -> Item | None:
    """Two years ("1998-99"), or one that does not begin in January ("the 1998/99 season")."""
    low, end = found["a"].low, found["b"].amount
    if not low.isdigit() or end is None or end.count is None or found["b"].end - found["b"].start != 2:
        return None
    first = int(low)
    last = first - first % 100 + int(end.count)
    if not first < last < first + 100:
        return None
    whole = when.years(first, last)
    if found["s"].low == "/":
        return Item("range", fixed(whole, value=f"{first}/{last}"))
    sides = [constant(Meaning(value=f"{y:04}", interval=whole, named=when.year(y))) for y in (first, last)]
    pieces = tuple(Piece(cell.start, cell.end, sense) for cell, sense in zip((found["a"], found["b"]), sides, strict=True))
    return Item("range", sides[1], pieces=pieces)


# Open at one end.


@rules(6, "w=(before|after|since) the d=K_YEAR", "w=since the d=(K_NAMED|K_MONTH)")
def around_what_was_that_year(found: Found) -> Item:
    """Before the 2014 elections: some days of that year may still be before them."""
    return _open_end(found["d"], {"before": "until", "after": "from"}.get(found["w"].low, "since"))


@rules(
    6,
    "w=since (about|around|at least)? d=DATEISH",
    "w=(until|till|by|through|before|after) (about|around)? d=DATEISH",
    "(prior|up) w=to d=DATEISH",
    "up w=until d=DATEISH",
)
def open_end(found: Found) -> Item | None:
    word = found["w"].low
    if (word in ("until", "till") and _only_then(found)) or found.after in ("'s", "’s"):
        return None  # "after Friday's vote" was on Friday
    return _open_end(found["d"], "before" if found.cells[0].low == "prior" else word)


def _only_then(found: Found) -> bool:
    """Whether something happened at that time and no earlier: not until 2003, did not meet him until May, it took until May."""
    if found.before in ("took", "take", "taken", "takes", "only"):
        return True
    for back in range(1, _CLAUSE):
        word = found.back(back)
        if word == "not" and "to" in (found.back(back - 1), found.back(back + 1)):
            return False  # who vows "not to attack until Friday" does not tell of an attack on that day
        if word in ("not", "n't", "never", "cannot", "unknown") or (word == "t" and found.back(back + 1) == "'"):
            return True
        if word in _ENDING_CLAUSE or not (word.isalnum() or word == "'"):
            return False
    return False


_CLAUSE = 12
"""Words before "until" among which a negation is looked for."""
_ENDING_CLAUSE = frozenset("and but or who which that because while when where if as though".split())


@rules(6, "from d=DATEISH", "w=(starting|beginning|effective) (from|on|in)? d=DATEISH")
def from_then_on(found: Found) -> Item:
    """From May, of what lies ahead; starting this month."""
    return _open_end(found["d"], "from", always="w" in found)


def _open_end(cell: Cell, word: str, *, always: bool = True) -> Item:
    sense = sense_of(cell)
    at_hour = cell.low[:1].isdigit() or cell.low.split()[0] in _HOURS

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is not None and meaning.type == "TIME" and days is not None and word in ("before", "after") and not at_hour:
            whole = when.days(None, days.latest) if word == "before" else when.days(days.earliest, None)
            return replace(meaning, interval=whole, named=days)
        if meaning is None or days is None or not (always or context.ahead):
            return meaning
        if word == "from" and cell.in_year is not None and days.precision is Precision.RANGE:  # from August 5 to 12
            return meaning
        if meaning.type == "TIME" and word in ("before", "after"):  # before dawn on Friday, shortly after 9 pm on Friday
            return meaning
        to_its_end = word == "before" and cell.low.split()[:2] in (
            ["the", "end"],
            ["the", "close"],
        )  # before the end of July is before August
        opened = _opened(meaning.interval or days, "by" if to_its_end else word, context)
        return replace(meaning, value=_value(meaning), interval=opened, named=days)

    return Item("open", read, pieces=(Piece(cell.start, cell.end, read),))


_HOURS = {*HOURS, "dawn", "dusk"}


def _opened(days: Interval, word: str, context: Context) -> Interval:
    one = timedelta(days=1)
    first, last = days.earliest, days.latest
    match word:
        case "since":
            now = context.now
            return when.days(first, now if now and first and now >= first else None, days.precision)
        case "from":
            return when.days(first, None, days.precision)
        case "before":
            return when.days(None, first and first - one, days.precision)
        case "after":
            return when.days(last and last + one, None, days.precision)
        case _:
            return when.days(None, last, days.precision)
