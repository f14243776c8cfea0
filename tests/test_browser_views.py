"""The other ways to look at the selection in the page, and what can be taken away from it."""

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import samples
from browsing import click_event, drawn, labels, settle, until

from timeline.digest import COLUMNS

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def open_save(tab):
    if not tab.locator("#save-csv").is_visible():
        tab.locator("summary", has_text="Save").click()


def saved(tab, button):
    open_save(tab)
    with tab.expect_download() as file:
        tab.click(button)
    return file.value


def node_at(tab, key):
    """Where a node of the network stands on the screen."""
    return tab.evaluate(
        """(key) => {
        const { network, holder, places } = timelinePage.page.parts.network;
        const box = holder.getBoundingClientRect(), at = network.canvasToDOM(places.get(key));
        return { x: box.left + at.x, y: box.top + at.y };
    }""",
        key,
    )


def key_of(tab, kind, name):
    return tab.evaluate("([kind, name]) => kind[0] + timelinePage.page.data[kind + 's'].name.indexOf(name)", [kind, name])


def open_network(tab):
    tab.click("#mode-network")
    until(tab, "timelinePage.page.parts.network.settled")
    settle(tab)


def test_the_network_holds_the_selection(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    nodes = tab.evaluate("timelinePage.page.parts.network.nodes.map(({ kind, label }) => [kind, label])")
    assert ["actor", "Anton Belk"] in nodes
    assert ["place", "Port Lys"] in nodes
    assert sum(kind == "event" for kind, _ in nodes) == 15
    edges = tab.evaluate("timelinePage.page.parts.network.edges.length")
    assert edges == sum(len(event.actors) + len(event.places) for event in chronicle.events)
    spot = node_at(tab, key_of(tab, "actor", "Anton Belk"))
    tab.mouse.move(spot["x"], spot["y"])
    settle(tab)
    assert "2 events of the selection" in tab.locator("#tip").inner_text()
    tab.mouse.click(spot["x"], spot["y"])
    settle(tab)
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk"]
    tab.get_by_role("button", name="Show only these").click()
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.network.nodes.filter(({ kind }) => kind === 'event').length") == 2
    number = tab.evaluate("timelinePage.page.data.numberOf('ev_0005')")
    until(tab, "timelinePage.page.parts.network.settled")
    spot = node_at(tab, f"e{number}")
    tab.mouse.click(spot["x"], spot["y"])
    settle(tab)
    assert tab.locator("#event h2").inner_text() == "rally for Anton Belk"
    tab.click("#mode-timeline")
    settle(tab)
    assert sorted(drawn(tab)["selected"]) == ["ev_0004", "ev_0005"]


def test_the_window_stays_while_another_view_is_shown(visit, chronicle):
    tab = visit(chronicle, viewport={"width": 800, "height": 700})
    days = drawn(tab)["days"]
    for key in "4321":
        tab.keyboard.press(key)
        settle(tab)
        assert drawn(tab)["days"] == days
    assert tab.evaluate("timelinePage.locate('ev_0001')") is not None


def test_a_crowd_is_joined_directly_and_says_so(visit):
    tab = visit(samples.large(2000))
    open_network(tab)
    assert tab.evaluate("timelinePage.page.parts.network.nodes.every(({ kind }) => kind !== 'event')")
    assert "events in common" in tab.locator(".networkabout").inner_text()
    tab.locator(".networkbar input").uncheck()
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.network.nodes.every(({ kind }) => kind === 'actor')")
    assert "network-view=no-places" in tab.evaluate("location.hash")


def test_the_network_is_the_same_each_time(visit, chronicle):
    places = []
    for _ in range(2):
        tab = visit(chronicle)
        open_network(tab)
        places.append(tab.evaluate("[...timelinePage.page.parts.network.places.entries()]"))
    assert places[0] == places[1]


def test_the_network_by_keyboard(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    tab.locator("#network-view").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#said").inner_text() == "Arvenia: 5 events"
    tab.keyboard.press("Enter")
    settle(tab)
    assert len(labels(tab)) == 5


def test_a_path_between_two_actors(visit):
    tab = visit(samples.linked())
    tab.keyboard.press("p")
    first, last = tab.locator(".paths input").all()
    first.fill("sunder republic")
    first.press("Tab")
    last.fill("Arvenia")
    last.press("Tab")
    settle(tab)
    way = tab.locator(".way")
    assert way.count() == 2
    assert way.first.locator("strong").all_inner_texts() == ["Sunder Republic", "Arvenia"]
    assert way.first.locator(".step-event .label").inner_text().startswith(("talks of Arvenia", "ceasefire of Arvenia"))
    assert "Port Lys" in way.first.locator(".words").inner_text() or "ceasefire" in way.first.locator(".words").inner_text()
    assert "path=country%3ASU&path=country%3AAV" in tab.evaluate("location.hash")
    way.first.locator(".step-event").click()
    settle(tab)
    assert "Arvenia" in tab.locator("#event h2").inner_text()
    tab.keyboard.press("Escape")
    assert tab.locator("#paths").is_visible()
    last.fill("Anton Belk")
    last.press("Tab")
    settle(tab)
    assert "No chain of events" in tab.locator("#paths").inner_text()
    last.fill("nobody at all")
    last.press("Tab")
    settle(tab)
    assert "Nobody is called nobody at all" in tab.locator("#paths").inner_text()
    tab.click("#close-paths")
    settle(tab)
    assert tab.locator("#list").is_visible()
    assert "path" not in tab.evaluate("location.hash")


def test_a_path_of_several_events(visit, chronicle):
    """From the mediator to the director of the port there is none; with one more who takes part, there are two steps."""
    from timeline.model import Participation

    events = tuple(
        replace(event, actors=(*event.actors, Participation("person:anton-belk", "participant", False)))
        if event.id == "ev_0006"
        else event
        for event in chronicle.events
    )
    tab = visit(replace(chronicle, events=events), address="#path=group:prosecutors&path=country:SU")
    assert tab.locator(".way").first.locator("strong").all_inner_texts() == [
        "prosecutors in Dovrin",
        "Anton Belk",
        "Sunder Republic",
    ]
    assert "perhaps participant" in tab.locator(".way").first.inner_text()


def test_the_map_shows_the_selection(visit, chronicle):
    tab = visit(chronicle)
    tab.keyboard.press("3")
    settle(tab)
    spots = tab.evaluate("""timelinePage.page.parts.map.spots.map(({ places, events }) =>
        [[...places.keys()].map((place) => timelinePage.page.data.places.name[place]), events.size])""")
    assert sorted(spots) == [[["Dovrin"], 2], [["Kestrel Bay"], 1], [["Port Lys"], 3]]
    assert tab.locator("#map-view .beyond").inner_text() == "9 events without a place on the map"
    box = tab.locator("#map-view canvas").bounding_box()
    at = tab.evaluate("""() => {
        const { left, top } = timelinePage.page.parts.map.clusters.find((one) => one.events.size === 3);
        return [left, top];
    }""")
    tab.mouse.move(box["x"] + at[0], box["y"] + at[1])
    assert tab.locator("#tip").inner_text().startswith("Port Lys: 3 events")
    tab.mouse.click(box["x"] + at[0], box["y"] + at[1])
    settle(tab)
    assert len(labels(tab)) == 3
    tab.locator("#map-view .beyond").click()
    settle(tab)
    assert len(labels(tab)) == 9
    zoom = tab.evaluate("timelinePage.page.parts.map.zoom")
    tab.mouse.move(box["x"] + 200, box["y"] + 200)
    tab.mouse.wheel(0, -400)
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.map.zoom") > zoom
    assert "map-view=" in tab.evaluate("location.hash")
    tab.mouse.down()
    tab.mouse.move(box["x"] + 400, box["y"] + 260, steps=4)
    tab.mouse.up()
    here = tab.evaluate("timelinePage.page.parts.map.centre")
    settle(tab)
    again = visit(chronicle, address=tab.evaluate("location.hash"))
    settle(again)
    assert again.evaluate("timelinePage.page.parts.map.centre") == pytest.approx(here, abs=0.01)
    again.keyboard.press("f")
    settle(again)
    assert "map-view=" not in again.evaluate("location.hash")


def test_the_map_follows_the_window_and_opens_by_keyboard(visit, chronicle):
    tab = visit(chronicle, color_scheme="dark")
    tab.keyboard.press("3")
    tab.get_by_label("Find actor").fill("belk")
    tab.locator("#filters").get_by_label("only Anton Belk").click()
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.map.spots.length") == 1
    tab.locator("#map-view").focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#said").inner_text() == "Dovrin: 2 events"
    tab.keyboard.press("Enter")
    settle(tab)
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk"]


def test_no_line_of_the_map_crosses_the_sheet(visit, chronicle):
    tab = visit(chronicle)
    tab.keyboard.press("3")
    settle(tab)
    longest = tab.evaluate("""() => Math.max(...timelinePage.page.parts.map.world.lines.flatMap(({ points }) =>
        points.slice(1).map(([x], at) => Math.abs(x - points[at][0]))))""")
    assert longest < 40


def test_the_table_of_the_selection_can_be_saved(visit, chronicle):
    tab = visit(chronicle)
    tab.locator("#filters .choice", has_text="main events").locator("input").click()
    settle(tab)
    file = saved(tab, "#save-csv")
    assert file.suggested_filename == "Timeline.csv"
    text = file.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["id"] for row in rows] == ["ev_0003", "ev_0001", "ev_0006"]
    event = next(e for e in chronicle.events if e.id == "ev_0001")
    assert rows[1]["quote"] == chronicle.quote(event.mentions[0])
    assert rows[1]["doc"] == event.mentions[0].doc
    assert rows[0].keys() - {"days", "doc", "date", "url", "note", "starred"} <= set(COLUMNS)
    assert (rows[1]["start"], rows[1]["end"]) == (str(event.start), str(event.end))
    assert rows[1]["conflicts"] == "place: Kestrel Bay or Port Lys"
    data = json.loads(saved(tab, "#save-json").path().read_text(encoding="utf-8"))
    assert data["view"] == "weight=main"
    strike = data["events"][1]
    assert [mention["sentence"] for mention in strike["mentions"]] == [chronicle.quote(mention) for mention in event.mentions]
    assert (strike["start"], strike["status"], strike["reported"]) == ("2026-01-06", "occurred", True)


def test_formulas_are_not_saved_as_such(visit, chronicle):
    event = replace(chronicle.events[0], label='=HYPERLINK("https://x.example")')
    tab = visit(replace(chronicle, events=(event,)))
    rows = list(csv.DictReader(saved(tab, "#save-csv").path().read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["label"] == "'" + event.label


@pytest.mark.parametrize("mode", ["timeline", "network", "map"])
def test_the_view_is_saved_as_a_picture_and_as_a_drawing(visit, chronicle, mode):
    tab = visit(chronicle, title="Kestrel Bay & <Port Lys>")
    if mode == "network":
        open_network(tab)
    else:
        tab.click(f"#mode-{mode}")
    settle(tab)
    picture = saved(tab, "#save-png").path().read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    root = ET.fromstring(saved(tab, "#save-svg").path().read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    assert (2 * int(root.get("width")), 2 * int(root.get("height"))) == (width, height)
    assert root.findtext(f"{SVG}title") == "Kestrel Bay & <Port Lys>"
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert {"timeline": "violence", "network": "Arvenia", "map": "Port Lys"}[mode] in words
    assert len(list(root.iter(f"{SVG}path"))) > 10


def test_notes_are_kept_saved_and_read_back(visit, chronicle, tmp_path):
    tab = visit(chronicle)
    click_event(tab, "ev_0004")
    tab.keyboard.press("n")
    tab.keyboard.type("ask <b>Belk's</b> lawyer")
    tab.keyboard.press("Escape")
    assert tab.evaluate("timelinePage.page.isNoted(timelinePage.page.data.numberOf('ev_0004'))")
    tab.reload()
    settle(tab)
    click_event(tab, "ev_0004")
    assert tab.get_by_label("Your note on this event").input_value() == "ask <b>Belk's</b> lawyer"
    rows = list(csv.DictReader(saved(tab, "#save-csv").path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row["note"] for row in rows if row["note"]] == ["ask <b>Belk's</b> lawyer"]
    kept = tmp_path / "kept.json"
    kept.write_bytes(saved(tab, "#save-notes").path().read_bytes())
    other = visit(chronicle)
    open_save(other)
    other.set_input_files("#read-notes", kept)
    other.get_by_text("1 note read", exact=True).wait_for()
    click_event(other, "ev_0004")
    assert other.get_by_label("Your note on this event").input_value() == "ask <b>Belk's</b> lawyer"
    kept.write_text("[1, 2", encoding="utf-8")
    open_save(other)
    other.set_input_files("#read-notes", kept)
    other.get_by_text("This file holds no notes: it is not JSON").wait_for()


def test_broken_notes_in_the_browser_do_no_harm(visit, chronicle):
    tab = visit(chronicle)
    tab.evaluate("localStorage.setItem('timeline-notes Timeline', '{broken')")
    tab.reload()
    settle(tab)
    assert len(labels(tab)) == 15


def test_a_frame_that_keeps_nothing_says_so(visit, chronicle):
    frame = visit(chronicle, frame=True).frame_locator("iframe")
    frame.locator("#list .items:not(.keyevents)").get_by_role("button", name="storm on the coast").click()
    assert "may not keep notes" in frame.locator("#event").inner_text()
    frame.get_by_label("Your note on this event").fill("kept for now")
    frame.locator("#event .close").click()
    frame.locator("#list .items:not(.keyevents)").get_by_role("button", name="storm on the coast").click()
    assert frame.get_by_label("Your note on this event").input_value() == "kept for now"


def test_the_address_can_be_copied(visit, chronicle):
    tab = visit(chronicle)
    tab.select_option("#lanes", "place")
    open_save(tab)
    tab.click("#copy-address")
    field = tab.locator("#address input")
    field.wait_for()
    assert field.input_value().endswith("#lanes=place")
