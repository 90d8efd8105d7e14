"""Addresses: what is one, what of it may be said, and files that are written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.errors import DataError, MissingError, OutputError, UsageError
from gireport.remote import (
    _Store,
    check_free,
    exists,
    in_url,
    is_folder_url,
    is_url,
    list_urls,
    name_of,
    read_url,
    shown_url,
    write_url,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    fsspec.filesystem("memory").store.clear()


@pytest.mark.parametrize("text", ["s3://bucket/key", "S3://b/k", "memory://a", "file:///tmp/a", "https://x.th/a.csv"])
def test_addresses(text: str) -> None:
    assert is_url(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "a.csv", "out/s3://a", "C:\\a.csv", "C://a.csv", "c:/a", "://a", "s3:/a/b", "3s://a", "ก://a", " s3://a",
        "sqlite:///a.db", "postgresql://host/db", "postgresql+psycopg://a:b@host/db", "MySQL://host/db",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_file(text: str) -> None:
    assert not is_url(text)


@pytest.mark.parametrize(
    ("url", "shown", "name"),
    [
        ("s3://bucket/a/b #1.csv", "s3://bucket/a/b #1.csv", "b #1.csv"),
        ("s3://bucket/a/", "s3://bucket/a/", "a"),
        ("sftp://me:pass@host/a.csv", "sftp://…@host/a.csv", "a.csv"),
        ("ftp://me:p@ss/w?rd@host/a.csv", "ftp://…@host/a.csv", "a.csv"),
        ("https://host/a.csv?token=x#y", "https://host/a.csv", "a.csv"),
        ("https://host/a.csv#y?token=x", "https://host/a.csv", "a.csv"),
        ("https://host/a?mail=me@host", "https://…@host", "…@host"),
    ],
)
def test_what_of_an_address_may_be_said(url: str, shown: str, name: str) -> None:
    assert (shown_url(url), name_of(url)) == (shown, name)


@given(user=st.text(max_size=9), password=st.text(max_size=9), query=st.text(max_size=9).filter(lambda q: "@" not in q))
def test_neither_password_nor_settings_are_said(user: str, password: str, query: str) -> None:
    assert shown_url(f"https://{user}:{password}@host/a?{query}") == "https://…@host/a"


def test_folders_and_names_in_them() -> None:
    assert [is_folder_url(url) for url in ("s3://b", "s3://b/", "s3://b/f/", "s3://b/f", "memory://f")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert in_url("s3://b", "a.pdf") == in_url("s3://b/", "a.pdf") == "s3://b/a.pdf"
    assert in_url("s3://b/c.pdf", "a.pdf") == "s3://b/c.pdf"


def test_what_is_written_is_read_and_listed() -> None:
    assert (exists("memory://f/a"), list_urls("memory://f")) == (False, set())
    write_url("memory://f/a", b"1234", replace=False)
    write_url("memory://f/g/b*[?]", b"", replace=False)
    write_url("memory://ff/c", b"", replace=False)
    assert exists("memory://f/a")
    assert list_urls("memory://f") == list_urls("memory://f/") | set() == {"memory://f/a", "memory://f/g/b*[?]"}
    assert (read_url("memory://f/a", 4), read_url("memory://f/g/b*[?]", 4)) == (b"1234", b"")


def test_what_is_there_is_replaced_where_that_is_asked_for_only() -> None:
    write_url("memory://a", b"1", replace=False)
    for refused in (
        lambda: write_url("memory://a", b"2", replace=False),
        lambda: check_free("memory://a", force=False),
    ):
        with pytest.raises(OutputError, match="already"):
            refused()
    assert read_url("memory://a", 9) == b"1"
    check_free("memory://a", force=True)
    write_url("memory://a", b"2", replace=True)
    assert read_url("memory://a", 9) == b"2"


def test_more_than_the_limit_is_refused_and_not_read() -> None:
    write_url("memory://a", b"12345", replace=False)
    with pytest.raises(DataError, match="GIREPORT_MAX_BYTES"):
        read_url("memory://a", 4)


def test_what_is_wrong_is_told_with_its_exit_code() -> None:
    with pytest.raises(DataError) as missing:
        read_url("memory://none", 1)
    with pytest.raises(UsageError) as unknown:
        exists("nosuch://a/b")
    with pytest.raises(MissingError) as package:
        exists("gs://a/b")
    with pytest.raises(OutputError) as nameless:
        write_url("memory://a/", b"", replace=True)
    codes = [each.value.problems[0].code for each in (missing, unknown, package, nameless)]
    assert codes == ["remote.missing", "remote.protocol", "missing.protocol", "remote.no-name"]


def test_where_files_can_be_renamed_they_are_written_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, path = (tmp_path / "a.pdf").as_uri(), tmp_path / "a.pdf"
    write_url(url, b"old", replace=False)
    with pytest.raises(OutputError, match="already"):
        write_url(url, b"new", replace=False)
    with monkeypatch.context() as patched:
        patched.setattr("shutil.move", lambda *_: (_ for _ in ()).throw(OSError("full")))
        patched.setattr("os.rename", lambda *_: (_ for _ in ()).throw(OSError("full")))
        patched.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OutputError, match="full"):
            write_url(url, b"new", replace=True)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a.pdf"])  # noqa: PTH208
    write_url(url, b"new", replace=True)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"new", ["a.pdf"])  # noqa: PTH208


class _RefusedError(OSError):
    def __init__(self, code: str) -> None:
        super().__init__("refused")
        self.response = {"Error": {"Code": code}}


class _Service:
    """One that speaks S3, to which objects can only be put; its answers to a put on condition are given."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.put: list[str] = []

    def invalidate_cache(self) -> None:
        """Nothing is kept."""

    def split_path(self, path: str) -> tuple[str, str, None]:
        """As s3fs does."""
        bucket, _, key = path.partition("/")
        return bucket, key, None

    def call_s3(self, method: str, **_: object) -> dict[str, Any]:
        """Neither listing nor looking is allowed."""
        error = PermissionError(method)
        error.__cause__ = _RefusedError("AccessDenied" if method == "list_objects_v2" else "403")
        raise error

    def pipe_file(self, path: str, content: bytes, mode: str = "overwrite", **_: object) -> None:
        """Takes the next answer."""
        self.put.append(mode)
        if answer := self.answers.pop(0):
            raise _RefusedError(answer)


def _served(monkeypatch: pytest.MonkeyPatch, *answers: str) -> _Service:
    service = _Service(*answers)
    monkeypatch.setattr("gireport.remote._store", lambda url: _Store("s3", service, url.removeprefix("s3://")))
    monkeypatch.setattr("time.sleep", lambda _: None)
    return service


def test_whoever_may_write_and_not_look_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    service = _served(monkeypatch, "")
    write_url("s3://b/k", b"", replace=False)
    assert service.put == ["create"]


@pytest.mark.parametrize("code", ["PreconditionFailed", "412"])
def test_what_came_between_looking_and_writing_is_not_replaced(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    service = _served(monkeypatch, code)
    with pytest.raises(OutputError, match="already"):
        write_url("s3://b/k", b"", replace=False)
    assert service.put == ["create"]


def test_a_service_that_knows_no_conditions_is_written_to_after_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    service = _served(monkeypatch, "NotImplemented", "")
    write_url("s3://b/k", b"", replace=False)
    assert service.put == ["create", "overwrite"]


def test_a_service_that_is_busy_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    service = _served(monkeypatch, "SlowDown", "ConditionalRequestConflict", "")
    write_url("s3://b/k", b"", replace=False)
    assert service.put == ["create"] * 3


def test_what_may_have_been_done_is_not_done_again_without_force(monkeypatch: pytest.MonkeyPatch) -> None:
    service = _served(monkeypatch, "")

    def broken(*_: object, mode: str = "overwrite", **__: object) -> None:
        service.put.append(mode)
        if len(service.put) == 1:
            raise ConnectionResetError

    monkeypatch.setattr(service, "pipe_file", broken)
    with pytest.raises(OutputError) as error:
        write_url("s3://b/k", b"", replace=False)
    assert (error.value.problems[0].code, service.put) == ("remote.broke-off", ["create"])
    service.put.clear()
    write_url("s3://b/k", b"", replace=True)
    assert service.put == ["overwrite"] * 2
