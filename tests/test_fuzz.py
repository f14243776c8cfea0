"""Broken inputs and broken articles: a few hundred of those that ``benchmarks/fuzz.py`` makes by the thousand."""

import contextlib
import io
import logging
import random
from datetime import date

import garbage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import export, ontology
from timeline.annotate import read_article
from timeline.copies import copies
from timeline.merge import merge
from timeline.model import Article, Chronicle
from timeline.read import read
from timeline.resolve import resolve


def check(path, data):
    path.write_bytes(data)
    told = []
    shown = io.StringIO()
    with contextlib.redirect_stderr(shown):
        articles = list(read([path], warn=told.append))
    assert articles or told
    assert all(line.isprintable() for line in told)
    assert all(article.text.strip() and article.id.isprintable() for article in articles)
    assert shown.getvalue() == ""
    path.unlink()


@pytest.mark.parametrize("seed", range(4))
def test_broken_inputs_are_articles_or_warnings(tmp_path, seed, caplog):
    caplog.set_level(logging.CRITICAL)
    for name, data in garbage.inputs(150, seed):
        check(tmp_path / name, data)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from([*garbage.MAKERS, ".gz", ".unknown", ".parquet", ""]),
    data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))),
)
def test_any_bytes_are_articles_or_warnings(tmp_path, suffix, data):
    check(tmp_path / f"a{suffix}", data)


NUMBERS = (
    "20024",
    "0000",
    "000",
    "10000",
    "²",
    "½²",
    "١٢٣٤",
    "0.0",
    "1,,0",
    "9" * 20,
    "9" * 400,
    "9" * 4400,
    "99/99/9999",
    "24:60",
)
FORMS = (
    "The siege lasted from 2019 to {0}, and between 1 and {0} people died there from 1990-{0}.",
    "On the {0}th of May {0}, {0} days ago, {0} strikes killed {0} million people in {0} AD and {0} BC.",
    "In the {0}s, by May {0}, in the {0}th quarter of {0}, at {0} pm, every {0} weeks, early {0}, FY{0}, week {0} of {0}.",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", NUMBERS, ids=range(len(NUMBERS)))
def test_numbers_that_are_no_dates_and_count_nothing(nlp, form, number):
    assert read_article(nlp, Article("a", form.format(number), date(2024, 5, 4))).warnings == ()


def test_broken_articles_are_read_merged_and_written(nlp, tmp_path):
    texts = [text for text in garbage.texts(60, seed=3) if text.strip()]
    random.Random(3).shuffle(texts)
    readings = [
        read_article(nlp, Article(f"{number:02}", text, date(2024, 5, 4), "option", title=text[:40]))
        for number, text in enumerate(texts)
    ]
    resolution = resolve(readings)
    copied = copies([reading.article for reading in readings])
    events = merge(readings, resolution, ontology.load(), copied)
    articles = tuple(reading.article for reading in readings)
    chronicle = Chronicle(articles, events, resolution.actors, dict(resolution.places), copies=copied)
    export.write(chronicle, tmp_path)
    assert export.open_folder(tmp_path).events
