"""A text as cells for the grammar: words, numbers by their size, and clock times, each with its code."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.timegrammar import OTHER, Amount, Cell
from timeline.timewords import NUMBERS, SHORT_MONTHS, SHORT_WEEKDAYS, words

PartOfSpeech = Callable[[int], str]
"""The universal part of speech (or "PERSON" within a person's name) of the word at a character; "" if unknown."""

_SHORT = "|".join(sorted({*SHORT_MONTHS, *SHORT_WEEKDAYS} - {"may"}, key=lambda w: (-len(w), w)))
_LEXEME = re.compile(
    rf"""
    (?P<gap>\n[^\S\n]*\n\s*)
  | (?P<iso>\d{{4}}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
  | (?P<numeric>\d{{1,4}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)\d{{2,4}}(?!\d|[/.-]\d))
  | (?P<clock>(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?(?![:\d])|\.[0-5]\d(?=\s*[ap]\.?m\b)))
  | (?P<attacks>\b9/11\b(?!/))
  | (?P<circa>\bca?\.(?=\s?\d))
  | (?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)\b)
  | (?P<decade>(?:1\d|20)\d0['’]?s\b|['’‘]?[2-9]0['’]?s\b)
  | (?P<fraction>[½¼¾]|\b[1-9]/[2-9]\b)
  | (?P<number>\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<quarter>\b(?:Q[1-4]|[1-4]Q|H[12])\b)
  | (?P<fiscal>\bFY\s?(?:20)?\d\d\b)
  | (?P<meridiem>(?:\b|(?<=\d))[ap](?:\.m\.?|m\b))
  | (?P<short>\b(?:{_SHORT})\.)
  | (?P<word>[^\W\d_]+|['’]s\b)
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NO_DATE_BEFORE = words("$ £ € ¥ ₹ # no nos page room flight section article chapter level highway")
_NO_DATE_AFTER = words("% percent million billion trillion bn mn km kg metres meters miles feet °")
_VERBAL = {"may", "march"}
_NAMES = {"april", "june", "august"}
_COMMON = {"fall", "spring"}
_TITLES = words("minister mrs mr ms miss dr president judge senator secretary governor mayor justice actor actress")
LONGEST_NUMBER = 20
"""Characters beyond which a number counts no days and names no date."""
_IN_NUMBER = re.compile(r"\d{1,12}:|\d{3}-")  # 1:2000, 555-2019
_SURNAME = re.compile(r"\s[A-Z][a-z]+")
_PREPOSITIONS = words(
    "in since until till by of from to last next this early late mid between during the through every each and or - –"
)


def lex(text: str, code: Callable[[str], str], part_of_speech: PartOfSpeech) -> list[Cell]:
    """The cells of a text; ``code`` gives the code character of a word or of the shape of a number."""
    cells: list[Cell] = []
    for match in _LEXEME.finditer(text):
        kind, word = match.lastgroup or "mark", match[0]
        low = word.lower().replace("’", "'")
        cell = Cell(match.start(), match.end(), low, OTHER, capital=word[:1].isupper())
        match kind:
            case "number" | "ordinal" if len(word) <= LONGEST_NUMBER:
                digits = re.sub(r"[^\d.]", "", low)
                cell.amount = Amount(float(digits))
                cell.code = code(_ordinal_shape(int(digits)) if kind == "ordinal" else _number_shape(low))
                if _attached(text, match, cells):
                    cell.code = OTHER
            case "fraction":
                cell.amount = Amount({"½": 0.5, "¼": 0.25, "¾": 0.75}.get(low) or int(low[0]) / int(low[-1]))
                cell.code = code("<fraction>")
            case "decade" | "iso" | "numeric" | "clock":
                shape = "<tens>" if kind == "decade" else f"<{kind}>"
                cell.code = OTHER if kind == "decade" and cells and cells[-1].low in _NO_DATE_BEFORE else code(shape)
            case "quarter":
                cell.code = code("<quarter code>")
            case "fiscal":
                cell.code = code("<fiscal code>")
            case "meridiem":
                cell.code = code(f"<{low[0]}m>")
            case "attacks":
                cell.code = code("<attacks>")
            case "circa":
                cell.low = "circa"
                cell.code = code("ca")
            case "gap":
                cell.code = code("<gap>")
            case _:
                if low in NUMBERS:
                    cell.amount = Amount(NUMBERS[low])
                cell.code = code(_sure(low, cell, cells, part_of_speech, named=_stands_as_name(text, match, cells)))
        if low in _NO_DATE_AFTER and cells and cells[-1].amount and not cells[-1].low.isalpha():
            cells[-1].code = OTHER
        cells.append(cell)
    cells.append(Cell(len(text), len(text), "", code("<gap>")))
    return cells


def _sure(low: str, cell: Cell, cells: list[Cell], part_of_speech: PartOfSpeech, *, named: bool) -> str:
    """The word, or the word with a question mark if only its neighbours can make it a date, or nothing if it is none."""
    bare = low.rstrip(".")
    if bare in SHORT_MONTHS and bare not in _VERBAL:
        return (low if low.endswith(".") or bare == "sept" else f"{low}?") if cell.capital else ""
    if bare in SHORT_WEEKDAYS:
        return low if cell.capital else ""
    if low in _VERBAL:
        if not cell.capital:
            return ""
        kind = part_of_speech(cell.start)
        known = kind in ("PROPN", "NOUN", "NUM") if kind else bool(cells) and cells[-1].low in _PREPOSITIONS
        return low if known and not named else f"{low}?"
    if low in _NAMES:
        return "" if not cell.capital else f"{low}?" if part_of_speech(cell.start) == "PERSON" or named else low
    if low in _COMMON:
        kind = part_of_speech(cell.start)
        known = kind in ("PROPN", "NOUN", "") and bool(cells) and cells[-1].low in _PREPOSITIONS
        return low if known else f"{low}?"
    return low


def _stands_as_name(text: str, match: re.Match[str], cells: list[Cell]) -> bool:
    """Whether a word that can be a month stands where a person's name does: after a title, or first before a surname."""
    before = cells[-1].low if cells else ""
    if before in _TITLES:
        return True
    alone = not cells or before in (".", "!", "?", '"', "“", "and", ",")
    return alone and _SURNAME.match(text, match.end()) is not None


def _attached(text: str, match: re.Match[str], cells: list[Cell]) -> bool:
    """Whether the number is part of a name or a quantity: A320, $20, COVID-19, 25kg."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 3]
    if before.isalpha() or before in _NO_DATE_BEFORE or (cells and cells[-1].low in _NO_DATE_BEFORE):
        return True
    if len(cells) > 1 and cells[-1].low == "." and cells[-2].low in ("no", "nos"):
        return True
    if len(cells) > 1 and cells[-2].end == match.start() - 1 and _IN_NUMBER.fullmatch(f"{cells[-2].low}{before}"):
        return True
    if before in ("-", "–") and len(cells) > 1 and cells[-2].end == match.start() - 1 and cells[-2].code == OTHER:
        return cells[-2].low not in ("mid", "pre", "post")
    return after[:1].isalpha() and not re.match(r"[ap]\.?m", after, re.IGNORECASE)


def _number_shape(digits: str) -> str:
    if "," in digits or "." in digits:
        return "<decimal>"
    if len(digits) == 4 and "1000" <= digits < "2200":
        return "<y4>"
    if len(digits) > 2:
        return "<n>"
    number = int(digits)
    return (
        "<n0>" if number == 0 else "<n12>" if number <= 12 else "<n31>" if number <= 31 else "<n59>" if number < 60 else "<n>"
    )


def _ordinal_shape(number: int) -> str:
    return "<o31>" if 0 < number < 32 else "<o>"
