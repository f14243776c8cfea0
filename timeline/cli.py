"""The ``timeline`` command.

Exit codes: 0 done (bad parts of the input are warnings), 1 nothing could be read or nothing could be written, 2 wrong usage,
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from timeline.build import DISTRIBUTION, as_day, build, count, load, open_folder, times, why
from timeline.errors import ModelError, SchemaError, TimelineError
from timeline.folder import check_writable

STOPPED = 130
PIPE_CLOSED = 141

app = typer.Typer(
    name="timeline",
    help="Read news articles and make a timeline of their events: who did what to whom, where, when, in which words.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timeline {version(DISTRIBUTION)}")
        raise typer.Exit


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT", help="Text, JSONL or CSV files, folders, globs; - is standard input.")
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the results; made if need be.")]


def day(text: str) -> date:
    """The day of an option. Raises: typer.BadParameter."""
    try:
        return as_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Day = Annotated[
    date | None, typer.Option("--date", parser=day, metavar="YYYY-MM-DD", help="Publication date of all the articles.")
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME_OR_PATH", help="Another spaCy pipeline than the shipped one, by package name or path."),
]
Types = Annotated[
    list[Path] | None,
    typer.Option(exists=True, dir_okay=False, metavar="FILE", help="TOML file of event types to add; may be given again."),
]
Names = Annotated[
    list[Path] | None,
    typer.Option(
        exists=True, dir_okay=False, metavar="FILE", help="TOML file of decisions about names, to follow; may be given again."
    ),
]
TypeFiles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE.toml", exists=True, dir_okay=False, help="TOML files of event types to add."),
]
Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Processes to share the work among.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Version = Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def about(
    _version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command("build")
def build_command(
    inputs: Inputs,
    output: Output,
    published: Day = None,
    model: Model = None,
    types: Types = None,
    names: Names = None,
    workers: Workers = 1,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Build a timeline: a page, a graph and tables."""
    with faults_in_one_line(debug, "stopped: nothing was written"):
        check_writable(output)
        timeline = build(
            inputs,
            date=published,
            model=model,
            types=types or (),
            names=names or (),
            workers=workers,
            progress=not quiet,
            warn=ignore if quiet else warn,
            debug=debug,
        )
        page = timeline.write(output)
        if not quiet:
            parts = ((timeline.articles, "article"), (timeline.events, "event"), (timeline.warnings, "warning"))
            typer.echo(f"{', '.join(count(len(things), noun) for things, noun in parts)}: open {page}")


@app.command("times")
def times_command(inputs: Inputs, published: Day = None, model: Model = None, debug: Debug = False) -> None:
    """Print the time expressions, one JSON object a line."""
    with faults_in_one_line(debug):
        for article, time in times(inputs, date=published, model=model, warn=warn):
            days = time.named or time.interval
            row = {
                "doc": article.id,
                "start": time.span.start,
                "end": time.span.end,
                "text": time.text,
                "type": time.type,
                "value": time.value,
                "earliest": days.earliest.isoformat() if days and days.earliest else None,
                "latest": days.latest.isoformat() if days and days.latest else None,
                "anchor": time.anchor,
            }
            typer.echo(json.dumps(row, ensure_ascii=False))


@app.command("why")
def why_command(
    inputs: Inputs, published: Day = None, model: Model = None, types: Types = None, as_json: Json = False, debug: Debug = False
) -> None:
    """Show how each sentence was read: the words that could tell of an event, what became of them and why."""
    with faults_in_one_line(debug):
        shown = None
        for article, sentence in why(inputs, date=published, model=model, types=types or (), warn=warn):
            if as_json:
                typer.echo(json.dumps({"doc": article.id, **asdict(sentence)}, ensure_ascii=False))
                continue
            if article.id != shown:
                shown = article.id
                typer.echo(f"== {article.id}, {article.date or 'no date of publication'}")
            typer.echo(f"\n{' '.join(sentence.text.split())}")
            for candidate in sentence.candidates:
                mark, taken = ("+", "taken, ") if candidate.taken else ("-", "")
                typer.echo(f'  {mark} {candidate.type}: "{candidate.word}": {taken}{candidate.because}')
                for name, value in candidate.details:
                    typer.echo(f"      {name:11} {value}")


@app.command("names")
def names_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="What `timeline build` wrote.")],
    names: Names = None,
    debug: Debug = False,
) -> None:
    """List actors, places and their likely twins, as a file for build --names with every line commented out."""
    from timeline import decisions
    from timeline.twins import draft

    with faults_in_one_line(debug):
        decided = decisions.load(names or ())
        for line in draft(open_folder(folder), decided):
            typer.echo(line)


@app.command("types")
def types_command(types: Types = None, as_json: Json = False, debug: Debug = False) -> None:
    """List the event types."""
    from timeline import ontology

    with faults_in_one_line(debug):
        kinds = ontology.load(types or ()).types.values()
        if as_json:
            rows = [kind.model_dump(include={"name", "family", "gloss", "colour", "plover", "cameo"}) for kind in kinds]
            typer.echo(json.dumps(rows, indent=1, ensure_ascii=False))
            return
        name, family = (max(len(text) for text in column) for column in zip(*((k.name, k.family) for k in kinds), strict=True))
        for kind in kinds:
            typer.echo(f"{kind.name:{name}}  {kind.family:{family}}  {kind.gloss}")


@app.command("check")
def check_command(files: TypeFiles = None, model: Model = None, debug: Debug = False) -> None:
    """Try the examples of the event types on their rules."""
    from timeline import ontology
    from timeline.examples import failures

    with faults_in_one_line(debug):
        known = ontology.load(files or ())
        wrong = list(failures(load(model, files or ()), known))
        for failure in wrong:
            typer.echo("\n    ".join((f"{failure.type}: {failure.text}", *failure.faults)))
        tried = sum(len(kind.examples) for kind in known.types.values())
        typer.echo(f"{count(tried, 'example')} of {count(len(known.types), 'event type')}, {len(wrong)} failed")
        if wrong:
            raise typer.Exit(1)


@contextmanager
def faults_in_one_line(debug: bool, stopped: str = "stopped") -> Iterator[None]:
    """Whatever goes wrong ends as one line on stderr and an exit code; with ``debug``, as a traceback."""
    if not debug:
        warnings.simplefilter("ignore")
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        typer.echo(stopped, err=True)
        raise typer.Exit(STOPPED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else the interpreter flushes into it once more
        raise typer.Exit(PIPE_CLOSED) from None
    except Exception as error:
        if debug or isinstance(error, typer.Exit):
            raise
        expected = isinstance(error, TimelineError)
        fault = " ".join(str(error).split())
        typer.echo(f"error: {fault}" if expected else f"error: {type(error).__name__}: {fault} (--debug shows where)", err=True)
        raise typer.Exit(2 if isinstance(error, ModelError | SchemaError) else 1) from None


def warn(line: str) -> None:
    typer.echo(f"warning: {line}", err=True)


def ignore(line: str) -> None:
    pass


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    app(prog_name="timeline")
