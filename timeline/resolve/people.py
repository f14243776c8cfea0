"""Which names are of one person: first within an article, then across the run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timeline.model import Actor
from timeline.names import PersonName, abbreviates, fullest, meant_by_surname
from timeline.spelling import same_spelling, skeleton, slug

Words = tuple[str, ...]
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person: where its name starts in the text, the name, and the country its title tells of."""

    start: int
    name: PersonName
    country: str | None = None


@dataclass(slots=True)
class Person:
    """What articles call one person.

    Attributes:
        words: those of the fullest name.
        near: the country that the articles are evidently about.
        doc: the one article, where the name is a single word; that of another may mean another person.
        shorts: the single words that stand for it.
    """

    number: int
    words: Words
    near: str | None
    doc: str | None
    shorts: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)

    def take(self, named: Named) -> None:
        self.forms[named.name.shown] += 1
        if named.country:
            self.countries[named.country] += 1
        if len(named.name.words) == 1:
            self.shorts[named.name.words[0]] += 1


@dataclass(slots=True)
class Bearer:
    """A person within one article.

    Attributes:
        lasts: the last words of all its names of several words.
        starts: where names of several words stand.
    """

    person: Person
    starts: list[int] = field(default_factory=list)
    lasts: set[str] = field(default_factory=set)


class People:
    """All persons of a run. Articles are added one by one; ``settle`` then joins them."""

    def __init__(self) -> None:
        self._persons: dict[tuple[Words, str | None, str | None], Person] = {}

    def add(self, doc: str, mentions: Sequence[Named], near: str | None) -> list[int]:
        """The number of the person that each mention means. A surname goes to a fuller name (`meant_by_surname`)."""
        owners: dict[Words, Bearer] = {}
        by_word: dict[str, list[Bearer]] = defaultdict(list)
        full = {m.name.words: m.start for m in reversed(mentions) if len(m.name.words) > 1}
        for words in sorted(full, key=lambda w: (-len(w), full[w])):
            known = {b.person.number: b for word in words for b in by_word[word]}.values()
            owner = next((b for b in known if abbreviates(words, b.person.words)), None)
            if owner is None:
                owner = Bearer(self._person(doc, words, near))
                for word in words:
                    by_word[word].append(owner)
            owner.lasts.add(words[-1])
            owners[words] = owner
        starts: dict[Words, list[int]] = defaultdict(list)
        for mention in mentions:
            starts[mention.name.words].append(mention.start)
        for words, owner in owners.items():
            owner.starts += starts[words]
        found = []
        for mention in mentions:
            bearer = owners.get(mention.name.words) or _bearer(mention, by_word, starts[mention.name.words])
            if bearer is None:
                bearer = owners[mention.name.words] = Bearer(self._person(doc, mention.name.words, near))
            bearer.person.take(mention)
            found.append(bearer.person.number)
        return found

    def _person(self, doc: str, words: Words, near: str | None) -> Person:
        key = (words, near, doc if len(words) == 1 else None)
        return self._persons.setdefault(key, Person(len(self._persons), *key))

    def settle(self) -> list[Actor]:
        """The actor that each person is, by number."""
        groups = self._groups()
        members: dict[Group, list[Person]] = defaultdict(list)
        for person, group in zip(self._persons.values(), groups, strict=True):
            members[group].append(person)
        actors: dict[Group, Actor] = {}
        taken: Counter[str] = Counter()
        for group in sorted(members):
            actor = _actor(members[group], taken)
            actors[group] = actor
        return [actors[group] for group in groups]

    def _groups(self) -> list[Group]:
        root = _joined({p.words for p in self._persons.values() if len(p.words) > 1})
        bearers: dict[str, set[Words]] = defaultdict(set)
        near: dict[Words, set[str | None]] = defaultdict(set)
        used: dict[Words, Counter[str]] = defaultdict(Counter)
        for person in self._persons.values():
            if len(person.words) > 1:
                near[root[person.words]].add(person.near)
                used[root[person.words]] += person.shorts
        for words, first in root.items():
            for short in _surnames(words, used[first]):
                bearers[short].add(first)

        def group(person: Person) -> Group:
            if len(person.words) > 1:
                return root[person.words]
            several = bearers[person.words[0]]
            alike = several if len(several) < 2 else {w for w in several if person.near in near[w] and person.near}
            if len(alike) == 1:
                return next(iter(alike))
            return (*person.words, "", person.doc or "") if several else person.words

        return [group(person) for person in self._persons.values()]


def _bearer(mention: Named, by_word: dict[str, list[Bearer]], alone: Sequence[int]) -> Bearer | None:
    """The person of the article whose fuller name holds the single word of this one, as its last word rather than elsewhere.

    Args:
        alone: where that word stands alone.
    """
    word = mention.name.words[0]
    candidates = by_word.get(word, []) if len(mention.name.words) == 1 else []
    bearers = [bearer for bearer in candidates if word in bearer.lasts] or candidates
    named = sorted((start, number) for number, bearer in enumerate(bearers) for start in bearer.starts)
    return bearers[meant_by_surname(mention.start, named, alone)] if named else None


def _surnames(words: Words, used: Counter[str]) -> Iterator[str]:
    """The single words that may stand for a person in other articles: the last of the name, or a family name put first.

    The first word counts where its own articles use it so, and no less than the last.
    """
    yield words[-1]
    put_first = len(words) == 2 and "-" in words[-1]
    if put_first or used[words[0]] >= max(1, used[words[-1]]):
        yield words[0]


def _joined(names: set[Words]) -> dict[Words, Words]:
    """Each name to the first of those that are forms of it: with middle names, initials, or in another transcription."""
    parent = {name: name for name in names}

    def root(name: Words) -> Words:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(one: Words, other: Words) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    longer: dict[Words, list[Words]] = defaultdict(list)
    for name in sorted(names):
        for short in _shortened(name):
            if short in names:
                longer[short].append(name)
    for short, fuller in sorted(longer.items()):
        ordered = sorted(fuller, key=lambda n: (-len(n), n))
        if all(abbreviates(name, ordered[0]) for name in ordered[1:]):
            for name in ordered:
                join(short, name)
    spelled: dict[Words, list[Words]] = defaultdict(list)
    for name in sorted(names):
        spelled[tuple(skeleton(word) for word in name)].append(name)
    for alike in spelled.values():
        for i, one in enumerate(alike):
            for other in alike[i + 1 :]:
                if same_spelling(one, other):
                    join(one, other)
    return {name: root(name) for name in names}


def _shortened(name: Words) -> Iterable[Words]:
    """The shorter forms that a full name may be written in: without what stands between, before or after two words of it."""
    if len(name) < 3:
        return ()
    ends = {(name[0], name[-1]), (name[0], *(w for w in name[1:-1] if len(w) > 1), name[-1])}
    return sorted(ends | {name[:n] for n in range(2, len(name))} - {name})


def _actor(persons: Sequence[Person], taken: Counter[str]) -> Actor:
    forms: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for person in persons:
        forms += person.forms
        countries += person.countries
    name = fullest(forms)
    made = f"person:{slug(name)}"
    taken[made] += 1
    unique = made if taken[made] == 1 else f"{made}-{taken[made]}"
    country = min(countries, key=lambda c: (-countries[c], c), default=None)
    return Actor(unique, name, "person", names=tuple(sorted(forms)), country=country)
