"""On whose side those fight who act in a sentence."""

import pytest

from timeline.sides import opposed, party


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Russian drones hit Odesa on Monday.", "drones", "RU"),
        ("Ukraine struck a refinery on Monday.", "Ukraine", "UA"),
        ("Pakistan's army shelled the village.", "army", "PK"),
        ("Government forces shelled the village.", "forces", "force"),
        ("Rebels attacked an army post.", "Rebels", "rebels"),
        ("Villagers attacked an army post.", "Villagers", "crowd"),
        ("Teachers attacked the plan.", "Teachers", ""),
        ("Syrian rebels attacked Hama.", "rebels", "rebels"),
        ("The National Liberation Army attacked a post.", "Army", ""),
    ],
)
def test_whose_side(rules, text, word, expected):
    assert party(next(t for t in rules(text) if t.text == word)) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"RU"}, {"UA"}, True),
        ({"RU"}, {"RU"}, False),
        ({"US", "GB"}, {"US"}, False),
        ({"IL"}, {"hezbollah"}, True),
        ({"IL"}, {"force"}, False),
        ({"IL"}, {"rebels"}, True),
        ({"hezbollah"}, {"rebels"}, False),
        ({"hezbollah"}, {"force"}, True),
        ({"force"}, {"force"}, False),
        ({"force"}, {"crowd"}, True),
        ({"IL"}, {"crowd"}, False),
        ({"IL"}, {"shin bet"}, False),
        ({"lord's resistance army"}, {"resistance army"}, False),
        ({"IL"}, set(), False),
    ],
)
def test_who_is_not_of_the_other_side(ours, theirs, expected):
    assert opposed(ours, theirs) is expected
    assert opposed(theirs, ours) is expected
