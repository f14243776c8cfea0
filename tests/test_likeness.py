"""What speaks for and against two tellings being of one occurrence."""

import pytest
from test_merge import MONDAY, RUIZ, SILVA, THURSDAY, arrest, reading

from timeline.likeness import FEATURES, features, likeness, story, telling
from timeline.resolve import resolve


def tellings(*readings):
    resolution = resolve(readings)
    return [telling(c, story(r, resolution), resolution) for r in readings for c in r.claims]


def told(*readings):
    """The features of the first two tellings, by name."""
    return dict(zip(FEATURES, features(tellings(*readings), [(0, 1)])[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("other", "name", "value"),
    [
        (arrest(MONDAY), "lemma", 1),
        (arrest(MONDAY, trigger="seized"), "lemma", 0),
        (arrest(MONDAY), "akin", 1),
        (arrest(MONDAY), "days", 1),
        (arrest(THURSDAY), "days", 0),
        (arrest(THURSDAY), "other_days", 1),
        (arrest(None), "one_dated", 1),
        (arrest(MONDAY), "target", 1),
        (arrest(MONDAY, who=SILVA), "target", 0),
        (arrest(MONDAY, who=SILVA), "other_target", 1),
        (arrest(MONDAY), "place", 1),
        (arrest(MONDAY, places=("Lagos",)), "other_country", 1),
        (arrest(MONDAY, count=3), "count", 0),
    ],
)
def test_a_feature_says_what_its_name_says(other, name, value):
    assert told(reading("a", arrest(MONDAY)), reading("b", other))[name] == value


def test_counts_are_the_same_or_others():
    three, four = arrest(MONDAY, count=3), arrest(MONDAY, count=4)
    assert told(reading("a", three), reading("b", three))["count"] == 1
    assert told(reading("a", three), reading("b", four))["other_count"] == 1


def test_distances_are_told_within_an_article_only():
    here, across = (
        told(reading("a", arrest(MONDAY), arrest(None))),
        told(reading("a", arrest(MONDAY)), reading("b", arrest(None))),
    )
    assert (here["one_article"], here["sentences_between"], here["story"]) == (1, 1, 1)
    assert here["characters_between"] > 0
    assert (across["one_article"], across["sentences_between"], across["characters_between"]) == (0, 0, 0)


def test_features_do_not_depend_on_which_comes_first():
    both = tellings(reading("a", arrest(MONDAY)), reading("b", arrest(None, who=SILVA, trigger="seized")))
    assert features(both, [(0, 1)]).tolist() == features(both, [(1, 0)]).tolist()


def test_the_same_words_are_likelier_one_occurrence_than_others():
    same = tellings(reading("a", arrest(MONDAY)), reading("b", arrest(MONDAY)))
    other = tellings(reading("a", arrest(MONDAY)), reading("b", arrest(THURSDAY, who=SILVA, places=(), trigger="netted")))
    assert likeness(same, [(0, 1)])[0] > 0.5 > likeness(other, [(0, 1)])[0]
    assert likeness(same, []).tolist() == []


def test_without_the_network_the_word_decides():
    first, second, third = (
        reading(doc, arrest(MONDAY, who=RUIZ, lemma=lemma, wording=None))
        for doc, lemma in (("a", "seize"), ("b", "seizure"), ("c", "raid"))
    )
    assert likeness(tellings(first, second, third), [(0, 1), (0, 2)]).round(2).tolist() == pytest.approx([0.6, 0])
