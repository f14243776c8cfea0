"""The page holds everything, runs nothing that came with a text, and asks no network."""

import html
import itertools
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
import samples

from timeline import colours, page
from timeline.errors import OutputError
from timeline.model import Chronicle, Span, TimeExpression
from timeline.page import contents, network


class Elements(HTMLParser):
    """Every element with its attributes, and the text of scripts."""

    def __init__(self, source):
        super().__init__()
        self.found, self.scripts = [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.lasttag == "script" and self.cdata_elem == "script":
            self.scripts.append(data)


def data_of(source):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', source, re.S)[1])


def passages_of(source):
    """Each event's row and the sentences that it points to."""
    chunks = re.findall(r'<script type="application/json" class="passages">(.*?)</script>', source, re.S)
    empty = ["", "", [], None, "", None, []]
    return [(row + empty[len(row) :], chunk["sentences"]) for chunk in map(json.loads, chunks) for row in chunk["events"]]


def lists(packed):
    """The list of each event out of a packed column."""
    held = iter(packed["held"])
    return [list(itertools.islice(held, count)) for count in packed["count"]]


@pytest.fixture(scope="module")
def rendered(chronicle):
    return page.render(chronicle, title="Kestrel Bay & Port Lys")


def test_an_event_tells_who_when_where_and_the_words(rendered, chronicle):
    data = data_of(rendered)
    number = data["events"]["id"].index("ev_0001")
    (days, edtf, mentions, (phrase, _, how, *_), *_), sentences = passages_of(rendered)[number]
    assert (days, edtf, phrase) == ("6 January 2026", "2026-01-06", "late on Tuesday")
    assert how == "read against the publication, 8 January 2026"
    assert contents.SHAPES[data["events"]["shape"][number]] == "day"
    assert [data["actors"]["name"][code >> 3] for code in lists(data["events"]["actors"])[number]] == ["Arvenia"]
    assert [data["places"]["name"][code >> 1] for code in lists(data["events"]["places"])[number]] == ["Kestrel Bay"]
    inner = data["places"]["name"].index("Kestrel Bay")
    assert data["places"]["name"][data["places"]["within"][inner]] == "Arvenia"
    article, sentence, start, end = mentions[0]
    assert data["articles"]["title"][article] == "Drones hit Kestrel Bay depot"
    assert sentences[sentence] == chronicle.quote(chronicle.events[0].mentions[0])
    assert sentences[sentence][start:end] == "struck"


def test_an_event_tells_where_its_sources_disagree_and_leads_to_others():
    source = page.render(samples.linked())
    data = data_of(source)
    number = {id: at for at, id in enumerate(data["events"]["id"])}
    at = {id: place for place, id in enumerate(data["articles"]["id"])}
    (*_, conflicts), _ = passages_of(source)[number["ev_0001"]]
    assert data["events"]["independent"][number["ev_0001"]] == 2
    assert conflicts[1] == ["count", [["2", [at["harbour"], at["mirror"]]], ["3", [at["talks"]]]]]
    assert sorted(data["links"]) == sorted(
        [[number["ev_0003"], 0, number["ev_0006"]], [number["ev_0002"], 1, number["ev_000d"]]]
    )
    assert data["articles"]["copy"] == [None, at["harbour"], None]


def test_a_trigger_behind_signs_beyond_the_basic_plane_is_found_as_javascript_counts(chronicle):
    article = replace(chronicle.article("harbour"), text="\U0001f6a8\U0001f6a8 Drones struck the depot.")
    said = replace(chronicle.events[0].mentions[0], span=Span(10, 16), text="struck", sentence=Span(0, 27))
    event = replace(chronicle.events[0], mentions=(said,), when=None, conflicts=())
    told = contents.tell(replace(chronicle, articles=(article,), events=(event,)), ["violence"])
    ((_, _, mentions, *_),) = told["passages"][0]["events"]
    assert mentions[0][2:] == [12, 18]


def test_a_bare_label_brings_words_of_the_text(chronicle):
    strike, *_ = chronicle.events
    bare = replace(strike, label="Strike")
    assert not contents.is_bare(strike, chronicle)
    assert contents.is_bare(bare, chronicle)
    assert contents.words_around(bare, chronicle) == "…— Arvenian drones struck a fuel depot in…"
    told = contents.tell(replace(chronicle, events=(bare,)), ["violence"])
    assert told["events"]["words"] == {0: "…— Arvenian drones struck a fuel depot in…"}


def test_events_stand_in_order_of_time(rendered):
    data = data_of(rendered)
    days = [day for day in data["network"]["x"] if day is not None]
    assert days == sorted(days)
    assert data["network"]["x"][-3:] == [None, None, None]


def test_the_drawing_is_pyvis_data(rendered, chronicle):
    drawn = data_of(rendered)["network"]
    assert drawn["options"]["physics"]["enabled"] is False
    assert sorted(drawn["label"]) == sorted(event.label for event in chronicle.events)
    families = [colour for _, colour in data_of(rendered)["families"]]
    assert [drawn["options"]["groups"][str(group)]["color"] for group in range(len(families))] == families


def test_many_events_are_told_in_chunks():
    chronicle = samples.large(600)
    source = page.render(chronicle)
    rows = passages_of(source)
    assert len(rows) == 600
    quoted = {chronicle.quote(said) for event in chronicle.events for said in event.mentions}
    assert {sentences[row[2][0][1]] for row, sentences in rows} == quoted


def test_the_caller_keeps_what_is_his(chronicle):
    before = repr(chronicle)
    page.render(chronicle)
    assert repr(chronicle) == before


def test_vis_network_is_inside(rendered):
    assert network.library() in rendered
    assert "sourceMappingURL" not in rendered


def test_nothing_is_fetched(rendered):
    for tag, attributes in Elements(rendered).found:
        assert not {"src", "href", "srcset", "data", "poster", "action", "background"} & set(attributes), (tag, attributes)
        assert tag not in {"link", "base", "iframe", "object", "embed", "img", "form"}
    assert not re.search(r"@import|url\(", page.asset("style.css"))
    assert "://" not in page.asset("template.html") + page.asset("style.css")


def test_the_policy_lets_only_its_own_scripts_and_styles_run(rendered):
    elements = Elements(rendered)
    policy = next(a["content"] for tag, a in elements.found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    running = [script for script in elements.scripts if script.strip() and not script.lstrip().startswith(("{", "[", "null"))]
    assert len(running) == 2
    assert all(page.digest(script) in policy for script in running)
    assert page.digest(re.search(r"<style>(.*?)</style>", rendered, re.S)[1]) in policy
    assert not any("style" in attributes for _, attributes in elements.found)


def test_hostile_text_stays_text():
    source = page.render(samples.hostile(), title=samples.HOSTILE)
    tame = page.render(samples.small(), title="tame")
    assert [tag for tag, _ in Elements(source).found] == [tag for tag, _ in Elements(tame).found]
    assert "<img" not in source
    assert not {"\u2028", "\u2029"} & set(source.partition("</head>")[2])
    data = data_of(source)
    assert data["title"] == data["network"]["label"][0] == data["actors"]["name"][0] == samples.HOSTILE
    assert f"<title>{html.escape(samples.HOSTILE)}".split("\u2028")[0] in source


def test_scripts_put_in_text_only_as_text():
    scripts = "".join(page.asset(name) for name in page.SCRIPTS)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttp"):
        assert way not in scripts


def test_the_same_chronicle_gives_the_same_page(chronicle):
    turned = samples.turned(chronicle)
    assert page.render(turned) == page.render(chronicle)


def test_a_page_without_events():
    assert data_of(page.render(Chronicle()))["events"]["id"] == []


def test_write_and_fail_to_write(chronicle, tmp_path):
    page.write(chronicle, tmp_path / "new" / "timeline.html")
    assert (tmp_path / "new" / "timeline.html").read_text(encoding="utf8") == page.render(chronicle)
    with pytest.raises(OutputError):
        page.write(chronicle, tmp_path / "new" / "timeline.html" / "x.html")


def test_a_notebook_holds_the_page_in_a_frame(chronicle):
    ((tag, attributes),) = Elements(page.notebook_html(chronicle, height=500)).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == page.render(chronicle)
    assert "500px" in attributes["style"]
    assert "allow-same-origin" not in attributes["sandbox"]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "shape", "words"),
    [
        ("2026-01-06", "2026-01-06", "2026-01-06", "day", "6 January 2026"),
        ("2026-01-06~", "2026-01-06", "2026-01-06", "within", "6 January 2026"),
        ("2026-01-02/2026-01-05", "2026-01-02", "2026-01-05", "span", "2–5 January 2026"),
        ("2025-12-30/2026-01-05", "2025-12-30", "2026-01-05", "span", "30 December 2025 – 5 January 2026"),
        ("2025-03-30/2025-04-05", "2025-03-30", "2025-04-05", "span", "30 March – 5 April 2025"),
        ("[2025-12-27..2025-12-30]", "2025-12-27", "2025-12-30", "within", "between 27 December 2025 and 30 December 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", "within", "February 2024"),
        ("2025", "2025-01-01", "2025-12-31", "within", "2025"),
        ("2025-11/..", "2025-11-01", None, "open", "from 1 November 2025 on"),
        ("../2025-11-30", None, "2025-11-30", "open", "until 30 November 2025"),
    ],
)
def test_days_in_words(edtf, first, last, shape, words):
    made = samples.interval(edtf, first, last)
    assert (contents.shape(made), contents.in_words(made)) == (shape, words)


def test_no_days_in_words():
    assert (contents.shape(None), contents.in_words(None)) == ("undated", "no date in the text")


@pytest.mark.parametrize(
    ("anchor", "kind", "words"),
    [
        (None, None, "says its date in full"),
        ("2026-01-08", "publication", "read against the publication, 8 January 2026"),
        ("2025-12-29/2026-01-01", "speech", "read against the day of the speech, 29 December 2025 – 1 January 2026"),
        ("2025-10", "text", "read against a date named before it, 2025-10"),
    ],
)
def test_how_a_date_was_found(anchor, kind, words):
    time = TimeExpression(Span(0, 1), "x", "DATE", "", anchor=anchor, anchor_is=kind)
    assert contents.derivation(time) == words


def test_days_are_counted_as_javascript_counts_them():
    assert contents.count(date(1970, 1, 1)) == 0
    assert contents.count(date(2026, 1, 6)) == 20459


def test_families_keep_their_lane_and_new_ones_follow():
    found = colours.of_families(["weather", "speech", "violence", "animals"])
    assert list(found) == ["violence", "speech", "animals", "weather"]
    assert len(set(found.values())) == 4


def test_a_palette_of_ones_own(chronicle):
    families = dict(data_of(page.render(chronicle, palette={"speech": "#123456", "unused": "#000000"}))["families"])
    assert families["speech"] == "#123456"
    assert "unused" not in families


BLINDNESS = {  # Machado, Oliveira and Fernandes 2009, full severity
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.072175), (0.0193339, 0.119192, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, seen):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    xyz = times(TO_XYZ, [min(1, max(0, part)) for part in times(seen, light)])
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in map(lambda a, b: a / b, xyz, WHITE))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colours_differ_for_every_eye(blindness):
    seen = {family: lab(colour, BLINDNESS[blindness]) for family, colour in colours.FAMILIES.items()}
    for (one, first), (other, second) in itertools.combinations(seen.items(), 2):
        apart = sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
        assert apart > 15, f"{one} and {other} are {apart:.0f} apart"


def test_no_name_of_the_scripts_is_taken_twice():
    declared = r"^(?:const|let|class|function|async function) (\w+)"
    names = [name for script in page.SCRIPTS for name in re.findall(declared, page.asset(script), re.MULTILINE)]
    assert len(names) > 100
    assert sorted(set(names)) == sorted(names)
