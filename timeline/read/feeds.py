"""RSS and Atom, by feedparser: an entry is an article, its content or else its summary the text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

SUFFIXES = (".xml", ".rss", ".atom", ".rdf")

_FEED = re.compile(
    r"\A\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,300}>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DEEPEST = 200
_TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*?(/?)>")


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
            "date": _day(entry.get("published_parsed") or entry.get("updated_parsed")),
            "title": prose(entry.get("title") or "") or None,
            "url": entry.get("link"),
            "source": (entry.get("source") or {}).get("title") or parsed.feed.get("title"),
        }


def _day(time: tuple[int, ...] | None) -> date | None:
    return date(*time[:3]) if time else None


def _depth(xml: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(xml):
        depth += 0 if tag[2] else -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest
