"""What counts in a question: the events of some statuses, and the actors whose part in them is no guess, if one asks so."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.model import Chronicle, Event, Role, as_statuses


def events(chronicle: Chronicle, statuses: Iterable[str]) -> list[Event]:
    """The events of these statuses. Raises: ValueError, if there is no such status."""
    wanted = as_statuses(statuses)
    return [event for event in chronicle.events if event.status in wanted]


def actors(event: Event, sure: bool, role: Role | None = None) -> list[str]:
    """The ids of those who take part, in any role or in this one; each once, sorted. ``sure``: without guesses."""
    return sorted({part.actor for part in event.actors if role in (None, part.role) and (part.sure or not sure)})


def surely(event: Event, actor: str, role: Role | None = None) -> bool:
    """Whether the text says that the actor takes part, in any role or in this one, and it is no guess."""
    return actor in actors(event, True, role)
