"""Which words are names, and what they are names of."""

import pytest


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("His daughter, Ploy Wattana, was elected. Ploy Wattana spoke in Bangkok.", "Ploy Wattana", "PERSON"),
        ("President Sunday Ibekwe welcomed the release.", "Sunday Ibekwe", "PERSON"),
        ("Members of Los Tiguerones attacked a prison in Guayaquil.", "Los Tiguerones", "ORG"),
        ("Members of the council of Lima attacked the plan.", "Lima", "LOC"),
    ],
)
def test_names(rules, text, name, label):
    assert {found.text: found.label for found in rules(text)._.names}.get(name) == label


def test_a_title_is_no_first_name(rules):
    names = {found.text for found in rules("Spokesman Jones said that Detective Watts and Senator Obama had left.")._.names}
    assert names <= {"Jones", "Watts", "Obama"}
