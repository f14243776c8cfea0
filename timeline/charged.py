"""Who is accused and who was harmed, where a court or the police act "for" a deed: "sentenced A for the murder of B"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, takewhile

from spacy.tokens import Doc, Span, Token

from timeline.language.grammar import (
    FINITE,
    acted_on,
    acting,
    ancestors,
    arguments,
    base,
    befallen_before,
    is_phrasal,
    kids,
    lemma,
    preposition,
    support_verb,
    within,
)
from timeline.language.lexicon import ASKING, COLLECTIVE, INSTITUTIONS, PEOPLE
from timeline.mentioned import Seen
from timeline.model import Role
from timeline.ontology import Trigger

PURSUING = frozenset("arrest indictment trial conviction sentencing extradition".split())
"""Types of events in which somebody answers for a deed."""
FOUND = frozenset({"conviction", "sentencing"})
"""Those in which he is found to have done it."""
DEEDS = frozenset("strike attack killing abduction cyberattack".split())
DEADLY = frozenset({"death", "killing"})
BEFALLING = PURSUING | DEEDS | DEADLY | {"release", "seizure", "raid", "sanction"}
"""Types of events that befall somebody, who is not who acts in them."""
REPLACING = frozenset({"replace", "succeed"})
"""Verbs of an appointment in which whom they act on has no part."""
STAYING_AWAY = frozenset("skip boycott miss shun".split())
"""Verbs that say of what takes place that their subject has no part in it: "skipped the summit"."""
DENYING = frozenset("deny reject dismiss refute dispute".split())
FOR = frozenset("for of with over".split())
CLOSE = frozenset(
    """supporter follower fan admirer opponent critic rival ally friend relative colleague neighbour neighbor brother sister
    wife husband son daughter father mother parent widow uncle aunt cousin nephew niece bodyguard family loyalist backer
    sympathiser sympathizer lawyer attorney solicitor barrister counsel spokesman spokeswoman spokesperson aide adviser advisor
    assistant deputy staffer representative negotiator publicist agent associate confidant confidante insider source chauffeur
    driver doctor physician successor predecessor""".split()
)
"""Who is told to be somebody's and does what that one does not."""
HARMERS = frozenset("killer murderer assassin attacker assailant kidnapper abductor captor".split())
"""Who is told to be that of whom he harmed."""
SUING, LAWYERS = "lawsuit", frozenset("lawyer attorney solicitor barrister counsel".split())
"""The type of what lawyers do in the name of somebody, who does it then."""
ACTING_FOR = frozenset("represent advise defend act".split())
"""Verbs that say for whom people act: "lawyers representing Vega"."""
SIDING = frozenset(
    """loyal close friendly faithful sympathetic allied ally link back support affiliate associate align tie connect relate
    devote""".split()
)
"""Words that say of people whose side they are on."""
FAILING = frozenset("fail neglect refuse prevent stop protect avert".split())
HIDING = frozenset("cover conceal hide ignore overlook report".split())
"""Verbs by which somebody answers for the deed of another."""
NAMING = frozenset("include be name identify number call".split())
"""Verbs of clauses that say who those are of whom they speak."""
ACCUSING = frozenset("accuse charge convict suspect acquit jail sentence".split())
"""Verbs of clauses that say what somebody is held to have done: who is harmed in them has no part in what he does next."""
JOINING = frozenset("who whom whose which that when where while before after because as since until if and but or".split())
"""Words behind which another verb is to come."""
SURVIVING = frozenset({"survive", "escape"})
"""Verbs whose subject an attempt was on."""
NEXT = 3
"""Tokens from the auxiliary of a verb among which it stands: "was later jailed"."""
MOST = 5
"""Clauses with "whose" that are read in a sentence."""
CHARGES = frozenset("charge suspicion count accusation allegation".split())
Settled = Mapping[tuple[int, int], Role | None]


def settled(doc: Doc, types: Mapping[int, str], mentions: Sequence[Seen]) -> Settled:
    """What grammar says of a trigger and a mention, by their numbers: its role, or None where it has no part in the event.

    What stands in the phrase of the deed takes no part in the arrest or the sentence; who is arrested or sentenced did it. Nor
    does whom a clause about the arrested names. Those whose staff is seized do not seize it, and who skips talks is not there.
    What befalls "his brother" does not befall him; what "supporters of Sesay" or "an engineer at Corvane" is not done by Sesay
    or Corvane; who "lost her husband" did not die; and who "called on both sides" is not asked. Who is named in an aside about
    somebody ("the driver who hit her") has no part in what he does or what befalls him next.

    Args:
        types: the event type of each trigger, by the number of its token.
    """
    found: dict[tuple[int, int], Role | None] = {}
    at = _by_head(mentions)
    asides: dict[int, list[range]] = {}
    for i, type in types.items():
        out = {
            owner.i
            for owner in (*_owners(doc[i], LAWYERS if type == SUING else frozenset()), *_of_others_by_whose(doc[i], type))
        }
        out |= {t.i for t in kids(doc[i], "conj") if t.i + 1 < len(doc) and befallen_before(t.nbor(1)) == t}
        sentence = doc[i].sent
        if sentence.start not in asides:
            asides[sentence.start] = [*_asides(sentence, types)]
        for words in asides[sentence.start]:
            if i >= words.stop:
                out |= {head for head in at if head in words}
            found |= {(i, k): role for head, role in _by_aside(doc[i], type, words) for k in at.get(head, ())}
        if base(doc[i]) == "obj" and lemma(doc[i].head) in SURVIVING:
            found |= {(i, k): "target" for noun in acting(doc[i].head) for k in at.get(noun.i, ())}
        if type in DEADLY and lemma(doc[i]) == "lose":
            out |= {noun.i for noun in acting(doc[i])}
        if type in PURSUING | DEADLY or type == "release":
            told = (*acted_on(doc[i]), *(acting(doc[i]) if type in DEADLY else ()))
            clauses = (clause for noun in told for clause in kids(noun, "acl:relcl"))
            aside = [clause for clause in clauses if clause != doc[i] and lemma(clause) not in NAMING]
            misread = base(doc[i]) == "conj"  # "Vega, who was jailed with Lee, died", of which the parser makes one clause
            aside = [clause for clause in aside if misread or not within(doc[i], clause)]
            out |= {h for h in at for clause in aside if within(doc[h], clause) and not (misread and within(doc[h], doc[i]))}
        if type in DEEDS and doc[i].pos_ == "VERB":
            objects = (noun for noun in acted_on(doc[i]) if noun.dep_ in ("obj", "nsubj:pass"))
            found |= {(i, k): "target" for noun in objects for one in _with_name(noun) for k in at.get(one.i, ())}
            aims = [clause for clause in kids(doc[i], "advcl") if clause.tag_ == "VB" and kids(clause, "mark")]
            out |= {head for head in at for clause in aims if within(doc[head], clause)}
        if type in BEFALLING:
            whose = (name for noun in acted_on(doc[i]) if lemma(noun) in PEOPLE for name in kids(noun, "compound"))
            found |= {(i, k): "target" for name in whose for k in at.get(name.i, ())}
        if base(doc[i]) == "obj" and lemma(doc[i].head) in STAYING_AWAY:
            out |= {noun.i for noun in acting(doc[i].head)}
        found |= {(i, k): None for head in sorted(out) for k in at.get(head, ())}
        if type == "accusation" and base(doc[i]) == "obj" and lemma(doc[i].head) in DENYING:
            found |= {(i, k): "target" for noun in acting(doc[i].head) for k in at.get(noun.i, ())}
        if type == "appointment" and (lemma(doc[i]) in REPLACING or is_phrasal(doc[i], "take", "over")):
            found |= {(i, k): part for head, part in _replaced(doc[i]) for k in at.get(head.i, ())}
        if type == "demand" and lemma(doc[i]) in ASKING:
            found |= {(i, k): "agent" for noun in acting(doc[i]) if noun.head == doc[i] for k in at.get(noun.i, ())}
        if type not in PURSUING:
            continue
        accused = _accused(doc[i])
        for phrase in _deeds(doc[i], accused):
            found |= {(i, k): None for k, seen in enumerate(mentions) if within(doc[seen.head], phrase)}
        found |= {(j, k): part for j, k, part in _answered_for(doc, i, types, mentions)}
    return found


def alleged(doc: Doc, types: Mapping[int, str], mentions: Sequence[Seen]) -> frozenset[tuple[int, int]]:
    """The deeds and those who are held to have done them, by the numbers of trigger and mention, that no court has found so:
    "arrested over the murder of", "charged with". Arguments as for `settled`."""
    pursued = [i for i, type in types.items() if type in PURSUING - FOUND]
    return frozenset((j, k) for i in pursued for j, k, part in _answered_for(doc, i, types, mentions) if part == "agent")


def _answered_for(
    doc: Doc, i: int, types: Mapping[int, str], mentions: Sequence[Seen]
) -> Iterator[tuple[int, int, Role | None]]:
    """The deeds that somebody answers for in a trigger, he, and his part in each, by the numbers of trigger and mention."""
    accused = _accused(doc[i])
    for phrase in _deeds(doc[i], accused):
        deeds = dict(_parts_of_accused(doc, [j for j, other in types.items() if other in DEEDS], phrase))
        for k, seen in enumerate(mentions):
            head = doc[seen.head]
            if not within(head, phrase) and any(within(head, one) and not _inside(head, one) for one in accused):
                yield from ((j, k, part) for j, part in deeds.items())


def left_out(doc: Doc, triggers: Mapping[int, Trigger], mentions: Sequence[Seen]) -> Settled:
    """The mentions in slots that triggers of which the rules are certain take out of their frame: "handed over to the bishop".

    Args:
        triggers: of the words that the rules took for some, by their numbers.
    """
    at = _by_head(mentions)
    found: dict[tuple[int, int], Role | None] = {}
    for i, trigger in triggers.items():
        out = [slot for slot, role in trigger.roles.items() if role == "none"] if trigger.certain else []
        if out:
            given = arguments(doc[i], transitive=True)
            found |= {(i, k): None for slot in out for filler in given.get(slot) for k in at.get(filler.i, ())}
    return found


def _by_head(mentions: Sequence[Seen]) -> dict[int, list[int]]:
    """The numbers of the mentions by the tokens that head them."""
    found: dict[int, list[int]] = defaultdict(list)
    for k, seen in enumerate(mentions):
        found[seen.head].append(k)
    return found


def _asides(sentence: Span, types: Mapping[int, str]) -> Iterator[range]:
    """The words after somebody that say what else he did or what befell him, up to the verb that says what he did then.

    "The man accused of killing Ana Ruiz appeared", "the driver who hit her was jailed", "a soldier shot by Kano died". The
    parser often takes those named in them for its subject.
    """
    doc = sentence.doc
    for token in sentence[1:]:
        if token.nbor(-1).pos_ not in ("NOUN", "PROPN"):
            continue
        rest = doc[token.i + 1 : sentence.end]
        follows = rest[0].lower_ if len(rest) else ""
        charged = token.tag_ == "VBN" and lemma(token) in ACCUSING and follows in ("of", "with", "for", "in", "over", "on")
        if charged or (types.get(token.i) in BEFALLING and follows == "by"):
            yield range(token.i, next((t.i for t in rest if t.tag_ in FINITE), token.i))
        elif token.tag_ in ("WP", "WDT") and token.lower_ in ("who", "which", "that") and not _names(rest):
            yield range(token.i, _after_clause(rest) or token.i)


def _names(rest: Span) -> bool:
    """Whether a clause that begins here says who somebody is: "a group that calls itself Grey Lantern claimed it"."""
    return any(lemma(t) in NAMING for t in islice((t for t in rest if t.tag_ in FINITE), 1))


def _after_clause(rest: Span) -> int:
    """Where the verb stands that comes after a clause which begins here; 0 if none does before a comma."""
    awaited = 1
    for token in takewhile(lambda t: not t.is_punct, rest):
        if token.lower_ in JOINING:
            awaited += 1
        elif token.tag_ in FINITE | {"MD"}:
            if not awaited:
                return token.i
            awaited -= 1
    return 0


def _by_aside(token: Token, type: str, aside: range) -> Iterator[tuple[int, Role]]:
    """Who has which part by what stands around an aside: who is harmed, who did it, whom what comes next befalls."""
    doc = token.doc
    if type in PURSUING | {"release"} and token.i - aside.stop in range(NEXT):
        yield aside.start - 1, "target"
    elif type in DEEDS | DEADLY and token.i == aside.start + 2 and token.lower_.endswith("ing"):
        yield from ((t.i, "target") for t in _phrase(doc[token.i + 1 : aside.stop]))
    elif type in DEEDS | DEADLY and token.i == aside.start and doc[token.i + 1].lower_ == "by":
        yield from ((t.i, "agent") for t in _phrase(doc[token.i + 2 : aside.stop]))


def _phrase(words: Span) -> Iterator[Token]:
    """The nouns up to a preposition, a conjunction or a mark."""
    some = takewhile(lambda t: t.pos_ not in ("ADP", "CCONJ", "PUNCT"), words)
    yield from (t for t in some if t.pos_ in ("NOUN", "PROPN"))


def _with_name(noun: Token) -> Iterator[Token]:
    """A noun and the name beside it: "the activist Peter Lang"."""
    yield noun
    yield from (name for name in kids(noun, "appos", "nmod:desc") if name.ent_type_ == "PERSON")


def _owners(token: Token, acting_for: frozenset[str]) -> Iterator[Token]:
    """Whose people a trigger's actors are: not those whom his brother is told to be, nor of whom others are supporters.

    Args:
        acting_for: whose acts are those of the people for whom they act.
    """
    for noun in acted_on(token):
        if lemma(noun) in PEOPLE - INSTITUTIONS - COLLECTIVE:
            yield from kids(noun, "nmod:poss")
    carrier = support_verb(token) if token.pos_ == "NOUN" else None
    carrying = acting(carrier) if carrier is not None and lemma(carrier) not in DENYING else ()
    for noun in (*acted_on(token), *acting(token), *carrying):
        if lemma(noun) in PEOPLE or (noun.pos_ == "NOUN" and not noun.ent_type_):
            yield from _sided_with(noun)
        if lemma(noun) in PEOPLE - INSTITUTIONS - COLLECTIVE:
            where = (t for t in kids(noun, "nmod") if preposition(t) == "at")
            yield from (name for t in where for name in (t, *kids(t, "flat", "appos", "nmod:desc")))
        if lemma(noun) in CLOSE - acting_for:
            owned = (t for t in kids(noun, "nmod") if preposition(t) in ("of", "to", "for"))
            for_whom = (t for clause in kids(noun, "acl") for t in kids(clause, "obj", "obl") if lemma(clause) in ACTING_FOR)
            owners = (*kids(noun, "nmod:poss"), *owned, *for_whom)
            yield from (t for owner in owners for t in _person(owner))
        if lemma(noun) in HARMERS and noun.i + 2 < len(token.doc) and noun.nbor(1).lower_ == "of":
            harmed = takewhile(lambda t: t.pos_ in ("DET", "ADJ", "NOUN", "PROPN"), token.doc[noun.i + 2 : token.sent.end])
            yield from (one for t in harmed for one in _person(t))
        name = _person(noun)
        if name and _is_side(min(name), acting_for):
            yield from name


def _person(token: Token) -> set[Token]:
    """The words of the person's name that it is one of; none where it is of no such name."""
    beside = {token, *kids(token, "flat")}
    names = (name for name in token.doc.ents if name.label_ == "PERSON" and any(t in beside for t in name))
    return {t for name in names for t in (*name, *beside)}


def _is_side(first: Token, acting_for: frozenset[str]) -> bool:
    """Whether the name that begins here only says whose people act, though the parser takes it for who does: "officials close
    to Khan met", "lawyers representing Khan sued"."""
    before = first.doc[max(first.sent.start, first.i - 3) : first.i]
    if len(before) > 1 and lemma(before[-2]) in CLOSE - acting_for and lemma(before[-1]) in ACTING_FOR:
        return before[-1].tag_ == "VBG"
    return len(before) == 3 and lemma(before[0]) in PEOPLE and lemma(before[1]) in SIDING and before[2].lower_ in ("to", "with")


def _sided_with(noun: Token) -> Iterator[Token]:
    """The names in words that say whose side people are on: "soldiers loyal to Injai", "a militia backed by Ethiopia"; not who
    leads or sends them."""
    after = noun.doc[noun.i + 1 : noun.sent.end]
    if len(after) > 1 and lemma(after[0]) in SIDING and after[1].lower_ in ("to", "with", "by"):
        named = takewhile(lambda t: t.pos_ not in ("VERB", "AUX", "PUNCT", "ADP"), after[2:])
        yield from (t for t in named if t.ent_type_ in ("PERSON", "LOC", "GPE"))


def _of_others_by_whose(token: Token, type: str) -> Iterator[Token]:
    """Of "Ruffo, whose husband, a judge, was killed, spoke", Ruffo for what befell the husband, and he for what she does.

    The parser often takes such a clause for the sentence.
    """
    for whose in islice((word for word in token.sent if word.lower_ == "whose"), MOST):
        if whose.i < token.sent.start + 2 or not whose.nbor(-1).is_punct:
            continue
        rest = token.doc[whose.i + 1 : token.sent.end]
        verb = next((t for t in rest if t.pos_ == "VERB"), whose)
        end = next((t.i for t in rest if t.i > verb.i and t.text == ","), token.sent.end)
        if whose.i < token.i < end:
            if type not in DEADLY | DEEDS:
                return
            owner = whose.nbor(-2)
            yield from (t for t in token.doc[token.sent.start : whose.i] if t == owner or _in_one_name(t, owner))
        elif token.i >= end:
            yield from (t for t in rest if t.i < verb.i and t.ent_type_ == "PERSON")


def _in_one_name(one: Token, other: Token) -> bool:
    return any(name.start <= min(one.i, other.i) and max(one.i, other.i) < name.end for name in one.doc.ents)


def _accused(token: Token) -> list[Token]:
    given = arguments(token, transitive=True)
    slots = ("object",) if token.pos_ == "VERB" else ("of", "possessive")
    return [filler for slot in slots for filler in given.get(slot)]


def _deeds(token: Token, accused: Collection[Token]) -> Iterator[Token]:
    """The heads of the phrases and clauses that say for what."""
    for one in (token, *accused):
        for child in kids(one, "obl", "nmod", "advcl", "acl"):
            word = preposition(child).split(" ")[0] or next((m.lower_ for m in kids(child, "mark")), "")
            charged = word == "on" and lemma(child) in CHARGES
            of_noun = word == "of" and (one.pos_ != "VERB" or base(child) == "nmod")
            if child not in accused and ((word in FOR and not of_noun) or charged):
                yield child


def _replaced(verb: Token) -> Iterator[tuple[Token, Role | None]]:
    """Who is appointed, and who goes: "Ruiz replaced Vega", "Vega was replaced by Ruiz", "they replaced Vega with Ruiz"."""
    given = arguments(verb, transitive=True)
    yield from ((noun, None) for noun in (*acted_on(verb), *given.get("from")))
    named = [noun for one in given.get("with") for noun in (one, *kids(one, "flat", "appos"))]
    named = named or [noun for noun in acting(verb) if noun.ent_type_ == "PERSON"]
    yield from ((noun, "target") for noun in named)


def _parts_of_accused(doc: Doc, deeds: Sequence[int], phrase: Token) -> Iterator[tuple[int, Role | None]]:
    """The deeds of a phrase and the part of him who answers for them: none in "for covering up the killing".

    Not those in which it is not known, as in "for failing to protect records stolen by hackers".
    """
    for deed in (doc[j] for j in deeds if within(doc[j], phrase)):
        said = {lemma(word) for word in (deed, *takewhile(lambda word: word != phrase.head, ancestors(deed)))}
        if HIDING & said:
            yield deed.i, None
        elif not FAILING & said and not _has_doer(deed):
            yield deed.i, "agent"


def _has_doer(deed: Token) -> bool:
    """Whether the phrase of a deed itself says who did it: "stolen by hackers"."""
    return bool(kids(deed, "obl:agent", "nsubj") if deed.pos_ == "VERB" else arguments(deed, transitive=True).get("by"))


def _inside(token: Token, phrase: Token) -> bool:
    """Whether a mention is within the accused's phrase only as part of a description: "the mayor of Lyon"."""
    return token != phrase and base(token) not in ("flat", "appos", "compound", "nmod:desc", "conj")
