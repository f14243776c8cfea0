"""Words to passages: SQLite's full-text search (FTS5, ranked by BM25) over the evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from sqlite3 import Connection

from timeline.model import Chronicle, Event

_TERM = re.compile(r'"([^"]+)"|(\S+)')
QUOTE, ABOUT = 2.0, 1.0
"""How much a word counts in the sentence, and in what the event is called, who was in it and where it was."""


@dataclass(frozen=True)
class Found:
    """A passage that was looked for: its event and article, the days of the event (EDTF) if it has any, and the words."""

    event: str
    doc: str
    day: str | None
    label: str
    quote: str


def fill(sql: Connection, event: Event, made: Chronicle) -> None:
    """Make an event findable."""
    people = [name for part in event.actors for name in (made.actors[part.actor].name, *made.actors[part.actor].names)]
    places = [made.places[place].name for place in event.places]
    about = "\n".join(dict.fromkeys((event.label, event.type.replace("_", " "), *people, *places)))
    quotes = dict.fromkeys((mention.doc, made.quote(mention)) for mention in event.mentions)
    day = event.interval.edtf if event.interval is not None else None
    sql.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?)", [(q, about, event.id, doc, day) for doc, q in quotes])


def find(sql: Connection, words: str, most: int) -> list[Found]:
    """The best passages that hold all the words; words in quotation marks stand side by side."""
    asked = query(words)
    if not asked:
        return []
    rows = sql.execute(
        "SELECT event, doc, first, about, quote FROM evidence WHERE evidence MATCH ? "
        "ORDER BY bm25(evidence, ?, ?), first, event, doc LIMIT ?",
        (asked, QUOTE, ABOUT, most),
    )
    return [Found(r["event"], r["doc"], r["first"], r["about"].partition("\n")[0], " ".join(r["quote"].split())) for r in rows]


def query(words: str) -> str:
    """The words as FTS5 takes them, each a string: nothing of its language of queries gets through."""
    terms = (phrase or word for phrase, word in _TERM.findall(words.replace("\0", " ")))
    return " ".join('"' + term.replace('"', '""') + '"' for term in terms if any(c.isalnum() for c in term))
