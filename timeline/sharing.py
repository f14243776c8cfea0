"""How the user's decisions share out what the machine has joined.

What the machine took for one thing is a cluster. A decision on one of its names takes the whole cluster along; where several
decisions speak of it, it is shared out. A short name ("Smith") goes alone where the user means another bearer than the machine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz

from timeline import gazetteer
from timeline.decisions import ACTORS, Decisions, Match, Pin, Words, key
from timeline.model import Actor, Mention, Place
from timeline.names import SMALL, abbreviates, clean, person, words

Thing = TypeVar("Thing", Actor, Place)


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


class Sharing(Generic[Thing]):
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
