"""Where articles come from: files, folders, globs and standard input, and the text in their bytes."""

from __future__ import annotations

import codecs
import glob
import gzip
import io
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from timeline.errors import InputError

STDIN = "-"
HEAD = 8192
UNREADABLE = (OSError, EOFError, zlib.error)

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
)


class Line(NamedTuple):
    """A line with its line end; ``fault`` says where it is not UTF-8, and ``text`` is then not to be used."""

    number: int
    text: str
    fault: str | None = None


@dataclass(frozen=True)
class Source:
    """A file, or standard input: ``name`` is what messages call it, ``format`` the suffix without ``.gz``, if it has one.

    ``spool`` holds a copy of what can be read only once (a pipe, standard input).
    """

    name: str
    path: Path | None = None
    spool: list[Path] = field(default_factory=list, compare=False)

    @property
    def is_file(self) -> bool:
        """Whether it is more than a pipe, or standard input: a file, whose name tells its format."""
        return self.path is not None and not self.path.is_fifo() and not self.path.is_char_device()

    @property
    def format(self) -> str:
        if self.path is None:
            return ""
        suffixes = [s.lower() for s in self.path.suffixes]
        plain = suffixes[:-1] if suffixes[-1:] == [".gz"] else suffixes
        return plain[-1] if plain else ""

    @property
    def stem(self) -> str:
        if self.path is None:
            return "stdin"
        name = self.path.name[:-3] if self.path.suffix.lower() == ".gz" else self.path.name
        return Path(name).stem

    def open(self) -> BinaryIO:
        """The bytes, unpacked. Raises: InputError (it is not text), OSError (it cannot be read)."""
        stored = self._stored()
        with stored.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        stream = cast(BinaryIO, gzip.GzipFile(stored)) if packed else stored.open("rb")
        try:
            _refuse_binary(self.name, stream.read(HEAD))
            stream.seek(0)
        except BaseException:
            stream.close()
            raise
        return stream

    def text(self) -> str:
        """All of it, without the byte order mark. Raises: InputError, OSError, EOFError, zlib.error."""
        with self.open() as stream:
            data = stream.read()
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                try:
                    return data.decode(encoding)
                except UnicodeDecodeError as error:
                    raise InputError(
                        self.name, f"not {encoding.upper()}, as its byte order mark says: {_where(error)}"
                    ) from error
        if b"\0" in data:
            raise InputError(self.name, "a binary file, not text")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(self.name, f"not UTF-8: {_where(error)}") from error

    def lines(self) -> Iterator[Line]:
        """The lines, one at a time; they end at a line feed only. Raises: as `text`."""
        with self.open() as stream:
            start = stream.read(4)
            stream.seek(0)
            if any(start.startswith(mark) for mark, _ in _BOMS):
                yield from (Line(n, text) for n, text in enumerate(io.StringIO(self.text(), newline="\n"), 1))
                return
            offset = 0
            for number, data in enumerate(stream, 1):
                try:
                    yield Line(number, data.decode("utf-8-sig" if number == 1 else "utf-8"))
                except UnicodeDecodeError as error:
                    yield Line(number, data.decode("utf-8", "replace"), f"not UTF-8: {_where(error, offset)}")
                offset += len(data)

    def forget(self) -> None:
        """Remove the copy of a pipe."""
        while self.spool:
            self.spool.pop().unlink(missing_ok=True)

    def _stored(self) -> Path:
        if self.path is not None and self.is_file:
            return self.path
        if not self.spool:
            with tempfile.NamedTemporaryFile(prefix="timeline-", delete=False) as copy:
                self.spool.append(Path(copy.name))
                if self.path is None:
                    shutil.copyfileobj(sys.stdin.buffer, copy)
                else:
                    with self.path.open("rb") as pipe:
                        shutil.copyfileobj(pipe, copy)
        return self.spool[0]


def sources(inputs: Iterable[str | Path], warn: Callable[[str], None]) -> Iterator[Source]:
    """The files that the inputs name, each once, folders and globs in sorted order; what cannot be found is warned of."""
    seen: set[str] = set()
    for given in inputs:
        try:
            for source in _named(given, warn):
                key = STDIN if source.path is None else os.path.realpath(source.path)
                if key not in seen:
                    seen.add(key)
                    yield source
        except OSError as error:
            warn(f"{given}: {reason(error)}")


def _named(given: str | Path, warn: Callable[[str], None]) -> Iterator[Source]:
    path = Path(given)
    if str(given) == STDIN:
        yield Source("<stdin>")
    elif path.is_dir():
        files = _walk(path, frozenset(), warn)
        first = next(files, None)
        if first is None:
            warn(f"{given}: a folder without articles")
        else:
            yield first
            yield from files
    elif os.path.lexists(path):
        yield Source(str(given), path)
    elif glob.has_magic(str(given)):
        matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
        if not matches:
            warn(f"{given}: no file matches")
        for match in matches:
            yield from _named(match, warn)
    else:
        warn(f"{given}: no such file or folder")


def _walk(folder: Path, above: frozenset[str], warn: Callable[[str], None]) -> Iterator[Source]:
    """The files of a folder and of those in it, hidden ones left out; a link back to a folder above is not followed."""
    here = os.path.realpath(folder)
    if here in above:
        return
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            try:
                yield from _walk(entry, above | {here}, warn)
            except OSError as error:
                warn(f"{entry}: {reason(error)}")
        else:
            yield Source(str(entry), entry)


def reason(error: BaseException) -> str:
    """Why a file cannot be read, in plain words."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return "broken gzip data"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _refuse_binary(name: str, head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise InputError(name, f"{kind}, not text")
    if b"\0" in head and not any(head.startswith(mark) for mark, _ in _BOMS):
        raise InputError(name, "a binary file, not text")


def _where(error: UnicodeDecodeError, offset: int = 0) -> str:
    return f"byte 0x{error.object[error.start]:02X} at offset {offset + error.start}"
