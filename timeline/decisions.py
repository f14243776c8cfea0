"""What a user has decided about names: which of them are one actor or place, which are different, and which are none.

TOML files of three kinds of blocks. ``[[same]]``: the names are of one, called ``name``. ``[[different]]``: no two of the names
are of one. ``[[drop]]``: the names are of nobody and nothing. A block with ``in`` speaks of these articles only, and there wins
over one without. The order of blocks and files does not matter; what contradicts another block is an error.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import Field, ValidationError, model_validator

from timeline import gazetteer
from timeline.blocks import Model, Text, Texts, fault, lines, parse, read
from timeline.errors import SchemaError
from timeline.model import Claim, Mention, Reading
from timeline.names import clean, person, words

# fmt: off
Kind = Literal[
    "person", "organisation", "group", "country",
    "place", "city", "building", "area", "region", "state", "province", "district", "island", "mountain", "river", "sea",
]
# fmt: on
ACTORS: tuple[str, ...] = ("person", "organisation", "group")
"""The kinds that are no place."""
Words = tuple[str, ...]


class Same(Model):
    """Names of one actor or place.

    Attributes:
        name: what to call it; one of its names too. Without it, it is called as the machine calls what is named most.
        kind, country (ISO 3166-1 alpha-2), id, lat, lon (WGS 84 degrees): take the place of what the machine finds.
        articles: ids of the articles in which ``names`` are of it; all, if there are none.
    """

    name: Text | None = None
    names: Texts = ()
    kind: Kind | None = None
    country: Text | None = None
    id: Text | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    articles: Annotated[Texts, Field(alias="in")] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.called:
            raise ValueError("no name")
        if self.country is not None and self.country not in gazetteer.countries():
            raise ValueError(f"no country of ISO 3166-1: {self.country!r}; write two capital letters, such as GB")
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon stand together")
        if self.lat is not None and self.kind in ACTORS:
            raise ValueError(f"a {self.kind} has no coordinates")
        return self

    @property
    def called(self) -> Texts:
        return (*([self.name] if self.name else []), *self.names)


class Different(Model):
    """Names of which no two are of one actor or place."""

    names: Annotated[Texts, Field(min_length=2)]
    articles: Annotated[Texts, Field(alias="in")] = ()

    @property
    def called(self) -> Texts:
        return self.names


class Drop(Model):
    """Names of no actor and no place."""

    names: Annotated[Texts, Field(min_length=1)]
    articles: Annotated[Texts, Field(alias="in")] = ()

    @property
    def called(self) -> Texts:
        return self.names


BLOCKS: dict[str, type[Same] | type[Different] | type[Drop]] = {"same": Same, "different": Different, "drop": Drop}


class Said(NamedTuple):
    """A block of a file: where it begins, the words that errors and warnings call it by, and what it says."""

    place: str
    called: str
    block: Same | Different | Drop

    def wrong(self, what: str) -> SchemaError:
        return SchemaError(f"{self.called}: {what}")


@dataclass(eq=False, slots=True)
class Pin:
    """Somebody or something that the user speaks of.

    Attributes:
        names: its names as they are compared.
        about: what its blocks say of it besides.
        known: whether a ``[[same]]`` says who it is; else only that it is not another.
        local: whether all that is said of it is said of some articles.
    """

    known: bool = True
    local: bool = True
    names: set[Words] = field(default_factory=set)
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> Words:
        """What pins are ordered by."""
        return min(self.names)

    @property
    def name(self) -> str | None:
        return self.about.get("name")

    @property
    def kind(self) -> str | None:
        return self.about.get("kind")

    @property
    def joins(self) -> bool:
        """Whether it is more than a remark on what the machine makes of a single name."""
        return len(self.names) > 1 or bool(self.about.keys() - {"kind"})


class Match(NamedTuple):
    """The name that a mention bears, and whose it is: None where the user has dropped it. ``local``: by a block with ``in``."""

    words: Words
    pin: Pin | None
    local: bool


class Source(NamedTuple):
    file: str
    sha256: str


@dataclass(slots=True)
class Decisions:
    """The decisions of all files, ready to be asked.

    Attributes:
        sources: the files, with a hash of their bytes.
        everywhere, within: names to whose they are, in all articles and in the article of that id.
        anchors: what actors and places are called that blocks with ``in`` speak of.
        ids: those to which the user gives an id.
        articles: ids of the articles that blocks speak of.
    """

    sources: tuple[Source, ...] = ()
    everywhere: dict[Words, Pin | None] = field(default_factory=dict)
    within: dict[str, dict[Words, Pin | None]] = field(default_factory=lambda: defaultdict(dict))
    anchors: dict[Words, Pin] = field(default_factory=dict)
    ids: dict[str, Pin] = field(default_factory=dict)
    _said: list[Said] = field(default_factory=list)
    _apart: dict[str, set[frozenset[Pin]]] = field(default_factory=lambda: defaultdict(set))

    def __bool__(self) -> bool:
        return bool(self._said)

    def match(self, doc: str, mention: Mention) -> Match | None:
        """Which decision speaks of a mention in the article of that id; letter case, accents, titles and "the" set aside."""
        if mention.label == "PRON":
            return None
        for table, local in ((self.within.get(doc), True), (self.everywhere, False)):
            for name in _forms(mention) if table else ():
                if table and name in table:
                    return Match(name, table[name], local)
        return None

    def anchored(self, mention: Mention) -> Match | None:
        """The same for what blocks with ``in`` call an actor or place that other articles may name too."""
        names = (name for name in _forms(mention) if name in self.anchors) if mention.named else ()
        return next((Match(name, self.anchors[name], False) for name in names), None)

    def differ(self, one: Pin, other: Pin, doc: str = "") -> bool:
        """Whether two are not one, in the article of that id or everywhere."""
        pair = frozenset((one, other))
        return one is not other and ((one.known and other.known) or any(pair in self._apart.get(d, ()) for d in ("", doc)))

    def apart(self, one: str, other: str) -> bool:
        """Whether the user says of two names that they are not of one."""
        first, second = self.everywhere.get(key(one)), self.everywhere.get(key(other))
        return first is not None and second is not None and self.differ(first, second)

    def kinds(self, doc: str, mentions: Iterable[Mention]) -> dict[Mention, str]:
        """The kinds that the user gives to names of an article."""
        matches = ((mention, self.match(doc, mention)) for mention in mentions)
        return {mention: found.pin.kind for mention, found in matches if found and found.pin and found.pin.kind}

    def kept(self, reading: Reading) -> Reading:
        """The reading without the names that the user has dropped."""
        dropped = {m for m in mentions(reading) if (found := self.match(reading.article.id, m)) and found.pin is None}
        if not dropped:
            return reading

        def rest(claim: Claim) -> Claim:
            return replace(
                claim,
                roles=tuple(filler for filler in claim.roles if filler.mention not in dropped),
                places=tuple(mention for mention in claim.places if mention not in dropped),
                near=None if claim.near in dropped else claim.near,
                reported_by=None if claim.reported_by in dropped else claim.reported_by,
            )

        names = tuple(mention for mention in reading.names if mention not in dropped)
        return replace(reading, names=names, claims=tuple(rest(claim) for claim in reading.claims))

    def unmet(self, readings: Sequence[Reading]) -> Iterator[str]:
        """One line for each name and article of a decision that the readings do not hold."""
        if not self:
            return
        met = {r.article.id: {name for m in mentions(r) for name in _forms(m)} for r in readings}
        anywhere = set().union(*met.values())
        for said in self._said:
            block = said.block
            yield from (f"{said.called}: there is no article {doc!r}" for doc in block.articles if doc not in met)
            here = [met[doc] for doc in block.articles if doc in met]
            if block.articles and not here:
                continue
            for name in block.names or block.called:
                if not any(key(name) in found for found in here or [anywhere]):
                    yield f"{said.called}: {name!r} is not named in {'these' if block.articles else 'the'} articles"


def key(name: str) -> Words:
    """The words that a name of the file is compared by; what it has in brackets tells it from others."""
    return words(name if "(" in name else clean(name))


def load(paths: Iterable[str | Path], more: Iterable[Said] = ()) -> Decisions:
    """The decisions of TOML files, and ``more`` that stand in none of them.

    Raises:
        SchemaError: a file that cannot be read, or says what it must not, or contradicts itself or another one; one line with
            file, line, block and fault.
    """
    found = Decisions()
    sources: list[Source] = []
    same: list[Said] = []
    different: list[Said] = []
    for path in sorted({str(path) for path in paths}):
        data = read(Path(path))
        sources.append(Source(path, hashlib.sha256(data).hexdigest()))
        found._said += _blocks(path, data)
    found._said += more
    for said in found._said:
        (different if isinstance(said.block, Different) else same).append(said)
    found.sources = tuple(sources)
    _Ledger(found).enter(same, different)
    return found


def _blocks(path: str, data: bytes) -> Iterator[Said]:
    tables = parse(Path(path), data)
    if strange := sorted(set(tables) - set(BLOCKS)):
        raise SchemaError(f"{path}: unknown key {strange[0]!r}; there are [[same]], [[different]] and [[drop]]")
    for table, model in BLOCKS.items():
        blocks = tables.get(table, [])
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise SchemaError(f"{path}: {table} is no list of blocks; each begins with [[{table}]]")
        for number, (block, line) in enumerate(zip(blocks, lines(data, table, len(blocks)), strict=True), start=1):
            place = f"{path}:{line}" if line else path
            names = [block.get("name"), *(n if isinstance(n := block.get("names"), list) else [n])]
            shown = next((repr(name) for name in names if isinstance(name, str) and name), str(number))
            called = f"{place}: {table} {shown}"
            try:
                said = Said(place, called, model.model_validate(block))
            except ValidationError as error:
                raise SchemaError(f"{called}{fault(error)}") from error
            if empty := [name for name in said.block.called if not key(name)]:
                raise said.wrong(f"{empty[0]!r} is no name")
            yield said


class _Ledger:
    """Enters blocks into `Decisions`, and finds what contradicts."""

    def __init__(self, into: Decisions) -> None:
        self.into = into
        self.by: dict[tuple[str, Words], Said] = {}
        self.told: dict[tuple[Pin, str], Said] = {}

    def enter(self, same: Sequence[Said], different: Sequence[Said]) -> None:
        pins: dict[tuple[str, object], Pin] = {}
        ids: dict[Words, set[str]] = defaultdict(set)
        for said in same:
            if isinstance(said.block, Same) and said.block.name and said.block.id:
                ids[key(said.block.name)].add(said.block.id)
        for said in sorted(same, key=lambda s: bool(s.block.articles)):
            if isinstance(said.block, Same):
                who = self._who(said, said.block, ids)
                pin = pins[who] = pins.get(who) or self._spoken_of(said.block) or Pin()
                self._describe(pin, said, said.block)
                self._names(said, pin)
            else:
                self._names(said, None)
        for said in different:
            self._differ(said)
        for pin in pins.values():
            if pin.about.get("id"):
                self.into.ids[pin.about["id"]] = pin
            elif pin.local and pin.name and key(pin.name) not in self.into.everywhere:
                self.into.anchors[key(pin.name)] = pin

    def _who(self, said: Said, block: Same, ids: dict[Words, set[str]]) -> tuple[str, object]:
        """What two blocks that speak of one have in common: the id, or the name; else it is the block alone."""
        if block.id:
            return "id", block.id
        if block.name is None:
            return "block", id(block)
        known = sorted(ids[key(block.name)])
        if len(known) > 1:
            raise said.wrong(f"which of these? {', '.join(known)}: give the id")
        return ("id", known[0]) if known else ("name", key(block.name))

    def _spoken_of(self, block: Same) -> Pin | None:
        """Whom a block with ``in`` that gives no name speaks of, where another block tells of one of its names."""
        if block.name or block.id or not block.articles:
            return None
        pins = {pin for name in block.names if (pin := self.into.everywhere.get(key(name)))}
        return next(iter(pins)) if len(pins) == 1 else None

    def _describe(self, pin: Pin, said: Said, block: Same) -> None:
        pin.names.update(map(key, block.called))
        pin.local &= bool(block.articles)
        for what in ("name", "kind", "country", "id", "lat", "lon"):
            value = getattr(block, what)
            if value is None:
                continue
            if pin.about.setdefault(what, value) != value:
                first = self.told[pin, what]
                raise said.wrong(f"{what} is {value!r} here and {pin.about[what]!r} in {first.place}")
            self.told.setdefault((pin, what), said)
        if "lat" in pin.about and pin.kind in ACTORS:
            raise said.wrong(f"a {pin.kind} has no coordinates")

    def _names(self, said: Said, pin: Pin | None) -> None:
        for doc in said.block.articles or ("",):
            table = self.into.within[doc] if doc else self.into.everywhere
            for text in said.block.called:
                if table.setdefault(key(text), pin) is not pin:
                    first = self.by[doc, key(text)].place
                    raise said.wrong(f"{text!r} is decided otherwise in {first}; `in` tells articles apart")
                self.by.setdefault((doc, key(text)), said)

    def _differ(self, said: Said) -> None:
        for doc in said.block.articles or ("",):
            table = self.into.within[doc] if doc else self.into.everywhere
            pins: dict[Pin, str] = {}
            for text in said.block.called:
                name = key(text)
                pin = table[name] if name in table else self.into.everywhere.get(name)
                if name in table and (pin is None or pin in pins):
                    first = self.by.get((doc, name))
                    what = "is dropped" if pin is None else f"and {pins[pin]!r} are one"
                    raise said.wrong(f"{text!r} {what} by {first.place}" if first else f"{text!r} is there twice")
                if pin is None or pin in pins:
                    pin = table[name] = Pin(known=False, local=bool(doc), names={name})
                pins[pin] = text
            self.into._apart[doc].update(map(frozenset, combinations(pins, 2)))


def _forms(mention: Mention) -> Iterator[Words]:
    """What a mention may be called in the file: as it is written, without titles, without what it lies in."""
    name = clean(mention.text)
    yield words(name)
    if mention.label in ("PERSON", ""):
        yield person(mention.text).words
    elif ", " in name:
        yield words(name.partition(", ")[0])


def mentions(reading: Reading) -> Iterator[Mention]:
    """All mentions of a reading, some of them several times."""
    yield from reading.names
    for claim in reading.claims:
        yield from (filler.mention for filler in claim.roles)
        yield from (mention for mention in (*claim.places, claim.near, claim.reported_by) if mention is not None)
