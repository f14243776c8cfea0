"""Reading: files, folders, globs and standard input in, articles out, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from timeline.errors import InputError
from timeline.model import Article
from timeline.read import dates, fields, jsonl, sources, tables, text
from timeline.read.sources import Source

KNOWN = (*text.SUFFIXES, *jsonl.SUFFIXES, *tables.SUFFIXES)
NOT_YET_READ = (".html", ".htm", ".xhtml")

Warn = Callable[[str], None]
LineReader = Callable[
    [Iterable[tuple[int, str, str | None]], Callable[[int | None, str], None]], Iterator[tuple[int, Mapping[str, object]]]
]


def read(inputs: Iterable[str | Path], *, date: date | None = None, warn: Warn) -> Iterator[Article]:
    """The articles of the inputs, each once.

    Reads ``.txt``, ``.jsonl``, ``.json``, ``.csv`` and ``.tsv``, packed with gzip or not. Articles that share id and text are
    one; those that share an id but not the text get a mark made of the text added to it. The inputs are gone through twice,
    first for the ids alone; articles that share an id come last.

    Args:
        inputs: files, folders (with all in them, sorted), globs, or ``-`` for standard input (JSON Lines, JSON or text).
        date: the publication day of all of them; without it, it is looked for in the date field, in a date line in the
            head of the article, in the file name and in the address, in this order.
        warn: takes each fault as one line, ``FILE[:LINE]: what is wrong``. Nothing is raised for bad input.
    """
    files = list(sources.sources(inputs, warn))
    try:
        shared = _shared_ids(files)
        held: dict[str, list[tuple[str, Article]]] = {}
        for place, article, alone in _articles(files, warn):
            found = dates.dated(article, date, alone)
            if found.date is None:
                warn(f"{place}: no publication date for {found.id}; relative times stay unresolved")
            if found.id in shared:
                held.setdefault(found.id, []).append((place, found))
            else:
                yield found
        for shared_id in sorted(held):
            yield from _apart(shared_id, held[shared_id], warn)
    finally:
        for source in files:
            source.forget()


def _shared_ids(files: list[Source]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for _, article, _ in _articles(files, _silent):
        (shared if article.id in seen else seen).add(article.id)
    return shared


def _silent(line: str) -> None:
    """Take no notice: the second going through tells."""


def _apart(id: str, articles: list[tuple[str, Article]], warn: Warn) -> Iterator[Article]:
    """One article for each text under an id: of those with the same text the one that knows most, whatever their order."""
    by_text: dict[str, list[tuple[str, Article]]] = {}
    for place, article in sorted(articles, key=lambda a: (_unknowns(a[1]), repr(a[1]), a[0])):
        by_text.setdefault(article.text, []).append((place, article))
    for same in by_text.values():
        for place, _ in same[1:]:
            warn(f"{place}: the article {id} again, with the same text; kept once")
    for text_, ((place, article), *_) in sorted(by_text.items()):
        if len(by_text) > 1:
            article = replace(article, id=f"{id}~{fields.mark(text_)}")
            warn(f"{place}: another text under the id {id}; called {article.id}")
        yield article


def _unknowns(article: Article) -> int:
    return [article.date, article.title, article.url, article.source].count(None)


def _articles(files: Iterable[Source], warn: Warn) -> Iterator[tuple[str, Article, str | None]]:
    """The articles with their place for messages and, where one is alone in its file, the file's stem."""
    for source in files:
        try:
            for place, alone, record in _records(source, warn):
                article = fields.article(
                    record, stem=source.stem, alone=alone, day_of=dates.day_of_field, fault=partial(_tell, warn, place)
                )
                if article:
                    yield place, article, source.stem if alone else None
        except InputError as error:
            warn(str(error))
        except sources.UNREADABLE as error:
            warn(f"{source.name}: {sources.reason(error)}")


def _tell(warn: Warn, place: str, what: str) -> None:
    warn(f"{place}: {what}")


def _records(source: Source, warn: Warn) -> Iterator[tuple[str, bool, Mapping[str, object]]]:
    """The records of a file, each with its place and whether it is the file's only one.

    Raises:
        InputError: the file is of no known format, is empty, or is not text.
    """
    suffix = source.format if source.is_file else _sniffed(source)
    if suffix in NOT_YET_READ:
        raise InputError(source.name, f"HTML is not yet read; known are {', '.join(KNOWN)}")
    if suffix not in KNOWN:
        raise InputError(source.name, f"not a known format; known are {', '.join(KNOWN)}")
    first = next((line for line in source.lines() if line.text.strip()), None)
    if first is None:
        raise InputError(source.name, "an empty file")
    if suffix in text.SUFFIXES:
        yield from ((source.name, True, record) for record in text.records(source.text()))
    elif suffix in tables.SUFFIXES:
        yield from _numbered(source, tables.records, warn)
    else:
        lines = jsonl.starts_object(first.text)
        whole = _json(source, strict=suffix == ".json" and not lines) if suffix == ".json" or not lines else []
        yield from _members(source, whole, warn) if whole else _numbered(source, jsonl.records, warn)


def _members(source: Source, values: list[object], warn: Warn) -> Iterator[tuple[str, bool, Mapping[str, object]]]:
    alone = len(values) == 1
    for number, value in enumerate(values, 1):
        place = source.name if alone else f"{source.name}: item {number}"
        if isinstance(value, dict):
            yield place, alone, value
        else:
            warn(f"{place}: {jsonl.NOT_AN_OBJECT}")


def _numbered(source: Source, reader: LineReader, warn: Warn) -> Iterator[tuple[str, bool, Mapping[str, object]]]:
    def fault(number: int | None, what: str) -> None:
        warn(str(InputError(source.name, what, number)))

    for number, record in reader(source.lines(), fault):
        yield f"{source.name}:{number}", False, record


def _json(source: Source, *, strict: bool = False) -> list[object]:
    """The values of a file that is one JSON text. If it is not: none, or, where it can be nothing else, InputError."""
    try:
        return jsonl.documents(source.text())
    except (InputError, ValueError) as error:
        if not strict:
            return []
        raise error if isinstance(error, InputError) else InputError(source.name, str(error)) from error


def _sniffed(source: Source) -> str:
    """The format of what has no name: JSON Lines and JSON begin with a bracket that closes, all else is text."""
    first = next((line.text.strip() for line in source.lines() if line.text.strip()), "")
    if jsonl.starts_object(first) or first.startswith('{"'):
        return ".jsonl"
    return ".json" if first[:1] in ("{", "[") and _json(source) else ".txt"
