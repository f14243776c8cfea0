"""What news has and the corpora lack, shown to the models while they train: headlines, capitals, curly quotes."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

import timeline.language.vectors  # noqa: F401 (registers the table)

Augmenter = Callable[[Language, Example], Iterator[Example]]


def _curly(words: list[str]) -> list[str]:
    out, open_quote = [], True
    for word in words:
        if word == '"':
            out.append("“" if open_quote else "”")
            open_quote = not open_quote
        else:
            out.append(word.replace("'", "’"))
    return out


def _headline(words: list[str]) -> list[str]:
    return [w[:1].upper() + w[1:] if len(w) > 3 or i == 0 else w for i, w in enumerate(words)]


def _capitals(words: list[str]) -> list[str]:
    return [w.upper() for w in words]


def _small(words: list[str]) -> list[str]:
    return [w.lower() for w in words]


def _rewritten(nlp: Language, example: Example, change: Callable[[list[str]], list[str]]) -> Example:
    """The same annotation on changed words; unchanged where a change alters a length (ß -> SS) and so the spans."""
    annotation = example.to_dict()
    old = annotation["token_annotation"]["ORTH"]
    new = change(old)
    if any(len(a) != len(b) for a, b in zip(old, new, strict=True)):
        return example
    annotation["token_annotation"]["ORTH"] = new
    text = "".join(w + " " * bool(s) for w, s in zip(new, annotation["token_annotation"]["SPACY"], strict=True))
    return Example.from_dict(nlp.make_doc(text), annotation)


@spacy.registry.callbacks("timeline.word_vectors.v1")
def word_vectors(path: Path) -> Callable[[Language], Language]:
    """Put the quantised table into a pipeline before it is trained: ``load_vectors_into_model`` knows spaCy's own only."""

    def fill(nlp: Language) -> Language:
        nlp.vocab.vectors.from_disk(path)
        return nlp

    return fill


@spacy.registry.callbacks("timeline.tok2vec_from.v1")
def tok2vec_from(path: Path | None) -> Callable[[Language], Language]:
    """Begin with the token vectors that another pipeline of the same shape has learnt (None: begin anew)."""

    def fill(nlp: Language) -> Language:
        if path is not None:
            nlp.get_pipe("tok2vec").model.from_bytes(spacy.load(path).get_pipe("tok2vec").model.to_bytes())
        return nlp

    return fill


@spacy.registry.augmenters("timeline.news.v1")
def news(curly: float, headline: float, capitals: float, lower: float, seed: int) -> Augmenter:
    """Each example as it is, or changed in one way with the given probability."""
    rng = random.Random(seed)
    changes = [(curly, _curly), (headline, _headline), (capitals, _capitals), (lower, _small)]

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        draw = rng.random()
        for probability, change in changes:
            if draw < probability:
                yield _rewritten(nlp, example, change)
                return
            draw -= probability
        yield example

    return augment
