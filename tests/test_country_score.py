"""The scorer of countries (training/places): what it counts as right."""

import json
import subprocess
import sys
from pathlib import Path

PLACES = Path(__file__).parent.parent / "training" / "places"


def test_it_counts_each_name_once_an_article(tmp_path):
    table, events = tmp_path / "countries.tsv", tmp_path / "events.jsonl"
    rows = ["a\tBorla\tGH", "a\tAccra\tGH", "a\tGulf of Guinea\t-", "a\tHigh Ridge\tGH/-", "a\tRadio One\tx", "a\tKano\tNG"]
    table.write_text("article\tname\tcountry\n" + "\n".join(rows) + "\n", encoding="utf8")
    found = [("the Borla", "GH"), ("ACCRA", "TG"), ("Gulf of Guinea", None), ("High Ridge", None), ("Radio One", "GH")]
    found += [("Kano", None), ("Elsewhere", "FR")]
    event = {"sources": ["a"], "places": [{"name": name, "country": country} for name, country in found]}
    events.write_text(f"{json.dumps(event)}\n" * 2, encoding="utf8")
    command = [sys.executable, str(PLACES / "score.py"), str(table), str(events), "--wrong"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    figures = [
        "found 5",
        "right country 3",
        "wrong country 1",
        "none 1",
        "no place 1",
        "not in the table 1",
        "share right 60.0 %",
    ]
    assert shown[-7:] == figures
    assert "a\tACCRA\tTG, not GH\twrong country" in shown
