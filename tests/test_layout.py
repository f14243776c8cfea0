from itertools import pairwise

import pytest
import spacy
from spacy.language import Language

from timeline.extract.layout import blocks, timeline_layout

STORY = (
    "The minister told parliament that the harbour would be closed for a week while divers looked for the wreck.",
    "Two ships of the coast guard reached the place on Tuesday night, and a third one is expected later this week.",
)


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("en")


@pytest.fixture(scope="module")
def parsing_nlp():
    from timeline.language import SHIPPED, load

    if not (SHIPPED / "config.cfg").exists():
        pytest.skip("no trained pipeline in timeline/language/pipeline")
    nlp = load()
    nlp.add_pipe("timeline_layout", first=True)
    return nlp


def kinds(text):
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


def in_story(line, *, at=2):
    """What a line is in the midst of a story, or elsewhere in it: the kinds of its parts."""
    lines = [*STORY, *STORY]
    lines.insert(at, line)
    text = "\n\n".join(lines)
    start = text.index(line)
    return [(kind, text[a:b]) for a, b, kind in blocks(text) if start <= a < start + len(line)]


@pytest.mark.parametrize(
    "line",
    [
        "An earlier version of this article had said that twelve men were killed in the blast.",
        "This story has been corrected to say that the ship came ashore at Kenema.",
        "Advertisement",
        "ADVERTISEMENT",
        "Sponsored Content Below",
        "Read more",
        "Read more:",
        "More>>",
        "Share this post!",
        "Share on Facebook",
        "Subscribe",
        "Subscribe Now to get 50% OFF",
        "Follow us on Twitter",
        "Follow The Harbour Gazette on WhatsApp",
        "ALSO READ: Harbour master resigns, says ‘enough’",
        "Related articles",
        "Click here to jump to the comments!",
        "What do YOU think? Leave a comment below.",
        "Stay informed! Get breaking news alerts sent to your inbox for free. Sign up here.",
        "Sign up for our daily newsletter and never miss a story.",
        "Download our free app for the latest news.",
        "For more information, visit www.example.org/harbour",
        "https://www.example.org/alerts",
        "We use cookies to make this website better. Read our privacy policy.",
        "© 2024 The Harbour Gazette. All rights reserved.",
        "This article was first published in The Harbour Gazette.",
        "12 shares",
        "3 min read",
        "Comments (14)",
        "Tags: harbour, coast guard, Lima",
        "#harbour #coastguard",
        "Home | News | World | Opinion",
        "Photo: Jane Roe",
        "(Photo by Jane Roe / Agency)",
        "© Jane Roe/The Gazette",
        r"{\colortbl;\red255\green255\blue255;\red26\green26\blue26;}",
        "[PHOTO]https://cdn.example.org/a-1024x683.jpg[/PHOTO]",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_junk_of_the_page(line, at):
    assert [kind for kind, _ in in_story(line, at=at)] == ["junk"]


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up talks between the two sides broke down on Monday.",
        "This report has been updated to say that gunmen killed ten people in Kenema on Sunday.",
        "The army seized the airport in an attack that an earlier version of the report had blamed on rebels.",
        "Police shared the video on Facebook and asked witnesses to come forward.",
        "The company sent a newsletter to its 40,000 customers before it filed for bankruptcy.",
        "Subscribers of the network lost their service when rebels bombed the exchange on Friday.",
        "He was arrested after he posted a photo of the base on Twitter.",
        "“Follow us and you will see,” the rebel leader told the crowd in the square.",
        "Advertisements for the rally were torn down by the police overnight.",
        "The court fined the website for its use of cookies.",
        "Share prices fell by a tenth after the attack.",
        "Register offices in three towns were burned down.",
        "Watch towers along the border came under fire, the army said.",
        "The report was published by the ministry on Tuesday (March 5, 2024).",
        "The images show soldiers who beat protesters, according to the union (ABC).",
        "The group, which the government had banned, claimed the attack on its Telegram channel.",
        "By Friday the army had taken the town.",
        "From Lima the delegation went on to Quito and met the president.",
    ],
)
@pytest.mark.parametrize("at", [0, 2, 4])
def test_true_sentences_are_kept_whole(line, at):
    assert in_story(line, at=at) == [("body", line)]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "BY JANE ROE AND JOHN DOE",
        "Written by Jane Roe | Lima |",
        "(Reporting by Jane Roe; editing by John Doe)",
        "Staff Jane Roe",
    ],
)
def test_bylines(line):
    text = f"Divers look for wreck in Lima harbour\n\n{line}\n\n{STORY[0]}"
    assert kinds(text) == [("headline", "Divers look for wreck in Lima harbour"), ("byline", line), ("body", STORY[0])]


@pytest.mark.parametrize("line", ["10:48 AM – Sunday, March 3, 2024", "Published: 3 March 2024", "Updated 5 hours ago"])
def test_lines_with_nothing_but_a_date(line):
    assert in_story(line, at=0) == [("dateline", line)]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("YANGON, July 25 (Reuters) - Soldiers closed the port.", "YANGON, July 25 (Reuters) -"),
        ("KUALA LUMPUR: Soldiers closed the port.", "KUALA LUMPUR:"),
        ("Srinagar- Soldiers closed the port.", "Srinagar-"),
        ("CAIRO- 24 July 2022: Soldiers closed the port.", "CAIRO- 24 July 2022:"),
        ("ANAHEIM, Calif. --Soldiers closed the port.", "ANAHEIM, Calif. --"),
        ("LIMA (EFE) Soldiers closed the port.", "LIMA (EFE)"),
    ],
)
def test_the_story_begins_after_the_dateline(line, place):
    assert in_story(line, at=0) == [("dateline", place), ("body", "Soldiers closed the port.")]


@pytest.mark.parametrize(
    "line",
    [
        "Rescuers had hoped for one thing – that the sea would stay calm.",
        "Three towns were taken: Lima, Quito and Cusco.",
        "Q: What did the minister know of it?",
        "He said: The port is closed.",
    ],
)
def test_no_dateline_where_there_is_none(line):
    assert [text for _, text in in_story(line, at=0)] == [line]


def test_initials_before_a_colon_are_a_speaker_within_the_story():
    assert in_story("IMF: The loan will be paid out in May.", at=2) == [("body", "IMF: The loan will be paid out in May.")]


def test_a_headline_with_a_speaker_is_no_dateline():
    assert kinds(f"Rojas: Port ready for ‘next step’ with neighbours\n\n{STORY[0]}")[0][0] == "headline"


def test_a_caption_is_kept_and_its_credit_is_junk():
    caption = "TOPSHOT - Rojas waves to the crowd in Lima on March 3, 2024. (Photo by Jane ROE / Agency via Pictures)"
    assert in_story(caption, at=0) == [
        ("junk", "TOPSHOT -"),
        ("caption", "Rojas waves to the crowd in Lima on March 3, 2024."),
        ("junk", "(Photo by Jane ROE / Agency via Pictures)"),
    ]


def test_calls_at_the_end_of_a_paragraph_are_taken_off():
    line = f"{STORY[0]} Click here to subscribe to our newsletter!"
    assert in_story(line) == [("body", STORY[0]), ("junk", "Click here to subscribe to our newsletter!")]


def test_links_below_their_label_are_junk_until_the_story_goes_on():
    text = "\n".join([STORY[0], "ALSO READ:", "Harbour master resigns", "Ten sailors saved off Quito", STORY[1]])
    assert [kind for kind, _ in kinds(text)] == ["body", "junk", "junk", "junk", "body"]


WRAPPED = """The minister told parliament on Monday that the harbour of Lima would be
closed for a week while divers looked for the wreck of the ship that sank
on Sunday with eleven sailors aboard. Two ships of the coast guard reached
the place on Tuesday night.
Relatives of the sailors waited in the port. Nobody had told them where
the ship went down."""


def test_wrapped_lines_are_one_paragraph():
    first, second = kinds(WRAPPED)
    assert first[1].endswith("Tuesday night.")
    assert second[1].startswith("Relatives")


def test_paragraphs_on_single_lines_stay_apart():
    text = "\n".join([*STORY, "“We will find them,” he said. “All of them.”", STORY[0], "Background", STORY[1]])
    assert [line for _, line in kinds(text)] == text.split("\n")


def test_a_line_broken_within_a_sentence_goes_on():
    text = f"{STORY[0]}\nOfficials want to look after families at risk and\ngive them a place to stay.\n{STORY[1]}"
    assert kinds(text)[1][1] == "Officials want to look after families at risk and\ngive them a place to stay."


def test_items_of_a_list_stay_apart():
    text = "The union wants\n- more pay\n- shorter days\n1. now\n2) for all"
    assert len(blocks(text)) == 5


@pytest.mark.parametrize("text", ["", " ", "\n\n \r\n\t", "\u2028\x85"])
def test_nothing_but_white_space(nlp, text):
    doc = timeline_layout(nlp.make_doc(text))
    assert list(doc._.blocks) == []


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \n", "\n\u00a0\n", "\u2029\u2029"])
def test_blocks_and_sentence_starts_on_tokens(nlp, gap):
    doc = timeline_layout(nlp.make_doc(gap + gap.join(["Port closed in Lima", *STORY]) + gap))
    assert [(doc[a].text, doc[b - 1].text, kind) for a, b, kind in doc._.blocks] == [
        ("Port", "Lima", "headline"),
        ("The", ".", "body"),
        ("Two", ".", "body"),
    ]
    assert {t.i for t in doc if t.is_sent_start} - {0} == {a for a, _, _ in doc._.blocks}


def test_blocks_leave_nothing_but_white_space_between_them():
    text = "\n\n".join([*STORY, "TOPSHOT - A port. (Photo by Jane Roe)", "LIMA: It rained. (AFP)", "Read more:", WRAPPED])
    at = 0
    for start, end, _ in blocks(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


def test_what_never_stops_is_cut(nlp):
    doc = timeline_layout(nlp.make_doc("and on, it went " * 500))
    starts = [t.i for t in doc if t.is_sent_start] + [len(doc)]
    assert max(b - a for a, b in pairwise(starts)) <= 301
    assert all(doc[i - 1].text == "," for i in starts[1:-1])
    words = timeline_layout(nlp.make_doc("sea " * 1000))
    assert sum(bool(t.is_sent_start) for t in words) == 4


def test_the_parser_keeps_to_the_layout(parsing_nlp):
    text = (
        f"Rojas: Port ready for talks\n\nStaff Jane Roe\n\nLIMA, March 3 (EFE) - {STORY[0]} “We go on,” he said.\n\n"
        f"{WRAPPED}\n\n“All is well. We will find them.” He left the room.\n\nShare this post!\n"
    )
    sentences = [sentence.text.strip() for sentence in parsing_nlp(text).sents]
    for alone in ("Rojas: Port ready for talks", "Staff Jane Roe", "LIMA, March 3 (EFE) -", STORY[0], "Share this post!"):
        assert alone in sentences
    assert not [s for s in sentences if "\n\n" in s or s[0] in "”,."]
    assert WRAPPED[: WRAPPED.index(" Two ships")] in sentences


def test_the_component_is_registered():
    meta = Language.get_factory_meta("timeline_layout")
    assert set(meta.assigns) == {"doc._.blocks", "token.is_sent_start"}
