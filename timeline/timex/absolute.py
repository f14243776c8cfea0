"""Dates that stand by themselves or lack only their year: days, months, years, decades, centuries, seasons, holidays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import cast

from timeline import gazetteer, when
from timeline.holidays import HOLIDAYS, holiday
from timeline.model import Interval
from timeline.timegrammar import Cell, Context, Found, InYear, Item, Meaning, Piece, RuleBook, Sense, days_of, fixed, so_far
from timeline.timewords import EARLY, MONTHS, NICKNAMES, ORDINALS, SEASONS, WEEKDAYS, words

rules = RuleBook()

_YEAR_BEFORE = words(
    """in since by until till from of to between and during before after the around circa about late early mid through year
    ( - – as or post pre for"""
)
_OLD_YEAR_BEFORE = words("in since by until till from during year circa between early late before after around (")
_ADDRESSES = words("street avenue road square boulevard lane")
_NAMING_BEFORE = words("'s the this that an a his her its their")
_SEASON_BEFORE = words("in the during by until since this late early mid - over through of for")
_BEFORE_THE_FALL = _SEASON_BEFORE | {"before", "after"}
_BEHIND_A_TUMBLE = words("and but so in of from was were which that had he she it they")
_COUNTED = words("people men women children police staff troops days weeks months years")
_OF_A_YEAR = words("levels prices elections olympics games figures protests riots attacks talks results standards sales")
_OLDEST_BARE_YEAR = 1900
_OLDEST_LIKELY_YEAR = 1500


def number(cell: Cell) -> int:
    """The number of a cell, cardinal or ordinal."""
    if cell.amount is not None and cell.amount.count is not None:
        return int(cell.amount.count)
    return ORDINALS[cell.low]


def yearless(in_year: InYear, kind: str, unknown: str) -> Item:
    """A date without its year: that of the passage, or the one nearest to now on the side that the verb tells of."""
    return Item(kind, _in_some_year(in_year, unknown), in_year=in_year)


def _in_some_year(in_year: InYear, unknown: str) -> Sense:
    def read(context: Context) -> Meaning:
        if context.year is not None and (there := _days(in_year, context.year)):
            return Meaning(interval=there, against="told", anchor=when.year(context.year))
        if context.now is None:
            return Meaning(value=unknown, against="now")
        days = nearest(in_year, context.now, context.ahead, of_verb=context.of_verb)
        return Meaning(value="" if days else unknown, interval=days, against="now")

    return read


def nearest(in_year: InYear, now: date, ahead: bool | None, *, of_verb: bool = False) -> Interval | None:
    """The last one that has begun (``ahead`` False), the next one that is not over (True), or the nearer of the two.

    A day that only a noun under the verb has ("gave no reason for the Jan. 14 deadline") may lie on the other side.
    """
    found = [days for y in range(now.year - 8, now.year + 9) if (days := _days(in_year, y))]
    past = [days for days in found if days.earliest and days.earliest <= now]
    coming = [days for days in found if days.latest and days.latest >= now]
    if not past:
        return coming[0] if coming else None
    if not coming:
        return None if ahead else past[-1]
    since, until = (now - cast(date, past[-1].latest)).days, (cast(date, coming[0].earliest) - now).days
    loose = not of_verb and past[-1].earliest == past[-1].latest
    if ahead is False:
        return coming[0] if loose and since > _FORGOTTEN and until < _NEAR else past[-1]
    if ahead:
        return past[-1] if loose and until > _FORGOTTEN and since < _NEAR else coming[0]
    return past[-1] if since <= until else coming[0]


_FORGOTTEN, _NEAR = 300, 60  # days: of a day so long ago nobody leaves out the year, if the next one is so near


def _days(in_year: InYear, year: int) -> Interval | None:
    try:
        return in_year(year)
    except (ValueError, OverflowError):
        return None


def _days_in_month(month: int, first: int, last: int) -> Callable[[int], Interval]:
    return lambda year: when.days(date(year, month, first), date(year, month, last))


@rules(
    1, "m=MONTHISH the? d=DAY", "the? d=DAY of? m=MONTHISH", "the d=ORDINAL (day of|of) m=MONTHISH", "m=MONTHISH the d=ORDINAL"
)
def month_day(found: Found) -> Item | None:
    month, day = MONTHS[found["m"].low.rstrip("?")], number(found["d"])
    if not _is_day(month, day) or found.after in _ADDRESSES:
        return None
    return yearless(lambda year: when.day(date(year, month, day)), "monthday", f"XXXX-{month:02}-{day:02}")


@rules(
    1,
    "m=MONTHISH d=DAY (DASH|to|through|until) e=DAY (?!MONTHISH)",
    "the? d=DAY (DASH|to|through|until) the? e=DAY of? m=MONTHISH",
)
def days_of_month(found: Found) -> Item | None:
    month, first, last = MONTHS[found["m"].low], number(found["d"]), number(found["e"])
    if not (_is_day(month, first) and _is_day(month, last) and first < last):
        return None
    return yearless(_days_in_month(month, first, last), "monthday", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")


@rules(1, "m=MONTHISH d=DAY j=(AND|SLASH) the? e=DAY (?!MONTHISH)", "the? d=DAY j=(AND|SLASH) the? e=DAY of? m=MONTHISH")
def two_days_of_month(found: Found) -> Item | None:
    month, first, last = MONTHS[found["m"].low], number(found["d"]), number(found["e"])
    if not (_is_day(month, first) and _is_day(month, last) and first < last):
        return None
    item = yearless(_days_in_month(month, first, last), "monthday", "")
    cut = next(n for n, cell in enumerate(found.cells) if cell is found["j"])
    sides = (found.cells[:cut], found.cells[cut + 1 :])
    pieces = []
    for side, day in zip(sides, (first, last), strict=True):
        one = yearless(_days_in_month(month, day, day), "monthday", f"XXXX-{month:02}-{day:02}")
        sense = cast(Sense, one.sense)
        if last == first + 1:
            sense = carrying(sense, cast(Sense, item.sense))
        pieces.append(Piece(side[0].start, side[-1].end, sense))
    return replace(item, pieces=tuple(pieces))


def carrying(sense: Sense, whole: Sense) -> Sense:
    """What names one day of several that follow one another, with the days of them all."""

    def read(context: Context) -> Meaning | None:
        meaning, all_days = sense(context), whole(context)
        days = days_of(meaning)
        if meaning is None or all_days is None or days is None or all_days.interval is None:
            return meaning
        return replace(meaning, value=meaning.value or when.timex(days), interval=all_days.interval, named=days)

    return read


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


@rules(1, "m=MONTH")
def month(found: Found) -> Item | None:
    rally = found["m"].low == "march" and found.after == "for" and found.before in ("the", "annual", "'s")
    if rally or found.after in _ADDRESSES:
        return None
    number_ = MONTHS[found["m"].low]
    whole = yearless(lambda year: when.month(year, number_), "month", f"XXXX-{number_:02}")
    return replace(whole, sense=_until_now(cast(Sense, whole.sense))) if found.before == "in" else whole


def _until_now(sense: Sense) -> Sense:
    """What was "in October" and is told in October was in the part of it that is over."""

    def read(context: Context) -> Meaning | None:
        meaning = sense(context)
        if meaning is None or meaning.interval is None or context.ahead is not False or not context.of_verb:
            return meaning
        days = meaning.interval
        return replace(meaning, interval=so_far(days, context), named=days)

    return read


@rules(1, "m=MONTHISH (?=of? Y4)")
def month_before_year(found: Found) -> Item:
    """Jan 2021: the year makes sure that the word is a month."""
    number_ = MONTHS[found["m"].low.rstrip("?")]
    return yearless(lambda year: when.month(year, number_), "month", f"XXXX-{number_:02}")


@rules(1, "d=DAY DASH m=MONTHISH DASH y=Y4")
def day_month_year(found: Found) -> Item | None:
    """25-Jul-2022."""
    day, month, year = number(found["d"]), MONTHS[found["m"].low.rstrip("?")], number(found["y"])
    return Item("day", fixed(when.day(date(year, month, day)))) if _is_date(year, month, day) else None


@rules(1, "w=WEEKDAY")
def weekday(found: Found) -> Item:
    return weekday_item(WEEKDAYS[found["w"].low])


def weekday_item(day: int) -> Item:
    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(value=f"XXXX-WXX-{day + 1}", against="now")
        return Meaning(interval=when.day(when.weekday(context.now, day, 1 if context.ahead else -1)), against="now")

    return Item("weekday", read)


@rules(1, "s=SEASON")
def season(found: Found) -> Item | None:
    name = cast(when.Season, SEASONS[found["s"].low])
    if found.before not in _SEASON_BEFORE or found.after == "of":
        return None
    if found["s"].capital and found.next_is_capital and found.before == "the":  # the Winter Meetings
        return None
    a_tumble = found.after in _BEHIND_A_TUMBLE or not found.after.isalpha()
    if found["s"].low == "fall" and found.before == "the" and found.back(2) not in _BEFORE_THE_FALL and a_tumble:
        return None
    return yearless(lambda year: when.season(year, name), "season", f"XXXX-{when.SEASON_CODE[name]}")


@rules(1, "(the|A)? s=SEASONISH PARTOFDAY? (of|in)? y=Y4")
def season_of_year(found: Found) -> Item:
    name, year = cast(when.Season, SEASONS[found["s"].low.rstrip("?")]), number(found["y"])
    return Item("named", fixed(when.season(year, name)))


@rules(1, "n=Y4")
def year(found: Found) -> Item | None:
    number_ = number(found["n"])
    before, after = found.before, found.after
    if after in {"bc", "bce", "'"} or (before == "/" and found.back(2).isdigit()):  # case 21/2022
        return None
    old = number_ < _OLDEST_BARE_YEAR
    if _names_its_noun(found, number_):
        return Item("year", fixed(when.year(number_)))
    if (
        old
        and before not in _OLD_YEAR_BEFORE
        and (number_ < _OLDEST_LIKELY_YEAR or number_ % 10 == 0 or before not in _YEAR_BEFORE)
    ):
        return None
    named = found.next_is_capital and before in _NAMING_BEFORE and not gazetteer.is_demonym(after)  # the 2012 Paris declaration
    plural = after.isalpha() and after.endswith("s") and len(after) > 4 and not named
    counted = after in _COUNTED or (plural and after not in _OF_A_YEAR)
    if counted and (before not in _YEAR_BEFORE or number_ % 50 == 0):
        return None
    return Item("year", fixed(when.year(number_)))


def _names_its_noun(found: Found, number_: int) -> bool:
    """Whether it is an old year in "the 1829 abolition": no round number, and no plural is counted by it."""
    after = found.after
    noun = after.isalpha() and len(after) > 3 and not after.endswith("s") and not found.cells[0].capital
    return number_ >= _OLDEST_LIKELY_YEAR and number_ % 10 != 0 and found.before in _NAMING_BEFORE and noun


@rules(1, "d=ATTACKS")
def attacks_of_september(found: Found) -> Item:
    return Item("day", fixed(when.day(date(2001, 9, 11))))


@rules(1, "ad y=Y4", "y=Y4 ad", "the year y=Y4", "(ad|circa) y=Y3", "y=Y3 (ad|ce)")
def year_so_called(found: Found) -> Item | None:
    cell = found["y"]
    if len(cell.low) not in (3, 4) or not number(cell):
        return None
    sense = fixed(when.year(number(cell)))
    return Item("year", sense, pieces=(Piece(cell.start, cell.end, sense),))


@rules(1, "(the? fiscal year|the? financial year|fiscal) y=Y4", "f=FISCALCODE")
def fiscal_year(found: Found) -> Item:
    digits = re.sub(r"\D", "", found["f"].low) if "f" in found else found["y"].low
    number_ = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return Item("year", fixed(when.year(number_), value=f"FY{number_:04}"))


_WHOSE = words("my your his her its our their")


@rules(1, "the? d=DECADE", "the d=NICKNAME")
def decade(found: Found) -> Item | None:
    low = found["d"].low
    if low in NICKNAMES:
        return Item("decade", fixed(when.decade(NICKNAMES[low])))
    digits = re.sub(r"\D", "", low)
    other = re.fullmatch(r"(\d\d)\d0s", found.back(2)) if found.before in {"and", "or", "to", "-", "–"} else None
    back = 2 if found.before in {"-", "–"} else 1
    part = found.back(back) in EARLY and found.back(back + 1) not in _WHOSE
    if len(digits) == 2 and found.cells[0].low != "the" and not low.startswith(("'", "‘")) and not other and not part:
        return None
    first = int(digits) if len(digits) == 4 else int((other[1] if other else "19") + digits)
    if first % 100 == 0 and first < 2000:
        return Item("century", fixed(when.century(first // 100 + 1)))
    return Item("decade", fixed(when.decade(first)))


@rules(1, "the? o=ORDINAL DASH? century", "the? t=TEN DASH o=SINGLE DASH? century")
def century(found: Found) -> Item | None:
    number_ = number(found["o"]) + (int(found["t"].amount.count or 0) if "t" in found and found["t"].amount else 0)
    if not 1 < number_ < 30:
        return None
    return Item("century", fixed(when.century(number_)))


@rules(1, "d=ISO")
def iso_date(found: Found) -> Item | None:
    low = found["d"].low
    try:
        day = date.fromisoformat(low[:10])
    except ValueError:
        return None
    return Item("day", fixed(when.day(day), "TIME" if "t" in low else "DATE", low.upper() if "t" in low else ""))


@rules(1, "d=NUMERIC")
def numeric_date(found: Found) -> Item | None:
    low = found["d"].low
    a, b, c = (int(digits) for digits in re.findall(r"\d+", low))
    if a > 31:
        orders = [(a, b, c)]
    else:
        full = c if c > 99 else 2000 + c if c < 70 else 1900 + c
        orders = [(full, a, b), (full, b, a)]
    possible = [date(*order) for order in orders if _is_date(*order)]
    if not possible or any(len(digits) == 3 for digits in re.findall(r"\d+", low)):
        return None

    def read(context: Context) -> Meaning:
        if len(possible) == 1:
            return Meaning(interval=when.day(possible[0]))
        if context.day_first is None and "/" in low:
            return Meaning(interval=when.day(_likelier(possible, context)))
        return Meaning(interval=when.day(possible[1 if context.day_first or "/" not in low else 0]))

    return Item("day", read)


def _likelier(possible: Sequence[date], context: Context) -> date:
    """Of two readings the one on the side that the verb tells of, or that is of these days; else the first."""
    now = context.now
    if now is None:
        return possible[0]
    there = [day for day in possible if (day > now) == bool(context.ahead)] or possible
    nearest = min(there, key=lambda day: abs(day - now))
    return nearest if abs(nearest - now).days < _THESE_DAYS else there[0]


_THESE_DAYS = 31


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_LANGUAGES = ["es", "fr", "de", "pt", "it", "nl", "id", "tr", "pl", "sv"]


@rules(1, "d=DAY (de|of|COMMA|DOT)? m=UNKNOWN (de|del|COMMA|DOT)? y=Y4")
def foreign_date(found: Found) -> Item | None:
    month_ = found["m"].low
    if not month_.isalpha() or len(month_) < 3:
        return None
    day = _foreign_day(f"{number(found['d'])} {month_} {found['y'].low}")
    return None if day is None else Item("day", fixed(when.day(day)))


@lru_cache(maxsize=1024)
def _foreign_day(phrase: str) -> date | None:
    """A day, month and year with the month in another language."""
    import dateparser

    parsed = dateparser.parse(phrase, languages=_LANGUAGES, settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return parsed.date() if parsed else None


@rules(1, "the? o=ORDINAL DASH? quarter", "q=QUARTERCODE")
def quarter(found: Found) -> Item | None:
    code = found["q"].low if "q" in found else ""
    if code.startswith("h"):
        return _half(int(code[1]))
    number_ = int(code.strip("q")) if code else number(found["o"])
    if not 1 <= number_ <= 4:
        return None
    return yearless(lambda year: when.quarter(year, number_), "quarter", f"XXXX-Q{number_}")


@rules(1, "the? o=SINGLE (half|semester) of (?!the DECADE) (?=(the|Y4|this|last|next))")
def half_year(found: Found) -> Item | None:
    number_ = number(found["o"])
    return _half(number_) if number_ in (1, 2) else None


def _half(number_: int) -> Item:
    return yearless(lambda year: when.half(year, number_), "quarter", f"XXXX-H{number_}")


def _holiday(name: str) -> Callable[[Found], Item | None]:
    def holiday_(found: Found) -> Item | None:
        if not found.cells[0].capital:
            return None
        return yearless(lambda year: when.day(holiday(name, year)), "holiday", "XXXX-XX-XX")

    return holiday_


for _name in HOLIDAYS:
    _pattern = _name.replace(".", " DOT?").replace("'s", " 's").replace("s'", "s TICK?")
    rules(1, _pattern)(_holiday(_name))
