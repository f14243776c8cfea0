"""``events.jsonld``: the events as RDF, in JSON that programs read without knowing of it (JSON-LD 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.folder import written
from timeline.model import Chronicle
from timeline.semantics import PREFIXES, Iri, Node, Resource, resources

NATIVE = ("xsd:boolean", "xsd:integer")


def write(chronicle: Chronicle, path: str | Path) -> None:
    """Write the statements of `timeline.semantics.resources`, a resource a line. Raises: OutputError."""
    written(Path(path), document(chronicle))


def document(chronicle: Chronicle) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": ['
    for number, resource in enumerate(resources(chronicle)):
        yield f"{',' if number else ''}\n{json.dumps(record(resource), ensure_ascii=False)}"
    yield "\n]}\n"


def record(resource: Resource) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": resource.iri.name, "@type": list(resource.types)}
    for property, nodes in resource.said.items():
        values = [value(node) for node in nodes]
        told[property] = values if len(values) > 1 else values[0]
    return told


def value(node: Node) -> Any:
    if isinstance(node, Iri):
        return {"@id": node.name}
    if node.type in NATIVE:
        return json.loads(node.text)
    return {"@value": node.text, "@type": node.type} if node.type else node.text
