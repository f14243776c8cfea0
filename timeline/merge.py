"""Claims that tell of one occurrence become one event: first within an article, then across articles.

Greedy, in a fixed order: a claim joins the event that it agrees with best, or begins a new one. What speaks against (other
day, other actor in the same role, other country, other status) forbids; what speaks for is added up.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from timeline.model import (
    Actor,
    Article,
    Claim,
    Dating,
    Event,
    Evidence,
    Interval,
    Participation,
    Place,
    Reading,
    Role,
    Span,
    Status,
)
from timeline.ontology import Ontology
from timeline.resolve import Resolution

HAPPENED = frozenset({Status.OCCURRED, Status.ONGOING})
AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE})
ROLES: tuple[Role, ...] = ("agent", "target", "participant")
ENOUGH_WITHIN, ENOUGH_ACROSS = 0.7, 2.0
NEWS_DAYS = 45
"""Days between two publications beyond which undated tellings are not taken for the same occurrence."""
LEAD = 450
"""Characters from the top of an article within which an event is one that the article is about."""
BREADTH = {"building": 0, "place": 0, "city": 0, "country": 2, "sea": 2, "ocean": 3, "continent": 3}
"""How large the kinds of places are; states, provinces, islands and the like stand between cities and countries."""
STATUS_RANK = (Status.OCCURRED, Status.ONGOING, Status.PLANNED, Status.POSSIBLE, Status.NEGATED)


@dataclass(slots=True)
class Draft:
    """An event in the making: claims of one type with what they resolve to.

    ``near``: places that a telling without one may have been at; they count as little.
    ``likely``: actors whose role nearness gives; they count where grammar gives none, and never against another telling.
    ``sure``: ids of the actors in ``roles`` of whom one telling is sure; what is told of others is set against nothing.
    ``beside``: described actors that one telling sets beside named ones in the same role.
    ``speech``: of two acts of speech with different speakers, named or described, neither is the other.
    """

    type: str
    speech: bool
    claims: list[Claim] = field(default_factory=list)
    roles: dict[Role, dict[str, Actor]] = field(default_factory=lambda: {role: {} for role in ROLES})
    likely: dict[Role, dict[str, Actor]] = field(default_factory=lambda: {role: {} for role in ROLES})
    sure: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    near: dict[str, Place] = field(default_factory=dict)
    interval: Interval | None = None
    dated_by: Claim | None = None
    beside: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    published: list[date] = field(default_factory=list)
    conflicts: set[str] = field(default_factory=set)

    @property
    def statuses(self) -> set[Status]:
        return {claim.status for claim in self.claims}

    def named(self, role: Role) -> set[str]:
        return {id for id, actor in self.roles[role].items() if actor.named and id in self.sure}

    def everyone(self) -> set[str]:
        return {id for role in ROLES for id in self.named(role)}

    def countries(self) -> set[str]:
        return {place.country for place in self.places.values() if place.country}

    def take(self, other: Draft) -> None:
        """Add what another draft holds."""
        self.claims += other.claims
        for role in ROLES:
            self.roles[role] |= other.roles[role]
            if not self.likely[role]:
                self.likely[role] = other.likely[role]
        self.sure |= other.sure
        self.places |= other.places
        self.near = self.near or other.near
        self.beside |= other.beside
        self.lemmas |= other.lemmas
        self.nouns |= other.nouns
        self.published += other.published
        self.conflicts |= other.conflicts
        self._date(other)

    def _date(self, other: Draft) -> None:
        if other.interval is None:
            return
        if self.interval is None:
            self.interval, self.dated_by = other.interval, other.dated_by
        elif not self.interval.meets(other.interval):
            self.conflicts.add(f"date: {self.interval.edtf} or {other.interval.edtf}")
        elif _days(other.interval) < _days(self.interval):
            self.interval, self.dated_by = other.interval, other.dated_by


def merge(readings: Sequence[Reading], resolution: Resolution, ontology: Ontology) -> tuple[Event, ...]:
    """The events that the claims of all readings tell of, sorted by day and id.

    The result does not depend on the order of the readings.
    """
    ordered = sorted(readings, key=lambda r: (r.article.date or date.max, r.article.id))
    articles = {reading.article.id: reading.article for reading in ordered}
    drafts: list[Draft] = []
    for reading in ordered:
        drafts += _within(reading, resolution, ontology)
    events = [_event(draft, articles, ontology) for draft in _across(drafts)]
    return tuple(sorted(events, key=lambda e: (e.start or date.max, e.id)))


def _draft(claim: Claim, article: Article, resolution: Resolution, ontology: Ontology) -> Draft:
    draft = Draft(claim.type, ontology.family(claim.type) == "speech", [claim], lemmas={claim.lemma})
    draft.nouns = {claim.noun} if claim.noun else set()
    for filler in claim.roles:
        actor = resolution.actor(claim.doc, filler.mention)
        if actor is not None and not any(actor.id in draft.roles[r] for r in ROLES):
            judged = claim.same_as is not None
            (draft.roles if filler.sure or judged else draft.likely)[filler.role].setdefault(actor.id, actor)
            if filler.sure:
                draft.sure.add(actor.id)
    for role in ROLES:
        if draft.named(role):
            draft.beside |= draft.roles[role].keys()
    for mention in claim.places:
        place = resolution.place(claim.doc, mention)
        if place is not None:
            draft.places[place.id] = place
    if claim.near is not None and (place := resolution.place(claim.doc, claim.near)) is not None:
        draft.near[place.id] = place
    if claim.time is not None and claim.time.interval is not None:
        draft.interval, draft.dated_by = claim.time.interval, claim
    if article.date is not None:
        draft.published = [article.date]
    return draft


def _within(reading: Reading, resolution: Resolution, ontology: Ontology) -> list[Draft]:
    """The occurrences of one article: as the judge linked the claims, and by agreement where it did not."""
    drafts: list[Draft] = []
    linked: dict[Span, Draft] = {}
    for claim in sorted(reading.claims, key=lambda c: c.trigger):
        fresh = _draft(claim, reading.article, resolution, ontology)
        if claim.same_as is not None:
            if claim.same_as in linked:
                linked[claim.same_as].take(fresh)
            else:
                linked[claim.same_as] = fresh
            continue
        scored = [(_agreement(old, fresh), -i) for i, old in enumerate(drafts) if old.type == fresh.type]
        best, index = max(scored, default=(None, 0), key=lambda s: (s[0] is not None, s[0] or 0.0, s[1]))
        if best is not None and best >= ENOUGH_WITHIN:
            drafts[-index].take(fresh)
        else:
            drafts.append(fresh)
    return [*linked.values(), *drafts]


def _agreement(old: Draft, new: Draft) -> float | None:
    """How much speaks for two tellings in one article being of one occurrence; None if something forbids it."""
    if _contradict(old, new):
        return None
    score = 0.0
    if any(_akin(one, other) for one in old.lemmas for other in new.lemmas):
        score += 0.7
    if old.interval is not None and new.interval is not None:
        score += 0.8
    for role in ROLES:
        if old.named(role) & new.named(role):
            score += 0.7
    if old.everyone() & new.everyone():
        score += 0.3
    if old.places.keys() & new.places.keys():
        score += 0.3
    if {c.sentence for c in old.claims} & {c.sentence for c in new.claims}:
        score += 0.5
    if not new.everyone() and new.interval is None:
        score += 0.4
    if any(claim.headline or claim.trigger.start < LEAD for claim in old.claims):
        score += 0.3
    if any(c.headline for c in old.claims) and any(c.trigger.start < LEAD for c in new.claims):
        score += 0.4
    if all(claim.definite for claim in new.claims):
        score += 0.3
    return score


def _contradict(old: Draft, new: Draft) -> bool:
    if (Status.NEGATED in old.statuses) != (Status.NEGATED in new.statuses):
        return True
    if old.nouns and new.nouns and not old.nouns & new.nouns:
        return True
    if old.interval is not None and new.interval is not None and not _same_time(old.interval, new.interval):
        return True
    for role in ROLES[:2]:
        ours, theirs = old.named(role), new.named(role)
        if ours and theirs and not ours & theirs:
            return True
    if old.speech:
        speakers, others = set(old.roles["agent"]), set(new.roles["agent"])
        if speakers and others and not speakers & others:
            return True
    ours, theirs = old.countries(), new.countries()
    return bool(ours and theirs and not ours & theirs)


def _same_time(a: Interval, b: Interval) -> bool:
    """Days that meet; a single day and a span far longer than a month are not taken for the same time."""
    return a.meets(b) and (max(_days(a), _days(b)) <= 31 or abs(_days(a) - _days(b)) < 31)


def _days(interval: Interval) -> int:
    if interval.earliest is None or interval.latest is None:
        return 10_000
    return (interval.latest - interval.earliest).days + 1


def _akin(one: str, other: str) -> bool:
    """Whether a word is the other or derived from it: "arrest" twice, "seize" and "seizure", not "raid" and "arrest"."""
    root = one[: max(4, min(len(one), len(other)) - 1)]
    return one == other or other.startswith(root)


def _across(drafts: Iterable[Draft]) -> list[Draft]:
    """Join the drafts of different articles; only those that share an actor or a place are compared."""
    kept: list[Draft] = []
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for fresh in drafts:
        candidates = sorted({i for key in _keys(fresh) for i in by_key[key]})
        scored = [(score, -i) for i in candidates if (score := _agreement_across(kept[i], fresh)) is not None]
        best, index = max(scored, default=(0.0, 0))
        if best >= ENOUGH_ACROSS:
            kept[-index].take(fresh)
            at = -index
        else:
            kept.append(fresh)
            at = len(kept) - 1
        for key in _keys(fresh):
            if at not in by_key[key][-1:]:
                by_key[key].append(at)
    return kept


def _keys(draft: Draft) -> list[tuple[str, str]]:
    return sorted((draft.type, id) for id in draft.everyone() | draft.places.keys())


def _agreement_across(old: Draft, new: Draft) -> float | None:
    docs = {claim.doc for claim in old.claims}
    if any(claim.doc in docs for claim in new.claims) or _contradict(old, new):
        return None
    if bool(old.statuses & HAPPENED) != bool(new.statuses & HAPPENED) and not (old.interval and new.interval):
        return None
    score = 0.0
    if old.interval is not None and new.interval is not None:
        narrow = max(_days(old.interval), _days(new.interval))
        score += 1.2 if narrow <= 4 else 0.7 if narrow <= 31 else 0.2
    elif not _published_near(old, new):
        return None
    for role in ROLES:
        shared = old.named(role) & new.named(role)
        score += 0.9 * bool(shared) + 0.3 * (len(shared) > 1)
    closest = {id for id in old.places.keys() & new.places.keys() if old.places[id].kind != "country"}
    score += 0.8 * bool(closest) + 0.2 * bool(old.countries() & new.countries())
    return score


def _published_near(old: Draft, new: Draft) -> bool:
    near = timedelta(days=NEWS_DAYS)
    return any(abs(a - b) <= near for a in old.published for b in new.published)


def _event(draft: Draft, articles: dict[str, Article], ontology: Ontology) -> Event:
    label = _label(draft, ontology)
    for role in ROLES:
        if not draft.roles[role]:
            draft.roles[role] |= draft.likely[role]
    claims = sorted(draft.claims, key=lambda c: (c.doc, c.trigger))
    first = claims[0]
    status = _status(claims)
    published = [day for claim in claims if (day := articles[claim.doc].date) is not None]
    interval = draft.interval
    seal = hashlib.sha256(f"{first.type}\0{first.doc}\0{first.trigger.start}\0{first.trigger.end}".encode()).hexdigest()
    participations = tuple(
        Participation(id, role, sure=id in draft.sure)
        for role in ROLES
        for id in sorted(draft.roles[role])
        if not _elsewhere(draft, id, role) and not _stands_for_another(draft, id, role)
    )
    dating = draft.dated_by
    return Event(
        id=f"ev_{seal[:12]}",
        type=draft.type,
        family=ontology.family(draft.type),
        label=label,
        interval=interval,
        not_before=max(published) if published and status is Status.PLANNED and interval is None else None,
        not_after=min(published) if published and status is Status.OCCURRED else None,
        when=Dating(dating.doc, dating.time) if dating is not None and dating.time is not None else None,
        status=status,
        reported=all(claim.reported for claim in claims),
        count=max((claim.count for claim in claims if claim.count is not None), default=None),
        main=any(claim.headline or claim.trigger.start < LEAD for claim in claims),
        actors=participations,
        places=tuple(_most_specific_first((draft.places or draft.near).values())),
        mentions=tuple(Evidence(c.doc, c.trigger, c.text, c.sentence) for c in claims),
        conflicts=tuple(sorted(draft.conflicts | set(_disagreements(claims)))),
        plover=_plover(claims),
        unsure_places=() if draft.places else tuple(_most_specific_first(draft.near.values())),
    )


def _plover(claims: Sequence[Claim]) -> str | None:
    """The root type that most tellings have, the first of them where as many have another."""
    roots = [claim.plover for claim in claims if claim.plover is not None]
    return max(roots, key=roots.count, default=None)


def _elsewhere(draft: Draft, id: str, role: Role) -> bool:
    """Whether the actor already stands in a role that comes before this one."""
    return any(id in draft.roles[earlier] for earlier in ROLES[: ROLES.index(role)])


def _stands_for_another(draft: Draft, id: str, role: Role) -> bool:
    """Whether a described actor ("the suspect") may be one that another telling names in the same role."""
    if draft.roles[role][id].named:
        return False
    return bool(draft.named(role)) and id not in draft.beside


def _status(claims: list[Claim]) -> Status:
    statuses = [claim.status for claim in claims]
    return max(STATUS_RANK, key=lambda s: (statuses.count(s), -STATUS_RANK.index(s)))


def _disagreements(claims: list[Claim]) -> Iterator[str]:
    counts = sorted({claim.count for claim in claims if claim.count is not None})
    if len(counts) > 1:
        yield f"count: {' or '.join(map(str, counts))}"


def _most_specific_first(places: Iterable[Place]) -> Iterator[str]:
    yield from (place.id for place in sorted(places, key=lambda p: (BREADTH.get(p.kind, 1), p.id)))


def _label(draft: Draft, ontology: Ontology) -> str:
    """ "United States strike on Tren de Aragua", "Arrest of Ana Ruiz", "Earthquake in Nepal": words for a tooltip.

    Only actors that are sure are named in it: a wrong guess here would be an accusation.
    """
    agents, targets, others = (_listing(a for id, a in draft.roles[role].items() if id in draft.sure) for role in ROLES)
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
    names = [actor.name for actor in sorted(actors, key=lambda a: (not a.named, a.id))]
    shown = names[:2]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and others"
    return " and ".join(shown)
