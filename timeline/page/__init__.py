"""The interactive timeline: one HTML file that asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from timeline import colours
from timeline.folder import written
from timeline.model import Chronicle
from timeline.page import contents, network

SCRIPTS = (
    "elements.js",
    "calendar.js",
    "dataset.js",
    "view.js",
    "filter.js",
    "marks.js",
    "lanes.js",
    "layout.js",
    "timeline.js",
    "frame.js",
    "overview.js",
    "choices.js",
    "list.js",
    "panel.js",
    "table.js",
    "playback.js",
    "notes.js",
    "svgpen.js",
    "saving.js",
    "world.js",
    "spots.js",
    "mapmarks.js",
    "map.js",
    "graphlayout.js",
    "selectiongraph.js",
    "network.js",
    "networkpaint.js",
    "paths.js",
    "page.js",
    "window.js",
    "picked.js",
    "hands.js",
)
FRAME_HEIGHT = 720
PASSAGES = '<script type="application/json" class="passages">{}</script>'
MOST_INLINE = 5_000_000
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def render(chronicle: Chronicle, title: str = "Timeline", palette: Mapping[str, str] | None = None) -> str:
    """The page as one string of HTML: drawing, filters, list and evidence, with vis-network and all data inside.

    Texts of articles stand in it as JSON data that no browser takes for markup, and reach the screen as text alone. A content
    security policy lets only the page's own scripts run and forbids every request.

    Args:
        title: what stands at the top.
        palette: colours (``#rrggbb``) of families that shall differ from those of the package.
    Raises:
        ValueError: a colour of the palette is none.
    """
    for family, colour in (palette or {}).items():
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"palette: the colour of {family} is not #rrggbb but {colour!r}")
    families = colours.of_families(event.family for event in chronicle.events)
    families |= {family: colour for family, colour in (palette or {}).items() if family in families}
    told = contents.tell(chronicle, list(families))
    passages, events = told.pop("passages"), told["events"]
    drawn = network.draw(events.pop("label"), events.pop("first"), events.pop("family"), families)
    data = {"title": title, "families": list(families.items()), **told, "network": drawn}
    script = "(() => {\n'use strict';\n" + "\n".join(bare(asset(name)) for name in SCRIPTS) + "\n})();"
    library, style = network.library(), bare(asset("style.css"))
    policy = (
        f"default-src 'none'; style-src {digest(style)}; img-src data: blob:; script-src {digest(library)} {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return fill(
        asset("template.html"),
        {
            "title": html.escape(title),
            "policy": policy,
            "style": style,
            "data": embedded(data),
            "coast": asset("coast.json").strip(),
            "passages": "\n".join(PASSAGES.format(embedded(chunk)) for chunk in passages),
            "library": library,
            "script": script,
        },
    )


def write(chronicle: Chronicle, path: str | Path, title: str = "Timeline") -> None:
    """Write the page. Raises: OutputError."""
    written(Path(path), [render(chronicle, title)])


def notebook_html(chronicle: Chronicle, title: str = "Timeline", height: int = FRAME_HEIGHT) -> str:
    """The page in a frame of its own, for a notebook's output; ``height`` in pixels. Works offline.

    A notebook keeps its outputs: of a page of more than `MOST_INLINE` bytes there is only a line that says what to do.
    """
    page = html.escape(render(chronicle, title))
    size = len(page.encode("utf8", "backslashreplace"))
    if size > MOST_INLINE:
        return (
            f"<p>A timeline of {len(chronicle):,} events takes {size / 1e6:.1f} MB, and a notebook is shown at most "
            f"{MOST_INLINE / 1e6:.0f} MB. Write it with <code>.write(folder)</code> and open <code>timeline.html</code>, or "
            "show a part: <code>.between(first, last)</code>, <code>.of_type(...)</code>, <code>.with_actor(...)</code>.</p>"
        )
    return (
        f'<iframe srcdoc="{page}" title="{html.escape(title)}" '
        f'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads" '
        f'style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def asset(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf8")


def bare(source: str) -> str:
    """A script or style without lines of comment and without indentation, which a reader of the page does not need."""
    source = re.sub(r"^[ ]*/\*.*?\*/[ ]*\n", "", source, flags=re.MULTILINE | re.DOTALL)
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def fill(template: str, parts: Mapping[str, str]) -> str:
    """The template with each ``{{name}}`` replaced, in one pass: what is put in is not looked at again."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def embedded(data: object) -> str:
    """JSON that can stand in a script element: nothing in it ends the element, opens a comment or breaks a line."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def digest(text: str) -> str:
    """The name of a script or style in a content security policy (CSP level 3): the hash of its text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf8')).digest()).decode()}'"
