"""An event out of the claims that tell of it: what they agree on, and where they do not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from timeline import tellings
from timeline.drafts import Draft
from timeline.model import ROLES, Actor, Claim, Event, Evidence, Participation, Place, Role, Status
from timeline.ontology import Ontology
from timeline.resolve import Resolution
from timeline.tellings import Sources

BREADTH = {"building": 0, "place": 0, "city": 0, "country": 2, "sea": 2, "ocean": 3, "continent": 3}
"""How large the kinds of places are; states, provinces, islands and the like stand between cities and countries."""


def event(draft: Draft, sources: Sources, resolution: Resolution, ontology: Ontology) -> Event:
    """The event that a draft tells of; whether it is a main one, `timeline.salience` says."""
    for id in tellings.outdated(draft.claims, sources, resolution):
        for role in ROLES:
            draft.roles[role].pop(id, None)
    label = _label(draft, ontology)
    for role in ROLES:
        if not draft.roles[role]:
            draft.roles[role] |= draft.likely[role]
    claims = sorted(draft.claims, key=lambda c: (c.doc, c.trigger))
    first = claims[0]
    current = tellings.current(claims, sources)
    status = tellings.status(current, sources)
    published = [day for claim in claims if (day := sources.articles[claim.doc].date) is not None]
    interval, dating = tellings.dated(current, sources)
    if interval is None:
        interval, dating = tellings.dated(claims, sources)
    seal = hashlib.sha256(f"{first.type}\0{first.doc}\0{first.trigger.start}\0{first.trigger.end}".encode()).hexdigest()
    shown = {role: _once([id for id in sorted(draft.roles[role]) if _is_shown(draft, id, role)], draft, role) for role in ROLES}
    participations = tuple(Participation(id, role, sure=id in draft.sure) for role in ROLES for id in shown[role])
    return Event(
        id=f"ev_{seal[:12]}",
        type=draft.type,
        family=ontology.family(draft.type),
        label=label,
        interval=interval,
        not_before=max(published) if published and status is Status.PLANNED and interval is None else None,
        not_after=min(published) if published and status is Status.OCCURRED else None,
        when=dating,
        status=status,
        reported=all(claim.reported for claim in claims),
        count=tellings.count(claims, sources),
        main=False,
        actors=participations,
        places=tuple(_most_specific_first((draft.places or draft.near).values())),
        mentions=tuple(Evidence(c.doc, c.trigger, c.text, c.sentence) for c in claims),
        conflicts=tuple(tellings.conflicts(claims, sources, resolution)),
        plover=_plover(claims),
        unsure_places=() if draft.places else tuple(_most_specific_first(draft.near.values())),
        independent=len(sources.origins(claims)),
    )


def _plover(claims: Sequence[Claim]) -> str | None:
    """The root type that most tellings have, the first of them where as many have another."""
    roots = [claim.plover for claim in claims if claim.plover is not None]
    return max(roots, key=roots.count, default=None)


def _once(ids: Sequence[str], draft: Draft, role: Role) -> list[str]:
    """The actors, but of those that several articles describe in the same words the first, a sure one if there is any."""
    found: dict[str, str] = {}
    for id in sorted(ids, key=lambda key: (key not in draft.sure, key)):
        actor = draft.roles[role][id]
        found.setdefault(id if actor.named else f"described {actor.name.casefold()}", id)
    return sorted(found.values())


def _is_shown(draft: Draft, id: str, role: Role) -> bool:
    """Whether the actor stands in no role that comes before this one, and may not be one that another telling names."""
    earlier = ROLES[: ROLES.index(role)]
    return not any(id in draft.roles[other] for other in earlier) and not _stands_for_another(draft, id, role)


def _stands_for_another(draft: Draft, id: str, role: Role) -> bool:
    """Whether a described actor ("the suspect") may be one that another telling names in the same role."""
    if draft.roles[role][id].named:
        return False
    return bool(draft.named(role)) and id not in draft.beside


def _most_specific_first(places: Iterable[Place]) -> Iterator[str]:
    yield from (place.id for place in sorted(places, key=lambda p: (BREADTH.get(p.kind, 1), p.id)))


def _label(draft: Draft, ontology: Ontology) -> str:
    """ "United States strike on Tren de Aragua", "Arrest of Ana Ruiz", "Earthquake in Nepal": words for a tooltip.

    Only actors that are sure are named in it: a wrong guess here would be an accusation.
    """
    agents, targets, others = (
        _listing(actor for id, actor in draft.roles[role].items() if id in draft.sure and _is_shown(draft, id, role))
        for role in ROLES
    )
    kind = ontology.types[draft.type]
    own = [claim.noun for claim in draft.claims if claim.noun is not None]
    noun = (min(own) if 2 * len(own) > len(draft.claims) else None) or kind.noun or kind.name
    text = f"{agents} {noun}" if agents else noun.capitalize()
    if targets:
        text += f" {kind.joins} {targets}"
    if others:
        text += f" {'with' if agents else 'of'} {others}"
    if not (agents or targets or others) and draft.places:
        text += f" in {draft.places[next(_most_specific_first(draft.places.values()))].name}"
    return text[:1].upper() + text[1:]


def _listing(actors: Iterable[Actor]) -> str:
    """Two of the actors; of "14 people" and "17 people" only the first, for they may be the same."""
    names: dict[str, str] = {}
    for actor in sorted(actors, key=lambda a: (not a.named, a.id)):
        last = actor.name.rpartition(" ")[2].casefold()
        names.setdefault(actor.name if actor.named else f"described {last}", actor.name)
    shown = list(dict.fromkeys(names.values()))[:2]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and others"
    return " and ".join(shown)
