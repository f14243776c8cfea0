"""Parquet tables, by pyarrow (the extra ``timeline[parquet]``): a row is an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from timeline.limits import LARGEST_WHOLE

SUFFIXES = (".parquet",)
NEEDS = "pyarrow"

ROWS = 256
LARGEST_GROUP = 16 * LARGEST_WHOLE
"""Bytes that a group of rows may unpack to."""


def records(path: Path, wanted: Callable[[str], bool]) -> Iterator[Mapping[str, object]]:
    """The rows of a table, a batch at a time.

    Args:
        wanted: tells by its name whether a column is of use.
    Raises:
        ValueError: it is no Parquet file, or a group of its rows is too large.
    """
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as table:
            groups = (table.metadata.row_group(at).total_byte_size for at in range(table.metadata.num_row_groups))
            if max(groups, default=0) > LARGEST_GROUP:
                raise ValueError(f"a table whose rows come in groups of more than {LARGEST_GROUP // 2**20} MB; left out")
            columns = [name for name in table.schema_arrow.names if wanted(name)]
            for batch in table.iter_batches(ROWS, columns=columns):
                yield from batch.to_pylist()
    except ArrowException as error:
        raise ValueError(f"not a Parquet table that can be read: {' '.join(str(error).split())[:200]}") from error
