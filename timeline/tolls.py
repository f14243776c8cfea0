"""Tolls: what an article tells of the dead, the wounded and the damage of an attack or a disaster is a telling of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.certain import TOLLED
from timeline.drafts import Draft, days, joined_drafts
from timeline.facts import Facts, facts_at_hand
from timeline.fixes import Allowed
from timeline.model import Reading
from timeline.ontology import Ontology
from timeline.resolve import Resolution

TOLLING = frozenset("kill die dead injure wound hurt maim".split())
"""Words that tell of nothing but a toll."""
_ANOTHER = re.compile(r"\b(?:another(?! \d)|second|third|fourth|separate(?:ly)?|elsewhere|meanwhile)\b", re.IGNORECASE)
"""Words by which a text sets an event apart from the one it has told of."""


def with_tolls(
    parts: Sequence[Draft], number: int, reading: Reading, resolution: Resolution, ontology: Ontology, allowed: Allowed
) -> list[Draft]:
    """The drafts of one article, each toll with the nearest draft that it may be a telling of (`EventType.tells_of`)."""
    known = [facts_at_hand(part, number) for part in parts]
    whole: dict[int, list[int]] = {}
    of: dict[int, int] = {}

    def may_tell(toll: int, other: int) -> bool:
        return (
            parts[other].type in ontology.types[parts[toll].type].tells_of
            and _of_one_day(known[toll], known[other])
            and _of_one_place(known[toll], known[other], resolution)
            and not _set_apart(parts[toll], parts[other], reading)
            and all(allowed(known[toll], known[held], 0) for held in whole[of[other]])
        )

    for i in sorted(range(len(parts)), key=lambda i: (ontology.told_first[parts[i].type], i)):
        fit = [k for k in of if may_tell(i, k)]
        of[i] = of[min(fit, key=lambda k: (_distance(parts[i], parts[k]), k))] if fit else i
        whole.setdefault(of[i], []).append(i)
    return [joined_drafts(_of_its_type([parts[i] for i in members])) for _, members in sorted(whole.items())]


def _of_its_type(told: Sequence[Draft]) -> Sequence[Draft]:
    """The same, the first being one that tells more than a toll: "a blast killed nine" is of the type of the blast."""
    if any(claim.lemma not in TOLLING for claim in told[0].claims):
        return told
    fuller = (part for part in told if part.type in TOLLED and len(part.claims) > len(told[0].claims))
    first = next(fuller, told[0])
    return [first, *(part for part in told if part is not first)]


def _of_one_day(toll: Facts, other: Facts) -> bool:
    """Whether both are of one and the same day, and the toll names nobody else."""
    of_a_day = toll.interval is not None and toll.interval == other.interval and days(toll.interval) == 1
    return of_a_day and toll.everyone <= other.everyone


def _of_one_place(one: Facts, other: Facts, resolution: Resolution) -> bool:
    """Whether one has no place but a country, or a place of one is, or lies in, a place of the other."""
    around, there = ({id for site in part.sites for id in resolution.around(site)} for part in (one, other))
    return not one.sites or not other.sites or bool(one.sites & there or other.sites & around)


def _set_apart(toll: Draft, other: Draft, reading: Reading) -> bool:
    """Whether sentences that tell the toll alone speak of another one."""
    theirs = {claim.sentence for claim in other.claims}
    alone = (claim.sentence for claim in toll.claims if claim.sentence not in theirs)
    return any(_ANOTHER.search(reading.article.text, *sentence) for sentence in alone)


def _distance(one: Draft, other: Draft) -> int:
    """Characters between their nearest tellings."""
    return min(abs(a.trigger.start - b.trigger.start) for a in one.claims for b in other.claims)
