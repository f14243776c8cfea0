"""Web pages: the article in a page by trafilatura (Barbaresi 2021), its day by htmldate (Barbaresi 2020)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.datelines import FIRST_YEAR, LAST_YEAR
from timeline.limits import LARGEST_ARTICLE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")

MOST_ELEMENTS = 100_000
MOST_ATTRIBUTES = 1_000
_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main"
    " nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("head noscript script style template title".split())
_LONG_TAG = re.compile(r"<[^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_INLINE_DATA = re.compile(r"(?<=data:)[a-z]{1,20}/[a-z+.-]{1,40};base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|br|div|li|h[1-6]|blockquote|section|article)\b[^<>]*>", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def is_page(text: str) -> bool:
    """Whether the text begins as a page does."""
    return bool(_PAGE.match(text))


def has_markup(text: str) -> bool:
    """Whether the text is written in HTML."""
    return bool(_MARKUP.search(text))


def records(page: str, address: str | None = None) -> Iterator[Mapping[str, object]]:
    """The article of a page: its body, day of publication, title, canonical address and site.

    Args:
        address: where the page was fetched, if that is known.
    Raises:
        ValueError: the page is built to break a reader, or no article is found in it.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    tree = _tree(page if is_page(page) else f"<html><body>{page}</body></html>")
    found = bare_extraction(
        tree,
        url=address,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "min_date": f"{FIRST_YEAR}-01-01",
            "max_date": f"{LAST_YEAR}-12-31",
        },
    )
    if not isinstance(found, Document) or not found.text:
        raise ValueError("no article is found in the page")
    url = found.url or address
    yield {
        "text": "\n\n".join(line.strip() for line in found.text.split("\n") if line.strip()),
        "date": found.date,
        "date_source": "html",
        "title": found.title,
        "url": url,
        "source": found.sitename or (urlsplit(url).hostname if url else None),
    }


def prose(fragment: str) -> str:
    """The text of a piece of HTML: a paragraph for each block. Raises: ValueError as `records`."""
    blocks: list[list[str]] = [[]]
    for text, border in _pieces(_tree(f"<html><body>{fragment}</body></html>")):
        if border and blocks[-1]:
            blocks.append([])
        if text:
            blocks[-1].append(text)
    paragraphs = (" ".join("".join(block).split()) for block in blocks)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _pieces(tree: HtmlElement) -> Iterator[tuple[str | None, bool]]:
    """The pieces of text of a tree in order, each with whether a block begins or ends before it."""
    from lxml.etree import iterwalk

    hidden = 0
    for step, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            if step == "end" and not hidden:
                yield element.tail, False
            continue
        hidden += (element.tag in _UNSEEN) * (1 if step == "start" else -1)
        if not hidden:
            yield (element.text if step == "start" else element.tail), element.tag in _BLOCKS or element.tag == "br"


def _tree(page: str) -> HtmlElement:
    """The parsed page. Raises: ValueError."""
    from lxml.etree import LxmlError
    from trafilatura import load_html

    for tag in _LONG_TAG.finditer(page):
        if len(_QUOTED.sub("", tag[0]).split()) > MOST_ATTRIBUTES:
            raise ValueError(f"a tag with more than {MOST_ATTRIBUTES:,} attributes; left out")
    try:
        tree = load_html(_INLINE_DATA.sub("", page))
    except (LxmlError, ValueError) as error:
        raise ValueError(f"not HTML: {error}") from error
    if tree is None:
        raise ValueError("not HTML")
    size = sum(1 for _ in tree.iter())
    if size > MOST_ELEMENTS:
        raise ValueError(f"a page of more than {MOST_ELEMENTS:,} elements; left out")
    for element in tree.iter("script", "style"):
        if element.get("type") != "application/ld+json":
            element.text = None
    if sum(map(len, tree.itertext())) > LARGEST_ARTICLE:
        raise ValueError(f"a page with more than {LARGEST_ARTICLE:,} characters of text; left out")
    return tree
