"""Words of weight, and which articles may be of one story."""

from datetime import date

import pytest

from timeline.model import Article, Reading
from timeline.stories import CROWD, NEWS_DAYS, related
from timeline.wording import TERMS, closeness, strongest, terms, weight


def reading(id, words, day=None):
    return Reading(Article(id, "", day), terms=terms(dict.fromkeys(words.split(), 1)))


def test_rare_words_weigh_more_than_common_ones():
    assert weight("say") < weight("minister") < weight("qeshm")
    assert weight("qeshm") == weight("never-seen-in-news")


def test_terms_have_length_one_and_the_heaviest_come_first():
    found = terms({"say": 5, "volcano": 2, "eruption": 1})
    assert [word for word, _ in found][-1] == "say"
    assert sum(w * w for _, w in found) == pytest.approx(1, abs=1e-3)
    assert len(strongest({f"word{n}": 1.0 for n in range(3 * TERMS)})) == TERMS


def test_closeness_is_a_cosine():
    one, other = dict(terms({"volcano": 1, "eruption": 1})), dict(terms({"senate": 1}))
    assert closeness(one, one) == pytest.approx(1, abs=1e-3)
    assert closeness(one, other) == closeness(other, one) == 0


def test_articles_of_one_story_are_found_and_others_are_not():
    articles = [
        reading("a", "volcano eruption ash say", date(2026, 1, 1)),
        reading("b", "volcano eruption lava", date(2026, 1, 20)),
        reading("c", "senate vote say", date(2026, 1, 2)),
    ]
    assert list(related(articles)) == [(0, 1)]


@pytest.mark.parametrize(("days", "together"), [(NEWS_DAYS, True), (NEWS_DAYS + 1, False)])
def test_a_story_lasts_some_weeks(days, together):
    for first in range(NEWS_DAYS):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + first)
        later = date.fromordinal(day.toordinal() + days)
        assert bool(list(related([reading("a", "volcano eruption", day), reading("b", "volcano eruption", later)]))) is together


def test_an_article_without_a_date_may_be_of_any_time():
    undated, dated = reading("a", "volcano eruption"), reading("b", "volcano eruption", date(2026, 1, 1))
    assert list(related([undated, dated])) == [(0, 1)] == list(related([dated, undated]))


def test_in_a_crowd_each_article_is_compared_with_those_that_follow():
    crowd = [reading(f"a{n:04}", f"volcano word{n}") for n in range(CROWD + 2)]
    found = set(related(crowd))
    assert (0, CROWD) in found
    assert (0, CROWD + 1) not in found
