"""Words that tell of no event, whatever a network makes of them."""

import pytest

from timeline.certain import certain, idle


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("King Abdel Hariri had a heart operation in London on Monday.", {"had", "operation"}),
        ("The senator needed surgery on Friday.", {"needed", "surgery"}),
        ("The bishop is recovering from an operation on his knee.", {"operation"}),
        ("The singer suffered a heart attack on stage.", {"suffered", "attack"}),
        ("Mayor Tom Hill died of a heart attack on Sunday.", {"attack"}),
        ("A plane carrying 230 passengers crashed near Medan.", {"carrying"}),
        ("Governor Luis Paz suffered a fatal heart attack on Sunday.", set()),
        ("The ICC issued a warrant for the arrest of General Karim Idris.", {"arrest"}),
        ("A warrant for his arrest was issued.", {"arrest"}),
        ("He has waited for the arrest of the general.", set()),
        ("The army began an operation against rebels near Goma.", set()),
        ("Police launched an operation in the heart of Goma.", set()),
        ("An attack in the heart of Goma killed two people.", set()),
        ("A lorry carrying rice reached the camp on Monday.", set()),
        ("The navy carried 230 passengers to the shore.", set()),
    ],
)
def test_surgery_heart_attacks_and_what_a_plane_carries_are_no_events(rules, text, words):
    doc = rules(text)
    assert {doc[i].text for i in idle(doc)} == words


@pytest.mark.parametrize(
    ("text", "attacked"),
    [
        ("The guard Karim Belhadj was shot and wounded in April.", {"shot"}),
        ("Tom Reed was stabbed on Tuesday and survived.", {"stabbed"}),
        ("Two men were shot and one died.", set()),
    ],
)
def test_who_is_shot_and_wounded_is_not_killed(rules, text, attacked):
    doc = rules(text)
    assert {doc[i].text for i, type in certain(doc, {"attack"}) if type == "attack"} == attacked
