"""spaCy component ``timeline_times``: the time expressions of a Doc, each with its days and what they were read against."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from timeline import timex, when
from timeline.extract.attributes import article_of, register
from timeline.model import AnchorKind, Interval, Precision, Quote, Span, TimeExpression
from timeline.timegrammar import Context, Meaning, Piece
from timeline.timewords import words
from timeline.timex.tense import Words

register()

_LONGEST_SPEECH = 366
_REMEMBERED = 12
_CONTINUING = words("added adds continued continues concluded concludes")


@Language.component("timeline_times", assigns=["doc._.times"])
def timeline_times(doc: Doc) -> Doc:
    """Set ``doc._.times``. Reads ``doc._.article`` (the day of publication) and ``doc._.quotes``, where they are set."""
    doc._.times = tuple(read_times(doc))
    return doc


def read_times(doc: Doc) -> list[TimeExpression]:
    """The time expressions of a Doc in order: outside quotations read against the publication, inside against the speech."""
    tokens = Words(doc)
    pieces = timex.read(doc.text, tokens.part_of_speech)
    published = article_of(doc).date
    quotes: Sequence[Quote] = doc._.quotes
    reader = _Reader(doc.text, tokens, timex.day_first(doc.text))
    publication = _Anchor(when.day(published) if published else None, "publication")
    quoted = {piece: quote for piece in pieces if (quote := _around(piece, quotes))}
    out = {piece: reader.read(piece, publication) for piece in pieces if piece not in quoted}
    speeches = _speeches(doc.text, quotes, [time for time in out.values() if time])
    for piece, quote in quoted.items():
        out[piece] = reader.read(piece, speeches.get(quote, publication))
    return [expression for piece in pieces if (expression := out[piece]) is not None]


@dataclass(frozen=True, slots=True)
class _Anchor:
    days: Interval | None
    kind: AnchorKind


def _around(piece: Piece, quotes: Sequence[Quote]) -> Quote | None:
    at = bisect_right(quotes, piece.start, key=lambda quote: quote.span.start) - 1
    return quotes[at] if at >= 0 and piece.end <= quotes[at].span.end else None


def _speeches(text: str, quotes: Sequence[Quote], times: Sequence[TimeExpression]) -> dict[Quote, _Anchor]:
    """The days of speaking of the quotations that have them; "she added" goes on with the speech before."""
    found: dict[Quote, _Anchor] = {}
    last: _Anchor | None = None
    for quote in quotes:
        speech = _speech(quote, times)
        if speech is None and quote.cue is not None and text[slice(*quote.cue)].lower() in _CONTINUING:
            speech = last
        if speech is not None:
            found[quote] = speech
        last = speech
    return found


def _speech(quote: Quote, times: Sequence[TimeExpression]) -> _Anchor | None:
    """The days of speaking that the attribution of a quotation tells; of several dates the one nearest to its verb."""
    if quote.attribution is None:
        return None
    verb = quote.cue.start if quote.cue else quote.attribution.start
    first = bisect_left(times, quote.attribution.start, key=lambda time: time.span.start)
    last = bisect_left(times, quote.attribution.end, key=lambda time: time.span.start)
    dates = [
        (abs(time.span.start - verb), days)
        for time in times[first:last]
        if time.type in ("DATE", "TIME") and (days := _closed(time.named or time.interval))
    ]
    return _Anchor(min(dates, key=lambda d: d[0])[1], "speech") if dates else None


def _closed(days: Interval | None) -> Interval | None:
    if days is None or days.earliest is None or days.latest is None:
        return None
    return days if (days.latest - days.earliest).days < _LONGEST_SPEECH else None


@dataclass
class _Reader:
    """Reads expressions in order, and remembers what dates the text told."""

    text: str
    tokens: Words
    day_first: bool | None
    told: list[tuple[int, Interval, bool]] = field(default_factory=list)

    def read(self, piece: Piece, anchor: _Anchor) -> TimeExpression | None:
        place = bisect_left(self.told, piece.start, key=lambda told: told[0])
        before = [days for _, days, _ in self.told[max(0, place - _REMEMBERED) : place]]
        ahead = self.tokens.ahead(piece.start, piece.end)
        of_verb = self.tokens.of_verb(piece.start, piece.end)
        year = None if ahead else self._year_of_passage(piece.start, anchor)

        def at(now: date | None) -> Meaning | None:
            try:
                return piece.sense(Context(now, ahead, of_verb, tuple(before), year, self.day_first))
            except (OverflowError, ValueError):  # a day out of the calendar: 9,000 years ago
                return None

        days = anchor.days
        meaning = at(days.earliest if days else None)
        if meaning is None:
            return None
        interval, named, value = meaning.interval, meaning.named, meaning.value
        if days is not None and days.earliest != days.latest and meaning.against == "now" and (last := at(days.latest)):
            interval, named = _either(interval, last.interval), _either(named, last.named)
            value = value if value == last.value else ""
        shown = named or interval
        value = value or (when.timex(shown) if shown else "XXXX-XX-XX")
        self._remember(piece, shown, meaning)
        counted_from = _days_text(meaning.anchor if meaning.against == "told" else anchor.days) if meaning.against else None
        return TimeExpression(
            span=Span(piece.start, piece.end),
            text=self.text[piece.start : piece.end],
            type=meaning.type,
            value=value,
            interval=interval,
            mod=meaning.mod,
            rule=meaning.rule if days or meaning.against != "now" else f"{meaning.rule}: no day to count from",
            named=named if named != interval else None,
            anchor=counted_from,
            anchor_is=None if counted_from is None else "text" if meaning.against == "told" else anchor.kind,
        )

    def _remember(self, piece: Piece, days: Interval | None, meaning: Meaning) -> None:
        if days is not None and days.earliest and days.latest and meaning.type in ("DATE", "TIME"):
            place = bisect_right(self.told, piece.start, key=lambda told: told[0])
            attribute = self.text[max(0, piece.start - 8) : piece.start].lower().split()[-1:] in _BEFORE_ATTRIBUTE
            own = meaning.against is None or (meaning.against == "told" and self._is_own(place, meaning.anchor))
            self.told.insert(place, (piece.start, days, own and not attribute))

    def _is_own(self, place: int, anchor: Interval | None) -> bool:
        """Whether the date told before that these days were counted from names its year, or is a year itself."""
        years = anchor is not None and anchor.precision is Precision.YEAR
        return years or any(own for _, days, own in self.told[:place] if days == anchor)

    def _year_of_passage(self, start: int, anchor: _Anchor) -> int | None:
        """The year that the date told last in this paragraph (a bare year: in this sentence) names, if it is a past one."""
        place = bisect_right(self.told, start - 1, key=lambda told: told[0]) - 1
        if place < 0:
            return None
        since, days, own = self.told[place]
        between = self.text[since:start]
        year = days.earliest.year if days.earliest else None
        now = anchor.days.earliest if anchor.days else None
        if year is None or not own or _PARAGRAPH.search(between) or (now and year >= now.year):
            return None
        if days.precision in (Precision.DAY, Precision.WEEK, Precision.MONTH) or (
            days.precision is Precision.YEAR and not _SENTENCE.search(between)
        ):
            return year
        return None


_BEFORE_ATTRIBUTE = (["the"], ["a"], ["his"], ["her"], ["its"], ["their"], ["this"], ["that"])
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"[.!?]\s")


def _either(first: Interval | None, last: Interval | None) -> Interval | None:
    return when.hull((first, last)) if first and last else None


def _days_text(days: Interval | None) -> str | None:
    if days is None or days.earliest is None or days.latest is None:
        return None
    return days.earliest.isoformat() if days.earliest == days.latest else f"{days.earliest}/{days.latest}"
