"""The forms of names: titles, possessives and accents set aside, acronyms found, and whether two forms may be of one bearer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from timeline.schema import several, table
from timeline.spelling import as_heard, fold, same_spelling

T = TypeVar("T")
JUST_NAMED, FIRST_CALLED = 100, 200
"""Characters from the start of a full name within which the surname alone means that person: always; where it first stands."""


def _words_of(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("name_words") if row["kind"] == kind)


SMALL = _words_of("small")
"""Words that organisations' names are compared and abbreviated without."""
LEGAL = _words_of("legal")
SUFFIXES = _words_of("suffix")
ORGANS = _words_of("organ")
"""Words of offices that every state has: a name of nothing else is told apart by the country."""
EXECUTIVE = frozenset(
    """ministry department army military navy police force forces guard guards treasury customs intelligence command gendarmerie
    government troops""".split()
)
"""Words of those that act for the state."""
BODIES = _words_of("body")
"""Nouns that head the name of an organisation and of hardly anything else ("council", "ministry")."""
FIRMS = LEGAL | _words_of("firm")
"""Last words of firms' names, that are left out when a firm is named again."""
_RESPELLED = (
    ("isation", "ization"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("centre", "center"),
    ("programme", "program"),
)
SHORTEST_GIVEN = 3
_SYLLABLES = re.compile(r"^[A-Z][a-z]+-[a-z]")
"""How given names of two syllables are written behind the family name."""
_POSSESSIVE = re.compile(r"(?:(?<=[sS])['’]|['’‘][sS])$")
_ACRONYM = re.compile(r"^(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z0-9.&-]{1,9}$")
_WITH_ACRONYM = re.compile(r"^(?P<name>.{4,}?)(?<!\s)\s*[(\[](?P<acronym>[^()\[\]]{2,10})[)\]]?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: as it is shown, its words to compare (folded, lower case, without title), the kind of its title."""

    shown: str
    words: tuple[str, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation by its full name; ``of_state``: whether it acts for the state of its country."""

    name: str
    country: str | None
    of_state: bool = False


@cache
def _titles() -> dict[tuple[str, ...], str]:
    return {tuple(row["title"].split()): row["kind"] for row in table("titles")}


@cache
def _known() -> dict[str, KnownOrganisation]:
    found: dict[str, KnownOrganisation] = {}
    for row in table("organisations"):
        known = KnownOrganisation(row["name"], row["country"] or None, row["body of"] == "state")
        for name in (row["name"], *several(row["aka"])):
            found.setdefault(_known_key(name), known)
    return found


def _known_key(name: str) -> str:
    key = fold(clean(name))
    return key.replace(".", "") if key.replace(".", "").isupper() else key


def known_organisation(name: str) -> KnownOrganisation | None:
    """One of the organisations that news name without explaining them; letter case counts."""
    return _known().get(_known_key(name))


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """The name without article, possessive mark, quotation marks, loose punctuation and what follows an open bracket."""
    name = " ".join(text.split()).strip('"“”«»„,;:!?()[]{}|-–— ')
    for bracket in "([":
        if bracket in name:
            name = name[: name.index(bracket)].rstrip()
    name = _POSSESSIVE.sub("", name).strip(" '’‘,")
    first, _, rest = name.partition(" ")
    return rest if first in ("the", "The", "THE") and rest else name


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """The words of a name to compare it by: folded, in lower case, without dots."""
    return tuple(word for part in fold(name).casefold().split() if (word := part.replace(".", "").strip("'\",")))


def is_acronym(name: str) -> bool:
    return bool(_ACRONYM.match(name)) and sum(c.isupper() for c in name) * 2 > sum(c.isalpha() for c in name)


def split_acronym(text: str) -> tuple[str, str | None]:
    """ "National Police Agency (NPA)" as name and acronym."""
    match = _WITH_ACRONYM.match(text.strip())
    if match and is_acronym(match["acronym"]):
        return match["name"], match["acronym"].replace(".", "")
    return text, None


def title_before(text: str) -> bool:
    """Whether a text ends with a title that a person's name follows ("... said President ")."""
    last = words(text[-40:])[-3:]
    return any(last[-n:] in _titles() for n in range(1, len(last) + 1))


@lru_cache(maxsize=1 << 16)
def leading_title(name: tuple[str, ...]) -> tuple[int, str | None]:
    """How many first words of a name are titles, and the kind of the last title. Lower-case words come before them."""
    at, kind = 0, None
    while at < len(name):
        for length in (3, 2, 1):
            found = _titles().get(words(" ".join(name[at : at + length])))
            if found is not None and at + length <= len(name):
                at, kind = at + length, found
                break
        else:
            break
    return at, kind


@lru_cache(maxsize=1 << 16)
def person(text: str) -> PersonName:
    """A person's name without titles; ``words`` is empty where the text is nothing but a title.

    The title is shown where it is part of the name: before a single name of royalty or clergy ("King Charles").
    """
    parts = tuple(clean(text).split())
    while len(parts) > 1 and parts[0].islower() and parts[0] not in SMALL:
        parts = parts[1:]
    skip, kind = leading_title(parts)
    for at in range(1, len(parts) - 1):
        length, found = leading_title(parts[at:])
        if found in ("office", "rank") and 0 < length < len(parts) - at and words(parts[at + length])[0] not in SUFFIXES:
            skip, kind = max((skip, kind or ""), (at + length, found))
    bare = parts[skip:]
    for at, part in enumerate(bare):
        if at >= 2 and part in ("of", "for", "in", "at", "and"):
            bare = bare[:at]
            break
    shown = parts if kind in ("royal", "clergy") and len(bare) == 1 else bare
    compared = tuple(w for w in words(" ".join(bare)) if w not in SUFFIXES)
    return PersonName(_capitals(" ".join(shown)), compared or words(" ".join(bare)), kind)


def _capitals(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 4 else name


def abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name of two or more words is a shorter or other form of a fuller one of the same person.

    The same first and last word (an initial for a first name counts), the last words of it, or its first words.
    """
    if len(short) < 2 or len(short) > len(full):
        return False
    if tuple(full[-len(short) :]) == tuple(short) or tuple(full[: len(short)]) == tuple(short):
        return True
    if short[-1] == full[-1] and (short[0] == full[0] or (len(short[0]) == 1 and full[0].startswith(short[0]))):
        inner = [w for w in short[1:-1] if len(w) > 1]
        return all(w in full for w in inner)
    return same_spelling(short, full)


def meant_by_surname(at: int, named: Sequence[tuple[int, T]], alone: Iterable[int]) -> T:
    """Whom a surname means: who was just named in full (`JUST_NAMED`), else who was first called so.

    That is who had been named in full not long before (`FIRST_CALLED`), else the first who was, or who will be.

    Args:
        at: where the surname stands, in characters.
        named: those of that surname, at least one, each where it is named in full, in order.
        alone: where the surname stands alone.

    >>> named = [(10, "Ana Silva"), (400, "Rui Silva")]
    >>> meant_by_surname(700, named, alone=[90, 700]), meant_by_surname(700, named, alone=[500, 700])
    ('Ana Silva', 'Rui Silva')
    """
    first = min((place for place in alone if place >= named[0][0]), default=at)
    for place, reach in ((at, JUST_NAMED), (first, FIRST_CALLED)):
        just = [one for start, one in named if 0 <= place - start <= reach]
        if just:
            return just[-1]
    return named[0][1]


@lru_cache(maxsize=1 << 16)
def organisation(name: str) -> tuple[str, ...]:
    """The words that tell an organisation from others, in order; "Ministry of Justice" and "Justice Ministry" agree."""
    found = []
    for word in words(name.replace("'s", "").replace("’s", "")):
        bare = word.strip("-'’")
        for british, american in _RESPELLED:
            bare = bare.replace(british, american)
        if bare and bare not in SMALL and bare not in LEGAL:
            found.append(bare)
    kept = tuple(found) or words(name)
    return tuple(sorted(kept)) if is_organ(kept) or {"ministry", "department"} & set(kept) else kept


def is_body(name: str) -> bool:
    """Whether a name of several words is an organisation's by its head noun ("Gulf Coalition", "Court of Audit")."""
    parts = words(name)
    before = next((at for at, word in enumerate(parts) if word in ("of", "for", "on", "de", "del", "du")), len(parts))
    return len(parts) > 1 and (parts[-1] in BODIES or parts[before - 1] in BODIES)


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["sex"] for row in table("given_names")}


def sex(name: Sequence[str]) -> str | None:
    """ "m" or "f" where a person's first name is given to hardly anybody but men, or women (``training/given_names.py``).

    None for all others, for initials, and where the family name stands first ("Park Geun-hye").

    Args:
        name: its words, as they are written, without title.
    """
    if len(name) < 2 or len(name[0]) < SHORTEST_GIVEN or name[0].isupper() or any(_SYLLABLES.search(w) for w in name[1:]):
        return None
    return _given_names().get(as_heard(name[0]))


def is_organ(name: Sequence[str]) -> bool:
    """Whether it is an office such as every state has ("Interior Ministry", "Supreme Court")."""
    return all(word in ORGANS for word in name)


@lru_cache(maxsize=1 << 16)
def initials(name: str) -> frozenset[str]:
    """The acronyms that the first letters of its words make, with and without the small words and "and"."""
    parts = [p for p in re.split(r"[\s-]+", fold(name)) if p[:1].isalpha()]
    capital = "".join(p[0] for p in parts if p[0].isupper())
    every = "".join(p[0].upper() for p in parts)
    return frozenset(made for made in (capital, every) if len(made) > 2)


def short_forms(names: Sequence[str]) -> dict[str, str]:
    """Shorter names of organisations, each with the one fuller name that stands before it in the text.

    "Harlan Mines" may be "Harlan" later, "Nordic Union of Bakers" the "Union of Bakers" or the "Nordic Union"; the product or
    branch of a firm ("Harlan Awards") is not the firm, and what is a known organisation by itself stays it.

    Args:
        names: those of one text, in order.
    """
    cleaned = list(dict.fromkeys(clean(name) for name in names))
    longer = {name: words(name) for name in cleaned}
    found: dict[str, str] = {}
    for at, name in enumerate(cleaned):
        short = longer[name]
        if is_acronym(name) or known_organisation(name) is not None or is_organ(short):
            continue
        fuller = [full for full in cleaned[:at] if _shortens(short, longer[full])]
        if len(fuller) == 1:
            found[name] = found.get(fuller[0], fuller[0])
    return found


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    left = len(full) - len(short)
    if left <= 0 or not short:
        return False
    if full[:-left] == short:
        rest = full[len(short) :]
        return set(rest) <= LEGAL or rest[-1] in FIRMS or (len(short) > 1 and rest[0] == "of")
    return len(short) > 1 and left <= 2 and full[left:] == short and full[left - 1] not in SMALL


def fullest(forms: Counter[str]) -> str:
    """The form to show: of the most words, then the most used, then first in the alphabet; with its accents.

    Forms used once count only where no form of several words is used more often: most of them carry a stray neighbour.
    """
    spellings: dict[tuple[str, ...], Counter[str]] = {}
    for form, count in forms.items():
        spellings.setdefault(words(form), Counter())[form] += count
    totals = {key: sum(count.values()) for key, count in spellings.items()}
    proven = {key for key, total in totals.items() if total > 1 and len(key) > 1}
    key = min(proven or totals, key=lambda k: (-len(k), -totals[k], k))
    return min(spellings[key].items(), key=lambda f: (f[0].isupper(), f[0].isascii(), -f[1], f[0]))[0]
