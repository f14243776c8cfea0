"""What README and docs say is so: each block of code is run, each link leads somewhere, each command and field is told."""

import gzip
import importlib.util
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import reading_back
import samples
from typer.testing import CliRunner

import timeline
from timeline import decisions, export, graph, ontology
from timeline.cli import COMMANDS, app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
INSTALLING = ("python3 -m venv", ".venv/bin/pip", "pip install", "source ", "apt-get ", "git clone", "jupyter lab", "dask ")
STRIKE = "BOSASO, 5 May 2024 - A drone strike hit a dock in Bosaso on 4 May 2024, killing {} people, police said. {}\n"
ARTICLE = "NAIROBI, 4 May 2024 - Police arrested two men in Lagos on 3 May 2024 for a strike on a dock, the force said.\n"

text_of = {page: page.read_text(encoding="utf-8") for page in PAGES}


def blocks(page):
    """Language and text of each block of code, in order."""
    return re.findall(r"^```(\w+)\n(.*?)^```", text_of[page], re.MULTILINE | re.DOTALL)


def lines(block):
    return [line.partition(" #")[0].strip() for line in block.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.fixture
def folder(tmp_path, monkeypatch, pipeline):
    """A working directory as the examples have it: some articles, in the forms that are named there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    rows = "".join(
        json.dumps({"id": f"row{n}", "text": ARTICLE.replace("two", word)}) + "\n" for n, word in enumerate(("two", "ten"))
    )
    for place in ("articles", "more"):
        (tmp_path / place).mkdir()
        (tmp_path / place / f"2024-05-04-{place}.txt").write_text(f"{ARTICLE}It was told to {place}.\n")
    (tmp_path / "article.txt").write_text(ARTICLE)
    (tmp_path / "articles" / "harbour.txt").write_text(STRIKE.format("three", "Two men were arrested in Garowe on Monday."))
    (tmp_path / "articles" / "atlas-weekly.txt").write_text(STRIKE.format("three", "The port was closed."))
    (tmp_path / "export.jsonl").write_text(rows)
    (tmp_path / "export.csv.gz").write_bytes(gzip.compress(f'id,text\ncsv1,"{ARTICLE.strip()}"\n'.encode()))
    (tmp_path / "page.html").write_bytes((ROOT / "tests" / "pages" / "wordpress_blog.html").read_bytes())
    item = f"<item><title>Arrests</title><description>{ARTICLE.strip()}</description></item>"
    (tmp_path / "feed.xml").write_text(f'<rss version="2.0"><channel>{item}</channel></rss>')
    (tmp_path / "dump.json").write_text(json.dumps({"hits": [{"words": ARTICLE, "day": "2024-05-04"}]}))
    return tmp_path


def stored():
    """A store of the articles, and events of it for the ids that the examples name."""
    run("timeline build articles --store news.db -o out")
    events = sorted(timeline.open("news.db").events, key=lambda event: -len(event.sources))
    return {"ev_1f0c": events[0].id, "ev_77ab": events[1].id}


def run(line):
    """One line of a shell: a command of ours, with a pipe or a file at its ends."""
    before, _, command = line.rpartition(" | ")
    command, _, target = command.removeprefix(".venv/bin/").partition(" > ")
    words = shlex.split(command)
    given = Path(before.removeprefix("cat ")).read_text() if before else None
    expanded = [str(path) for word in words[1:] for path in ((sorted(Path().glob(word)) or [word]) if "*" in word else [word])]
    result = CliRunner().invoke(app, expanded, input=given)
    assert result.exit_code == 0 or (words[1] == "verify" and "error:" not in result.output), f"{line}: {result.output}"
    if target:
        Path(target.strip()).write_text(result.stdout)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_block_of_code_runs(page, folder, monkeypatch):
    names = {}
    ids = stored() if "news.db" in text_of[page] else {}
    for language, block in blocks(page):
        block = re.sub(r"ev_1f0c|ev_77ab", lambda known: ids.get(known[0], known[0]), block)
        if language == "sh":
            for line in lines(block):
                if line.startswith("make "):
                    assert re.search(rf"^{line.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE), line
                elif not line.startswith(INSTALLING):
                    assert re.match(r"(cat \S+ \| )?(.venv/bin/)?timeline ", line), line
                    run(line)
        elif language == "python":
            exec(compile(block, f"{page.name}", "exec"), names)  # the example itself is what is tested
        elif language == "toml":
            named = re.match(r"# (\S+\.toml)", block)
            assert named, "a block of TOML says its file's name in its first line"
            (folder / named[1]).write_text(block, encoding="utf-8")
            tomllib.loads(block)
        elif language in ("json", "jsonl"):
            for row in [block] if language == "json" else block.splitlines():
                json.loads(row)
        else:
            assert language in ("text", "html", "cypher", "xml"), f"no test for {language}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^):]+)\)", text_of[page]):
        path, _, heading = target.partition("#")
        there = (page.parent / path) if path else page
        assert there.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in headings}, target


def test_the_reference_of_commands_is_that_of_the_program():
    place = ROOT / "docs" / "make_commands.py"
    spec = importlib.util.spec_from_file_location("make_commands", place)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == maker.page(), "run python docs/make_commands.py"
    for name in COMMANDS:
        assert f"## `timeline {name}" in maker.page()


def test_every_command_says_what_it_does():
    for name in COMMANDS:
        result = CliRunner().invoke(app, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage: " in result.output


def test_no_command_is_told_that_is_not_there():
    for page in PAGES:
        for command in re.findall(r"`timeline ([a-z]\w*)", text_of[page]):
            assert command in COMMANDS, f"{page.name}: timeline {command}"


def test_the_first_two_commands_are_the_demo_and_the_tests():
    shell = [line for language, block in blocks(README) if language == "sh" for line in lines(block)]
    assert shell[:2] == ["make demo", "make test"]


def test_the_number_of_types_and_families_is_right():
    types = ontology.load().types.values()
    assert f"{len(types)} types in {len({kind.family for kind in types})} families" in text_of[ROOT / "docs" / "output.md"]


def test_every_type_is_listed_with_its_family():
    page = text_of[ROOT / "docs" / "ontology.md"]
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| ")]
    told = {(row[1].strip(), name) for row in rows for name in re.findall(r"`(\w+)`", row[2])}
    assert told >= {(kind.family, name) for name, kind in ontology.load().types.items()}


def test_every_field_of_an_event_is_told():
    from timeline.export import events

    page = text_of[ROOT / "docs" / "output.md"]
    table = page[page.index("An event in `events.jsonl` has") :].partition("\n\n## ")[0]
    told = set(re.findall(r"`(\w+)`", " ".join(row.split("|")[1] for row in table.splitlines() if row.startswith("|"))))
    assert told == set(next(events.records(samples.linked())))


GROUPS = {"graph": ["graphml", "gexf", "cytoscape", "neo4j"], "RDF": ["jsonld", "turtle"]}
TYPES = {str: ("text", "list in text"), int: ("whole number",), float: ("number",), bool: ("truth",)}


def table(page, first):
    """The cells of the rows of a table, by the words that its first line begins with."""
    rows = text_of[page].partition(f"\n| {first} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def attributes(row):
    return re.findall(r"`(\w+)`", row)


@pytest.mark.parametrize(("first", "known", "at"), [("node", graph.NODES, 1), ("edge", graph.EDGES, 2)])
def test_every_attribute_of_the_graph_is_told_with_its_type(first, known, at):
    told = {kind: {} for kind in known}
    for kind, *cells in table(ROOT / "docs" / "output.md", first):
        for one in known if kind == "all" else attributes(kind):
            told[one] |= dict.fromkeys(attributes(cells[at - 1]), cells[at])
    assert {kind: set(names) for kind, names in told.items()} == {kind: set(names) for kind, names in known.items()}
    for kind, names in told.items():
        assert all(type in TYPES[known[kind][name]] for name, type in names.items()), kind


def test_what_the_docs_say_of_formats_is_what_is_read_back():
    """`test_exporters` reads all that a `Told` has back from each format."""
    page = ROOT / "docs" / "exports.md"
    lines = text_of[page].partition("## What each format carries")[2].splitlines()
    columns, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    formats = {name for column in columns[1:] for name in GROUPS.get(column, [column])}
    assert formats == set(export.FORMATS) - {"articles", "events"}
    told = {name: cells for row, *cells in rows for name in attributes(row)}
    for name in set(reading_back.Told._fields) - {"open_start", "open_end"}:
        assert set(told[name]) <= {"yes", "words"}, name


def test_every_extra_is_told_and_none_is_fetched_from_a_stranger():
    """The name ``event-timeline`` on PyPI is another's: nothing may tell anyone to install it from there."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    rows = table(ROOT / "docs" / "install.md", "extra")
    assert {name for row, *_ in rows for name in re.findall(r"'\.\[(\w+)\]'", row)} == set(extras)
    texts = {**text_of, **{path: path.read_text(encoding="utf-8") for path in (ROOT / "timeline").rglob("*.py")}}
    texts |= {path: path.read_text(encoding="utf-8") for path in (ROOT / "notebooks").glob("*.ipynb")}
    for path, text in texts.items():
        assert not re.search(r"event-timeline\[|install '?\"?event-timeline", text), path


def test_what_a_node_never_lacks_is_always_there():
    always = {kind: set() for kind in graph.NODES}
    for kind, names, *_, left_out in table(ROOT / "docs" / "output.md", "node"):
        for one in always if kind == "all" else attributes(kind):
            always[one] |= set(attributes(names)) if left_out == "never" else set()
    made = graph.to_graph(samples.linked())
    for _, data in made.nodes(data=True):
        assert always[data["kind"]] <= set(data)


def test_the_example_of_an_event_type_is_read_as_it_says(tmp_path, monkeypatch):
    block = next(block for language, block in blocks(ROOT / "docs" / "ontology.md") if language == "toml")
    (tmp_path / "evictions.toml").write_text(block, encoding="utf-8")
    assert "eviction" in ontology.load([tmp_path / "evictions.toml"]).types
    monkeypatch.setattr(ontology, "SHIPPED", ("justice",))
    result = CliRunner().invoke(app, ["check", str(tmp_path / "evictions.toml")])
    assert "eviction" not in result.stdout


def test_the_example_of_decisions_does_what_it_says(pipeline, tmp_path):
    block = next(block for language, block in blocks(ROOT / "docs" / "merging.md") if language == "toml")
    (tmp_path / "names.toml").write_text(block, encoding="utf-8")
    before = timeline.build(ROOT / "data" / "articles")
    after = timeline.build(ROOT / "data" / "articles", names=[tmp_path / "names.toml"])
    assert after.warnings == before.warnings
    court = next(place for place in after.places.values() if place.name == "Mombasa Law Courts")
    assert (court.kind, court.country, court.lat, court.names) == ("building", "KE", -4.06, ("Mombasa court",))
    called = {actor.name: (actor.kind, actor.names) for actor in after.actors.values()}
    assert called["Alerta Norte"] == ("organisation", ("Alerta Norte",))
    coalition = "Gulf of Aden Maritime Coalition"
    assert called[coalition] == ("organisation", (coalition, "coalition"))
    names = {actor.name for actor in after.actors.values()}
    assert {actor.name for actor in before.actors.values()} - names >= {"Army"}
    assert before.actors.keys() - after.actors.keys() >= {"desc:northsea-broadcasting_admiral-interview:coalition"}
    assert {"Jamal Ciise", "Faduma Ciise"} <= names
    for kind in re.findall(r"\w+", re.findall(r"^kind .*# (.*) \.\.\.$", block, re.MULTILINE)[0]):
        assert kind in decisions.Kind.__args__
