"""Every format that is read, each from a small file made here; and what is one article."""

import gzip
import io
import json
import sys
import threading
import zipfile
from datetime import date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest
from typer.testing import CliRunner

from timeline import copies
from timeline.cli import app
from timeline.model import Appearance, Article
from timeline.read import read

STORY = "Police arrested two men in Lagos on Friday over the theft of 22 containers, the force said."
PAGE = f"""<!DOCTYPE html><html><head><title>Two held</title><meta property="og:site_name" content="Lagos Post">
<meta property="article:published_time" content="2024-05-04T10:00:00Z">
<link rel="canonical" href="https://post.example/two-held"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Two held</h1><p>{STORY}</p><p>{STORY} It was the third theft since March.</p></article></body></html>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Lagos Post</title><item><title>Two &amp; more held</title><link>https://post.example/1</link>
<guid>post-1</guid><pubDate>Sat, 04 May 2024 10:00:00 +0100</pubDate><description>Two men were held.</description>
<content:encoded><![CDATA[<p>First &amp; last.</p><p>Second<br>line.</p><script>x()</script>]]></content:encoded></item>
<item><title>Rain</title><link>https://post.example/2</link>
<description>It &lt;b&gt;rained&lt;/b&gt; on Sunday.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><id>tag:1</id><title>Talks</title>
<updated>2024-05-04T10:00:00Z</updated><link href="https://wire.example/1"/>
<content type="html">&lt;p&gt;Talks began.&lt;/p&gt;</content></entry></feed>"""


@pytest.fixture
def told():
    return []


def articles(told, *inputs, **options):
    return list(read(inputs, warn=told.append, **options))


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", ["two.html", "two.htm", "two", "two.aspx", "two.html.gz"])
def test_a_page(tmp_path, told, name):
    (article,) = articles(told, put(tmp_path, name, gzip.compress(PAGE.encode()) if name.endswith("gz") else PAGE))
    assert article.text == f"{STORY}\n\n{STORY} It was the third theft since March."
    assert (article.id, article.date, article.date_source) == ("two", date(2024, 5, 4), "html")
    assert (article.title, article.url, article.source) == ("Two held", "https://post.example/two-held", "Lagos Post")
    assert told == []


@pytest.mark.parametrize(
    ("label", "written", "read_as"),
    [("windows-1251", "cp1251", "Мир"), ("ISO-8859-1", "cp1252", "“é”"), ("utf-8", "utf-8", "é")],
)
def test_a_page_says_its_encoding(tmp_path, told, label, written, read_as):
    page = PAGE.replace("<title>", f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><title>')
    (article,) = articles(told, put(tmp_path, "a.html", page.replace("theft", read_as).encode(written)))
    assert f"over the {read_as} of" in article.text
    assert told == []


def test_a_guessed_encoding_is_told(tmp_path, told):
    texts = {"west": ("The café’s owner", "cp1252"), "east": ("Президент России сказал в понедельник, что " * 9, "cp1251")}
    for name, (text, encoding) in texts.items():
        (article,) = articles(told, put(tmp_path, f"{name}.txt", text.encode(encoding)), date=date(2024, 5, 4))
        assert article.text == text
        assert told.pop() == f"{tmp_path}/{name}.txt: not UTF-8; read as {encoding}, which is a guess"


@pytest.mark.parametrize("label", ["", '<meta charset="utf-8">'])
def test_a_stray_byte_makes_no_mojibake(tmp_path, told, label):
    page = PAGE.replace("<head>", f"<head>{label}").replace("theft", "“theft” – the café’s –").encode()
    (article,) = articles(told, put(tmp_path, "a.html", page.replace(b"third", b"third\x92s")))
    assert "“theft” – the café’s –" in article.text
    assert [line.partition(": ")[2] for line in told] == ["not UTF-8; read as UTF-8 with bytes that are none, which is a guess"]


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.xml.gz"])
def test_a_feed(tmp_path, told, name):
    first, second = articles(told, put(tmp_path, name, gzip.compress(FEED.encode()) if name.endswith("gz") else FEED))
    assert (first.id, first.text, first.date, first.title) == (
        "post-1",
        "First & last.\n\nSecond\n\nline.",
        date(2024, 5, 4),
        "Two & more held",
    )
    assert (second.id, second.text, second.url, second.source) == (
        "https://post.example/2",
        "It rained on Sunday.",
        "https://post.example/2",
        "Lagos Post",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Fri, 02 Jan 2026 20:00:00 -0800", date(2026, 1, 2)),
        ("Fri, 02 Jan 2026 01:00:00 +0900", date(2026, 1, 2)),
        ("2026-01-02T23:30:00-05:00", date(2026, 1, 2)),
        ("some time", None),
    ],
)
def test_the_day_of_a_post_is_that_of_its_writer(tmp_path, told, written, day):
    first, _ = articles(told, put(tmp_path, "feed.xml", FEED.replace("Sat, 04 May 2024 10:00:00 +0100", written)))
    assert first.date == day


def test_what_posts_hold_is_not_counted_as_the_depth_of_the_feed(tmp_path, told):
    pictures = "<p>First</p>" + '<br><img src="a.png">' * 300
    first, _ = articles(told, put(tmp_path, "feed.xml", FEED.replace("<p>First &amp; last.</p>", pictures)))
    assert first.text.startswith("First")
    deep = FEED.replace("<channel>", "<channel><!-- <![CDATA[ -->" + "<a>" * 300).replace(
        "</channel>", "</a>" * 300 + "</channel>"
    )
    assert articles(told, put(tmp_path, "deep.xml", deep)) == []
    assert told[-1].endswith("XML nested too deeply; left out")


def test_an_atom_feed(tmp_path, told):
    (article,) = articles(told, put(tmp_path, "a.atom", ATOM))
    assert (article.id, article.text, article.date, article.url) == (
        "tag:1",
        "Talks began.",
        date(2024, 5, 4),
        "https://wire.example/1",
    )


DUMPS = (Path(__file__).parent / "dumps.json").read_text(encoding="utf-8")
SHAPES = json.loads(DUMPS.replace('"STORY"', json.dumps(STORY)).replace("<p>STORY</p>", f"<p>{STORY}</p>"))


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_of_news_dumps(tmp_path, told, name):
    found = articles(told, put(tmp_path, "a.json", json.dumps(SHAPES[name], indent=1)))
    (article,) = [one for one in found if one.text == STORY]
    assert (article.date, article.title, article.url, article.source) == (date(2024, 5, 4), "T", "u", "S")
    (line,) = articles(told, put(tmp_path, "a.jsonl", json.dumps(SHAPES[name]) + "\n")) if name != "wordpress" else [article]
    assert line.text == STORY


def test_the_exact_text_is_never_taken_for_markup(tmp_path, told):
    (article,) = articles(told, put(tmp_path, "a.json", json.dumps({"id": "a", "text": "<p>As it stands</p>"})))
    assert article.text == "<p>As it stands</p>"


def test_fields_can_be_named(tmp_path, told):
    record = {"id": "a", "text": "a summary", "meta": {"full": STORY, "day": "2024-05-04"}}
    (article,) = articles(told, put(tmp_path, "a.jsonl", json.dumps(record)), fields={"text": "meta.full", "date": "meta.day"})
    assert (article.text, article.date, told) == (STORY, date(2024, 5, 4), [])
    (row,) = articles(told, put(tmp_path, "b.csv", f'nr,Wording\n7,"{STORY}"\n'), fields={"text": "wording", "id": "nr"})
    assert (row.id, row.text) == ("7", STORY)


@pytest.mark.parametrize("column", ["Body", "article_text", "content", "full text"])
def test_common_names_of_columns(tmp_path, told, column):
    (article,) = articles(told, put(tmp_path, "a.csv", f'url,{column},pub_date\nu,"{STORY}",2024-05-04\n'))
    assert (article.text, article.date, article.url) == (STORY, date(2024, 5, 4), "u")


def test_a_field_option_that_is_none(tmp_path):
    for wrong in ("text", "words=body", "text="):
        result = CliRunner().invoke(app, ["times", str(tmp_path), "--field", wrong])
        assert result.exit_code == 2
        assert "is not such as text=body" in " ".join(result.stderr.split())


def test_a_zip_archive(tmp_path, told):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep/one.txt", STORY)
        archive.writestr("two.html", PAGE)
        archive.writestr("three.jsonl.gz", gzip.compress(b'{"id": "x", "text": "Three."}'))
        archive.writestr("photo.png", b"\x89PNG")
        archive.writestr("more.zip", b"PK\x03\x04")
        archive.writestr("more.bin", b"PK\x03\x04")
        archive.writestr("__MACOSX/._one.txt", b"\0\1")
    assert [a.id for a in articles(told, tmp_path / "a.zip", date=date(2024, 5, 4))] == ["one", "x", "two"]
    told = [line.removeprefix(f"{tmp_path}/a.zip/").partition(";")[0] for line in told]
    assert told == [
        "more.bin: an archive within an archive",
        "more.zip: an archive within an archive",
        "photo.png: not a known format",
    ]


def test_standard_input_is_known_by_its_first_bytes(tmp_path, told, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one.txt", STORY)
    for data in (PAGE.encode(), FEED.encode(), (tmp_path / "a.zip").read_bytes(), gzip.compress(PAGE.encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert articles(told, "-")


def crawled(address, status, kind, body, more=""):
    """A record of a WARC file, packed as web archives do."""
    held = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    return gzip.compress(f"{head}Content-Length: {len(held)}\r\n\r\n".encode() + held + b"\r\n\r\n")


def test_a_warc_file(tmp_path, told):
    western = "text/html; charset=windows-1252"
    records = [
        crawled("https://p.example/0", "200 OK", western, PAGE.replace("theft", "“theft”").encode("cp1252")),
        crawled("https://p.example/1", "404 Not Found", "text/html", b"<html>gone</html>"),
        crawled("https://p.example/2", "200 OK", "image/png", b"\x89PNG"),
        crawled("https://p.example/3", "200 OK", "text/html", b"<html><body></body></html>"),
    ]
    (article,) = articles(told, put(tmp_path, "a.warc.gz", b"".join(records)))
    assert (article.id, article.url, article.date) == ("https://p.example/0", "https://post.example/two-held", date(2024, 5, 4))
    assert "“theft”" in article.text
    assert told == [f"{tmp_path}/a.warc.gz: https://p.example/3: no article is found in the page"]
    told.clear()
    assert len(articles(told, put(tmp_path, "a.warc.gz", b"".join(records)[:-50]))) == 1
    assert told == [f"{tmp_path}/a.warc.gz: broken packed data"]


def record(kind, content_type, body):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://p.example/{kind}\r\nContent-Type: {content_type}\r\n"
    return gzip.compress(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n")


def test_a_page_that_was_put_into_a_warc_file_and_texts_made_of_pages(tmp_path, told):
    records = [record("resource", "text/html", PAGE.encode()), *[record("conversion", "text/plain", STORY.encode())] * 2]
    (article,) = articles(told, put(tmp_path, "a.warc.gz", b"".join(records)))
    assert (article.id, article.date) == ("https://p.example/resource", date(2024, 5, 4))
    assert told == [
        f"{tmp_path}/a.warc.gz: 2 records of the type conversion, which are not read: no pages but what was made of them"
    ]


def test_packed_pages_of_a_warc_file(tmp_path, told):
    page = PAGE.encode()
    packed = {"gzip": gzip.compress(page), "br": brotli.compress(page), "zstd": page, "x": brotli.compress(page)[:-40]}
    records = [
        crawled(f"https://p.example/{name}", "200 OK", "text/html", body, f"Content-Encoding: {name.replace('x', 'br')}\r\n")
        for name, body in packed.items()
    ]
    whole, _ = articles(told, put(tmp_path, "a.warc.gz", b"".join(records)))
    assert (whole.id, [place.id for place in whole.also]) == ("https://p.example/br", ["https://p.example/gzip"])
    assert STORY in whole.text
    assert [line.partition(".gz: ")[2] for line in told][:2] == [
        "record 3: packed as zstd, which is not read; left out",
        "record 4: the page breaks off, or is not packed as it says",
    ]


def test_a_parquet_table(tmp_path, told):
    import pyarrow as pa
    from pyarrow import parquet

    rows = [{"doc_id": n, "Body": f"{STORY} {n}", "published": datetime(2024, 5, 4, 10), "other": [1]} for n in range(600)]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    found = articles(told, tmp_path / "a.parquet")
    assert len(found) == 600
    assert (found[7].id, found[7].text, found[7].date) == ("7", f"{STORY} 7", date(2024, 5, 4))
    assert articles(told, put(tmp_path, "b.parquet", b"PAR1nothing")) == []
    assert told[0].startswith(f"{tmp_path}/b.parquet: not a Parquet table that can be read")


def pdf(*lines):
    """The bytes of a one-page PDF file with these lines."""
    shown = b"BT /F1 12 Tf 72 720 Td 14 TL " + b" ".join(b"(" + line.encode() + b") Tj T*" for line in lines) + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    data, offsets = b"%PDF-1.4\n", []
    for number, held in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(data))
    return data + end


def test_a_pdf_file(tmp_path, told):
    lines = [
        "May 4, 2024",
        "Police in Lagos arrested two men who are sus-",
        "pected of theft from the port, the force said",
        "on Friday.",
        "No one was hurt.",
    ]
    (article,) = articles(told, put(tmp_path, "a.pdf", pdf(*lines)))
    assert article.text.split("\n") == [
        "May 4, 2024",
        "Police in Lagos arrested two men who are suspected of theft from the port, the force said on Friday.",
        "No one was hurt.",
    ]
    assert (article.id, article.date, told) == ("a", date(2024, 5, 4), [])
    assert articles(told, put(tmp_path, "b.pdf", pdf()), put(tmp_path, "c.pdf", b"%PDF-1.4 nothing")) == []
    assert told[0] == f"{tmp_path}/b.pdf: a PDF without text in it: a scan?"
    assert told[1].startswith(f"{tmp_path}/c.pdf: not a PDF that can be read")


@pytest.mark.parametrize(("name", "module"), [("a.pdf", "pypdf"), ("a.warc", "warcio"), ("a.parquet", "pyarrow")])
def test_what_is_not_installed_is_named(tmp_path, told, monkeypatch, name, module):
    monkeypatch.setattr(sys.modules["timeline.read"], "find_spec", lambda wanted: None)
    assert articles(told, put(tmp_path, name, b"x")) == []
    extra = name.partition(".")[2]
    assert told == [
        f"{tmp_path}/{name}: reading .{extra} needs {module}: pip install '.[{extra}]' in the folder of the project"
    ]


def test_a_reader_of_a_third_party(tmp_path, told, monkeypatch):
    class Point:
        name = ".shout"

        @staticmethod
        def load():
            return lambda stream: [{"text": stream.read().decode().lower(), "date": "2024-05-04"}]

    monkeypatch.setattr(
        sys.modules["timeline.read"], "entry_points", lambda group: [Point] if group == "timeline.readers" else []
    )
    (article,) = articles(told, put(tmp_path, "a.shout", "POLICE CAME."))
    assert (article.id, article.text, article.date) == ("a", "police came.", date(2024, 5, 4))
    with zipfile.ZipFile(tmp_path / "b.shout", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    Point.load = staticmethod(lambda: lambda stream: [{"text": "A document.", "date": "2024-05-04"}])
    assert [article.text for article in articles(told, tmp_path / "b.shout")] == ["A document."]
    Point.load = staticmethod(lambda: lambda stream: [1 / 0])
    assert articles(told, tmp_path / "a.shout") == []
    assert told == [f"{tmp_path}/a.shout: cannot be read (ZeroDivisionError: division by zero)"]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A web site in this process; trafilatura, which fetches from public hosts only, is let in."""
    from trafilatura.settings import DEFAULT_CONFIG

    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setitem(DEFAULT_CONFIG["DEFAULT"], "SSRF_PROTECTION", "off")
        monkeypatch.setattr("trafilatura.downloads.HTTP_POOL", None)
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_is_fetched_only_where_that_is_asked(tmp_path, told, site):
    put(tmp_path, "two-held.html", PAGE)
    put(tmp_path, "feed.xml", FEED)
    assert articles(told, f"{site}/two-held.html") == []
    assert told == [f"{site}/two-held.html: an address elsewhere; it is fetched only with --fetch"]
    told.clear()
    found = articles(told, f"{site}/two-held.html", f"{site}/feed.xml", f"{site}/gone.html", fetch=True)
    assert [a.id for a in found] == ["two-held", "post-1", "https://post.example/2"]
    assert told[0] == f"{site}/gone.html: could not be fetched (the server answers 404)"


def test_no_host_of_a_private_network_is_fetched(tmp_path, told, site, monkeypatch):
    from trafilatura.settings import DEFAULT_CONFIG

    put(tmp_path, "secret.html", PAGE)
    monkeypatch.setitem(DEFAULT_CONFIG["DEFAULT"], "SSRF_PROTECTION", "on")
    monkeypatch.setattr("trafilatura.downloads.HTTP_POOL", None)
    assert articles(told, f"{site}/secret.html", fetch=True) == []
    assert [line.partition(".html: ")[2][:20] for line in told] == ["could not be fetched"]


def test_texts_whose_marks_are_the_same_are_two_articles(tmp_path, told, monkeypatch):
    class Alike:
        def __init__(self, data):
            self.data = data

        def digest(self):
            return b"\1\2\3" + self.data[:13].ljust(13)

        def hexdigest(self):
            return self.digest().hex()

    monkeypatch.setattr("hashlib.sha256", Alike)
    rows = "text,date\nFirst text.,2024-05-04\nOther text.,2024-05-04\n"
    one, other = articles(told, put(tmp_path, "a.csv", rows))
    assert (one.id, other.id) == tuple(f"a~010203~{Alike(text).hexdigest()}" for text in (b"First text.", b"Other text."))


def test_one_text_of_one_day_is_one_article_with_all_its_sources(tmp_path, told):
    rows = [
        {"id": "b", "text": STORY, "date": "2024-05-04", "source": "Post", "url": "p"},
        {"id": "a", "text": STORY, "date": "2024-05-04", "source": "Wire", "url": "w", "title": "T"},
        {"id": "c", "text": STORY, "source": "Mirror"},
        {"id": "d", "text": STORY, "date": "2024-05-11", "source": "Post"},
    ]
    for order in (rows, rows[::-1]):
        told.clear()
        found = articles(told, put(tmp_path, "x.jsonl", "\n".join(map(json.dumps, order))))
        one, later = sorted(found, key=lambda article: article.id)
        assert (one.id, one.source) == ("a", "Wire")
        assert one.also == (Appearance("b", None, "p", "Post"), Appearance("c", None, None, "Mirror"))
        assert (later.id, later.also) == ("d", ())
        assert sorted(line.partition(": ")[2] for line in told) == [
            f"{other} has the text of a; they are one article" for other in "bc"
        ]


def test_what_is_added_later_joins_what_is_one_already():
    first = copies.together([Article("a", STORY, date(2024, 5, 4), title="T"), Article("b", STORY, date(2024, 5, 4))])
    (again,) = copies.together([*first, Article("c", STORY, date(2024, 5, 4))])
    assert (again.id, [place.id for place in again.also]) == ("a", ["b", "c"])
