"""``timelinejs.json``: the dated events for TimelineJS (Knight Lab, version 3)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from timeline.allen import last_day
from timeline.digest import days, description, in_order, passages, title, web_address
from timeline.folder import written
from timeline.graph import provenance
from timeline.model import Chronicle, Event


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write a slide for each dated event, in order, one group a family; the first slide counts those without a date.

    ``display_date`` says in words what is uncertain about the days; what goes on has no ``end_date``. All text is escaped:
    TimelineJS shows it as HTML. ``timeline``, which it does not read, says what made the file.

    Raises:
        OutputError: the file cannot be written.
    """
    dated = [event for event in in_order(chronicle) if event.start or event.end]
    left_out = len(chronicle) - len(dated)
    told = f"{len(dated)} events with a date" + (f"; {left_out} without one are left out" if left_out else "")
    slides = {
        "timeline": provenance(chronicle.run),
        "title": {"text": {"headline": "Timeline", "text": told}},
        "events": [slide(e, chronicle) for e in dated],
    }
    written(Path(path), [json.dumps(slides, ensure_ascii=False, indent=1), "\n"])


def slide(event: Event, chronicle: Chronicle) -> dict[str, Any]:
    first, last = event.start or event.end, last_day(event)
    assert first is not None
    addresses = {url: p.article for p in passages(event, chronicle) if (url := web_address(p.article))}
    links = [f'<a href="{html.escape(url)}">{html.escape(a.title or a.id)}</a>' for url, a in addresses.items()]
    return {
        "unique_id": event.id,
        "group": html.escape(event.family),
        "start_date": day(first),
        **({"end_date": day(last)} if last and last != first else {}),
        "display_date": html.escape(days(event)),
        "text": {
            "headline": html.escape(title(event)),
            "text": paragraphs(map(html.escape, description(event, chronicle)), links),
        },
    }


def day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def paragraphs(lines: Iterable[str], links: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in (*lines, ", ".join(links)) if line)
