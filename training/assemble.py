"""Put the trained parts together into the pipeline that ships."""

import json
import warnings
from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.lookups import Lookups, load_lookups
from spacy.tokens import DocBin

CLOSED = frozenset({"AUX", "PRON", "DET", "PART", "ADP", "SCONJ", "CCONJ"})

app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def assemble(
    syntax: Path,
    names: Path,
    out: Annotated[Path, typer.Option()],
    lemmas: Annotated[Path, typer.Option(help="DocBin whose lemmas of pronouns, auxiliaries and the like are taken")],
    card: Annotated[Path, typer.Option(help="JSON with name, version, description, licence, sources")],
) -> None:
    """SYNTAX and NAMES (folders that `spacy train` wrote), with the rule lemmatizer and its tables, to one pipeline folder."""
    nlp = spacy.load(syntax)
    named = spacy.load(names)
    named.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    required, optional = lemmatizer.get_lookups_config("rule")
    tables = load_lookups("en", required + optional)
    lookups = Lookups()
    for table in tables.tables:
        lookups.add_table(table, dict(tables.get_table(table)))
    exceptions = lookups.get_table("lemma_exc")
    for pos, forms in closed_class_lemmas(lemmas).items():
        exceptions[pos] = forms
    index = lookups.get_table("lemma_index")
    index["verb"] = without_silent_e(index["verb"])
    lemmatizer.initialize(lookups=lookups)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("ner", source=named)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta.update(json.loads(card.read_text(encoding="utf8")))
    nlp.to_disk(out)
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    typer.echo(f"{out}: {nlp.pipe_names}, {size / 1e6:.1f} MB")


def closed_class_lemmas(path: Path) -> dict[str, dict[str, list[str]]]:
    """Part of speech (lower case) to form to lemma, the most frequent one, for the classes that rules cannot lemmatize."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab):
        for token in doc:
            if token.pos_ in CLOSED and token.lemma_:
                counts[token.pos_.lower(), token.lower_][token.lemma_] += 1
    found: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), seen in sorted(counts.items()):
        lemma, count = min(seen.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2:
            found[pos][form] = [lemma]
    return dict(found)


def without_silent_e(verbs: list[str]) -> list[str]:
    """The index without verbs that differ from another one by a silent e, so that "fined" is of fine, not of fin.

    The shorter verb doubles its consonant (finned), which the exceptions list, or is the rarer one (bath, bathe). Verbs in -ng
    keep both: "singing" is of sing, as singe keeps its e.
    """
    known = set(verbs)
    return [verb for verb in verbs if f"{verb}e" not in known or verb.endswith("ng")]


if __name__ == "__main__":
    app()
