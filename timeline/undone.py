"""What grammar says was not done, or was called off: "neither was arrested", "kept him from leaving", "nearly died", "a report
that he was killed proved false", "foiled an attempt to kidnap her", "the rally was banned", "scrapped a visit"."""

from __future__ import annotations

from itertools import takewhile

from spacy.tokens import Token

from timeline.language.grammar import NOT, base, is_phrasal, kids, lemma, particles, tense
from timeline.language.lexicon import REPORTERS

NO_ONE = frozenset({"neither", "nobody", "none"})
KEEPING = frozenset("prevent stop keep block bar ban deter discourage dissuade prohibit restrain".split())
"""Verbs after whose "from" stands what was not done."""
NEARLY, NARROW = frozenset({"nearly", "almost"}), frozenset("die kill drown resign quit".split())
"""Words before what did not come about, and the verbs of what comes about or not; "nearly destroyed" tells of damage."""
SAYINGS = frozenset("report claim allegation accusation rumour rumor suggestion assertion statement story".split())
"""What says that something happened, and may be denied or wrong: "denied a report that"."""
TAKING_BACK = frozenset("retract withdraw debunk disprove refute".split())
FALSE = frozenset("false untrue wrong unfounded baseless incorrect fabricated fake".split())
WRONGLY = frozenset("wrongly falsely mistakenly erroneously incorrectly".split())
TRIES = frozenset("attempt plot bid plan effort conspiracy".split())
PLOTS = frozenset({"plot", "conspiracy"})
FOILING = frozenset("foil thwart avert prevent abort disrupt stop".split())
CANCELLING = frozenset("cancel scrap foil thwart avert abort prevent".split())
DROPPING = frozenset("abandon shelve ditch drop".split())
"""Verbs that say of what was ahead that it will not be, and of other things other things."""
FORBIDDING = frozenset("ban forbid prohibit outlaw".split())
GATHERINGS = frozenset("protest ceremony meeting election interview".split())
"""Types of what may be forbidden before it begins."""
CALLED_OFF = frozenset("meeting visit ceremony election trial interview exercise economic agreement".split())
"""Types of what has not begun when it is called off; a strike may have."""
LASTING = "protest"
"""The type of what may have begun when it is called off, on another day than that."""
DEALS = "economic"
"""The type of what is said not to come about when it collapses; talks and truces that do were there."""
OF_THE_NOUN = frozenset("DET ADJ NOUN PROPN NUM SYM".split())
"""Parts of speech that stand between a verb and the noun that it acts on."""
PLANNED = frozenset("plan schedule propose intend set".split())


def is_done(verb: Token) -> bool:
    """Whether a verb tells what was done: not "did not call off", "refused to cancel", "nothing stopped", "could avert"."""
    if any(c.lower_ in ("could", "should", "would", "might") for c in kids(verb, "aux")):
        return False
    none = any(c.lower_ in ("nothing", "nobody") or any(d.lower_ == "no" for d in kids(c, "det")) for c in kids(verb, "nsubj"))
    return not none and not is_not(verb) and tense(verb) in ("past", "perfect", "present") and not kids(verb, "mark")


def is_not(verb: Token) -> bool:
    return any(c.lower_ in NOT for c in particles(verb, "advmod", "neg"))


def is_undone(verb: Token) -> bool:
    """Whether a verb tells what was not done."""
    return (
        _would_have(verb)
        or _had_it_been(verb)
        or _is_of_no_one(verb)
        or _is_kept_from(verb)
        or _is_nearly(verb)
        or _is_untrue(verb)
        or _is_foiled(verb)
    )


def is_called_off(noun: Token, type: str) -> bool:
    """Whether an event of that type, told by a noun, is called off, forbidden or comes to nothing."""
    if noun.pos_ not in ("NOUN", "PROPN") or (verb := verb_over(noun)) is None or not is_done(verb):
        return False
    word = lemma(verb)
    active = base(noun) == "nsubj" and noun.dep_ != "nsubj:pass" and noun.head == verb
    if active and (kids(verb, "obj") or not calls_off(verb)):
        fell = word == "fall" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "through"
        return fell or (type == DEALS and word == "collapse")
    if word in FORBIDDING:
        return type in GATHERINGS and not kids(noun, "amod", "nmod:poss")
    if word in DROPPING:
        return is_planned(noun)
    return word in CANCELLING or (is_phrasal(verb, "call", "off") and (type in CALLED_OFF or is_planned(noun)))


def verb_over(noun: Token) -> Token | None:
    """The verb whose subject or object a noun is: as the parser has it, but for verbs that call off.

    Of these the parser often loses the object; then nothing but the noun's own words stands between ("called off a march set
    for Friday"), the noun stands alone before it, as in a headline, or what was planned before is called off in the sentence.
    """
    if base(noun) == "compound" and noun.nbor(1).tag_ in ("NN", "NNS") and lemma(noun.nbor(1)) not in PLANNED:
        return None
    before = noun.doc[noun.sent.start : noun.i]
    verb = next((word for word in reversed(before) if not _is_of_a_noun(word)), None)
    if verb is not None and calls_off(verb):
        return verb
    if verb is not None and verb.tag_ == "RP" and calls_off(verb.head):
        return verb.head
    after = noun.nbor(1) if noun.i + 1 < noun.sent.end else noun
    if noun.sent[-1].text not in ".!?" and calls_off(after) and after.tag_ in ("VBN", "VBD") and not kids(after, "obj"):
        return after
    verb = noun.head if base(noun) in ("obj", "nsubj") else None
    if verb is not None and lemma(verb) in PLANNED:
        for later in noun.doc[noun.i + 1 : noun.sent.end]:
            again = any(c.lower_ in ("it", "them") for c in kids(later, "obj", "nsubj:pass"))
            itself = base(later) == "conj" and later.head == verb and base(noun) == "nsubj" and not kids(later, "nsubj")
            if calls_off(later) and (again or itself):
                return later
    return verb


def _is_of_a_noun(word: Token) -> bool:
    return word.pos_ in OF_THE_NOUN or word.tag_ in ("VBN", "PRP$")


def adds_nothing(noun: Token, type: str) -> bool:
    """Whether the verb over a noun says of its event, of that type, only that it will not be.

    Calling off a visit is no event of its own, but ending an agreement, dropping charges or cancelling an election is.
    """
    verb = verb_over(noun)
    if verb is None or not calls_off(verb):
        return False
    of_those = type in (CALLED_OFF | GATHERINGS) - {"agreement", "election"} or is_planned(noun)
    return type == LASTING or (of_those and is_called_off(noun, type))


def is_planned(noun: Token) -> bool:
    """ "A planned strike", "a rally set for Saturday", "had planned a march"."""
    before = takewhile(_is_of_a_noun, reversed(noun.doc[noun.sent.start : noun.i]))
    after = [noun.nbor(1)] if noun.i + 1 < noun.sent.end else []
    said = [word for word in (*before, *after, *kids(noun, "amod", "acl")) if word.tag_ in ("VBN", "VBD", "JJ")]
    own = base(noun) in ("obj", "nsubj") and lemma(noun.head) in PLANNED and noun.head.pos_ == "VERB"
    return own or any(lemma(word) in PLANNED for word in said)


def calls_off(verb: Token) -> bool:
    """Whether a verb says of what it acts on that it will not be, or not then."""
    return verb.pos_ == "VERB" and (lemma(verb) in CANCELLING | DROPPING or is_phrasal(verb, "call", "off"))


def _is_of_no_one(verb: Token) -> bool:
    """ "Neither Ondarra nor Sastre was arrested", "they arrested nobody"; not "neither gunman who attacked it"."""
    if verb.dep_ == "acl":  # as the parser has the first
        return any(t.lower_ in NO_ONE for t in kids(verb.head, "cc"))
    nouns = (*kids(verb, "nsubj"), *(noun for noun in kids(verb, "obj") if noun.lower_ == "nobody"))
    return any(t.lower_ in NO_ONE for noun in nouns for t in (noun, *kids(noun, "cc", "det")))


def _had_it_been(verb: Token) -> bool:
    """ "If police had arrested him, she would be alive", "had he won, he would have": what was not."""
    had = next((aux for aux in kids(verb, "aux") if aux.lower_ == "had"), None)
    if had is None or not any(t.lower_ in ("would", "could", "might") and t.tag_ == "MD" for t in verb.sent):
        return False
    if any(mark.lower_ == "if" for mark in kids(verb, "mark")):
        first = verb.left_edge
        return verb.dep_ == "advcl" and not {"even", "as"} & {first.lower_, first.nbor(-1).lower_ if first.i else ""}
    turned = any(had.i < subject.i < verb.i for subject in kids(verb, "nsubj", "nsubj:pass"))
    return turned and (had.i == verb.sent.start or had.nbor(-1).lower_ in (",", "and", "but"))


def _would_have(verb: Token) -> bool:
    """ "It would have ruled on it by June": not "said that it would have to"."""
    helpers = {c.lower_ for c in kids(verb, "aux")}
    return verb.tag_ in ("VBN", "VBD") and {"would", "have"} <= helpers and not kids(verb, "mark")


def _is_kept_from(verb: Token) -> bool:
    """ "Prevented a crowd from lynching him"."""
    marks = {c.lower_ for c in kids(verb, "mark", "case")}
    above = verb.head.head if base(verb) == "acl" and base(verb.head) == "obj" else verb.head
    return verb.tag_ == "VBG" and "from" in marks and lemma(above) in KEEPING and is_done(above)


def _is_nearly(verb: Token) -> bool:
    """ "Nearly died": not "nearly 40 died"."""
    return verb.i > 0 and verb.nbor(-1).lower_ in NEARLY and verb.nbor(-1).head == verb and lemma(verb) in NARROW


def _is_untrue(verb: Token) -> bool:
    """ "A rumour that he had been killed proved untrue", "retracted a report that", "he fled, she wrongly claimed"."""
    above = verb.head
    if (
        base(verb) in ("ccomp", "parataxis")
        and lemma(above) != "deny"
        and any(c.lower_ in WRONGLY for c in kids(above, "advmod"))
    ):
        return True
    aside = (c for c in kids(verb, "parataxis", "conj") if lemma(c) in REPORTERS)
    if any(a.lower_ in WRONGLY for c in aside for a in kids(c, "advmod")):
        return True
    content = base(verb) in ("acl", "ccomp") and any(c.lower_ == "that" for c in verb.children)
    if not content or lemma(above) not in SAYINGS:
        return False
    told = above.head
    if is_not(told):
        return False
    if lemma(told) in TAKING_BACK and (base(above) == "obj" or above.dep_ == "nsubj:pass"):
        return True
    return base(above) == "nsubj" and any(
        t.lower_ in FALSE for t in (told, *kids(told, "xcomp", "ccomp", "acl", "amod", "obj"))
    )


def is_plotted(verb: Token) -> bool:
    """ "A plot to kill an exile", which need not have come to anything."""
    return verb.tag_ == "VB" and base(verb) == "acl" and lemma(verb.head) in PLOTS


def _is_foiled(verb: Token) -> bool:
    """ "Foiled an attempt to kidnap her"."""
    attempt = verb.head
    foiled = base(attempt) == "obj" or attempt.dep_ == "nsubj:pass"
    return (
        base(verb) == "acl" and lemma(attempt) in TRIES and foiled and lemma(attempt.head) in FOILING and is_done(attempt.head)
    )
