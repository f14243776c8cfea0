"""When an occurrence was: what the network says of the expressions near each of its tellings, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from spacy.tokens import Doc, Token

from timeline.casting import Linked
from timeline.dated import came_before
from timeline.mentioned import as_dating, to_come
from timeline.model import TimeExpression
from timeline.sheet import Sheet
from timeline.timex.tense import Words

Days = tuple[date | None, date | None]
"""The first and the last day, None where that end is open."""

NARROWER = 0.75
"""How likely some of the days of an occurrence must date one of its tellings to be the days of all."""
AGREEING = 0.1
"""How likely an expression for days that are settled must date a telling to be the one that is shown for it."""


@dataclass(frozen=True)
class Dating:
    """Dates the occurrences of one text.

    Attributes:
        wholes: triggers that the text counts in with others ("one of 20 raids"), and the noun that does.
        published: the day that the text was published on, if known.
        enough: how likely an expression must date a telling.
    """

    doc: Doc
    sheet: Sheet
    wholes: Mapping[int, Token]
    published: date | None
    enough: float

    def dates(self, group: Sequence[int], linked: Mapping[int, Linked]) -> dict[int, TimeExpression]:
        """The expression that dates each trigger of an occurrence: those for the days that one of them is surest of.

        Where another is as good as sure of some of these days ("the 1979 coup", "of Dec. 12, 1979"), it is on those.
        """
        likely: dict[Days, float] = {}
        chosen: dict[int, TimeExpression] = {}
        for i in group:
            shares: dict[Days, float] = defaultdict(float)
            for k, share in zip(linked[i].times, linked[i].dated, strict=True):
                if self._may_date(i, k):
                    shares[self._days(i, k)] += float(share)
            for these, share in shares.items():
                if share > max(likely.get(these, 0.0), self.enough):
                    likely[these] = share
        surest = max(likely, key=lambda these: likely[these], default=None)
        if surest is None:
            return {}
        parts = (these for these, share in likely.items() if share > NARROWER and _is_part(these, surest))
        days = min(parts, key=_length, default=surest)
        agreeing = {days, *(these for these in likely if _is_part(days, these))}
        for i in group:
            fit = [
                (self._days(i, k) == days, float(share), -k)
                for k, share in zip(linked[i].times, linked[i].dated, strict=True)
                if share > AGREEING and self._days(i, k) in agreeing and not self._came_before(i, k)
            ]
            if fit:
                chosen[i] = as_dating(self.doc[i], self.sheet.times[-max(fit)[2]])
        return chosen

    def is_ahead(self, time: TimeExpression) -> bool:
        """Whether its days come after the day of publication."""
        earliest = time.interval.earliest if time.interval is not None else None
        return self.published is not None and earliest is not None and earliest > self.published

    def to_come(self, i: int, time: TimeExpression) -> TimeExpression:
        """The date of what is planned: where no verb says whether its words mean a day that was or one to come, the latter.

        Nor does the verb over a noun that has its own day: "was held until a hearing on Friday".
        """
        if self.published is None:
            return time
        own = self.doc[i].pos_ == "NOUN" and any(t.idx == time.span.start for t in self.doc[i].subtree)
        return time if not own and self._words.ahead(*time.span) is False else to_come(time, self.published)

    @cached_property
    def _words(self) -> Words:
        return Words(self.doc)

    def _may_date(self, i: int, k: int) -> bool:
        """Whether an expression may date a trigger: what comes after a noun that counts it in dates that one."""
        counted_in = i in self.wholes and self.sheet.times[k].head >= self.wholes[i].i
        return not counted_in and not self._came_before(i, k)

    def _came_before(self, i: int, k: int) -> bool:
        dated = self.sheet.times[k]
        days = dated.time.interval
        one_day = days is not None and days.earliest == days.latest
        return came_before(self.doc[i], self.doc[dated.head], one_day=one_day)

    def _days(self, i: int, k: int) -> Days:
        interval = as_dating(self.doc[i], self.sheet.times[k]).interval
        assert interval is not None
        return interval.earliest, interval.latest


def _is_part(days: Days, whole: Days) -> bool:
    first, last = days
    start, end = whole
    return first is not None and last is not None and start is not None and end is not None and start <= first and last <= end


def _length(days: Days) -> timedelta:
    first, last = days
    return last - first if first is not None and last is not None else timedelta.max
