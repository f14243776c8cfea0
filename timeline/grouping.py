"""Which triggers of one text tell of one occurrence: the network's word for it, but for what the text itself tells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from timeline.casting import Linked
from timeline.distinct import Facts, apart, facts
from timeline.language.grammar import ancestors, base, kids, lemma, plural, quantity, within
from timeline.language.lexicon import PEOPLE
from timeline.linkage import clusters
from timeline.mentioned import as_dating
from timeline.model import Interval
from timeline.network import Floats, Network, States
from timeline.sheet import Sheet
from timeline.timewords import UNITS

COMING = frozenset("come follow happen occur".split())
"""Verbs that put one occurrence after another."""
PAIRS = 10_000
"""Pairs of triggers that the network is asked about at a time."""


@dataclass(frozen=True)
class Grouping:
    """One text before the question.

    Attributes:
        states: what the network made of the text.
        persons: those with a name, by the tokens that head it or are pronouns for them: a key that the mentions of one share.
        wholes: triggers that the text counts in with others ("one of 20 raids"), and the noun that does.
    """

    doc: Doc
    sheet: Sheet
    network: Network
    states: States
    persons: Mapping[int, str]
    wholes: Mapping[int, Token]

    def groups(self, types: Mapping[int, int], families: Mapping[int, str], linked: Mapping[int, Linked]) -> list[list[int]]:
        """The triggers by the occurrence that they tell of.

        Args:
            types: the triggers, in order, and the numbers of their event types. families: those of the types.
        """
        by_type = defaultdict(list)
        for i, type in types.items():
            by_type[type].append(i)
        found = []
        for type, alike in sorted(by_type.items()):
            likeness = self._likeness(type, alike)
            said = [self._facts(i, alike, families[i], linked[i]) for i in alike]

            def told_apart(one: Sequence[int], other: Sequence[int], said: list[Facts] = said) -> bool:
                return any(apart(said[a], said[b]) for a in one for b in other)

            enough = self.network.thresholds["same"]
            found += [[alike[a] for a in members] for members in clusters(len(alike), likeness, enough, told_apart)]
        return found

    def _likeness(self, type: int, alike: Sequence[int]) -> dict[tuple[int, int], float]:
        """How likely pairs of triggers of one type, by their places in the list, tell of one occurrence."""
        pairs = [(a, b) for a in range(len(alike)) for b in range(a + 1, len(alike))]
        found: dict[tuple[int, int], float] = {}
        for at in range(0, len(pairs), PAIRS):
            some = pairs[at : at + PAIRS]
            first, second = (np.array([alike[pair[side]] for pair in some], np.int64) for side in (0, 1))
            codes = np.array([self.sheet.pair_codes(alike[a], alike[b]) for a, b in some], np.int64)
            chances: Floats = self.network.same(self.states, first, second, np.full(len(some), type, np.int64), codes)
            found |= {pair: float(chance) for pair, chance in zip(some, chances, strict=True)}
        found |= {(min(pair), max(pair)): 1.0 for pair in self._carried(alike)}
        return {
            (a, b): chance
            for (a, b), chance in found.items()
            if not self._part_of(alike[a], alike[b]) and not _one_came_after(self.doc[alike[a]], self.doc[alike[b]])
        }

    def _carried(self, alike: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Nouns and the verbs whose objects they are, by their places in the list: "imposed sanctions" tells of one."""
        place = {i: at for at, i in enumerate(alike)}
        for at, i in enumerate(alike):
            noun = self.doc[i]
            carried = noun.pos_ == "NOUN" and (base(noun) == "obj" or noun.dep_ == "nsubj:pass")
            if carried and noun.head.i in place:
                yield at, place[noun.head.i]

    def _part_of(self, a: int, b: int) -> bool:
        """Whether one is a noun for a number of occurrences, "over 30 strikes", and the other for a single one."""
        for many, one in ((self.doc[a], self.doc[b]), (self.doc[b], self.doc[a])):
            if self.wholes.get(one.i) == many:
                return True
            if (quantity(many) or 0) > 1 and one.pos_ == "NOUN" and not plural(one):
                return True
        return False

    def _facts(self, i: int, alike: Sequence[int], family: str, linked: Linked) -> Facts:
        headline = any(kind == "headline" for first, last, kind in self.doc._.blocks if first <= i < last)
        return facts(self.doc, i, self._own_days(i, linked), alike, headline, family, self.persons)

    def _own_days(self, i: int, linked: Linked) -> Interval | None:
        """The days that a trigger's own sentence most likely gives it."""
        sentence = self.sheet.sentences[i]
        shares = zip(linked.times, linked.dated, strict=True)
        likely = ((float(share), -k) for k, share in shares if self.sheet.sentences[self.sheet.times[k].head] == sentence)
        share, k = max(likely, default=(0.0, 0))
        return as_dating(self.doc[i], self.sheet.times[-k]).interval if share > self.network.thresholds["time"] else None


def _one_came_after(one: Token, other: Token) -> bool:
    """Whether a clause of its own puts one before or after the other: "the bombing came after rebels seized the town", "hit it
    a week after rebels seized it"; not "were killed after gunmen opened fire", which tells of one."""
    for told, beside in ((one, other), (other, one)):
        if _is_by_whom_it_befell(told, beside):
            return True
        clause = next((step for step in (told, *ancestors(told)) if step.dep_ == "advcl"), None)
        if clause is None or within(beside, clause) or not within(beside, clause.head):
            continue
        marks = [mark for mark in kids(clause, "mark") if mark.lower_ in ("after", "before")]
        counted = any(mark.i and lemma(mark.nbor(-1)) in UNITS for mark in marks)
        if marks and (counted or lemma(clause.head) in COMING) and kids(clause, "nsubj", "nsubj:pass"):
            return True
    return False


def _is_by_whom_it_befell(told: Token, beside: Token) -> bool:
    """Whether one tells what he did whom the other befell: "shot a man who had stabbed a guard"."""
    whom = told.head
    if told.dep_ != "acl:relcl" or whom.head != beside or (base(whom) != "obj" and whom.dep_ != "nsubj:pass"):
        return False
    somebody = any(noun.lower_ == "who" for noun in kids(told, "nsubj")) or lemma(whom) in PEOPLE
    return somebody and bool(kids(told, "nsubj")) and bool(kids(told, "obj"))
