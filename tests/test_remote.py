"""Articles out of other file systems, and exports into them."""

import gzip
import json
from pathlib import Path

import fsspec
import pytest
import samples
from typer.testing import CliRunner

from timeline import remote
from timeline.build import Timeline, open_folder
from timeline.cli import app
from timeline.errors import InputError, OutputError
from timeline.read import read

DATED = "LAGOS, May 4, 2024 - Police arrested two men on 3 May 2024, the force said.\n"


@pytest.fixture
def bucket():
    """An empty folder of a file system in memory, as (file system, address)."""
    system = fsspec.filesystem("memory")
    system.pipe("/bucket/.keep", b"")
    yield system, "memory://bucket"
    system.rm("/bucket", recursive=True)


def articles(*inputs, **options):
    told = []
    return list(read(inputs, warn=told.append, **options)), told


def test_a_folder_a_glob_and_a_file_of_another_file_system(bucket):
    system, address = bucket
    lines = "".join(json.dumps({"id": id, "text": f"{DATED}{id}", "date": "2024-05-04"}) + "\n" for id in "ab")
    system.pipe("/bucket/deep/two.jsonl.gz", gzip.compress(lines.encode()))
    system.pipe("/bucket/one.txt", DATED.encode())
    system.pipe("/bucket/.hidden.txt", DATED.encode())
    found, told = articles(address)
    assert ([article.id for article in found], told) == (["a", "b", "one"], [])
    found, told = articles(f"{address}/*.txt", f"{address}/deep/two.jsonl.gz")
    assert ([article.id for article in found], told) == (["one", "a", "b"], [])


def test_a_table_of_another_file_system(bucket, tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    system, address = bucket
    pq.write_table(pa.table({"id": ["a"], "text": [DATED], "date": ["2024-05-04"]}), tmp_path / "local")
    system.put_file(str(tmp_path / "local"), "/bucket/news.parquet")
    found, told = articles(f"{address}/news.parquet")
    assert ([(article.id, article.text) for article in found], told) == ([("a", DATED)], [])


def test_what_cannot_be_had_is_one_line_and_the_rest_is_read(bucket, tmp_path):
    (tmp_path / "good.txt").write_text(DATED)
    inputs = ["memory://bucket/none.txt", "s3://bucket/news.parquet", "nowhere://x/y", str(tmp_path / "good.txt")]
    found, told = articles(*inputs)
    assert [article.id for article in found] == ["good"]
    assert told == [
        "memory://bucket/none.txt: no such file or folder",
        "s3://bucket/news.parquet: an address elsewhere; it is fetched only with --fetch",
        "nowhere://x/y: an address elsewhere; it is fetched only with --fetch",
    ]
    _, told = articles("nowhere://x/y", fetch=True)
    assert told == ["nowhere://x/y: Protocol not known: nowhere"]


def test_what_a_file_system_raises_is_a_fault_of_its_address(bucket, monkeypatch):
    system, address = bucket
    system.pipe("/bucket/one.txt", DATED.encode())

    def refuse(*_, **__):
        raise RuntimeError("no\nkey")

    monkeypatch.setattr(type(system), "open", refuse)
    found, told = articles(f"{address}/one.txt")
    assert (found, told) == ([], ["memory:///bucket/one.txt: cannot be reached (RuntimeError: no key)"])
    monkeypatch.setattr(type(system), "put_file", refuse)
    with pytest.raises(OutputError, match=r"memory://bucket/x: cannot be reached \(RuntimeError: no key\)"):
        remote.put(Path(__file__), f"{address}/x")


def test_without_fsspec_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(remote, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"s3://b/x: needs fsspec: pip install '\.\[remote\]' in the folder of the project"):
        next(remote.files("s3://b/x"))


@pytest.mark.parametrize(
    ("given", "is_remote", "is_here"),
    [
        ("s3://b/x", True, False),
        ("memory://x", True, True),
        ("https://a.org/x", False, False),
        ("C:/x", False, False),
        ("a", False, False),
    ],
)
def test_what_an_address_is(given, is_remote, is_here):
    assert (remote.is_remote(given), remote.is_here(given)) == (is_remote, is_here)


def test_exports_go_to_an_address(bucket, tmp_path):
    system, address = bucket
    chronicle = samples.linked()
    about = {name: getattr(chronicle, name) for name in ("articles", "events", "actors", "places", "copies")}
    Timeline(**about).write(tmp_path / "built")

    def export(*arguments):
        return CliRunner().invoke(app, ["export", str(tmp_path / "built"), *arguments])

    one = export("--to", "geojson", "-o", f"{address}/maps/map.json")
    assert (one.exit_code, one.stdout) == (0, f"{address}/maps/map.json\n")
    open_folder(tmp_path / "built").export(tmp_path / "map.json", "geojson")
    assert system.cat("/bucket/maps/map.json") == (tmp_path / "map.json").read_bytes()
    several = export("--to", "geojson,csv", "-o", f"{address}/all")
    assert several.exit_code == 0
    assert "/bucket/all/events.geojson" in system.find("/bucket/all")
    assert any(file.endswith("events.csv") for file in system.find("/bucket/all"))
    wrong = export("--to", "geojson", "-o", "nowhere://x/map.json")
    assert (wrong.exit_code, wrong.stderr) == (1, "error: nowhere://x/map.json: Protocol not known: nowhere\n")
