"""What the page tells of each event, as plain data without markup."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeVar, get_args

from timeline.model import (
    ROLES,
    Article,
    Chronicle,
    Conflict,
    Event,
    Evidence,
    Interval,
    Participation,
    Place,
    Status,
    TimeExpression,
    by_time,
)

Key = TypeVar("Key", bound=Hashable)
Shape = Literal["day", "span", "within", "open", "undated"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
STATUSES = list(Status)
CHUNK = 256
WORDS_BEFORE, WORDS_AFTER = 3, 4
MONTHS = "January February March April May June July August September October November December".split()
UNDATED = "no date in the text"
UNSURE = "~?%"
EPOCH = date(1970, 1, 1).toordinal()


def tell(chronicle: Chronicle, families: Sequence[str]) -> dict[str, Any]:
    """The events in order of time, undated ones last, in columns; the articles, actors and places that they point to by number.

    Days are counted from 1 January 1970. Lists of each event stand in one row with the count of each (``_packed``). What is
    not needed to draw an event stands in ``passages``, a chunk for each `CHUNK` events, which the page reads when asked.

    Args:
        families: of the events, in the order of their lanes.
    """
    events = sorted(chronicle.events, key=by_time)
    told = {mention.doc for event in events for mention in event.mentions}
    told |= {doc for event in events for conflict in event.conflicts for said in conflict.values for doc in said.sources}
    told |= {event.when.doc for event in events if event.when}
    articles = [chronicle.article(key) for key in sorted(told)]
    actors = sorted({part.actor for event in events for part in event.actors})
    places = sorted(_with_containers({place for event in events for place in event.places}, chronicle))
    number = Numbers(
        events=_numbered(event.id for event in events),
        articles=_numbered(article.id for article in articles),
        actors=_numbered(actors),
        places=_numbered(places),
    )
    types = sorted({(event.type, event.family) for event in events})
    type_number, family_number = _numbered(types), _numbered(families)
    return {
        "read": len(chronicle.articles),
        "types": [[name, family_number[family]] for name, family in types],
        "events": {
            "id": [event.id for event in events],
            "label": [event.label for event in events],
            "words": {n: words_around(event, chronicle) for n, event in enumerate(events) if is_bare(event, chronicle)},
            "family": [family_number[event.family] for event in events],
            "first": [count(event.start) for event in events],
            "last": [count(event.end) for event in events],
            "type": [type_number[event.type, event.family] for event in events],
            "shape": [SHAPES.index(shape(event.interval)) for event in events],
            "status": [STATUSES.index(event.status) for event in events],
            "flags": [flags(event) for event in events],
            "weight": [weight(event, chronicle) for event in events],
            "independent": [event.independent for event in events],
            "actors": _packed([number.part(part) for part in event.actors] for event in events),
            "places": _packed([number.places[p] * 2 + (p not in e.unsure_places) for p in e.places] for e in events),
            "articles": _packed([number.articles[doc] for doc in event.sources] for event in events),
        },
        "links": [link for event in events for link in tell_links(event, number.events)],
        "articles": tell_articles(articles, chronicle.copies, number.articles),
        "actors": {
            "id": actors,
            "name": [chronicle.actors[key].name for key in actors],
            "kind": [chronicle.actors[key].kind for key in actors],
        },
        "places": tell_places([chronicle.places[key] for key in places], number.places),
        "passages": [tell_passages(events[at : at + CHUNK], chronicle, number) for at in range(0, len(events), CHUNK)],
    }


@dataclass(frozen=True)
class Numbers:
    """The number that stands for each id in the page."""

    events: Mapping[str, int]
    articles: Mapping[str, int]
    actors: Mapping[str, int]
    places: Mapping[str, int]

    def part(self, part: Participation) -> int:
        """The actor, its role and whether that is sure, in one number."""
        return self.actors[part.actor] * 8 + ROLES.index(part.role) * 2 + part.sure


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(keys)}


def _packed(rows: Iterable[list[int]]) -> dict[str, list[int]]:
    """Lists in one: ``count`` of each, and all that they hold."""
    counts, held = [], []
    for row in rows:
        counts.append(len(row))
        held += row
    return {"count": counts, "held": held}


def _with_containers(places: set[str], chronicle: Chronicle) -> set[str]:
    """The places and those that they lie within."""
    found: set[str] = set()
    for place in places:
        here: str | None = place
        while here is not None and here in chronicle.places and here not in found:
            found.add(here)
            here = chronicle.places[here].within
    return found


def flags(event: Event) -> int:
    """Bits: 1 given on someone's word, 2 a main event, 4 its sources disagree."""
    return event.reported + 2 * event.main + 4 * bool(event.conflicts)


def weight(event: Event, chronicle: Chronicle) -> int:
    """How much an event has to be seen at first: told as a main one, by several independent sources, again and again, with
    names, a day and a place, as a fact. What was only said weighs less than what was done."""
    named = any(part.sure and chronicle.actors[part.actor].named for part in event.actors)
    placed = any(place not in event.unsure_places for place in event.places)
    return (
        6 * event.main
        + 4 * min(4, event.independent - 1)
        + min(6, len(event.mentions) - 1)
        + 2 * (named + placed + (event.status is Status.OCCURRED) - (event.family == "speech") - 2 * (event.interval is None))
    )


def count(day: date | None) -> int | None:
    return day.toordinal() - EPOCH if day else None


def tell_links(event: Event, number: Mapping[str, int]) -> Iterator[list[int]]:
    """Number of the event, kind of link (0 follows, 1 part of), number of the other, where that is there."""
    for kind, others in enumerate((event.follows, event.part_of)):
        for other in others:
            if other in number:
                yield [number[event.id], kind, number[other]]


def tell_articles(articles: list[Article], copies: Mapping[str, str], number: Mapping[str, int]) -> dict[str, list[Any]]:
    """Columns; one in which nothing is known is empty."""
    columns: dict[str, list[Any]] = {
        "id": [article.id for article in articles],
        "title": [article.title for article in articles],
        "source": [article.source for article in articles],
        "url": [article.url for article in articles],
        "date": [count(article.date) for article in articles],
        "copy": [number.get(copies.get(article.id, "")) for article in articles],
    }
    return {name: values if any(value is not None for value in values) else [] for name, values in columns.items()}


def tell_places(places: list[Place], number: Mapping[str, int]) -> dict[str, list[Any]]:
    """``point``: the place whose coordinates these are, where it is another."""
    return {
        "id": [place.id for place in places],
        "name": [place.name for place in places],
        "kind": [place.kind for place in places],
        "country": [place.country for place in places],
        "within": [number.get(place.within or "") for place in places],
        "lat": [place.lat for place in places],
        "lon": [place.lon for place in places],
        "own": [place.point_of == place.id for place in places],
    }


def tell_passages(events: list[Event], chronicle: Chronicle, number: Numbers) -> dict[str, Any]:
    """Sentences, each once, and the rows of the events: days in words, EDTF, mentions, dating, bounds, count, conflicts.

    What is empty at the end of a row is left out.

    A mention is the number of the article, that of the sentence, and the trigger's ends in it, counted in UTF-16 code units
    as JavaScript counts.
    """
    sentences: dict[str, int] = {}
    rows = []
    for event in events:
        mentions = []
        for said in event.mentions:
            before, trigger, after = parts(said, chronicle)
            at = sentences.setdefault(before + trigger + after, len(sentences))
            start = units(before)
            mentions.append([number.articles[said.doc], at, start, start + units(trigger)])
        conflicts = [tell_conflict(conflict, number.articles) for conflict in event.conflicts]
        row: list[Any] = [in_words(event.interval), event.interval.edtf if event.interval else "", mentions]
        row += [tell_dating(event, number.articles), bounds(event), event.count, conflicts]
        while row[-1] in (None, "", []):
            row.pop()
        rows.append(row)
    return {"sentences": list(sentences), "events": rows}


def tell_dating(event: Event, articles: Mapping[str, int]) -> list[Any] | None:
    """The words, their article, what they were read against, whether others narrow them, the rule."""
    if event.when is None:
        return None
    time = event.when.time
    return [time.text, articles.get(event.when.doc), derivation(time), event.when.narrowed, time.rule]


def tell_conflict(conflict: Conflict, articles: Mapping[str, int]) -> list[Any]:
    known = [(said.value, [articles[doc] for doc in said.sources if doc in articles]) for said in conflict.values]
    return [conflict.field, known]


def parts(said: Evidence, chronicle: Chronicle) -> tuple[str, str, str]:
    """The sentence before, in and after the trigger."""
    text, (first, last) = chronicle.article(said.doc).text, said.sentence
    start, end = max(first, min(said.span.start, last)), max(first, min(said.span.end, last))
    return text[first:start], text[start:end], text[end:last]


def is_bare(event: Event, chronicle: Chronicle) -> bool:
    """Whether the label says no more than what kind of event it is: a word or two that name nobody and no place."""
    if len(event.label.split()) > 2:
        return False
    names = [chronicle.actors[part.actor].name for part in event.actors] + [chronicle.places[key].name for key in event.places]
    label = event.label.casefold()
    return not any(name.casefold() in label for name in names)


def words_around(event: Event, chronicle: Chronicle) -> str:
    """The trigger of the first mention and a few words on both sides, as they stand in the text."""
    before, trigger, after = parts(event.mentions[0], chronicle) if event.mentions else ("", "", "")
    first, last = before.split(), after.split()
    close = "" if after[:1].isspace() else " ".join(last[:1])
    ahead, behind = first[-WORDS_BEFORE:], last[bool(close) :][:WORDS_AFTER]
    cut = ("…" if len(first) > len(ahead) else "", "…" if len(last) - bool(close) > len(behind) else "")
    glue = "" if before[-1:].strip() else " "
    return f"{cut[0]}{' '.join(ahead)}{glue}{trigger}{close} {' '.join(behind)}".strip() + cut[1]


def units(text: str) -> int:
    """How many UTF-16 code units the text has."""
    return len(text) + sum(sign > "\uffff" for sign in text) if not text.isascii() else len(text)


def shape(interval: Interval | None) -> Shape:
    """What the days of an event are to it.

    ``day``: it was on that day; ``span``: it went on through all of them; ``within``: it was some time in them, the text does
    not say when; ``open``: one end is not known; ``undated``: no word of the text dates it.
    """
    if interval is None or (interval.earliest is None and interval.latest is None):
        return "undated"
    if interval.earliest is None or interval.latest is None:
        return "open"
    if any(sign in interval.edtf for sign in UNSURE):
        return "within"
    if interval.earliest == interval.latest:
        return "day"
    return "span" if "/" in interval.edtf else "within"


def in_words(interval: Interval | None) -> str:
    """The days in words: ``6 January 2026``, ``2–5 January 2026``, ``December 2025``, ``from 1 November 2025 on``."""
    if interval is None:
        return UNDATED
    first, last = interval.earliest, interval.latest
    if first is None and last is None:
        return UNDATED
    if last is None:
        return f"from {day(first)} on"
    if first is None:
        return f"until {day(last)}"
    if first == last:
        return day(first)
    if whole := calendar_unit(first, last):
        return whole
    if shape(interval) == "within":
        return f"between {day(first)} and {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def day(of: date | None) -> str:
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}" if of else "?"


def day_of(text: str) -> str:
    """An ISO day in words; other parts of a date (2025-10) as they are."""
    try:
        return day(date.fromisoformat(text)) if len(text) == len("2026-01-31") else text
    except ValueError:
        return text


def calendar_unit(first: date, last: date) -> str | None:
    """The month or year whose days these are, if they are."""
    if first.day != 1 or (last.day != 31 and (last + timedelta(days=1)).day != 1):
        return None
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year and (first.month, last.month) == (1, 12) else None


def bounds(event: Event) -> str:
    """What tense and publication say of the day, beyond the words that date it."""
    first = f"not before {day(event.not_before)}" if event.not_before else ""
    last = f"not after {day(event.not_after)}" if event.not_after else ""
    return ", ".join(filter(None, (first, last)))


def derivation(time: TimeExpression) -> str:
    """What the words of a date were read against."""
    if time.anchor is None:
        return "says its date in full" if time.anchor_is is None else ""
    against = " – ".join(day_of(part) for part in time.anchor.split("/"))
    what = {"publication": "the publication", "speech": "the day of the speech", "text": "a date named before it"}
    return f"read against {what.get(time.anchor_is or '', 'a day')}, {against}"
