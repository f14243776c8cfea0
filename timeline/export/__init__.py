"""What goes out of the house, and how it comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from timeline.errors import InputError
from timeline.export import articles, events, graphml, table
from timeline.model import Chronicle

FORMATS: dict[str, Callable[[Chronicle, Path], None]] = {
    "articles.jsonl": articles.write,
    "events.csv": table.write,
    "events.jsonl": events.write,
    "graph.graphml": graphml.write,
}
"""The files that can be written, by name. A new one is a module with ``write(chronicle, path)`` and a line here."""


def write(chronicle: Chronicle, folder: str | Path, names: Iterable[str] = FORMATS) -> list[Path]:
    """Write these of `FORMATS` into the folder (made if missing), each whole or not at all.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    paths = [Path(folder) / name for name in names]
    for path in paths:
        FORMATS[path.name](chronicle, path)
    return paths


def open_folder(folder: str | Path) -> Chronicle:
    """The chronicle that ``events.jsonl`` and ``articles.jsonl`` of a folder hold.

    ``graph.graphml``, where it stands there too, adds what those leave out: other names, kinds, and which place lies within
    which. The TIMEX3 type and value of a date are in none of them.

    Raises:
        InputError: a file is missing or broken, or an event quotes an article that is not there.
    """
    folder = Path(folder)
    contents = events.read(folder / "events.jsonl")
    read, copies = articles.read(folder / "articles.jsonl")
    chronicle = Chronicle(read, contents.events, contents.actors, contents.places, copies=copies)
    have = {article.id for article in chronicle.articles}
    lost = sorted({mention.doc for event in chronicle.events for mention in event.mentions} - have)
    if lost:
        raise InputError(str(folder / "articles.jsonl"), f"the article {lost[0]} that events quote is not there")
    if (folder / "graph.graphml").exists():
        actors, places = graphml.read(folder / "graph.graphml")
        chronicle = replace(chronicle, actors=chronicle.actors | actors, places=chronicle.places | places)
    return chronicle
