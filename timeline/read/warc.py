"""WARC files (ISO 28500), as web archives and CC-NEWS have them, by warcio (the extra ``timeline[warc]``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import BufferedReader, StringIO
from typing import Any, NamedTuple

from timeline.limits import LARGEST_WHOLE

SUFFIXES = (".warc",)
NEEDS = "warcio"

LONGEST_LINE = 4 * 2**20
BROTLI = "br"
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate", BROTLI)
_TEXTS = ("conversion", "revisit")
_PAGES = ("text/html", "application/xhtml+xml", "")


class Page(NamedTuple):
    """A page as it was crawled: its address, its bytes and the encoding that its server told."""

    url: str
    data: bytes
    encoding: str | None


class _AsItComes:
    """A stream that gives what there is: where it breaks off, what stands before is not lost.

    Raises:
        ValueError: reading: there is no end of line in `LONGEST_LINE` bytes, of which warcio would make one string.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self._stream, self._line = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read1(size)
        end = data.rfind(b"\n")
        self._line = len(data) - end if end >= 0 else self._line + len(data)
        if self._line > LONGEST_LINE:
            raise ValueError("not a WARC file, or a broken one: a line without end")
        return data


def pages(stream: BufferedReader, fault: Callable[[str], None]) -> Iterator[Page]:
    """The pages of a WARC file: responses and resources with HTML in them, redirects and errors left out.

    Raises:
        ValueError: it is no WARC file, or breaks off; what stands before that has been given.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    others: Counter[str] = Counter()
    try:
        for number, (record, complaint) in enumerate(_each(ArchiveIterator(_AsItComes(stream))), 1):
            if complaint:
                fault(f"record {number}: does not end where it says")
            others[record.rec_type] += record.rec_type in _TEXTS
            heads = record.http_headers if record.rec_type == "response" else record.rec_headers
            if record.rec_type not in ("response", "resource") or heads is None:
                continue
            kind, _, parameters = (heads.get_header("Content-Type") or "").partition(";")
            is_sound = record.rec_type == "resource" or heads.get_statuscode() == "200"
            if not is_sound or kind.strip().lower() not in _PAGES:
                continue
            packed = (heads.get_header("Content-Encoding") or "").strip().lower()
            if packed not in _PACKINGS:
                fault(f"record {number}: packed as {packed}, which is not read; left out")
                continue
            if packed == BROTLI:
                heads.replace_header("Content-Encoding", "identity")  # warcio does not know this Brotli
            with redirect_stderr(StringIO()) as said:
                data = record.content_stream().read(LARGEST_WHOLE + 1)
            data, sound = _unpacked(data) if packed == BROTLI else (data, not said.getvalue())
            if not sound:
                fault(f"record {number}: the page breaks off, or is not packed as it says")
            if len(data) > LARGEST_WHOLE:
                fault(f"record {number}: a page of more than {LARGEST_WHOLE // 2**20} MB; left out")
                continue
            yield Page(record.rec_headers.get_header("WARC-Target-URI") or "", data, _charset(parameters))
        for type, number in sorted(others.items()):
            if number:
                fault(f"{number:,} records of the type {type}, which are not read: no pages but what was made of them")
    except ArchiveLoadFailed as error:
        raise ValueError(f"not a WARC file, or a broken one: {' '.join(str(error).split())[:200]}") from error


def _each(records: Iterator[Any]) -> Iterator[tuple[Any, str]]:
    """The records, each with what warcio writes on stderr about the one before."""
    while True:
        with redirect_stderr(StringIO()) as said:
            record = next(records, None)
        if record is None:
            return
        yield record, said.getvalue()


def _charset(parameters: str) -> str | None:
    name, _, value = parameters.strip().partition("=")
    return value.strip("\"' ") or None if name.strip().lower() == "charset" else None


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    """What Brotli has packed, a byte more than is read at the most; and whether it is whole."""
    import brotli

    brotli_stream = brotli.Decompressor()
    try:
        found: bytes = brotli_stream.process(data, output_buffer_limit=LARGEST_WHOLE + 1)
    except brotli.error:
        return b"", False
    return found, brotli_stream.is_finished() or len(found) > LARGEST_WHOLE
