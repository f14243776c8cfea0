"""Words and their weights: what an article is about, and how near two wordings are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from timeline.schema import table

CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))
SHORT = 2
"""Letters of a word that says nothing by itself."""
TERMS = 100
"""Words that an article is known by."""


@cache
def _articles() -> tuple[dict[str, int], int]:
    """In how many articles of some newswire a lemma stands, and how many articles there were."""
    counts = {row["lemma"]: int(row["articles"]) for row in table("lemmas")}
    return counts, counts.pop("")


def weight(lemma: str) -> float:
    """How much a lemma tells: the logarithm of how rare it is in news (inverse document frequency, Spaerck Jones 1972)."""
    counts, every = _articles()
    return math.log((every + 1) / (counts.get(lemma, 0) + 1))


def content(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that say what a text is about."""
    return (token for token in tokens if token.pos_ in CONTENT and len(token.lemma_) > SHORT)


def terms(counts: Mapping[str, int]) -> tuple[tuple[str, float], ...]:
    """The lemmas that tell an article from others, of most weight first; the squares of their weights make 1 (tf-idf).

    Args:
        counts: how often each lemma stands in it.
    """
    return strongest({lemma: (1 + math.log(count)) * weight(lemma) for lemma, count in counts.items()})


def strongest(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The `TERMS` of most weight, scaled so that their squares make 1."""
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    found = sorted(((lemma, round(w / length, 4)) for lemma, w in weights.items()), key=lambda f: (-f[1], f[0]))
    return tuple(found[:TERMS])


def closeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of the products of what both have: the cosine, where the squares of each make 1."""
    if len(other) < len(one):
        one, other = other, one
    return sum(w * other[lemma] for lemma, w in one.items() if lemma in other)
