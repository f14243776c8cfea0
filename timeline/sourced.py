"""On whose word a text tells of something: an adverb, "accused of", "claims that", "said that", "according to"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from timeline.language.grammar import base, kids, lemma
from timeline.model import Mention, Span

CLAIMING = frozenset("allege claim accuse charge indict purport rumour rumor suspect believe contend insist assert".split())
SAYING = frozenset("say tell add state note explain recall maintain argue write".split())
OWN = frozenset("i we it he she they".split())
HEDGES = frozenset("allegedly reportedly purportedly supposedly apparently ostensibly".split())
CLAIMED = frozenset("alleged reported purported supposed suspected so-called accused".split())
SPEAKERS = ("nsubj", "obl:agent")


class Sourced(NamedTuple):
    """Somebody's word for a telling.

    Attributes:
        claimed: whether the words name this telling itself a claim ("allegedly met", "claims that"), and do not only tell who
            said it or doubt what stands around it.
        by: whose word it is, where it is told.
        said: whether a verb of saying tells so, as it does of much that the text vouches for.
    """

    claimed: bool
    by: Mention | None = None
    said: bool = False


def sourced(token: Token) -> Sourced | None:
    """On whose word a trigger is told; None where the text vouches for it."""
    if any(c.lower_ in HEDGES for c in kids(token, "advmod")):
        return Sourced(True)
    if any(c.lower_ in CLAIMED for c in kids(token, "amod")):
        return Sourced(False)
    node = token
    while True:
        if (found := _beside(node)) is not None:
            return found
        if node.head == node:
            return None
        verb = node.head if node.head.pos_ == "VERB" else None
        if verb is not None and base(node) in ("ccomp", "xcomp", "advcl", "obl", "obj") and lemma(verb) in CLAIMING:
            return Sourced(base(node) == "ccomp", _who(kids(verb, *SPEAKERS)))
        if verb is not None and base(node) == "ccomp" and lemma(verb) in SAYING and not _own_act(node):
            return Sourced(False, _who(kids(verb, *SPEAKERS)), said=True)
        node = node.head


def _beside(node: Token) -> Sourced | None:
    """What stands beside a word: "allegedly", "according to the police", "the police said"."""
    if any(c.lower_ in HEDGES for c in kids(node, "advmod")):
        return Sourced(False)
    for child in node.children:
        if child.lower_ == "according":
            return Sourced(False, _who([*kids(child, "obl"), child]))
        if base(child) == "obl" and any(c.lower_ == "according" for c in kids(child, "case")):
            return Sourced(False, _who([child]))
        if base(child) == "parataxis" and child.pos_ == "VERB" and lemma(child) in SAYING | CLAIMING and not _own_act(node):
            return Sourced(False, _who(kids(child, *SPEAKERS)), said=True)
    return None


def _own_act(clause: Token) -> bool:
    """Whether a speaker tells of what the speaker did: "the ministry said it had arrested"."""
    return any(subject.lower_ in OWN for subject in kids(clause, "nsubj"))


def _who(tokens: Iterable[Token]) -> Mention | None:
    for token in tokens:
        for name in token.doc._.names:
            if name.span.start <= token.idx < name.span.end:
                found: Mention = name
                return found
        return Mention(Span(token.idx, token.idx + len(token)), token.text, "PRON" if token.pos_ == "PRON" else "")
    return None
