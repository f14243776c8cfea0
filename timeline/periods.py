"""Periods of the calendar that events are counted in: days, weeks (Monday to Sunday), months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from timeline.model import Event

MOST = 20_000
"""Rows of a table of periods without gaps."""
Every = Literal["D", "W", "M", "Q", "Y"]
UNITS = {"D": "days", "W": "weeks", "M": "months", "Q": "quarters", "Y": "years"}


def checked(every: str) -> None:
    """Whether there are such periods.

    Raises:
        ValueError: there are none.

    >>> checked("fortnight")
    Traceback (most recent call last):
    ValueError: there is no period 'fortnight'; there are D (days), W (weeks), M (months), Q (quarters), Y (years)
    """
    if every not in UNITS:
        there = ", ".join(f"{letter} ({unit})" for letter, unit in UNITS.items())
        raise ValueError(f"there is no period {every!r}; there are {there}")


def of(event: Event, every: Every) -> pd.Period | None:
    """The one period in which all days of the event lie; None where it is undated, open at an end, or reaches beyond one."""
    if event.start is None or event.end is None:
        return None
    first, last = pd.Period(event.start, freq=every), pd.Period(event.end, freq=every)
    return first if first == last else None


def without_gaps(
    periods: Iterable[pd.Period], every: Every, first: date | None = None, last: date | None = None
) -> pd.PeriodIndex:
    """All periods from the first to the last of these, named ``period``; or from that of the day ``first`` to that of ``last``.

    Where these would be more than `MOST` (50 years of days, 380 of weeks), for there is an event of another age, only the
    periods given, the one before and the one after each. What is left out lies between two of which nothing was given.
    """
    lowest, highest = (None if day is None else pd.Period(day, freq=every) for day in (first, last))
    inside = {p for p in periods if (lowest is None or lowest <= p) and (highest is None or p <= highest)}
    among = inside | {end for end in (lowest, highest) if end is not None}
    if not among:
        return pd.PeriodIndex([], freq=every, name="period")
    lowest, highest = min(among), max(among)
    if highest.ordinal - lowest.ordinal < MOST:
        return pd.period_range(lowest, highest, freq=every, name="period")
    near = {period + step for period in among for step in (-1, 0, 1)}
    return pd.PeriodIndex(sorted(period for period in near if lowest <= period <= highest), freq=every, name="period")


def left_out(index: pd.Index) -> list[int]:
    """For each row of such an index, how many periods were left out before it; none where it is not of periods.

    >>> left_out(pd.PeriodIndex(["2026-01", "2026-02", "2026-05"], freq="M"))
    [0, 0, 2]
    """
    if not isinstance(index, pd.PeriodIndex) or not len(index):
        return [0] * len(index)
    return [0, *(int(step) - 1 for step in np.diff(index.asi8))]
