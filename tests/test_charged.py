"""What grammar leaves no doubt of: relatives of those acted on, and who lost somebody, have no part."""

import pytest

from timeline.charged import left_out, settled
from timeline.mentioned import mentions


@pytest.mark.parametrize(
    ("text", "trigger", "type", "out"),
    [
        ("Police arrested Ruiz's brother in Lima.", "arrested", "arrest", {"Ruiz"}),
        ("The states sanctioned Iran's government.", "sanctioned", "sanction", set()),
        ("Kim Lee lost her husband in the flood.", "lost", "death", {"Kim Lee"}),
        ("Kim Lee died in the flood.", "died", "death", set()),
        ("Supporters of Amara Sesay marched through Kenema.", "marched", "protest", {"Amara Sesay"}),
        ("Lawyers for Amara Sesay appealed the ruling.", "appealed", "lawsuit", set()),
    ],
)
def test_who_has_no_part(rules, text, trigger, type, out):
    doc = rules(text)
    at = next(t.i for t in doc if t.text == trigger)
    seen = list(mentions(doc))
    found = settled(doc, {at: type}, seen)
    named = {seen[k].mention.text for (_, k), role in found.items() if role is None and seen[k].kind == 0}
    assert named == out


def test_what_a_certain_trigger_leaves_out_has_no_part(rules):
    doc = rules("The hostages were handed over to Bishop Ivo Maric on Wednesday.")
    seen = list(mentions(doc))
    (match,) = (m for m in doc._.matches if m.type == "release")
    assert match.trigger.certain
    out = {seen[k].mention.text for _, k in left_out(doc, {match.head: match.trigger}, seen)}
    assert out == {"Ivo Maric"}
    assert not left_out(doc, {match.head: match.trigger.model_copy(update={"certain": False})}, seen)


def test_who_befell_what_a_participle_tells_is_not_of_the_verb_before(rules):
    doc = rules("Six were injured and 14 arrested in Bristol.")
    at = next(t.i for t in doc if t.text == "injured")
    seen = list(mentions(doc))
    assert {seen[k].mention.text for _, k in settled(doc, {at: "death"}, seen)} == {"14"}


def test_who_asks_is_not_asked(rules):
    doc = rules("Egypt called on both sides to stop the fighting.")
    at = next(t.i for t in doc if t.text == "called")
    seen = list(mentions(doc))
    assert {(seen[k].mention.text, role) for (_, k), role in settled(doc, {at: "demand"}, seen).items()} == {("Egypt", "agent")}
