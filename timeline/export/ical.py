"""``events.ics``: events for calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from timeline.allen import fills, goes_on, last_day
from timeline.digest import days, description, in_order, located, passages, title, web_address, whereabouts
from timeline.folder import staged
from timeline.graph import provenance
from timeline.markup import printable
from timeline.model import Chronicle, Event, Status

STATUS = {Status.PLANNED: "TENTATIVE", Status.POSSIBLE: "TENTATIVE", Status.NEGATED: "CANCELLED"}
OCTETS = 75
EPOCH = date(1970, 1, 1)
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write an all-day VEVENT for each dated event, and a VJOURNAL, which needs no day, for each other.

    An event that may have been on any of several days stands on all of them and says so. Where one end is open it stands on the
    day of the other; the end of what goes on is open. ``RELATED-TO`` leads to the plan that an event carries out
    (``DEPENDS-ON``, RFC 9253) and to the event that counts it in (``PARENT``). ``X-TIMELINE-`` properties hold what a calendar
    has no place for. The time stamp is the day of the newest article that tells of the event.

    Raises:
        OutputError: the file cannot be written.
    """
    path = Path(path)
    with staged(path.parent) as stage, (stage / path.name).open("wb") as stream:
        for line in calendar(chronicle):
            stream.write(folded(line))


def calendar(chronicle: Chronicle) -> Iterator[str]:
    made = provenance(chronicle.run)
    product = escaped(" ".join(filter(None, ("events", made.get("timeline_version")))))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//timeline//{product}//EN", "CALSCALE:GREGORIAN")
    for name, value in made.items():
        yield f"X-TIMELINE-{name.removeprefix('timeline_').replace('_', '-').upper()};VALUE=TEXT:{escaped(value)}"
    for event in in_order(chronicle):
        component = "VEVENT" if event.start or event.end else "VJOURNAL"
        yield f"BEGIN:{component}"
        yield from properties(event, chronicle, component)
        yield f"END:{component}"
    if not chronicle.events:
        yield from (
            "BEGIN:VJOURNAL",
            "UID:none@event-timeline",
            f"DTSTAMP:{basic(EPOCH)}T000000Z",
            "SUMMARY:No events",
            "END:VJOURNAL",
        )
    yield "END:VCALENDAR"


def properties(event: Event, chronicle: Chronicle, component: str) -> Iterator[str]:
    told = list(passages(event, chronicle))
    stamp = max((passage.article.date for passage in told if passage.article.date), default=EPOCH)
    yield f"UID:{uid(event.id)}"
    yield f"DTSTAMP:{basic(stamp)}T000000Z"
    yield from when(event)
    sure = event.interval is None or (fills(event) and not goes_on(event))
    yield f"SUMMARY:{escaped(title(event) if sure else f'{title(event)}, {days(event)}')}"
    yield f"DESCRIPTION:{escaped(chr(10).join(description(event, chronicle)))}"
    yield f"CATEGORIES:{escaped(event.family)},{escaped(event.type)}"
    if event.status in STATUS and (component == "VEVENT" or event.status is Status.NEGATED):
        yield f"STATUS:{STATUS[event.status]}"
    if component == "VEVENT":
        if event.places:
            yield f"LOCATION:{escaped(whereabouts(event, chronicle))}"
        for place in [place for place in located(event, chronicle) if place.point_of in (None, place.id)][:1]:
            yield f"GEO:{place.lat};{place.lon}"
        yield "TRANSP:TRANSPARENT"
    for url in [url for passage in told if (url := web_address(passage.article))][:1]:
        yield f"URL:{url}"
    for relation, others in (("DEPENDS-ON", event.follows), ("PARENT", event.part_of)):
        yield from (f"RELATED-TO;RELTYPE={relation}:{uid(other)}" for other in others)
    yield f"X-TIMELINE-STATUS:{event.status.value}"
    yield f"X-TIMELINE-REPORTED:{str(event.reported).upper()}"
    yield f"X-TIMELINE-MAIN:{str(event.main).upper()}"
    yield from (f"X-TIMELINE-COUNT:{number}" for number in (event.count,) if number is not None)
    yield f"X-TIMELINE-INDEPENDENT;VALUE=INTEGER:{event.independent}"
    yield from (f"X-TIMELINE-SOURCE;VALUE=TEXT:{escaped(doc)}" for doc in event.sources)
    yield from (f"X-TIMELINE-COPY;VALUE=TEXT:{escaped(doc)}" for doc in event.sources if doc in chronicle.copies)
    yield from (f"X-TIMELINE-CORRECTED;VALUE=TEXT:{escaped(reason)}" for reason in event.corrected)


def when(event: Event) -> Iterator[str]:
    first, last = event.start or event.end, last_day(event)
    if first:
        yield f"DTSTART;VALUE=DATE:{basic(first)}"
        if event.start and last and last < date.max:
            yield f"DTEND;VALUE=DATE:{basic(last + timedelta(days=1))}"
        yield from (f"X-TIMELINE-OPEN:{end}" for end, day in (("START", event.start), ("END", last)) if day is None)
    if event.interval:
        yield f"X-TIMELINE-EDTF:{escaped(event.interval.edtf)}"
        yield f"X-TIMELINE-PRECISION:{event.interval.precision.value}"
    for name, day in (("BEFORE", event.not_before), ("AFTER", event.not_after)):
        if day:
            yield f"X-TIMELINE-NOT-{name};VALUE=DATE:{basic(day)}"


def uid(event: str) -> str:
    return f"{escaped(event)}@event-timeline"


def basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(words: str) -> str:
    return printable(words).translate(ESCAPES)


def folded(line: str) -> bytes:
    """The line with its end, cut so that no part is longer than 75 octets and no character is cut."""
    octets, parts = line.encode("utf8"), []
    while len(octets) > OCTETS:
        cut = next(at for at in range(OCTETS, 0, -1) if octets[at] & 0xC0 != 0x80)
        parts.append(octets[:cut])
        octets = b" " + octets[cut:]
    return b"\r\n".join((*parts, octets)) + b"\r\n"
