"""Periods of the calendar that events are counted in: days, weeks (Monday to Sunday), months, quarters, years."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from timeline.model import Event

Every = Literal["D", "W", "M", "Q", "Y"]


def of(event: Event, every: Every) -> pd.Period | None:
    """The one period in which all days of the event lie; None where it is undated, open at an end, or reaches beyond one."""
    if event.start is None or event.end is None:
        return None
    first, last = pd.Period(event.start, freq=every), pd.Period(event.end, freq=every)
    return first if first == last else None


def without_gaps(periods: Iterable[pd.Period], every: Every) -> pd.PeriodIndex:
    """All periods from the first to the last of these, named ``period``."""
    among = sorted(set(periods))
    if not among:
        return pd.PeriodIndex([], freq=every, name="period")
    return pd.period_range(among[0], among[-1], freq=every, name="period")
