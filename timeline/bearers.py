"""Who is what in a text: the titles that its names bear ("Chilean President X", "Y, a group of miners"), and to whom a definite
description leads back ("the Chilean leader", "the group"): to one of them where no other could be meant, else to nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline import gazetteer
from timeline.language.grammar import base, kids, lemma, noun_phrase
from timeline.language.lexicon import COLLECTIVE, INSTITUTIONS, PEOPLE
from timeline.names import initials, words

HEADS_OF_STATE = frozenset("leader president premier ruler strongman chancellor monarch king emir sultan dictator".split())
"""What any of them is called by another of these words: "the Chilean leader"."""
WELL_KNOWN = HEADS_OF_STATE | frozenset("minister governor mayor pope queen prince secretary".split())
"""Those whose holder is known well enough to be named only later: "the president said" before "President X"."""
BODIES = INSTITUTIONS | COLLECTIVE
TITLES = (PEOPLE | WELL_KNOWN) - (COLLECTIVE - {"chair", "head", "client"})
GENERIC = frozenset("company firm organisation organization group agency".split())
"""What hardly any name says of itself: they lead back to the only organisation named near by."""
PUBLIC = frozenset("ministry department court parliament senate congress police army commission council government".split())
"""Heads of names that no company has."""
NO_FIRM = PUBLIC | frozenset("union party charity church militia gang cartel faction university school".split())
"""What is no company."""
PAST = frozenset("former ex late then ousted outgoing acting deputy vice predecessor".split())
CONTRASTING = frozenset("other same different neighbouring neighboring foreign first second third last next host new".split())
"""Words for a country that is not the one spoken of."""
LINKS = frozenset("of for and & 's ’s - the in".split())
BEFORE, AFTER = 9, 6
"""Tokens before and after a name in which its titles stand."""
AFRESH = 2
"""Sentences back in which one of several bearers must have been named, and none of the others, to be the one meant."""


class Bearer(NamedTuple):
    """A name and something that the text says it is: the noun, the other words of the title, the countries in it."""

    span: TokenSpan
    noun: str
    words: frozenset[str]
    countries: frozenset[str]


class Bearers:
    """Those of one text.

    Attributes:
        spans: the names of the text in order.
    """

    def __init__(self, doc: Doc, spans: Sequence[TokenSpan]) -> None:
        self.spans = spans
        self._named = {i: span for span in spans for i in range(span.start, span.end)}
        self._sentence = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self._spoken_of = Counter(code for span in spans if (code := _code(span)) is not None)
        self._by_noun: dict[str, list[Bearer]] = defaultdict(list)
        self._titles_of_names: set[int] = set()
        filed = {i for first, last, kind in doc._.blocks if kind == "dateline" for i in range(first, last)}
        self._organisations = [span for span in spans if span.label_ == "ORG" and span.start not in filed]
        self._lands = [s for s in spans if s.label_ == "LOC" and s.start not in filed and gazetteer.country(s.text) is not None]
        for span in spans:
            for title, told in self._titles(span) if span.label_ in ("PERSON", "ORG") else ():
                self._titles_of_names.add(title.i)
                self._by_noun[lemma(title)].append(Bearer(span, lemma(title), *self._told(told)))
        for span in self._organisations:
            if len(span) > 1:
                self._by_noun[head_noun(span)].append(Bearer(span, head_noun(span), *self._told(list(span))))

    def titles_of(self, span: TokenSpan) -> set[str]:
        """The nouns that the text says a name is."""
        return {noun for noun, held in self._by_noun.items() if any(_alike(b.span, span) for b in held)}

    def _said_of(self, span: TokenSpan) -> set[str]:
        """Those of them that are no part of the name itself."""
        return {noun for noun in self.titles_of(span) if noun not in words(span.text)}

    def countries_of(self, span: TokenSpan) -> set[str]:
        """ISO codes of the countries that the titles of a name speak of."""
        return {code for held in self._by_noun.values() for b in held if _alike(b.span, span) for code in b.countries}

    def land(self, code: str) -> TokenSpan | None:
        """The first name of a country, or its adjective, in the text."""
        spoken = (s for s in self.spans if s.label_ in ("LOC", "NORP"))
        return next((s for s in spoken if (held := gazetteer.country(s.text)) is not None and held.code == code), None)

    def meant(self, token: Token) -> TokenSpan | None:
        """The name that a noun which is no name itself leads back to."""
        noun = lemma(token)
        if token.tag_ not in ("NN", "NNP") or token.i in self._named or token.i in self._titles_of_names:
            return None
        if not _is_definite(token) or noun not in TITLES | BODIES | GENERIC | {"country", "nation"} | self._by_noun.keys():
            return None
        told, countries = self._told(_modifiers(token))
        if noun in ("country", "nation"):
            return None if told & CONTRASTING or countries else self._land_of(token)
        nouns = HEADS_OF_STATE if countries and noun in HEADS_OF_STATE else {noun}
        fit = [b for n in sorted(nouns) for b in self._by_noun.get(n, ()) if told <= b.words and countries <= b.countries]
        fit = [b for b in fit if not PAST & (b.words - told)]
        known = [b.span for b in fit if b.span.start < token.i]
        found = self._only(known or ([b.span for b in fit] if noun in WELL_KNOWN else []), token)
        if found is None and not known and noun in GENERIC and not told and not countries:
            found = self._only_organisation_near(noun, token)
        return found

    def _land_of(self, token: Token) -> TokenSpan | None:
        """The country of "the country": the last one named, where the text speaks of no other as much."""
        before = [span for span in self._lands if span.start < token.i]
        code = _code(before[-1]) if before else None
        if code is None:
            return None
        return before[-1] if all(self._spoken_of[code] > n for other, n in self._spoken_of.items() if other != code) else None

    def _only(self, spans: list[TokenSpan], token: Token) -> TokenSpan | None:
        """The one bearer, or the one of several that was named last, where the others were not named of late."""
        if not spans or all(_alike(span, spans[0]) for span in spans):
            return spans[-1] if spans else None
        here, person = self._sentence[token.i], spans[0].label_ == "PERSON"
        known = [s for s in self.spans if s.start < token.i and any(_alike(s, span) for span in spans)]
        if not known or (person and here - self._sentence[known[-1].start] > AFRESH):
            return None
        since = here - AFRESH if person else self._sentence[known[-1].start]
        fresh = [span for span in known if self._sentence[span.start] >= since]
        return fresh[-1] if all(_alike(span, fresh[-1]) for span in fresh) else None

    def _only_organisation_near(self, noun: str, token: Token) -> TokenSpan | None:
        """The one organisation that the sentence and the one before name, for "the company"; no ministry."""
        here = self._sentence[token.i]
        near = [s for s in self._organisations if s.start < token.i and here - self._sentence[s.start] <= 1]
        if noun in ("company", "firm"):
            if any(self._is_public(s) for s in near):
                return None
            near = [s for s in near if self._said_of(s).isdisjoint(NO_FIRM)]
        if not near or not all(_alike(span, near[-1]) for span in near) or base(near[-1].root) == "compound":
            return None
        return near[-1]

    def _is_public(self, span: TokenSpan) -> bool:
        return any(head_noun(s) in PUBLIC for s in self._organisations if _alike(s, span))

    def _told(self, tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
        """The words of a title that tell bearers of it apart, and the countries in it (ISO codes)."""
        told, countries, seen = set(), set(), set()
        for token in tokens:
            name = self._named.get(token.i)
            held = gazetteer.country(name.text if name is not None else token.text)
            if held is not None:
                countries.add(held.code)
            elif token.lower_ not in LINKS and token.is_alpha:
                told.add(token.lower_)
            if name is not None and held is None and name.start not in seen:
                seen.add(name.start)
                told |= {made.lower() for made in initials(name.text)}
        return frozenset(told), frozenset(countries)

    def _titles(self, span: TokenSpan) -> Iterator[tuple[Token, list[Token]]]:
        """The nouns that say what a name is, each with the other words of its title."""
        if span.label_ == "ORG":
            phrase = self._phrase_before(span.start)
            titled = bool(phrase) and phrase[-1].tag_ == "NN" and lemma(phrase[-1]) in BODIES | GENERIC
            if titled and not _begins_a_clause(span, phrase[-1]):
                yield phrase[-1], phrase[:-1]
        if span.label_ == "PERSON":
            yield from self._title_before(span)
            for token in span[:-1]:
                if lemma(token) in TITLES:
                    yield token, self._phrase_before(span.start) + list(span[: token.i - span.start])
                    break
        yield from self._title_after(span)
        predicate = span.root.head
        if base(span.root) == "nsubj" and any(c.lower_ == "is" for c in kids(predicate, "cop")):
            noun = lemma(predicate)
            if noun in (TITLES if span.label_ == "PERSON" else BODIES | GENERIC) and predicate.tag_ == "NN":
                yield predicate, [t for t in noun_phrase(predicate) if t != predicate]

    def _phrase_before(self, end: int) -> list[Token]:
        """The words of the noun phrase that ends before a token."""
        doc = self.spans[0].doc
        found: list[Token] = []
        for i in range(end - 1, max(-1, end - 1 - BEFORE), -1):
            token, name = doc[i], self._named.get(i)
            nominal = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.lower_ in LINKS
            if not nominal or "\n" in token.text or (name is not None and name.label_ == "PERSON"):
                break
            found.insert(0, token)
        return found

    def _title_before(self, span: TokenSpan) -> Iterator[tuple[Token, list[Token]]]:
        """ "foreign minister X", "Minister of Roads X", "the Minister for Roads, X,"."""
        doc = span.doc
        apart = span.start > 1 and doc[span.start - 1].text == ","
        phrase = self._phrase_before(span.start - apart)
        if not phrase:
            return
        if not apart and lemma(phrase[-1]) in TITLES:
            yield phrase[-1], phrase[:-1]
            return
        closed = span.end < len(doc) and doc[span.end].text in ",.;"
        cut = next((n for n, t in enumerate(phrase) if t.lower_ in ("of", "for")), len(phrase))
        if cut and lemma(phrase[cut - 1]) in TITLES and phrase[cut - 1].tag_ in ("NN", "NNP"):
            title = phrase[cut - 1]
            if (cut < len(phrase) and not apart and title.pos_ == "PROPN") or (apart and closed):
                yield title, [t for t in phrase if t != title]

    def _title_after(self, span: TokenSpan) -> Iterator[tuple[Token, list[Token]]]:
        """ "X, the company's managing director,", "Y, a group of miners,"."""
        doc = span.doc
        if span.end + 1 >= len(doc) or doc[span.end].text != ",":
            return
        wanted = TITLES if span.label_ == "PERSON" else BODIES | GENERIC
        phrase: list[Token] = []
        for i in range(span.end + 1, min(len(doc), span.end + 1 + AFTER)):
            token = doc[i]
            name = self._named.get(i)
            if name is not None and name.label_ == "PERSON":
                return
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET", "PRON", "PART", "NUM", "ADV") and token.text != "-":
                return
            if lemma(token) in wanted and token.tag_ in ("NN", "NNP") and self._ends_title(i):
                beyond = doc[i + 1 : i + 2 + AFTER] if i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "for", "at") else ()
                more: list[Token] = []
                for t in beyond:
                    if t.is_punct or t.pos_ in ("VERB", "AUX"):
                        break
                    more.append(t)
                yield token, phrase + more
                return
            phrase.append(token)

    def _ends_title(self, i: int) -> bool:
        """Whether the noun heads its phrase: no other noun, and no name that it is the title of, comes after it."""
        doc = self.spans[0].doc
        after = doc[i + 1] if i + 1 < len(doc) else None
        return after is None or (after.pos_ not in ("NOUN", "PROPN", "PART") and after.text not in ("and", "-"))


def _begins_a_clause(span: TokenSpan, noun: Token) -> bool:
    """Whether a name is the subject of a clause, and the noun before it belongs to another: "told the court Meta had lied"."""
    return base(span.root) == "nsubj" and span.root.head not in (noun, noun.head) and noun.head not in span


def _code(span: TokenSpan) -> str | None:
    """The country that a place or a people speaks for."""
    held = gazetteer.evidence(span.text, cities=True) if span.label_ in ("LOC", "NORP") else None
    return held.code if held is not None else None


def head_noun(span: TokenSpan) -> str:
    """ "cartel" of "Cartel of the Suns", "bureau" of "Narcotics Bureau"."""
    before = next((t.i for t in span if t.lower_ in ("of", "for", "de", "del", "du")), span.end)
    return span.doc[max(span.start, before - 1)].lower_


def _alike(one: TokenSpan, other: TokenSpan) -> bool:
    """Whether two names may be of one bearer: the words of one are among those of the other, or its initials."""
    ours, theirs = set(words(one.text)), set(words(other.text))
    if ours <= theirs or theirs <= ours:
        return True
    return one.text.replace(".", "") in initials(other.text) or other.text.replace(".", "") in initials(one.text)


def _modifiers(token: Token) -> list[Token]:
    """The words that stand before or after a noun in its phrase and say which one is meant."""
    after = [t for c in kids(token, "nmod") if c.i > token.i for t in c.subtree]
    return [t for t in (*noun_phrase(token), *after) if t != token and t.dep_ != "det"]


def _is_definite(token: Token) -> bool:
    """ "the president", "the army commander", "Chile's leader"; nothing that a clause or a number after it tells apart."""
    owners = kids(token, "nmod:poss")
    told = any(c.lower_ in ("the", "this") for c in kids(token, "det"))
    owned = any(gazetteer.country(c.text) is not None for c in owners)
    if (owners or not told) and not owned:
        return False
    if any(t.text == "," and token.doc[t.i + 1 : t.i + 5].ents for t in token.doc[token.i + 1 : token.i + 2]):
        return False
    apart = [c for c in kids(token, "acl") if c.left_edge.i > token.i + 1 or token.nbor(1).text == ","]
    return not [c for c in kids(token, "appos", "flat", "acl", "nummod") if c not in apart]
