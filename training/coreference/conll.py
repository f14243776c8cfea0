"""How well clusters of mentions agree with those of the gold standard, as the CoNLL shared tasks on coreference measured it.

Clusters are sets of mentions, and a mention is whatever is hashable. Those of many articles may be scored at once if a mention
names its article: sums are taken over all, as by the scorer of the tasks. That scorer is followed in the rest too:

- A mention of one side only counts on that side only: one that was found but is not gold costs precision, one missed recall.
- Clusters of one mention count in B³ and CEAF-e, and have no link for MUC to find. Leave them out of both sides where the gold
  standard has none, as OntoNotes.
- What has nothing to divide by is 0: nothing found, nothing gold, and MUC where no cluster of a side has two mentions.

A mention in two clusters of one side is an error; the scorer of the tasks drops all but the first.

Sources: Vilain et al. 1995, A model-theoretic coreference scoring scheme (MUC-6). Bagga and Baldwin 1998, Algorithms for
scoring coreference chains (LREC workshop). Luo 2005, On coreference resolution performance metrics (HLT/EMNLP). Pradhan et al.
2014, Scoring coreference partitions of predicted mentions: a reference implementation (ACL), whose numbers the tests repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import chain
from math import lcm
from typing import NamedTuple

import networkx as nx

Clusters = Iterable[AbstractSet[Hashable]]


class Score(NamedTuple):
    """Each from 0 to 1; ``f1`` is the harmonic mean of the others."""

    precision: float
    recall: float
    f1: float


class _Overlap(NamedTuple):
    """How the clusters of both sides, by number, lie on each other.

    Attributes:
        gold, found: how many mentions each cluster has.
        shared: how many a gold and a found cluster have in common, where any.
    """

    gold: list[int]
    found: list[int]
    shared: Counter[tuple[int, int]]


def muc(gold: Clusters, found: Clusters) -> Score:
    """Links: a cluster of n mentions has n - 1, less one for each cut that the other side makes in it (Vilain et al. 1995).

    Raises: ValueError: a mention in two clusters of one side.
    """
    sizes, found_sizes, shared = _overlap(gold, found)
    links = Fraction(sum(count - 1 for count in shared.values()))
    return _score(links, sum(found_sizes) - len(found_sizes), links, sum(sizes) - len(sizes))


def b_cubed(gold: Clusters, found: Clusters) -> Score:
    """Mentions: of each, the share of its cluster that both sides give it, averaged (B³; Bagga and Baldwin 1998).

    Raises: ValueError: a mention in two clusters of one side.
    """
    sizes, found_sizes, shared = _overlap(gold, found)
    precise = sum((Fraction(count**2, found_sizes[j]) for (_, j), count in shared.items()), Fraction())
    recalled = sum((Fraction(count**2, sizes[i]) for (i, _), count in shared.items()), Fraction())
    return _score(precise, sum(found_sizes), recalled, sum(sizes))


def ceaf_e(gold: Clusters, found: Clusters) -> Score:
    """Entities: clusters paired one to one as they fit best, by Luo's similarity φ4, the Dice coefficient (CEAF-e; Luo 2005).

    Raises: ValueError: a mention in two clusters of one side.
    """
    sizes, found_sizes, shared = _overlap(gold, found)
    # Whole numbers: with these the matching is exact, and the same in whatever order the clusters come.
    scale = lcm(*{sizes[i] + found_sizes[j] for i, j in shared})
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for (i, j), count in shared.items():
        graph.add_edge(("gold", i), ("found", j), weight=2 * count * (scale // (sizes[i] + found_sizes[j])))
    pairs = chain.from_iterable(nx.max_weight_matching(graph.subgraph(part)) for part in nx.connected_components(graph))
    alike = Fraction(sum(graph.edges[pair]["weight"] for pair in pairs), scale)
    return _score(alike, len(found_sizes), alike, len(sizes))


def conll(gold: Clusters, found: Clusters) -> float:
    """The mean F1 of `muc`, `b_cubed` and `ceaf_e`, from 0 to 1 (Pradhan et al. 2014).

    Raises: ValueError: a mention in two clusters of one side.
    """
    gold, found = list(gold), list(found)
    return sum(measure(gold, found).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


def _overlap(gold: Clusters, found: Clusters) -> _Overlap:
    gold, found = _distinct(gold), _distinct(found)
    home = {mention: j for j, cluster in enumerate(found) for mention in cluster}
    shared = Counter((i, home[mention]) for i, cluster in enumerate(gold) for mention in cluster if mention in home)
    return _Overlap([len(cluster) for cluster in gold], [len(cluster) for cluster in found], shared)


def _distinct(clusters: Clusters) -> list[AbstractSet[Hashable]]:
    """The clusters without empty ones. Raises: ValueError: a mention in two of them."""
    kept = [cluster for cluster in clusters if cluster]
    for mention, times in Counter(chain.from_iterable(kept)).most_common(1):
        if times > 1:
            raise ValueError(f"mention {mention!r} is in {times} clusters")
    return kept


def _score(precise: Fraction, found: int, recalled: Fraction, gold: int) -> Score:
    precision = precise / found if found else Fraction()
    recall = recalled / gold if gold else Fraction()
    both = precision + recall
    return Score(float(precision), float(recall), float(2 * precision * recall / both) if both else 0.0)
