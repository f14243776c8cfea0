"""Whether the verb over a time expression tells of what has been or of what is to come."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Span, Token

_WILL = {"will", "'ll", "’ll", "shall", "wo", "'ll"}
_MODALS = {"would", "should", "could", "may", "might", "must", "can", "ought"}
_PLANNING = {"plan", "expect", "schedule", "set", "due", "intend", "aim", "hope", "slate", "prepare", "project", "anticipate", "propose",
             "postpone", "go", "poise", "bind", "forecast", "likely", "ready"}  # fmt: skip
_PLANNED = {"scheduled", "expected", "planned", "slated", "due", "set", "upcoming", "postponed", "proposed", "anticipated"}
_PAST = {"was", "were", "had", "did", "said", "told", "went", "took", "made", "came", "left", "began", "met", "gave", "won", "lost", "held", "became",
         "found", "fell", "rose", "saw", "ran", "kept", "led", "got", "put", "shot", "sent", "built", "spoke", "broke", "wrote"}  # fmt: skip
_CLAUSE_ENDS = {".", ";", "!", "?", "“", "”", '"'}
_REACH = 25


class Words:
    """The tokens of a Doc by character."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = [token.idx for token in doc]
        self._parsed = doc.has_annotation("DEP")
        self._tagged = doc.has_annotation("TAG") or doc.has_annotation("POS")

    def token_at(self, character: int) -> int:
        return max(0, bisect_right(self._starts, character) - 1)

    def part_of_speech(self, character: int) -> str:
        """The universal part of speech, or PERSON within a person's name; empty if the Doc is not tagged."""
        if not self._starts:
            return ""
        token = self._doc[self.token_at(character)]
        return "PERSON" if token.ent_type_ in ("PERSON", "PER") else token.pos_

    def ahead(self, start: int, end: int) -> bool | None:
        """True if what the characters date lies ahead by its verb, False if it has been, None if the verb does not tell."""
        first, last = self.token_at(start), self.token_at(max(start, end - 1))
        if self._parsed:
            return _by_parse(self._doc[first : last + 1])
        return self._by_neighbours(first, last)

    def _by_neighbours(self, first: int, last: int) -> bool | None:
        """By the nearest word in the clause that tells, before the expression rather than after it."""
        before, after = range(first - 1, max(-1, first - 1 - _REACH), -1), range(last + 1, min(len(self._doc), last + 1 + _REACH))
        for places in (before, after):
            for place in places:
                token = self._doc[place]
                if token.text in _CLAUSE_ENDS:
                    break
                if (told := _by_word(token)) is not None:
                    return told
        return None


def _by_word(token: Token) -> bool | None:
    low = token.lower_
    if low in _WILL or low in _PLANNED or (low == "to" and token.i and token.nbor(-1).lower_ in ("is", "are", "plans", "plan")):
        return True
    if token.tag_ == "VBD" or low in _PAST or (not token.tag_ and low.endswith("ed") and len(low) > 4):
        return False
    return None


def _by_parse(span: Span) -> bool | None:
    token = span.root
    for _ in range(12):
        told, climb = _by_verb(token)
        if told is not None or not climb or token.head == token:
            return told
        token = token.head
    return None


def _by_verb(token: Token) -> tuple[bool | None, bool]:
    """What a word tells, and whether to ask its head instead."""
    if token.lower_ == "upcoming" or any(child.lower_ == "upcoming" for child in token.lefts):
        return True, False
    helpers = {child.lower_ for child in token.children if child.dep_.startswith("aux") or child.dep_ == "cop"}
    if helpers & _WILL:
        return True, False
    if token.lemma_.lower() in _PLANNING and (token.tag_ == "VBN" or token.pos_ == "ADJ"):
        return True, False
    if helpers & _MODALS:
        return None, False
    if token.tag_ == "VBD" or helpers & {"had", "has", "have", "was", "were", "did", "'ve", "’ve", "been"}:
        return False, False
    if token.tag_ == "VBN" and not helpers:
        return False, False
    if token.tag_ == "VB" and "to" in helpers:
        head = token.head
        if head.lemma_.lower() in _PLANNING or "is" in {c.lower_ for c in token.lefts} or "are" in {c.lower_ for c in token.lefts}:
            return True, False
        return None, True
    if token.tag_ in ("VBZ", "VBP") or helpers & {"is", "are"}:
        return None, False
    return None, True
