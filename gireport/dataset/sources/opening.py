"""From what the user names to a grid: a file, standard input, or a database; its content decides how it is read."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gireport.dataset.sources.delimited import read_text
from gireport.dataset.sources.options import STDIN, SourceOptions, over_limit
from gireport.dataset.sources.signatures import HEAD, format_of
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.sources.grid import Grid
    from gireport.settings import Limits

_SUFFIXES = {".csv": "CSV", ".tsv": "TSV", ".txt": "TXT", ".xlsx": "XLSX", ".parquet": "Parquet"}
_OF_TEXT = ("CSV", "TSV", "TXT")


def read_grid(source: str | Path, options: SourceOptions | None = None) -> Grid:
    """The table in `source`: a file, or `-` for standard input.

    Raises DataError where it cannot be read with certainty, or passes a limit.
    """
    options = options or SourceOptions()
    name = str(source)
    file = STDIN if name == STDIN else Path(name).name
    with _opened(source, file, options.limits) as stream:
        return _read(stream, file, options)


def _read(stream: IO[bytes], file: str, options: SourceOptions) -> Grid:
    head = stream.read(HEAD)
    stream.seek(0)
    found, named = format_of(head), _SUFFIXES.get(Path(file).suffix.lower(), "")
    if not head:
        raise DataError(Problem("source.empty", Place(file)))
    if found:
        raise DataError(Problem("source.other-content", Place(file), {"found": found}))
    if named and named not in _OF_TEXT:
        raise DataError(Problem("source.not-what-it-says", Place(file), {"named": named}))
    return read_text(stream, file, options)


@contextmanager
def _opened(source: str | Path, file: str, limits: Limits) -> Iterator[IO[bytes]]:
    """The source's bytes, to be read from any place in them. Raises DataError for what the operating system says."""
    try:
        if file == STDIN:
            yield _whole(sys.stdin.buffer, file, limits)
            return
        path = Path(source)
        # Only a regular file has an end that can be relied on: a pipe may block, a device never stops.
        if not path.is_file():
            raise DataError(Problem("source.missing", Place(file)))
        if path.stat().st_size > limits.bytes:
            raise over_limit("source.too-large", Place(file), limits, "bytes")
        with path.open("rb") as stream:
            yield stream
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(Problem("source.unreadable", Place(file), {"reason": reason})) from error


def _whole(stream: IO[bytes], file: str, limits: Limits) -> IO[bytes]:
    content = stream.read(limits.bytes + 1)
    if len(content) > limits.bytes:
        raise over_limit("source.too-large", Place(file), limits, "bytes")
    return io.BytesIO(content)
