"""Why an article was read as it was: each sentence, the words in it that could tell of an event, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from timeline.annotate import documents, read_article
from timeline.extract.attributes import Match, Verdict
from timeline.extract.stance import stance_of
from timeline.extract.triggers import TriggerFinder
from timeline.merge import merge
from timeline.model import Article, Claim, Event, RoleFiller, Span, TimeExpression
from timeline.resolve import resolve

FINDER = "timeline_triggers"
JUDGED = "of all tellings together"
LISTED = "one more item of a list that says its verb once"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that could tell of an event: where it stands, of which event type, and what decided about it.

    ``taken`` is whether it makes a claim; ``details`` then say who, where and when, and which event the claim is part of.
    ``refused``: the conditions of the event types say that it tells of none by itself, and nothing else thought of it.
    """

    word: str
    span: Span
    type: str
    taken: bool
    because: str
    details: tuple[tuple[str, str], ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article with its candidates, in order of the text."""

    text: str
    span: Span
    candidates: tuple[Candidate, ...]


def explain(nlp: Language, article: Article) -> Iterator[Sentence]:
    """The sentences of an article, each with all words that the event types know and what became of them."""
    finder = cast("TriggerFinder", nlp.get_pipe(FINDER))
    events = _events(nlp, article, finder)
    for part, doc in documents(nlp, article):
        for sentence in doc.sents:
            if text := sentence.text.strip():
                start = part.start + sentence.start_char + sentence.text.index(text)
                found = tuple(_candidates(finder, doc, sentence, events, part.start))
                yield Sentence(text, Span(start, start + len(text)), found)


def _events(nlp: Language, article: Article, finder: TriggerFinder) -> dict[Span, Event]:
    """The events of one article, by the place of each telling."""
    reading = read_article(nlp, article)
    events = merge([reading], resolve([reading]), finder.ontology)
    return {mention.span: event for event in events for mention in event.mentions}


def _candidates(
    finder: TriggerFinder, doc: Doc, sentence: TokenSpan, events: dict[Span, Event], offset: int
) -> Iterator[Candidate]:
    matches: dict[int, Match] = {match.head: match for match in doc._.matches}
    claims: dict[Span, Claim] = {claim.trigger: claim for claim in doc._.claims}
    within = {i: match for match in matches.values() for i in range(match.start, match.end) if i != match.head}
    verdicts: dict[int, Verdict] = doc._.verdicts
    of_words = {Span(doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1])) for m in matches.values()}
    of_words |= {Span(token.idx, token.idx + len(token)) for token in sentence}
    listed = {span.start: claim for span, claim in claims.items() if span not in of_words}
    for token in sentence:
        if (item := listed.get(token.idx)) is not None:
            place = Span(item.trigger.start + offset, item.trigger.end + offset)
            yield Candidate(item.text, place, item.type, True, LISTED, tuple(_details(item, events.get(place), LISTED)))
        span = Span(offset + token.idx, offset + token.idx + len(token))
        match, verdict = matches.get(token.i), verdicts.get(token.i)
        if match is None and verdict is not None:
            here = Span(token.idx, token.idx + len(token))
            event = events.get(span)
            refusals = dict(finder.refusals(token))
            ruled = "; ".join(f"{type} {fault}" for type, fault in refusals.items())
            ruled = f"by the rules not {ruled}" if ruled else "no rule knows it"
            details = tuple(_details(claims[here], event, JUDGED)) if verdict.taken and here in claims else ()
            yield Candidate(token.text, span, verdict.type, verdict.taken, f"{ruled}; {_judged(verdict)}", details)
            continue
        if match is None:
            whole = within.get(token.i)
            for type, fault in _last_of_each(finder.refusals(token)):
                because = fault if whole is None else f'part of "{doc[whole.start : whole.end].text}"'
                yield Candidate(token.text, span, type, False, because, refused=True)
            continue
        words = doc[match.start : match.end]
        here = Span(words.start_char, words.end_char)
        stance, because = stance_of(doc, match)
        claim = claims.get(here)
        ruled = because if stance is not None else f"no occurrence: {because}"
        if verdict is not None:
            type = verdict.type if verdict.taken else match.type
            because = f"by the rules {match.type}, {ruled}; {_judged(verdict)}"
        else:
            type, because = match.type, ruled
        if claim is None:
            yield Candidate(words.text, span, type, False, because)
            continue
        event = events.get(Span(here.start + offset, here.end + offset))
        details = tuple(_details(claim, event, JUDGED if verdict is not None else because))
        yield Candidate(words.text, Span(here.start + offset, here.end + offset), type, True, because, details)


def _judged(verdict: Verdict) -> str:
    """What the network said, in words."""
    sure = f"by the network {verdict.chance:.0%} sure"
    if verdict.joined:
        return f"{sure}, enough because a surer word tells of the same event: read as {verdict.type}"
    if verdict.taken:
        enough = f", {verdict.needed:.0%} being enough because {verdict.because}" if verdict.because else ""
        return f"{sure}{enough}: read as {verdict.type}"
    return f"{sure} of {verdict.type}: too little, {verdict.needed:.0%} are needed"


def _last_of_each(refusals: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of a type with several triggers for one word, the last that was tried: the one that came furthest."""
    yield from dict(refusals).items()


def _details(claim: Claim, event: Event | None, because: str) -> Iterator[tuple[str, str]]:
    said = f" on the word of {claim.reported_by.text}" if claim.reported_by else ""
    yield "status", f"{claim.status.value} ({because}){', reported' + said if claim.reported else ''}"
    for filler in claim.roles:
        yield filler.role, _filled(filler)
    for place in dict.fromkeys(" ".join(place.text.split()).casefold() for place in claim.places):
        yield "place", next(p.text for p in claim.places if " ".join(p.text.split()).casefold() == place)
    if claim.near is not None and not claim.places:
        yield "place", f"{claim.near.text}, perhaps"
    yield "time", _dated(claim.time) if claim.time is not None else "none that dates it"
    if event is not None and len(event.mentions) > 1:
        others = [f'"{m.text}" at {m.span.start}' for m in event.mentions if m.span != claim.trigger]
        yield "joined with", ", ".join(others[:4]) + (" ..." if len(others) > 4 else "")
    if event is not None:
        yield "event", f"{event.id} {event.label}"


def _filled(filler: RoleFiller) -> str:
    return filler.mention.text + ("" if filler.sure else ", perhaps")


def _dated(time: TimeExpression) -> str:
    days = time.interval.edtf if time.interval is not None else "no days"
    against = f", counted from {time.anchor} ({time.anchor_is})" if time.anchor else ""
    return f'"{time.text}" is {days}{against}, by the rule "{time.rule}"'
