"""What happens when: events a day, week or month, and when there are more than usual."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

import pandas as pd

from timeline import counted, periods
from timeline.allen import goes_on
from timeline.asked import as_days, one_of
from timeline.model import HAPPENED, Chronicle, Event, Status
from timeline.periods import Every


def counts(
    chronicle: Chronicle,
    by: Literal["type", "family", "status"] = "type",
    every: Every = "M",
    statuses: Iterable[str] | None = None,
    *,
    first: date | str | None = None,
    last: date | str | None = None,
) -> pd.DataFrame:
    """How many events lie with all their days in each day, week, month, quarter or year (``every``): one row a period
    (see `timeline.periods.without_gaps`).

    One column for each type (or family, or status) that occurs. An event "in 2026" counts by years, and not by months: see
    ``wider`` of `activity`. Only events of these ``statuses`` count; None is those that happened or go on, and for
    ``by="status"``, which tells them apart, all.

    Args:
        first, last: as for `activity`.
    Raises:
        ValueError: there is no such period, column, status or day.

    >>> from timeline import analyse
    >>> analyse.counts(analyse.sample(), by="family", every="M")
    family   diplomacy  incident  justice  violence
    period
    2026-02          0         0        2         1
    2026-03          0         1        3         0
    2026-04          1         0        1         0
    """
    periods.checked(every)
    one_of(by, ("type", "family", "status"), "column")
    if statuses is None:
        statuses = tuple(Status) if by == "status" else HAPPENED
    told = counted.events(chronicle, statuses)
    dated = [(period, str(getattr(e, by))) for e in told if (period := periods.of(e, every)) is not None]
    index = periods.without_gaps((period for period, _ in dated), every, *as_days(first, last))
    inside = [(period, column) for period, column in dated if index[0] <= period <= index[-1]]
    if not inside:
        return pd.DataFrame(index=index)
    frame = pd.DataFrame(inside, columns=["period", by])
    return pd.crosstab(frame["period"], frame[by]).reindex(index, fill_value=0)


def activity(
    chronicle: Chronicle,
    every: Every = "W",
    ratio: float = 2.0,
    cost: float = 1.0,
    statuses: Iterable[str] = HAPPENED,
    *,
    first: date | str | None = None,
    last: date | str | None = None,
) -> pd.DataFrame:
    """How much happens in each period: one row a period.

    Columns: ``events``, those of which all days lie in the period; ``wider``, further ones that last longer, or of which it is
    not known to the period when they were, and that reach into it (what goes on, up to the day on which the text knows of it);
    ``burst``, the level of the burst of ``events`` that the period is in, 0 if in none (see `bursts`). So what is dated to a
    year alone makes no burst of the first of January.

    Args:
        ratio, cost: of the bursts.
        statuses: of the events that count: those that happened or go on, where nothing else is asked for, and not what was
            planned, thought possible or denied.
        first, last: days, as for `timeline.model.Chronicle.between`: only the periods from that of the first to that of the
            last are counted, each whole, and bursts are told by the mean of these. None is where the events begin or end: an
            event of another century then makes all years since count, and whatever is told of today one burst.
            ``between`` is no help there, for it keeps whole events: of one "in 2022" asked for March also January.
    Raises:
        ValueError: there is no such period, status or day, or ``ratio`` is not above 1.

    Where more than 20,000 periods are counted, long empty stretches are left out (see `timeline.periods.without_gaps`); they
    count as empty for the bursts.

    >>> from timeline import analyse
    >>> analyse.activity(analyse.sample(), every="M")
             events  wider  burst
    period
    2026-02       3      0      0
    2026-03       4      0      0
    2026-04       2      0      0
    >>> analyse.activity(analyse.sample(), every="M", first="2026-03", last="2026-03")
             events  wider  burst
    period
    2026-03       4      0      0
    """
    periods.checked(every)
    dated = [event for event in counted.events(chronicle, statuses) if event.start or event.end]
    within = [(event, None if goes_on(event) else periods.of(event, every)) for event in dated]
    ends = [pd.Period(day, freq=every) for event in dated for day in (event.start, event.end) if day is not None]
    index = periods.without_gaps(ends, every, *as_days(first, last))
    found = Counter(period for _, period in within if period is not None)
    table = pd.DataFrame({"events": [found[period] for period in index]}, index=index, dtype="int64")
    table["wider"] = _reaching([event for event, period in within if period is None], index, every)
    told = _runs(table["events"])
    levels = _levels([run.events for run in told], ratio, cost, [run.length for run in told])
    table["burst"] = [level for run, level in zip(told, levels, strict=True) if run.row is not None]
    return table


def bursts(events: pd.Series[int], ratio: float = 2.0, cost: float = 1.0) -> pd.DataFrame:
    """When there was more than usual: one row a burst, in order of time, those of a higher level within those of a lower.

    The automaton of Kleinberg (2002), for counts: in its state of level i a period has a Poisson number of events, with
    ``ratio`` to the power of i times the mean of all periods. To go up a level costs ``cost`` times the logarithm of the number
    of periods, to go down nothing. The cheapest way through all periods (Viterbi) says which are in a burst, of which level.
    A burst begins and ends with a period that has events; empty ones within it are fewer than it would cost to climb again.

    Args:
        events: how many events in each period, in order: a column of `counts` or `activity`. Periods that it leaves out have
            none. The mean is that of all: where a few old events make a long and empty past, take the part you ask about
            (``first`` and ``last`` of `activity`).
        ratio: how many times as many events each level has as the one below it, above 1.
        cost: higher gives fewer and longer bursts.
    Returns:
        Columns ``level``, from 1; ``start`` and ``end``, the first and last period; ``events``; ``usual``, how many would be
        usual in so many periods.
    Raises:
        ValueError: ``ratio`` is not above 1.

    >>> import pandas as pd
    >>> weeks = pd.period_range("2026-01-05", periods=12, freq="W")
    >>> found = bursts(pd.Series([2, 1, 0, 2, 1, 9, 11, 8, 1, 2, 0, 1], weeks))
    >>> [(row.level, str(row.start), str(row.end), row.events) for row in found.itertuples()]
    [(1, '2026-02-09/2026-02-15', '2026-02-23/2026-03-01', 28)]
    """
    told = _runs(events)
    lengths = [run.length for run in told]
    levels = _levels([run.events for run in told], ratio, cost, lengths)
    usual = float(events.sum()) / sum(lengths) if told else 0.0
    rows = []
    for level in range(1, max(levels, default=0) + 1):
        for first, last in _stretches([here >= level for here in levels]):
            inside = told[first : last + 1]
            shown = [events.index[run.row] for run in inside if run.row is not None]
            happened, long = sum(run.events for run in inside), sum(lengths[first : last + 1])
            rows.append((level, shown[0], shown[-1], happened, usual * long))
    rows.sort(key=lambda row: (row[1], row[0]))
    return pd.DataFrame(rows, columns=["level", "start", "end", "events", "usual"])


class _Run(NamedTuple):
    """A period, by its row, or so many empty ones that have no row."""

    events: int
    length: int = 1
    row: int | None = None


def _runs(events: pd.Series[int]) -> list[_Run]:
    told = []
    for row, (number, before) in enumerate(zip(events, periods.left_out(events.index), strict=True)):
        told += [_Run(0, before)] if before > 0 else []
        told.append(_Run(int(number), row=row))
    return told


def _levels(events: Sequence[int], ratio: float, cost: float, lengths: Sequence[int] | None = None) -> list[int]:
    """The level of each period on the cheapest way. ``lengths``: of how many periods each is; more than one have no events.

    On the cheapest way all periods of an empty run are of one level: to go down costs nothing, and to go up can wait.
    """
    if not ratio > 1:
        raise ValueError(f"a burst has more events than usual: ratio must be above 1, not {ratio}")
    if not any(events):
        return [0] * len(events)
    lengths = lengths or [1] * len(events)
    usual = sum(events) / sum(lengths)
    step = cost * math.log(sum(lengths))
    rates = [usual * ratio**level for level in range(1 + math.ceil(math.log(max(events) / usual, ratio)))]
    cheapest = [level * step for level in range(len(rates))]
    came: list[list[int]] = []
    for number, length in zip(events, lengths, strict=True):
        before = _origins(cheapest, step)
        climbed = (cheapest[origin] + step * max(0, level - origin) for level, origin in enumerate(before))
        # Minus the logarithm of the likelihood, less what is the same at all levels.
        cheapest = [paid + length * rate - number * math.log(rate) for paid, rate in zip(climbed, rates, strict=True)]
        came.append(before)
    level = cheapest.index(min(cheapest))
    levels = []
    for before in reversed(came):
        levels.append(level)
        level = before[level]
    return levels[::-1]


def _origins(cheapest: list[float], step: float) -> list[int]:
    """For each level the one that it is cheapest to come from."""
    origins = list(range(len(cheapest)))
    for level in range(len(cheapest) - 2, -1, -1):
        if cheapest[origins[level + 1]] < cheapest[level]:
            origins[level] = origins[level + 1]
    for level in range(1, len(cheapest)):
        below = origins[level - 1]
        climb = cheapest[below] + step * max(0, level - below)
        if climb < cheapest[origins[level]]:
            origins[level] = below
    return origins


def _stretches(inside: Sequence[bool]) -> list[tuple[int, int]]:
    """The first and the last place of each run of True."""
    runs = [(key, list(run)) for key, run in groupby(range(len(inside)), key=inside.__getitem__)]
    return [(run[0], run[-1]) for key, run in runs if key]


def _reaching(events: list[Event], index: pd.PeriodIndex, every: Every) -> list[int]:
    """How many of the events reach into each period; open ends reach to the end of the index."""
    place = {period: at for at, period in enumerate(index)}
    steps = [0] * (len(index) + 1)
    for event in events:
        first = max(index[0], pd.Period(event.start, freq=every)) if event.start else index[0]
        last = min(index[-1], pd.Period(event.end, freq=every)) if event.end else index[-1]
        if first <= last:
            steps[place[first]] += 1
            steps[place[last] + 1] -= 1
    return list(accumulate(steps[:-1]))
