"""What the README says is so."""

import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

import timeline
from timeline import ontology
from timeline.cli import app
from timeline.decisions import Kind

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


SHELL = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
COMMANDS = re.findall(r"^  (\w+)  ", CliRunner().invoke(app, ["--help"]).stdout.partition("Commands:")[2], re.MULTILINE)


def options(command):
    return set(re.findall(r"^ .*?(--[a-z]+)", CliRunner().invoke(app, [command, "--help"]).stdout, re.MULTILINE))


def test_the_help_was_understood():
    assert set(COMMANDS) == {"build", "check", "find", "fix", "log", "names", "remove", "times", "types", "why"}
    assert {"--output", "--jobs", "--debug"} <= options("build")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told(command):
    assert f"`timeline {command}" in TEXT


@pytest.mark.parametrize("option", sorted({o for command in COMMANDS for o in options(command)} - {"--help", "--output"}))
def test_every_option_is_told(option):
    assert f"`{option}`" in TEXT


def test_no_command_or_option_is_told_that_is_not_there():
    code = " ".join(SHELL + re.findall(r"`(timeline [^`]*)`", TEXT))
    for command, rest in re.findall(r"\btimeline (\w+)([^;|]*?)(?=\btimeline\b|$)", code):
        assert command in COMMANDS
        assert set(re.findall(r"--[a-z]+", rest)) <= options(command), command


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", "\n".join(SHELL), re.MULTILINE))
def test_make_has_the_target(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_first_two_commands_are_the_demo_and_the_tests():
    assert SHELL[:2] == ["make demo", "make test"]


@pytest.mark.parametrize("path", re.findall(r"\]\(([^):]+)\)", TEXT))
def test_links_lead_somewhere(path):
    assert (ROOT / path).exists()


def test_the_number_of_types_and_families_is_right():
    types = ontology.load().types.values()
    assert f"{len(types)} types in {len({kind.family for kind in types})} families" in TEXT


def test_every_field_of_an_event_is_told(chronicle):
    from timeline.export import events

    table = TEXT[TEXT.index("An event in `events.jsonl` has") : TEXT.index("## Commands")]
    told = set(re.findall(r"`(\w+)`", " ".join(row.split("|")[1] for row in table.splitlines() if row.startswith("|"))))
    assert told == set(next(events.records(chronicle)))


def test_the_example_of_an_event_type_is_read_as_it_says(tmp_path, monkeypatch):
    block, _ = blocks("toml")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evictions.toml").write_text(block, encoding="utf-8")
    assert len(block.splitlines()) <= 10
    assert "eviction" in ontology.load(["evictions.toml"]).types
    monkeypatch.setattr(ontology, "SHIPPED", ("justice",))
    result = CliRunner().invoke(app, ["check", "evictions.toml"])
    assert "eviction" not in result.stdout


def test_the_example_of_decisions_does_what_it_says(pipeline, tmp_path):
    _, block = blocks("toml")
    (tmp_path / "names.toml").write_text(block, encoding="utf-8")
    before = timeline.build(ROOT / "data" / "articles")
    after = timeline.build(ROOT / "data" / "articles", names=[tmp_path / "names.toml"])
    assert after.warnings == before.warnings
    jail = next(place for place in after.places.values() if place.name == "Garowe Central Jail")
    assert (jail.kind, jail.country, jail.lat, jail.names) == ("building", "SO", 8.4, ("Garowe's central jail",))
    assert [(a.kind, a.names) for a in after.actors.values() if a.name == "Alerta Norte"] == [
        ("organisation", ("Alerta Norte", "firm"))
    ]
    names = {actor.name for actor in after.actors.values()}
    assert {actor.name for actor in before.actors.values()} - names == {"European", "firm", "Garowe's central jail"}
    assert {"Jamal Ciise", "Faduma Ciise"} <= names
    for kind in re.findall(r"\w+", re.findall(r"^kind .*# (.*) \.\.\.$", block, re.MULTILINE)[0]):
        assert kind in get_args(Kind)


def test_the_python_example_runs(pipeline, monkeypatch, tmp_path, capsys):
    (block,) = blocks("python")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    names = {}
    exec(compile(block, "README.md", "exec"), names)  # the example itself is what is tested
    assert isinstance(names["tl"], timeline.Timeline)
    assert [claim.type for claim in names["doc"]._.claims] == ["arrest"]
    assert capsys.readouterr().out.startswith("<Timeline: ")
