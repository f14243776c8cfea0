"""`timeline_sentence_hints`: where white space and quotation marks alone say that a sentence begins, or that none does."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

STRAIGHT = frozenset({'"', "''", "``", "'"})
CLOSING = frozenset({"”", "’", "»", ")", "]", "}"})
STOPS = frozenset({".", ",", ";", ":", "!", "?", "…"})
OPENING = frozenset({"“", "‘", "«", "(", "[", "{"})


@Language.component("timeline_sentence_hints", assigns=["token.is_sent_start"])
def timeline_sentence_hints(doc: Doc) -> Doc:
    """Set ``token.is_sent_start``: True after a blank line; False at white space, stops, closing marks, after
    opening ones, and between two words of which the second is in small letters.

    It leaves what is set already; what it leaves open is for a `senter` and the parser, which keep to what is set.

    Tokens carry no white space, so that a parser takes the mark in ``he said." Then`` for the one in ``he said. "Then``.
    """
    for token in doc[1:]:
        before = doc[token.i - 1]
        if token.is_sent_start is not None:
            continue
        if before.is_space and before.text.count("\n") > 1 and not token.is_space:
            token.is_sent_start = True
        elif token.is_space or token.text in STOPS or _closes(token) or _opens(before) or _goes_on(token):
            token.is_sent_start = False
    return doc


def _goes_on(token: Token) -> bool:
    """Whether a word in small letters follows another word: "Panama extradited"."""
    return token.is_lower and token.nbor(-1).is_alpha


def _closes(token: Token) -> bool:
    if token.text in CLOSING:
        return True
    attached = not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space
    return token.text in STRAIGHT and attached and (bool(token.whitespace_) or _ends(token))


def _opens(token: Token) -> bool:
    if token.text in OPENING:
        return True
    apart = token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space
    return token.text in STRAIGHT and apart and not token.whitespace_ and not _ends(token)


def _ends(token: Token) -> bool:
    return token.i + 1 == len(token.doc) or token.nbor(1).is_space
