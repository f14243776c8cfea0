"""Orders in time that cannot be: a sentence before the trial, an arrest of someone who was killed before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from timeline import counted
from timeline.allen import extent, surely_before
from timeline.model import HAPPENED, Actor, Chronicle, Event
from timeline.schema import several, table


@dataclass(frozen=True, slots=True)
class Order:
    """What must come before or after what, where the same actor is the target of both.

    ``needs``: before an event of the ``type`` there is one of the ``others``. ``ends``: after it there is none of them.
    """

    type: str
    rule: Literal["needs", "ends"]
    others: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """Two events whose days contradict an order: ``earlier`` is surely over before ``later`` begins, and should not be.

    ``sure``: whether the text says that the actor is the target of both, and neither is a guess.
    """

    order: Order
    actor: Actor
    earlier: Event
    later: Event

    @property
    def sure(self) -> bool:
        return all(counted.surely(event, self.actor.id, "target") for event in (self.earlier, self.later))

    def __str__(self) -> str:
        days = " before ".join(self._told(event) for event in (self.earlier, self.later))
        return f"{self.actor.name}: {days}: {self.order.gloss}"

    def _told(self, event: Event) -> str:
        doubt = "" if counted.surely(event, self.actor.id, "target") else ", perhaps"
        status = "" if event.status in HAPPENED else f", {event.status}"
        return f"{event.type} ({event.interval.edtf if event.interval else 'undated'}{status}{doubt})"


def orders() -> tuple[Order, ...]:
    """The orders that the package knows: the table ``timeline/schema/orders.tsv``.

    >>> from timeline import analyse
    >>> first, *_ = analyse.orders()
    >>> first.type, first.rule, first.others
    ('sentencing', 'needs', ('conviction', 'trial'))
    """
    rows = table("orders")
    return tuple(
        Order(row["type"], cast("Literal['needs', 'ends']", row["rule"]), several(row["others"]), row["gloss"]) for row in rows
    )


def impossible_orders(
    chronicle: Chronicle,
    known: Iterable[Order] | None = None,
    *,
    statuses: Iterable[str] = HAPPENED,
    sure: bool = False,
) -> list[Impossible]:
    """Events on one actor whose days cannot all be right, in order of names: each is a place to look.

    A day is wrong, two cases or two people of one name were taken for one, or an event was misread. Looked at are named
    actors that are targets of events; for what a death ends, people alone. An event that needs another is
    told of only if all that are known of the other come surely after it (see `timeline.allen`), so that a second trial does not
    make the first sentence impossible; with the earliest of these.

    Args:
        known: other orders than those of `orders`.
        statuses: of the events that count: what happened or goes on, unless others are asked for.
        sure: whether to leave out actors whose part in an event is a guess; else an order told says "perhaps" of these.
    Raises:
        ValueError: there is no such status.

    >>> from dataclasses import replace
    >>> from timeline import analyse
    >>> story = analyse.sample()
    >>> analyse.impossible_orders(story)
    []
    >>> arrest, sentence = (story.of_type(kind).events[0] for kind in ("arrest", "sentencing"))
    >>> early = replace(sentence, interval=arrest.interval)
    >>> others = [event for event in story.events if event is not sentence]
    >>> for found in analyse.impossible_orders(replace(story, events=(early, *others))):
    ...     print(found)
    Anton Belk: sentencing (2026-02-09) before trial (2026-03-16): a sentence before any verdict or trial
    """
    rules = tuple(orders() if known is None else known)
    on = _by_target(counted.events(chronicle, statuses), sure)
    found = [
        Impossible(order, actor, *pair)
        for key, events in on.items()
        if (actor := chronicle.actors[key]).named
        for order in rules
        if order.rule == "needs" or actor.kind == "person"
        for pair in (_needs if order.rule == "needs" else _ends)(order, events)
    ]
    return sorted(found, key=lambda i: (i.actor.name, i.actor.id, i.earlier.id, i.later.id, i.order.gloss))


def _by_target(events: Iterable[Event], sure: bool) -> dict[str, list[Event]]:
    on: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda e: (extent(e).first_from, e.id)):
        for actor in counted.actors(event, sure, "target"):
            on[actor].append(event)
    return on


def _needs(order: Order, events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    needed = [event for event in events if event.type in order.others]
    for event in events:
        if event.type == order.type and needed and all(surely_before(event, other) for other in needed):
            yield event, needed[0]


def _ends(order: Order, events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    for event in events:
        if event.type == order.type:
            yield from ((event, other) for other in events if other.type in order.others and surely_before(event, other))
