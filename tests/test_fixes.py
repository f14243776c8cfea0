"""Corrections: what an analyst says of an event holds in every build, can be taken back, and says who and why."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import timeline
from timeline import ledger, when
from timeline.cli import app
from timeline.errors import SchemaError

WHY = ("--why", "the court's record", "--by", "Ana")
TEXTS = {
    "one": "Police arrested two men in Abuja on 3 March 2025, the force said. A bomb exploded in Kano on 1 March 2025.\n",
    "two": "Two men were arrested by police in Abuja on 3 March 2025.\n",
    "far": "Officers detained a pair of suspects in Jos on 9 January 2025.\n",
}


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def store(tmp_path, monkeypatch, pipeline):
    """A store of the articles, in the working directory."""
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"id": id, "text": text, "date": "2025-03-05"}) + "\n" for id, text in TEXTS.items()]
    Path("all.jsonl").write_text("".join(rows))
    timeline.build("all.jsonl", store="news.db")
    return "news.db"


def told(made, words):
    """The one event that these words of an article tell of."""
    (event,) = [e for e in made.events if any(m.text == words for m in e.mentions)]
    return event


def fix(where, *arguments):
    result = run("fix", where, *arguments, *WHY)
    assert result.exit_code == 0, result.output
    return result.stdout


def fault(where, *arguments, why=WHY):
    result = run("fix", where, *arguments, *why)
    (*_, line) = result.stderr.splitlines()
    return result.exit_code, line


def test_a_date_is_set_and_an_undo_takes_it_back(store):
    before = timeline.open(store)
    event = told(before, "exploded")
    assert event.start == date(2025, 3, 1)
    assert fix(store, event.id, "--date", "2025-02-27").startswith("fix 1: date 2025-02-27, by Ana: the court's record; ")
    fixed = told(timeline.build(store=store), "exploded")
    assert (fixed.id, fixed.start, fixed.end) == (event.id, date(2025, 2, 27), date(2025, 2, 27))
    assert fixed.corrected == ("date 2025-02-27, by Ana: the court's record",)
    assert fixed.when.time.rule == "corrected by Ana: the court's record"
    fix(store, "--undo", 1)
    assert timeline.build(store=store).events == before.events
    fix(store, "--undo", 2)
    assert told(timeline.build(store=store), "exploded").start == date(2025, 2, 27)


def test_a_date_wins_over_what_all_articles_say(store):
    event = told(timeline.open(store), "arrested")
    assert event.sources == ("one", "two")
    fix(store, event.id, "--date", "2025-02")
    fixed = told(timeline.build(store=store), "arrested")
    assert (fixed.start, fixed.end, fixed.interval.edtf) == (date(2025, 2, 1), date(2025, 2, 28), "2025-02")
    Path("more.jsonl").write_text(json.dumps({"id": "three", "text": TEXTS["two"], "date": "2025-03-06"}))
    again = timeline.build("more.jsonl", store=store)
    assert {e.interval.edtf for e in again.events if set(e.sources) & {"one", "two"} and e.type == "arrest"} == {"2025-02"}


def test_a_date_can_be_none(store):
    fix(store, told(timeline.open(store), "exploded").id, "--date", "unknown")
    fixed = told(timeline.build(store=store), "exploded")
    assert (fixed.interval, fixed.when) == (None, None)


def test_a_type_is_set(store):
    event = told(timeline.open(store), "exploded")
    fix(store, event.id, "--type", "disaster")
    fixed = told(timeline.build(store=store), "exploded")
    assert (fixed.type, fixed.mentions) == ("disaster", event.mentions)


def test_a_type_that_a_user_has_set_is_no_toll_of_another(tmp_path, monkeypatch, pipeline):
    monkeypatch.chdir(tmp_path)
    text = "An air strike hit the port of Kano on 1 March 2025.\n\nPolice arrested two men in Kano on 1 March 2025.\n"
    Path("a.jsonl").write_text(json.dumps({"id": "a", "text": text, "date": "2025-03-05"}) + "\n")
    before = timeline.build("a.jsonl", store="news.db")
    fix("news.db", told(before, "arrested").id, "--type", "killing")
    after = timeline.build(store="news.db")
    assert sorted(event.type for event in after.events) == ["killing", "strike"]
    assert (told(after, "arrested").type, told(after, "arrested").corrected) == (
        "killing",
        ("type killing, by Ana: the court's record",),
    )


def test_what_is_none_goes_and_the_rest_stays(store):
    before = timeline.open(store)
    event = told(before, "exploded")
    fix(store, event.id, "--none")
    after = timeline.build(store=store)
    assert {e.id for e in before.events} - {e.id for e in after.events} == {event.id}


def test_two_are_merged_and_stay_so(store):
    before = timeline.open(store)
    one, other = told(before, "arrested"), told(before, "detained")
    assert one.id != other.id
    fix(store, one.id, other.id, "--merge")
    merged = told(timeline.build(store=store), "detained")
    assert set(merged.mentions) == {*one.mentions, *other.mentions}
    assert merged.type == one.type
    assert told(timeline.build("all.jsonl", store=store), "detained") == merged


def test_one_is_split_by_article(store):
    event = told(timeline.open(store), "arrested")
    fix(store, event.id, "--split", "two")
    parts = [e for e in timeline.build(store=store).events if e.type == event.type and set(e.sources) & {"one", "two"}]
    assert sorted(e.sources for e in parts) == [("one",), ("two",)]
    fix(store, parts[0].id, parts[1].id, "--merge")
    assert told(timeline.build(store=store), "arrested").mentions == event.mentions, "the later correction wins"


def test_a_later_split_takes_out_of_a_merger_what_it_names(store):
    before = timeline.open(store)
    one, other = told(before, "arrested"), told(before, "detained")
    fix(store, one.id, other.id, "--merge")
    whole = told(timeline.build(store=store), "detained")
    fix(store, whole.id, "--split", "two")
    after = timeline.build(store=store)
    assert told(after, "detained").sources == ("far", "one")
    assert [e.sources for e in after.of_type(one.type).events if "two" in e.sources] == [("two",)]


def test_a_merger_of_words_that_are_no_longer_there_does_nothing(store):
    before = timeline.open(store)
    fix(store, told(before, "exploded").id, told(before, "detained").id, "--merge")
    text = TEXTS["far"].replace("detained", "captured")
    Path("far.jsonl").write_text(json.dumps({"id": "far", "text": text, "date": "2025-03-05"}))
    made = timeline.build("far.jsonl", store=store)
    assert told(made, "exploded").sources == ("one",)
    assert any(line.startswith("fix 1 (merge): nothing is told of an event at far:") for line in made.warnings)


def test_what_one_article_links_is_split_too(tmp_path, pipeline):
    text = "Police arrested Ana Ruiz in Lima on Monday. The arrest of Ruiz drew protests. The arrest was condemned on Friday.\n"
    (tmp_path / "a.txt").write_text(text)
    made = timeline.build(tmp_path / "a.txt", date="2025-03-05")
    event = max(made.of_type("arrest").events, key=lambda e: len(e.mentions))
    first, *rest = ledger.passages(event)
    assert rest
    block = {"what": "split", "passages": [first], "others": rest, "by": "Ana", "why": "another arrest"}
    (tmp_path / "f.toml").write_text(ledger.checked(block).block())
    parts = timeline.build(tmp_path / "a.txt", date="2025-03-05", fixes=[tmp_path / "f.toml"]).of_type("arrest").events
    assert [first] in map(ledger.passages, parts)
    assert {m for e in parts for m in e.mentions} == {m for e in made.of_type("arrest").events for m in e.mentions}


def test_names_are_decided_in_the_same_ledger(store):
    fix(store, "Abuja", "Kano", "--same")
    made = timeline.build(store=store)
    assert told(made, "arrested").places == told(made, "exploded").places
    assert fault(store, "Abuja", "Kano", "--different")[0] == 2, "it contradicts"
    assert len(run("fix", store).stdout.splitlines()) == 1


def test_a_file_does_what_a_store_does(store):
    timeline.build("all.jsonl").write("plain")
    event = told(timeline.open("plain"), "exploded")
    for where in (store, "plain"):
        file = () if where == store else ("--fixes", "f.toml")
        fix(where, event.id, "--date", "2025-02-27", *file)
        fix(where, event.id, "--type", "disaster", *file)
        fix(where, "--undo", "1", *file)
    timeline.build(store=store).write("stored")
    timeline.build("all.jsonl", fixes=["f.toml"]).write("filed")
    assert Path("stored/events.jsonl").read_bytes() == Path("filed/events.jsonl").read_bytes()
    assert run("fix", store).stdout == run("fix", "plain", "--fixes", "f.toml").stdout
    assert timeline.open("filed").events == timeline.open("stored").events


def test_what_has_lost_its_words_is_told(store):
    fix(store, told(timeline.open(store), "exploded").id, "--none")
    changed = {"id": "one", "text": TEXTS["one"].replace("exploded", "went off"), "date": "2025-03-05"}
    Path("all.jsonl").write_text(json.dumps(changed))
    made = timeline.build("all.jsonl", store=store)
    at = f"one:{TEXTS['one'].index('exploded')}"
    assert [line for line in made.warnings if line.startswith(f"fix 1 (none): nothing is told of an event at {at}-")]


def test_a_correction_follows_words_that_have_moved(store):
    fix(store, told(timeline.open(store), "exploded").id, "--date", "2025-02-27")
    fix(store, told(timeline.open(store), "arrested").id, "--type", "raid")
    within = TEXTS["one"].replace(" A bomb", " It rained all day. A bomb")
    for text in ("UPDATED: " + TEXTS["one"], within, TEXTS["one"]):
        Path("edited.jsonl").write_text(json.dumps({"id": "one", "text": text, "date": "2025-03-05"}) + "\n")
        made = timeline.build("edited.jsonl", store=store)
        assert told(made, "exploded").start == date(2025, 2, 27)
        assert told(made, "exploded").corrected == ("date 2025-02-27, by Ana: the court's record",)
        assert "raid" in {event.type for event in made.events}
        moved = () if text == TEXTS["one"] else ("one: its text has changed; corrections of it follow their words",)
        assert made.warnings == moved
    twice = f"A bomb exploded in Bauchi on 12 February 2025. It rained all day. {TEXTS['one']}"
    Path("edited.jsonl").write_text(json.dumps({"id": "one", "text": twice, "date": "2025-03-05"}) + "\n")
    made = timeline.build("edited.jsonl", store=store)
    assert [event.start for event in made.events if event.type == "attack"] == [date(2025, 2, 12), date(2025, 2, 27)]


def test_an_event_shows_its_passages_and_corrections(store):
    event = told(timeline.open(store), "exploded")
    fix(store, event.id, "--date", "2025-02-27")
    timeline.build(store=store)
    first, *passages, corrected = run("fix", store, event.id[:8]).stdout.splitlines()
    assert first.startswith(f"{event.id}  2025-02-27  {event.type}: ")
    at = TEXTS["one"].index("exploded")
    assert f"    one:{at}-{at + 8} exploded" in passages
    assert corrected == "    corrected: date 2025-02-27, by Ana: the court's record"


def test_the_list_shows_what_is_undone(store):
    fix(store, "Abuja", "Kano", "--different")
    fix(store, "--undo", "1")
    assert run("fix", store).stdout == (
        "1  different Abuja; Kano, by Ana: the court's record  (undone)\n2  undo 1, by Ana: the court's record\n"
    )
    assert "different Abuja; Kano, by Ana" in run("log", store).stdout


def test_the_ledger_is_only_added_to(store):
    import sqlite3

    fix(store, "Abuja", "Kano", "--different")
    with sqlite3.connect(store) as sql:
        for change in ("DELETE FROM corrections", "UPDATE corrections SET data = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                sql.execute(change)
    sql.close()


def test_wrong_usage_is_one_line_and_changes_nothing(store):
    id = told(timeline.open(store), "exploded").id
    assert fault(store, id, "--none", why=())[0] == 2
    assert fault(store, id, "--none", "--date", "2025")[0] == 2
    assert fault(store, "ev_nowhere", "--none") == (1, "error: news.db: there is no event ev_nowhere")
    assert fault(store, "ev_", "--none") == (1, "error: news.db: several events begin with ev_")
    assert fault(store, id, "--type", "party") == (2, "error: there is no type 'party'; `timeline types` lists them")
    assert "is not a date such as" in fault(store, id, "--date", "last week")[1]
    assert "two events or more" in fault(store, id, "--merge")[1]
    assert "every one of its passages" in fault(store, id, "--split", "one")[1]
    assert "none of its passages" in fault(store, id, "--split", "two")[1]
    assert "no fix 7 before it" in fault(store, "--undo", "7")[1]
    timeline.build(store=store).write("out")
    assert fault("out", id, "--none")[0] == 2
    assert run("fix", store).stdout == ""


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ("[[fix]]\nwhat = 'none'\n", "f.toml:1: fix 1: no by"),
        ("[[fix]]\nwhat = 'none'\nby = 'A'\nwhy = 'b'\npassages = 'one'\n", "is no passage such as"),
        ("[[fix]]\nwhat = 'none'\nby = 'A'\nwhy = 'b'\npassages = 'one:1-2'\ndate = 2025-01-01\n", "'none' has no date"),
        ("[[fix]]\nwhat = 'party'\n", "what is 'party'"),
        ("[[fix]]\nwhat = 'date'\nby = 'A'\nwhy = 'b'\npassages = 'one:1-2'\ndate = '2025-13'\n", "not a date such as"),
        ("[[fix]]\nwhat = 'type'\nby = 'A'\nwhy = 'b'\npassages = 'one:1-2'\ntype = 'party'\n", "there is no type 'party'"),
        ("[[fixes]]\n", "unknown key 'fixes'"),
        ("fix = 1\n", "no list of blocks"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path, block, fault):
    (tmp_path / "f.toml").write_text(block)
    with pytest.raises(SchemaError, match=fault):
        timeline.build(tmp_path / "none.txt", fixes=[tmp_path / "f.toml"])


@pytest.mark.parametrize(
    ("text", "first", "last", "edtf"),
    [
        ("2025-03-05", "2025-03-05", "2025-03-05", "2025-03-05"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
        ("2024-02-03/2024-02-05", "2024-02-03", "2024-02-05", "2024-02-03/2024-02-05"),
        ("2024-01/2024-02", "2024-01-01", "2024-02-29", "2024-01-01/2024-02-29"),
        ("2024-02-03/..", "2024-02-03", None, "2024-02-03/.."),
        ("[2024-02-03..2024-02-05]", "2024-02-03", "2024-02-05", "[2024-02-03..2024-02-05]"),
    ],
)
def test_dates_as_a_user_writes_them(text, first, last, edtf):
    found = when.edtf(text)
    assert (found.earliest, found.latest, found.edtf) == (*(day and date.fromisoformat(day) for day in (first, last)), edtf)


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-02-30", "2025-00", "0", "2025-03-05/2025-03-01", "../..", "[2025..", "-5", "99999"]
)
def test_what_is_no_date(text):
    with pytest.raises(ValueError, match="is not a date such as"):
        when.edtf(text)


def test_the_examples_of_the_page_are_sound(tmp_path):
    page = (Path(__file__).parent.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
    (tmp_path / "f.toml").write_text(page.partition("```toml\n")[2].partition("```")[0])
    entries = ledger.load(tmp_path / "f.toml")
    assert [entry.what for entry in entries] == ["date", "split", "undo"]
    assert [standing.entry.what for standing in ledger.standing(entries)] == ["date"]
