"""Claims that tell of one occurrence become one event: first within an article, then across articles.

Greedy, in a fixed order: a claim joins the event that it agrees with best, or begins a new one. What speaks against (other
day, other actor in the same role, other country, other status) forbids; what speaks for is added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from timeline.accounts import LEAD, event
from timeline.drafts import HAPPENED, ROLES, Draft, contradict, days, draft
from timeline.links import link
from timeline.model import Event, Reading, Span
from timeline.ontology import Ontology
from timeline.resolve import Resolution
from timeline.tellings import Sources

ENOUGH_WITHIN, ENOUGH_ACROSS = 0.7, 2.0
NEWS_DAYS = 45
"""Days between two publications beyond which undated tellings are not taken for the same occurrence."""


def merge(
    readings: Sequence[Reading], resolution: Resolution, ontology: Ontology, copies: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """The events that the claims of all readings tell of, sorted by day and id.

    ``copies`` are the articles that are no sources of their own, with their originals (see `timeline.copies`).
    The result does not depend on the order of the readings.
    """
    ordered = sorted(readings, key=lambda r: (r.article.date or date.max, r.article.id))
    articles = {reading.article.id: reading.article for reading in ordered}
    drafts: list[Draft] = []
    for reading in ordered:
        drafts += _within(reading, resolution, ontology)
    sources = Sources(articles, copies or {})
    events = [(event(found, sources, resolution, ontology), found.claims) for found in _across(drafts)]
    return tuple(sorted(link(events, sources, resolution), key=lambda e: (e.start or date.max, e.id)))


def _within(reading: Reading, resolution: Resolution, ontology: Ontology) -> list[Draft]:
    """The occurrences of one article: as the judge linked the claims, and by agreement where it did not."""
    drafts: list[Draft] = []
    linked: dict[Span, Draft] = {}
    for claim in sorted(reading.claims, key=lambda c: c.trigger):
        fresh = draft(claim, reading.article, resolution, ontology)
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
    if contradict(old, new):
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
    if any(claim.doc in docs for claim in new.claims) or contradict(old, new):
        return None
    if bool(old.statuses & HAPPENED) != bool(new.statuses & HAPPENED) and not (old.interval and new.interval):
        return None
    score = 0.0
    if old.interval is not None and new.interval is not None:
        narrow = max(days(old.interval), days(new.interval))
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
