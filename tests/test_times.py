"""Time expressions: what is found in a text, and what it means."""

from datetime import date

import pytest
import spacy

from timeline.extract.quotes import timeline_quotes
from timeline.extract.times import timeline_times
from timeline.model import Article, Precision

FRIDAY = date(2026, 1, 2)
blank = spacy.blank("en")


def read(text, published=FRIDAY):
    doc = blank.make_doc(text)
    doc._.article = Article(id="a", text=text, date=published)
    return timeline_times(timeline_quotes(doc))._.times


def one(text, published=FRIDAY):
    times = read(text, published)
    assert len(times) == 1, [t.text for t in times]
    assert times[0].text == text[slice(*times[0].span)]
    return times[0]


def days(time):
    return tuple(str(day) if day else None for day in (time.interval.earliest, time.interval.latest))


@pytest.mark.parametrize(
    ("text", "found", "value", "first", "last"),
    [
        ("They met on March 3, 2021.", "March 3, 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on 3 March 2021.", "3 March 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on the 3rd of March, 2021.", "the 3rd of March, 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on the third of March 2021.", "the third of March 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met Wed., Mar. 3, 2021.", "Wed., Mar. 3, 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on Wednesday 3rd March, 2021.", "Wednesday 3rd March, 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on 2021-03-03.", "2021-03-03", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("They met on 03/04/2021.", "03/04/2021", "2021-03-04", "2021-03-04", "2021-03-04"),
        ("They met on 23/04/2021.", "23/04/2021", "2021-04-23", "2021-04-23", "2021-04-23"),
        ("They met on 03.04.2021.", "03.04.2021", "2021-04-03", "2021-04-03", "2021-04-03"),
        ("They met on 3 de marzo de 2021.", "3 de marzo de 2021", "2021-03-03", "2021-03-03", "2021-03-03"),
        ("Held from 5–6 September 2019.", "5–6 September 2019", "2019-09-05/2019-09-06", "2019-09-05", "2019-09-06"),
        ("It happened in Sept. 2021.", "Sept. 2021", "2021-09", "2021-09-01", "2021-09-30"),
        ("It happened in 2019.", "2019", "2019", "2019-01-01", "2019-12-31"),
        ("Listed in late 2025.", "late 2025", "2025", "2025-10-01", "2025-12-31"),
        ("It began in mid-March 2020.", "mid-March 2020", "2020-03", "2020-03-11", "2020-03-20"),
        ("At the end of June 2018 they left.", "the end of June 2018", "2018-06", "2018-06-21", "2018-06-30"),
        ("In the early 1990s they left.", "the early 1990s", "199X", "1990-01-01", "1993-12-31"),
        ("The fall of 2019 was mild.", "The fall of 2019", "2019-FA", "2019-09-01", "2019-11-30"),
        ("Sales in the third quarter of 2022.", "the third quarter of 2022", "2022-Q3", "2022-07-01", "2022-09-30"),
        ("Sales in the first half of 2022.", "the first half of 2022", "2022-H1", "2022-01-01", "2022-06-30"),
        ("Built in the 19th century.", "the 19th century", "18XX", "1800-01-01", "1899-12-31"),
        ("On Easter Sunday 2022 they met.", "Easter Sunday 2022", "2022-04-17", "2022-04-17", "2022-04-17"),
    ],
)
def test_absolute_dates(text, found, value, first, last):
    time = one(text)
    assert (time.text, time.value, days(time)) == (found, value, (first, last))
    assert time.anchor is None


@pytest.mark.parametrize("word", ["after", "since", "before"])
@pytest.mark.parametrize("mark", ["'", "’"])
def test_the_day_of_what_has_a_day_is_its_own(word, mark):
    day, after = one(f"They fled {word} Monday{mark}s vote."), one(f"They fled {word} Monday.")
    assert days(day) == ("2025-12-29", "2025-12-29")
    assert days(after) != days(day)


@pytest.mark.parametrize(
    ("text", "found", "value", "first", "last"),
    [
        ("He was arrested on Friday.", "Friday", "2026-01-02", "2026-01-02", "2026-01-02"),
        ("He was arrested on Saturday.", "Saturday", "2025-12-27", "2025-12-27", "2025-12-27"),
        ("They will meet on Saturday.", "Saturday", "2026-01-03", "2026-01-03", "2026-01-03"),
        ("He was arrested last Friday.", "last Friday", "2025-12-26", "2025-12-26", "2025-12-26"),
        ("He was arrested yesterday.", "yesterday", "2026-01-01", "2026-01-01", "2026-01-01"),
        ("He said so the day before yesterday.", "the day before yesterday", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("He was arrested last night.", "last night", "2026-01-01TNI", "2026-01-01", "2026-01-01"),
        ("He was arrested last week.", "last week", "2025-W52", "2025-12-22", "2025-12-28"),
        ("He was arrested this week.", "this week", "2026-W01", "2025-12-29", "2026-01-02"),
        ("He was arrested earlier this week.", "earlier this week", "2026-W01", "2025-12-29", "2026-01-01"),
        ("He was arrested over the weekend.", "the weekend", "2025-W52-WE", "2025-12-27", "2025-12-28"),
        ("He was arrested last month.", "last month", "2025-12", "2025-12-01", "2025-12-31"),
        ("He will be tried next month.", "next month", "2026-02", "2026-02-01", "2026-02-28"),
        ("He will be tried early next year.", "early next year", "2027", "2027-01-01", "2027-04-30"),
        ("He was arrested in December.", "December", "2025-12", "2025-12-01", "2025-12-31"),
        ("He was arrested in July last year.", "July last year", "2025-07", "2025-07-01", "2025-07-31"),
        ("He was arrested on December 31st.", "December 31st", "2025-12-31", "2025-12-31", "2025-12-31"),
        ("He will be tried on March 12.", "March 12", "2026-03-12", "2026-03-12", "2026-03-12"),
        ("He was arrested last November.", "last November", "2025-11", "2025-11-01", "2025-11-30"),
        ("He was arrested last Thanksgiving.", "last Thanksgiving", "2025-11-27", "2025-11-27", "2025-11-27"),
        ("He was arrested three days ago.", "three days ago", "2025-12-30", "2025-12-30", "2025-12-30"),
        ("He was arrested six weeks ago.", "six weeks ago", "2025-W47", "2025-11-21", "2025-11-21"),
        ("He was arrested two months ago.", "two months ago", "2025-11", "2025-11-01", "2025-11-30"),
        ("He was arrested a decade ago.", "a decade ago", "2016", "2016-01-01", "2016-12-31"),
        ("He fled in the past two weeks.", "the past two weeks", "P2W", "2025-12-19", "2026-01-02"),
        ("He goes in the next few days.", "the next few days", "PXD", "2026-01-03", None),
        ("Prices fell in recent days.", "recent days", "PXD", None, "2026-01-02"),
        ("It is the end of the five-month-old war.", "five-month-old", "P5M", "2025-08-02", "2026-01-02"),
    ],
)
def test_relative_to_the_publication(text, found, value, first, last):
    time = one(text)
    assert (time.text, time.value, days(time)) == (found, value, (first, last))
    assert (time.anchor, time.anchor_is) == ("2026-01-02", "publication")
    assert time.rule


def test_a_weekday_beside_its_date_fixes_the_year():
    assert days(one("They met on Monday (July 25).")) == ("2022-07-25", "2022-07-25")


def test_the_day_of_a_number_without_year_is_near():
    assert days(one("He was told to leave by Jan. 14.", date(2000, 1, 6))) == (None, "2000-01-14")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("He left earlier this year.", "2025-01-01", "2025-07-09"),
        ("A few hours ago he left.", "2025-07-10", "2025-07-10"),
        ("He left late last week.", "2025-07-03", "2025-07-06"),
        ("Trade fell, he told them following Tuesday's talks.", "2025-07-08", "2025-07-08"),
        ("He was arrested at midnight yesterday.", "2025-07-09", "2025-07-09"),
        ("He was arrested just before midnight yesterday.", "2025-07-09", "2025-07-09"),
        ("He was arrested shortly after 9 pm on Monday.", "2025-07-07", "2025-07-07"),
        ("He was arrested before dawn on Monday.", "2025-07-07", "2025-07-07"),
        ("He had left before Monday morning.", None, "2025-07-07"),
        ("It was shelled after Monday night.", "2025-07-07", None),
    ],
)
def test_days_by_the_publication(text, first, last):
    assert days(read(text, date(2025, 7, 10))[-1]) == (first, last)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It wasn't until 2003 that he admitted it.", "2003-01-01"),
        ("He did not meet them until 2003.", "2003-01-01"),
        ("It took until 2003 to find him.", "2003-01-01"),
        ("His name was unknown until 2003.", "2003-01-01"),
        ("He did not win. He stayed until 2003.", None),
        ("He did not win but stayed until 2003.", None),
        ("He was not hurt and stayed until 2003.", None),
        ("They did not arrest the 40 suspects until 2003.", "2003-01-01"),
        ("It was only valid until 2003.", None),
        ("He stayed until 2003.", None),
    ],
)
def test_what_is_not_until_then_is_then(text, first):
    assert days(one(text)) == (first, "2003-12-31")


def test_since_then_is_since_the_last_date_told():
    then = read("The clinic opened in May 2010. It has closed since then.")[1]
    assert (then.text, days(then), then.anchor) == ("then", ("2010-05-01", "2026-01-02"), "2010-05-01/2010-05-31")
    assert one("It has closed since then.").interval is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fire broke out at 2045 GMT.", "2026-01-02T20:45"),
        ("It sank (0630 UTC) there.", "2026-01-02T06:30"),
        ("The 2012 Paris declaration.", "2012"),
        ("In the fall they met.", "2025-FA"),
    ],
)
def test_numbers_and_words_of_two_meanings(text, value):
    assert one(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "They met at the Winter Games.",
        "He survived the fall.",
        "They sold 2012 houses.",
        "He joined the March for Life.",
        "They held 1948 Palestinians.",
        "It hit 1800 local villagers and 1500 Eastern Europeans.",
        "It changed since then-President Ruiz left.",
    ],
)
def test_what_only_looks_like_a_time(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "first", "last", "named"),
    [
        ("It has lasted since 2009.", "2009-01-01", "2026-01-02", "2009"),
        ("He stayed until 1989.", None, "1989-12-31", "1989"),
        ("It must be done by March 2030.", None, "2030-03-31", "2030-03"),
        ("It began before March 3, 2020.", None, "2020-03-02", "2020-03-03"),
        ("It began after March 3, 2020.", "2020-03-04", None, "2020-03-03"),
    ],
)
def test_open_ends(text, first, last, named):
    time = one(text)
    assert days(time) == (first, last)
    assert (time.named.edtf, time.value) == (named, named)


@pytest.mark.parametrize(
    ("text", "found", "first", "last"),
    [
        ("He ruled from 2009 to 2012.", ["2009", "2012"], "2009-01-01", "2012-12-31"),
        ("The 2017-2020 agreement.", ["2017", "2020"], "2017-01-01", "2020-12-31"),
        ("It lasted from March to August 2011.", ["March", "August 2011"], "2011-03-01", "2011-08-31"),
        ("It lasted from May 19 to June 15.", ["May 19", "June 15"], "2025-05-19", "2025-06-15"),
        ("It lasted from December 2024 to March.", ["December 2024", "March"], "2024-12-01", "2025-03-31"),
    ],
)
def test_both_ends_of_a_range_carry_it_whole(text, found, first, last):
    times = read(text)
    assert [t.text for t in times] == found
    assert {days(t) for t in times} == {(first, last)}
    assert all(t.interval.precision is Precision.RANGE for t in times)


def test_two_days_of_a_month():
    times = read("They met on April 24 and 25.")
    assert [(t.text, t.value) for t in times] == [("April 24", "2025-04-24"), ("25", "2025-04-25")]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("the following day", "2020-03-04"),
        ("the same day", "2020-03-03"),
        ("a day earlier", "2020-03-02"),
        ("two weeks later", "2020-W12"),
        ("that night", "2020-03-03TNI"),
        ("later that year", "2020"),
        ("the next morning", "2020-03-04TMO"),
    ],
)
def test_counted_from_a_date_told_before(phrase, value):
    times = read(f"It began on March 3, 2020. It ended {phrase}.")
    assert [t.text for t in times] == ["March 3, 2020", phrase]
    assert (times[1].value, times[1].anchor, times[1].anchor_is) == (value, "2020-03-03", "text")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("They were taken on 3 March 2022. Three days later two were freed. The rest died on 11 March.", "2022-03-11"),
        ("Police came on 6 May 2021. She was held the same day and charged that week. In June she was freed.", "2021-06"),
        ("The war began on 24 February 2022. On Tuesday he left. He returned on 11 March.", "2025-03-11"),
        ("She won in December 2020. That winter two of her deputies were held.", "2020-24"),
        ("She won in December 2020. That winter they were held. That spring she left.", "2021-21"),
        ("He left office in November 2011. That summer, rioters burned shops.", "2011-22"),
        ("They bought it in 2019. Two years later they sold it. That summer they left.", "2021-22"),
        ("It was listed on June 4, 2023. Seven months after that it was seized. He was charged the same week.", "2024-01"),
        ("Sunday's attack in Zamfara came a day after gunmen took 30 villagers.", "2025-05-24"),
        ("The raid on Thursday happened two days before the vote.", "2025-05-31"),
    ],
)
def test_counted_on_and_on(text, last):
    assert read(text, date(2025, 5, 30))[-1].interval.edtf == last


@pytest.mark.parametrize(
    "text", ["The raid came a day after the vote.", "They left on Sunday. The raid came a day after the vote."]
)
def test_a_day_after_is_no_day_without_a_date_in_its_sentence(text):
    assert read(text)[-1].interval is None


@pytest.mark.parametrize(
    ("phrase", "first", "last"),
    [
        ("later that month", "2020-03-10", "2020-03-31"),
        ("earlier that month", "2020-03-01", "2020-03-10"),
        ("that month", "2020-03-01", "2020-03-31"),
    ],
)
def test_the_rest_of_a_month_told_of(phrase, first, last):
    assert days(read(f"It began on March 10, 2020. It rained {phrase}.")[1]) == (first, last)


def test_counted_from_nothing_stays_open():
    time = one("It ended the following day.")
    assert (time.value, time.interval) == ("XXXX-XX-XX", None)


@pytest.mark.parametrize(
    ("text", "type", "value", "mod"),
    [
        ("a two-day meeting", "DURATION", "P2D", None),
        ("jailed for three months", "DURATION", "P3M", None),
        ("a 36-hour standoff", "DURATION", "PT36H", None),
        ("within 48 hours", "DURATION", "PT48H", None),
        ("a flight of 5 1/2 hours", "DURATION", "PT5H30M", None),
        ("for half an hour", "DURATION", "PT30M", None),
        ("for twenty-five years", "DURATION", "P25Y", None),
        ("for more than four decades", "DURATION", "P40Y", "MORE_THAN"),
        ("for several weeks", "DURATION", "PXW", None),
        ("every Tuesday", "SET", "XXXX-WXX-2", None),
        ("the annual meeting", "SET", "P1Y", None),
        ("paid daily", "SET", "P1D", None),
        ("every two weeks", "SET", "P2W", None),
        ("it happened recently", "DATE", "PAST_REF", None),
        ("they are currently held", "DATE", "PRESENT_REF", None),
        ("we shall know soon", "DATE", "FUTURE_REF", None),
    ],
)
def test_no_place_in_the_calendar(text, type, value, mod):
    time = one(text)
    assert (time.type, time.value, time.mod, time.interval) == (type, value, mod, None)


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("Shots fell at 3 p.m. on Tuesday.", "3 p.m. on Tuesday", "2025-12-30T15:00"),
        ("Shots fell at 10:30.", "10:30", "2026-01-02T10:30"),
        ("10:48 AM – Friday, January 2, 2026", "10:48 AM – Friday, January 2, 2026", "2026-01-02T10:48"),
        ("Shots fell on the night of December 30.", "the night of December 30", "2025-12-30TNI"),
    ],
)
def test_hours_belong_to_a_day(text, found, value):
    time = read(text)[0]
    assert (time.text, time.type, time.value) == (found, "TIME", value)
    assert time.interval.precision is Precision.DAY


@pytest.mark.parametrize(
    "text",
    [
        "It may rise.",
        "They march through 3 towns.",
        "He sat in the sun.",
        "It cost $20 and 2,019 people paid $2019.",
        "The second man won 3-1.",
        "The fall of the town.",
        "COVID-19 and an A320.",
        "A 44-year-old man.",
        "About 2000 people and 12 soldiers.",
        "We met Theresa.",
        "As soon as possible.",
        "At the end of the day, we lost.",
    ],
)
def test_no_time_at_all(text):
    assert read(text) == ()


def test_quoted_words_are_read_against_the_day_of_the_speech():
    text = "“Two nights ago, we hit it,” the mayor told a radio station earlier this week. He left two nights ago."
    inside, attribution, outside = read(text)
    assert attribution.interval.edtf == "[2025-12-29..2026-01-01]"
    assert inside.interval.edtf == "[2025-12-27..2025-12-30]"
    assert inside.interval.precision is Precision.DAY
    assert (inside.anchor, inside.anchor_is) == ("2025-12-29/2026-01-01", "speech")
    assert (outside.value, outside.anchor_is) == ("2025-12-31", "publication")


def test_what_is_added_was_said_in_the_same_speech():
    text = "“We won yesterday,” she said on Tuesday.\n\n“We leave tomorrow,” she added."
    assert [t.value for t in read(text)] == ["2025-12-29", "2025-12-30", "2025-12-31"]


def test_without_a_publication_date_relative_expressions_stay_unresolved():
    friday, weeks, year = read("On Friday, two weeks ago and in 2019.", None)
    assert (friday.value, friday.interval, friday.anchor) == ("XXXX-WXX-5", None, None)
    assert "no day to count from" in friday.rule
    assert weeks.interval is None
    assert days(year) == ("2019-01-01", "2019-12-31")


def test_a_long_text_reads_the_same_twice():
    text = "On Monday (July 25) and every two weeks since May 3, from 2009 to 2012, the 25 25 25 - - March. " * 400
    assert read(text) == read(text)


def test_empty_and_odd_texts():
    assert read("") == ()
    assert read("February 30, 99/99/9999, 1234-56-78, the 99th of May, 25:61") is not None


def test_around_what_has_been_does_not_reach_beyond_the_day_of_the_text():
    assert one("They fled around last week.").interval.edtf == "[2025-12-15..2026-01-02]"
    day = one("They fled about two days ago.")
    assert (day.interval.edtf, days(day)) == ("2025-12-31~", ("2025-12-28", "2026-01-02"))


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("between 3 and 5 March 2025", "[2025-03-03..2025-03-05]"),
        ("between March 3 and March 5, 2025", "[2025-03-03..2025-03-05]"),
        ("between March and May 2024", "[2024-03-01..2024-05-31]"),
        ("between 2015 and 2017", "[2015-01-01..2017-12-31]"),
        ("from 3 to 5 March 2025", "2025-03-03/2025-03-05"),
        ("from 2015 to 2017", "2015/2017"),
    ],
)
def test_between_two_days_is_some_time_and_from_one_to_another_all_of_it(phrase, edtf):
    assert {time.interval.edtf for time in read(f"She was held {phrase}.")} == {edtf}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Bad wiring is to blame for Thursday's fire.", "2026-01-01"),
        ("The fire was set on Thursday.", "2026-01-01"),
        ("The hearing was set for Thursday.", "2026-01-08"),
        ("Rates will rise, according to a report on Thursday by the bank.", "2026-01-01"),
        ("Rates will rise on Thursday.", "2026-01-08"),
        ("Police foiled a planned attack on Thursday.", "2026-01-01"),
        ("The hearing was set on March 20.", "2026-03-20"),
        ("They met ahead of this Sunday's vote.", "2026-01-04"),
        ("They met this Sunday.", "2025-12-28"),
        ("They met in January.", "2026-01-01/2026-01-02"),
        ("They agreed on a summit for January.", "2026-01"),
        ("He said it would begin in January.", "2026-01"),
        ("The trial could open in January.", "2026-01"),
        ("She was due to return on Thursday.", "2026-01-08"),
        ("Smoke could be seen on Thursday.", "2026-01-01"),
        ("Police could not open the road on Thursday.", "2026-01-01"),
        ("He declared a day of mourning for Thursday.", "2026-01-08"),
    ],
)
def test_before_or_after_as_the_sentence_has_it(nlp, text, day):
    doc = nlp.make_doc(text)
    doc._.article = Article("a", text, FRIDAY)
    (time,) = nlp(doc)._.times
    assert time.interval.edtf == day
