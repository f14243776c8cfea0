"""The store: what is kept, what is read anew, what happens when a run is killed, and what its commands say."""

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import timeline
from timeline import annotate
from timeline.cli import app
from timeline.store import file, opened
from timeline.store.search import query

TEXTS = {
    "raid": "Police raided a flat in Lagos on Monday and arrested three men, a spokesman for the force said on Tuesday.\n",
    "arrest": "Police arrested two men in Abuja on 3 March 2025, the force said.\n",
    "strike": "Dockers in Gdansk went on strike on 4 March 2025. Poland's president, Anna Nowak, met them on Wednesday.\n",
}
WRITTEN = ("events.jsonl", "articles.jsonl", "graph.graphml", "timeline.html")


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def outputs(folder):
    return {name: (Path(folder) / name).read_bytes() for name in WRITTEN}


def lines(texts, **changed):
    rows = [{"id": id, "text": text, "date": "2025-03-05"} for id, text in {**texts, **changed}.items()]
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def here(tmp_path, monkeypatch, pipeline):
    """A working directory with the articles, all in one file and each by itself."""
    monkeypatch.chdir(tmp_path)
    Path("all.jsonl").write_text(lines(TEXTS))
    for id, text in TEXTS.items():
        Path(f"{id}.jsonl").write_text(lines({id: text}))
    return tmp_path


@pytest.fixture
def read(monkeypatch):
    """The ids of the articles that were read, one after the other."""
    ids = []
    whole = annotate.read_article
    monkeypatch.setattr(annotate, "read_article", lambda nlp, article: (ids.append(article.id), whole(nlp, article))[1])
    return ids


def test_articles_added_in_steps_make_the_timeline_of_all_and_none_is_read_twice(here, read):
    timeline.build("all.jsonl").write("fresh")
    read.clear()
    for id in TEXTS:
        made = timeline.build(f"{id}.jsonl", store="news.db")
    made.write("stepwise")
    assert read == list(TEXTS)
    again = timeline.build(store="news.db")
    again.write("again")
    assert read == list(TEXTS)
    assert outputs("fresh") == outputs("stepwise") == outputs("again")
    assert timeline.open("news.db") == again


def test_readings_can_be_gone_through_again_and_asked_for_by_number(here):
    timeline.build("all.jsonl", store="news.db")
    with opened("news.db") as store:
        readings = store.readings()
        assert [reading.article.id for reading in readings] == sorted(TEXTS)
        assert readings[-1] == list(readings)[-1] == readings[1:][-1]
        assert len(readings) == len(TEXTS)


def test_what_changed_is_read_again_and_its_old_events_go(here, read):
    timeline.build("all.jsonl", store="news.db")
    read.clear()
    changed = TEXTS["strike"].replace("4 March", "2 March")
    Path("all.jsonl").write_text(lines(TEXTS, strike=changed))
    timeline.build("all.jsonl", store="news.db").write("kept")
    assert read == ["strike"]
    timeline.build("all.jsonl").write("fresh")
    assert outputs("kept") == outputs("fresh")


def test_another_address_is_kept_without_reading_again(here, read):
    timeline.build("raid.jsonl", store="news.db")
    Path("raid.jsonl").write_text(
        json.dumps({"id": "raid", "text": TEXTS["raid"], "date": "2025-03-05", "url": "https://a.example"})
    )
    made = timeline.build("raid.jsonl", store="news.db")
    assert read == ["raid"]
    assert made.articles[0].url == "https://a.example"


@pytest.mark.parametrize("order", [("one", "two", "three"), ("three", "two", "one"), ("two", "one", "three")])
def test_one_text_added_in_steps_is_one_article(here, order):
    text = TEXTS["raid"]
    rows = {
        "one": {"id": "a", "text": text, "date": "2025-03-05"},
        "two": {"id": "b", "text": text, "date": "2025-03-05", "url": "https://a.example/b"},
        "three": {"id": "c", "text": text, "date": "2025-03-06"},
    }
    for name, row in rows.items():
        Path(f"{name}.json").write_text(json.dumps(row))
    timeline.build([f"{name}.json" for name in order]).write("fresh")
    for name in (*order, order[0]):
        made = timeline.build(f"{name}.json", store="news.db")
    made.write("stepwise")
    assert outputs("fresh") == outputs("stepwise")
    assert [(article.id, [place.id for place in article.also]) for article in made.articles] == [("b", ["a"]), ("c", [])]
    assert timeline.open("news.db") == made


def test_other_event_types_are_other_readings(here):
    dive = '[[type]]\nname = "dive"\nfamily = "incident"\ngloss = "x"\n[[type.trigger]]\nverbs = ["dive"]\nframe = "move"\n'
    Path("dive.toml").write_text(dive)
    Path("dive.jsonl").write_text(lines({"dive": "Anna Berg dived in Lake Como on 5 March 2025.\n"}))
    with pytest.raises(ValueError, match="no event type or family 'dive'"):
        timeline.build("dive.jsonl", store="news.db").of_type("dive")
    assert timeline.build(store="news.db", types=["dive.toml"]).of_type("dive").events


def test_what_was_skipped_is_tried_again(here, read, monkeypatch):
    whole = annotate.read_article

    def fail_once(nlp, article):
        if article.id == "raid" and "raid" not in read:
            read.append("raid")
            raise MemoryError
        return whole(nlp, article)

    monkeypatch.setattr(annotate, "read_article", fail_once)
    made = timeline.build("all.jsonl", store="news.db")
    assert [line for line in made.warnings if line.startswith("raid: skipped, ")]
    assert len(made.articles) == 3
    again = timeline.build("all.jsonl", store="news.db")
    assert read == ["arrest", "raid", "strike", "raid"]
    assert again.events == timeline.build("all.jsonl").events


def test_what_is_removed_leaves_no_word(here):
    timeline.build("all.jsonl", store="news.db")
    result = run("remove", "news.db", "strike", "nowhere")
    assert (result.exit_code, result.stderr) == (0, "warning: news.db: there is no article nowhere\n")
    assert run("find", "news.db", "dockers").stdout == ""
    timeline.build(store="news.db").write("kept")
    timeline.build(["raid.jsonl", "arrest.jsonl"]).write("fresh")
    assert outputs("kept") == outputs("fresh")
    assert run("remove", "news.db", "strike").exit_code == 1


def test_find_finds_forms_names_and_phrases(here):
    timeline.build("all.jsonl", store="news.db")
    for words in ("arresting men", "ABUJA", '"two men" abuja', "gdańsk", "docker"):
        result = run("find", "news.db", words)
        assert result.exit_code == 0
        assert result.stdout.startswith("ev_"), words
    (row, *_) = map(json.loads, run("find", "news.db", "--json", "-n", "1", "two men").stdout.splitlines())
    assert (row["doc"], row["day"], row["quote"]) == ("arrest", "2025-03-03", TEXTS["arrest"].strip())
    assert run("find", "news.db", '"men two"').stderr == "nothing found\n"


@given(st.text())
def test_no_words_are_taken_for_commands(words):
    with closing(sqlite3.connect(":memory:")) as sql:
        sql.execute("CREATE VIRTUAL TABLE evidence USING fts5(quote)")
        asked = query(words.encode("utf8", "replace").decode())
        assert not asked or sql.execute("SELECT * FROM evidence WHERE evidence MATCH ?", (asked,)).fetchall() == []


def test_the_log_tells_what_was_done(here):
    run("build", "raid.jsonl", "--store", "news.db")
    run("build", "all.jsonl", "--store", "news.db")
    run("remove", "news.db", "raid")
    told = run("log", "news.db").stdout.splitlines()
    assert [line.split()[3] for line in told] == ["build", "build", "remove"]
    assert "1 new (raid)" in told[0]
    assert "2 new (arrest, strike)" in told[1]
    rows = [json.loads(line) for line in run("log", "news.db", "--json").stdout.splitlines()]
    assert [row["read"] for row in rows[:2]] == [1, 2]
    assert rows[2]["removed"] == ["raid"]


def test_a_build_needs_something_to_read_and_somewhere_to_put_it(here):
    assert run("build", "-o", "out").exit_code == run("build", "all.jsonl").exit_code == 2
    result = run("build", "--store", "new.db", "-o", "out")
    assert (result.exit_code, Path("out").exists()) == (1, False)


def one_line(result, *parts):
    (line,) = result.stderr.splitlines()
    assert result.exit_code == 1, line
    assert line.startswith("error: ")
    assert all(part in line for part in parts), line


def other_database(path):
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE mine (a)")
        sql.commit()


@pytest.mark.parametrize("make", [lambda path: path.write_text("words"), other_database])
@pytest.mark.parametrize("command", [("find", "x.db", "word"), ("log", "x.db"), ("build", "all.jsonl", "--store", "x.db")])
def test_another_file_is_left_as_it_is(here, make, command):
    make(Path("x.db"))
    before = Path("x.db").read_bytes()
    one_line(run(*command), "x.db", "not a store of timeline")
    assert Path("x.db").read_bytes() == before


def test_a_store_of_a_newer_version_is_refused(here):
    timeline.build("raid.jsonl", store="news.db")
    with closing(sqlite3.connect("news.db")) as sql:
        sql.execute("PRAGMA user_version = 99")
    one_line(run("build", "--store", "news.db"), "version 99", "newer")
    one_line(run("find", "news.db", "raid"), "version 99", "newer")


def test_a_store_of_the_first_version_is_brought_up(here, monkeypatch):
    monkeypatch.setattr(file, "MIGRATIONS", file.MIGRATIONS[:1])
    with opened("news.db", write=True):
        pass
    monkeypatch.undo()
    monkeypatch.chdir(here)
    with closing(sqlite3.connect("news.db")) as sql:
        sql.execute("INSERT INTO articles VALUES ('raid', ?, '2025-03-05', 'field', NULL, NULL, NULL)", (TEXTS["raid"],))
        sql.commit()
    one_line(run("find", "news.db", "raid"), "version 1", "timeline build --store news.db")
    timeline.build(store="news.db").write("kept")
    timeline.build("raid.jsonl").write("fresh")
    assert outputs("kept") == outputs("fresh")


def test_a_store_of_an_older_version_is_brought_up_or_left(here, monkeypatch):
    timeline.build("raid.jsonl", store="news.db")
    good, bad = "ALTER TABLE log ADD COLUMN more TEXT;", "ALTER TABLE log ADD COLUMN other TEXT; DROP TABLE nowhere;"
    monkeypatch.setattr(file, "MIGRATIONS", (*file.MIGRATIONS, good, bad))
    one_line(run("build", "--store", "news.db"), "nowhere")
    with closing(sqlite3.connect("news.db")) as sql:
        assert sql.execute("PRAGMA user_version").fetchone() == (len(file.MIGRATIONS) - 1,)
        assert "other" not in [row[1] for row in sql.execute("PRAGMA table_info(log)")]
    monkeypatch.setattr(file, "MIGRATIONS", file.MIGRATIONS[:-1])
    assert run("build", "--store", "news.db").exit_code == 0


def test_a_damaged_reading_is_one_line(here):
    timeline.build("raid.jsonl", store="news.db")
    with closing(sqlite3.connect("news.db")) as sql:
        sql.execute("UPDATE readings SET data = x'00'")
        sql.commit()
    one_line(run("build", "--store", "news.db"), "raid", "damaged")


def test_a_damaged_file_is_one_line(here):
    timeline.build("all.jsonl", store="news.db")
    data = bytearray(Path("news.db").read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    Path("news.db").write_bytes(data)
    one_line(run("build", "--store", "news.db"), "news.db")


def test_the_second_of_two_says_that_it_must_wait(here, monkeypatch):
    timeline.build("raid.jsonl", store="news.db")
    monkeypatch.setattr(file, "PATIENCE", 0.1)
    with opened("news.db", write=True):
        one_line(run("build", "all.jsonl", "--store", "news.db"), "news.db", "another process is writing it")
        assert run("find", "news.db", "raided").stdout.startswith("ev_"), "to look on needs no turn"
    assert run("build", "all.jsonl", "--store", "news.db").exit_code == 0


@pytest.mark.parametrize("folder", ["/proc", "all.jsonl"])
def test_a_folder_that_cannot_be_written(here, folder):
    one_line(run("build", "all.jsonl", "--store", f"{folder}/news.db"), folder, "cannot be written")


@pytest.mark.parametrize(("code", "is_seen"), [(sqlite3.SQLITE_CANTOPEN, True), (sqlite3.SQLITE_BUSY, False)])
def test_a_store_in_a_folder_that_cannot_be_written_can_be_looked_into(here, monkeypatch, code, is_seen):
    timeline.build("all.jsonl", store="news.db")
    connect = sqlite3.connect

    def no_write(path, **options):
        if "immutable" not in str(path):
            error = sqlite3.OperationalError("it cannot be opened")
            error.sqlite_errorcode = code
            raise error
        return connect(path, **options)

    monkeypatch.setattr(sqlite3, "connect", no_write)
    result = run("find", "news.db", "dockers")
    assert result.stdout.startswith("ev_") == is_seen
    assert is_seen or result.stderr.count("\n") == 1


def command(*arguments, **options):
    words = [sys.executable, "-m", "timeline", *map(str, arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def is_sound(store):
    with closing(sqlite3.connect(store)) as sql:
        return sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_is_one_line_and_costs_nothing_that_was_there(here):
    timeline.build("raid.jsonl", store="news.db")
    size = Path("news.db").stat().st_size
    limit = (size + 100_000, size + 100_000)
    most = {f"long{number}": f"{number} lakes are deep and blue. " * 800 for number in range(limit[0] // 26_000)}
    Path("many.jsonl").write_text(lines(most))
    with command(
        "build", "many.jsonl", "--store", "news.db", "-q", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    ) as full:
        _, errors = full.communicate(timeout=120)
    assert full.returncode == 1
    (line,) = errors.splitlines()
    assert line.startswith("error: news.db: ")
    assert "what was put in before is kept" in line
    assert is_sound("news.db")
    with opened("news.db") as held:
        assert [event.sources for event in held.chronicle().events]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_run_that_is_killed_anywhere_goes_on_to_the_same_bytes(here):
    many = {f"{id}{number}": f"{text}Report {number}.\n" for number in range(7) for id, text in TEXTS.items()}
    Path("many.jsonl").write_text(lines(many))
    timeline.build("many.jsonl").write("whole")
    moments = random.Random(9)
    arguments = ("build", "many.jsonl", "--store", "news.db", "-o", "out", "--jobs", "2", "-q")
    for _ in range(3):
        with command(*arguments, start_new_session=True) as killed:
            time.sleep(moments.uniform(1.5, 6.0))
            os.kill(killed.pid, signal.SIGKILL)
    with command(*arguments) as last:
        _, errors = last.communicate(timeout=120)
    assert (last.returncode, errors) == (0, "")
    assert outputs("out") == outputs("whole")
    assert is_sound("news.db")


@pytest.mark.skipif(os.name != "posix", reason="signals and process groups are those of POSIX")
def test_ctrl_c_keeps_what_was_read_and_the_same_command_goes_on(here, read):
    many = {f"{n}": f"{TEXTS['raid']}Report {n}.\n" for n in range(2000)}
    Path("many.jsonl").write_text("broken\n" + lines(many))
    arguments = ("build", "many.jsonl", "--store", "news.db", "-j", "2")

    def heard():  # a job in the background is started deaf to it
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with command(*arguments, start_new_session=True, preexec_fn=heard) as stopped:
        assert stopped.stderr.readline().startswith("warning: many.jsonl:1: ")
        deadline = time.monotonic() + 60
        while kept("news.db") < 5 and time.monotonic() < deadline:
            time.sleep(0.2)
        os.killpg(stopped.pid, signal.SIGINT)
        output, errors = stopped.communicate(timeout=60)
    told = "stopped: what was read is kept in news.db; the same command goes on\n"
    assert (stopped.returncode, output, errors) == (130, "", told)
    there = kept("news.db")
    assert there >= 5
    Path("few.jsonl").write_text(lines({f"{n}": many[f"{n}"] for n in range(5)}))
    run("remove", "news.db", *map(str, range(5, 2000)), "-q")
    run("build", "few.jsonl", "--store", "news.db", "-q")
    assert len(read) < 5, "some of these had been read before the stop"


def kept(store):
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as sql:
            return sql.execute("SELECT count(*) FROM readings").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_a_store_whose_build_was_stopped_quotes_nothing_that_has_changed(here, monkeypatch):
    timeline.build("all.jsonl", store="news.db")
    before = timeline.open("news.db")
    Path("all.jsonl").write_text(lines(TEXTS, strike="Nothing at all.\n"))

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(annotate, "read_articles", stopped)
        with pytest.raises(KeyboardInterrupt):
            timeline.build("all.jsonl", store="news.db")
    between = timeline.open("news.db")
    assert between.events == tuple(event for event in before.events if "strike" not in event.sources)
    stale = (
        "articles put in since the events were made: 1; build again",
        "strike: has changed since the events were made; build again",
    )
    assert between.warnings == (*before.warnings, *stale)
    found = run("find", "news.db", "arrested")
    assert [line for line in found.stderr.splitlines() if "since" in line] == [
        f"warning: news.db: {line}" for line in stale[::-1]
    ]
    after = timeline.build("all.jsonl", store="news.db")
    assert not [line for line in after.warnings if "since" in line]
    assert timeline.open("news.db") == after


BOTH = {"one": TEXTS["arrest"], "two": TEXTS["arrest"], "raid": TEXTS["raid"]}


def after(*, put=None, out=()):
    """The ids, texts and other ids of what the store holds, and of what a fresh build of the same articles has."""
    timeline.build("both.jsonl", store="news.db")
    there = {id: text for id, text in {**BOTH, **(put or {})}.items() if id not in out}
    if put:
        Path("new.jsonl").write_text(lines(put))
        timeline.build("new.jsonl", store="news.db")
    if out:
        assert run("remove", "news.db", *out).exit_code == 0
        timeline.build(store="news.db")
    Path("there.jsonl").write_text(lines(there))
    told = [(timeline.open("news.db")), timeline.build("there.jsonl")]
    held, fresh = ([(a.id, a.text, [place.id for place in a.also]) for a in made.articles] for made in told)
    assert told[0].events == told[1].events
    return held, fresh


@pytest.mark.parametrize("changed", ["one", "two"])
@pytest.mark.parametrize("text", ["strike", "raid"])
def test_a_new_edition_of_one_article_leaves_the_others_that_had_its_text(here, changed, text):
    Path("both.jsonl").write_text(lines(BOTH))
    held, fresh = after(put={changed: TEXTS[text]})
    assert held == fresh
    assert {told for _, told, _ in held} == {TEXTS["arrest"], TEXTS["raid"], TEXTS[text]}


LONG = {
    "port": f"{TEXTS['strike']}The harbour stayed shut until the evening, and ships lay in the bay for want of a berth.\n",
    "flat": f"{TEXTS['raid']}Neighbours said that they had seen nobody for weeks, and that the windows were dark at night.\n",
}
EDITED = f"{LONG['port']}The union said on Thursday that it would go on.\n"


def test_what_takes_the_place_of_another_article_is_told_of(here):
    def put(text, url=None):
        Path("page.jsonl").write_text(json.dumps({"id": "index", "text": text, "date": "2025-03-05", "url": url}) + "\n")
        return [line for line in timeline.build("page.jsonl", store="news.db").warnings if "took the place" in line]

    assert not put(LONG["port"])
    assert not put(EDITED)
    assert put(LONG["flat"]) == ["index: took the place of another article under this id; give each its own"]
    assert not put(LONG["flat"], "https://news.example/live")
    assert not put(LONG["port"], "https://news.example/live")


@pytest.mark.parametrize("out", [["one"], ["two"], ["one", "two"]])
def test_a_text_that_stays_under_another_id_is_told_of(here, out):
    Path("both.jsonl").write_text(lines(BOTH))
    timeline.build("both.jsonl", store="news.db")
    said = run("remove", "news.db", *out).stderr.splitlines()
    left = ({"one", "two"} - set(out)) or None
    assert said == ([f"warning: news.db: the text of {out[0]} stays, for it is that of {left.pop()} too"] if left else [])


@pytest.mark.parametrize("out", [["one"], ["two"], ["one", "two"], ["two", "one"]])
def test_one_that_is_removed_leaves_the_others_that_have_its_text(here, out):
    Path("both.jsonl").write_text(lines(BOTH))
    held, fresh = after(out=out)
    assert held == fresh
