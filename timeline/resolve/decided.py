"""What actors and places are by the user's decisions: called, kept apart and put on the map as they shall be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from timeline import gazetteer
from timeline.decisions import ACTORS, Decisions, Pin, key
from timeline.model import Actor, Place
from timeline.names import clean, fullest
from timeline.sharing import Part, Sharing, Thing, Use
from timeline.spelling import slug

PREFIX = {"person": "person", "organisation": "org", "group": "group", "country": "country"}


def decide(decisions: Decisions, uses: Sequence[Use[Thing]]) -> list[Thing | None]:
    """What each mention means by the decisions: what the machine made of it, another thing, or none.

    The result does not depend on the order of the uses.
    """
    order = sorted(range(len(uses)), key=lambda i: (uses[i].doc, uses[i].mention.span, uses[i].mention.label, uses[i].thing.id))
    things = _things(Sharing(decisions, [uses[at] for at in order]))
    found: list[Thing | None] = [None] * len(uses)
    for at, thing in zip(order, things, strict=True):
        found[at] = thing
    return found


def _things(sharing: Sharing[Thing]) -> list[Thing | None]:
    """What each mention is after the sharing."""
    uses, clusters = sharing.uses, sharing.clusters
    members: dict[Part, list[int]] = defaultdict(list)
    for at, part in sorted(sharing.parts.items()):
        if at not in sharing.none:
            members[part].append(at)
    like: dict[Part, Thing | None] = {}
    lent: dict[str, Part] = {}
    for part, held in list(members.items()):
        like[part] = base = _base(sharing, part, held)
        if base is not None and part.pin and _borrows(part.pin, base):
            first = lent.setdefault(base.id, part)
            members[first] += members.pop(part) if first != part else [a for a in clusters[base.id] if a not in sharing.parts]
    moved = {at: part for part, held in members.items() for at in held}
    ids = _Ids({uses[at].thing.id for at in range(len(uses)) if at not in moved and at not in sharing.none})
    things: dict[Part, Thing] = {}
    for part in sorted(members, key=lambda p: (p.pin is None, p.pin is not None and "id" not in p.pin.about, p.order)):
        held = members[part]
        whole = [on[0] for on in clusters.values() if all(moved.get(at) == part for at in on)]
        own = {name for at in whole for name in uses[at].thing.names}
        things[part] = _new(part, like[part], uses[held[0]].thing, _forms(uses, held), own, ids)
    left = {id: [at for at in held if at not in moved and at not in sharing.none] for id, held in sorted(clusters.items())}
    rest = {id: _rest(uses[held[0]].thing, held, left[id], uses, ids) for id, held in clusters.items() if left[id]}
    return [
        None if at in sharing.none else things[moved[at]] if at in moved else rest[use.thing.id] for at, use in enumerate(uses)
    ]


class _Ids:
    """Gives each thing an id of its own."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def own(self, id: str) -> str:
        """The id, with a number where it is taken."""
        number, made = 2, id
        while made in self.taken:
            number, made = number + 1, f"{id}-{number}"
        self.taken.add(made)
        return made


def _base(sharing: Sharing[Thing], part: Part, held: Sequence[int]) -> Thing | None:
    """What the machine found and the decision speaks of; of several, what the user calls so, or what is named most."""
    count = Counter(sharing.uses[at].thing.id for at in held if at not in sharing.lone)
    found = [sharing.uses[sharing.clusters[id][0]].thing for id in count]
    pin = part.pin

    def rank(thing: Thing) -> tuple[bool, bool, bool, bool, int, str]:
        called = pin is not None and pin.name is not None and key(pin.name) in sharing.forms[thing.id]
        placed = isinstance(thing, Place) and thing.point_of != thing.id
        given = pin is not None and thing.id == pin.about.get("id")
        return not given, thing.kind == "described", placed, not called, -count[thing.id], thing.id

    return min(found, key=rank, default=None)


def _borrows(pin: Pin, base: Actor | Place) -> bool:
    """Whether an entry for some articles, which gives no name, speaks of somebody whom all articles may name."""
    elsewhere = isinstance(base, Place) and ("lat" in pin.about or pin.about.get("country") not in (None, base.country))
    return pin.local and pin.name is None and "id" not in pin.about and not elsewhere


def _forms(uses: Sequence[Use[Thing]], held: Sequence[int]) -> Counter[str]:
    """How often the articles call it so; what lies around a place is not named by them."""
    return Counter(uses[at].form for at in held if uses[at].doc) or Counter(uses[at].form for at in held)


def _new(part: Part, base: Thing | None, like: Thing, forms: Counter[str], own: set[str], ids: _Ids) -> Thing:
    """What the mentions of a part are, in the main ``base`` and else something of the kind of ``like``."""
    names = tuple(sorted({*forms, *own}))
    if part.pin is None:
        return _split(like, forms, ids)
    if isinstance(like, Place):
        return _place(part.pin, base or like, names, ids)
    return _actor(part.pin, base, like, names, ids)


def _actor(pin: Pin, base: Actor | None, like: Actor, names: tuple[str, ...], ids: _Ids) -> Actor:
    kind = pin.kind or (base or like).kind
    kind = "person" if kind == "described" and pin.name else kind if kind in (*ACTORS, "country", "described") else "place"
    country = pin.about.get("country") or (base.country if base else None)
    if base is not None and base.kind == kind and (pin.name is None or kind in ("country", "place")):
        id = base.id
    else:
        id = f"{kind}:{country}" if kind == "country" and country else made_id(kind, pin.name or like.name)
    id = ids.own(pin.about.get("id") or id)
    return Actor(id, pin.name or (base or like).name, kind, kind != "described", names, country)


def _place(pin: Pin, base: Place, names: tuple[str, ...], ids: _Ids) -> Place:
    about = pin.about
    code, name = about.get("country"), pin.name or base.name
    known = gazetteer.by_id(about["id"]) if "id" in about else None
    if known is None and code not in (None, base.country):
        near = (gazetteer.place(form, near=(code,)) for form in (name, *names))
        known = next((place for place in near if place is not None and place.country == code), None)
    place = known or base
    moved = code not in (None, place.country) and place.country is not None
    if known is None and (moved or ("lat" in about and place.point_of == place.id)):
        place = Place(made_id("place", name) + (f"-{code.lower()}" if code else ""), name, place.kind, code or place.country)
    code = code or place.country
    kind = pin.kind or place.kind
    within = place.within or (gazetteer.countries()[code].id if code and kind != "country" else None)
    id = ids.own(about.get("id", place.id))
    own = "lat" in about or (place.lat is not None and place.point_of in (None, place.id))
    return replace(
        place,
        id=id,
        name=name if pin.name or known is None else known.name,
        kind=kind,
        country=code,
        lat=about.get("lat", place.lat),
        lon=about.get("lon", place.lon),
        within=within,
        names=names,
        point_of=id if own else place.point_of,
    )


def _split(thing: Thing, forms: Counter[str], ids: _Ids) -> Thing:
    """Something new, of which the machine only knew that it is called so and is of the kind of ``thing``."""
    name, names = fullest(forms), tuple(sorted(forms))
    if isinstance(thing, Place):
        id = ids.own(made_id("place", name))
        return Place(id, name, thing.kind, thing.country, within=thing.within, names=names)
    kind = "organisation" if thing.kind == "country" else thing.kind
    return Actor(ids.own(made_id(kind, name)), name, kind, thing.named, names, thing.country)


def _rest(thing: Thing, held: Sequence[int], left: Sequence[int], uses: Sequence[Use[Thing]], ids: _Ids) -> Thing:
    """What the machine made, without the names that have gone; called anew where its own name has."""
    if len(left) == len(held):
        return thing
    forms = _forms(uses, left)
    gone = {uses[at].form for at in held} - set(forms)
    names = tuple(sorted(set(thing.names) - gone | set(forms)))
    if clean(thing.name) not in gone or thing.kind not in ACTORS:
        return replace(thing, names=names)
    name = fullest(forms)
    ids.taken.discard(thing.id)
    return replace(thing, id=ids.own(made_id(thing.kind, name)), name=name, names=names)


def made_id(kind: str, name: str) -> str:
    return f"{PREFIX.get(kind, 'place')}:{slug(name)}"


def settled(uses: Sequence[Use[Place]], meant: Sequence[Place | None]) -> dict[str, Place]:
    """The places that uses mean by id, with the larger ones: each within what became of that, and none within itself.

    What has no point of its own has that of the nearest larger place that has one.
    """
    became = {use.thing.id: place.id for use, place in zip(uses, meant, strict=True) if place is not None}
    known = {place.id: place for place in meant if place is not None}
    for place in list(known.values()):
        known[place.id] = replace(place, within=became.get(place.within or "", place.within))
        larger = gazetteer.containing(place)
        while larger is not None and became.get(larger.id, larger.id) not in known:
            known[larger.id] = replace(larger, names=(larger.name,), point_of=larger.point_of or larger.id)
            larger = gazetteer.containing(larger)
    for id in sorted(known):
        above, at = {id}, known[id]
        while at.within is not None and at.within not in above:
            above.add(at.within)
            at = known[at.within]
        known[at.id] = replace(at, within=None)
    return {id: _located(known[id], known, became) for id in sorted(known)}


def _located(place: Place, known: Mapping[str, Place], became: Mapping[str, str]) -> Place:
    point = became.get(place.point_of or "", place.point_of)
    larger = known.get(place.within or "")
    while larger is not None and larger.id != point and (point or larger.lat is None or larger.point_of != larger.id):
        larger = known.get(larger.within or "")
    return place if larger is None else replace(place, lat=larger.lat, lon=larger.lon, point_of=larger.id)
