"""The network view and the paths between actors, used as a person would."""

import math
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import samples
from browsing import settle, until
from test_browser_views import key_of, node_at, saved

from timeline.model import Participation, Status

pytestmark = pytest.mark.browser
NETWORK = "timelinePage.page.parts.network"


def laid_out(tab):
    """Wait until the nodes stand still."""
    return until(tab, f"{NETWORK}?.settled")


def open_network(tab):
    tab.click("#mode-network")
    laid_out(tab)


def places(tab):
    return tab.evaluate(f"Object.fromEntries([...{NETWORK}.places].map(([key, {{ x, y }}]) => [key, [x, y]]))")


def find_path(tab, start, goal):
    tab.click("#open-paths")
    for field, name in zip(tab.locator(".paths input").all(), (start, goal), strict=True):
        field.fill(name)
        field.press("Tab")
    settle(tab)


def dealing(chronicle, **changes):
    """The chronicle with other actors in some events."""
    return replace(chronicle, events=tuple(replace(event, **changes.get(event.id, {})) for event in chronicle.events))


@pytest.mark.parametrize("events", [300, 2000])
def test_no_node_covers_another(visit, events):
    tab = visit(samples.large(events))
    open_network(tab)
    nodes = tab.evaluate(f"{NETWORK}.nodes.map(({{ key, radius }}) => [radius, ...Object.values({NETWORK}.places.get(key))])")
    assert len(nodes) > 50
    overlaps = [
        (one, other)
        for at, one in enumerate(nodes)
        for other in nodes[at + 1 :]
        if math.dist(one[1:], other[1:]) < one[0] + other[0] - 1
    ]
    assert overlaps == []


def test_nodes_stay_where_they_were_when_the_selection_narrows(visit):
    tab = visit(samples.large(300))
    open_network(tab)
    before = places(tab)
    tab.evaluate("timelinePage.page.search('trial')")
    laid_out(tab)
    after = places(tab)
    assert 3 < len(after) < len(before)
    width = max(x for x, _ in before.values()) - min(x for x, _ in before.values())
    moved = [math.dist(before[key], after[key]) for key in after]
    assert sorted(moved)[len(moved) // 2] < 0.1 * width


def test_the_look_at_the_network_stands_in_the_address(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    spot = node_at(tab, key_of(tab, "actor", "Arvenia"))
    tab.mouse.move(spot["x"] + 60, spot["y"] + 60)
    tab.mouse.wheel(0, -400)
    tab.mouse.down()
    tab.mouse.move(spot["x"] + 160, spot["y"] + 120, steps=5)
    tab.mouse.up()
    tab.wait_for_timeout(400)
    settle(tab)
    address = tab.evaluate("location.hash")
    assert "network-view=" in address
    spot = node_at(tab, key_of(tab, "actor", "Arvenia"))
    again = visit(chronicle, address=address)
    laid_out(again)
    assert node_at(again, key_of(again, "actor", "Arvenia")) == pytest.approx(spot, abs=3)
    again.keyboard.press("f")
    settle(again)
    assert "network-view" not in again.evaluate("location.hash")


def test_pointing_shows_who_else_is_in_the_events(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    spot = node_at(tab, key_of(tab, "actor", "Sunder Republic"))
    tab.mouse.move(spot["x"], spot["y"])
    settle(tab)
    bright = tab.evaluate(f"[...{NETWORK}.bright]")
    assert key_of(tab, "actor", "Arvenia") in bright
    assert key_of(tab, "actor", "Anton Belk") not in bright


def test_the_network_by_home_end_and_escape(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    tab.locator("#network-view").focus()
    tab.keyboard.press("End")
    last = tab.locator("#said").inner_text()
    tab.keyboard.press("Home")
    assert tab.locator("#said").inner_text() == "Arvenia: 5 events" != last
    assert tab.evaluate(f"{NETWORK}.bright !== null")
    tab.keyboard.press("Escape")
    assert tab.evaluate(f"{NETWORK}.bright") is None


def test_the_drawing_in_a_file_says_what_is_in_it(visit, chronicle):
    tab = visit(chronicle)
    open_network(tab)
    root = ET.fromstring(saved(tab, "#save-svg").path().read_text(encoding="utf-8"))
    words = "\n".join(root.itertext())
    for word in ("person", "country", "place", "Arrows lead from the agent", "Ilse Marenko"):
        assert word in words


def test_a_path_is_drawn_in_a_crowd_too(visit):
    tab = visit(samples.large(2000))
    open_network(tab)
    find_path(tab, "Person 0", "Person 1")
    laid_out(tab)
    assert "shortest chains, each of 1 event" in tab.locator("#paths").inner_text()
    way = tab.evaluate("timelinePage.page.paths.way")
    assert (
        tab.evaluate(f"{NETWORK}.nodes.filter(({{ kind }}) => kind === 'event').map(({{ number }}) => number)") == way["events"]
    )
    second = tab.locator(".way").nth(1)
    second.get_by_role("button", name="Show in the drawing").click()
    laid_out(tab)
    assert second.get_by_role("button", name="Shown in the drawing").get_attribute("aria-pressed") == "true"
    shown = tab.evaluate(f"{NETWORK}.nodes.filter(({{ kind }}) => kind === 'event').map(({{ number }}) => number)")
    assert shown != way["events"]
    tab.click("#close-paths")
    laid_out(tab)
    assert tab.evaluate(f"{NETWORK}.nodes.every(({{ kind }}) => kind !== 'event')")


def test_the_surest_path_comes_first(visit, chronicle):
    both = [Participation("person:anton-belk", "agent", True), Participation("person:hanne-okoro", "target", True)]
    doubtful = [both[0], replace(both[1], sure=False)]
    changed = dealing(
        chronicle,
        ev_0001={"actors": tuple(doubtful), "status": Status.OCCURRED, "reported": False},
        ev_0002={"actors": tuple(both), "status": Status.NEGATED, "reported": False},
        ev_0003={"actors": tuple(both), "status": Status.OCCURRED, "reported": False},
    )
    tab = visit(changed)
    find_path(tab, "Anton Belk", "Hanne Okoro")
    shown = tab.locator(".way").all_inner_texts()
    label = {event.id: event.label for event in changed.events}
    first, second, third = [next(id for id in ("ev_0001", "ev_0002", "ev_0003") if label[id] in text) for text in shown]
    assert (first, second, third) == ("ev_0003", "ev_0001", "ev_0002")
    assert "perhaps target: Hanne Okoro" in shown[1]
    assert "the text says that it did not happen" in shown[2]


def test_two_of_one_name_are_told_apart(visit, chronicle):
    twin = replace(chronicle.actors["person:hanne-okoro"], name="Anton Belk")
    tab = visit(replace(chronicle, actors={**chronicle.actors, twin.id: twin}))
    find_path(tab, "Anton Belk (person:hanne-okoro)", "Anton Belk (person:anton-belk)")
    assert "Anton Belk (person:hanne-okoro) (2 events)" in tab.locator("#paths").inner_text()
    find_path(tab, "Arvenia", "Arvenia")
    assert "Both ends are Arvenia" in tab.locator("#paths").inner_text()


def test_no_path_in_the_selection_but_one_in_all(visit):
    tab = visit(samples.linked())
    tab.fill("#search", "ceasefire")
    tab.wait_for_timeout(300)
    find_path(tab, "Sunder Republic", "Arvenia")
    assert tab.locator(".way").count() == 1
    tab.fill("#search", "rally")
    tab.wait_for_timeout(300)
    settle(tab)
    told = tab.locator("#paths").inner_text()
    assert "joins Sunder Republic (0 events) and Arvenia (0 events)" in told
    assert "With all events, without filters, there is one of 1 event." in told
