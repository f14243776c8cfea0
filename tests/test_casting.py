"""Who is taken for an actor: those likely enough, and the likeliest one with a name where none is."""

from types import SimpleNamespace

import numpy as np
import pytest

from timeline.casting import Casting, Linked
from timeline.mentioned import Seen
from timeline.model import Mention, Span

TRIGGER = 9


def casting(*names):
    """A casting of one sentence with these actors, and their mentions in order."""
    mentions = []
    for at, (name, label) in enumerate(names):
        mention = Mention(Span(20 * at, 20 * at + len(name)), name, label)
        mentions.append(Seen(at, at, 0, 0, name.lower(), mention))
    sheet = SimpleNamespace(mentions=mentions, sentences=np.zeros(TRIGGER + 1, np.int64), rules={})
    return Casting(sheet, [seen.mention for seen in mentions], enough=0.6, lead=0.4)


def cast(casting, *chances):
    """The names of the fillers, where these are the chances of each being the agent."""
    roles = np.array([[1 - chance, chance, 0, 0] for chance in chances], np.float32)
    none = np.zeros(0, np.float32)
    linked = {TRIGGER: Linked(list(range(len(chances))), roles, np.zeros(len(chances), np.float32), [], none)}
    return [f.mention.text for f in casting.fillers(TRIGGER, linked[TRIGGER], casting.roles([TRIGGER], linked))]


@pytest.mark.parametrize(
    ("chances", "taken"),
    [
        ((0.9, 0.7), ["Amina Hassan", "Kofi Diallo"]),
        ((0.9, 0.5), ["Amina Hassan"]),
        ((0.5, 0.55), ["Kofi Diallo"]),
        ((0.3, 0.35), []),
    ],
)
def test_the_likeliest_stands_where_none_is_likely_enough(chances, taken):
    assert cast(casting(("Amina Hassan", "PERSON"), ("Kofi Diallo", "PERSON")), *chances) == taken


def test_one_who_is_only_described_does_not_stand_for_the_one_with_a_name():
    assert cast(casting(("Amina Hassan", "PERSON"), ("two men", "")), 0.5, 0.8) == ["Amina Hassan", "two men"]
