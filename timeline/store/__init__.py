"""A store: one SQLite file that holds articles, what each was read as, the events made of them all, and a user's corrections.

What has been read is not read again. Every step is a transaction, so that a run that is killed leaves a store from which the
next run goes on. One run writes at a time; others may look on.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from timeline.changed import Changed
from timeline.copies import is_edition, together
from timeline.ledger import Entry
from timeline.model import Article, Chronicle, Event, Reading, by_time
from timeline.store import records
from timeline.store.file import connected, faults, is_store, locked, prepare, private
from timeline.store.search import Found, fill, find

__all__ = ["Changes", "Found", "Staged", "Store", "is_store", "opened", "temporary"]

OUTDATED = "outdated"
"""The note of articles that have changed since the events were made."""
UNMADE = "unmade"
"""The note of how many articles have been put in since."""
NONE = ""
"""In place of a seal."""
BATCH = 200
"""Articles that are put in with one transaction."""
_READ = "FROM readings JOIN articles USING (id)"


@dataclass(frozen=True)
class Staged:
    """What putting articles in did: ids of new ones, of those with another text or day than before, and how many were there."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    kept: int = 0


@dataclass(frozen=True)
class Changes:
    """How many events came, went, and are otherwise than before."""

    came: int = 0
    went: int = 0
    changed: int = 0


@contextmanager
def opened(path: str | Path, *, write: bool = False) -> Iterator[Store]:
    """The store of a file; to write it, it is made if it is not there, and no other process may write it meanwhile.

    Raises:
        InputError: there is no such file, it is no store or one of a newer version, or it is damaged.
        OutputError: it cannot be written, or another process goes on writing it.
    """
    path = Path(path)
    with locked(path, write), faults(path), connected(path, write) as connection:
        yield Store(path, connection)


@contextmanager
def temporary() -> Iterator[Store]:
    """A store that nobody sees, and that is gone afterwards."""
    with faults(Path("a temporary file")), private() as connection:
        prepare(connection)
        yield Store(None, connection)


class Store:
    """An open store. All methods may raise the errors of `opened`."""

    def __init__(self, path: Path | None, connection: Connection) -> None:
        self.path, self._sql = path, connection

    # Articles and readings

    def stage(self, articles: Iterable[Article], warn: Callable[[str], None] = lambda line: None) -> Staged:
        """Put articles in; one of a known id takes the place of the other, those of one text become one (`timeline.copies`).

        ``warn`` takes a line of each that took the place of what is no edition of it, as far as can be told.
        """
        added: dict[str, None] = {}
        replaced: dict[str, None] = {}
        outdated: set[str] = set()
        kept = 0
        named = self._named_elsewhere()
        unmade = int(self._get(UNMADE) or 0)
        for batch in _batches(articles, BATCH):
            with self._sql:
                for article in batch:
                    before = self._alike(article, named.get(article.id, article.id))
                    after = {one.id: one for one in _put_together(article, before)}
                    outdated.update(id for id, one in before.items() if id not in after or after[id].text != one.text)
                    for id in before.keys() - after.keys():
                        self._drop(id)
                    if article.id in before and not is_edition(article, before[article.id]):
                        warn(f"{article.id}: took the place of another article under this id; give each its own")
                    for id, one in after.items():
                        if id in before and records.is_read_otherwise(one, before[id]):
                            self._sql.execute("DELETE FROM readings WHERE id = ?", (id,))
                        if before.get(id) != one:
                            self._insert(one)
                            (replaced if id in before else added)[id] = None
                            named.update((place.id, id) for place in one.also)
                    kept += before == after
                if added or replaced:
                    self._put(UNMADE, str(unmade + len(added.keys() | replaced.keys())))
                if outdated:
                    outdated.update(json.loads(self._get(OUTDATED) or "[]"))
                    self._put(OUTDATED, json.dumps(sorted(outdated)))
        return Staged(tuple(added), tuple(replaced), kept)

    def _alike(self, article: Article, under: str) -> dict[str, Article]:
        """The articles that have the id or the text of this one, or under whose id it was kept, by their ids."""
        rows = self._sql.execute(
            "SELECT * FROM articles WHERE id IN (?, ?) OR (substr(text, 1, 200) = substr(?, 1, 200) AND text = ?)",
            (article.id, under, article.text, article.text),
        )
        return {row["id"]: records.article_of(row) for row in rows}

    def _named_elsewhere(self) -> dict[str, str]:
        """The ids that articles stood under too (`Article.also`), with those that they are kept under."""
        rows = self._sql.execute("SELECT * FROM articles WHERE also != '[]'")
        return {place.id: row["id"] for row in rows for place in records.article_of(row).also}

    def _insert(self, article: Article) -> None:
        row = records.row_of(article)
        self._sql.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def _drop(self, id: str) -> None:
        self._sql.execute("DELETE FROM articles WHERE id = ?", (id,))
        self._sql.execute("DELETE FROM readings WHERE id = ?", (id,))

    def remove(self, ids: Sequence[str]) -> list[str]:
        """Take articles out, with all events that quote them (the next build makes anew what others tell of these).

        A text that stood under other ids too (`Article.also`) stays under these.

        Returns:
            those of the ids that were there.
        """
        there = []
        quoting: set[str] = set()
        with self._sql:
            named = self._named_elsewhere()
            for id in ids:
                row = self._sql.execute("SELECT * FROM articles WHERE id = ?", (named.get(id, id),)).fetchone()
                if row is None:
                    continue
                there.append(id)
                article = records.article_of(row)
                if article.id != id:
                    self._insert(_without(article, id))
                    continue
                self._drop(id)
                for one in _elsewhere(article):
                    self._insert(one)
                    named.update({place.id: one.id for place in one.also})
                    named.pop(one.id, None)
                quoting.update(row["event"] for row in self._sql.execute("SELECT event FROM mentions WHERE doc = ?", (id,)))
            self._forget(quoting)
            if there:
                self._log("remove", removed=there)
        return there

    def elsewhere(self, id: str) -> list[str]:
        """The other ids that the text of an article stood under; none where there is no such article."""
        row = self._sql.execute("SELECT * FROM articles WHERE id = ?", (self._named_elsewhere().get(id, id),)).fetchone()
        article = records.article_of(row) if row is not None else None
        return sorted({article.id, *(place.id for place in article.also)} - {id}) if article is not None else []

    def articles(self) -> Iterator[Article]:
        """All of them, by id."""
        rows = self._sql.execute("SELECT * FROM articles ORDER BY id")
        return (records.article_of(row) for row in rows)

    def count(self) -> int:
        """How many articles there are."""
        (number,) = self._sql.execute("SELECT count(*) FROM articles").fetchone()
        return int(number)

    def unread(self, seal: str) -> list[str]:
        """The ids of the articles of which there is no reading of that seal (see `timeline.seal`), sorted."""
        rows = self._sql.execute(
            "SELECT id FROM articles WHERE id NOT IN (SELECT id FROM readings WHERE seal = ?) ORDER BY id", (seal,)
        )
        return [row["id"] for row in rows]

    def some(self, ids: Sequence[str]) -> Iterator[Article]:
        """The articles of these ids, one after the other."""
        for id in ids:
            yield records.article_of(self._sql.execute("SELECT * FROM articles WHERE id = ?", (id,)).fetchone())

    def keep(self, reading: Reading, seal: str) -> None:
        """Put in what an article was read as; one that was skipped counts as unread, and is tried again by the next build."""
        with self._sql:
            row = (reading.article.id, NONE if reading.skipped else seal, records.pack(reading))
            self._sql.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", row)

    def readings(self) -> Sequence[Reading]:
        """What the articles were read as, by their ids, while the store is open: each is fetched when it is asked for."""
        rows = self._sql.execute(f"SELECT readings.rowid {_READ} ORDER BY articles.id")
        return Changed(self._reading, array("q", (row["rowid"] for row in rows)))

    def _reading(self, number: int) -> Reading:
        row = self._sql.execute(f"SELECT articles.*, data {_READ} WHERE readings.rowid = ?", (number,)).fetchone()
        return records.unpack(records.article_of(row), row["data"])

    # Events

    def save(self, made: Chronicle, run: dict[str, Any]) -> Changes:
        """Put in the events that all articles make, in place of those before."""
        before = {row["id"] for row in self._sql.execute("SELECT id FROM events")}
        gone = set(before)
        changed: set[str] = set()
        fresh = array("L")
        with self._sql:
            for number, event in enumerate(made.events):
                gone.discard(event.id)
                if event.id in before and not self._holds(event):
                    changed.add(event.id)
                if event.id not in before or event.id in changed:
                    fresh.append(number)
            self._forget(gone | changed)
            for event in map(made.events.__getitem__, fresh):
                self._sql.execute("INSERT INTO events VALUES (?, ?)", (event.id, records.event_bytes(event)))
                self._sql.executemany("INSERT INTO mentions VALUES (?, ?)", [(event.id, doc) for doc in event.sources])
                fill(self._sql, event, made)
            self._put("cast", records.cast_bytes(made))
            self._put("run", json.dumps(run))
            self._put(OUTDATED, "[]")
            self._put(UNMADE, "0")
        return Changes(len(fresh) - len(changed), len(gone), len(changed))

    def _holds(self, event: Event) -> bool:
        row = self._sql.execute("SELECT data FROM events WHERE id = ?", (event.id,)).fetchone()
        return bool(row["data"] == records.event_bytes(event))

    def _forget(self, events: Collection[str]) -> None:
        """Take events out, all at once: each search of the evidence goes through all of it."""
        if not events:
            return
        self._sql.execute("CREATE TEMP TABLE IF NOT EXISTS forgotten (id TEXT PRIMARY KEY)")
        self._sql.execute("DELETE FROM forgotten")
        self._sql.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", ((id,) for id in sorted(events)))
        for table, column in (("events", "id"), ("mentions", "event"), ("evidence", "event")):
            self._sql.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM forgotten)")

    def chronicle(self) -> Chronicle:
        """The events of the last build, with their articles; none that quotes an article which has changed since, as it does
        where a build was stopped."""
        self._sql.execute("BEGIN")
        try:
            cast, outdated = self._get("cast"), set(json.loads(self._get(OUTDATED) or "[]"))
            rows = self._sql.execute("SELECT data FROM events")
            events = (event for row in rows if outdated.isdisjoint((event := records.event_of(row["data"])).sources))
            made = records.chronicle_of(tuple(self.articles()), tuple(sorted(events, key=by_time)), cast)
        finally:
            self._sql.rollback()
        return replace(made, warnings=tuple(sorted((*made.warnings, *self.stale()))))

    def stale(self) -> list[str]:
        """A line for all that has been put in since the events were made, as where a build was stopped."""
        unmade, outdated = int(self._get(UNMADE) or 0), json.loads(self._get(OUTDATED) or "[]")
        lines = [f"{id}: has changed since the events were made; build again" for id in outdated]
        return [*lines, f"articles put in since the events were made: {unmade}; build again"] if unmade else lines

    def run(self) -> dict[str, Any]:
        """How the events were made (see `timeline.Timeline.run`)."""
        return dict(json.loads(self._get("run") or b"{}"))

    def event(self, start: str) -> list[Event]:
        """The events whose ids begin so."""
        rows = self._sql.execute("SELECT data FROM events WHERE substr(id, 1, ?) = ? ORDER BY id", (len(start), start))
        return [records.event_of(row["data"]) for row in rows]

    def find(self, words: str, most: int = 20) -> list[Found]:
        """Passages that hold all the words, in any form of them, in the sentence or in what the event is called; best first."""
        return find(self._sql, words, most)

    # Corrections and the log

    def correct(self, entry: Entry) -> int:
        """Add a correction to the ledger, on the disk before this returns. Returns: its number."""
        self._sql.execute("PRAGMA synchronous = FULL")
        with self._sql:
            made = self._sql.execute("INSERT INTO corrections (data) VALUES (?)", (entry.model_dump_json(exclude_none=True),))
            return int(made.lastrowid or 0)

    def corrections(self) -> list[Entry]:
        """The ledger, from the first entry to the last."""
        rows = self._sql.execute("SELECT data FROM corrections ORDER BY number")
        return [Entry.model_validate_json(row["data"]) for row in rows]

    def log(self, what: str, **about: object) -> None:
        """Add a line about what was done, at this time."""
        with self._sql:
            self._log(what, **about)

    def _log(self, what: str, **about: object) -> None:
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, **about})
        self._sql.execute("INSERT INTO log (data) VALUES (?)", (line,))

    def logged(self) -> list[dict[str, Any]]:
        """What was done, from the first to the last."""
        return [json.loads(row["data"]) for row in self._sql.execute("SELECT data FROM log ORDER BY number")]

    def _put(self, name: str, data: str | bytes) -> None:
        self._sql.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, data))

    def _get(self, name: str) -> Any:
        row = self._sql.execute("SELECT data FROM notes WHERE name = ?", (name,)).fetchone()
        return row["data"] if row is not None else None


def _put_together(article: Article, there: Mapping[str, Article]) -> list[Article]:
    """What an article becomes with those that have its id, whose place it takes, or its text, with which it is one; and what
    becomes of those that its text is no longer one with."""
    alike: dict[str, list[Article]] = defaultdict(list)
    for one in there.values():
        is_same = (one.text, one.date) == (article.text, article.date)
        if one.id == article.id and is_same:
            article = replace(article, also=(*article.also, *one.also))
        elif one.id == article.id:
            alike[one.text] += _elsewhere(one)
        else:
            alike[one.text].append(one if is_same else _without(one, article.id))
    alike[article.text].append(article)
    return [one for text in alike.values() for one in together(text)]


def _elsewhere(article: Article) -> list[Article]:
    """The text of an article as it stood elsewhere, without the article."""
    bare = replace(article, also=())
    return together(replace(bare, id=p.id, title=p.title, url=p.url, source=p.source) for p in article.also)


def _without(article: Article, id: str) -> Article:
    return replace(article, also=tuple(place for place in article.also if place.id != id))


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
