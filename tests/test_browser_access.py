"""Nobody is shut out: what axe-core finds in each state of the page, light and dark, wide and narrow."""

from importlib.resources import files

import pytest
import samples
from browsing import click_event, settle

pytest.importorskip("axe_playwright_python", reason="axe-core is missing: pip install axe-playwright-python")
pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(tab):
    """What axe-core finds: rule, and the first element that breaks it. The page's own policy is set aside to let it in."""
    settle(tab)
    tab.evaluate(AXE)
    return [(found["id"], found["nodes"][0]["target"]) for found in tab.evaluate("axe.run(document)")["violations"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 800), ("dark", 420)])
def test_axe_finds_nothing(visit, scheme, width):
    tab = visit(samples.linked(), color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    found = {"timeline": violations(tab)}
    tab.evaluate("timelinePage.select('ev_0001')")
    found["event"] = violations(tab)
    tab.keyboard.press("Escape")
    for key, view in zip("234", ("network", "map", "table"), strict=True):
        tab.keyboard.press(key)
        tab.wait_for_timeout(600)
        found[view] = violations(tab)
    tab.keyboard.press("p")
    found["paths"] = violations(tab)
    tab.click("#close-paths")
    tab.keyboard.press("?")
    found["help"] = violations(tab)
    tab.keyboard.press("Escape")
    tab.locator("summary", has_text="Save").click()
    found["menu"] = violations(tab)
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_axe_would_find_something(visit, chronicle):
    tab = visit(chronicle, bypass_csp=True)
    tab.evaluate("document.getElementById('search').closest('label').replaceWith(document.getElementById('search'))")
    tab.evaluate("document.getElementById('search').removeAttribute('placeholder')")
    assert violations(tab)


def test_the_drawing_says_what_it_is(visit, chronicle):
    tab = visit(chronicle)
    tab.keyboard.press("3")
    settle(tab)
    assert "Port Lys 3" in tab.locator("#map-view").get_attribute("aria-label")
    tab.keyboard.press("2")
    settle(tab)
    assert "Arvenia 5" in tab.locator("#network-view").get_attribute("aria-label")
    tab.keyboard.press("1")
    click_event(tab, "ev_0001")
    assert tab.locator("#event").get_attribute("aria-label") == "Event"
