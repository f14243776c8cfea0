"""Fixtures that several test files share."""

import pytest
import samples


@pytest.fixture(scope="session")
def chronicle():
    """A small chronicle made by hand: two articles, fifteen events, each family, status and kind of date."""
    return samples.small()


@pytest.fixture(scope="session")
def nlp():
    """The shipped pipeline with all components, loaded once."""
    import timeline

    return timeline.load()


@pytest.fixture
def rules(nlp):
    """The same pipeline, without the judge: what the rules alone read."""
    with nlp.select_pipes(disable="timeline_judge"):
        yield nlp


@pytest.fixture
def pipeline(nlp, monkeypatch):
    """The same, and the pipeline that `timeline.build` and the commands take in this process."""
    from timeline.annotate import Recipe

    load = Recipe.load
    monkeypatch.setattr(Recipe, "load", lambda recipe: nlp if recipe == Recipe() else load(recipe))
    return nlp
