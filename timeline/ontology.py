"""Event types: what they are called, which words tell them, and which grammatical slot fills which role. All of it is data.

The shipped types are the TOML files in ``timeline/schema/event_types``, one a family; a user's files, of the same form, add
types or replace shipped ones. Root types follow PLOVER (Halterman et al. 2023), codes CAMEO (Schrodt 2012), where they fit.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationError,
    model_validator,
)

from timeline.blocks import Model, Text, Texts, fault, parse, read
from timeline.errors import SchemaError
from timeline.fingerprints import of_text
from timeline.model import Role, Status

SHIPPED = ("violence", "justice", "sanction", "military", "diplomacy", "speech", "politics", "incident")

PREPOSITIONS = frozenset(
    "about across against along among as at behind between by for from in inside into near of off on onto out outside over "
    "through to toward towards under upon via with within without".split()
)
SLOTS = PREPOSITIONS | {"subject", "object", "indirect", "possessive", "modifier"}
TESTS = SLOTS | {"complement", "near", "before", "after", "head", "time"}
LABELS = frozenset({"PERSON", "ORG", "LOC", "FAC", "NORP", "MONEY", "PRODUCT", "MISC"})

AGENT = {"subject": "agent", "by": "agent", "possessive": "agent", "modifier": "agent"}
FRAMES: dict[str, dict[str, Role]] = cast(
    "dict[str, dict[str, Role]]",
    {
        "act": {**AGENT, "object": "target", "of": "target", "on": "target", "against": "target", "at": "target"},
        "undergo": {"subject": "target", "object": "target", "of": "target", "possessive": "target"},
        "together": dict.fromkeys(("subject", "object", "with", "between", "of", "possessive", "modifier"), "participant"),
        "move": {**AGENT, "of": "agent"},
        "say": {**AGENT, "from": "agent", "to": "participant", "indirect": "participant", "object": "participant"},
        "accuse": {**AGENT, "from": "agent", "object": "target", "against": "target", "of": "target", "at": "target"},
        "ask": {**AGENT, "object": "target", "on": "target", "to": "target", "from": "target"},
        "judge": {"subject": "agent", "by": "agent", "modifier": "agent"}
        | dict.fromkeys(("object", "of", "against", "possessive"), "target"),
    },
)
"""How each frame fills roles: grammatical slot to role.

A passive subject counts as object and its by-phrase as subject. ``modifier`` is a name or nationality before a noun,
``indirect`` the indirect object. ``act``: someone does it to someone. ``undergo``: it happens to someone. ``together``:
all are equal. ``move``: someone goes; the object is a place. ``say``: someone says it to someone. ``accuse``: someone
blames someone. ``ask``: someone asks for it of someone. ``judge``: an authority rules on someone.
"""


PLOVER = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID YIELD REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
"""The root types of PLOVER."""


def _root(value: str) -> str:
    if value not in PLOVER:
        raise ValueError(f"no root type of PLOVER: {value!r}; there are {', '.join(sorted(PLOVER))}")
    return value


Root = Annotated[str, AfterValidator(_root)]


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, to_lower=True)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Condition(RootModel[dict[str, Texts]]):
    """What stands around a trigger: for each slot the fillers that are asked for, any one of them.

    Keys: a slot (``subject``, ``object``, ``indirect``, ``modifier``, a preposition ...), ``complement`` (the lemma of the
    clausal complement), ``near`` (anywhere in the sentence), ``before`` and ``after`` (the next token on that side), ``head``
    (the syntactic head of the trigger), ``time`` (a time expression that depends on the trigger). Fillers: lemmas, entity
    labels in capitals, or ``*`` for any.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _known(self) -> Self:
        for key, fillers in self.root.items():
            if key not in TESTS:
                raise ValueError(f"unknown condition {key!r}")
            for filler in fillers:
                if filler.isupper() and len(filler) > 2 and filler not in LABELS:
                    raise ValueError(f"unknown entity label {filler!r} in condition {key!r}")
        return self

    def __bool__(self) -> bool:
        return bool(self.root)

    def __len__(self) -> int:
        return len(self.root)

    def items(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The slots and what each asks for, in the order of the file."""
        return iter(self._sets.items())

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(fillers) for key, fillers in self.root.items()}


class Trigger(Model):
    """Words that tell the event, the frame that says who is who, and what must or must not stand around them.

    Attributes:
        verbs: lemmas; further words are a particle, object or preposition found among the verb's dependents.
        nouns, adjectives: lemmas, consecutive where they are several; the last one is the head.
        frame: a key of `FRAMES`. roles: slots that differ from it; ``none`` takes a slot out.
        when: every slot must be filled as asked. unless: no slot may be.
        noun: what these words call the event in a label, where it is another thing than its type's ("acquittal").
        status: the status of the event, whatever tense and mood say.
        plover: the root type of PLOVER, where it is another than that of the event type (see `timeline.plover`).
        certain: whether these words leave no other type: the network may find no event there, but none of another type, and
            what these words leave out of their frame has no part in it; the same word elsewhere in the article is read as
            this type too, where no rule reads it as another.
        priority: of two triggers for one word, the higher wins; then the one with more words, then with more conditions.
    """

    verbs: tuple[Words, ...] = ()
    nouns: tuple[Words, ...] = ()
    adjectives: tuple[Words, ...] = ()
    frame: str
    roles: dict[str, Role | Literal["none"]] = Field(default_factory=dict)
    when: Condition = Condition({})
    unless: Condition = Condition({})
    noun: Words | None = None
    status: Status | None = None
    plover: Root | None = None
    certain: bool = False
    priority: int = 0

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not (self.verbs or self.nouns or self.adjectives):
            raise ValueError("a trigger needs verbs, nouns or adjectives")
        if self.frame not in FRAMES:
            raise ValueError(f"unknown frame {self.frame!r}; there are {', '.join(FRAMES)}")
        if strange := sorted(set(self.roles) - SLOTS):
            raise ValueError(f"unknown slot {strange[0]!r} in roles")
        return self

    @cached_property
    def slots(self) -> dict[str, Role]:
        """The role that each grammatical slot fills: those of the frame, with the trigger's own."""
        return {slot: role for slot, role in (FRAMES[self.frame] | self.roles).items() if role != "none"}


class Example(Model):
    """A sentence that tells an event of the type, or (``none``) one that looks like it and does not.

    Attributes:
        trigger: the words in ``text`` that tell it.
        agent, target, participant, place: words that must overlap with what is found for them. status: what it must be.
    """

    text: str
    none: bool = False
    trigger: str | None = None
    agent: Texts = ()
    target: Texts = ()
    participant: Texts = ()
    place: Texts = ()
    status: Status | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.none == (self.trigger is not None):
            raise ValueError("an example needs either a trigger or none = true")
        for words in (self.trigger or "", *self.agent, *self.target, *self.participant, *self.place):
            if words not in self.text:
                raise ValueError(f"{words!r} is not in the text of the example")
        return self


class EventType(Model):
    """A kind of event: its name, family, meaning, colour on the page, and the triggers that tell it.

    Attributes:
        noun: what an event of the type is called in a label; its name, where that is a noun.
        joins: the word between that noun and the target: strike *on*, arrest *of*, lawsuit *against*.
        agent: the word between that noun and the agent: visit *by*, resignation *of*. place: and the place: visit *to*.
        plover: the root type of PLOVER that an event of the type has once it occurred. cameo: the CAMEO code.
        tells_of: names of types that words of this type often tell of, as a killing does of the strike that killed: where an
            article dates both to one day, they are one event, of that type, unless something is against it.
    """

    name: Name
    family: Name
    gloss: Text
    colour: Colour
    plover: Root | None = None
    cameo: str | None = None
    noun: Words | None = None
    joins: Words = "of"
    agent: Words = "by"
    place: Words = "in"
    tells_of: Texts = ()
    triggers: Annotated[tuple[Trigger, ...], Field(alias="trigger", min_length=1)]
    examples: Annotated[tuple[Example, ...], Field(alias="example")] = ()

    def __hash__(self) -> int:
        return hash(self.name)


class Entry(BaseModel):
    """One way to tell an event: the words, the trigger that lists them, and the event type."""

    model_config = ConfigDict(frozen=True)

    type: EventType
    trigger: Trigger
    words: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """How specific it is; of two that match the same word, the higher wins."""
        return self.trigger.priority, len(self.words), len(self.trigger.when)


Index = dict[str, tuple[Entry, ...]]


class Ontology(Model):
    """The event types, in order, and their triggers by lemma; of one lemma, the most specific entry first."""

    types: dict[str, EventType]

    @cached_property
    def verbs(self) -> Index:
        """Entries by the first lemma: the verb."""
        return self._index("verbs", key=0)

    @cached_property
    def nouns(self) -> Index:
        """Entries by the last lemma: the head noun."""
        return self._index("nouns", key=-1)

    @cached_property
    def adjectives(self) -> Index:
        """Entries by the last lemma."""
        return self._index("adjectives", key=-1)

    @cached_property
    def families(self) -> dict[str, str]:
        """The families and their colours, in order."""
        colours: dict[str, str] = {}
        for kind in self.types.values():
            colours.setdefault(kind.family, kind.colour)
        return colours

    @cached_property
    def fingerprint(self) -> str:
        """The hash (SHA-256, hexadecimal) of all that the files of event types said, whatever their names, order and layout."""
        said = self.model_dump(mode="json", exclude_defaults=True)
        return of_text(json.dumps(said, sort_keys=True, ensure_ascii=False))

    def family(self, type_name: str) -> str:
        """The family of an event type. Raises: KeyError."""
        return self.types[type_name].family

    @cached_property
    def told_first(self) -> dict[str, int]:
        """The number of each type in an order in which every type comes after those that it tells of."""
        return {name: number for number, name in enumerate(_told_before(self.types).static_order())}

    def _index(self, part: str, key: int) -> Index:
        index: defaultdict[str, list[Entry]] = defaultdict(list)
        for kind in self.types.values():
            for trigger in kind.triggers:
                for phrase in getattr(trigger, part):
                    for words in _spellings(phrase) if part != "verbs" else (tuple(phrase.split()),):
                        index[words[key]].append(Entry(type=kind, trigger=trigger, words=words))
        return {lemma: tuple(sorted(found, key=lambda e: e.rank, reverse=True)) for lemma, found in sorted(index.items())}


def _spellings(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The lemmas of a phrase; a hyphen inside a word may or may not be a token of its own."""
    whole = tuple(phrase.split())
    split = tuple(re.findall(r"-|[^\s-]+", phrase))
    return (whole,) if whole == split else (whole, split)


def load(paths: Iterable[str | Path] = ()) -> Ontology:
    """The shipped event types, and those of the given TOML files: a type of a known name replaces it, others are added.

    Raises:
        SchemaError: a file that cannot be read or does not say what it must; one line with file, type and fault.
    """
    types: dict[str, EventType] = {}
    folder = resources.files("timeline.schema") / "event_types"
    for source in [*(folder / f"{family}.toml" for family in SHIPPED), *map(Path, paths)]:
        for kind in _read(source, types):
            types[kind.name] = kind
    for kind in types.values():
        for name in kind.tells_of:
            if name not in types:
                raise SchemaError(f"type {kind.name!r}: tells of {name!r}, and there is no such type")
    try:
        _told_before(types).prepare()
    except CycleError as error:
        raise SchemaError(f"event types tell of one another in a circle: {', '.join(error.args[1])}") from error
    return Ontology(types=types)


def _told_before(types: Mapping[str, EventType]) -> TopologicalSorter[str]:
    return TopologicalSorter({name: kind.tells_of for name, kind in types.items()})


def _read(source: Traversable, known: Mapping[str, EventType]) -> Iterator[EventType]:
    data = parse(source, read(source))
    if strange := sorted(set(data) - {"family", "colour", "type"}):
        raise SchemaError(f"{source}: unknown key {strange[0]!r}; there are family, colour and [[type]]")
    blocks = data.get("type", [])
    if not isinstance(blocks, list) or not blocks or not all(isinstance(block, dict) for block in blocks):
        raise SchemaError(f"{source}: no event types; each begins with [[type]]")
    seen: set[str] = set()
    for number, block in enumerate(blocks, start=1):
        name = block.get("name")
        where = f"{source}: type {name!r}" if isinstance(name, str) else f"{source}: type {number}"
        if isinstance(name, str) and name in seen:
            raise SchemaError(f"{where}: there twice")
        seen.add(str(name))
        yield _build(block, {k: data[k] for k in ("family", "colour") if k in data}, known, where)


def _build(block: dict[str, Any], defaults: dict[str, Any], known: Mapping[str, EventType], where: str) -> EventType:
    old = known.get(block["name"]) if isinstance(block.get("name"), str) else None
    full = ({"family": old.family} if old else {}) | defaults | block
    colours = {kind.family: kind.colour for kind in known.values()}
    if "colour" not in full and full.get("family") in colours:
        full["colour"] = colours[full["family"]]
    try:
        return EventType.model_validate(full)
    except ValidationError as error:
        raise SchemaError(f"{where}{fault(error)}") from error
