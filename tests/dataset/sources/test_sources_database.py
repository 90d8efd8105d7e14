"""What a query selects comes in exactly, nothing is written, and no password comes out."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import traceback
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.dataset.sources.grid import CellKind
from gireport.dataset.sources.opening import read_grid
from gireport.dataset.sources.options import SourceOptions
from gireport.dataset.sources.select_statement import one_select
from gireport.dataset.sources.values import cell_of
from gireport.errors import DataError, GireportError, MissingError
from gireport.messages import describe
from gireport.settings import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.dataset.sources.grid import Grid

SECRET = "s3cret/Pass:wörd@x"
QUOTED = "s3cret%2FPass%3Aw%C3%B6rd%40x"


def _read(address: str, query: str, **options: object) -> Grid:
    return read_grid(address, SourceOptions(query=query, **options))  # type: ignore[arg-type]


def _refusal(address: str, query: str, **options: object) -> GireportError:
    with pytest.raises(GireportError) as caught:
        _read(address, query, **options)
    [problem] = caught.value.problems
    assert describe(problem, "en") != describe(problem, "th")
    return caught.value


def _everything_said(error: GireportError) -> str:
    """All that a log could hold of an error: its messages, its repr, and every exception that hangs on to it."""
    seen, chain = [], [error]
    while chain:
        each = chain.pop()
        seen += [repr(each), str(each), *traceback.format_exception(each)]
        chain += [other for other in (each.__cause__, each.__context__) if other]
    return "\n".join([*seen, *(describe(problem, "th") for problem in error.problems)])


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a small SQLite database."""
    path = tmp_path / "ปี data.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE c (ปี INTEGER, level INTEGER, share REAL, name TEXT, raw BLOB)")
        connection.execute("INSERT INTO c VALUES (2564, 1, 1172.0, 'ระยอง', x'00'), (2565, NULL, 0.1, '50%:x', NULL)")
        connection.commit()
    return f"sqlite:///{path}"


def test_sqlite_is_read(sqlite: str) -> None:
    grid = _read(sqlite, "SELECT ปี, level, share, name FROM c WHERE name LIKE '%:%' OR 1 ORDER BY 1;")
    assert [row.cells for row in grid.rows] == [
        ("ปี", "level", "share", "name"),
        ("2564", "1", "1172", "ระยอง"),
        ("2565", "", "0.1", "50%:x"),
    ]
    assert dict(grid.kinds) == {(3, 2): CellKind.DECIMAL}
    assert (grid.file, [notice.code for notice in grid.notices]) == ("ปี data.db", ["source.query-read"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "source.query-missing"),
        ("DELETE FROM c", "source.query-not-select"),
        ("SELECT 1; DELETE FROM c", "source.query-not-select"),
        ("WITH d AS (SELECT 1) DELETE FROM c", "source.query-failed"),
        ("SELECT * FROM nothing", "source.query-failed"),
        ("SELECT raw FROM c", "source.value-type"),
        ("SELECT 9e999", "source.value-type"),
    ],
)
def test_what_does_not_read_is_refused_and_nothing_is_written(sqlite: str, query: str, code: str) -> None:
    before = Path(sqlite.removeprefix("sqlite:///")).read_bytes()
    error = _refusal(sqlite, query)
    assert (error.problems[0].code, int(error.exit_code)) == (code, 3)
    assert Path(sqlite.removeprefix("sqlite:///")).read_bytes() == before


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    error = _refusal(f"sqlite:///{tmp_path}/none.db", "SELECT 1")
    assert isinstance(error, MissingError)
    assert (error.problems[0].code, int(error.exit_code)) == ("missing.database", 10)
    assert not list(tmp_path.iterdir())
    (tmp_path / "text.db").write_text("no database, but long enough to be taken for one" * 9)
    assert _refusal(f"sqlite:///{tmp_path}/text.db", "SELECT 1").problems[0].code == "missing.database"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT "


def test_rows_are_limited_while_they_come_and_time_is_limited(sqlite: str) -> None:
    assert _refusal(sqlite, f"{ENDLESS} i FROM n", limits=Limits(rows=50)).problems[0].code == "source.too-many-rows"
    start = time.monotonic()
    error = _refusal(sqlite, f"{ENDLESS} max(i) FROM n", limits=Limits(seconds=1))
    assert error.problems[0].code == "source.query-failed"
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("address", ["sqlite:///a.db", "x://", "nothing+at+all://a:b@c/d", "mysql://a@b/c"])
def test_options_and_addresses_that_mean_nothing_are_refused(address: str) -> None:
    with pytest.raises(GireportError) as caught:
        read_grid(address, SourceOptions(sheet="a", query="SELECT 1"))
    assert caught.value.problems[0].code == "usage.source-option"
    assert _refusal(address, "SELECT 1").problems[0].code in (
        "missing.database", "source.database-kind", "source.database-address",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+psycopg://user:{QUOTED}@127.0.0.1:9/db",
        f"postgresql+psycopg://user@127.0.0.1:9/db?password={QUOTED}",
        f"postgresql+psycopg://user:{QUOTED}@[bad/db",
        f"postgresql+nodriver://user:{QUOTED}@127.0.0.1/db",
        f"mysql://user:{QUOTED}@127.0.0.1/db",
        f"postgresql+psycopg://user:{SECRET}@127.0.0.1:9/db",
        f"postgresql+psycopg://user@127.0.0.1:9/db?{QUOTED}=1",
    ],
)
def test_no_password_comes_out(address: str) -> None:
    said = _everything_said(_refusal(address, "SELECT 1"))
    source = Path(__file__).read_text(encoding="utf-8")
    assert "s3cret" in source
    # A traceback shows the lines of this file, but never what their names stand for.
    for form in ("s3cret/", "s3cret%", "wörd@", "%C3%B6rd"):
        assert form not in said, said


@pytest.mark.parametrize(
    ("query", "statement"),
    [
        ("select 1", "select 1"),
        (" -- why\n /* so */ (SELECT 1) ; \n", "-- why\n /* so */ (SELECT 1)"),
        ("WITH a AS (SELECT 1) SELECT * FROM a", "WITH a AS (SELECT 1) SELECT * FROM a"),
        ("SELECT ';'", None),
        ("SELECT 1;;", None),
        ("/* SELECT */ DROP TABLE c", None),
        ("/* a /* b */ SELECT 1 */ DROP TABLE c", None),
        ("-- SELECT\nDROP TABLE c", None),
        ("SELECTED", None),
        ("SELECT 1\0", None),
        ("", None),
    ],
)
def test_one_statement_that_reads(query: str, statement: str | None) -> None:
    assert one_select(query) == statement


@given(
    st.integers() | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)
)
def test_numbers_are_exact(number: int | Decimal) -> None:
    text, kind = cell_of(number)
    assert Decimal(text) == number
    assert (kind is None) == (Decimal(text) == int(number))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ("", None)),
        (True, ("TRUE", CellKind.FLAG)),
        (0.1, ("0.1", CellKind.DECIMAL)),
        (-0.0, ("0", None)),
        (Decimal("11.50"), ("11.50", CellKind.DECIMAL)),
        (Decimal("1E+3"), ("1000", None)),
        (dt.datetime(2022, 9, 30), ("2022-09-30", CellKind.DATE)),
        (dt.date(2022, 9, 30), ("2022-09-30", CellKind.DATE)),
    ],
)
def test_values_are_what_people_write(value: object, cell: tuple[str, CellKind | None]) -> None:
    assert cell_of(value) == cell


@pytest.mark.parametrize("value", [b"", [], {}, float("nan"), Decimal("Infinity"), Decimal("1e9999"), dt.timedelta(1)])
def test_what_is_no_single_value_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        cell_of(value)


@pytest.fixture(scope="module")
def postgres(program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address, with a password, of a PostgreSQL server of this test's own on loopback."""
    programs = {name: _of_postgres(name, program) for name in ("initdb", "postgres")}
    folder = tmp_path_factory.mktemp("postgres")
    # The server refuses to run as root, so it runs as somebody who may do nothing, in a folder that he can reach.
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    home = Path(tempfile.gettempdir() if as_nobody else folder) / f"gireport-postgres-{os.getpid()}"
    home.mkdir()
    (home / "password").write_text(SECRET, encoding="utf-8")
    if as_nobody:
        for path in (home, home / "password"):
            os.chown(path, 65534, 65534)
    data = str(home / "data")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = [
        programs["initdb"],
        "-D",
        data,
        "-U",
        "reader",
        "-A",
        "scram-sha-256",
        f"--pwfile={home}/password",
        "-E",
        "UTF8",
    ]
    subprocess.run([*as_nobody, *made, "--no-sync", "--locale=C"], check=True, capture_output=True, cwd=home)
    running = [programs["postgres"], "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", str(home), "-F"]
    server = subprocess.Popen([*as_nobody, *running], stderr=subprocess.DEVNULL, cwd=home)
    try:
        _wait(port, server)
        yield f"postgresql+psycopg://reader:{QUOTED}@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home)


def _of_postgres(name: str, program: Callable[[str], str]) -> str:
    """Debian keeps the server's programs beside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else program(name)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start within 30 s")


def test_postgresql_is_read(postgres: str) -> None:
    query = """
        SELECT 2565 AS ปี, 12345678901234567890.50::numeric AS n, 7.00::numeric AS whole,
               true AS flag, DATE '2022-09-30' AS d,
               'ระยอง 5%'::text AS name, NULL::int AS none, 9007199254740993::bigint AS big
    """
    grid = _read(postgres, query)
    assert grid.rows[1].cells == (
        "2565", "12345678901234567890.50", "7", "TRUE", "2022-09-30", "ระยอง 5%", "", "9007199254740993",
    )  # fmt: skip
    assert dict(grid.kinds) == {(2, 1): CellKind.DECIMAL, (2, 3): CellKind.FLAG, (2, 4): CellKind.DATE}
    assert grid.file.startswith("postgresql://127.0.0.1:")
    assert grid.file.endswith("/postgres")
    assert len(_read(postgres, "SELECT * FROM generate_series(1, 5000) AS n").rows) == 5001


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("WITH d AS (DELETE FROM pg_class RETURNING 1) SELECT * FROM d", "source.query-failed"),
        ("SELECT * INTO made FROM (VALUES (1)) AS v", "source.query-failed"),
        ("SELECT 1; COMMIT; CREATE TABLE made (a int)", "source.query-not-select"),
        ("SELECT ARRAY[1]", "source.value-type"),
        ("SELECT 's3cret' || 1/0", "source.query-failed"),
        ("SELECT 's3cret/Pass'::int", "source.query-failed"),
        ("SELECT pg_sleep(60)", "source.query-failed"),
        ("SELECT 1 FROM pg_proc a, pg_proc b", "source.too-many-rows"),
    ],
)
def test_postgresql_writes_nothing_and_its_answers_are_limited(postgres: str, query: str, code: str) -> None:
    start = time.monotonic()
    error = _refusal(postgres, query, limits=Limits(seconds=2, rows=1000))
    assert error.problems[0].code == code
    assert time.monotonic() - start < 40
    assert "s3cret/" not in "\n".join(describe(problem, "en") for problem in error.problems)
    assert _read(postgres, "SELECT count(*) FROM pg_tables WHERE tablename = 'made'").rows[1].cells == ("0",)


def test_a_wrong_password_is_not_told(postgres: str) -> None:
    error = _refusal(postgres.replace("s3cret", "wr0ngone"), "SELECT 1")
    assert (error.problems[0].code, int(error.exit_code)) == ("missing.database", 10)
    assert "wr0ngone%" not in _everything_said(error)
    assert "wr0ngone/" not in _everything_said(error)


def test_data_errors_keep_their_place(sqlite: str) -> None:
    error = _refusal(sqlite, "SELECT name, raw FROM c")
    assert isinstance(error, DataError)
    assert (error.problems[0].place.row, error.problems[0].place.column) == (2, "B (raw)")
