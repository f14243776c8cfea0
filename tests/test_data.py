"""The demo articles and the events marked in them agree with each other."""

import json
import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"
TYPES_OF_FAMILIES = {
    "violence": "strike attack killing abduction cyberattack",
    "justice": "arrest raid seizure investigation indictment trial conviction sentencing lawsuit ruling extradition release",
    "sanction": "designation sanction reward",
    "military": "deployment withdrawal exercise",
    "diplomacy": "meeting visit agreement aid",
    "speech": "interview statement accusation threat demand denial publication",
    "politics": "election appointment resignation legislation coup protest ceremony",
    "incident": "disaster death migration economic",
}
TYPES = {name for names in TYPES_OF_FAMILIES.values() for name in names.split()}
STATUSES = {"occurred", "ongoing", "planned", "possible", "negated"}
ROLES = {"agent", "target", "participant"}
FIELDS = ["doc", "id", "type", "trigger", "spans", "start", "end", "when", "actors", "places", "status", "reported", "main"]
WEEKDAYS = "|".join(f"{day:%A}" for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(7)))
DATE_LINE = re.compile(rf"({WEEKDAYS}),? (?:(?P<d>\d+) (?P<m>[A-Z]\w+) |(?P<m2>[A-Z]\w+) (?P<d2>\d+), )(?P<y>\d{{4}})")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


BRIEFS = lines(DATA / "articles" / "briefs.jsonl")
TEXTS = {path.stem: path.read_text(encoding="utf8") for path in sorted((DATA / "articles").glob("*.txt"))}
TEXTS |= {brief["id"]: brief["text"] for brief in BRIEFS}
GOLD = defaultdict(list)
for record in lines(DATA / "gold.jsonl"):
    GOLD[record["doc"]].append(record)
EACH_ARTICLE = pytest.mark.parametrize("doc", sorted(TEXTS))


def days(event):
    return [date.fromisoformat(event[end]) for end in ("start", "end") if event[end] is not None]


def test_enough_articles_over_enough_weeks():
    assert len(TEXTS) >= 12
    told = [day for events in GOLD.values() for event in events if event["main"] for day in days(event)]
    assert max(told) - min(told) >= timedelta(weeks=3)


def test_gold_is_of_these_articles_and_shows_every_type():
    assert set(GOLD) == set(TEXTS)
    assert len(TYPES) == 45
    assert {event["type"] for events in GOLD.values() for event in events} == TYPES


def test_records_of_the_json_file_are_complete():
    for brief in BRIEFS:
        assert list(brief) == ["id", "text", "date", "title", "url", "source"]
        date.fromisoformat(brief["date"])


@EACH_ARTICLE
def test_five_to_fourteen_events_numbered_and_a_main_one(doc):
    assert [event["id"] for event in GOLD[doc]] == [f"e{number}" for number in range(1, len(GOLD[doc]) + 1)]
    assert 5 <= len(GOLD[doc]) <= 14
    assert any(event["main"] for event in GOLD[doc])


@EACH_ARTICLE
def test_spans_hold_the_trigger(doc):
    for event in GOLD[doc]:
        first, *others = [TEXTS[doc][start:end] for start, end in event["spans"]]
        assert first == event["trigger"]
        assert all(1 <= len(words.split()) <= 3 and words == words.strip() for words in (first, *others)), event


@EACH_ARTICLE
def test_spans_do_not_overlap(doc):
    spans = sorted(span for event in GOLD[doc] for span in event["spans"])
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@EACH_ARTICLE
def test_fields_are_of_their_kind(doc):
    for event in GOLD[doc]:
        assert list(event) == FIELDS
        assert event["type"] in TYPES, event
        assert event["status"] in STATUSES, event
        assert {actor["role"] for actor in event["actors"]} <= ROLES, event
        assert type(event["reported"]) is type(event["main"]) is bool, event


@EACH_ARTICLE
def test_names_and_date_words_stand_in_the_text(doc):
    for event in GOLD[doc]:
        for words in [*(actor["name"] for actor in event["actors"]), *event["places"], event["when"] or ""]:
            assert words in TEXTS[doc], event


@EACH_ARTICLE
def test_days_are_ordered_and_told_by_words(doc):
    for event in GOLD[doc]:
        told = days(event)
        assert told == sorted(told), event
        assert event["when"] or not told, event


@EACH_ARTICLE
def test_weekdays_fit_the_calendar(doc):
    for event in GOLD[doc]:
        named = set(re.findall(WEEKDAYS, event["when"] or ""))
        assert named <= {f"{day:%A}" for day in days(event)}, event


@EACH_ARTICLE
def test_weekdays_of_date_lines_fit_the_calendar(doc):
    for found in DATE_LINE.finditer(TEXTS[doc]):
        year, month, day = found["y"], found["m"] or found["m2"], found["d"] or found["d2"]
        months = {f"{date(2024, number, 1):%B}": number for number in range(1, 13)}
        assert f"{date(int(year), months[month], int(day)):%A}" == found[1]
