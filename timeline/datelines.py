"""What stands at the head of an article: headlines, date lines ("10:48 AM – Friday, January 2, 2026") and datelines ("YANGON,
July 25 (Reuters) -").

Only the forms that newsrooms write, in English, and only dates that mean one day: "03/04/2024" is two, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR, LAST_YEAR = 1600, 2199
LONGEST_HEADLINE = 25
"""Words."""
SENTENCE_GAP = re.compile(r"(?<=[.!?])[”\"’')]?\s+(?=[A-Z“\"‘(\[])")
WORD = re.compile(r"\w[\w’'-]*")
_CLOSING_MARKS = "”\"’')]"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|2[01])\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/._](?P<month>\d{{1,2}})[-/._](?P<day>\d{{1,2}})(?!\d)",
        rf"{_DAY}(?:\s+of)?[\s._-]*(?P<month>{_MONTH})(?:[\s,._-]*{_YEAR})?",
        rf"\b(?P<month>{_MONTH})[\s_-]*{_DAY}(?![\d:])(?:[\s,._-]+{_YEAR})?",
        rf"(?<!\d)(?P<first>\d{{1,2}})[-/._](?P<second>\d{{1,2}})[-/._]{_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
    )
)
_CLOCK = r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{4}\s*(?:GMT|UTC|hrs?)\b"
_ZONE = (
    r"\b(?:GMT|UTC|[ECMP][SD]?T|AK[SD]T|HST|BST|CES?T|EES?T|WE?S?T|MSK|IS[TD]|PKT|JST|KST|HKT|SGT|AE[SD]T|NZ[SD]T|SAST|[EW]AT"
    r"|local time|Eastern(?: Time)?)\b(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2}\b"
)
_PUBLISHED = r"\b(?:first\s+)?(?:published|publish\s+date|publication\s+date|posted|released?|issued|created|date[dline]*)\b"
_UPDATED = r"\b(?:last\s+)?(?:updated?|modified|edited|revised)\b"
_MONTH_OF_YEAR = rf"\b{_MONTH},?\s+{_YEAR}"
_AGO = r"\b(?:\d+|an?|one|two|few)\s+(?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)\s+ago\b"
_SMALL = r"\b(?:on|at|and)\b"
_MARKS = r"[\s,.;:|/()\[\]•·*–—−_-]+"
_DRESS = re.compile("|".join((_WEEKDAY, _CLOCK, _ZONE, _PUBLISHED, _UPDATED, _AGO, _SMALL, _MARKS)), re.IGNORECASE)
_TOLD = re.compile(rf"{_AGO}|{_CLOCK}|{_PUBLISHED}|{_UPDATED}", re.IGNORECASE)
_LABEL = re.compile(rf"(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})", re.IGNORECASE)
_SIDE = re.compile(r"\s{0,40}(?:[|•·,/]|\s[–—-]+(?=\s)|\b(?:published|posted|updated)\b)\s*", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:photo|image|picture|pictured|credit|courtesy|caption|file|getty|graphic)s?\b", re.IGNORECASE)

_SEPARATOR = re.compile(r"\s{0,40}(?:\.-|--+|[–—]|(?<=\s)[-_](?=\s|$|[^\W\d_])|(?<=\w)-(?=\s)|:(?=\s))\s*")
_AGENCY = re.compile(r"\((?!Photo)[A-Z][^()\d]{1,30}\)|/[A-Z][\w .-]{2,30}/")
_BARE_AGENCY = re.compile(r"(?:[A-Z][A-Z.'’-]{1,40}\s+){0,4}\([A-Z][\w.]*(?: [A-Z][\w.]*| de){0,3}\)\s+(?=[A-Z“\"])")
_JOINT = frozenset(re.findall(r"\w+", "and de del do da la las los el al of the on upon in"))
_NO_PLACE = frozenset(
    re.findall(
        r"\w+",
        "on in by since at from after before as until last this today it he she they we i you when while if but and however"
        " with for what who how why where there here these those meanwhile q a note",
    )
)
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
DATELINE_REACH = 110


class WrittenDate(NamedTuple):
    """A day written out at ``start`` to ``end`` of a string; ``year`` is None where it is not named."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    def on(self, year: int | None = None) -> date | None:
        """The day, in ``year`` if the words name none; None if no year is known or it has no such day."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


class LabelledDate(NamedTuple):
    """A day on a date line, and what the line says of it: "published", "updated", "plain" or "dateline"."""

    written: WrittenDate
    label: str


def written_dates(text: str) -> list[WrittenDate]:
    """The days written out in ``text``, with or without a year, in order; overlapping readings give way to the fuller form."""
    found: list[WrittenDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            written = _read(match)
            if written and not any(written.start < other.end and other.start < written.end for other in found):
                found.append(written)
    return sorted(found)


def _read(match: re.Match[str]) -> WrittenDate | None:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (second, first) if second > 12 else (first, second)
    else:
        day = int(parts["day"])
        month = int(parts["month"]) if parts["month"].isdigit() else MONTHS.index(parts["month"][:3].lower()) + 1
    year = int(parts["year"]) if parts["year"] else None
    written = WrittenDate(match.start(), match.end(), year, month, day)
    return written if written.on(year or 2000) else None


def day_named(phrase: str) -> date | None:
    """The day that the whole phrase names ("25 July 2022", "Mon, 25 Jul 2022 10:00:00 GMT"); None if it says more or less."""
    days = written_dates(phrase)
    return days[0].on() if len(days) == 1 and not _residue(phrase, days) else None


def is_date_line(line: str) -> bool:
    """Whether the line tells nothing but when the article was published or updated."""
    if len(line) > DATELINE_REACH:
        return False
    days = written_dates(line)
    return bool(days or _TOLD.search(line)) and any(c.isdigit() for c in line) and not _residue(line, days)


def dates_of_line(line: str) -> list[LabelledDate]:
    """The days of a date line; of one that also names the author or the place ("Jane Roe | 25 July 2022"); else none."""
    days = [d for d in written_dates(line) if d.year]
    if not days or len(line) > DATELINE_REACH or (_residue(line, days) and not _is_signed(line, days)):
        return []
    return [LabelledDate(day, _label(line[: day.start])) for day in days]


def is_headline(line: str, words: int | None = None) -> bool:
    """Whether a line may be a headline: a few words that are no full sentence, and no dateline.

    Args:
        words: how many of its words count, where not all do.
    """
    count = len(WORD.findall(line)) if words is None else words
    if not 2 <= count <= LONGEST_HEADLINE or line.rstrip(_CLOSING_MARKS)[-1:] in (".", ":", ";", ","):
        return False
    return not SENTENCE_GAP.search(line) and not dateline(line, opening=False)


def dateline(paragraph: str, *, opening: bool = True) -> int:
    """The length of the dateline that a paragraph begins with ("KUALA LUMPUR: ", "SEOUL, July 13 (Yonhap) -- "), 0 for none.

    Args:
        opening: whether the paragraph opens the story: only there a bare name in mixed case ("Durban – The"), or one before a
            colon ("QUITO: The", but "IMF: The"), is a place.
    """
    end = 0
    for separator in _SEPARATOR.finditer(paragraph, 0, DATELINE_REACH):
        head, story = paragraph[: separator.start()], paragraph[separator.end() :]
        if _is_dateline_head(head, story, separator.group().strip(), opening):
            end = separator.end()
    bare = None if end else _BARE_AGENCY.match(paragraph)
    return bare.end() if bare else end


def date_of_dateline(paragraph: str) -> WrittenDate | None:
    """The day in the dateline that the paragraph begins with, with or without a year."""
    days = written_dates(paragraph[: dateline(paragraph)])
    return days[-1] if days else None


def _residue(line: str, days: list[WrittenDate]) -> str:
    """What is left of the line without its dates and all that dates are dressed with."""
    return _DRESS.sub(" ", " ".join(_around(line, days))).strip()


def _around(line: str, days: list[WrittenDate]) -> Iterator[str]:
    at = 0
    for day in days:
        yield line[at : day.start]
        at = day.end
    yield line[at:]


def _is_signed(line: str, days: list[WrittenDate]) -> bool:
    """Whether the rest of the line is a name or a place in capitals, set off from the date by a mark or a label."""
    if _PICTURE.search(line) or line.rstrip()[-1:] in ".!?" or not _set_off(line, days[0]):
        return False
    words = _WORD.findall(_residue(line, days))
    lower = [
        w for w in words if w[0].islower() and w not in _JOINT and w not in ("by", "for", "to", "staff", "writer", "reporter")
    ]
    return len(words) <= 8 and not lower


def _set_off(line: str, day: WrittenDate) -> bool:
    before = re.sub(_WEEKDAY + r"[\s,]*$", "", line[: day.start], flags=re.IGNORECASE).rstrip(" :(")
    if not before:
        return bool(_SIDE.match(line[day.end :]))
    return bool(re.search(r"[|•·,/–—-]$|\b(?:published|posted|updated|on)$", before, re.IGNORECASE))


def _label(before: str) -> str:
    label = "plain"
    for match in _LABEL.finditer(before):
        label = "updated" if match["updated"] else "published"
    return label


def _is_dateline_head(head: str, story: str, separator: str, opening: bool) -> bool:
    if story[:1].islower() or not head or head.count("(") != head.count(")"):
        return False
    agency = bool(_AGENCY.search(head))
    place = _AGENCY.sub(" ", head)
    days = written_dates(place)
    place = re.sub(f"{_MONTH_OF_YEAR}|{_WEEKDAY}", " ", " ".join(_around(place, days)), flags=re.IGNORECASE)
    words: list[str] = _WORD.findall(place)
    if not words or len(words) > 8 or re.search(r"[!?;“”\"]", place):
        return agency and not words
    caps = words[0].isupper() and len(words[0].strip(".")) > 1
    if words[0].lower() in _NO_PLACE and not caps:
        return False
    small = sum(w[0].islower() and w not in _JOINT for w in words)
    if days or agency:
        return small <= 1
    if small or re.search(r"\d", place):
        return False
    if caps and (opening or separator != ":"):
        return all(w.isupper() for w in words) or "," in head
    return opening and len(words) <= 4 and len(words[0]) > 2 and not (separator == ":" and story[:1] in "“\"‘'")
