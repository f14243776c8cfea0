"""Calendar arithmetic: intervals, their spellings, moving them, holidays."""

from datetime import date

import pytest

from timeline import when
from timeline.holidays import HOLIDAYS, easter, holiday
from timeline.model import Precision


def ends(interval):
    return str(interval.earliest), str(interval.latest)


@pytest.mark.parametrize(
    ("interval", "first", "last", "edtf", "timex"),
    [
        (when.day(date(2022, 7, 25)), "2022-07-25", "2022-07-25", "2022-07-25", "2022-07-25"),
        (when.week(date(2022, 7, 27)), "2022-07-25", "2022-07-31", "2022-07-25/2022-07-31", "2022-W30"),
        (when.weekend(date(2022, 7, 25)), "2022-07-30", "2022-07-31", "2022-07-30/2022-07-31", "2022-W30-WE"),
        (when.month(2024, 2), "2024-02-01", "2024-02-29", "2024-02", "2024-02"),
        (when.quarter(2022, 3), "2022-07-01", "2022-09-30", "2022-35", "2022-Q3"),
        (when.half(2022, 2), "2022-07-01", "2022-12-31", "2022-41", "2022-H2"),
        (when.season(2022, "winter"), "2022-12-01", "2023-02-28", "2022-24", "2022-WI"),
        (when.year(1066), "1066-01-01", "1066-12-31", "1066", "1066"),
        (when.decade(1990), "1990-01-01", "1999-12-31", "199X", "199X"),
        (when.century(20), "1900-01-01", "1999-12-31", "19XX", "19XX"),
        (when.years(2017, 2020), "2017-01-01", "2020-12-31", "2017/2020", "2017/2020"),
    ],
)
def test_a_unit_has_its_days_and_spellings(interval, first, last, edtf, timex):
    assert ends(interval) == (first, last)
    assert (interval.edtf, when.timex(interval)) == (edtf, timex)


@pytest.mark.parametrize(
    ("whole", "part", "first", "last"),
    [
        (when.year(2025), "early", "2025-01-01", "2025-04-30"),
        (when.year(2025), "mid", "2025-05-01", "2025-08-31"),
        (when.year(2025), "late", "2025-10-01", "2025-12-31"),
        (when.month(2018, 6), "late", "2018-06-21", "2018-06-30"),
        (when.decade(1990), "early", "1990-01-01", "1993-12-31"),
        (when.season(2022, "summer"), "mid", "2022-07-01", "2022-07-31"),
        (when.week(date(2022, 7, 27)), "early", "2022-07-25", "2022-07-27"),
        (when.week(date(2022, 7, 27)), "late", "2022-07-28", "2022-07-31"),
        (when.day(date(2022, 7, 27)), "late", "2022-07-27", "2022-07-27"),
    ],
)
def test_early_mid_and_late(whole, part, first, last):
    assert ends(when.part(whole, part)) == (first, last)


def test_a_month_later_ends_in_a_shorter_month():
    assert when.move(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)
    assert when.move(date(2024, 2, 29), -1, "year") == date(2023, 2, 28)
    with pytest.raises(OverflowError, match="out of the calendar"):
        when.move(date(9990, 1, 1), 1, "century")


def test_shifting_keeps_what_is_not_known():
    speech = when.one_of(date(2025, 12, 29), date(2026, 1, 1))
    assert when.shift(speech, -2, "day").edtf == "[2025-12-27..2025-12-30]"
    assert when.shift(when.days(None, date(2026, 1, 1)), 1, "week").edtf == "../2026-01-08"


@pytest.mark.parametrize(
    ("number", "direction", "today", "found"),
    [
        (4, -1, True, "2026-01-02"),
        (4, -1, False, "2025-12-26"),
        (4, 1, True, "2026-01-02"),
        (4, 1, False, "2026-01-09"),
        (0, 0, True, "2025-12-29"),
        (3, -1, True, "2026-01-01"),
        (5, 1, True, "2026-01-03"),
    ],
)
def test_the_nearest_weekday(number, direction, today, found):
    assert str(when.weekday(date(2026, 1, 2), number, direction, today=today)) == found


def test_neighbours_of_a_day():
    assert ends(when.neighbour(date(2022, 3, 31), -1, "month")) == ("2022-02-01", "2022-02-28")
    assert ends(when.neighbour(date(2022, 1, 3), -1, "week")) == ("2021-12-27", "2022-01-02")
    assert when.neighbour(date(2022, 1, 15), -1, "season").edtf == "2021-23"


def test_a_range_must_not_run_backwards():
    with pytest.raises(ValueError, match="is after"):
        when.days(date(2022, 1, 2), date(2022, 1, 1))
    with pytest.raises(ValueError, match="is after"):
        when.span(when.year(2022), when.year(2021))
    assert when.span(when.month(2011, 3), when.month(2011, 8)).edtf == "2011-03/2011-08"


def test_hull_of_days_is_one_of_them():
    days = [when.day(date(2025, 12, n)) for n in (30, 27)]
    assert when.hull(days).edtf == "[2025-12-27..2025-12-30]"
    assert when.hull(days).precision is Precision.DAY
    assert when.hull([when.year(2020)] * 2) == when.year(2020)


@pytest.mark.parametrize(("year", "month", "day"), [(1818, 3, 22), (1954, 4, 18), (2000, 4, 23), (2024, 3, 31), (2038, 4, 25)])
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)


def test_computed_holidays():
    assert holiday("thanksgiving", 2025) == date(2025, 11, 27)
    assert holiday("memorial day", 2022) == date(2022, 5, 30)
    assert holiday("good friday", 2022) == date(2022, 4, 15)
    assert holiday("new year's eve", 2025) == date(2025, 12, 31)
    assert all(holiday(name, 2023).year == 2023 for name in HOLIDAYS)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-03-03~", "2024-02-29", "2024-03-06"),
        ("2025-03~", "2025-02-01", "2025-04-30"),
        ("1990~", "1989-01-01", "1991-12-31"),
    ],
)
def test_what_is_around_a_date_is_wider_and_spelt_with_a_tilde(written, first, last):
    near = when.edtf(written)
    assert (str(near.earliest), str(near.latest), near.edtf) == (first, last, written)
    assert (near.precision, when.timex(near)) == (when.edtf(written[:-1]).precision, written[:-1])


def test_what_has_no_spelling_with_a_tilde_or_no_end():
    assert when.around(when.week(date(2025, 3, 5))).edtf == "[2025-02-24..2025-03-16]"
    since = when.days(date(2025, 3, 5), None)
    assert when.around(since) == when.widened(since, 1, "week") == since
    with pytest.raises(ValueError, match="not a date"):
        when.edtf("2025-03-05/2025-03-09~")
