"""Articles to readings, with a pipeline of one word: "strike" is an event, "bug" a fault of the program."""

import re
from dataclasses import replace
from datetime import date

import pytest
import spacy
from spacy.language import Language

from timeline import annotate
from timeline.annotate import Recipe, chunks, moved, pieces, read_article, read_articles, times
from timeline.extract import attributes
from timeline.model import Article, Claim, Interval, Mention, Precision, RoleFiller, Span, TimeExpression

DAY = Interval(date(2026, 1, 2), date(2026, 1, 2), Precision.DAY, "2026-01-02")


@Language.component("test_strikes")
def strikes(doc):
    if "bug" in doc.text:
        raise RuntimeError("a fault\nof two lines")
    found = [Span(*match.span()) for match in re.finditer("strike", doc.text)]
    whole = Span(0, len(doc.text))
    time = TimeExpression(whole, doc.text, "DATE", "2026-01-02", DAY)
    doc._.times = tuple(TimeExpression(span, "strike", "DATE", "2026-01-02", DAY) for span in found)
    doc._.names = tuple(Mention(span, "strike", "ORG") for span in found)
    doc._.claims = tuple(
        Claim("a", "strike", span, "strike", whole, (RoleFiller(Mention(span, "strike"), "agent"),), time=time, headline=True)
        for span in found
    )
    return doc


@pytest.fixture(scope="module")
def nlp():
    attributes.register()
    nlp = spacy.blank("en")
    nlp.add_pipe("test_strikes")
    return nlp


@pytest.fixture
def recipe(nlp, monkeypatch):
    """A recipe of that pipeline."""
    monkeypatch.setattr(Recipe, "load", lambda recipe: nlp)
    return Recipe()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "one two three. " * 40,
        "A line\n" * 60,
        "A paragraph of words.\n\n" * 30,
        "x" * 350,
    ],
)
def test_pieces_are_the_whole_text_and_none_is_too_long(text):
    parts = list(pieces(text, limit=100))
    assert "".join(text[slice(*part)] for part in parts) == text
    assert all(part.end - part.start <= 100 for part in parts)


@pytest.mark.parametrize("border", ["\n\n", "\n", ". ", " "])
def test_pieces_end_at_the_best_border_there_is(border):
    text = border.join(["word" * 3] * 50)
    assert all(text[: part.end].endswith(border) for part in list(pieces(text, limit=100))[:-1])


def test_a_paragraph_border_is_better_than_a_later_word():
    text = "a" * 60 + "\n\n" + "b " * 100
    assert next(pieces(text, limit=100)).end == 62


def test_moved_reaches_every_span_and_keeps_it_in_the_part():
    time = TimeExpression(Span(1, 2), "t", "DATE", "2026-01-02", DAY)
    claim = Claim("a", "strike", Span(3, 4), "x", Span(0, 9), (RoleFiller(Mention(Span(5, 6), "m"), "agent"),), time=time)
    there = moved(claim, Span(10, 18))
    assert (there.trigger, there.sentence, there.roles[0].mention.span, there.time.span) == (
        (13, 14),
        (10, 18),
        (15, 16),
        (11, 12),
    )
    assert there.time.interval == DAY


def test_offsets_in_a_very_long_article_point_into_its_text(nlp, monkeypatch):
    monkeypatch.setattr(annotate, "PIECE", 100)
    text = "\n\n".join(f"Paragraph {number} tells of a strike again." for number in range(20))
    reading = read_article(nlp, Article("long", text))
    assert len(reading.claims) == 20
    for claim in reading.claims:
        assert {text[slice(*claim.trigger)], text[slice(*claim.roles[0].mention.span)]} == {"strike"}
        assert text[slice(*claim.sentence)] == text[slice(*claim.time.span)]
    assert [text[slice(*name.span)] for name in reading.names] == ["strike"] * 20
    assert {claim.headline for claim in reading.claims[4:]} == {False}
    assert reading.claims[0].headline
    assert [line for line in reading.warnings if line.startswith("long: ")] == list(reading.warnings)
    assert len(reading.warnings) == 1
    assert [time.span for time in times(nlp, Article("long", text))] == [claim.trigger for claim in reading.claims]


def test_a_fault_in_one_article_leaves_the_others(recipe):
    articles = [Article("good", "A strike."), Article("bad", "A bug."), Article("last", "A strike, a strike.")]
    readings = list(read_articles(articles, recipe))
    assert [len(reading.claims) for reading in readings] == [1, 0, 2]
    assert readings[1].article.id == "bad"
    assert readings[1].warnings == ("bad: skipped, the program failed on its text (RuntimeError: a fault of two lines)",)


def test_debug_shows_the_fault(recipe):
    with pytest.raises(RuntimeError, match="a fault"):
        list(read_articles([Article("bad", "A bug.")], recipe, debug=True))


def test_a_component_sees_which_article_it_reads(nlp):
    article = Article("a", "A strike.", date(2026, 1, 2), title="Title")
    ((part, doc),) = annotate.documents(nlp, article)
    assert (part, doc._.article) == ((0, 9), replace(article, text="A strike.\n"))


def test_chunks_keep_order_and_have_work_enough():
    articles = [Article(str(number), "x" * 40) for number in range(7)]
    made = list(chunks(articles, characters=100))
    assert [article for chunk in made for article in chunk] == articles
    assert [len(chunk) for chunk in made] == [3, 3, 1]
