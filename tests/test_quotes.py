"""Direct speech: the marks, the speaker, and the words that tell of the speaking."""

import pytest
import spacy

from timeline.extract.quotes import timeline_quotes

nlp = spacy.blank("en")


def read(text):
    return timeline_quotes(nlp(text))._.quotes


def texts(text):
    return [text[slice(*quote.span)] for quote in read(text)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("“Go,” she said.", ["“Go,”"]),
        ('"Go," she said. "Now."', ['"Go,"', '"Now."']),
        ("``Go,'' she said.", ["``Go,''"]),
        ("«Go», she said.", ["«Go»"]),
        ("‘We’ll go,’ she said, ‘if we can’t stay.’", ["‘We’ll go,’", "‘if we can’t stay.’"]),
        ("“They call it ‘home’ here,” she said.", ["“They call it ‘home’ here,”"]),
        ('"Go,” she said.', ['"Go,”']),
        ("The workers’ rights and the girl's book; it's the ’90s.", []),
        ("He is 6'2\" tall.", []),
        ("", []),
    ],
)
def test_marks(text, quotes):
    assert texts(text) == quotes


def told(text):
    return [
        (
            text[slice(*q.attribution)] if q.attribution else None,
            text[slice(*q.cue)] if q.cue else None,
            q.speaker.text if q.speaker else None,
        )
        for q in read(text)
    ]


@pytest.mark.parametrize(
    ("text", "attribution", "cue", "speaker"),
    [
        ("“We go,” Ann Lee told Radio One on Monday. It rained.", "Ann Lee told Radio One on Monday.", "told", "Ann Lee"),
        ("It rained. Ann Lee said on Monday: “We go.”", "Ann Lee said on Monday", "said", "Ann Lee"),
        ("“We go,” said Ann Lee.", "said Ann Lee.", "said", "Ann Lee"),
        ("“Shall we go?” she asked.", "she asked.", "asked", "she"),
        ("According to Ann Lee, the plan is “a mistake”.", "According to Ann Lee, the plan is", "According", "Ann Lee"),
        ("Mr. Lee, of the U.S. Army, said “we go” at once.", "Mr. Lee, of the U.S. Army, said", "said", "U.S. Army"),
    ],
)
def test_attribution(text, attribution, cue, speaker):
    assert told(text) == [(attribution, cue, speaker)]


def test_a_new_sentence_after_the_quotation_does_not_attribute_it():
    assert told("Ann Lee said: “We go.” Bob Ray said nothing.")[0][2] == "Ann Lee"


def test_the_next_quotation_of_the_paragraph_inherits():
    first, second = read("“We go,” Ann Lee said on Monday. “We go now.”")
    assert first.attribution == second.attribution
    assert second.speaker.text == "Ann Lee"


def test_another_paragraph_does_not_inherit():
    assert told("“We go,” Ann Lee said.\n\nThe “plan” failed.")[1] == (None, None, None)


def test_speech_left_open_goes_on_in_the_next_paragraph():
    text = "Ann Lee said on Monday: “We go.\n\n“We go now.\n\n“And you too.”\n\nIt rained."
    assert texts(text) == ["“We go.", "“We go now.", "“And you too.”"]
    assert {quote[2] for quote in told(text)} == {"Ann Lee"}


def test_speech_left_open_without_an_end_stops_with_its_paragraph():
    text = "Ann Lee said: “We go.\n\nIt rained. Bob left."
    assert texts(text) == ["“We go."]


def test_a_colon_introduces_the_next_paragraph():
    assert told("Ann Lee said on Monday:\n\n“We go.”")[0] == ("Ann Lee said on Monday", "said", "Ann Lee")
