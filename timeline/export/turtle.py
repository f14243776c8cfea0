"""``events.ttl``: the events as RDF, in Turtle (W3C 2014)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from timeline.folder import written
from timeline.model import Chronicle
from timeline.semantics import PREFIXES, Iri, Literal, Node, Resource, resources

ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the statements of `timeline.semantics.resources`. Raises: OutputError."""
    prefixes = (f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    written(Path(path), chain(prefixes, map(statements, resources(chronicle))))


def statements(resource: Resource) -> str:
    return "\n" + " ;\n    ".join(parts(resource)) + " .\n"


def parts(resource: Resource) -> Iterator[str]:
    yield f"{term(resource.iri)} a {', '.join(resource.types)}"
    for property, values in resource.said.items():
        yield f"{property} {', '.join(map(term, values))}"


def term(node: Node) -> str:
    if isinstance(node, Literal):
        kind = f"^^{term(Iri(node.type))}" if node.type else ""
        return f'"{node.text.translate(ESCAPES)}"{kind}'
    return node.name if node.name.partition(":")[0] in PREFIXES else f"<{node.name}>"
