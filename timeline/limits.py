"""How much of anything is read: what goes beyond is no news article, but an accident or an attack."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, Protocol

from timeline.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST_ARTICLE = 2_000_000
"""Characters of one text."""
LARGEST_WHOLE = 32 * 2**20
"""Bytes of what is read in one piece: a page, a JSON document, a line of JSON Lines, a record of a WARC file."""
MOST_UNPACKED = 100
"""How many times its packed size gzip or zip data may unpack to; text reaches about 20, a bomb 1,000."""
ALWAYS_UNPACKED = 2 * LARGEST_WHOLE
"""Bytes that may be unpacked whatever the packed size."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Allowance:
    """What one file may unpack to, all its members together.

    Args:
        name: what messages call the file.
        packed: its size in bytes.
    """

    def __init__(self, name: str, packed: int) -> None:
        self.name, self.left = name, max(ALWAYS_UNPACKED, MOST_UNPACKED * packed)

    def take(self, size: int) -> None:
        """Count bytes that were unpacked. Raises: InputError where they are too many."""
        self.left -= size
        if self.left < 0:
            raise InputError(self.name, f"unpacks to more than {MOST_UNPACKED} times its size, as only a bomb does; left out")


class Metered(io.RawIOBase):
    """Packed data whose bytes are taken out of an allowance as they are read."""

    def __init__(self, stream: gzip.GzipFile, allowance: Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._stream.read1(len(view))
        except EOFError as error:  # which readers of archives take for a good end
            raise zlib.error(str(error)) from error
        self._allowance.take(len(data))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def whole(name: str, stream: _Readable) -> bytes:
    """All bytes of a stream. Raises: InputError where they are more than `LARGEST_WHOLE`."""
    data = stream.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        raise InputError(name, f"more than {LARGEST_WHOLE // 2**20} MB in one piece; left out")
    return data
