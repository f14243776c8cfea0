"""Commands that ask what is known: of names in a built folder, of event types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from timeline.build import count, load, open_folder
from timeline.options import Debug, Json, Model, Names, TypeFiles, Types, faults_in_one_line


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
