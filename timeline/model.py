"""The nouns of the package: frozen, without behaviour beyond their own fields.

Offsets are Unicode code points of the article's text exactly as it was given; ``start`` is included, ``end`` is not.
Days are `datetime.date`; both ends of an interval are included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self, get_args

from timeline.asked import as_days, meant, one_of
from timeline.fingerprints import of_ids

Role = Literal["agent", "target", "participant"]
ROLES: tuple[Role, ...] = get_args(Role)
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
AnchorKind = Literal["publication", "speech", "text"]
Field = Literal["agent", "count", "date", "place", "status", "target"]


class Status(StrEnum):
    """How sure the text is that the event is, was or will be."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"


HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
"""Of what happened, or is happening, as the text has it: not planned, thought possible or denied."""


def as_statuses(names: Iterable[str]) -> frozenset[Status]:
    """The statuses of these names; one text is one name. Raises: ValueError, if there is no such status."""
    several = [names] if isinstance(names, str) else names
    return frozenset(Status(one_of(name, [status.value for status in Status], "status")) for name in several)


class Precision(StrEnum):
    """The unit of the calendar that the words of a date name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (not included) of an article's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where else the text of an article stood, published on the same day."""

    id: str
    title: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. ``text`` is never changed: all offsets point into it.

    ``also``: where the same text stood too; it is one article with several sources.
    """

    id: str
    text: str
    date: date | None = None
    date_source: str = "none"
    title: str | None = None
    url: str | None = None
    source: str | None = None
    also: tuple[Appearance, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that a date may mean: from ``earliest`` to ``latest``, both included, either one open (None).

    ``edtf`` is the same in the Extended Date/Time Format (ISO 8601-2:2019): ``2025-12-10`` a day, ``2025-12`` a month,
    ``[2025-12-27..2025-12-30]`` one day of several, ``2025-03-03/2025-03-05`` all days from one to the other.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    edtf: str

    def meets(self, other: Interval) -> bool:
        """Whether the two have a day in common; an open end reaches as far as it must."""
        starts_in_time = self.earliest is None or other.latest is None or self.earliest <= other.latest
        return starts_in_time and (other.earliest is None or self.latest is None or other.earliest <= self.latest)

    def apart(self, other: Interval) -> int:
        """How many days after the end of the one the other begins; 0 if they meet."""
        if self.meets(other):
            return 0
        orders = ((self, other), (other, self))
        return max((late.earliest - early.latest).days for early, late in orders if early.latest and late.earliest)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that tell a time, what they mean, and how that was found.

    Attributes:
        type, value, mod: TIMEX3 (ISO-TimeML, ISO 24617-1) attributes.
        interval: its days, or None where it has no place in the calendar (a duration, a frequency, "recently").
        anchor: the ISO day or ``first/last`` days that it was read against; None if it stands alone.
        anchor_is: what the anchor is: the publication, the day of the speech that it is quoted from, or a date before it
            in the text.
        rule: the name of the rule that read it.
        named: the days that the words alone name, where a preposition or a range beside them makes ``interval`` another:
            for "until 2019" ``interval`` has an open start and ``named`` is the year. None where they are the same.
    """

    span: Span
    text: str
    type: TimexType
    value: str
    interval: Interval | None = None
    mod: str | None = None
    anchor: str | None = None
    anchor_is: AnchorKind | None = None
    rule: str = ""
    named: Interval | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe an actor or a place.

    ``label`` is the entity label (PERSON, ORG, LOC, FAC, NORP, ...), ``PRON`` for a pronoun, or empty for a description.
    """

    span: Span
    text: str
    label: str = ""

    @property
    def named(self) -> bool:
        return self.label not in ("", "PRON")


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """A mention in its role; not ``sure`` where it is a guess: by nearness, or by the network without the grammar."""

    mention: Mention
    role: Role
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """What tellings are compared by, whatever their type, to find out whether they are of one occurrence.

    Attributes:
        words: lemmas of the nouns, names, verbs and adjectives of the sentence, in order.
        at: how many of them stand before the trigger.
        sentence: the number of the sentence in its article.
        verb: whether the trigger is a verb.
        told: how likely the network finds it that the trigger tells of an event, from 0 to 1.
        sense: what the trigger means in its text, as `timeline.network.Network.senses` puts it.
    """

    words: tuple[str, ...]
    at: int
    sentence: int
    verb: bool
    told: float = 1.0
    sense: bytes = b""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says of one occurrence. Tellings that the judge has linked share status, ``reported``, roles
    and days.

    ``places``: where a phrase says that it was; ``near``: where none does, the nearest place that the sentence names, or the
    country that the article speaks of most. ``definite``: True for "the strike" and "their strike", False for "a strike" and
    "another strike", None for verbs and bare nouns. ``lemma``: of the trigger's head word, in lower case. ``plover``: root type
    (see `timeline.plover`). ``same_as``: trigger of the first claim in
    its article that tells of the same occurrence, where that was found out. ``one_of``: trigger of the claim that counts it in
    ("the raid was one of 20 raids"). ``plural``: True for a noun such as "strikes".
    """

    doc: str
    type: str
    trigger: Span
    text: str
    sentence: Span
    roles: tuple[RoleFiller, ...] = ()
    places: tuple[Mention, ...] = ()
    time: TimeExpression | None = None
    status: Status = Status.OCCURRED
    reported: bool = False
    reported_by: Mention | None = None
    count: int | None = None
    headline: bool = False
    noun: str | None = None
    near: Mention | None = None
    definite: bool | None = None
    lemma: str = ""
    plover: str | None = None
    same_as: Span | None = None
    one_of: Span | None = None
    plural: bool = False
    wording: Wording | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech: the characters between (and with) the quotation marks, who speaks, and the words that say so.

    ``attribution`` is the sentence part outside the marks that tells of the speaking ("the president said on Monday"); a
    quotation that goes on in the next paragraph keeps the attribution of the one before.
    """

    span: Span
    speaker: Mention | None = None
    cue: Span | None = None
    attribution: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one article gave: the names in it (in order) and its claims. What passes between processes.

    ``terms``: the words that tell its story from others, with their weights (see `timeline.wording.terms`). ``skipped``: the
    program failed on the article, and the reading is empty.
    """

    article: Article
    names: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: a canonical id and name, and every name that the articles used."""

    id: str
    name: str
    kind: str
    named: bool = True
    names: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where. ``country`` is ISO 3166-1 alpha-2; coordinates are WGS 84 degrees; ``within``: id of the next larger place.

    ``point_of``: the id of the place whose point they are: of a larger one that it lies in, or of the largest city of a
    province, where none of its own is known; else its own id.
    """

    id: str
    name: str
    kind: str = "place"
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    within: str | None = None
    names: tuple[str, ...] = ()
    point_of: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """An actor in the role it has in an event. Not ``sure``: the nearest name, where the sentence's grammar gives none."""

    actor: str
    role: Role
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that tells of an event: the trigger and its sentence."""

    doc: str
    span: Span
    text: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Dating:
    """The words that date an event, and the article they stand in.

    ``narrowed``: other tellings leave fewer of their days: the event's interval is what all of these have in common.
    """

    doc: str
    time: TimeExpression
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that tellings give, in words, and the ids of the articles that give it, sorted."""

    value: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.value} ({', '.join(self.sources)})"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where the tellings of an event disagree: ``count: 11 (harbor-post) or 14 (atlas-weekly)``.

    Values are days (EDTF), names of places or actors, a status, or a number, with the noun that it counts where it counts
    people or things and not the event.
    """

    field: Field
    values: tuple[Version, ...]

    def __str__(self) -> str:
        return f"{self.field}: {' or '.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Event:
    """Claims that tell of one occurrence, from one article or many.

    ``interval`` holds the days that words of the text give; ``not_before`` and ``not_after`` what tense and publication add.
    ``unsure_places``: those of its places that no phrase of the text gives; they are the nearest one named, or the country of
    the story. ``plover``: the root type of PLOVER (Halterman et al. 2023) that fits the words and the status.
    ``independent``: how many of ``sources`` are not copies of others. ``follows``: ids of the plans that it carries out;
    ``part_of``: id of the event that counts it in ("over 30 strikes"). ``corrected``: what a user has corrected (see
    `timeline.ledger`), who and why.
    """

    id: str
    type: str
    family: str
    label: str
    interval: Interval | None
    not_before: date | None
    not_after: date | None
    when: Dating | None
    status: Status
    reported: bool
    count: int | None
    main: bool
    actors: tuple[Participation, ...]
    places: tuple[str, ...]
    mentions: tuple[Evidence, ...]
    conflicts: tuple[Conflict, ...] = ()
    unsure_places: tuple[str, ...] = ()
    plover: str | None = None
    independent: int = 1
    follows: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the articles that tell of it, sorted."""
        return tuple(sorted({m.doc for m in self.mentions}))

    @property
    def start(self) -> date | None:
        return self.interval.earliest if self.interval else None

    @property
    def end(self) -> date | None:
        return self.interval.latest if self.interval else None


def by_time(event: Event) -> tuple[date, str]:
    """What events are sorted by, wherever they stand in order of time: the first day, or where that is open the last; then the
    id. Those without a day come last."""
    return event.start or event.end or date.max, event.id


@dataclass(frozen=True)
class Chronicle:
    """Articles, and the events, actors and places read out of them: what every output is made from.

    ``articles`` and ``events`` never change; where they are many, they may lie in a file and not in memory (see
    `timeline.kept`), and each is made anew when it is asked for.
    ``copies``: for an article that repeats the text of another, the id of that one (see `timeline.copies`). ``run``: how it was
    built: ``versions`` (of the packages and the language model), ``ontology`` (names of ``types`` and ``families``, hash) and
    ``input`` (count, hash), ``options``, and of what was filtered ``part``: ``events``, ``of`` how many, hash of their ids.
    ``whole``: what this is a part of. What a filter is asked for by name must be known there: a name that nothing has is a
    mistake, one that is not in this part alone is not.
    """

    articles: Sequence[Article] = ()
    events: Sequence[Event] = ()
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    run: Mapping[str, Any] = field(default_factory=dict)
    whole: Chronicle | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.events)

    def article(self, id: str) -> Article:
        """The article of that id. Raises: KeyError."""
        return self.articles[self._numbers[id]]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {article.id: number for number, article in enumerate(self.articles)}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each event is, by its id."""
        return {event.id: event.label for event in self.events}

    def quote(self, evidence: Evidence) -> str:
        """The sentence of a passage, exactly as it stands in the article."""
        return self.article(evidence.doc).text[slice(*evidence.sentence)]

    def between(self, first: date | str | None, last: date | str | None) -> Self:
        """The dated events that may have been on a day from ``first`` to ``last`` (both included, None is open).

        Args:
            first, last: days: dates, `pandas.Timestamp`, or text in ISO 8601; of a month or a year its first and its last day.
        Raises:
            ValueError: one is no day, or the last is before the first.
            TypeError: one is neither a date nor a text.
        """
        window = Interval(*as_days(first, last), Precision.RANGE, "")
        return self._keep(lambda e: e.interval is not None and e.interval.meets(window))

    def of_type(self, *types: str) -> Self:
        """The events of any of these types or families. Raises: ValueError, if there is no such type or family."""
        found = {name for event in (self.whole or self).events for name in (event.type, event.family)}
        looked_for = self.run.get("ontology", {})
        known = found.union(looked_for.get("types", ()), looked_for.get("families", ()))
        wanted = {one_of(name, known, "event type or family") for name in types}
        return self._keep(lambda e: e.type in wanted or e.family in wanted)

    def of_status(self, *statuses: str) -> Self:
        """The events of any of these statuses: ``of_status("occurred", "ongoing")``. Raises: ValueError."""
        wanted = as_statuses(statuses)
        return self._keep(lambda e: e.status in wanted)

    def with_actor(self, name: str) -> Self:
        """The events of the actors that a name means: "Belk", "US", "country:US".

        Args:
            name: an id or, of a country, its code (ISO 3166-1 alpha-2), both to the letter; or a name that the articles use.
                Only if none is called exactly so, whole words out of a name do ("Navy" for the US Navy). Accents, letter case,
                punctuation and a "the" before it are set aside.
        Raises:
            ValueError: the timeline has no such actor.
        """
        ids = meant(name, (self.whole or self).actors, "actor")
        return self._keep(lambda e: any(p.actor in ids for p in e.actors))

    def at(self, name: str) -> Self:
        """The events at the places that a name means, or within such a place.

        Args:
            name: as for `with_actor`: of a place called Niger, and not of the Niger Delta, where both are told of.
        Raises:
            ValueError: the timeline has no such place.
        """
        ids = meant(name, (self.whole or self).places, "place")

        def inside(place: str | None) -> bool:
            while place is not None:
                if place in ids:
                    return True
                place = self.places[place].within if place in self.places else None
            return False

        return self._keep(lambda e: any(inside(p) for p in e.places))

    def _keep(self, wanted: Callable[[Event], bool]) -> Self:
        events = tuple(e for e in self.events if wanted(e))
        actors = {p.actor for e in events for p in e.actors}
        docs = {m.doc for e in events for m in e.mentions}
        places: set[str] = set()
        for event in events:
            for here in event.places:
                place: str | None = here
                while place is not None and place not in places:
                    places.add(place)
                    place = self.places[place].within if place in self.places else None
        return replace(
            self,
            events=events,
            articles=tuple(a for a in self.articles if a.id in docs),
            actors={k: v for k, v in self.actors.items() if k in actors},
            places={k: v for k, v in self.places.items() if k in places},
            copies={k: v for k, v in self.copies.items() if k in docs},
            run={**self.run, "part": self._part([event.id for event in events])},
            whole=self.whole or self,
        )

    def _part(self, ids: Sequence[str]) -> dict[str, Any]:
        """Which part of all events it is, also where this is one already, and was written and opened again."""
        of = self.run.get("part", {}).get("of", len(self.events))
        return {"events": len(ids), "of": of, "sha256": of_ids(ids)}
