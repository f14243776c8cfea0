"""White space around the text of an article changes nothing of what is read."""

from dataclasses import replace
from pathlib import Path

import pytest

from timeline import annotate
from timeline.model import Article, Span
from timeline.read import read

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
AROUND = ("{}", "{}\n", "{}\n\n\n", "{} \t", "\n\n  {}\r\n")


def reading(nlp, article, text):
    """All that is read of a text, its places counted from its first word."""
    article = replace(article, text=text)
    first = len(text) - len(text.lstrip())
    back = Span(-first, len(text.strip()))
    found = annotate.read_article(nlp, article)
    assert all(text[slice(*name.span)] == name.text for name in found.names)
    return annotate.moved((found.names, found.claims, tuple(annotate.times(nlp, article)), found.terms), back)


@pytest.mark.parametrize("name", ["andes-press_coquimbo-quake.txt", "harbor-post_eleven-dead.txt", "briefs.jsonl"])
def test_white_space_around_a_text_makes_no_difference(nlp, name):
    for article in read([ARTICLES / name], warn=str):
        bare = article.text.strip()
        readings = [reading(nlp, article, around.format(bare)) for around in AROUND]
        names, claims, times, _ = readings[0]
        assert names
        assert claims
        assert times
        assert all(other == readings[0] for other in readings[1:])


@pytest.mark.parametrize("text", ["", "\n", " \n\t "])
def test_a_text_of_white_space_tells_nothing(nlp, text):
    read = annotate.read_article(nlp, Article("empty", text))
    assert (read.names, read.claims, read.warnings) == ((), (), ())
