"""The way from inputs to a `Timeline`, and what a timeline can do.

spaCy, pandas and NetworkX are imported where they are needed: ``import timeline`` and ``timeline --help`` answer at once.
"""

from __future__ import annotations

import datetime
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.folder import staged
from timeline.model import Article, Chronicle, TimeExpression
from timeline.read import read as read_inputs

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from spacy.language import Language

    from timeline.explain import Sentence

Warn = Callable[[str], None]
Source = str | Path

DISTRIBUTION = "event-timeline"
PAGE, RUN = "timeline.html", "run.json"
LOG = logging.getLogger("timeline")


@dataclass(frozen=True, repr=False)
class Timeline(Chronicle):
    """The dated events of some articles: to filter, to ask, to draw and to write.

    Attributes:
        run: how it was built: ``versions`` (of the packages and the language model) and ``options``.
    """

    run: Mapping[str, object] = field(default_factory=dict)

    def to_graph(self) -> nx.MultiDiGraph[str]:
        """Events, actors, places and articles as nodes of a plain NetworkX graph (see `timeline.graph`)."""
        from timeline import graph

        return graph.to_graph(self)

    def to_dataframe(self) -> pd.DataFrame:
        """One row an event: type, days, who in which role, where, the quoted sentence (see `timeline.export.table`)."""
        from timeline.export import table

        return table.to_dataframe(self)

    def write(self, folder: Source) -> Path:
        """Write all outputs into a folder, which is made if need be: all of them, or on failure none.

        ``events.jsonl``, ``articles.jsonl``, ``graph.graphml``, ``timeline.html``, ``run.json``.

        Returns:
            The path of the page, ``timeline.html``.
        Raises:
            OutputError: the folder cannot be written.
        """
        from timeline import export, page

        folder = Path(folder)
        with staged(folder) as stage:
            export.write(self, stage, ("events.jsonl", "articles.jsonl", "graph.graphml"))
            page.write(self, stage / PAGE)
            report = json.dumps(self.report(), indent=1, ensure_ascii=False) + "\n"
            (stage / RUN).write_bytes(report.encode("utf-8", "backslashreplace"))
        return folder / PAGE

    def report(self) -> dict[str, object]:
        """How it was built, what was counted, and what was wrong with the input: the same for the same input."""
        counts: dict[str, object] = {
            "articles": len(self.articles),
            "events": len(self.events),
            "dated": sum(e.interval is not None for e in self.events),
            "actors": len(self.actors),
            "places": len(self.places),
            "warnings": len(self.warnings),
            "events_by_type": dict(sorted(Counter(e.type for e in self.events).items())),
        }
        return {**self.run, "counts": counts, "warnings": sorted(self.warnings)}

    def __repr__(self) -> str:
        days = [day for e in self.events for day in (e.start, e.end) if day is not None]
        span = f" from {min(days)} to {max(days)}" if days else ""
        parts = ((self.articles, "article"), (self.events, "event"), (self.actors, "actor"), (self.places, "place"))
        counted = [count(len(things), noun) for things, noun in parts]
        counted[1] += span
        return f"<Timeline: {', '.join(counted)}>"

    def _repr_html_(self) -> str:
        from timeline import page

        return page.notebook_html(self)


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 article", "2 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def read(
    inputs: Source | Iterable[Source],
    *,
    date: datetime.date | str | None = None,
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    warn: Warn | None = None,
) -> Iterator[Article]:
    """The articles of files, folders, glob patterns, addresses or standard input ("-"), one at a time, each once.

    Args:
        date: the publication day of all articles (a date, or ISO 8601 text); without it, it is looked for in their fields,
            heads and file names.
        fields: for ``text``, ``date``, ``id``, ``title``, ``url`` or ``source`` the name of the field that holds it; without
            it, common names are known.
        fetch: whether addresses of the web are fetched.
        warn: takes each fault of the input as one line; without it they go to the logger ``timeline``.
    Raises:
        ValueError: ``date`` is a text that names no day.
    """
    return read_inputs(_several(inputs), date=_day(date), fields=fields, fetch=fetch, warn=warn or LOG.warning)


def load(model: Source | None = None, types: Iterable[Source] = ()) -> Language:
    """A spaCy pipeline with all components of the extraction; its Docs carry ``doc._.claims``, ``doc._.times`` and more.

    Args:
        model: another spaCy pipeline than the shipped one, by package name or path.
        types: TOML files of event types to add to the shipped ones.
    Raises:
        ModelError: there is no such pipeline, or it lacks a component that the extraction needs.
        SchemaError: a file of event types is broken.
    """
    from timeline.annotate import Recipe

    return Recipe(model, tuple(map(Path, types))).load()


def build(
    inputs: Source | Iterable[Source],
    *,
    date: datetime.date | str | None = None,
    model: Source | None = None,
    types: Iterable[Source] = (),
    names: Iterable[Source] = (),
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    workers: int = 1,
    progress: bool = False,
    warn: Warn | None = None,
    debug: bool = False,
) -> Timeline:
    """Read articles and make one timeline of their events.

    The result depends on the set of articles alone, not on their order or the number of workers.

    Args:
        inputs: files, folders, glob patterns, or "-" for standard input; one or several.
        date: the publication day of all articles (a date, or ISO 8601 text), where it is not to be found in them.
        model: another spaCy pipeline than the shipped one, by package name or path.
        types: TOML files of event types to add to the shipped ones.
        names: TOML files of decisions about names: same, different, none (see `timeline.decisions`).
        fields, fetch: as `read`.
        workers: processes to share the work among. A script that asks for several must call this under
            ``if __name__ == "__main__":``, as `multiprocessing` asks.
        progress: count the articles on stderr, if that is a terminal.
        warn: takes each warning, one line; without it they go to the logger ``timeline``. All stand in ``Timeline.warnings``.
        debug: let a fault in one article end the run with its traceback, instead of a warning.
    Raises:
        InputError: no article could be read from the inputs.
        ValueError: ``date`` is a text that names no day.
        ModelError, SchemaError: as `load`; a file of names is broken or contradicts itself.
    """
    from timeline import decisions, ontology
    from timeline.annotate import Recipe, read_articles
    from timeline.copies import copies
    from timeline.merge import merge
    from timeline.resolve import resolve

    paths, types, date = sorted(_several(inputs)), _several(types), _day(date)
    warnings: list[str] = []

    def note(line: str) -> None:
        warnings.append(line)
        (warn or LOG.warning)(line)

    decided = decisions.load(_several(names))
    recipe = Recipe(model, tuple(map(Path, types)))
    nlp = recipe.load()
    readings = []
    with _counter(progress) as tick:
        for reading in read_articles(
            read_inputs(paths, date=date, fields=fields, fetch=fetch, warn=note), recipe, nlp, workers, debug
        ):
            for line in reading.warnings:
                note(line)
            readings.append(reading)
            tick()
    if not readings:
        raise _nothing_in(paths)
    readings.sort(key=lambda reading: reading.article.id)
    for line in decided.unmet(readings):
        note(line)
    resolution = resolve(readings, decided)
    copied = copies(reading.article for reading in readings)
    events = merge(readings, resolution, ontology.load(recipe.types), copied)
    told = {doc for event in events for doc in event.sources}
    for reading in readings:
        if reading.article.id not in told and not reading.warnings:
            note(f"{reading.article.id}: no event found in this article")
    options = {
        "inputs": paths,
        "date": date and date.isoformat(),
        "model": model and str(model),
        "types": types,
        "names": [source._asdict() for source in decided.sources],
        "fields": dict(sorted((fields or {}).items())),
    }
    places = {key for event in events for place in event.places for key in resolution.around(place)}
    return Timeline(
        articles=tuple(reading.article for reading in readings),
        events=events,
        actors=resolution.actors,
        places={key: place for key, place in resolution.places.items() if key in places},
        warnings=tuple(sorted(warnings)),
        copies=copied,
        run={"versions": _versions(nlp), "options": options},
    )


def times(
    inputs: Source | Iterable[Source],
    *,
    date: datetime.date | str | None = None,
    model: Source | None = None,
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    warn: Warn | None = None,
) -> Iterator[tuple[Article, TimeExpression]]:
    """The time expressions of articles, in order of the text. Arguments and errors are those of `build`."""
    from timeline import annotate

    nlp = load(model)
    with nlp.select_pipes(enable=nlp.pipe_names[: nlp.pipe_names.index("timeline_times") + 1]):
        for article in _some(inputs, read(inputs, date=date, fields=fields, fetch=fetch, warn=warn)):
            for expression in annotate.times(nlp, article):
                yield article, expression


def why(
    inputs: Source | Iterable[Source],
    *,
    date: datetime.date | str | None = None,
    model: Source | None = None,
    types: Iterable[Source] = (),
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    warn: Warn | None = None,
) -> Iterator[tuple[Article, Sentence]]:
    """How articles were read: each sentence, its words that could tell of an event, and which rule decided about each.

    Arguments and errors are those of `build`.
    """
    from timeline.explain import explain

    nlp = load(model, types)
    for article in _some(inputs, read(inputs, date=date, fields=fields, fetch=fetch, warn=warn)):
        for sentence in explain(nlp, article):
            yield article, sentence


def open_folder(folder: Source) -> Timeline:
    """The timeline that a folder holds: what `Timeline.write` wrote there.

    Raises:
        InputError: a file is missing or broken.
    """
    from timeline import export

    chronicle = export.open_folder(folder)
    file = Path(folder) / RUN
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
        warnings = tuple(run.pop("warnings"))
        del run["counts"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(str(file), "not a report of a run as timeline writes it") from error
    held = {part.name: getattr(chronicle, part.name) for part in fields(chronicle)}
    return Timeline(**{**held, "warnings": warnings, "run": run})


def as_day(text: str) -> datetime.date:
    """The day of an ISO 8601 text. Raises: ValueError, in words for a user."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day such as 2026-01-31") from None


def _some(inputs: Source | Iterable[Source], articles: Iterator[Article]) -> Iterator[Article]:
    """The articles. Raises: InputError if there is none."""
    found = False
    for article in articles:
        found = True
        yield article
    if not found:
        raise _nothing_in(sorted(_several(inputs)))


def _nothing_in(paths: list[str]) -> InputError:
    return InputError(", ".join(paths), "nothing could be read, there is no article in it")


def _day(date: datetime.date | str | None) -> datetime.date | None:
    return as_day(date) if isinstance(date, str) else date


def _several(paths: Source | Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)))


def _versions(nlp: Language) -> dict[str, str]:
    meta = nlp.meta
    return {
        "timeline": version(DISTRIBUTION),
        "spacy": version("spacy"),
        "model": f"{meta['lang']}_{meta['name']} {meta['version']}",
    }


@contextmanager
def _counter(show: bool) -> Iterator[Callable[[], None]]:
    """What to call for each article that is done; shows the count on stderr while it is a terminal."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} articles read"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not (show and console.is_terminal)) as bar:
        task = bar.add_task("", total=None)
        yield lambda: bar.advance(task)
