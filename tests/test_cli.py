"""The command line, as its user meets it: what is printed where, exit codes, and what is left behind."""

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import ontology
from timeline.build import count
from timeline.cli import app

GOOD = "Police arrested two men in Lagos on 3 May 2024, the force said.\n"
FILES = ["articles.jsonl", "events.jsonl", "graph.graphml", "run.json", "timeline.html"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with one good article, 2024-05-04.txt."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2024-05-04.txt").write_text(GOOD)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], **options)


@contextmanager
def command(*arguments, **options):
    """The same in a process of its own, which ends with the block."""
    words = [sys.executable, "-m", "timeline", *map(str, arguments)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_build_writes_the_files_and_says_which_to_open(folder, pipeline):
    result = run("build", "2024-05-04.txt", "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    found = count(events(folder), "event")
    assert result.stdout == f"1 article, {found}, 0 warnings: open {Path('out', 'timeline.html')}\n"
    assert names(folder / "out") == FILES


def events(folder):
    return len((folder / "out" / "events.jsonl").read_text().splitlines())


def test_quiet_is_quiet(folder, pipeline):
    (folder / "empty.txt").touch()
    result = run("build", folder, "-o", "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert len(json.loads((folder / "out" / "run.json").read_text())["warnings"]) == 1


BAD = {
    "empty.txt": (b"", "empty.txt: "),
    "binary.txt": (b"PK\x03\x04\x00\x00\x00\xff\xfe", "binary.txt: "),
    "latin.txt": ("Café à Orléans, 2 mai.\n".encode("latin-1"), "latin.txt: "),
    "broken.jsonl": (b'{"id": "a", "text": "x"\n', "broken.jsonl:1: "),
    "field.jsonl": (b'{"id": "a", "date": "2024-05-04"}\n', "field.jsonl:1: "),
    "date.jsonl": (b'{"id": "a", "date": "4 of never", "text": "The lake is deep."}\n', "date.jsonl:1: "),
    "calm.txt": (b"May 4, 2024\n\nThe lake is deep and blue.\n", "calm: "),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_each_and_the_rest_is_built(folder, pipeline, name):
    data, start = BAD[name]
    (folder / name).write_bytes(data)
    result = run("build", "2024-05-04.txt", name, "-o", "out")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines
    assert any(line.startswith(f"warning: {start}") for line in lines), lines
    assert all(line.startswith("warning: ") for line in lines)
    assert f" {len(lines)} warning" in result.stdout
    assert names(folder / "out") == FILES
    assert "arrest" in (folder / "out" / "events.jsonl").read_text()


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "broken.jsonl", "field.jsonl", "nowhere.txt", "no*.txt", "void"])
def test_nothing_to_read_is_an_error_and_leaves_nothing(folder, pipeline, name):
    (folder / "void").mkdir()
    if name in BAD:
        (folder / name).write_bytes(BAD[name][0])
    before = names(folder)
    result = run("build", name, "-o", "out")
    assert result.exit_code == 1
    warning, error = result.stderr.splitlines()
    assert warning.startswith("warning: ")
    assert name in warning
    assert "nothing could be read" in error
    assert names(folder) == before


@pytest.mark.parametrize("out", ["2024-05-04.txt", "2024-05-04.txt/out"])
def test_an_output_that_cannot_be_written_is_found_out_first(folder, monkeypatch, out):
    monkeypatch.setattr("timeline.cli.reading.build", None)
    result = run("build", "2024-05-04.txt", "-o", out)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: {out}: cannot be written")
    assert (folder / "2024-05-04.txt").read_text() == GOOD


def test_a_model_that_is_none(folder):
    result = run("build", "2024-05-04.txt", "-o", "out", "--model", "no_such_model")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: no_such_model: ")
    assert not (folder / "out").exists()


@pytest.mark.parametrize("text", ["not toml", '[[type]]\nname = "x"\n', '[[types]]\nname = "x"\n', "\xff"])
@pytest.mark.parametrize("arguments", [("build", "2024-05-04.txt", "-o", "out", "--types"), ("types", "--types"), ("check",)])
def test_a_broken_file_of_types(folder, text, arguments):
    (folder / "my.toml").write_text(text, encoding="latin-1")
    result = run(*arguments, "my.toml")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: my.toml: ")
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "2024-05-04.txt"),
        ("build", "-o", "out"),
        ("build", "2024-05-04.txt", "-o", "out", "--date", "2024-13-01"),
        ("build", "2024-05-04.txt", "-o", "out", "--workers", "0"),
        ("build", "2024-05-04.txt", "-o", "out", "--types", "nowhere.toml"),
        ("check", "nowhere.toml"),
        ("times",),
        ("nonsense",),
    ],
)
def test_wrong_usage(folder, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert names(folder) == ["2024-05-04.txt"]


def fail(*_, **__):
    raise RuntimeError("a fault\nof the program")


def test_a_fault_of_the_program_is_one_line_without_debug(folder, monkeypatch):
    monkeypatch.setattr("timeline.cli.reading.build", fail)
    result = run("build", "2024-05-04.txt", "-o", "out")
    assert (result.exit_code, result.stderr) == (1, "error: RuntimeError: a fault of the program (--debug shows where)\n")


def test_debug_shows_the_traceback(folder, monkeypatch):
    monkeypatch.setattr("timeline.cli.reading.build", fail)
    assert isinstance(run("build", "2024-05-04.txt", "-o", "out", "--debug").exception, RuntimeError)


def test_a_fault_in_one_article_does_not_stop_the_others(folder, pipeline, monkeypatch):
    from timeline import annotate

    whole = annotate.read_article
    monkeypatch.setattr(annotate, "read_article", lambda nlp, article: fail() if article.id == "bad" else whole(nlp, article))
    (folder / "bad.txt").write_text(f"{GOOD}A trial is to begin in May.\n")
    result = run("build", "2024-05-04.txt", "bad.txt", "-o", "out", "--date", "2024-05-04")
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: bad: ")
    assert "RuntimeError: a fault of the program" in line


def test_standard_input_and_date(folder, pipeline):
    result = run("build", "-", "-o", "out", "--date", "2024-05-06", input="Police arrested two men in Lagos on Friday.\n")
    assert result.exit_code == 0
    (event,) = [json.loads(line) for line in (folder / "out" / "events.jsonl").read_text().splitlines()]
    assert (event["type"], event["start"], event["end"]) == ("arrest", "2024-05-03", "2024-05-03")


def test_times_prints_the_contract(folder, pipeline):
    result = run("times", "2024-05-04.txt")
    assert result.exit_code == 0
    (row,) = map(json.loads, result.stdout.splitlines())
    assert list(row) == ["doc", "start", "end", "text", "type", "value", "earliest", "latest", "anchor", "mod", "edtf"]
    assert row["doc"] == "2024-05-04"
    assert GOOD[row["start"] : row["end"]] == row["text"]
    assert (row["type"], row["value"], row["earliest"], row["latest"]) == ("DATE", "2024-05-03", "2024-05-03", "2024-05-03")


def test_times_warns_on_stderr_alone(folder, pipeline):
    (folder / "empty.txt").touch()
    result = run("times", folder)
    assert result.exit_code == 0
    assert result.stderr.startswith("warning: ")
    assert all(json.loads(line) for line in result.stdout.splitlines())


def test_types_lists_all_with_gloss():
    lines = run("types").stdout.splitlines()
    rows = json.loads(run("types", "--json").stdout)
    assert len(lines) == len(rows) == len(ontology.load().types) == 45
    for line, row in zip(lines, rows, strict=True):
        assert line.split()[:2] == [row["name"], row["family"]]
        assert line.endswith(row["gloss"])


TYPES = """
[[type]]
name = "dive"
family = "incident"
gloss = "someone dives"
[[type.trigger]]
verbs = ["dive"]
frame = "move"
[[type.example]]
text = "Anna Berg dived in Lake Como."
trigger = "dived"
agent = "Anna Berg"
"""


def test_check_tries_the_examples_and_says_what_is_wrong(folder, monkeypatch):
    monkeypatch.setattr(ontology, "SHIPPED", ())
    (folder / "my.toml").write_text('colour = "#112233"\n' + TYPES)
    good = run("check", "my.toml")
    assert (good.exit_code, good.stdout) == (0, "1 example of 1 event type, 0 failed\n")
    wrong = [
        '[[type.example]]\ntext = "Anna Berg swam in Lake Como."\ntrigger = "swam"\n',
        '[[type.example]]\ntext = "Anna Berg dived again in May."\nnone = true\n',
        '[[type.example]]\ntext = "Anna Berg dived in May."\ntrigger = "dived"\ntarget = "May"\nstatus = "planned"\n',
    ]
    (folder / "my.toml").write_text('colour = "#112233"\n' + TYPES + "".join(wrong))
    bad = run("check", "my.toml")
    assert bad.exit_code == 1
    assert bad.stdout.splitlines() == [
        "dive: Anna Berg swam in Lake Como.",
        '    "swam" is not found; found: nothing',
        "dive: Anna Berg dived again in May.",
        '    must tell none, but "dived" is taken for one',
        "dive: Anna Berg dived in May.",
        '    target "May" is not found; found: nothing',
        "    status must be planned, is occurred",
        "4 examples of 1 event type, 3 failed",
    ]


def test_version():
    assert run("--version").stdout == "timeline 0.1.0\n"


def test_a_closed_pipe_is_no_fault(folder):
    (folder / "many.txt").write_text("March 4, 2026\n\n" + "On 3 May 2024 it rained. " * 600)
    with command("times", "many.txt", "2024-05-04.txt") as process:
        assert json.loads(process.stdout.readline())
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 141


def stop(*_, **__):
    raise KeyboardInterrupt


def test_a_stop_is_one_line(folder, monkeypatch):
    monkeypatch.setattr("timeline.cli.reading.build", stop)
    result = run("build", "2024-05-04.txt", "-o", "out")
    assert (result.exit_code, result.output) == (130, "stopped: nothing was written\n")


def test_a_stop_that_a_library_takes_for_a_fault_is_a_stop(folder, monkeypatch):
    def stop_in_a_library(*_, **__):
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as interrupt:
            raise ValueError("Error serializing to JSON: KeyboardInterrupt") from interrupt

    monkeypatch.setattr("timeline.cli.reading.build", stop_in_a_library)
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    result = run("build", "2024-05-04.txt", "-o", "out")
    assert signal.signal(signal.SIGINT, heard) is signal.default_int_handler
    assert (result.exit_code, result.output) == (130, "stopped: nothing was written\n")


@pytest.mark.skipif(os.name != "posix", reason="signals and process groups are those of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_in_the_middle_leaves_nothing(folder, workers):
    lines = (json.dumps({"id": str(number), "text": f"{GOOD}Report {number}.", "date": "2024-05-04"}) for number in range(9999))
    (folder / "many.jsonl").write_text("broken\n" + "\n".join(lines))
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a job in the background is started deaf to it
    options = {"start_new_session": True, "preexec_fn": heard}
    with command("build", "many.jsonl", "-o", "out", "--workers", workers, **options) as process:
        assert process.stderr.readline().startswith("warning: many.jsonl:1: ")
        os.killpg(process.pid, signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (130, "", "stopped: nothing was written\n")
    assert names(folder) == ["2024-05-04.txt", "many.jsonl"]


def test_why_shows_what_decided(folder, pipeline):
    result = run("why", "2024-05-04.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("== 2024-05-04, 2024-05-04\n\nPolice arrested two men in Lagos")
    assert '  + arrest: "arrested": taken, by the rules arrest' in result.stdout
    assert "      place       Lagos\n" in result.stdout


def test_why_names_what_the_rules_refuse_and_says_on_demand_what_it_lacks(folder, pipeline):
    (folder / "report.txt").write_text("Claes led the gang, the judge said. The strike deal fell through.\n")
    short, whole = run("why", "report.txt").stdout, run("why", "report.txt", "--rules").stdout
    refused = re.findall(r"^  - (\w+): (\"\w+\"): (?!by the rules|no rule)", whole, re.MULTILINE)
    assert refused
    assert [f"{word} ({type})" for type, word in refused] == re.findall(r"\"\w+\" \(\w+\)", short)
    assert "    no event by the rules: " not in whole


def test_why_for_programs(folder, pipeline):
    rows = [json.loads(line) for line in run("why", "--json", "2024-05-04.txt").stdout.splitlines()]
    assert [row["doc"] for row in rows] == ["2024-05-04"]
    assert rows[0]["candidates"][0]["type"] == "arrest"


@pytest.mark.parametrize("name", ["times", "why"])
def test_without_any_article_the_exit_code_is_1(folder, pipeline, name):
    result = run(name, "nothere.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "error: nothere.txt: nothing could be read, there is no article in it"
