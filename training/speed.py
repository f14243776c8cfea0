"""Articles a second: the whole extraction beside the bare pipeline, on the same texts, in one run and one process."""

import datetime
import time
import warnings
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

import timeline
from timeline import language
from timeline.annotate import read_article
from timeline.model import Article


def seconds(work: Callable[[Article], object], articles: list[Article]) -> float:
    began = time.perf_counter()
    for article in articles:
        work(article)
    return time.perf_counter() - began


def main(
    inputs: list[Path], limit: Annotated[int | None, typer.Option()] = None, date: Annotated[str, typer.Option()] = "2022-07-25"
) -> None:
    """Batches of articles go through the bare pipeline and the whole one in turn, so that both see the same machine."""
    day = datetime.date.fromisoformat(date)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bare, whole = language.load(), timeline.load()
        articles = list(islice(timeline.read(inputs, warn=lambda line: None), limit))
        dated = [Article(a.id, a.text, a.date or day) for a in articles]
        for work in (lambda a: bare(a.text), lambda a: read_article(whole, a)):
            seconds(work, dated[:5])
        spent = [0.0, 0.0]
        for start in range(0, len(dated), 25):
            batch = dated[start : start + 25]
            spent[0] += seconds(lambda a: bare(a.text), batch)
            spent[1] += seconds(lambda a: read_article(whole, a), batch)
    words = sum(len(a.text.split()) for a in dated)
    for name, span in zip(("bare pipeline", "whole extraction"), spent, strict=True):
        rates = f"{len(dated) / span:.2f} a second, {words / span:.0f} words a second"
        print(f"{name:17} {len(dated)} articles in {span:.1f} s: {rates}")
    print(f"ratio of time     {spent[1] / spent[0]:.2f}")


if __name__ == "__main__":
    typer.run(main)
