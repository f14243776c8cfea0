"""A user's decisions about names: which are one, which are different, which are none."""

import hashlib
import json
import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from test_resolve import ids, many, reading
from typer.testing import CliRunner

import timeline
from timeline import decisions
from timeline.cli import app
from timeline.errors import SchemaError
from timeline.model import Actor
from timeline.resolve import resolve
from timeline.twins import Named, twins


@pytest.fixture
def decided(tmp_path, monkeypatch):
    """A function that resolves readings by a file of decisions, names.toml."""
    monkeypatch.chdir(tmp_path)

    def resolved(text, *readings):
        (tmp_path / "names.toml").write_text(text, encoding="utf-8")
        return resolve(readings, decisions.load(["names.toml"]))

    return resolved


def who(found, *readings):
    """Article and text of each acting mention to the id of its actor."""
    return {(r.article.id, text): id for r in readings for text, id in ids(found, r)}


JANE = reading("a", "[Jane Smith|PERSON] met [Bob Ray|PERSON]. [Smith|PERSON] left.")
SMYTH = reading("b", "[Jane Smyth|PERSON] spoke. [Ms. Smyth|PERSON] left.")


def test_names_of_one_person_are_one_with_all_that_the_machine_joined():
    assert len({id for (_, text), id in who(resolve([JANE, SMYTH]), JANE, SMYTH).items() if text != "Bob Ray"}) == 2


def test_same_joins_names_and_what_goes_with_them(decided):
    found = decided('[[same]]\nname = "Jane Smith"\nnames = "Jane Smyth"\ncountry = "GB"', JANE, SMYTH)
    meant = who(found, JANE, SMYTH)
    assert {id for (_, text), id in meant.items() if text != "Bob Ray"} == {"person:jane-smith"}
    jane = found.actors["person:jane-smith"]
    assert (jane.name, jane.kind, jane.country, jane.named) == ("Jane Smith", "person", "GB", True)
    assert jane.names == ("Jane Smith", "Jane Smyth", "Smith", "Smyth")
    assert found.actors["person:bob-ray"] == resolve([JANE, SMYTH]).actors["person:bob-ray"]


def test_a_name_that_no_article_uses_may_be_given_and_an_id(decided):
    found = decided('[[same]]\nname = "J. R. Smith"\nnames = ["Jane Smith", "jane smyth"]\nid = "wikidata:Q1"', JANE, SMYTH)
    assert sorted(found.actors) == ["person:bob-ray", "wikidata:Q1"]
    assert found.actors["wikidata:Q1"].name == "J. R. Smith"


def test_without_a_name_it_is_called_as_what_is_named_most(decided):
    found = decided('[[same]]\nnames = ["Jane Smyth", "Jane Smith"]', JANE, SMYTH, reading("c", "[Jane Smyth|PERSON] ate."))
    assert found.actors["person:jane-smyth"].names == ("Jane Smith", "Jane Smyth", "Smith", "Smyth")
    assert "person:jane-smith" not in found.actors


def test_no_block_no_change(decided):
    assert decided("# nothing", JANE, SMYTH) == resolve([JANE, SMYTH])


def test_an_id_that_the_machine_gave_speaks_of_that_actor(decided):
    found = decided('[[same]]\nname = "Ray the Baker"\nid = "person:bob-ray"', JANE)
    assert who(found, JANE)["a", "Bob Ray"] == "person:bob-ray"
    assert found.actors["person:bob-ray"].name == "Ray the Baker"


FLORES = (
    reading("a", "[Ana Flores|PERSON] met [Ana Maria Flores|PERSON]. [Flores|PERSON] left."),
    reading("b", "[Ana Flores|PERSON] spoke. [Flores|PERSON] left."),
    reading("c", "[Flores|PERSON] slept."),
)


def test_different_keeps_apart_what_the_machine_joins(decided):
    assert set(who(resolve(FLORES), *FLORES).values()) == {"person:ana-flores"}
    meant = who(decided('[[different]]\nnames = ["Ana Flores", "Ana Maria Flores"]', *FLORES), *FLORES)
    assert meant == {
        ("a", "Ana Flores"): "person:ana-flores",
        ("a", "Ana Maria Flores"): "person:ana-maria-flores",
        ("a", "Flores"): "person:ana-maria-flores",
        ("b", "Ana Flores"): "person:ana-flores",
        ("b", "Flores"): "person:ana-flores",
        ("c", "Flores"): "person:flores",
    }


def test_different_in_one_article_leaves_the_others(decided):
    meant = who(decided('[[different]]\nnames = ["Ana Flores", "Ana Maria Flores"]\nin = "a"', *FLORES), *FLORES)
    assert meant["a", "Ana Maria Flores"] == meant["a", "Flores"] == "person:ana-maria-flores"
    assert meant["a", "Ana Flores"] == "person:ana-flores"
    assert {meant[at] for at in meant if at[0] != "a"} == {"person:ana-flores"}


def test_different_says_nothing_of_other_pairs(decided):
    text = '[[different]]\nnames = ["Ana Flores", "Bob Ray"]\n[[different]]\nnames = ["Ana Maria Flores", "Jane Smith"]'
    assert set(who(decided(text, *FLORES), *FLORES).values()) == {"person:ana-flores"}


def test_what_is_spelled_otherwise_goes_with_the_name_that_it_is_more_like(decided):
    names = ("Mohammed Elbaradei", "Mohamed Elbaradei", "Mohamed Elbaradeii")
    readings = [reading(str(n), f"[{name}|PERSON] spoke.") for n, name in enumerate(names)]
    assert len(set(who(resolve(readings), *readings).values())) == 1
    meant = who(decided(f"[[different]]\nnames = {list(names[:2])}", *readings), *readings)
    assert meant["0", names[0]] != meant["1", names[1]] == meant["2", names[2]]


def test_different_for_an_acronym_and_its_machine_made_reading(decided):
    article = reading("a", "[New Peoples Army|ORG] fled the [NPA|ORG].")
    assert len(set(who(resolve([article]), article).values())) == 1
    meant = who(decided('[[different]]\nnames = ["New Peoples Army", "NPA"]', article), article)
    assert meant == {("a", "New Peoples Army"): "org:new-peoples-army", ("a", "NPA"): "org:npa"}


def test_two_entries_are_two_whatever_the_machine_joins(decided):
    text = '[[same]]\nname = "Ana Flores"\n[[same]]\nname = "Ana Maria Flores"\ncountry = "PE"'
    found = decided(text, *FLORES)
    assert found.actors["person:ana-maria-flores"].country == "PE"
    assert found.actors["person:ana-flores"].country is None


def test_a_surname_in_one_article_means_whom_the_user_says(decided):
    article = reading("c", "[Bob Smith|PERSON] called. [Smith|PERSON] and [the mayor|DESC] agreed.")
    readings = (JANE, article)
    assert who(resolve(readings), *readings)["c", "Smith"] == "person:bob-smith"
    found = decided('[[same]]\nname = "Jane Smith"\nnames = ["Smith", "the mayor"]\nin = "c"', *readings)
    meant = who(found, *readings)
    assert (
        meant["c", "Smith"] == meant["c", "the mayor"] == meant["a", "Jane Smith"] == meant["a", "Smith"] == "person:jane-smith"
    )
    assert meant["c", "Bob Smith"] == "person:bob-smith"
    assert found.actors["person:bob-smith"].names == ("Bob Smith",)


def test_the_same_where_the_machine_knows_nobody_of_that_name(decided):
    article = reading("c", "[Bob Smith|PERSON] called. [Smith|PERSON] agreed.")
    found = decided('[[same]]\nname = "Jane Smith"\nnames = "Smith"\nin = "c"', article)
    assert who(found, article) == {("c", "Bob Smith"): "person:bob-smith", ("c", "Smith"): "person:jane-smith"}
    assert found.actors["person:jane-smith"].kind == "person"


def test_without_a_name_the_user_only_joins(decided):
    article = reading("c", "[Bob Ray|PERSON] called. [The mayor|DESC] agreed.")
    other = reading("d", "[Smyth|PERSON] and [the baker|DESC].")
    readings = (JANE, SMYTH, article, other)
    text = '[[same]]\nnames = ["Bob Ray", "the mayor"]\nin = "c"\n[[same]]\nnames = ["the baker", "Smyth"]\nin = "d"'
    meant = who(decided(text, *readings), *readings)
    assert meant["a", "Bob Ray"] == meant["c", "The mayor"] == "person:bob-ray"
    assert meant["b", "Jane Smyth"] == meant["d", "the baker"] == "person:jane-smyth"


def test_what_is_joined_in_one_article_goes_with_what_is_joined_in_all(decided):
    article = reading("c", "[Jane Smith|PERSON] called. [The mayor|DESC] agreed.")
    text = '[[same]]\nnames = ["Jane Smith", "the mayor"]\nin = "c"\n[[same]]\nname = "Jane Roe"\nnames = ["Jane Smith"]'
    meant = who(decided(text, JANE, article), JANE, article)
    assert meant["c", "The mayor"] == meant["c", "Jane Smith"] == meant["a", "Jane Smith"] == "person:jane-roe"


def test_two_of_one_name_are_told_apart_by_article(decided):
    readings = tuple(reading(doc, "[John Smith|PERSON] spoke. [Smith|PERSON] left.") for doc in "abc")
    text = '[[same]]\nname = "John Smith (sheriff)"\nnames = "John Smith"\nin = "a"\n'
    text += '[[same]]\nname = "John Smith"\nid = "Q2"\nin = "b"'
    found = decided(text, *readings)
    assert [id for _, id in sorted(who(found, *readings).items())] == [
        *["person:john-smith-sheriff"] * 2,
        *["Q2"] * 2,
        *["person:john-smith"] * 2,
    ]
    assert found.actors["person:john-smith-sheriff"].name == "John Smith (sheriff)"


def test_an_entry_for_an_article_wins_over_one_for_all(decided):
    text = '[[same]]\nname = "Jane Smith"\nnames = "Smith"\n[[same]]\nname = "Bob Ray"\nnames = "Smith"\nin = ["a"]'
    readings = (JANE, reading("c", "[Smith|PERSON] spoke."))
    meant = who(decided(text, *readings), *readings)
    assert (meant["a", "Smith"], meant["c", "Smith"]) == ("person:bob-ray", "person:jane-smith")


def test_a_short_name_does_not_join_those_whom_the_machine_tells_apart(decided):
    readings = (JANE, reading("c", "[Bob Smith|PERSON] called. [Smith|PERSON] agreed."))
    meant = who(decided('[[same]]\nname = "Smith"', *readings), *readings)
    assert (meant["a", "Jane Smith"], meant["c", "Bob Smith"]) == ("person:jane-smith", "person:bob-smith")
    assert meant["a", "Smith"] == meant["c", "Smith"] == "person:smith"


def test_the_kind_decides_whether_a_name_is_a_person_a_city_or_a_state(decided):
    article = reading("a", "[Washington|LOC] denied it. [he|PRON] left [Washington|LOC]", {"Washington"})
    acting = reading("b", "[Washington|LOC] denied it.")
    assert who(resolve([acting]), acting) == {("b", "Washington"): "country:US"}
    for kind, id in (("person", "person:washington"), ("city", "geonames:4140963"), ("organisation", "org:washington")):
        found = decided(f'[[same]]\nnames = "Washington"\nkind = "{kind}"', acting, article)
        assert who(found, acting) == {("b", "Washington"): id}
        assert (found.place("a", article.names[0]) is not None) == (kind == "city")


def test_a_kind_goes_with_the_fuller_name_in_the_article_and_joins_nothing(decided):
    readings = (
        reading("a", "[Denzel Washington|PERSON] came. [Washington|LOC] left."),
        reading("b", "[Kerry Washington|PERSON] came. [Washington|LOC] left."),
    )
    meant = who(decided('[[same]]\nnames = "Washington"\nkind = "person"', *readings), *readings)
    assert meant["a", "Washington"] == "person:denzel-washington"
    assert meant["b", "Washington"] == "person:kerry-washington"


def test_a_capital_joined_with_another_name_does_not_take_its_state_along(decided):
    article = reading("a", "[Beirut|LOC] and [Lebanon|LOC] denied it. [Beyrouth Council|ORG] voted.")
    found = decided('[[same]]\nname = "Beirut"\nnames = "Beyrouth Council"', article)
    assert found.actors["country:LB"].name == "Lebanon"
    assert who(found, article)["a", "Beyrouth Council"] == who(found, article)["a", "Beirut"]


def test_countries_keep_their_id_under_another_name(decided):
    article = reading("a", "[Turkey|LOC] won. It rained in [Ankara|LOC].", {"Ankara"})
    found = decided('[[same]]\nname = "Türkiye"\nnames = "Turkey"', article)
    assert found.actors["country:TR"].name == "Türkiye"
    assert {place.name for place in found.places.values()} == {"Türkiye", "Ankara"}


def test_drop(decided):
    article = reading(
        "a", "[Jane Smith|PERSON] read [Silent Sirens|ORG] in [Silent Sirens|FAC]. [Sirens|ORG]", {"Silent Sirens"}
    )
    acting = reading("b", "[silent sirens|ORG] left.")
    found = decided('[[drop]]\nnames = "Silent Sirens"', article, acting)
    assert found.place("a", article.names[1]) is None
    assert who(found, article, acting)["b", "silent sirens"] is None
    assert who(decided('[[drop]]\nnames = "Silent Sirens"\nin = "a"', article, acting), acting)["b", "silent sirens"]


def test_a_dropped_name_is_no_place_near_by_either(decided):
    plain = reading("a", "A fire near [Ankara|LOC].", {"Ankara"})
    claim = replace(plain.claims[0], places=(), near=plain.names[0])
    article = replace(plain, claims=(claim,))
    assert resolve([article]).place("a", plain.names[0])
    assert decided('[[drop]]\nnames = "Ankara"', article).place("a", plain.names[0]) is None


def test_a_title_is_set_aside_but_an_office_is_not(decided):
    article = reading("a", "[President Jane Roe|PERSON] and the [Supreme Court of India|ORG].")
    meant = who(decided('[[drop]]\nnames = ["Jane Roe", "Supreme Court"]', article), article)
    assert meant == {("a", "President Jane Roe"): None, ("a", "Supreme Court of India"): "org:supreme-court-of-india"}


HARBOUR = reading("a", "A fire at [Port Varga|LOC] and [Varga Harbour|FAC].", {"Port Varga", "Varga Harbour"})


def test_places_are_joined_and_put_on_the_map(decided):
    text = '[[same]]\nname = "Port Varga"\nnames = "Varga Harbour"\nkind = "city"\ncountry = "SO"\nlat = 8.4\nlon = 48.5'
    found = decided(text, HARBOUR)
    one, other = (found.place("a", mention) for mention in HARBOUR.names)
    assert one == other
    assert (one.id, one.name, one.kind, one.country, one.lat, one.lon) == (
        "place:port-varga",
        "Port Varga",
        "city",
        "SO",
        8.4,
        48.5,
    )
    assert one.names == ("Port Varga", "Varga Harbour")
    assert found.places[one.within].name == "Somalia"


def test_the_country_decides_between_places_of_one_name(decided):
    article = reading("a", "A fire in [Tripoli|LOC].", {"Tripoli"})
    assert resolve([article]).place("a", article.names[0]).country == "LY"
    found = decided('[[same]]\nnames = "Tripoli"\ncountry = "LB"', article).place("a", article.names[0])
    assert (found.country, found.lat) == ("LB", pytest.approx(34.4, abs=0.1))


def test_an_id_of_the_gazetteer_says_which_place_in_one_article(decided):
    readings = tuple(reading(doc, "A fire in [Springfield|LOC].", {"Springfield"}) for doc in "ab")
    found = decided('[[same]]\nnames = "Springfield"\nid = "geonames:4250542"\nin = "a"', *readings)
    here, there = (found.place(r.article.id, r.names[0]) for r in readings)
    assert (here.id, here.lat) == ("geonames:4250542", pytest.approx(39.8, abs=0.1))
    assert there == resolve(readings).place("b", readings[1].names[0])


def test_other_coordinates_make_another_place_than_the_gazetteer_s(decided):
    article = reading("a", "A fire in [Paris|LOC].", {"Paris"})
    found = decided('[[same]]\nname = "Paris"\nlat = 1.5\nlon = 2.5', article).place("a", article.names[0])
    assert (found.id, found.lat, found.lon, found.country) == ("place:paris", 1.5, 2.5, "FR")


def test_what_has_no_point_of_its_own_has_that_of_where_the_user_puts_the_larger_place(decided):
    article = reading("a", "A fire in [Zorkville|LOC], [Texas|LOC].", {"Zorkville", "Texas"})
    before = resolve([article]).place("a", article.names[0])
    assert before.lat is not None
    assert before.point_of != before.id
    found = decided('[[same]]\nname = "Texas"\nlat = 1.5\nlon = 2.5', article)
    inner, outer = (found.place("a", mention) for mention in article.names)
    assert (inner.within, inner.point_of, inner.lat) == (outer.id, outer.id, 1.5)
    assert outer.point_of == outer.id
    found = decided('[[same]]\nname = "Zorkville"\nlat = 1.5\nlon = 2.5', article)
    inner, outer = (found.place("a", mention) for mention in article.names)
    assert (inner.id, inner.point_of, inner.lat, outer.id) == (before.id, before.id, 1.5, before.within)
    moved = decided('[[same]]\nname = "Zorkville"\ncountry = "FR"', article).place("a", article.names[0])
    assert (moved.country, moved.point_of, moved.lat) == ("FR", moved.within, pytest.approx(46, abs=1))


def test_a_place_is_never_within_itself(decided):
    article = reading("a", "It hit [Irving|LOC], [Texas|LOC].", {"Irving", "Texas"})
    found = decided('[[same]]\nname = "Texas"\nnames = ["Irving", "United States"]', article)
    (place,) = found.places.values()
    assert (place.name, list(found.around(place.id))) == ("Texas", [place.id])


def test_a_place_that_the_user_calls_a_person_is_no_place(decided):
    article = reading("a", "A fire in [Paris|LOC].", {"Paris"})
    assert decided('[[same]]\nnames = "Paris"\nkind = "person"', article).place("a", article.names[0]) is None


def test_the_order_of_articles_blocks_and_files_does_not_matter(tmp_path):
    blocks = [
        '[[same]]\nname = "Jane Smith"\nnames = ["Jane Smyth"]\n',
        '[[same]]\nname = "Jane Smith"\nnames = ["Smith"]\nin = ["c"]\n',
        '[[different]]\nnames = ["Ana Flores", "Ana Maria Flores"]\n',
        '[[different]]\nnames = ["Ana Flores", "Ana M. Flores"]\n',
        '[[same]]\nnames = ["Bob Ray", "Ms. Smyth"]\nin = ["x"]\n',
        '[[drop]]\nnames = ["Ray"]\n',
    ]
    readings = [replace(r, article=replace(r.article, id=f"{r.article.id}{n}")) for n, r in enumerate((JANE, SMYTH, *FLORES))]
    results = []
    for seed in range(6):
        rng = random.Random(seed)
        rng.shuffle(blocks)
        rng.shuffle(readings)
        (tmp_path / "1.toml").write_text("\n".join(blocks[:3]))
        (tmp_path / "2.toml").write_text("\n".join(blocks[3:]))
        files = [tmp_path / "1.toml", tmp_path / "2.toml"]
        rng.shuffle(files)
        found = resolve(readings, decisions.load(files))
        results.append((list(found.actors.items()), list(found.places.items()), sorted(who(found, *readings).items())))
    assert all(result == results[0] for result in results)


def some_blocks(rng, names, docs):
    """Decisions at random; many of them contradict each other."""
    for _ in range(rng.randint(1, 6)):
        table = rng.choice(["same", "same", "different", "drop"])
        lines = [f"[[{table}]]", f"names = {json.dumps(rng.sample(names, 1 if table == 'drop' else 2))}"]
        if table == "same":
            lines += [f"name = {json.dumps(rng.choice([*names, 'Ana (the baker)']))}"] * rng.randint(0, 1)
            lines += [f'kind = "{rng.choice(["person", "organisation", "country", "city"])}"'] * rng.randint(0, 1)
        lines += [f"in = {json.dumps(rng.sample(docs, 2))}"] * rng.randint(0, 1)
        yield "\n".join(lines)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_decided_is_followed_and_leaves_all_sound(tmp_path, seed):
    rng, readings = random.Random(seed), list(many(10))
    texts = sorted({mention.text for r in readings for mention in r.names})
    (tmp_path / "names.toml").write_text("\n".join(some_blocks(rng, rng.sample(texts, 12), [r.article.id for r in readings])))
    try:
        decided = decisions.load([tmp_path / "names.toml"])
    except SchemaError:
        return
    found = resolve(readings, decided)
    assert all(place.within is None or place.within in found.places for place in found.places.values())
    every = {}
    for r in readings:
        bound = {}
        for mention in r.names:
            actor, match = found.actor(r.article.id, mention), decided.match(r.article.id, mention)
            assert actor is None or every.setdefault(actor.id, actor) == actor
            if match and match.pin is None:
                assert actor is None
            elif match and actor and actor.kind != "country":
                bound.setdefault(match.pin, set()).add(actor.id)
        for one, other in combinations(bound, 2):
            assert not decided.differ(one, other, r.article.id) or not bound[one] & bound[other]
        assert all(len(ids) == 1 for pin, ids in bound.items() if pin.known and pin.joins)


WRONG = {
    "not toml": "names.toml: not TOML",
    '[[sames]]\nname = "a"': "names.toml: unknown key 'sames'",
    'same = "a"': "names.toml: same is no list of blocks",
    '\n[[same]]\nkind = "person"': "names.toml:2: same 1: no name",
    '[[same]]\nname = "A"\nkin = "person"': "names.toml:1: same 'A': unknown key 'kin'",
    '[[same]]\nname = "A"\nkind = "ship"': "names.toml:1: same 'A', kind: input should be 'person', ",
    '[[same]]\nname = "A"\ncountry = "UK"': "names.toml:1: same 'A': no country of ISO 3166-1: 'UK'",
    '[[same]]\nname = "A"\nlat = 1.0': "names.toml:1: same 'A': lat and lon stand together",
    '[[same]]\nname = "A"\nlat = 91\nlon = 0': "names.toml:1: same 'A', lat: ",
    '[[same]]\nname = "A"\nlat = 1\nlon = 1\nkind = "person"': "names.toml:1: same 'A': a person has no coordinates",
    '[[same]]\nname = "\'"': 'names.toml:1: same "\'": "\'" is no name',
    '[[different]]\nnames = ["Ann"]': "names.toml:1: different 'Ann', names: ",
    '[[different]]\nnames = ["Ann", "the ann"]': "names.toml:1: different 'Ann': 'the ann' is there twice",
    '[[same]]\nnames = ["Ann", "Bo"]\n\n[[different]]\nnames = ["Bo", "Ann"]': (
        "names.toml:4: different 'Bo': 'Ann' and 'Bo' are one by names.toml:1"
    ),
    '[[same]]\nname = "Ann"\nnames = "Bo"\n[[same]]\nname = "Cy"\nnames = "Bo"': (
        "names.toml:4: same 'Cy': 'Bo' is decided otherwise in names.toml:1"
    ),
    '[[drop]]\nnames = "Bo"\nin = "a"\n[[same]]\nname = "Bo"\nin = ["a", "b"]': "'Bo' is decided otherwise in names.toml:",
    '[[drop]]\nnames = "Bo"\n[[different]]\nnames = ["Bo", "Ann"]': "3: different 'Bo': 'Bo' is dropped by names.toml:1",
    '[[same]]\nname = "Ann"\nkind = "person"\n[[same]]\nname = "Ann"\nkind = "group"': (
        "names.toml:4: same 'Ann': kind is 'group' here and 'person' in names.toml:1"
    ),
    '[[same]]\nname = "Ann"\nid = "1"\n[[same]]\nname = "Bo"\nid = "1"': (
        "names.toml:4: same 'Bo': name is 'Bo' here and 'Ann' in names.toml:1"
    ),
    '[[same]]\nname = "A"\nid = "1"\nin = "a"\n[[same]]\nname = "A"\nid = "2"\nin = "b"\n[[same]]\nname = "A"\nin = "c"': (
        "names.toml:9: same 'A': which of these? 1, 2: give the id"
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_or_contradicts_is_one_line_with_file_line_and_entry(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.toml").write_text(text)
    with pytest.raises(SchemaError) as error:
        decisions.load(["names.toml"])
    assert WRONG[text] in str(error.value)
    assert "\n" not in str(error.value)


def test_contradictions_between_files_name_both(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.toml").write_text('[[same]]\nname = "Ann"\nnames = "Bo"')
    (tmp_path / "b.toml").write_text('\n[[drop]]\nnames = "Bo"')
    with pytest.raises(SchemaError, match=r"b\.toml:2: drop 'Bo': 'Bo' is decided otherwise in a\.toml:1"):
        decisions.load(["b.toml", "a.toml"])


def test_names_that_nobody_bears_are_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.toml").write_text(
        '[[same]]\nname = "Smith, Jane"\nnames = ["Jane Smith", "Jean Smith"]\n'
        '[[drop]]\nnames = "Bob Ray"\nin = ["a", "z"]\n[[different]]\nnames = ["Bob Ray", "Jane Smyth"]\nin = "b"\n'
        '[[same]]\nname = "Nobody"\n'
    )
    assert sorted(decisions.load(["names.toml"]).unmet([JANE, SMYTH])) == [
        "names.toml:10: same 'Nobody': 'Nobody' is not named in the articles",
        "names.toml:1: same 'Smith, Jane': 'Jean Smith' is not named in the articles",
        "names.toml:4: drop 'Bob Ray': there is no article 'z'",
        "names.toml:7: different 'Bob Ray': 'Bob Ray' is not named in these articles",
    ]


FRONT = (
    "Fighters of the Red Shore Front attacked a convoy near Bosaso on 3 March 2025. The Red Shore Front killed five soldiers.\n"
)
ARMY = "The Red Shore Army attacked a convoy near Bosaso on 3 March 2025. The Red Shore Army killed five soldiers.\n"
NAMES = '[[same]]\nname = "Red Shore Front"\nnames = ["Red Shore Army"]\nkind = "organisation"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch, pipeline):
    """A working directory with two articles that tell of one attack by two names, and a file of decisions."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2025-03-04-front.txt").write_text(FRONT)
    (tmp_path / "in" / "2025-03-05-army.txt").write_text(ARMY)
    (tmp_path / "names.toml").write_text(NAMES)
    return tmp_path


def build(*more):
    result = CliRunner().invoke(app, ["build", "in", "-o", "out", *more])
    return result, {path.name: path.read_bytes() for path in Path("out").glob("*")}


def test_merging_sees_the_decisions(folder):
    apart = timeline.build("in").of_type("attack")
    joined = timeline.build("in", names=["names.toml"]).of_type("attack")
    assert (len(apart), len(joined)) == (2, 1)
    assert [actor.name for actor in joined.actors.values() if actor.named] == ["Red Shore Front"]
    assert joined.events[0].sources == ("2025-03-04-front", "2025-03-05-army")


def test_a_decision_is_undone_by_taking_its_line_away(folder):
    _, plain = build()
    (folder / "empty.toml").write_text("# nothing yet\n")
    _, empty = build("--names", "empty.toml")
    _, decided = build("--names", "names.toml")
    _, again = build()
    assert again == plain
    assert decided["events.jsonl"] != plain["events.jsonl"]
    (folder / "names.toml").write_text("# nothing yet\n")
    _, undone = build("--names", "names.toml")
    for name in plain.keys() - {"run.json"}:
        assert undone[name] == empty[name] == plain[name]


def test_the_report_names_the_files_and_what_was_in_them(folder):
    _, files = build("--names", "names.toml")
    sha256 = hashlib.sha256(NAMES.encode()).hexdigest()
    assert json.loads(files["run.json"])["options"]["names"] == [{"file": "names.toml", "sha256": sha256}]
    assert json.loads(build()[1]["run.json"])["options"]["names"] == []


def test_workers_and_the_order_of_files_do_not_matter(folder):
    (folder / "more.toml").write_text('[[drop]]\nnames = ["soldiers"]\n')
    one = timeline.build(["in"], names=["names.toml", "more.toml"])
    files = sorted((folder / "in").iterdir(), reverse=True)
    other = timeline.build(files, names=["more.toml", "names.toml"], workers=2)
    assert (one.events, one.actors, one.places, one.warnings) == (other.events, other.actors, other.places, other.warnings)


def test_a_name_that_is_not_met_is_a_warning_and_the_rest_is_built(folder):
    (folder / "names.toml").write_text(NAMES + '[[drop]]\nnames = ["Grey Lantern"]\n')
    result, files = build("--names", "names.toml")
    assert result.exit_code == 0
    assert result.stderr == "warning: names.toml:5: drop 'Grey Lantern': 'Grey Lantern' is not named in the articles\n"
    assert json.loads(files["run.json"])["warnings"] == [result.stderr.removeprefix("warning: ").strip()]
    assert b'"name": "Red Shore Army"' not in files["events.jsonl"]


@pytest.mark.parametrize("command", [("build", "in", "-o", "out"), ("names", "in")])
def test_a_wrong_file_is_an_error_before_anything_is_read(folder, monkeypatch, command):
    monkeypatch.setattr("timeline.annotate.read_articles", None)
    (folder / "names.toml").write_text(NAMES + NAMES.replace("Front", "Guard"))
    result = CliRunner().invoke(app, [*command, "--names", "names.toml"])
    assert result.exit_code == 2
    assert result.stderr == (
        "error: names.toml:5: same 'Red Shore Guard': 'Red Shore Army' is decided otherwise in names.toml:1; "
        "`in` tells articles apart\n"
    )
    assert not (folder / "out").exists()


def test_a_file_that_is_not_there_is_wrong_usage(folder):
    assert build("--names", "nowhere.toml")[0].exit_code == 2


def listing(*more):
    result = CliRunner().invoke(app, ["names", "out", *more])
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def uncommented(text):
    return "".join(line.removeprefix("#") + "\n" for line in text.splitlines() if line.startswith("#") and line[1:2] != " ")


def test_the_listing_is_a_file_of_decisions_that_decides_nothing(folder):
    build()
    (folder / "draft.toml").write_text(listing())
    assert not decisions.load(["draft.toml"])


def test_what_is_uncommented_in_the_listing_of_all_names_changes_nothing(folder):
    _, plain = build()
    every = uncommented(listing().partition("# Actors:")[2])
    assert 'name = "Bosaso"\nid = "geonames:64013"\n' in every
    (folder / "draft.toml").write_text(every)
    result, decided = build("--names", "draft.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert decided["events.jsonl"] == plain["events.jsonl"]


def test_likely_twins_are_listed_until_they_are_decided(folder):
    (folder / "in" / "2025-03-05-army.txt").write_text(ARMY.replace("Red Shore Army", "Redshore Front"))
    build()
    pairs = listing().partition("# Actors:")[0]
    assert "# Red Shore Front (organisation, 1 event) and Redshore Front (organisation, 1 event): the spelling\n" in pairs
    assert '#[[same]]\n#name = "Red Shore Front"\n#names = ["Redshore Front"]\n' in pairs
    (folder / "names.toml").write_text(uncommented(pairs[pairs.index("#[[different]]") :]))
    assert "Likely twins among the actors: none" in listing("--names", "names.toml")


def named(name, kind="organisation", id=None):
    return Named(Actor(id or f"{kind}:{name}", name, kind, names=(name,)), 1, ())


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (named("Hezbollah"), named("Hezbollah", "group"), "the same name"),
        (named("Hezbollah"), named("Hizbollah"), "the spelling"),
        (named("People's Army of Varga"), named("Varga People's Army"), "a longer name"),
        (named("Islamic Front"), named("Islamic Front of Varga"), "a longer name"),
        (named("NPA"), named("National Police Agency"), "initials"),
        (named("Jane Smith", "person"), named("J. Smith", "person"), "the same surname"),
        (named("Smith", "person"), named("Jane Smith", "person"), "the same surname"),
        (named("Jane Smith", "person"), named("Bob Smith", "person"), None),
        (named("Jane Smith", "person"), named("Smith Group"), None),
        (named("Front"), named("Islamic Front"), None),
        (named("Iran", "country", "country:IR"), named("Iran", "country", "country:IR"), None),
    ],
)
def test_twins(one, other, why):
    assert [found[2] for found in twins([one, other])] == ([why] if why else [])
    assert [found[2] for found in twins([other, one])] == ([why] if why else [])
