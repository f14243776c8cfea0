"""How the days of two events can lie to each other: the thirteen relations of Allen (1983), and which of them are possible.

Time is counted in whole days: an event fills each day from its first to its last. Where the text leaves first and last day
open, every pair of days that it allows is thought of, and a relation is possible if one of them has it.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from timeline.model import Event, Interval, Precision, Status

OPEN = math.inf
SOME_TIME_IN = frozenset(
    {"last unit", "last units", "the units", "units", "within", "first of", "years", "months of year", "one after the other"}
)
"""Rules of `timeline.timex` for some time in their days, though the EDTF is that of a range: "in the past two weeks"."""
BETWEEN = frozenset({"range", "between"})
"""Rules of `timeline.timex` for several days or one of them, where the EDTF is ``[..]``."""
SINCE = "open end"
RULE = re.compile(r"[^()]+")


class Relation(StrEnum):
    """How one interval lies to another. ``meets``: the other begins on the day after this one ends."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished by"
    CONTAINS = "contains"
    STARTED_BY = "started by"
    OVERLAPPED_BY = "overlapped by"
    MET_BY = "met by"
    AFTER = "after"

    @property
    def inverse(self) -> Relation:
        """The relation of the other to the one."""
        return INVERSE[self]


INVERSE = dict(zip(Relation, reversed(Relation), strict=True))


class Extent(NamedTuple):
    """Bounds of an event's first and last day, as ordinals (`datetime.date.toordinal`); infinite where there is none.

    ``one_day``: it is on a single day, whichever that is.
    """

    first_from: float = -OPEN
    first_to: float = OPEN
    last_from: float = -OPEN
    last_to: float = OPEN
    one_day: bool = False


def extent(event: Event) -> Extent:
    """What is known of the event's first and last day.

    They lie somewhere in its interval and, as far as that leaves any, between ``not_before`` and ``not_after``. A range of days
    ("from March 3 to March 9", EDTF ``2026-03-03/2026-03-09``) is filled by the event; what was read from a length of time ("in
    the past two weeks") is not. One of several days (``[..]``) is a single day. What is ongoing ends on an unknown day.

    >>> from timeline import analyse
    >>> storm, = analyse.sample().of_type("disaster").events  # in March 2026
    >>> first_from, first_to, *_ = extent(storm)
    >>> date.fromordinal(first_from), date.fromordinal(first_to)
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    """
    known = event.interval
    if known is not None and _filled(event, known) and (ends := _units(known)) is not None:
        return _unended(event, ends)
    earliest, latest = _ordinal(event.start, -OPEN), _ordinal(event.end, OPEN)
    first, last = max(earliest, _ordinal(event.not_before, -OPEN)), min(latest, _ordinal(event.not_after, OPEN))
    if first > last:
        first, last = earliest, latest
    one_of = known is not None and known.precision is Precision.DAY and (known.edtf.startswith("[") or known.edtf.endswith("~"))
    single = one_of and BETWEEN.isdisjoint(_rules(event))
    return _unended(event, Extent(first, last, first, last, single))


def relations(one: Event, other: Event) -> frozenset[Relation]:
    """The relations that ``one`` can have to ``other``, by what is known of their days; all thirteen where nothing is.

    >>> from timeline import analyse
    >>> story = analyse.sample()
    >>> arrest, trial = (story.of_type(kind).events[0] for kind in ("arrest", "trial"))
    >>> sorted(relations(arrest, trial))
    [<Relation.BEFORE: 'before'>]
    >>> storm, = story.of_type("disaster").events  # some days in March
    >>> Relation.CONTAINS in relations(storm, trial), Relation.OVERLAPS in relations(storm, trial)
    (True, False)
    """
    return possible(extent(one), extent(other))


def surely_before(one: Event, other: Event) -> bool:
    """Whether the last day that ``one`` can have is before the first day that ``other`` can have.

    >>> from timeline import analyse
    >>> storm, trial = (analyse.sample().of_type(kind).events[0] for kind in ("disaster", "trial"))
    >>> surely_before(storm, trial), possibly_before(storm, trial)
    (False, True)
    """
    return extent(one).last_to < extent(other).first_from


def possibly_before(one: Event, other: Event) -> bool:
    """Whether ``one`` can have ended on a day before ``other`` began.

    >>> from timeline import analyse
    >>> arrest, trial = (analyse.sample().of_type(kind).events[0] for kind in ("arrest", "trial"))
    >>> possibly_before(arrest, trial), possibly_before(trial, arrest)
    (True, False)
    """
    return not relations(one, other).isdisjoint({Relation.BEFORE, Relation.MEETS})


A, B, C, D, ZERO = range(5)  # the first and last day of one, the first and last day of the other, and day 0
Bound = tuple[int, int, float]
"""Two of these and the most by which the first can be later than the second."""

HOLDS: dict[Relation, tuple[Bound, ...]] = {
    Relation.BEFORE: ((B, C, -2),),
    Relation.MEETS: ((B, C, -1), (C, B, 1)),
    Relation.OVERLAPS: ((A, C, -1), (C, B, 0), (B, D, -1)),
    Relation.STARTS: ((A, C, 0), (C, A, 0), (B, D, -1)),
    Relation.DURING: ((C, A, -1), (B, D, -1)),
    Relation.FINISHES: ((C, A, -1), (B, D, 0), (D, B, 0)),
    Relation.EQUALS: ((A, C, 0), (C, A, 0), (B, D, 0), (D, B, 0)),
}
SWAPPED = {A: C, B: D, C: A, D: B}
HOLDS |= {
    relation.inverse: tuple((SWAPPED[x], SWAPPED[y], most) for x, y, most in bounds)
    for relation, bounds in HOLDS.items()
    if relation is not Relation.EQUALS
}


@lru_cache(maxsize=65536)
def possible(one: Extent, other: Extent) -> frozenset[Relation]:
    """The relations that two intervals within these bounds can have.

    Each relation is a set of bounds on differences of days; it is possible if these and what is known have no cycle of negative
    length (Dechter, Meiri and Pearl 1991, simple temporal problems).
    """
    known = [*_bounds(one, A, B), *_bounds(other, C, D)]
    return frozenset(relation for relation, bounds in HOLDS.items() if _consistent([*known, *bounds]))


def _bounds(known: Extent, first: int, last: int) -> list[Bound]:
    return [
        (first, last, 0),
        (last, first, 0 if known.one_day else OPEN),
        (first, ZERO, known.first_to),
        (ZERO, first, -known.first_from),
        (last, ZERO, known.last_to),
        (ZERO, last, -known.last_from),
    ]


def _consistent(bounds: list[Bound]) -> bool:
    """Bellman-Ford from a source that all can be reached from: the bounds contradict each other if it does not settle."""
    days = [0.0] * 5
    for _ in days:
        settled = True
        for later, earlier, most in bounds:
            if days[earlier] + most < days[later]:
                days[later] = days[earlier] + most
                settled = False
        if settled:
            return True
    return False


def goes_on(event: Event) -> bool:
    """Whether it is going on, as the text has it: the last day of its interval is then a day of it, not its last one."""
    return event.status is Status.ONGOING


def last_day(event: Event) -> date | None:
    """The last day that it can have been on; None where none is known, as of what goes on."""
    return None if goes_on(event) else event.end


def fills(event: Event) -> bool | None:
    """Whether it filled its days: began on the first of them and, unless it goes on, ended on the last. None if undated.

    False of an event some time in a week or a month, in the past two weeks, on one of several days, and where an end is open,
    but for what goes on since a day.
    """
    if event.interval is None or event.start == event.end:
        return None if event.interval is None else True
    if event.start is not None and goes_on(event) and SINCE in _rules(event):
        return True
    closed = event.end is not None or goes_on(event)
    return event.start is not None and closed and _filled(event, event.interval)


def _filled(event: Event, interval: Interval) -> bool:
    return interval.precision is Precision.RANGE and "/" in interval.edtf and SOME_TIME_IN.isdisjoint(_rules(event))


def _rules(event: Event) -> list[str]:
    """The rules that read the words which date it, the outer ones first (see `timeline.model.TimeExpression`)."""
    return RULE.findall(event.when.time.rule) if event.when is not None else []


def _units(interval: Interval) -> Extent | None:
    """The days on which a range can begin and end: "from March to May" begins in March. None if it is no such range."""
    first, _, last = interval.edtf.partition("/")
    begins, ends = _last_of(first), _last_of(last)
    if begins is None or ends is None or interval.earliest is None or interval.latest is None:
        return None
    start, end = interval.earliest.toordinal(), interval.latest.toordinal()
    return Extent(start, min(begins, end), max(start, ends - _length(last) + 1), end)


def _last_of(unit: str) -> int | None:
    """The last day of an EDTF day, month or year."""
    try:
        match [int(part) for part in unit.split("-")]:
            case [year]:
                return date(year, 12, 31).toordinal()
            case [year, month]:
                return date(year, month, calendar.monthrange(year, month)[1]).toordinal()
            case [year, month, day]:
                return date(year, month, day).toordinal()
    except ValueError:  # open, approximate, or a season
        pass
    return None


def _length(unit: str) -> int:
    """How many days an EDTF day, month or year has."""
    match [int(part) for part in unit.split("-")]:
        case [year]:
            return 365 + calendar.isleap(year)
        case [year, month]:
            return calendar.monthrange(year, month)[1]
    return 1


def _unended(event: Event, known: Extent) -> Extent:
    return known._replace(last_to=OPEN, one_day=False) if goes_on(event) else known


def _ordinal(day: date | None, without: float) -> float:
    return without if day is None else day.toordinal()
