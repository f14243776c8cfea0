"""Where articles come from: files, folders, globs, archives and standard input, and the text in their bytes."""

from __future__ import annotations

import glob
import gzip
import io
import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from timeline import encoding
from timeline.errors import InputError
from timeline.limits import LARGEST_WHOLE, Allowance, Metered, whole

STDIN = "-"
HEAD = 8192
UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)
"""What opening and unpacking raise: EOFError of cut gzip, NotImplementedError of ZIP methods that Python lacks."""
CONTROLS = 0.02
"""Share of control characters from which bytes that are not UTF-8 are no text in any encoding."""
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (ZIP, "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
)

Warn = Callable[[str], None]


class Line(NamedTuple):
    """A line with its line end; ``fault`` says what is wrong with it, and ``text`` is then not to be used."""

    number: int
    text: str
    fault: str | None = None


@dataclass(frozen=True)
class Source:
    """A file, a member of an archive, a page of the web, or standard input.

    Attributes:
        name: what messages call it.
        path: the file; None for what is copied into one first.
        file_name: the name that tells its format and its id; empty where there is none.
        copy: puts its bytes into a file, for what has no path or can be read only once (a pipe, standard input).
        spool: that file, once it is made.
        address: where on the web it comes from.
        told: names of formats and encodings by which its sender calls it, where it was fetched.
    """

    name: str
    path: Path | None = None
    file_name: str = ""
    copy: Callable[[BinaryIO], None] | None = None
    spool: list[Path] = field(default_factory=list, compare=False)
    address: str | None = None
    told: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def format(self) -> str:
        """The suffix in small letters, without ``.gz``; empty where no name tells one."""
        return PurePosixPath(self._unpacked_name).suffix.lower()

    @property
    def stem(self) -> str:
        return PurePosixPath(self._unpacked_name).stem or "stdin"

    @property
    def _unpacked_name(self) -> str:
        return self.file_name[:-3] if self.file_name.lower().endswith(".gz") else self.file_name

    def head(self) -> bytes:
        """The first bytes, unpacked. Raises: OSError, EOFError, zlib.error, InputError."""
        with self.bytes() as stream:
            return stream.read(HEAD)

    def bytes(self) -> io.BufferedReader:
        """The bytes, unpacked where gzip packed them. Raises: OSError; reading: InputError where that is a bomb."""
        stored = self.stored()
        with stored.open("rb") as raw:
            packed = raw.read(2) == GZIP
        if not packed:
            return stored.open("rb")
        allowance = Allowance(self.name, stored.stat().st_size)
        return io.BufferedReader(Metered(gzip.GzipFile(stored), allowance))

    def text(self, warn: Callable[[str], None], label: str | None = None) -> str:
        """All of it, without the byte order mark; a guessed encoding is warned of. Raises: InputError, OSError, zlib.error."""
        with self.bytes() as stream:
            data = whole(self.name, stream)
        refuse_binary(self.name, data[:HEAD], data)
        try:
            text, guess = encoding.decoded(data, label)
        except UnicodeDecodeError as error:
            kind = encoding.mark(data) or error.encoding
            raise InputError(self.name, f"not {kind.upper()}, as its byte order mark says: {_where(error)}") from error
        if guess and sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data) > CONTROLS * len(data):
            raise InputError(self.name, "a binary file, not text")
        if guess:
            warn(f"not UTF-8; read as {guess}, which is a guess")
        return text

    def lines(self, warn: Callable[[str], None] | None = None) -> Iterator[Line]:
        """The lines, one at a time; they end at a line feed only. Raises: as `text`.

        Args:
            warn: told of an encoding that is guessed, once; without it a line that is not UTF-8 is at fault.
        """
        with self.bytes() as stream:
            head = stream.read(HEAD)
            refuse_binary(self.name, head)
        if encoding.mark(head) not in (None, "utf-8-sig"):
            yield from (Line(n, text) for n, text in enumerate(io.StringIO(self.text(_silent), newline="\n"), 1))
            return
        guess = None
        offset = 0
        with self.bytes() as stream:
            for number, data in enumerate(_bounded_lines(stream), 1):
                if data is None:
                    yield Line(number, "", f"a line of more than {LARGEST_WHOLE // 2**20} MB; left out")
                    continue
                try:
                    yield Line(number, data.decode("utf-8-sig" if number == 1 else "utf-8"))
                except UnicodeDecodeError as error:
                    if warn and guess is None:
                        guess = encoding.guessed(data[: encoding.SAMPLE])
                        warn(f"not UTF-8 from line {number} on; such lines read as {guess}, which is a guess")
                    wrong = None if guess else f"not UTF-8: {_where(error, offset)}"
                    yield Line(number, data.decode(guess or "utf-8", "replace"), wrong)
                offset += len(data)

    def stored(self) -> Path:
        """A file with its bytes as they came. Raises: OSError, InputError."""
        if self.copy is None and self.path is not None:
            return self.path
        if not self.spool:
            with tempfile.NamedTemporaryFile(prefix="timeline-", delete=False) as copy:
                self.spool.append(Path(copy.name))
                (self.copy or _copy_of_stdin)(cast(BinaryIO, copy))
        return self.spool[0]

    def forget(self) -> None:
        """Remove the copy."""
        while self.spool:
            self.spool.pop().unlink(missing_ok=True)


def file(path: Path, name: str | None = None) -> Source:
    """A file by its path; of a pipe a copy is made, and its name tells no format."""
    if path.is_fifo() or path.is_char_device():
        return Source(name or str(path), path, copy=lambda copy: _copy_of_pipe(path, copy))
    return Source(name or str(path), path, path.name)


def sources(inputs: Iterable[str | Path], warn: Warn) -> Iterator[Source]:
    """The files that the inputs name, each once, folders and globs in sorted order; what cannot be found is warned of."""
    seen: set[str] = set()
    for given in inputs:
        try:
            for source in _named(given, warn):
                key = STDIN if source.path is None else os.path.realpath(source.path)
                if key not in seen:
                    seen.add(key)
                    yield source
        except (OSError, ValueError) as error:
            warn(f"{given}: {reason(error)}")


def members(archive: Source, warn: Warn) -> Iterator[Source]:
    """The files in a ZIP archive, in sorted order; archives in it are left out.

    All together may unpack to `timeline.limits.MOST_UNPACKED` times the archive's size.

    Raises:
        InputError, OSError, zipfile.BadZipFile: it is no archive, or it is a bomb.
    """
    stored = archive.stored()
    allowance = Allowance(archive.name, stored.stat().st_size)
    with zipfile.ZipFile(stored) as unpacker:
        for entry in sorted(unpacker.infolist(), key=lambda entry: entry.filename):
            name = f"{archive.name}/{entry.filename}"
            parts = PurePosixPath(entry.filename).parts
            if not parts or entry.is_dir() or any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts):
                continue
            if entry.flag_bits & 1:
                warn(f"{name}: locked with a password; left out")
            elif entry.filename.lower().endswith(".zip"):
                warn(f"{name}: an archive within an archive; left out")
            else:
                yield Source(name, file_name=parts[-1], copy=partial(_copy_of_member, unpacker, entry, allowance))


def refuse_binary(name: str, head: bytes, data: bytes = b"") -> None:
    """Raise InputError where bytes are not those of text."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise InputError(name, f"{kind}, not text")
    if encoding.mark(head) in (None, "utf-8-sig") and (b"\0" in head or b"\0" in data):
        raise InputError(name, "a binary file, not text")


def reason(error: BaseException) -> str:
    """Why a file cannot be read, in plain words."""
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return "broken packed data"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return " ".join(str(error).split()) or type(error).__name__


def _named(given: str | Path, warn: Warn) -> Iterator[Source]:
    path = Path(given)
    if str(given) == STDIN:
        yield Source("<stdin>")
    elif path.is_dir():
        files = _walk(path, frozenset(), os.path.realpath(path), warn)
        first = next(files, None)
        if first is None:
            warn(f"{given}: a folder without articles")
        else:
            yield first
            yield from files
    elif os.path.lexists(path):
        yield file(path, str(given))
    elif glob.has_magic(str(given)):
        matches = sorted(glob.glob(str(given), recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
        if not matches:
            warn(f"{given}: no file matches")
        for match in matches:
            yield from _named(match, warn)
    else:
        warn(f"{given}: no such file or folder")


def _walk(folder: Path, above: frozenset[str], top: str, warn: Warn) -> Iterator[Source]:
    """The files of a folder and of those in it, hidden ones left out; no link is followed back to a folder above or out."""
    here = os.path.realpath(folder)
    if here in above:
        return
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and os.path.commonpath((top, os.path.realpath(entry))) != top:
            warn(f"{entry}: a link that leads out of the folder; left out (name what it leads to, to read it)")
        elif entry.is_dir():
            try:
                yield from _walk(entry, above | {here}, top, warn)
            except OSError as error:
                warn(f"{entry}: {reason(error)}")
        elif entry.exists() and not entry.is_file():
            warn(f"{entry}: a pipe or device; left out")
        else:
            yield Source(str(entry), entry, entry.name)


def _bounded_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is too long."""
    while line := stream.readline(LARGEST_WHOLE):
        if len(line) < LARGEST_WHOLE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_WHOLE)
        yield None


def _copy_of_stdin(copy: BinaryIO) -> None:
    shutil.copyfileobj(sys.stdin.buffer, copy)


def _copy_of_pipe(path: Path, copy: BinaryIO) -> None:
    with path.open("rb") as pipe:
        head = pipe.read(HEAD)
        if head == b"\0" * HEAD:
            raise InputError(str(path), "a device without end; left out")
        copy.write(head)
        shutil.copyfileobj(pipe, copy)


def _copy_of_member(unpacker: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance, copy: BinaryIO) -> None:
    try:
        with unpacker.open(entry) as member:
            while data := member.read(2**16):
                allowance.take(len(data))
                copy.write(data)
    except (InputError, *UNREADABLE):
        raise
    except Exception as error:  # of what a broken archive can hold, zipfile has no list
        raise zipfile.BadZipFile(f"broken packed data ({type(error).__name__})") from error


def _silent(line: str) -> None:
    """Take no notice: it was told before."""


def _where(error: UnicodeDecodeError, offset: int = 0) -> str:
    return f"byte 0x{error.object[error.start]:02X} at offset {offset + error.start}"
