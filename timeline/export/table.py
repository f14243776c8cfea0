"""``events.csv``: the events as a table for spreadsheets."""

from __future__ import annotations

from pathlib import Path

from timeline.folder import staged
from timeline.frames import DAYS, to_dataframe
from timeline.model import Chronicle

__all__ = ["to_dataframe", "write"]


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the table as CSV (RFC 4180, UTF-8, line feeds): days in ISO 8601, empty where unknown. Raises: OutputError."""
    path = Path(path)
    frame = to_dataframe(chronicle)
    for name in DAYS:
        frame[name] = frame[name].dt.strftime("%Y-%m-%d")
    with staged(path.parent) as stage:
        frame.to_csv(stage / path.name, lineterminator="\n", errors="backslashreplace")
