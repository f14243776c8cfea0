import datetime
import errno
import gzip
import io
import json
import os
import sys
import threading

import pytest

from timeline.read import KNOWN, read
from timeline.read.tables import OTHERWISE

STORY = "Troops entered the port on Monday, residents said."


class Desk:
    """A folder to write inputs into, and what reading them gives."""

    def __init__(self, folder):
        self.folder = folder
        self.warnings = []

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def read(self, *inputs, **options):
        self.warnings.clear()
        articles = list(read(inputs or [self.folder], warn=self.warnings.append, **options))
        assert all("\n" not in warning for warning in self.warnings)
        return articles

    def faults(self):
        """The warnings but for those of missing dates, with the folder left out."""
        return [w.replace(f"{self.folder}/", "") for w in self.warnings if "no publication date" not in w]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def rows(*objects):
    return "".join(json.dumps(o) + "\n" for o in objects)


def test_a_text_file_is_an_article_with_its_stem_as_id_and_its_text_unchanged(desk):
    desk.file("port.txt", "Head\r\n\r\n" + STORY + "\r\n")
    desk.file("deep/er/café.text.gz", gzip.compress(b"\xef\xbb\xbf" + STORY.encode()))
    articles = desk.read()
    assert [(a.id, a.text) for a in articles] == [("café", STORY), ("port", f"Head\r\n\r\n{STORY}\r\n")]
    assert desk.faults() == []


@pytest.mark.parametrize(
    ("day", "text", "told"),
    [
        ("2024-03-03", "LIMA, June 12 (Reuters) - Police arrested two men.", "2024-06-12"),
        ("2011-12-02", "Two held\n\nThursday, May 7, 2015\n\nPolice arrested two men.", "2015-05-07"),
        ("2024-06-14", "LIMA, June 12 (Reuters) - Police arrested two men.", None),
        ("2024-03-03", "LIMA (Reuters) - Police arrested two men on June 12.", None),
    ],
)
def test_a_text_that_says_another_day_than_it_is_dated_is_warned_of(desk, day, text, told):
    desk.file("news.jsonl", rows({"id": "a", "text": text, "date": day}))
    (article,) = desk.read()
    assert str(article.date) == day
    assert desk.faults() == ([f"news.jsonl:1: a is dated {day} (field), but its text {told}"] if told else [])


def test_jsonl_fields(desk):
    fields = {"title": "T", "url": "https://example.org/a", "source": "S", "other": [1]}
    desk.file(
        "news.jsonl", rows({"id": "a", "text": STORY, "date": "2024-03-03T23:30:00-08:00", **fields}, {"id": 7, "text": "x"})
    )
    first, second = desk.read()
    assert (first.id, first.date, first.date_source) == ("a", datetime.date(2024, 3, 3), "field")
    assert (first.title, first.url, first.source) == ("T", "https://example.org/a", "S")
    assert (second.id, second.date, second.date_source, second.title) == ("7", None, "none", None)
    assert desk.warnings == [
        f"{desk.folder}/news.jsonl:2: no publication date for 7: relative times stay unresolved (--date gives it)"
    ]


@pytest.mark.parametrize("shape", ["{}", "[{}]", "[\n{},\n{{}}]"])
def test_json_files_hold_one_object_or_a_list(desk, shape):
    desk.file("one.json", shape.format(json.dumps({"id": "a", "text": STORY}, indent=1)))
    assert [a.text for a in desk.read()] == [STORY]
    assert desk.faults() == (["one.json: item 2: no text"] if shape.count("{{") else [])


def test_a_lone_object_without_id_is_called_by_the_file(desk):
    desk.file("storm.json", json.dumps({"text": STORY}))
    assert [a.id for a in desk.read()] == ["storm"]
    assert desk.faults() == []


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables_keep_line_ends_within_fields(desk, name, delimiter):
    cells = [["ID", " Text ", "date"], ["a", '"One ""two""\r\nthree, ; \t four"', "2024-03-03"], ["b", "Plain", ""]]
    desk.file(name, "\ufeff" + "\r\n".join(delimiter.join(row) for row in cells))
    first, second = desk.read()
    assert (first.id, first.text, first.date) == ("a", 'One "two"\r\nthree, ; \t four', datetime.date(2024, 3, 3))
    assert (second.id, second.text, second.date) == ("b", "Plain", None)


def test_the_rest_of_a_broken_row_is_no_article(desk):
    desk.file("a.csv", 'id,text,date\n1,"The \\"truce\\" holds\nHe said it\n"Three, four"\n2,Whole,\n3,Short\n')
    assert [(article.id, article.text) for article in desk.read()] == [("2", "Whole"), ("3", "Short")]
    assert [line.partition(": ")[0] for line in desk.faults()] == ["a.csv:2", "a.csv:3", "a.csv:4"]


def test_a_csv_field_may_be_very_large(desk):
    desk.file("a.csv", "id,text\na," + "word " * 100_000 + "\n")
    assert len(desk.read()[0].text) == 500_000


@pytest.mark.parametrize(
    ("name", "content", "kept", "fault"),
    [
        ("a.txt", "", 0, "a.txt: an empty file"),
        ("a.txt", " \n\n", 0, "a.txt: an empty file"),
        ("a.jsonl", "\n", 0, "a.jsonl: an empty file"),
        ("a.csv", b"", 0, "a.csv: an empty file"),
        ("a.txt", b"%PDF-1.7\n...", 0, "a.txt: a PDF, not text"),
        ("a.txt", b"{\\rtf1\\ansi story}", 0, "a.txt: rich text (RTF), not text"),
        ("a.txt", b"text\0more", 0, "a.txt: a binary file, not text"),
        ("a.txt", b"x" * 9000 + b"\0", 0, "a.txt: a binary file, not text"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\0\0", 0, "a.jsonl: a PNG image, not text"),
        ("a.txt", b"caf\xe9 closed", 1, "a.txt: not UTF-8; read as cp1252, which is a guess"),
        ("a.txt", bytes(range(1, 256)), 0, "a.txt: a binary file, not text"),
        ("a.txt.gz", gzip.compress(STORY.encode() * 99)[:-20], 0, "a.txt.gz: broken packed data"),
        ("a.html", "<p></p>", 0, "a.html: no article is found in the page"),
        ("a.xyz", "x", 0, f"a.xyz: not a known format; known are {', '.join(KNOWN)}"),
        ("a.json", '{"id": "a",', 0, "a.json: not JSON: Expecting property name enclosed in double quotes at column 12"),
        ("a.json", '{"id": "a", "text": 3}', 0, "a.json: text is not a string but a number"),
        ("a.csv", "id,words\na,b\n", 0, f"a.csv: no column named 'text' in the first line, {OTHERWISE}"),
        ("a.csv", "id,text\na,x,\nb,y,z\nc,w\n", 2, "a.csv:3: 3 fields where the header has 2; left out"),
        ("a.csv", 'id,text\na,"x\nb,y\nc,z\n', 2, "a.csv:2: not CSV: unexpected end of data"),
        ("a.csv", b"id,text\na,\xff\nb,y\n", 2, "a.csv: not UTF-8 from line 2 on; such lines read as cp1252, which is a guess"),
    ],
)
def test_a_bad_file_is_told_in_one_line(desk, name, content, kept, fault):
    desk.file(name, content)
    assert len(desk.read()) == kept
    assert desk.faults() == [fault]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"id": "b", "text": "cut', "not JSON: Unterminated string starting at column 21"),
        (b'{"id": "b", "text": "\\x"}', "not JSON: Invalid \\escape at column 22"),
        (b'["b"]', "not a JSON object"),
        (b"[" * 100_000, "not JSON: nested too deeply"),
        (b'{"id": "b"}', "no text"),
        (b'{"id": "b", "text": null}', "no text"),
        (b'{"id": "b", "text": " "}', "the text is empty"),
        (b'{"id": "b", "text": ["x"]}', "text is not a string but a list"),
        (b'{"id": "b", "text": "caf\xe9"}', "not UTF-8: byte 0xE9 at offset 49"),
    ],
)
def test_a_broken_line_does_not_cost_the_others(desk, line, fault):
    good = [b'{"id": "a", "text": "x"}\n', b'{"id": "c", "text": "y"}\n']
    desk.file("a.jsonl", good[0] + line + b"\n" + good[1])
    assert [a.id for a in desk.read()] == ["a", "c"]
    assert desk.faults() == [f"a.jsonl:2: {fault}"]


def test_a_broken_first_line_does_not_cost_the_others(desk):
    desk.file("a.jsonl", '{"id":\n' + rows({"id": "b", "text": "x"}))
    assert [a.id for a in desk.read()] == ["b"]
    assert len(desk.faults()) == 1


def test_a_lone_surrogate_is_replaced_and_offsets_stay(desk):
    desk.file("a.jsonl", '{"id": "a", "text": "so \\ud800 what \\ud83d\\ude00"}\n')
    (article,) = desk.read()
    assert article.text == "so \ufffd what \U0001f600"
    assert desk.faults() == ["a.jsonl:1: text is not Unicode at character 3 (a lone surrogate); read as U+FFFD"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_with_a_byte_order_mark(desk, encoding):
    desk.file("a.txt", f"café {STORY}".encode(encoding))
    desk.file("b.jsonl", rows({"id": "c", "text": "é"}, {"id": "d", "text": "e"}).encode(encoding))
    assert [a.text for a in desk.read()] == [f"café {STORY}", "é", "e"]


def test_records_without_id_are_called_by_their_text_in_any_order(desk):
    objects = [{"text": "one"}, {"text": "two"}]
    desk.file("a.jsonl", rows(*objects))
    ids = {a.text: a.id for a in desk.read()}
    assert len(desk.faults()) == 2
    assert desk.faults()[0].startswith("a.jsonl:1: no id; called a~")
    desk.file("a.jsonl", rows(*reversed(objects)))
    assert {a.text: a.id for a in desk.read()} == ids


def test_the_same_article_twice_is_kept_once(desk):
    desk.file("a.jsonl", rows({"id": "x", "text": "t"}, {"id": "x", "text": "t", "date": "2024-01-01"}))
    (article,) = desk.read()
    assert article.date == datetime.date(2024, 1, 1)
    assert desk.faults() == ["a.jsonl:1: the article x again, with the same text; kept once"]


def test_two_texts_under_one_id_are_told_apart_in_any_order(desk):
    objects = [{"id": "x", "text": "one"}, {"id": "y", "text": "else"}, {"id": "x", "text": "two"}]
    desk.file("a.jsonl", rows(*objects))
    ids = {a.text: a.id for a in desk.read()}
    assert ids["else"] == "y"
    assert len(set(ids.values())) == 3
    assert all(ids[text].startswith("x~") for text in ("one", "two"))
    assert len(desk.faults()) == 2
    desk.file("a.jsonl", rows(*reversed(objects)))
    assert {a.text: a.id for a in desk.read()} == ids


def test_a_file_given_twice_is_read_once(desk):
    path = desk.file("a.txt", STORY)
    assert len(desk.read(path, desk.folder, f"{desk.folder}/*.txt")) == 1
    assert desk.faults() == []


def test_globs_and_missing_inputs(desk):
    desk.file("b.txt", STORY)
    desk.file("sub/a.txt", STORY * 2)
    assert [a.id for a in desk.read(f"{desk.folder}/**/*.txt")] == ["b", "a"]
    (desk.folder / "none").mkdir()
    assert desk.read(desk.folder / "gone.txt", f"{desk.folder}/*.csv", desk.folder / "none") == []
    assert desk.faults() == ["gone.txt: no such file or folder", "*.csv: no file matches", "none: a folder without articles"]


def test_a_folder_linked_into_itself_ends(desk):
    desk.file("a.txt", STORY)
    (desk.folder / "again").symlink_to(desk.folder)
    (desk.folder / "lost.txt").symlink_to(desk.folder / "nowhere")
    assert len(desk.read()) == 1
    assert desk.faults() == ["lost.txt: no such file or directory"]


def test_a_file_without_permission(desk, monkeypatch):
    locked = desk.file("a.txt", STORY)
    desk.file("b.txt", STORY)
    opened = type(locked).open

    def guarded(path, *args, **options):
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *args, **options)

    monkeypatch.setattr(type(locked), "open", guarded)
    assert [a.id for a in desk.read()] == ["b"]
    assert desk.faults() == ["a.txt: permission denied"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (rows({"id": "a", "text": "x"}, {"id": "b", "text": "y"}), ["a", "b"]),
        ('{"id": "a", "text": "x"}\n{"id": "b"\n', ["a"]),
        ('{\n "id": "a",\n "text": "x"\n}', ["a"]),
        ('[{"id": "a", "text": "x"}]', ["a"]),
        ("[Updated] " + STORY, ["stdin"]),
        (STORY, ["stdin"]),
    ],
)
def test_standard_input(desk, monkeypatch, content, ids):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert [a.id for a in desk.read("-")] == ids


def test_a_named_pipe_can_be_read_though_only_once(desk):
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=[rows({"id": "a", "text": "x"}, {"id": "b", "text": "y"})])
    writer.start()
    assert [a.id for a in desk.read(pipe)] == ["a", "b"]
    writer.join()


def test_the_option_goes_before_all_other_dates(desk):
    desk.file("2022-07-25.jsonl", rows({"id": "a", "text": "3 March 2024\n\nx", "date": "2023-01-01"}))
    (article,) = desk.read(date=datetime.date(2020, 2, 2))
    assert (article.date, article.date_source) == (datetime.date(2020, 2, 2), "option")


@pytest.mark.parametrize("value", ["yesterday", "2024-13-01", "03/04/2024", "2024", 20241303, True, "0001-01-01"])
def test_a_date_that_is_none_is_told_and_looked_for_elsewhere(desk, value):
    desk.file("a.jsonl", rows({"id": "a", "text": "Posted on 3 March 2024\n\n" + STORY, "date": value}))
    (article,) = desk.read()
    assert (article.date, article.date_source) == (datetime.date(2024, 3, 3), "head")
    assert len(desk.warnings) == 1
    assert "is not a day; taken as missing" in desk.warnings[0]


@pytest.mark.parametrize(
    "value",
    [
        *("2024-03-03", "20240303", "2024-03-03T10:00:00.123Z", "2024-03-03 10:00", "Sun, 03 Mar 2024 10:00:00 GMT"),
        *(20240303, 1709460000, 1709460000000, "1709460000", "1709460000.5", "1709460000000"),
    ],
)
def test_dates_of_the_field(desk, value):
    desk.file("a.jsonl", rows({"id": "a", "text": STORY, "date": value}))
    assert desk.read()[0].date == datetime.date(2024, 3, 3)


LONG = "The minister told parliament that the harbour would be closed for a week while divers looked for the wreck. " * 3


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Port closed\n\nStaff Jane Roe\n10:48 AM – Sunday, March 3, 2024", "2024-03-03"),
        ("Port closed\nSunday, March 3, 2024", "2024-03-03"),
        ("Published: 3 March 2024", "2024-03-03"),
        ("Updated March 5, 2024, 10:30 GMT\nPublished March 3, 2024", "2024-03-03"),
        ("Published: 3 March 2024 | Updated: 5 March 2024", "2024-03-03"),
        ("Updated Mar. 5, 2024", "2024-03-05"),
        ("3 March 2024 | 10:30", "2024-03-03"),
        ("2024-03-03 10:00", "2024-03-03"),
        ("By Jane Roe | Lima | Updated: March 3, 2024 5:36:50 pm", "2024-03-03"),
        ("Jane Roe - March 3, 2024", "2024-03-03"),
        ("13/3/2024", "2024-03-13"),
        ("BERLIN, March 3, 2024 — The port was closed.", "2024-03-03"),
        ("CAIRO- 3 March 2024: The port was closed.", "2024-03-03"),
        ("SINGAPORE (Mar. 3, 2024) — The port was closed.", "2024-03-03"),
        ("The port of Lima on March 3, 2024. (Photo by Jane Roe)\n\n5 March 2024", "2024-03-05"),
    ],
)
def test_the_date_in_the_head(desk, head, day):
    desk.file("a.txt", f"{head}\n\n{LONG}")
    (article,) = desk.read()
    assert (str(article.date), article.date_source) == (day, "head")


@pytest.mark.parametrize(
    "head",
    [
        "YANGON, July 25 (Reuters) - Soldiers closed the port.",
        "Soldiers closed the port on 3 March 2024.",
        "The port in Lima on March 3, 2024. (Photo by Jane Roe)",
        "Image: Lima, March 3, 2024",
        "03/04/2024",
        "Egypt, Cairo, June 2022: The port was closed.",
        "Port of Lima: what we know\n\n" + LONG + "\n\n3 March 2024\n\nA ship sinks.\n\n5 March 2024\n\nThe port is closed.",
        (LONG + "\n\n") * 13 + "3 March 2024",
    ],
)
def test_no_day_is_guessed(desk, head):
    desk.file("a.txt", f"{head}\n\n{LONG}")
    assert (desk.read()[0].date, len(desk.warnings)) == (None, 1)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("2022-07-25_storm", LONG, ("2022-07-25", "file name")),
        ("storm_20220725", LONG, ("2022-07-25", "file name")),
        ("25july2022-storm", LONG, ("2022-07-25", "file name")),
        ("2022-07-25_2022-07-30", LONG, ("None", "none")),
        ("20229999", LONG, ("None", "none")),
        ("2022-07-26_storm", "YANGON, July 25 (Reuters) - It rained.", ("2022-07-25", "head")),
        ("2023-01-01_storm", "YANGON, Dec 31 (Reuters) - It rained.", ("2022-12-31", "head")),
    ],
)
def test_the_date_in_the_file_name(desk, name, text, found):
    desk.file(f"{name}.txt", text)
    (article,) = desk.read()
    assert (str(article.date), article.date_source) == found


@pytest.mark.parametrize(
    ("url", "text", "found"),
    [
        ("https://example.org/2022/07/25/storm", LONG, ("2022-07-25", "url")),
        ("https://example.org/27/07/2022/storm", LONG, ("2022-07-27", "url")),
        ("https://example.org/2022/storm", LONG, ("None", "none")),
        ("https://example.org/2022/07/storm", "YANGON, July 25 (Reuters) - It rained.", ("2022-07-25", "head")),
        ("https://example.org/storm-of-may-5-2022", LONG, ("None", "none")),
    ],
)
def test_the_date_in_the_address(desk, url, text, found):
    desk.file("a.jsonl", rows({"id": "a", "text": text, "url": url}))
    (article,) = desk.read()
    assert (str(article.date), article.date_source) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry sinks off Mindoro\n\nA ferry sank on Sunday.\n", "Ferry sinks off Mindoro"),
        (
            "10:48 AM - Friday, January 2, 2026\r\n\r\nFerry sinks off Mindoro\r\n\r\nA ferry sank.\r\n",
            "Ferry sinks off Mindoro",
        ),
        ("A ferry sank on Sunday.\n\nNobody was hurt.\n", None),
        ("Ferry sinks off Mindoro\nA ferry sank on Sunday.\n", None),
        ("Ferry sinks off Mindoro\n", None),
        ("Ferry sinks off Mindoro\nJanuary 2, 2026\n\nA ferry sank on Sunday.\n", "Ferry sinks off Mindoro"),
        ("Ferry sinks off Mindoro\nBy Ana Silva\n\nA ferry sank on Sunday.\n", "Ferry sinks off Mindoro"),
        ("Title: Ferry sinks off Mindoro\nDate: 2026-01-02\n\nA ferry sank on Sunday.\n", "Ferry sinks off Mindoro"),
        ("Source: The Courier\nHEADLINE: Ferry sinks\n\nA ferry sank on Sunday.\n", "Ferry sinks"),
        ("MANILA (Reuters) - A ferry sank\n\nNobody was hurt.\n", None),
    ],
)
def test_the_headline_of_a_text_file_is_its_title(tmp_path, text, title):
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    (article,) = read([file], warn=lambda line: None)
    assert (article.title, article.text) == (title, text)


def test_archives_say_above_a_text_what_it_is(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Title: Ferry sinks\nSource: The Courier\nURL: https://courier.org/a\n\nA ferry sank.\nSource: police\n")
    (article,) = read([file], warn=lambda line: None)
    assert (article.title, article.source, article.url) == ("Ferry sinks", "The Courier", "https://courier.org/a")
