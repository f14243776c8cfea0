"""How many marked events are found, and how many of those found are one event and not split in two.

    python splits.py GOLD.jsonl EVENTS.jsonl

Both are events as lines of JSON: the marked ones with ``doc`` and ``spans``, the found ones with ``mentions`` as timeline
writes them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def holders(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[set[str]]:
    """Of each marked event, the ids of the found events that a mention of it fell into."""
    at = defaultdict(list)
    for event in found:
        for mention in event["mentions"]:
            at[mention["doc"]].append((mention["start"], mention["end"], event["id"]))
    return [
        {id for start, end in event["spans"] for first, last, id in at[event["doc"]] if first < end and start < last}
        for event in gold
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("events", type=Path)
    args = parser.parse_args()
    held = holders(lines(args.gold), lines(args.events))
    some = [ids for ids in held if ids]
    one = sum(len(ids) == 1 for ids in some)
    found = f"{len(some)} found ({len(some) / len(held):.1%})"
    print(f"{len(held)} marked events, {found}, {one} of those as one event ({one / len(some):.1%})")


if __name__ == "__main__":
    main()
