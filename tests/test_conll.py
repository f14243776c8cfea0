"""The scores of coreference against numbers worked out by hand; a letter is a mention, a word a cluster."""

import importlib.util
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

PATH = Path(__file__).parent.parent / "training" / "coreference" / "conll.py"
spec = importlib.util.spec_from_file_location("conll", PATH)
conll = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conll)

MEASURES = {"muc": conll.muc, "b_cubed": conll.b_cubed, "ceaf_e": conll.ceaf_e}
F = Fraction

# The example of Bagga and Baldwin 1998, which Luo 2005 takes up: twelve mentions.
TWELVE = "12345 67 89ABC"
LAST_TWO_JOINED, ENDS_JOINED, ONE, SINGLES = "12345 6789ABC", "1234589ABC 67", "123456789ABC", "1 2 3 4 5 6 7 8 9 A B C"
# Those of the reference scorer (Pradhan et al. 2014): the figure of the paper, and the tests TC-A.
FIGURE, FIGURE_FOUND = "abc defg", "ab cd fghi"
SIX = "a bc def"


def clusters(words):
    return [set(word) for word in words.split()]


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


@pytest.mark.parametrize(
    ("measure", "gold", "found", "precision", "recall"),
    [
        # Links: gold 4 + 1 + 4 = 9, all found; those found are 4 + 6, 9 + 1, 11 and 0.
        ("muc", TWELVE, LAST_TWO_JOINED, F(9, 10), 1),  # F1 .947
        ("muc", TWELVE, ENDS_JOINED, F(9, 10), 1),
        ("muc", TWELVE, ONE, F(9, 11), 1),  # F1 .9
        ("muc", TWELVE, SINGLES, 0, 0),
        # Precision: 5 of 1, 2 of 2/7 and 5 of 5/7; 10 of 5/10 and 2 of 1; 10 of 5/12 and 2 of 2/12; 12 of 1.
        # Recall: all 1, but for the singletons 5 of 1/5, 2 of 1/2 and 5 of 1/5.
        ("b_cubed", TWELVE, LAST_TWO_JOINED, (5 + F(4, 7) + F(25, 7)) / 12, 1),  # 16/21, F1 .865
        ("b_cubed", TWELVE, ENDS_JOINED, (5 + F(2)) / 12, 1),  # 7/12, F1 .737
        ("b_cubed", TWELVE, ONE, F(25 + 4 + 25, 144), 1),  # F1 .545
        ("b_cubed", TWELVE, SINGLES, 1, F(1 + 1 + 1, 12)),  # F1 .4
        # Pairs: 1 and 2·5/12; 2·5/15 and 1; 2·5/17; 2/6, 2/3 and 2/6. Over the clusters found, and over three.
        ("ceaf_e", TWELVE, LAST_TWO_JOINED, (1 + F(10, 12)) / 2, (1 + F(10, 12)) / 3),  # F1 .733
        ("ceaf_e", TWELVE, ENDS_JOINED, (F(10, 15) + 1) / 2, (F(10, 15) + 1) / 3),  # F1 .667
        ("ceaf_e", TWELVE, ONE, F(10, 17), F(10, 17) / 3),  # F1 .294
        ("ceaf_e", TWELVE, SINGLES, F(4, 3) / 12, F(4, 3) / 3),  # F1 .178
        # e is missed, h and i are no gold mentions. Links ab and fg, of 2 + 3 and of 1 + 1 + 3.
        ("muc", FIGURE, FIGURE_FOUND, F(2, 5), F(2, 5)),
        ("b_cubed", FIGURE, FIGURE_FOUND, (F(4, 2) + F(1, 2) + F(1, 2) + F(4, 4)) / 8, (F(4 + 1, 3) + F(1 + 4, 4)) / 7),
        ("ceaf_e", FIGURE, FIGURE_FOUND, (F(4, 5) + F(4, 8)) / 3, (F(4, 5) + F(4, 8)) / 2),  # abc and ab, defg and fghi
        # TC-A-2: mentions and a cluster missed.
        ("muc", SIX, "a de", 1, F(1, 3)),
        ("b_cubed", SIX, "a de", 1, (1 + F(4, 3)) / 6),
        ("ceaf_e", SIX, "a de", (1 + F(4, 5)) / 2, (1 + F(4, 5)) / 3),
        # TC-A-3: mentions and a cluster too many.
        ("muc", SIX, "a bcx defy z", F(3, 5), 1),
        ("b_cubed", SIX, "a bcx defy z", (1 + F(4, 3) + F(9, 4)) / 9, 1),
        ("ceaf_e", SIX, "a bcx defy z", (1 + F(4, 5) + F(6, 7)) / 4, (1 + F(4, 5) + F(6, 7)) / 3),
        # TC-A-4: both.
        ("muc", SIX, "a bcx dy z", F(1, 3), F(1, 3)),
        ("b_cubed", SIX, "a bcx dy z", (1 + F(4, 3) + F(1, 2)) / 7, (1 + F(4, 2) + F(1, 3)) / 6),
        ("ceaf_e", SIX, "a bcx dy z", (1 + F(4, 5) + F(2, 5)) / 4, (1 + F(4, 5) + F(2, 5)) / 3),
        # The pair most alike, of three letters (6/10), would leave the others with none: better twice 4/7.
        ("ceaf_e", "abcde fg", "abcfg de", F(4, 7), F(4, 7)),
        # A response with no gold mention, and one with only some.
        ("muc", "ab", "xy", 0, 0),
        ("b_cubed", "ab", "xy", 0, 0),
        ("ceaf_e", "ab", "xy", 0, 0),
        ("b_cubed", "abcd", "ab x", F(2, 3), F(2 * 2, 4 * 4)),
        ("ceaf_e", "abcd", "ab x", F(4, 6) / 2, F(4, 6)),
    ],
)
def test_by_hand(measure, gold, found, precision, recall):
    assert MEASURES[measure](clusters(gold), clusters(found)) == pytest.approx((precision, recall, f1(precision, recall)))


@pytest.mark.parametrize(
    ("gold", "found", "mean"),
    [
        (FIGURE, FIGURE_FOUND, (F(2, 5) + F(5, 11) + F(13, 25)) / 3),  # B³ 2·(1/2)·(5/12) / (11/12); CEAF-e 2·1.3 / 5
        (TWELVE, LAST_TWO_JOINED, (F(18, 19) + F(32, 37) + F(11, 15)) / 3),  # 1.8/1.9; 32/21 / (37/21); 2·(11/6) / 5
        (TWELVE, TWELVE, 1),
        ("a b c", "a b c", F(2, 3)),  # no link, so MUC is 0
        ("", "", 0),
        (TWELVE, "", 0),
        ("", TWELVE, 0),
    ],
)
def test_mean(gold, found, mean):
    assert conll.conll(iter(clusters(gold)), iter(clusters(found))) == pytest.approx(float(mean))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_perfect_empty_and_wrong(measure):
    assert measure(clusters(TWELVE), clusters(TWELVE)) == (1, 1, 1)
    assert measure([], []) == measure(clusters(TWELVE), []) == measure([], clusters(TWELVE)) == (0, 0, 0)
    assert measure([*clusters(FIGURE), set()], clusters(FIGURE_FOUND)) == measure(clusters(FIGURE), clusters(FIGURE_FOUND))
    for sides in (("ab bc", "ab"), ("ab", "ab bc")):
        with pytest.raises(ValueError, match="'b' is in 2 clusters"):
            measure(*map(clusters, sides))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_articles_scored_together_are_summed(measure):
    """TC-A-2 and the figure: numerators and denominators of both."""
    gold = [{("one", mention) for mention in cluster} for cluster in clusters(SIX)]
    gold += [{("two", mention) for mention in cluster} for cluster in clusters(FIGURE)]
    found = [{("one", mention) for mention in cluster} for cluster in clusters("a de")]
    found += [{("two", mention) for mention in cluster} for cluster in clusters(FIGURE_FOUND)]
    precision, recall = {
        conll.muc: (F(1 + 2, 1 + 5), F(1 + 2, 3 + 5)),
        conll.b_cubed: (F(3 + 4, 3 + 8), (F(7, 3) + F(35, 12)) / (6 + 7)),
        conll.ceaf_e: ((F(9, 5) + F(13, 10)) / (2 + 3), (F(9, 5) + F(13, 10)) / (3 + 2)),
    }[measure]
    assert measure(gold, found) == pytest.approx((precision, recall, f1(precision, recall)))


def grouped(homes):
    """The clusters of mentions whose cluster's number is given."""
    return [{mention for mention, home in homes.items() if home == number} for number in sorted(set(homes.values()))]


PARTITIONS = st.dictionaries(st.integers(0, 9), st.integers(0, 4)).map(grouped)
SHUFFLED = PARTITIONS.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made)))
steady = settings(derandomize=True, deadline=None, max_examples=150)


@steady
@given(SHUFFLED, SHUFFLED)
def test_order_changes_nothing_and_sides_mirror(gold, found):
    for measure in MEASURES.values():
        score = measure(gold[0], found[0])
        assert score == measure(gold[1], found[1])
        assert score == (*measure(found[0], gold[0])[1::-1], score.f1)
        assert all(0 <= value <= 1 for value in score)
    assert conll.conll(gold[0], found[0]) == conll.conll(gold[1], found[1])


@steady
@given(PARTITIONS, PARTITIONS)
def test_no_alignment_is_better(gold, found):
    few, many = sorted((gold, found), key=len)
    alignments = (zip(few, chosen, strict=True) for chosen in permutations(many, len(few)))
    best = max(sum((F(2 * len(a & b), len(a) + len(b)) for a, b in pairs), F()) for pairs in alignments)
    assert conll.ceaf_e(gold, found).recall == (float(best / len(gold)) if gold else 0)
