"""Near a date: around 3 March, circa 1990, within three days of 3 March."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast

from timeline import when
from timeline.model import Precision
from timeline.timegrammar import Amount, Context, Found, Item, Meaning, Piece, RuleBook, days_of, sense_of
from timeline.timewords import words

rules = RuleBook()

_TOPICAL = words(
    """talk talks discussion discussions debate debates argument arguments question questions inquiry controversy uncertainty
    concern concerns worry worries fear fears doubt doubts theory theories idea ideas fact facts truth claim claims information
    detail details news report reports story stories book film documentary statement statements comment comments remarks"""
)
"""Nouns before ``about`` and ``around`` where they name a topic: "questions about Friday"."""
_TELLING = words(
    """talked talking speak speaks spoke spoken speaking ask asks asked asking tell tells told telling know knows knew known
    think thinks thought thinking say says said saying hear heard learn learned learnt read write writes wrote written writing
    lie lied joked warn warned warning complain complained worried concerned forget forgot care cares cared questioned inquire
    optimistic pessimistic happy excited nervous sure unsure all something nothing anything what how"""
)
"""Other words before ``about`` where it names a topic: "asked him about Friday"."""
_TOPICAL_OR_TELLING = _TOPICAL | _TELLING
_FARTHEST_TOPIC = 4
_BEFORE_A_DATE = words("or in on at by from since until till to before after sometime time")
_COUNTED = ("ago", "earlier", "later")
_LARGER: dict[str, when.Unit] = {
    "second": "day", "minute": "day", "hour": "day", "day": "week", "night": "week", "week": "month", "fortnight": "month",
    "weekend": "month", "month": "year", "quarter": "year", "year": "decade", "decade": "century", "century": "century",
}  # fmt: skip
_IN_DAYS = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "night": 1, "weekend": 7, "fortnight": 14}


@rules(5, "(?<=(about|around|circa|ca|approximately|roughly)) d=ANYDATE (?!POSS)")
def around(found: Found) -> Item | None:
    """Around 3 March, around March, circa 1990: what is vague already ("late March") stays as it is."""
    cell = found["d"]
    if _names_a_topic(found):
        return None
    sense, counted = sense_of(cell), cell.low.endswith(_COUNTED)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        if meaning is None or days is None or meaning.mod or meaning.type != "DATE":
            return meaning
        if counted and days.precision is not Precision.DAY:
            return replace(meaning, mod="APPROX")
        near, now = when.around(days), context.now
        if near == days:
            return meaning
        if (
            now
            and near.earliest
            and near.latest
            and days.latest
            and days.latest <= now < near.latest
            and meaning.against == "now"
        ):
            until_now = when.one_of(near.earliest, now, near.precision)
            near = replace(until_now, edtf=near.edtf) if near.edtf.endswith("~") else until_now
        return replace(meaning, interval=near, named=days, mod="APPROX")

    return Item("named", read)


def _names_a_topic(found: Found) -> bool:
    before = [found.back(distance) for distance in range(2, 2 + _FARTHEST_TOPIC)]
    if found.before == "around":
        return before[0] in _TOPICAL
    return found.before == "about" and before[0] not in _BEFORE_A_DATE and not _TOPICAL_OR_TELLING.isdisjoint(before)


@rules(5, "within (about|around|at most)? s=K_SPAN of the? d=ANYDATE")
def within_of(found: Found) -> Item | None:
    """Within three days of 3 March: some day before or after it. Within days of it: less than a week, or they were weeks."""
    length, cell = found["s"], found["d"]
    if length.amount is None:
        return None
    (count, unit), sense = _reach(length.amount), sense_of(cell)

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        days = days_of(meaning)
        return replace(meaning, interval=when.widened(days, count, unit), named=days) if meaning and days else meaning

    pieces = (Piece(length.start, length.end, sense_of(length)), Piece(cell.start, cell.end, read))
    return Item("named", read, pieces=pieces)


def _reach(amount: Amount) -> tuple[int, when.Unit]:
    """A length of time in whole days or units of the calendar, rounded up; one without its number ends with the larger unit."""
    if amount.count is None:
        return 1, _LARGER[amount.unit]
    if amount.unit in _IN_DAYS:
        return math.ceil(amount.count * _IN_DAYS[amount.unit]), "day"
    return math.ceil(amount.count), cast(when.Unit, amount.unit)
