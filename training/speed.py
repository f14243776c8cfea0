"""Words a second on one core, in one run and one process: the bare pipeline, spaCy's default CNN, the whole extraction.

The peer is what ``spacy init config --optimize efficiency`` gives for the same components (one shared tok2vec of width 96),
with the labels of the shipped pipeline. It is not trained: its work does not depend on its weights. Lemmas are the shipped
ones.
"""

import datetime
import time
import warnings
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.training import Example
from spacy.util import load_model_from_config

import timeline
from timeline import language
from timeline.annotate import read_article
from timeline.model import Article

LEARNT = ("tagger", "morphologizer", "parser", "ner")
ROUNDS = 3


def peer(bare: Language, texts: list[str]) -> Language:
    """spaCy's default CNN with the components and labels of the bare pipeline."""
    nlp = load_model_from_config(init_config(lang="en", pipeline=list(LEARNT), optimize="efficiency"), auto_fill=True)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in bare.pipe(texts)]
    nlp.initialize(lambda: examples)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("timeline_lemmatizer", source=bare)
    return nlp


def seconds(work: Callable[[Article], object], articles: list[Article]) -> float:
    began = time.perf_counter()
    for article in articles:
        work(article)
    return time.perf_counter() - began


def shares(whole: Language, articles: list[Article]) -> dict[str, float]:
    """Seconds that each component of the extraction takes, by its name."""
    spent = dict.fromkeys((name for name in whole.pipe_names if name.startswith("timeline_")), 0.0)
    for article in articles:
        doc = whole.make_doc(article.text)
        doc._.article = article
        for name, component in whole.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            if name in spent:
                spent[name] += time.perf_counter() - began
    return spent


def main(
    inputs: list[Path], limit: Annotated[int | None, typer.Option()] = None, date: Annotated[str, typer.Option()] = "2022-07-25"
) -> None:
    """Batches of articles go through each in turn, so that all see the same machine; the best of three rounds counts."""
    day = datetime.date.fromisoformat(date)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bare, whole = language.load(), timeline.load()
        articles = list(islice(timeline.read(inputs, warn=lambda line: None), limit))
        dated = [Article(a.id, a.text, a.date or day) for a in articles]
        default = peer(bare, [a.text for a in dated[:20]])
        works: dict[str, Callable[[Article], object]] = {
            "bare pipeline": lambda a: bare(a.text),
            "spaCy's default CNN": lambda a: default(a.text),
            "whole extraction": lambda a: read_article(whole, a),
        }
        spent = dict.fromkeys(works, 0.0)
        for start in range(0, len(dated), 25):
            for name, work in works.items():
                spent[name] += min(seconds(work, dated[start : start + 25]) for _ in range(ROUNDS))
    words = sum(len(bare.make_doc(a.text)) for a in dated)
    for name, span in spent.items():
        print(f"{name:20} {len(dated)} articles in {span:.1f} s: {len(dated) / span:.2f} and {words / span:.0f} words a second")
    own, others, all_of_it = spent.values()
    print(f"speed of the bare pipeline to spaCy's default CNN {others / own:.2f}")
    print(f"time of the whole extraction to the bare pipeline {all_of_it / own:.2f}")
    for name, span in shares(whole, dated).items():
        print(f"{name:24} {span / own:.3f} of the bare pipeline")


if __name__ == "__main__":
    typer.run(main)
