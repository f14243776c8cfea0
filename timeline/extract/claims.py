"""`timeline_claims`: from a trigger to a claim: who did it to whom, where, when, in the words of one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.extract import attributes
from timeline.extract.attributes import Match
from timeline.language.grammar import (
    PLACE_PREPOSITIONS,
    arguments,
    base,
    definite,
    expand,
    is_verbal,
    kids,
    lemma,
    plural,
    preposition,
    quantity,
    sentence_span,
    tense,
    within,
)
from timeline.language.lexicon import REPORTERS
from timeline.mentioned import Dated, as_dating
from timeline.model import Claim, Mention, Span, Status, TimeExpression
from timeline.plover import Roots, Told

FAR = 2.5
ASIDE, APART = 2.0, 4.0
"""Costs of leaving by a preposition that puts what it marks at another time, and of what cannot share a time at all."""
SAME_TIME = frozenset({"in", "at", "during", "on", "by", "with", "through", "under", "as", "", "from"})
TOWARDS = PLACE_PREPOSITIONS | {"to", "into", "toward", "towards", "for", "through"}
STATES = ("LOC", "NORP")
OFTEN = 3
RECORD = 8
"""Tokens before "since" within which a superlative may stand."""

attributes.register()


@Language.component(
    "timeline_claims",
    requires=["doc._.matches", "doc._.stances", "doc._.roles", "doc._.names", "doc._.times", "token.dep"],
    assigns=["doc._.claims"],
)
def timeline_claims(doc: Doc) -> Doc:
    """Set ``doc._.claims``: one for each match that has a stance, in order of the text."""
    reader = _Reader(doc)
    doc._.claims = tuple(reader.claim(match) for match in doc._.matches if match.head in doc._.stances)
    return doc


class _Reader:
    """The names, times and blocks of one Doc by token, and the claims read with them."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.id, self.published = attributes.article_of(doc).id, attributes.article_of(doc).date
        self.name_at = attributes.name_at(doc)
        self.timed = attributes.timed(doc)
        self.times = [(t, span) for t in doc._.times if (span := attributes.tokens_of(doc, t.span))]
        self.headline = {i for first, last, kind in doc._.blocks if kind == "headline" for i in range(first, last)}
        self.heads = {m.head for m in doc._.matches}
        self.roots = Roots(doc, {m.head: Told(m.type, m.family, m.plover) for m in doc._.matches})
        self.dateline = self._dateline()
        self.country = self._country()

    def _dateline(self) -> Mention | None:
        """The place that the story is filed from, which "here" means."""
        for first, last, kind in self.doc._.blocks:
            if kind == "dateline":
                for i in range(first, last):
                    held = self.name_at.get(i)
                    if held is not None and held.label in ("LOC", "FAC", "ORG"):
                        return held
        return None

    def _country(self) -> Mention | None:
        """The country that the article speaks of: half of all that it names, by name or adjective, and three times or more."""
        named = [(country.code, n) for n in self.doc._.names if n.label in STATES and (country := gazetteer.country(n.text))]
        counts = Counter(code for code, _ in named)
        code, count = max(counts.items(), key=lambda c: (c[1], c[0]), default=("", 0))
        if count < OFTEN or 2 * count < counts.total():
            return None
        return next((name for held, name in named if held == code and name.label == "LOC"), None)

    def claim(self, match: Match) -> Claim:
        token = self.doc[match.head]
        stance = self.doc._.stances[match.head]
        roles = self.doc._.roles.get(match.head, ())
        time, status = self._dated(token, stance.status)
        places = tuple(self._places(token, match, {r.mention.span for r in roles}))
        return Claim(
            doc=self.id,
            type=match.type,
            trigger=Span(self.doc[match.start].idx, self.doc[match.end - 1].idx + len(self.doc[match.end - 1])),
            text=self.doc[match.start : match.end].text,
            sentence=sentence_span(token),
            roles=roles,
            places=places,
            near=None if places else self._near(token) or self.country,
            time=time,
            status=status,
            reported=stance.reported,
            reported_by=stance.reported_by,
            count=quantity(token),
            plural=plural(token),
            headline=match.head in self.headline,
            noun=match.trigger.noun,
            definite=definite(token),
            lemma=lemma(token),
            plover=self.roots.root(token, status),
        )

    def _dated(self, token: Token, status: Status) -> tuple[TimeExpression | None, Status]:
        """The time of a trigger and its status, which a day after the publication says something on.

        What a verb in the past tells cannot have been on that day; what a noun names ("the verdict is due on") is ahead.
        """
        time = self._time(token)
        if time is None or time.interval is None or time.interval.earliest is None or self.published is None:
            return time, status
        if status not in (Status.OCCURRED, Status.ONGOING) or time.interval.earliest <= self.published:
            return time, status
        return (None, status) if is_verbal(token) and tense(token) in ("past", "perfect") else (time, Status.PLANNED)

    def _places(self, token: Token, match: Match, taken: Set[Span]) -> list[Mention]:
        """Names of places in phrases with a preposition of place that hang near the trigger, nearest first."""
        moves = match.trigger.frame == "move"
        near: list[tuple[float, int, Mention]] = []
        for child in token.sent:
            if base(child) not in ("obl", "nmod", "conj", "appos", "advmod") or child.i in self.timed:
                continue
            if child.lower_ == "here" and self.dateline is not None and self._cost(token, child) is not None:
                near.append((0.5, child.i, self.dateline))
            word = preposition(child).split(" ")[0]
            if word not in (TOWARDS if moves else PLACE_PREPOSITIONS):
                continue
            cost = self._cost(token, child)
            if cost is None or cost > FAR or (child.i in self.heads and child != token and within(token, child)):
                continue
            near += [(cost, child.i, name) for name in self._place_names(child, word == "at")]
        for child in kids(token, "compound", "nmod:poss", "amod") if token.pos_ in ("NOUN", "PROPN") else ():
            near += [(0.0, child.i, name) for name in self._place_names(child) if base(child) != "amod"]
        slots = ("object",) if moves else ("object", "on", "at", "against", "of")
        found = arguments(token, transitive=True)
        near += [(0.0, t.i, name) for slot in slots for t in found.get(slot) for name in self._place_names(t)]
        places = (mention for _, _, mention in sorted(near, key=lambda n: n[:2]))
        return list(dict.fromkeys(m for m in places if m.span not in taken))

    def _near(self, token: Token) -> Mention | None:
        """The name of a place nearest to the trigger in its sentence."""
        named = {
            i: self.name_at[i] for i in range(token.sent.start, token.sent.end) if i in self.name_at and i not in self.timed
        }
        places = [i for i, name in named.items() if name.label == "LOC"]
        return named[min(places, key=lambda i: (abs(i - token.i), i))] if places else None

    def _place_names(self, token: Token, at: bool = False) -> Iterator[Mention]:
        """The place that a noun names, and the larger ones said with it ("Asan, South Chungcheong").

        Args:
            at: after "at", an organisation's name is a place too ("at the National Gallery").
        """
        places = ("LOC", "FAC", "ORG") if at else ("LOC", "FAC")
        for part in expand(token):
            held = self.name_at.get(part.i)
            if held is not None and held.label in places:
                yield held
            elif held is None:
                for child in kids(part, "compound", "nmod:poss"):
                    inner = self.name_at.get(child.i)
                    if inner is not None and inner.label in ("LOC", "FAC"):
                        yield inner
            for child in kids(part, "appos", "nmod", "nmod:unmarked", "flat", "list", "dep"):
                if child.i > part.i and (preposition(child) in PLACE_PREPOSITIONS | {"of", ""}):
                    yield from self._place_names(child)

    def _time(self, token: Token) -> TimeExpression | None:
        """The time expression that hangs nearest on the trigger; one that hangs on a verb of saying above it does not."""
        best: tuple[float, int] | None = None
        chosen = None
        for expression, span in self.times:
            if span.sent.start != token.sent.start or _is_record(span):
                continue
            cost = self._cost(token, span.root)
            if cost is None or expression.interval is None:
                continue
            key = (cost, abs(span.start - token.i))
            if best is None or key < best:
                best, chosen = key, as_dating(token, Dated(span.root.i, span.start, expression))
        return chosen

    def _cost(self, token: Token, time: Token) -> float | None:
        """How far a time is from a trigger in the parse; None if it dates something else."""
        up = {token.i: 0.0}
        cost, node = 0.0, token
        while node.head != node:
            cost += _step(node) + _aside(node)
            if base(node) == "ccomp" and lemma(node.head) in REPORTERS and node.i < node.head.i:
                cost += 1.0
            node = node.head
            up.setdefault(node.i, cost)
        down, node = 0.0, time
        crossed: list[Token] = []
        while node.i not in up:
            crossed.append(node)
            if node.head == node:
                return None
            node = node.head
        for step in crossed[1:]:
            down += APART if step.dep_ == "acl:relcl" or _is_content(step) else _step(step)
            if step.i in self.heads and step.i != token.i:
                down += 2.0
        total = up[node.i] + down
        return total if total < 4.0 else None


def _is_record(time: TokenSpan) -> bool:
    """ "The highest since 2012", "the first time in ten years": how rare something is, not when it was."""
    if time[0].lower_ != "since" and (not time.start or time.doc[time.start - 1].lower_ != "since"):
        return False
    before = time.doc[max(time.sent.start, time.start - RECORD) : time.start]
    return any(t.tag_ in ("JJS", "RBS") or t.lower_ == "first" for t in before)


def _aside(node: Token) -> float:
    """What it costs to leave a noun upwards by a preposition that puts it at another time than what it hangs on.

    "Said at a meeting on Friday" dates the meeting, "said on Friday after a meeting", "over the charges" do not.
    """
    if node.pos_ not in ("NOUN", "PROPN") or base(node) not in ("obl", "nmod"):
        return 0.0
    word = preposition(node).split(" ")[0]
    return 0.0 if word in SAME_TIME else APART if word in ("before", "until") else ASIDE


def _is_content(clause: Token) -> bool:
    """ "Accused of stealing between 2022 and 2024": the time of what is spoken of, not of the speaking."""
    return clause.tag_ == "VBG" and any(m.lower_ in ("of", "for") for m in kids(clause, "mark", "case"))


def _step(node: Token) -> float:
    """The cost of going past the arc above a token: little within a clause, much across clauses."""
    label = base(node)
    if node.dep_ == "acl:relcl":
        return 1.5
    costs = {"ccomp": 2.0, "parataxis": 2.0, "advcl": 1.2, "acl": 0.6, "xcomp": 0.4, "appos": 1.0}
    if label == "conj":
        return 0.8 if node.pos_ in ("VERB", "AUX") else 0.3
    return costs.get(label, 0.3)
