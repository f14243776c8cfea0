"""Text as other formats can hold it: without what XML 1.0, RDF and calendars forbid."""

from __future__ import annotations

import re

PLAIN = "\t\n\x20-~\xa0-\u2027\u2029-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
CONTROL = re.compile(f"[^\r\x85\u2028{PLAIN}]")
MARKED = re.compile(f"[&<>]|[^{PLAIN}]")
QUOTED = re.compile(f'[&<>"\t\n]|[^{PLAIN}]')
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
ENTITIES |= {sign: f"&#{ord(sign)};" for sign in "\t\n\r\x85\u2028"}


def printable(words: str) -> str:
    """The text with U+FFFD for each control character, lone surrogate and non-character, so that offsets stay true."""
    return CONTROL.sub("\ufffd", words)


def text(value: object) -> str:
    """The text of an XML element. Ends of lines that a reader would turn into line feeds are written as references."""
    return MARKED.sub(_entity, _plain(value))


def attribute(value: object) -> str:
    """The value of an XML attribute, with its quotation marks."""
    return f'"{QUOTED.sub(_entity, _plain(value))}"'


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _entity(match: re.Match[str]) -> str:
    return ENTITIES.get(match[0], "\ufffd")
