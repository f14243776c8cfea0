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


@pytest.fixture(scope="module")
def rendered(chronicle):
    return page.render(chronicle, title="Kestrel Bay & Port Lys")


def test_an_event_tells_who_when_where_and_the_words(rendered, chronicle):
    data = data_of(rendered)
    strike = next(event for event in data["events"] if event["id"] == "ev_0001")
    assert (strike["days"], strike["edtf"], strike["shape"]) == ("6 January 2026", "2026-01-06", "day")
    assert strike["dating"]["phrase"] == "late on Tuesday"
    assert strike["dating"]["how"] == "read against the publication, 8 January 2026"
    assert [data["actors"][number]["name"] for number, *_ in strike["actors"]] == ["Arvenia"]
    assert [data["places"][number] for number, _ in strike["places"]] == [{"name": "Kestrel Bay", "within": "Arvenia"}]
    article, before, trigger, after = strike["mentions"][0]
    assert data["articles"][article]["title"] == "Drones hit Kestrel Bay depot"
    assert (trigger, before + trigger + after) == ("struck", chronicle.quote(chronicle.events[0].mentions[0]))


def test_an_event_tells_where_its_sources_disagree_and_leads_to_others():
    data = contents.tell(samples.linked())
    number = {event["id"]: at for at, event in enumerate(data["events"])}
    at = {article["id"]: number for number, article in enumerate(data["articles"])}
    strike, interview, plan = (data["events"][number[id]] for id in ("ev_0001", "ev_0003", "ev_0006"))
    assert strike["independent"] == 2
    assert strike["conflicts"][1] == ["count", [["2", [at["harbour"], at["mirror"]]], ["3", [at["talks"]]]]]
    assert (interview["follows"], plan["outcomes"]) == ([number["ev_0006"]], [number["ev_0003"]])
    assert data["events"][number["ev_0002"]]["part_of"] == [number["ev_000d"]]
    assert data["events"][number["ev_000d"]]["parts"] == [number["ev_0002"]]
    assert [article["copy"] for article in data["articles"]] == [None, at["harbour"], None]


def test_events_stand_in_order_of_time(rendered):
    days = [event["first"] for event in data_of(rendered)["events"]]
    assert [day for day in days if day is not None] == sorted(day for day in days if day is not None)
    assert days[-3:] == [None, None, None]


def test_the_drawing_is_pyvis_data(rendered, chronicle):
    drawn = data_of(rendered)["network"]
    assert drawn["options"]["physics"]["enabled"] is False
    nodes = [node for node in drawn["nodes"] if not node.get("hidden")]
    assert len(nodes) == len(chronicle)
    assert all(node["fixed"] is True and node["physics"] is False for node in nodes)
    assert not any("title" in node for node in drawn["nodes"])
    assert len(drawn["edges"]) == sum(len(event.actors) for event in chronicle.events)
    assert {edge["role"] for edge in drawn["edges"]} == {"agent", "target", "participant"}


def test_vis_network_is_inside(rendered):
    assert network.library() in rendered
    assert "sourceMappingURL" not in rendered


def test_nothing_is_fetched(rendered):
    for tag, attributes in Elements(rendered).found:
        assert not {"src", "href", "srcset", "data", "poster", "action", "background"} & set(attributes), (tag, attributes)
        assert tag not in {"link", "base", "iframe", "object", "embed", "img", "form"}
    assert not re.search(r"@import|url\(", page.asset("style.css"))
    assert "://" not in page.asset("template.html") + page.asset("style.css")


def test_the_policy_lets_only_its_own_scripts_run(rendered):
    elements = Elements(rendered)
    policy = next(a["content"] for tag, a in elements.found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    _, *scripts = elements.scripts
    assert len(scripts) == 2
    assert all(page.digest(script) in policy for script in scripts)
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2]


def test_hostile_text_stays_text():
    source = page.render(samples.hostile(), title=samples.HOSTILE)
    tame = page.render(samples.small(), title="tame")
    assert [tag for tag, _ in Elements(source).found] == [tag for tag, _ in Elements(tame).found]
    assert "<img" not in source
    assert not {"\u2028", "\u2029"} & set(source.partition("</head>")[2])
    data = data_of(source)
    assert data["title"] == data["events"][0]["label"] == data["actors"][0]["name"] == samples.HOSTILE
    assert f"<title>{html.escape(samples.HOSTILE)}".split("\u2028")[0] in source


def test_scripts_put_in_text_only_as_text():
    scripts = "".join(page.asset(name) for name in page.SCRIPTS)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttp"):
        assert way not in scripts


def test_the_same_chronicle_gives_the_same_page(chronicle):
    turned = replace(
        chronicle,
        articles=chronicle.articles[::-1],
        events=chronicle.events[::-1],
        actors=dict(reversed(chronicle.actors.items())),
        places=dict(reversed(chronicle.places.items())),
    )
    assert page.render(turned) == page.render(chronicle)


def test_a_page_without_events():
    assert data_of(page.render(Chronicle()))["events"] == []


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
    families = data_of(page.render(chronicle, palette={"speech": "#123456", "unused": "#000000"}))["families"]
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
