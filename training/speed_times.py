"""Characters a second of the reader of times and its share of the pipeline, beside dateparser's search: one run, one core.

The component works on Docs that are parsed already; `dateparser.search.search_dates` on their texts, in English.
"""

import datetime
import time
import warnings
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from dateparser.search import search_dates

import timeline
from timeline.model import Article

EXTRACTION = (
    "timeline_layout", "timeline_quotes", "timeline_times", "timeline_names", "timeline_triggers", "timeline_stance",
    "timeline_roles", "timeline_claims",
)  # fmt: skip


def main(
    inputs: list[Path],
    limit: Annotated[int, typer.Option(help="articles")] = 200,
    searched: Annotated[int, typer.Option(help="articles that dateparser searches as well")] = 20,
) -> None:
    warnings.simplefilter("ignore")
    nlp = timeline.load()
    articles = list(islice(timeline.read(inputs, warn=lambda line: None), limit))
    spent: Counter[str] = Counter()
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.article = Article(article.id, article.text, article.date or datetime.date(2022, 7, 25))
        for name, component in nlp.pipeline:
            began = time.perf_counter()
            doc = component(doc)
            spent[name] += time.perf_counter() - began
    characters = sum(len(a.text) for a in articles)
    bare = sum(seconds for name, seconds in spent.items() if name not in EXTRACTION)
    some = articles[:searched]
    began = time.perf_counter()
    for article in some:
        search_dates(article.text, languages=["en"])
    peer = time.perf_counter() - began
    typer.echo(f"{len(articles)} articles, {characters} characters")
    for name in EXTRACTION:
        typer.echo(f"{name:18} {100 * spent[name] / bare:5.1f} % of the bare pipeline's time")
    both = spent["timeline_times"] + spent["timeline_claims"]
    typer.echo(
        f"times and claims   {100 * both / bare:5.1f} %; all eight {100 * sum(spent[n] for n in EXTRACTION) / bare:.1f} %"
    )
    own, other = characters / spent["timeline_times"], sum(len(a.text) for a in some) / peer
    typer.echo(f"timeline_times {own:.0f} characters a second, dateparser's search {other:.0f}: ratio {own / other:.1f}")


if __name__ == "__main__":
    typer.run(main)
