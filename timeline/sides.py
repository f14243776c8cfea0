"""On whose side those fight who act in a sentence: a state, police or soldiers, rebels, a crowd, a body with a name."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from timeline.gazetteer import country, government
from timeline.language.grammar import kids, lemma
from timeline.language.lexicon import PEOPLE
from timeline.names import EXECUTIVE, words

FORCES = frozenset("police policeman officer soldier troop army guard gendarme force military trooper".split())
ARMS = frozenset(
    """drone jet warplane plane aircraft missile rocket artillery navy warship helicopter commando marine airstrike shell
    shelling fire strike""".split()
)
"""What a state strikes with, and is called by: "Russian drones"."""
RALLYING = frozenset(
    """protester demonstrator people youth resident villager student worker rioter supporter crowd mob marcher activist
    inmate prisoner migrant fan farmer""".split()
)
FIGHTERS = frozenset("rebel militant insurgent guerrilla separatist jihadist militiaman militia fighter".split())
OF_SOME_STATE = EXECUTIVE - {"forces", "command"} | {"armed", "security", "defence", "defense", "special"}
"""Words in the names of those that fight for a state."""
FORCE, CROWD, REBELS = "force", "crowd", "rebels"


def state_of(noun: Token) -> str:
    """The code of the state that a name stands for; "" for anybody else."""
    if noun.ent_type_ not in ("GPE", "LOC"):
        return ""
    name = _name(noun)
    state = country(name) or government(name)
    return state.code if state is not None else ""


def side(noun: Token) -> str:
    """Police or soldiers (`FORCE`), or people who rally (`CROWD`); "" for anybody else."""
    if noun.pos_ != "NOUN" or noun.ent_type_:
        return ""
    return FORCE if lemma(noun) in FORCES else CROWD if lemma(noun) in RALLYING else ""


def party(noun: Token) -> str:
    """On whose side it fights: the code of a state, `FORCE`, `REBELS`, `CROWD` or the name of a body, in lower case; "" if not
    known."""
    if noun.ent_type_ in ("GPE", "LOC"):
        return state_of(noun)
    word = lemma(noun)
    if noun.ent_type_ in ("ORG", "NORP") and word not in PEOPLE:
        return _body(_name(noun))
    if noun.ent_type_ or word not in FORCES | ARMS | FIGHTERS:
        return side(noun)
    owners = [_name(child) for child in kids(noun, "amod", "compound", "nmod:poss", "nmod") if child.ent_type_ in _OWNING]
    if word in FIGHTERS:  # Syrian rebels do not fight for Syria
        return next((body for name in owners if country(name) is None and (body := _body(name))), REBELS)
    return next((body for name in owners if (body := _body(name))), FORCE if word in FORCES else "")


_OWNING = frozenset({"GPE", "LOC", "NORP", "ORG"})


def side_by_name(name: str) -> str:
    """Soldiers or police (`FORCE`) or rebels (`REBELS`) by the last word of what somebody is called; "" for anybody else."""
    word = name.rpartition(" ")[2].casefold()
    forms = {word, word.removesuffix("s"), word.removesuffix("men") + "man"}
    return REBELS if forms & FIGHTERS else FORCE if forms & FORCES else ""


def opposed(ours: Collection[str], theirs: Collection[str]) -> bool:
    """Whether nobody of one party can be of the other: two states, a state and Hezbollah, soldiers and rebels.

    Soldiers may be those of any state, rebels those of any body, and a body whose name has several words one of a state.
    """
    return bool(ours and theirs) and all(_opposed(one, other) for one in ours for other in theirs)


def _opposed(one: str, other: str) -> bool:
    if one == other:
        return False
    general = {one, other} & {FORCE, REBELS, CROWD}
    if not general:
        if _is_state(one) != _is_state(other):  # names of several words are often those of bodies of a state
            return len(one.split()) == len(other.split()) == 1
        return not set(one.split()) & set(other.split())
    if len(general) == 1 and CROWD not in general:
        return (REBELS in general) == (_is_state(one) or _is_state(other))
    return len(general) == 2


def _is_state(party: str) -> bool:
    return party.isupper()


def _body(name: str) -> str:
    """The code of the state that a name is of or whose arm it names ("Ukrainian Armed Forces"), else the name; "" for
    abbreviations and for arms of a state that is not named."""
    parts = words(name)
    if (whole := country(name) or government(name)) is not None:
        return whole.code
    if OF_SOME_STATE & set(parts):
        return next((found.code for part in name.split()[:2] if (found := country(part)) is not None), "")
    return "" if name.isupper() else " ".join(parts).removeprefix("the ")


def _name(noun: Token) -> str:
    return next((span.text for span in noun.doc.ents if span.start <= noun.i < span.end), noun.text)
