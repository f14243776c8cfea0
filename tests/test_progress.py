"""How far a run is: shown on a terminal, not in pipes."""

import io

import pytest
from rich.console import Console

from timeline import progress


@pytest.fixture
def shown(monkeypatch):
    """Show the progress of some articles on a stream; what was written there."""

    def show(terminal, **options):
        stream = io.StringIO()
        console = Console(file=stream, force_terminal=terminal, width=100)
        monkeypatch.setattr(progress, "Console", lambda stderr: console)
        with progress.counted(True, **options) as tick:
            for _ in range(3):
                tick()
            console.print("done")
        return stream.getvalue()

    return show


def test_a_terminal_shows_how_many_of_how_many_and_how_fast(shown):
    text = shown(True, total=4)
    assert "articles read" in text
    assert "3/4" in text
    assert "/s" in text


@pytest.mark.parametrize("terminal", [True, False])
def test_what_cannot_be_counted_is_shown_to_go_on(monkeypatch, terminal):
    stream = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda stderr: Console(file=stream, force_terminal=terminal, width=100))
    with progress.working(True, "making events"):
        pass
    assert ("making events" in stream.getvalue()) == terminal


def test_a_pipe_shows_nothing(shown):
    assert shown(False, total=4) == "done\n"


def test_nothing_is_shown_where_it_is_not_asked_for(capsys):
    with progress.counted(False, 2) as tick:
        tick()
    assert capsys.readouterr() == ("", "")
