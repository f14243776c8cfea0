"""How far a run is, on stderr while that is a terminal; nothing in pipes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

WINDOW = 120.0
"""Seconds that the speed is measured over."""


class Speed(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s" if speed < 100 else f"{speed:,.0f}/s")


@contextmanager
def counted(show: bool, total: int | None = None, what: str = "articles read") -> Iterator[Callable[[], None]]:
    """What to call for each article that is done. With a total, the time left is shown too."""
    console = Console(stderr=True)
    doing = (SpinnerColumn(), TextColumn("{task.description}"))
    columns: tuple[ProgressColumn, ...]
    if total is None:
        columns = (*doing, TextColumn("{task.completed}"), Speed(), TimeElapsedColumn())
    else:
        columns = (*doing, BarColumn(), MofNCompleteColumn(), Speed(), TimeElapsedColumn(), TimeRemainingColumn())
    shown = show and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown, speed_estimate_period=WINDOW) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def working(show: bool, what: str) -> Iterator[None]:
    """Shows that something goes on which cannot be counted, and for how long."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not (show and console.is_terminal)) as bar:
        bar.add_task(what, total=None)
        yield
