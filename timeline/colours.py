"""One colour a family of events, told apart with each of the common kinds of colour blindness."""

from __future__ import annotations

from collections.abc import Iterable

FAMILIES = {
    "violence": "#d8522f",
    "justice": "#1f5673",
    "sanction": "#e0ab24",
    "military": "#6f3cc9",
    "diplomacy": "#2fb985",
    "speech": "#9ca7b0",
    "politics": "#c44fb8",
    "incident": "#63402a",
}
OTHERS = ("#2f7fd0", "#8c9a2b", "#a3123f", "#15808a", "#f0906b", "#4b4f58")


def of_families(families: Iterable[str]) -> dict[str, str]:
    """The families that are in use, in the order of their lanes, and their colours as ``#rrggbb``.

    Those of the package stand first. Others (from event types of the user's own) follow by name and share six more colours.
    """
    used = set(families)
    others = sorted(used - set(FAMILIES))
    known = {family: colour for family, colour in FAMILIES.items() if family in used}
    return known | {family: OTHERS[number % len(OTHERS)] for number, family in enumerate(others)}
