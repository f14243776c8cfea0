"""RSS and Atom, by feedparser: an entry is an article, its content or else its summary the text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from email.utils import parsedate
from typing import Any

SUFFIXES = (".xml", ".rss", ".atom", ".rdf")

_FEED = re.compile(
    r"\A\s*(?:<\?(?:(?!\?>).){0,500}\?>\s*|<!--(?:(?!-->).){0,2000}-->\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 200
_TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*?(/?)>")
_CLOSES = {"<!--": "-->", "<![CDATA[": "]]>"}
_OPENS = re.compile("|".join(map(re.escape, _CLOSES)))
_ISO = re.compile(r"\A\s{0,9}(\d{4}-\d\d-\d\d)")


def is_feed(text: str) -> bool:
    """Whether the text begins as a feed does."""
    return bool(_FEED.match(text))


def records(feed: str, prose: Callable[[str], str]) -> Iterator[Mapping[str, object]]:
    """The entries of a feed.

    Args:
        prose: makes plain text of HTML.
    Raises:
        ValueError: it is no feed, or declares entities, which feeds have no need of and attacks are made of.
    """
    import feedparser

    if _ENTITY.search(feed):
        raise ValueError("XML that declares entities; left out")
    if _depth(feed) > _DEEPEST:
        raise ValueError("XML nested too deeply; left out")
    parsed = feedparser.parse(
        io.BytesIO(_DECLARATION.sub("", feed).encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise ValueError("XML, but not a feed (RSS or Atom)")
    for entry in parsed.entries:
        contents = [content.get("value") or "" for content in entry.get("content", ())]
        text = max((*contents, entry.get("summary") or ""), key=len)
        yield {
            "id": entry.get("id") or entry.get("link"),
            "text": prose(text),
            "date": _day(entry, "published") or _day(entry, "updated"),
            "title": prose(entry.get("title") or "") or None,
            "url": entry.get("link"),
            "source": (entry.get("source") or {}).get("title") or parsed.feed.get("title"),
        }


def _day(entry: dict[str, Any], when: str) -> date | None:
    """The day that a time has where it was written, not that of Greenwich."""
    written, time = str(dict.get(entry, when) or ""), dict.get(entry, f"{when}_parsed")  # its own `get` takes one for the other
    iso = _ISO.match(written)
    try:
        own = date.fromisoformat(iso[1]) if iso else date(*(parsedate(written) or ())[:3])
    except (ValueError, TypeError):
        return date(*time[:3]) if time else None
    return own


def _depth(xml: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer("".join(_elements(xml))):
        depth += 0 if tag[2] else -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _elements(xml: str) -> Iterator[str]:
    """XML without comments and character data: what looks like tags there is text."""
    at = 0
    while opens := _OPENS.search(xml, at):
        yield xml[at : opens.start()]
        end = xml.find(_CLOSES[opens[0]], opens.end())
        at = end + 3 if end >= 0 else len(xml)
    yield xml[at:]
