"""How quick the page is in headless Chromium, beside plain pyvis with fixed positions, in one run.

    python benchmarks/page.py [--runs 5] [--sizes 1000,10000,50000] [--pyvis 1000,10000]

Prints a table: seconds to write the page; seconds from opening the file to the first drawing; frames a second (median) and
milliseconds of the slowest 5 % of frames while the plot is panned and zoomed as by hand; heap after drawing, in MB; size of the
file, in MB; and which share of lanes showed counts instead of events while it was panned and zoomed. Chronicles are made up
(`tests/samples.py`). Needs Chromium and Playwright.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from timeline import page

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import samples

SIZE = {"width": 1400, "height": 900}
FRAMES = 150
DRAWN = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
MOVE = """(frames) => new Promise((done) => {
    const plot = document.getElementById("vis"), box = plot.getBoundingClientRect();
    const shared = window.timelinePage?.page, times = [];
    let frame = 0, last = performance.now(), counts = 0, lanes = 0;
    const at = { clientX: box.left + 600, clientY: box.top + 300, bubbles: true, cancelable: true };
    const fire = (type, more) => plot.dispatchEvent(new PointerEvent(type, { ...at, pointerId: 1, ...more }));
    const wheel = (deltaY) => plot.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY }));
    let x = at.clientX;
    fire("pointerdown");
    const step = (now) => {
        times.push(now - last);
        last = now;
        for (const box of shared.timeline.plan.lanes) { lanes += 1; counts += box.style ? 0 : 1; }
        if (frame < frames / 3) { x += frame % 50 < 25 ? 9 : -9; fire("pointermove", { clientX: x }); }
        else if (frame === Math.ceil(frames / 3)) fire("pointerup", { clientX: x });
        else wheel(frame < (2 * frames) / 3 ? -60 : 60);
        frame += 1;
        if (frame < frames) requestAnimationFrame(step);
        else done({ times: times.slice(2), counts: counts / lanes });
    };
    requestAnimationFrame(step);
})"""
PYVIS_MOVE = """(frames) => new Promise((done) => {
    const times = [];
    let frame = 0, last = performance.now();
    const step = (now) => {
        times.push(now - last);
        last = now;
        const scale = network.getScale() * (frame < frames / 2 ? 1 : frame < (3 * frames) / 4 ? 1.03 : 1 / 1.03);
        const { x, y } = network.getViewPosition();
        network.moveTo({ position: { x: x + (frame % 50 < 25 ? 9 : -9) / scale, y }, scale, animation: false });
        frame += 1;
        if (frame < frames) requestAnimationFrame(step);
        else done({ times: times.slice(2), counts: 0 });
    };
    requestAnimationFrame(step);
})"""


def plain(events: int, path: Path) -> float:
    """The same events by pyvis alone: a fixed place for each, no physics, its own template. Seconds to write."""
    from pyvis.network import Network

    chronicle = samples.large(events)
    began = time.perf_counter()
    network = Network(height="880px", width="100%", cdn_resources="in_line")
    network.toggle_physics(False)
    days = [(event.start or event.end) for event in chronicle.events]
    first = min(day for day in days if day)
    lanes = sorted({event.family for event in chronicle.events})
    still = {"fixed": True, "physics": False, "shape": "dot", "size": 6}
    network.nodes = [
        {
            "id": n,
            "label": e.label,
            "x": 8 * ((day or first) - first).days,
            "y": 300 * lanes.index(e.family) + n % 13 * 20,
            **still,
        }
        for n, (e, day) in enumerate(zip(chronicle.events, days, strict=True))
    ]
    path.write_text(network.generate_html(), encoding="utf8")
    return time.perf_counter() - began


def ours(events: int, path: Path) -> float:
    chronicle = samples.large(events)
    began = time.perf_counter()
    page.write(chronicle, path)
    return time.perf_counter() - began


def visit(tab: Page, path: Path, move: str) -> dict[str, float]:
    tab.goto(path.as_uri(), wait_until="load")
    drawn = tab.evaluate(DRAWN) / 1000
    session = tab.context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    tab.wait_for_timeout(500)
    moved = tab.evaluate(move, FRAMES)
    times = sorted(moved["times"])
    slow = statistics.mean(times[-max(1, len(times) // 20) :])
    return {"draw": drawn, "fps": 1000 / statistics.median(times), "slow": slow, "heap": heap, "counts": moved["counts"]}


def measure(name: str, events: int, runs: int, folder: Path) -> dict[str, object]:
    path = folder / f"{name}-{events}.html"
    make, move = (ours, MOVE) if name == "timeline" else (plain, PYVIS_MOVE)
    written = min(make(events, path) for _ in range(2))
    found = []
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        for _ in range(runs):
            browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            tab = browser.new_context(viewport=SIZE).new_page()
            tab.set_default_timeout(200_000)
            found.append(visit(tab, path, move))
            browser.close()
    medians = {key: statistics.median(run[key] for run in found) for key in found[0]}
    return {"page": name, "events": events, "write": written, **medians, "file": path.stat().st_size / 1e6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", default="1000,10000,50000")
    parser.add_argument("--pyvis", default="1000,10000")
    parser.add_argument("--json", action="store_true", help="print rows as JSON")
    options = parser.parse_args()
    sizes = [("timeline", int(size)) for size in options.sizes.split(",") if size]
    sizes += [("pyvis", int(size)) for size in options.pyvis.split(",") if size]
    heads = ("page", "events", "write s", "draw s", "fps", "slow ms", "heap MB", "file MB", "counts")
    print("".join(f"{head:>10}" for head in heads))
    with tempfile.TemporaryDirectory() as folder:
        for name, events in sizes:
            row = measure(name, events, options.runs, Path(folder))
            if options.json:
                print(json.dumps(row), flush=True)
                continue
            numbers = (f"{row[key]:10.2f}" for key in ("write", "draw", "fps", "slow", "heap", "file"))
            print(f"{name:>10}{events:10}{''.join(numbers)}{row['counts']:10.0%}", flush=True)


if __name__ == "__main__":
    main()
