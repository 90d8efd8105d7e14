"""Databases through the commands: read, refused, and no password in anything that is said or made."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pikepdf
import pytest
from run_gireport import gireport

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "s3cretword"
QUERY = ("--query", "SELECT * FROM t")


@pytest.fixture
def address(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "t.db") as connection:
        connection.execute('CREATE TABLE t ("ปี", "ระดับ", "จำนวน")')
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(2564, 1, 3), (2565, 1, 1234)])
    connection.close()
    # SQLite knows no password, but people put one there.
    return f"sqlite:///t.db?password={SECRET}"


def test_a_database_is_checked_compared_and_made_a_brief_of(tmp_path: Path, address: str) -> None:
    said = []
    done = gireport(tmp_path, "check", address, *QUERY, "--format", "json")
    [found] = json.loads(done.said)["data"]
    assert (done.code, found["ok"], "1237" in json.dumps(found)) == (0, True, True)
    said += [done, gireport(tmp_path, "check", address, *QUERY, "-v")]
    said += [gireport(tmp_path, "compare", address, address, *QUERY, *more) for more in ((), ("--format", "json"))]
    build = ("build", "--data", address, *QUERY, "-v", "-o", "t.pdf")
    said += [gireport(tmp_path, *build), gireport(tmp_path, *build)]
    assert [each.code for each in said] == [0] * 6
    (tmp_path / "t.pdf").write_bytes(b"another")
    refused = gireport(tmp_path, *build)
    assert refused.code == 6
    (tmp_path / "gireport.toml").write_text(f'version = 1\ndata = "{address}"\n', encoding="utf-8")
    said += [refused, gireport(tmp_path, "check", *QUERY, "-v"), gireport(tmp_path, "doctor")]
    for each in said:
        assert SECRET not in each.said + each.err


def test_nothing_of_a_password_is_in_the_brief(tmp_path: Path, address: str) -> None:
    assert gireport(tmp_path, "build", "--data", address, *QUERY, "--attach-data", "-o", "t.pdf").code == 0
    with pikepdf.open(tmp_path / "t.pdf") as file:
        objects = list(file.objects)
        streams = [each.read_bytes() for each in objects if isinstance(each, pikepdf.Stream)]
        assert streams
        assert SECRET.encode() not in b"".join(streams)
        assert SECRET not in "".join(map(repr, objects))


@pytest.mark.parametrize("command", [("check",), ("build", "--data"), ("dataset", "show")])
def test_a_database_that_is_not_there_and_a_query_that_fails(tmp_path: Path, address: str, command: tuple[str]) -> None:
    away = f"postgresql://someone:{SECRET}@127.0.0.1:1/base"
    for words, code in (
        ((away, *QUERY), 10),
        ((address, "--query", "SELECT * FROM absent"), 3),
        ((address, "--query", "DROP TABLE t"), 3),
        ((address,), 3),
    ):
        done = gireport(tmp_path, *command, *words)
        assert done.code == code, done.err
        assert SECRET not in done.said + done.err
