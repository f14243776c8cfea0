"""What the outlets of ECB+ tell of together: CoNLL F1 of the events of its kept topics, read as any other articles are.

    python outlets.py ecbplus_dev.jsonl.gz     # the package's environment; two minutes

Other than ``ecbplus.py score`` nothing that is marked is given: a telling counts where its trigger is one of a marked mention.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

import conll
from ecbplus import EVERY, untokenised

import timeline
from timeline import ontology
from timeline.annotate import read_article
from timeline.merge import drafts
from timeline.model import Article, Claim, Reading, Span
from timeline.read import dates
from timeline.resolve import resolve

Marks = dict[str, list[tuple[Span, tuple[int, str]]]]
"""By article, where its marked mentions stand, and the cluster of each."""


def read(corpus: Path) -> tuple[list[Reading], Marks]:
    """The articles of the kept topics, and their marks."""
    nlp, readings, marks = timeline.load(), [], {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for held in map(json.loads, lines):
            if held["topic"] % EVERY:
                continue
            address, text, places = untokenised(held["text"])
            readings.append(read_article(nlp, dates.dated(Article(held["id"], text, url=address), None, None)))
            spans = ((places[m["start"]], places[m["end"] - 1] + 1, m["cluster"]) for m in held["mentions"])
            marks[held["id"]] = [(Span(start, end), (held["topic"], cluster)) for start, end, cluster in spans if start >= 0]
    return sorted(readings, key=lambda reading: reading.article.id), marks


def score(readings: list[Reading], marks: Marks) -> str:
    gold, found = defaultdict(set), []
    for part in drafts(readings, resolve(readings), ontology.load()):
        members = set()
        for claim in part.claims:
            cluster = _marked(claim, marks)
            if cluster is not None:
                mention = claim.doc, id(claim)
                gold[cluster].add(mention)
                members.add(mention)
        if members:
            found.append(members)
    clusters = list(gold.values())
    each = conll.b_cubed(clusters, found)
    return f"CoNLL F1 {100 * conll.conll(clusters, found):.1f}, B3 precision {each.precision:.2f}, recall {each.recall:.2f}"


def _marked(claim: Claim, marks: Marks) -> tuple[int, str] | None:
    start, end = claim.trigger
    return next((cluster for span, cluster in marks[claim.doc] if span.start < end and start < span.end), None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    print(score(*read(parser.parse_args().corpus)))
