"""The lines and paragraphs of an article, what each is (headline, byline, story, junk of the web page), and where sentences
cannot run on. The spaCy component ``timeline_layout`` stands first in the pipeline: it needs nothing but the tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from timeline.boilerplate import AGENCY_SIGN_OFF, CAPTION, SLUG, bears_sign, is_byline, is_junk, is_label, without_credit
from timeline.datelines import SENTENCE_GAP, WORD, dateline, is_date_line, is_headline
from timeline.extract.attributes import register

LONGEST_SENTENCE = 300
LONGEST_CAPTION = 60
LONGEST_LABEL = 40
SHORTEST_SENTENCE = 6
WRAPPED_WIDTHS = range(45, 121)

_LIST = re.compile(r"^(?:[-–—•◦▪*·‣]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s)")
_ENDED = re.compile(r"[.!?…:;][”\"’')\]]*$|[”\"’)\]]$")
_UNFINISHED = re.compile(
    r"[,–—-]$|\b(?:the|an?|of|and|or|to|in|on|at|by|for|with|from|as|is|was|are|were|that|which)$", re.IGNORECASE
)
_STOPS = frozenset((".", "!", "?", "…"))
_PAUSES = frozenset((",", ";", ":", "–", "—", "|"))


class Block(NamedTuple):
    """Characters ``start`` to ``end`` of a text, and what they are: a line, the wrapped lines of a paragraph, or a part."""

    start: int
    end: int
    kind: str


class _Line(NamedTuple):
    start: int
    text: str
    after_gap: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@Language.component("timeline_layout", assigns=["doc._.blocks", "token.is_sent_start"])
def timeline_layout(doc: Doc) -> Doc:
    """Sets ``doc._.blocks`` and where sentences start: at each block; not at a wrapped line or within a headline or junk;
    elsewhere the pipeline decides.
    """
    register()
    offsets = [token.idx for token in doc]
    spans = []
    for block in blocks(doc.text):
        start, end = bisect_left(offsets, block.start), bisect_left(offsets, block.end)
        if start < end:
            spans.append((start, end, block.kind))
    for start, end, kind in spans:
        _join(doc[start:end], whole=kind not in ("body", "caption"))
        for first in (start, *_forced_starts(doc[start:end])):
            doc[first].is_sent_start = True
    doc._.blocks = spans
    return doc


def _join(block: Span, *, whole: bool) -> None:
    """Keep a sentence from starting anywhere in a block, or else right after a line break that ends no sentence."""
    before = None
    for token in block:
        if token.is_space:
            continue
        if whole or (before is not None and "\n" in token.nbor(-1).text and not _ENDED.search(before.text)):
            token.is_sent_start = False
        before = token


def _forced_starts(block: Span) -> Iterator[int]:
    """Where to cut what goes on for ``LONGEST_SENTENCE`` tokens without a stop: after a comma or the like if there is one."""
    last = pause = block.start
    for token in block:
        if token.text in _STOPS:
            last = pause = token.i + 1
        elif token.i - last >= LONGEST_SENTENCE and not token.is_space:
            last = pause if pause > last else token.i
            yield last
        elif token.text in _PAUSES and token.i + 1 < block.end and not token.nbor().is_space:
            pause = token.i + 1


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order; between them stands nothing but white space."""
    passages = list(_passages(text))
    found: list[Block] = []
    story = linked = False
    for number, (start, end) in enumerate(passages):
        words = text[start:end]
        if linked and not _ENDED.search(words):
            kind = "junk"
        else:
            kind = _kind(words, above_story=not story, first=not found, last=number + 1 == len(passages))
            linked = kind == "junk" and len(words) < LONGEST_LABEL and words.endswith((":", "»", ">"))
        found.extend(_parts(text, Block(start, end, kind), opening=not story))
        story = story or kind == "body"
    return found


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines that are not blank, those that were wrapped put together again."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    start = 0
    for number, line in enumerate(lines):
        if number + 1 == len(lines) or not _runs_on(line, lines[number + 1], width):
            yield lines[start].start, line.end
            start = number + 1


def _lines(text: str) -> Iterator[_Line]:
    at, gap = 0, True
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            yield _Line(at + len(line) - len(line.lstrip()), stripped, gap)
        gap = not stripped
        at += len(line)


def _wrap_width(lines: list[_Line]) -> int | None:
    """The width at which the text was wrapped by a machine: most lines leave no room for the first word of the next."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.after_gap]
    if not pairs:
        return None
    width = sorted(len(line.text) for line, _ in pairs)[len(pairs) * 9 // 10]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    cut = sum(not _ENDED.search(line.text) for line, _ in pairs)
    return width if width in WRAPPED_WIDTHS and full >= 0.7 * len(pairs) and cut >= 0.4 * len(pairs) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width


def _runs_on(line: _Line, following: _Line, width: int | None) -> bool:
    """Whether the sentence or paragraph of a line goes on in the following one."""
    if following.after_gap or _LIST.match(following.text) or is_date_line(line.text) or is_date_line(following.text):
        return False
    if width and _is_full(line, following, width):
        return True
    if _ENDED.search(line.text):
        return False
    return following.text[0].islower() or (len(line.text) > LONGEST_LABEL and bool(_UNFINISHED.search(line.text)))


def _kind(words: str, *, above_story: bool, first: bool, last: bool) -> str:
    if _is_all_junk(words) or (above_story and is_label(words)):
        return "junk"
    if is_date_line(words):
        return "dateline"
    if is_byline(words, below_title=above_story and not first):
        return "byline"
    content = without_credit(words)
    count = len(WORD.findall(content))
    slug = SLUG.match(words)
    if len(content) < len(words) or (slug and slug["picture"]):
        return "caption" if count > 3 else "junk"
    if above_story and count < LONGEST_CAPTION and CAPTION.search(words):
        return "caption"
    return "headline" if above_story and not last and is_headline(words, count) else "body"


def _is_all_junk(words: str) -> bool:
    """Whether a passage is junk from its first sentence on; what follows a sentence of the story is taken off its end later."""
    if not is_junk(words):
        return False
    gap = SENTENCE_GAP.search(words)
    if not gap:
        return True
    opening = words[: gap.start()]
    return len(WORD.findall(opening)) < SHORTEST_SENTENCE or bears_sign(opening)


def _parts(text: str, block: Block, *, opening: bool) -> Iterator[Block]:
    """The block, with its slug, dateline, credit, and asides to the reader at its end taken off as blocks of their own."""
    start, end, kind = block
    tail: list[Block] = []
    if kind in ("body", "caption"):
        words = text[start:end]
        slug = SLUG.match(words)
        head = slug.end() if slug else dateline(words, opening=opening) if kind == "body" else 0
        if head:
            yield Block(start, start + len(words[:head].rstrip()), "junk" if slug else "dateline")
            start += head
        for stop in _tails(text[start:end]):
            junk = text[start + stop : end]
            tail.append(Block(end - len(junk.lstrip()), end, "junk"))
            end = start + len(text[start : start + stop].rstrip())
    if start < end:
        yield Block(start, end, kind)
    yield from reversed(tail)


def _tails(words: str) -> Iterator[int]:
    """Where junk begins at the end of a passage, from the last such place to the first."""
    content = without_credit(words)
    if len(content) < len(words):
        yield len(content)
        words = content.rstrip()
    sign_off = AGENCY_SIGN_OFF.search(words)
    if sign_off:
        yield sign_off.start()
        words = words[: sign_off.start()]
    for gap in reversed(list(SENTENCE_GAP.finditer(words))):
        if not is_junk(words[gap.end() :], beyond=1):
            return
        yield gap.end()
        words = words[: gap.start() + 1]
