"""spaCy component ``timeline_quotes``: direct speech, its speaker, and the words that tell of the speaking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from timeline.extract.attributes import register
from timeline.model import Mention, Quote, Span
from timeline.timewords import words

register()

CUES = words(
    """said says say saying told tells tell telling added adds add adding wrote writes writing tweeted posted announced
    announces declared declares declaring stated states stating explained explains explaining argued argues warned warns
    warning insisted insists noted notes noting asked asks replied replies responded responds answered recalled recalls
    claimed claims claiming alleged alleges vowed vows urged urges admitted admits acknowledged confirmed confirms denied
    denies continued continues concluded concludes commented remarked observed testified called calls calling described
    describes describing quoted shouted chanted joked quipped read reads pledged promised predicted stressed emphasized
    emphasised reiterated lamented complained boasted thanked dismissed condemned"""
)
_MARK = re.compile(
    r"""(?P<gap>\n[^\S\n]*\n\s*) | (?P<line>\n[^\S\n]*)
      | (?P<double>[“”"«»„]|``|'') | (?P<single>(?<!\w)‘(?!\d0s)(?=\w)|(?<=\S)’(?!\w))""",
    re.VERBOSE,
)
_OPENERS, _CLOSERS = {"“", "«", "„", "``", "‘"}, {"”", "»", "’"}
_FAMILY = {"“": '"', "”": '"', "„": '"', '"': '"', "«": "«", "»": "«", "‘": "‘", "’": "‘", "``": "``", "''": "``"}
_LONGEST = 4000
_EDGES = " \t\n,;:-–—"
_ENDING = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?=\s+[\"“‘'A-Z]|\s*$)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|Rev|Jr|Sr|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.$"
)
_IN_NAME = {"det", "amod", "compound", "nmod:poss", "poss", "nummod"}
_SPEAKER = re.compile(r"(?:[A-Z][\w’'.-]{0,40}\s+){0,8}[A-Z][\w’'-]+|\b(?:he|she|they|it|I|we)\b")


@Language.component("timeline_quotes", assigns=["doc._.quotes"])
def timeline_quotes(doc: Doc) -> Doc:
    """Set ``doc._.quotes``. Uses parts of speech, the parse and the entities of the Doc, where they are set."""
    doc._.quotes = tuple(read_quotes(doc))
    return doc


@dataclass(frozen=True, slots=True)
class _Marked:
    """Text in quotation marks.

    Attributes:
        paragraph: the number of the paragraph it begins in.
        continues: it goes on with the speech that the paragraph before left open.
        opens: it begins its paragraph.
    """

    span: Span
    paragraph: int
    continues: bool
    opens: bool


def read_quotes(doc: Doc) -> Iterator[Quote]:
    """The quotations of a Doc in order of the text; of nested ones the outermost."""
    text = doc.text
    marked = list(find_marked(text))
    starts = [m.span.start for m in marked] + [len(text)]
    ends = [0] + [m.span.end for m in marked]
    speech = _Speech(doc)
    last: tuple[_Marked, Quote] | None = None
    for number, here in enumerate(marked):
        before = _sentence_before(text, ends[number], here.span.start)
        after = _sentence_after(text, here.span.end, starts[number + 1])
        quote = speech.attributed(here.span, before, after)
        if quote is None and here.opens:
            quote = speech.introduced(here.span, ends[number])
        if quote is None:
            inherits = last is not None and (here.continues or last[0].paragraph == here.paragraph)
            source = last[1] if last is not None and inherits else Quote(here.span)
            quote = Quote(here.span, source.speaker, source.cue, source.attribution)
        last = here, quote
        yield quote


def find_marked(text: str) -> Iterator[_Marked]:
    """The stretches of text in quotation marks, with their marks.

    Speech that its paragraph leaves open ends there; it goes on if the next paragraph begins with an opening mark.
    """
    lines_are_paragraphs = "\n\n" not in text
    marks = list(_MARK.finditer(text))
    start, mark, paragraph, began_in = -1, "", 0, 0
    continues = opens = False
    break_end, pending = 0, False
    for number, match in enumerate(marks):
        sign = match[0]
        if match.lastgroup == "gap" or (match.lastgroup == "line" and (lines_are_paragraphs or _is_opening(text, match.end()))):
            paragraph += 1
            break_end = match.end()
            if start < 0:
                pending = False
                continue
            following = marks[number + 1] if number + 1 < len(marks) else None
            ends_later = following is not None and _FAMILY.get(following[0]) == _FAMILY[mark] and following[0] in _CLOSERS
            if ends_later and following is not None and following.start() - start < _LONGEST:
                continue
            yield _Marked(_stripped(text, start, match.start()), began_in, continues, opens)
            start, pending = -1, True
            continue
        if match.lastgroup == "line":
            continue
        if start >= 0:
            if _FAMILY[sign] == _FAMILY[mark] and _closes(text, match, sign):
                yield _Marked(Span(start, match.end()), began_in, continues, opens)
                start, pending = -1, False
            continue
        if _starts(text, match, sign):
            opens = not text[break_end : match.start()].strip()
            start, mark, began_in, continues = match.start(), sign, paragraph, pending and opens
        pending = False
    if start >= 0:
        yield _Marked(_stripped(text, start, min(len(text), start + _LONGEST)), began_in, continues, opens)


def _is_opening(text: str, at: int) -> bool:
    return text[at : at + 1] in ("“", '"', "«", "„", "‘") or text.startswith("``", at)


def _starts(text: str, match: re.Match[str], sign: str) -> bool:
    if sign in _OPENERS:
        return True
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return sign in ('"', "''") and not (before.isalnum() or before in tuple(".,!?%")) and bool(after.strip())


def _closes(text: str, match: re.Match[str], sign: str) -> bool:
    if sign != "’":
        return sign not in _OPENERS
    if text[match.start() - 1] != "s":
        return True
    rest = text[match.end() : match.end() + _LONGEST].split("\n\n", 1)[0].split("‘", 1)[0]
    return re.search(r"’(?!\w)", rest) is None


def _stripped(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _sentence_before(text: str, low: int, high: int) -> Span:
    """The part of the sentence that stands before ``high``."""
    gap = text.rfind("\n\n", low, high)
    low = max(low, gap + 2 if gap >= 0 else low)
    ends = [m.end() for m in _ENDING.finditer(text, low, high) if not _ABBREVIATED.search(text[low : m.end()])]
    while ends and not text[ends[-1] : high].strip():
        ends.pop()
        return Span(high, high)
    return _trimmed(text, ends[-1] if ends else low, high)


def _sentence_after(text: str, low: int, high: int) -> Span:
    """The part of the sentence that stands from ``low`` on; empty if the quotation ended it."""
    if text[low - 2 : low - 1] in (".", "…") and not text[low : low + 2].strip().startswith((",", "-", "–", "—")):
        following = text[low : low + 40].lstrip()
        if not following[:1].islower():
            return Span(low, low)
    gap = text.find("\n\n", low, high)
    high = gap if gap >= 0 else high
    end = next((m.end() for m in _ENDING.finditer(text, low, high) if not _ABBREVIATED.search(text[low : m.end()])), high)
    return _trimmed(text, low, end)


def _trimmed(text: str, low: int, high: int) -> Span:
    part = text[low:high]
    low += len(part) - len(part.lstrip(_EDGES))
    return Span(low, max(low, low + len(text[low:high].rstrip(_EDGES))))


class _Speech:
    """Finds the speaking verb and its subject in a part of a sentence."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._text = doc, doc.text  # spaCy joins the tokens anew whenever it is asked for the text
        self._entities = doc.ents
        self._starts = [token.idx for token in doc]
        self._tagged = doc.has_annotation("POS")
        self._parsed = doc.has_annotation("DEP")

    def attributed(self, quote: Span, before: Span, after: Span) -> Quote | None:
        """The quotation with the attribution after it or, failing that, before it."""
        for part, nearest_last in ((after, False), (before, True)):
            found = self._cues(part)
            if found:
                return self._quote(quote, part, found[-1] if nearest_last else found[0])
        return None

    def introduced(self, quote: Span, low: int) -> Quote | None:
        """The quotation with the attribution at the end of the paragraph before, if that ends in a colon."""
        text, end = self._text, quote.start
        while end > low and text[end - 1].isspace():
            end -= 1
        if text[end - 1 : end] != ":":
            return None
        part = _sentence_before(text, max(low, text.rfind("\n", 0, end) + 1), end)
        found = self._cues(part)
        return self._quote(quote, part, found[-1]) if found else None

    def _cues(self, part: Span) -> list[Token]:
        tokens = self._tokens(part)
        return [
            token
            for token in tokens
            if (token.lower_ in CUES and not (self._tagged and token.pos_ in ("NOUN", "ADJ", "PROPN")))
            or (token.lower_ == "according" and token.i + 1 < len(self._doc) and token.nbor().lower_ == "to")
        ]

    def _tokens(self, part: Span) -> list[Token]:
        first, last = bisect_left(self._starts, part.start), bisect_left(self._starts, part.end)
        return list(self._doc[first:last])

    def _quote(self, quote: Span, part: Span, cue: Token) -> Quote:
        return Quote(quote, self._speaker(cue, part), Span(cue.idx, cue.idx + len(cue)), part)

    def _speaker(self, cue: Token, part: Span) -> Mention | None:
        if self._parsed:
            wanted = ("pobj", "obl", "nmod", "obj") if cue.lower_ == "according" else ("nsubj", "nsubj:pass", "nsubjpass")
            for token in (*cue.children, *(cue.head.children if cue.dep_ in ("conj", "advcl", "xcomp") else ())):
                if token.dep_ in wanted and part.start <= token.idx < part.end:
                    return self._mention(token)
        return self._nearest_name(cue, part)

    def _mention(self, token: Token) -> Mention:
        doc = self._doc
        for entity in self._entities:
            if entity.start <= token.i < entity.end:
                return Mention(Span(entity.start_char, entity.end_char), entity.text, entity.label_)
        if token.text[:1].isupper():  # a title: Secretary of State Jane Doe
            end = token.right_edge.i + 1
            within = [e for e in self._entities if e.label_ in ("PERSON", "PER") and token.i < e.start and e.end <= end]
            if within:
                return Mention(Span(within[0].start_char, within[0].end_char), within[0].text, within[0].label_)
        first = min([token.i, *(child.left_edge.i for child in token.lefts if child.dep_ in _IN_NAME)])
        last = max([token.i, *(child.i for child in token.rights if child.dep_ in ("flat", "compound"))]) + 1
        span = doc[first:last]
        return Mention(Span(span.start_char, span.end_char), span.text, "PRON" if token.pos_ == "PRON" else "")

    def _nearest_name(self, cue: Token, part: Span) -> Mention | None:
        """The name or pronoun nearest to the verb, where no parse tells."""
        names = [
            (e.start_char, e.end_char, e.label_)
            for e in self._entities
            if part.start <= e.start_char and e.end_char <= part.end
        ]
        if not names:
            found = _SPEAKER.finditer(self._text, part.start, part.end)
            names = [(m.start(), m.end(), "PRON" if m[0].islower() or m[0] == "I" else "") for m in found]
        if not names:
            return None
        start, end, label = min(names, key=lambda name: (min(abs(name[0] - cue.idx - len(cue)), abs(cue.idx - name[1])), name))
        return Mention(Span(start, end), self._text[start:end], label)
