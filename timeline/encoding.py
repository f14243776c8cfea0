"""From bytes to text: the encoding that a mark or a label tells, else UTF-8, else the likeliest, which is then said."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = "cp1252"
OTHERS = ("cp1250", "cp1251", "koi8_r", "shift_jis", "gb18030", "big5", "euc_kr")
FOREIGN = 0.1
"""Share of bytes beyond ASCII from which a text is taken to be in another alphabet than that of English."""
STRAY = 0.2
"""Broken characters to whole ones beyond ASCII, up to which a text is UTF-8 with a few bytes lost or strange."""
TELLING = 200
"""Bytes below which a text is too short for its letters to tell its alphabet."""
SAMPLE = 200_000

_LABEL = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LABELLED_HEAD = 4096


class Decoded(NamedTuple):
    """A text, and the encoding where it was guessed: neither a mark nor a label tells it, and it is not UTF-8."""

    text: str
    guess: str | None = None


def mark(data: bytes) -> str | None:
    """The encoding that a byte order mark at the start of the bytes tells."""
    return next((encoding for bom, encoding in BOMS if data.startswith(bom)), None)


def label(data: bytes) -> str | None:
    """The encoding that the head of an HTML or XML text tells, if Python knows it; as on the web, Latin-1 is Windows-1252."""
    found = _LABEL.search(data, 0, _LABELLED_HEAD)
    return known(found[1].decode("ascii")) if found else None


def known(name: str) -> str | None:
    """Python's name of a text encoding, or None; as on the web, Latin-1 and ASCII are Windows-1252."""
    try:
        codec = codecs.lookup(name)
        b"".decode(codec.name)
    except (LookupError, ValueError):
        return None
    return WESTERN if codec.name in ("iso8859-1", "ascii") else codec.name


def decoded(data: bytes, told: str | None = None) -> Decoded:
    """The text of bytes, without a byte order mark.

    Args:
        told: the encoding by a label, tried after UTF-8; what it cannot read is guessed.
    Raises:
        UnicodeDecodeError: there is a byte order mark of UTF-16 or UTF-32, and the rest is not that.
    """
    marked = mark(data)
    if marked and marked != "utf-8-sig":
        return Decoded(data.decode(marked))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8-sig", "replace")
    broken, beyond = mended.count("\ufffd"), sum(letter > "\x7f" for letter in mended)
    if broken <= STRAY * (beyond - broken):
        return Decoded(mended, "UTF-8 with bytes that are none")
    if told:
        try:
            return Decoded(data.decode(told))
        except UnicodeError:
            pass
    guess = guessed(data[:SAMPLE])
    return Decoded(data.decode(guess, "replace"), guess)


def guessed(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8: for English Windows-1252, for other alphabets by their letters."""
    if sum(byte > 0x7F for byte in sample) <= FOREIGN * max(len(sample), TELLING):
        return WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=[WESTERN, *OTHERS]).best()
    return best.encoding if best else WESTERN
