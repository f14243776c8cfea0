"""Finds out how the time of every compiled pattern of the package grows with strings pumped up to make it slow.

Run as a program it prints a line of JSON for each pattern that grows faster than it should: where it stands, with what it was
pumped, and the seconds at both lengths. It is a program because a pattern that blows up can be stopped only with its process.
"""

import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Iterator

import timeline

SHORT, LONG = 2_000, 16_000
"""Characters of the pumped strings."""
SLOW = 0.25
"""Seconds for the long string from which it matters: a linear pattern takes milliseconds."""
STEEP = 16
"""Growth from the short to the long string that is no longer linear (8), whatever the noise; a quadratic pattern has 64."""
PUMPS = [
    *("a", "A", "1", " ", "\n", "\r\n", ".", ",", "-", "–", "'", '"', "“", "(", "[", "{", "<", "/", "_", "@", "#", "$", "é"),
    *("a ", "A ", "Aa ", "1 ", "1,", "1.", "a.", "A.", "A. ", "a-", "a'", "a/", "a\n", "Aa\n", " \n", "a, ", "Aa, ", "a and "),
    *(
        "1-",
        "1/",
        "1:",
        "2024-",
        "2024 ",
        "12:30 ",
        "January ",
        "May 4, ",
        "Monday ",
        "of ",
        "<a ",
        "<p>",
        "a=",
        "://",
        "((",
        "[[",
    ),
    *("www.", "a@a.", "a|", "Aa | ", "%", "\u3000", "1st ", "(a) ", "<!---->", "<!-- a -->", "<?a?>", '"a" ', "early "),
]
_WORD = re.compile(r"[A-Za-z]{2,}")


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every compiled pattern that a module holds, by itself or in something else, with its place."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(timeline.__path__, "timeline."):
        if not module.name.endswith("__main__"):
            held = vars(importlib.import_module(module.name))
            for name, value in list(held.items()):
                for pattern in _within(value, 4):
                    if id(pattern) not in seen:
                        seen.add(id(pattern))
                        yield f"{module.name}.{name}", pattern


def _within(value: object, depth: int) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for member in [*value.keys(), *value.values()]:
            yield from _within(member, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for member in value:
            yield from _within(member, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("timeline"):
        for member in vars(value).values():
            yield from _within(member, depth - 1)


def pumps(pattern: re.Pattern[str] | re.Pattern[bytes]) -> Iterator[tuple[str, str]]:
    """Starts of strings, and what to repeat after them: general ones, and the pattern's own words."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = sorted(set(_WORD.findall(source)), key=lambda word: (-source.count(word), word))[:6]
    for start in ("", *words[:1]):
        yield from ((start, pump) for pump in (*PUMPS, *words, *(f"{word} " for word in words)))


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], start: str, pump: str, size: int) -> float:
    """How long a pattern takes to go through a pumped string, to whose end it does not match."""
    text = (start + pump * (size // len(pump) + 1))[:size] + "\0"
    given = text if isinstance(pattern.pattern, str) else text.encode()
    began = time.perf_counter()
    for _ in pattern.finditer(given):
        pass
    return time.perf_counter() - began


def superlinear(pattern: re.Pattern[str] | re.Pattern[bytes]) -> tuple[str, float, float] | None:
    """With what a pattern's time grows too fast, and the seconds at both lengths."""
    for start, pump in pumps(pattern):
        short = seconds(pattern, start, pump, SHORT)
        if short > SLOW / 256:
            short = min(short, seconds(pattern, start, pump, SHORT))
            long = seconds(pattern, start, pump, LONG)
            if long > SLOW and long > STEEP * short:
                return start + pump, short, long
    return None


def main() -> None:
    count = 0
    for place, pattern in patterns():
        count += 1
        print(json.dumps({"trying": place}), flush=True)
        found = superlinear(pattern)
        if found:
            print(
                json.dumps({"place": place, "pump": found[0], "short": round(found[1], 4), "long": round(found[2], 4)}),
                flush=True,
            )
    print(json.dumps({"patterns": count}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
