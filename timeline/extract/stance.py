"""`timeline_stance`: whether a trigger tells of something that happened, goes on, is planned, possible or negated,
and whether the text vouches for it or only reports that somebody says so.

The statuses and the idea of reading them off the words that govern an event follow FactBank (Saurí and Pustejovsky
2009, doi:10.1007/s10579-009-9089-9), reduced to the five that a timeline needs.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline.extract import attributes
from timeline.extract.attributes import Match, Stance
from timeline.language.grammar import ancestors, base, is_verbal, kids, lemma, particles, preposition, tense
from timeline.model import Status
from timeline.sourced import sourced

MODALS = frozenset("may might could would can should must".split())
PLANNING = frozenset(
    """plan intend prepare schedule expect set aim hope vow pledge promise agree decide want seek propose consider
    arrange slate mull await due ready poise order push""".split()
)
POSSIBLE = frozenset(
    """threaten warn fear suspect risk urge call demand ask request recommend suggest advise seek want hope consider
    offer try attempt wish propose invite appeal plead press pressure encourage deserve need require""".split()
)
NEGATING = frozenset(
    """deny fail refuse avoid prevent stop foil thwart cancel avert block rule reject decline scrap abandon postpone halt
    oppose suspend acquit exonerate absolve""".split()
)
NOBODY = frozenset("nobody none nothing neither".split())
NO_TRACE = frozenset("sign evidence indication trace proof suggestion".split())
"""What there is none of where something is not known to have happened: "no sign of an attack"."""
IMPLYING = frozenset(
    """use help manage come get appear seem have force able prompt lead drive cause enable compel make go travel fly rush
    gather arrive return turn sail head meet dare bother happen proceed""".split()
)
"""What somebody was able, led or on the way to do in the past was done (implicative verbs, Karttunen 1971)."""
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last latest only".split())
ABILITIES = frozenset("right power authority ability capacity opportunity chance freedom".split())
"""What somebody may do, whether they do it or not."""
ANY = frozenset("every any each".split())
STILL = frozenset("currently still presently".split())
CONTINUING = frozenset("continue keep remain proceed persist begin start launch".split())
AHEAD = frozenset("planned upcoming scheduled proposed expected future next coming forthcoming potential prospective".split())
UNREAL = frozenset("possible potential feared threatened hypothetical would-be".split())
PLANS = frozenset("plan decision intention bid effort move go be agreement".split())
GOING_ON = frozenset("ongoing continuing current continued escalating under-way daily".split())
OFFERED = frozenset("information tip bounty reward".split())
"""What is given for an outcome that is not there yet: "a reward for information leading to his arrest"."""
GENERIC_MARKS = frozenset("for of in by from with without against about".split())
"""Before a gerund: what it tells is a way, a reason or a kind, not an occurrence ("a policy of turning away boats")."""
INCITING = frozenset("incite prevent promote encourage support plan plot threaten advocate glorify finance".split())
"""What is charged or done about something, without which it is not said to have happened."""
UNTIL = frozenset({"until", "till"})
CONDITIONS = frozenset("if unless whether should".split())

attributes.register()


@Language.component("timeline_stance", requires=["doc._.matches", "token.dep", "token.tag"], assigns=["doc._.stances"])
def timeline_stance(doc: Doc) -> Doc:
    """Set ``doc._.stances``; a match that tells of no occurrence (a habit, a general truth) gets none."""
    stances = ((m.head, stance_of(doc, m)[0]) for m in doc._.matches)
    doc._.stances = {head: stance for head, stance in stances if stance is not None}
    return doc


class _Verdict(NamedTuple):
    """A status, or none for what is no occurrence, and the rule that says so."""

    status: Status | None
    because: str


def stance_of(doc: Doc, match: Match) -> tuple[Stance | None, str]:
    """The stance of a match, None where the text tells of no occurrence (a habit, a general truth), and the rule behind it."""
    token = doc[match.head]
    word = sourced(token)
    if _without_trace(token):
        verdict = _Verdict(Status.NEGATED, "no trace of it")
    elif match.trigger.status is not None:
        verdict = _Verdict(match.trigger.status, "the event type says so")
    else:
        verdict = _verb_status(token) if is_verbal(token) else _noun_status(token)
    if verdict.status is None:
        return None, verdict.because
    return Stance(verdict.status, word is not None, word.by if word is not None else None), verdict.because


def _negated(token: Token) -> bool:
    """Whether it is said not to be: by a particle of its own, or as what nobody did or what no one saw a sign of."""
    if particles(token, "advmod", "det", "neg", "mark", "case"):
        return True
    if token.pos_ in ("NOUN", "PROPN") and base(token) == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        return any(c.lower_ == "no" for c in kids(token.head, "det"))
    return any(c.lower_ in NOBODY or any(d.lower_ == "no" for d in kids(c, "det")) for c in kids(token, "nsubj"))


def _without_trace(token: Token) -> bool:
    """Below "no sign that", "no evidence of"."""
    return any(lemma(head) in NO_TRACE and any(c.lower_ == "no" for c in kids(head, "det")) for head in ancestors(token))


def _verb_status(verb: Token) -> _Verdict:
    aux = {lemma(c) for c in kids(verb, "aux")} | {c.lower_ for c in kids(verb, "aux")}
    if aux & {"can", "should", "must"} and not kids(verb, "advmod", "neg"):
        return _Verdict(None, "can, should, must: no occurrence")
    if _negated(verb):
        return _Verdict(Status.NEGATED, "negated")
    marks = {c.lower_ for c in kids(verb, "mark")}
    time = tense(verb)
    if marks & CONDITIONS:
        return _Verdict(Status.POSSIBLE, "a condition")
    if marks & UNTIL and time == "present":
        return _Verdict(Status.POSSIBLE, "until it happens")
    if time == "future":
        return _governed(verb, _Verdict(Status.PLANNED, "told in the future"))
    if aux & {"may", "might", "could"}:
        return _Verdict(Status.POSSIBLE, "may, might, could")
    if aux & {"would"}:
        said = _says(verb.head)
        return _Verdict(Status.PLANNED if said else Status.POSSIBLE, "would, as somebody said" if said else "would")
    if aux & {"can", "should", "must"}:
        return _Verdict(None, "can, should, must: no occurrence")
    if time == "bare":
        return _infinitive(verb)
    if verb.tag_ == "VBG" and any(c.lower_ in GENERIC_MARKS for c in kids(verb, "mark", "case")):
        return _Verdict(None, "a gerund after a preposition: a way or a reason")
    if base(verb) == "acl" and any(c.lower_ in ANY for c in kids(verb.head, "det")):
        return _Verdict(None, "of any, every, each: a general truth")
    if time == "progressive" or (time == "present" and any(c.lower_ in STILL for c in kids(verb, "advmod"))):
        return _governed(verb, _Verdict(Status.ONGOING, "going on"))
    if time == "present" and not _in_headline(verb) and base(verb) in ("acl", "advcl", "ccomp") and verb.tag_ in ("VBZ", "VBP"):
        return _Verdict(None, "in the present in a subordinate clause: a habit")
    return _governed(verb, _Verdict(Status.OCCURRED, f"told in the {time}"))


def _infinitive(verb: Token) -> _Verdict:
    """What the word that governs an infinitive makes of it: "plans to", "refused to", "was ordered to"."""
    if base(verb) == "conj" and verb.head.pos_ == "VERB":
        return _verb_status(verb.head) if verb.head != verb else _Verdict(None, "nothing governs it")
    head = verb.head
    if kids(verb, "nsubj") and not kids(verb, "aux", "mark"):
        return _Verdict(Status.OCCURRED, "a subject of its own")
    if kids(verb, "cop") and any(c.lower_ == "to" for c in kids(verb, "mark")):
        return _Verdict(Status.PLANNED, "is to")
    if head == verb:
        headline = _in_headline(verb)
        return _Verdict(Status.OCCURRED if headline else None, "in a headline" if headline else "an order or a heading")
    word = lemma(head)
    if base(verb) == "acl" and _is_one_of(head):
        return _Verdict(Status.OCCURRED, "one of those who did")
    if base(verb) == "acl" and word in ABILITIES:
        return _Verdict(None, f"after {word}: what may be done")
    if _negated(head) or word in NEGATING:
        return _Verdict(Status.NEGATED, f"after {word}")
    if word in PLANNING or word in PLANS:
        return _Verdict(Status.PLANNED, f"after {word}")
    if word in POSSIBLE or word in ("threat", "call", "request", "demand", "risk", "proposal"):
        return _Verdict(Status.POSSIBLE, f"after {word}")
    if (word in IMPLYING and _is_told(head)) or word in CONTINUING:
        return _Verdict(Status.OCCURRED, f"after {word}")
    ahead = base(verb) in ("xcomp", "acl", "advcl", "csubj", "ccomp")
    return _Verdict(Status.PLANNED if ahead else None, f"an infinitive after {word}")


def _is_one_of(noun: Token) -> bool:
    """ "The seventh opponent to be found guilty" was, "among those to speak" did."""
    ordinal = any(c.lower_ in ORDINALS for c in noun.subtree if c.i < noun.i or c.head == noun)
    return noun.lower_ in ORDINALS or ordinal or (noun.lower_ == "those" and any(c.lower_ == "among" for c in noun.children))


def _is_told(head: Token) -> bool:
    """Whether the word that governs an infinitive is itself told of as past: "travelled", "was able", "has led"."""
    told = head if is_verbal(head) else next(iter(kids(head, "cop")), head)
    return tense(head) in ("past", "perfect") or told.tag_ == "VBD"


def _governed(verb: Token, verdict: _Verdict) -> _Verdict:
    """The verdict after what the clause hangs on: "denied that", "fears that"."""
    if base(verb) in ("ccomp", "xcomp", "advcl", "acl") and verb.dep_ != "acl:relcl" and verb.head != verb:
        word = lemma(verb.head)
        marks = {c.lower_ for c in kids(verb, "mark")}
        if (word == "deny" and verb.i > verb.head.i) or (word in NEGATING and ("from" in marks or base(verb) == "xcomp")):
            return _Verdict(Status.NEGATED, f"after {word}")
        if word in ("fear", "suspect", "threaten", "warn") and base(verb) in ("ccomp", "xcomp"):
            return _Verdict(Status.POSSIBLE, f"after {word}")
    return verdict


def _noun_status(noun: Token) -> _Verdict:
    modifiers = {t.lower_ for t in kids(noun, "amod", "compound", "advmod")}
    if _negated(noun):
        return _Verdict(Status.NEGATED, "negated")
    for words, status in ((UNREAL, Status.POSSIBLE), (AHEAD, Status.PLANNED), (GOING_ON, Status.ONGOING)):
        if met := sorted(modifiers & words):
            return _Verdict(status, f"called {met[0]}")
    first = noun
    if any(lemma(head) in OFFERED for head in ancestors(noun)):
        return _Verdict(None, "what something is offered for")
    for head in ancestors(noun):
        word = lemma(head)
        if head.pos_ in ("VERB", "AUX"):
            if word in NEGATING and base(noun) in ("obj", "nsubj", "obl", "nmod"):
                return _Verdict(Status.NEGATED, f"with {word}")
            if word in POSSIBLE | {"threat"} and base(noun) in ("obj", "obl", "nmod"):
                return _Verdict(Status.POSSIBLE, f"after {word}")
            if (
                word in PLANNING
                and base(noun) in ("obj", "obl", "nmod", "nsubj")
                and (word, preposition(noun)) != ("set", "on")
            ):
                return _Verdict(Status.PLANNED, f"with {word}")
            if word in ("continue",) and base(noun) == "nsubj":
                return _Verdict(Status.ONGOING, f"with {word}")
            if _is_kind(noun, first) and tense(head) == "present" and not _in_headline(head):
                return _Verdict(None, "things of a kind in the present: a general truth")
            above = _verb_status(head)
            if above.status is None and head.tag_ == "VBG" and lemma(head) in INCITING:
                return above
            return above if above.status is not None else _Verdict(Status.OCCURRED, "a noun under what is general")
        if head.pos_ == "NOUN" and word in ("threat", "warning", "call", "demand", "risk", "fear", "possibility", "request"):
            return _Verdict(Status.POSSIBLE, f"after {word}")
        if head.pos_ == "NOUN" and word in ("plan", "preparation", "proposal"):
            return _Verdict(Status.PLANNED, f"after {word}")
        noun = head
    return _Verdict(Status.OCCURRED, "a noun that nothing qualifies")


def _is_kind(argument: Token, noun: Token) -> bool:
    """Whether a bare plural is itself the argument of the verb: "fires are common", not "the law on fires passed"."""
    return argument == noun and noun.tag_ == "NNS" and not kids(noun, "det", "nummod", "nmod:poss", "amod", "nmod", "compound")


def _says(token: Token) -> bool:
    return lemma(token) in ("say", "announce", "tell", "add", "vow", "pledge", "confirm", "state", "promise", "declare")


def _in_headline(token: Token) -> bool:
    return any(first <= token.i < last and kind == "headline" for first, last, kind in token.doc._.blocks)
