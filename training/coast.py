"""Make `timeline/page/coast.json`: the land and borders that the page's map is drawn on.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python training/coast.py package/countries-110m.json

The lines are those of Natural Earth 1:110m (public domain, naturalearthdata.com), as the npm package world-atlas has them in
TopoJSON. ``arcs``: for each arc whole numbers, longitude and latitude of its first point in tenths of a degree, then the steps
to the next points. ``rings``: the outlines of land, each the numbers of its arcs in order (``~n``: arc n from its end).
``borders``: the arcs that two countries share.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).parent.parent / "timeline" / "page" / "coast.json"
TENTHS = 10


def rings_of(geometry: list[object]) -> Iterator[list[int]]:
    """The rings of a TopoJSON polygon or of several."""
    if all(isinstance(part, int) for part in geometry):
        yield [part for part in geometry if isinstance(part, int)]
    else:
        for part in geometry:
            if isinstance(part, list):
                yield from rings_of(part)


def points(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[tuple[int, int]]:
    """The points of a quantised arc, in tenths of a degree, each once in a row."""
    x = y = 0
    found: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (round(TENTHS * (x * scale[0] + shift[0])), round(TENTHS * (y * scale[1] + shift[1])))
        if not found or point != found[-1]:
            found.append(point)
    return found


def steps(line: list[tuple[int, int]]) -> list[int]:
    moves = [(x - a, y - b) for (a, b), (x, y) in pairwise(line)]
    return [number for pair in [line[0], *moves] for number in pair]


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    countries = [list(rings_of(country["arcs"])) for country in topology["objects"]["countries"]["geometries"]]
    owners = Counter(arc for rings in countries for arc in {max(n, ~n) for ring in rings for n in ring})
    world = {
        "arcs": [steps(points(arc, scale, shift)) for arc in topology["arcs"]],
        "rings": [ring for rings in countries for ring in rings],
        "borders": sorted(arc for arc, count in owners.items() if count > 1),
    }
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(world['rings'])} rings, {len(world['borders'])} borders")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
