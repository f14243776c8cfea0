"""What tells two tellings of one article apart: their days, "another" and "a second", how many they count.

Likeness does not see it: "two were killed on Tuesday" and "twelve were killed on Sunday" are as like as two sentences can be.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Token

from timeline.language.grammar import acted_on, acting, base, definite, kids, lemma, particles, plural, preposition
from timeline.language.lexicon import HURT, PEOPLE, RISING
from timeline.model import Interval
from timeline.sides import opposed, party, side, state_of
from timeline.timewords import NUMBERS, ORDINALS

FURTHER = frozenset("another separate further additional different subsequent fresh new unrelated".split())
APART = frozenset("separately elsewhere".split())
CASES = frozenset("case incident episode development matter event operation".split())
"""What a sentence is about, where it says so itself: "in a separate case"."""
EARLIER = frozenset("earlier previous prior".split())
IN_PLACE = frozenset({"nsubj", "obj", "obl", "nmod", "root", "conj"})
"""What a noun is to its sentence where it brings an occurrence up; in "the raid, the second this week" it describes one."""
OCCASIONS = frozenset("in by during with from".split())
"""Prepositions by which a verb hangs on the occurrence that it is part of: "killed in a second attack"."""
SERIES = re.compile(
    r"\b(?:such|since|consecutive|straight|running|in (?:a row|as many)|of (?:its|the) kind|so far"
    r"|(?:this|of the|in the past|in (?:just |less than |under |about )?(?:a|\w+)) (?:hours?|days?|weeks?|months?|years?))\b"
)
"""What is counted from the occurrences before the article, not from those in it: "the third strike this month"."""
VIOLENCE = "violence"
"""The family of what one party does to another."""
TOGETHER = "diplomacy"
"""The family of what several do with each other; all else another person does another time, and befalls him another time."""
CLEARING = frozenset("acquit acquittal clear exonerate exoneration absolve".split())
CONVICTING = frozenset("convict jail sentence imprison".split())
FINDING = frozenset("find declare rule pronounce adjudge".split())
REACH = 8
"""Tokens after such a verb among which "guilty" stands."""
CONTESTING = frozenset("win lose concede defeat beat".split())
"""What several do in one election."""
BEGINNING, GOING_ON = (
    frozenset({"begin", "start"}),
    frozenset("continue keep maintain extend persist last drag prolong".split()),
)
"""Verbs that say of what lasts that it began, and that it had begun before."""
IMPOSING = frozenset("impose launch carry conduct stage mount unleash slap announce".split())
LIFTING = frozenset("lift ease remove waive relax end".split())
DEADLY = frozenset("kill die murder massacre slay execute perish".split())
UNSURE = frozenset("least most about around nearly almost some over more than up roughly approximately estimated".split())
PASSING = frozenset("now initially earlier previously far already another further additional more".split())
"""Words of one number beside another for the same."""


class Facts(NamedTuple):
    """What the words of a trigger's sentence say of its occurrence alone.

    Attributes:
        at: number of the trigger's token.
        days: the days that its own sentence gives it.
        marked: number of the token that "another" or an ordinal stands with, the trigger or the noun that its verb tells of.
        number: 2 for "a second attack" and "the second attack", 0 without an ordinal.
        further: whether it is set against what was told before it: "another attack", "a second attack".
        repeats: whether it may be one more such after another ("another", not "a second").
        headline: whether it stands in the headline, which tells what the text tells again.
        counts: of whom or what it tells how many, by the harm and the noun.
        points_back: whether it is what the text has told of, or that is its subject ("the attack killed").
        stage: "begins" or "goes on", where that is what its verb tells of it.
        did, befell: the persons with a name that act in its verb, and that it acts on. states: those that act in it.
        sides: on whose side those are who act in it (`timeline.sides`): of violence any party, else police or a crowd.
        negated: whether its verb says that it was not done.
        lifted: whether it is the end of a sanction.
        cleared: whether it says that somebody is not guilty; None for what says neither.
    """

    at: int
    days: Interval | None
    marked: int | None
    number: int
    further: bool
    repeats: bool
    headline: bool
    counts: dict[tuple[str, str], int]
    points_back: bool
    stage: str
    did: frozenset[str]
    befell: frozenset[str]
    states: frozenset[str]
    sides: frozenset[str]
    negated: bool
    lifted: bool
    cleared: bool | None


def facts(
    doc: Doc, i: int, days: Interval | None, alike: Collection[int], headline: bool, family: str, persons: Mapping[int, str]
) -> Facts:
    """The facts of one trigger.

    Args:
        days: those that its own sentence gives it, if any.
        alike: the triggers of its type.
        headline: whether it stands in the headline.
        family: of its type.
        persons: those with a name, by the tokens that head it or are pronouns for them: a key that the mentions of one share.
    """
    marked, number, word = next(_marks(doc[i], alike, family), (None, 0, ""))
    known = any(definite(noun) for noun in (doc[i], *kids(doc[i], "nsubj")) if noun.i in alike)
    further = bool(word) and number != 1
    actors, patients = ([], []) if family == TOGETHER else (list(acting(doc[i])), list(acted_on(doc[i])))
    return Facts(
        at=i,
        days=days,
        marked=marked,
        number=number,
        further=further,
        repeats=word in FURTHER,
        headline=headline,
        counts=dict(_counts(doc[i])),
        points_back=known,
        stage=_stage(doc[i]),
        did=frozenset(persons[t.i] for t in actors if t.i in persons and lemma(doc[i]) not in CONTESTING),
        befell=frozenset(persons[t.i] for t in patients if t.i in persons),
        states=_if_all(state_of(noun) for noun in actors),
        sides=_if_all(party(noun) for noun in _doers(doc[i])) if family == VIOLENCE else _if_all(map(side, actors)),
        negated=bool(particles(doc[i], "advmod", "neg")) and doc[i].pos_ == "VERB",
        lifted=family == "sanction" and is_lifted(doc[i]),
        cleared=_cleared(doc[i]) if family == "justice" else None,
    )


def one_of(token: Token, alike: Collection[int]) -> Token | None:
    """The noun that counts an occurrence in: the last word of "the raid was one of more than 20 raids"."""
    ones = [*kids(token, "appos"), *([token.head] if base(token) == "nsubj" and kids(token.head, "cop") else [])]
    nouns = (noun for one in ones if lemma(one) == "one" for noun in kids(one, "nmod") if preposition(noun) == "of")
    return next((noun for noun in nouns if noun.i in alike and plural(noun)), None)


def apart(one: Facts, other: Facts) -> bool:
    """Whether two triggers of one type cannot tell of one occurrence.

    Their days are more than one day apart (but for what began on one and goes on on the other), or a day where they count
    differently; one is another than what was told before it; they are the second and the third; other persons or states act in
    them, or other sides; they befall other persons; one is negated and the other not; one ends what the other begins;
    one clears, the other convicts; or they count other numbers of the same, and neither points back.
    """
    first, second = sorted((one, other), key=lambda f: f.at)
    days = first.days.apart(second.days) if first.days is not None and second.days is not None else 0
    differ = any(first.counts[kind] != second.counts[kind] for kind in first.counts.keys() & second.counts.keys())
    if (days > 1 and not _lasts(one, other)) or (days and differ):
        return True
    if first.lifted != second.lifted or first.negated != second.negated:
        return True
    if first.cleared is not None and second.cleared is not None and first.cleared != second.cleared:
        return True
    told = (
        (first.did, second.did),
        (first.befell, second.befell),
        (first.states, second.states),
    )
    others = any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in told) or opposed(first.sides, second.sides)
    if others and not first.befell & second.befell:
        return True
    if first.number != second.number and first.number and second.number:
        return True
    alike = first.marked is not None and first.marked == second.marked
    if second.further and not alike and not first.headline and (not first.further or (first.repeats and second.repeats)):
        return True
    same_day = first.days is not None and first.days == second.days
    return differ and not same_day and not second.points_back


def _cleared(token: Token) -> bool | None:
    word = lemma(token)
    if word in FINDING:
        said = {t.lower_ for t in token.doc[token.i + 1 : token.sent.end][:REACH]}
        return "not" in said if "guilty" in said else True if "innocent" in said else None
    return True if word in CLEARING else False if word in CONVICTING else None


def _doers(token: Token) -> list[Token]:
    """Those who act in a verb, or in the verb that says of a noun no more than that it was done: "launched a strike"."""
    misread = any(lemma(verb) in IMPOSING and verb.tag_ in ("VBN", "VBD") for verb in kids(token, "amod"))
    if misread and kids(token, "nsubj"):
        return kids(token, "nsubj")
    carried = token.pos_ != "VERB" and base(token) == "obj" and lemma(token.head) in IMPOSING
    return list(acting(token.head if carried else token))


def _if_all(found: Iterable[str]) -> frozenset[str]:
    """All of them, or none if one is empty."""
    known = frozenset(found)
    return known if "" not in known else frozenset()


def is_lifted(token: Token) -> bool:
    """Whether sanctions are ended, and not imposed: "lifted sanctions", "the sanctions were lifted"."""
    verb = token if token.pos_ == "VERB" else token.head
    if any(lemma(c) in LIFTING and c.tag_ == "VBN" for c in kids(token, "amod")):  # so the parser has "the EU eased sanctions"
        return True
    return lemma(verb) in LIFTING and (verb == token or base(token) == "obj" or token.dep_ == "nsubj:pass")


def _stage(token: Token) -> str:
    """ "The strike began", "kept up a strike"."""
    if token.pos_ != "NOUN" or base(token) not in ("nsubj", "obj"):
        return ""
    return "begins" if lemma(token.head) in BEGINNING else "goes on" if lemma(token.head) in GOING_ON else ""


def _lasts(one: Facts, other: Facts) -> bool:
    """Whether one tells that it began, and the other that it went on later."""
    for begun, later in ((one, other), (other, one)):
        if (begun.stage, later.stage) == ("begins", "goes on") and begun.days is not None and later.days is not None:
            return (begun.days.earliest or date.max) < (later.days.earliest or date.min)
    return False


def _marks(token: Token, alike: Collection[int], family: str) -> Iterator[tuple[int, int, str]]:
    """What sets an occurrence against others, with it or with the noun that its verb tells of: that noun's token, the number of
    an ordinal or 0, the word unless it only points back ("the second")."""
    if token.pos_ in ("NOUN", "PROPN"):
        yield from _marks_of(token)
        return
    if _opens_another(token):
        yield token.sent.start, 0, "separate"
    for child in kids(token, "nsubj", "obj", "obl"):
        told = child.i in alike and (base(child) != "obl" or preposition(child) in OCCASIONS)
        acted_on = child.dep_ in ("obj", "nsubj:pass") and not plural(child)
        acted_on = acted_on and (family == "justice" or lemma(child) not in PEOPLE)
        if told or acted_on:
            yield from _marks_of(child)


def _opens_another(token: Token) -> bool:
    """Whether the sentence of a trigger begins with words that set it apart: "Separately," and "In a separate case,"."""
    opening = token.doc[token.sent.start : min(token.i, token.sent.start + 5)]
    if not len(opening) or opening[0].lower_ in APART:
        return bool(len(opening))
    case = next((i for i, word in enumerate(opening) if lemma(word) in CASES), 0)
    return opening[0].lower_ == "in" and any(word.lower_ in FURTHER for word in opening[1:case])


def _marks_of(noun: Token) -> Iterator[tuple[int, int, str]]:
    describes = base(noun).casefold() not in IN_PLACE or bool(kids(noun, "cop")) or preposition(noun) == "as"
    if describes or SERIES.search(noun.doc[noun.left_edge.i : noun.right_edge.i + 1].text.casefold()):
        return
    known = any(child.lower_ in ("the", "this", "that", "these", "those") for child in kids(noun, "det"))
    known = known or bool(kids(noun, "nmod:poss"))
    for child in kids(noun, "det", "amod"):
        word = child.lower_
        if word in ORDINALS:
            yield noun.i, ORDINALS[word], "" if known else word
        elif word in EARLIER or (word in FURTHER and not known):
            yield noun.i, 0, word


def _counts(token: Token) -> Iterator[tuple[tuple[str, str], int]]:
    """Whom a verb harms or concerns, and how many, where the number is exact and not one of a rising toll."""
    if token.pos_ != "VERB" or any(lemma(t) in RISING or t.lower_ in PASSING for t in token.sent):
        return
    harm = "dead" if lemma(token) in DEADLY else "hurt" if lemma(token) in HURT else lemma(token)
    for noun in kids(token, "obj", "nsubj:pass", *(("nsubj",) if lemma(token) in ("die", "perish") else ())):
        number = noun if noun.pos_ == "NUM" else next(iter(kids(noun, "nummod")), None)
        if number is None or any(t.lower_ in UNSURE for t in noun.doc[noun.left_edge.i : number.i]):
            continue
        value = _value(number)
        if value is not None:
            named = "people" if noun.pos_ == "NUM" or lemma(noun) in ("person", "people", "other") else lemma(noun)
            yield (harm, named), value


def _value(number: Token) -> int | None:
    digits = number.text.replace(",", "")
    if kids(number, "compound", "nummod"):
        return None
    return int(digits) if digits.isdecimal() else NUMBERS.get(number.lower_)
