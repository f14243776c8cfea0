"""When an article was published: the option, its own date field, a date line in its head, the file name, the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath

from timeline.datelines import (
    FIRST_YEAR,
    LAST_YEAR,
    LabelledDate,
    WrittenDate,
    date_of_dateline,
    dates_of_line,
    day_named,
    written_dates,
)
from timeline.model import Article

HEAD_LINES = 12
HEAD_CHARACTERS = 1500
LONGEST_DATE_LINE = 110
LATE = timedelta(days=7)
"""How far the day of a text may be from that of its publication without a doubt about either."""
_PREFERRED = ("published", "plain", "updated")
_ISO = re.compile(r"(\d{4}-?\d{2}-?\d{2})(?:[T ]\s*\d{2}:?\d{2}.*)?", re.DOTALL)
_PATH_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=[/_-]|[01]\d(?:[0-3]\d)?(?:\D|$)|$)")


def day_of_field(value: str) -> date | None:
    """The day that a date field holds: ISO 8601 (a time and zone after it are set aside) or a day written out; else None."""
    iso = _ISO.fullmatch(value.strip())
    try:
        day = date.fromisoformat(iso[1]) if iso else day_named(value)
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def dated(article: Article, option: date | None, file: str | None) -> Article:
    """The article with its publication date and where that was found, as far as it can be found.

    Args:
        article: with the date of its own field, if it has one.
        option: the day that the user names for all articles.
        file: the name of the file without suffix, where the file holds this one article.
    """
    if option:
        return replace(article, date=option, date_source="option")
    if article.date:
        return article if article.date_source != "none" else replace(article, date_source="field")
    beside = _day_of_name(file) if file else None
    address = _day_of_address(article.url) if article.url else None
    near = beside or address or (_middle_of_year(article.url) if article.url else None)
    for day, source in ((day_of_head(article.text, near), "head"), (beside, "file name"), (address, "url")):
        if day:
            return replace(article, date=day, date_source=source)
    return article


def other_day(article: Article) -> date | None:
    """The day that the text itself says it is of, where that is more than a week from the article's."""
    if article.date is None or article.date_source == "head":
        return None
    day = day_of_head(article.text, article.date)
    if any(labelled.written.on() == article.date for labelled in _date_lines(article.text)):
        return None
    return day if day is not None and abs(day - article.date) > LATE else None


def day_of_head(text: str, near: date | None = None) -> date | None:
    """The day of the best date line, or else of a dateline; one that names no year is read as the day closest to ``near``."""
    found: dict[str, LabelledDate] = {}
    for labelled in _date_lines(text):
        found.setdefault(labelled.label, labelled)
    for label in _PREFERRED:
        if label in found:
            return found[label].written.on()
    for line in _head(text):
        written = date_of_dateline(line)
        if written:
            return written.on() or (_closest(written, near) if near else None)
    return None


def _closest(written: WrittenDate, near: date) -> date | None:
    days = [day for year in (near.year - 1, near.year, near.year + 1) if (day := written.on(year))]
    return min(days, key=lambda day: abs(day - near), default=None)


def _date_lines(text: str) -> Iterator[LabelledDate]:
    """The days of the date lines in the head; of several unlabelled ones, as a chronicle has, none but above the story."""
    head = list(_head(text))
    labelled = [(at, day) for at, line in enumerate(head) if len(line) <= LONGEST_DATE_LINE for day in dates_of_line(line)]
    plain = [(at, day) for at, day in labelled if day.label == "plain"]
    chronicle = len({day.written[2:] for _, day in plain}) > 1
    for at, day in labelled:
        if (
            day.label != "plain"
            or not chronicle
            or ((at, day) == plain[0] and max(map(len, head[: at + 1])) <= LONGEST_DATE_LINE)
        ):
            yield day


def _head(text: str) -> Iterator[str]:
    """The first lines that are not blank, stripped."""
    count = at = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if count >= HEAD_LINES or at > HEAD_CHARACTERS:
            return
        at += len(line)
        if stripped:
            count += 1
            yield stripped


def _day_of_name(name: str) -> date | None:
    days = {day.on() for day in written_dates(PurePath(name).name) if day.year}
    return days.pop() if len(days) == 1 else None


def _day_of_address(url: str) -> date | None:
    days = {day.on() for day in written_dates(url) if day.year and url[: day.start].endswith(("/", "="))}
    return days.pop() if len(days) == 1 else None


def _middle_of_year(url: str) -> date | None:
    """A day in the one year that the address names: close to every day of that year, and to none of another."""
    years = {int(match["year"]) for match in _PATH_YEAR.finditer(url)}
    return date(years.pop(), 7, 2) if len(years) == 1 else None
