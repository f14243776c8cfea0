"""An event out of the claims that tell of it: what they agree on, and where they do not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from timeline import gazetteer, tellings
from timeline.drafts import Draft
from timeline.facts import once
from timeline.language.lexicon import PEOPLE
from timeline.likeness import akin
from timeline.model import ROLES, Actor, Claim, Event, Evidence, Participation, Place, Role, Status
from timeline.ontology import Ontology
from timeline.resolve import Resolution
from timeline.tellings import Sources
from timeline.timewords import NUMBERS
from timeline.wording import weight

BREADTH = {"building": 0, "place": 0, "city": 0, "country": 2, "sea": 2, "ocean": 3, "continent": 3}
"""How large the kinds of places are; states, provinces, islands and the like stand between cities and countries."""
UNHEARD = 6.5
"""Weight of a word that hardly an article has: it may be a name."""
BEFORE = "before"
"""The word for the agent of what a court does: a person who speaks there is not who tries or is tried."""
DETERMINERS = frozenset("a an the this that these those his her its their our my some several many most all other".split())


def event(draft: Draft, sources: Sources, resolution: Resolution, ontology: Ontology) -> Event:
    """The event that a draft tells of; whether it is a main one, `timeline.salience` says."""
    for id in tellings.outdated(draft.claims, sources, resolution):
        for role in ROLES:
            draft.roles[role].pop(id, None)
    label = _label(draft, ontology)
    told = {id for role in ROLES for id in draft.roles[role] if id in draft.sure}
    for role in ROLES:
        if not draft.roles[role]:
            draft.roles[role] |= {id: actor for id, actor in draft.likely[role].items() if id not in told}
    claims = sorted(draft.claims, key=lambda c: (c.doc, c.trigger))
    first = claims[0]
    current = tellings.current(claims, sources)
    status = tellings.status(current, sources)
    published = [day for claim in claims if (day := sources.days[claim.doc]) is not None]
    interval, dating = tellings.dated(current, sources)
    if interval is None:
        interval, dating = tellings.dated(claims, sources)
    seal = hashlib.sha256(f"{first.type}\0{first.doc}\0{first.trigger.start}\0{first.trigger.end}".encode()).hexdigest()
    shown = {role: _once([id for id in sorted(draft.roles[role]) if _is_shown(draft, id, role)], draft, role) for role in ROLES}
    participations = tuple(once(Participation(id, role, sure=id in draft.sure)) for role in ROLES for id in shown[role])
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
        places=once(tuple(_most_specific_first(draft.where))),
        mentions=tuple(Evidence(once(c.doc), c.trigger, once(c.text), once(c.sentence)) for c in claims),
        conflicts=tuple(tellings.conflicts(claims, sources, resolution)),
        plover=_plover(sorted(draft.own, key=lambda c: (c.doc, c.trigger))),
        unsure_places=() if draft.places else once(tuple(_most_specific_first(draft.where))),
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
    """Words for a tooltip: "Strike by the army on a dock", "Arrest of Ana Ruiz by police", "Earthquake in Nepal".

    Only actors that are sure are named in it: a wrong guess here would be an accusation. A country that acts alone stands
    before the noun ("United States strike"); where nothing more is known, the words of the text follow it ("Seizure: took").
    """
    shown = [[a for id, a in draft.roles[role].items() if id in draft.sure and _is_shown(draft, id, role)] for role in ROLES]
    kind = ontology.types[draft.type]
    agents, targets, others = shown
    if kind.agent == BEFORE:
        agents = [agent for agent in agents if agent.kind != "person"]
    own = [claim.noun for claim in draft.own if claim.noun is not None]
    noun = (min(own) if 2 * len(own) > len(draft.own) else None) or kind.noun or kind.name
    told = f" {kind.joins} {_listing(targets)}" if targets else ""
    if [agent.kind for agent in agents] == ["country"]:
        text = f"{agents[0].name} {noun}{told}"
    else:
        joins = "by" if told and kind.agent == kind.joins else kind.agent
        by = f" {joins} {_listing(agents)}" if agents else ""
        text = f"{noun}{told}{by}" if kind.joins == "of" else f"{noun}{by}{told}"
    if others:
        text += f" {'of' if len(others) > 1 and not (agents or targets) else 'with'} {_listing(others)}"
    if not (agents or targets or others):
        if draft.places:
            text += f" {kind.place} {draft.places[next(_most_specific_first(draft.places.values()))].name}"
        elif not akin(noun, draft.claims[0].lemma):
            text += f": {draft.claims[0].text}"
    return text[:1].upper() + text[1:]


def _listing(actors: Iterable[Actor]) -> str:
    """Two of the actors; of "14 people" and "17 people" only the first, for they may be the same."""
    names: dict[str, str] = {}
    for actor in sorted(actors, key=lambda a: (not a.named, a.id)):
        last = actor.name.rpartition(" ")[2].casefold()
        names.setdefault(actor.name if actor.named else f"described {last}", actor.name if actor.named else _inside(actor.name))
    shown = list(dict.fromkeys(names.values()))[:2]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and others"
    return " and ".join(shown)


def _inside(description: str) -> str:
    """Somebody described, as it is written inside a sentence: "five guards", but "Dutch sailors"."""
    first, *rest = description.split(" ")
    if first != first.capitalize() or any(word[:1].isupper() for word in rest) or gazetteer.country(first) is not None:
        return description
    word = first.casefold()
    forms = {word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"men$", "man", word)}
    known = word in NUMBERS or word in DETERMINERS or any(form in PEOPLE or weight(form) < UNHEARD for form in forms)
    return word + description[len(first) :] if known else description
