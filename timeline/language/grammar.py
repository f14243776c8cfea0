"""Questions asked of a dependency parse with Universal Dependencies labels: who is the subject, what is negated, which tense.

Slots are logical, not surface ones: the subject of a passive is the ``object``, its by-phrase the ``subject``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from timeline.model import Span as Characters

CLAUSES = frozenset({"ROOT", "root", "ccomp", "advcl", "acl", "csubj", "parataxis", "xcomp", "conj"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "without", "hardly"})
NOT = frozenset({"not", "n't", "n’t", "never"})
MERELY = frozenset({"only", "merely", "simply"})
SO_FAR = frozenset({"now", "recently", "today", "yet", "then"})
COMPLEMENT_MARKS = frozenset({"of", "for", "with", "against", "by"})
STRAY = frozenset({"PUNCT", "SPACE", "SCONJ", "CCONJ", "ADV", "ADP"})
QUANTITIES = frozenset(
    """number dozen score hundred thousand million billion group series handful couple pair majority lot plenty most some
    many all member part round wave string batch range spate""".split()
)
APPEALING = frozenset("call appeal plead rely depend prevail".split())
"""Verbs that say after "on" or "to" who is to act: "called on him to resign"."""
NAMING = frozenset("name appoint elect crown nominate".split())
OFFICES = frozenset(
    """head chief president minister premier chairman chairwoman chair ceo director governor ambassador envoy secretary coach
    captain manager leader speaker mayor commander bishop archbishop king queen judge commissioner successor candidate
    chancellor adviser advisor spokesman spokeswoman boss nominee""".split()
)
"""What somebody is named or appointed."""
SAYING = frozenset("say announce add report confirm".split())
"""Verbs that have a clause after them, and hardly ever anybody as their object."""
ACCUSING = frozenset("accuse suspect blame".split())
"""Verbs that are nothing without whom they act on."""
DOCUMENTS = frozenset("report statement letter petition note tweet post message resolution paper article".split())
"""What says what its author says: "put out a report accusing"."""
WRITING = frozenset("write appeal turn".split())
"""Verbs after whose "to" the parser takes what the writer asks for what the reader does: "wrote to the council asking"."""
SUBORDINATING = frozenset("after before since until till as than".split())
"""Words that stand before a noun as before a clause."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DEFINITE = frozenset("the this that these those both".split())
INDEFINITE = frozenset("a an another other some any no each every several many more further new second third".split())
MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
LONGEST_NUMBER = 12
"""Digits beyond which nothing is counted."""
SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
PLACE_PREPOSITIONS = frozenset("in at near on off outside inside around across along over within throughout".split())


def base(token: Token) -> str:
    """The dependency label without its subtype."""
    return token.dep_.partition(":")[0]


def lemma(token: Token) -> str:
    return token.lemma_.lower()


def kids(token: Token, *labels: str) -> list[Token]:
    """The dependents with one of these labels, given whole (``nsubj:pass``) or without subtype (``nsubj``)."""
    return [c for c in token.children if c.dep_ in labels or base(c) in labels]


def preposition(token: Token) -> str:
    """The words that mark the case of a noun, joined: "in", "such as", "because of"; "" if there are none."""
    marks = [c for c in kids(token, "case") if c.i < token.i and c.lower_ not in ("'s", "’s", "'", "’")]
    return " ".join(w.lower_ for mark in marks for w in [mark, *kids(mark, "fixed")])


def is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or bool(kids(token, "cop", "aux"))


def is_passive(verb: Token) -> bool:
    """Passive by its auxiliary, its subject or its agent; a bare participle after a noun ("the man arrested in") too."""
    if lemma(verb) in APPEALING and not kids(verb, "aux:pass"):  # nobody is called on without "is" or "was"
        return False
    if any(c.dep_ in ("aux:pass", "nsubj:pass", "csubj:pass", "obl:agent") for c in verb.children):
        return True
    if base(verb) == "acl" and any(c.tag_ in FINITE for c in kids(verb, "conj")):
        return False
    active = any(c.lower_ in ("has", "have", "had", "having", "'ve", "’ve") for c in kids(verb, "aux"))
    return verb.tag_ == "VBN" and not active and not kids(verb, "obj", "aux") and not _sentence_subject(verb)


def _sentence_subject(verb: Token) -> bool:
    return any(base(c) == "nsubj" for c in verb.children)


def expand(token: Token) -> list[Token]:
    """The token and what is coordinated with it; of "dozens of shells", the shells."""
    counted = [c for c in kids(token, "nmod") if preposition(c) == "of"] if lemma(token) in QUANTITIES else []
    out = [t for c in counted for t in expand(c)] or [token]
    for child in kids(token, "conj"):
        if child.pos_ not in ("VERB", "AUX"):
            out += expand(child)
    return out


def is_misread_verb(token: Token) -> bool:
    """A finite verb that the parser took for a participle in a phrase without any verb: "The army seized power"."""
    top = token.head.head if token.head.dep_ == "nmod:desc" else token.head
    if token.dep_ != "amod" or token.tag_ not in ("VBD", "VBN") or top.head != top:
        return False
    return token.i > token.sent.start and token.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON") and token.head.i > token.i


def is_lone_verb(token: Token) -> bool:
    """The only verb of a full sentence, that the parser took for a participle: "The court yesterday called for calm."."""
    return base(token) == "acl" and token.tag_ == "VBN" and token.head.head == token.head and token.sent[-1].text == "."


@dataclass(slots=True)
class Arguments:
    """The logical arguments of a verb or noun: slot name to the head tokens that fill it.

    Slots: ``subject``, ``object``, ``indirect``, ``possessive``, ``modifier``, ``complement``, and every preposition.
    """

    slots: dict[str, list[Token]] = field(default_factory=dict)

    def add(self, slot: str, token: Token) -> None:
        held = self.slots.setdefault(slot, [])
        held += [t for t in expand(token) if t not in held]

    def get(self, slot: str) -> list[Token]:
        return self.slots.get(slot, [])


def arguments(token: Token, *, transitive: bool = False) -> Arguments:
    """The arguments of a trigger, inherited ones (control, coordination, relative clauses, participles) included.

    Args:
        transitive: the trigger takes an object; a bare participle without one ("Man arrested in Lima") is then passive.
    """
    return _of_verb(token, transitive) if token.pos_ in ("VERB", "AUX") else _of_noun(token)


def acted_on(token: Token) -> Iterator[Token]:
    """The heads of those that a verb acts on, of titles ("his brother Felix") and of the names with them."""
    return _fillers(token, "object")


def acting(token: Token) -> Iterator[Token]:
    """The heads of those that act in a verb."""
    return _fillers(token, "subject")


def _fillers(token: Token, slot: str) -> Iterator[Token]:
    if token.pos_ == "VERB":
        for noun in arguments(token, transitive=True).get(slot):
            for one in expand(noun):
                yield one
                yield from kids(one, "flat", "appos", "nmod:desc")


def _of_verb(verb: Token, transitive: bool) -> Arguments:
    found = Arguments()
    if is_misread_verb(verb):
        found.add("subject", verb.nbor(-1))
        found.add("object", verb.head)
        if verb.head.dep_ == "nmod:desc":
            found.add("object", verb.head.head)
        for child in kids(verb.head, "nmod", "obl"):
            if child.i > verb.head.i and (prep := preposition(child)):
                found.add(prep, child)
        return found
    passive = is_passive(verb) and (transitive or not is_lone_verb(verb))
    if transitive and not passive and verb.tag_ in ("VBN", "VBD") and not kids(verb, "obj", "aux", "ccomp", "xcomp"):
        passive = _is_headline_passive(verb)
    passive = passive or (transitive and _is_named_in_headline(verb))
    lost = _lost_subject(verb)
    for child in verb.children:
        label = base(child)
        if label == "nsubj":
            found.add("object" if passive else "subject", child)
        elif label == "obj":
            found.add("object", child)
        elif label == "iobj":
            found.add("indirect", child)
        elif child.dep_ == "obl:agent" or (label == "obl" and passive and preposition(child) == "by"):
            found.add("subject", child)
        elif label == "obl" and (prep := preposition(child)) and child not in lost:
            found.add(prep, child)
        elif label in ("ccomp", "xcomp") or (
            label == "advcl" and any(m.lower_ in COMPLEMENT_MARKS for m in kids(child, "mark"))
        ):
            found.add("complement", child)
            if passive and child.pos_ == "ADJ":  # shot dead by soldiers
                for doer in kids(child, "obl:agent"):
                    found.add("subject", doer)
            if child.pos_ == "PROPN" and label == "xcomp" and not kids(verb, "obj"):
                found.add("object", child)
    for noun in found.get("object"):
        for prep, fillers in _of_noun(noun).slots.items():
            if prep not in ("possessive", "modifier", "subject", "object", "of"):
                for filler in fillers:
                    found.add(prep, filler)
    _inherit(verb, found, passive)
    _unfold_relatives(verb, found)
    return found


def _is_headline_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and lemma(verb) not in APPEALING and not any(c.dep_ == "expl" for c in verb.children)


def _is_named_in_headline(verb: Token) -> bool:
    """ "Okoro named head of oil firm": the object is no one but an office, without an article."""
    told = verb.tag_ in ("VBD", "VBN") and not any(t.text == "." for t in verb.sent[-2:])
    if lemma(verb) not in NAMING or not told or kids(verb, "aux", "aux:pass", "cop", "ccomp"):
        return False
    given = kids(verb, "obj", "xcomp", "iobj")
    office = len(given) == 1 and given[0].pos_ == "NOUN" and not kids(given[0], "det", "nummod", "flat", "appos", "nmod:poss")
    subject = kids(verb, "nsubj")
    return office and lemma(given[0]) in OFFICES and bool(subject) and subject[0].pos_ == "PROPN"


def surface_subjects(verb: Token) -> list[Token]:
    """The grammatical subject, through coordination, control and participles, with relative pronouns resolved."""
    own = [t for c in kids(verb, "nsubj") or _lost_subject(verb) for t in expand(c)]
    if own:
        return _relative_head(verb, own)
    if (befallen := befallen_before(verb)) is not None:
        return [befallen]
    label = base(verb)
    if label in ("xcomp", "advcl", "conj", "ccomp") and verb.head != verb:
        if label == "ccomp" and verb.tag_ not in ("VBG", "VBN", "VB"):
            return []
        if label == "xcomp":
            objects = [t for c in kids(verb.head, "obj", "iobj") for t in expand(c)]
            asked = (
                c for c in kids(verb.head, "obl") if lemma(verb.head) in APPEALING and preposition(c) in ("on", "upon", "to")
            )
            objects = objects or [t for c in asked for t in expand(c)]
            if objects and lemma(verb.head) not in ("promise", "vow", "pledge", "threaten"):
                return _relative_head(verb.head, objects)
        if label == "conj" and verb.head.pos_ not in ("VERB", "AUX"):
            return []
        return surface_subjects(verb.head)
    if label == "acl" and verb.dep_ != "acl:relcl":
        if verb.tag_ == "VBG" and lemma(verb.head) in DOCUMENTS and (issuer := support_verb(verb.head)) is not None:
            return surface_subjects(issuer)
        if verb.tag_ == "VBG" and preposition(verb.head) == "to" and lemma(verb.head.head) in WRITING:
            return surface_subjects(verb.head.head)
        if verb.tag_ in ("VBG", "VBN", "VBD"):
            return [verb.head]
        return kids(verb.head, "nmod:poss") or (surface_subjects(verb.head.head) if is_verbal(verb.head.head) else [])
    if verb.dep_ == "acl:relcl" and not own:
        return [verb.head]
    return []


def befallen_before(verb: Token) -> Token | None:
    """The subject of a participle whose auxiliary is left out: the 14 of "six were hurt and 14 arrested"."""
    if verb.tag_ != "VBN" or verb.i == verb.sent.start or verb.head.pos_ != "VERB" or kids(verb, "aux", "obj"):
        return None
    before = verb.nbor(-1)
    joined = base(before) == "conj" and before.head == verb.head and kids(before, "cc")
    return before if joined and before.pos_ in ("NOUN", "NUM", "PROPN") and is_passive(verb.head) else None


def _lost_subject(verb: Token) -> list[Token]:
    """The subject that the parser took for an adverbial, as in "after gunmen killed him" read as "after gunmen", or for what
    is said: "said its chairman, who had led it, would go"."""
    if kids(verb, "nsubj", "csubj", "expl", "mark"):
        return []
    if base(verb) == "ccomp" and kids(verb, "aux") and lemma(verb.head) in SAYING:
        return [noun for noun in kids(verb.head, "obj") if verb.head.i < noun.i < verb.i]
    if verb.tag_ not in FINITE and (verb.tag_ != "VB" or kids(verb, "aux")):
        return []
    if verb.tag_ in FINITE and verb.i > verb.sent.start and base(verb.nbor(-1)) == "compound" and verb.nbor(-1).head == verb:
        return [verb.nbor(-1)]
    for child in reversed([noun for left in verb.lefts if base(left) == "obl" for noun in (left, *kids(left, "nmod"))]):
        if preposition(child) in SUBORDINATING:
            return [child] if all(t.pos_ in ("ADV", "AUX") for t in verb.doc[child.right_edge.i + 1 : verb.i]) else []
    near = (noun for above in kids(verb.head, "obl") for noun in (above, *kids(above, "nmod")))
    beside = (noun for noun in near if noun.right_edge.i + 1 == verb.i)
    return [noun for noun in beside if preposition(noun) in SUBORDINATING and noun.pos_ in ("NOUN", "PROPN", "PRON")]


def _inherit(verb: Token, found: Arguments, passive: bool) -> None:
    deep = "object" if passive else "subject"
    if not found.get(deep):
        for token in surface_subjects(verb):
            if token not in found.get("object") and token != verb:
                found.add(deep, token)
    if not passive and not found.get("object") and (accused := _accused_before(verb)) is not None:
        found.add("object", accused)
    if verb.dep_ == "acl:relcl" and found.get("subject") and not found.get("object") and not passive:
        relative = any(t.lower_ in RELATIVES for t in verb.children)
        itself = any(t.lower_ in RELATIVES or t == verb.head for t in found.get("subject"))
        if not itself and (relative or not kids(verb, "obl")):
            found.add("object", verb.head)
    if base(verb) == "conj" and not found.get("object") and not passive and verb.head.pos_ == "VERB":
        later = [o for o in kids(verb.head, "obj") if o.i > verb.i]
        for token in later:
            found.add("object", token)


def _accused_before(verb: Token) -> Token | None:
    """Who stands before a clause without a pronoun for them: the six of "threw out six envoys it accused of spying"."""
    subject = next(iter(kids(verb, "nsubj")), None)
    if lemma(verb) not in ACCUSING or subject is None or subject.pos_ != "PRON" or not subject.i or kids(verb, "mark"):
        return None
    noun = subject.nbor(-1)
    return noun if noun.pos_ in ("NOUN", "PROPN") and base(noun) in ("obj", "obl", "nmod", "nsubj", "conj") else None


def _relative_head(verb: Token, tokens: list[Token]) -> list[Token]:
    """Relative pronouns exchanged for the noun that their clause modifies."""
    if not any(t.lower_ in RELATIVES for t in tokens):
        return tokens
    clause = verb
    while clause.dep_ != "acl:relcl" and base(clause) in ("conj", "xcomp", "advcl") and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "acl:relcl":
        return tokens
    return [clause.head if t.lower_ in RELATIVES else t for t in tokens]


def _unfold_relatives(verb: Token, found: Arguments) -> None:
    for slot, tokens in found.slots.items():
        found.slots[slot] = list(dict.fromkeys(_relative_head(verb, tokens)))


def _of_noun(noun: Token) -> Arguments:
    found = Arguments()
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            found.add("possessive", child)
        elif base(child) in ("nmod", "obl") and (prep := preposition(child)):
            found.add(prep, child)
        elif child.dep_ == "obl:agent":
            found.add("by", child)
        elif base(child) in ("compound", "amod", "nmod") and child.i < noun.i:
            for inner in (child, *kids(child, "amod", "compound")):
                if inner == child or inner.nbor(1).text != "-":
                    found.add("modifier", inner)
        elif base(child) == "nsubj" and kids(noun, "cop") and child.lower_ not in ("it", "this", "that", "which"):
            found.add("subject", child)
    return found


def support_verb(noun: Token) -> Token | None:
    """The verb that a noun is the object, subject or prepositional object of, if any."""
    head = noun.head
    if noun.dep_ == "conj":
        return support_verb(head)
    if base(noun) in ("obj", "obl", "nsubj") and head.pos_ in ("VERB", "AUX") and head != noun and not judges(head):
        return head
    return None


def judges(verb: Token) -> bool:
    """Whether a verb says of its object what it is: "called the strike illegal", "declared the vote void"."""
    return any(c.pos_ == "ADJ" and c.i > verb.i for c in kids(verb, "xcomp")) and bool(kids(verb, "obj"))


def ancestors(token: Token) -> Iterator[Token]:
    while token.head != token:
        token = token.head
        yield token


def within(token: Token, above: Token) -> bool:
    """Whether a token is another one or stands below it in the parse."""
    return token == above or any(a == above for a in ancestors(token))


def clause_head(token: Token) -> Token:
    """The verb (or other predicate) of the smallest clause that holds the token."""
    while token.head != token:
        if (base(token) in CLAUSES and token.dep_ != "conj") or (token.dep_ == "conj" and is_verbal(token)):
            return token
        token = token.head
    return token


def tense(verb: Token) -> str:
    """``past``, ``present``, ``future``, ``progressive``, ``perfect`` or ``bare`` (infinitives, imperatives)."""
    aux = {c.lower_ for c in kids(verb, "aux", "aux:pass", "cop")}
    if aux & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    now = {"is", "are", "am", "'s", "’s", "'re", "’re", "'m"}
    if (verb.tag_ == "VBG" and aux & (now | {"been", "being"})) or (
        verb.tag_ in ("VBN", "VBD") and "being" in aux and aux & now
    ):
        return "progressive"
    if aux & {"has", "have", "'ve", "’ve", "had"} and verb.tag_ in ("VBN", "VBD"):
        return "perfect"
    if aux & {"was", "were", "did", "had", "got"} or (verb.tag_ in ("VBD", "VBN") and not aux):
        return "past"
    if verb.tag_ == "VB" or any(c.lower_ == "to" for c in kids(verb, "mark")):
        return "bare"
    return "present"


def is_phrasal(verb: Token, word: str, particle: str) -> bool:
    """ "Called it off", "took over"."""
    return lemma(verb) == word and any(c.lower_ == particle for c in kids(verb, "compound:prt", "advmod"))


def particles(token: Token, *labels: str) -> list[Token]:
    """The words of denial with a word, by the names of their dependencies: not those of "not only" and "did not until May"."""
    found = [c for c in kids(token, *labels) if c.lower_ in NEGATIONS]
    if not found or happened_then(token):
        return []
    return [c for c in found if c.lower_ not in NOT or token.doc[c.i + 1 : c.i + 2].text.lower() not in MERELY]


def happened_then(verb: Token) -> bool:
    """Whether something "did not happen until" then: it did happen."""
    if verb.pos_ != "VERB" or tense(verb) not in ("past", "perfect") or not any(c.lower_ in NOT for c in verb.children):
        return False
    end = min((c.i for c in kids(verb, "conj")), default=len(verb.doc))
    later = (c for c in kids(verb, "obl", "advmod", "advcl", "nmod") if verb.i < c.i < end and c.lower_ not in SO_FAR)
    return any(word.lower_ in ("until", "till") for c in later for word in kids(c, "case", "mark"))


def noun_phrase(head: Token) -> Span:
    """The head with what stands before it in its phrase, without articles, and "of" complements after it."""
    keep = ("compound", "amod", "nummod", "nmod:poss", "flat", "det:predet", "nmod:desc", "advmod")
    first = last = head
    for child in head.children:
        if child.i < head.i and (child.dep_ in keep or base(child) in keep) and child.i >= head.i - 8:
            left = child.left_edge
            first = min(first, left, key=lambda t: t.i)
        elif child.i > head.i and base(child) == "flat":
            last = max(last, child.right_edge, key=lambda t: t.i)
    while first.i < head.i and (first.lower_ in ("the", "a", "an", "least", "most", "whose") or first.pos_ in STRAY):
        first = first.nbor(1)
    return head.doc[first.i : last.i + 1]


def sentence_span(token: Token) -> Characters:
    """The characters of the token's sentence, without the white space around it."""
    sentence = token.sent
    text = sentence.text
    lead = len(text) - len(text.lstrip())
    return Characters(sentence.start_char + lead, sentence.start_char + len(text.rstrip()))


def definite(token: Token) -> bool | None:
    """Whether a noun points back at what is known; None for verbs and bare nouns."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    words = {c.lower_ for c in kids(token, "det", "amod")}
    if words & INDEFINITE or kids(token, "nummod"):
        return False
    return True if words & DEFINITE or kids(token, "nmod:poss") else None


def plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS")


_YEAR = re.compile("(?:18|19|20)[0-9]{2}")


def quantity(token: Token) -> int | None:
    """The number that counts the events of a plural noun: "over 30 strikes", "two dozen arrests", not "the 2022 elections"."""
    if not plural(token):
        return None
    for child in kids(token, "nummod"):
        factor = 1
        for multiple in [*kids(child, "compound", "nummod"), child]:
            if lemma(multiple) in MULTIPLES:
                factor *= MULTIPLES[lemma(multiple)]
        digits = re.sub(r"[,\s]", "", child.text)
        if digits.isdecimal() and len(digits) <= LONGEST_NUMBER and not _YEAR.fullmatch(child.text):
            return int(digits) * factor
        if child.lower_ in SMALL:
            return SMALL.index(child.lower_) * factor
    return None
