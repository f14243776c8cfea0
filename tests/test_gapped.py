"""Lists that say their verb once, and what looks like one."""

from datetime import date

import pytest

from timeline import Article, mentioned
from timeline.gapped import row

PUBLISHED = date(2026, 1, 2)


@pytest.fixture
def listed(nlp):
    """With what the items of a text stand in a row, and their nouns; nothing where it has no list."""

    def read(text):
        with nlp.select_pipes(disable="timeline_judge"):
            doc = nlp.make_doc(text)
            doc._.article = Article("a", text, PUBLISHED)
            doc = nlp(doc)
        times, mentions = list(mentioned.times(doc)), list(mentioned.mentions(doc))
        rows = [found for token in doc if (found := row(token, times, mentions)) is not None]
        return [(doc[found.head].text, [doc[item.head].text for item in found.items]) for found in rows]

    return read


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Police arrested Ana Ruiz in Lyon on Monday and Ole Hansen in Metz on Tuesday.", "Ana", ["Ole"]),
        ("Floods killed 40 people in Kerala in July and 25 in Assam in August.", "people", ["25"]),
        ("Rebels seized Goma in January, Bukavu in February and Uvira in March.", "Goma", ["Bukavu", "Uvira"]),
        ("She met Lula in Brasilia on Monday, Milei in Buenos Aires on Tuesday.", "Lula", ["Milei"]),
        ("Ana Ruiz was arrested in Lyon on Monday and Ole Hansen in Metz on Tuesday.", "Ana", ["Ole"]),
        ("Protests broke out in Goma on Monday and Bukavu on Tuesday.", "Goma", ["Bukavu"]),
        ("Rebels attacked a convoy on Friday and a school on Saturday.", "convoy", ["school"]),
        ("Spain expelled two Russian diplomats in 2022 and a third in 2024.", "diplomats", ["third"]),
        ("The court sentenced Ana Ruiz to ten years on Monday and her brother to five years on Tuesday.", "Ana", ["brother"]),
        ("On Monday police arrested Ana Ruiz in Lyon and on Tuesday Ole Hansen in Metz.", "Ana", ["Ole"]),
        (
            "In 2022 Spain expelled two diplomats, in 2023 nine and in 2024 a third of the staff.",
            "diplomats",
            ["nine", "third"],
        ),
        ("Police said they had arrested Ana Ruiz in Lyon on Monday and Ole Hansen in Metz on Tuesday.", "Ana", ["Ole"]),
    ],
)
def test_a_list(listed, text, first, others):
    assert listed(text) == [(first, others)]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Ana Ruiz and Ole Hansen in Lyon on Monday.",
        "Police arrested Ana Ruiz in Lyon on Monday and charged Ole Hansen on Tuesday.",
        "Police arrested Ana Ruiz in Lyon on Monday, the ministry said on Tuesday.",
        "Police arrested Ana Ruiz for a robbery in Lyon on Monday and a murder in Metz on Tuesday.",
        "On Monday police arrested Ana Ruiz and on Tuesday Ole Hansen was charged.",
        "On Monday she met Lula in Brasilia and on Tuesday flew home.",
        "In 2022 Spain expelled two diplomats, in 2023 it expelled a third.",
        "Two men were arrested in a raid on Saturday and a second raid on Sunday.",
        "Police killed a man after a chase on Monday and a robbery on Tuesday.",
        "Troops shelled Goma on Monday and Tuesday.",
        "She met Lula in Brasilia on Monday, hours before a summit on Tuesday.",
        "She met Lula in Brasilia on Monday, the first visit since a coup in 2019.",
        "Spain recognised Kosovo in May and France in June.",
    ],
)
def test_no_list(listed, text):
    assert listed(text) == []


@pytest.fixture
def told(nlp):
    def read(text):
        doc = nlp.make_doc(text)
        doc._.article = Article("a", text, PUBLISHED)
        return nlp(doc)._.claims

    return read


def test_each_item_has_its_own_people_place_and_day(told):
    text = "Police arrested Ana Ruiz in Lyon on Monday, Ole Hansen in Metz on Tuesday and a third man in Lille on Wednesday."
    claims = told(text)
    assert [(claim.type, claim.text) for claim in claims] == [
        ("arrest", "arrested"),
        ("arrest", "Ole Hansen in Metz on Tuesday"),
        ("arrest", "a third man in Lille on Wednesday"),
    ]
    assert [text[slice(*claim.trigger)] for claim in claims] == [claim.text for claim in claims]
    assert [{f.mention.text for f in claim.roles if f.role == "target"} for claim in claims] == [
        {"Ana Ruiz"},
        {"Ole Hansen"},
        {"third man"},
    ]
    assert all({f.mention.text for f in claim.roles if f.role == "agent"} == {"Police"} for claim in claims)
    assert [[place.text for place in claim.places] for claim in claims] == [["Lyon"], ["Metz"], ["Lille"]]
    assert [claim.time.interval.edtf for claim in claims] == ["2025-12-29", "2025-12-30", "2025-12-31"]
    assert len({claim.same_as for claim in claims}) == 3


def test_an_item_is_an_event_of_its_own(pipeline, tmp_path):
    import timeline

    (tmp_path / "one.txt").write_text("Gunmen abducted a priest in Kaduna on Friday and two teachers in Zaria on Sunday.")
    events = timeline.build(str(tmp_path / "one.txt"), date="2026-01-02").of_type("abduction").events
    assert [event.start.isoformat() for event in events] == ["2025-12-28", "2026-01-02"]
