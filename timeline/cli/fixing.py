"""The command that corrects events: it writes down what, who and why; builds follow it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from timeline.build import open_folder
from timeline.errors import InputError, SchemaError
from timeline.model import Event
from timeline.options import Debug, faults_in_one_line


def fix_command(
    where: Annotated[
        Path, typer.Argument(metavar="STORE_OR_DIR", exists=True, help="A store, or a folder that `timeline build` wrote.")
    ],
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="EVENT", help="Ids of events, or their beginnings; with --same, --different, --drop: names."),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="EDTF", help="It was then: 2026-01-31, 2026-01, or unknown.")
    ] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="It is of this type.")] = None,
    none: Annotated[bool, typer.Option("--none", help="It is no event.")] = False,
    merge: Annotated[bool, typer.Option("--merge", help="These events are one, of the type of the first.")] = False,
    split: Annotated[
        list[str] | None,
        typer.Option(metavar="PASSAGE", help="What this passage, or article, tells of is another event; may be given again."),
    ] = None,
    same: Annotated[bool, typer.Option("--same", help="These names are of one actor or place, called as the first.")] = False,
    different: Annotated[bool, typer.Option("--different", help="No two of these names are of one.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="These names are of nobody and nothing.")] = False,
    undo: Annotated[int | None, typer.Option(min=1, metavar="N", help="Take correction N back; an undo too.")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="The reason. It is needed.")] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who says so; you, if not told otherwise.")] = None,
    fixes: Annotated[
        Path | None, typer.Option(dir_okay=False, metavar="FILE", help="TOML file to add it to, where there is no store.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Correct events: dates, types, what belongs together; or show passages of events; or list the corrections."""
    deeds = {
        "date": day, "type": type, "none": none, "merge": merge, "split": split,
        "same": same, "different": different, "drop": drop, "undo": undo,
    }  # fmt: skip
    asked = [name for name, value in deeds.items() if value]
    if len(asked) > 1:
        raise typer.BadParameter(f"--{asked[0]} and --{asked[1]} do not go together")
    if where.is_dir() and fixes is None and (asked or not what):
        raise typer.BadParameter(
            "a folder needs a file to write corrections to, which build --fixes follows", param_hint="--fixes"
        )
    if asked and not why:
        raise typer.BadParameter("a correction needs its reason", param_hint="--why")
    with faults_in_one_line(debug):
        if not asked:
            for line in _shown(where, what) if what else _listed(where, fixes):
                typer.echo(line)
            return
        signed = {"what": asked[0], "by": by or _user(), "why": why, "on": date.today()}
        block = {**signed, **_about(asked[0], deeds[asked[0]], where, what or [])}
        number, said = _written(where, fixes, block)
        typer.echo(
            f"fix {number}: {said}; the next `timeline build --{'fixes' if fixes else 'store'} {fixes or where}` follows it"
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise typer.BadParameter("nobody knows here who you are: say it", param_hint="--by") from None


def _about(deed: str, value: Any, where: Path, what: list[str]) -> dict[str, Any]:
    """The keys of the entry that say what is corrected. Raises: InputError, SchemaError."""
    from timeline.ledger import passages

    if deed == "undo":
        return {"number": value}
    if deed == "same":
        return {"name": what[0] if what else None, "names": what[1:]}
    if deed in ("different", "drop"):
        return {"names": what}
    if not what:
        raise SchemaError("which event? `timeline find` and events.jsonl have the ids")
    events = [_event(where, id) for id in what]
    first, others = passages(events[0]), [text for event in events[1:] for text in passages(event)]
    if deed == "merge":
        if not others:
            raise SchemaError("give two events or more to merge")
        return {"passages": first, "others": others}
    every = [*first, *others]
    if deed == "type":
        _known(where, value)
    if deed == "split":
        apart = [text for text in every if any(_stands_in(text, one) for one in value)]
        rest = [text for text in every if text not in apart]
        if not apart or not rest:
            raise SchemaError(f"{'none' if not apart else 'every one'} of its passages is meant: {', '.join(every)}")
        return {"passages": apart, "others": rest}
    return {"passages": every, **({deed: value} if deed in ("date", "type") else {})}


def _stands_in(passage: str, wanted: str) -> bool:
    """Whether a passage is the one that is asked for, or in the article of that id."""
    from timeline.ledger import Passage

    found = Passage.read(passage)
    return wanted in (found.doc, passage, str(found._replace(words="")))


def _known(where: Path, type: str) -> None:
    """Raises: SchemaError: neither the package nor the files of the last build have such a type."""
    from timeline import ontology

    options = open_folder(where).run.get("options")
    own = options.get("types", ()) if isinstance(options, dict) else ()
    if type not in ontology.load([path for path in own if Path(path).is_file()]).types:
        raise SchemaError(f"there is no type {type!r}; `timeline types` lists them")


def _event(where: Path, id: str) -> Event:
    from timeline.store import opened

    if where.is_dir():
        found = [event for event in open_folder(where).events if event.id.startswith(id)]
    else:
        with opened(where) as held:
            found = held.event(id)
    if len(found) != 1:
        raise InputError(str(where), f"{'several events begin with' if found else 'there is no event'} {id}")
    return found[0]


def _written(where: Path, fixes: Path | None, block: dict[str, Any]) -> tuple[int, str]:
    """The number of the new entry and what it says; it is written where it does not contradict those before."""
    from timeline import decisions, ledger
    from timeline.folder import appended
    from timeline.store import opened

    entry = ledger.checked({key: value for key, value in block.items() if value not in (None, [])})
    if fixes is not None:
        before = ledger.load(fixes) if fixes.exists() else []
        decisions.load((), ledger.names(ledger.standing([*before, entry])))
        appended(fixes, entry.block())
        return len(before) + 1, entry.reason
    with opened(where, write=True) as held:
        decisions.load((), ledger.names(ledger.standing([*held.corrections(), entry])))
        number = held.correct(entry)
        held.log("fix", number=number, said=f"{number}: {entry.reason}")
    return number, entry.reason


def _shown(where: Path, ids: list[str]) -> Iterator[str]:
    """Events with their passages, as --split takes them."""
    from timeline.ledger import passages

    for event in (_event(where, id) for id in ids):
        yield f"{event.id}  {event.interval.edtf if event.interval else 'undated'}  {event.type}: {event.label}"
        yield from (f"    {passage}" for passage in passages(event))
        yield from (f"    corrected: {reason}" for reason in event.corrected)


def _listed(where: Path, fixes: Path | None) -> list[str]:
    from timeline import ledger
    from timeline.store import opened

    if fixes is not None:
        entries = ledger.load(fixes) if fixes.exists() else []
    else:
        with opened(where) as held:
            entries = held.corrections()
    stands = {standing.called for standing in ledger.standing(entries)}
    return [
        f"{number}  {entry.reason}{'' if entry.what == 'undo' or f'fix {number}' in stands else '  (undone)'}"
        for number, entry in enumerate(entries, 1)
    ]
