"""What the page tells of each event, as plain data without markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from timeline.model import Article, Chronicle, Conflict, Event, Evidence, Interval, Place, TimeExpression

Shape = Literal["day", "span", "within", "open", "undated"]
MONTHS = "January February March April May June July August September October November December".split()
UNDATED = "no date in the text"
UNSURE = "~?%"
EPOCH = date(1970, 1, 1).toordinal()


def tell(chronicle: Chronicle) -> dict[str, Any]:
    """The events in order of time, undated ones last, and the articles, actors and places that they point to by number.

    Days are counted from 1 January 1970. A quoted sentence comes in three parts, before, in and after the trigger, since
    JavaScript does not count characters as Python does.
    """
    events = in_order(chronicle)
    told = {mention.doc for event in events for mention in event.mentions}
    told |= {doc for event in events for conflict in event.conflicts for said in conflict.values for doc in said.sources}
    articles = sorted(told)
    actors = sorted({part.actor for event in events for part in event.actors})
    places = sorted({place for event in events for place in event.places})
    number = {
        "events": {event.id: position for position, event in enumerate(events)},
        "articles": {key: position for position, key in enumerate(articles)},
        "actors": {key: position for position, key in enumerate(actors)},
        "places": {key: position for position, key in enumerate(places)},
    }
    told_events = [tell_event(event, chronicle, number) for event in events]
    for at, event in enumerate(told_events):
        for kind, back in (("follows", "outcomes"), ("part_of", "parts")):
            for other in event[kind]:
                told_events[other][back].append(at)
    return {
        "events": told_events,
        "articles": [
            tell_article(chronicle.article(key), number["articles"].get(chronicle.copies.get(key, ""))) for key in articles
        ],
        "actors": [{"name": chronicle.actors[key].name, "kind": chronicle.actors[key].kind} for key in actors],
        "places": [tell_place(chronicle.places[key], chronicle) for key in places],
        "read": len(chronicle.articles),
    }


def in_order(chronicle: Chronicle) -> list[Event]:
    return sorted(chronicle.events, key=lambda event: (event.start or event.end or date.max, event.id))


def tell_event(event: Event, chronicle: Chronicle, number: dict[str, dict[str, int]]) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "family": event.family,
        "label": event.label,
        "first": count(event.start),
        "last": count(event.end),
        "shape": shape(event.interval),
        "days": in_words(event.interval),
        "edtf": event.interval.edtf if event.interval else "",
        "bounds": bounds(event),
        "dating": tell_dating(event, number["articles"]),
        "status": event.status.value,
        "reported": event.reported,
        "count": event.count,
        "main": event.main,
        "actors": [[number["actors"][part.actor], part.role, part.sure] for part in event.actors],
        "places": [[number["places"][place], place not in event.unsure_places] for place in event.places],
        "mentions": [[number["articles"][said.doc], *parts(said, chronicle)] for said in event.mentions],
        "independent": event.independent,
        "conflicts": [tell_conflict(conflict, number["articles"]) for conflict in event.conflicts],
        "follows": links(event.follows, number["events"]),
        "part_of": links(event.part_of, number["events"]),
        "outcomes": [],
        "parts": [],
    }


def count(day: date | None) -> int | None:
    return day.toordinal() - EPOCH if day else None


def tell_dating(event: Event, articles: dict[str, int]) -> dict[str, Any] | None:
    if event.when is None:
        return None
    time = event.when.time
    return {
        "phrase": time.text,
        "article": articles.get(event.when.doc),
        "how": derivation(time),
        "narrowed": event.when.narrowed,
        "rule": time.rule,
    }


def tell_conflict(conflict: Conflict, articles: dict[str, int]) -> list[Any]:
    return [conflict.field, [[said.value, [articles[doc] for doc in said.sources]] for said in conflict.values]]


def links(ids: Iterable[str], events: dict[str, int]) -> list[int]:
    """The numbers of those that are there."""
    return [events[id] for id in ids if id in events]


def parts(said: Evidence, chronicle: Chronicle) -> tuple[str, str, str]:
    text, (first, last) = chronicle.article(said.doc).text, said.sentence
    start, end = max(first, min(said.span.start, last)), max(first, min(said.span.end, last))
    return text[first:start], text[start:end], text[end:last]


def tell_article(article: Article, copy_of: int | None) -> dict[str, str | int | None]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "date": day(article.date) if article.date else None,
        "copy": copy_of,
    }


def tell_place(place: Place, chronicle: Chronicle) -> dict[str, str | None]:
    larger = chronicle.places.get(place.within) if place.within else None
    return {"name": place.name, "within": larger.name if larger else place.country}


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
    against = " – ".join(day(date.fromisoformat(part)) if len(part) == 10 else part for part in time.anchor.split("/"))
    what = {"publication": "the publication", "speech": "the day of the speech", "text": "a date named before it"}
    return f"read against {what.get(time.anchor_is or '', 'a day')}, {against}"
