"""What grammar says of a status beyond doubt: what was not done, was called off, put off, or is ahead."""

import pytest

from timeline.outright import status_outright


@pytest.fixture
def outright(rules):
    """The status of a word of a text, in words; None where grammar leaves a doubt."""

    def read(text, word, type="agreement"):
        doc = rules(text)
        token = next(t for t in doc if t.text == word)
        stance = doc._.stances.get(token.i)
        status = status_outright(token, type, stance.status if stance is not None else None)
        return status.value if status is not None else None

    return read


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The ministers failed to reach an agreement on Tuesday.", "agreement", "negated"),
        ("They have not been able to reach an agreement.", "agreement", "negated"),
        ("They left without signing the accord.", "accord", "negated"),
        ("The parties did not sign the accord.", "accord", "negated"),
        ("The talks ended without a deal.", "deal", "negated"),
        ("No charges were filed.", "charges", "negated"),
        ("There was never an arrest.", "arrest", "negated"),
        ("Police foiled a bomb attack in May.", "attack", "negated"),
        ("The two sides reached no agreement.", "agreement", "negated"),
        ("Governor Ali Musa ruled out talks with the union.", "talks", "negated"),
        ("Police reported no clashes but 20 arrests.", "arrests", None),
        ("There were no arrests until Monday.", "arrests", None),
        ("Without the raid police would not have found it.", "raid", None),
        ("They did not fail to reach an agreement.", "agreement", None),
        ("Police did not foil the attack.", "attack", None),
        ("The vote was postponed on Monday.", "vote", "planned"),
        ("The ministers reached an agreement on Tuesday.", "agreement", None),
        ("The ministers managed to reach an agreement.", "agreement", None),
        ("The speech did not mention the agreement.", "agreement", None),
        ("No arrests were made in the attack.", "attack", None),
        ("The court rejected the appeal.", "appeal", None),
        ("A merger of the two banks fell through on Monday.", "merger", "negated"),
        ("Soldiers prevented an ambush near Gao.", "ambush", "negated"),
        ("Soldiers could not prevent an ambush near Gao.", "ambush", None),
        ("The raid prevented an attack.", "raid", None),
        ("The attack could have been prevented.", "attack", None),
    ],
)
def test_nouns(outright, text, word, status):
    assert outright(text, word) == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Ana Ruiz was not arrested.", "arrested", "negated"),
        ("Ana Ruiz was not arrested until Monday.", "arrested", "occurred"),
        ("Ana Ruiz will resign on Monday.", "resign", "planned"),
        ("Ana Ruiz may resign on Monday.", "resign", "possible"),
        ("Ana Ruiz resigned on Monday.", "resigned", None),
    ],
)
def test_verbs(outright, text, word, status):
    assert outright(text, word, "resignation") == status


@pytest.mark.parametrize(
    ("text", "word", "type", "status"),
    [
        ("The singer narrowly avoided arrest in 2019.", "arrest", "arrest", "negated"),
        ("The mayor narrowly escaped the attack.", "attack", "attack", None),
        ("The summit was called off on Monday.", "summit", "meeting", "negated"),
        ("The union called off the strike.", "strike", "protest", None),
        ("The union will call off the summit.", "summit", "meeting", None),
    ],
)
def test_what_befell_nobody_and_what_was_called_off(outright, text, word, type, status):
    assert outright(text, word, type) == status


@pytest.mark.parametrize(
    ("text", "word", "type", "status"),
    [
        ("Miners voted against a strike.", "strike", "protest", "negated"),
        ("Miners voted against the strike.", "strike", "protest", None),
        ("Miners voted for a strike.", "strike", "protest", None),
        ("Lima was asked to expel an attache, but declined to do so.", "expel", "sanction", "negated"),
        ("Lima was asked to expel an attache, and agreed to do so.", "expel", "sanction", "possible"),
        ("The trial could open in September.", "trial", "trial", "possible"),
        ("The trial opened in September.", "trial", "trial", None),
        ("The trial could fail.", "trial", "trial", None),
        ("The fire could have started in the kitchen.", "fire", "disaster", None),
        ("The court put off the hearing until Friday.", "hearing", "trial", "planned"),
        ("Elections were due on Sunday and were held.", "Elections", "election", None),
        ("Workers who voted against a strike walked out.", "strike", "protest", None),
        ("A ruling had been due on 17 October.", "ruling", "ruling", "planned"),
        ("A ruling came on 17 October.", "ruling", "ruling", None),
    ],
)
def test_what_was_voted_down_or_declined_or_was_due(outright, text, word, type, status):
    assert outright(text, word, type) == status


def test_what_is_done_by_saying_no_is_not_undone_by_it(outright):
    assert outright("The minister gave no answer and made no denial.", "denial", "denial") is None
    assert outright("The club would not discuss it.", "discuss", "denial") is None


@pytest.mark.parametrize(
    ("text", "word", "type", "status"),
    [
        ("North Korea rejected talks with Seoul.", "talks", "meeting", "negated"),
        ("North Korea turned down an offer of talks.", "talks", "meeting", "negated"),
        ("North Korea did not reject talks with Seoul.", "talks", "meeting", None),
        ("North Korea accepted an offer of talks.", "talks", "meeting", None),
        ("A raid planned for Tuesday was called off.", "raid", "raid", "negated"),
        ("The strike was called off.", "strike", "protest", None),
        ("The minister has no intention of resigning.", "resigning", "resignation", "negated"),
        ("The minister has every intention of resigning.", "resigning", "resignation", None),
        ("Prosecutors asked the court to sentence Diallo.", "sentence", "sentencing", "planned"),
        ("Prosecutors asked the court to hear Diallo.", "hear", "trial", "possible"),
        ("Silva was seeking asylum when she was sentenced on Monday.", "sentenced", "sentencing", None),
        ("They had no intention of killing Silva, but they killed two.", "killing", "killing", None),
    ],
)
def test_what_was_turned_down_called_off_or_only_asked_for(outright, text, word, type, status):
    assert outright(text, word, type) == status


@pytest.mark.parametrize(
    ("text", "word", "type", "status"),
    [
        ("Relatives feared that gunmen had killed Rojas.", "killed", "killing", "possible"),
        ("Fears grew that Rojas had been killed.", "killed", "killing", "possible"),
        ("Gunmen killed Rojas, who feared nobody.", "killed", "killing", None),
        ("The army denied a report that soldiers had killed two farmers.", "killed", "killing", "negated"),
        ("The army did not deny a report that soldiers had killed two farmers.", "killed", "killing", None),
        ("Nobody denied a report that soldiers had killed two farmers.", "killed", "killing", None),
        ("The court rejected a claim that he was fired unlawfully.", "fired", "resignation", None),
        ("If Rojas is convicted, he will appeal.", "convicted", "conviction", "possible"),
        ("Even if Rojas is convicted, he will appeal.", "convicted", "conviction", None),
        ("The senator called on Rojas to resign.", "resign", "resignation", "possible"),
        ("The senator urged Rojas to resign.", "resign", "resignation", "possible"),
        ("The senator called reporters to condemn the raid.", "condemn", "accusation", None),
        ("He pressed a button to launch the rocket.", "launch", "strike", None),
        ("Rojas was about to leave for Lima.", "leave", "visit", "planned"),
        ("Rojas was about to board a flight to Lima.", "flight", "visit", "planned"),
        ("The opposition demanded an early election.", "election", "election", "possible"),
        ("The United States has not imposed sanctions.", "sanctions", "sanction", "negated"),
        ("Police could use rubber bullets on Friday.", "bullets", "attack", "possible"),
    ],
)
def test_what_is_feared_denied_asked_for_or_hangs_on_an_if(outright, text, word, type, status):
    assert outright(text, word, type) == status


@pytest.mark.parametrize(
    ("text", "word", "type", "status"),
    [
        ("The riot in Lima did not begin on Friday but on Saturday.", "riot", "protest", None),
        ("The ambush did not happen at dawn, soldiers said, but at dusk.", "ambush", "attack", None),
        ("The accord was not signed in Paris but in Rome.", "accord", "agreement", None),
        ("The stabbing of Ana Ruiz did not take place in Bergen.", "stabbing", "attack", None),
        ("The parties failed to reach an agreement, but in a statement they praised it.", "agreement", "agreement", "negated"),
        ("The raid did not happen on Friday.", "raid", "raid", None),
        ("The stabbing of Ana Ruiz never took place in Bergen.", "stabbing", "attack", "negated"),
        ("The raid did not happen at all.", "raid", "raid", "negated"),
        ("The raid did not happen again.", "raid", "raid", None),
        ("Clashes did not start in Goma.", "Clashes", "attack", "negated"),
        ("The assassination in Lima did not begin the revolt.", "assassination", "killing", None),
        ("The assassination in Lima never started a revolt.", "revolt", "protest", None),
        ("The two sides did not start talks.", "talks", "meeting", "negated"),
        ("The shooting could start a war.", "shooting", "attack", None),
        ("The strike did not begin to bite.", "strike", "protest", None),
        ("The march did not open the road.", "march", "protest", None),
        ("The truce did not hold.", "truce", "agreement", None),
        ("The shelling did not resume.", "shelling", "attack", None),
        ("The talks will not resume until March.", "talks", "meeting", "planned"),
        ("Tehran denied that the bombing was carried out by its agents.", "bombing", "attack", None),
        ("The bombing was not carried out by agents.", "bombing", "attack", None),
        ("The bombing was not carried out.", "bombing", "attack", "negated"),
        ("The guard denied that the beating occurred in May 2019.", "beating", "attack", None),
        ("The guard denied that the beating occurred in the yard in Hull.", "beating", "attack", None),
        ("The guard denied that the beating occurred.", "beating", "attack", "negated"),
        ("The guard denied that any beating occurred in Hull.", "beating", "attack", "negated"),
        ("The trial of Ole Hansen did not open on Tuesday as he was ill.", "trial", "trial", "planned"),
        ("The vote did not take place on Sunday.", "vote", "election", "negated"),
        ("The vote did not take place in the capital.", "vote", "election", None),
    ],
)
def test_not_where_when_or_what_it_led_to_is_not_that_it_was_not(outright, text, word, type, status):
    assert outright(text, word, type) == status
