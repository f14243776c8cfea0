"""Commands that compare: a built folder with itself and its articles, two built folders with each other."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline.build import count, open_folder
from timeline.options import Debug, Json, faults_in_one_line, warn

if TYPE_CHECKING:
    from timeline.analyse import Alone, Change, Difference
    from timeline.model import Chronicle

Built = Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="What `timeline build` wrote.")]


def verify_command(
    folder: Built,
    more: Annotated[list[str] | None, typer.Argument(metavar="INPUT", help="More inputs after --articles.")] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option("--articles", metavar="INPUT", help="The articles as they were given, to compare the texts with."),
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
            checked = [count(found.articles, "article"), count(found.events, "event"), count(found.passages, "passage")]
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
    debug: Debug = False,
) -> None:
    """Show what changed from one built folder to another: events that came (+), went (-) or are told otherwise (~)."""
    from timeline.analyse import difference
    from timeline.analyse.changes import lines

    with faults_in_one_line(debug):
        found = difference(one := open_folder(before), other := open_folder(after))
        if as_json:
            typer.echo(json.dumps(_record(found, one, other), indent=1, ensure_ascii=False))
            return
        for line in lines(found):
            typer.echo(line)
        moved = (("came", found.articles_came), ("went", found.articles_went), ("changed", found.articles_changed))
        for what, ids in moved:
            if ids:
                typer.echo(f"{count(len(ids), 'article')} {what}: {', '.join(ids)}")
        numbers = f"{len(found.came)} came, {len(found.went)} went, {len(found.changed)} changed, {found.same} same"
        typer.echo(f"events: {numbers}")


def _record(found: Difference, before: Chronicle, after: Chronicle) -> dict[str, Any]:
    from timeline.export.events import to_record

    def alone(event: Alone, chronicle: Chronicle) -> dict[str, Any]:
        return {"event": to_record(event.event, chronicle), "shares_with": list(event.shares_with)}

    def changed(change: Change) -> dict[str, Any]:
        fields = {name: {"before": one, "after": other} for name, (one, other) in change.fields.items()}
        return {"id": change.after.id, "was": change.before.id, "label": change.after.label, "fields": fields}

    return {
        "came": [alone(event, after) for event in found.came],
        "went": [alone(event, before) for event in found.went],
        "changed": [changed(change) for change in found.changed],
        "same": found.same,
        "articles": {
            "came": list(found.articles_came),
            "went": list(found.articles_went),
            "changed": list(found.articles_changed),
        },
    }
