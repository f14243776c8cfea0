"""What tells two tellings of one article apart: whom it befell, and days, but for what lasts."""

from datetime import date

import pytest

from timeline import when
from timeline.distinct import apart, facts


@pytest.fixture
def told_apart(rules):
    """Whether two words of a text, told of two days if any, cannot be of one occurrence."""

    def read(text, one, other, family="justice", days=(None, None)):
        doc = rules(text)
        first, second = ([t.i for t in doc if t.text == word][-1] for word in (one, other))
        named = {t.i: t.text for t in doc if t.ent_type_ == "PERSON"}
        said = [
            facts(doc, i, day and when.day(date.fromisoformat(day)), [first, second], False, family, named)
            for i, day in zip((first, second), days, strict=True)
        ]
        return apart(*said)

    return read


@pytest.mark.parametrize(
    ("text", "one", "other", "family", "expected"),
    [
        ("A court convicted Pieter Claes. Felix Maes was acquitted.", "convicted", "acquitted", "justice", True),
        ("A court convicted Pieter Claes. His brother Felix Claes was acquitted.", "convicted", "acquitted", "justice", True),
        ("A court convicted Pieter Claes. The man was acquitted later.", "convicted", "acquitted", "justice", False),
        ("Pieter Claes was killed. Felix Maes was shot dead.", "killed", "shot", "violence", False),
    ],
)
def test_what_befalls_one_by_name_does_not_befall_another(told_apart, text, one, other, family, expected):
    assert told_apart(text, one, other, family) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dockers kept up a strike on Friday. The stoppage began last week.", False),
        ("Dockers joined a strike on Friday. The union planned the stoppage last week.", True),
    ],
)
def test_what_began_on_one_day_goes_on_on_another(told_apart, text, expected):
    assert told_apart(text, "strike", "stoppage", "politics", ("2024-02-09", "2024-01-31")) == expected
