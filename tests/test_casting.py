"""Who is taken for an actor: those likely enough, and the likeliest one with a name where none is."""

from types import SimpleNamespace

import numpy as np
import pytest

from timeline.casting import Casting, Linked
from timeline.language.grammar import acted_on, acting
from timeline.mentioned import Seen
from timeline.model import Mention, RoleFiller, Span
from timeline.sheet import Sheet

TRIGGER = 9


def casting(*names):
    """A casting of one sentence with these actors, and their mentions in order."""
    mentions = []
    for at, (name, label) in enumerate(names):
        mention = Mention(Span(20 * at, 20 * at + len(name)), name, label)
        mentions.append(Seen(at, at, 0, 0, name.lower(), mention))
    sheet = SimpleNamespace(
        mentions=mentions,
        sentences=np.zeros(TRIGGER + 1, np.int64),
        heads=np.arange(TRIGGER + 1),
        rules={},
        within={},
        lemmas=[""] * (TRIGGER + 1),
        dependencies=[""] * (TRIGGER + 1),
    )
    return Casting(sheet, [seen.mention for seen in mentions], enough=0.6, lead=0.4)


def fillers(casting, *chances):
    """The fillers, where these are the chances of each being the agent."""
    roles = np.array([[1 - chance, chance, 0, 0] for chance in chances], np.float32)
    none = np.zeros(0, np.float32)
    linked = {TRIGGER: Linked(list(range(len(chances))), roles, np.zeros(len(chances), np.float32), [], none)}
    return casting.fillers(TRIGGER, linked[TRIGGER], casting.roles([TRIGGER], linked))


def cast(casting, *chances):
    return [filler.mention.text for filler in fillers(casting, *chances)]


@pytest.mark.parametrize(
    ("chances", "taken"),
    [
        ((0.9, 0.7), ["Amina Hassan", "Kofi Diallo"]),
        ((0.9, 0.5), ["Amina Hassan"]),
        ((0.5, 0.55), ["Kofi Diallo"]),
        ((0.3, 0.35), []),
    ],
)
def test_the_likeliest_stands_where_none_is_likely_enough(chances, taken):
    assert cast(casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON")), *chances) == taken


def test_one_who_is_only_described_does_not_stand_for_the_one_with_a_name():
    assert cast(casting(("Amina Hassan", "PERSON"), ("two men", "")), 0.5, 0.8) == ["Amina Hassan", "two men"]


def test_by_a_pronoun_alone_an_actor_is_sure_only_where_the_pronoun_is():
    for likely, sure in ((0.9, True), (0.7, False)):
        cast_of_one = casting(("Amina Hassan", "PERSON"))
        cast_of_one.sheet.mentions[0] = cast_of_one.sheet.mentions[0]._replace(kind=1, likely=likely)
        assert [filler.sure for filler in fillers(cast_of_one, 0.95)] == [sure]


def test_a_role_that_grammar_fills_with_a_name_is_not_filled_from_another_sentence():
    both = casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON"))
    both.sheet.sentences[1] = 1
    assert [f.mention.text for f in fillers(both, 0.9, 0.9)] == ["Amina Hassan", "Kofi Diallo"]
    both.given = {(TRIGGER, "agent"): [0]}
    assert [f.mention.text for f in fillers(both, 0.9, 0.9)] == ["Amina Hassan"]


@pytest.mark.parametrize(("likely", "taken"), [(0.9, ["Amina Hassan"]), (0.5, ["Amina Hassan", "Kofi Diallo"])])
def test_a_pronoun_that_surely_means_somebody_fills_the_role_for_him(likely, taken):
    both = casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON"))
    both.sheet.sentences[:2] = 1
    hassan = both.sheet.mentions[0]
    both.sheet.mentions.append(hassan._replace(head=5, kind=1, likely=likely))
    both.given = {(TRIGGER, "agent"): [5]}
    assert [f.mention.text for f in fillers(both, 0.9, 0.9)] == taken


@pytest.mark.parametrize(
    ("lemma", "name", "taken"),
    [
        ("army", "Red Flag", []),
        ("army", "Chilean Army", ["Chilean Army"]),
        ("group", "Red Flag", ["Red Flag"]),
    ],
)
def test_a_body_of_the_state_is_no_other_body_that_was_named_before(lemma, name, taken):
    one = casting((name, "ORG"))
    one.sheet.sentences[0] = 1
    one.sheet.lemmas[5] = lemma
    one.given = {(TRIGGER, "agent"): [5]}
    assert cast(one, 0.9) == taken


def test_who_acts_by_grammar_in_another_event_of_the_sentence_is_not_who_acts_in_this():
    both = casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON"))
    both.given = {(TRIGGER, "agent"): [0], (TRIGGER - 1, "agent"): [1]}
    assert [f.mention.text for f in fillers(both, 0.9, 0.9)] == ["Amina Hassan"]
    both = casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON"))
    both.given = {(TRIGGER, "agent"): [0, 1], (TRIGGER - 1, "agent"): [1]}
    assert [f.mention.text for f in fillers(both, 0.9, 0.9)] == ["Amina Hassan", "Kofi Diallo"]


def described(likely, role, phrase=TRIGGER):
    """Who is cast of a woman with a name and two men, to whom grammar gives a role with the trigger or a phrase around it."""
    both = casting(("Amina Hassan", "PERSON"), ("two men", ""))
    both.sheet.mentions[1] = both.sheet.mentions[1]._replace(kind=2)
    men = both.sheet.mentions[1].mention
    rules = both.sheet.rules if phrase == TRIGGER else both.sheet.within
    rules[TRIGGER] = SimpleNamespace(claim=SimpleNamespace(roles=(RoleFiller(men, role),)))
    return cast(both, *likely)


@pytest.mark.parametrize("phrase", [TRIGGER, "the phrase around it"])
def test_somebody_without_a_name_takes_the_role_that_grammar_gives_and_nobody_else_has(phrase):
    assert described((0.1, 0.3), "agent", phrase) == ["two men"]
    assert described((0.1, 0.2), "agent", phrase) == []
    assert described((0.1, 0.3), "target", phrase) == []  # the network says agent
    assert described((0.9, 0.3), "agent", phrase) == ["Amina Hassan"]


AT_WAR = [
    "Morocco closed the port an hour after gunmen killed two sailors.",
    "Peter Gomes left the ward a day after gunmen killed his cousin.",
    "The Amber Union ended its walkout a day after gunmen killed a guard.",
    "Gunmen killed a guard as Peter Gomes left the ward.",
    "Peter Gomes and Ruth Cole voted before gunmen killed a guard.",
]
WITH_A_PART = [
    ("Peter Gomes hid in the ward after he killed a guard.", {"Peter Gomes"}),
    ("Peter Gomes fled after killing a guard.", {"Peter Gomes"}),
    ("Peter Gomes and Ruth Cole killed a guard.", {"Peter Gomes", "Ruth Cole"}),
]


def out_of(rules, text):
    """The names that act in another clause than that of the killing."""
    doc = rules(text)
    at = next(t.i for t in doc if t.lower_ in ("killed", "killing"))
    sheet = Sheet.of(doc, ["attack"])
    acts = Casting(sheet, doc._.names, 0.5, 0.5, given={(at, "agent"): [t.i for t in acting(doc[at])]})
    return {seen.mention.text for seen in sheet.mentions if seen.kind == 0 and acts._acts_elsewhere(at, seen.head)}


@pytest.mark.parametrize("text", AT_WAR)
def test_the_subject_of_another_clause_is_not_who_acts_where_the_clause_has_its_own(rules, text):
    doc_names = {name.text for name in rules(text)._.names}
    assert doc_names
    assert out_of(rules, text) == doc_names


@pytest.mark.parametrize(("text", "names"), WITH_A_PART)
def test_who_acts_in_both_clauses_stays(rules, text, names):
    assert not out_of(rules, text) & names


@pytest.mark.parametrize(
    ("text", "verb", "over"),
    [
        ("Nigerian troops rescued 26 schoolgirls who were abducted from their dormitory.", "abducted", True),
        ("Police found two journalists murdered in Sinaloa.", "murdered", True),
        ("Nigerian troops rescued 26 schoolgirls who fled.", "fled", False),
        ("Nigerian troops killed a guard.", "killed", False),
        ("Police found two journalists murdered by the cartel.", "murdered", False),
    ],
)
def test_the_subject_over_a_clause_of_what_befell_somebody_has_no_part_in_that(rules, text, verb, over):
    doc = rules(text)
    at = next(t.i for t in doc if t.lower_ == verb)
    sheet = Sheet.of(doc, ["attack"])
    given = {(at, "agent"): [t.i for t in acting(doc[at])], (at, "target"): [t.i for t in acted_on(doc[at])]}
    held = Casting(sheet, doc._.names, 0.5, 0.5, given=given)
    assert held._is_over_what_befell(at, next(t.i for t in doc if t.dep_ == "nsubj")) is over
