"""What holds of time expressions whatever the text: offsets, order of days, and moving with the day of publication."""

from datetime import date, timedelta
from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extract.quotes import timeline_quotes
from timeline.extract.times import timeline_times
from timeline.model import Article

nlp = spacy.blank("en")
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=150)
settings.load_profile("steady")

WORDS = st.sampled_from(
    """Monday Friday last next this week month year days ago two a the of in on by since until from to and between early late
    mid end March May 3 31 2019 1998 '90s 12:30 p.m. morning night quarter third every annual Easter Christmas weekend recent
    past few earlier later before after following same day yesterday tomorrow now - – / , . ( ) “ ” " ' said told will met first
    20th century summer 9/11 2021-02-30 00/00/00 hours decade fiscal half second""".split()
)
PHRASES = st.lists(WORDS, max_size=25).map(" ".join)
TEXTS = st.one_of(PHRASES, st.text(max_size=80), st.tuples(PHRASES, st.text(max_size=20), PHRASES).map(" ".join))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
COUNTED = st.sampled_from(
    ["yesterday", "today", "on Monday", "on Friday", "last week", "this week", "two days ago", "three weeks ago", "last night",
     "over the weekend", "earlier this week", "in the past two weeks", "the day before yesterday"]
)  # fmt: skip


def read(text, published):
    doc = nlp.make_doc(text)
    doc._.article = Article("a", text, published)
    return timeline_times(timeline_quotes(doc))._.times


@given(TEXTS, st.none() | DAYS)
def test_offsets_point_at_the_words_in_order(text, published):
    times = read(text, published)
    assert all(text[slice(*time.span)] == time.text for time in times)
    assert all(before.span.end <= after.span.start for before, after in pairwise(times))


@given(TEXTS, st.none() | DAYS)
def test_the_earliest_day_is_not_after_the_latest(text, published):
    for time in read(text, published):
        for days in (time.interval, time.named):
            assert days is None or days.earliest is None or days.latest is None or days.earliest <= days.latest


@given(TEXTS, st.dates(date.min, date(1, 2, 1)) | st.dates(date(9999, 1, 1), date.max))
def test_the_ends_of_the_calendar_break_nothing(text, published):
    read(text, published)


@given(COUNTED, DAYS, st.integers(-500, 500))
def test_what_is_counted_from_the_publication_moves_with_it(phrase, published, weeks):
    text = f"He was arrested {phrase}."
    shift = timedelta(weeks=weeks)
    here, there = read(text, published), read(text, published + shift)
    assert [time.text for time in here] == [time.text for time in there]
    for one, other in zip(here, there, strict=True):
        ends = ((one.interval.earliest, other.interval.earliest), (one.interval.latest, other.interval.latest))
        assert all(before + shift == after for before, after in ends)


@given(TEXTS, st.none() | DAYS)
def test_a_text_reads_the_same_twice(text, published):
    assert read(text, published) == read(text, published)
