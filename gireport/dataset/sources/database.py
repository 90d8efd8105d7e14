"""From a query to a grid: the names of its columns are row 1, its first row is row 2. Nothing is ever written.

A password is part of the address. It is in no message, and no exception of a driver is kept, since drivers quote the
address: what they say is told without them, and only where nothing of a secret is in it.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from gireport.dataset.sources.grid import Grid, column_letters
from gireport.dataset.sources.rows import GridBuilder
from gireport.dataset.sources.select_statement import one_select
from gireport.dataset.sources.values import cell_of
from gireport.errors import DataError, GireportError, MissingError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

    from gireport.dataset.sources.options import SourceOptions
    from gireport.settings import Limits

_BATCH = 2_000  # rows fetched at a time
_CONNECT_SECONDS = 15
_STEPS = 100_000  # of SQLite's machine, between two looks at the clock
_SHOWN = 200


def read_database(address: str, options: SourceOptions) -> Grid:
    """What `options.query` selects from the database at `address`, a URL as SQLAlchemy writes it.

    SQLite and PostgreSQL are read, in a transaction that cannot write. Raises MissingError without the extra `sql` or
    a database that answers, and DataError for a query that is not one SELECT, fails, takes too long, or gives too much.
    """
    try:
        import sqlalchemy
    except ImportError:
        sqlalchemy = None  # type: ignore[assignment]
    if sqlalchemy is None:
        raise MissingError(Problem("missing.extra", facts={"extra": "sql"}))
    url = _parsed(address)
    place = Place(_safe_name(url))
    if not options.query.strip():
        raise DataError(Problem("source.query-missing", place))
    statement = one_select(options.query)
    if statement is None:
        raise DataError(Problem("source.query-not-select", place))
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DataError(Problem("source.database-kind", place, {"kind": url.get_backend_name()[:40]}))
    grid = _answer(url, statement, place, options.limits)
    if isinstance(grid, GireportError):
        # Raised here, where no exception of the driver is being handled, so that none hangs on to it.
        raise grid
    return grid


def _parsed(address: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    url = None
    with suppress(ArgumentError, ValueError):
        url = make_url(address)
    if url is None:
        raise DataError(Problem("source.database-address"))
    return url


def _safe_name(url: URL) -> str:
    """The database for messages: what kind it is, where, and its name; neither user nor password nor settings."""
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").name or "sqlite"
    host = url.host or ""
    return f"{url.get_backend_name()}://{host}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def _answer(url: URL, statement: str, place: Place, limits: Limits) -> Grid | GireportError:
    """The grid, or the error to raise: with `return`, an exception of the driver ends here."""
    from sqlalchemy.exc import SQLAlchemyError

    connected = False
    try:
        with _connected(url, limits) as connection:
            connected = True
            return _fetched(connection, statement, place, limits)
    except GireportError as error:
        return error
    except ImportError:
        return MissingError(Problem("missing.extra", place, {"extra": "sql"}))
    except (SQLAlchemyError, sqlite3.Error, OSError, ValueError, TypeError) as error:
        reason = _without_secrets(error, url)
    if not connected:
        return MissingError(Problem("missing.database", place, {"reason": reason}))
    return DataError(Problem("source.query-failed", place, {"reason": reason}))


@contextmanager
def _connected(url: URL, limits: Limits) -> Iterator[Connection]:
    """A connection that can read and not write."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    if url.get_backend_name() == "sqlite":
        # Opening a file that is not there would make one.
        path = quote(str(Path(url.database or "").absolute()))
        engine = create_engine(
            "sqlite://",
            creator=lambda: _sqlite(f"file:{path}?mode=ro", limits),
            poolclass=NullPool,
            hide_parameters=True,
        )
        with engine.connect() as connection:
            yield connection
        return
    settings = {"connect_timeout": _CONNECT_SECONDS} if url.get_driver_name().startswith("psycopg") else {}
    engine = create_engine(url, poolclass=NullPool, connect_args=settings, hide_parameters=True)
    with engine.connect() as plain:
        connection = plain.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {limits.seconds * 1000:d}")
        yield connection


def _sqlite(address: str, limits: Limits) -> sqlite3.Connection:
    from time import monotonic

    connection = sqlite3.connect(address, uri=True, timeout=_CONNECT_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    # A file that is no database is found out by reading it.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    end = monotonic() + limits.seconds
    connection.set_progress_handler(lambda: int(monotonic() > end), _STEPS)
    return connection


def _fetched(connection: Connection, statement: str, place: Place, limits: Limits) -> Grid:
    builder = GridBuilder(place, limits)
    # Without parameters, a colon or a percent sign in the statement is nothing but that.
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_BATCH, no_parameters=True)
    with streamed.exec_driver_sql(statement) as result:
        names = [str(name) for name in result.keys()]  # noqa: SIM118 - a result is no dictionary
        builder.add(names)
        for row in result:
            _add(builder, row, names, place)
    return Grid(place.file, builder.rows(), kinds=builder.kinds, notices=(Problem("source.query-read", place),))


def _add(builder: GridBuilder, row: Any, names: list[str], place: Place) -> None:
    texts, kinds = [], []
    for column, value in enumerate(row):
        try:
            text, kind = cell_of(value)
        except ValueError:
            text, kind = None, None
        if text is None:
            where = Place(place.file, builder.row_count + 1, f"{column_letters(column)} ({names[column]})")
            raise DataError(Problem("source.value-type", where, {"type": type(value).__name__}))
        texts.append(text)
        if kind:
            kinds.append((column, kind))
    builder.add(texts)
    for column, kind in kinds:
        builder.kinds.add(builder.row_count, column, kind)


def _without_secrets(error: BaseException, url: URL) -> str:
    """The first line of what the driver says; only the kind of error where anything secret might be in it."""
    origin = getattr(error, "orig", None) or error
    said = (str(origin).strip().splitlines() or [""])[0][:_SHOWN]
    values = [value for given in url.query.values() for value in ([given] if isinstance(given, str) else given)]
    # A password in a wrong place may have become the name of a setting; those that are meant are plain words.
    names = [name for name in url.query if not name.isascii() or not name.replace("_", "").isalpha()]
    secrets = [secret for secret in (str(url.password or ""), *values, *names) if secret]
    spelt = {form for s in secrets for form in (s, quote(s), quote(s, safe=""), quote_plus(s), repr(s)[1:-1])}
    pieces = {form[at : at + 4].casefold() for form in spelt for at in range(max(1, len(form) - 3))}
    if not said or any(piece in said.casefold() for piece in pieces):
        return type(origin).__name__
    return said
