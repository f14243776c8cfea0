"""The grammar of time expressions: `read` finds them in a text; each has a sense that a `Context` turns into a `Meaning`."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.timegrammar import Grammar, Piece
from timeline.timewords import LEXICON
from timeline.timex import absolute, compound, near, ranges, relative, spans
from timeline.timex.lexer import PartOfSpeech, lex


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    return Grammar(LEXICON, (absolute.rules, relative.rules, spans.rules, compound.rules, near.rules, ranges.rules))


def read(text: str, part_of_speech: PartOfSpeech = lambda character: "") -> list[Piece]:
    """The time expressions of a text, in order, none overlapping another.

    Args:
        part_of_speech: the universal part of speech of the word at a character, or "PERSON" within a person's name; "" if
            unknown. It decides on words such as "may", "march" and "fall".
    """
    rules = grammar()
    return rules.read(lex(text, rules.code, part_of_speech))


def day_first(text: str) -> bool | None:
    """Whether the text writes 13/4 for 13 April (True) or 4/13 (False); None if it writes both or neither."""
    pairs = [(int(a), int(b)) for a, b in _NUMERIC.findall(text)]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return day_first if day_first != month_first else None


_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{2,4}(?![\d/])")
