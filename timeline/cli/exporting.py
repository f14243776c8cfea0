"""Commands that write a built folder in other formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from timeline import remote
from timeline.build import open_folder
from timeline.errors import OutputError
from timeline.options import Debug, Quiet, faults_in_one_line


def list_formats(wanted: bool) -> None:
    if not wanted:
        return
    from timeline import export

    width = max(map(len, export.names()))
    for name in export.names():
        try:
            format = export.find(name)
            typer.echo(f"{name:{width}}  {format.file + '/' * format.is_folder:18}  {format.use}")
        except OutputError as error:
            typer.echo(f"{name:{width}}  {error}")
    raise typer.Exit


def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="What `timeline build` wrote.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT[,FORMAT]", help="One or several of those that --list names.")],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="A file for a format of one file, else a folder, made if need be; or an address such as s3://bucket/events.parquet.",
        ),
    ],
    _list: Annotated[bool, typer.Option("--list", callback=list_formats, is_eager=True, help="List the formats.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write a timeline in other formats: for maps, calendars, spreadsheets, graph programs, databases, the semantic web."""
    from timeline import export

    names = list(dict.fromkeys(name.strip() for name in to.split(",")))
    for name in names:
        if name not in export.names():
            raise typer.BadParameter(f"there is no format {name!r}; there are {', '.join(export.names())}", param_hint="--to")
    with faults_in_one_line(debug, "stopped: nothing was written"):
        timeline = open_folder(folder)
        with _beside(output) as path:
            if len(names) == 1:
                timeline.export(path, names[0])
                written = [output]
            else:
                written = [f"{output}/{one.name}" for one in export.write(timeline, path, names)]
        if not quiet:
            for one in written:
                typer.echo(one)


@contextmanager
def _beside(output: str) -> Iterator[Path]:
    """Where to write what is to stand at ``output``: there, or, for an address, on this machine first."""
    if not remote.is_remote(output):
        yield Path(output)
        return
    with TemporaryDirectory(prefix="timeline-") as folder:
        path = Path(folder) / (PurePosixPath(output).name or "out")
        yield path
        remote.put(path, output)
