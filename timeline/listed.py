"""What a list that says its verb once tells: a claim for each of its items (see `timeline.gapped`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from spacy.tokens import Doc, Token

from timeline.casting import Linked
from timeline.gapped import SITES, Item, Row, mention_at, row
from timeline.language.grammar import PLACE_PREPOSITIONS, base
from timeline.mentioned import LABELS, as_dating
from timeline.model import Claim, Mention, Span
from timeline.sheet import Sheet


@dataclass(frozen=True)
class Listing:
    """The lists of one text.

    Attributes:
        triggers: the tokens that tell of something.
    """

    doc: Doc
    sheet: Sheet
    triggers: Sequence[int]

    @cached_property
    def rows(self) -> dict[int, Row]:
        """The lists, by the trigger that tells of them: a verb, or the noun that it says of that it was."""
        found: dict[int, tuple[int, Row]] = {}
        for i in self.triggers:
            verb = _verb(self.doc[i])
            told = row(verb, self.sheet.times, self.sheet.mentions) if verb is not None else None
            if verb is None or told is None or told.head == i or any(told.end <= j < told.items[-1].end for j in self.triggers):
                continue
            if verb.i not in found or i == verb.i:
                found[verb.i] = (i, told)
        return dict(found.values())

    def first_only(self, i: int, linked: Linked) -> Linked:
        """What a trigger is linked to, without what belongs to the other items of a list in its sentence."""
        others = [told for told in self.rows.values() if self.doc[told.first].sent == self.doc[i].sent and i < told.end]
        if not others:
            return linked

        def stays(token: int) -> bool:
            return not any(told.end <= token < told.items[-1].end for told in others)

        some = [at for at, k in enumerate(linked.candidates) if stays(self.sheet.mentions[k].head)]
        days = [at for at, k in enumerate(linked.times) if stays(self.sheet.times[k].head)]
        dated = linked.dated.copy()
        for at in days:
            if any(linked.times[at] == told.time for told in others):
                dated[at] += np.delete(linked.dated, days).sum()  # the days of the others count for its own
                break
        return Linked(
            [linked.candidates[at] for at in some],
            linked.roles[some],
            linked.places[some],
            [linked.times[at] for at in days],
            dated[days],
        )

    def others(self, i: int, claim: Claim) -> Iterator[Claim]:
        """What a trigger tells of the other items, as it tells ``claim`` of the first."""
        if (told := self.rows.get(i)) is not None:
            yield from (self._claim(claim, told, item) for item in told.items)

    def _claim(self, claim: Claim, told: Row, item: Item) -> Claim:
        words, own, first = self.doc[item.first : item.end], None, mention_at(self.doc, told.head, self.sheet.mentions)
        if first is not None:
            own = mention_at(self.doc, item.head, self.sheet.mentions, people=True)
        counted = self.doc[item.head].pos_ == "NUM" and not any(self._sites(item.first, item.end))
        left = {first} if counted else {first, *self._sites(told.first, told.end)}  # "12 in Delhi in May and 20 in June"
        roles = [filler for filler in claim.roles if filler.mention not in left and self._is_beside(filler.mention, claim)]
        places = [place for place in claim.places if place not in left and self._is_beside(place, claim)]
        if own is not None:
            roles += [replace(filler, mention=own) for filler in claim.roles if filler.mention == first]
            places += [own] * (first in claim.places)
        span = Span(words.start_char, words.end_char)
        return replace(
            claim,
            trigger=span,
            text=words.text,
            roles=tuple(sorted(roles, key=lambda filler: filler.mention.span)),
            places=tuple(dict.fromkeys([*self._sites(item.first, item.end), *places])),
            near=own if claim.near == first else None,
            time=as_dating(self.doc[item.head], self.sheet.times[item.time]),
            same_as=span,
            one_of=None,
        )

    def _sites(self, first: int, end: int) -> Iterator[Mention]:
        """The places that a phrase among these tokens names."""
        for seen in self.sheet.mentions:
            if first <= seen.head < end and LABELS[seen.label] in SITES and seen.start:
                before = self.doc[seen.start - 1]
                if (before.nbor(-1) if before.pos_ == "DET" else before).lower_ in PLACE_PREPOSITIONS:
                    yield seen.mention

    def _is_beside(self, mention: Mention, claim: Claim) -> bool:
        """Whether a mention stands in the sentence of a claim."""
        return claim.sentence.start <= mention.span.start < claim.sentence.end


def _verb(token: Token) -> Token | None:
    if token.pos_ == "VERB":
        return token
    return token.head if base(token) in ("nsubj", "obj", "obl") and token.head.pos_ == "VERB" else None
