"""The judge: what the network says decides, links stand, a user's own types are left to the rules."""

from datetime import date

import numpy as np
import pytest

import timeline
from timeline.extract.judge import Judge
from timeline.features import ARGUMENT, PAIR, STATUSES, TIME
from timeline.model import ROLES, Article, Status
from timeline.network import Network, pieces
from timeline.sheet import Sheet

TYPES = ("arrest", "protest", "release")


class Scripted:
    """A network that takes the words it is told to for triggers, and gives every mention of a trigger's sentence a role."""

    types = TYPES

    def __init__(self, words, same=0.0, role="agent", status=Status.OCCURRED, reported=0.0, time=5.0):
        self.thresholds = dict.fromkeys(("trigger", "telling", "same", "role", "lead", "place", "time"), 0.5)
        self.words, self.alike, self.role, self.status = words, same, ROLES.index(role) + 1, STATUSES.index(status)
        self.on_word, self.time = reported, time

    def read(self, sheet):
        self.sheet = sheet
        return sheet

    def senses(self, states, sheet, tokens, vectors):
        return [b""] * len(tokens)

    def triggers(self, sheet):
        chances = np.zeros((len(sheet), len(TYPES) + 1), np.float32)
        chances[:, 0] = 1
        for i, word in enumerate(sheet.words):
            if word in self.words:
                type, chance = self.words[word]
                chances[i] = 0
                chances[i, 0], chances[i, TYPES.index(type) + 1] = 1 - chance, chance
        return chances

    def stances(self, states, triggers):
        chances = np.zeros((len(triggers), len(STATUSES)), np.float32)
        chances[:, self.status] = 1
        return chances, np.full(len(triggers), self.on_word, np.float32)

    def arguments(self, states, triggers, types, mentions, codes):
        assert codes.shape == (len(triggers), len(ARGUMENT))
        near = self.sheet.sentences[triggers] == self.sheet.sentences[mentions]
        roles = np.zeros((len(triggers), 4), np.float32)
        roles[np.arange(len(triggers)), np.where(near, self.role, 0)] = 1
        return roles, near.astype(np.float32)

    def times(self, states, triggers, types, times, codes):
        assert codes.shape == (len(triggers), len(TIME))
        return np.where(self.sheet.sentences[triggers] == self.sheet.sentences[times], self.time, -5).astype(np.float32)

    def undated(self, states, triggers):
        return np.zeros(len(triggers), np.float32)

    def same(self, states, first, second, types, codes):
        assert codes.shape == (len(first), len(PAIR))
        return np.full(len(first), self.alike, np.float32)


@pytest.fixture
def judged(nlp):
    def read(text, network, left_to_rules=frozenset(), published=None):
        doc = nlp.make_doc(text)
        doc._.article = Article("a", text, published)
        with nlp.select_pipes(disable="timeline_judge"):
            doc = nlp(doc)
        judge = Judge(network)
        judge.left_to_rules = left_to_rules
        return judge(doc)

    return read


TEXT = "French police arrested Ana Ruiz in Lyon on 3 May 2024. Crowds thronged the square. The arrest angered her friends."


def test_the_network_overrules_the_rules(judged):
    doc = judged(TEXT, Scripted({"thronged": ("protest", 0.9), "arrested": ("arrest", 0.2)}))
    assert [(c.type, c.text) for c in doc._.claims] == [("protest", "thronged")]
    verdicts = {doc[i].text: v for i, v in doc._.verdicts.items()}
    assert verdicts["thronged"].taken
    assert not verdicts["arrested"].taken


class Doubtful(Scripted):
    """One in doubt between all types of each word, whose first chance is that of no event."""

    def triggers(self, sheet):
        chances = np.zeros((len(sheet), len(TYPES) + 1), np.float32)
        chances[:, 0] = 1
        for i, word in enumerate(sheet.words):
            if word in self.words:
                chances[i] = self.words[word]
        self.thresholds |= {"trigger": 0.6, "telling": 0.3}
        return chances


@pytest.mark.parametrize(
    ("chances", "because"),
    [
        ((0.01, 0.33, 0.40, 0.26), "it is 96% sure to tell of some event"),
        ((0.05, 0.10, 0.55, 0.30), "it is 93% sure to tell of some event"),
        ((0.05, 0.30, 0.40, 0.25), None),
        ((0.30, 0.10, 0.58, 0.02), None),
        ((0.01, 0.10, 0.80, 0.09), ""),
    ],
)
def test_a_word_that_surely_tells_of_some_event_is_taken_where_its_type_is_in_doubt(judged, chances, because):
    doc = judged(TEXT, Doubtful({"thronged": chances}))
    assert [c.text for c in doc._.claims] == (["thronged"] if because is not None else [])
    (verdict,) = (v for i, v in doc._.verdicts.items() if doc[i].text == "thronged")
    assert verdict.taken == (because is not None)
    assert verdict.because == (because or "")


@pytest.mark.parametrize(("chance", "taken"), [(0.5, True), (0.4, False)])
def test_a_word_that_leaves_no_other_type_needs_less(judged, chance, taken):
    text = "Niger summoned the ambassador of Togo on Friday."
    network = Doubtful({"summoned": (1 - chance, chance, 0, 0)})
    network.types = ("demand", "arrest", "release")
    assert bool(judged(text, network)._.claims) == taken


def test_a_claim_of_the_network_points_at_its_words(judged):
    (claim,) = judged(TEXT, Scripted({"thronged": ("protest", 0.9)}))._.claims
    assert TEXT[slice(*claim.trigger)] == "thronged"
    assert TEXT[slice(*claim.sentence)] == "Crowds thronged the square."
    assert claim.lemma == "throng"


def test_roles_places_and_days_are_those_the_network_gives(judged):
    (claim,) = judged(TEXT, Scripted({"arrested": ("arrest", 0.9)}, role="target"))._.claims
    assert {f.role for f in claim.roles} == {"target"}
    assert "Ana Ruiz" in {f.mention.text for f in claim.roles}
    assert "Lyon" in [p.text for p in claim.places]
    assert claim.time.text == "3 May 2024"


def test_a_role_that_grammar_gives_otherwise_is_not_sure(judged):
    (claim,) = judged(TEXT, Scripted({"arrested": ("arrest", 0.95)}, role="target"))._.claims
    assert {f.mention.text: f.sure for f in claim.roles if "police" in f.mention.text or "Ruiz" in f.mention.text} == {
        "French police": False,
        "Ana Ruiz": True,
    }


def test_nothing_dates_what_no_expression_is_likely_to(judged):
    (claim,) = judged(TEXT, Scripted({"arrested": ("arrest", 0.9)}, time=-5))._.claims
    assert claim.time is None


def test_tellings_of_one_occurrence_share_days_and_are_linked(judged):
    words = {"arrested": ("arrest", 0.9), "arrest": ("arrest", 0.8)}
    apart = judged(TEXT, Scripted(words))._.claims
    assert len({c.same_as for c in apart}) == 2
    joined = judged(TEXT, Scripted(words, same=0.9))._.claims
    assert {c.same_as for c in joined} == {joined[0].trigger}


def test_each_telling_of_one_occurrence_has_its_own_of_days_that_agree(judged):
    text = "The 2024 arrest angered her friends.\n\nFrench police had arrested Ana Ruiz in Lyon on 3 May 2024."
    words = {"arrested": ("arrest", 0.9), "arrest": ("arrest", 0.8)}
    for told in (text, "\n\n".join(reversed(text.split("\n\n")))):
        claims = judged(told, Scripted(words, same=0.9))._.claims
        assert [c.time.text for c in sorted(claims, key=lambda c: c.text)] == ["2024", "3 May 2024"]


@pytest.mark.parametrize("line", ["Published: 4 May 2024, 10:15 GMT", "4 May 2024"])
def test_the_line_with_the_day_of_publication_dates_nothing(judged, line):
    text = f"{line}\n\nFrench police arrested Ana Ruiz in Lyon. It was the fourth of May."
    network = Scripted({"arrested": ("arrest", 0.9)})
    network.times = lambda states, triggers, types, times, codes: np.full(len(triggers), 5, np.float32)
    for published in (None, date(2024, 5, 5)):
        assert judged(text, network, published=published)._.claims[0].time.text.startswith("4 May 2024")
    assert judged(text, network, published=date(2024, 5, 4))._.claims[0].time.text == "the fourth of May"


def test_what_is_planned_and_has_no_tense_is_on_the_next_such_day(judged):
    network = Scripted({"protest": ("protest", 0.9)}, status=Status.PLANNED)

    def day(text):
        return judged(text, network, published=date(2026, 1, 2))._.claims[0].time.interval.edtf

    assert day("The town faces a protest on Wednesday.") == "2026-01-07"
    assert day("The town faces a protest in September.") == "2026-09"
    assert day("The town faces a protest on 30 December.") == "2026-12-30"
    assert day("The town faces a protest on 30 December 2025.") == "2025-12-30"
    assert day("A union on Wednesday demanded a protest.") == "2025-12-31"
    assert day("The town faces a protest in early September.") == "2025-09-01/2025-09-10"
    hour = judged("The town faces a protest at 9 am on Wednesday.", network, published=date(2026, 1, 2))._.claims[0].time
    assert (hour.type, hour.value) == ("TIME", "2026-01-07T09:00")


def test_status_and_word_of_mouth(judged):
    network = Scripted({"arrested": ("arrest", 0.9)}, status=Status.NEGATED, reported=0.9)
    (claim,) = judged(TEXT, network)._.claims
    assert claim.status is Status.NEGATED
    assert claim.reported


@pytest.mark.parametrize(
    ("text", "likely", "reported"),
    [
        ("Ana Ruiz was arrested in May, Interpol said.", 0.4, True),
        ("Ana Ruiz was arrested in May, Interpol said.", 0.1, False),
        ("Ana Ruiz was arrested in May.", 0.4, False),
        ("Lawyers claim that Ana Ruiz was arrested in May.", 0.1, True),
        ("Ana Ruiz was allegedly arrested in May.", 0.1, True),
    ],
)
def test_a_named_source_makes_a_telling_a_report_sooner(judged, text, likely, reported):
    (claim,) = judged(text, Scripted({"arrested": ("arrest", 0.9)}, reported=likely))._.claims
    assert claim.reported == reported


def test_what_is_done_by_saying_no_is_done(judged, monkeypatch):
    text, network = "Crowds did not throng the square.", Scripted({"throng": ("protest", 0.9)})
    assert judged(text, network)._.claims[0].status is Status.NEGATED
    monkeypatch.setattr("timeline.outright.REFUSING", frozenset({"protest"}))
    assert judged(text, network)._.claims[0].status is Status.OCCURRED


def test_types_left_to_the_rules_are_not_judged(judged):
    network = Scripted({"thronged": ("protest", 0.9), "arrested": ("protest", 0.9)})
    doc = judged(TEXT, network, left_to_rules=frozenset({"arrest"}))
    assert ("arrest", "arrested") in {(c.type, c.text) for c in doc._.claims}
    assert ("protest", "thronged") in {(c.type, c.text) for c in doc._.claims}
    assert ("protest", "arrested") not in {(c.type, c.text) for c in doc._.claims}


ODD = ["", " \n\n ", "😀 😀", "...", "\x00\x01", "مرحبا بالعالم", "A" * 3000, "arrest " * 400, "Police arrested him.\n" * 200]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_do_not_break_it(nlp, text):
    claims = nlp(text)._.claims
    assert all(text[slice(*claim.trigger)] == claim.text for claim in claims)


def test_own_types_are_left_to_the_rules(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[type]]\nname = "eviction"\nfamily = "justice"\ngloss = "someone is made to leave"\n'
        '[[type.trigger]]\nverbs = ["evict"]\nframe = "act"\n',
        encoding="utf-8",
    )
    nlp = timeline.load(types=[own])
    assert nlp.get_pipe("timeline_judge").left_to_rules == {"eviction"}
    assert [c.type for c in nlp("Police evicted the families on Monday.")._.claims] == ["eviction"]


def test_pieces_are_whole_sentences_where_they_fit():
    sentences = np.array([0, 0, 0, 1, 1, 2])
    assert list(pieces(sentences, [1] * 6, limit=5)) == [(0, 5), (5, 6)]
    assert list(pieces(sentences, [1] * 6, limit=2)) == [(0, 2), (2, 3), (3, 5), (5, 6)]
    assert list(pieces(sentences, [1] * 6, limit=100)) == [(0, 6)]


def test_the_shipped_network_knows_the_shipped_types():
    from timeline import ontology

    assert set(Network().types) == set(ontology.load().types)


def test_what_holds_no_network_is_named(tmp_path):
    from timeline.errors import ModelError

    with pytest.raises(ModelError, match="holds no network"):
        Network(tmp_path)


def test_a_sheet_knows_the_way_between_words(nlp):
    doc = nlp("Police arrested Ana Ruiz in Lyon. She was freed.")
    sheet = Sheet.of(doc, TYPES)
    verb = next(t.i for t in doc if t.text == "arrested")
    agent, place = (next(t.i for t in doc if t.text == word) for word in ("Police", "Lyon"))
    assert sheet._path(verb, agent) == ("|nsubj", 1)
    assert sheet._path(agent, verb) == ("nsubj|", 1)
    assert sheet._path(verb, place)[0].startswith("|")
    assert sheet._path(verb, verb) == ("|", 0)
    names = [sheet.mentions[k].mention.text for k in sheet.argument_candidates(verb)]
    assert {"Ana Ruiz", "Lyon"} <= set(names)


@pytest.fixture
def read(nlp):
    def told(text):
        doc = nlp.make_doc(text)
        doc._.article = Article("a", text, date(2026, 1, 2))
        return {claim.type: claim for claim in nlp(doc)._.claims}

    return told


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("Police denied that they had arrested Ole Hansen.", "arrest", Status.NEGATED),
        ("Juba had not sent any forces to the border.", "deployment", Status.NEGATED),
        ("Athens did not appeal against the ruling.", "lawsuit", Status.NEGATED),
        ("The court did not convict the man.", "conviction", Status.NEGATED),
        ("The talks in Geneva were cancelled on Monday.", "meeting", Status.NEGATED),
        ("The verdict is due on 1 April.", "conviction", Status.PLANNED),
        ("Ana Ruiz will visit Paris on Saturday.", "visit", Status.PLANNED),
        ("Workers went on strike in Lyon on Monday.", "protest", Status.OCCURRED),
        ("Gunmen kidnapped nine pupils in Zamfara.", "abduction", Status.OCCURRED),
        ("The president did not meet the rebels until May.", "meeting", Status.OCCURRED),
        ("The president did not meet the rebels in May.", "meeting", Status.NEGATED),
        ("Police have not only arrested Ole Hansen but fined him.", "arrest", Status.OCCURRED),
        ("Police have not arrested Ole Hansen.", "arrest", Status.NEGATED),
        ("Police did not arrest Ole Hansen, who hid until May.", "arrest", Status.NEGATED),
        ("Officials did not meet the rebels, saying they would wait until Monday.", "meeting", Status.NEGATED),
        ("The two sides did not reach an agreement, saying they would wait until Monday.", "agreement", Status.NEGATED),
        ("Police have not arrested anyone until now.", "arrest", Status.NEGATED),
        ("The court has not ruled on the appeal.", "ruling", Status.NEGATED),
        ("The company never denied the report.", "denial", Status.NEGATED),
        ("Neither Ole Hansen nor Ana Ruiz was arrested on Monday.", "arrest", Status.NEGATED),
        ("The president called off a visit to Lima on Tuesday.", "visit", Status.NEGATED),
        ("The minister insisted that the meeting never happened.", "meeting", Status.NEGATED),
        ("Rebels denied that any attack had taken place in Goma.", "attack", Status.NEGATED),
        ("He rejected claims that an ambush took place on Monday.", "attack", Status.NEGATED),
        ("The embassy denied that there had been a meeting with the rebels.", "meeting", Status.NEGATED),
        ("The trial did not begin on Monday.", "trial", Status.NEGATED),
        ("Iran has pledged not to resume talks until December.", "meeting", Status.NEGATED),
        ("The rebels vowed not to attack the city until Friday.", "attack", Status.NEGATED),
        ("The two leaders will not meet until March.", "meeting", Status.PLANNED),
        ("The court said it would not rule on the case until next month.", "ruling", Status.PLANNED),
        ("The trial will not begin until 2027.", "trial", Status.PLANNED),
        ("The court will not convict him in March.", "conviction", Status.NEGATED),
        ("The minister said she would not resign until the inquiry ends.", "resignation", Status.NEGATED),
        ("The attack would not have happened without the weapons, police said.", "attack", Status.OCCURRED),
        ("The strike did not happen in a vacuum, the union said.", "protest", Status.OCCURRED),
        ("The general denied that the killing of the priest had happened on his orders.", "killing", Status.OCCURRED),
        ("The army said the strike took place on Monday.", "protest", Status.OCCURRED),
        ("Summit cancelled\n\nA summit of the two leaders planned for Friday was called off.", "meeting", Status.NEGATED),
    ],
)
def test_what_is_denied_or_ahead_is_not_told_as_done(read, text, type, status):
    assert read(text)[type].status is status


def test_a_hedge_is_heard(read):
    assert read("The president allegedly met a spy in Bergen in May.")["meeting"].reported


@pytest.mark.parametrize(
    ("text", "type", "reported"),
    [
        ("The defence ministry said the raid did not happen.", "raid", True),
        ("The attack never happened, the mayor said.", "attack", True),
        ("The summit will not take place in Oslo.", "meeting", False),
        ("The army said the strike took place on Monday.", "protest", False),
    ],
)
def test_that_nothing_happened_is_told_on_the_word_of_who_says_so(read, text, type, reported):
    assert read(text)[type].reported is reported


def test_who_where_and_when_through_the_whole_pipeline(read):
    claim = read("Police arrested two men in Lagos on 3 May 2024, the force said.")["arrest"]
    assert {(f.role, f.mention.text) for f in claim.roles} == {("agent", "Police"), ("target", "two men")}
    assert [p.text for p in claim.places] == ["Lagos"]
    assert claim.time.interval.edtf == "2024-05-03"


def test_what_grammar_gives_too_is_sure(read):
    claim = read("Police denied that they had arrested Ole Hansen.")["arrest"]
    assert {f.mention.text: f.sure for f in claim.roles}["Ole Hansen"]


@pytest.mark.parametrize("text", ["The judge read a book.", "Birds sang.", "She is a member of parliament."])
def test_nothing_happened(read, text):
    assert read(text) == {}


def test_types_that_the_ontology_lacks_are_never_read():
    from timeline import extract, language, ontology

    few = ontology.Ontology(types={"arrest": ontology.load().types["arrest"]})
    nlp = extract.extend(language.load(), few)
    claims = nlp("Police arrested Ana Ruiz in Lyon on 3 May 2024. An earthquake shook Nepal.")._.claims
    assert {claim.type for claim in claims} == {"arrest"}


FAULTY = {
    "network.json": b"[]",
    "heads.npz": b"PK nothing",
    "tokenizer.json": b"{}",
    "encoder.onnx": b"cut",
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_broken_file_of_a_network_is_one_line(tmp_path, name):
    from timeline.errors import ModelError
    from timeline.network import SHIPPED

    for file in SHIPPED.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(FAULTY[name])
    with pytest.raises(ModelError, match="holds no network") as fault:
        Network(tmp_path)
    assert "\n" not in str(fault.value)


def test_pieces_of_a_long_text_are_joined_too():
    from timeline.annotate import PIECE, read_article
    from timeline.merge import merge
    from timeline.ontology import load
    from timeline.resolve import resolve

    filler = "It rained all day in the valley and nobody went out. " * (PIECE // 50)
    text = f"Police arrested Ana Ruiz in Lyon on 3 May 2024.\n\n{filler}\n\nPolice arrested Ana Ruiz in Lyon on 3 May 2024."
    reading = read_article(timeline.load(), Article("a", text, date(2024, 5, 4)))
    arrests = [e for e in merge([reading], resolve([reading]), load()) if e.type == "arrest"]
    assert [len(e.mentions) for e in arrests] == [2]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Unions plan a walkout on Thursday.", date(2026, 1, 8)),
        ("The union called a national strike for March 20.", date(2026, 3, 20)),
        ("Workers walked out on Thursday.", date(2026, 1, 1)),
        ("The union cancelled a march set for Monday.", date(2026, 1, 5)),
        ("She announced a march to the courthouse for Thursday.", date(2026, 1, 8)),
    ],
)
def test_the_day_of_what_is_planned_lies_ahead(read, text, day):
    assert read(text)["protest"].time.interval.earliest == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The minister who resigned over the scandal was arrested on Friday.", {"resignation": None, "arrest": "2026-01-02"}),
        ("The man who was shot on Monday died on Tuesday.", {"killing": "2025-12-29", "death": "2025-12-30"}),
        ("The court convicted him, and in May he was released.", {"conviction": None, "release": "2025-05"}),
        (
            "Police raided the house on Sunday and on Tuesday arrested its owner.",
            {"raid": "2025-12-28", "arrest": "2025-12-30"},
        ),
        ("The senator was questioned about the killing of a judge in 2024.", {"investigation": None, "killing": "2024"}),
        ("A commission is investigating the massacre of villagers in 2015.", {"investigation": None, "killing": "2015"}),
    ],
)
def test_each_has_its_own_days(read, text, days):
    told = read(text)
    assert {type: told[type].time and told[type].time.interval.edtf for type in days} == days


class Wavering(Scripted):
    """One that gives the mentions of a trigger's own sentence, and those of others, a role with these chances."""

    def __init__(self, words, here, elsewhere, **others):
        super().__init__(words, **others)
        self.here, self.elsewhere = here, elsewhere

    def arguments(self, states, triggers, types, mentions, codes):
        roles, near = super().arguments(states, triggers, types, mentions, codes)
        chances = np.where(near > 0, self.here, self.elsewhere)
        roles[:] = 0
        roles[:, self.role], roles[:, 0] = chances, 1 - chances
        return roles, near


def named(claims):
    return {filler.mention.text for claim in claims for filler in claim.roles}


@pytest.mark.parametrize(("chance", "taken"), [(0.6, False), (0.7, True)])
def test_a_mention_of_another_sentence_counts_less(judged, chance, taken):
    text = "Ana Ruiz slept. Crowds thronged the square."
    claims = judged(text, Wavering({"thronged": ("protest", 0.9)}, 0.6, chance))._.claims
    assert ("Ana Ruiz" in named(claims)) == taken
    assert "Crowds" in named(claims)


@pytest.mark.parametrize(("chance", "taken"), [(0.9, True), (0.6, False)])
def test_what_one_of_several_tellings_says_must_be_likelier(judged, chance, taken):
    text = "Ana Ruiz thronged the square. It rained. It rained. It rained. It rained. Crowds thronged it."
    claims = judged(text, Wavering({"thronged": ("protest", 0.9)}, chance, 0.0, same=1.0))._.claims
    assert ("Ana Ruiz" in named(claims)) == taken


def test_an_acronym_and_a_short_form_count_for_the_fuller_name(judged):
    text = "The National Police Agency thronged. Harlan Mines slept. The NPA thronged with Harlan."
    claims = judged(text, Wavering({"thronged": ("protest", 0.9)}, 0.6, 0.0, same=1.0))._.claims
    assert "National Police Agency" in named(claims)


def test_two_persons_of_one_surname_do_not_vouch_for_each_other(judged):
    text = "They thronged with Ana Flores. It rained. It rained. It rained. It rained. They thronged with Cilia Flores."
    claims = judged(text, Wavering({"thronged": ("protest", 0.9)}, 0.6, 0.0, same=1.0))._.claims
    assert not {"Ana Flores", "Cilia Flores"} & named(claims)
