"""Learn the weights by which pronouns find whom they mean (`timeline.persons.WEIGHTS`) from the marked articles.

    python antecedents.py ../../../shared/corpora [--gold ../../../shared/gold]     # with the package's own environment

A pronoun that is subject, object or owner of a marked trigger means somebody whom the mark names. The weights are those of a
conditional logistic regression over all candidates, any of whose mentions is right; accuracy is that of five parts of the
articles, each by weights learned from the other four.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import ClassVar, NamedTuple
from unittest.mock import patch
from zlib import crc32

import marks
import numpy as np
import prepare
from spacy.tokens import Token

import timeline
from timeline.annotate import documents
from timeline.extract import antecedents
from timeline.language.grammar import base
from timeline.model import Article, Span
from timeline.names import words
from timeline.persons import LIKELY, PERSONAL, WEIGHTS, Meant, Persons

PARTS = 5
STEPS, RATE, MOMENTUM, DECAY = 250, 0.5, 0.9, 0.002
RELATIONS = frozenset({"nsubj", "obj", "iobj", "nmod"})


class Case(NamedTuple):
    """A pronoun: its article, what its candidates are called (None: nobody), their traits and which are right."""

    article: str
    names: list[str | None]
    traits: np.ndarray
    right: np.ndarray


class Recording(Persons):
    """Keeps the candidates of every pronoun."""

    seen: ClassVar[dict[int, list[tuple[str | None, list[float]]]]] = {}

    def meant(self, pronoun: Token) -> Meant | None:
        fit = self.candidates(pronoun)
        traits = [self.traits(c, pronoun, fit) for c in fit]
        found = [[float(held[name]) for name in WEIGHTS] for held in traits]
        self.seen[pronoun.i] = [(c.mention and c.mention.text, row) for c, row in zip(fit, found, strict=True)]
        return super().meant(pronoun)


def cases(articles: Iterable[marks.MarkedArticle]) -> Iterator[Case]:
    nlp = timeline.load()
    nlp.remove_pipe("timeline_judge")
    for marked in articles:
        Recording.seen.clear()
        article = Article(marked.id, marked.text, date.fromisoformat(marked.date) if marked.date else None)
        parts = list(documents(nlp, article))
        if len(parts) != 1:
            continue
        [(part, doc)] = parts
        for event in marked.events:
            named = {word for start, end, _, is_name in event.actors if is_name for word in words(marked.text[start:end])}
            heads = [prepare.head_of(doc, Span(*(place - part.start for place in span))) for span in event.spans]
            for pronoun in (child for head in heads if head is not None for child in doc[head].children):
                found = Recording.seen.get(pronoun.i)
                if named and found and pronoun.lower_ in PERSONAL and base(pronoun) in RELATIONS:
                    names = [name for name, _ in found]
                    right = [bool(name and words(name)) and words(name or "")[-1] in named for name in names]
                    yield Case(marked.id, names, np.array([row for _, row in found]), np.array(right))


def learned(given: Sequence[Case]) -> np.ndarray:
    """The weights under which the right candidates are likeliest."""
    usable = [case for case in given if case.right.any()]
    weights = speed = np.zeros(len(WEIGHTS))
    for _ in range(STEPS):
        slope = -DECAY * weights
        for case in usable:
            shares = _shares(case, weights)
            slope = slope + case.traits.T @ (shares * case.right / (shares @ case.right) - shares) / len(usable)
        speed = MOMENTUM * speed + slope
        weights = weights + RATE * speed
    return weights


def chosen(case: Case, weights: np.ndarray) -> tuple[float, bool]:
    """How likely the likeliest person is, and whether that is the right one."""
    shares = _shares(case, weights)
    of_bearer: dict[str, float] = defaultdict(float)
    bearers = [name.split()[-1] if name else "" for name in case.names]
    for bearer, share in zip(bearers, shares, strict=True):
        of_bearer[bearer] += share
    best = max(range(len(shares)), key=lambda n: (of_bearer[bearers[n]], shares[n], n))
    return of_bearer[bearers[best]], bool(case.right[best])


def _shares(case: Case, weights: np.ndarray) -> np.ndarray:
    scores = case.traits @ weights
    shares: np.ndarray = np.exp(scores - scores.max())
    return shares / shares.sum()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder that holds the files of `marks.RAW`")
    parser.add_argument("--gold", type=Path, help="a folder of gold articles")
    args = parser.parse_args()
    articles = chain(marks.others(args.corpora), marks.others(args.corpora, marks.HERE / "ecbplus.jsonl.gz"))
    with patch.object(antecedents, "Persons", Recording):
        found = list(cases(chain(articles, prepare.gold(args.gold) if args.gold else ())))
    parts = [[case for case in found if crc32(case.article.encode()) % PARTS == part] for part in range(PARTS)]
    tried = []
    for part in range(PARTS):
        weights = learned([case for other in range(PARTS) if other != part for case in parts[other]])
        tried += [chosen(case, weights) for case in parts[part]]
    shipped = [chosen(case, np.array(list(WEIGHTS.values()))) for case in found]
    for name, held in (("five parts", tried), ("as shipped", shipped)):
        sure = [right for likely, right in held if likely >= LIKELY]
        print(f"{name}: {len(held)} pronouns, right {sum(r for _, r in held)}; from {LIKELY} on {sum(sure)} of {len(sure)}")
    for name, weight in zip(WEIGHTS, learned(found), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
