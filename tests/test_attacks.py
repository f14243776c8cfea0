"""Inputs made to break what reads them: each is refused in one line, in bounded time and memory, and the rest is read."""

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from timeline import decisions, limits, ontology
from timeline.cli import app
from timeline.errors import SchemaError
from timeline.read import read

GOOD = "Police arrested two men in Lagos on 3 May 2024, the force said."
MEGABYTE = 2**20
SECONDS = 20
"""What one attack may take on a machine that is busy; most take less than one."""


@pytest.fixture
def told():
    return []


def attacked(folder, told):
    """The ids of what is read in a folder, with a good article in it that must be among them; the rest of the warnings."""
    (folder / "good.txt").write_text("All is well in Lagos.")
    began = time.monotonic()
    ids = [article.id for article in read([folder], date=date(2024, 5, 4), warn=told.append)]
    assert time.monotonic() - began < SECONDS
    assert all("\n" not in line and line.isprintable() for line in told)
    told[:] = [line.replace(f"{folder}/", "") for line in told]
    assert "good" in ids
    return [id for id in ids if id != "good"]


def test_an_article_over_two_megabytes(tmp_path, told):
    (tmp_path / "long.txt").write_text("word " * 400_001)
    (tmp_path / "table.jsonl").write_text(json.dumps({"id": "a", "text": "x" * 2_000_001}) + '\n{"id": "b", "text": "short"}\n')
    assert attacked(tmp_path, told) == ["b"]
    assert told == [
        "long.txt: a text of 2,000,005 characters; more than 2,000,000 are no article; left out",
        "table.jsonl:1: a text of 2,000,001 characters; more than 2,000,000 are no article; left out",
    ]


@cache
def zeros(megabytes):
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b"0" * MEGABYTE) for _ in range(megabytes)) + packer.flush()


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.html.gz", "bomb.warc.gz", "bomb.pdf.gz"])
def test_gzip_data_that_unpacks_to_a_gigabyte(tmp_path, told, name):
    (tmp_path / name).write_bytes(zeros(1024))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert attacked(tmp_path, told) == []
    assert told
    assert all(line.startswith(f"{name}: ") for line in told)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024


def test_a_zip_archive_that_unpacks_to_gigabytes(tmp_path, told):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", GOOD * 2)
        for number in range(6):
            archive.writestr(f"b{number}.txt", b" " * 25 * MEGABYTE)
    assert attacked(tmp_path, told) == ["a"]
    assert told[-1] == "bomb.zip: unpacks to more than 100 times its size, as only a bomb does; left out"


def test_what_is_packed_well_is_no_bomb(tmp_path, told):
    rows = "".join(json.dumps({"id": str(number), "text": GOOD + f" {number}"}) + "\n" for number in range(2000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    assert len(attacked(tmp_path, told)) == 2000
    assert told == []


def test_a_locked_or_broken_archive(tmp_path, told):
    with zipfile.ZipFile(tmp_path / "locked.zip", "w") as archive:
        archive.writestr("a.txt", GOOD * 2)
    data = bytearray((tmp_path / "locked.zip").read_bytes())
    for sign, flag in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(sign) + flag] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4" + b"x" * 100)
    assert attacked(tmp_path, told) == []
    assert told == [
        "broken.zip: File is not a zip file",
        "locked.zip/a.txt: locked with a password; left out",
    ]


def test_an_archive_with_a_member_without_a_name(tmp_path, told):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x", GOOD)
    data = (
        (tmp_path / "a.zip")
        .read_bytes()
        .replace(b"\1\0\0\0x", b"\1\0\0\0\0")
        .replace(b"x" + GOOD.encode(), b"\0" + GOOD.encode())
    )
    (tmp_path / "a.zip").write_bytes(data.replace(b"\0\0x", b"\0\0\0"))
    assert attacked(tmp_path, told) == []
    assert told == ["a.zip: no article in it"]


DEEP = 100_000
PAGES = {
    "div": "<div>" * DEEP + GOOD + "</div>" * DEEP,
    "span": "<p>" + "<span>" * DEEP + GOOD,
    "table": "<table><tr><td>" * DEEP,
    "list": "<ul><li>" * DEEP,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(DEEP)) + ">",
    "elements": "<b>x</b>" * 2 * DEEP,
    "text": "<p>" + "word " * 500_000,
    "entities": "<p>" + "&amp;" * 500_000 + "</p>",
    "json-ld": f'<script type="application/ld+json">{"[" * DEEP}</script><p>{GOOD}',
    "comments": "<!--" * DEEP,
    "tags": "<" * DEEP * 5,
    "data": f'<img src="data:image/png;base64,{"A" * 8 * MEGABYTE}"><p>{GOOD}</p>',
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(tmp_path, told, name):
    (tmp_path / "page.html").write_text(f"<!DOCTYPE html><html><body>{PAGES[name]}</body></html>")
    ids = attacked(tmp_path, told)
    assert (ids == ["page"]) != bool(told)
    assert all(line.startswith("page.html: ") for line in told)


def test_the_same_in_a_field(tmp_path, told):
    rows = [{"id": name, "content": f"<p>{page}"} for name, page in PAGES.items()]
    (tmp_path / "pages.json").write_text(json.dumps(rows))
    assert attacked(tmp_path, told)


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
FEEDS = {
    "laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{ENTITIES}]><rss><channel><item><title>&l9;</title></item></channel></rss>',
    "secret": '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd">%x;]><rss/>',
    "deep": "<rss><channel>" + "<item>" * DEEP,
    "open": "<rss><channel>" + "<item><title>" * 2000,
}


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_feeds(tmp_path, told, name, encoding):
    (tmp_path / "feed.xml").write_text(FEEDS[name], encoding=encoding)
    assert attacked(tmp_path, told) == []
    assert told[0].startswith("feed.xml: ")


@pytest.mark.parametrize("bracket", ["[", '{"a":', '[{"text":'])
@pytest.mark.parametrize("name", ["deep.json", "deep.jsonl"])
def test_json_nested_deep(tmp_path, told, name, bracket):
    (tmp_path / name).write_text(bracket * DEEP + "\n" + json.dumps({"id": "a", "text": GOOD * 2}) + "\n")
    assert attacked(tmp_path, told) in ([], ["a"])
    assert "nested too deeply" in told[0]


def test_json_nested_just_not_too_deep(tmp_path, told):
    (tmp_path / "a.json").write_text('{"a":' * 900 + json.dumps({"text": GOOD}) + "}" * 900)
    assert attacked(tmp_path, told) == []
    assert told == ["a.json: no text"]


def test_a_table_with_a_quote_that_does_not_end(tmp_path, told, monkeypatch):
    monkeypatch.setattr(sys.modules["timeline.read.tables"], "LARGEST_WHOLE", 50_000)
    (tmp_path / "a.csv").write_text('id,text\na,"open\n' + "".join(f"r{n},row {n}\n" for n in range(20_000)))
    assert len(attacked(tmp_path, told)) == 20_000
    assert told == ["a.csv:2: not CSV: a quote that does not end"]


HOSTILE = ["../../evil", "/etc/passwd", "a\nb", "\x1b[31mred", "a\0b", "\u202egnp.exe", "x" * 100_000, "..", "con", "a/../../b"]


def test_ids_that_steer(tmp_path, told, pipeline):
    inputs, out = tmp_path / "in", tmp_path / "deep" / "out"
    inputs.mkdir()
    rows = [{"id": id, "text": f"{GOOD} {number}", "title": id, "source": id} for number, id in enumerate(HOSTILE)]
    (inputs / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ids = attacked(inputs, told)
    assert len(ids) == len(HOSTILE)
    assert all(id.isprintable() and len(id) <= 500 for id in ids)
    result = CliRunner().invoke(app, ["build", str(inputs), "-o", str(out), "--date", "2024-05-04"])
    assert result.exit_code == 0, result.stderr
    assert all(line.isprintable() for line in result.stderr.splitlines())
    assert {path.name for path in tmp_path.iterdir()} == {"in", "deep"}
    assert {path.name for path in out.parent.iterdir()} == {"out"}


def test_names_of_files_that_steer(tmp_path, told):
    for name in ("a\nb.txt", "\x1b[31mred.txt", "\u202etxt.exe", os.fsdecode(b"caf\xe9.txt")):
        (tmp_path / name).write_text(GOOD + name.encode("utf-8", "replace").decode())
    assert len(attacked(tmp_path, told)) == 3
    assert json.dumps(told)


def test_links(tmp_path, told):
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    for folder in (outside, inside, inside / "sub"):
        folder.mkdir()
    (outside / "secret.txt").write_text("The secret plan was signed on Monday.")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "self.txt").symlink_to("self.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "sub" / "up").symlink_to("..")
    (inside / "within.txt").symlink_to("good.txt")
    os.mkfifo(inside / "pipe.txt")
    attacked(inside, told)
    assert sorted(line.partition(";")[0] for line in told) == [
        "folder: a link that leads out of the folder",
        "out.txt: a link that leads out of the folder",
        "pipe.txt: a pipe or device",
        "self.txt: too many levels of symbolic links",
    ]
    assert [article.id for article in read([inside / "out.txt"], warn=told.append)] == ["out"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_device_without_end(told):
    assert list(read(["/dev/zero"], warn=told.append)) == []
    assert told == ["/dev/zero: a device without end; left out"]


@pytest.mark.parametrize(
    "toml",
    [
        "a = " + "[" * DEEP,
        "a = " + "{a = " * DEEP,
        "a." * DEEP + "a = 1",
        "[" + "a." * 2000 + "a]\n" * 20,
        "type = 1979-05-27T07:32:00Z",
        "[[type]]\nname = { a.b = 1 }",
        "[[same]]\nname = [[[]]]",
        "a = 1\na = 2",
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
    ids=range(9),
)
def test_toml(tmp_path, toml):
    path = tmp_path / "a.toml"
    path.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    for load in (ontology.load, decisions.load):
        began = time.monotonic()
        with pytest.raises(SchemaError) as error:
            load([path])
        assert "\n" not in str(error.value)
        assert time.monotonic() - began < SECONDS


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="how much memory a process took is told by Linux alone")
def test_memory_of_a_crowd_of_brackets(tmp_path):
    """The dearest JSON, nothing but empty lists: a quarter of the most that is read, in a quarter of 1.5 GB."""
    brackets = limits.LARGEST_WHOLE // 12
    (tmp_path / "a.jsonl").write_text("[" + "[]," * (brackets - 1) + "[]]\n")
    code = f"""
from pathlib import Path
from timeline.read import read
lines = []
assert list(read([{str(tmp_path)!r}], warn=lines.append)) == []
assert lines[-1].endswith(": {brackets - 1000:,} more faults"), lines[-1]
print(Path("/proc/self/status").read_text())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    most = next(line.split() for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    assert int(most[1]) < 1.5 * MEGABYTE / 4


def test_no_room_for_the_texts(tmp_path, monkeypatch):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    (tmp_path / "good.txt").write_text(GOOD)
    monkeypatch.setattr(sys.modules["timeline.read.gathered"].tempfile, "TemporaryFile", lambda **_: Full())
    result = CliRunner().invoke(app, ["build", str(tmp_path), "-o", str(tmp_path / "out")])
    assert (result.exit_code, result.stderr) == (1, "error: no room to put articles aside: no space left on device\n")
