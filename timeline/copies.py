"""Articles with one text, which are one; and near-identical ones, syndicated copies and new editions, which are one source.

Texts are compared by their shingles, runs of `WORDS` words (Broder 1997: On the resemblance and containment of documents).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from timeline.changed import Changed
from timeline.model import Appearance, Article

WORDS = 8
"""Words in a shingle."""
COPIED = 0.6
"""Share of the shorter text's shingles that the longer must have, for one to be a copy of the other."""
FEW = 20
"""Shingles that the shorter text is taken to have at the least: a sentence or two in common make no copy."""
EDITED = 0.1
"""The same for one to be another edition of the other: less, and only their id is the same."""
SAMPLED = 4
"""One shingle in so many looks for texts to compare with: those that have half of `COPIED` of a sample."""
CROWDED = 50
"""Texts with one sampled shingle, beyond which it finds no more of them: it is boilerplate."""
_WORD = re.compile(r"\w+")


def together(articles: Iterable[Article]) -> list[Article]:
    """What articles of exactly one text are: one for each day of publication, which says where else its text stood.

    A text on another day is another article: its "on Friday" means another day. One without a day goes to the first day. Of
    several the one that knows most is named, then the first by id.
    """
    found = sorted(articles, key=lambda article: (article.date is None, unknowns(article), article.id))
    first = min((article.date for article in found if article.date), default=None)
    by_day: dict[date | None, list[Article]] = defaultdict(list)
    for article in found:
        by_day[article.date or first].append(article)
    ones = []
    for one, *others in by_day.values():
        places = {other.id: Appearance(other.id, other.title, other.url, other.source) for other in others}
        for place in (place for article in (one, *others) for place in article.also if place.id != one.id):
            places.setdefault(place.id, place)
        ones.append(replace(one, also=tuple(places[id] for id in sorted(places))))
    return ones


def is_edition(one: Article, other: Article) -> bool:
    """Whether articles of one id may be one article at different times: of one address, or with words in common; or short."""
    if one.url is not None and one.url == other.url:
        return True
    return min(len(shingles(one.text)), len(shingles(other.text))) < FEW or shared(one.text, other.text) >= EDITED


def unknowns(article: Article) -> int:
    """How much an article does not tell of itself."""
    return [article.date, article.title, article.url, article.source].count(None)


def copies(articles: Sequence[Article]) -> dict[str, str]:
    """The originals of the articles that are copies: id to id. Of like texts the first published is the original.

    Short texts are copies only where all their words are the same. The result does not depend on the order of the articles.
    Each text is compared with the originals before it that share a sampled shingle, so the work grows with the number of texts
    and not with its square.
    """
    ranks = [(article.date or date.max, article.id) for article in articles]
    ordered = Changed(articles.__getitem__, sorted(range(len(ranks)), key=ranks.__getitem__))
    first = _with_the_same_words(ordered)
    alone = [at for at, other in enumerate(first) if other == at]
    samples = {at: array("Q", (s for s in shingles(ordered[at].text) if s % SAMPLED == 0)) for at in alone}
    holding: dict[int, array[int]] = {shingle: array("L") for shingle in _in_several(samples.values())}
    origin = list(range(len(ordered)))
    for at, sample in samples.items():
        met = Counter(other for shingle in sample for other in holding.get(shingle, ()))
        for other, hits in sorted(met.items(), key=lambda hit: (-hit[1], hit[0])):
            enough = 2 * hits >= COPIED * min(len(sample), len(samples[other]))
            if enough and shared(ordered[at].text, ordered[other].text) >= COPIED:
                origin[at] = other
                break
        else:
            for shingle in sample:
                if shingle in holding and len(holding[shingle]) < CROWDED:
                    holding[shingle].append(at)
    shingles.cache_clear()  # large, and of no more use
    found = ((ordered[at].id, ordered[origin[other]].id) for at, other in enumerate(first) if origin[other] != at)
    return dict(sorted(found))


def _with_the_same_words(articles: Sequence[Article]) -> list[int]:
    """For each article the number of the first one with the same words, several at least; its own, if it is that."""
    met: dict[bytes, int] = {}
    found = []
    for at, article in enumerate(articles):
        words = _WORD.findall(article.text.casefold())
        digest = blake2b("\0".join(words).encode("utf8", "surrogatepass"), digest_size=16).digest()
        found.append(met.setdefault(digest, at) if len(words) >= WORDS else at)
    return found


def _in_several(samples: Iterable[array[int]]) -> list[int]:
    """The shingles that more than one text has: most have no other."""
    import numpy as np

    every, counts = np.unique(np.frombuffer(b"".join(samples), np.uint64), return_counts=True)
    found: list[int] = every[counts > 1].tolist()
    return found


def shared(one: str, other: str) -> float:
    """The share of the shorter text's shingles that the longer text has too, 0 to 1."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / max(FEW, min(len(ours), len(theirs)))


@lru_cache(maxsize=256)
def shingles(text: str) -> frozenset[int]:
    """Hashes (64 bits, the same in every run) of all runs of `WORDS` words, letter case and punctuation set aside."""
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))
    return frozenset(int.from_bytes(blake2b(run.encode("utf8", "replace"), digest_size=8).digest()) for run in runs)
