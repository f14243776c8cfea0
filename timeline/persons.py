"""Whom "he", "she", "his" and "her" mean: of all who were spoken of before, the likeliest, if it is likely enough.

How likely each is, is the softmax of a weighted sum of what `Persons.traits` says of it, summed over all its mentions (mentions
ranked together: Denis and Baldridge 2008, aclanthology.org/D08-1069). `WEIGHTS` were learned from the marked articles
(``training/events/antecedents.py``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline.bearers import TITLES, Bearers
from timeline.language.grammar import base, is_passive, kids, lemma, noun_phrase
from timeline.language.lexicon import INSTITUTIONS, PEOPLE, REPORTERS
from timeline.mentioned import BEFALLING
from timeline.model import Mention, Quote, Span
from timeline.names import person, sex

__all__ = ["PERSONAL", "Candidate", "Meant", "Persons", "acts_on", "at_its_verb", "described", "mention_of", "speaks"]

PERSONAL = frozenset("he him his himself she her hers herself".split())
MASCULINE, FEMININE = frozenset("he him his himself mr sir".split()), frozenset("she her hers herself ms mrs miss".split())
MEN = frozenset("man boy husband father son brother king prince businessman spokesman policeman congressman actor".split())
WOMEN = frozenset(
    "woman girl wife mother daughter sister queen princess actress businesswoman spokeswoman congresswoman chairwoman".split()
)
BECOMING = frozenset("become remain appoint elect name nominate serve work".split())
"""Verbs after which a noun says what somebody is."""
HARMING = frozenset("injure wound hurt shoot stab beat attack hit".split())
"""Verbs of what somebody may die of later."""
TAKING = frozenset("sentence imprison release stop question fine hold apprehend capture seize".split())
DYING = frozenset("die succumb".split())
REACH = 12
"""Sentences before its own in which a pronoun may find whom it means."""
MOST = 25
"""Mentions that are weighed, the last ones."""
LIKELY = 0.4
"""How likely somebody must be to be meant: below, every second one is wrong."""
ANOTHER_BETWEEN = 0.75
"""How much of that is left where somebody without a name was spoken of since: 79 of 100 are right then, else 91; and where the
one meant is somebody's relative."""
LED_ON = 0.8
"""How likely somebody without a name is meant, to whom one sentence after the other does something."""
TURNED = 0.7
"""How likely the subject of the sentence before is meant, rather than one who had been spoken of often before that."""
EARLY = 4
"""Tokens from the start of a sentence in which what it is about stands."""
WEIGHTS = {
    "near": 1.51,
    "subject": 1.13,
    "passive subject": 0.76,
    "both speak": 0.34,
    "told of by who speaks on": -0.76,
    "speaks elsewhere": -1.25,
    "speaks of others": -0.84,
    "in the clause above": 0.58,
    "first of the text, named again": 0.80,
    "second of the text": 0.17,
    "gender known": 0.81,
    "described": -1.63,
    "early in its sentence": 0.71,
    "one of them quoted": -1.07,
    "last": 0.88,
}


class Candidate(NamedTuple):
    """What a pronoun may stand for: a name or a description, by the token that heads it; no mention: things."""

    head: Token
    start: int
    mention: Mention | None


class Meant(NamedTuple):
    """Whom a pronoun stands for, and how likely, from 0 to 1."""

    mention: Mention | None
    likely: float


class Persons:
    """Those of one text, as it is read from its first word on."""

    def __init__(
        self, doc: Doc, names: Sequence[TokenSpan], bearers: Bearers, quote_at: Callable[[Token], Quote | None]
    ) -> None:
        self._bearers, self._quote_at = bearers, quote_at
        self._sentence_of = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        persons = [span for span in names if span.label_ == "PERSON"]
        self._told = self._spread({p: told for p in persons if (told := _gender(p) or self._gender_by_title(p))}, persons)
        self._likely = self._spread({p: given for p in persons if (given := sex(p.text.split()))}, persons)
        self._naming: set[int] = set()
        self._named: list[TokenSpan] = []
        self._described: list[Candidate] = []
        self._unnamed: list[Token] = []
        self._firsts = _of_one_surname(persons)
        self._order: dict[str, int] = {}
        self._first_again = False

    def name(self, span: TokenSpan) -> None:
        """Note a name that has been read."""
        self._named.append(span)
        self._naming.add(self._sentence_of[span.start])
        order = self._order.setdefault(self._called(span.text), len(self._order))
        self._first_again |= order == 0 and len(self._named) > 1

    def describe(self, token: Token, meant: Mention | None) -> None:
        """Note a description, if it is of a person: of one known (``meant``), or of one whom it brings up."""
        if meant is not None and meant.label == "PERSON" and token.pos_ != "PRON":
            self._described.append(Candidate(token, token.i, meant))
        elif meant is None and _is_newcomer(token):
            self._described.append(described(token))
        if meant is None and _is_somebody(token):
            self._unnamed.append(token)

    def meant(self, pronoun: Token) -> Meant | None:
        """Whom a personal pronoun means; None where nobody is likely enough."""
        fit = self.candidates(pronoun)
        befallen = self._befallen(pronoun, fit)
        if befallen is not None:
            return Meant(described(befallen).mention, LED_ON) if _goes_on(befallen, pronoun) else None
        if not fit:
            return None
        scores = [sum(WEIGHTS[name] * value for name, value in self.traits(c, pronoun, fit).items()) for c in fit]
        most = max(scores)
        shares = [math.exp(score - most) for score in scores]
        of_bearer: dict[str, float] = defaultdict(float)
        for candidate, share in zip(fit, shares, strict=True):
            of_bearer[self._bearer(candidate)] += share
        best = max(range(len(fit)), key=lambda n: (of_bearer[self._bearer(fit[n])], shares[n], n))
        bearer = self._bearer(fit[best])
        likely = of_bearer[bearer] / sum(shares)
        if (subject := self._subject_before(pronoun, fit)) is not None and self._is_far(bearer, pronoun, fit):
            return Meant(subject.mention, TURNED)
        if likely < LIKELY:
            return None
        since = max(candidate.head.i for candidate in fit if self._bearer(candidate) == bearer)
        wanted = _wanted(pronoun)
        another = _is_relative(fit[best].head) or any(
            since < token.i and _may_be_meant(token, pronoun, wanted) for token in self._unnamed
        )
        return Meant(fit[best].mention, likely * (ANOTHER_BETWEEN if another else 1))

    def _befallen(self, pronoun: Token, fit: Sequence[Candidate]) -> Token | None:
        """Somebody without a name whom the sentence before, or this one before the pronoun, is about alone: "police arrested a
        man"."""
        here, wanted = self._sentence_of[pronoun.i], _wanted(pronoun)
        last = next((t for t in reversed(self._unnamed) if _may_be_meant(t, pronoun, wanted)), None)
        if last is None or base(pronoun) != "nsubj" or not _is_befallen(last) or here - self._sentence_of[last.i] > 1:
            return None
        since = self._sentence_of[last.i]
        named = (one for one in fit if one.mention is not None and one.mention.named)
        return None if any(self._sentence_of[one.start] >= since for one in named) else last

    def _subject_before(self, pronoun: Token, fit: Sequence[Candidate]) -> Candidate | None:
        """Who is named as the subject of the sentence before, where the pronoun is one too."""
        if base(pronoun) != "nsubj":
            return None
        last = (one for one in fit if self._sentence_of[one.start] == self._sentence_of[pronoun.i] - 1)
        named = (one for one in last if one.mention is not None and one.mention.named)
        acts = ((one, at_its_verb(one.head)) for one in named)
        acts = ((one, head) for one, head in acts if speaks(pronoun) or not speaks(head))
        return next((one for one, head in acts if base(head) == "nsubj" and head.head.dep_ == "ROOT"), None)

    def _is_far(self, bearer: str, pronoun: Token, fit: Sequence[Candidate]) -> bool:
        """Whether somebody was last spoken of before the sentence before."""
        last = max(self._sentence_of[one.start] for one in fit if self._bearer(one) == bearer)
        return last < self._sentence_of[pronoun.i] - 1

    def candidates(self, pronoun: Token) -> list[Candidate]:
        """All whom it may mean by gender and grammar, in order.

        One whose first name is given to the other sex is among them only where there is nobody else.
        """
        here, wanted = self._sentence_of[pronoun.i], _wanted(pronoun)
        named = [Candidate(span.root, span.start, mention_of(span)) for span in self._named]
        near = [
            candidate
            for candidate in (*named, *self._described)
            if candidate.head.i < pronoun.i and here - self._sentence_of[candidate.start] <= REACH
        ]
        quote = self._quote_at(pronoun)
        speaker = quote.speaker.text if quote is not None and quote.speaker is not None else ""
        fit = [
            candidate
            for candidate in near
            if self._told.get(_place(candidate), wanted) == wanted
            and not _is_of_other_gender(candidate.head, wanted)
            and not (speaker and candidate.mention is not None and self._called(speaker) == self._bearer(candidate))
            and self._holds(candidate, pronoun)
        ]
        fit = sorted(fit, key=lambda c: c.start)[-MOST:]
        fit = [candidate for candidate in fit if not acts_on(at_its_verb(candidate.head), pronoun)]
        alike = [candidate for candidate in fit if self._likely.get(_place(candidate), wanted) == wanted]
        return alike or (fit if len({self._bearer(candidate) for candidate in fit}) == 1 else [])

    def _bearer(self, candidate: Candidate) -> str:
        """What the mentions of one person have in common."""
        return "" if candidate.mention is None else self._called(candidate.mention.text)

    def _called(self, name: str) -> str:
        """The surname; where several bear it, with their first name: of the surname alone, that of who was first called so."""
        firsts, parts = self._firsts.get(_surname(name), []), person(name).words
        if not firsts:
            return _surname(name)
        first = next((first for first in firsts if len(parts) > 1 and _alike(first, parts[0])), firsts[0])
        return f"{first} {_surname(name)}"

    def traits(self, candidate: Candidate, pronoun: Token, fit: Sequence[Candidate]) -> dict[str, float]:
        """What speaks for and against a candidate, by the names of `WEIGHTS`."""
        head = at_its_verb(candidate.head)
        order = self._order.get(self._bearer(candidate))
        quoted = [self._quote_at(token) is not None for token in (candidate.head, pronoun)]
        return {
            "near": -math.log1p(self._sentence_of[pronoun.i] - self._sentence_of[candidate.start]),
            "subject": base(head) == "nsubj",
            "passive subject": head.dep_ == "nsubj:pass",
            "both speak": speaks(head) and speaks(pronoun),
            "told of by who speaks on": speaks(pronoun) and _is_told_of(head),
            "speaks elsewhere": speaks(head) and not speaks(pronoun) and head.sent != pronoun.sent,
            "speaks of others": speaks(head) and not speaks(pronoun) and self._of_others(head, pronoun, fit),
            "in the clause above": base(head) != "nsubj" and head.head == _clause_above(pronoun),
            "first of the text, named again": order == 0 and self._first_again,
            "second of the text": order == 1,
            "gender known": _place(candidate) in self._told or _place(candidate) in self._likely,
            "described": candidate.mention is None or not candidate.mention.named,
            "early in its sentence": head.i - head.sent.start < EARLY,
            "one of them quoted": quoted[0] != quoted[1],
            "last": candidate is fit[-1],
        }

    def _of_others(self, speaker: Token, pronoun: Token, fit: Sequence[Candidate]) -> bool:
        """Whether the sentence that a speaker says has named somebody else before the pronoun."""
        if speaker.sent != pronoun.sent:
            return False
        others = (c.head for c in fit if c.head.i > speaker.head.i and c.head.sent == pronoun.sent)
        return any(at_its_verb(other).head != speaker.head for other in others)

    def _holds(self, candidate: Candidate, pronoun: Token) -> bool:
        """Whether somebody described is still spoken of: in later sentences only who has not met anybody named."""
        if candidate.mention is None or candidate.mention.named:
            return True
        sentence = self._sentence_of[candidate.start]
        return sentence == self._sentence_of[pronoun.i] or sentence not in self._naming

    def _spread(self, known: dict[TokenSpan, str], persons: Sequence[TokenSpan]) -> dict[int, str]:
        """By its first character, the gender of each name for which it is known, and of each surname by itself that only those
        of one gender bear."""
        of_surname: dict[str, set[str]] = defaultdict(set)
        for one, gender in known.items():
            of_surname[_surname(one.text)].add(gender)
        alone = (p for p in persons if len(p.text.split()) == 1 and len(of_surname[_surname(p.text)]) == 1)
        spread = {p.start_char: next(iter(of_surname[_surname(p.text)])) for p in alone}
        return spread | {p.start_char: gender for p, gender in known.items()}

    def _gender_by_title(self, span: TokenSpan) -> str | None:
        titles = self._bearers.titles_of(span) | _kin(span)
        return "m" if titles & MEN and not titles & WOMEN else "f" if titles & WOMEN and not titles & MEN else None


def _kin(span: TokenSpan) -> set[str]:
    """What somebody is said to be to another beside the name: "her brother-in-law, Botir", "Ploy, his daughter"."""
    doc = span.doc
    before = [t for t in doc[max(span.sent.start, span.start - 6) : span.start] if t.text not in (",", "-", "in", "law")]
    after = doc[span.end : span.end + 4]
    owned = len(before) > 1 and (before[-2].tag_ in ("PRP$", "POS") or before[-2].lower_ == "the")
    quoted = any(word.lemma_.lower() in REPORTERS for word in after[:1])
    told = [lemma(before[-1])] if owned and not quoted else []
    if len(after) > 2 and after[0].text == "," and (after[1].tag_ == "PRP$" or after[1].lower_ in ("the", "a", "an")):
        told += [lemma(after[2])] if len(after) < 4 or after[3].tag_ not in ("POS", "NN") else []
    return {word for word in told if word in MEN | WOMEN}


def mention_of(span: TokenSpan) -> Mention:
    return Mention(Span(span.start_char, span.end_char), span.text, span.label_)


def described(head: Token) -> Candidate:
    """A noun phrase as what a pronoun may stand for; one that describes nobody only stands in the way."""
    phrase = noun_phrase(head)
    span = Span(phrase.start_char, phrase.end_char)
    people = lemma(head) in PEOPLE | INSTITUTIONS or head.lower_ in PEOPLE or head.ent_type_ == "NORP"
    return Candidate(head, head.i, Mention(span, phrase.text) if people else None)


def at_its_verb(head: Token) -> Token:
    """The noun that a name belongs to: what it is set beside."""
    while base(head) in ("flat", "appos", "nmod:desc") and head.head != head:
        head = head.head
    return head


def acts_on(subject: Token, pronoun: Token) -> bool:
    """Whether one is the subject of the verb that the other is an object of: "X met him" is of somebody else than X."""
    if base(pronoun) not in ("obj", "iobj", "obl") or pronoun.lower_.endswith(("self", "selves")):
        return False
    return base(subject) == "nsubj" and subject.head == pronoun.head


def speaks(token: Token) -> bool:
    return base(token) == "nsubj" and lemma(token.head) in REPORTERS


def _is_told_of(token: Token) -> bool:
    """Whether it stands in what somebody says."""
    return any(base(word) == "ccomp" and lemma(word.head) in REPORTERS for word in (token, *token.ancestors))


def _clause_above(token: Token) -> Token | None:
    """The word that the token's clause hangs on, if it is one of time or reason: "shot him" of "after he fired"."""
    for word in (token, *token.ancestors):
        if base(word) == "advcl":
            return word.head
    return None


def _wanted(pronoun: Token) -> str:
    return "m" if pronoun.lower_ in MASCULINE else "f"


def _place(candidate: Candidate) -> int:
    """Where the name stands that is meant."""
    return candidate.head.idx if candidate.mention is None else candidate.mention.span.start


def _surname(name: str) -> str:
    return name.split()[-1]


def _of_one_surname(persons: Sequence[TokenSpan]) -> dict[str, list[str]]:
    """The surnames that several bear, each with their first names, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in persons:
        parts = person(one.text).words
        if len(parts) > 1 and not any(_alike(first, parts[0]) for first in found[_surname(one.text)]):
            found[_surname(one.text)].append(parts[0])
    return {surname: firsts for surname, firsts in found.items() if len(firsts) > 1}


def _alike(first: str, other: str) -> bool:
    """Whether one first name may be the other or short for it: "J." and "Joseph", "Dmitri" and "Dmitriy", not Petra, Peter."""
    sexes = {known for name in (first, other) if (known := sex([name.title(), "X"]))}
    short = first[:1] == other[:1] and 1 in (len(first), len(other))
    return short or (first[:3] == other[:3] and len(sexes) < 2)


def _is_newcomer(token: Token) -> bool:
    """Whether a noun brings somebody up whom the text has not named: "a nurse said", "a man was shot"."""
    if token.tag_ != "NN" or lemma(token) not in TITLES - INSTITUTIONS or kids(token, "appos", "flat"):
        return False
    return base(token) == "nsubj" and any(c.lower_ in ("a", "an") for c in kids(token, "det"))


def _is_somebody(token: Token) -> bool:
    """Whether a noun speaks of a person, and neither stands with the name nor says what somebody is or became."""
    if token.tag_ != "NN" or lemma(token) not in TITLES - INSTITUTIONS or base(token) in ("appos", "xcomp"):
        return False
    if lemma(token.head) in BECOMING or any(c.lower_ == "as" for c in kids(token, "case", "mark")):
        return False
    after = token.doc[token.i + 1].tag_ if token.i + 1 < len(token.doc) else ""
    return not after.startswith("NN") and not kids(token, "appos", "flat", "cop")


def _is_befallen(token: Token) -> bool:
    """Whether a noun brings somebody up to whom something is done: "arrested a man", "a man was shot"."""
    new = any(c.lower_ in ("a", "an") for c in kids(token, "det")) and lemma(token.head) in BEFALLING | HARMING | TAKING
    return new and (base(token) == "obj" or token.dep_ == "nsubj:pass")


def _goes_on(befallen: Token, pronoun: Token) -> bool:
    """Whether the pronoun's verb says what was done to him next: "arrested a man. He was released", "shot a man. He died"."""
    verb = pronoun.head
    dies = lemma(verb) in DYING and lemma(befallen.head) in HARMING
    return dies or is_passive(verb) or befallen.sent == pronoun.sent


def _is_relative(name: Token) -> bool:
    """Whether somebody is named as a relative of who is spoken of: "her daughter Njeri"."""
    return any(c.lower_ in PERSONAL for noun in (name, at_its_verb(name)) for c in kids(noun, "nmod:poss"))


def _may_be_meant(token: Token, pronoun: Token, wanted: str) -> bool:
    """Whether a pronoun may mean somebody described before it: not "the judge ordered his release", "her lawyer said she"."""
    if token.i >= pronoun.i or _is_of_other_gender(token, wanted):
        return False
    if base(token) == "nsubj" and base(pronoun) == "nmod" and pronoun.head.head == token.head:
        return False
    owners = {c.lower_ for c in kids(token, "nmod:poss")} & (MASCULINE if wanted == "m" else FEMININE)
    return not owners or lemma(token) in (MEN if wanted == "m" else WOMEN)


def _is_of_other_gender(token: Token, wanted: str) -> bool:
    return lemma(token) in (WOMEN if wanted == "m" else MEN)


def _gender(span: TokenSpan) -> str | None:
    before = [span.doc[i].lower_.rstrip(".") for i in range(max(0, span.start - 1), span.end)]
    if any(w in MASCULINE for w in before):
        return "m"
    return "f" if any(w in FEMININE for w in before) else None
