"""What the place names of an article lie in: what the words beside them say, else the places that the text names around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from timeline import gazetteer
from timeline.datelines import dateline
from timeline.model import Article, Mention, Place, Span
from timeline.names import clean, words

REACH = 60
"""Characters between a name and the words that say what it lies in."""
ELSEWHERE = "ZZ"
"""No country, for what is meant wherever the article plays."""
HEAD = 6
"""Lines at the top of an article among which the dateline is."""
_ENUMERATES = re.compile(r"^,?\s+(?:and|or)\s|^,\s+[A-Z]")
_FOLLOWED = re.compile(r",\s+((?:[A-Z][\w.'’-]*)(?:\s+(?:of|and|the|[A-Z][\w.'’-]*)){0,4})")
_KIND = (
    r"(?:(?:[a-z]+ern|[a-z]+-?west|[a-z]+-?east|north|south|border|port|coastal|capital|central|remote|rural|restive)\s+){0,3}"
    r"(?:(?:city|cities|town|village|port|capital|state|province|region|district|area|county|suburb|township|territory|island"
    r"|islet|peninsula|archipelago|resort|valley|mountain|peak|river|lake|bay|enclave|neighbou?rhood|municipality|department"
    r"|governorate|outskirts|coast)(?:\s+of)?\s+)?(?:the\s+)?"
)
"""Words between the name of a place and that of the place in it ("the Nigerian [northern city of] Kano")."""
_INSIDE = re.compile(rf"(?<!\s)\s*(?:\([^()]*\)\s*)?(?:,\s*)?(?:[a-z]\w{{1,40}}\s+){{0,2}}(?:in|of)\s+(?:the\s+)?{_KIND}")
_BESIDE = re.compile(
    r"[^.;!?\n]{0,40}\b(?:near|outside|off|at|(?:km|kilomet(?:er|re)s?|miles?|north|south|\w*east|\w*west)\)?\s+(?:away\s+)?(?:of|from)"
    rf"|(?:close|next)\s+to|border\s+with)\s+(?:the\s+)?{_KIND}"
)
_OWNED = re.compile(rf"['’]s?\s+{_KIND}")
_ADJECTIVE = re.compile(rf"\s+{_KIND}")
_ABROAD = re.compile(r"\b(?:embassy|consulate|mission|ambassador)\b", re.IGNORECASE)
_OF_CITIES = frozenset("airport central city court district high international municipal police port university".split())
"""What follows the name of the city that it is of, in the name of an institution; not so in "Charlotte Maxeke Hospital"."""
_AFLOAT = re.compile(
    r"\b(?:aboard|on board|ship|vessel|ferry|boat|tanker|yacht|trawler|submarine|carrier|destroyer|liner)\W+(?:the\W+)?$"
)
_VESSEL = re.compile(r"(?:the\s+)?(?:USS|HMS|HMC|MV|M/V|MT|SS|INS)\s")
_FACILITY = ("FAC", "ORG", "")
"""Labels of what stands in a city, or may: a name that is labelled as a place is as likely one beside the city."""


_SOLD_ENDINGS = frozenset("AG AI AM AS CC CO FM GG IM IO IS LA LY ME MS NU PW RE SC SH ST TK TO TV VC VG WS".split())
"""Endings of countries that are sold to anyone."""


class _Known(NamedTuple):
    span: Span
    place: Place
    people: bool


class Setting:
    """The places that an article names and the gazetteer knows, and its dateline."""

    def __init__(self, article: Article, names: Iterable[Mention], near: tuple[str, ...]) -> None:
        """``near``: ISO codes of the countries that the article is evidently about, the most evident first."""
        home = _published_in(article)
        self.text, self.names = article.text, tuple(names)
        self.near = tuple(dict.fromkeys([*(near or ((home,) if home else ())), *self._countries_of_namesakes()]))
        self.known = tuple(self._known())
        self.filed = self._filed_from()

    def _countries_of_namesakes(self) -> Iterator[str]:
        """The countries of regions that bear a country's name, where a city of theirs stands before it ("Athens, Georgia")."""
        for city, larger in pairwise(sorted(self.names, key=lambda name: name.span)):
            if self.text[city.span.end : larger.span.start].strip(" ") == ",":
                region = gazetteer.namesake(clean(city.text), clean(larger.text))
                if region is not None and region.country is not None:
                    yield region.country

    def _known(self) -> Iterator[_Known]:
        for name in self.names:
            if name.label == "NORP":
                country = gazetteer.country(name.text)
                if country is not None:
                    yield _Known(name.span, country.place, True)
            elif name.label in ("LOC", "FAC") and (place := gazetteer.place(clean(name.text), near=self.near)) is not None:
                yield _Known(name.span, place, gazetteer.is_demonym(name.text))

    def _filed_from(self) -> Place | None:
        """The place in the dateline."""
        for line in islice(re.finditer(r"\S.*", self.text), HEAD):
            filed = Span(line.start(), line.start() + dateline(line[0]))
            for known in self.known:
                if filed.holds(known.span) and not known.people:
                    return known.place
        return None

    def told(self, mention: Mention) -> Place | None:
        """What the words beside a name, there or where it stands first in the article, say that it lies in."""
        name = words(clean(mention.text))
        alike = [other for other in self.names if mention.named and words(clean(other.text)) == name]
        return next((place for one in (*alike, mention) if (place := self._beside(one)) is not None), None)

    def named_after(self, mention: Mention) -> Place | None:
        """The place that the name begins or ends with ("Incheon District Court", "University of Lagos")."""
        parts = clean(mention.text).split()
        if _ABROAD.search(mention.text):
            return None
        pieces = [(parts[:end], parts[end]) for end in range(len(parts) - 1, 0, -1)]
        pieces += [(parts[at:], "") for at in range(1, len(parts))]
        for piece, follows in pieces:
            name = " ".join(piece)
            country = gazetteer.country(name)
            place = country.place if country else gazetteer.place(name, near=self.near)
            if place is None or gazetteer.is_plain(name):
                continue
            known_far = gazetteer.government(name) is not None or gazetteer.place(name, near=(ELSEWHERE,)) == place
            named = place.kind != "city" or known_far or any(known.place.id == place.id for known in self.known)
            if (named and place.country in self.near) or (known_far and place.country and follows.casefold() in _OF_CITIES):
                return place
        return None

    def likely(self, mention: Mention) -> Place | None:
        """What a place that the gazetteer does not know is likely to lie in, where no words say so.

        In this order: the nearest place of its sentence, the one in the dateline, the country spoken of before it, the one
        that the article is about. A town lies beside a city, not in it; a ship lies nowhere.
        """
        before = self.text[max(0, mention.span.start - REACH) : mention.span.start]
        if _AFLOAT.search(before) or _VESSEL.match(mention.text):
            return None
        found = self._in_sentence(mention) or self.filed or self._spoken_of_before(mention)
        return found if found is None or mention.label in _FACILITY else _beyond(found)

    def _spoken_of_before(self, mention: Mention) -> Place | None:
        """The country of the last place named before it that the article names twice and half as often as any other; else the
        one that the article is most about."""
        counts = Counter(known.place.country for known in self.known if known.place.country)
        often = {code for code, count in counts.items() if count > 1 and 2 * count >= max(counts.values())}
        before = (k.place.country for k in reversed(self.known) if k.span.end <= mention.span.start and not k.people)
        code = next((code for code in before if code in often), self.near[0] if self.near else None)
        country = gazetteer.countries().get(code or "")
        return country.place if country else None

    def _beside(self, mention: Mention) -> Place | None:
        found = outer(self.text, mention, self.near)
        if found is not None:
            return found
        start, end = mention.span
        after = [k for k in self.known if end <= k.span.start < end + REACH and not k.people]
        for known in after[:1]:
            between = self.text[end : known.span.start]
            if _INSIDE.fullmatch(between):
                return known.place
            if _BESIDE.fullmatch(between):
                return _beyond(known.place)
        before = [k for k in self.known if start - REACH < k.span.end <= start]
        for known in before[-1:]:
            between = self.text[known.span.end : start]
            owned = _OWNED.fullmatch(between) or (known.people and between.strip() and _ADJECTIVE.fullmatch(between))
            if owned and known.place.country and not _ABROAD.search(mention.text):
                return known.place
        return None

    def _in_sentence(self, mention: Mention) -> Place | None:
        """The nearest place of its sentence, or one there that lies in that, both no farther off than `REACH` if they are no
        countries; not where countries are listed, nor from the ends of a way."""
        start = max(self.text.rfind(mark, 0, mention.span.start) for mark in ("\n", ". ", "! ", "? "))
        ends = [at for mark in ("\n", ". ", "! ", "? ") if (at := self.text.find(mark, mention.span.end)) >= 0]
        sentence = Span(start, min(ends, default=len(self.text)))
        around = [k for k in self.known if sentence.holds(k.span) and not k.people and k.place.country]
        if len({known.place.country for known in around}) > 2:
            return None
        between = {k: self.text[min(k.span.end, mention.span.end) : max(k.span.start, mention.span.start)] for k in around}
        apart = [k for k in around if not k.span.overlaps(mention.span) and between[k].split() != ["to"]]
        close = [k for k in apart if len(between[k]) <= REACH or k.place.kind == "country"]
        nearest = min(close, key=lambda k: len(between[k]), default=None)
        inner = (k.place for k in close if nearest and gazetteer.lies_in(k.place, nearest.place))
        return next(inner, nearest.place if nearest else None)


def _beyond(place: Place) -> Place:
    """The larger place around a city or a building, where what lies near it is likely to lie too; others are large enough."""
    larger = gazetteer.containing(place) if place.kind in ("city", "building", "area") else None
    return larger or place


def outer(text: str, mention: Mention, near: tuple[str, ...]) -> Place | None:
    """The larger place that a place name is followed by: "Irving, Texas"; not the next of a list ("Iran, Iraq and Syria")."""
    match = _FOLLOWED.match(text[mention.span.end : mention.span.end + REACH])
    if match is None:
        return None
    parts = match[1].split()
    for length in range(len(parts), 0, -1):
        name = " ".join(parts[:length])
        place = gazetteer.place(name, near=near) or gazetteer.place(name.rstrip("."), near=near)
        if place is None:
            continue
        rest = text[mention.span.end + match.start(1) + len(name) :][:20]
        own = gazetteer.place(clean(mention.text), near=near)
        if _ENUMERATES.match(rest) or place.kind == "building" or (place.kind == "city" and (own or mention.label != "FAC")):
            return None
        return None if own is not None and own.kind == place.kind else place
    return None


def _published_in(article: Article) -> str | None:
    """The country that the name of the newspaper or the end of its address tells of ("The Times of Malta", "....com.mt")."""
    parts = (article.source or "").split()
    spoken = (gazetteer.evidence(" ".join(parts[at : at + size]), cities=True) for size in (2, 1) for at in range(len(parts)))
    country = next((held for held in spoken if held is not None), None)
    if country is not None:
        return country.code
    ending = (urlsplit(article.url or "").hostname or "").rpartition(".")[2].upper()
    code = {"UK": "GB"}.get(ending, ending)
    return code if code in gazetteer.countries() and code not in _SOLD_ENDINGS else None
