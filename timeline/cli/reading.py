"""Commands that read articles."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from timeline.build import build, count, times, why
from timeline.folder import check_writable
from timeline.options import (
    Dask,
    Day,
    Debug,
    Fetch,
    Fields,
    Fixes,
    Inputs,
    Jobs,
    Json,
    MaybeInputs,
    Model,
    Names,
    Output,
    Quiet,
    Rules,
    StoreFile,
    Types,
    Workers,
    faults_in_one_line,
    ignore,
    names_of_fields,
    warn,
)


def build_command(
    inputs: MaybeInputs = None,
    output: Output = None,
    store: StoreFile = None,
    published: Day = None,
    model: Model = None,
    types: Types = None,
    names: Names = None,
    fixes: Fixes = None,
    fields: Fields = None,
    fetch: Fetch = False,
    jobs: Jobs = None,
    workers: Workers = None,
    dask: Dask = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Build a timeline: a page, a graph and tables."""
    if not (inputs or store):
        raise typer.BadParameter("give what to read, or a store", param_hint="INPUT")
    if not (output or store):
        raise typer.BadParameter("give a folder for the results, or a store", param_hint="--output")
    stopped = (
        f"stopped: what was read is kept in {store}; the same command goes on" if store else "stopped: nothing was written"
    )
    with faults_in_one_line(debug, stopped):
        if output:
            check_writable(output)
        timeline = build(
            inputs or (),
            date=published,
            model=model,
            types=types or (),
            names=names or (),
            fixes=fixes or (),
            fields=names_of_fields(fields),
            fetch=fetch,
            store=store,
            jobs=workers or jobs,
            dask=dask,
            progress=not quiet,
            warn=ignore if quiet else warn,
            debug=debug,
        )
        place = f"open {timeline.write(output)}" if output else f"kept in {store}"
        if not quiet:
            parts = ((timeline.articles, "article"), (timeline.events, "event"), (timeline.warnings, "warning"))
            typer.echo(f"{', '.join(count(len(things), noun) for things, noun in parts)}: {place}")


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
                "mod": time.mod,
                "edtf": time.interval.edtf if time.interval else None,
            }
            typer.echo(json.dumps(row, ensure_ascii=False))


def why_command(
    inputs: Inputs,
    published: Day = None,
    model: Model = None,
    types: Types = None,
    fields: Fields = None,
    fetch: Fetch = False,
    rules: Rules = False,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show how each sentence was read: the words that could tell of an event, what became of them and why.

    Each article is read by itself, without what others tell of its events.
    """
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
            told = [candidate for candidate in sentence.candidates if rules or not candidate.refused]
            for candidate in told:
                mark, taken = ("+", "taken, ") if candidate.taken else ("-", "")
                typer.echo(f'  {mark} {candidate.type}: "{candidate.word}": {taken}{candidate.because}')
                for name, value in candidate.details:
                    typer.echo(f"      {name:11} {value}")
            refused = dict.fromkeys(f'"{c.word}" ({c.type})' for c in sentence.candidates if c not in told)
            if refused:
                typer.echo(f"    no event by the rules: {', '.join(refused)}")
