"""Every figure of the model card, in one run, as the corpora give them and apart from how the training data was cut.

On gold tokens: tags, parts of speech, features, lemmas. On raw text (the sentences of a document joined by their own spaces,
without line breaks; and once more with the paragraphs' line breaks): dependencies and sentences as spaCy's Scorer counts them.
Names: strict spans and labels, on the newswire's own tokens.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated

import spacy
import typer
from convert import LABELS, Sentence, entity_spans, excluded, read_columns, read_conllu, syntax_doc
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

SENTENCES_A_DOC = 10


def documents(path: Path) -> Iterator[list[Sentence]]:
    for _, sentences in groupby(read_conllu(path), key=lambda s: s.doc_id):
        held = list(sentences)
        for start in range(0, len(held), SENTENCES_A_DOC):
            yield held[start : start + SENTENCES_A_DOC]


def on_gold_tokens(nlp: Language, docs: list[list[Sentence]]) -> dict[str, float]:
    right: Counter[str] = Counter()
    total = 0
    for sentences in docs:
        words = [w for s in sentences for w in s.words]
        doc = nlp(Doc(nlp.vocab, words=[w.form for w in words], spaces=[w.space for w in words]))
        for token, word in zip(doc, words, strict=True):
            total += 1
            right["tags"] += token.tag_ == word.xpos
            right["upos"] += token.pos_ == word.upos
            right["features"] += str(token.morph) == _features(nlp, word.feats)
            right["lemmas"] += token.lemma_ == word.lemma
    return {name: 100 * right[name] / total for name in ("tags", "upos", "features", "lemmas")}


def _features(nlp: Language, feats: str) -> str:
    return nlp.vocab.strings[nlp.vocab.morphology.add(feats)] if feats else ""


def on_raw_text(nlp: Language, docs: list[list[Sentence]], line_breaks: bool) -> dict[str, float]:
    gold = [syntax_doc(nlp.vocab, sentences, "\n\n" if line_breaks else "") for sentences in docs]
    examples = [Example(nlp(doc.text), doc) for doc in gold]
    scores = Scorer(nlp).score(examples)
    return {name: 100 * scores[key] for name, key in (("uas", "dep_uas"), ("las", "dep_las"), ("sentences", "sents_f"))}


def names(nlp: Language, path: Path, skip: set[str]) -> dict[str, float]:
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    shipped = set(LABELS.values())
    for doc_id, blocks in read_columns(path):
        if doc_id.lower() in skip:
            continue
        rows = [row for block in blocks for row in [*block, ("\n\n", "O")]]
        want = set(entity_spans([tag for _, tag in rows]))
        doc = nlp(Doc(nlp.vocab, words=[token for token, _ in rows]))
        have = {(e.start, e.end, e.label_) for e in doc.ents if e.label_ in shipped}
        for counts, spans in ((right, want & have), (said, have), (gold, want)):
            counts.update(label for *_, label in spans)
            counts["all"] += len(spans)
    return {label: 200 * right[label] / max(1, said[label] + gold[label]) for label, _ in gold.most_common()}


def main(
    pipeline: Path,
    corpora: Annotated[Path, typer.Option(help="the folder that holds syntax/ and names/")],
    exclude: Annotated[list[Path] | None, typer.Option()] = None,
    part: Annotated[str, typer.Option(help="dev, test, or both")] = "both",
    out: Annotated[Path | None, typer.Option(help="write the figures as JSON")] = None,
) -> None:
    """Print the figures of PIPELINE."""
    began = time.perf_counter()
    nlp = spacy.load(pipeline)
    figures: dict[str, object] = {
        "load_seconds": round(time.perf_counter() - began, 2),
        "megabytes": round(sum(f.stat().st_size for f in pipeline.rglob("*") if f.is_file()) / 1e6, 1),
    }
    syntax_only = [p for p in nlp.pipe_names if p != "ner"]
    for corpus in ("ewt", "gum"):
        for name in ("dev", "test") if part == "both" else (part,):
            if not set(syntax_only) & {"tagger", "parser"}:
                continue
            docs = list(documents(corpora / "syntax" / f"{corpus}_{name}.conllu.gz"))
            with nlp.select_pipes(enable=syntax_only):
                row = on_gold_tokens(nlp, docs) | on_raw_text(nlp, docs, line_breaks=False)
                row["sentences_with_line_breaks"] = on_raw_text(nlp, docs, line_breaks=True)["sentences"]
            figures[f"{corpus}_{name}"] = {k: round(v, 1) for k, v in row.items()}
    if "ner" in nlp.pipe_names:
        alone = [p for p in ("tok2vec", "ner") if p in nlp.pipe_names]
        path = corpora / "names" / "newswire_dev.tsv.gz"
        for note, parts in (("", [*alone, "timeline_one_sense"]), ("_ner_alone", alone)):
            with nlp.select_pipes(enable=[p for p in parts if p in nlp.pipe_names]):
                figures[f"newswire_dev{note}"] = {k: round(v, 1) for k, v in names(nlp, path, set()).items()}
                kept = names(nlp, path, excluded(exclude or ()))
                figures[f"newswire_dev_kept{note}"] = {k: round(v, 1) for k, v in kept.items()}
    for name, row in figures.items():
        typer.echo(f"{name}: {row}")
    if out:
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
