"""What the day of a verb does not date, as it came before or is not to be: "upheld the conviction on Monday", "jailed on Friday
for a raid", "called off the strike on Monday", "the minister who resigned was arrested on Friday"; nor does the day of what
came next date what stands before it: "seized the village and on Tuesday shelled the town"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token

from timeline.language.grammar import (
    FINITE,
    ancestors,
    base,
    definite,
    is_passive,
    is_phrasal,
    kids,
    lemma,
    preposition,
    surface_subjects,
    tense,
    within,
)
from timeline.undone import is_not

LATER = frozenset(
    """uphold overturn quash annul revoke appeal suspend commute reduce settle adjourn postpone delay defer lift avenge mourn
    commemorate review""".split()
)
"""Verbs whose object is told to have been before."""
LASTING = frozenset("strike protest walkout stoppage sit-in boycott blockade".split())
"""What may be ended or called off on a later day than it was begun."""
ENDING = frozenset("end suspend halt stop abandon pause cease".split())
STRIKERS = frozenset(
    """union worker employee staff crew nurse doctor midwife paramedic teacher lecturer professor student miner driver pilot
    docker dockworker firefighter farmer trucker lawyer judge striker protester demonstrator activist campaigner organiser
    organizer prisoner inmate""".split()
)
"""Who end what they began themselves; the police or a court may end it on the day that it was held."""
BRIEF = frozenset({"hour", "minute"})
"""What is as long as some of them began and ended on one day."""
HOW = frozenset("in with after amid".split())
"""Prepositions of how something ended, which was on its own day: "the protest ended in clashes"."""
ANSWERING = frozenset(
    """arrest detain charge indict convict sentence jail imprison execute question acquit clear fine extradite accuse
    blame""".split()
)
"""Verbs that hold somebody to account for what a phrase with `FOR` tells."""
FOR = frozenset("for of over".split())
MADE = frozenset("convict accuse charge sentence jail suspect".split())
"""Verbs whose participle tells of people what befell them before: "executed men convicted of spying"."""
WHO = frozenset({"who", "whom"})
APPOINTED = frozenset(
    """trial hearing election vote referendum poll meeting summit talk conference visit ceremony wedding funeral rally match
    exercise interview inauguration""".split()
)
"""What is to be on a day, which is its day though it did not take place on it."""
OPENING = frozenset("open begin start resume convene happen occur".split())
"""Verbs that say of their subject no more than that it takes place."""
AT_ALL = frozenset("yet ever all".split())
"""Words after a verb that add nothing to "not": "has not begun yet", "did not happen at all"."""
EVER = frozenset({"never", "ever"})
PAST = frozenset("did has have had".split())
INSTEAD = frozenset({"but", "rather", "instead"})
"""Words before where, when or how it was: "did not happen in London but in Luton"."""
PHRASES = frozenset("NOUN PROPN NUM".split())
"""Parts of speech of what heads a phrase, not a clause."""
ABOUT = frozenset("about over into".split())
"""Prepositions of what somebody is asked of or answers for: "questioned about the killing"."""
JUDGING = frozenset("indict convict sentence jail imprison execute acquit clear fine extradite".split())
"""Those that `ANSWERING` holds which come later than on the day of the deed."""
HELD = ANSWERING | frozenset("sack dismiss expel deport suspend".split())
"""Verbs of what befalls somebody for what he did before."""
FREEING = frozenset("free release rescue bury".split())
"""Verbs of what befalls somebody after what befell him before."""
LEAVING = frozenset("resign quit".split())
DEADLY = frozenset("attack shoot open fire storm blow detonate explode ram drive crash jump fall plunge set".split())
"""Verbs of what somebody may have died of on the same day."""
AT_ONCE = frozenset("scene spot".split())
"""Where somebody is held just after what he did."""
LEADING = frozenset("ADP ADJ ADV DET".split())
"""Parts of speech before a day that opens a clause: "early on Monday"."""


def came_before(trigger: Token, time: Token, *, one_day: bool) -> bool:
    """Whether a time expression dates a verb above a trigger by which the trigger came before it.

    Args:
        time: the token that heads the expression.
        one_day: whether it means a day; in a month or a year one may come after the other.
    """
    verb = next((above for above in ancestors(time) if above.pos_ == "VERB"), None)
    if verb is not None and _is_denied(trigger, time, verb):
        return True
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
    if lemma(trigger) in LASTING and _is_ended(trigger, time):
        return True
    if lemma(verb) in LATER and trigger.pos_ == "NOUN" and preposition(time) not in ("to", "until", "till"):
        return top == trigger and (base(top) == "obj" or top.dep_ == "nsubj:pass")
    if trigger.i < time.i:
        return False
    if lemma(verb) in ANSWERING and any(_introduced(step) in FOR for step in path if base(step) in ("obl", "nmod", "advcl")):
        return True
    return trigger.dep_ == "acl" and trigger.tag_ == "VBN" and lemma(trigger) in MADE


def _is_denied(noun: Token, time: Token, verb: Token) -> bool:
    """ "The riot did not begin on Monday but on Sunday", "the riot did not begin on Monday": not of what was to be on a day."""
    if time.i < verb.i or noun not in kids(verb, "nsubj") or not is_not(verb):
        return False
    if any(word.lower_ in INSTEAD for word in time.doc[verb.i : time.i]):
        return False
    denied = tells_that_it_was(verb) and all(c.lower_ in PAST for c in kids(verb, "aux")) and time.head == verb
    return is_instead(verb) or (denied and lemma(noun) not in APPOINTED and may_say_when(noun, verb))


def tells_that_it_was(verb: Token) -> bool:
    """Whether a verb says of its subject no more than that it was: "happened", "took place", "began", "there was".

    Not "began a feud" or "began to spread".
    """
    place = lemma(verb) == "take" and any(lemma(c) == "place" for c in kids(verb, "obj"))
    began = lemma(verb) in OPENING and not kids(verb, "obj", "xcomp")
    return place or began or bool(kids(verb, "expl"))


def may_say_when(noun: Token, verb: Token) -> bool:
    """Whether "not" may deny no more than when, where or why what is known of was: "the raid did not happen on Monday"."""
    known = definite(noun) or (definite(noun) is None and bool(kids(noun, "nmod")))
    focus = (c for c in kids(verb, "obl", "nmod", "advmod", "advcl") if c.i > verb.i and c.lower_ not in AT_ALL)
    return known and any(focus) and not any(c.lower_ in EVER for c in kids(verb, "advmod"))


def is_instead(verb: Token) -> bool:
    """Whether a phrase after a verb says where, when or by whom it was: "not on Monday but on Sunday".

    Not where a clause goes on after it: "did not happen, but in a statement police said".
    """
    words = (word for word in verb.doc[verb.i + 1 : verb.sent.end] if word.lower_ in INSTEAD and word.head.pos_ in PHRASES)
    ends = (word.head.right_edge.i + 1 for word in words)
    return any(end >= verb.sent.end or verb.doc[end].pos_ not in ("NOUN", "PROPN", "PRON", "DET", "NUM") for end in ends)


def _is_ended(noun: Token, time: Token) -> bool:
    """Whether a strike was ended by those who began it, or ended of itself: not "a strike on Monday stopped trains", "police
    stopped the protest on Monday"; nor one of a day or less, which ended on the day that it began.
    """
    verb, before = noun.head, noun.i < time.i < noun.head.i
    if before or _is_brief(noun) or not (lemma(verb) in ENDING or is_phrasal(verb, "call", "off")):
        return False
    if base(noun) == "obj":
        strikers = surface_subjects(verb)
        own = any(c.lower_ in ("their", "its", "his", "her") for c in kids(noun, "nmod:poss"))
        return bool(strikers) and (own or any(lemma(one) in STRIKERS for one in strikers))
    if noun.dep_ == "nsubj:pass":
        return all(lemma(one) in STRIKERS for one in kids(verb, "obl") if preposition(one) == "by")
    plainly = not kids(verb, "obj") and all(preposition(c) not in HOW for c in kids(verb, "obl", "nmod"))
    return base(noun) == "nsubj" and plainly and all(c.pos_ != "ADV" for c in kids(verb, "advmod"))


def _is_brief(noun: Token) -> bool:
    """ "A one-day strike", "a two-hour walkout"."""
    length = [word for word in noun.doc[noun.left_edge.i : noun.i] if lemma(word) in BRIEF | {"day"}]
    return any(lemma(word) in BRIEF or any(c.lower_ in ("one", "1") for c in kids(word, "nummod")) for word in length)


def is_told_before(trigger: Token, time: Token) -> bool:
    """Whether a time opens what is told after a trigger: "the court convicted him, and in May he was released"."""
    verb = time.head if time.head.pos_ == "VERB" else time.head.head
    if verb.pos_ != "VERB" or verb.head == verb or within(trigger, verb) or verb.head.i > trigger.sent.end:
        return False
    opening = time.left_edge.i
    after = trigger.i < opening and verb.head.i < opening < verb.i
    return after and base(verb) in ("conj", "advcl") and _joined(trigger.doc, opening)


def has_its_own(trigger: Token, time: Token, another: Token) -> bool:
    """Whether another time opens the clause of a trigger, after that of a time: "fled on Monday and on Friday he was arrested".

    Not "on Monday and on Friday they fled", nor "she said that in 1997 and 1998 she fled".
    """
    opening = another.i - (trigger.doc[another.i - 1].pos_ == "ADP")
    after_another = trigger.sent.start <= time.i < opening - 1 and opening <= trigger.i
    if not after_another or not _joined(trigger.doc, opening) or trigger.pos_ != "VERB":
        return False
    verb = next((above for above in ancestors(time) if above.pos_ == "VERB"), trigger)
    told = verb.i < opening - 1 and verb.tag_ in FINITE and not within(another, time)
    return told and all(word.pos_ != "VERB" for word in trigger.doc[another.i : trigger.i])


def _joined(doc: Doc, opening: int) -> bool:
    """Whether "and" or "but" stands before the word that opens what is told next."""
    return opening > doc[opening].sent.start and doc[opening - 1].pos_ == "CCONJ"


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
    if (_opens(time) and lemma(verb) not in JUDGING) or not _answers_for(clause, verb):
        return False
    opening = clause.left_edge
    if opening.is_punct and opening.i < clause.i:
        opening = opening.nbor(1)
    goes_on_with = opening.nbor(-1).text == "," and clause.i > verb.i
    return opening.lower_ in WHO and not goes_on_with


def _opens(time: Token) -> bool:
    """Whether a day opens its clause: what a clause about somebody tells may be of that day, too."""
    before = time.i - 1
    while before >= time.sent.start and time.doc[before].pos_ in LEADING:
        before -= 1
    return before < time.sent.start or time.doc[before].pos_ in ("SCONJ", "CCONJ", "PUNCT")


def _answers_for(clause: Token, verb: Token) -> bool:
    """Whether a verb tells what somebody of whom a clause tells answers for, or what came of what befell him.

    Not what he went on to do ("rebels who attacked the town killed six"), nor what befell him there and then.
    """
    path = [clause]
    while path[-1].head != verb:
        path.append(path[-1].head)
    top, word, befell = path[-1], lemma(verb), is_passive(clause)
    if any(lemma(c) in AT_ONCE for c in kids(verb, "obl")):
        return False
    if base(top) == "obj" or top.dep_ == "nsubj:pass":
        return word in HELD or (befell and word in FREEING)
    dies = word == "die" and (befell or lemma(clause) not in DEADLY)
    return base(top) == "nsubj" and (word in LEAVING or dies)


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
