"""What a user has corrected in a timeline: who, why, and on which words of which articles. It is only added to.

Events are called by their passages, ``ARTICLE:START-END words``, for these stay where events are put together otherwise. An
entry says: the ``date`` is wrong, the ``type`` is wrong, it is ``none``, ``merge`` it with others, ``split`` it; of names (see
`timeline.decisions`) ``same``, ``different`` and ``drop``; and ``undo`` of an entry before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import ConfigDict, Field, ValidationError, model_validator

from timeline import when
from timeline.blocks import Model, Text, Texts, fault, lines, parse, read
from timeline.decisions import BLOCKS, Said
from timeline.errors import SchemaError
from timeline.model import Claim, Event, Evidence, Interval

What = Literal["date", "type", "none", "merge", "split", "same", "different", "drop", "undo"]
UNKNOWN = "unknown"
"""In place of a date: that there is none."""
ALWAYS = frozenset({"what", "by", "why", "on"})
NAMES = {
    "same": {"name", "names", "kind", "country", "id", "lat", "lon", "articles"},
    "different": {"names", "articles"},
    "drop": {"names", "articles"},
}
NEEDS: dict[str, set[str]] = {
    "date": {"passages", "date"},
    "type": {"passages", "type"},
    "none": {"passages"},
    "merge": {"passages", "others"},
    "split": {"passages", "others"},
    "undo": {"number"},
}
"""The keys that each entry has, of those about names the keys that it may have."""
_PASSAGE = re.compile(r"\A(?P<doc>.+?):(?P<start>\d{1,9})-(?P<end>\d{1,9})(?:\s+(?P<words>.*))?", re.DOTALL)


class Passage(NamedTuple):
    """Words of an article that tell of an event; ``words`` is empty where the user did not write them out."""

    doc: str
    start: int
    end: int
    words: str = ""

    @classmethod
    def read(cls, text: str) -> Passage:
        """Raises: ValueError."""
        found = _PASSAGE.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no passage such as 'article-id:310-322 words'")
        return cls(found["doc"], int(found["start"]), int(found["end"]), found["words"] or "")

    @classmethod
    def of(cls, mention: Evidence) -> Passage:
        return cls(mention.doc, *mention.span, " ".join(mention.text.split()))

    def tells(self, claim: Claim) -> bool:
        """Whether the claim stands there, in these words."""
        return (claim.doc, *claim.trigger) == self[:3] and self.words in ("", " ".join(claim.text.split()))

    def __str__(self) -> str:
        return f"{self.doc}:{self.start}-{self.end} {self.words}".rstrip()


class Entry(Model):
    """One correction.

    Attributes:
        passages: of the event that it is about.
        others: of the events that are merged with it, or those that are told apart from it.
        date: EDTF, or ``unknown``.
        number: of the entry that is undone.
        by, why, on: who says so, for what reason, since when.
    """

    model_config = ConfigDict(populate_by_name=True)

    what: What
    by: Text | None = None
    why: Text | None = None
    on: date | None = None
    passages: Texts = ()
    others: Texts = ()
    date_: Annotated[Text | None, Field(alias="date")] = None
    type: Text | None = None
    number: Annotated[int | None, Field(ge=1)] = None
    name: Text | None = None
    names: Texts = ()
    kind: Text | None = None
    country: Text | None = None
    id: Text | None = None
    lat: float | None = None
    lon: float | None = None
    articles: Annotated[Texts, Field(alias="in")] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        given = {("date" if key == "date_" else key) for key in self.model_fields_set if getattr(self, key) not in (None, ())}
        allowed = ALWAYS | NAMES.get(self.what, set()) | NEEDS.get(self.what, set())
        if strange := sorted(given - allowed):
            raise ValueError(f"a fix that says {self.what!r} has no {strange[0]}")
        if lacking := sorted(({"by", "why"} | NEEDS.get(self.what, set())) - given):
            raise ValueError(f"no {lacking[0]}")
        for text in (*self.passages, *self.others):
            Passage.read(text)
        if both := sorted(self.about & self.apart):
            raise ValueError(f"{both[0]} stands on both sides")
        if self.date_ is not None and self.date_ != UNKNOWN:
            when.edtf(self.date_)
        return self

    @property
    def about(self) -> frozenset[Passage]:
        return frozenset(map(Passage.read, self.passages))

    @property
    def apart(self) -> frozenset[Passage]:
        return frozenset(map(Passage.read, self.others))

    @property
    def interval(self) -> Interval | None:
        """The days that it gives."""
        return when.edtf(self.date_) if self.date_ not in (None, UNKNOWN) else None

    @property
    def reason(self) -> str:
        """What it does, who says so and why: "date 2026-01-02, by Ana: the ministry says so"."""
        names = "; ".join(filter(None, (self.name, *self.names)))
        about = str(self.number or "") or self.date_ or self.type or names
        return f"{self.what}{' ' if about else ''}{about}, by {self.by}: {self.why}"

    def block(self) -> str:
        """The entry as a block of a TOML file."""
        held = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        rows = (f"{key} = {_toml(value)}" for key, value in held.items() if value not in ((), []) and key != "on")
        day = [f"on = {self.on.isoformat()}"] if self.on else []
        return "\n".join(("[[fix]]", *rows, *day)) + "\n"


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


class Standing(NamedTuple):
    """An entry that is not undone, and what messages call it."""

    called: str
    entry: Entry


def standing(entries: Sequence[Entry], called: str = "fix") -> list[Standing]:
    """The entries that are not undone, from the first to the last. An undo may be undone too.

    Raises:
        SchemaError: one is undone that is not there before.
    """
    undone: set[int] = set()
    kept: list[Standing] = []
    for number, entry in reversed(list(enumerate(entries, 1))):
        if entry.what == "undo" and (entry.number or 0) >= number:
            raise SchemaError(f"{called} {number}: there is no fix {entry.number} before it")
        if number in undone:
            continue
        if entry.what == "undo":
            undone.add(entry.number or 0)
        else:
            kept.append(Standing(f"{called} {number}", entry))
    return kept[::-1]


def load(path: str | Path) -> list[Entry]:
    """The entries of a TOML file, each a block ``[[fix]]``.

    Raises:
        SchemaError: a file that cannot be read, or says what it must not; one line with file, line, number and fault.
    """
    data = read(Path(path))
    tables = parse(Path(path), data)
    if strange := sorted(set(tables) - {"fix"}):
        raise SchemaError(f"{path}: unknown key {strange[0]!r}; there is [[fix]]")
    blocks = tables.get("fix", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SchemaError(f"{path}: fix is no list of blocks; each begins with [[fix]]")
    found = []
    for number, (block, line) in enumerate(zip(blocks, lines(data, "fix", len(blocks)), strict=True), 1):
        called = f"{path}:{line}: fix {number}" if line else f"{path}: fix {number}"
        if isinstance(block.get("date"), date):
            block["date"] = block["date"].isoformat()
        found.append(checked(block, called))
    return found


def checked(block: dict[str, Any], called: str = "fix") -> Entry:
    """The entry of a block. Raises: SchemaError."""
    if block.get("what") not in get_args(What):
        raise SchemaError(f"{called}: what is {block.get('what')!r}; there are {', '.join(get_args(What))}")
    try:
        return Entry.model_validate(block)
    except ValidationError as error:
        raise SchemaError(f"{called}{fault(error)}") from error


def every(paths: Iterable[str | Path], before: Sequence[Entry] = ()) -> list[Standing]:
    """What stands of the entries of a store, then of those of files. Raises: SchemaError."""
    files = (standing(load(path), f"{path}: fix") for path in sorted({str(path) for path in paths}))
    return [*standing(before), *(one for held in files for one in held)]


def names(entries: Iterable[Standing]) -> Iterator[Said]:
    """What entries say of names, for `timeline.decisions`. Raises: SchemaError."""
    for called, entry in entries:
        if entry.what not in BLOCKS:
            continue
        held = entry.model_dump(by_alias=True, exclude_none=True, exclude={"what", "by", "why", "on"})
        try:
            block = BLOCKS[entry.what].model_validate({key: value for key, value in held.items() if value != ()})
        except ValidationError as error:
            raise SchemaError(f"{called}: {entry.what}{fault(error)}") from error
        yield Said(called, f"{called}: {entry.what}", block)


def passages(event: Event) -> list[str]:
    """What an event is called by."""
    return [str(Passage.of(mention)) for mention in event.mentions]
