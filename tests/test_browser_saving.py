"""Files and notes of the page: what is in them, and that they are whole whatever the texts."""

import base64
import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import samples
from browsing import click_event, settle, until
from payloads import PAYLOADS, chronicle_with

from timeline import page

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
NOTE = "Your note on this event"

PIXELS_OFF = """async (files) => {
    const pictures = await Promise.all(files.map(async (address) => {
        const picture = Object.assign(new Image(), { src: address });
        await picture.decode();
        return picture;
    }));
    const { width, height } = pictures[0];
    const [one, other] = pictures.map((picture) => {
        const ctx = new OffscreenCanvas(width, height).getContext("2d");
        ctx.drawImage(picture, 0, 0, width, height);
        return ctx.getImageData(0, 0, width, height).data;
    });
    let off = 0;
    for (let at = 0; at < one.length; at += 4) if (Math.abs(one[at] - other[at]) > 64) off += 1;
    return off / (width * height);
}"""


def saved(tab, kind):
    if not tab.locator(f"#save-{kind}").is_visible():
        tab.locator("summary", has_text="Save").click()
    with tab.expect_download() as file:
        tab.click(f"#save-{kind}")
    return file.value.path().read_bytes()


def address(kind, content):
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def rows(tab):
    return list(csv.DictReader(saved(tab, "csv").decode("utf-8-sig").splitlines(keepends=True)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("key", "123")
def test_the_drawing_is_the_picture(visit, key, scheme):
    tab = visit(samples.linked(), color_scheme=scheme)
    tab.evaluate("timelinePage.select('ev_0001')")
    tab.locator("h1").click()
    tab.keyboard.press(key)
    tab.wait_for_timeout(500)
    picture, drawing = saved(tab, "png"), saved(tab, "svg")
    plain = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert tab.evaluate(PIXELS_OFF, [address("png", picture), address("svg+xml", drawing)]) < 0.004
    assert tab.evaluate(PIXELS_OFF, [address("png", picture), address("svg+xml", plain)]) > 0.004
    assert saved(tab, "svg") == drawing


def test_saved_files_are_whole_whatever_the_texts(visit):
    texts = list(PAYLOADS.values())
    tab = visit(chronicle_with(texts), title=" ".join(texts))
    for key in "123":
        tab.keyboard.press(key)
        tab.wait_for_timeout(500)
        root = ET.fromstring(saved(tab, "svg"))
        known = {"svg", "title", "desc", "defs", "clipPath", "linearGradient", "stop", "g", "path", "rect", "text"}
        assert {element.tag for element in root.iter()} <= {SVG + name for name in known}
        assert not any(name.startswith("on") or "href" in name for element in root.iter() for name in element.attrib)
    table = rows(tab)
    told = json.loads(saved(tab, "json"))
    assert [row["doc"].lstrip("'") for row in table] == [row["label"].lstrip("'") for row in table]
    assert not any(value.strip().startswith(("=", "+", "-", "@")) for row in table for value in row.values())
    assert sum(row["label"].startswith("'=") for row in table) == 1
    assert sorted(event["label"] for event in told["events"]) == sorted(texts)
    assert {event["label"] for event in told["events"]} == {event["actors"][0]["name"] for event in told["events"]}


def test_the_json_speaks_as_events_jsonl_does(visit):
    chronicle = samples.linked()
    told = json.loads(saved(visit(chronicle), "json"))
    events = {event["id"]: event for event in told["events"]}
    assert events["ev_0003"]["follows"] == ["ev_0006"]
    assert events["ev_0002"]["part_of"] == ["ev_000d"]
    assert events["ev_0001"]["sources"] == ["harbour", "mirror", "talks"]
    assert events["ev_0001"]["when"]["phrase"] == "late on Tuesday"
    assert {article["id"]: article["copy_of"] for article in told["articles"]} == {
        "harbour": None,
        "mirror": "harbour",
        "talks": None,
    }
    assert events["ev_0001"]["note"] is None


def test_a_star_is_a_note_too(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_0004")
    tab.get_by_role("button", name="Star").click()
    tab.reload()
    settle(tab)
    click_event(tab, "ev_0004")
    star = tab.locator("#event .star")
    assert star.get_attribute("aria-pressed") == "true"
    assert [row["id"] for row in rows(tab) if row["starred"] == "true"] == ["ev_0004"]
    tab.locator("h1").click()
    tab.keyboard.press("s")
    assert star.get_attribute("aria-pressed") == "false"
    assert tab.evaluate("Object.keys(localStorage).filter((key) => key.includes('notes'))") == []


def test_notes_of_another_timeline_do_not_turn_up(visit, chronicle):
    tab = visit(chronicle, title="One")
    click_event(tab, "ev_0004")
    tab.get_by_label(NOTE).fill("of the first timeline")
    file = Path(tab.url.partition("#")[0].removeprefix("file://"))

    def count(chronicle, title):
        page.write(chronicle, file, title=title)
        tab.goto(file.as_uri())
        return tab.evaluate("timelinePage.page.notes.count")

    assert count(chronicle, "Two") == 0
    assert count(replace(chronicle, events=chronicle.events[:2]), "One") == 0, "its event is not in this one"
    assert count(chronicle, "One") == 1, "kept through new builds"


def test_two_windows_do_not_undo_each_others_notes(visit, chronicle):
    tab = visit(chronicle)
    other = tab.context.new_page()
    other.goto(tab.url)
    settle(other)
    for window, event, text in ((tab, "ev_0004", "from the first"), (other, "ev_0005", "from the second")):
        window.evaluate("(id) => timelinePage.select(id)", event)
        window.get_by_label(NOTE).fill(text)
    other.evaluate("timelinePage.select('ev_0004')")
    assert other.get_by_label(NOTE).input_value() == "from the first"
    tab.get_by_label(NOTE).fill("changed")
    until(other, "document.querySelector('#event textarea').value === 'changed'")
    tab.reload()
    settle(tab)
    assert tab.evaluate("timelinePage.page.notes.count") == 2


def test_notes_of_a_file_are_added_to_those_that_are_there(visit, chronicle, tmp_path):
    tab = visit(chronicle)
    tab.evaluate("timelinePage.select('ev_0004')")
    tab.get_by_label(NOTE).fill("mine")
    notes = {
        "ev_0004": {"text": "hers", "star": True},
        "ev_0005": {"text": "<b>bold</b>"},
        "__proto__": {"text": "of no event", "polluted": 1},
        "ev_0006": {"text": 5},
        "ev_0007": None,
    }
    file = tmp_path / "notes.json"
    file.write_text(json.dumps({"kind": "timeline-notes", "notes": notes}), encoding="utf8")
    for _ in range(2):
        tab.locator("summary", has_text="Save").click()
        tab.set_input_files("#read-notes", file)
        tab.get_by_text("2 notes read, 1 left out").wait_for()
        tab.locator("summary", has_text="Save").click()
        assert tab.get_by_label(NOTE).input_value() == "mine\n\nhers"
        tab.evaluate("document.getElementById('said').textContent = ''")
    assert tab.locator("#event .star").get_attribute("aria-pressed") == "true"
    assert tab.evaluate("[{}.polluted, timelinePage.page.notes.count]") == [None, 2]
    kept = json.loads(saved(tab, "notes"))["notes"]
    assert kept["ev_0004"] == {"label": "indictment of Anton Belk", "text": "mine\n\nhers", "star": True}


def test_the_browsers_own_undo_works_in_a_note(visit, chronicle):
    tab = visit(chronicle)
    tab.evaluate("timelinePage.select('ev_0004')")
    tab.get_by_label(NOTE).click()
    tab.keyboard.type("one ")
    tab.keyboard.type("two")
    tab.keyboard.press("Control+z")
    assert tab.get_by_label(NOTE).input_value() != "one two"
    assert tab.locator("#event h2").inner_text() == "indictment of Anton Belk"


def test_labels_stand_whole_in_the_picture(visit):
    """Those of the last events at first sight, and that of a picked event whose bar is hardly in view."""
    drawn = {text.text for text in ET.fromstring(saved(visit(samples.small()), "svg")).iter(f"{SVG}text")}
    assert {"Arvenian strike on a fuel depot", "interview of Ilse Marenko", "storm on the coast"} <= drawn
    address = "#event=ev_0002&from=2026-01-07&to=2026-02-01&lanes=type"
    tab = visit(samples.linked(), address=address, viewport={"width": 800, "height": 700})
    drawn = {text.text for text in ET.fromstring(saved(tab, "svg")).iter(f"{SVG}text")}
    assert "naval build-up off the Sunder Coast" in drawn


def test_marks_stay_within_the_plot(visit):
    """What reaches beyond the axis or under the shelf is cut there."""
    tab = visit(samples.linked(), address="#event=ev_0002&from=2026-01-07&to=2026-02-01&lanes=type")
    root = ET.fromstring(saved(tab, "svg"))
    left = tab.evaluate("timelinePage.page.timeline.plotLeft")
    clips = [rect for clip in root.iter(f"{SVG}clipPath") for rect in clip]
    assert any(str(left) in (rect.get("x") or rect.get("d") or "") for rect in clips)
