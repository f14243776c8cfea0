"""`timeline_one_sense`: a name means the same throughout an article (one sense per discourse, Gale, Church, Yarowsky 1992)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

TITLES = frozenset(
    """king queen prince princess pope sultan emir president mr mrs ms miss dr prof professor lady lord sir chief general gen
    colonel col captain capt judge justice senator minister governor mayor ambassador chairman sheikh madam uncle""".split()
)
FIRMS = frozenset(
    """airline automaker brewery carmaker chipmaker conglomerate drugmaker insurer lender planemaker refiner retailer startup
    start-up shipbuilder steelmaker wholesaler brewer tyremaker fund company firm operator carrier charity foundation""".split()
)
"""Nouns after which a name is that of a company."""
CERTAIN = 0.6
"""Share of a word's occurrences that must be named before the others are taken for the same name."""


@Language.component("timeline_one_sense", requires=["doc.ents"], assigns=["doc.ents"])
def timeline_one_sense(doc: Doc) -> Doc:
    """Settle ``doc.ents``: titles are no part of a name; a name has the label that it mostly has; what was missed is added."""
    spans = [_untitled(span) for span in doc.ents]
    labels = _labels(spans)
    surnames = {span[-1].text for span in spans if len(span) > 1 and _label(span, labels) == "PERSON"}
    labels |= {span.text: "ORG" for span in spans if _is_firm(span) and span.text not in surnames}
    settled = [Span(doc, s.start, s.end, label=_label(s, labels, surnames)) for s in spans if not _only_title(s, surnames)]
    doc.ents = (*settled, *_missed(doc, settled))
    return doc


def _untitled(span: Span) -> Span:
    start = span.start
    while span.label_ == "PERSON" and start < span.end - 1 and span.doc[start].lower_.rstrip(".") in TITLES:
        start += 1
        if span.doc[start].text == "." and start < span.end - 1:
            start += 1
    return Span(span.doc, start, span.end, label=span.label_)


def _only_title(span: Span, surnames: set[str]) -> bool:
    """ "The Pope" names nobody; "King", in an article on Martin Luther King, does."""
    return len(span) == 1 and span.label_ == "PERSON" and span.text.lower().rstrip(".") in TITLES and span.text not in surnames


def _labels(spans: Iterable[Span]) -> dict[str, str]:
    """For each text that more than half of its mentions agree on, their label."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        seen[span.text][span.label_] += 1
    mostly = {text: counts.most_common(1)[0] for text, counts in seen.items()}
    return {text: label for text, (label, count) in mostly.items() if count > 1 and 2 * count > seen[text].total()}


def _label(span: Span, labels: dict[str, str], surnames: frozenset[str] | set[str] = frozenset()) -> str:
    if len(span) == 1 and span.text in surnames and span.label_ in ("LOC", "ORG", "MISC", "FAC", "PRODUCT"):
        return "PERSON" if not _placed(span) else span.label_
    return labels.get(span.text, span.label_)


def _placed(span: Span) -> bool:
    return span.start > 0 and span.doc[span.start - 1].lower_ in ("in", "at", "near", "from", "to", "outside", "around")


def _is_firm(span: Span) -> bool:
    """ "The drugmaker Corvane", whom the recogniser may take for a person."""
    return len(span) == 1 and span.start > 0 and span.doc[span.start - 1].lower_ in FIRMS


def _missed(doc: Doc, spans: list[Span]) -> list[Span]:
    """Mentions, in the same capitals, of names that were found twice or more elsewhere in the article."""
    counts = Counter((span.text, span.label_) for span in spans)
    words = Counter(token.text for token in doc)
    taken = {i for span in spans for i in range(span.start, span.end)}
    wanted: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for span in {(span.text, span.label_): span for span in spans}.values():
        name, count = [token.text for token in span], counts[span.text, span.label_]
        if count < 2 or not any(word[:1].isupper() for word in name) or (len(name) == 1 and len(name[0]) < 3):
            continue
        if len(name) > 1 or count >= CERTAIN * words[name[0]]:
            wanted[name[0]].append((name, span.label_))
    found = []
    for token in doc:
        for name, label in sorted(wanted.get(token.text, ()), key=lambda entry: (-len(entry[0]), entry[1])):
            end = token.i + len(name)
            here = range(token.i, end)
            if taken.isdisjoint(here) and [t.text for t in doc[token.i : end]] == name:
                found.append(Span(doc, token.i, end, label=label))
                taken.update(here)
                break
    return found
