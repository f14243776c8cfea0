"""Make `timeline/page/coast.json`: the land, borders and names of countries that the page's map is drawn on.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python training/coast.py package/countries-110m.json

The lines are those of Natural Earth 1:110m (public domain, naturalearthdata.com), as the npm package world-atlas has them in
TopoJSON: borders as they are held on the ground, which is not always as they are agreed.

``arcs``: lines in Google's encoded polyline format, longitude before latitude, in hundredths of a degree. ``rings``: the
outlines of land, each the numbers of its arcs in order (``~n``: arc n from its end). ``borders``: the arcs that two countries
share. ``names``: of each country its name, longitude and latitude of the point farthest from its borders, and how far that is
in hundredths of a degree of latitude: how much room there is for the name.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from timeline.gazetteer import countries

TARGET = Path(__file__).parent.parent / "timeline" / "page" / "coast.json"
PARTS = 100
LOW_BITS = 31
MORE = 32
FIRST_SIGN = 63
SAMPLES = 24
NAMES = {"N. Cyprus": "Northern Cyprus"}
"""Of those that are not in the package's own table, where Natural Earth cuts them short."""

Point = tuple[float, float]


def rings_of(geometry: list[Any]) -> Iterator[list[int]]:
    """The rings of a TopoJSON polygon or of several."""
    if all(isinstance(part, int) for part in geometry):
        yield geometry
    else:
        for part in geometry:
            yield from rings_of(part)


def points(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[tuple[int, int]]:
    """The points of a quantised arc, in hundredths of a degree, each once in a row."""
    x = y = 0
    found: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (round(PARTS * (x * scale[0] + shift[0])), round(PARTS * (y * scale[1] + shift[1])))
        if not found or point != found[-1]:
            found.append(point)
    return found


def encoded(line: list[tuple[int, int]]) -> str:
    """The steps along the line, each number in groups of five bits, the lowest first, its sign in the lowest bit."""
    signs = []
    for (a, b), (x, y) in pairwise([(0, 0), *line]):
        for step in (x - a, y - b):
            rest = ~(step << 1) if step < 0 else step << 1
            while rest > LOW_BITS:
                signs.append(chr(FIRST_SIGN + (MORE | (rest & LOW_BITS))))
                rest >>= 5
            signs.append(chr(FIRST_SIGN + rest))
    return "".join(signs)


def unrolled(line: list[tuple[int, int]]) -> list[Point]:
    """In degrees; across the antimeridian the longitudes go on beyond 180."""
    found: list[Point] = []
    turn = 0
    for number, (x, y) in enumerate(line):
        if number and abs(x - line[number - 1][0]) > 180 * PARTS:
            turn += 360 if x < line[number - 1][0] else -360
        found.append((x / PARTS + turn, y / PARTS))
    return found


def room(ring: list[Point]) -> tuple[float, float, float]:
    """The point of the ring farthest from its edge, of a grid's, and how far it is: x, y, degrees of latitude."""
    xs, ys = zip(*ring, strict=True)
    best = (0.0, 0.0, 0.0)
    for row in range(1, SAMPLES):
        y = min(ys) + (max(ys) - min(ys)) * row / SAMPLES
        narrowed = math.cos(math.radians(y))
        for column in range(1, SAMPLES):
            x = min(xs) + (max(xs) - min(xs)) * column / SAMPLES
            if not inside(ring, x, y):
                continue
            far = min(distance((x, y), one, other, narrowed) for one, other in pairwise([*ring, ring[0]]))
            best = max(best, (x, y, far), key=lambda found: found[2])
    return best


def inside(ring: list[Point], x: float, y: float) -> bool:
    crossings = 0
    for (a, b), (c, d) in pairwise([*ring, ring[0]]):
        crossings += (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a
    return crossings % 2 == 1


def distance(point: Point, one: Point, other: Point, narrowed: float) -> float:
    """From the point to the line between two others; ``narrowed``: a degree of longitude in degrees of latitude."""
    px, py = (point[0] - one[0]) * narrowed, point[1] - one[1]
    dx, dy = (other[0] - one[0]) * narrowed, other[1] - one[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - along * dx, py - along * dy)


def name_of(country: dict[str, Any]) -> str:
    """The name that the package gives the country, else that of Natural Earth."""
    found = pycountry.countries.get(numeric=country.get("id", ""))
    if found and found.alpha_2 in countries():
        return countries()[found.alpha_2].name
    name: str = country["properties"]["name"]
    return NAMES.get(name, name)


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [points(arc, scale, shift) for arc in topology["arcs"]]
    shapes = topology["objects"]["countries"]["geometries"]
    rings = [list(rings_of(country["arcs"])) for country in shapes]
    owners = Counter(arc for some in rings for arc in {max(n, ~n) for ring in some for n in ring})
    names: list[tuple[str, int, int, int]] = []
    for country, some in zip(shapes, rings, strict=True):
        lines = [unrolled([point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]) for ring in some]
        x, y, far = max((room(line) for line in lines), key=lambda found: found[2])
        names.append((name_of(country), round(x * PARTS), round(y * PARTS), round(far * PARTS)))
    world = {
        "arcs": [encoded(arc) for arc in arcs],
        "rings": [ring for some in rings for ring in some],
        "borders": sorted(arc for arc, count in owners.items() if count > 1),
        "names": sorted(names, key=lambda name: (-name[3], name[0])),
    }
    TARGET.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(arcs)} arcs, {sum(map(len, rings))} rings, {len(names)} names")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
