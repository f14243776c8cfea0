"""The examples of the event types, tried on the extraction: test, documentation and evaluation at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language

from timeline.model import ROLES, Claim, Mention, Span
from timeline.ontology import EventType, Example, Ontology


class Failure(NamedTuple):
    """An example that the extraction reads otherwise: the event type, its text, and each thing that is wrong."""

    type: str
    text: str
    faults: tuple[str, ...]


def failures(nlp: Language, ontology: Ontology) -> Iterator[Failure]:
    """The examples of all event types that their rules, without the judge, do not read as they say."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name == "timeline_judge"]):
        yield from _failures(nlp, ontology)


def _failures(nlp: Language, ontology: Ontology) -> Iterator[Failure]:
    for kind in ontology.types.values():
        for example in kind.examples:
            if faults := tuple(_faults(nlp, kind, example)):
                yield Failure(kind.name, example.text, faults)


def _faults(nlp: Language, kind: EventType, example: Example) -> Iterator[str]:
    claims: tuple[Claim, ...] = nlp(example.text)._.claims
    alike = [claim for claim in claims if claim.type == kind.name]
    if example.trigger is None:
        if alike:
            yield f"must tell none, but {_quoted(alike[0].text)} is taken for one"
        return
    claim = next((claim for claim in alike if claim.trigger.overlaps(_span(example.text, example.trigger))), None)
    if claim is None:
        found = ", ".join(f"{claim.type} {_quoted(claim.text)}" for claim in claims)
        yield f"{_quoted(example.trigger)} is not found; found: {found or 'nothing'}"
        return
    for role in ROLES:
        fillers = [filler.mention for filler in claim.roles if filler.role == role]
        yield from _missing(role, example, getattr(example, role), fillers)
    yield from _missing("place", example, example.place, claim.places)
    if example.status not in (None, claim.status):
        yield f"status must be {example.status}, is {claim.status}"


def _missing(name: str, example: Example, wanted: Iterable[str], found: Iterable[Mention]) -> Iterator[str]:
    for words in wanted:
        if not any(mention.span.overlaps(_span(example.text, words)) for mention in found):
            yield f"{name} {_quoted(words)} is not found; found: {', '.join(_quoted(m.text) for m in found) or 'nothing'}"


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _quoted(words: str) -> str:
    return f'"{words}"'
