"""No text of an article, no name, no address and no title runs in the page or breaks it."""

import json
from urllib.parse import quote

import pytest
from browsing import labels, settle
from payloads import PAYLOADS, chronicle_with

from timeline import page

pytestmark = pytest.mark.browser
NAMES = list(PAYLOADS)
BATCHES = [NAMES[at : at + 10] for at in range(0, len(NAMES), 10)]


def unharmed(tab):
    settle(tab)
    assert tab.evaluate("window.__hit") is None
    assert tab.evaluate("[Object.prototype.polluted, Object.keys(Object.prototype).length]") == [None, 0]
    foreign = "iframe, object, embed, link, base, form, img, svg, math, video, noscript, meta[http-equiv=refresh]"
    assert tab.locator(foreign).count() == 0
    assert tab.locator("script").count() == 5
    assert tab.locator("style").count() + tab.locator("title").count() == 2


def test_there_are_sixty():
    assert len(set(PAYLOADS.values())) >= 60


@pytest.mark.parametrize("names", BATCHES, ids=lambda names: names[0])
def test_in_every_text(visit, names):
    payloads = [PAYLOADS[name] for name in names]
    tab = visit(chronicle_with(payloads))
    assert len(labels(tab)) == len(payloads)
    for number in range(len(payloads)):
        tab.evaluate("(number) => timelinePage.page.pick(number)", number)
        settle(tab)
        text = tab.locator("#event h2").text_content()
        assert text in payloads
        for link in tab.locator("#event a").all():
            assert link.get_attribute("href").startswith(("https://", "http://"))
    unharmed(tab)
    for lanes in ("type", "actor", "place"):
        tab.select_option("#lanes", lanes)
    for key in "2341":
        tab.keyboard.press(key)
        unharmed(tab)
    tab.fill("#search", payloads[0][:40].replace("\n", " "))
    unharmed(tab)
    tab.locator("summary", has_text="Save").click()
    for button, ending in (("#save-csv", ".csv"), ("#save-json", ".json"), ("#save-svg", ".svg")):
        if not tab.locator(button).is_visible():
            tab.locator("summary", has_text="Save").click()
        with tab.expect_download() as file:
            tab.click(button)
        assert file.value.suggested_filename.endswith(ending)
        if ending == ".json":
            json.loads(file.value.path().read_text(encoding="utf-8"))
    unharmed(tab)


@pytest.mark.parametrize("name", NAMES)
def test_in_the_title(chronicle, name):
    source = page.render(chronicle, title=PAYLOADS[name])
    tame = page.render(chronicle, title="tame")
    head = source.partition("</head>")[0]
    assert head.count("<") == tame.partition("</head>")[0].count("<")
    assert source.count("<script") == tame.count("<script")


@pytest.mark.parametrize("names", BATCHES, ids=lambda names: names[0])
def test_in_the_address(visit, chronicle, names):
    tab = visit(chronicle, title=PAYLOADS[names[0]])
    for name in names:
        plain = PAYLOADS[name].encode("utf-8", "ignore")
        words = "&".join(
            f"{part}={quote(plain)}" for part in ("mode", "lanes", "search", "event", "actor", "path", "path", "map-view")
        )
        for address in (f"{words}&from={quote(plain)}&to={quote(plain)}", quote(plain, safe="<>=&;'\"")):
            tab.evaluate("(address) => { location.hash = address; }", address)
            unharmed(tab)


def test_in_colours(visit, chronicle):
    colours = dict.fromkeys(("violence", "speech"), '#ff0000"></script><script>window.__hit=1</script>')
    with pytest.raises(ValueError, match="#rrggbb"):
        page.render(chronicle, palette=colours)
