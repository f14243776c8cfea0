"""When an occurrence was: what the network says of the expressions near each of its tellings, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from spacy.tokens import Doc, Token

from timeline import when
from timeline.casting import Linked
from timeline.dated import came_before, goes_on, has_its_own, is_of_clause_before, is_of_deed, is_told_before, was_over_then
from timeline.headed import headed, is_told_then
from timeline.language.grammar import lemma
from timeline.language.lexicon import INSTITUTIONS, PEOPLE
from timeline.mentioned import as_dating, to_come
from timeline.model import Precision, TimeExpression
from timeline.sheet import Sheet
from timeline.timex.tense import Words

Days = tuple[date | None, date | None]
"""The first and the last day, None where that end is open."""

NARROWER = 0.75
"""How likely some of the days of an occurrence must date one of its tellings to be the days of all."""
HEADED = 0.55
"""How likely the date of its line or section of a chronology dates what is told there; its own words may be likelier."""
AGREEING = 0.1
"""How likely an expression for days that are settled must date a telling to be the one that is shown for it."""


@dataclass(frozen=True)
class Dating:
    """Dates the occurrences of one text.

    Attributes:
        wholes: triggers that the text counts in with others ("one of 20 raids"), and the noun that does.
        published: the day that the text was published on, if known.
        enough: how likely an expression must date a telling.
        triggers: the tokens that tell of something.
    """

    doc: Doc
    sheet: Sheet
    wholes: Mapping[int, Token]
    published: date | None
    enough: float
    triggers: Collection[int] = frozenset()

    def dates(self, group: Sequence[int], linked: Mapping[int, Linked]) -> dict[int, TimeExpression]:
        """The expression that dates each trigger of an occurrence: those for the days that one of them is surest of.

        Where another is as good as sure of some of these days ("the 1979 coup", "of Dec. 12, 1979"), it is on those.
        """
        likely: dict[Days, float] = {}
        chosen: dict[int, TimeExpression] = {}
        for i in group:
            shares: dict[Days, float] = defaultdict(float)
            for k, share in self._shares(i, linked[i]):
                if not self._is_of_one_counted_in(i, k):
                    shares[self._days(i, k)] += share
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
                (self._days(i, k) == days, share, -k)
                for k, share in self._shares(i, linked[i])
                if share > AGREEING and self._days(i, k) in agreeing
            ]
            if fit:
                chosen[i] = self._as_dating(i, -max(fit)[2])
        return chosen

    def _shares(self, i: int, linked: Linked) -> Iterator[tuple[int, float]]:
        """The expressions that may date a trigger, and how likely each does."""
        for k, counted in self._counted_from.items():
            if i in counted:
                yield k, 1.0
        then, heads = is_told_then(self.doc[i]), {k for k, told in self._headed.items() if i in told}
        if then:
            yield from ((k, HEADED) for k in heads)
        of_others = self._headed.keys() - (heads if then is not False else set())
        shares = dict(zip(linked.times, map(float, linked.dated), strict=True))
        left = {k: share for k, share in shares.items() if k not in of_others and not self._came_before(i, k)}
        ruled_out = sum(shares.values()) - sum(left.values())
        for k, share in left.items():
            yield k, share / max(1 - ruled_out, share, AGREEING)

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

    def _is_of_one_counted_in(self, i: int, k: int) -> bool:
        """Whether an expression comes after a noun that counts a trigger in: it dates that one."""
        return i in self.wholes and self.sheet.times[k].head >= self.wholes[i].i

    @cached_property
    def _headed(self) -> dict[int, range]:
        return headed(self.doc, self.sheet.times)

    @cached_property
    def _counted_from(self) -> dict[int, frozenset[int]]:
        """What days are counted from, by the number of their expression: "on Friday, two days after he met them".

        The days of such an expression are those of the meeting. Where the parser hangs "after" on somebody, the next verb too.
        """
        found = {}
        for k, dated in enumerate(self.sheet.times):
            mark = self.doc[self._words.token_at(dated.time.span.end + 1)]
            later = mark.lower_ == "after" or (mark.lower_ == "before" and self._means_a_day(k))
            if dated.time.rule.startswith("beside another") and later:
                verbs = [t.i for t in self.doc[mark.i : mark.sent.end] if t.pos_ == "VERB"]
                somebody = mark.head.ent_type_ == "PERSON" or lemma(mark.head) in PEOPLE | INSTITUTIONS
                beside = verbs[:1] if somebody and mark.head.pos_ != "VERB" else []
                found[k] = frozenset([mark.head.i, *beside])
        return found

    def _came_before(self, i: int, k: int) -> bool:
        dated = self.sheet.times[k]
        trigger, time = self.doc[i], self.doc[dated.head]
        if self.sheet.sentences[i] != self.sheet.sentences[dated.head]:
            return False
        if is_told_before(trigger, time) or is_of_clause_before(trigger, time) or (self._is_over(k) and goes_on(trigger)):
            return True
        others = (self.doc[one.start] for one in self.sheet.times if dated.head < one.start < i)
        if any(has_its_own(trigger, time, another) for another in others):
            return True
        if self._is_over(k) and self._means_a_year(k) and is_of_deed(trigger, time, self.triggers):
            return True
        return not self.is_ahead(dated.time) and came_before(trigger, time, one_day=self._means_a_day(k))

    def _is_over(self, k: int) -> bool:
        """Whether its days came before the day of publication."""
        days = self.sheet.times[k].time.interval
        return self.published is not None and days is not None and days.latest is not None and days.latest < self.published

    def _means_a_year(self, k: int) -> bool:
        days = self.sheet.times[k].time.interval
        return days is not None and days.precision is Precision.YEAR

    def _means_a_day(self, k: int) -> bool:
        days = self.sheet.times[k].time.interval
        return days is not None and days.earliest == days.latest

    def _as_dating(self, i: int, k: int) -> TimeExpression:
        time = as_dating(self.doc[i], self.sheet.times[k])
        last = time.interval.latest if time.interval is not None else None
        if last is None or not was_over_then(self.doc[i], self.doc[self.sheet.times[k].head]):
            return time
        return replace(time, interval=when.days(None, last), named=time.named or time.interval)

    def _days(self, i: int, k: int) -> Days:
        interval = self._as_dating(i, k).interval
        assert interval is not None
        return interval.earliest, interval.latest


def _is_part(days: Days, whole: Days) -> bool:
    first, last = days
    start, end = whole
    return first is not None and last is not None and start is not None and end is not None and start <= first and last <= end


def _length(days: Days) -> timedelta:
    first, last = days
    return last - first if first is not None and last is not None else timedelta.max
