"""The articles of all inputs, put aside on disk until it is known which of them are one, then given out again."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self

from timeline.copies import together, unknowns
from timeline.fingerprints import MARK, marked
from timeline.model import Appearance, Article

Warn = Callable[[str], None]


class _Entry(NamedTuple):
    id: str
    text: bytes
    at: int


class _Held(NamedTuple):
    place: str
    article: Article


class Gathered:
    """Articles with the places they were read at: their texts on disk, in memory ids and hashes alone."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._file = tempfile.TemporaryFile(prefix="timeline-")  # noqa: SIM115  (closed by `__exit__`)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, place: str, article: Article) -> None:
        """Put an article aside. Raises: OSError where the disk is full."""
        digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()[:16]
        day = article.date and article.date.isoformat()
        row = [place, article.id, article.text, day, article.date_source, article.title, article.url, article.source]
        self._entries.append(_Entry(article.id, digest, self._file.tell()))
        self._file.write(json.dumps(row).encode() + b"\n")

    def each(self, warn: Warn) -> Iterator[tuple[str, Article]]:
        """The articles with their places, each once; which they are depends on what was put aside, not on its order.

        Of those with one id and text the one that knows most is kept. Those with one text, which no day of publication
        tells apart, are one (see `timeline.copies.together`). Of those that share an id, but not the text, each gets a
        mark: the first digits of the text's hash, and more of them where two are the same.
        """
        self._file.flush()
        times = Counter(entry.text for entry in self._entries)
        again: dict[bytes, list[int]] = {}
        for entry in self._entries:
            if times[entry.text] > 1:
                again.setdefault(entry.text, []).append(entry.at)
        ones: dict[int, tuple[Appearance, ...]] = {}
        for places in again.values():
            ones |= self._ones(places, warn)
        kept = [entry for entry in self._entries if times[entry.text] == 1 or entry.at in ones]
        ids = [entry.id for entry in kept]
        sharing = Counter(ids)
        marks = Counter(marked(id, entry.text.hex()) for id, entry in zip(ids, kept, strict=True) if sharing[id] > 1)
        for entry in kept:
            place, article = self._held(entry.at)
            article = replace(article, also=ones.get(entry.at, ()))
            if sharing[article.id] > 1:
                called = marked(article.id, entry.text.hex())
                if marks[called] > 1:
                    called = f"{article.id}{MARK}{entry.text.hex()}"
                warn(f"{place}: another text under the id {article.id}; called {called}")
                article = replace(article, id=called)
            yield place, article

    def _ones(self, places: list[int], warn: Warn) -> dict[int, tuple[Appearance, ...]]:
        """Where the articles are that those at these places, which have one text, are, and where else each stood."""
        by_id: dict[str, tuple[int, _Held]] = {}
        held = [(at, self._held(at)) for at in places]
        for at, one in sorted(held, key=lambda one: (unknowns(one[1].article), repr(one[1].article), one[1].place)):
            if one.article.id in by_id:
                warn(f"{one.place}: the article {one.article.id} again, with the same text; kept once")
            else:
                by_id[one.article.id] = at, one
        ones: dict[int, tuple[Appearance, ...]] = {}
        for article in together(one.article for _, one in by_id.values()):
            ones[by_id[article.id][0]] = article.also
            for other in article.also:
                warn(f"{by_id[other.id][1].place}: {other.id} has the text of {article.id}; they are one article")
        return ones

    def _held(self, at: int) -> _Held:
        self._file.seek(at)
        place, id, text, day, *rest = json.loads(self._file.readline())
        return _Held(place, Article(id, text, day and date.fromisoformat(day), *rest))
