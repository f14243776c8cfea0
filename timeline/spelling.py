"""The letters of names: accents and marks set aside, slugs for ids, and spellings that differ only as transcriptions do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import OSA

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
    | dict.fromkeys("’‘ʼʻ`´ʿʾ", "'")
    | dict.fromkeys("‐‑‒–—", "-")
    | {"\u00a0": " ", "\u00ad": None, "\u200b": None}
)
_ALIKE = str.maketrans("yj", "ii")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_TRANSCRIBED = (
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
)
LONG = 6
"""Letters that a word has at the least where a spelling may differ."""


def as_heard(name: str) -> str:
    """One word in the letters that transcriptions of it share: "Dmitriy", "Dmitry" and "Dmitri" are one.

    In lower case, without accents; i for y and j; no letter twice in a row.
    """
    plain = fold(name).casefold().translate(_ALIKE)
    return "".join(letter for letter, _ in groupby(plain))


def fold(text: str) -> str:
    """The text without accents, with plain apostrophes and hyphens and single spaces; letter case stays."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or "\n" in text or text != text.strip() else text
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """Lower-case letters and digits with hyphens between: ``nicolas-maduro``. Text of other scripts keeps its code points."""
    made = _NOT_SLUG.sub("-", fold(text).casefold()).strip("-")
    return made or "-".join(f"{ord(c):x}" for c in text if not c.isspace())


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a folded word, as far as transcriptions agree on them: one key for Mohammed, Mohamed, Muhammad."""
    word = word.casefold()
    for written, sounded in _TRANSCRIBED:
        word = word.replace(written, sounded)
    kept = word[:1] + "".join(c for c in word[1:] if c not in "aeiouyhw'-")
    return "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1])


def same_spelling(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names in folded words are one name in two transcriptions.

    As many words (the parts of a hyphenated word are words), one of them at least the same; the others long, of equal
    consonants and at most two letters apart (optimal string alignment distance).
    """
    these, those = _parts(one), _parts(other)
    if len(these) != len(those) or not any(a == b for a, b in zip(these, those, strict=True)):
        return False
    return all(a == b or _transcription(a, b) for a, b in zip(these, those, strict=True))


def _parts(name: Sequence[str]) -> list[str]:
    return [part for word in name for part in word.split("-")]


def _transcription(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= LONG and skeleton(a) == skeleton(b) and OSA.distance(a, b, score_cutoff=2) <= 2
