"""Marked articles through the pipeline's rules, to what the network is trained on: sheets, subtokens and labels, as pickles."""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import marks
import numpy as np
from spacy.tokens import Doc

import timeline
from timeline import gazetteer, ontology
from timeline.annotate import documents
from timeline.features import STATUSES
from timeline.model import ROLES, Article, Claim, Reading, RoleFiller, Span
from timeline.names import clean, leading_title, words
from timeline.network import Network
from timeline.resolve import resolve
from timeline.sheet import Sheet

OUTSIDE = -1
CONTENT = ("VERB", "NOUN", "PROPN", "ADJ")
SHORT = 3
"""Letters of a word that says nothing of a name by itself."""
LIKELY = 0.3
"""How sure the shipped network must be of a word of an unmarked text for its links to be examples."""
WEBLOGS = ("weblog", "newsgroup")


@dataclass
class Example:
    """A text with its labels.

    Attributes:
        type: of each token, the number of the event type that it tells, 0 for none.
        occurrence: of each token, the number of the event, or `OUTSIDE`.
        roles, places: of each event and mention, the role (0: none) and whether it is the place.
        dated: of each event the times that give its days, by number; None where it has days that no expression gives.
        statuses, reported: of each event.
        weight: how much the labels count; 0: they are none, and teachers give them (``train.py``).
    """

    id: str
    sheet: Sheet
    type: list[int]
    occurrence: list[int]
    roles: list[list[int]]
    places: list[list[bool]]
    dated: list[set[int] | None]
    statuses: list[int]
    reported: list[bool]
    weight: float = 1.0


def example(nlp: timeline.Language, types: list[str], marked: marks.MarkedArticle, weight: float = 1.0) -> Example | None:
    """The example that a marked article gives; None where it is too long to be one Doc."""
    article = Article(marked.id, marked.text, date.fromisoformat(marked.date) if marked.date else None)
    parts = list(documents(nlp, article))
    if len(parts) != 1:
        return None
    [(part, doc)] = parts
    sheet = Sheet.of(doc, types)
    names = _names(sheet, article, doc)
    made = Example(marked.id, sheet, [0] * len(doc), [OUTSIDE] * len(doc), [], [], [], [], [], weight)
    for number, event in enumerate(marked.events):
        for span in event.spans:
            head = head_of(doc, Span(*(place - part.start for place in span)))
            if head is not None and made.occurrence[head] == OUTSIDE:
                made.type[head], made.occurrence[head] = types.index(event.type) + 1, number
        made.roles.append(
            [_role(seen.kind, held, event, marked.text) for seen, held in zip(sheet.mentions, names, strict=True)]
        )
        places = [_words(marked.text[slice(*place)]) for place in event.places]
        made.places.append([any(_same(p, n) for p in places for n in held.place) for held in names])
        days = (event.start and date.fromisoformat(event.start), event.end and date.fromisoformat(event.end))
        fit = {k for k, t in enumerate(sheet.times) if (t.time.interval.earliest, t.time.interval.latest) == days}
        made.dated.append(fit if fit or days == (None, None) else None)
        made.statuses.append([s.value for s in STATUSES].index(event.status))
        made.reported.append(event.reported)
    return made


def unmarked(nlp: timeline.Language, types: list[str], network: Network, article: marks.MarkedArticle) -> Example | None:
    """An example without labels: of each word that may be a trigger, its links to mentions, times and other such words."""
    made = example(nlp, types, marks.MarkedArticle(article.id, article.date, article.text), weight=0.0)
    if made is None:
        return None
    chances = network.triggers(network.read(made.sheet))
    for head in np.flatnonzero(chances[:, 0] < 1 - LIKELY):
        made.type[head], made.occurrence[head] = int(chances[head, 1:].argmax()) + 1, len(made.statuses)
        made.roles.append([0] * len(made.sheet.mentions))
        made.places.append([False] * len(made.sheet.mentions))
        made.dated.append(set())
        made.statuses.append(0)
        made.reported.append(False)
    return made


@dataclass
class _Named:
    """The word sets of all names of who a mention means, whether they name anybody, and those of where it means."""

    who: list[set[str]]
    named: bool
    place: list[set[str]]


def _names(sheet: Sheet, article: Article, doc: Doc) -> list[_Named]:
    """What each mention may be called: all names that the article has for it."""
    mentions = [seen.mention for seen in sheet.mentions]
    fillers = tuple(RoleFiller(m, "agent") for m in mentions if m.label != "PRON")
    whereabouts = tuple(m for m in mentions if m.label in ("LOC", "FAC", "ORG"))
    everyone = Claim(article.id, "", Span(0, 1), "", Span(0, 1), roles=fillers, places=whereabouts)
    found = resolve([Reading(article, tuple(doc._.names), (everyone, *doc._.claims))])
    out = []
    for mention in mentions:
        actor, place = found.actor(article.id, mention), found.place(article.id, mention)
        who = {mention.text, *((actor.name, *actor.names) if actor is not None else ())}
        where = (
            {mention.text, place.name} if place is not None else {mention.text} if mention.label in ("LOC", "FAC") else set()
        )
        named = actor.named if actor is not None else mention.named
        out.append(_Named([_words(n) for n in who], named, [_words(n) for n in where]))
    return out


def _role(kind: int, held: _Named, event: marks.Marked, text: str) -> int:
    for start, end, role, named in event.actors:
        if named == held.named and any(_same(_words(text[start:end]), called) for called in held.who):
            return ROLES.index(role) + 1
    return 0


def _words(name: str) -> set[str]:
    """What a name is compared by: the code of a country, or its words without title, articles and prepositions."""
    bare = clean(name)
    if (country := gazetteer.country(bare)) is not None:
        return {country.code}
    parts = words(bare)
    parts = parts[leading_title(parts)[0] :] or parts
    return {word for word in parts if len(word) > SHORT} or set(parts)


def _same(one: set[str], other: set[str]) -> bool:
    """Whether most words of the shorter name stand in the other."""
    return len(one & other) * 2 >= min(len(one), len(other)) > 0


def head_of(doc: Doc, span: Span) -> int | None:
    """The token that stands for trigger words: the verb among them, else the last noun that nothing else in them governs."""
    words = doc.char_span(*span, alignment_mode="expand")
    if words is None:
        return None
    inside = {t.i for t in words}
    tops = [t for t in words if t.head.i not in inside or t.head == t]
    content = [t for t in tops if t.pos_ in CONTENT] or [t for t in words if t.pos_ in CONTENT] or tops or list(words)
    return next((t.i for t in content if t.pos_ == "VERB"), content[-1].i)


def gold(folder: Path) -> Iterable[marks.MarkedArticle]:
    """The articles of a folder with ``articles.jsonl`` and ``events.jsonl``, as the project's gold articles are kept."""
    events = defaultdict(list)
    for line in (folder / "events.jsonl").read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        events[held["doc"]].append(held)
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        made = marks.MarkedArticle(article["id"], article["date"], text)
        for e in events[article["id"]]:
            there = [a for a in e["actors"] if a["name"] in text]
            actors = [(*_first(text, a["name"]), a["role"], a.get("named", True)) for a in there]
            places = [_first(text, name) for name in e["places"] if name in text]
            spans = [(start, end) for start, end in e["spans"]]
            made.events.append(marks.Marked(e["type"], spans, e["start"], e["end"], actors, places, e["status"], e["reported"]))
        yield made


def without_marks(corpora: Path) -> Iterable[marks.MarkedArticle]:
    """Texts that nobody marked: news of ECB+, biographies of GUM, weblogs and newsgroups of EWT."""
    marked = {article.id for article in marks.others(corpora, marks.HERE / "ecbplus.jsonl.gz")}
    with gzip.open(corpora / marks.ECBPLUS, "rt", encoding="utf-8") as lines:
        for held in map(json.loads, lines):
            if held["id"] not in marked:
                yield marks.MarkedArticle(held["id"], held["date"] or "", marks.joined(held["text"]))
    with gzip.open(corpora / "dates/gum_dates.jsonl.gz", "rt", encoding="utf-8") as lines:
        for held in map(json.loads, lines):
            if "_bio_" in held["id"]:
                yield marks.MarkedArticle(held["id"], held["date"] or "", held["text"])
    with gzip.open(corpora / "syntax/ewt_train.conllu.gz", "rt", encoding="utf-8") as lines:
        for document in lines.read().split("# newdoc id = ")[1:]:
            id = document.split("\n", 1)[0]
            if id.startswith(WEBLOGS):
                paragraphs = (" ".join(re.findall(r"^# text = (.*)", p, re.MULTILINE)) for p in document.split("# newpar id"))
                yield marks.MarkedArticle(id, "", "\n\n".join(filter(None, paragraphs)))


def _first(text: str, name: str) -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", action="append", default=[], help="pattern of files in own/, such as w*.txt")
    parser.add_argument("--corpora", type=Path, help="the folder that holds the files of `marks.RAW`")
    parser.add_argument("--marks", type=Path, default=marks.HERE / "others.jsonl.gz", help="the marks of some of them")
    parser.add_argument("--gold", type=Path, help="a folder of gold articles")
    parser.add_argument("--unmarked", type=Path, help="the folder that holds the corpora: texts without marks")
    parser.add_argument("--weight", type=float, default=1.0, help="how much the labels of each text count")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    nlp = timeline.load()
    nlp.remove_pipe("timeline_judge")
    types = sorted(ontology.load().types)
    articles = [article for pattern in args.own for article in marks.own(pattern)]
    if args.unmarked:
        network = Network()
        articles += without_marks(args.unmarked)
        made = [unmarked(nlp, types, network, article) for article in articles]
    else:
        if args.corpora:
            articles += marks.others(args.corpora, args.marks)
        if args.gold:
            articles += gold(args.gold)
        made = [example(nlp, types, article, args.weight) for article in articles]
    found = [e for e in made if e is not None]
    args.out.write_bytes(pickle.dumps((types, found)))
    print(f"{len(found)} articles, {sum(len(e.statuses) for e in found)} events")


if __name__ == "__main__":
    import prepare  # under its own name, which the pickles then hold

    prepare.main()
