"""Put the trained parts together into the pipeline that ships."""

import json
import warnings
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.lookups import Lookups, load_lookups

app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def assemble(
    syntax: Path,
    names: Path,
    out: Annotated[Path, typer.Option()],
    card: Annotated[Path, typer.Option(help="JSON with name, version, description, licence, sources")],
) -> None:
    """SYNTAX and NAMES (folders that `spacy train` wrote), with the rule lemmatizer and its tables, to one pipeline folder."""
    nlp = spacy.load(syntax)
    named = spacy.load(names)
    named.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    tables = load_lookups("en", lemmatizer.get_lookups_config("rule")[0])
    lookups = Lookups()
    for table in tables.tables:
        lookups.add_table(table, tables.get_table(table))
    lemmatizer.initialize(lookups=lookups)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("ner", source=named)
    nlp.meta.update(json.loads(card.read_text(encoding="utf8")))
    nlp.to_disk(out)
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    typer.echo(f"{out}: {nlp.pipe_names}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    app()
