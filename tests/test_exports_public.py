"""The public names: what is promised is there, nothing else is, and asking for it is quick."""

import inspect
import subprocess
import sys

import pytest

import timeline
from timeline import errors, model

HEAVY = {"spacy", "pandas", "networkx", "dateparser", "pydantic", "rich", "trafilatura", "lxml", "feedparser", "pyarrow"}


def test_all_is_sorted_and_there():
    assert timeline.__all__ == sorted(timeline.__all__)
    for name in timeline.__all__:
        assert getattr(timeline, name).__doc__, f"{name} says nothing of itself"


def test_nothing_public_is_left_out_of_all():
    found = {n for n, thing in vars(timeline).items() if not n.startswith("_") and not inspect.ismodule(thing)}
    assert found == set(timeline.__all__)


@pytest.mark.parametrize("module", [model, errors])
def test_every_noun_and_error_is_public(module):
    nouns = {n for n, thing in vars(module).items() if inspect.isclass(thing) and thing.__module__ == module.__name__}
    assert nouns <= set(timeline.__all__)


@pytest.mark.parametrize("module", ["timeline.build", "timeline.read", "timeline.annotate", "timeline.merge", "timeline.cli"])
def test_a_function_stays_a_function_when_the_module_of_its_name_is_imported(module):
    code = f"import timeline, {module}; assert callable(timeline.build) and callable(timeline.read); timeline.build.__doc__"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("module", ["timeline", "timeline.cli"])
def test_import_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)
