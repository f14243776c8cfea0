"""The shipped spaCy pipeline: tags, morphology, lemmas, dependency parse and names of English news, without a download."""

from __future__ import annotations

import warnings
from pathlib import Path

import spacy
from spacy.language import Language

from timeline.errors import ModelError

SHIPPED = Path(__file__).parent / "pipeline"
NEEDED = {
    "tagger or morphologizer": ("tagger", "morphologizer"),
    "parser": ("parser",),
    "lemmatizer": ("lemmatizer", "trainable_lemmatizer"),
    "ner": ("ner", "transformer_ner", "entity_ruler"),
}


def load(model: str | Path | None = None) -> Language:
    """The shipped pipeline, or another spaCy pipeline by package name or path.

    Raises:
        ModelError: there is no such pipeline, or it lacks a component that the extraction needs.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(model or SHIPPED)
    except (OSError, ValueError) as error:
        raise ModelError(f"{model or SHIPPED}: not a spaCy pipeline that can be loaded ({first_line(error)})") from error
    factories = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    for need, ways in NEEDED.items():
        if not factories.intersection(ways):
            raise ModelError(f"{model or SHIPPED}: the pipeline has no {need}; it has {', '.join(nlp.pipe_names)}")
    return nlp


def first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
