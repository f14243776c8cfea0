"""The table of time expressions: `expressions.tsv` says what each means; brackets mark its words in the sentence.

Rows without a type are of words that are no time: nothing that is found may touch them.
"""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline.model import Article


class Row(NamedTuple):
    kind: str
    published: str
    sentence: str
    type: str
    value: str
    mod: str
    earliest: str
    latest: str


with (Path(__file__).parent / "expressions.tsv").open(encoding="utf8", newline="") as table:
    ROWS = [Row(*fields) for fields in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
TIMES = [row for row in ROWS if row.type]
NONE = [row for row in ROWS if not row.type]


def read(nlp, row):
    start, end = row.sentence.index("["), row.sentence.index("]") - 1
    text = row.sentence.replace("[", "").replace("]", "")
    doc = nlp.make_doc(text)
    doc._.article = Article("a", text, date.fromisoformat(row.published) if row.published else None)
    return (start, end), nlp(doc)._.times


def iso(day):
    return day.isoformat() if day else ""


def test_the_table_is_large_and_its_rows_differ():
    assert len(ROWS) >= 400
    assert len(NONE) >= 70
    assert len({(row.published, row.sentence) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", TIMES, ids=[f"{row.kind}: {row.sentence}" for row in TIMES])
def test_an_expression_means(nlp, row):
    place, times = read(nlp, row)
    found = {tuple(time.span): time for time in times}
    assert place in found, [time.text for time in times]
    time = found[place]
    days = (iso(time.interval.earliest), iso(time.interval.latest)) if time.interval else ("", "")
    assert (time.type, time.value, time.mod or "", *days) == row[3:]
    assert time.rule


@pytest.mark.parametrize("row", NONE, ids=[f"{row.kind}: {row.sentence}" for row in NONE])
def test_no_expression(nlp, row):
    (start, end), times = read(nlp, row)
    assert [time.text for time in times if time.span.start < end and start < time.span.end] == []
