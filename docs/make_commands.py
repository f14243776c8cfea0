"""Write `docs/commands.md`: every command of `timeline`, its arguments and options, as the program itself has them.

python docs/make_commands.py
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any

import typer

from timeline.cli import app

HEAD = """# Commands

Written by `docs/make_commands.py` out of the program; a test compares the two. `timeline --help` and `timeline COMMAND --help`
say the same.

Exit codes: 0 done (bad parts of the input are warnings), 1 nothing could be read or nothing could be written, 2 wrong usage,
130 stopped by Ctrl-C. `verify` exits with 1 if it finds a fault, `diff --exit-code` if anything differs. A fault is one line on
stderr; `--debug` shows where it arose.
"""


def page() -> str:
    group: Any = typer.main.get_command(app)
    return "\n".join([HEAD, *(section(name, command) for name, command in group.commands.items() if not command.hidden)])


def section(name: str, command: Any) -> str:
    arguments = [part for part in command.params if part.param_type_name == "argument" and not part.hidden]
    options = [part for part in command.params if part.param_type_name == "option" and not part.hidden and part.name != "help"]
    usage = " ".join([f"timeline {name}", *("[OPTIONS]" for _ in options[:1]), *map(usage_of, arguments)])
    rows = [f"| `{usage_of(part)}` | {part.help or ''} |" for part in arguments]
    rows += [f"| {', '.join(spelt(part))} | {part.help or ''} |" for part in options]
    return "\n".join([f"## `{usage}`", "", cleandoc(command.help or ""), "", "| | |", "|---|---|", *rows, ""])


def usage_of(argument: Any) -> str:
    word = argument.metavar or argument.name.upper()
    word = f"{word}..." if argument.nargs == -1 and not word.endswith("...") else word
    return word if argument.required else f"[{word}]"


def spelt(option: Any) -> Iterator[str]:
    value = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    for word in option.opts:
        yield f"`{word}{value}`"


if __name__ == "__main__":
    (Path(__file__).parent / "commands.md").write_text(page(), encoding="utf-8")
