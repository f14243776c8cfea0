"""A built folder holds what it says, and what was changed in it is found."""

import json
from dataclasses import fields
from pathlib import Path

import networkx as nx
import pytest
import samples
from test_cli import run

import timeline
from timeline import fingerprints, ontology
from timeline.build import Timeline
from timeline.errors import InputError
from timeline.model import Article

MADE_OF = {"versions": {"timeline": "0.1.0"}, "ontology": {"types": ["strike"], "families": ["violence"], "sha256": "0" * 64}}


@pytest.fixture
def out(tmp_path):
    """The linked sample, written with hashes."""
    story = samples.linked()
    given = {"articles": len(story.articles), "sha256": fingerprints.of_articles(story.articles)}
    held = {part.name: getattr(story, part.name) for part in fields(story)}
    Timeline(**{**held, "run": {**MADE_OF, "input": given}}).write(tmp_path / "out")
    return tmp_path / "out"


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def rewrite(path, change, number=0):
    """Change a line of a file of JSON lines."""
    records = lines(path)
    change(records[number])
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf8")


def original(folder, record, **changes):
    """A file with one article as it was given before it was built."""
    told = {name: record[name] for name in ("id", "text", "date", "title", "url", "source")} | changes
    path = folder / f"{told['id']}.jsonl"
    path.write_text(json.dumps(told) + "\n", encoding="utf8")
    return path


def test_what_was_written_holds(out):
    found = timeline.verify(out)
    assert (found.faults, found.notes) == ([], [])
    assert found
    story = samples.linked()
    assert (found.articles, found.events) == (len(story.articles), len(story.events))
    assert found.quotes == sum(len(e.mentions) for e in story.events)
    assert found.passages == found.quotes + sum(e.when is not None for e in story.events)


def test_what_the_pipeline_wrote_holds_with_its_articles(pipeline, tmp_path):
    articles = Path(__file__).parent.parent / "data" / "articles"
    made = timeline.build(articles)
    made.write(tmp_path)
    found = timeline.verify(tmp_path, articles)
    assert (found.faults, found.notes) == ([], [])
    assert found.originals == len(made.articles) > 10


def edit(key, value):
    return lambda record: record.__setitem__(key, value)


def move(record):
    record["mentions"][0]["start"] += 1
    record["mentions"][0]["end"] += 1


def misdate(record):
    record["when"]["phrase"] = "on Sunday"


def elsewhere(record):
    record["mentions"][0]["doc"] = "nowhere"


def shrink(record):
    record["mentions"][0]["sentence"] = [0, 1]


def widen(record):
    record["mentions"][0]["sentence"][1] = 10**6


def blame(record):
    record["conflicts"] = [{"field": "count", "values": [{"value": "2", "sources": ["talks", "nobody"]}]}]


FAULTS = [
    ("articles.jsonl", edit("text", "Nothing happened."), "articles.jsonl: harbour: the text is not the one that was read"),
    ("articles.jsonl", edit("sha256", "0" * 64), "articles.jsonl: harbour: the text is not the one that was read"),
    ("articles.jsonl", edit("text", 3), "articles.jsonl: line 1: not an article"),
    ("articles.jsonl", edit("id", "talks"), "articles.jsonl: talks: two articles have this id"),
    ("articles.jsonl", lambda record: record.pop("sha256"), "articles.jsonl: harbour: has no hash"),
    ("events.jsonl", move, 'events.jsonl: ev_0009: "ceasefire" does not stand at talks:'),
    ("events.jsonl", misdate, 'events.jsonl: ev_0009: "on Sunday" does not stand at talks:'),
    ("events.jsonl", elsewhere, 'events.jsonl: ev_0009: the article nowhere, which is to say "ceasefire", is not there'),
    ("events.jsonl", shrink, 'events.jsonl: ev_0009: "ceasefire" at talks:'),
    ("events.jsonl", widen, "events.jsonl: ev_0009: its sentence at talks:"),
    ("events.jsonl", edit("sources", ["harbour"]), "events.jsonl: ev_0009: its sources are harbour, its passages are in talks"),
    ("events.jsonl", edit("mentions", []), "events.jsonl: ev_0009: no passage tells of it"),
    ("events.jsonl", blame, "events.jsonl: ev_0009: nobody, which is to say otherwise of its count, does not tell of it"),
    ("events.jsonl", edit("status", "sure"), "events.jsonl: line 1: not an event"),
    ("run.json", edit("counts", {"articles": 3, "events": 99}), "run.json: 99 events were written, 15 are there"),
    ("run.json", edit("input", {"articles": 3, "sha256": "f" * 64}), "run.json: the articles are not those that were read"),
    ("run.json", lambda record: record.pop("input"), "run.json: no hash of the input"),
    ("run.json", edit("ontology", {"sha256": "f" * 64}), "graph.graphml: ontology_sha256 is not that of run.json"),
]


@pytest.mark.parametrize(("file", "change", "fault"), FAULTS)
def test_what_was_changed_is_found(out, file, change, fault):
    if file == "run.json":
        record = json.loads((out / file).read_text())
        change(record)
        (out / file).write_text(json.dumps(record))
    else:
        rewrite(out / file, change)
    said = [str(found) for found in timeline.verify(out).faults]
    assert any(line.startswith(fault) for line in said), said


def test_who_also_changes_the_hash_beside_the_text_is_found(out):
    def change(record):
        record["text"] = record["text"].replace("Saturday", "Thursday")
        record["sha256"] = fingerprints.of_text(record["text"])

    rewrite(out / "articles.jsonl", change)
    said = [str(found) for found in timeline.verify(out).faults]
    assert "run.json: the articles are not those that were read: the hash of the input differs" in said
    assert any(line.startswith("graph.graphml: ev_0005: quotes other words") for line in said)


@pytest.mark.parametrize(("one", "other"), [("Talks between", "Words between"), ("<graph", "<grph"), ("harbour", "harbor")])
def test_a_changed_graph_is_found(out, one, other):
    text = (out / "graph.graphml").read_text(encoding="utf8")
    assert one in text
    (out / "graph.graphml").write_text(text.replace(one, other), encoding="utf8")
    assert {found.file for found in timeline.verify(out).faults} == {"graph.graphml"}


def test_a_broken_line_is_told_and_the_rest_is_checked(out):
    with (out / "events.jsonl").open("a") as stream:
        stream.write("{broken\n[]\n")
    said = [str(found) for found in timeline.verify(out).faults]
    assert [line[:31] for line in said] == ["events.jsonl: line 16: not JSON", "events.jsonl: line 17: not a JS"]


@pytest.mark.parametrize("name", ["articles.jsonl", "events.jsonl", "run.json"])
def test_a_missing_file_is_an_error_that_names_it(out, name):
    (out / name).unlink()
    with pytest.raises(InputError, match=name):
        timeline.verify(out)


def test_a_part_of_a_timeline_holds_and_says_what_cannot_be_checked(out, tmp_path):
    timeline.open(out).with_actor("Belk").write(tmp_path / "part")
    found = timeline.verify(tmp_path / "part")
    assert found.faults == []
    assert found.notes == ["a part of a timeline of 3 articles: the hash of its input cannot be checked"]


def test_a_part_says_so_and_of_how_many_events(out, tmp_path):
    belk = timeline.open(out).with_actor("Belk")
    belk.write(tmp_path / "part")
    again = timeline.open(tmp_path / "part").of_type(belk.events[0].type)
    again.write(tmp_path / "again")
    for part, folder in ((belk, "part"), (again, "again")):
        said = json.loads((tmp_path / folder / "run.json").read_text(encoding="utf8"))["part"]
        assert said == {"events": len(part), "of": 15, "sha256": fingerprints.of_ids(event.id for event in part.events)}
        assert f", {len(part)} of 15 events, " in run("verify", tmp_path / folder).output
    assert len(again) < len(belk) < 15
    assert "part" not in json.loads((out / "run.json").read_text(encoding="utf8"))
    assert ", 15 events, " in run("verify", out).output


def test_another_event_than_those_of_the_part_is_found(out, tmp_path):
    timeline.open(out).with_actor("Belk").write(tmp_path / "part")
    rewrite(tmp_path / "part" / "events.jsonl", lambda event: event.update(id="ev_other"))
    said = [str(fault) for fault in timeline.verify(tmp_path / "part").faults]
    assert "run.json: the events are not those of the part: the hash of their ids differs" in said


def test_without_a_graph_the_rest_is_checked(out):
    (out / "graph.graphml").unlink()
    found = timeline.verify(out)
    assert found
    assert found.notes == ["graph.graphml is not there, and was not checked"]


def test_texts_are_compared_with_the_inputs(out, tmp_path):
    records = {record["id"]: record for record in lines(out / "articles.jsonl")}
    paths = [original(tmp_path, record) for record in records.values()]
    assert timeline.verify(out, paths)
    text = records["talks"]["text"]
    original(tmp_path, records["talks"], text=text.replace("mid-2025", "late 2025"))
    at = text.index("mid-2025")
    assert [str(found) for found in timeline.verify(out, paths).faults] == [
        f"articles.jsonl: talks: differs from the text of the input from character {at} on",
    ]


ABOUT = [
    ("date", "2026-01-09", "its date is 2026-01-08, in the input 2026-01-09"),
    ("title", None, 'its title is "Drones hit Kestrel Bay depot", in the input none'),
    ("url", "https://x.example/", 'its url is "https://meridian.example/kestrel-bay", in the input "https://x.example/"'),
    ("source", "Other", 'its source is "Meridian Wire", in the input "Other"'),
]


@pytest.mark.parametrize(("name", "value", "what"), ABOUT)
def test_what_is_told_of_articles_is_compared_with_the_inputs(out, tmp_path, name, value, what):
    records = {record["id"]: record for record in lines(out / "articles.jsonl")}
    paths = [original(tmp_path, record, **({name: value} if id == "harbour" else {})) for id, record in records.items()]
    assert [str(found) for found in timeline.verify(out, paths).faults] == [f"articles.jsonl: harbour: {what}"]


def test_the_other_places_of_a_text_are_compared_too(pipeline, tmp_path):
    text = "Police arrested two men in Lagos on 3 May 2024."
    given = [{"id": id, "text": text, "date": "2024-05-04", "url": f"https://{id}.example/", "title": id} for id in "ab"]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in given))
    timeline.build(tmp_path / "in.jsonl").write(tmp_path / "out")
    assert timeline.verify(tmp_path / "out", tmp_path / "in.jsonl").faults == []
    given[1]["url"] = "https://c.example/"
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in given))
    (fault,) = timeline.verify(tmp_path / "out", tmp_path / "in.jsonl").faults
    assert (fault.of, fault.what) == ("b", 'its url is "https://b.example/", in the input "https://c.example/"')


def test_an_article_that_is_not_in_the_inputs_is_a_fault_unless_its_text_is_there(out, tmp_path):
    records = {record["id"]: record for record in lines(out / "articles.jsonl")}
    found = timeline.verify(out, original(tmp_path, records["harbour"]))
    assert [str(fault) for fault in found.faults] == ["articles.jsonl: talks: no article of this id or text is in the input"]
    assert "mirror: its text is in the input under the id harbour" in found.notes


def test_originals_that_were_left_out_are_told(out, tmp_path):
    records = {record["id"]: record for record in lines(out / "articles.jsonl")}
    names = [original(tmp_path, records[name]) for name in ("harbour", "talks", "mirror")]
    names.append(original(tmp_path, records["talks"], id="renamed"))
    assert timeline.verify(out, names).left_out == []
    for number in range(12):
        (tmp_path / f"left{number:02}.txt").write_text(f"Nobody has read number {number}.", encoding="utf8")
    original(tmp_path, records["talks"], text="All new.")
    found = timeline.verify(out, [*names[:3], *sorted(tmp_path.glob("left*"))])
    assert found.left_out == [f"left{number:02}" for number in range(12)]
    assert "left00, left01" in found.notes[-1]
    assert found.notes[-1].endswith("left09 and 2 more (--json names all)")
    told = run("verify", out, "--articles", names[0], tmp_path / "left03.txt")
    assert "in the input, but not in articles.jsonl: left03" in told.stderr
    assert told.stdout.endswith("1 original compared, 1 left out, 1 not found: 1 fault\n")
    shown = json.loads(run("verify", out, "--json", "--articles", names[0], tmp_path / "left03.txt").stdout)
    assert (shown["left_out"], shown["not_found"]) == (["left03"], ["talks"])


def test_what_the_build_warned_of_is_not_told_again(pipeline, tmp_path):
    (tmp_path / "a.txt").write_text("Police arrested two men in Lagos on 3 May 2024.\n")
    (tmp_path / "empty.txt").touch()
    made = timeline.build(tmp_path / "a.txt", date="2024-05-04")
    made.write(tmp_path / "out")
    assert timeline.verify(tmp_path / "out", tmp_path / "a.txt").notes == []
    (note,) = timeline.verify(tmp_path / "out", [tmp_path / "a.txt", tmp_path / "empty.txt"]).notes
    assert "empty.txt" in note


def test_odd_characters_hold(tmp_path):
    text = "A lone \ud800 surrogate, a \x0b tab, a \u2028 separator, a \r\n break and a 🛰 satellite struck."
    maker = samples.Maker()
    maker.article("odd name (1)", [text], title="\x0b")
    maker.event("violence/strike", "a strike", [("odd name (1)", text, "struck")])
    story = maker.chronicle()
    held = {part.name: getattr(story, part.name) for part in fields(story)}
    given = {"articles": 1, "sha256": fingerprints.of_articles(story.articles)}
    Timeline(**{**held, "run": {"input": given}}).write(tmp_path)
    assert timeline.verify(tmp_path).faults == []


def test_the_command_says_how_much_and_what(out, tmp_path):
    result = run("verify", out)
    assert (result.exit_code, result.output) == (0, "3 articles, 15 events, 32 passages: all hold\n")
    rewrite(out / "events.jsonl", move)
    result = run("verify", out)
    assert (result.exit_code, result.stderr) == (1, "")
    *faults, summary = result.stdout.splitlines()
    assert summary == f"3 articles, 15 events, 32 passages: {len(faults)} faults"
    found = json.loads(run("verify", "--json", out).stdout)
    assert [f"{f['file']}: {f['of']}: {f['what']}" for f in found["faults"]] == faults


def test_the_command_takes_several_inputs(out, tmp_path):
    names = [original(tmp_path, record) for record in lines(out / "articles.jsonl")]
    result = run("verify", out, "--articles", *names)
    assert (result.exit_code, result.stdout) == (0, "3 articles, 15 events, 32 passages, 3 originals compared: all hold\n")
    assert run("verify", out, names[0]).exit_code == 2
    result = run("verify", out, "--articles", names[0], tmp_path / "nowhere.txt")
    assert result.exit_code == 1
    assert "warning: " in result.stderr


def test_the_graph_says_what_made_it(out):
    run_of = json.loads((out / "run.json").read_text())
    said = {"timeline_version": "0.1.0", "ontology_sha256": "0" * 64, "input_sha256": run_of["input"]["sha256"]}
    assert timeline.open(out).to_graph().graph == said
    assert said.items() <= nx.read_graphml(out / "graph.graphml").graph.items()
    assert Timeline().to_graph().graph == {}


def test_the_hash_of_the_input_depends_on_ids_and_texts_alone():
    one, other = Article("a", "x"), Article("b", "y")
    known = fingerprints.of_articles([one, other])
    assert fingerprints.of_articles([other, Article("a", "x", title="T")]) == known
    changed = [[one], [one, Article("b", "z")], [one, Article("c", "y")], [Article("a", "y"), Article("b", "x")]]
    assert known not in map(fingerprints.of_articles, changed)


TYPE = '[[type]]\nname = "dive"\nfamily = "incident"\ngloss = "%s"\n[[type.trigger]]\nverbs = ["dive"]\nframe = "move"\n'


def test_the_hash_of_the_ontology_is_of_what_its_files_say(tmp_path):
    for name, gloss, note in (("a", "x", ""), ("b", "x", "# a note\n"), ("c", "y", "")):
        (tmp_path / f"{name}.toml").write_text(note + TYPE % gloss)
    shipped, one, noted, other = (
        ontology.load(paths).fingerprint for paths in ([], *([tmp_path / f"{name}.toml"] for name in "abc"))
    )
    assert one == noted
    assert len({shipped, one, other}) == 3


def test_a_build_says_the_hashes(pipeline, tmp_path):
    (tmp_path / "a.txt").write_text("Police arrested two men in Lagos on 3 May 2024.\n")
    made = timeline.build(tmp_path)
    assert made.run["input"] == {"articles": 1, "sha256": fingerprints.of_articles(made.articles)}
    known = ontology.load()
    types, families = sorted(known.types), sorted(known.families)
    assert made.run["ontology"] == {"types": types, "families": families, "sha256": known.fingerprint}
    assert (len(types), len(families)) == (45, 8)
    assert made.to_graph().graph["timeline_version"] == made.run["versions"]["timeline"]


@pytest.mark.parametrize("name", ["events.jsonl", "articles.jsonl", "graph.graphml", "timeline.html"])
def test_whatever_is_changed_in_a_file_is_found(out, name):
    """A day, a label, a source, the page: what no offset or text hash tells of."""
    path = out / name
    path.write_bytes(path.read_bytes().replace(b"2026", b"1999", 1))
    assert [str(fault.file) for fault in timeline.verify(out).faults] == [name]


@pytest.mark.parametrize(
    "broken", [{"files": []}, {"part": "x"}, {"versions": None}, {"ontology": None}, {"options": None}, {"warnings": None}]
)
def test_a_broken_report_is_named(out, broken):
    report = out / "run.json"
    report.write_text(json.dumps(json.loads(report.read_text(encoding="utf8")) | broken), encoding="utf8")
    with pytest.raises(InputError, match=rf"not a report .*: {next(iter(broken))} is no"):
        timeline.verify(out)


def test_files_that_cannot_be_compared_are_told(out):
    (out / "timeline.html").unlink()
    assert timeline.verify(out).notes == ["timeline.html is not there, and was not checked"]
    report = out / "run.json"
    run = json.loads(report.read_text(encoding="utf8"))
    del run["files"]
    report.write_text(json.dumps(run), encoding="utf8")
    assert "no hashes of the files" in timeline.verify(out).notes[0]
