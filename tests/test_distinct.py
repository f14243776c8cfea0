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
        ("A court convicted Pieter Claes. The man was jailed later.", "convicted", "jailed", "justice", False),
        ("A court convicted Pieter Claes. Another cleared him.", "convicted", "cleared", "justice", True),
        ("A court convicted Pieter Claes. It left.", "convicted", "left", "justice", False),
        ("A teacher was acquitted on Monday. A jury found Pieter Claes guilty.", "acquitted", "found", "justice", True),
        ("A teacher was acquitted on Monday. A jury found Pieter Claes not guilty.", "acquitted", "found", "justice", False),
        ("Pieter Claes was killed. Felix Maes was shot dead.", "killed", "shot", "violence", True),
        ("Ministers met Pieter Claes. They saw Felix Maes.", "met", "saw", "diplomacy", False),
    ],
)
def test_what_befalls_one_by_name_does_not_befall_another(told_apart, text, one, other, family, expected):
    assert told_apart(text, one, other, family) == expected


@pytest.mark.parametrize(
    ("text", "one", "other", "family", "expected"),
    [
        ("Pieter Claes resigned. Felix Maes left his post.", "resigned", "left", "politics", True),
        ("Pieter Claes resigned. The minister left his post.", "resigned", "left", "politics", False),
        ("Pieter Claes spoke. Felix Maes visited him.", "spoke", "visited", "diplomacy", False),
        ("Moscow expelled five Czechs. The Czech Republic expelled six Russians.", "expelled", "expelled", "sanction", False),
        ("Moscow banned five Czechs. The Czech Republic expelled six Russians.", "banned", "expelled", "sanction", True),
        ("Moscow banned five Czechs. Russia expelled them.", "banned", "expelled", "sanction", False),
        ("Students threw stones. Police fired tear gas.", "threw", "fired", "violence", True),
        ("Soldiers opened fire. Police fired tear gas.", "opened", "fired", "violence", False),
        ("Gunmen opened fire. Police fired tear gas.", "opened", "fired", "violence", False),
        ("Russian drones hit Odesa. Ukraine struck a refinery.", "hit", "struck", "violence", True),
        ("Russian drones hit Odesa. Russia struck a refinery.", "hit", "struck", "violence", False),
        ("The army shelled Kitchanga. Rebels attacked its base.", "shelled", "attacked", "violence", True),
    ],
)
def test_what_one_does_another_does_not(told_apart, text, one, other, family, expected):
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


@pytest.mark.parametrize(
    ("text", "one", "other", "family", "expected"),
    [
        ("Mali freed 30 men. In a separate case, gunmen released Jan Bakker.", "freed", "released", "justice", True),
        ("Mali freed 30 men. Separately, gunmen released Jan Bakker.", "freed", "released", "justice", True),
        ("Mali freed 30 men. In this case, it released Jan Bakker.", "freed", "released", "justice", False),
        ("Police had opened a case but had not searched the shop.", "opened", "searched", "justice", True),
        ("Police searched the shop. They had not raided it before.", "searched", "raided", "justice", True),
        ("Norway lifted sanctions and imposed a ban.", "lifted", "ban", "sanction", True),
    ],
)
def test_what_the_text_sets_apart_what_is_negated_beside_it_and_what_ends(told_apart, text, one, other, family, expected):
    assert told_apart(text, one, other, family) == expected
