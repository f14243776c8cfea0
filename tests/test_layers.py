"""Imports go one way, down the floors of the house."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "timeline"
FLOORS = [
    {"spelling"},
    {"asked", "fingerprints", "inference"},
    {"model", "errors", "schema", "linkage", "progress", "seal", "colours", "changed", "garbage"},
    {"when", "blocks", "wording", "copies", "executors", "allen", "periods", "limits", "encoding", "remote", "counted"},
    {"holidays", "timewords", "timegrammar", "datelines", "boilerplate", "ontology", "gazetteer", "names", "folder"},
    {"read", "language", "timex", "decisions", "kept"},
    {"mentioned", "undone", "sourced", "bearers", "plover", "sharing", "ledger"},
    {"features", "sides", "charged", "certain", "dated", "gapped", "headed", "persons"},
    {"sheet", "outright"},
    {"network"},
    {"casting", "distinct"},
    {"grouping", "dating", "listed"},
    {"extract"},
    {"resolve", "annotate", "examples"},
    {"drafts", "likeness", "stories"},
    {"facts"},
    {"tellings", "fixes"},
    {"links", "salience", "tolls"},
    {"accounts"},
    {"merge"},
    {"chronicle"},
    {"graph"},
    {"digest"},
    {"frames"},
    {"analyse", "explain", "twins"},
    {"looks", "markup"},
    {"semantics"},
    {"export", "page", "store"},
    {"build", "verify"},
    {"options", "__init__"},
    {"cli"},
    {"__main__"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[tuple[str, ...]]:
    """The modules of this package that the file imports, as parts after ``timeline``; () is the package itself."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module] if node.module != "timeline" else [f"timeline.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {tuple(name.split(".")[1:]) for name in names if name.split(".")[0] == "timeline"}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path):
    here = room(path)
    assert here in FLOOR, f"{here} stands on no floor"
    for parts in imported(path):
        there = parts[0] if parts and parts[0] in FLOOR else "__init__"
        if there == here:
            siblings = path.parent != PACKAGE and path.stem != "__init__"
            allowed = not siblings or len(parts) < 2 or parts[1] in {path.stem, "attributes"}
            assert allowed, f"{path.name} imports its sibling {'.'.join(parts)}"
        else:
            assert FLOOR[there] < FLOOR[here], f"{here} imports {there}"


def test_the_test_sees_imports():
    assert sum(len(imported(path)) for path in FILES) > 20
