"""Replays a user's corrections (see `timeline.ledger`) while events are made: on claims, on what may be joined, on events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from timeline import when
from timeline.drafts import Draft
from timeline.errors import SchemaError
from timeline.facts import Facts
from timeline.ledger import UNKNOWN, Entry, Passage, Standing
from timeline.model import Claim, Dating, Event, Reading, Span, TimeExpression
from timeline.ontology import Ontology

Spot = tuple[str, int, int]
"""Where a claim stands: article, start and end of its trigger."""
Allowed = Callable[[Facts, Facts, int], float]


class Fixes:
    """Corrections, ready to be asked. A later one wins over an earlier one."""

    def __init__(self, entries: Sequence[Standing] = (), ontology: Ontology | None = None) -> None:
        """Raises: SchemaError: an entry gives a type that there is not."""
        self.entries = entries
        self._of: dict[Spot, list[Standing]] = defaultdict(list)
        self._words: dict[Spot, set[str]] = defaultdict(set)
        self._one: dict[frozenset[Spot], bool] = {}  # whether two passages are of one event, as the last entry has it
        for standing in entries:
            entry = standing.entry
            if entry.type is not None and ontology is not None and entry.type not in ontology.types:
                raise SchemaError(f"{standing.called}: there is no type {entry.type!r}; `timeline types` lists them")
            for passage in sorted(entry.about | entry.apart):
                self._words[passage[:3]].add(passage.words)
            for passage in sorted(entry.about):
                self._of[passage[:3]].append(standing)
            if entry.what == "split":
                self._one |= {frozenset((one[:3], other[:3])): False for one, other in product(entry.about, entry.apart)}
            elif entry.what == "merge":
                self._one |= {frozenset((one[:3], other[:3])): True for one, other in combinations(_in_order(standing), 2)}
        self._partners: dict[Spot, set[Spot]] = defaultdict(set)
        for pair in self._one:
            for spot in pair:
                self._partners[spot] |= pair - {spot}

    def __bool__(self) -> bool:
        return bool(self.entries)

    def applied(self, reading: Reading) -> Reading:
        """The reading with the types and days that were corrected, without what is none, and split where it was joined."""
        if not any((claim.doc, *claim.trigger) in self._words for claim in reading.claims):
            return reading
        claims = [fixed for claim in reading.claims if (fixed := self._claim(claim)) is not None]
        return replace(reading, claims=tuple(self._unlinked(claims)))

    def _claim(self, claim: Claim) -> Claim | None:
        for standing in self._about(claim):
            entry = standing.entry
            if entry.what == "none":
                return None
            if entry.what == "type" and entry.type is not None:
                claim = replace(claim, type=entry.type, noun=None)
            elif entry.what == "date":
                claim = replace(claim, time=_time(claim.trigger, claim.text, standing))
        return claim

    def _about(self, claim: Claim) -> list[Standing]:
        found = self._of.get(_spot(claim), [])
        return [one for one in found if any(passage.tells(claim) for passage in one.entry.about)]

    def _unlinked(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """The claims; tellings that the article itself links, but the user has split, are linked in groups of their own."""
        groups: dict[Span, list[list[Claim]]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: c.trigger):
            if claim.same_as is not None:
                group = next((g for g in groups[claim.same_as] if not any(self._split(claim, c) for c in g)), None)
                if group is None:
                    groups[claim.same_as].append([claim])
                else:
                    group.append(claim)
        first = {_spot(c): group[0].trigger for same in groups.values() for group in same if len(same) > 1 for c in group}
        for claim in claims:
            yield replace(claim, same_as=first[_spot(claim)]) if _spot(claim) in first else claim

    def _split(self, one: Claim, other: Claim) -> bool:
        apart = self._one.get(frozenset((_spot(one), _spot(other)))) is False
        return apart and self._is_meant(one) and self._is_meant(other)

    def _is_meant(self, claim: Claim) -> bool:
        """Whether an entry speaks of the claim, in the words that it has now."""
        words = self._words.get(_spot(claim), set())
        return "" in words or " ".join(claim.text.split()) in words

    def allowed(self, by_facts: Allowed) -> Allowed:
        """The same, but nothing for tellings that the user has split, or given a type that the others do not have."""
        typed = any(standing.entry.what == "type" for standing in self.entries)
        if not typed and False not in self._one.values():
            return by_facts

        def left(one: Facts, other: Facts, off: int) -> float:
            if one.type != other.type and (self._is_typed(one) or self._is_typed(other)):
                return 0.0
            return 0.0 if self._apart(one, other) else by_facts(one, other, off)

        return left

    def _is_typed(self, part: Facts) -> bool:
        return any(standing.entry.what == "type" for claim in part.claims for standing in self._about(claim))

    def _apart(self, one: Facts, other: Facts) -> bool:
        theirs = {_spot(claim): claim for claim in other.claims}
        return any(
            self._split(claim, theirs[partner])
            for claim in one.claims
            for partner in self._partners.get(_spot(claim), set()) & theirs.keys()
        )

    def joined(self, clusters: Iterable[list[int]], parts: Sequence[Facts]) -> Iterable[list[int]]:
        """The clusters of parts, what the user has merged as one; first in it what was named first: it gives the type."""
        if True not in self._one.values():
            return clusters
        clusters = list(clusters)
        held = ((number, claim) for number, members in enumerate(clusters) for i in members for claim in parts[i].claims)
        at = {_spot(claim): number for number, claim in held if self._is_meant(claim)}
        into = list(range(len(clusters)))

        def root(number: int) -> int:
            while into[number] != number:
                number = into[number]
            return number

        for standing in self.entries:
            spots = [passage[:3] for passage in _in_order(standing) if passage[:3] in at]
            for one, other in combinations(spots, 2) if standing.entry.what == "merge" else ():
                if self._one[frozenset((one, other))]:
                    into[root(at[other])] = root(at[one])
        whole: dict[int, list[int]] = {}
        for number in range(len(clusters)):
            if root(number) == number:
                whole[number] = list(clusters[number])
        for number, members in enumerate(clusters):
            if root(number) != number:
                whole[root(number)] += members
        return list(whole.values())

    def told(self, event: Event, draft: Draft) -> Event:
        """The event with the date that was corrected, and a note of each correction of it."""
        found = [one for claim in draft.claims for one in self._about_or_apart(claim)]
        if not found:
            return event
        ordered = [one for one in self.entries if any(one is other for other in found)]
        event = replace(event, corrected=tuple(one.entry.reason for one in ordered))
        dates = [one for one in ordered if one.entry.what == "date"]
        if not dates:
            return event
        last, spots = dates[-1], sorted(dates[-1].entry.about)
        claim = next(c for passage in spots for c in draft.claims if _spot(c) == passage[:3])
        time = _time(claim.trigger, claim.text, last)
        if time is None:
            return replace(event, interval=None, when=None)
        return replace(event, interval=time.interval, when=Dating(claim.doc, time), not_before=None)

    def _about_or_apart(self, claim: Claim) -> Iterator[Standing]:
        yield from self._about(claim)
        spot = _spot(claim)
        if spot in self._words:
            yield from (one for one in self.entries if any(passage[:3] == spot for passage in one.entry.apart))

    def followed(self, readings: Sequence[Reading]) -> tuple[Fixes, list[str]]:
        """The same for articles as they are now: where text was put in above passages, they stand where their words do now.

        Args:
            readings: as they were before `applied`.
        Returns:
            them, and a line for each article whose passages have moved and for each passage that no reading holds.
        """
        if not self:
            return self, []
        passages: dict[str, set[Passage]] = defaultdict(set)
        for _, entry in self.entries:
            for passage in entry.about | entry.apart:
                passages[passage.doc].add(passage)
        told = {
            r.article.id: {_spot(c): " ".join(c.text.split()) for c in r.claims} for r in readings if r.article.id in passages
        }
        moved = {old: new for doc, held in passages.items() for old, new in _moved(held, told.get(doc, {})).items()}
        lines = [f"{doc}: its text has changed; corrections of it follow their words" for doc in sorted({p.doc for p in moved})]
        entries = [Standing(called, _at(entry, moved)) for called, entry in self.entries] if lines else self.entries
        for called, entry in entries:
            lines += [
                f"{called} ({entry.what}): nothing is told of an event at {passage} any more"
                for passage in sorted(entry.about | entry.apart)
                if not _is_there(passage, told.get(passage.doc, {}))
            ]
        return Fixes(entries) if entries is not self.entries else self, lines


def _moved(passages: Iterable[Passage], there: dict[Spot, str]) -> dict[Passage, Passage]:
    """Passages of an article that are lost, and where they are now, if one number of characters finds more than any other."""
    lost = [passage for passage in passages if passage.words and not _is_there(passage, there)]
    steps = Counter(
        start - passage.start
        for passage in lost
        for (_, start, end), words in there.items()
        if words == passage.words and end - start == passage.end - passage.start
    )
    (by, often), (_, less) = [*steps.most_common(2), (0, 0), (0, 0)][:2]
    found = {passage: passage._replace(start=passage.start + by, end=passage.end + by) for passage in lost}
    return {old: new for old, new in found.items() if _is_there(new, there)} if often > less else {}


def _at(entry: Entry, moved: dict[Passage, Passage]) -> Entry:
    """An entry with its passages where they are now."""

    def now(text: str) -> str:
        passage = Passage.read(text)
        return str(moved.get(passage, passage))

    found = {"passages": tuple(map(now, entry.passages)), "others": tuple(map(now, entry.others))}
    return entry.model_copy(update=found)


def _in_order(standing: Standing) -> list[Passage]:
    """All passages of an entry, as the user has written them."""
    return [Passage.read(text) for text in (*standing.entry.passages, *standing.entry.others)]


def _is_there(passage: Passage, there: dict[Spot, str]) -> bool:
    return passage[:3] in there and passage.words in ("", there[passage[:3]])


def _spot(claim: Claim) -> Spot:
    return (claim.doc, *claim.trigger)


def _time(span: Span, text: str, standing: Standing) -> TimeExpression | None:
    entry = standing.entry
    if entry.date_ == UNKNOWN or entry.interval is None:
        return None
    days = entry.interval
    return TimeExpression(span, text, "DATE", when.timex(days), days, rule=f"corrected by {entry.by}: {entry.why}")
