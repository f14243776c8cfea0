"""What grammar says of a telling's status beyond doubt: negated, in the future, under "may" or "if", feared, asked for, denied,
called off, put off."""

from __future__ import annotations

from spacy.tokens import Token

from timeline.charged import PURSUING
from timeline.dated import AT_ALL, OPENING, is_instead, may_say_when, tells_that_it_was
from timeline.language.grammar import (
    APPEALING,
    NOT,
    base,
    definite,
    happened_then,
    is_passive,
    is_phrasal,
    kids,
    lemma,
    particles,
    preposition,
    tense,
)
from timeline.language.lexicon import ASKING, DELAYING, INSTITUTIONS, PEOPLE, REPORTERS
from timeline.model import Status
from timeline.timewords import MONTHS, UNITS, WEEKDAYS
from timeline.undone import CALLED_OFF, SAYINGS, is_called_off, is_done, is_not, is_plotted, is_undone

KNOWING = frozenset("know ask see wonder find check be".split())
"""Verbs after which "if" says "whether"."""
CONDITIONS = frozenset({"if", "unless"})
UNCERTAIN = frozenset({"may", "might", "could"})
DENYING = frozenset("deny reject dismiss refute rebut dispute".split())
AVOIDING = frozenset("avoid dodge escape evade".split())
"""Verbs whose object, where it is what a court or the police do, did not befall their subject."""
MEETING = frozenset("meeting visit interview".split())
OFFERS = frozenset("offer proposal invitation request call".split())
TURNING_DOWN = frozenset("reject refuse decline spurn rebuff".split())
DOING = frozenset(
    """reach sign make hold conduct launch stage strike conclude convene finalize seal secure broker lay file enter issue
    impose levy bring carry open order grant take pay hand send deliver declare""".split()
)
"""Verbs that say of their object no more than that it took place: negated, it did not."""
USING = DOING | {"use", "fire", "deploy", "face", "order"}
FAILING = frozenset("fail refuse decline unable".split())
AGAIN = "resume"
"""The one of them whose subject has been before."""
TAKING_PLACE = frozenset({"happen", "occur", "take"})
"""Those, with "took place", that do not say that it began."""
DAYS = frozenset("today yesterday tomorrow".split())
MODAL = frozenset("would should could might must can cannot ca".split())
REFUSING = frozenset({"denial", "ruling", "threat"})
"""What is done by saying no: "did not agree", "were not allowed", "will not be tolerated"."""
SAYING_NO = frozenset(
    """rule decide find order suspend ban block convict deny reject refuse dismiss decline threaten warn vow say tell
    issue""".split()
)
"""Verbs that name such an act, which "not" denies: "has not ruled", "never denied"."""


def status_outright(token: Token, type: str, ruled: Status | None) -> Status | None:
    """The status of a telling, where grammar leaves no doubt; else None.

    Args:
        token: the trigger. type: its event type. ruled: its status by `timeline.extract.stance`, if the rules know it.
    """
    if token.pos_ == "VERB" or (token.tag_ == "VBN" and kids(token, "aux:pass")):
        return _of_verb(token, type, ruled)
    return _of_noun(token, type) if token.pos_ in ("NOUN", "PROPN") else None


def _of_verb(verb: Token, type: str, ruled: Status | None) -> Status | None:
    if type in REFUSING and lemma(verb) not in SAYING_NO and particles(verb, "advmod", "neg"):
        return None
    if _is_only_from_then(verb):
        return Status.PLANNED
    if ruled is Status.NEGATED or is_not(verb) or _is_unintended(verb) or _is_denied(verb) or _is_declined(verb):
        return Status.NEGATED
    if is_undone(verb):
        return Status.NEGATED
    if _is_feared(verb) or _is_condition(verb) or is_plotted(verb):
        return Status.POSSIBLE
    if happened_then(verb):
        return Status.OCCURRED
    if verb.tag_ == "VB" and base(verb) in ("xcomp", "ccomp", "advcl") and lemma(verb.head) in ASKING:
        if type == "sentencing":
            return Status.PLANNED
        if _is_asked_of_another(verb):
            return Status.POSSIBLE
    if tense(verb) == "future" or _is_imminent(verb):
        return Status.PLANNED
    return Status.POSSIBLE if any(c.lower_ in ("may", "might") for c in kids(verb, "aux")) else None


def _is_only_from_then(verb: Token) -> bool:
    """ "Will not meet until March": they will, then; not "will not resign until they pay"."""
    ahead = tense(verb) == "future" or any(c.lower_ == "would" for c in kids(verb, "aux"))
    if not ahead or not is_not(verb) or any(c.lower_ == "have" for c in kids(verb, "aux")):
        return False
    later = (c for c in kids(verb, "obl", "nmod") if c.i > verb.i and (_is_day(c) or lemma(c) in UNITS))
    return any(word.lower_ in ("until", "till") for c in later for word in kids(c, "case"))


def _is_denied(verb: Token) -> bool:
    """ "Denied a report that soldiers had killed two": not of the reports that were denied."""
    said = verb.head
    if any(c.lower_.endswith("ly") for c in kids(verb, "advmod")) or any(
        preposition(c) in ("for", "over") for c in kids(verb, "obl", "advcl", "nmod")
    ):
        return False  # what is denied is the manner or the reason
    content = base(verb) in ("acl", "ccomp") and any(c.lower_ == "that" for c in kids(verb, "mark"))
    return content and base(said) == "obj" and lemma(said) in SAYINGS and _denies(said.head)


def _denies(verb: Token) -> bool:
    """Whether a verb tells that somebody denied: not nobody, nor a court, which denies a plea."""
    none = any(lemma(c) in ("court", "tribunal", "judge", "jury") or _is_nobody(c) for c in kids(verb, "nsubj"))
    return lemma(verb) in DENYING and is_done(verb) and not none


def _is_declined(verb: Token) -> bool:
    """ "Was asked to expel him, but declined to do so"."""
    if tense(verb) != "bare" or lemma(verb.head) not in ASKING:
        return False
    again = (t for t in verb.doc[verb.i + 1 : verb.sent.end - 1] if lemma(t) == "do" and t.nbor(1).lower_ == "so")
    return any(base(do) == "xcomp" and lemma(do.head) in FAILING and is_done(do.head) for do in again)


def _is_nobody(noun: Token) -> bool:
    return noun.lower_ in ("nobody", "none") or any(c.lower_ == "no" for c in kids(noun, "det"))


def _is_day(noun: Token) -> bool:
    return noun.lower_ in WEEKDAYS or noun.lower_ in MONTHS or noun.lower_ in DAYS or noun.like_num


def _is_feared(verb: Token) -> bool:
    """ "Feared that he had been killed", "fears grew that he was killed"."""
    above = verb.head
    feared = lemma(above) == "fear" or any(lemma(c) == "fear" for c in kids(above, "nsubj"))
    return above != verb and feared and verb.dep_ in ("ccomp", "acl")


def _is_imminent(verb: Token) -> bool:
    """ "Was about to leave"."""
    return base(verb) == "xcomp" and verb.head.lower_ == "about" and tense(verb) == "bare"


def _is_condition(verb: Token) -> bool:
    """ "If he is convicted", "would act if they held drills": not "even if he was", which may well have been."""
    marks = [c for c in kids(verb, "mark") if c.lower_ in CONDITIONS]
    held = base(verb) == "advcl" and lemma(verb) not in REPORTERS and lemma(verb.head) not in REPORTERS | KNOWING
    unreal = held and tense(verb) == "past" and any(c.lower_ in ("would", "could", "might") for c in kids(verb.head, "aux"))
    ahead = tense(verb) == "present" or unreal
    return bool(marks) and ahead and all(m.i == 0 or m.nbor(-1).lower_ not in ("even", "as") for m in marks)


def _is_asked_of_another(verb: Token) -> bool:
    """ "Called on him to resign", "demanded that he resign", "was urged to resign": not "asked to meet him", nor "pressed a
    button to" or "called reporters to"."""
    asking = verb.head
    if tense(verb) != "bare":
        return False
    if lemma(asking) in APPEALING:
        return any(preposition(c) in ("on", "upon", "to") and not _is_day(c) for c in kids(asking, "obl"))
    asked = [c for c in kids(asking, "obj", "iobj") if c.ent_type_ or c.pos_ == "PRON" or lemma(c) in PEOPLE | INSTITUTIONS]
    return base(verb) != "advcl" and bool(asked or kids(verb, "nsubj") or is_passive(asking))


def _of_noun(noun: Token, type: str) -> Status | None:
    if base(noun) == "nsubj" and noun.head.lower_ == "due" and kids(noun.head, "cop") and not kids(noun.head, "conj"):
        return Status.PLANNED
    if type in REFUSING:
        return None
    if _is_none(noun):
        return Status.NEGATED
    if type in MEETING and _is_turned_down(noun):
        return Status.NEGATED
    if _is_voted_down(noun):
        return Status.NEGATED
    if _is_demanded(noun):
        return Status.POSSIBLE
    if is_called_off(noun, type):
        return Status.NEGATED
    if base(noun) not in ("obj", "nsubj"):
        return None
    verb, acted_on = noun.head, base(noun) == "obj" or noun.dep_ == "nsubj:pass"
    word = lemma(verb)
    status = None if is_instead(verb) else _of_what_was_not(noun, verb, type, acted_on=acted_on)
    if status is not None:
        return status
    begins = word in OPENING and not kids(verb, "obj", "xcomp")
    helpers = {c.lower_ for c in kids(verb, "aux")}
    if (word in USING if acted_on else begins) and helpers & UNCERTAIN and "have" not in helpers:
        return Status.POSSIBLE
    if base(noun) == "obj" and _is_imminent(verb):
        return Status.PLANNED
    if not is_done(verb):
        return None
    avoided = word in AVOIDING and base(noun) == "obj" and type in PURSUING
    ruled_out = acted_on and is_phrasal(verb, "rule", "out")
    if avoided or ruled_out:
        return Status.NEGATED
    put_off = word in DELAYING or is_phrasal(verb, "put", "off")
    return Status.PLANNED if put_off and acted_on and not kids(verb, "conj") else None


def _of_what_was_not(noun: Token, verb: Token, type: str, *, acted_on: bool) -> Status | None:
    """The status of the subject or object of a verb that says no more than that it was, where that is denied."""
    word = lemma(verb)
    done = word in DOING and acted_on
    opened = word in OPENING and acted_on and not definite(noun) and all(map(_is_somebody, kids(verb, "nsubj")))
    by_whom = noun.dep_ == "nsubj:pass" and definite(noun) and any(preposition(c) == "by" for c in kids(verb, "obl"))
    if (done or opened) and not by_whom and not kids(verb, "xcomp") and (is_not(verb) or _failed(verb)):
        return Status.PLANNED if _is_only_from_then(verb) else Status.NEGATED
    if kids(verb, "expl") and is_not(verb):
        return Status.NEGATED
    told = tells_that_it_was(verb) and not acted_on
    if told and _is_only_from_then(verb):
        return Status.PLANNED
    if word == AGAIN or _is_how(verb):
        return None
    focused = may_say_when(noun, verb)
    if told and is_not(verb) and not _is_unreal(verb):
        return _of_appointed(noun, verb, type) if focused else Status.NEGATED
    return Status.NEGATED if (told or done) and not focused and _is_denied_by_clause(verb) else None


def _of_appointed(noun: Token, verb: Token, type: str) -> Status | None:
    """What was to be on a day: a vote that "did not take place on Monday" was not held, a trial of somebody that "did not begin
    on Monday because he was ill" is still to come. Of anything else, another day may be meant."""
    why = kids(verb, "advcl")
    if type not in CALLED_OFF or not (why or any(map(_is_day, kids(verb, "obl")))):
        return None
    still_ahead = lemma(verb) not in TAKING_PLACE and (why or kids(noun, "nmod"))
    return Status.PLANNED if still_ahead else Status.NEGATED


def _is_somebody(noun: Token) -> bool:
    """Whether a noun is of people, who begin something: not "the bombing", which leads to it."""
    return noun.pos_ in ("PROPN", "PRON") or lemma(noun) in PEOPLE | INSTITUTIONS | {"side", "party"}


def _is_unreal(verb: Token) -> bool:
    """ "Would not have happened", "should never happen", "if it had not happened"."""
    return any(c.lower_ in MODAL for c in kids(verb, "aux")) or any(c.lower_ in CONDITIONS for c in kids(verb, "mark"))


def _is_how(verb: Token) -> bool:
    """Whether what is denied may be the manner alone: "did not happen by chance", "overnight", "in a vacuum"."""
    if any(c.lower_ not in NOT and (c.lower_.endswith("ly") or c.lower_ == "overnight") for c in kids(verb, "advmod")):
        return True
    named = (c for c in kids(verb, "obl") if c.ent_type_ or c.pos_ == "PROPN" or _is_day(c) or c.lower_ in AT_ALL)
    phrases = set(filter(preposition, kids(verb, "obl"))) - set(named)
    return any(all(d.lower_ != "the" for d in kids(c, "det")) for c in phrases)


def _is_denied_by_clause(verb: Token) -> bool:
    """ "Denied that any strike took place", "rejected claims that talks had been held"."""
    direct = base(verb) == "ccomp" and _denies(verb.head) and tense(verb) in ("past", "perfect")
    return direct or _is_denied(verb)


def _is_voted_down(noun: Token) -> bool:
    """ "Voted against a strike": not "against the strike", which may be going on."""
    verb = noun.head
    against = base(noun) == "obl" and preposition(noun) == "against" and lemma(verb) == "vote"
    return against and not definite(noun) and is_done(verb) and base(verb) != "acl"


def _is_demanded(noun: Token) -> bool:
    """ "Demanded an election", "called for his resignation", "demanded the release of": not "the election"."""
    verb = noun.head
    direct = base(noun) == "obj" and lemma(verb) == "demand"
    called_for = base(noun) == "obl" and preposition(noun) == "for" and lemma(verb) in ("call", "appeal", "plead")
    known = any(c.lower_ in ("the", "this", "that") for c in kids(noun, "det")) and not kids(noun, "nmod")
    return (direct or called_for) and not known


def _is_none(noun: Token) -> bool:
    """ "No charges were filed", "no arrests or charges"; not "no arrests until Monday", "without it, they would"."""
    whole = noun.head if base(noun) == "conj" and any(c.lower_ in ("or", "nor") for c in kids(noun, "cc")) else noun
    none = any(c.lower_ == "no" for c in kids(whole, "det")) or any(c.lower_ == "without" for c in kids(noun, "case"))
    if not none or any(c.lower_ in ("would", "could", "might") for c in kids(whole.head, "aux")):
        return False
    return not any(t.lower_ in ("until", "till") for t in noun.doc[noun.i : noun.sent.end])


def _is_unintended(verb: Token) -> bool:
    """ "Has no intention of resigning", "no plans to resign"."""
    above = verb.head
    aims = base(verb) in ("acl", "advcl") and lemma(above) in ("intention", "plan", "desire")
    return aims and any(c.lower_ == "no" for c in kids(above, "det")) and not kids(above.head, "conj")


def _is_turned_down(noun: Token) -> bool:
    """ "Rejected talks", "turned down an offer of talks"."""
    offered = base(noun) == "nmod" and lemma(noun.head) in OFFERS and preposition(noun) in ("of", "for", "to")
    whole = noun.head if offered else noun
    verb = whole.head
    refused = lemma(verb) in TURNING_DOWN or is_phrasal(verb, "turn", "down")
    return refused and (base(whole) == "obj" or whole.dep_ == "nsubj:pass") and is_done(verb)


def _failed(verb: Token) -> bool:
    """Whether a verb hangs on one that says that it was not done: "failed to reach", "have not been able to reach", "without
    reaching"."""
    if any(c.lower_ == "without" for c in kids(verb, "mark", "case")):
        return True
    above = verb.head
    if above == verb or base(verb) not in ("xcomp", "ccomp", "advcl", "acl"):
        return False
    if is_not(above):
        return lemma(above) == "able"
    return lemma(above) in FAILING and tense(verb) == "bare"
