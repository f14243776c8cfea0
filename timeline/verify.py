"""Whether a built folder holds what it says: each passage against its article, each article against its hash."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from timeline import fingerprints
from timeline.errors import InputError
from timeline.model import Article, Event, Span
from timeline.read import read as read_inputs

ARTICLES, EVENTS, GRAPH, RUN = "articles.jsonl", "events.jsonl", "graph.graphml", "run.json"
ABOUT = ("date", "title", "url", "source")
"""What an article is told of beside its text, and compared with the input."""
NAMED = 10
"""How many articles a note names."""
NOT_IN_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: in which file, of which article or event, and what."""

    file: str
    of: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.of}: {self.what}" if self.of else f"{self.file}: {self.what}"


@dataclass(slots=True)
class Verification:
    """How much was checked, and what does not hold.

    ``of_events``: where the folder holds a part of a timeline, how many events that had.
    ``left_out``: ids of originals that are not in the build, under their id or by their text. ``not_found``: ids of articles of
    the build that are not among the originals, which is a fault too. ``notes``: what could not be checked, and is no fault.
    """

    articles: int = 0
    originals: int = 0
    events: int = 0
    of_events: int | None = None
    passages: int = 0
    quotes: int = 0
    left_out: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether all holds."""
        return not self.faults


def verify(folder: str | Path, articles: str | Path | Iterable[str | Path] = ()) -> Verification:
    """Check a folder that `timeline.Timeline.write` wrote.

    That the text of each article has the hash recorded beside it, and all of them together that in ``run.json``; that the words
    of each passage and of each date stand in the article at the offsets given, within their sentence; that the sources of an
    event are the articles of its passages; that the graph quotes the same sentences and is of the same input; that as many
    articles and events are there as were counted, and of a part those that it says; that each file, the page too, has the hash
    in ``run.json``. Who changes a text and all hashes too is found out by ``articles`` alone.

    Args:
        articles: files, folders, globs or ``-``: the articles as they were given, to compare texts, days, titles, addresses and
            sources with; they are read with the options of ``run.json``, so a day or fields that only an earlier build into a
            store was told of are not known. An article that is not among them is a fault; one of them that is not in the build
            is told, but may well have been left out.
    Raises:
        InputError: a file of the folder is missing or cannot be read.
    """
    folder = Path(folder)
    found = Verification()
    run = _report(folder / RUN)
    texts = {article.id: article for article in _articles(folder / ARTICLES, found)}
    events = list(_events(folder / EVENTS, texts, found))
    _check_counts(run, texts, events, found)
    if (folder / GRAPH).exists():
        _check_graph(folder / GRAPH, run, texts, events, found)
    else:
        found.notes.append(f"{GRAPH} is not there, and was not checked")
    paths = [articles] if isinstance(articles, str | Path) else list(articles)
    if paths:
        _check_originals(paths, run, texts, found)
    _check_files(folder, run, found)
    return found


def _check_files(folder: Path, run: Mapping[str, Any], found: Verification) -> None:
    """Whether the files, the page too, are those that the build wrote, byte for byte; where a fault is told, it says more."""
    faulty = {fault.file for fault in found.faults}
    if "files" not in run:
        found.notes.append(f"{RUN} has no hashes of the files: whether they are as the build wrote them was not checked")
    for name, seal in sorted(run.get("files", {}).items()):
        path = folder / name
        if not path.is_file() and name != GRAPH:
            found.notes.append(f"{name} is not there, and was not checked")
        elif name not in faulty and path.is_file() and fingerprints.of_file(path) != seal:
            found.faults.append(Fault(name, "", f"is not as the build wrote it: its hash is not that in {RUN}"))


def _report(path: Path) -> Mapping[str, Any]:
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(str(path), "not a report of a run as timeline writes it") from error
    if not isinstance(run, dict) or not isinstance(run.get("counts"), dict):
        raise InputError(str(path), "not a report of a run as timeline writes it")
    for name in ("files", "input", "ontology", "options", "part", "versions"):
        if not isinstance(run.get(name, {}), dict):
            raise InputError(str(path), f"not a report of a run as timeline writes it: {name} is no object")
    if not isinstance(run.get("warnings", []), list):
        raise InputError(str(path), "not a report of a run as timeline writes it: warnings is no list")
    return run


def _lines(path: Path, found: Verification) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        with path.open(encoding="utf8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    data = json.loads(line)
                except ValueError as error:
                    found.faults.append(Fault(path.name, f"line {number}", f"not JSON ({error})"))
                    continue
                if isinstance(data, dict):
                    yield number, data
                else:
                    found.faults.append(Fault(path.name, f"line {number}", "not a JSON object"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _articles(path: Path, found: Verification) -> Iterator[Article]:
    from timeline.export.articles import from_record

    seen: set[str] = set()
    for number, data in _lines(path, found):
        try:
            article, _ = from_record(data)
            seal = fingerprints.of_text(article.text)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            found.faults.append(Fault(path.name, f"line {number}", f"not an article as timeline writes it ({error})"))
            continue
        found.articles += 1
        if article.id in seen:
            found.faults.append(Fault(path.name, article.id, "two articles have this id"))
            continue
        seen.add(article.id)
        if "sha256" not in data:
            found.faults.append(Fault(path.name, article.id, "has no hash (an older timeline wrote it)"))
        elif data["sha256"] != seal:
            found.faults.append(Fault(path.name, article.id, "the text is not the one that was read: its hash differs"))
        yield article


def _events(path: Path, texts: Mapping[str, Article], found: Verification) -> Iterator[Event]:
    from timeline.export.events import from_record

    for number, data in _lines(path, found):
        try:
            event = from_record(data)
            sources = set(data["sources"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            found.faults.append(Fault(path.name, f"line {number}", f"not an event as timeline writes it ({error})"))
            continue
        found.events += 1
        for what in _wrong_in(event, sources, texts, found):
            found.faults.append(Fault(path.name, event.id, what))
        yield event


def _wrong_in(event: Event, sources: set[str], texts: Mapping[str, Article], found: Verification) -> Iterator[str]:
    if not event.mentions:
        yield "no passage tells of it"
    for mention in event.mentions:
        found.passages += 1
        yield from _misquoted(mention.text, mention.doc, mention.span, texts)
        if mention.doc in texts and not _inside(mention.sentence, texts[mention.doc]):
            yield f"its sentence at {_place(mention.doc, mention.sentence)} is out of the text"
        elif not mention.sentence.holds(mention.span):
            yield f'"{mention.text}" at {_place(mention.doc, mention.span)} is out of its sentence'
    if event.when is not None:
        found.passages += 1
        yield from _misquoted(event.when.time.text, event.when.doc, event.when.time.span, texts)
    if sources != set(event.sources):
        yield f"its sources are {', '.join(sorted(sources))}, its passages are in {', '.join(event.sources)}"
    for conflict in event.conflicts:
        for source in sorted({source for version in conflict.values for source in version.sources} - set(event.sources)):
            yield f"{source}, which is to say otherwise of its {conflict.field}, does not tell of it"


def _misquoted(words: str, doc: str, span: Span, texts: Mapping[str, Article]) -> Iterator[str]:
    if doc not in texts:
        yield f'the article {doc}, which is to say "{words}", is not there'
    elif not _inside(span, texts[doc]) or texts[doc].text[slice(*span)] != words:
        yield f'"{words}" does not stand at {_place(doc, span)}'


def _inside(span: Span, article: Article) -> bool:
    return 0 <= span.start < span.end <= len(article.text)


def _place(doc: str, span: Span) -> str:
    return f"{doc}:{span.start}-{span.end}"


def _check_counts(run: Mapping[str, Any], texts: Mapping[str, Article], events: list[Event], found: Verification) -> None:
    for noun, there in (("articles", len(texts)), ("events", len(events))):
        if run["counts"].get(noun) != there:
            found.faults.append(Fault(RUN, "", f"{run['counts'].get(noun)} {noun} were written, {there} are there"))
    if isinstance(part := run.get("part"), dict):
        found.of_events = part.get("of")
        if part.get("sha256") != fingerprints.of_ids(event.id for event in events):
            found.faults.append(Fault(RUN, "", "the events are not those of the part: the hash of their ids differs"))
    given = run.get("input")
    if not isinstance(given, dict):
        found.faults.append(Fault(RUN, "", "no hash of the input (an older timeline wrote it)"))
    elif given.get("articles") != len(texts):
        found.notes.append(f"a part of a timeline of {given.get('articles')} articles: the hash of its input cannot be checked")
    elif given.get("sha256") != fingerprints.of_articles(texts.values()):
        found.faults.append(Fault(RUN, "", "the articles are not those that were read: the hash of the input differs"))


def _check_graph(
    path: Path, run: Mapping[str, Any], texts: Mapping[str, Article], events: list[Event], found: Verification
) -> None:
    """The graph's evidence against that of the events and the text of the articles."""
    import networkx as nx

    from timeline.export.graphml import plain
    from timeline.graph import provenance

    try:
        graph = nx.read_graphml(path, force_multigraph=True)
        reports = [(plain(s), plain(t), data) for s, t, data in graph.edges(data=True) if data.get("kind") == "reports"]
        said = {(s[len("article:") :], t[len("event:") :], data["start"], data["end"]): data for s, t, data in reports}
    except (OSError, SyntaxError, nx.NetworkXError, KeyError, ValueError, TypeError) as error:
        found.faults.append(Fault(path.name, "", f"not a graph as timeline writes it ({error})"))
        return
    made = provenance(run)
    for name, value in made.items():
        if graph.graph.get(name) != value:
            found.faults.append(Fault(path.name, "", f"{name} is not that of {RUN}"))
    for event in events:
        for mention in event.mentions:
            data = said.pop((mention.doc, event.id, *mention.span), None)
            if data is None:
                found.faults.append(Fault(path.name, event.id, f"lacks the passage at {_place(mention.doc, mention.span)}"))
            elif mention.doc in texts:
                found.quotes += 1
                sentence = texts[mention.doc].text[slice(*mention.sentence)]
                if not _alike(data.get("text"), mention.text) or not _alike(data.get("sentence"), sentence):
                    place = _place(mention.doc, mention.span)
                    found.faults.append(Fault(path.name, event.id, f"quotes other words than stand at {place}"))
    for doc, event_id, start, end in sorted(said):
        found.faults.append(Fault(path.name, event_id, f"has a passage that {EVENTS} has not, at {doc}:{start}-{end}"))


def _alike(quoted: object, text: str) -> bool:
    """Whether they are the same but for white space and what XML cannot hold."""
    one, other = (" ".join(NOT_IN_XML.sub(" ", words).split()) for words in (str(quoted), text))
    return one == other


def _check_originals(
    paths: list[str | Path], run: Mapping[str, Any], texts: Mapping[str, Article], found: Verification
) -> None:
    """Read the inputs as the build did, and compare. What it warned of is not told again."""
    told = set(run.get("warnings", ()))
    options = run.get("options", {})
    given, fields, fetch = (options.get(name) for name in ("date", "fields", "fetch"))

    def note(line: str) -> None:
        if line not in told:
            found.notes.append(line)

    built = {place.id: place for article in texts.values() for place in _places(article)}
    unread = dict(built)
    others: dict[str, str] = {}
    built_texts = {fingerprints.of_text(article.text) for article in texts.values()}
    for original in read_inputs(paths, date=given and date.fromisoformat(given), fields=fields, fetch=bool(fetch), warn=note):
        seal = fingerprints.of_text(original.text)
        others[seal] = original.id
        if seal not in built_texts:
            found.left_out += sorted(place.id for place in _places(original) if place.id not in built)
        for place in _places(original):
            found.originals += place.id in texts
            if (ours := unread.pop(place.id, None)) is not None:
                found.faults += [Fault(ARTICLES, place.id, what) for what in _differing(ours, place)]
    for id, article in unread.items():
        if (other := others.get(fingerprints.of_text(article.text))) is not None:
            found.notes.append(f"{id}: its text is in the input under the id {other}")
        else:
            found.not_found.append(id)
            found.faults.append(Fault(ARTICLES, id, "no article of this id or text is in the input"))
    if found.left_out:
        found.left_out.sort()
        found.notes.append(f"in the input, but not in {ARTICLES}: {_some(found.left_out)}")


def _places(article: Article) -> Iterator[Article]:
    """The article, and as an article each other place where its text stood."""
    yield article
    for place in article.also:
        yield replace(article, id=place.id, title=place.title, url=place.url, source=place.source)


def _differing(built: Article, original: Article) -> Iterator[str]:
    if (at := fingerprints.first_difference(original.text, built.text)) is not None:
        yield f"differs from the text of the input from character {at} on"
    for name in ABOUT:
        here, there = getattr(built, name), getattr(original, name)
        if here != there:
            yield f"its {name} is {_said(here)}, in the input {_said(there)}"


def _said(value: date | str | None) -> str:
    return "none" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value.isoformat()


def _some(ids: list[str]) -> str:
    more = len(ids) - NAMED
    return ", ".join(ids[:NAMED]) + (f" and {more} more (--json names all)" if more > 0 else "")
