"""The page in a browser, as a user has it: what is clicked, typed and dragged, and what is shown then."""

from dataclasses import replace

import pytest
import samples
from browsing import click_event, drawn, labels, settle, until

from timeline.model import Chronicle

pytestmark = pytest.mark.browser


def count_of(tab, name):
    """The number beside a filter."""
    row = tab.locator("#filters .choice", has=tab.locator(".name", has_text=name)).first
    return int(row.locator(".count").inner_text().replace(",", ""))


def tick(tab, name):
    tab.locator("#filters .choice", has=tab.locator(".name", has_text=name)).first.locator("input").click()


def test_a_click_on_an_event_shows_its_evidence(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_0001")
    panel = tab.locator("#event")
    assert panel.locator("h2").inner_text() == "Arvenian strike on a fuel depot"
    quotes = panel.locator("blockquote").all_inner_texts()
    assert quotes == [chronicle.quote(mention) for mention in chronicle.events[0].mentions]
    assert panel.locator("mark").all_inner_texts() == ["struck", "strike", "attacks"]
    text = panel.inner_text()
    for words in ("6 January 2026", "2026-01-06", "late on Tuesday", "publication, 8 January 2026", "Arvenia", "Kestrel Bay"):
        assert words in text
    assert panel.locator("figcaption a").first.get_attribute("href") == "https://meridian.example/kestrel-bay"
    tab.keyboard.press("Escape")
    assert panel.is_hidden()


def test_the_panel_says_where_sources_disagree_and_leads_to_linked_events(visit):
    tab = visit(samples.linked())
    click_event(tab, "ev_0001")
    panel = tab.locator("#event")
    assert panel.locator("dl.conflict").nth(1).inner_text().split("\n")[0] == "count"
    assert panel.locator("dl.conflict").nth(1).locator("dd b").all_inner_texts() == ["2", "3"]
    assert panel.locator("dl.conflict a").last.get_attribute("href") == "https://mirror.example/1"
    assert "3 articles, 2 independent, say" in panel.inner_text().casefold()
    click_event(tab, "ev_0003")
    panel.get_by_text("planned before").click()
    assert panel.locator("h2").inner_text().startswith("talks of Arvenia")
    panel.get_by_text("what came of it").click()
    assert panel.locator("h2").inner_text() == "interview of Ilse Marenko"


def test_an_undated_event_stands_on_its_shelf(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_000a")
    assert "no date in the text" in tab.locator("#event").inner_text()
    assert "not after 10 January 2026" in tab.locator("#event").inner_text()


def test_arrow_keys_walk_through_time(visit, chronicle):
    tab = visit(chronicle)
    titles = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        tab.keyboard.press(key)
        titles.append(tab.locator("#event h2").inner_text())
    assert titles == [
        "ceasefire of Arvenia and the Sunder Republic",
        "visit of Ilse Marenko to Port Lys",
        "ceasefire of Arvenia and the Sunder Republic",
    ]


def test_one_follows_an_actor_from_event_to_event(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_0004")
    tab.get_by_label("Event of Anton Belk after").click()
    assert tab.locator("#event h2").inner_text() == "rally for Anton Belk"
    tab.get_by_label("Event of Anton Belk after").click()
    assert "takes part in none after it" in tab.locator("#said").inner_text()


def test_the_list_holds_the_same_events(visit, chronicle):
    tab = visit(chronicle)
    assert sorted(labels(tab)) == sorted(event.label for event in chronicle.events)
    tab.locator("#list .items:not(.keyevents)").get_by_role("button", name="storm on the coast").press("Enter")
    assert tab.locator("#event mark").all_inner_texts() == ["storm", "killed"]
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.textContent").startswith("storm on the coast")


def test_events_that_several_sources_tell_stand_first(visit):
    tab = visit(samples.linked())
    assert "Arvenian strike on a fuel depot" in tab.locator("#list .keyevents .label").all_inner_texts()


def test_a_search_looks_through_labels_and_evidence(visit, chronicle):
    tab = visit(chronicle)
    tab.keyboard.press("/")
    tab.keyboard.type("kestrel depot")
    tab.get_by_text("1 of 15 events").wait_for()
    assert labels(tab) == ["Arvenian strike on a fuel depot"]
    tab.get_by_text("Show everything again").click()
    settle(tab)
    assert len(labels(tab)) == 15
    tab.fill("#search", '"fuel depot"')
    tab.get_by_text("1 of 15 events").wait_for()
    tab.fill("#search", '"depot fuel"')
    tab.get_by_text("No event matches").wait_for()
    tab.fill("#search", "nothing has this word")
    tab.get_by_text("No event matches").wait_for()


def test_counts_of_filters_follow_the_other_filters(visit, chronicle):
    tab = visit(chronicle)
    assert (count_of(tab, "planned"), count_of(tab, "Arvenia"), count_of(tab, "speech")) == (1, 5, 3)
    tick(tab, "planned")
    settle(tab)
    assert len(labels(tab)) == 14
    assert (count_of(tab, "planned"), count_of(tab, "Arvenia")) == (1, 4)
    tick(tab, "speech")
    settle(tab)
    assert len(labels(tab)) == 11
    assert count_of(tab, "speech") == 3
    tick(tab, "main events")
    settle(tab)
    assert labels(tab) == ["Arvenian strike on a fuel depot"]
    tab.get_by_text("Show everything again").click()
    tab.locator("#filters").get_by_label("only negated").click()
    settle(tab)
    assert labels(tab) == ["seizure of ships of the Sunder Republic", "rejection of a bill on port security"]


def test_actors_places_and_sources_filter(visit, chronicle):
    tab = visit(chronicle)
    tab.get_by_label("Find actor").fill("belk")
    tick(tab, "Anton Belk")
    settle(tab)
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk"]
    tick(tab, "Anton Belk")
    tick(tab, "Kestrel Bay")
    settle(tab)
    assert labels(tab) == ["Arvenian strike on a fuel depot"]
    tick(tab, "Kestrel Bay")
    tick(tab, "Meridian Wire")
    settle(tab)
    assert len(labels(tab)) == 7


def test_a_place_brings_those_within_it(visit, chronicle):
    tab = visit(chronicle)
    tab.locator("#filters details[data-name=place]").get_by_label("only Arvenia").click()
    settle(tab)
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk", "Arvenian strike on a fuel depot"]


def test_an_actor_in_the_panel_filters(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_0004")
    tab.locator("#event .chip", has_text="Anton Belk").click()
    settle(tab)
    tab.keyboard.press("Escape")
    assert labels(tab) == ["indictment of Anton Belk", "rally for Anton Belk"]


def test_the_axis_goes_from_decades_to_days(visit):
    tab = visit(samples.large(300))
    for _ in range(16):
        tab.keyboard.press("-")
    settle(tab)
    far = drawn(tab)["axis"]
    assert all(label.isdigit() for label in far)
    for _ in range(30):
        tab.keyboard.press("+")
    settle(tab)
    near = drawn(tab)["axis"]
    assert any(label.split()[0] in ("Mon", "Wed", "Sat") for label in near)


def test_zoom_pan_and_fit(visit, chronicle):
    tab = visit(chronicle)
    tab.click("#fit")
    settle(tab)
    first = tab.evaluate("timelinePage.locate('ev_0001')")
    tab.mouse.move(tab.evaluate("timelinePage.locate('ev_0004').x"), 400)
    tab.mouse.wheel(0, -600)
    settle(tab)
    nearer = tab.evaluate("timelinePage.locate('ev_0008').x - timelinePage.locate('ev_0004').x")
    tab.mouse.down()
    tab.mouse.move(650, 400, steps=4)
    tab.mouse.up()
    settle(tab)
    assert tab.locator("#event").is_hidden()
    tab.click("#fit")
    settle(tab)
    assert tab.evaluate("timelinePage.locate('ev_0008').x - timelinePage.locate('ev_0004').x") < nearer
    assert tab.evaluate("timelinePage.locate('ev_0001')") == pytest.approx(first)


def test_a_brush_chooses_the_window_and_all_else_follows(visit, chronicle):
    tab = visit(chronicle)
    strip = tab.locator("#overview").bounding_box()
    tab.mouse.move(strip["x"] + 4, strip["y"] + 10)
    tab.mouse.down()
    tab.mouse.move(strip["x"] + strip["width"] * 0.55, strip["y"] + 10, steps=6)
    tab.mouse.up()
    settle(tab)
    assert "strike" not in " ".join(labels(tab))
    assert count_of(tab, "violence") == 0
    assert tab.locator("#later").inner_text().endswith("later ›")
    tab.click("#later")
    settle(tab)
    left = tab.evaluate("timelinePage.page.overview.xOf(timelinePage.page.timeline.range[0])")
    days = drawn(tab)["days"]
    tab.mouse.move(strip["x"] + left + 1, strip["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(strip["x"] + left + 60, strip["y"] + 20, steps=4)
    tab.mouse.up()
    settle(tab)
    narrowed = drawn(tab)["days"]
    assert narrowed[0] > days[0]
    assert narrowed[1][:10] == days[1][:10]
    tab.locator("#overview").press("ArrowRight")
    settle(tab)
    assert drawn(tab)["days"][0] > narrowed[0]
    assert " to " in tab.locator("#overview").get_attribute("aria-valuetext")


def test_playback_lets_events_come_and_stops(visit):
    tab = visit(samples.large(200))
    tab.select_option("#speed", "4")
    tab.click("#play")
    tab.wait_for_timeout(700)
    early = len(drawn(tab)["selected"])
    tab.wait_for_timeout(1000)
    tab.click("#play")
    settle(tab)
    shown = len(drawn(tab)["selected"])
    assert early < 200
    assert shown < 200
    assert tab.locator("#ticker li").count() == 3
    tab.wait_for_timeout(400)
    assert len(drawn(tab)["selected"]) == shown
    tab.keyboard.press("Escape")
    settle(tab)
    assert len(drawn(tab)["selected"]) > shown
    assert tab.locator("#ticker").is_hidden()


def test_each_way_to_make_lanes(visit, chronicle):
    tab = visit(chronicle, color_scheme="dark")
    first = {"type": "agreement", "actor": "Arvenia", "place": "Port Lys", "family": "violence"}
    for lanes, name in first.items():
        tab.select_option("#lanes", lanes)
        settle(tab)
        names = [lane["name"] for lane in drawn(tab)["lanes"]]
        assert name in names[:8]
        assert len(set(names)) == len(names)
    click_event(tab, "ev_0001")
    assert tab.locator("#event h2").inner_text() == "Arvenian strike on a fuel depot"
    tab.keyboard.press("Escape")
    tab.keyboard.press("l")
    settle(tab)
    assert tab.locator("#lanes").input_value() == "type"


def test_a_picked_event_is_linked_across_lanes(visit):
    tab = visit(samples.linked())
    assert drawn(tab)["links"] == []
    click_event(tab, "ev_0004")
    links = {link["to"]: link["kind"] for link in drawn(tab)["links"]}
    assert links == {"ev_0005": "actor"}
    click_event(tab, "ev_0008")
    links = {link["to"]: link["kind"] for link in drawn(tab)["links"]}
    assert links == {"ev_000a": "actor", "ev_0006": "place", "ev_000c": "place"}
    click_event(tab, "ev_0003")
    assert {link["kind"] for link in drawn(tab)["links"]} == {"actor", "link"}


def test_a_crowd_is_counted_until_one_zooms_in(visit):
    tab = visit(samples.large(5000))
    assert "5,000 of 5,000 events" in tab.locator("#shown").inner_text()
    assert "zoom in" in tab.locator("#shown").inner_text()
    lane = drawn(tab)["lanes"][0]
    dated = sum(event.family == "violence" and event.interval is not None for event in samples.large(5000).events)
    assert sum(lane["counts"]) == dated
    spot = tab.evaluate("""() => {
        const { timeline } = timelinePage.page, box = timeline.plan.lanes[0], bin = box.bins.find(({ count }) => count > 3);
        const plot = document.getElementById("vis").getBoundingClientRect();
        return { x: plot.left + timeline.xOf((bin.day + bin.until) / 2), y: plot.top + box.top + box.height - 12 };
    }""")
    tab.mouse.click(spot["x"], spot["y"])
    settle(tab)
    for _ in range(6):
        tab.keyboard.press("+")
    settle(tab)
    lane = drawn(tab)["lanes"][0]
    assert lane["counts"] is None
    tab.evaluate("timelinePage.select('ev_0100')")
    settle(tab)
    assert tab.evaluate("timelinePage.locate('ev_0100')") is not None


@pytest.mark.parametrize("axis", ["happened", "reported", "both"])
def test_it_says_how_many_events_stand_before_and_behind_the_window(visit, axis):
    made = samples.large(300)
    tab = visit(made)
    tab.select_option("#axis", axis)
    tab.keyboard.press("f")
    for _ in range(4):
        tab.keyboard.press("+")
        settle(tab)
        before, behind = (
            tab.evaluate("(id) => { const e = document.getElementById(id); return e.hidden ? '0' : e.textContent }", side)
            for side in ("earlier", "later")
        )
        said = [
            int("".join(filter(str.isdigit, words)))
            for words in (before, behind, tab.locator("#shown").inner_text().split(" of ")[0])
        ]
        assert sum(said) == 300
        seen = """() => {
            const { scale, passing, timeline: { range: [from, to] } } = timelinePage.page;
            return [...passing].filter((event) => !scale.dated(event) || scale.meets(event, from, to)).length;
        }"""
        assert said[2] == tab.evaluate(seen)
    assert min(said) > 0


def test_a_browser_that_does_not_tell_when_it_is_idle(visit):
    tab = visit(samples.large(300))
    tab.add_init_script("delete window.requestIdleCallback")
    tab.reload()
    until(tab, "window.timelinePage?.page.timeline.slots.length === 300")
    assert not tab.evaluate("'requestIdleCallback' in window")
    assert any(lane["events"] for lane in drawn(tab)["lanes"])


def test_what_is_unsure_looks_so(visit, chronicle):
    tab = visit(chronicle)
    marks = tab.locator("#filters details[data-name=status] canvas, #filters details[data-name=said] canvas, .keymark canvas")
    pictures = marks.evaluate_all("(all) => all.map((canvas) => canvas.toDataURL())")
    assert len(pictures) == 11
    assert len(set(pictures)) == 10, "only the text's own word looks like what occurred"
    ink = """(ids) => {
        const canvas = document.querySelector("#vis canvas"), box = canvas.getBoundingClientRect();
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
        copy.drawImage(canvas, 0, 0);
        return ids.map((id) => {
            const { x, y } = timelinePage.locate(id);
            return [...copy.getImageData(x - box.left, y - box.top, 1, 1).data.slice(0, 3)];
        });
    }"""
    someones_word, told = tab.evaluate(ink, ["ev_0001", "ev_0004"])
    assert someones_word == [255, 255, 255], "hollow"
    assert told == [0x1F, 0x56, 0x73], "filled"


def test_reported_axis_puts_events_where_they_were_published(visit, chronicle):
    tab = visit(chronicle)
    tab.select_option("#axis", "reported")
    tab.keyboard.press("f")
    settle(tab)
    assert len(drawn(tab)["selected"]) == 15
    spots = {id: tab.evaluate("(id) => timelinePage.locate(id).x", id) for id in ("ev_0004", "ev_0003", "ev_000d", "ev_000a")}
    days = tab.evaluate("timelinePage.page.scale.begin.length")
    assert days == 15
    assert tab.evaluate("timelinePage.page.scale.start(timelinePage.page.data.numberOf('ev_0004'))") == 20461
    assert spots["ev_000d"] > spots["ev_0004"]
    tab.select_option("#axis", "both")
    settle(tab)
    assert tab.evaluate("timelinePage.page.scale.start(timelinePage.page.data.numberOf('ev_0004'))") == 20441


def test_undo_and_redo(visit, chronicle):
    tab = visit(chronicle)
    assert tab.locator("#undo").is_disabled()
    tick(tab, "speech")
    tab.select_option("#lanes", "actor")
    settle(tab)
    tab.keyboard.press("u")
    settle(tab)
    assert tab.locator("#lanes").input_value() == "family"
    assert len(labels(tab)) == 12
    tab.click("#undo")
    settle(tab)
    assert len(labels(tab)) == 15
    tab.keyboard.press("Control+y")
    tab.click("#redo")
    settle(tab)
    assert tab.locator("#lanes").input_value() == "actor"
    assert len(labels(tab)) == 12


def test_the_address_holds_the_view(visit, chronicle):
    tab = visit(chronicle)
    tick(tab, "speech")
    tab.select_option("#lanes", "type")
    tab.fill("#search", "port lys")
    tab.wait_for_timeout(200)
    tab.mouse.move(700, 400)
    tab.mouse.wheel(0, -300)
    settle(tab)
    click_event(tab, "ev_0006")
    before, address = drawn(tab), tab.evaluate("location.hash")
    assert "event=ev_0006" in address
    again = visit(chronicle, address=address)
    settle(again)
    assert drawn(again) == before
    assert again.locator("#event h2").inner_text().startswith("talks of Arvenia")
    assert again.locator("#search").input_value() == "port lys"
    again.evaluate("location.hash = '#lanes=place'")
    settle(again)
    assert again.locator("#lanes").input_value() == "place"
    assert again.locator("#event").is_hidden()


@pytest.mark.parametrize(
    "address", ["#from=x&to=y", "#event=nobody&actor=nobody", "#lanes=__proto__&mode=constructor", "#%E0%A4%A"]
)
def test_an_address_that_makes_no_sense_shows_the_page_as_it_is(visit, chronicle, address):
    tab = visit(chronicle, address=address)
    assert len(labels(tab)) == 15


def test_the_table_is_sorted_and_read(visit, chronicle):
    tab = visit(chronicle)
    tab.keyboard.press("4")
    settle(tab)
    table = tab.get_by_role("table")
    assert table.get_by_role("row").count() == 16
    assert tab.locator("th[aria-sort=ascending]").inner_text().startswith("Date")
    table.get_by_role("button", name="Type").click()
    types = [row.locator("td").nth(1).inner_text() for row in table.locator("tbody tr").all()]
    assert types == sorted(event.type for event in chronicle.events)
    table.get_by_role("button", name="Type").click()
    assert tab.locator("th[aria-sort=descending]").inner_text().startswith("Type")
    assert "table-view=type-down" in tab.evaluate("location.hash")
    table.get_by_role("button", name="storm on the coast").click()
    assert tab.locator("#event mark").all_inner_texts() == ["storm", "killed"]
    assert tab.locator("tr[aria-current]").inner_text().count("storm on the coast") == 1


def test_everything_by_keyboard(visit, chronicle):
    tab = visit(chronicle)
    reached = set()
    for _ in range(140):
        tab.keyboard.press("Tab")
        reached.add(
            tab.evaluate("document.activeElement.id || document.activeElement.className || document.activeElement.tagName")
        )
    assert {
        "mode-map",
        "search",
        "lanes",
        "axis",
        "play",
        "fit",
        "open-help",
        "filters",
        "timeline-view",
        "overview",
    } <= reached
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("?")
    help = tab.locator("#help")
    assert help.is_visible()
    assert {"/", "u, Ctrl+Z", "Space"} <= set(help.locator("kbd").all_inner_texts())
    tab.keyboard.press("Escape")
    assert help.is_hidden()
    tab.keyboard.press("r")
    assert tab.locator("#axis").input_value() == "reported"
    days = drawn(tab)["days"]
    tab.keyboard.press(".")
    settle(tab)
    assert drawn(tab)["days"] > days


def test_themes_palette_and_print(visit, chronicle):
    tab = visit(chronicle)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert tab.evaluate(ground) == "rgb(255, 255, 255)"
    tab.keyboard.press("t")
    assert tab.evaluate(ground) == "rgb(20, 24, 29)"
    tab.locator("summary", has_text="Look").click()
    tab.select_option("#palette", "safe")
    settle(tab)
    colours = tab.evaluate("timelinePage.page.colours")
    assert len(set(colours)) == 8
    assert colours[0] == "#d55e00"
    tab.reload()
    settle(tab)
    assert tab.evaluate(ground) == "rgb(20, 24, 29)", "kept in the browser"
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(ground) == "rgb(255, 255, 255)"
    assert tab.locator("#printed tbody tr").count() == 15
    assert tab.locator("#printed").is_visible()
    assert tab.locator("#printed canvas").bounding_box()["height"] > 200
    assert tab.pdf(format="A4").count(b"/Image") >= 1
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#printed tr").count() == 0


def test_hostile_text_runs_nothing(visit):
    tab = visit(samples.hostile(), title=samples.HOSTILE)
    click_event(tab, "ev_0001")
    for text in ("#title", "#event h2", "#event .chip span", "#event figcaption .title"):
        assert tab.locator(text).first.text_content() == samples.HOSTILE
    assert tab.locator("blockquote").text_content() == samples.HOSTILE
    assert tab.locator("img, #event a").count() == 0
    tab.select_option("#lanes", "actor")
    settle(tab)


def test_no_events(visit, chronicle):
    tab = visit(Chronicle(articles=chronicle.articles))
    assert tab.locator("#nothing").inner_text() == "No event was found in 2 articles."
    for key in ("ArrowRight", "f", "+", "Escape", "2", "3", "4", "1", " ", " ", "u"):
        tab.keyboard.press(key)
        settle(tab)


def test_a_narrow_screen(visit, chronicle):
    tab = visit(chronicle, viewport={"width": 400, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400
    tab.evaluate("timelinePage.select('ev_0001')")
    settle(tab)
    assert tab.locator("#event").bounding_box()["y"] > 200


def test_filters_of_a_narrower_screen(visit, chronicle):
    tab = visit(chronicle, viewport={"width": 800, "height": 700})
    assert tab.locator("#filters").is_hidden()
    tab.click("#open-filters")
    tick(tab, "speech")
    settle(tab)
    assert len(labels(tab)) == 12
    tab.keyboard.press("Escape")
    assert tab.locator("#filters").is_hidden()


def test_fifty_thousand_events(visit):
    tab = visit(samples.large(50_000))
    assert "50,000 of 50,000 events" in tab.locator("#shown").inner_text()
    tab.fill("#search", "49999")
    tab.get_by_text("1 of 50,000 events").wait_for()
    assert labels(tab)[0].endswith("number 49999")
    tab.select_option("#lanes", "actor")
    settle(tab)
    assert drawn(tab)["lanes"]


def test_in_a_notebook(visit, chronicle):
    tab = visit(chronicle, frame=True)
    frame = tab.frame_locator("iframe")
    frame.locator("#list .items:not(.keyevents)").get_by_role("button", name="storm on the coast").click()
    assert frame.locator("#event mark").all_inner_texts() == ["storm", "killed"]
    frame.locator("#lanes").select_option("actor")
    frame.locator("#undo").click()
    assert frame.locator("#lanes").input_value() == "family"


def test_undo_by_keys_after_a_tick(visit, chronicle):
    tab = visit(chronicle)
    tick(tab, "planned")
    settle(tab)
    assert len(labels(tab)) == 14
    tab.keyboard.press("Control+z")
    settle(tab)
    assert len(labels(tab)) == 15


def test_ticking_by_keys_keeps_the_place(visit, chronicle):
    tab = visit(chronicle)
    box = tab.locator("#filters details[data-name=actor] .choice input").first
    box.focus()
    for count in (5, 15):
        tab.keyboard.press("Space")
        settle(tab)
        assert len(labels(tab)) == count
    assert tab.locator("#play").inner_text() == "Play"


def test_the_address_tells_the_window_whatever_changes_then(visit, chronicle):
    tab = visit(chronicle)
    for key in "+++":
        tab.keyboard.press(key)
    settle(tab)
    tab.locator("#filters").get_by_label("only diplomacy").click()
    tab.keyboard.press("r")
    settle(tab)
    again = visit(chronicle, address=tab.evaluate("location.hash"))
    settle(again)
    assert drawn(again) == drawn(tab)


def test_playback_goes_again_and_undo_ends_it(visit):
    tab = visit(samples.large(60, days=40))
    tab.select_option("#speed", "4")
    for _ in range(2):
        tab.click("#play")
        assert tab.locator("#play").inner_text() == "Pause"
        tab.wait_for_timeout(300)
        assert len(drawn(tab)["selected"]) < 60
        until(tab, "document.getElementById('play').textContent === 'Play'")
    tab.keyboard.press("l")
    tab.click("#play")
    tab.keyboard.press("u")
    settle(tab)
    assert tab.locator("#play").inner_text() == "Play"
    assert tab.locator("#lanes").input_value() == "family"


def test_far_dates(visit, chronicle):
    tab = visit(chronicle, address="#from=%2B275760-09-12&to=%2B275760-09-13")
    for key in "-" * 24 + "," * 40:
        tab.keyboard.press(key)
    settle(tab)
    assert drawn(tab)["axis"]
    assert "from=" in tab.evaluate("location.hash")


def test_a_copy_saved_by_the_browser_works(visit, browser, chronicle, tmp_path):
    """The policy strips the styles that the copy has on its elements, and says so; the page draws them anew."""
    tab = visit(chronicle)
    click_event(tab, "ev_0001")
    copy = tmp_path / "copy.html"
    copy.write_text(tab.content(), encoding="utf8")
    again = browser.new_page()
    again.goto(copy.as_uri())
    settle(again)
    assert len(labels(again)) == 15
    click_event(again, "ev_0001")
    assert again.locator("#event h2").inner_text() == "Arvenian strike on a fuel depot"
    again.close()


def test_types_of_one_name_in_two_families(visit, chronicle):
    strike, *_, talks = chronicle.events[:6]
    walkout = replace(talks, type="strike", family="politics", label="walkout")
    tab = visit(replace(chronicle, events=(strike, walkout)))
    tab.locator("#filters").get_by_label("only politics").click()
    settle(tab)
    assert labels(tab) == ["walkout"]
    again = visit(replace(chronicle, events=(strike, walkout)), address=tab.evaluate("location.hash"))
    assert labels(again) == ["walkout"]
