"""The marked articles that the network is trained on: read from the compact form in which they are written, kept as offsets.

One event a line, fields set apart by " | " (``README.md`` explains them):

    2 arrest arrested | +1 Arrest | d=2022-03-17 | w=on Thursday | A=Lagos police | T=Musa Bello; two men* | P=Ikeja; Lagos | m

Most articles are not ours: of their marks only offsets are kept (``others.jsonl.gz``, ``ecbplus.jsonl.gz``). Articles of our
own making stand in ``own/*.txt``, text and marks together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ECBPLUS = "coreference/ecbplus_dev.jsonl.gz"
RAW = ("news/newswire.jsonl.gz", "dates/gum_dates.jsonl.gz", ECBPLUS)
"""JSON Lines with ``id`` and ``text``."""
ROLES = {"A": "agent", "T": "target", "X": "participant"}
STATUSES = ("occurred", "ongoing", "planned", "possible", "negated")


@dataclass
class Marked:
    """An event as marked; spans are characters of the article's text.

    Attributes:
        actors: (start, end, role, named) of one naming of each.
        when: one place of the words that date it. main: whether its article is about it.
    """

    type: str
    spans: list[tuple[int, int]]
    start: str | None = None
    end: str | None = None
    actors: list[tuple[int, int, str, bool]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    status: str = "occurred"
    reported: bool = False
    when: tuple[int, int] | None = None
    main: bool = False


@dataclass
class MarkedArticle:
    """An article with its events; ``date`` is the day that relative dates were read against."""

    id: str
    date: str
    text: str
    events: list[Marked] = field(default_factory=list)


def own(pattern: str = "*.txt", folder: Path = HERE / "own") -> Iterator[MarkedArticle]:
    """The articles of our own making. Raises: ValueError: a line that is wrong, with file and number."""
    for path in sorted(folder.glob(pattern)):
        yield from _read(path)


def others(corpora: Path, marks: Path = HERE / "others.jsonl.gz") -> Iterator[MarkedArticle]:
    """The marked articles of others: of the English Worldwide Newswire and GUM, or of ECB+ (``ecbplus.jsonl.gz``).

    Args:
        corpora: the folder that holds the files of `RAW`.
    """
    texts: dict[str, str] = {}
    for file in RAW:
        with gzip.open(corpora / file, "rt", encoding="utf-8") as lines:
            texts |= {held["id"]: joined(held["text"]) if file == ECBPLUS else held["text"] for held in map(json.loads, lines)}
    with gzip.open(marks, "rt", encoding="utf-8") as lines:
        for held in map(json.loads, lines):
            events = [Marked(**event) for event in held["events"]]
            yield MarkedArticle(held["id"], held["date"], texts[held["id"]], events)


def joined(words: str) -> str:
    """A text as it was before its words were set apart by spaces, or nearly so."""
    text = re.sub(r" ?''|`` ?", '"', words.replace("' '", "''"))
    text = re.sub(r" ('(?:s|re|ve|ll|d|m)|n't)\b", r"\1", text)
    text = re.sub(r" +([,.;:!?%)\]])(?!\d)", r"\1", re.sub(r"([(\[$]) +", r"\1", text))
    return re.sub(r" +- +", "-", text).replace("\n", "\n\n")


def write_offsets(articles: Iterator[MarkedArticle], out: Path) -> None:
    """Keep the marks of articles without their text."""
    with gzip.GzipFile(out, "wb", mtime=0) as file:
        for article in articles:
            events = [asdict(event) for event in article.events]
            file.write((json.dumps({"id": article.id, "date": article.date, "events": events}) + "\n").encode())


def renewed(marks: Iterable[MarkedArticle], records: Iterable[dict[str, Any]], read: set[str]) -> Iterator[MarkedArticle]:
    """Articles with new marks in place of the old ones.

    Args:
        records: events as the guide of the gold articles has them written: trigger, sentence, mentions, actors by name.
        read: the ids of the articles that were marked anew; one without a record has no event.
    Raises:
        ValueError: a trigger that is not in its sentence, or words that are not in the text.
    """
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        told[record["doc"]].append(record)
    for article in marks:
        if article.id in read:
            events = [of_record(record, article.text, f"{article.id} {record['id']}") for record in told[article.id]]
            article = replace(article, events=events)
        yield article


def of_record(record: dict[str, Any], text: str, where: str) -> Marked:
    """An event as the guide has it written."""
    spans = []
    for told in (record, *record.get("mentions", ())):
        start, end = _anywhere(text, told["sentence"], where)
        first, last = _anywhere(text[start:end], told["trigger"], where)
        spans.append((start + first, start + last))
    actors = [(*_anywhere(text, a["name"], where), a["role"], a.get("named", True)) for a in record["actors"]]
    return Marked(
        type=record["type"],
        spans=list(dict.fromkeys(spans)),
        start=record["start"],
        end=record["end"],
        actors=actors,
        places=[_anywhere(text, place, where) for place in record["places"]],
        status=record["status"],
        reported=record["reported"],
        when=_anywhere(text, record["when"], where) if record.get("when") else None,
        main=record["main"],
    )


def _read(path: Path) -> Iterator[MarkedArticle]:
    article: MarkedArticle | None = None
    sentences: list[tuple[int, int]] = []
    marking = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path}:{number}"
        if line.startswith("### "):
            if article is not None:
                yield article
            _, id, day = line.split()
            article, sentences, marking = MarkedArticle(id, date.fromisoformat(day).isoformat(), ""), [], False
        elif line.startswith("---"):
            marking = True
        elif article is not None and line.strip():
            if marking:
                article.events.append(event(line, article.text, sentences, where))
            else:
                found = re.match(r"\[\d+\] (¶ ?)?(.+)$", line.strip())
                if found is None:
                    raise ValueError(f"{where}: no sentence: {line[:60]}")
                if article.text:
                    article.text += "\n\n" if found[1] else " "
                sentences.append((len(article.text), len(article.text) + len(found[2])))
                article.text += found[2]
    if article is not None:
        yield article


def event(line: str, text: str, sentences: list[tuple[int, int]], where: str) -> Marked:
    """The event that a line of marks tells. Raises: ValueError."""
    first, *fields = (part.strip() for part in line.split(" | "))
    head = re.match(r"(\d+) (\w+) (.+)$", first)
    if head is None:
        raise ValueError(f"{where}: the first field is SENTENCE TYPE TRIGGER: {first}")
    made = Marked(head[2], [_trigger(text, sentences, int(head[1]), head[3], where)])
    for part in fields:
        key, _, value = part.partition("=")
        if part == "r":
            made.reported = True
        elif part == "m":
            made.main = True
        elif key == "w":
            made.when = _anywhere(text, value, where)
        elif part.startswith("+"):
            at, _, words = part[1:].partition(" ")
            made.spans.append(_trigger(text, sentences, int(at), words, where))
        elif key == "d":
            days = value.split("..") if ".." in value else [value, value]
            made.start, made.end = (date.fromisoformat(day).isoformat() if day else None for day in days)
        elif key in ROLES:
            for name in filter(None, map(str.strip, value.split(";"))):
                bare = name.rstrip("*").strip()
                made.actors.append((*_anywhere(text, bare, where), ROLES[key], not name.endswith("*")))
        elif key == "P":
            made.places += [_anywhere(text, name, where) for name in filter(None, map(str.strip, value.split(";")))]
        elif key == "s" and value in STATUSES:
            made.status = value
        elif part:
            raise ValueError(f"{where}: unknown field {part!r}")
    return made


def _trigger(text: str, sentences: list[tuple[int, int]], number: int, words: str, where: str) -> tuple[int, int]:
    """The characters of trigger words in a sentence; "strike#2" is their second occurrence."""
    found = re.match(r"(.*)#(\d+)$", words)
    words, nth = (found[1], int(found[2])) if found else (words, 1)
    if not 1 <= number <= len(sentences):
        raise ValueError(f"{where}: there is no sentence {number}")
    start, end = sentences[number - 1]
    pattern = r"\s+".join(map(re.escape, words.split()))
    for shape in (rf"(?<!\w){pattern}(?!\w)", pattern, f"(?i){pattern}"):
        hits = list(re.finditer(shape, text[start:end]))
        if len(hits) >= nth:
            return start + hits[nth - 1].start(), start + hits[nth - 1].end()
    raise ValueError(f"{where}: {words!r} is not in sentence {number}")


def _anywhere(text: str, name: str, where: str) -> tuple[int, int]:
    """The characters of the first naming of somebody. Raises: ValueError."""
    pattern = r"\s+".join(map(re.escape, name.split()))
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    if found is None:
        raise ValueError(f"{where}: {name!r} is not in the text")
    return found.span()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Check the marks of our own articles.")
    parser.add_argument("--own", type=Path, default=HERE / "own")
    articles = list(own(folder=parser.parse_args().own))
    print(f"{len(articles)} articles, {sum(len(a.events) for a in articles)} events")
