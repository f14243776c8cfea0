"""``events.kml``: events on the map with a time slider, for Google Earth and QGIS (OGC KML 2.2)."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from timeline import colours
from timeline.allen import last_day
from timeline.digest import description, facts, in_one_line, in_order, pinned, pins, title
from timeline.folder import written
from timeline.graph import Value, provenance
from timeline.markup import attribute, text
from timeline.model import Chronicle, Event, Place


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a folder for each family of events, and in it a placemark for each event at each of its places.

    ``TimeSpan`` begins on the first and ends on the last day that the event may have been on, and lacks an end that is open or
    unknown, as that of what goes on. ``ExtendedData`` holds the facts of `timeline.digest.facts`, lists with a line a value;
    that of the document says what made it.

    Raises:
        OutputError: the file cannot be written.
    """
    written(Path(path), document(chronicle))


def document(chronicle: Chronicle) -> Iterator[str]:
    families = colours.of_families(event.family for event in chronicle.events)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    yield "<name>Timeline</name>\n"
    for number, colour in enumerate(families.values()):
        # KML wants alpha, blue, green, red.
        paint = f"ff{colour[5:7]}{colour[3:5]}{colour[1:3]}"
        yield f'<Style id="family{number}"><IconStyle><color>{paint}</color></IconStyle></Style>\n'
    if made := provenance(chronicle.run):
        yield f"<ExtendedData>\n{''.join(map(datum, made, made.values()))}</ExtendedData>\n"
    events = in_order(chronicle)
    for number, family in enumerate(families):
        yield f"<Folder>\n<name>{text(family)}</name>\n"
        for event in events:
            if event.family == family:
                for place in pins(event, chronicle):
                    yield placemark(event, chronicle, place, f"#family{number}")
        yield "</Folder>\n"
    yield "</Document>\n</kml>\n"


def placemark(event: Event, chronicle: Chronicle, place: Place | None, style: str) -> str:
    # A viewer shows the description as HTML.
    told = "<br/>".join(html.escape(line) for line in description(event, chronicle))
    span = f"<begin>{event.start}</begin>" if event.start else ""
    span += f"<end>{last}</end>" if (last := last_day(event)) else ""
    parts = [
        f"<name>{text(title(event))}</name>",
        f"<description>{text(told)}</description>",
        f"<TimeSpan>{span}</TimeSpan>" if span else "",
        f"<styleUrl>{style}</styleUrl>",
        f"<ExtendedData>\n{''.join(data(event, chronicle, place))}</ExtendedData>",
        f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point>" if place else "",
    ]
    return "<Placemark>\n" + "".join(f"{part}\n" for part in parts if part) + "</Placemark>\n"


def data(event: Event, chronicle: Chronicle, place: Place | None) -> Iterator[str]:
    about = {**facts(event, chronicle), **(pinned(place, event) if place else {})}
    for name, value in about.items():
        if value is not None:
            yield datum(name, "\n".join(map(in_one_line, value)) if isinstance(value, list) else value)


def datum(name: str, value: Value) -> str:
    return f"<Data name={attribute(name)}><value>{text(value)}</value></Data>\n"
