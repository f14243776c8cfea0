"""`timeline export` and the formats of other packages."""

import sys
from importlib.metadata import EntryPoint

import pytest
import samples
from typer.testing import CliRunner

from timeline import export
from timeline.build import Timeline, open_folder
from timeline.cli import app
from timeline.errors import OutputError


def run(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.fixture
def built(tmp_path):
    """A folder as `timeline build` leaves it."""
    chronicle = samples.linked()
    about = {name: getattr(chronicle, name) for name in ("articles", "events", "actors", "places", "copies")}
    Timeline(**about).write(tmp_path / "built")
    return tmp_path / "built"


def test_one_format_is_written_to_the_path(built, tmp_path):
    result = run(built, "--to", "geojson", "-o", tmp_path / "deep" / "map.json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{tmp_path / 'deep' / 'map.json'}\n", "")
    export.write_one(open_folder(built), tmp_path / "same", "geojson")
    assert (tmp_path / "deep" / "map.json").read_bytes() == (tmp_path / "same").read_bytes()


def test_a_format_of_several_files_is_written_into_the_path(built, tmp_path):
    assert run(built, "--to", "csv", "-o", tmp_path / "tables", "--quiet").stdout == ""
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "about.csv",
        "edges.csv",
        "events.csv",
        "mentions.csv",
        "nodes.csv",
    ]


def test_all_formats_go_into_one_folder_twice(built, tmp_path):
    for _ in range(2):
        result = run(built, "--to", ",".join(export.FORMATS), "-o", tmp_path / "all")
        assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == sorted(f.file for f in export.FORMATS.values())
    assert (tmp_path / "all" / "graph.graphml").read_bytes() == (built / "graph.graphml").read_bytes()


def test_the_list_names_every_format():
    result = run("--list")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == export.names()
    assert "neo4j/" in result.stdout


def test_wrong_usage(built, tmp_path):
    result = run(built, "--to", "gexf,excel", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "there is no format 'excel'" in " ".join(result.stderr.split())
    assert run(built, "-o", tmp_path / "out").exit_code == run(built, "--to", "gexf").exit_code == 2
    assert run(tmp_path / "nowhere", "--to", "gexf", "-o", tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_faults_end_in_one_line(built, tmp_path):
    result = run(built, "--to", "gexf", "-o", tmp_path)
    assert (result.exit_code, result.stderr) == (1, f"error: {tmp_path}: is a folder, and gexf is written to a file\n")
    (built / "articles.jsonl").unlink()
    result = run(built, "--to", "gexf", "-o", tmp_path / "graph.gexf")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {built / 'articles.jsonl'}: cannot be read")


def test_in_python(built, tmp_path):
    timeline = open_folder(built)
    timeline.export(tmp_path / "events.ics", "ical")
    assert (tmp_path / "events.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    timeline.of_type("strike").export(tmp_path / "strikes.ics", "ical")
    assert (tmp_path / "strikes.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    with pytest.raises(ValueError, match=r"^there is no format 'xls'; there are articles, csv, "):
        timeline.export(tmp_path / "x", "xls")


def test_a_failure_among_several_writes_none(built, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run(built, "--to", "csv,parquet", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: parquet needs pyarrow: pip install '.[parquet]' in the folder of the project\n",
    )
    assert not (tmp_path / "out").exists()


def write_outline(chronicle, path):
    """An outline of the labels.

    More words.
    """
    path.write_text("\n".join(event.label for event in chronicle.events))


@pytest.fixture
def plugin(monkeypatch):
    """Another package's format `outline`, one that fails to load, and one by the name of ours."""
    points = [
        EntryPoint("outline", f"{__name__}:write_outline", export.GROUP),
        EntryPoint("broken", "no_such_package:write", export.GROUP),
        EntryPoint("gexf", f"{__name__}:write_outline", export.GROUP),
    ]
    monkeypatch.setattr(export, "entry_points", lambda group: [point for point in points if point.group == group])


@pytest.mark.usefixtures("plugin")
def test_another_package_brings_a_format(tmp_path):
    assert export.names() == sorted([*export.FORMATS, "outline", "broken"])
    assert export.find("outline").use == "An outline of the labels."
    assert export.find("gexf") is export.FORMATS["gexf"]
    (path,) = export.write(samples.small(), tmp_path, ["outline"])
    assert path.name == "timeline.outline"
    assert path.read_text().splitlines()[0] == "Arvenian strike on a fuel depot"
    with pytest.raises(OutputError, match=r"^broken: no_such_package:write cannot be loaded \(ModuleNotFoundError: .*\)$"):
        export.find("broken")
    with pytest.raises(KeyError):
        export.find("nothing")


@pytest.mark.usefixtures("plugin")
def test_another_package_s_format_is_a_format_like_any_other(built, tmp_path):
    assert run(built, "--to", "outline", "-o", tmp_path / "outline.txt").exit_code == 0
    assert "Arvenian strike on a fuel depot" in (tmp_path / "outline.txt").read_text()
    listed = run("--list").stdout
    assert "outline     timeline.outline    An outline of the labels." in listed
    assert "broken      broken: no_such_package:write cannot be loaded" in listed
    result = run(built, "--to", "broken", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
