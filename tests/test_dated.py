"""What the day of a verb does not date: what came before it."""

import pytest

from timeline.dated import came_before, goes_on, has_its_own, is_of_clause_before, is_of_deed, is_told_before, was_over_then


@pytest.mark.parametrize(
    ("text", "trigger", "day", "before"),
    [
        ("The court upheld the conviction on Wednesday.", "conviction", "Wednesday", True),
        ("The court announced the conviction on Wednesday.", "conviction", "Wednesday", False),
        ("The court adjourned the hearing on Monday.", "hearing", "Monday", True),
        ("The court adjourned the hearing to Monday.", "hearing", "Monday", False),
        ("Ruiz was jailed on Friday for the murder of his wife.", "murder", "Friday", True),
        ("Ruiz was jailed for the murder of his wife in May.", "jailed", "May", False),
        ("Ruiz was jailed on Friday for the murder of Ana Silva on Monday.", "murder", "Friday", True),
        ("Ruiz was jailed on Friday for the murder of Ana Silva on Monday.", "murder", "Monday", False),
        ("On Monday two people died after a bus crashed.", "crashed", "Monday", False),
        ("On Monday they were freed following talks in Oslo.", "talks", "Monday", False),
        ("On Monday Iran executed three men convicted of spying.", "convicted", "Monday", True),
        ("Three men were convicted of spying on Monday.", "convicted", "Monday", False),
        ("The diplomat, who was taken hostage by rebels, died on Saturday.", "taken", "Saturday", True),
        ("The diplomat, who was taken hostage by rebels, died on Saturday.", "died", "Saturday", False),
        ("The minister who resigned over the scandal was arrested on Friday.", "resigned", "Friday", True),
        ("Officers on Sunday arrested a man who threatened the mayor.", "threatened", "Sunday", True),
        ("The general who led the coup was jailed on Wednesday.", "coup", "Wednesday", True),
        ("Ships that had been seized by pirates were freed on Monday.", "seized", "Monday", True),
        ("Workers voted on Thursday to end a three-month strike.", "strike", "Thursday", True),
        ("The nurses suspended their strike on Monday.", "strike", "Monday", True),
        ("The nurses began their strike on Monday.", "strike", "Monday", False),
        ("She met the envoy on Friday, who promised more aid.", "promised", "Friday", False),
        ("Gunmen attacked the convoy on Monday in an ambush that killed six soldiers.", "killed", "Monday", False),
        ("Protesters who were marching in the capital were attacked on Friday.", "marching", "Friday", False),
        ("A teacher who was arrested on Sunday was freed on Wednesday.", "arrested", "Sunday", False),
        ("The man who was shot on Monday died on Tuesday.", "shot", "Monday", False),
        ("A strike on Friday halted trams in Porto.", "strike", "Friday", False),
        ("On Friday a walkout stopped buses in Porto.", "walkout", "Friday", False),
        ("A protest in Tunis on Friday ended in arrests.", "protest", "Friday", False),
        ("A protest in Tunis ended peacefully on Friday.", "protest", "Friday", False),
        ("A strike in Porto ended on Friday.", "strike", "Friday", True),
        ("A strike in Porto was called off on Friday.", "strike", "Friday", True),
        ("The protest was halted on Friday by soldiers.", "protest", "Friday", False),
        ("Soldiers stopped a protest in Tunis on Friday.", "protest", "Friday", False),
        ("Dockers ended a two-week strike on Friday.", "strike", "Friday", True),
        ("Dockers ended a 24-hour strike on Friday.", "strike", "Friday", False),
        ("Dockers ended a one-day strike on Friday.", "strike", "Friday", False),
        ("On Tuesday gunmen who raided a village in Benue shot dead nine farmers.", "raided", "Tuesday", False),
        ("Gunmen who raided a village in Benue killed nine farmers on Tuesday.", "raided", "Tuesday", False),
        ("On Tuesday a student who threw stones in Dakar was detained.", "threw", "Tuesday", False),
        ("On Tuesday a court sentenced a student who threw stones in Dakar.", "threw", "Tuesday", True),
        ("A student who threw stones in Dakar was detained on Tuesday.", "threw", "Tuesday", True),
        ("A student who threw stones in Dakar was detained at the scene on Tuesday.", "threw", "Tuesday", False),
        ("Officers who searched a flat in Lyon arrested a man on Tuesday.", "searched", "Tuesday", False),
        ("Boys who were kidnapped in Kaduna were freed on Tuesday.", "kidnapped", "Tuesday", True),
        ("Guerrillas who stormed a jail in Cali freed ten men on Tuesday.", "stormed", "Tuesday", False),
        ("The general who led the coup died on Tuesday.", "coup", "Tuesday", True),
        ("A driver who rammed a gate in Bonn died on Tuesday.", "rammed", "Tuesday", False),
        ("The bishop who led the march quit his post on Tuesday.", "march", "Tuesday", True),
        ("The riot in Lima did not begin on Friday but on Saturday.", "riot", "Friday", True),
        ("The riot in Lima did not begin on Friday but on Saturday.", "riot", "Saturday", False),
        ("The riot in Lima did not begin on Friday.", "riot", "Friday", True),
        ("The riot in Lima began on Friday.", "riot", "Friday", False),
        ("The vote did not take place on Friday.", "vote", "Friday", False),
    ],
)
def test_what_came_before(rules, text, trigger, day, before):
    doc = rules(text)
    at = {t.text: t for t in doc}
    assert came_before(at[trigger], at[day], one_day=True) is before


def test_in_one_year_both_may_have_been(rules):
    at = {t.text: t for t in rules("In 1913 the court upheld the conviction.")}
    assert not came_before(at["conviction"], at["1913"], one_day=False)


@pytest.mark.parametrize(
    ("text", "trigger", "time", "before"),
    [
        ("Troops seized the village and on Tuesday shelled the town.", "seized", "Tuesday", True),
        ("Troops seized the village and on Tuesday shelled the town.", "shelled", "Tuesday", False),
        ("The court convicted him, and in May he was released.", "convicted", "May", True),
        ("The company held talks with its unions and in March closed the plant.", "talks", "March", True),
        ("Troops seized the village and shelled the town on Tuesday.", "seized", "Tuesday", False),
        ("On Tuesday troops seized the village and shelled the town.", "seized", "Tuesday", False),
        ("Attacks on Sunday and on Monday killed ten people.", "Attacks", "Monday", False),
    ],
)
def test_what_comes_next_has_its_own_day(rules, text, trigger, time, before):
    at = {t.text: t for t in rules(text)}
    assert is_told_before(at[trigger], at[time]) is before


@pytest.mark.parametrize(
    ("text", "trigger", "own"),
    [
        ("Police raided the house on Monday and on Tuesday Ole Hansen was arrested.", "arrested", True),
        ("Police raided the house on Monday and on Tuesday Ole Hansen was arrested.", "raided", False),
        ("On Monday and on Tuesday troops shelled the town.", "shelled", False),
        ("Police raided the house on Monday and arrested Ole Hansen on Tuesday.", "arrested", False),
        ("He claims that on Monday and Tuesday he was beaten.", "beaten", False),
    ],
)
def test_a_clause_that_opens_with_a_day_has_its_own(rules, text, trigger, own):
    at = {t.text: t for t in rules(text)}
    assert has_its_own(at[trigger], at["Monday"], at["Tuesday"]) is own


def test_a_day_that_ends_a_clause_about_the_subject_is_not_of_the_verb_after_it(rules):
    at = {t.text: t for t in rules("The man who was shot on Monday died on Tuesday.")}
    assert is_of_clause_before(at["died"], at["Monday"])
    assert not is_of_clause_before(at["died"], at["Tuesday"])
    at = {t.text: t for t in rules("Troops rescued 26 girls who were abducted from a school on Monday.")}
    assert is_of_clause_before(at["rescued"], at["Monday"])
    assert not is_of_clause_before(at["abducted"], at["Monday"])
    at = {t.text: t for t in rules("The corporation purchased the site, where a school had stood, in 2006.")}
    assert not is_of_clause_before(at["purchased"], at["2006"])
    at = {t.text: t for t in rules("Police arrested a man who attacked the mayor on Monday.")}
    assert not is_of_clause_before(at["arrested"], at["Monday"])
    at = {t.text: t for t in rules("The man who was shot in the street on Tuesday died.")}
    assert not is_of_clause_before(at["shot"], at["Tuesday"])


@pytest.mark.parametrize(
    ("text", "trigger", "deed", "of_deed"),
    [
        ("The senator was questioned about the killing of a judge in 2024.", "questioned", "killing", True),
        ("The general was arrested over the killing of six priests in 1989.", "arrested", "killing", True),
        ("The senator was questioned in 2024 about the killing of a judge.", "questioned", "killing", False),
        ("The senator was questioned about the killing, in 2024.", "questioned", "killing", False),
        ("He was jailed for murder in 2010.", "jailed", "murder", False),
    ],
)
def test_the_year_of_a_deed_is_not_that_of_the_question(rules, text, trigger, deed, of_deed):
    doc = rules(text)
    at = {t.text: t for t in doc}
    year = next(t for t in doc if t.text.isdigit() and len(t.text) == 4)
    assert is_of_deed(at[trigger], year, {at[deed].i}) is of_deed


def test_what_goes_on_now_was_not_in_a_year_that_is_over(rules):
    at = {t.text: t for t in rules("A commission is investigating the massacre in 2015. It was sitting in Lima and heard him.")}
    assert goes_on(at["investigating"])
    assert not goes_on(at["sitting"])
    assert not goes_on(at["heard"])


@pytest.mark.parametrize(
    ("text", "trigger", "day", "before"),
    [
        ("By the time the truce was signed on Monday, more than 400 people had died.", "died", "Monday", True),
        ("By the time the truce was signed on Monday, more than 400 people had died.", "signed", "Monday", False),
        ("Nine people had been killed by the time the siege ended on Tuesday.", "killed", "Tuesday", True),
        ("The minister had met the envoy before he flew to Paris on Monday.", "met", "Monday", True),
        ("Gunmen attacked a bank just before the mayor arrived on Monday.", "attacked", "Monday", False),
        ("Police arrested two men on Friday before they reached the border.", "arrested", "Friday", False),
        ("Before leaving on Monday, the president signed the bill.", "signed", "Monday", False),
    ],
)
def test_what_was_over_by_then(rules, text, trigger, day, before):
    at = {t.text: t for t in rules(text)}
    assert was_over_then(at[trigger], at[day]) is before
