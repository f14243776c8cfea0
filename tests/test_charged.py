"""What grammar leaves no doubt of: relatives of those acted on, and who lost somebody, have no part."""

import pytest

from timeline.charged import settled
from timeline.mentioned import mentions


@pytest.mark.parametrize(
    ("text", "trigger", "type", "out"),
    [
        ("Police arrested Ruiz's brother in Lima.", "arrested", "arrest", {"Ruiz"}),
        ("The states sanctioned Iran's government.", "sanctioned", "sanction", set()),
        ("Kim Lee lost her husband in the flood.", "lost", "death", {"Kim Lee"}),
        ("Kim Lee died in the flood.", "died", "death", set()),
    ],
)
def test_who_has_no_part(rules, text, trigger, type, out):
    doc = rules(text)
    at = next(t.i for t in doc if t.text == trigger)
    seen = list(mentions(doc))
    found = settled(doc, {at: type}, seen)
    named = {seen[k].mention.text for (_, k), role in found.items() if role is None and seen[k].kind == 0}
    assert named == out
