"""From articles to readings: the pipeline run over each article, in this process or in several."""

from __future__ import annotations

import platform
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar, cast

from spacy.language import Language
from spacy.tokens import Doc

from timeline import extract, language, ontology
from timeline.datelines import is_date_line
from timeline.errors import ModelError
from timeline.executors import Place, in_order
from timeline.model import Article, Claim, Mention, Reading, Span, TimeExpression
from timeline.seal import seal
from timeline.wording import content, terms

PIECE = 50_000
CHUNK = 8_000
BORDERS = ("\n\n", "\n", ". ", " ")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a pipeline is loaded from: small, and fit to be sent to another process."""

    model: str | Path | None = None
    types: tuple[Path, ...] = ()

    def load(self) -> Language:
        """The pipeline with all components of the extraction.

        Raises:
            ModelError: there is no such pipeline, or it lacks a component that the extraction needs.
            SchemaError: a file of event types is broken.
        """
        return extract.extend(language.load(self.model), ontology.load(self.types))


def documents(nlp: Language, article: Article) -> Iterator[tuple[Span, Doc]]:
    """The article annotated: a Doc, or several where the text is very long, each with the part of the text that it is of.

    White space around a part is left out, and each Doc ends with one line break, as the texts do that the pipeline was
    trained on: whether a file ends with a line break makes no difference.
    """
    for number, part in enumerate(pieces(article.text, PIECE)):
        text = article.text[slice(*part)]
        start = part.start + len(text) - len(text.lstrip())
        words = text.strip()
        doc = nlp.make_doc(f"{words}\n")
        piece = article if not number else replace(article, title=None)
        doc._.article = replace(piece, text=doc.text)
        yield Span(start, start + len(words)), nlp(doc)


def pieces(text: str, limit: int) -> Iterator[Span]:
    """The parts of a text of ``limit`` characters at most, cut at the last paragraph, line, sentence or word within it.

    A parser takes memory by the length of its text: a book would take all there is.
    """
    start = 0
    while len(text) - start > limit:
        cuts = (text.rfind(border, start + limit // 2, start + limit) + len(border) for border in BORDERS)
        end = next((cut for cut in cuts if cut > start + limit // 2), start + limit)
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def moved(thing: T, part: Span) -> T:
    """The same with every `Span` in it counted from the start of the text, not of a part, and none beyond the part."""
    if isinstance(thing, Span):
        return cast(T, Span(*(min(part.start + place, part.end) for place in thing)))
    if isinstance(thing, tuple):
        return cast(T, tuple(moved(inner, part) for inner in thing))
    if is_dataclass(thing) and not isinstance(thing, type):
        return cast(T, replace(thing, **{f.name: moved(getattr(thing, f.name), part) for f in fields(thing)}))
    return thing


def times(nlp: Language, article: Article) -> Iterator[TimeExpression]:
    """The time expressions of an article, in order of the text."""
    for part, doc in documents(nlp, article):
        yield from moved(cast(tuple[TimeExpression, ...], doc._.times), part)


def read_article(nlp: Language, article: Article) -> Reading:
    """The names and claims of one article."""
    names: list[Mention] = []
    claims: list[Claim] = []
    warnings: list[str] = []
    about: Counter[str] = Counter()
    sentences = number = 0
    for number, (part, doc) in enumerate(documents(nlp, article)):
        names += moved(doc._.names, part)
        about.update(token.lemma_.lower() for token in content(doc))
        for claim in moved(doc._.claims, part):
            if is_date_line(article.text[slice(*claim.sentence)].strip()):
                continue  # "Published 3 April 2026, 08:15 GMT" tells of the article, not of the world
            wording = claim.wording and replace(claim.wording, sentence=claim.wording.sentence + sentences)
            claims.append(replace(claim, headline=claim.headline and not number, wording=wording))
        sentences += sum(token.is_sent_start is True for token in doc)
    if number:
        warnings.append(f"{article.id}: {len(article.text)} characters are long for an article: read in pieces")
        # nothing links a piece to another: let merging compare all claims
        claims = [replace(claim, same_as=None) for claim in claims]
    return Reading(article, tuple(names), tuple(claims), tuple(warnings), terms(about))


def read_or_skip(nlp: Language, article: Article) -> Reading:
    """The same, or an empty reading with a warning where a fault of the program meets this one text."""
    try:
        return read_article(nlp, article)
    except Exception as error:
        fault = " ".join(f"{type(error).__name__}: {error}".split())
        return _skipped(article, f"the program failed on its text ({fault})")


def read_articles(
    articles: Iterable[Article], recipe: Recipe, where: Place | None = None, debug: bool = False
) -> Iterator[Reading]:
    """The readings of the articles, in their order; the same wherever they are made.

    Each text goes through the pipeline alone: in a batch, its neighbours could change the last bit of a score.

    Args:
        recipe: what each worker loads its pipeline from.
        where: the workers; None is this process.
        debug: let a fault in one article end the run with its traceback, instead of a warning.
    Raises:
        TimelineError: worker processes die before they begin.
        ModelError, SchemaError: as `Recipe.load`.
    """
    if where is None:
        one = read_article if debug else read_or_skip
        nlp = None
        for article in articles:
            nlp = nlp or recipe.load()
            yield one(nlp, article)
        return
    made_of = seal(recipe.model, recipe.types)
    work, ready = partial(read_batch, recipe, made_of, debug), partial(_get_ready, recipe, made_of)
    yield from in_order(work, chunks(articles), where, ready=ready, lost=_killer)


def read_batch(recipe: Recipe, made_of: str, debug: bool, articles: list[Article]) -> list[Reading]:
    """What a worker does: read some articles, with the pipeline that its process loads once.

    Args:
        made_of: the `seal` that the pipeline must have.
    Raises:
        ModelError: this machine makes another pipeline of the recipe.
    """
    one = read_article if debug else read_or_skip
    with _TURN:
        nlp = _pipeline(recipe, made_of)
        return [one(nlp, article) for article in articles]


_TURN = threading.Lock()
"""A worker of a cluster may have several threads; the pipeline is for one at a time."""


@lru_cache(maxsize=1)
def _pipeline(recipe: Recipe, made_of: str) -> Language:
    if seal(recipe.model, recipe.types) != made_of:
        raise ModelError(f"{platform.node()}: another version of timeline, of the model or of the event types than here")
    return recipe.load()


def _get_ready(recipe: Recipe, made_of: str) -> None:
    _pipeline(recipe, made_of)


def _killer(article: Article) -> Reading:
    return _skipped(article, "the process that read it died of it twice (out of memory?)")


def _skipped(article: Article, why: str) -> Reading:
    return Reading(article, warnings=(f"{article.id}: skipped, {why}",), skipped=True)


def chunks(articles: Iterable[Article], characters: int = CHUNK) -> Iterator[list[Article]]:
    """Articles by the handful: work enough to be worth the way to another process, and soon done when the run is stopped."""
    chunk: list[Article] = []
    for article in articles:
        chunk.append(article)
        if sum(len(a.text) for a in chunk) >= characters:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
