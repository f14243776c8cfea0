"""The notebooks run from top to bottom, and print what is kept in them."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_four():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.fixture(scope="module")
def runner():
    spec = importlib.util.spec_from_file_location("run", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(notebook):
    """The text that each cell prints or shows, however it was cut; pictures and HTML may differ by the version of a library."""
    texts = [[o.get("text") or o.get("data", {}).get("text/plain", "") for o in c.get("outputs", ())] for c in notebook.cells]
    return ["".join(parts) for parts in texts]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_prints_what_is_kept(path, runner):
    kept = nbformat.read(path, as_version=4)
    nbformat.validate(kept)
    done = runner.run(path)
    assert told(done) == told(kept), "run python notebooks/run.py"
    outputs = [output for cell in done.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.get("name") == "stderr" or output["output_type"] == "error"]
    assert all(cell.execution_count for cell in kept.cells if cell.cell_type == "code")
    assert path.stat().st_size < 500_000
