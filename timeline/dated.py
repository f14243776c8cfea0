"""What the day of a verb does not date, as it came before or is not to be: "upheld the conviction on Monday", "jailed on Friday
for a raid", "called off the strike on Monday"."""

from __future__ import annotations

from spacy.tokens import Token

from timeline.language.grammar import ancestors, base, is_phrasal, kids, lemma, preposition, within

LATER = frozenset(
    """uphold overturn quash annul revoke appeal suspend commute reduce settle adjourn postpone delay defer lift avenge mourn
    commemorate review""".split()
)
"""Verbs whose object is told to have been before."""
LASTING = frozenset("strike protest walkout stoppage sit-in boycott blockade".split())
"""What may be called off on a later day than it was begun."""
ANSWERING = frozenset(
    """arrest detain charge indict convict sentence jail imprison execute question acquit clear fine extradite accuse
    blame""".split()
)
"""Verbs that hold somebody to account for what a phrase with `FOR` tells."""
FOR = frozenset("for of over".split())
MADE = frozenset("convict accuse charge sentence jail suspect".split())
"""Verbs whose participle tells of people what befell them before: "executed men convicted of spying"."""


def came_before(trigger: Token, time: Token, *, one_day: bool) -> bool:
    """Whether a time expression dates a verb above a trigger by which the trigger came before it.

    Args:
        time: the token that heads the expression.
        one_day: whether it means a day; in a month or a year one may come after the other.
    """
    verb = next((above for above in ancestors(time) if above.pos_ == "VERB"), None)
    if not one_day or verb is None or verb == trigger or not within(trigger, verb) or within(time, trigger):
        return False
    path = [trigger]
    while path[-1].head != verb:
        path.append(path[-1].head)
    if any(within(time, step) for step in path):
        return False
    top = path[-1]
    ended = is_phrasal(verb, "call", "off") and lemma(trigger) in LASTING
    if (lemma(verb) in LATER or ended) and trigger.pos_ == "NOUN" and preposition(time) not in ("to", "until", "till"):
        return top == trigger and (base(top) == "obj" or top.dep_ == "nsubj:pass")
    if trigger.i < time.i:
        return False
    if lemma(verb) in ANSWERING and any(_introduced(step) in FOR for step in path if base(step) in ("obl", "nmod", "advcl")):
        return True
    return trigger.dep_ == "acl" and trigger.tag_ == "VBN" and lemma(trigger) in MADE


def _introduced(token: Token) -> str:
    """The preposition or conjunction before it."""
    return preposition(token) or next((mark.lower_ for mark in kids(token, "mark")), "")
