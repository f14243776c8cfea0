"""Put the trained parts together into the pipeline that ships."""

import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.lookups import Lookups, load_lookups
from spacy.tokens import DocBin

from timeline.language.lemmas import EXCEPTIONS, INDEX, SEEN, TaggedLemmatizer

TRUSTED = 2

app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def assemble(
    syntax: Path,
    names: Path,
    out: Annotated[Path, typer.Option()],
    lemmas: Annotated[Path, typer.Option(help="DocBin of the treebanks, whose lemmas go before the rules")],
    card: Annotated[Path, typer.Option(help="JSON with name, version, description, licence, sources")],
) -> None:
    """SYNTAX and NAMES (folders that `spacy train` wrote), with the rule lemmatizer and its tables, to one pipeline folder."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("timeline_sentence_hints", first=True)
    named = spacy.load(names)
    named.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("timeline_clause_repair")
    lemmatizer = nlp.add_pipe("timeline_lemmatizer")
    lemmatizer.initialize(lookups=tables(lemmas, lemmatizer))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("ner", source=named)
    nlp.add_pipe("timeline_one_sense")
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta.update(json.loads(card.read_text(encoding="utf8")))
    nlp.to_disk(out)
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    typer.echo(f"{out}: {nlp.pipe_names}, {size / 1e6:.1f} MB")


def tables(path: Path, lemmatizer: TaggedLemmatizer) -> Lookups:
    """Exceptions and index of spacy-lookups-data, and what the treebank adds to them."""
    public = load_lookups("en", [EXCEPTIONS, INDEX])
    lookups = Lookups()
    for name in (EXCEPTIONS, INDEX):
        lookups.add_table(name, dict(public.get_table(name)))
    index = lookups.get_table(INDEX)
    index["verb"] = without_silent_e(index["verb"])
    lemmatizer.lookups = lookups
    lookups.add_table(SEEN, seen_lemmas(path, lemmatizer))
    return lookups


def seen_lemmas(path: Path, lemmatizer: TaggedLemmatizer) -> dict[str, str]:
    """``"TAG form"`` to lemma, where most of the treebank says another lemma than the rules do.

    A form in small letters stands for its capitalised ones as well, except where those are of their own (Polish, polish).
    """
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    parts: dict[tuple[str, str], str] = {}
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab):
        for token in doc:
            if token.lemma_ and token.lemma_ != "_" and not token.is_space:
                counts[token.tag_, token.text][token.lemma_] += 1
                parts[token.tag_, token.text] = token.pos_
    seen: dict[str, str] = {}
    index = lemmatizer.lookups.get_table(INDEX)
    for (tag, form), lemmas in sorted(counts.items(), key=lambda item: (not item[0][1].islower(), item[0])):
        lemma, count = min(lemmas.items(), key=lambda item: (-item[1], item[0]))
        known = seen.get(f"{tag} {form.lower()}") or lemmatizer.by_rule(form, tag, parts[tag, form])
        if lemma != known and count >= TRUSTED and not (tag.startswith("VB") and _slip(lemma, known, index["verb"])):
            seen[f"{tag} {form}"] = lemma
    return seen


def _slip(lemma: str, known: str, index: Collection[str]) -> bool:
    """Whether a dictionary has the lemma of the rules, but not the one of the treebank ("flead" of "fled")."""
    return known in index and lemma not in index


def without_silent_e(verbs: list[str]) -> list[str]:
    """The index without verbs that differ from another one by a silent e, so that "fined" is of fine, not of fin.

    The shorter verb doubles its consonant (finned), which the exceptions list, or is the rarer one (bath, bathe). Verbs in -ng
    keep both: "singing" is of sing, as singe keeps its e.
    """
    known = set(verbs)
    return [verb for verb in verbs if f"{verb}e" not in known or verb.endswith("ng")]


if __name__ == "__main__":
    app()
