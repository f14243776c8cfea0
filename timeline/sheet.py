"""What the network sees of a text: numbers for its tokens, and for pairs of a word with a mention, a time, another word.

Training and extraction both make these from an annotated Doc, so that they cannot differ.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from timeline import mentioned
from timeline.features import ARGUMENT, BLOCKS, POS, STATUSES, TIME, TOKEN, UNITS
from timeline.language.grammar import lemma
from timeline.mentioned import KINDS, LABELS, Dated, Seen
from timeline.model import ROLES, Claim, Span

Ints = npt.NDArray[np.int64]

STEPS = (0, 1, 2, 3, 5, 9, 17)
REACH = 8
"""Arcs that a path between two tokens may go up or down."""
BEFORE, AFTER = 2, 1
"""Sentences before and after its own in which a trigger may find its actors and places."""
TIMES_BEFORE, TIMES_AFTER = 3, 2
TOP = 3
"""Sentences at the top whose names and times may be those of any trigger."""
DETERMINED = frozenset("the this that these those his her its their".split())
UNDETERMINED = frozenset("a an another two three several new".split())


@dataclass(slots=True)
class Rule:
    """What the rules made of a trigger: number of its type (0: none that the network knows), and their claim, if any."""

    type: int
    claim: Claim | None


@dataclass
class Sheet:
    """The annotations of one text as plain lists and numbers.

    Attributes:
        rules: head token of each match of the rules to what they made of it.
        within: the same for its other words: "trial" of "went on trial".
    """

    words: list[str]
    lower: list[str]
    lemmas: list[str]
    dependencies: list[str]
    verbal: list[bool]
    heads: Ints
    sentences: Ints
    codes: Ints
    mentions: list[Seen]
    times: list[Dated]
    rules: dict[int, Rule]
    within: dict[int, Rule]
    published: date | None
    _chains: dict[int, list[int]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, doc: Doc, types: Sequence[str]) -> Sheet:
        """The sheet of a Doc with names, times, blocks, quotes, matches, stances and claims.

        Args:
            types: the event types that the network knows; the first is number 1.
        """
        number = {name: i for i, name in enumerate(types, start=1)}
        claims = {claim.trigger: claim for claim in doc._.claims}
        rules: dict[int, Rule] = {}
        within: dict[int, Rule] = {}
        for match in doc._.matches:
            span = Span(doc[match.start].idx, doc[match.end - 1].idx + len(doc[match.end - 1]))
            rules[match.head] = Rule(number.get(match.type, 0), claims.get(span))
            within |= dict.fromkeys(range(match.start, match.end), rules[match.head])
        sentences = np.zeros(len(doc), np.int64)
        for i, sentence in enumerate(doc.sents):
            sentences[sentence.start : sentence.end] = i
        article = doc._.article
        tokens = list(doc)
        return cls(
            words=[t.text for t in tokens],
            lower=[t.lower_ for t in tokens],
            lemmas=[lemma(t) for t in tokens],
            dependencies=[t.dep_ for t in tokens],
            verbal=[t.pos_ == "VERB" for t in tokens],
            heads=np.array([t.head.i for t in tokens], np.int64),
            sentences=sentences,
            codes=_codes(doc, tokens, rules, sentences),
            mentions=list(mentioned.mentions(doc)),
            times=list(mentioned.times(doc)),
            rules=rules,
            within=within,
            published=article.date if article is not None else None,
        )

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _mentions_of(self) -> dict[int, list[int]]:
        found = defaultdict(list)
        for k, seen in enumerate(self.mentions):
            found[int(self.sentences[seen.head])].append(k)
        return found

    @cached_property
    def _often(self) -> Counter[str]:
        return Counter(seen.key for seen in self.mentions)

    @cached_property
    def _first(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for k, seen in enumerate(self.mentions):
            first.setdefault(seen.key, k)
        return first

    @cached_property
    def _mention_heads(self) -> list[int]:
        return sorted(seen.head for seen in self.mentions)

    @cached_property
    def _rule_heads(self) -> list[int]:
        return sorted(self.rules)

    @cached_property
    def _mention_codes(self) -> list[tuple[int, int, int, int, int, int]]:
        """Of each mention what does not depend on the trigger: case, label, kind, how often, where, word."""
        out = []
        for k, seen in enumerate(self.mentions):
            case = next(
                (
                    self.lemmas[i]
                    for i in range(max(0, seen.start - 3), seen.head)
                    if self.heads[i] == seen.head and self.dependencies[i] == "case"
                ),
                None,
            )
            before = self.lower[seen.start - 1] if seen.start else ""
            block = int(self.codes[seen.head, BLOCK])
            where = int(self._first[seen.key] == k) + 2 * (BLOCKS[block] == "dateline") + 4 * (BLOCKS[block] == "headline")
            out.append(
                (
                    _code(f"{case} c" if case else f"{before} p", ARGUMENT["case"]),
                    seen.label,
                    seen.kind,
                    min(5, self._often[seen.key]),
                    where,
                    _code(self.lemmas[seen.head], ARGUMENT["word"]),
                )
            )
        return out

    def argument_candidates(self, trigger: int) -> list[int]:
        """The mentions that may be an actor or a place of a trigger: those near by, and the names at the top of the text."""
        here = int(self.sentences[trigger])
        found = [k for s in range(here - BEFORE, here + AFTER + 1) for k in self._mentions_of.get(s, ())]
        keys = {self.mentions[k].key for k in found}
        for s in range(min(TOP, here - BEFORE)):
            for k in self._mentions_of.get(s, ()):
                seen = self.mentions[k]
                if KINDS[seen.kind] == "name" and seen.key not in keys:
                    found.append(k)
                    keys.add(seen.key)
        return found

    def argument_codes(self, trigger: int, candidates: Sequence[int]) -> Ints:
        """One row for each candidate, one column for each feature of `ARGUMENT`."""
        rule = self.rules.get(trigger)
        claim = rule.claim if rule is not None else None
        roles = {f.mention.span: 2 * ROLES.index(f.role) + 1 + (not f.sure) for f in claim.roles} if claim else {}
        places = {m.span: 1 for m in claim.places} if claim else {}
        if claim is not None and claim.near is not None:
            places.setdefault(claim.near.span, 2)
        passive = self._is_passive(trigger)
        here = int(self.sentences[trigger])
        rows = []
        for k in candidates:
            seen = self.mentions[k]
            apart = int(self.sentences[seen.head]) - here
            path, arcs = self._path(trigger, seen.head) if not apart else (f"s{apart}", 6)
            case, label, kind, often, where, word = self._mention_codes[k]
            rows.append(
                (
                    _code(path, ARGUMENT["path"]),
                    case,
                    _bucket(seen.head - trigger),
                    apart + 4 if abs(apart) < 4 else 7,
                    label,
                    kind,
                    roles.get(seen.mention.span, 0),
                    places.get(seen.mention.span, 0),
                    often,
                    where,
                    min(5, _between(self._mention_heads, trigger, seen.head)),
                    arcs,
                    word,
                    _code(f"{path}#{'v' if self.verbal[trigger] else 'n'}{'p' if passive else ''}", ARGUMENT["path_and_voice"]),
                )
            )
        return np.array(rows, np.int64).reshape(len(candidates), len(ARGUMENT))

    def time_candidates(self, trigger: int) -> list[int]:
        """The time expressions that may date a trigger: those near by, and those at the top of the text."""
        here = int(self.sentences[trigger])
        apart = [(k, int(self.sentences[t.head])) for k, t in enumerate(self.times)]
        return [k for k, there in apart if -TIMES_BEFORE <= there - here <= TIMES_AFTER or there < TOP]

    def time_codes(self, trigger: int, candidates: Sequence[int]) -> Ints:
        """One row for each candidate, one column for each feature of `TIME`."""
        rule = self.rules.get(trigger)
        chosen = rule.claim.time if rule is not None and rule.claim is not None else None
        here = int(self.sentences[trigger])
        rivals = Counter(int(self.sentences[self.times[k].head]) for k in candidates)
        rows = []
        for k in candidates:
            head, start, time = self.times[k]
            apart = int(self.sentences[head]) - here
            far = not -TIMES_BEFORE <= apart <= TIMES_AFTER
            path, arcs = self._path(trigger, head) if not apart else ("top" if far else f"s{apart}", 6)
            days = time.interval
            assert days is not None
            rows.append(
                (
                    _code(path, TIME["path"]),
                    _code(f"{self.lower[start - 1] if start else ''} c", TIME["before"]),
                    _bucket(head - trigger),
                    0 if far else apart + 4,
                    0 if chosen is None else 1 if chosen.span == time.span else 2,
                    UNITS.index(days.precision.value),
                    self._against_publication(days.earliest, days.latest),
                    min(5, _between(self._rule_heads, trigger, head)),
                    arcs,
                    min(4, rivals[int(self.sentences[head])]),
                    int(self.codes[head, BLOCK]),
                    _code(self.lower[start], TIME["word"]),
                    (days.earliest is None) + 2 * (days.latest is None),
                )
            )
        return np.array(rows, np.int64).reshape(len(candidates), len(TIME))

    def pair_codes(self, first: int, second: int) -> tuple[int, ...]:
        """The features of `PAIR` for two triggers, the one that stands first in the text first."""
        apart = int(self.sentences[second] - self.sentences[first])
        one, other = self.lemmas[first], self.lemmas[second]
        names = self._keys_of(int(self.sentences[first])) & self._keys_of(int(self.sentences[second]))
        ours, theirs = self._rule_roles(first), self._rule_roles(second)
        conflict = any(role == role_2 and key != key_2 for key, role in ours for key_2, role_2 in theirs)
        mine, yours = self._rule_time(first), self._rule_time(second)
        return (
            _bucket(apart),
            (one == other) + 2 * (one[:4] == other[:4]),
            min(5, len(names)),
            conflict + 2 * bool(ours & theirs),
            0 if mine is None or yours is None else 1 if mine == yours else 2,
            self._determined(second),
            2 * self.verbal[first] + self.verbal[second],
            int(self.sentences[first] < TOP) + 2 * (BLOCKS[int(self.codes[first, BLOCK])] == "headline"),
            _bucket(second - first),
            int(2 * self.codes[first, QUOTED] + self.codes[second, QUOTED]),
            0 if apart else 1 + min(3, self._path(first, second)[1]),
        )

    @cached_property
    def _keys(self) -> dict[int, set[str]]:
        return {sentence: {self.mentions[k].key for k in found} for sentence, found in self._mentions_of.items()}

    def _keys_of(self, sentence: int) -> set[str]:
        return self._keys.get(sentence, set())

    @cached_property
    def _key_at(self) -> dict[Span, str]:
        return {seen.mention.span: seen.key for seen in self.mentions}

    def _rule_roles(self, trigger: int) -> set[tuple[str, str]]:
        rule = self.rules.get(trigger)
        if rule is None or rule.claim is None:
            return set()
        return {(self._key_at.get(f.mention.span, f.mention.text), f.role) for f in rule.claim.roles}

    def _rule_time(self, trigger: int) -> tuple[date | None, date | None] | None:
        rule = self.rules.get(trigger)
        time = rule.claim.time if rule is not None and rule.claim is not None else None
        return (time.interval.earliest, time.interval.latest) if time is not None and time.interval is not None else None

    def _determined(self, trigger: int) -> int:
        before = {self.lower[i] for i in range(max(0, trigger - 6), trigger) if self.heads[i] == trigger}
        return 1 if before & DETERMINED else 2 if before & UNDETERMINED else 0

    def _is_passive(self, trigger: int) -> bool:
        around = range(max(0, trigger - 6), min(len(self), trigger + 6))
        return any(self.heads[i] == trigger and self.dependencies[i] in ("nsubj:pass", "aux:pass") for i in around)

    def _against_publication(self, earliest: date | None, latest: date | None) -> int:
        if self.published is None:
            return 0
        if earliest is not None and earliest > self.published:
            return 1
        return 2 if latest is not None and latest < self.published else 3

    def _chain(self, token: int) -> list[int]:
        """A token and those that it hangs on."""
        if token not in self._chains:
            chain = [token]
            while len(chain) <= REACH and self.heads[chain[-1]] != chain[-1]:
                chain.append(int(self.heads[chain[-1]]))
            self._chains[token] = chain
        return self._chains[token]

    def _path(self, start: int, end: int) -> tuple[str, int]:
        """The labels of the arcs up from one token and down to another, and how many arcs there are (6: more)."""
        up, down = self._chain(start), self._chain(end)
        place = {token: k for k, token in enumerate(up)}
        turn = next((k for k, token in enumerate(down) if token in place), None)
        if turn is None:
            return "none", 7
        rise = [self.dependencies[i].partition(":")[0] for i in up[: place[down[turn]]]]
        fall = [self.dependencies[i] for i in reversed(down[:turn])]
        arcs = len(rise) + len(fall)
        return ("^".join(rise) + "|" + "/".join(fall) if arcs <= 5 else "long"), min(6, arcs)


BLOCK, QUOTED = list(TOKEN).index("block"), list(TOKEN).index("quoted")


@lru_cache(maxsize=1 << 16)
def _code(text: str, values: int) -> int:
    return crc32(text.encode()) % values


def _bucket(distance: int) -> int:
    """A signed distance as one of 14 numbers."""
    step = bisect_right(STEPS, abs(distance)) - 1
    return step if distance >= 0 else step + 7


def _between(places: list[int], one: int, other: int) -> int:
    first, last = sorted((one, other))
    return max(0, bisect_left(places, last) - bisect_right(places, first))


def _codes(doc: Doc, tokens: Sequence[Token], rules: dict[int, Rule], sentences: Ints) -> Ints:
    codes = np.zeros((len(tokens), len(TOKEN)), np.int64)
    column = {name: codes[:, i] for i, name in enumerate(TOKEN)}
    pos, labels = {p: i for i, p in enumerate(POS)}, {label: i for i, label in enumerate(LABELS)}
    column["pos"][:] = [pos.get(t.pos_, pos["X"]) for t in tokens]
    column["dependency"][:] = [_code(t.dep_, TOKEN["dependency"]) for t in tokens]
    column["label"][:] = [labels.get(t.ent_type_, 0) for t in tokens]
    for head, rule in rules.items():
        column["rule_type"][head] = rule.type
        column["rule_status"][head] = 1 + STATUSES.index(rule.claim.status) if rule.claim is not None else 6
    for first, last, kind in doc._.blocks:
        column["block"][first:last] = BLOCKS.index(kind)
    starts = [t.idx for t in tokens]
    for quote in doc._.quotes:
        column["quoted"][bisect_left(starts, quote.span.start) : bisect_left(starts, quote.span.end)] = 1
    column["sentence"][:] = np.where(sentences < 10, sentences // 2, 5 + np.minimum(4, sentences // 10))
    for time in doc._.times:
        column["timed"][bisect_left(starts, time.span.start) : bisect_left(starts, time.span.end)] = 1
    column["letters"][:] = [_letters(t.text) for t in tokens]
    return codes


def _letters(word: str) -> int:
    return 0 if word.islower() else 1 if word.istitle() else 2 if word.isupper() else 3
