"""What grammar leaves no doubt of: relatives of those acted on, and who lost somebody, have no part."""

import pytest

from timeline.charged import alleged, left_out, settled
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
        ("Lawyers for Corvane Bank appealed the ruling.", "appealed", "lawsuit", set()),
        ("Attorneys representing Juan Vega filed a claim against the city.", "filed", "lawsuit", set()),
        ("Lawyers for Juan Vega met officials in Lima.", "met", "meeting", {"Juan Vega"}),
        ("The alleged killer of Judge Nadia Rossi was extradited from Spain.", "extradited", "extradition", {"Nadia Rossi"}),
        ("Three officers charged in the killing of Jamal Brown were acquitted.", "acquitted", "conviction", {"Jamal Brown"}),
        ("A spokesman for Juan Vega said that it was late.", "said", "statement", {"Juan Vega"}),
        ("A spokesman for the Bank of Ghana said that it was late.", "said", "statement", set()),
        ("Allies of Juan Vega won the election in Kenema.", "won", "election", {"Juan Vega"}),
        ("Allies of Juan Vega won the election in Kenema.", "election", "election", {"Juan Vega"}),
        ("Advisers to Juan Vega flew to Lima.", "flew", "visit", {"Juan Vega"}),
        ("The family of Juan Vega marched in Lima.", "marched", "protest", {"Juan Vega"}),
        ("Officials close to Juan Vega met officers in Lima.", "met", "meeting", {"Juan Vega"}),
        ("Juan Vega met officials close to Kim Lee in Lima.", "met", "meeting", {"Kim Lee"}),
        ("Juan Vega, a lawyer, met officials in Lima.", "met", "meeting", set()),
        ("The lawyer Juan Vega met officials in Lima.", "met", "meeting", set()),
        ("Juan Vega and his aides met officials in Lima.", "met", "meeting", set()),
        ("A delegation led by Juan Vega met officials in Lima.", "met", "meeting", set()),
        ("An engineer at Corvane sued the mayor.", "sued", "lawsuit", {"Corvane"}),
        ("Police arrested Ana Ruiz, who had accused Juan Vega of fraud.", "arrested", "arrest", {"Juan Vega"}),
        ("Police arrested Ana Ruiz, who had accused Juan Vega of fraud.", "accused", "accusation", set()),
        ("Amara Sesay skipped the summit in Kenema.", "summit", "meeting", {"Amara Sesay"}),
        ("Amara Sesay attended the summit in Kenema.", "summit", "meeting", set()),
        ("A cousin close to Amara Sesay was arrested in Kenema.", "arrested", "arrest", {"Amara Sesay"}),
        ("Gunmen loyal to Amara Sesay attacked a bank in Kenema.", "attacked", "attack", {"Amara Sesay"}),
        ("Gunmen led by Amara Sesay attacked a bank in Kenema.", "attacked", "attack", set()),
        ("Kim Lee, whose husband was killed in May, spoke in Kenema.", "killed", "killing", {"Kim Lee"}),
        ("The bank, whose chairman Kim Lee died in May, sued the state.", "sued", "lawsuit", {"Kim Lee"}),
        ("Juan Vega, who was jailed with Kim Lee, died in May.", "died", "death", {"Kim Lee"}),
        ("Soldiers stormed the camp to rescue Kim Lee.", "stormed", "attack", {"Kim Lee"}),
    ],
)
def test_who_has_no_part(rules, text, trigger, type, out):
    doc = rules(text)
    at = next(t.i for t in doc if t.text == trigger)
    seen = list(mentions(doc))
    found = settled(doc, {at: type}, seen)
    named = {seen[k].mention.text for (_, k), role in found.items() if role is None and seen[k].kind == 0}
    assert named == out


@pytest.mark.parametrize(
    ("text", "trigger", "deed", "part"),
    [
        ("The court jailed Musa Bello for the killing of a nurse.", "jailed", "killing", "agent"),
        ("The court jailed Musa Bello for covering up the killing of a nurse.", "jailed", "killing", None),
        ("The court jailed Musa Bello for failing to prevent the killing of a nurse.", "jailed", "killing", "unknown"),
        ("The court fined Musa Bello for losing files stolen by hackers.", "fined", "stolen", "unknown"),
    ],
)
def test_who_answers_for_a_deed_has_not_always_done_it(rules, text, trigger, deed, part):
    doc = rules(text)
    at, of = (next(t.i for t in doc if t.text == word) for word in (trigger, deed))
    seen = list(mentions(doc))
    k = next(k for k, one in enumerate(seen) if one.mention.text == "Musa Bello")
    assert settled(doc, {at: "sentencing", of: "killing"}, seen).get((of, k), "unknown") == part


@pytest.mark.parametrize(
    ("text", "trigger", "targets", "out"),
    [
        ("Ana Ruiz replaced Juan Vega as mayor.", "replaced", {"Ana Ruiz"}, {"Juan Vega"}),
        ("Juan Vega will be succeeded by Ana Ruiz.", "succeeded", {"Ana Ruiz"}, {"Juan Vega"}),
        ("The club replaced Juan Vega with Ana Ruiz.", "replaced", {"Ana Ruiz"}, {"Juan Vega"}),
        ("Ana Ruiz took over from Juan Vega.", "took", {"Ana Ruiz"}, {"Juan Vega"}),
        ("Ana Ruiz took the train from Lima.", "took", set(), set()),
    ],
)
def test_who_replaces_somebody_is_appointed(rules, text, trigger, targets, out):
    doc = rules(text)
    at = next(t.i for t in doc if t.text == trigger)
    seen = list(mentions(doc))
    found = settled(doc, {at: "appointment"}, seen)
    names = {role: {seen[k].mention.text for (_, k), part in found.items() if part == role} for role in ("target", None)}
    assert (names["target"], names[None]) == (targets, out)


def test_those_whose_staff_is_seized_do_not_seize_it(rules):
    doc = rules("Gunmen seized three United Nations workers.")
    at = next(t.i for t in doc if t.text == "seized")
    seen = list(mentions(doc))
    assert {(seen[k].mention.text, role) for (_, k), role in settled(doc, {at: "abduction"}, seen).items()} == {
        ("United Nations", "target"),
        ("three United Nations workers", "target"),
    }


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


@pytest.mark.parametrize(("word", "type", "expected"), [("charged", "indictment", True), ("jailed", "sentencing", False)])
def test_who_is_charged_with_a_deed_is_not_found_to_have_done_it(rules, word, type, expected):
    doc = rules(f"The court {word} Musa Bello {'with' if word == 'charged' else 'for'} the killing of a nurse.")
    at, of = (next(t.i for t in doc if t.text == text) for text in (word, "killing"))
    seen = list(mentions(doc))
    k = next(k for k, one in enumerate(seen) if one.mention.text == "Musa Bello")
    types = {at: type, of: "killing"}
    assert settled(doc, types, seen)[of, k] == "agent"
    assert ((of, k) in alleged(doc, types, seen)) is expected


@pytest.mark.parametrize(
    ("text", "deed", "next", "harmed"),
    [
        (
            "The man accused of killing the activist Peter Lang appeared in court on Tuesday.",
            "killing",
            "appeared",
            "Peter Lang",
        ),
        ("A man accused of murdering the journalist Ana Ruiz was jailed on Friday.", "murdering", "jailed", "Ana Ruiz"),
        ("The suspect charged with shooting Mayor Tom Reed pleaded not guilty.", "shooting", "pleaded", "Tom Reed"),
        ("A woman suspected of poisoning her husband Karl Benz was arrested in Graz.", "poisoning", "arrested", "Karl Benz"),
        ("The officer accused of beating activist Lena Marsh resigned.", "beating", "resigned", "Lena Marsh"),
    ],
)
def test_who_was_harmed_by_the_accused_has_no_part_in_what_he_does_next(rules, text, deed, next, harmed):
    doc = rules(text)
    at = {t.text: t.i for t in doc}
    seen = list(mentions(doc))
    found = settled(doc, {at[deed]: "killing", at[next]: "trial"}, seen)
    (k,) = [k for k, one in enumerate(seen) if one.mention.text == harmed]
    assert (found[at[deed], k], found[at[next], k]) == ("target", None)


def test_who_was_accused_and_jailed_is_jailed(rules):
    doc = rules("Ana Ruiz was accused of killing her husband and jailed for life.")
    at = {t.text: t.i for t in doc}
    seen = list(mentions(doc))
    found = settled(doc, {at["killing"]: "killing", at["jailed"]: "sentencing"}, seen)
    assert None not in {role for (i, k), role in found.items() if i == at["jailed"] and seen[k].mention.text == "Ana Ruiz"}


@pytest.mark.parametrize(
    ("text", "trigger", "type", "parts"),
    [
        ("The driver who ran over cyclist Emma Wells was jailed.", "jailed", "sentencing", {"Emma Wells": None}),
        ("A soldier shot by Captain Musa Kano died in hospital.", "died", "death", {"Musa Kano": None}),
        ("A soldier shot by Captain Musa Kano died in hospital.", "shot", "killing", {"Musa Kano": "agent"}),
        ("The boys who bullied Liam Ford before he took his life were expelled.", "expelled", "ruling", {"Liam Ford": None}),
        ("Mayor Lou Reyes survived an assassination attempt.", "attempt", "killing", {"Lou Reyes": "target"}),
        ("He met the man who attacked Tom Lee and jailed him.", "jailed", "sentencing", {}),
        ("They said that Tom Lee was jailed.", "jailed", "sentencing", {}),
        ("A man who was named as Tom Lee was jailed.", "jailed", "sentencing", {}),
    ],
)
def test_who_is_named_in_an_aside_has_no_part_in_what_comes_next(rules, text, trigger, type, parts):
    doc = rules(text)
    at = next(t.i for t in doc if t.text == trigger)
    seen = list(mentions(doc))
    types = {t.i: "killing" for t in doc if t.text == "shot"} | {at: type}
    found = {seen[k].mention.text: role for (i, k), role in settled(doc, types, seen).items() if i == at and seen[k].kind == 0}
    assert found == parts
