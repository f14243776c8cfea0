"""Clusters of what is alike."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Of each of so many things the first one that it hangs together with, by these pairs of them."""
    first = list(range(count))

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = number = first[first[number]]
        return number

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(number) for number in range(count)]


def clusters(
    count: int,
    likeness: Mapping[tuple[int, int], float],
    enough: float,
    apart: Callable[[Sequence[int], Sequence[int]], bool] = lambda one, other: False,
) -> list[list[int]]:
    """Average-linkage clusters (Sokal and Michener 1958): the two most alike are joined while that is more than ``enough``.

    Only pairs that are given are compared, so that the cost grows with their number. Of equals the first come first.

    Args:
        count: how many things there are; they are called 0, 1, ...
        likeness: of pairs of them, the smaller number first; a pair that is not given is not alike at all.
        apart: whether two clusters must not be joined, however alike they are.

    Returns:
        the members of each cluster, sorted, by the first of them.
    """
    members = {i: [i] for i in range(count)}
    between: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    for (a, b), value in likeness.items():
        between[a][b] = between[b][a] = value
    waiting = [(-value, a, b) for (a, b), value in likeness.items() if value > enough]
    heapq.heapify(waiting)
    fresh = count
    while waiting:
        _, a, b = heapq.heappop(waiting)
        if a not in members or b not in members or apart(members[a], members[b]):
            continue
        joined, one, other = members.pop(a) + members.pop(b), between.pop(a), between.pop(b)
        sums: dict[int, float] = {}
        for near in sorted((one.keys() | other.keys()) - {a, b}):
            sums[near] = one.get(near, 0.0) + other.get(near, 0.0)
            between[near].pop(a, None)
            between[near].pop(b, None)
            between[near][fresh] = sums[near]
            average = sums[near] / (len(joined) * len(members[near]))
            if average > enough:
                heapq.heappush(waiting, (-average, near, fresh))
        members[fresh], between[fresh] = joined, sums
        fresh += 1
    return sorted(sorted(held) for held in members.values())
