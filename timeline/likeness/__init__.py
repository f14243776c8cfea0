"""How likely two tellings are of one occurrence, whatever their types: what speaks for it and against it, weighed by trees.

The trees (gradient boosting, Friedman 2001, doi:10.1214/aos/1013203451) were grown on the ECB+ corpus of events told by several
articles (Cybulska and Vossen 2014, LREC); ``training/coreference`` has how. They are kept as ONNX.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from timeline.inference import session
from timeline.model import ROLES, Claim, Interval, Reading, Status, Wording
from timeline.network import SENSE, Floats
from timeline.resolve import Resolution
from timeline.sheet import Ints
from timeline.wording import closeness, weight

MODEL = Path(__file__).parent / "trees.onnx"
AROUND = 4
"""Words before and after a trigger that are compared by themselves."""
LEAD = 3
"""Sentences that an article begins with, where it sums up what it tells of."""
FAR = 8
BY_WORD = 0.6
PAIRS = 20_000
"""Pairs that are weighed at a time."""
FEATURES = (
    "one_article",  # both stand in one article
    "story",  # cosine of the words of the articles
    "article_names",  # Jaccard index of who is named in the articles
    "lemma",  # the triggers have the same lemma
    "akin",  # ... or one is derived from the other
    "rarer", "commoner",  # weight of the lemmas of the triggers
    "verbs", "nouns",  # both triggers are verbs, neither is
    "told",  # how likely the less likely one tells of an event
    "sentence",  # cosine of the words of the sentences
    "around",  # cosine of the words next to the triggers
    "names", "names_share",  # how many are named in both sentences; Jaccard index
    "agent", "other_agent", "target", "other_target",  # who: the same, or only others
    "anyone", "crossed",  # the same actor in any role; the agent of one is the target of the other
    "place", "country", "other_country",  # where: the same, or only another country
    "days", "other_days", "one_dated",  # when: days that meet, that do not; only one has days
    "status", "denied",  # the same status; one is negated and the other not
    "count", "other_count",  # how many
    "one_reported",  # only one is told on somebody's word
    "sentences_between", "characters_between", "one_sentence",  # in one article
    "leads",  # how many stand at the top of their article
    "sense_word", "sense_context", "sense_sentence", "sense_lemma",  # cosines of what the network made of the words
)  # fmt: skip
"""What speaks for and against, in order; those of one article are 0 for two."""


@dataclass(frozen=True)
class Story:
    """What is known of an article as a whole: the weights of its words, and who is named where in it."""

    terms: dict[str, float]
    names: frozenset[str]
    named_at: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Telling:
    """A claim with whom and where it means."""

    claim: Claim
    story: Story
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    @cached_property
    def wording(self) -> Wording:
        return self.claim.wording or Wording((self.claim.lemma,), 0, 0, verb=False)

    @cached_property
    def everyone(self) -> frozenset[str]:
        return frozenset().union(*self.roles.values())

    @cached_property
    def names(self) -> frozenset[str]:
        """Who is named in its sentence."""
        start, end = self.claim.sentence
        return frozenset(id for at, id in self.story.named_at if start <= at < end)

    @cached_property
    def said(self) -> dict[str, float]:
        """The words of its sentence, the squares of whose weights make 1."""
        return _unit({word: math.sqrt(weight(word)) for word in self.wording.words})

    @cached_property
    def around(self) -> dict[str, float]:
        """The words next to its trigger, the squares of whose weights make 1."""
        at, words = self.wording.at, self.wording.words
        near = ((i, words[i]) for i in range(max(0, at - AROUND), min(len(words), at + AROUND + 1)) if i != at)
        return _unit({word: weight(word) / (1 + abs(i - at) / 2) for i, word in near})

    @property
    def days(self) -> Interval | None:
        return self.claim.time.interval if self.claim.time is not None else None


def story(reading: Reading, resolution: Resolution) -> Story:
    """What is known of an article as a whole."""
    named = []
    for mention in reading.names:
        actor = resolution.actor(reading.article.id, mention)
        named.append((mention.span.start, actor.id if actor is not None else mention.text.casefold()))
    return Story(dict(reading.terms), frozenset(id for _, id in named), tuple(named))


def telling(claim: Claim, story: Story, resolution: Resolution) -> Telling:
    """A claim with whom and where it means."""
    roles: dict[str, set[str]] = {role: set() for role in ROLES}
    for filler in claim.roles:
        actor = resolution.actor(claim.doc, filler.mention)
        if actor is not None:
            roles[filler.role].add(actor.id)
    places = [place for mention in claim.places if (place := resolution.place(claim.doc, mention)) is not None]
    return Telling(
        claim,
        story,
        {role: frozenset(ids) for role, ids in roles.items()},
        frozenset(place.id for place in places),
        frozenset(place.country for place in places if place.country),
    )


def likeness(tellings: Sequence[Telling], pairs: Sequence[tuple[int, int]]) -> Floats:
    """For each pair of tellings, by number, how likely they are of one occurrence, from 0 to 1.

    Where one has no wording, as without the network, the same or a derived word is all there is to go by: `BY_WORD`.
    """
    found = np.zeros(len(pairs), np.float32)
    worded = [i for i, (a, b) in enumerate(pairs) if tellings[a].claim.wording and tellings[b].claim.wording]
    for at in range(0, len(worded), PAIRS):
        some = worded[at : at + PAIRS]
        (chances,) = _trees().run(["probabilities"], {"features": features(tellings, [pairs[i] for i in some])})
        found[some] = np.asarray(chances, np.float32)[:, 1]
    for i in set(range(len(pairs))).difference(worded):
        one, other = (tellings[side].claim.lemma for side in pairs[i])
        found[i] = BY_WORD * (akin(one, other) or akin(other, one))
    return found


@cache
def _trees() -> Any:
    return session(MODEL.read_bytes())


def features(tellings: Sequence[Telling], pairs: Sequence[tuple[int, int]]) -> Floats:
    """The `FEATURES` of each pair, a row each."""
    stories: dict[tuple[int, int], tuple[float, float]] = {}
    rows = [_row(tellings[a], tellings[b], stories) for a, b in pairs]
    return np.concatenate([np.array(rows, np.float32), _cosines(tellings, np.array(pairs, np.int64))], axis=1)


def _row(a: Telling, b: Telling, stories: dict[tuple[int, int], tuple[float, float]]) -> list[float]:
    one, other = a.claim, b.claim
    here = one.doc == other.doc
    key = (id(a.story), id(b.story))
    if key not in stories:
        stories[key] = (closeness(a.story.terms, b.story.terms), _jaccard(a.story.names, b.story.names))
    near, article_names = stories[key]
    weights = sorted((weight(one.lemma), weight(other.lemma)))
    days, others = a.days, b.days
    meet = days is not None and others is not None and days.meets(others)
    agents, targets = (a.roles["agent"], b.roles["agent"]), (a.roles["target"], b.roles["target"])
    counts = (one.count, other.count)
    return [
        here,
        1.0 if here else near,
        article_names,
        one.lemma == other.lemma,
        akin(one.lemma, other.lemma) or akin(other.lemma, one.lemma),
        weights[0],
        weights[1],
        a.wording.verb and b.wording.verb,
        not a.wording.verb and not b.wording.verb,
        min(a.wording.told, b.wording.told),
        closeness(a.said, b.said),
        closeness(a.around, b.around),
        len(a.names & b.names),
        _jaccard(a.names, b.names),
        _share(*agents),
        _differ(*agents),
        _share(*targets),
        _differ(*targets),
        _share(a.everyone, b.everyone),
        _share(agents[0], targets[1]) or _share(targets[0], agents[1]),
        _share(a.places, b.places),
        _share(a.countries, b.countries),
        _differ(a.countries, b.countries),
        meet,
        days is not None and others is not None and not meet,
        (days is None) != (others is None),
        one.status is other.status,
        (one.status is Status.NEGATED) != (other.status is Status.NEGATED),
        None not in counts and counts[0] == counts[1],
        None not in counts and counts[0] != counts[1],
        one.reported != other.reported,
        min(FAR, abs(a.wording.sentence - b.wording.sentence)) if here else 0,
        math.log1p(abs(one.trigger.start - other.trigger.start)) if here else 0,
        here and one.sentence == other.sentence,
        (a.wording.sentence < LEAD) + (b.wording.sentence < LEAD),
    ]


def _cosines(tellings: Sequence[Telling], pairs: Ints) -> Floats:
    """The cosines of the parts of the senses; 0 where one has none."""
    size = sum(SENSE.values())
    used, rows = np.unique(pairs, return_inverse=True)
    rows = rows.reshape(pairs.shape)
    senses = [tellings[i].wording.sense or bytes(size) for i in used]
    every = np.frombuffer(b"".join(senses), np.int8).reshape(len(used), size).astype(np.float32)
    found: list[npt.NDArray[np.float32]] = []
    at = 0
    for width in SENSE.values():
        part = every[:, at : at + width]
        part = part / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), np.float32(1e-6))
        found.append(np.einsum("ij,ij->i", part[rows[:, 0]], part[rows[:, 1]]))
        at += width
    return np.stack(found, axis=1).astype(np.float32)


def akin(one: str, other: str) -> bool:
    """Whether a word is the other or derived from it: "arrest" twice, "seize" and "seizure", not "raid" and "arrest"."""
    root = one[: max(4, min(len(one), len(other)) - 1)]
    return one == other or other.startswith(root)


def _share(one: Iterable[str], other: Iterable[str]) -> bool:
    return not frozenset(one).isdisjoint(other)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {word: w / length for word, w in weights.items()}
