"""`timeline_sentence_hints`: where white space and quotation marks alone say that a sentence begins, or that none does."""

from __future__ import annotations

from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc

STRAIGHT = frozenset({'"', "''", "``", "'"})
CLOSING = frozenset({"”", "’", "»", ")", "]", "}"})
STOPS = frozenset({".", ",", ";", ":", "!", "?", "…"})
MARKS = STRAIGHT | {"”", "’", "»"}
OPENING = frozenset({"“", "‘", "«", "(", "[", "{"})


@Language.component("timeline_sentence_hints", assigns=["token.is_sent_start"])
def timeline_sentence_hints(doc: Doc) -> Doc:
    """Set ``token.is_sent_start``: True after a blank line; False at white space, stops, closing marks, after
    opening ones, and between two words: what looks like a sentence there is a name that the models do not know.

    It leaves what is set already; what it leaves open is for a `senter` and the parser, which keep to what is set.

    Tokens carry no white space, so that a parser takes the mark in ``he said." Then`` for the one in ``he said. "Then``.
    """
    words = [token.text for token in doc]
    attached = [not token.whitespace_ for token in doc]
    starts = doc.to_array("SENT_START").astype("int64")
    for i in range(1, len(words)):
        if starts[i] == 0:
            starts[i] = _state(words, attached, i)
    if len(words) > 1:
        doc.from_array(["SENT_START"], cast("Any", starts.view("uint64")))
    return doc


def _state(words: list[str], attached: list[bool], i: int) -> int:
    """1 where a sentence begins at a token, -1 where none does, 0 where others must say."""
    before, word = words[i - 1], words[i]
    if word.isspace():
        return -1
    if before.isspace() and before.count("\n") > 1:
        return 1
    if before in (".", "!", "?") and words[i : i + 2] == ["`", "`"]:
        return 1
    if word in STOPS or (word[:1].isalpha() and before.isalpha()):
        return -1
    if _goes_on(words, attached, i):
        return -1
    return -1 if _closes(words, attached, i) or _opens(words, attached, i - 1) else 0


def _goes_on(words: list[str], attached: list[bool], i: int) -> bool:
    """Behind a comma, its closing quotation mark, a bracket that holds no whole sentence; in small letters behind a quotation
    mark ("?” he said"); between the two marks of ``, and within a word with hyphens."""
    before, word, last = words[i - 1], words[i], words[i - 2] if i > 1 else ""
    quoted = before in MARKS and attached[i - 2] if i > 1 else False
    if before == "," or (quoted and last == ","):
        return True
    if before in (")", "]") and last not in (".", "!", "?", "…", *MARKS):
        return True
    return (quoted and word[:1].islower()) or (attached[i - 1] and (word[:1] == "-" or before == word[:1] == "`"))


def _closes(words: list[str], attached: list[bool], i: int) -> bool:
    if words[i] in CLOSING:
        return True
    return words[i] in STRAIGHT and attached[i - 1] and (not attached[i] or _ends(words, i))


def _opens(words: list[str], attached: list[bool], i: int) -> bool:
    if words[i] in OPENING:
        return True
    apart = i == 0 or not attached[i - 1] or words[i - 1].isspace()
    return words[i] in STRAIGHT and apart and attached[i] and not _ends(words, i)


def _ends(words: list[str], i: int) -> bool:
    return i + 1 == len(words) or words[i + 1].isspace()
