"""From what the user names to a grid: a file, here or at an address, standard input, or a database.

The content of a file decides how it is read.
"""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from gireport.dataset.sources.delimited import read_text
from gireport.dataset.sources.options import STDIN, SourceOptions, over_limit
from gireport.dataset.sources.signatures import HEAD, format_of
from gireport.errors import DataError, Place, Problem, UsageError
from gireport.remote import is_url, name_of, read_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.sources.grid import Grid
    from gireport.settings import Limits

_SUFFIXES = {".csv": "CSV", ".tsv": "TSV", ".txt": "TXT", ".xlsx": "XLSX", ".parquet": "Parquet"}
_CHOICES = ("sheet", "encoding", "delimiter", "query")
_OF_TEXT = ("CSV", "TSV", "TXT")


def read_grid(source: str | Path, options: SourceOptions | None = None) -> Grid:
    """The table in `source`: a file, `-` for standard input, the URL of a file as fsspec writes it, or that of a
    database as SQLAlchemy does.

    Raises DataError where it cannot be read with certainty or passes a limit, MissingError where it takes an extra that
    is not installed or a service that does not answer, and UsageError for options that mean nothing for the source.
    """
    options = options or SourceOptions()
    name = str(source)
    if isinstance(source, str) and is_url(source):
        return _read(io.BytesIO(read_url(source, options.limits.bytes)), name_of(source), options)
    if isinstance(source, str) and "://" in source:
        from gireport.dataset.sources.database import read_database

        _refuse_idle(options, "query")
        return read_database(source, options)
    file = STDIN if name == STDIN else Path(name).name
    with _opened(source, file, options.limits) as stream:
        return _read(stream, file, options)


def read_text_file(path: Path, file: str, options: SourceOptions) -> Grid:
    """The table in the text file at `path`, called `file` in messages. Raises DataError, for other content as well."""
    with _opened(path, file, options.limits) as stream:
        if found := format_of(stream.read(HEAD)):
            raise DataError(Problem("source.not-text", Place(file), {"found": found}))
        return read_text(stream, file, options)


def _read(stream: IO[bytes], file: str, options: SourceOptions) -> Grid:
    head = stream.read(HEAD)
    stream.seek(0)
    if not head:
        raise DataError(Problem("source.empty", Place(file)))
    found, named = format_of(head), _SUFFIXES.get(Path(file).suffix.lower(), "")
    if found == "ZIP":
        # Imported here because reading archives takes long to import, and text needs none of it.
        from gireport.dataset.sources.package import package_format

        found = package_format(stream)
        stream.seek(0)
    if found == "XLSX" or (found == "ZIP" and named == "XLSX"):
        _check_name(file, named, "XLSX")
        _refuse_idle(options, "sheet")
        from gireport.dataset.sources.xlsx import read_xlsx

        return read_xlsx(stream, file, options)
    if found == "Parquet":
        _check_name(file, named, found)
        _refuse_idle(options)
        from gireport.dataset.sources.parquet import read_parquet

        return read_parquet(stream, file, options)
    if found:
        _check_name(file, named, found)
        raise DataError(Problem("source.other-content", Place(file), {"found": found}))
    if named and named not in _OF_TEXT:
        raise DataError(Problem("source.not-what-it-says", Place(file), {"named": named}))
    _refuse_idle(options, "encoding", "delimiter")
    return read_text(stream, file, options)


def _refuse_idle(options: SourceOptions, *meaningful: str) -> None:
    """Raises UsageError for an option that would change nothing: whoever gave it expects something else."""
    idle = [name for name in _CHOICES if getattr(options, name) and name not in meaningful]
    if idle:
        raise UsageError([Problem("usage.source-option", facts={"option": f"--{name}"}) for name in idle])


def _check_name(file: str, named: str, found: str) -> None:
    """Raises DataError for a file that its owner takes for something else."""
    if named and named != found:
        raise DataError(Problem("source.wrong-name", Place(file), {"named": named, "found": found}))


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
