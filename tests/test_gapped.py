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


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed a mayor in Cali on Friday and the president on Saturday vowed to find them.",
        "Russia attacked Kharkiv on Monday and Kyiv on Tuesday asked for help.",
        "The court jailed Ed Farr on Monday and Kay Farr, his wife, on Tuesday left the country.",
        "Police arrested Luc Morel on Monday and Paul Roche, his lawyer, on Tuesday called it an outrage.",
        "A truck hit a cyclist in Lund on Monday and the driver on Tuesday was arrested.",
        "Police arrested a man in Hove on Monday and a woman on Tuesday told the BBC that he was her son.",
        "Rebels seized Goma in January and Bukavu in February fell to them.",
        "Police arrested Ana Ruiz in Lyon on Monday and Ole Hansen, her brother, on Tuesday quietly left Metz.",
        "The court jailed two men in May and a third in June walked free.",
        "Ana Ruiz was arrested in Lyon on Monday and Ole Hansen on Tuesday denied everything.",
        "Protests broke out in Goma on Monday and Bukavu on Tuesday closed its schools.",
        "Police killed a man in Lyon on Monday and the ministry on Tuesday, in a statement, expressed regret.",
        "Police killed a man in Lyon on Monday and his family on Tuesday, weeping, buried him.",
        "Police arrested Luc Morel on Monday and Paul Roche on Tuesday will appear in court.",
        "The strike killed Abu Omar in Idlib in 2019 and his brother in 2020 in prison wrote a book.",
        "Hamas released two hostages on Monday and Israel on Tuesday freed thirty prisoners.",
        "Militants kidnapped a nurse in Jos on Sunday and her father, a pastor, on Monday paid the ransom.",
        "Two people drowned in Nice on Monday and a third on Tuesday was missing.",
        "The president sacked a general on Monday and parliament on Tuesday after a long debate approved it.",
        "The court freed Ana Ruiz on Monday and Ole Hansen on Tuesday, his lawyer said, left prison.",
        "The court freed Ana Ruiz on Monday and Ole Hansen, who had waited for her, on Tuesday took her home.",
        "The court jailed a banker on Monday and a minister, his friend, on Tuesday quit.",
        "A bomb killed a monk in Yala on Monday, a nun on Tuesday said.",
        "Soldiers arrested the mayor on Monday and the governor on Tuesday, fearing arrest, fled.",
        "Rioters burned a church on Monday and the bishop, on Tuesday, blamed the state.",
        "Russia attacked Kharkiv on Monday and Kyiv on Tuesday for the first time asked for help.",
        "Russia attacked Kharkiv on Monday and Kyiv on Tuesday without power.",
        "Police arrested Luc Morel on Monday and Paul Roche on Tuesday, officials say, is to be freed.",
        "Gunmen killed a mayor on Friday and the governor on Saturday and the president on Sunday condemned it.",
    ],
)
def test_a_verb_behind_the_last_day_has_the_item_as_its_subject(listed, text):
    """Not a list, but a clause that begins where its item would."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested three men on Monday and the army on Tuesday two more.",
        "Russia attacked Sumy on Monday and Ukraine on Tuesday Belgorod.",
        "France expelled six diplomats on Monday and Russia seven on Wednesday.",
        "Iran freed two hostages in March and Israel in April a spy.",
        "On Monday Russia attacked Sumy and on Tuesday Ukraine Belgorod.",
        "On Monday police arrested three men and on Tuesday the army two more.",
        "Ukraine hit a depot in Rostov on Monday and Russia a hospital in Kherson on Tuesday.",
        "Britain sanctioned two banks on Monday and the EU three on Tuesday.",
        "Militants killed a priest in Jos on Sunday and soldiers on Monday three of them.",
        "Poland arrested a spy in May and Germany in June two.",
        "Troops killed a rebel on Monday and the rebels a soldier on Tuesday.",
        "On Monday troops killed a rebel and on Tuesday the rebels a soldier.",
        "Kim visited Moscow in May and Putin Pyongyang in June.",
        "Google bought Wiz in May and Apple in June Zed.",
        "On Monday Ana Ruiz sued Ole Hansen and on Tuesday Luc Morel her.",
        "Gunmen killed Ana Ruiz on Monday and Iran's envoy on Tuesday.",
    ],
)
def test_what_an_item_acts_on_makes_it_a_subject(listed, text):
    """The second does to another what the first does."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 the army killed Abu Omar and in 2020 his successor, Abu Hassan, was captured in Homs.",
        "On Monday the court jailed Kai Lunt and on Tuesday the judge, Ada Wren, was attacked in Ulm.",
        "On Monday rebels killed a priest and on Tuesday a nun, Sister Ines, fled the town.",
        "On Monday police arrested Ana Ruiz and on Tuesday Ole Hansen, her partner, who lives in Metz, handed himself in.",
        "In 2022 Spain expelled two diplomats and in 2023 the ambassador, Ivan Petrov, left.",
        "In May police arrested Ana Ruiz and in June the prosecutor, citing a lack of evidence, freed her.",
        "On Monday the army shelled Goma and on Tuesday Bukavu, a city of a million people, fell.",
        "On Monday the army shelled Goma and on Tuesday Bukavu, which had been quiet, fell.",
        "Kenya deported a preacher in May and in June his wife, Grace Otieno, sued the state.",
        "On Sunday police arrested Li Wei and on Monday Zhang Min, his wife, was questioned in Wuhan.",
        "In 2020 a jury convicted Al Foy and in 2021 the judge, now retired, freed him.",
        "Gunmen stormed a hotel in Herat on Monday and on Tuesday the owner, Ali Reza, died.",
        "In January rebels took Goma and in February Bukavu, the second city, fell.",
        "In January rebels took Goma, in February Bukavu fell and in March Uvira.",
    ],
)
def test_days_first_and_a_verb_past_commas(listed, text):
    """The item is the subject of a verb behind its apposition."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Al Foy for the murder of Ann Wray in 2001 and Sue Bray in 2004.",
        "Police arrested two men over the murder of Rita Gomez in Porto on Monday and Luis Gomez in Braga on Tuesday.",
        "Police charged Tom Bell with the killing of Ida Moss in 1999 and Una Reed in 2003.",
        "Police arrested a man in connection with the death of Ida Moss on Monday and Una Reed on Tuesday.",
        "Police arrested a soldier accused of the rape of Ida Moss in Hull on Monday and Una Reed in York on Tuesday.",
        "The court jailed Dan Ross over the stabbing of Ann Wray in Leeds in May and Sue Bray in Hull in June.",
        "The police detained the killers of Ann Wray in Leeds on Monday and Sue Bray in Hull on Tuesday.",
        "Police arrested Mo Said for the killing of a nurse in May and a teacher in June.",
        "Police arrested Ana Ruiz over the poisoning of Ole Hansen in Lyon in May and Luc Morel in Metz in June.",
        "A man was jailed for the rape of Ida Moss in 2018 and Una Reed in 2019.",
        "Ana Ruiz was killed by Ole Hansen in 2001 and Luc Morel in 2004.",
        "Two men were shot by police on Monday and soldiers on Tuesday.",
        "Police fired on protesters on Monday and students on Tuesday.",
        "Police arrested the brother of Ana Ruiz on Monday and Ole Hansen on Tuesday.",
        "The inquiry blamed Ana Ruiz for the deaths of Ole Hansen on Monday and Luc Morel on Tuesday.",
    ],
)
def test_who_stands_beside_a_victim(listed, text):
    """The item stands in a row with a name in the charge, or with who did it."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The flood killed 12 people on Monday and 15 on Tuesday in Durban.",
        "The earthquake injured 40 people on Monday and 12 on Tuesday near Izmir.",
        "The heatwave killed 100 people in Delhi in May and 20 in June.",
        "The cyclone killed 30 people in Beira on Monday and 12 on Tuesday.",
        "The typhoon killed 12 people on Monday and at least 15 on Tuesday.",
        "Cholera killed 12 people in Goma in May and 15 in June.",
        "The bombing killed three people in Quetta on Monday and a policeman on Tuesday.",
        "The crash killed Ana Ruiz on Monday and Ole Hansen on Tuesday.",
        "Hurricane Ida killed 12 people on Monday and 20 on Tuesday.",
    ],
)
def test_one_disaster_goes_on(listed, text):
    """The same flood kills day after day."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Voters elected Rosa Lima mayor of Recife in 2016 and governor in 2022.",
        "Members elected Ana Ruiz leader in 2016 and president in 2022.",
        "The club appointed Ole Hansen coach in 2016 and director in 2022.",
        "The party named Rosa Lima leader in 2016 and candidate in 2022.",
        "The bank appointed Kim Ro chief executive in 2016 and chairman in 2022.",
    ],
)
def test_what_somebody_becomes(listed, text):
    """One is elected mayor, then governor."""
    assert listed(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Spain recognised Palestine in May and Ireland in June.",
        "Norway recognised Palestine in May and Slovenia in June.",
        "Germany banned Hamas in November and Austria in December.",
        "Russia attacked Kharkiv on Monday and Ukraine on Tuesday.",
        "China expelled an American reporter in May and the United States in June.",
        "Pakistan arrested two Indian sailors on Monday and India on Tuesday.",
        "The EU sanctioned Belarus in May and Britain in June.",
        "Egypt banned the film in May and Jordan in June.",
        "Colombia elected Petro president in 2022 and Chile Boric in 2021.",
    ],
)
def test_countries_that_may_act(listed, text):
    """The second country may be the one that acts."""
    assert listed(text) == []


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Gunmen killed a mayor in Cali on Friday and a judge in Medellin on Saturday, police said.", "mayor", ["judge"]),
        ("Police arrested Luc Morel on Monday and Paul Roche, his lawyer, on Tuesday.", "Luc", ["Paul"]),
        ("Russia attacked Kharkiv on Monday and Sumy on Tuesday, killing nine people.", "Kharkiv", ["Sumy"]),
        ("On Monday the army killed Abu Omar and on Tuesday Abu Hassan, his successor.", "Abu", ["Abu"]),
        ("On Monday the court jailed Kai Lunt and on Tuesday Ada Wren", "Kai", ["Ada"]),
        ("Police arrested a man in Hove on Monday and a woman in Ryde on Tuesday, and both were freed.", "man", ["woman"]),
        ("Prosecutors charged Kit Moss with murder on Monday and Joe Reed with arson on Tuesday.", "Moss", ["Joe"]),
        ("Police arrested Ana Ruiz in May 2019 and Ole Hansen in June 2020 as her accomplice fled.", "Ana", ["Ole"]),
        ("A jury convicted Roy Pike of murdering Eva Lund in 1988 and Mia Holt in 1991.", "Eva", ["Mia"]),
        ("A bus crash killed 12 people in Durban on Monday and another 15 in Benoni on Tuesday.", "people", ["15"]),
        ("Insurgents killed 12 people in Maiduguri on Monday and 20 on Wednesday.", "people", ["20"]),
    ],
)
def test_what_follows_leaves_a_list_alone(listed, text, first, others):
    assert listed(text) == [(first, others)]


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


def test_a_number_without_a_place_is_where_the_first_was(told):
    claims = told("40 people were killed in Aleppo in May and 20 in June, and no more have been counted since.")
    assert [[place.text for place in claim.places] for claim in claims if claim.type == "death"] == [["Aleppo"], ["Aleppo"]]
