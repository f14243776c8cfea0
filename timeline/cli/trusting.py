"""Commands that compare: a built folder with itself and its articles, two built folders with each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.build import count, open_folder
from timeline.options import Debug, Json, faults_in_one_line, warn

if TYPE_CHECKING:
    from timeline.analyse import Alone, Difference, Part
    from timeline.model import Actor, Article, Chronicle, Place

Built = Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="What `timeline build` wrote.")]


def verify_command(
    folder: Built,
    more: Annotated[list[str] | None, typer.Argument(metavar="INPUT", help="More inputs after --articles.")] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--articles",
            metavar="INPUT",
            help="The articles as they were given, to compare texts, days, titles, addresses with.",
        ),
    ] = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Check a built folder: each quoted passage against its article, each article against its hash."""
    from timeline.verify import verify

    if more and not articles:
        raise typer.BadParameter("inputs to compare with come after --articles")
    with faults_in_one_line(debug):
        found = verify(folder, [*(articles or ()), *(more or ())])
        if as_json:
            typer.echo(json.dumps(asdict(found), indent=1, ensure_ascii=False))
        else:
            for note in found.notes:
                warn(note)
            for fault in found.faults:
                typer.echo(str(fault))
            events = count(found.events, "event")
            if found.of_events is not None:
                events = f"{found.events:,} of {count(found.of_events, 'event')}"
            checked = [count(found.articles, "article"), events, count(found.passages, "passage")]
            if articles:
                checked.append(f"{count(found.originals, 'original')} compared")
                checked += [
                    f"{len(ids)} {what}" for what, ids in (("left out", found.left_out), ("not found", found.not_found)) if ids
                ]
            typer.echo(f"{', '.join(checked)}: {count(len(found.faults), 'fault') if found.faults else 'all hold'}")
        if found.faults:
            raise typer.Exit(1)


def diff_command(
    before: Annotated[Path, typer.Argument(metavar="A", exists=True, help="What `timeline build` wrote.")],
    after: Annotated[Path, typer.Argument(metavar="B", exists=True, help="What it wrote another time.")],
    as_json: Json = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything differs; without this, with 0 then, too.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Show what changed from one built folder to another: events, actors, places, articles that came, went, changed."""
    from timeline.analyse import difference
    from timeline.analyse.changes import lines

    with faults_in_one_line(debug):
        found = difference(one := open_folder(before), other := open_folder(after))
        if as_json:
            typer.echo(json.dumps(_record(found, one, other), indent=1, ensure_ascii=False))
        else:
            for line in [*lines(found), *_totals(found)]:
                typer.echo(line)
        if exit_code and found:
            raise typer.Exit(1)


def _totals(found: Difference) -> Iterator[str]:
    counted = {"events": (len(found.came), len(found.went), len(found.changed), found.same)}
    for what, part in _parts(found).items():
        counted[what] = len(part.came), len(part.went), len(part.changed), part.same
    for what, (came, went, changed, same) in counted.items():
        yield f"{what}: {came} came, {went} went, {changed} changed, {same} same"


def _parts(found: Difference) -> dict[str, Part[Actor] | Part[Place] | Part[Article]]:
    return {"actors": found.actors, "places": found.places, "articles": found.articles}


def _record(found: Difference, before: Chronicle, after: Chronicle) -> dict[str, Any]:
    from timeline.analyse.changes import title
    from timeline.export.events import to_record

    def alone(event: Alone, chronicle: Chronicle) -> dict[str, Any]:
        return {"event": to_record(event.event, chronicle), "shares_with": list(event.shares_with)}

    def differing(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
        return {name: {"before": one, "after": other} for name, (one, other) in fields.items()}

    def named(node: Actor | Place | Article) -> dict[str, Any]:
        return {"id": node.id, "name": title(node)}

    def part(part: Part[Actor] | Part[Place] | Part[Article]) -> dict[str, Any]:
        return {
            "came": [named(node) for node in part.came],
            "went": [named(node) for node in part.went],
            "changed": [{**named(change.after), "fields": differing(change.fields)} for change in part.changed],
            "same": part.same,
        }

    return {
        "came": [alone(event, after) for event in found.came],
        "went": [alone(event, before) for event in found.went],
        "changed": [
            {"id": c.after.id, "was": c.before.id, "label": c.after.label, "fields": differing(c.fields)} for c in found.changed
        ],
        "same": found.same,
        **{what: part(told) for what, told in _parts(found).items()},
    }
