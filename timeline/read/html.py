"""Web pages: the article in a page by trafilatura (Barbaresi 2021), its day by htmldate (Barbaresi 2020)."""

from __future__ import annotations

import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeline.boilerplate import is_byline, is_junk
from timeline.datelines import FIRST_YEAR, LAST_YEAR, dates_of_line
from timeline.limits import LARGEST_ARTICLE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SUFFIXES = (".html", ".htm", ".xhtml")

MOST_ELEMENTS = 100_000
MOST_ATTRIBUTES = 1_000
LONGEST_HEADING = 160
LONGEST_LABEL = 60
HEAD_LINES = 15
CELL = 400
"""Characters in one cell of a table from which the table is the layout of the page, not a table of the story."""
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
    r"\A\s*(?:<!--(?:(?!-->).){0,2000}-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_page(text: str) -> bool:
    """Whether the text begins as a page does."""
    return bool(_PAGE.match(text))


def has_markup(text: str) -> bool:
    """Whether the text is written in HTML."""
    return bool(_MARKUP.search(text))


def records(
    page: str, address: str | None = None, day_of_head: Callable[[str], date | None] = lambda head: None
) -> Iterator[Mapping[str, object]]:
    """The article of a page: its body, day of publication, title, canonical address and site.

    The body begins below headline, byline and date line, and ends above notices and labels. Tables are left out.

    Args:
        address: where the page was fetched, if that is known.
        day_of_head: reads the day in the lines above a story, for pages whose metadata do not tell it.
    Raises:
        ValueError: the page is built to break a reader, or no article is found in it.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    tree = _tree(page if is_page(page) else f"<html><body>{page}</body></html>")
    _unfold_layout(tree)
    visible = _paragraphs(tree)
    headings = {_bare(heading.text_content()) for heading in tree.iter("h1", "h2", "h3")}
    with warnings.catch_warnings(action="ignore"):  # of time zones that dateutil does not know
        found = bare_extraction(
            tree,
            url=address,
            include_comments=False,
            include_tables=False,
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
    known = headings | {_bare(part) for part in (found.title, found.author, found.sitename) if part}
    body = _body([line.strip() for line in found.text.split("\n") if line.strip()], known)
    day = found.date or day_of_head("\n".join(_above(visible, body[0])))
    url = found.url or address
    yield {
        "text": "\n\n".join(body),
        "date": day,
        "date_source": "html" if found.date else "head",
        "title": found.title,
        "url": url,
        "source": found.sitename or (urlsplit(url).hostname if url else None),
    }


def _body(lines: list[str], known: set[str]) -> list[str]:
    """The lines between those that stand above a story and those that stand below it; all, where nothing would be left."""
    first = 0
    for at, line in enumerate(lines[:HEAD_LINES]):
        label = len(line) <= LONGEST_HEADING and not _is_sentence(line)
        if _bare(line) in known or (label and (is_byline(line, below_title=True) or dates_of_line(line))):
            first = at + 1
        elif not label:
            break
    last = len(lines)
    while last > first and (
        is_junk(lines[last - 1])
        or is_byline(lines[last - 1].strip("()[]"), below_title=False)
        or (len(lines[last - 1]) <= LONGEST_LABEL and not lines[last - 1].startswith("-") and not _is_sentence(lines[last - 1]))
    ):
        last -= 1
    return lines[first:last] or lines


def _above(visible: Iterable[str], body: str) -> list[str]:
    """The last lines of the page above the paragraph that the body begins with."""
    above: deque[str] = deque(maxlen=HEAD_LINES)
    start = _bare(body)[:LONGEST_LABEL]
    for paragraph in visible:
        if start and _bare(paragraph).startswith(start):
            return list(above)
        above.append(paragraph)
    return []


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_sentence(line: str) -> bool:
    return line.rstrip("\"'”’)]").endswith((".", "!", "?", "…", ":"))


def prose(fragment: str) -> str:
    """The text of a piece of HTML: a paragraph for each block. Raises: ValueError as `records`."""
    return "\n\n".join(_paragraphs(_tree(f"<html><body>{fragment}</body></html>")))


def _paragraphs(tree: HtmlElement) -> list[str]:
    """What is to be seen of a page, block by block."""
    blocks: list[list[str]] = [[]]
    for text, border in _pieces(tree):
        if border and blocks[-1]:
            blocks.append([])
        if text:
            blocks[-1].append(text)
    paragraphs = (" ".join("".join(block).split()) for block in blocks)
    return [paragraph for paragraph in paragraphs if paragraph]


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


def _unfold_layout(tree: HtmlElement) -> None:
    """Make blocks of the tables that old pages are laid out with."""
    for table in tree.iter("table"):
        if any(sum(map(len, cell.itertext())) >= CELL for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "thead", "tr", "td", "th"):
                part.tag = "div"


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
