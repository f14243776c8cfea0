"""Make `timeline/schema/given_names.tsv`: which first names are given to men and which to women.

    pip install faker names anyascii
    python training/given_names.py

The names are those of the locales of Faker (MIT licence) that write with Latin, Cyrillic, Greek, Georgian or Armenian letters,
and the census of the United States of 1990 (public domain), as the package ``names`` has it. Each locale has a vote, the census
`CENSUS_VOTES`; a name is kept where one sex has `CLEAR` times the votes of the other, but not what is a family name that stands
first, as `timeline.spelling.as_heard` has it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from anyascii import anyascii
from faker.providers import person

from timeline.spelling import as_heard

TARGET = Path(__file__).parent.parent / "timeline" / "schema" / "given_names.tsv"
CLEAR = 5
CENSUS_VOTES = 3
RARE = 0.1
"""The share of a sex in the bearers of a name from which the census counts for that sex."""
LETTERS = (range(0x0250), range(0x0370, 0x0590), range(0x10A0, 0x1100), range(0x1E00, 0x2000))
"""Latin, Greek, Cyrillic, Armenian, Georgian: what can be written in Latin letters as it is heard."""
LISTS = {"m": ("first_names_male", "first_romanized_names_male"), "f": ("first_names_female", "first_romanized_names_female")}
FAMILY = {"zh_CN": "last_romanized_names", "vi_VN": "last_names"}
"""Lists of names that stand first and are a family's, as are those of `KOREAN`."""
EVERYWHERE = 8
"""Votes with which it is kept all the same: "Jan" is heard as "Yan" is."""
KOREAN = (
    "Ahn Bae Cho Choi Chung Han Hong Hwang Jang Jeon Jeong Jin Jung Kang Kim Kwon "
    "Lee Lim Min Moon Oh Park Ryu Seo Shin Son Song Yoo Yoon"
)
CENSUS = {"m": "dist.male.first", "f": "dist.female.first"}


def locales() -> Iterator[tuple[str, str, int]]:
    """Name, sex and votes, once for each locale that has it."""
    for locale in pkgutil.iter_modules(person.__path__):
        provider = vars(importlib.import_module(f"{person.__name__}.{locale.name}").Provider)
        for sex, lists in LISTS.items():
            written = {name.strip() for held in lists for name in provider.get(held) or ()}
            usable = {name for name in written if all(any(ord(c) in some for some in LETTERS) for c in name)}
            for heard in sorted({as_heard(anyascii(name)) for name in usable}):
                yield heard, sex, 1


def census() -> Iterator[tuple[str, str, int]]:
    """The same of the census: name, share of its bearers in all people of that sex, two more columns."""
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    for sex, file in CENSUS.items():
        for line in (files("names") / file).read_text(encoding="ascii").splitlines():
            name, share, *_ = line.split()
            shares[as_heard(name)][sex] += float(share)
    for name, found in shares.items():
        for sex, share in found.items():
            if share >= RARE * found.total():
                yield name, sex, CENSUS_VOTES


def of_families() -> set[str]:
    found = set(KOREAN.split())
    for locale, held in FAMILY.items():
        found |= set(getattr(importlib.import_module(f"{person.__name__}.{locale}").Provider, held))
    return {as_heard(anyascii(name)) for name in found}


def main() -> None:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, sex, some in (*locales(), *census()):
        votes[name][sex] += some
    kept, families = {}, of_families()
    for name, found in votes.items():
        sex, most = found.most_common(1)[0]
        if name.isalpha() and (name not in families or most >= EVERYWHERE) and most >= CLEAR * (found.total() - most):
            kept[name] = sex
    lines = [f"{name}\t{sex}" for name, sex in sorted(kept.items())]
    TARGET.write_text("\n".join(["name\tsex", *lines, ""]), encoding="utf-8")
    print(f"{len(lines)} names; {len(votes) - len(lines)} left out, most of them both men's and women's")


if __name__ == "__main__":
    main()
