"""JSON Lines: an object a line; and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

SUFFIXES = (".jsonl", ".ndjson", ".json")

NOT_AN_OBJECT = "not a JSON object"


def records(
    lines: Iterable[tuple[int, str, str | None]], fault: Callable[[int | None, str], None]
) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The objects of lines (number, text, what is wrong with it). A line that is none is told and left out."""
    for number, line, wrong in lines:
        if wrong:
            fault(number, wrong)
        if wrong or not line.strip():
            continue
        try:
            value = json.loads(line.rstrip("\r\n"))
        except (ValueError, RecursionError) as error:
            fault(number, _said(error))
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            fault(number, NOT_AN_OBJECT)


def document(text: str) -> object:
    """The value of a whole JSON text.

    Raises:
        ValueError: it is not JSON; the text of the error says where.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(_said(error)) from error


def starts_object(line: str) -> bool:
    """Whether the line is the first of JSON Lines: one whole object."""
    try:
        return line.lstrip().startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _said(error: BaseException) -> str:
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        return f"not JSON: {error.msg.removesuffix(' at')} at {place}"
    return "not JSON: nested too deeply" if isinstance(error, RecursionError) else f"not JSON: {error}"
