"""What grammar says was not done, or was called off."""

import pytest

from timeline.undone import adds_nothing, is_called_off, is_plotted, is_undone


@pytest.fixture
def word_of(rules):
    def find(text, word):
        return next(t for t in rules(text) if t.text == word)

    return find


@pytest.mark.parametrize(
    ("text", "word", "undone"),
    [
        ("Neither Ana Ruiz nor Juan Vega was arrested on Monday.", "arrested", True),
        ("None of the men was arrested.", "arrested", True),
        ("Police searched the house and arrested nobody.", "arrested", True),
        ("Ana Ruiz and Juan Vega were arrested on Monday.", "arrested", False),
        ("Police prevented a crowd from lynching a man in Sidon.", "lynching", True),
        ("Police stopped two men from boarding a plane.", "boarding", True),
        ("He benefited from selling the firm.", "selling", False),
        ("Rima Khoury nearly died in 2020.", "died", True),
        ("Nearly 40 people died in 2020.", "died", False),
        ("A rumour that General Antwi had been killed in Tamale proved untrue.", "killed", True),
        ("A report that General Antwi had been killed in Tamale shocked the town.", "killed", False),
        ("The paper retracted a report that Ana Ruiz had been arrested.", "arrested", True),
        ("The paper published a report that Ana Ruiz had been arrested.", "arrested", False),
        ("Baek was pardoned last month, her lawyer wrongly claimed.", "pardoned", True),
        ("Baek was pardoned last month, her lawyer claimed.", "pardoned", False),
        ("Police foiled an attempt to kidnap her son.", "kidnap", True),
        ("Police failed to prevent a mob from lynching a man in Kochi.", "lynching", False),
        ("Nothing prevented soldiers from killing a man in Foca.", "killing", False),
        ("Troops could not stop a mob from burning a church in Jos.", "burning", False),
        ("Police did not foil a plot to kidnap her son.", "kidnap", False),
        ("Troops nearly wiped out the village, killing 60 people.", "wiped", False),
        ("A report that soldiers killed 30 villagers in Moura was not false.", "killed", False),
        ("Neither gunman who attacked a mosque in Multan was caught.", "attacked", False),
        ("The commission would have ruled on the merger by June.", "ruled", True),
        ("Police saw an attempt to kidnap her son.", "kidnap", False),
    ],
)
def test_what_was_not_done(word_of, text, word, undone):
    assert is_undone(word_of(text, word)) is undone


@pytest.mark.parametrize(
    ("text", "word", "type", "off"),
    [
        ("The president called off a visit to Lima on Tuesday.", "visit", "visit", True),
        ("The union called off the strike on Tuesday.", "strike", "protest", False),
        ("The union called off a strike planned for Thursday.", "strike", "protest", True),
        ("The union had planned a march for Thursday and called it off.", "march", "protest", True),
        ("The union had planned a march for Thursday and joined it.", "march", "protest", False),
        ("Nordhavn abandoned its planned purchase of Austral.", "purchase", "economic", True),
        ("Nordhavn announced its planned purchase of Austral.", "purchase", "economic", False),
        ("The takeover of Austral collapsed in 2023.", "takeover", "economic", True),
        ("The talks in Geneva collapsed on Monday.", "talks", "meeting", False),
        ("A deal with Iran fell through last week.", "deal", "agreement", True),
        ("A rally in Birgunj was banned on Monday.", "rally", "ceremony", True),
        ("The raid prevented an attack.", "attack", "attack", True),
        ("The raid did not prevent an attack.", "attack", "attack", False),
        ("Airlines hit by the strike cancelled hundreds of flights in Lisbon.", "strike", "protest", False),
        ("Leaders at the summit scrapped a tariff on steel.", "summit", "meeting", False),
        ("The scrap metal strike began in Surat.", "strike", "protest", False),
        ("The network cancelled election winner Ivan Dodik's speech.", "election", "election", False),
        ("She abandoned her visit to Hanoi halfway through.", "visit", "visit", False),
        ("Nobody had a plan. The strike at the port was called off.", "strike", "protest", False),
        ("The ceasefire fell apart on Friday.", "ceasefire", "agreement", False),
        ("Summit cancelled", "Summit", "meeting", True),
        ("The raid prevented an attack.", "raid", "raid", False),
    ],
)
def test_what_is_called_off(word_of, text, word, type, off):
    assert is_called_off(word_of(text, word), type) is off


@pytest.mark.parametrize(
    ("text", "word", "type", "nothing"),
    [
        ("The president called off a visit to Lima.", "visit", "visit", True),
        ("The army cancelled the elections.", "elections", "election", False),
        ("The ministry cancelled the agreement.", "agreement", "agreement", False),
    ],
)
def test_calling_off_is_an_event_only_where_it_ends_something(word_of, text, word, type, nothing):
    assert adds_nothing(word_of(text, word), type) is nothing


def test_a_plot_need_not_come_to_anything(word_of):
    assert is_plotted(word_of("He was held over a plot to kill an exile.", "kill"))
    assert not is_plotted(word_of("He was held over a decision to kill the project.", "kill"))


@pytest.mark.parametrize(
    ("text", "word", "undone"),
    [
        ("If police had arrested Luca Rossi in March, the victims would be alive.", "arrested", True),
        ("The victims would be alive if police had arrested Luca Rossi.", "arrested", True),
        ("Had the court convicted Anna Keller, she would have gone to prison.", "convicted", True),
        ("Even if police had arrested him, it would not matter.", "arrested", False),
        ("He asked if police had arrested the man, and said it would matter.", "arrested", False),
        ("The police had arrested the man and said he would be freed.", "arrested", False),
        ("Had the police arrested him?", "arrested", False),
    ],
)
def test_what_would_have_been(word_of, text, word, undone):
    assert is_undone(word_of(text, word)) is undone
