"""From a Parquet file to a grid: the names of its columns are row 1, its first row is row 2."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from gireport.dataset.sources.grid import Grid, column_letters
from gireport.dataset.sources.options import over_limit
from gireport.dataset.sources.rows import GridBuilder
from gireport.dataset.sources.values import cell_of
from gireport.errors import DataError, MissingError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.sources.options import SourceOptions
    from gireport.settings import Limits

_BATCH = 16 * 1024  # rows


def read_parquet(stream: IO[bytes], file: str, options: SourceOptions) -> Grid:
    """The table in the Parquet file that `stream` holds, called `file` in messages.

    Raises MissingError without the extra `parquet`, and DataError for a file that is damaged, too much, or has columns
    that are no plain values.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - to see whether it is there
    except ImportError as error:
        raise MissingError(Problem("missing.extra", Place(file), {"extra": "parquet"})) from error
    builder = GridBuilder(Place(file), options.limits)
    for batch in _batches(stream, file, options.limits):
        names = batch.schema.names
        if not builder.row_count:
            builder.add(names)
        _add(builder, batch, names, file)
    return Grid(file, builder.rows(), kinds=builder.kinds, notices=(Problem("source.parquet-read", Place(file)),))


def _batches(stream: IO[bytes], file: str, limits: Limits) -> Iterator[Any]:
    """The rows some thousands at a time, first of all none of them. Raises DataError where the file is damaged."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    # What is done with a batch is not done in here, so that a fault of ours is never taken for one of the file.
    try:
        with ParquetFile(stream) as table:
            _check(table.metadata, file, limits)
            yield table.schema_arrow.empty_table()
            yield from table.iter_batches(batch_size=_BATCH)
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        raise DataError(Problem("source.parquet-damaged", Place(file))) from error


def _check(metadata: Any, file: str, limits: Limits) -> None:
    """Raises DataError where the file says that it holds too much, before any of it is read."""
    place = Place(file)
    if metadata.num_rows + 1 > limits.rows:
        raise over_limit("source.too-many-rows", place, limits, "rows")
    if metadata.num_columns > limits.columns:
        raise over_limit("source.too-many-columns", place, limits, "columns")
    if (metadata.num_rows + 1) * metadata.num_columns > limits.cells:
        raise over_limit("source.too-many-cells", place, limits, "cells")
    sizes = [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    if sum(sizes) > limits.inflated_bytes:
        raise over_limit("source.inflates-too-much", place, limits, "inflated_bytes")


def _add(builder: GridBuilder, batch: Any, names: list[str], file: str) -> None:
    columns = []
    for column, array in enumerate(batch.columns):
        try:
            columns.append([cell_of(value) for value in _values(array)])
        except ValueError as error:
            place = Place(file, column=f"{column_letters(column)} ({names[column]})")
            raise DataError(Problem("source.value-type", place, {"type": str(array.type)})) from error
    for row in zip(*columns, strict=True):
        builder.add([text for text, _ in row])
        for column, (_, kind) in enumerate(row):
            if kind:
                builder.kinds.add(builder.row_count, column, kind)


def _values(array: Any) -> list[object]:
    """The values, moments as fine as Python's are. Raises ValueError where one is finer, or is none that Python has."""
    from pyarrow import ArrowException, timestamp, types

    try:
        if types.is_timestamp(array.type) and array.type.unit == "ns":
            array = array.cast(timestamp("us", array.type.tz))
        return list(array.to_pylist())
    except (ArrowException, OverflowError) as error:
        raise ValueError(str(error)) from error
