"""Reading: files, folders, globs, archives, feeds, pages and standard input in, articles out, one at a time.

A reader of another format is a package with an entry point in the group ``timeline.readers``: its name is a suffix
(``.docx``), it takes a binary stream, and gives records with the fields of `FIELDS`.
"""

from __future__ import annotations

import errno
import io
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import entry_points
from importlib.util import find_spec
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

from timeline import encoding, remote
from timeline.errors import InputError, OutputError
from timeline.limits import whole
from timeline.model import Article
from timeline.read import dates, feeds, fields, html, jsonl, naming, parquet, pdf, sources, tables, text, warc, web
from timeline.read.gathered import Gathered
from timeline.read.sources import Source

Warn = Callable[[str], None]

FIELDS = tuple(naming.NAMES)
PLUGINS = "timeline.readers"
EXTRAS = {suffix: reader for reader in (parquet, pdf, warc) for suffix in reader.SUFFIXES}
ARCHIVE = ".zip"
LIBRARIES = ("charset_normalizer", "courlan", "feedparser", "htmldate", "pypdf", "trafilatura", "warcio")
"""Those whose logs, which repeat what is told here, go nowhere unless a program asks for them."""
FULL = (errno.ENOSPC, errno.EDQUOT)
MOST_FAULTS = 1_000
"""Faults of one file that are told one by one."""
TEXTS = (*text.SUFFIXES, *jsonl.SUFFIXES, *tables.SUFFIXES, *html.SUFFIXES, *feeds.SUFFIXES)
KNOWN = (*TEXTS, *EXTRAS, ARCHIVE)

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
}
_STARTS = ((sources.ZIP, ARCHIVE), (b"%PDF-", ".pdf"), (b"WARC/", ".warc"), (b"PAR1", ".parquet"))


for _library in LIBRARIES:
    logging.getLogger(_library).addHandler(logging.NullHandler())


class _Item(NamedTuple):
    """A record, where in its source it stands (": item 3"), and whether it is the only one."""

    where: str
    record: Mapping[str, object]
    alone: bool = False


def read(
    inputs: Iterable[str | Path],
    *,
    date: date | None = None,
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    warn: Warn,
) -> Iterator[Article]:
    """The articles of the inputs, each once.

    Reads the formats of `KNOWN`, each also packed with gzip, and those of entry points. All inputs are gone through before
    the first article is given; their texts wait on disk. Articles that share id and text are one, and so are those that share
    text and day (see `timeline.copies.together`); those that share an id but not the text get a mark made of the text.

    Args:
        inputs: files, folders, globs, addresses of the web or of file systems (``s3://``), or ``-`` for standard input.
        date: the publication day of all of them; without it, it is looked for in the date field, the metadata of a page,
            a date line in the head of the article, the file name and the address, in this order.
        fields: for fields of an article (`FIELDS`) the names of those that hold them; others are known by common names.
        fetch: whether to fetch addresses.
        warn: takes each fault as one line, ``FILE[:LINE]: what is wrong``. Nothing is raised for bad input.
    Raises:
        OutputError: there is no room on disk for the texts.
    """
    warn = _Told(warn)
    reader = _Reader(fields or {}, fetch, warn)
    with Gathered() as gathered:
        for place, article, alone in reader.articles(inputs):
            try:
                gathered.add(place, dates.dated(article, date, alone))
            except OSError as error:
                raise OutputError(f"no room to put articles aside: {sources.reason(error)}") from error
        for place, article in gathered.each(warn):
            if article.date is None:
                warn(f"{place}: no publication date for {article.id}: relative times stay unresolved (--date gives it)")
            elif (day := dates.other_day(article)) is not None:
                warn(f"{place}: {article.id} is dated {article.date} ({article.date_source}), but its text {day}")
            yield article


class _Told:
    """Tells faults in lines without what names of files may have in them to break a line, or to steer a terminal."""

    def __init__(self, warn: Warn) -> None:
        self._warn, self.faults = warn, 0

    def __call__(self, line: str) -> None:
        self._warn("".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line))

    def fault(self, line: str) -> None:
        """Tell what is wrong in a source, which may be wrong everywhere."""
        self.faults += 1
        if self.faults <= MOST_FAULTS:
            self(line)

    def done(self, source: str) -> None:
        """Tell how many more faults a source had, and begin with the next one."""
        if self.faults > MOST_FAULTS:
            self(f"{source}: {self.faults - MOST_FAULTS:,} more faults")
        self.faults = 0


@dataclass(frozen=True)
class _Reader:
    """How inputs are read: the names of fields, whether to fetch, and who is told what is wrong."""

    fields: Mapping[str, str]
    fetch: bool
    told: _Told

    @property
    def warn(self) -> Warn:
        return self.told.fault

    def articles(self, inputs: Iterable[str | Path]) -> Iterator[tuple[str, Article, str | None]]:
        """The articles with their place for messages and, where one is alone in its file, the file's stem."""
        for source in self._sources(inputs):
            yield from self._of(source)
            self.told.done(source.name)

    def _sources(self, inputs: Iterable[str | Path]) -> Iterator[Source]:
        given = list(inputs)
        yield from sources.sources((one for one in given if not _is_elsewhere(str(one))), self.warn)
        for address in dict.fromkeys(str(one) for one in given if _is_elsewhere(str(one))):
            if not (self.fetch or remote.is_here(address)):
                self.warn(f"{address}: an address elsewhere; it is fetched only with --fetch")
            elif web.is_address(address):
                yield _page(address)
            else:
                yield from self._remote(address)

    def _remote(self, address: str) -> Iterator[Source]:
        try:
            for file in remote.files(address):
                yield Source(file.address, file_name=file.name, copy=file.copy)
        except InputError as error:
            self.warn(str(error))

    def _of(self, source: Source, *, inside: bool = False) -> Iterator[tuple[str, Article, str | None]]:
        try:
            suffix = self._format(source)
            if suffix == ARCHIVE and inside:
                raise InputError(source.name, "an archive within an archive; left out")
            told, empty = self.told.faults, True
            if suffix == ARCHIVE:
                for member in _guarded(sources.members(source, self.warn)):
                    empty = False
                    yield from self._of(member, inside=True)
            else:
                for item in self._items(source, suffix):
                    empty = False
                    place = f"{source.name}{item.where}"
                    article = self._article(item, source.stem, partial(self._tell, place))
                    if article:
                        yield place, article, source.stem if item.alone else None
            if empty and self.told.faults == told:
                raise InputError(source.name, "no article in it")
        except InputError as error:
            self.warn(str(error))
        except (*sources.UNREADABLE, ValueError) as error:
            if isinstance(error, OSError) and error.errno in FULL:
                raise OutputError(f"a temporary file: cannot be written ({error.strerror})") from error
            self.warn(f"{source.name}: {sources.reason(error)}")
        finally:
            source.forget()

    def _article(self, item: _Item, stem: str, fault: Warn) -> Article | None:
        record = naming.named(item.record, self.fields)
        written = record["text"]
        if isinstance(written, str) and not naming.is_exact(item.record, self.fields) and html.has_markup(written):
            try:
                if html.is_page(written):
                    record |= {
                        name: value for name, value in next(html.records(written, None, dates.day_of_head)).items() if value
                    }
                else:
                    record["text"] = html.prose(written)
            except ValueError as error:
                fault(str(error))
                return None
        record.setdefault("date_source", item.record.get("date_source"))
        return fields.article(record, stem=stem, alone=item.alone, day_of=dates.day_of_field, fault=fault)

    def _items(self, source: Source, suffix: str) -> Iterator[_Item]:
        """The records of a source. Raises: InputError, ValueError, `sources.UNREADABLE`."""
        tell = partial(self._tell, source.name)
        if suffix in EXTRAS and not find_spec(EXTRAS[suffix].NEEDS):
            extra = f".[{suffix.removeprefix('.')}]"
            raise InputError(
                source.name,
                f"reading {suffix} needs {EXTRAS[suffix].NEEDS}: pip install '{extra}' in the folder of the project",
            )
        if suffix in parquet.SUFFIXES:
            rows = parquet.records(source.stored(), self._of_use)
            yield from (_Item(f": row {number}", row) for number, row in enumerate(_guarded(rows), 1))
        elif suffix in pdf.SUFFIXES:
            yield from (_Item("", record, True) for record in _guarded(pdf.records(_whole(source))))
        elif suffix in warc.SUFFIXES:
            yield from self._crawled(source, tell)
        elif suffix in html.SUFFIXES:
            page = source.text(tell, encoding.known(source.told.get("charset", "")) or encoding.label(source.head()))
            yield from (_Item("", record, True) for record in _guarded(html.records(page, source.address, dates.day_of_head)))
        elif suffix in feeds.SUFFIXES:
            feed = source.text(tell, encoding.label(source.head()))
            entries = _guarded(feeds.records(feed, html.prose))
            yield from (_Item(f": item {number}", record) for number, record in enumerate(entries, 1))
        elif suffix in TEXTS:
            yield from self._written(source, suffix, tell)
        else:
            plugin: Callable[[BinaryIO], Iterable[Mapping[str, object]]] = _plugin(suffix).load()
            found = _guarded(_given(plugin, _whole(source)))
            first = list(islice(found, 2))
            for number, record in enumerate((*first, *found), 1):
                yield _Item("" if len(first) == 1 else f": item {number}", record, len(first) == 1)

    def _crawled(self, source: Source, tell: Warn) -> Iterator[_Item]:
        with source.bytes() as stream:
            for page in _guarded(warc.pages(stream, tell)):
                where = f": {page.url}"
                told = encoding.known(page.encoding or "") or encoding.label(page.data)
                try:
                    text, guess = encoding.decoded(page.data, told)
                    if guess:
                        tell(f"{page.url}: not UTF-8; read as {guess}, which is a guess")
                    yield from (
                        _Item(where, {**record, "id": page.url})
                        for record in _guarded(html.records(text, page.url, dates.day_of_head))
                    )
                except (ValueError, InputError) as error:
                    tell(f"{page.url}: {error}")

    def _written(self, source: Source, suffix: str, tell: Warn) -> Iterator[_Item]:
        first = next((line for line in source.lines() if line.text.strip() or line.fault), None)
        if first is None:
            raise InputError(source.name, "an empty file")
        if suffix in text.SUFFIXES:
            yield from (_Item("", record, True) for record in text.records(source.text(tell)))
        elif suffix in tables.SUFFIXES:
            lines = source.lines(tell)
            yield from self._numbered(source, tables.records(lines, partial(self._at, source), self._is_text))
        else:
            lines_of_objects = jsonl.starts_object(first.text)
            as_one = suffix == ".json" and not lines_of_objects
            whole_of_it = self._whole_json(source, strict=as_one) if suffix == ".json" or not lines_of_objects else []
            if whole_of_it:
                yield from self._members(source, whole_of_it)
            else:
                yield from self._numbered(source, jsonl.records(source.lines(), partial(self._at, source)))

    def _members(self, source: Source, values: list[object]) -> Iterator[_Item]:
        alone = len(values) == 1
        for number, value in enumerate(values, 1):
            where = "" if alone else f": item {number}"
            if isinstance(value, dict):
                yield _Item(where, value, alone)
            else:
                self.warn(f"{source.name}{where}: {jsonl.NOT_AN_OBJECT}")

    def _numbered(self, source: Source, records: Iterator[tuple[int, Mapping[str, object]]]) -> Iterator[_Item]:
        for number, record in records:
            held = naming.listing(record, self.fields)
            for at, member in enumerate(held, 1):
                where = f":{number}" if len(held) == 1 else f":{number}: item {at}"
                if isinstance(member, dict):
                    yield _Item(where, member)
                else:
                    self.warn(f"{source.name}{where}: {jsonl.NOT_AN_OBJECT}")

    def _whole_json(self, source: Source, *, strict: bool) -> list[object]:
        """The records of a file that is one JSON text. If it is not: none, or, where it can be nothing else, InputError."""
        try:
            return naming.listing(jsonl.document(source.text(_ignore)), self.fields)
        except (InputError, ValueError) as error:
            if not strict:
                return []
            raise error if isinstance(error, InputError) else InputError(source.name, str(error)) from error

    def _format(self, source: Source) -> str:
        """The suffix of the reader for a source: by its name, its sender, or its first bytes. Raises: InputError."""
        suffix = source.format
        if suffix in html.SUFFIXES or (suffix in KNOWN and suffix not in feeds.SUFFIXES):
            return suffix
        if suffix and suffix not in KNOWN and _plugin(suffix):
            return suffix
        head = source.head()
        start = head.removeprefix(encoding.BOMS[0][0]).decode("latin-1")
        found = next((suffix for sign, suffix in _STARTS if head.startswith(sign)), None) or (
            ".html" if html.is_page(start) else ".xml" if feeds.is_feed(start) else None
        )
        if found or suffix in KNOWN:
            return found or suffix
        if source.told.get("format"):
            return source.told["format"]
        if not source.file_name or source.address:
            return self._sniffed(source)
        raise InputError(source.name, f"not a known format; known are {', '.join((*KNOWN, *sorted(_plugins())))}")

    def _sniffed(self, source: Source) -> str:
        """The format of what has no name: JSON Lines and JSON begin with a bracket that closes, all else is text."""
        first = next((line.text.strip() for line in source.lines() if line.text.strip()), "")
        if jsonl.starts_object(first) or first.startswith('{"'):
            return ".jsonl"
        return ".json" if first[:1] in ("{", "[") and self._whole_json(source, strict=False) else ".txt"

    def _is_text(self, column: str) -> bool:
        return naming.field_of(column, self.fields) == "text"

    def _of_use(self, column: str) -> bool:
        return naming.field_of(column, self.fields) is not None

    def _tell(self, place: str, what: str) -> None:
        self.warn(f"{place}: {what}")

    def _at(self, source: Source, number: int | None, what: str) -> None:
        self.warn(str(InputError(source.name, what, number)))


def _given(reader: Callable[[BinaryIO], Iterable[Mapping[str, object]]], stream: BinaryIO) -> Iterator[Mapping[str, object]]:
    yield from reader(stream)


def _guarded(records: Iterable[Any]) -> Iterator[Any]:
    """What a library reads out of bytes that may be anything: whatever it stumbles over is the input's fault."""
    try:
        yield from records
    except (InputError, *sources.UNREADABLE, ValueError):
        raise
    except Exception as error:
        raise ValueError(f"cannot be read ({type(error).__name__}: {sources.reason(error)[:200]})") from error


def _whole(source: Source) -> BinaryIO:
    with source.bytes() as stream:
        return io.BytesIO(whole(source.name, stream))


def _is_elsewhere(given: str) -> bool:
    return web.is_address(given) or remote.is_remote(given)


def _page(address: str) -> Source:
    """A page of the web, fetched when its bytes are asked for."""
    told: dict[str, str] = {}

    def copy(into: BinaryIO) -> None:
        fetched = web.fetch(address)
        kind, _, charset = fetched.kind.partition(";")
        told.update(format=_KINDS.get(kind.strip().lower(), ""), charset=charset.partition("=")[2].strip("\"' "))
        into.write(fetched.data)

    parts = urlsplit(address)
    name = PurePosixPath(parts.path).name or parts.hostname or address
    return Source(address, file_name=name, copy=copy, address=address, told=told)


def _plugins() -> dict[str, Any]:
    return {point.name: point for point in entry_points(group=PLUGINS)}


def _plugin(suffix: str) -> Any:
    return _plugins().get(suffix)


def _ignore(line: str) -> None:
    """Take no notice."""
