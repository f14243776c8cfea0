"""Words of which the rules are certain what they tell of, whatever a network makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from spacy.tokens import Doc

from timeline.language.grammar import base, judges, kids, lemma
from timeline.language.lexicon import CARRYING, GIVING, HARMING

TOLLED = frozenset("strike attack disaster".split())
"""What has dead and injured: "crashed into a barracks, killing two"."""


def certain(doc: Doc, types: Collection[str]) -> Iterator[tuple[int, str]]:
    """The numbers of these words and their event types: triggers that leave no other type.

    With them other uses of the same noun, as a word has one sense in a text (Gale, Church and Yarowsky 1992), and verbs that
    tell what it did ("the strike killed two", "crashed, killing two") or carry it ("offered a reward").

    Args:
        types: the event types that matter.
    """
    matches = [match for match in doc._.matches if match.type in types]
    found = {match.head: match.type for match in matches if match.trigger.certain}
    ruled = {match.head for match in matches}
    of_noun: dict[str, set[str]] = defaultdict(set)
    for i, type in found.items():
        of_noun[lemma(doc[i])].add(type)
    for match in matches:
        if match.trigger.certain:
            found |= {i: match.type for i in range(match.start, match.end) if doc[i].pos_ == "NOUN"}
    in_phrases = {i for match in matches for i in range(match.start, match.end) if i != match.head}
    for token in doc:
        senses = of_noun.get(lemma(token), set()) if token.pos_ in ("NOUN", "PROPN") else set()
        if len(senses) == 1 and token.i not in in_phrases:
            found[token.i] = next(iter(senses))
    for i, type in list(found.items()):
        verb = doc[i].head
        does = base(doc[i]) == "nsubj" and lemma(verb) in HARMING
        carries = base(doc[i]) == "obj" and lemma(verb) in CARRYING | GIVING and verb.i not in ruled and not judges(verb)
        if does or carries:
            found[verb.i] = type
        for toll in kids(doc[i], "advcl"):
            if toll.tag_ == "VBG" and toll.i > i and lemma(toll) in HARMING and type in TOLLED:
                found[toll.i] = type
    yield from found.items()
