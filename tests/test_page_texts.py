"""What the page shows of texts that try to break out of it: the texts themselves, in the same elements as for plain words."""

import json
from collections import Counter

import pytest
from browsing import click_event, drawn, settle, until
from payloads import PAYLOADS, chronicle_with

from timeline import page
from timeline.page import network

pytestmark = pytest.mark.browser

TEXTS = list(PAYLOADS.values())
GROUP = -(-len(TEXTS) // 3)
MODES = ("timeline", "network", "map", "table")
TAME = [f"tame-{number}" for number in range(GROUP)]

ELEMENTS = """() => [...document.querySelectorAll("*")].filter((element) => !element.matches("a, span.title"))
    .map((element) => [element.localName, ...element.getAttributeNames().sort()].join(" "))"""

PANELS = """() => JSON.stringify(timelinePage.page.data.id.map((id, event) => {
    timelinePage.page.pick(event);
    const texts = (selector) => [...document.querySelectorAll(`#event ${selector}`)].map((element) => element.textContent);
    return {
        id,
        texts: ["h2", "q", ".cast .chip span:first-child", ".conflict b", ".conflict .note", "figcaption .title"].map(texts),
        kind: [".top .tags span", ".tag:first-child"].map((selector) => texts(selector)[0]),
        links: [...document.links].map(({ href }) => href),
    };
}))"""

ALONE = """([html, tame]) => {
    const [told, plain] = [html, tame].map((text) => new DOMParser().parseFromString(text, "text/html"));
    const named = (element) => [element.localName, ...element.getAttributeNames()];
    const elements = (tree) => [...tree.querySelectorAll("*")].map(named).join(";");
    return JSON.stringify({
        same: elements(told) === elements(plain),
        title: told.title,
        data: JSON.parse(told.getElementById("data").textContent),
        passages: JSON.parse(told.querySelector(".passages").textContent),
    });
}"""

GO = """async (address) => {
    const told = JSON.parse(address);
    location.hash = typeof told === "string" ? told : new URLSearchParams(told);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def look_about(tab):
    """Go through all that the page can show, and count the elements that it is made of then."""
    found = Counter()
    panels = json.loads(tab.evaluate(PANELS))
    found += Counter(tab.evaluate(ELEMENTS))
    tab.evaluate("timelinePage.page.pick(null)")
    for lanes in ("type", "actor", "place", "family"):
        tab.select_option("#lanes", lanes)
        settle(tab)
        found += Counter(tab.evaluate(ELEMENTS))
    for key in "234p1":
        tab.keyboard.press(key)
        settle(tab)
        found += Counter(tab.evaluate(ELEMENTS))
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    found += Counter(tab.evaluate(ELEMENTS))
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    return found, panels


def words(elements):
    """The names of elements and of attributes."""
    return {word for element in elements for word in element.split()}


def test_texts_stay_texts(visit):
    """Each text in all fields of an event, many events a page: what is shown is the text, in the same elements as ever."""
    tame, _ = look_about(visit(chronicle_with(TAME), title="tame"))
    for group in (TEXTS[:GROUP], TEXTS[GROUP : 2 * GROUP], TEXTS[-GROUP:]):
        tab = visit(chronicle_with(group), title=" ".join(group))
        found, panels = look_about(tab)
        assert found - tame == tame - found == Counter()
        assert sorted(panel["id"] for panel in panels) == sorted(f"{text}-{number}" for number, text in enumerate(group))
        for panel in panels:
            assert all(panel["texts"])
            assert {text for texts in panel["texts"] for text in texts} == {panel["id"].rpartition("-")[0]}
            kind = panel["id"].rpartition("-")[0].replace("/", "|")
            assert panel["kind"] == [kind, kind]
            assert all(link.startswith("https://x.example/") for link in panel["links"])
        assert tab.evaluate("[window.__hit, Object.keys(Object.prototype).length]") == [None, 0]
        assert len(drawn(tab)["selected"]) == len(group)


def test_each_text_alone_leaves_the_file_whole(visit):
    """A page with the text as title and in all fields, parsed: the elements are those for a plain word, the data as given."""
    tab = visit(chronicle_with(["word"]))
    library = network.library()

    def source(text):
        whole = page.render(chronicle_with([text]), title=text).replace(library, "")
        return whole.encode("utf8", "backslashreplace").decode()

    plain = source("word")
    for name, payload in PAYLOADS.items():
        told = json.loads(tab.evaluate(ALONE, [source(payload), plain]))
        assert told["same"], name
        assert told["data"]["title"] == told["data"]["articles"]["id"][0] == payload, name
        assert told["passages"]["sentences"] == [f"{payload} struck {payload} on Monday."], name
        if payload.isprintable():
            assert told["title"].split() == payload.split(), name


def test_no_address_does_harm(visit):
    """Each text as the whole address, and as the value of all that an address can say, in each way to look at the events."""
    tab = visit(chronicle_with(TAME), title="tame", address="#" + PAYLOADS["view of the page"])
    tab.evaluate(GO, json.dumps(""))
    settle(tab)
    tame, _ = look_about(tab)
    known = words(tame) | words(tab.evaluate(ELEMENTS))
    keys = ["lanes", "axis", "search", "from", "to", "event", "path", "path", *tab.evaluate("timelinePage.page.facetNames")]
    keys += [f"{mode}-view" for mode in MODES]
    for number, payload in enumerate(PAYLOADS.values()):
        fields = [["mode", MODES[number % len(MODES)]], *([key, payload] for key in keys)]
        tab.evaluate(GO, json.dumps(payload))
        tab.evaluate(GO, json.dumps(fields))
        assert words(tab.evaluate(ELEMENTS)) <= known
        assert tab.evaluate("window.__hit") is None
    tab.evaluate(GO, json.dumps(""))
    settle(tab)
    assert len(drawn(tab)["selected"]) == len(TAME)
    click_event(tab, "tame-1-1")
    assert tab.locator("#event h2").inner_text() == "tame-1"


def test_texts_stay_texts_in_a_notebook(visit):
    group = [text for text in PAYLOADS.values() if text.isprintable()]
    tab = visit(chronicle_with(group), frame=True)
    frame = tab.frames[1]
    until(frame, "window.timelinePage")
    panels = json.loads(frame.evaluate(PANELS))
    assert sorted(panel["texts"][0][0] for panel in panels) == sorted(group)
    assert tab.evaluate("window.__hit") is frame.evaluate("window.__hit") is None
