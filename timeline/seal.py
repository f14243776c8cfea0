"""What a reading depends on besides its article, as one hash: the same seal, the same reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOMS = frozenset(
    "annotate asked bearers blocks boilerplate casting certain charged dated datelines dating distinct errors executors "
    "extract features fingerprints gapped gazetteer grouping headed holidays inference language linkage listed mentioned model "
    "names network ontology outright persons plover schema seal sheet sides sourced spelling timegrammar timewords "
    "timex undone when wording".split()
)
"""The modules and folders of this package that take part in reading an article."""
LIBRARIES = ("dateparser", "numpy", "onnxruntime", "spacy", "thinc", "tokenizers")
PASSED_OVER = (".pyc",)


def seal(model: str | Path | None = None, types: Sequence[Path] = ()) -> str:
    """The hash (SHA-256, hexadecimal) of the code, the data and the libraries that read, of the model and of the user's types.

    Args:
        model: another spaCy pipeline than the shipped one, by package name or path.
        types: TOML files of event types; one that cannot be read counts as empty.
    """
    parts: list[object] = [_own(), [version(library) for library in LIBRARIES]]
    parts.append(sorted(_digest(path) for path in types if path.is_file()))
    if model is not None:
        folder = Path(model) if Path(model).exists() else _package(str(model))
        parts.append(_tree([folder]) if folder is not None else str(model))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _own() -> str:
    """Of the package as it is when it is first asked for."""
    home = Path(__file__).parent
    return _tree(sorted(path for path in home.iterdir() if path.stem in ROOMS))


def _package(name: str) -> Path | None:
    found = find_spec(name) if name.isidentifier() else None
    return Path(found.origin).parent if found is not None and found.origin else None


def _tree(roots: Sequence[Path]) -> str:
    """Of files and of all files in folders, by their names."""
    every = hashlib.sha256()
    for root in roots:
        for path in _files(root):
            every.update(f"{path.relative_to(root.parent).as_posix()}\0{_digest(path)}\n".encode("utf8", "surrogateescape"))
    return every.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    yield from [root] if root.is_file() else (p for p in sorted(root.rglob("*")) if p.is_file() and p.suffix not in PASSED_OVER)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
