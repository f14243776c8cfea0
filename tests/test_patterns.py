"""No regular expression of the package takes more than linear time on strings made to slow it down."""

import json
import subprocess
import sys
from pathlib import Path

LIMIT = 240
"""Seconds for all patterns, of which an ordinary machine takes about fifteen: a pattern that blows up would take forever."""


def test_every_pattern_is_linear():
    program = Path(__file__).parent / "pumping.py"
    try:
        done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=LIMIT, check=True)
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout.decode() if isinstance(error.stdout, bytes) else error.stdout or ""
    *told, last = map(json.loads, output.splitlines())
    assert [line for line in told if "pump" in line] == []
    assert "patterns" in last, f"blows up: {last}"
    assert last["patterns"] > 100


def test_the_test_sees_what_is_slow():
    code = "import re, pumping; print(*(pumping.superlinear(re.compile(p)) is None for p in (r'\\s+$', r'\\d+$', r'\\d+')))"
    folder = Path(__file__).parent
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder).stdout
    assert found.split() == ["False", "False", "True"]
