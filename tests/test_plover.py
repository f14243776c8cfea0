"""Root types of PLOVER: of a verb with its thing, of what governs it, and of what is only meant."""

import importlib.util
import sys
from pathlib import Path

import pytest

from timeline.model import Status
from timeline.ontology import PLOVER, TESTS, load
from timeline.plover import Told, as_meant, rows
from timeline.schema import several, table

PATH = Path(__file__).parent.parent / "training" / "plover" / "score.py"
spec = importlib.util.spec_from_file_location("plover_score", PATH)
score = sys.modules["plover_score"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)

CAMEO = dict(
    zip(
        "03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19".split(),
        "AGREE CONSULT SUPPORT COOPERATE AID YIELD ACCUSE REQUEST ACCUSE REJECT THREATEN PROTEST MOBILIZE SANCTION COERCE "
        "ASSAULT ASSAULT".split(),
        strict=True,
    )
)


@pytest.mark.parametrize(
    ("text", "trigger", "root"),
    [
        ("Kenya and Uganda signed a treaty in Kampala.", "signed", "SUPPORT"),
        ("Norway donated 200 generators to Ukraine.", "donated", "AID"),
        ("Norway will donate 200 generators to Ukraine.", "donate", "AGREE"),
        ("The ministry refused his application on Monday.", "refused", "REJECT"),
        ("The ministry granted him asylum on Monday.", "granted", "AID"),
        ("An earthquake shook Nepal on Monday.", "earthquake", None),
        ("Mourners attended the funeral of the mayor on Monday.", "funeral", None),
        ("Denmark imposed sanctions on Eritrea on Friday.", "sanctions", "COERCE"),
        ("Denmark will impose sanctions on Eritrea on Friday.", "sanctions", "THREATEN"),
        ("Denmark lifted sanctions on Eritrea on Friday.", "sanctions", "YIELD"),
        ("Peru cut military aid to Chad by a third.", "military aid", "SANCTION"),
        ("Peru expelled two Danish diplomats on Monday.", "expelled", "SANCTION"),
        ("Uganda withdrew its troops from the province on Monday.", "withdrew", "YIELD"),
        ("Uganda withdrew its peacekeepers from the province on Monday.", "withdrew", "SANCTION"),
        ("Uganda deployed 300 soldiers along the border in April.", "deployed", "MOBILIZE"),
        ("Uganda deployed 300 peacekeepers to Chad in April.", "deployed", "AID"),
        ("Rebels seized two villages near the river on Monday.", "seized", "ASSAULT"),
        ("Customs officers seized two tonnes of ivory on Monday.", "seized", "COERCE"),
        ("The miners called off their strike on Friday.", "strike", "YIELD"),
        ("The army declared a ceasefire on Friday.", "ceasefire", "YIELD"),
        ("The rebels violated the ceasefire on Friday.", "violated", "ASSAULT"),
        ("The navies of Chile and Peru held a joint exercise off Callao.", "joint exercise", "COOPERATE"),
        ("North Korea fired two missiles into the sea on Sunday.", "fired", "MOBILIZE"),
        ("Sudan summoned the Danish ambassador on Monday.", "summoned", "ACCUSE"),
        ("The rebels threatened to attack the port.", "attack", "THREATEN"),
        ("The union urged the army to release the two nurses.", "release", "REQUEST"),
        ("The minister rejected a call for his resignation.", "call", "REJECT"),
        ("A court in Oslo ordered the bank to pay the nurses.", "ordered", "REQUEST"),
        ("The ministry announced on Monday that it would release forty prisoners.", "announced", "AGREE"),
        ("The ministry announced on Monday that it would not release the prisoners.", "announced", "REJECT"),
        ("Police said they had arrested two men who begged for asylum.", "arrested", "COERCE"),
        ("Peru has imposed a curfew from Friday.", "imposed", "COERCE"),
    ],
)
def test_the_root_follows_the_words_what_governs_them_and_the_status(rules, text, trigger, root):
    claims = {claim.text: claim.plover for claim in rules(text)._.claims}
    assert claims[trigger] == root


def test_what_is_meant_is_agreed_to_or_threatened_and_what_courts_plan_is_no_threat():
    assert as_meant("AID", Status.PLANNED) == as_meant("CONSULT", Status.POSSIBLE) == "AGREE"
    assert as_meant("AID", Status.NEGATED) == "REJECT"
    assert as_meant("AID", Status.ONGOING) == "AID"
    assert as_meant("PROTEST", Status.PLANNED, "protest", "politics") == "THREATEN"
    assert as_meant("COERCE", Status.PLANNED, "trial", "justice") == "COERCE"
    assert as_meant("MOBILIZE", Status.PLANNED, "exercise", "military") == "MOBILIZE"
    assert as_meant("ASSAULT", Status.POSSIBLE) == "ASSAULT"
    assert as_meant(None, Status.PLANNED) is None


def test_a_trigger_of_a_rule_has_its_own_root_or_that_of_its_type():
    kind = load().types["agreement"]
    assert Told.of(kind) == ("agreement", "diplomacy", "AGREE")


def test_the_table_gives_each_code_of_cameo_the_root_that_it_has_in_plover():
    for row in table("plover"):
        assert row["root"] in PLOVER
        assert row["root"] == ("COERCE" if row["cameo"] == "163" else CAMEO[row["cameo"][:2]]), row


def test_the_table_knows_its_slots_and_uses_all_groups():
    used = {thing.rpartition(":")[2] for row in table("plover") for thing in several(row["with"] or "")}
    groups = {"@" + row["name"] for row in table("plover_things")}
    assert {name for name in used if name.startswith("@")} == groups
    assert {slot for held in rows().values() for row in held for slot, _ in row.things} <= TESTS | {"and"}


def test_names_are_alike_that_share_half_of_the_shorter_one():
    assert score.same("the Danish ministry of defence", "Danish defence ministry")
    assert not score.same("Danish ministry", "the army")
    assert score.same("the", "The")


def test_f1_of_each_root():
    answers = [score.Answer("even", marked, found) for marked, found in [("AID", "AID"), ("AID", None), ("YIELD", "AID")]]
    assert score.f1(answers) == {"AID": 50.0, "YIELD": 0.0}


@pytest.mark.parametrize(
    ("source", "target", "root"),
    [("Denmark", "Eritrea", "COERCE"), ("Peru", "Chad", "SUPPORT"), ("Laos", "Laos", "COERCE")],
)
def test_the_event_with_the_marked_actors_counts_else_the_first(rules, source, target, root):
    from timeline.annotate import read_article
    from timeline.merge import merge
    from timeline.model import Article
    from timeline.resolve import resolve

    text = "Denmark imposed sanctions on Eritrea on Friday. Peru signed a treaty with Chad on Monday."
    reading = read_article(rules, Article("a", text))
    resolution = resolve([reading])
    events = merge([reading], resolution, load())
    assert score.root(events, resolution, source, target) == root
