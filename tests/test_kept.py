"""Things in a file are a sequence like any other."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from samples import large

from timeline import kept
from timeline.errors import OutputError
from timeline.kept import FEW, Kept
from timeline.model import Article, Chronicle

ARTICLES = tuple(Article(f"a{number}", f"Text — “{number}”. \ud800" * number) for number in range(20))


def test_it_is_a_sequence_of_what_was_put_in():
    held = Kept(iter(ARTICLES))
    assert (len(held), tuple(held), held[3], held[-1]) == (20, ARTICLES, ARTICLES[3], ARTICLES[-1])
    assert (held[5:1:-2], held.index(ARTICLES[7]), ARTICLES[2] in held) == (ARTICLES[5:1:-2], 7, True)
    with pytest.raises(IndexError):
        held[20]
    assert len(Kept([])) == 0


def test_it_equals_a_tuple_of_the_same_things():
    held = Kept(ARTICLES)
    assert held == ARTICLES == held == Kept(ARTICLES)
    assert hash(held) == hash(ARTICLES)
    assert repr(held) == repr(ARTICLES)
    assert held != ARTICLES[:-1]
    assert held != ARTICLES[::-1]
    assert held != list(ARTICLES)


def test_a_chronicle_with_it_is_copied_pickled_and_compared():
    made = Chronicle(Kept(ARTICLES))
    assert made == Chronicle(ARTICLES) == pickle.loads(pickle.dumps(made)) == copy.deepcopy(made)
    assert made.article("a4") == ARTICLES[4]
    part = replace(made, warnings=("one",))
    del made
    assert part.articles == ARTICLES


def test_few_things_are_held_and_many_are_not():
    assert kept.kept(iter(ARTICLES)) == ARTICLES
    assert [type(kept.kept(range(number))) for number in (0, FEW, FEW + 1)] == [tuple, tuple, Kept]
    assert tuple(kept.kept(range(FEW + 3))) == tuple(range(FEW + 3))


def test_events_come_back_with_all_their_parts():
    events = large(50).events
    held = Kept(events)
    assert held == events
    assert repr(held) == repr(events)
    assert [type(event.status) for event in held] == [type(event.status) for event in events]


def test_events_in_a_file_are_filtered_and_counted_as_any():
    made = large(50)
    other = replace(made, events=Kept(made.events))
    assert other == made
    some = made.events[7]
    assert other.of_type(some.type) == made.of_type(some.type)
    assert other.between("2024-01-01", None).events == made.between("2024-01-01", None).events
    assert (len(other), other.labels) == (len(made), made.labels)


def test_threads_may_ask_at_once():
    held = Kept(ARTICLES)
    with ThreadPoolExecutor(8) as threads:
        assert tuple(threads.map(held.__getitem__, [*range(20)] * 50)) == ARTICLES * 50


def test_a_full_disk_is_told_in_one_line(monkeypatch):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "TemporaryFile", full)
    with pytest.raises(OutputError, match=r"a temporary file cannot be written \(No space left on device\)"):
        Kept(ARTICLES)


def test_a_fault_of_what_is_kept_is_not_one_of_the_disk():
    def things():
        yield 1
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        Kept(things())
