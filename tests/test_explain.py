"""`timeline why`: each sentence, the words that could tell of an event, and which rule decided."""

import re
from datetime import date

import pytest

from timeline.explain import explain
from timeline.model import Article

TEXT = (
    "Police arrested two men in Lima on Monday, the ministry said. They may attack the port. The strike deal was never signed. "
    "Birds sang.\n\nThe arrest followed talks in Quito."
)


@pytest.fixture
def sentences(rules):
    return list(explain(rules, Article("a", TEXT, date(2026, 1, 6))))


@pytest.fixture
def candidates(sentences):
    return {(c.type, c.word): c for sentence in sentences for c in sentence.candidates}


def test_all_sentences_are_there_with_their_places_in_the_text(sentences):
    assert [s.text for s in sentences] == [TEXT[slice(*s.span)] for s in sentences]
    assert " ".join(TEXT.split()) == " ".join(s.text for s in sentences)
    assert all(TEXT[slice(*c.span)] == c.word for s in sentences for c in s.candidates)
    assert next(s for s in sentences if s.text == "Birds sang.").candidates == ()


def test_a_claim_says_who_where_and_when(candidates):
    arrest = candidates["arrest", "arrested"]
    assert arrest.taken
    details = dict(arrest.details)
    assert (details["agent"], details["target"], details["place"]) == ("Police", "two men", "Lima")
    assert details["time"] == '"Monday" is 2026-01-05, counted from 2026-01-06 (publication), by the rule "weekday"'
    assert details["status"] == "occurred (told in the past), reported on the word of ministry"
    assert details["joined with"] == f'"arrest" at {TEXT.index("arrest followed")}'
    assert dict(candidates["arrest", "arrest"].details)["event"] == details["event"]


@pytest.mark.parametrize(
    ("type", "word", "because"),
    [
        ("statement", "said", "asks for at: "),
        ("strike", "strike", "modifies another noun"),
    ],
)
def test_what_is_left_out_says_which_rule_left_it_out(candidates, type, word, because):
    left_out = candidates[type, word]
    assert not left_out.taken
    assert left_out.because.startswith(because)
    assert left_out.details == ()


@pytest.mark.parametrize(
    ("type", "word", "status"),
    [("attack", "attack", "possible (may, might, could)"), ("agreement", "signed", "negated (negated)")],
)
def test_the_status_names_its_rule(candidates, type, word, status):
    assert dict(candidates[type, word].details)["status"] == status


def test_the_claims_are_those_of_the_extraction(nlp, sentences):
    doc = nlp.make_doc(TEXT)
    doc._.article = Article("a", TEXT, date(2026, 1, 6))
    claims = [(claim.type, claim.text) for claim in nlp(doc)._.claims]
    assert claims == [(c.type, c.word) for sentence in sentences for c in sentence.candidates if c.taken]


def test_the_judge_is_quoted(nlp):
    sentences = list(explain(nlp, Article("a", TEXT, date(2026, 1, 6))))
    arrested = next(c for s in sentences for c in s.candidates if c.word == "arrested")
    assert arrested.taken
    assert re.fullmatch(r"by the rules arrest, told in the past; by the network \d+% sure: read as arrest", arrested.because)
    assert dict(arrested.details)["target"] == "two men"


def test_the_items_of_a_list_are_told_too(nlp):
    text = "Police arrested Ana Ruiz in Lyon on Monday and Ole Hansen in Metz on Tuesday."
    found = [c for s in explain(nlp, Article("a", text, date(2026, 1, 6))) for c in s.candidates if c.taken]
    assert [c.word for c in found] == ["arrested", "Ole Hansen in Metz on Tuesday"]
    assert dict(found[1].details)["target"] == "Ole Hansen"
