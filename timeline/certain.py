"""Words of which the rules are certain what they tell of, whatever a network makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from timeline.language.grammar import base, judges, kids, lemma
from timeline.language.lexicon import CARRYING, GIVING, HARMING, PEOPLE, UNDERGOING

TOLLED = frozenset("strike attack disaster".split())
"""What has dead and injured: "crashed into a barracks, killing two"."""

SHOOTING, OUTLIVING = frozenset("shoot shot stab".split()), frozenset("wound wounded injure injured hurt survive".split())
"""What may kill or not, and words beside it that say that it did not."""
TREATING = frozenset("operation procedure transplant bypass".split())
"""What is done to a part of the body, or to rebels."""
BODY = frozenset(
    """heart brain knee hip eye liver kidney lung stomach back leg arm shoulder wrist ankle foot hand nose ear throat neck
    spine hernia appendix cataract prostate bowel bone skin artery valve tendon ligament elbow finger thumb jaw""".split()
)
FITS = frozenset("heart panic asthma anxiety ischaemic ischemic".split())
"""What somebody has an attack of."""
VEHICLES = frozenset(
    """plane aircraft airliner jet helicopter bus coach minibus train car lorry truck van taxi boat ferry ship vessel dinghy
    canoe tram""".split()
)
SOUGHT, WARRANTS = frozenset("arrest detention capture".split()), frozenset("warrant notice writ".split())
"""What papers are for, and these: nobody has been arrested yet."""


def idle(doc: Doc) -> Iterator[int]:
    """The numbers of words that tell of no event: surgery, a heart attack not called fatal, "a plane carrying 230 people", "a
    warrant for the arrest of"."""
    for token in doc:
        if token.pos_ == "NOUN" and _is_of_health(token):
            yield token.i
            if base(token) == "obj" and lemma(token.head) in UNDERGOING | {"have", "need"}:
                yield token.head.i
        elif token.pos_ == "NOUN" and lemma(token) in SOUGHT and _is_on_paper(token):
            yield token.i
        elif token.tag_ == "VBG" and base(token) == "acl" and lemma(token) in ("carry", "transport"):
            loaded = any(lemma(noun) in PEOPLE | {"people", "passenger"} for noun in kids(token, "obj"))
            if loaded and lemma(token.head) in VEHICLES:
                yield token.i


def _is_on_paper(noun: Token) -> bool:
    before = [t for t in noun.doc[max(noun.sent.start, noun.i - 3) : noun.i] if t.pos_ not in ("DET", "PRON")]
    return len(before) > 1 and before[-1].lower_ == "for" and lemma(before[-2]) in WARRANTS


def _is_of_health(noun: Token) -> bool:
    word, said = lemma(noun), {lemma(c) for c in kids(noun, "compound", "amod")}
    if word == "surgery":
        return True
    if word == "attack":
        return bool(said & FITS) and "fatal" not in said
    part = {lemma(c) for c in kids(noun, "nmod") if any(p.lower_ == "on" for p in kids(c, "case"))}
    return word in TREATING and bool((said | part) & BODY)


def certain(doc: Doc, types: Collection[str]) -> Iterator[tuple[int, str]]:
    """The numbers of these words and their event types: triggers that leave no other type.

    With them other uses of the same noun, as a word has one sense in a text (Gale, Church and Yarowsky 1992), and verbs that
    tell what it did ("the strike killed two", "crashed, killing two") or carry it ("offered a reward").

    Args:
        types: the event types that matter.
    """
    matches = [match for match in doc._.matches if match.type in types]
    found = {match.head: match.type for match in matches if match.trigger.certain}
    ruled = {match.head for match in matches}
    of_noun: dict[str, set[str]] = defaultdict(set)
    for i, type in found.items():
        of_noun[lemma(doc[i])].add(type)
    for match in matches:
        if match.trigger.certain:
            found |= {i: match.type for i in range(match.start, match.end) if doc[i].pos_ == "NOUN"}
    in_phrases = {i for match in matches for i in range(match.start, match.end) if i != match.head}
    for token in doc:
        senses = of_noun.get(lemma(token), set()) if token.pos_ in ("NOUN", "PROPN") else set()
        if len(senses) == 1 and token.i not in in_phrases:
            found[token.i] = next(iter(senses))
    for i, type in list(found.items()):
        verb = doc[i].head
        does = base(doc[i]) == "nsubj" and lemma(verb) in HARMING
        carries = base(doc[i]) == "obj" and lemma(verb) in CARRYING | GIVING and verb.i not in ruled and not judges(verb)
        if does or carries:
            found[verb.i] = type
        for toll in kids(doc[i], "advcl"):
            if toll.tag_ == "VBG" and toll.i > i and lemma(toll) in HARMING and type in TOLLED:
                found[toll.i] = type
    found |= {token.i: "attack" for token in doc if "attack" in types and _outlived(token)}
    yield from found.items()


def _outlived(verb: Token) -> bool:
    """ "Was shot and wounded", "stabbed but survived": nobody was killed."""
    return lemma(verb) in SHOOTING and any({lemma(c), c.lower_} & OUTLIVING for c in kids(verb, "conj"))
