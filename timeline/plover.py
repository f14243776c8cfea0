"""The root type of PLOVER (Halterman et al. 2023) that a telling has: after its words, what governs them, and its status.

A table (``schema/plover.tsv``) names the root types of verbs and nouns with certain things ("lifted sanctions", "reduced aid")
or alone; where it has none, the event type has one. What governs the words turns it into another: an offer of cooperation is
AGREE, its refusal REJECT, a threat THREATEN, what is asked for REQUEST. A verb of saying has the root of what is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from timeline.language.grammar import (
    NEGATIONS,
    arguments,
    base,
    expand,
    is_verbal,
    kids,
    lemma,
    preposition,
    support_verb,
    tense,
)
from timeline.model import HAPPENED, Status
from timeline.ontology import LABELS, EventType
from timeline.schema import several, table

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
"""What is AGREE while it is only meant, and REJECT where it is refused (PLOVER codebook)."""
CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""What is THREATEN while it is only meant."""
VERBAL = frozenset({"AGREE", "REQUEST"})
"""What others support or reject: a call, an offer."""
UNDECIDED = frozenset(
    "statement interview publication ruling legislation economic visit appointment resignation election aid agreement "
    "ceremony".split()
)
"""Event types that may be cooperation or conflict: their verb alone decides on the root type."""
SAYING = frozenset("say announce declare state tell add confirm reiterate report reveal claim insist stress note".split())
ORDERING = frozenset("order decree command".split())
PROMISING = frozenset(
    """agree promise pledge vow offer commit commitment undertake volunteer plan intend decide propose ready willing prepared
    readiness willingness intention decision""".split()
)
REFUSING = frozenset("refuse decline refusal unwilling fail failure".split())
THREATENING = frozenset("threaten threat warn ultimatum".split())
ASKING = frozenset(
    """urge demand appeal ask request call beg press implore exhort want instruct require need pressure
    plead""".split()
)
ASKED = frozenset("for on to with".split())
"""Prepositions before what is asked for, threatened with or agreed to."""
WILLING = frozenset("ready willing prepared".split())
PARTICLES = frozenset("off out back down up in aside away over".split())
SELVES = frozenset("it he she they we i".split())
PARTS = frozenset("of on in for to".split())
"""Prepositions between a noun and what it is about: "suspension of aid", "ban on exports"."""


class Row(NamedTuple):
    """A line of the table: with one of the ``things`` (slot and word) the word has the root; with none, by itself."""

    root: str
    things: frozenset[tuple[str, str]]


class Told(NamedTuple):
    """What is known of a trigger before its words are asked: its event type, and the root of that (or of its rule)."""

    type: str
    family: str
    root: str | None

    @classmethod
    def of(cls, kind: EventType, own: str | None = None) -> Told:
        return cls(kind.name, kind.family, own or kind.plover)


@cache
def rows() -> dict[str, tuple[Row, ...]]:
    """The lines of the table by word, in its order.

    A thing is a lemma or an entity label in capitals, ``@name`` a group of ``plover_things.tsv``, ``*`` anything; before a
    colon the slot that it fills, where that is not the object: ``subject``, ``complement``, ``and`` (a verb beside it),
    ``near`` (in its sentence) or a preposition. ``any``: the word alone has the root, whatever its event type.
    """
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
    return {word: tuple(held) for word, held in found.items()}


def as_meant(root: str | None, status: Status, type: str = "", family: str = "") -> str | None:
    """What a root is in a status: cooperation that is only meant is AGREE, refused REJECT; planned conflict is THREATEN.

    What courts and police plan is no threat, and an exercise is none.
    """
    if root in CONFLICT and status is Status.PLANNED and family != "justice" and type != "exercise":
        return "THREATEN"
    if root not in COOPERATIVE or status in HAPPENED:
        return root
    return "REJECT" if status is Status.NEGATED else "AGREE"


def _is_done(token: Token, status: Status) -> bool:
    """Whether a verb in the past tells what was done, though what it brings is ahead: "has imposed a curfew from Friday"."""
    if status is not Status.PLANNED or token.pos_ != "VERB" or kids(token, "xcomp"):
        return False
    return tense(token) == "perfect" or (tense(token) == "past" and token.dep_ in ("ROOT", "conj") and not kids(token, "aux"))


def _purposes(verb: Token) -> list[Token]:
    """The infinitives below a verb: what somebody is urged to do, or does it for."""
    return [c for c in kids(verb, "xcomp", "advcl") if any(mark.lower_ == "to" for mark in kids(c, "mark"))]


class Roots:
    """The root types of the triggers of one Doc.

    Args:
        told: what is known of triggers by their head token's index.
    """

    def __init__(self, doc: Doc, told: Mapping[int, Told]) -> None:
        self.doc, self.told = doc, told

    def root(self, token: Token, status: Status) -> str | None:
        """The root type of a trigger of a status; None where PLOVER has none for it."""
        type, family, root = self.told.get(token.i, Told("", "", None))
        if lemma(token) in SAYING | ORDERING and token.pos_ == "VERB" and (said := self._said(token)):
            return said
        if lemma(token) in PROMISING and token.pos_ == "VERB" and (meant := self._below(token)):
            return meant
        verb = self._verb_over(token) if token.pos_ in ("NOUN", "PROPN") else None
        if verb is not None and (done := self._with_thing(verb, token)):
            return self._governed(verb, done) or self._mood(verb, done) or done
        own = self._with_thing(token)
        if own is None and type in UNDECIDED:
            own = self._alone(token)
        root = own or root
        if _is_done(token, status):
            return root
        return (self._governed(token, root) if status not in HAPPENED else None) or as_meant(root, status, type, family)

    def _words(self, token: Token) -> list[str]:
        """What the table may list a token under: with its particle, and without."""
        particles = [c.lower_ for c in token.children if c.lower_ in PARTICLES and base(c) in ("compound", "advmod", "case")]
        return [*(f"{lemma(token)}-{particle}" for particle in particles), lemma(token)]

    def _with_thing(self, token: Token, thing: Token | None = None) -> str | None:
        """The root of a word with what stands with it; ``thing`` is what must be (part of) it."""
        held = [row for word in self._words(token) for row in rows().get(word, ()) if row.things]
        standing = set(self._things(token, thing)) if held else set()
        return next((row.root for row in held if row.things & standing), None)

    def _alone(self, token: Token) -> str | None:
        return next((row.root for word in self._words(token) for row in rows().get(word, ()) if not row.things), None)

    def _things(self, token: Token, thing: Token | None) -> Iterator[tuple[str, str]]:
        """What stands with a word, as slot and word."""
        is_noun = token.pos_ not in ("VERB", "AUX")
        for slot, fillers in arguments(token, transitive=True).slots.items():
            for filler in fillers:
                if thing is not None and filler != thing and not filler.is_ancestor(thing):
                    continue
                yield slot, "*"
                if slot == "object":
                    yield "object", "any"
                for word in self._phrase(filler):
                    yield slot, word
                    if is_noun and (slot in PARTS or slot == "modifier"):
                        yield "object", word
        if thing is not None:
            return
        yield "object", "any"
        yield from (("complement", lemma(clause)) for clause in _purposes(token))
        yield from (("and", lemma(verb)) for verb in kids(token, "conj"))
        yield from (("near", lemma(part)) for part in token.sent)
        doing = self._verb_over(token) if is_noun else token
        if doing is not None and len(arguments(doing).get("subject")) > 1:
            yield "subject", "several"

    def _phrase(self, noun: Token) -> Iterator[str]:
        """The words that say what a phrase is of: its head, what stands before it, and what it is a number or kind of."""
        for part in [noun, *kids(noun, "compound", "amod", "flat"), *kids(noun, "conj")]:
            yield from (lemma(part), part.lower_)
            if part.ent_type_ in LABELS:
                yield part.ent_type_
        for part in kids(noun, "nmod"):
            for inner in expand(part) if preposition(part) == "of" else ():
                yield from (lemma(word) for word in (inner, *kids(inner, "compound", "amod")))

    def _verb_over(self, noun: Token) -> Token | None:
        """The verb whose object, subject or complement holds a noun: "lifted the ban", "imposed a state of emergency"."""
        while base(noun) in ("nmod", "compound", "conj", "amod", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
            if base(noun) == "nmod" and preposition(noun) not in PARTS:
                return None
            noun = noun.head
        return support_verb(noun)

    def _mood(self, verb: Token, root: str | None) -> str | None:
        """What a root is under a verb that is negated, in the future or said to be a duty; None where it is neither."""
        aux = {word for c in kids(verb, "aux") for word in (c.lower_, lemma(c))}
        if aux & {"must", "should"} or (lemma(verb) in ("need", "have") and kids(verb, "xcomp")):
            return "REQUEST"
        ahead = tense(verb) == "future" or "would" in aux
        if any(c.lower_ in NEGATIONS for c in kids(verb, "advmod", "neg")):
            return "REJECT" if ahead or root in COOPERATIVE else None
        return as_meant(root, Status.PLANNED) if ahead or lemma(verb) in WILLING else None

    def _governed(self, node: Token, root: str | None) -> str | None:
        """What a root becomes under the words that govern it; None where none do."""
        held = None
        while (above := self._above(node)) is not None:
            turned = self._turned(above, held or root, is_verbal(node))
            if turned is None:
                break
            node, held = above, turned
        return held

    def _above(self, node: Token) -> Token | None:
        """The word whose complement or object a word is."""
        if base(node) == "conj" and is_verbal(node.head):
            node = node.head
        label = base(node)
        if label == "advcl" and node in _purposes(node.head):
            return node.head
        if node.head == node or label not in ("xcomp", "ccomp", "acl", "obj", "obl", "nmod") or node.dep_ == "acl:relcl":
            return None
        return None if label in ("obl", "nmod") and preposition(node) not in ASKED else node.head

    def _turned(self, above: Token, root: str | None, clause: bool = True) -> str | None:
        """What the root of a clause or a noun becomes below one word."""
        word = lemma(above)
        if root in VERBAL and (answer := self._alone(above)) in ("SUPPORT", "REJECT"):
            return answer
        if word in THREATENING:
            return "THREATEN"
        if word in REFUSING:
            return "REJECT" if root is None or root in COOPERATIVE or root == "REJECT" else None
        if word in ASKING or (word in ORDERING and clause):
            return self._with_thing(above) or "REQUEST"
        return as_meant(root, Status.PLANNED) if word in PROMISING and root in COOPERATIVE | CONFLICT else None

    def _said(self, verb: Token) -> str | None:
        """The root of what somebody says: of the thing that is announced, or of the clause below."""
        if found := self._with_thing(verb):
            return found
        for noun in kids(verb, "obj", "nsubj:pass"):
            if root := self._with_thing(noun) or self._told(noun):
                return root
        for clause in [*kids(verb, "ccomp", "xcomp", "parataxis"), *_purposes(verb)]:
            root = self._does(clause) if lemma(verb) in ORDERING else self._clause(clause)
            if lemma(verb) in ORDERING and root not in CONFLICT:
                return "REQUEST"
            if root is not None:
                return root
        return None

    def _told(self, token: Token) -> str | None:
        return self.told[token.i].root if token.i in self.told else None

    def _does(self, verb: Token) -> str | None:
        return self._with_thing(verb) or self._told(verb) or self._alone(verb)

    def _clause(self, clause: Token) -> str | None:
        """The root of a clause that somebody says."""
        root = self._does(clause) or self._below(clause)
        own = any(c.lower_ in SELVES for c in kids(clause, "nsubj"))
        return self._mood(clause, root) or (root if root == "ACCUSE" or (own and clause.i not in self.told) else None)

    def _below(self, clause: Token) -> str | None:
        """The root of what a clause is willing, or plans, to do."""
        for inner in kids(clause, "xcomp", "ccomp", "advcl"):
            if (root := self._does(inner)) is not None:
                return self._turned(clause, root) or root
        return None
