"""TOML files that a user writes: blocks such as ``[[type]]``, checked key by key, each fault told in one line."""

from __future__ import annotations

import re
import tomllib
from importlib.resources.abc import Traversable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from timeline.errors import SchemaError

MOST_PARTS = 50
_LONG_KEY = re.compile(rb"(?:[\w\"' \t-]{1,80}\.){%d}" % MOST_PARTS)


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
"""Several texts; a single one need not stand in brackets."""


class Model(BaseModel):
    """Base of what is read from a file: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read(source: Traversable) -> bytes:
    """The bytes of a file. Raises: SchemaError."""
    try:
        return source.read_bytes()
    except OSError as error:
        raise SchemaError(f"{source}: {error.strerror or error}") from error


def parse(source: Traversable, data: bytes) -> dict[str, Any]:
    """What the bytes of a TOML file say. Raises: SchemaError."""
    if _LONG_KEY.search(data):  # for each of its parts tomllib keeps all the parts before
        raise SchemaError(f"{source}: not TOML that is read here: a key of more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemaError(f"{source}: not TOML: {error}") from error
    except RecursionError as error:
        raise SchemaError(f"{source}: not TOML that is read here: nested too deeply") from error


def lines(data: bytes, table: str, count: int) -> list[int | None]:
    """The 1-based lines on which the ``count`` blocks of that name begin; None for each where they are not all found."""
    header = re.compile(rf"\s*\[\[\s*{table}\s*\]\]")
    found = [at for at, line in enumerate(data.decode("utf-8-sig").split("\n"), start=1) if header.match(line)]
    return [*found] if len(found) == count else [None] * count


def fault(error: ValidationError) -> str:
    """The first fault, with the way to it: ", trigger 2, frame: unknown frame 'acts'"."""
    first = error.errors(include_url=False)[0]
    *way, last = first["loc"] or ("",)
    steps = [f" {step + 1}" if isinstance(step, int) else f", {step}" for step in way]
    if first["type"] == "extra_forbidden":
        return f"{''.join(steps)}: unknown key {last!r}"
    if first["type"] == "missing":
        return f"{''.join(steps)}: no {last}"
    steps.append(f" {last + 1}" if isinstance(last, int) else f", {last}" if last else "")
    message = first["msg"].removeprefix("Value error, ")
    return f"{''.join(steps)}: {message[:1].lower()}{message[1:]}"
