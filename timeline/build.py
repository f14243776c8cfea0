"""The way from inputs to a `Timeline`, and what a timeline can do.

spaCy, pandas and NetworkX are imported where they are needed: ``import timeline`` and ``timeline --help`` answer at once.
"""

from __future__ import annotations

import datetime
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from dataclasses import fields as parts
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import fingerprints
from timeline.errors import InputError
from timeline.folder import staged, written
from timeline.model import Article, Chronicle, TimeExpression
from timeline.read import read as read_inputs

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from spacy.language import Language

    from timeline.annotate import Recipe
    from timeline.executors import Place
    from timeline.explain import Sentence
    from timeline.store import Store

Warn = Callable[[str], None]
Source = str | Path

DISTRIBUTION = "event-timeline"
PAGE, RUN = "timeline.html", "run.json"
LOG = logging.getLogger("timeline")


@dataclass(frozen=True, repr=False)
class Timeline(Chronicle):
    """The dated events of some articles: to filter, to ask, to draw and to write."""

    def to_graph(self) -> nx.MultiDiGraph[str]:
        """Events, actors, places and articles as nodes of a plain NetworkX graph (see `timeline.graph`)."""
        from timeline import graph

        return graph.to_graph(self)

    def to_dataframe(self) -> pd.DataFrame:
        """One row an event: type, days, who in which role, where, the quoted sentence (see `timeline.frames`)."""
        from timeline import frames

        return frames.to_dataframe(self)

    def events_frame(self) -> pd.DataFrame:
        """As `to_dataframe`, with categories, and the ``days`` of each event as an interval."""
        from timeline import frames

        return frames.events(self)

    def mentions_frame(self) -> pd.DataFrame:
        """One row a passage that tells of an event: words, sentence, offsets, article (see `timeline.frames`)."""
        from timeline import frames

        return frames.mentions(self)

    def actors_frame(self) -> pd.DataFrame:
        """One row an actor: name, kind, country, in how many events, from when to when (see `timeline.frames`)."""
        from timeline import frames

        return frames.actors(self)

    def places_frame(self) -> pd.DataFrame:
        """One row a place: name, kind, country, coordinates, how many events, from when to when (see `timeline.frames`)."""
        from timeline import frames

        return frames.places(self)

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
            export.write(self, stage)
            page.write(self, stage / PAGE)
            files = {path.name: fingerprints.of_file(path) for path in sorted(stage.iterdir())}
            written(stage / RUN, [json.dumps({**self.report(), "files": files}, indent=1, ensure_ascii=False), "\n"])
        return folder / PAGE

    def export(self, path: Source, format: str) -> None:
        """Write one of the formats that ``timeline export --list`` names.

        Args:
            path: a file, or a folder (made if need be) for a format of several files, such as "csv".
        Raises:
            ValueError: there is no such format.
            OutputError: the path cannot be written, or what the format needs is not installed.
        """
        from timeline import export

        if format not in export.names():
            raise ValueError(f"there is no format {format!r}; there are {', '.join(export.names())}")
        export.write_one(self, path, format)

    def report(self) -> dict[str, object]:
        """How it was built, what was counted, and what was wrong with the input: the same for the same input."""
        kinds = Counter((e.type, e.interval is not None) for e in self.events)
        of_type: Counter[str] = Counter()
        for (type, _), number in kinds.items():
            of_type[type] += number
        counts: dict[str, object] = {
            "articles": len(self.articles),
            "events": len(self.events),
            "dated": sum(number for (_, dated), number in kinds.items() if dated),
            "actors": len(self.actors),
            "places": len(self.places),
            "warnings": len(self.warnings),
            "events_by_type": dict(sorted(of_type.items())),
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

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The page for notebooks, and one line of text for whatever shows no HTML."""
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


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
    inputs: Source | Iterable[Source] = (),
    *,
    date: datetime.date | str | None = None,
    model: Source | None = None,
    types: Iterable[Source] = (),
    names: Iterable[Source] = (),
    fixes: Iterable[Source] = (),
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    store: Source | None = None,
    jobs: int | None = 1,
    dask: str | None = None,
    workers: int | None = None,
    progress: bool = False,
    warn: Warn | None = None,
    debug: bool = False,
) -> Timeline:
    """Read articles and make one timeline of their events.

    The result depends on the set of articles alone, not on their order, the number of workers, or what a store held before.

    Args:
        inputs: files, folders, glob patterns, addresses of the web, or "-" for standard input; one or several. With a store
            there may be none.
        date: the publication day of all articles (a date, or ISO 8601 text), where it is not to be found in them.
        model: another spaCy pipeline than the shipped one, by package name or path.
        types: TOML files of event types to add to the shipped ones.
        names: TOML files of decisions about names: same, different, none (see `timeline.decisions`).
        fixes: TOML files of corrections (see `timeline.ledger`), which follow those in the store.
        fields, fetch: as `read`.
        store: a file that keeps the articles and what they were read as, made if need be: the inputs are added to it, and the
            timeline is of all that it holds. A build that was stopped goes on from there.
        jobs: processes to share the work among; None: as many as there are cores, where there are articles enough. A script
            that asks for several must call this under ``if __name__ == "__main__":``, as `multiprocessing` asks.
        dask: the address of a Dask scheduler, whose workers do the work instead (extra ``timeline[dask]``).
        workers: the older name of ``jobs``.
        progress: count the articles on stderr, if that is a terminal.
        warn: takes each warning, one line; without it they go to the logger ``timeline``. All stand in ``Timeline.warnings``.
        debug: let a fault in one article end the run with its traceback, instead of a warning.
    Raises:
        InputError: no article could be read from the inputs; the store is none or damaged.
        OutputError: the store cannot be written.
        ValueError: ``date`` is a text that names no day.
        ModelError, SchemaError: as `load`; a file of names or corrections is broken or contradicts itself.
        TimelineError: workers die before they begin; there is no such cluster.
    """
    from timeline import decisions, language, ledger, ontology
    from timeline.annotate import Recipe
    from timeline.chronicle import chronicle
    from timeline.executors import cluster
    from timeline.fixes import Fixes
    from timeline.progress import working
    from timeline.store import opened, temporary

    paths, types, date = sorted(_several(inputs)), _several(types), _day(date)
    warnings: list[str] = []
    fresh: set[str] = set()

    def note(line: str, article: str | None = None) -> None:
        warnings.append(line)
        if article is None or article in fresh:  # what an article was read as before has been told before
            (warn or LOG.warning)(line)

    recipe = Recipe(model, tuple(map(Path, types)))
    known, meta = ontology.load(recipe.types), language.meta(model)
    with opened(store, write=True) if store is not None else temporary() as held:
        entries = ledger.every(_several(fixes), held.corrections())
        corrections = Fixes(entries, known)
        decided = decisions.load(_several(names), ledger.names(entries))
        with cluster(dask) as where:
            with working(progress, "looking for articles"):
                staged = held.stage(read_inputs(paths, date=date, fields=fields, fetch=fetch, warn=note), note)
            if not held.count():
                raise _nothing_in(paths)
            fresh.update(_read_into(held, recipe, where, workers or jobs, progress, debug))
        with working(progress, "making events"):
            made = chronicle(held.readings(), known, decided, corrections, note)
        options = {
            "inputs": paths,
            "date": date and date.isoformat(),
            "model": model and str(model),
            "types": types,
            "names": [source._asdict() for source in decided.sources],
            "fixes": [standing.entry.reason for standing in entries],
            "fields": dict(sorted((fields or {}).items())),
            "fetch": fetch,
        }
        hashes = {
            "ontology": {
                "types": sorted(known.types),
                "families": sorted(known.families),
                "sha256": known.fingerprint,
            },
            "input": {"articles": len(made.articles), "sha256": fingerprints.of_articles(made.articles)},
        }
        run = {"versions": _versions(meta), **hashes, "options": options}
        made = replace(made, warnings=tuple(sorted(warnings)), run=run)
        if store is not None:
            changes = held.save(made, run)
            held.log("build", articles=len(made.articles), read=len(fresh), **asdict(staged), events=asdict(changes))
    return _timeline(made)


def _read_into(store: Store, recipe: Recipe, where: Place | None, jobs: int | None, progress: bool, debug: bool) -> list[str]:
    """Read what the store holds and nobody has read so; the ids of it."""
    from timeline.annotate import read_articles
    from timeline.executors import processes
    from timeline.progress import counted
    from timeline.seal import seal

    made_of = seal(recipe.model, recipe.types)
    unread = store.unread(made_of)
    with counted(progress, len(unread)) as tick:
        for reading in read_articles(store.some(unread), recipe, where or processes(jobs, len(unread)), debug):
            store.keep(reading, made_of)
            tick()
    return unread


def _timeline(made: Chronicle) -> Timeline:
    return Timeline(**{part.name: getattr(made, part.name) for part in parts(made)})


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
    """The timeline that a folder holds: what `Timeline.write` wrote there; or that a store holds: that of the last build.

    Raises:
        InputError: a file is missing or broken.
    """
    from timeline import export
    from timeline.store import is_store, opened

    if is_store(folder):
        with opened(folder) as store:
            for line in store.stale():
                LOG.warning(f"{folder}: {line}")
            return _timeline(replace(store.chronicle(), run=store.run()))
    chronicle = export.open_folder(folder)
    file = Path(folder) / RUN
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
        warnings = tuple(run.pop("warnings"))
        del run["counts"]
        run.pop("files", None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(str(file), "not a report of a run as timeline writes it") from error
    return _timeline(replace(chronicle, warnings=warnings, run=run))


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
    return InputError(", ".join(paths) or "no input", "nothing could be read, there is no article in it")


def _day(date: datetime.date | str | None) -> datetime.date | None:
    return as_day(date) if isinstance(date, str) else date


def _several(paths: Source | Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)))


def _versions(meta: Mapping[str, Any]) -> dict[str, str]:
    return {
        "timeline": version(DISTRIBUTION),
        "spacy": version("spacy"),
        "model": f"{meta['lang']}_{meta['name']} {meta['version']}",
    }
