"""The engine of the grammar of time: words to cells, rules over cells, level by level.

Each word of a text becomes a cell with one code character; a rule is a regular expression over the codes, written with
names of word classes (``MONTH DAY``), plain words (``the``) and regex operators. What a rule reads becomes one cell
again, which the rules of the next level build on: a cascade of finite-state transducers (Abney 1996). Matching is linear
in the length of the text; no rule looks at characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Literal

from timeline import when
from timeline.model import Interval, TimexType


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against.

    Attributes:
        now: the day of the publication or of the speech; None if unknown.
        ahead: whether what the expression dates lies before it (False) or after (True), as far as the verb tells.
        of_verb: whether it hangs on that verb itself.
        told: the dates that the text named before, the newest last.
        year: the year that this passage tells of, where it is another than that of ``now``.
        day_first: whether 3/4 is 3 April; None if unknown.
    """

    now: date | None = None
    ahead: bool | None = None
    of_verb: bool = False
    told: tuple[Interval, ...] = ()
    year: int | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means in its context.

    Attributes:
        value: its TIMEX3 value; empty where it is that of the interval.
        named: the days that the words alone name, where a preposition or a range makes ``interval`` another.
        against: what it was counted from: "now", or "told" for a date before it in the text.
    """

    type: TimexType = "DATE"
    value: str = ""
    interval: Interval | None = None
    mod: str | None = None
    named: Interval | None = None
    against: Literal["now", "told"] | None = None
    anchor: Interval | None = None
    rule: str = ""


ENDS = frozenset(". ! ? ;".split())
"""What parts sentences."""
Sense = Callable[[Context], Meaning | None]
InYear = Callable[[int], Interval]


def days_of(meaning: Meaning | None) -> Interval | None:
    """The days that the words alone name."""
    return (meaning.named or meaning.interval) if meaning else None


def is_day(days: Interval | None) -> bool:
    return days is not None and days.earliest is not None and days.earliest == days.latest


def so_far(days: Interval, context: Context) -> Interval:
    """The part of the days up to now, or from now on where what they date lies ahead."""
    first, last, now = days.earliest, days.latest, context.now
    if now is None or first is None or last is None or not first <= now <= last:
        return days
    return when.days(now, last, days.precision) if context.ahead else when.days(first, now, days.precision)


def constant(meaning: Meaning) -> Sense:
    """The same in every context."""
    return lambda context: meaning


def fixed(interval: Interval, type: TimexType = "DATE", value: str = "") -> Sense:
    """These days, in every context."""
    return constant(Meaning(type, value, interval))


def from_now(days: Callable[[date], Interval], unknown: str = "XXXX-XX-XX", value: str = "", type: TimexType = "DATE") -> Sense:
    """Days counted from the day of the publication or speech; ``unknown`` is the TIMEX3 value where there is none."""

    def read(context: Context) -> Meaning:
        if context.now is None:
            return Meaning(type, unknown, against="now")
        return Meaning(type, value, days(context.now), against="now")

    return read


@dataclass(frozen=True, slots=True)
class Piece:
    """A finished expression: its characters and its sense."""

    start: int
    end: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and of which unit; ``count`` is None for some unknown number ("several")."""

    count: float | None
    unit: str = ""


@dataclass(slots=True)
class Cell:
    """A word, or several that a rule has read as one.

    Attributes:
        low: the text in lower case, apostrophes straight.
        in_year: for a date without a year: its days in a year.
        label: the hour of a clock time.
    """

    start: int
    end: int
    low: str
    code: str
    capital: bool = False
    sense: Sense | None = None
    amount: Amount | None = None
    in_year: InYear | None = None
    label: str = ""
    pieces: tuple[Piece, ...] = ()


def sense_of(cell: Cell) -> Sense:
    """Raises: TypeError if the cell is no expression of time."""
    if cell.sense is None:
        raise TypeError(f"{cell.low} tells no time")
    return cell.sense


@dataclass(frozen=True, slots=True)
class Item:
    """What a rule makes of a match: the kind of the new cell and what is in it.

    Attributes:
        pieces: the finished expressions in it, where they are not the match as a whole.
    """

    kind: str
    sense: Sense | None = None
    amount: Amount | None = None
    in_year: InYear | None = None
    label: str = ""
    pieces: tuple[Piece, ...] | None = None


class Found:
    """A match of a rule."""

    def __init__(self, match: re.Match[str], cells: Sequence[Cell]) -> None:
        self.first, self.last = match.start(), match.end()
        self._match, self._cells = match, cells

    def __contains__(self, name: str) -> bool:
        return name in self._match.re.groupindex and self._match[name] is not None

    def __getitem__(self, name: str) -> Cell:
        """The cell of a named place. Raises: KeyError if nothing stands there."""
        if name not in self:
            raise KeyError(name)
        return self._cells[self._match.start(name)]

    @property
    def cells(self) -> Sequence[Cell]:
        return self._cells[self.first : self.last]

    @property
    def before(self) -> str:
        """The word before the match."""
        return self.back(1)

    def back(self, count: int) -> str:
        """The word so many words before the match; empty if there is none."""
        return self._cells[self.first - count].low if self.first >= count else ""

    @property
    def is_dated_before(self) -> bool:
        """Whether a date stands before the match in its sentence."""
        before = takewhile(lambda cell: cell.low not in ENDS, reversed(self._cells[: self.first]))
        return any(cell.sense is not None and cell.amount is None for cell in before)

    @property
    def after(self) -> str:
        """The word after the match."""
        return self._cells[self.last].low if self.last < len(self._cells) else ""

    @property
    def next_is_capital(self) -> bool:
        return self.last < len(self._cells) and self._cells[self.last].capital


Reader = Callable[[Found], Item | None]


@dataclass(frozen=True, slots=True)
class Rule:
    level: int
    name: str
    pattern: str
    reader: Reader


@dataclass
class RuleBook:
    """Rules in order: of two that read the same words the first one holds."""

    rules: list[Rule] = field(default_factory=list)

    def __call__(self, level: int, *patterns: str) -> Callable[[Reader], Reader]:
        """Declare the decorated reader for these patterns; its name is the name of the rule."""

        def declare(reader: Reader) -> Reader:
            name = reader.__name__.strip("_").replace("_", " ")
            self.rules.extend(Rule(level, name, pattern, reader) for pattern in patterns)
            return reader

        return declare


class Grammar:
    """Rules compiled over a lexicon.

    Args:
        lexicon: word class (upper case) to the words in it. Kinds of items and shapes of numbers are words too, written
            ``<day>``.
    """

    def __init__(self, lexicon: Mapping[str, Iterable[str]], books: Iterable[RuleBook]) -> None:
        rules = [rule for book in books for rule in book.rules]
        self._classes = {name: sorted(words) for name, words in lexicon.items()}
        literal = {word for rule in rules for _, word in _TERM.findall(rule.pattern) if word != "(" and not word.isupper()}
        words = sorted({word for members in self._classes.values() for word in members} | literal)
        self._code = {word: chr(_FIRST_CODE + number) for number, word in enumerate(words)} | {UNKNOWN_WORD: OTHER}
        levels = sorted({rule.level for rule in rules})
        self._levels = [
            [(re.compile(self._compiled(rule.pattern)), rule) for rule in rules if rule.level == level] for level in levels
        ]

    def code(self, word: str) -> str:
        return self._code.get(word, OTHER)

    def _compiled(self, pattern: str) -> str:
        def term(match: re.Match[str]) -> str:
            name, word = match.groups()
            if word == "(":
                return f"(?P<{name}>" if name else "(?:"
            codes = "".join(self._code[w] for w in self._classes[word]) if word.isupper() else self._code[word]
            return f"(?P<{name}>[{codes}])" if name else f"[{codes}]"

        return _TERM.sub(term, pattern).replace(" ", "")

    def read(self, cells: Sequence[Cell]) -> list[Piece]:
        """The finished expressions in a text, in order; none overlaps another."""
        line = list(cells)
        for rules in self._levels:
            line = self._pass(line, rules)
        return [piece for cell in line for piece in cell.pieces]

    def _pass(self, cells: list[Cell], rules: list[tuple[re.Pattern[str], Rule]]) -> list[Cell]:
        codes = "".join(cell.code for cell in cells)
        matches = [
            (match.start(), -match.end(), order, match, rule)
            for order, (pattern, rule) in enumerate(rules)
            for match in pattern.finditer(codes)
        ]
        matches.sort(key=lambda m: m[:3])
        out: list[Cell] = []
        done = 0
        for start, _, _, match, rule in matches:
            if start < done:
                continue
            found = Found(match, cells)
            item = rule.reader(found)
            if item is None:
                continue
            out.extend(cells[done:start])
            out.append(self._cell(found, item, rule))
            done = found.last
        return out + cells[done:]

    def _cell(self, found: Found, item: Item, rule: Rule) -> Cell:
        first, last = found.cells[0], found.cells[-1]
        sense = _named(item.sense, rule.name) if item.sense else None
        pieces = item.pieces
        if pieces is None:
            pieces = (Piece(first.start, last.end, sense),) if sense else ()
        else:
            pieces = tuple(replace(piece, sense=_named(piece.sense, rule.name)) for piece in pieces)
        return Cell(
            start=first.start,
            end=last.end,
            low=" ".join(cell.low for cell in found.cells),
            code=self.code(f"<{item.kind}>"),
            capital=first.capital,
            sense=sense,
            amount=item.amount,
            in_year=item.in_year,
            label=item.label,
            pieces=pieces,
        )


def _named(sense: Sense, name: str) -> Sense:
    """The sense, which puts the name of its rule around that of the rule it builds on: ``late(year)``."""

    def told(context: Context) -> Meaning | None:
        meaning = sense(context)
        if meaning is None:
            return None
        return replace(meaning, rule=f"{name}({meaning.rule})" if meaning.rule else name)

    return told


OTHER = "."
UNKNOWN_WORD = "<unknown>"
_FIRST_CODE = 0xE000  # private use area: no code is an operator of regular expressions
_TERM = re.compile(r"(?:([a-z]+)=)?(\((?!\?)|[A-Z][A-Z0-9_]*|[a-z']+)")
