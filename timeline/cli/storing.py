"""Commands that take from a store, look into it, and tell what was done with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from timeline.build import count
from timeline.errors import InputError
from timeline.options import Debug, Json, Quiet, Stored, faults_in_one_line, warn

SHOWN = 8
"""Ids that a line of the log names."""


def remove_command(
    store: Stored,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles, as articles.jsonl has them.")],
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Take articles out of a store, with all events that quote them."""
    from timeline.store import opened

    with faults_in_one_line(debug), opened(store, write=True) as held:
        wanted = list(dict.fromkeys(ids))
        staying = {id: left for id in wanted if (left := [one for one in held.elsewhere(id) if one not in wanted])}
        gone = held.remove(wanted)
        for id, left in staying.items():
            warn(f"{store}: the text of {id} stays, for it is that of {', '.join(left)} too")
        for id in wanted:
            if id not in gone:
                warn(f"{store}: there is no article {id}")
        if not gone:
            raise InputError(str(store), "nothing was removed")
        if not quiet:
            typer.echo(f"{count(len(gone), 'article')} removed; `timeline build --store {store}` makes the events anew")


def find_command(
    store: Stored,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words to find; "in quotes" side by side.')],
    most: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Passages to show at the most.")] = 20,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Find events by words of the sentences that tell of them, of their labels, actors and places."""
    from timeline.store import opened

    with faults_in_one_line(debug), opened(store) as held:
        for line in held.stale():
            warn(f"{store}: {line}")
        found = held.find(" ".join(words), most)
        for one in found:
            if as_json:
                typer.echo(json.dumps(asdict(one), ensure_ascii=False))
            else:
                typer.echo(f"{one.event}  {one.day or 'undated':10}  {one.label}\n    {one.doc}: {one.quote}")
        if not found and not as_json:
            typer.echo("nothing found", err=True)


def log_command(store: Stored, as_json: Json = False, debug: Debug = False) -> None:
    """Tell what was done with a store: builds, removals, corrections."""
    from timeline.store import opened

    with faults_in_one_line(debug), opened(store) as held:
        for line in held.logged():
            typer.echo(json.dumps(line, ensure_ascii=False) if as_json else _told(line))


def _told(line: dict[str, Any]) -> str:
    about = line["at"].replace("T", " ").replace("+00:00", " UTC")
    match line["what"]:
        case "build":
            events = line["events"]
            parts = [
                f"{count(line['articles'], 'article')}",
                f"{len(line['added'])} new{_ids(line['added'])}",
                f"{len(line['replaced'])} replaced{_ids(line['replaced'])}",
                f"{line['read']} read",
                f"events: {events['came']} came, {events['went']} went, {events['changed']} changed",
            ]
            return f"{about}  build   {'; '.join(parts)}"
        case "remove":
            return f"{about}  remove  {', '.join(line['removed'])}"
        case what:
            return f"{about}  {what:6}  {line.get('said', '')}"


def _ids(ids: list[str]) -> str:
    more = ", ..." if len(ids) > SHOWN else ""
    return f" ({', '.join(ids[:SHOWN])}{more})" if ids else ""
