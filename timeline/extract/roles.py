"""`timeline_roles`: who fills which role of each trigger, through the parse: actives, passives, nouns and their light verbs,
control, coordination, relative clauses, possessives, titles beside names, pronouns with what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline import gazetteer
from timeline.extract import attributes
from timeline.extract.attributes import Match
from timeline.language.grammar import (
    RELATIVES,
    Arguments,
    ancestors,
    arguments,
    base,
    is_passive,
    kids,
    lemma,
    noun_phrase,
    preposition,
    support_verb,
    surface_subjects,
    within,
)
from timeline.language.lexicon import BESIDE, CALLING, CARRYING, GIVING, HARMING, INSTITUTIONS, PEOPLE, UNDERGOING, UNITS
from timeline.mentioned import describes, undated
from timeline.model import Mention, RoleFiller, Span

NEAR = 4
"""Tokens from a trigger beyond which a description is as often another actor's as its own."""
SPOKEN = frozenset({"say", "accuse", "ask"})
OCCASIONS = {
    "move": frozenset("on during".split()),
    "say": frozenset("in at during through via on".split()),
    "together": frozenset("in at to during for with".split()),
}
"""Frames whose noun may stand in a phrase beside a verb, with that verb's subject: "said in a statement", "came to talks"."""
BEFALLING = frozenset({"violence", "incident"})
VICTIMS = frozenset({"target", "victim", "subject", "object"})
"""What somebody is of whatever befalls him: "has been the target of attacks"."""
CARRIED_ELSEWHERE = frozenset({"subject", "object", "complement", "of", "possessive"})

attributes.register()


@Language.component(
    "timeline_roles", requires=["doc._.matches", "doc._.names", "doc._.times", "token.dep"], assigns=["doc._.roles"]
)
def timeline_roles(doc: Doc) -> Doc:
    """Set ``doc._.roles`` for every match that has a stance."""
    caster = _Caster(doc)
    doc._.roles = {m.head: tuple(caster.roles(m)) for m in doc._.matches if m.head in doc._.stances}
    return doc


def is_only_a_place(name: Mention) -> bool:
    """A city or region that acts for nobody: no state, and no capital that stands for one."""
    if name.label != "LOC" or gazetteer.country(name.text) or gazetteer.government(name.text):
        return False
    return gazetteer.place(name.text) is not None


def _paying(noun: Token) -> Token | None:
    """The verb that gives the money a noun is spoken of with: "provided $2 million in aid"."""
    if base(noun) != "nmod" or preposition(noun) not in ("in", "of") or noun.head.ent_type_ != "MONEY":
        return None
    return support_verb(noun.head)


def _gap(filler: Token, token: Token) -> int:
    """Tokens between a phrase and a trigger outside it, or the verb that the trigger hangs on."""
    verbs = [above for above in (token, *ancestors(token)) if above == token or above.pos_ in ("VERB", "AUX")][:2]
    if any(within(verb, filler) for verb in verbs):
        return abs(filler.i - token.i)
    return min(max(verb.i - filler.right_edge.i, filler.left_edge.i - verb.i) for verb in verbs)


class _Caster:
    """Casts the roles of the triggers of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.name_at = attributes.name_at(doc)
        self.timed = attributes.timed(doc)
        self.heads = {m.head for m in doc._.matches}

    def roles(self, match: Match) -> Iterator[RoleFiller]:
        token = self.doc[match.head]
        found = self._arguments(token, match)
        seen: set[Span] = set()
        agent = target = False
        for slot, role in match.trigger.slots.items():
            for filler in (f for f in found.get(slot) if not match.start <= f.i < match.end):
                if match.family in BEFALLING and role == "target" and self._is_struck_place(filler):
                    continue
                for mention in self._mentions(filler, slot) or self._owners(filler, slot):
                    near = mention.named or _gap(filler, token) <= NEAR
                    if near and mention.span not in seen:
                        seen.add(mention.span)
                        agent |= role == "agent"
                        target |= role != "agent"
                        yield RoleFiller(mention, role)
        if not agent and match.trigger.frame in SPOKEN:
            speaker = self._speaker(token)
            if speaker is not None and speaker.span not in seen:
                agent = True
                seen.add(speaker.span)
                yield RoleFiller(speaker, "agent")
        slot = "object" if token.pos_ == "VERB" and is_passive(token) else "subject"
        beside = (verb := support_verb(token)) is not None and token.pos_ == "NOUN" and lemma(verb) in BESIDE
        unknown = agent or beside
        likely = None if unknown else self._above(token) if match.trigger.frame == "say" else self._before(token)
        if likely is not None and likely.span not in seen and slot in match.trigger.slots:
            seen.add(likely.span)
            yield RoleFiller(likely, match.trigger.slots[slot], sure=False)
        others = {role for role in match.trigger.slots.values() if role != "agent" and match.trigger.frame != "say"}
        below = self._below(token) if others and not target else []
        if match.trigger.frame == "together" and not target:
            below += self._around(token)
        for mention in below:
            if mention.span not in seen:
                seen.add(mention.span)
                yield RoleFiller(mention, "target" if "target" in others else "participant", sure=False)

    def _is_struck_place(self, token: Token) -> bool:
        """Whether a city stands where something befalls it: a capital is then a place, not its government."""
        name = self.name_at.get(token.i)
        return name is not None and name.label == "LOC" and gazetteer.country(name.text) is None

    def _before(self, token: Token) -> Mention | None:
        """The nearest name of a person or body before the trigger in its sentence, for where the parse gives no actor."""
        for i in range(token.i - 1, token.sent.start - 1, -1):
            name: Mention | None = self.name_at.get(i) or self.doc._.antecedents.get(i)
            if name is not None and i not in self.timed and name.label in ("PERSON", "ORG"):
                return name
        return None

    def _above(self, token: Token) -> Mention | None:
        """The named subject of the nearest clause above: who speaks where "discussing it in a statement" hangs on "said"."""
        for verb in (a for a in ancestors(token) if a.pos_ in ("VERB", "AUX")):
            for subject in surface_subjects(verb):
                named = [m for m in self._mentions(subject, "subject") if m.named]
                if named and not within(token, subject):
                    return named[0]
        return self._before(token)

    def _below(self, token: Token) -> list[Mention]:
        """The names below the trigger in the parse, not below another trigger, for where no slot gives whom it befell."""
        found: list[Mention] = []
        for child in token.subtree:
            name = self.name_at.get(child.i)
            if name is None or child.i <= token.i or name in found:
                continue
            if name.label not in ("PERSON", "ORG"):
                continue
            between = (a for a in (child, *ancestors(child)) if a != token and within(a, token))
            if not any(a.i in self.heads for a in between):
                found.append(name)
        return found[:2]

    def _around(self, token: Token) -> list[Mention]:
        """The names of people and bodies in the sentence, for a meeting of equals whose parties no slot gives."""
        names = (self.name_at.get(t.i) for t in token.sent if not self._elsewhere(t, token))
        return list(dict.fromkeys(n for n in names if n is not None and n.label in ("PERSON", "ORG")))

    def _elsewhere(self, name: Token, token: Token) -> bool:
        """Whether a name stands below another trigger verb, that the trigger does not stand below."""
        for above in ancestors(name):
            if within(token, above):
                return False
            if above.i in self.heads and above.pos_ == "VERB":
                return True
        return False

    def _arguments(self, token: Token, match: Match) -> Arguments:
        """Those of the trigger; a noun takes over those of the verb that carries it ("launched a strike on")."""
        found = arguments(token, transitive=match.trigger.slots.get("object") == "target")
        if token.pos_ in ("VERB", "AUX"):
            return found
        if lemma(token.head) in VICTIMS and preposition(token) == "of":
            for filler in kids(token.head, "nsubj"):
                found.add("object", filler)
        verb = support_verb(token)
        if verb is not None and base(token) == "nsubj" and lemma(verb) in HARMING and not is_passive(verb):
            for filler in arguments(verb).get("object"):
                found.add("object", filler)
        verb = verb or _paying(token)
        if verb is None or not self._carries(verb, token, match):
            return found
        carried = arguments(verb)
        subject = "object" if lemma(verb) in UNDERGOING or preposition(token) == "under" else "subject"
        for filler in carried.get("subject"):
            if filler != token:
                found.add(subject, filler)
        if lemma(verb) in GIVING or (match.trigger.frame == "together" and base(token) == "obl"):
            for filler in carried.get("indirect") or carried.get("object"):
                if not within(token, filler) and not within(filler, token):
                    found.add("object", filler)
        for slot, fillers in carried.slots.items():
            if slot in match.trigger.slots and slot not in CARRIED_ELSEWHERE:
                for filler in fillers:
                    if filler != token and not within(token, filler):
                        found.add(slot, filler)
        return found

    def _carries(self, verb: Token, noun: Token, match: Match) -> bool:
        """Whether the arguments of the verb are those of the noun: light verbs, and what is said "in a statement"."""
        if base(noun) == "nmod":
            return lemma(verb) in GIVING
        if base(noun) == "obl":
            return preposition(noun) in OCCASIONS.get(match.trigger.frame, ()) or preposition(noun) == "under"
        if lemma(verb) in UNDERGOING | CARRYING | GIVING:
            return True
        return base(noun) == "obj" and not is_passive(verb) and lemma(verb) not in BESIDE and verb.i not in self.heads

    def _speaker(self, token: Token) -> Mention | None:
        """Who speaks the quotation that the token stands in."""
        for quote in self.doc._.quotes:
            if quote.span.start <= token.idx < quote.span.end:
                speaker: Mention | None = quote.speaker
                return speaker
        return None

    def _mentions(self, token: Token, slot: str) -> list[Mention]:
        """The names that a filler is, stands for or consists of; else its description, where it describes people."""
        if token.i in self.timed or token.lower_ in RELATIVES:
            return []
        name = self._name_of(token)
        if name is not None and is_only_a_place(name):
            return []
        if name is not None:
            return [] if slot in ("modifier", "in", "at") and name.label in ("FAC", "MISC", "PRODUCT") else [name]
        if token.i in self.doc._.antecedents:
            return [self.doc._.antecedents[token.i]]
        if token.pos_ == "PRON" or slot == "modifier":
            return []
        phrase = undated(noun_phrase(token), self.timed)
        span = Span(phrase.start_char, phrase.end_char)
        if lemma(token) in INSTITUTIONS and any(t.i in self.name_at for t in phrase):
            owners = [m for owner in kids(token, "nmod:poss") for m in self._mentions(owner, "possessive")]
            return [Mention(span, phrase.text, "ORG"), *(m for m in owners if m.label == "PERSON")]
        if describes(token):
            return [Mention(span, phrase.text), *self._bodies(token)]
        return []

    def _bodies(self, token: Token) -> list[Mention]:
        """The organisation that a described unit is part of: "a team of the Prosecutors Office"."""
        if lemma(token) not in UNITS:
            return []
        parts = [c for c in kids(token, "nmod") if preposition(c) in ("of", "from")]
        return [self.name_at[c.i] for c in parts if c.i in self.name_at and self.name_at[c.i].label in ("ORG", "LOC")]

    def _owners(self, token: Token, slot: str) -> list[Mention]:
        """Whose a thing is: the owner of "her passport" that is taken, the state of "Israeli jets" that strike."""
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self.timed:
            return []
        if slot == "subject":
            states = (self.name_at.get(c.i) for c in kids(token, "amod", "compound"))
            return [name for name in states if name is not None and name.label in ("NORP", "LOC")]
        if slot != "object":
            return []
        return [m for owner in kids(token, "nmod:poss") for m in self._mentions(owner, "possessive")]

    def _name_of(self, token: Token) -> Mention | None:
        """The name that the token is part of, or that stands beside a title ("Secretary of State X", "its head, X")."""
        if token.i in self.name_at:
            return self._officer(token) or self.name_at[token.i]
        if token.dep_ == "appos" and token.head.i in self.name_at and token.pos_ == "NOUN":
            return self.name_at[token.head.i]
        for child in token.children:
            if child.dep_ in ("appos", "flat", "nmod:desc") or (base(child) == "compound" and child.i > token.i):
                for inner in [child, *kids(child, "flat")]:
                    held = self.name_at.get(inner.i)
                    if held is not None and (held.label == "PERSON" or child.dep_ == "appos"):
                        return held
        if lemma(token) in PEOPLE or token.pos_ == "PROPN":
            return self._name_after(token) or self._called(token)
        return None

    def _officer(self, token: Token) -> Mention | None:
        """The person in "Finance Ministry spokesman Juan Perez", where the token is part of the first name."""
        if self.name_at[token.i].label not in ("ORG", "PERSON"):
            return None
        titled = False
        for i in range(token.i + 1, min(token.i + 7, len(self.doc))):
            held = self.name_at.get(i)
            if held is not None and held != self.name_at[token.i]:
                return held if titled and held.label == "PERSON" else None
            if held is None and self.doc[i].pos_ not in ("NOUN", "PROPN", "ADJ"):
                return None
            titled = titled or (held is None and lemma(self.doc[i]) in PEOPLE)
        return None

    def _called(self, token: Token) -> Mention | None:
        """The name in "an officer surnamed Liu", "the gang known as the Reapers"."""
        for clause in kids(token, "acl", "amod", "appos"):
            if lemma(clause) in CALLING or clause.lower_ in CALLING:
                for inner in clause.subtree:
                    if inner.i in self.name_at:
                        return self.name_at[inner.i]
        return None

    def _name_after(self, title: Token) -> Mention | None:
        """The name that follows a title within its phrase."""
        for i in range(title.i + 1, min(title.i + 5, len(self.doc))):
            held = self.name_at.get(i)
            if held is not None and (held.label == "PERSON" or (i == title.i + 1 and held.label == "ORG")):
                beside = i == title.i + 1 and title.tag_ in ("NN", "NNP")
                return held if beside or within(self.doc[i], title) else None
            if self.doc[i].is_punct or self.doc[i].pos_ in ("VERB", "AUX"):
                break
        return None
