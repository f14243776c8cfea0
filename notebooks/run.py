"""Run the notebooks from top to bottom and keep what they print.

    python notebooks/run.py [NAME ...]

What a reader of the file cannot use is left out: the page itself (a megabyte of HTML: run the cell), and times. So
a notebook that is run again changes only where its results do.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parent
LARGE = 200_000


def run(path: Path) -> NotebookNode:
    """The notebook with the outputs of a fresh run in this interpreter."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    manager = client.create_kernel_manager()
    manager.kernel_spec.argv[0] = sys.executable
    done = client.execute()
    for cell in done.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if len(data.get("text/html", "")) > LARGE:
                del data["text/html"]
    return done


def main(names: list[str]) -> None:
    for path in sorted(FOLDER.glob("*.ipynb")):
        if not names or path.stem in names:
            nbformat.write(run(path), path)
            print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
