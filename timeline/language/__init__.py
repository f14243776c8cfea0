"""The shipped spaCy pipeline: tags, morphology, lemmas, dependency parse and names of English news, without a download."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.language import Language

from timeline.errors import ModelError
from timeline.language import clauses, consistency, lemmas, sentences, vectors

__all__ = [
    "NEEDED",
    "SHIPPED",
    "check",
    "clauses",
    "consistency",
    "first_line",
    "lemmas",
    "load",
    "meta",
    "sentences",
    "vectors",
]

SHIPPED = Path(__file__).parent / "pipeline"
NEEDED = {
    "tagger or morphologizer": ("tagger", "morphologizer"),
    "parser": ("parser",),
    "lemmatizer": ("lemmatizer", "trainable_lemmatizer", "timeline_lemmatizer"),
    "ner": ("ner", "transformer_ner", "entity_ruler"),
}
UNIVERSAL = frozenset({"nsubj", "obj", "obl", "nmod", "case"})


def load(model: str | Path | None = None) -> Language:
    """The shipped pipeline, or another spaCy pipeline by package name or path.

    `timeline_sentence_hints` comes first and `timeline_one_sense` last in both.

    Raises:
        ModelError: there is no such pipeline, it lacks a component that the extraction needs, or its parser speaks another
            scheme than Universal Dependencies.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(model or SHIPPED)
    except (OSError, ValueError) as error:
        raise _none(model, error) from error
    check(nlp, model or SHIPPED)
    if "timeline_sentence_hints" not in nlp.pipe_names:
        nlp.add_pipe("timeline_sentence_hints", first=True)
    if "timeline_one_sense" not in nlp.pipe_names:
        nlp.add_pipe("timeline_one_sense")
    return nlp


def meta(model: str | Path | None = None) -> dict[str, Any]:
    """What a pipeline says of itself (``lang``, ``name``, ``version`` ...), without loading it. Raises: ModelError."""
    folder = Path(model or SHIPPED)
    try:
        if not folder.exists() and util.is_package(str(model)):
            folder = util.get_package_path(str(model))
        return util.load_meta(folder / "meta.json")
    except (OSError, ValueError) as error:
        raise _none(model, error) from error


def _none(model: str | Path | None, error: Exception) -> ModelError:
    return ModelError(f"{model or SHIPPED}: not a spaCy pipeline that can be loaded ({first_line(error)})")


def check(nlp: Language, name_or_path: str | Path) -> None:
    """See that the extraction can build on a pipeline.

    Raises:
        ModelError: it lacks a component, or its parser speaks another scheme than Universal Dependencies.
    """
    factories = {nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    for need, ways in NEEDED.items():
        if not factories.intersection(ways):
            raise ModelError(f"{name_or_path}: the pipeline has no {need}; it has {', '.join(nlp.pipe_names)}")
    relations = {
        label for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory == "parser" for label in nlp.pipe_labels[name]
    }
    if relations and not relations >= UNIVERSAL:
        lacking = ", ".join(sorted(UNIVERSAL - relations))
        raise ModelError(f"{name_or_path}: the parser does not speak Universal Dependencies: it has no label {lacking}")


def first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
