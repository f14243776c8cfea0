"""An event as people and programs of other trades are told it: its facts in one flat record, and in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from timeline.allen import fills, goes_on
from timeline.graph import Value, event_attributes, known
from timeline.model import ROLES, Article, Chronicle, Event, Evidence, Place, Status, by_time
from timeline.when import CALENDAR

Fact = Value | list[str]
COLUMNS = (
    *("id", "label", "type", "family", "plover", "start", "end", "edtf", "precision", "fills"),
    *("not_before", "not_after", "when", "when_doc", "when_start", "when_end", "narrowed", "anchor", "anchor_is", "rule"),
    *("status", "reported", "count", "main", "agents", "targets", "participants", "unsure_actors"),
    *("places", "unsure_places", "country", "lat", "lon", "point_of"),
    *("articles", "independent", "mentions", "sources", "copies", "quote", "quotes"),
    *("conflicts", "corrected", "follows", "part_of"),
)
"""What a table of events has, in this order, and by these names everywhere."""
LISTS = (
    *("agents", "targets", "participants", "unsure_actors", "places", "unsure_places"),
    *("sources", "copies", "quotes", "conflicts", "corrected", "follows", "part_of"),
)
"""Those of `COLUMNS` that hold several texts."""
MENTIONS = (
    *("event", "type", "doc", "start", "end", "text", "sentence_start", "sentence_end", "sentence"),
    *("title", "source", "date", "url", "copy_of"),
)
"""What a table of passages has: the event, the words, their sentence, and the article."""


class Passage(NamedTuple):
    """A sentence that tells of an event, word for word, and the article that it stands in."""

    article: Article
    evidence: Evidence
    sentence: str

    @property
    def cited(self) -> str:
        """Where it stands: title or id, source, day, address."""
        about = (self.article.title or self.article.id, self.article.source, self.article.date, self.article.url)
        return ", ".join(str(part) for part in about if part)


def in_order(chronicle: Chronicle) -> list[Event]:
    """The events, the first first, undated ones last."""
    return sorted(chronicle.events, key=by_time)


def facts(event: Event, chronicle: Chronicle) -> dict[str, Fact]:
    """All that is known of the event, by the names in `COLUMNS` and in their order; what is not known is left out.

    Days are ISO 8601 strings. ``agents``, ``targets``, ``participants``, ``places`` and those that are ``unsure_`` are names;
    ``sources``, ``copies`` (those of the sources that repeat another article), ``follows`` and ``part_of`` ids; ``quotes`` the
    sentences; ``articles`` and ``mentions`` counts; ``corrected`` says what a user has corrected, who and why.
    """
    cast = [(part, chronicle.actors[part.actor].name) for part in event.actors]
    lists: dict[str, list[str]] = {
        **{f"{role}s": [name for part, name in cast if part.role == role] for role in ROLES},
        "unsure_actors": [name for part, name in cast if not part.sure],
        "places": [chronicle.places[key].name for key in event.places],
        "unsure_places": [chronicle.places[key].name for key in event.unsure_places],
        "sources": list(event.sources),
        "copies": [doc for doc in event.sources if doc in chronicle.copies],
        "quotes": [passage.sentence for passage in passages(event, chronicle)],
        "conflicts": [str(conflict) for conflict in event.conflicts],
        "corrected": list(event.corrected),
        "follows": list(event.follows),
        "part_of": list(event.part_of),
    }
    every: dict[str, Fact] = {"id": event.id, **event_attributes(event)}
    every |= {name: several for name, several in lists.items() if several}
    return {name: every[name] for name in COLUMNS if name in every}


def row(event: Event, chronicle: Chronicle) -> dict[str, Fact]:
    """The facts, and what a table sums up: the first ``quote``, and of the first of its places that has them ``country``,
    ``lat``, ``lon`` and ``point_of``."""
    countries = [place.country for key in event.places if (place := chronicle.places[key]).country]
    points = [known(lat=place.lat, lon=place.lon, point_of=place.point_of) for place in located(event, chronicle)]
    quotes = [chronicle.quote(mention) for mention in event.mentions]
    summed = known(country=next(iter(countries), None), quote=next(iter(quotes), None))
    return facts(event, chronicle) | summed | next(iter(points), {})


def mentions(event: Event, chronicle: Chronicle) -> Iterator[dict[str, Any]]:
    """The passages that tell of the event, by the names in `MENTIONS`; None for what is not known."""
    for said in event.mentions:
        article = chronicle.article(said.doc)
        words = (event.id, event.type, said.doc, *said.span, said.text, *said.sentence, chronicle.quote(said))
        about = (article.title, article.source, article.date, article.url, chronicle.copies.get(article.id))
        yield dict(zip(MENTIONS, words + about, strict=True))


def passages(event: Event, chronicle: Chronicle) -> Iterator[Passage]:
    """The sentences that tell of the event, each once."""
    seen = set()
    for mention in event.mentions:
        if (mention.doc, mention.sentence) not in seen:
            seen.add((mention.doc, mention.sentence))
            yield Passage(chronicle.article(mention.doc), mention, chronicle.quote(mention))


def located(event: Event, chronicle: Chronicle) -> list[Place]:
    """Those of its places that have coordinates."""
    places = [chronicle.places[key] for key in event.places]
    return [place for place in places if place.lat is not None and place.lon is not None]


def pins(event: Event, chronicle: Chronicle) -> Sequence[Place | None]:
    """The places to show it at on a map: those that have coordinates, else None once."""
    return located(event, chronicle) or [None]


def pinned(place: Place, event: Event) -> dict[str, Value | None]:
    """What a map says of the place of the event that it shows: its name, id and country, whether it is no guess, and the id of
    the place whose point it has."""
    sure = place.id not in event.unsure_places
    return {"place": place.name, "place_id": place.id, "country": place.country, "sure": sure, "point_of": place.point_of}


def title(event: Event) -> str:
    """The label, and what keeps it from being a plain fact: "visit to Port Lys (planned, reported)"."""
    doubts = [event.status.value] if event.status is not Status.OCCURRED else []
    doubts += ["reported"] if event.reported else []
    return f"{event.label} ({', '.join(doubts)})" if doubts else event.label


def days(event: Event) -> str:
    """Its days in words, with what is uncertain about them."""
    if event.interval is None:
        return ", ".join(("no date", *_limits(event)))
    if not goes_on(event) or event.end is None:
        return _between(event)
    if event.start is None:
        return f"still on {event.end}"
    if event.start < event.end and fills(event):
        return f"since {told_ends(event)[0] or event.start}, still on {event.end}"
    return f"{_between(event)}, end not known"


def told_ends(event: Event) -> tuple[str | None, str | None]:
    """The first and the last year, month or day that the words name (ISO 8601); twice the same where it is one.

    None where an end is open, and where it was some time in several units, so that none is named.
    """
    first, slash, last = event.interval.edtf.partition("/") if event.interval else ("", "", "")
    if slash and not fills(event):
        return None, None
    begin, end = (unit if CALENDAR.fullmatch(unit) else None for unit in (first, last if slash else first))
    return begin, end


def _limits(event: Event) -> list[str]:
    return [f"not {name} {day}" for name, day in (("before", event.not_before), ("after", event.not_after)) if day]


def _between(event: Event) -> str:
    if event.start == event.end:
        return str(event.start)
    if event.start is None:
        return f"{event.end} or earlier"
    if event.end is None:
        return f"since {event.start}" if fills(event) else f"{event.start} or later"
    if fills(event):
        return f"from {event.start} to {event.end}"
    return f"between {event.start} and {event.end}"


def description(event: Event, chronicle: Chronicle) -> list[str]:
    """The event in words, line by line: when, who, where, how sure, what it belongs to, and the sentences that say so."""
    said = f' ("{event.when.time.text}")' if event.when else ""
    lines = [f"When: {days(event)}{said}"]
    lines += [f"Limits: {', '.join(_limits(event))}"] if event.interval and _limits(event) else []
    if event.actors:
        cast = [(chronicle.actors[part.actor].name, part.role, "" if part.sure else ", not sure") for part in event.actors]
        lines.append("Who: " + "; ".join(f"{name} ({role}{doubt})" for name, role, doubt in cast))
    if event.places:
        lines.append(f"Where: {whereabouts(event, chronicle)}")
    lines.append(f"Status: {event.status.value}" + (", reported: on someone's word" if event.reported else ""))
    lines += [f"Number: {event.count}"] if event.count is not None else []
    for words, others in (("Carries out", event.follows), ("Part of", event.part_of)):
        lines += [f"{words}: {'; '.join(_named(other, chronicle) for other in others)}"] if others else []
    if (len(event.sources), event.independent) != (1, 1):
        lines.append(f"Articles: {len(event.sources)}, independent: {event.independent}")
    lines += [f"A copy: {doc} (of {chronicle.copies[doc]})" for doc in event.sources if doc in chronicle.copies]
    lines += [f"Sources disagree on {conflict}" for conflict in event.conflicts]
    lines += [f"Corrected: {reason}" for reason in event.corrected]
    return lines + [f"“{in_one_line(passage.sentence)}” ({passage.cited})" for passage in passages(event, chronicle)]


def _named(id: str, chronicle: Chronicle) -> str:
    """Another event by its label, where it is there, and id."""
    return " ".join(filter(None, (chronicle.labels.get(id), f"[{id}]")))


def in_one_line(words: str) -> str:
    """The same words without the line breaks of a text that was wrapped."""
    return " ".join(words.split())


def whereabouts(event: Event, chronicle: Chronicle) -> str:
    doubts = dict.fromkeys(event.unsure_places, " (not sure)")
    return "; ".join(chronicle.places[key].name + doubts.get(key, "") for key in event.places)


def web_address(article: Article) -> str | None:
    """The address of the article, if it is one that leads to a page and nowhere else."""
    url = article.url or ""
    return url if url.startswith(("http://", "https://")) and url.isprintable() and not set(url) & set(' <>"{}|\\^`') else None
