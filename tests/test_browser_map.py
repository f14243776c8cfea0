"""The map, used as a reader would."""

from dataclasses import replace

import pytest
from browsing import labels, settle

pytestmark = pytest.mark.browser

PACIFIC = {
    "geonames:90002": ("Suva", -18.1, 178.4),
    "geonames:90003": ("Apia", -13.8, -171.8),
    "geonames:90004": ("Anadyr", 64.7, 177.5),
}


def open_map(tab):
    tab.keyboard.press("3")
    settle(tab)
    return tab.locator("#map-view canvas").bounding_box()


def circle(tab, name):
    """Where the circle stands whose name begins so, on the canvas."""
    return tab.evaluate(
        """(name) => {
            const map = timelinePage.page.parts.map;
            const { left, top } = map.clusters.find((one) => map.nameOf(one).startsWith(name));
            return { x: left, y: top };
        }""",
        name,
    )


def point_at(tab, box, name):
    at = circle(tab, name)
    tab.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    return box["x"] + at["x"], box["y"] + at["y"]


def colours(tab, points):
    """What the map shows at these longitudes and latitudes."""
    return tab.evaluate(
        """(points) => {
            const map = timelinePage.page.parts.map;
            const { width, height } = map.canvas;
            const pixels = new Uint32Array(map.canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
            return points.map(([lon, lat]) => {
                const sheet = map.sheet();
                const y = Math.asinh(Math.tan(lat * Math.PI / 180)) * 180 / Math.PI;
                const [left, top] = sheet.to(lon + 360 * Math.round((sheet.x - lon) / 360), y);
                return pixels[Math.round(top) * width + Math.round(left)];
            });
        }""",
        points,
    )


def moved(chronicle, places):
    """The chronicle with some places elsewhere."""
    for id, (name, lat, lon) in places.items():
        place = replace(chronicle.places[id], name=name, lat=lat, lon=lon, within=None)
        chronicle = replace(chronicle, places={**chronicle.places, id: place})
    return chronicle


@pytest.mark.parametrize("lon", [0, 179])
def test_land_is_land_and_sea_is_sea(visit, chronicle, lon):
    tab = visit(chronicle, address=f"#mode=map&map-view={lon}_0_0.1", viewport={"width": 1400, "height": 1400})
    lands = [(5, 25), (100, 60), (-177, 67.5), (-60, -10), (135, -25), (5, -80), (100, -75)]
    seas = [(-30, 20), (80, -25), (-150, 10), (-179, 0), (179, 45), (179, -60)]
    found = colours(tab, [*lands, *seas])
    land, sea = found[: len(lands)], found[len(lands) :]
    assert len(set(land)) == len(set(sea)) == 1
    assert land[0] != sea[0]


def test_places_on_both_sides_of_the_antimeridian_are_seen_together(visit, chronicle):
    tab = visit(moved(chronicle, PACIFIC))
    box = open_map(tab)
    places = {name: circle(tab, name) for name, _, _ in PACIFIC.values()}
    assert all(0 < at["x"] < box["width"] and 0 < at["y"] < box["height"] for at in places.values())
    assert places["Anadyr"]["x"] < places["Suva"]["x"] < places["Apia"]["x"]
    assert places["Apia"]["x"] - places["Suva"]["x"] < box["width"] / 4


def test_the_map_says_where_only_the_area_is_known_and_what_is_unsure(visit, chronicle):
    events = tuple(
        replace(event, places=("geonames:90001",), unsure_places=("geonames:90001",)) if event.id == "ev_0001" else event
        for event in chronicle.events
    )
    tab = visit(replace(chronicle, events=events))
    box = open_map(tab)
    point_at(tab, box, "Arvenia")
    tip = tab.locator("#tip").inner_text()
    assert "somewhere in Arvenia" in tip
    assert "perhaps here" in tip
    point_at(tab, box, "Dovrin")
    tip = tab.locator("#tip").inner_text()
    assert "in Arvenia" in tip
    assert "somewhere" not in tip
    assert "perhaps" not in tip


def test_circles_that_would_overlap_are_one_until_one_zooms_in(visit, chronicle):
    tab = visit(moved(chronicle, {"geonames:90004": ("Port Lys", 41.12, 29.52)}))
    tab.set_viewport_size({"width": 900, "height": 700})
    box = open_map(tab)
    x, y = point_at(tab, box, "Port Lys + 1")
    assert tab.locator("#tip").inner_text().startswith("Port Lys + 1: 5 events")
    tab.mouse.click(x, y)
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.map.clusters.map(({ events }) => events.size)") == [3, 2, 1]
    point_at(tab, box, "Dovrin")
    assert tab.locator("#tip").inner_text().startswith("Dovrin: 2 events")


def test_a_second_click_chooses_the_place_and_one_beside_zooms_in(visit, chronicle):
    tab = visit(chronicle)
    box = open_map(tab)
    zoom = tab.evaluate("timelinePage.page.parts.map.zoom")
    tab.mouse.dblclick(box["x"] + 60, box["y"] + 60)
    settle(tab)
    assert tab.evaluate("timelinePage.page.parts.map.zoom") == pytest.approx(2 * zoom)
    tab.keyboard.press("f")
    settle(tab)
    tab.mouse.dblclick(*point_at(tab, box, "Dovrin"))
    settle(tab)
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk"]
    assert "place=geonames" in tab.evaluate("location.hash")
    assert tab.evaluate("timelinePage.page.parts.map.clusters.length") == 1


def test_keys_go_from_place_to_place_and_move_the_map(visit, chronicle):
    tab = visit(moved(chronicle, PACIFIC))
    box = open_map(tab)
    tab.locator("#map-view").focus()
    for _ in range(6):
        tab.keyboard.press("+")
    settle(tab)
    for name in ("Anadyr", "Apia", "Suva", "Anadyr"):
        tab.keyboard.press("ArrowRight")
        settle(tab)
        assert tab.locator("#said").inner_text().startswith(name)
        at = circle(tab, name)
        assert 0 < at["x"] < box["width"]
        assert 0 < at["y"] < box["height"]
    before = circle(tab, "Anadyr")
    tab.keyboard.press("Shift+ArrowRight")
    settle(tab)
    assert circle(tab, "Anadyr")["x"] < before["x"] - 100


def test_a_picture_says_what_the_map_leaves_out(visit, chronicle):
    tab = visit(chronicle)
    open_map(tab)
    tab.locator("summary", has_text="Save").click()
    with tab.expect_download() as download:
        tab.locator("#save-svg").click()
    assert "9 events without a place on the map" in download.value.path().read_text(encoding="utf8")
