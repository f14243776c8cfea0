"""What the day of a verb does not date, as it came before or is not to be: "upheld the conviction on Monday", "jailed on Friday
for a raid", "called off the strike on Monday", "the minister who resigned was arrested on Friday"; nor does the day of what
came next date what stands before it: "seized the village and on Tuesday shelled the town"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from timeline.language.grammar import (
    FINITE,
    ancestors,
    base,
    is_passive,
    is_phrasal,
    kids,
    lemma,
    preposition,
    tense,
    within,
)

LATER = frozenset(
    """uphold overturn quash annul revoke appeal suspend commute reduce settle adjourn postpone delay defer lift avenge mourn
    commemorate review""".split()
)
"""Verbs whose object is told to have been before."""
LASTING = frozenset("strike protest walkout stoppage sit-in boycott blockade".split())
"""What may be ended or called off on a later day than it was begun."""
ENDING = frozenset("end suspend halt stop abandon pause cease".split())
ANSWERING = frozenset(
    """arrest detain charge indict convict sentence jail imprison execute question acquit clear fine extradite accuse
    blame""".split()
)
"""Verbs that hold somebody to account for what a phrase with `FOR` tells."""
FOR = frozenset("for of over".split())
MADE = frozenset("convict accuse charge sentence jail suspect".split())
"""Verbs whose participle tells of people what befell them before: "executed men convicted of spying"."""
WHO = frozenset({"who", "whom"})
ABOUT = frozenset("about over into".split())
"""Prepositions of what somebody is asked of or answers for: "questioned about the killing"."""


def came_before(trigger: Token, time: Token, *, one_day: bool) -> bool:
    """Whether a time expression dates a verb above a trigger by which the trigger came before it.

    Args:
        time: the token that heads the expression.
        one_day: whether it means a day; in a month or a year one may come after the other.
    """
    verb = next((above for above in ancestors(time) if above.pos_ == "VERB"), None)
    if not one_day or verb is None or verb == trigger or not within(trigger, verb) or within(time, trigger):
        return False
    if _is_of_who_it_befell(trigger, time, verb):
        return True
    path = [trigger]
    while path[-1].head != verb:
        path.append(path[-1].head)
    if any(within(time, step) for step in path):
        return False
    top = path[-1]
    if lemma(trigger) in LASTING and base(trigger) in ("obj", "nsubj") and _ends(trigger.head):
        return True
    if lemma(verb) in LATER and trigger.pos_ == "NOUN" and preposition(time) not in ("to", "until", "till"):
        return top == trigger and (base(top) == "obj" or top.dep_ == "nsubj:pass")
    if trigger.i < time.i:
        return False
    if lemma(verb) in ANSWERING and any(_introduced(step) in FOR for step in path if base(step) in ("obl", "nmod", "advcl")):
        return True
    return trigger.dep_ == "acl" and trigger.tag_ == "VBN" and lemma(trigger) in MADE


def _ends(verb: Token) -> bool:
    return lemma(verb) in ENDING or is_phrasal(verb, "call", "off")


def is_told_before(trigger: Token, time: Token) -> bool:
    """Whether a time opens what is told after a trigger: "the court convicted him, and in May he was released"."""
    verb = time.head if time.head.pos_ == "VERB" else time.head.head
    if verb.pos_ != "VERB" or verb.head == verb or within(trigger, verb) or verb.head.i > trigger.sent.end:
        return False
    opening = time.left_edge.i
    joined = opening > trigger.sent.start and trigger.doc[opening - 1].dep_ == "cc"
    return joined and base(verb) in ("conj", "advcl") and trigger.i < opening and verb.head.i < opening < verb.i


def has_its_own(trigger: Token, time: Token, another: Token) -> bool:
    """Whether another time opens the clause of a trigger, after that of a time: "fled on Monday and on Friday he was arrested".

    Not "on Monday and on Friday they fled", nor "she said that in 1997 and 1998 she fled".
    """
    opening = another.i - (trigger.doc[another.i - 1].pos_ == "ADP")
    joined = trigger.doc[opening - 1]
    if joined.pos_ != "CCONJ" or not trigger.sent.start <= time.i < joined.i < trigger.i or trigger.pos_ != "VERB":
        return False
    verb = next((above for above in ancestors(time) if above.pos_ == "VERB"), trigger)
    told = verb.i < joined.i and verb.tag_ in FINITE and not within(another, time)
    return told and all(word.pos_ != "VERB" for word in trigger.doc[another.i : trigger.i])


def is_of_deed(trigger: Token, time: Token, deeds: Collection[int]) -> bool:
    """Whether a year is that of the deed that a verb is about: "was questioned about the killing of a judge in 2024".

    Args:
        deeds: the tokens that tell of something.
    """
    for phrase in kids(trigger, "obl"):
        if preposition(phrase) in ABOUT and phrase.i in deeds and phrase.i < time.i:
            between = trigger.doc[phrase.i + 1 : time.i]
            return all(word.head.i >= phrase.i and word.text != "," for word in between)
    return False


def goes_on(trigger: Token) -> bool:
    """Whether a verb tells what goes on now: "is investigating"."""
    now = any(c.lower_ in ("is", "are", "am", "'s", "’s", "'re", "’re") for c in kids(trigger, "aux", "aux:pass"))
    return trigger.pos_ == "VERB" and now and tense(trigger) == "progressive"


def _is_of_who_it_befell(trigger: Token, time: Token, verb: Token) -> bool:
    """Whether a trigger stands in a clause that says who somebody is: "the minister who resigned was arrested on Friday".

    Not in one that goes on with the story: "on Friday she met the minister, who resigned".
    """
    clause = next((t for t in (trigger, *ancestors(trigger)) if t.dep_ == "acl:relcl" and within(t, verb)), None)
    if clause is None or within(time, clause) or clause.tag_ == "VBG" or tense(clause) not in ("past", "perfect"):
        return False
    if _ends_clause(time, clause, verb):
        return False
    if any(c.lower_ == "had" for c in kids(clause, "aux")):
        return True
    opening = clause.left_edge
    if opening.is_punct and opening.i < clause.i:
        opening = opening.nbor(1)
    goes_on_with = opening.nbor(-1).text == "," and clause.i > verb.i
    return opening.lower_ in WHO and not goes_on_with


def is_of_clause_before(trigger: Token, time: Token) -> bool:
    """Whether a day is of a clause about somebody and not of the verb over it: "freed girls who were taken on Monday", or ends
    the clause about its subject though the parser gave it to the verb: "the man who was shot on Monday died".
    """
    if _befell_before(trigger, time):
        return True
    if time.head != trigger:
        return False
    clauses = (clause for subject in kids(trigger, "nsubj") for clause in kids(subject, "acl"))
    return any(clause.dep_ == "acl:relcl" and _ends_clause(time, clause, trigger) for clause in clauses)


def _befell_before(trigger: Token, time: Token) -> bool:
    """Whether the time stands in a clause of what befell somebody, or had been, below a trigger outside."""
    clause = next((above for above in ancestors(time) if above.dep_ == "acl:relcl"), None)
    if clause is None or within(trigger, clause) or not within(clause, trigger):
        return False
    first = time.left_edge.i
    if "," in {t.text for t in time.doc[max(first - 1, 0) : first + 1]}:  # "bought the site, where a school had stood, in 2006"
        return False
    return is_passive(clause) or any(aux.lower_ == "had" for aux in kids(clause, "aux"))


def _ends_clause(time: Token, clause: Token, verb: Token) -> bool:
    """Whether a time stands between the first word of a clause and the verb that comes after it, with no comma between."""
    inside = clause.left_edge.i < time.i < verb.i and clause.i < verb.i
    return inside and all(word.text != "," for word in time.doc[clause.i : time.i])


def _introduced(token: Token) -> str:
    """The preposition or conjunction before it."""
    return preposition(token) or next((mark.lower_ for mark in kids(token, "mark")), "")


def was_over_then(trigger: Token, time: Token) -> bool:
    """Whether a time dates what came later: "by the time the truce was signed on Monday, 400 had died".

    By the words between, since parsers hang such clauses here and there.
    """
    sentence = time.sent
    if trigger.sent != sentence:
        return False
    start = next((token for token in reversed(sentence.doc[sentence.start : time.i]) if _begins_what_was_later(token)), None)
    if start is None:
        return False
    end = next((token.i for token in sentence.doc[time.i : sentence.end] if token.lower_ in (",", ";")), sentence.end)
    return trigger.i not in range(start.i, end) and any(aux.lower_ == "had" for aux in kids(trigger, "aux"))


def _begins_what_was_later(token: Token) -> bool:
    if token.lower_ == "by":
        return token.doc[token.i + 1 : token.i + 3].text.lower() == "the time"
    return token.lower_ == "before" and token.dep_ == "mark" and bool(kids(token.head, "nsubj", "nsubj:pass"))
