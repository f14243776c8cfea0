"""Commands that read articles."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from timeline.build import build, count, times, why
from timeline.folder import check_writable
from timeline.options import (
    Day,
    Debug,
    Fetch,
    Fields,
    Inputs,
    Json,
    Model,
    Names,
    Output,
    Quiet,
    Types,
    Workers,
    faults_in_one_line,
    ignore,
    names_of_fields,
    warn,
)


def build_command(
    inputs: Inputs,
    output: Output,
    published: Day = None,
    model: Model = None,
    types: Types = None,
    names: Names = None,
    fields: Fields = None,
    fetch: Fetch = False,
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
            fields=names_of_fields(fields),
            fetch=fetch,
            workers=workers,
            progress=not quiet,
            warn=ignore if quiet else warn,
            debug=debug,
        )
        page = timeline.write(output)
        if not quiet:
            parts = ((timeline.articles, "article"), (timeline.events, "event"), (timeline.warnings, "warning"))
            typer.echo(f"{', '.join(count(len(things), noun) for things, noun in parts)}: open {page}")


def times_command(
    inputs: Inputs,
    published: Day = None,
    model: Model = None,
    fields: Fields = None,
    fetch: Fetch = False,
    debug: Debug = False,
) -> None:
    """Print the time expressions, one JSON object a line."""
    with faults_in_one_line(debug):
        for article, time in times(inputs, date=published, model=model, fields=names_of_fields(fields), fetch=fetch, warn=warn):
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


def why_command(
    inputs: Inputs,
    published: Day = None,
    model: Model = None,
    types: Types = None,
    fields: Fields = None,
    fetch: Fetch = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show how each sentence was read: the words that could tell of an event, what became of them and why."""
    with faults_in_one_line(debug):
        shown = None
        naming = names_of_fields(fields)
        for article, sentence in why(
            inputs, date=published, model=model, types=types or (), fields=naming, fetch=fetch, warn=warn
        ):
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
