"""Copies of a text are found, whatever the order, and texts that only quote the same are none."""

import itertools
import random
from datetime import date

import pytest

from timeline import copies as module
from timeline.copies import copies, shared
from timeline.model import Article

WORDS = "harbour pilot crane vessel customs inspector warehouse ledger cargo sailor anchor tariff port council vote".split()


def words(seed, number=300):
    chance = random.Random(seed)
    return [f"{chance.choice(WORDS)}{chance.randrange(50)}" for _ in range(number)]


def article(id, words, published=date(2026, 1, 10)):
    return Article(id, " ".join(words), published)


STORY = words(1)


def test_the_original_is_the_one_published_first():
    told = [article("a", STORY, date(2026, 1, 12)), article("b", STORY, date(2026, 1, 11)), article("c", words(2))]
    assert copies(told) == {"a": "b"}


def test_of_one_day_it_is_the_first_id_and_a_text_without_a_day_comes_last():
    assert copies([article("b", STORY), article("a", STORY), article("0", STORY, None)]) == {"0": "a", "b": "a"}


def test_cut_and_edited_copies_are_copies():
    cut, lengthened = STORY[:120], [*words(3, 150), *STORY]
    edited = [word if at % 40 else "changed" for at, word in enumerate(STORY)]
    assert copies([article("a", STORY), article("b", cut), article("c", lengthened), article("d", edited)]) == dict.fromkeys(
        "bcd", "a"
    )


def test_case_and_punctuation_make_no_difference():
    assert shared("; ".join(STORY), " ".join(STORY).upper()) == 1


@pytest.mark.parametrize("common", [0, 30, 120])
def test_articles_that_share_a_passage_are_two(common):
    other = [*words(4)[: 300 - common], *STORY[:common]]
    assert copies([article("a", STORY), article("b", other)]) == {}


def test_a_sentence_or_two_alike_make_no_copy():
    assert copies([article("a", STORY[:18]), article("b", STORY[:17])]) == {}


def test_the_order_changes_nothing():
    told = [article(id, held) for id, held in (("a", STORY), ("b", STORY[:250]), ("c", STORY[80:]), ("d", words(2)))]
    first = copies(told)
    assert first
    assert all(copies(order) == first for order in itertools.permutations(told))


def test_another_article_changes_only_its_own_family():
    told = [article(f"{id}{copy}", words(id)) for id in range(5) for copy in "ab"]
    before = copies(told)
    after = copies([*told, article("early", words(3), date(2025, 1, 1))])
    assert {id for id in before if before[id] != after[id]} == {"3b"}
    assert set(after) - set(before) == {"3a"}


def test_boilerplate_under_every_text_makes_neither_copies_nor_many_comparisons(monkeypatch):
    compared = []
    monkeypatch.setattr(module, "shared", lambda one, other: compared.append(1) or shared(one, other))
    footer = words(99, 100)
    told = [article(f"{id:03}", [*words(id), *footer]) for id in range(200)]
    assert copies([*told, article("copy", [*words(7), *footer], date(2026, 2, 1))]) == {"copy": "007"}
    assert len(compared) < 2 * len(told)


def test_a_short_text_is_a_copy_where_every_word_is_the_same():
    one = "Police arrested two men in Lima on Monday, the ministry said."
    texts = {"a": one, "b": one.upper(), "c": one.replace("Lima", "Quito"), "d": "Police said."}
    assert copies([Article(id, text, date(2026, 1, 5)) for id, text in texts.items()]) == {"b": "a"}
    assert copies([Article("d", "Police said."), Article("e", "Police said.")]) == {}
