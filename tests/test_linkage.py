"""What is alike is clustered, the likeliest first."""

import itertools

import pytest

from timeline.linkage import clusters, components


def alike(*pairs):
    return {(a, b): value for a, b, value in pairs}


def test_nothing_alike_stays_apart():
    assert clusters(3, {}, 0.5) == [[0], [1], [2]]


def test_pairs_above_the_threshold_are_joined_and_no_others():
    assert clusters(4, alike((0, 1, 0.9), (2, 3, 0.5)), 0.5) == [[0, 1], [2], [3]]


def test_a_pair_that_is_not_given_counts_as_not_alike():
    chain = alike((0, 1, 0.9), (1, 2, 0.8))
    assert clusters(3, chain, 0.5) == [[0, 1], [2]]
    assert clusters(3, chain, 0.39) == [[0, 1, 2]]


def test_averages_are_over_all_pairs_of_two_clusters():
    near = alike((0, 1, 0.9), (2, 3, 0.9), (0, 2, 0.8), (0, 3, 0.6), (1, 2, 0.4), (1, 3, 0.2))
    assert clusters(4, near, 0.49) == [[0, 1, 2, 3]]
    assert clusters(4, near, 0.51) == [[0, 1], [2, 3]]


def test_what_must_stay_apart_does_so_with_all_that_was_joined():
    near = alike((0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.8))
    assert clusters(3, near, 0.1, lambda one, other: 0 in one + other and 2 in one + other) == [[0, 1], [2]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_numbers_change_nothing(order):
    near = alike((0, 1, 0.9), (1, 2, 0.7), (0, 2, 0.6), (2, 3, 0.3))
    moved = {(min(order[a], order[b]), max(order[a], order[b])): value for (a, b), value in near.items()}
    found = {frozenset(order.index(i) for i in members) for members in clusters(4, moved, 0.5)}
    assert found == {frozenset({0, 1, 2}), frozenset({3})}


@pytest.mark.parametrize("pairs", list(itertools.permutations([(4, 3), (1, 3), (0, 2)])))
def test_what_hangs_together_has_the_first_of_it(pairs):
    assert components(6, pairs) == [0, 1, 0, 1, 1, 5]
