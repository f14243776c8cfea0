"""The trees that tell how likely two tellings are of one occurrence: grown and measured on ECB+ (Cybulska and Vossen 2014).

    python ecbplus.py prepare ecbplus_dev.jsonl.gz --out ecb.pickle    # the package's environment
    python ecbplus.py grow ecb.pickle                                  # one with lightgbm and onnxmltools beside it
    python ecbplus.py score ecb.pickle

Every third topic (those whose number three divides) is kept for measuring: nothing is fitted on them. The marked mentions
are given to the merging stage as triggers, topics are not. Without ``grow`` the shipped trees are
scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import conll
import numpy as np

from timeline import likeness, ontology
from timeline.merge import drafts
from timeline.model import Article, Claim, Reading
from timeline.network import SENSE, SHIPPED, STEPS, Floats
from timeline.read import dates
from timeline.resolve import Resolution, resolve
from timeline.stories import related
from timeline.wording import content, terms

EVERY = 3
ONE_TYPE = "economic"
"""The event type that all mentions are given: their types are not marked."""
Mention = tuple[str, int]


@dataclass
class Told:
    """An article of ECB+ as it was read.

    Attributes:
        clusters: of each claim of the reading, the marked cluster; of mentions with one head, the first.
        states: of each claim, the vectors that its sense is made of, by `SENSE`.
    """

    topic: int
    reading: Reading
    clusters: list[str]
    states: dict[str, Floats]


def prepare(corpus: Path, out: Path) -> None:
    """Read the articles, with a claim for each marked mention."""
    import timeline
    from timeline.annotate import documents
    from timeline.extract.judge import Judge

    nlp = timeline.load()
    judge = nlp.get_pipe("timeline_judge")
    assert isinstance(judge, Judge)
    found = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            held = json.loads(line)
            address, text, places = untokenised(held["text"])
            article = dates.dated(Article(held["id"], text, url=address), None, None)
            [(part, doc)] = documents(nlp, article)
            heads: dict[int, str] = {}
            for mention in held["mentions"]:
                start, end = places[mention["start"]], places[mention["end"] - 1] + 1
                words = doc.char_span(start - part.start, end - part.start, alignment_mode="expand") if start >= 0 else None
                if words is None:
                    print(f"{held['id']}: a mention stands in the address", file=sys.stderr)
                    continue
                heads.setdefault(words.root.i, mention["cluster"])
            tokens = sorted(heads)
            claims = [replace(c, type=ONE_TYPE, noun=None) for c in judge.told(doc, tokens)]
            counts: dict[str, int] = defaultdict(int)
            for token in content(doc):
                counts[token.lemma_.lower()] += 1
            reading = Reading(article, tuple(doc._.names), tuple(claims), (), terms(counts))
            states = judge.states(doc, tokens)
            found.append(Told(held["topic"], reading, [heads[i] for i in tokens], states))
            print(f"\r{len(found)} articles", end="", file=sys.stderr)
    out.write_bytes(pickle.dumps(found))


_ADDRESS = re.compile(r"https? ?: ?[^\n]*\n")
_NO_SPACE = re.compile(
    r" (?=[.,;:!?)\]%]|['’](?:s|t|re|ve|ll|d|m)?\b|''|n't)"
    r"|(?<=[(\[$£€]) |(?<=\d[:.,]) (?=\d)|(?<=\d) - (?=\d)|(?<=``) |(?<=[“‘]) "
)


def untokenised(text: str) -> tuple[str | None, str, list[int]]:
    """The address in the first line, the text without it and without the spaces that tokenising put beside marks, and for each
    character where it is now, -1 for what is not there any more."""
    address = match[0] if (match := _ADDRESS.match(text)) else ""
    dropped = set(range(len(address)))
    for match in _NO_SPACE.finditer(text, len(address)):
        dropped.update(i for i in range(*match.span()) if text[i] == " ")
    places, made = [], []
    for i, letter in enumerate(text):
        places.append(-1 if i in dropped else len(made))
        if i not in dropped:
            made.append(letter)
    return address.replace(" ", "").strip() or None, "".join(made), places


def grow(told: list[Told]) -> None:
    """Fit the senses and the trees on the topics that are not kept, and write them into the package."""
    import lightgbm
    import onnxmltools
    from onnxmltools.convert.common.data_types import FloatTensorType

    seen = [one for one in told if one.topic % EVERY]
    sense = {}
    for name, width in SENSE.items():
        states = np.concatenate([one.states[name] for one in seen if len(one.clusters)])
        mean = states.mean(axis=0)
        _, _, directions = np.linalg.svd(states - mean, full_matrices=False)
        sense[f"{name}.mean"], sense[f"{name}.basis"] = mean.astype(np.float16), directions[:width].astype(np.float16)
    np.savez(SHIPPED / "sense.npz", **sense)
    seen = sensed(seen)
    tellings, clusters, pairs = compared(seen)
    same = np.array([int(clusters[a] == clusters[b]) for a, b in pairs])
    trees = lightgbm.LGBMClassifier(
        n_estimators=300,
        learning_rate=0.05,
        num_leaves=31,
        min_child_samples=100,
        subsample=0.7,
        subsample_freq=1,
        colsample_bytree=0.7,
        random_state=0,
        deterministic=True,
        force_row_wise=True,
        n_jobs=2,
        verbose=-1,
    ).fit(likeness.features(tellings, pairs), same)
    shape = [("features", FloatTensorType([None, len(likeness.FEATURES)]))]
    model = onnxmltools.convert_lightgbm(trees, initial_types=shape, target_opset=15, zipmap=False)
    likeness.MODEL.write_bytes(model.SerializeToString())
    print(f"{len(pairs)} pairs, {same.sum()} of one occurrence")
    for gain, name in sorted(zip(trees.booster_.feature_importance("gain"), likeness.FEATURES, strict=True), reverse=True)[:12]:
        print(f"{gain:10.0f} {name}")


def sensed(told: list[Told]) -> list[Told]:
    """The same with the senses that the package's `sense.npz` gives."""
    with np.load(SHIPPED / "sense.npz") as held:
        bases = {name: held[name].astype(np.float32) for name in held.files}
    found = []
    for one in told:
        rows = []
        for name in SENSE:
            part = (one.states[name] - bases[f"{name}.mean"]) @ bases[f"{name}.basis"].T
            length = np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-6)
            rows.append(np.clip(np.rint(part / length * STEPS), -127, 127).astype(np.int8))
        senses = [row.tobytes() for row in np.concatenate(rows, axis=1)] if one.clusters else []
        claims = [
            replace(claim, wording=replace(claim.wording, sense=sense))
            for claim, sense in zip(one.reading.claims, senses, strict=True)
            if claim.wording is not None
        ]
        found.append(replace(one, reading=replace(one.reading, claims=tuple(claims))))
    return found


def compared(told: list[Told]) -> tuple[list[likeness.Telling], list[tuple[int, str]], list[tuple[int, int]]]:
    """The tellings of articles, the cluster of each, and the pairs that merging would compare."""
    readings = [one.reading for one in told]
    resolution = resolve(readings)
    tellings: list[likeness.Telling] = []
    clusters: list[tuple[int, str]] = []
    first = [0]
    for one in told:
        about = likeness.story(one.reading, resolution)
        tellings += [likeness.telling(claim, about, resolution) for claim in one.reading.claims]
        clusters += [(one.topic, cluster) for cluster in one.clusters]
        first.append(len(tellings))
    pairs = [pair for i in range(len(told)) for pair in combinations(range(first[i], first[i + 1]), 2)]
    for i, j in related(readings):
        pairs += [(a, b) for a in range(first[i], first[i + 1]) for b in range(first[j], first[j + 1])]
    return tellings, clusters, pairs


def score(told: list[Told]) -> None:
    """CoNLL F1 of what the merging stage makes of the mentions, across articles and within each.

    ECB+ takes a plan and its fulfilment for one event, and so on; merging does not: it is scored without its prohibitions too.
    """
    shipped = ontology.load()
    for name, some in (("kept", [t for t in told if t.topic % EVERY == 0]), ("seen", [t for t in told if t.topic % EVERY])):
        some = sorted(some, key=lambda one: one.reading.article.id)
        readings = [one.reading for one in some]
        resolution: Resolution = resolve(readings)
        gold: dict[tuple[int, str], set[Mention]] = defaultdict(set)
        for one in some:
            for claim, cluster in zip(one.reading.claims, one.clusters, strict=True):
                gold[one.topic, cluster].add(_mention(claim))
        ways = {"merged": drafts(readings, resolution, shipped)}
        ways["by likeness alone"] = drafts(readings, resolution, shipped, lambda one, other, off: 1.0)
        clusters = {way: [{_mention(claim) for claim in part.claims} for part in parts] for way, parts in ways.items()}
        lemmas = defaultdict(set)
        for reading in readings:
            for claim in reading.claims:
                lemmas[claim.lemma].add(_mention(claim))
        for way, ours in {**clusters, "same lemma": list(lemmas.values())}.items():
            across = _scores(list(gold.values()), ours)
            inside = _scores(_by_article(gold.values()), _by_article(ours))
            print(f"{name} topics, {len(some)} articles, {way}: across {across}; within {inside}")


def _mention(claim: Claim) -> Mention:
    return claim.doc, id(claim)


def _by_article(clusters: Iterable[set[Mention]]) -> list[set[Mention]]:
    parts: dict[tuple[int, str], set[Mention]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for mention in cluster:
            parts[number, mention[0]].add(mention)
    return list(parts.values())


def _scores(gold: list[set[Mention]], found: list[set[Mention]]) -> str:
    parts = [f"{100 * way(gold, found).f1:.1f}" for way in (conll.muc, conll.b_cubed, conll.ceaf_e)]
    return f"{100 * conll.conll(gold, found):.1f} (MUC, B3, CEAF-e: {', '.join(parts)})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("prepare", "grow", "score"))
    parser.add_argument("input", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.step == "prepare":
        prepare(args.input, args.out or parser.error("prepare needs --out"))
        return
    told = pickle.loads(args.input.read_bytes())
    if args.step == "grow":
        grow(told)
    else:
        score(sensed(told))


if __name__ == "__main__":
    import ecbplus  # under its own name, which the pickle then holds

    ecbplus.main()
