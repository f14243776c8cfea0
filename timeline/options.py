"""The options that commands share, and how a command ends: one line for a fault, an exit code."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from timeline.build import as_day
from timeline.errors import ModelError, SchemaError, TimelineError
from timeline.read import FIELDS

STOPPED = 130
PIPE_CLOSED = 141

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Text, HTML, JSON, CSV and other files, folders, globs; - is standard input."),
]
MaybeInputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Text, HTML, JSON, CSV and other files, folders, globs; - is standard input. With --store there may be none.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="DIR", help="Folder for the results; made if need be. With --store it may be missing."
    ),
]
StoreFile = Annotated[
    Path | None,
    typer.Option(
        "--store",
        dir_okay=False,
        metavar="FILE",
        help="Keep the articles and what was read in this file, made if need be, and build from all that it holds.",
    ),
]
Stored = Annotated[
    Path, typer.Argument(metavar="STORE", exists=True, dir_okay=False, help="What `timeline build --store` made.")
]


def day(text: str) -> date:
    """The day of an option. Raises: typer.BadParameter."""
    try:
        return as_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Day = Annotated[
    date | None, typer.Option("--date", parser=day, metavar="YYYY-MM-DD", help="Publication date of all the articles.")
]


@dataclass(frozen=True)
class Naming:
    """What field a name of the user's stands for."""

    field: str
    name: str


def naming(text: str) -> Naming:
    """The field and its name of an option such as ``text=body``. Raises: typer.BadParameter."""
    field, equals, name = (part.strip() for part in text.partition("="))
    if field not in FIELDS or not equals or not name:
        raise typer.BadParameter(f"{text!r} is not such as text=body; the fields are {', '.join(FIELDS)}")
    return Naming(field, name)


Fields = Annotated[
    list[Naming] | None,
    typer.Option(
        "--field",
        parser=naming,
        metavar="FIELD=NAME",
        help="Where a field stands: text=body; may be given again.",
    ),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch inputs that are addresses (https://, s3://).")]
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
Fixes = Annotated[
    list[Path] | None,
    typer.Option(exists=True, dir_okay=False, metavar="FILE", help="TOML file of corrections, to follow; may be given again."),
]
TypeFiles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE.toml", exists=True, dir_okay=False, help="TOML files of event types to add."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=1, metavar="N", help="Processes to share the work among; else one a core, from 60 articles on."
    ),
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, metavar="N", hidden=True, help="The same as --jobs.")]
Dask = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler whose workers read, such as tcp://10.0.0.1:8786.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Rules = Annotated[bool, typer.Option("--rules", help="Say of each word that the rules refuse what it lacks.")]


@contextmanager
def faults_in_one_line(debug: bool, stopped: str = "stopped") -> Iterator[None]:
    """Whatever goes wrong ends as one line on stderr and an exit code; with ``debug``, as a traceback."""
    if not debug:
        warnings.simplefilter("ignore")
    try:
        with _interrupts_told_apart():
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


@contextmanager
def _interrupts_told_apart() -> Iterator[None]:
    """Compiled libraries that call back into Python make errors of their own of a Ctrl-C: here it is one again."""
    pressed = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def press(number: int, frame: FrameType | None) -> None:
        pressed.set()
        signal.default_int_handler(number, frame)

    heard = before is signal.default_int_handler and threading.current_thread() is threading.main_thread()
    if heard:
        signal.signal(signal.SIGINT, press)
    try:
        yield
    except Exception as error:
        if pressed.is_set():
            raise KeyboardInterrupt from error
        raise
    finally:
        if heard:
            signal.signal(signal.SIGINT, before)


def names_of_fields(chosen: list[Naming] | None) -> dict[str, str]:
    """For each field that the user has named its name."""
    return {one.field: one.name for one in chosen or ()}


def warn(line: str) -> None:
    typer.echo(f"warning: {line}", err=True)


def ignore(line: str) -> None:
    pass
