"""Where the components leave what they found: the extension attributes of spaCy's Doc that they share."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from timeline.model import Article, Mention, Span, Status
from timeline.ontology import Trigger


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in the text: its head token, its tokens (``end`` not included), and what it may be an event of.

    ``plover`` is the root type of PLOVER of the trigger, else of its event type; None where they have none.
    """

    head: int
    start: int
    end: int
    type: str
    family: str
    trigger: Trigger
    plover: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """How the text holds an occurrence: its status, and whether (and by whom) it is only claimed."""

    status: Status
    reported: bool = False
    reported_by: Mention | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge made of a word: the likeliest event type, how sure it is, and whether it was taken.

    Attributes:
        needed: how sure it must be where no surer word tells of the same occurrence.
        because: why that is enough, where it would not be for any word.
        joined: taken only because a surer word does.
    """

    type: str
    chance: float
    taken: bool
    needed: float
    because: str = ""
    joined: bool = False


def register() -> None:
    """Declare the attributes. Safe to call again.

    ``doc._.article``   Article or None: id and publication date of the text; set it before the components run.
    ``doc._.blocks``    list of (start token, end token, kind): the lines and paragraphs of the text; kind is one of
                        "headline", "byline", "dateline", "caption", "body", "junk".
    ``doc._.quotes``    tuple of `Quote`, in order of the text.
    ``doc._.times``     tuple of `TimeExpression`, in order of the text.
    ``doc._.names``     tuple of `Mention`, the names of actors and places, in order of the text.
    ``doc._.antecedents``  dict of token index of a pronoun or a description to the `Mention` that it stands for.
    ``doc._.likely_meant``  dict of such a pronoun to how likely it stands for it, from 0 to 1.
    ``doc._.matches``   tuple of `Match`, in order of the text.
    ``doc._.stances``   dict of the head token index of a match to its `Stance`; what is no occurrence at all has none.
    ``doc._.roles``     dict of the head token index of a match to a tuple of `RoleFiller`.
    ``doc._.claims``    tuple of `Claim`, in order of the text.
    ``doc._.verdicts``  dict of token index to the `Verdict` of the judge.
    """
    for name in ("quotes", "times", "names", "matches", "claims", "blocks"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    for name in ("antecedents", "likely_meant", "stances", "roles", "verdicts"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default={})
    if not Doc.has_extension("article"):
        Doc.set_extension("article", default=None)


def article_of(doc: Doc) -> Article:
    """The article that the Doc is the text of; an undated one without id where none was set."""
    article: Article | None = doc._.article
    return article if article is not None else Article(id="", text=doc.text)


def name_at(doc: Doc) -> dict[int, Mention]:
    """Token index to the name that the token is part of."""
    return {token.i: name for name in doc._.names for token in tokens_of(doc, name.span)}


def timed(doc: Doc) -> set[int]:
    """The tokens that are part of a time expression."""
    return {token.i for time in doc._.times for token in tokens_of(doc, time.span)}


def tokens_of(doc: Doc, span: Span) -> TokenSpan | tuple[()]:
    """The tokens that hold these characters; none where there are none."""
    return doc.char_span(span.start, span.end, alignment_mode="expand") or ()
