"""The root type of PLOVER (Halterman et al. 2023) that words have by themselves, read off a verb and what stands with it.

A table (``schema/plover.tsv``) names the root types of verbs and nouns: with certain things ("lifted sanctions", "reduced aid")
or alone. What governs them turns them into something else: an offer or promise of cooperation is AGREE, its refusal REJECT, a
threat of conflict THREATEN, whatever is asked for REQUEST. A verb of saying has the root of what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from timeline.language.grammar import arguments, base, expand, is_verbal, kids, lemma, preposition, support_verb, tense
from timeline.ontology import CONFLICT, COOPERATIVE, LABELS
from timeline.schema import several, table

SAYING = frozenset("say announce declare state tell add confirm reiterate report reveal claim insist stress note repeat".split())
PROMISING = frozenset(
    """agree promise pledge vow offer commit commitment undertake volunteer plan intend decide promise pledge offer
    ready willing prepared readiness willingness intention decision prepare propose will""".split()
)
REFUSING = frozenset("refuse decline refusal unwilling fail failure reject".split())
THREATENING = frozenset("threaten threat warn ultimatum".split())
ASKING = frozenset(
    """urge demand appeal ask request call beg press insist implore exhort order want tell instruct require need pressure
    plead invite seek""".split()
)
OUGHT = frozenset("must should need ought have".split())
WILLING = frozenset("ready willing prepared".split())
PARTICLES = frozenset("off out back down up in aside away over".split())
SELVES = frozenset("it he she they we i".split())
OF = frozenset("of in on to for from with against".split())


class Row(NamedTuple):
    """A line of the table: with one of the ``things`` (slot and lemma or label), or alone, the word has the root."""

    root: str
    things: frozenset[tuple[str, str]]


@cache
def rows() -> dict[str, tuple[Row, ...]]:
    """The lines of the table by word; those that ask for a thing come before those that do not."""
    groups = {row["name"]: several(row["lemmas"]) for row in table("plover_things")}
    found: dict[str, list[Row]] = {}
    for row in table("plover"):
        things = set()
        for thing in several(row["with"] or ""):
            slot, _, name = thing.rpartition(":")
            names = groups[name[1:]] if name.startswith("@") else (name,)
            things |= {(slot or "object", name) for name in names}
        for word in several(row["words"]):
            found.setdefault(word, []).append(Row(row["root"], frozenset(things)))
    return {word: tuple(sorted(held, key=lambda row: not row.things)) for word, held in found.items()}


class Roots:
    """The root types of the words of one Doc.

    Args:
        told: the root types that the rules read at tokens, by index; None for an event type without one.
    """

    def __init__(self, doc: Doc, told: Mapping[int, str | None]) -> None:
        self.doc, self.told = doc, told

    def root(self, token: Token, undecided: bool) -> str | None:
        """The root type of a trigger where its words decide on it; None where its event type does.

        Args:
            undecided: whether the event type leaves it to the verb, whatever stands with it.
        """
        if lemma(token) in SAYING and token.pos_ == "VERB":
            return self._said(token)
        node, found = token, self._with_thing(token)
        if token.pos_ in ("NOUN", "PROPN") and (verb := self._verb_over(token)) is not None:
            governed = self._with_thing(verb, token)
            found, node = governed or found, verb
        if found is None and undecided:
            found = self._alone(token)
        held = self._governed(node, found or self.told.get(token.i))
        return held or found

    def _words(self, token: Token) -> list[str]:
        """What the table may list a token under: with its particle, and without."""
        particles = [c.lower_ for c in token.children if c.lower_ in PARTICLES and base(c) in ("compound", "advmod", "case")]
        return [*(f"{lemma(token)}-{particle}" for particle in particles), lemma(token)]

    def _with_thing(self, token: Token, thing: Token | None = None) -> str | None:
        """The root of a word with what stands with it; ``thing`` is what must be (part of) it."""
        words = self._words(token)
        held = [row for word in words for row in rows().get(word, ()) if row.things]
        if not held:
            return None
        standing = set(self._things(token, thing))
        for row in held:
            if row.things & standing:
                return row.root
        return None

    def _alone(self, token: Token) -> str | None:
        return next((row.root for word in self._words(token) for row in rows().get(word, ()) if not row.things), None)

    def _things(self, token: Token, thing: Token | None = None) -> Iterator[tuple[str, str]]:
        """What stands with a word, as slot and lemma: the words of its object and of the phrases on it."""
        found = arguments(token, transitive=True)
        for slot, fillers in found.slots.items():
            if slot in ("subject", "possessive", "complement", "indirect"):
                continue
            for filler in fillers:
                if thing is not None and not (filler == thing or filler.is_ancestor(thing)):
                    continue
                noun = token.pos_ not in ("VERB", "AUX")
                slots = {slot} | ({"object"} if noun and (slot in OF or slot == "modifier") else set())
                for part in slots:
                    yield from ((part, word) for word in self._phrase(filler))
                    yield part, "*"

    def _phrase(self, noun: Token) -> Iterator[str]:
        """The words that say what a phrase is of: its head, what stands before it, and what it is a number or kind of."""
        for part in [noun, *kids(noun, "compound", "amod", "flat"), *kids(noun, "conj")]:
            yield lemma(part)
            yield part.lower_
            if part.ent_type_ in LABELS:
                yield part.ent_type_
        for part in kids(noun, "nmod"):
            if preposition(part) == "of":
                for inner in expand(part):
                    yield lemma(inner)
                    yield from (lemma(c) for c in kids(inner, "compound", "amod"))

    def _verb_over(self, noun: Token) -> Token | None:
        """The verb whose object, subject or complement holds a noun: "lifted the ban on", "imposed a state of emergency"."""
        while base(noun) in ("nmod", "compound", "conj", "amod", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
            if base(noun) == "nmod" and preposition(noun) not in ("of", "on", "in", "for", "to"):
                return None
            noun = noun.head
        return support_verb(noun)

    def _governed(self, node: Token, root: str | None) -> str | None:
        """What a root becomes under the words that govern it; None where none do."""
        held = None
        for _ in range(len(self.doc)):
            above = self._above(node)
            if above is None:
                return held
            turned = self._turned(above, held or root)
            if turned is None:
                return held
            node, held = above, turned
        return held

    def _above(self, node: Token) -> Token | None:
        """The word whose complement a word is."""
        if base(node) == "conj" and is_verbal(node.head):
            node = node.head
        return node.head if base(node) in ("xcomp", "ccomp", "acl", "advcl", "obj", "obl") and node.head != node else None

    def _turned(self, above: Token, root: str | None) -> str | None:
        word = lemma(above)
        if word in THREATENING:
            return "THREATEN"
        if word in REFUSING:
            return "REJECT" if root is None or root in COOPERATIVE or root == "REJECT" else None
        if word in ASKING and above.pos_ in ("VERB", "NOUN"):
            return "REQUEST"
        if word in PROMISING:
            return "THREATEN" if root in CONFLICT else "AGREE" if root in COOPERATIVE else None
        return None

    def _said(self, verb: Token) -> str | None:
        """The root of what somebody says: of the clause below, or of the thing that is announced."""
        if found := self._with_thing(verb):
            return found
        for noun in kids(verb, "obj", "nsubj:pass"):
            if root := self._with_thing(noun) or self.told.get(noun.i):
                return root
        for clause in kids(verb, "ccomp", "xcomp", "parataxis"):
            if root := self._clause(clause, verb):
                return root
        return None

    def _clause(self, clause: Token, verb: Token) -> str | None:
        aux = {c.lower_ for c in kids(clause, "aux")} | {lemma(c) for c in kids(clause, "aux")}
        own = any(c.lower_ in SELVES for c in kids(clause, "nsubj"))
        root = self._with_thing(clause) or self.told.get(clause.i) or self._alone(clause) or self._below(clause)
        negated = any(c.lower_ in ("not", "n't", "n’t", "never", "no") for c in kids(clause, "advmod", "neg"))
        if aux & {"must", "should"} or (lemma(clause) in ("need", "have") and kids(clause, "xcomp")):
            return "REQUEST"
        if negated:
            return "REJECT" if tense(clause) == "future" or aux & {"would"} or root in COOPERATIVE else None
        if tense(clause) == "future" or "would" in aux or lemma(clause) in WILLING:
            return "THREATEN" if root in CONFLICT else "AGREE" if root in COOPERATIVE else root
        return root if own else None

    def _below(self, clause: Token) -> str | None:
        """The root of what a clause is willing, or plans, to do."""
        for inner in kids(clause, "xcomp", "ccomp", "advcl"):
            root = self._with_thing(inner) or self.told.get(inner.i) or self._alone(inner)
            if root is not None:
                return self._turned(clause, root) or root
        return None
