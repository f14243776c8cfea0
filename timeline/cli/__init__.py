"""The ``timeline`` command.

Exit codes: 0 done (bad parts of the input are warnings), 1 nothing could be read or nothing could be written, 2 wrong usage,
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from timeline.build import DISTRIBUTION
from timeline.cli import asking, exporting, fixing, reading, storing, trusting

app = typer.Typer(
    name="timeline",
    help="Read news articles and make a timeline of their events: who did what to whom, where, when, in which words.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

COMMANDS: dict[str, Callable[..., None]] = {
    "build": reading.build_command,
    "remove": storing.remove_command,
    "find": storing.find_command,
    "log": storing.log_command,
    "fix": fixing.fix_command,
    "times": reading.times_command,
    "why": reading.why_command,
    "export": exporting.export_command,
    "names": asking.names_command,
    "types": asking.types_command,
    "check": asking.check_command,
    "diff": trusting.diff_command,
    "verify": trusting.verify_command,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timeline {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback()
def about(
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    app(prog_name="timeline")
