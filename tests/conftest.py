"""Fixtures that several test files share."""

import pytest
import samples


@pytest.fixture(scope="session")
def chronicle():
    """A small chronicle made by hand: two articles, fifteen events, each family, status and kind of date."""
    return samples.small()
