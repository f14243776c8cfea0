"""The page in a browser, as a user has it."""

import csv
import shutil

import pytest
import samples

from timeline import page
from timeline.model import Chronicle

pytestmark = pytest.mark.browser
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium found: install the Debian package chromium to run the browser tests")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: pip install playwright")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Open a chronicle's page; at the end, nothing must have been asked of a network, gone wrong, or popped up."""
    faults, opened = [], []

    def open_page(chronicle, title="Timeline", frame=False, **options):
        path = tmp_path / "timeline.html"
        if frame:
            path.write_text(f"<!DOCTYPE html><body>{page.notebook_html(chronicle)}", encoding="utf8")
        else:
            page.write(chronicle, path, title=title)
        options = {"viewport": {"width": 1400, "height": 900}, **options}
        context = browser.new_context(**options)
        opened.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: request.url == path.as_uri() or faults.append(f"request {request.url}"))
        tab.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.goto(path.as_uri())
        if not frame:
            settle(tab)
        return tab

    yield open_page
    for context in opened:
        context.close()
    assert faults == []


def settle(tab):
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def click_event(tab, id):
    spot = tab.evaluate("(id) => timelinePage.locate(id)", id)
    tab.mouse.click(spot["x"], spot["y"])
    settle(tab)


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


def test_the_list_holds_the_same_events(visit, chronicle):
    tab = visit(chronicle)
    assert sorted(tab.locator("#list .label").all_inner_texts()) == sorted(event.label for event in chronicle.events)
    tab.get_by_role("button", name="storm on the coast").press("Enter")
    assert tab.locator("#event mark").all_inner_texts() == ["storm", "killed"]
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.textContent").startswith("storm on the coast")


def test_search_and_filters_leave_what_fits(visit, chronicle):
    tab = visit(chronicle)
    shown = tab.locator("#list .label")
    tab.fill("#search", "kestrel depot")
    tab.get_by_text("1 of 15 events").wait_for()
    assert shown.all_inner_texts() == ["Arvenian strike on a fuel depot"]
    tab.get_by_text("Show everything again").click()
    assert shown.count() == 15
    tab.get_by_label("planned", exact=False).uncheck()
    tab.get_by_label("speech", exact=False).first.uncheck()
    assert shown.count() == 11
    tab.check("#main-only")
    assert shown.all_inner_texts() == ["Arvenian strike on a fuel depot"]
    assert "1 of 15 events" in tab.locator("#shown").inner_text()
    tab.fill("#search", "nothing has this word")
    tab.get_by_text("No event matches").wait_for()


def test_an_actor_in_the_panel_filters(visit, chronicle):
    tab = visit(chronicle)
    click_event(tab, "ev_0004")
    tab.locator("#event .chip", has_text="Anton Belk").click()
    assert tab.locator("#list .label").all_text_contents() == ["indictment of Anton Belk", "rally for Anton Belk"]


def test_zoom_pan_and_fit(visit, chronicle):
    tab = visit(chronicle)
    tab.click("#fit")
    settle(tab)
    first = tab.evaluate("timelinePage.locate('ev_0001')")
    tab.mouse.move(700, 400)
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
    assert tab.evaluate("timelinePage.locate('ev_0001')") == first


def test_each_way_to_make_lanes(visit, chronicle):
    tab = visit(chronicle, color_scheme="dark")
    for lanes in ("type", "actor", "place", "family"):
        tab.select_option("#lanes", lanes)
        settle(tab)
        click_event(tab, "ev_0001")
        assert tab.locator("#event h2").inner_text() == "Arvenian strike on a fuel depot"


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
    for key in ("ArrowRight", "f", "+", "Escape"):
        tab.keyboard.press(key)


def test_a_narrow_screen(visit, chronicle):
    tab = visit(chronicle, viewport={"width": 400, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400
    click_event(tab, "ev_0001")
    assert tab.locator("#event").bounding_box()["y"] > 200


def test_thousands_of_events(visit):
    tab = visit(samples.large(5000))
    assert "5,000 of 5,000 events" in tab.locator("#shown").inner_text()
    assert "zoom in" in tab.locator("#shown").inner_text()
    tab.evaluate("timelinePage.select('ev_0100')")
    settle(tab)
    assert tab.evaluate("timelinePage.locate('ev_0100')") is not None
    frame = """() => new Promise((done) => {
        const start = performance.now();
        timelinePage.fit();
        requestAnimationFrame(() => done(performance.now() - start));
    })"""
    assert min(tab.evaluate(frame) for _ in range(5)) < 1000


def test_the_table_and_the_picture_can_be_saved(visit, chronicle):
    tab = visit(chronicle)
    tab.check("#main-only")
    with tab.expect_download() as saved:
        tab.click("#csv")
    rows = list(csv.DictReader(saved.value.path().read_text(encoding="utf8").splitlines()))
    assert [row["id"] for row in rows] == ["ev_0003", "ev_0001", "ev_0006"]
    event = next(e for e in chronicle.events if e.id == "ev_0001")
    assert rows[1]["quote"] == chronicle.quote(event.mentions[0])
    assert rows[1]["article"] == event.mentions[0].doc
    assert (rows[1]["start"], rows[1]["end"]) == (str(event.start), str(event.end))
    with tab.expect_download() as saved:
        tab.click("#png")
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_in_a_notebook(visit, chronicle):
    tab = visit(chronicle, frame=True)
    frame = tab.frame_locator("iframe")
    frame.get_by_role("button", name="storm on the coast").click()
    assert frame.locator("#event mark").all_inner_texts() == ["storm", "killed"]
