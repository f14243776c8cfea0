"""The examples in the docstrings give what they say."""

import doctest
import importlib
import pkgutil

import pytest

from timeline import allen, analyse, frames

QUESTIONS = [f"{analyse.__name__}.{part.name}" for part in pkgutil.iter_modules(analyse.__path__)]
MODULES = [allen.__name__, frames.__name__, analyse.__name__, *QUESTIONS]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = importlib.import_module(name)
    failed, tried = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (failed, tried > 0) == (0, True)


def test_every_question_has_an_example():
    finder = doctest.DocTestFinder(recurse=False)
    asked = [thing for name in analyse.__all__ if callable(thing := getattr(analyse, name)) and not isinstance(thing, type)]
    bare = [f.__name__ for f in asked if not any(test.examples for test in finder.find(f, f.__name__))]
    assert bare == []
