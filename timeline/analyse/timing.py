"""What happens when: events a day, week or month, and when there are more than usual."""

from __future__ import annotations

import math
from typing import Literal

import pandas as pd

from timeline import periods
from timeline.model import Chronicle, Event
from timeline.periods import Every


def counts(chronicle: Chronicle, by: Literal["type", "family", "status"] = "type", every: Every = "M") -> pd.DataFrame:
    """How many dated events begin in each day, week, month, quarter or year (``every``): one row a period, none left out.

    One column for each type (or family, or status) that occurs; an event that has only a last day counts there.

    >>> from timeline import analyse
    >>> analyse.counts(analyse.sample(), by="family", every="M")
    family   diplomacy  incident  justice  violence
    period
    2026-02          0         0        2         1
    2026-03          0         1        3         0
    2026-04          1         0        1         0
    """
    dated = [(e.start or e.end, str(getattr(e, by))) for e in chronicle.events if e.start or e.end]
    if not dated:
        return pd.DataFrame(index=pd.PeriodIndex([], freq=every, name="period"))
    frame = pd.DataFrame(dated, columns=["day", by])
    frame["period"] = pd.PeriodIndex(frame["day"].astype("datetime64[s]"), freq=every)
    table = pd.crosstab(frame["period"], frame[by])
    return table.reindex(pd.period_range(table.index.min(), table.index.max(), freq=every, name="period"), fill_value=0)


def activity(chronicle: Chronicle, every: Every = "W", ratio: float = 2.0, cost: float = 1.0) -> pd.DataFrame:
    """How much happens in each period: one row a period, none left out.

    Columns: ``events``, those of which all days lie in the period; ``wider``, further ones that last longer, or of which it is
    not known to the period when they were, and that reach into it; ``burst``, whether the period is in a burst of ``events``
    (see `bursts`, for ``ratio`` and ``cost`` too). What is dated to a year alone so makes no burst of the first of January.

    >>> from timeline import analyse
    >>> analyse.activity(analyse.sample(), every="M")
             events  wider  burst
    period
    2026-02       3      0  False
    2026-03       4      0  False
    2026-04       2      0  False
    """
    dated = [event for event in chronicle.events if event.start or event.end]
    inside = [period for event in dated if (period := periods.of(event, every)) is not None]
    ends = [pd.Period(day, freq=every) for event in dated for day in (event.start, event.end) if day is not None]
    index = periods.without_gaps(ends, every)
    table = pd.DataFrame({"events": 0, "wider": 0}, index=index, dtype="int64")
    if not dated:
        return table.assign(burst=False)
    table["events"] = pd.Series(inside, dtype=index.dtype).value_counts().reindex(index, fill_value=0)
    table["wider"] = _reaching([e for e in dated if periods.of(e, every) is None], index, every)
    table["burst"] = False
    for start, end in bursts(table["events"], ratio, cost)[["start", "end"]].itertuples(index=False):
        table.loc[start:end, "burst"] = True
    return table


def bursts(events: pd.Series[int], ratio: float = 2.0, cost: float = 1.0) -> pd.DataFrame:
    """When there was more than usual: one row a burst.

    The automaton of two states of Kleinberg (2002), for counts: the usual state gives a Poisson number of events with the mean
    of all periods, the other one with ``ratio`` times as many; to go over into a burst costs ``cost`` times the logarithm of
    the number of periods. The cheapest way through all periods (Viterbi) says which are bursts.

    Args:
        events: how many events in each period, in order, none left out: a column of `counts` or `activity`.
        ratio: how many times the usual number a burst is expected to have, above 1.
        cost: higher gives fewer and longer bursts.
    Returns:
        Columns ``start`` and ``end``, the first and last period; ``events``; ``usual``, how many would be usual in so many
        periods; ``weight``, by how much the burst explains its events better than the usual state (natural logarithm).
    Raises:
        ValueError: ``ratio`` is not above 1.

    >>> import pandas as pd
    >>> weeks = pd.period_range("2026-01-05", periods=12, freq="W")
    >>> found = bursts(pd.Series([2, 1, 0, 2, 1, 9, 11, 8, 1, 2, 0, 1], weeks))
    >>> [(str(row.start), str(row.end), row.events) for row in found.itertuples()]
    [('2026-02-09/2026-02-15', '2026-02-23/2026-03-01', 28)]
    """
    if ratio <= 1:
        raise ValueError(f"a burst has more events than usual: ratio must be above 1, not {ratio}")
    columns = ["start", "end", "events", "usual", "weight"]
    usual = float(events.mean()) if len(events) else 0.0
    if not usual:
        return pd.DataFrame([], columns=columns)
    # What the burst costs more than the usual state in each period: minus the logarithm of the ratio of the likelihoods.
    extra = [usual * (ratio - 1) - n * math.log(ratio) for n in events]
    rows = []
    for first, last in _cheapest(extra, cost * math.log(len(events))):
        inside = events.iloc[first : last + 1]
        weight = -sum(extra[first : last + 1])
        rows.append((events.index[first], events.index[last], int(inside.sum()), usual * len(inside), weight))
    return pd.DataFrame(rows, columns=columns)


def _cheapest(extra: list[float], going_over: float) -> list[tuple[int, int]]:
    """The stretches that the cheapest way spends in the burst."""
    calm, burst = 0.0, math.inf
    came: list[tuple[bool, bool]] = []
    for more in extra:
        before = (burst < calm, burst < calm + going_over)
        calm, burst = min(calm, burst), min(burst, calm + going_over) + more
        came.append(before)
    state = burst < calm
    states = []
    for from_calm, from_burst in reversed(came):
        states.append(state)
        state = from_burst if state else from_calm
    states.reverse()
    stretches: list[tuple[int, int]] = []
    for at, here in enumerate(states):
        if here and at and states[at - 1]:
            stretches[-1] = (stretches[-1][0], at)
        elif here:
            stretches.append((at, at))
    return stretches


def _reaching(events: list[Event], index: pd.PeriodIndex, every: Every) -> list[int]:
    """How many of the events reach into each period; open ends reach to the end of the index."""
    place = {period: at for at, period in enumerate(index)}
    steps = [0] * (len(index) + 1)
    for event in events:
        first = place[pd.Period(event.start, freq=every)] if event.start else 0
        last = place[pd.Period(event.end, freq=every)] if event.end else len(index) - 1
        steps[first] += 1
        steps[last + 1] -= 1
    total, found = 0, []
    for step in steps[:-1]:
        total += step
        found.append(total)
    return found
