"""Chronologies: dates above or before what happened then."""

from datetime import date

import pytest

from timeline.annotate import read_article
from timeline.headed import headed
from timeline.mentioned import times
from timeline.model import Article


def read(nlp, text, published=date(2025, 11, 12)):
    return {
        claim.text: claim.time and str(claim.time.interval.edtf)
        for claim in read_article(nlp, Article("a", text, published)).claims
    }


ABOVE = """3 March 2024
Miners in Kolwezi walked out.
17 March 2024
Police arrested the union leader.
2 April 2024
The unions met the mayor."""
BEFORE = """- May 2021 – Colonel Bamba seized power in a coup.
- October 2021 – The bloc imposed sanctions.
- 14 January 2022 – Troops raided a newspaper."""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ABOVE, {"walked out": "2024-03-03", "arrested": "2024-03-17", "met": "2024-04-02"}),
        (BEFORE, {"seized": "2021-05", "sanctions": "2021-10", "raided": "2022-01-14"}),
        (
            "2019: Aldo Mining bought the pit, which the state had seized in a raid.\n2021: Guards shot two villagers dead.",
            {"bought": "2019", "raid": None, "shot": "2021"},
        ),
    ],
)
def test_a_line_of_a_chronology_dates_what_it_tells(nlp, text, told):
    assert read(nlp, text).items() >= told.items()


@pytest.mark.parametrize(
    "text",
    [
        "12 November 2025\nThe army shelled Minova. Police arrested a man.",  # the day of publication
        "Published 3 March 2024\n5 May 2020\nPolice raided the newspaper.",
        "3 March 2024\nThe minister resigned.\n5 May 2020\nPolice raided a bank.\n6 June 2023\nShe was charged.",  # in no order
        "May 2021 was cold. Bamba seized power.\nOctober 2021 saw sanctions.",
    ],
)
def test_other_dates_at_the_beginning_of_lines_make_none(rules, text):
    doc = rules(text)
    assert headed(doc, [*times(doc)]) == {}


def test_below_the_last_date_no_more_is_of_it_than_below_others(rules):
    told = "Rebels shelled the town.", "The army retook it.\nThe conflict began in May.\nThousands fled."
    doc = rules(f"3 March 2024\n{told[0]}\n9 March 2024\n{told[1]}")
    found = [*headed(doc, [*times(doc)]).values()]
    assert [doc[tokens.start : tokens.stop].text.strip() for tokens in found] == [
        "Rebels shelled the town.",
        "The army retook it.",
    ]
