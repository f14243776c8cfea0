"""Writes the files that test_exporters.py compares the exports with: ``python tests/renew_exports.py``."""

import json
from pathlib import Path

import pyarrow.parquet
import samples

from timeline import export

GOLDEN = Path(__file__).parent / "golden" / "exports"
PARQUET = "events.parquet"


def rows(path: Path) -> str:
    """A Parquet file as text: its bytes are another version's business."""
    table = pyarrow.parquet.read_table(path)
    return f"{table.schema.to_string(show_schema_metadata=False)}\n\n" + "\n".join(
        json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist()
    )


if __name__ == "__main__":
    export.write(samples.few(), GOLDEN, export.FORMATS)
    (GOLDEN / f"{PARQUET}.txt").write_text(rows(GOLDEN / PARQUET), encoding="utf8")
    (GOLDEN / PARQUET).unlink()
