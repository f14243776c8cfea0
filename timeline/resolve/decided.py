"""The user's decisions over what the machine made of the mentions: names joined, kept apart, and called what they shall be.

What the machine took for one thing is a cluster. A decision on one of its names takes the whole cluster along; where several
decisions speak of it, it is shared out. A short name ("Smith") goes alone where the user means another bearer than the machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz

from timeline import gazetteer
from timeline.decisions import ACTORS, Decisions, Match, Pin, Words, key
from timeline.model import Actor, Mention, Place
from timeline.names import SMALL, abbreviates, clean, fullest, person, words
from timeline.spelling import slug

Thing = TypeVar("Thing", Actor, Place)
PREFIX = {"person": "person", "organisation": "org", "group": "group", "country": "country"}


@dataclass(frozen=True, slots=True)
class Use(Generic[Thing]):
    """A mention, what the machine takes it for, and what tells ``thing`` from others in its article."""

    doc: str
    mention: Mention
    thing: Thing
    party: Hashable = None

    @property
    def form(self) -> str:
        """The mention as the names of a thing have it."""
        if self.thing.kind == "described":
            return " ".join(self.mention.text.split())
        if self.thing.kind == "person":
            return person(self.mention.text).shown or clean(self.mention.text)
        name = clean(self.mention.text)
        return name.partition(", ")[0] if isinstance(self.thing, Place) else name


class Part(NamedTuple):
    """Where mentions go: to what a pin speaks of, or to something new that is split off from a cluster."""

    pin: Pin | None
    split: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return self.pin.first if self.pin else self.split


def decide(decisions: Decisions, uses: Sequence[Use[Thing]]) -> list[Thing | None]:
    """What each mention means by the decisions: what the machine made of it, another thing, or none.

    The result does not depend on the order of the uses.
    """
    order = sorted(range(len(uses)), key=lambda i: (uses[i].doc, uses[i].mention.span, uses[i].mention.label, uses[i].thing.id))
    things = _things(_Sharing(decisions, [uses[at] for at in order]))
    found: list[Thing | None] = [None] * len(uses)
    for at, thing in zip(order, things, strict=True):
        found[at] = thing
    return found


class _Sharing(Generic[Thing]):
    """Which mentions leave the cluster that the machine put them in, and where they go.

    Attributes:
        clusters: id of what the machine made to the mentions of it.
        parts: mention to where it goes; the others stay.
        lone: mentions that move without their cluster. none: those of no thing of this sort.
    """

    def __init__(self, decisions: Decisions, uses: Sequence[Use[Thing]]) -> None:
        self.decisions = decisions
        self.uses: Sequence[Use[Thing]] = uses
        self.clusters: dict[str, list[int]] = defaultdict(list)
        for at, use in enumerate(uses):
            self.clusters[use.thing.id].append(at)
        self.forms = {id: {words(uses[at].form) for at in held} for id, held in self.clusters.items()}
        self.matches: dict[int, Bound] = {}
        for at, use in enumerate(uses):
            match = decisions.match(use.doc, use.mention) or self._anchored(use)
            if match is not None and match.pin is not None:
                self.matches[at] = Bound(match.words, match.pin, match.local)
        self.none = {at for at, m in self.matches.items() if isinstance(uses[at].thing, Place) and m.pin.kind in ACTORS}
        self._leave_remarks()
        self.lone = set(self._lone())
        self.parts: dict[int, Part] = {}
        for at in self.lone:
            self.parts[at] = Part(self.matches[at].pin)
        for cluster in sorted(self.clusters):
            self._share(cluster, self.clusters[cluster], "")
        for cluster, held in sorted(self.clusters.items()):
            for doc in sorted({uses[at].doc for at in held if at in self.matches and self.matches[at].local}):
                self._share(cluster, [at for at in held if uses[at].doc == doc], doc)

    def _anchored(self, use: Use[Thing]) -> Match | None:
        match = self.decisions.anchored(use.mention)
        return match if match and match.pin and _fits(match.pin, use.thing) else None

    def _leave_remarks(self) -> None:
        """What only tells the kind of a name joins nothing; nor does a name that all its mentions have for a government."""
        met: dict[Pin, set[str]] = defaultdict(set)
        for at, match in self.matches.items():
            met[match.pin].add("" if self._for_government(at) else self.uses[at].thing.id)
        for at, (_, pin, _) in list(self.matches.items()):
            if (len(met[pin]) > 1 and not pin.joins) or (met[pin] == {""} and pin.known):
                del self.matches[at]

    def _lone(self) -> Iterator[int]:
        """The mentions that a pin takes for itself alone, and not for all that the machine joined with them.

        They stand for a government that they do not name, are of another kind, or a short form that the user gives to another
        bearer of it, or of which the machine sees several bearers.
        """
        bearers: dict[Words, set[str]] = defaultdict(set)
        for at, match in self.matches.items():
            if any(_shortens(match.words, form) for form in self.forms[self.uses[at].thing.id]):
                bearers[match.words].add(self.uses[at].thing.id)
        for at, (name, pin, _) in self.matches.items():
            thing = self.uses[at].thing
            fuller = [form for form in self.forms[thing.id] if _shortens(name, form)]
            own = [form for form in pin.names if _shortens(name, form)]
            other = not any(_agree(one, form) for one in own for form in fuller) if own else len(bearers[name]) > 1
            if pin.known and (self._for_government(at) or not _fits(pin, thing) or (fuller and other)):
                yield at

    def _for_government(self, at: int) -> bool:
        use = self.uses[at]
        acting = isinstance(use.thing, Actor) and use.thing.kind == "country" and self.matches[at].pin.kind is None
        return acting and gazetteer.country(clean(use.mention.text)) is None

    def _share(self, cluster: str, held: Sequence[int], doc: str) -> None:
        """Share a cluster out, by all decisions; or the part of an article, by those that speak of the article."""
        voters = [at for at in held if at in self.matches and at not in self.lone and (doc or not self.matches[at].local)]
        pins = {self.matches[at].pin for at in voters}
        if not doc and cluster in self.decisions.ids:
            pins.add(self.decisions.ids[cluster])
        parts = self._told_apart(pins, doc)
        stays = self._keeper(cluster, parts, voters)
        of = {pin: number for number, part in enumerate(parts) for pin in part}
        goes = [Part(pin) if (pin := _known(part)) else Part(None, (cluster, doc, str(part[0].first))) for part in parts]

        def give(at: int, number: int) -> None:
            if number != stays and at not in self.lone:
                self.parts[at] = goes[number]

        if len(parts) == 1 and not doc:
            for at in held:
                give(at, 0)
            return
        told = {at: of[self.matches[at].pin] for at in voters}
        bundles: dict[tuple[str, Hashable], list[int]] = defaultdict(list)
        for at in held:
            bundles[self.uses[at].doc, self.uses[at].party].append(at)
        for bundle in bundles.values():
            named = [at for at in bundle if at in told]
            for at in bundle:
                if at in told:
                    if not doc or self.matches[at].local:
                        give(at, told[at])
                elif named and at not in self.lone:
                    nearest = self._nearest(at, named, doc)
                    if nearest is not None and (not doc or self.matches[nearest].local):
                        give(at, told[nearest])
            if not named and not doc and parts:
                self._strangers(cluster, bundle, parts, give)

    def _told_apart(self, pins: set[Pin], doc: str) -> list[list[Pin]]:
        parts: list[list[Pin]] = []
        for pin in sorted(pins, key=lambda p: p.first):
            fit = (part for part in parts if not any(self.decisions.differ(pin, other, doc) for other in part))
            part = next(fit, None)
            if part is None:
                parts.append([pin])
            else:
                part.append(pin)
        return parts

    def _keeper(self, cluster: str, parts: Sequence[Sequence[Pin]], voters: Sequence[int]) -> int | None:
        """Which part stays what the machine made: that of its name, else that of most mentions; none that the user calls."""
        name = key(self.uses[self.clusters[cluster][0]].thing.name)
        bears = [number for number, part in enumerate(parts) if any(name in pin.names for pin in part)]
        free = [number for number, part in enumerate(parts) if _known(part) is None and (not bears or number in bears)]
        count = Counter(self.matches[at].pin for at in voters)
        return max(free, key=lambda number: (sum(count[pin] for pin in parts[number]), -number), default=None)

    def _nearest(self, at: int, named: Sequence[int], doc: str) -> int | None:
        """The mention before it, else the one after it, that it may be short for; of all that are named, where need be."""
        name = words(self.uses[at].form)
        fuller = [other for other in named if _shortens(name, words(self.uses[other].form))]
        if doc and not fuller:
            return None
        start = self.uses[at].mention.span.start
        places = [(self.uses[other].mention.span.start, other) for other in fuller or named]
        before = [(place, other) for place, other in places if place <= start]
        return max(before)[1] if before else min(places)[1]

    def _strangers(self, cluster: str, bundle: Sequence[int], parts: list[list[Pin]], give: Callable[[int, int], None]) -> None:
        """An article that names none of the parts: the best spelled is meant; a surname alone stays by itself."""
        name = max((words(self.uses[at].form) for at in bundle), key=lambda w: (len(w), w))
        use = self.uses[bundle[0]]
        if use.thing.kind == "person" and len(name) == 1:
            for at in bundle:
                self.parts[at] = Part(None, (cluster, use.doc, str(name)))
            return
        likeness = [max(fuzz.ratio(" ".join(name), " ".join(own)) for pin in part for own in pin.names) for part in parts]
        for at in bundle:
            give(at, likeness.index(max(likeness)))


class Bound(NamedTuple):
    """A mention with the name that it bears, and the pin that it is bound to."""

    words: Words
    pin: Pin
    local: bool


def _known(part: Sequence[Pin]) -> Pin | None:
    return next((pin for pin in part if pin.known), None)


def _fits(pin: Pin, thing: Actor | Place) -> bool:
    """Whether what the machine found may be of the kind that the user gives."""
    if pin.kind is None or thing.kind == "described":
        return True
    if isinstance(thing, Place):
        return pin.kind not in ACTORS
    return thing.kind == pin.kind if pin.kind in ACTORS else thing.kind in ("country", "place")


def _shortens(name: Words, full: Words) -> bool:
    """Whether it is some of the words of a fuller name, or its initials."""
    made = "".join(word[0] for word in full if word not in SMALL)
    return len(name) < len(full) and (set(name) <= set(full) or name == (made,))


def _agree(one: Words, other: Words) -> bool:
    short, full = sorted((one, other), key=len)
    return one == other or _shortens(short, full) or abbreviates(short, full)


def _things(sharing: _Sharing[Thing]) -> list[Thing | None]:
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


def _base(sharing: _Sharing[Thing], part: Part, held: Sequence[int]) -> Thing | None:
    """What the machine found and the decision speaks of; of several, what the user calls so, or what is named most."""
    count = Counter(sharing.uses[at].thing.id for at in held if at not in sharing.lone)
    found = [sharing.uses[sharing.clusters[id][0]].thing for id in count]
    pin = part.pin

    def rank(thing: Thing) -> tuple[bool, bool, bool, bool, int, str]:
        called = pin is not None and pin.name is not None and key(pin.name) in sharing.forms[thing.id]
        placed = isinstance(thing, Place) and thing.lat is None
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
    if known is None and (moved or ("lat" in about and place.lat is not None)):
        place = Place(made_id("place", name) + (f"-{code.lower()}" if code else ""), name, place.kind, code or place.country)
    code = code or place.country
    kind = pin.kind or place.kind
    within = place.within or (gazetteer.countries()[code].id if code and kind != "country" else None)
    return replace(
        place,
        id=ids.own(about.get("id", place.id)),
        name=name if pin.name or known is None else known.name,
        kind=kind,
        country=code,
        lat=about.get("lat", place.lat),
        lon=about.get("lon", place.lon),
        within=within,
        names=names,
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
    """The places that uses mean by id, with the larger ones: each within what became of that, and none within itself."""
    became = {use.thing.id: place.id for use, place in zip(uses, meant, strict=True) if place is not None}
    known = {place.id: place for place in meant if place is not None}
    for place in list(known.values()):
        known[place.id] = replace(place, within=became.get(place.within or "", place.within))
        larger = gazetteer.containing(place)
        while larger is not None and became.get(larger.id, larger.id) not in known:
            known[larger.id] = replace(larger, names=(larger.name,))
            larger = gazetteer.containing(larger)
    for id in sorted(known):
        above, at = {id}, known[id]
        while at.within is not None and at.within not in above:
            above.add(at.within)
            at = known[at.within]
        known[at.id] = replace(at, within=None)
    return dict(sorted(known.items()))
