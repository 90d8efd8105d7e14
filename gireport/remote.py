"""Files by address: `s3://bucket/key` and what else fsspec knows, read within a limit, written whole or not at all.

Only this module imports fsspec, and only once there is an address to open. An address, and what a service says, may
hold a password: messages have neither what stands before an `@` nor what follows a `?`.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from gireport.errors import DataError, GireportError, MissingError, OutputError, Place, Problem, UsageError
from gireport.settings import variable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Result = TypeVar("_Result")

# A letter alone is a drive of Windows.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9.-]+)://", re.ASCII)
# As SQLAlchemy calls them; `gireport.dataset.sources.database` says which of them are read.
_DATABASES = frozenset(
    {"sqlite", "postgresql", "postgres", "mysql", "mariadb", "oracle", "mssql", "duckdb", "snowflake", "redshift"}
)
_S3 = frozenset({"s3", "s3a"})
# What is put there is seen once all of it has arrived, and what has not arrived leaves what was there before.
_WHOLE = _S3 | {"gs", "gcs", "abfs", "abfss", "az", "memory"}
_WEB = frozenset({"http", "https"})

_CONNECT_SECONDS, _READ_SECONDS = 5, 15
_PATIENCE = 6.0  # seconds after which nothing is tried again
_FIRST_PAUSE = 0.2
_PIECE = 1024 * 1024
_ONE_REQUEST = 5 * 2**30  # bytes, the most that S3 takes in one
_SHOWN = 300

_UNREACHABLE = frozenset(
    {
        "ClientConnectorError", "ConnectTimeoutError", "ConnectionRefusedError", "ConnectionTimeoutError",
        "NoValidConnectionsError", "ProxyConnectionError", "SSLError", "gaierror",
    }
)  # fmt: skip
_BROKEN = frozenset(
    {
        "ClientPayloadError", "ConnectionClosedError", "ConnectionError", "HTTPClientError", "IncompleteReadError",
        "ServerDisconnectedError", "TimeoutError",
    }
)  # fmt: skip
_DENIED = frozenset({"CredentialRetrievalError", "NoCredentialsError", "PartialCredentialsError", "PermissionError"})
_DENIED_CODES = frozenset({"401", "403"})
# With these a service says that it has done nothing yet and may be asked again.
_BUSY_CODES = frozenset({"503", "ConditionalRequestConflict", "OperationAborted", "ServiceUnavailable", "SlowDown"})
_TAKEN_CODES = frozenset({"412", "PreconditionFailed"})
_NOT_KNOWN_CODES = frozenset({"501", "NotImplemented"})
_EMPTY_CODES = frozenset({"416", "InvalidRange"})


def is_url(text: str) -> bool:
    """Whether the text is the address of a file, such as `s3://bucket/key`; that of a database is none."""
    found = _ADDRESS.match(text)
    return found is not None and found[1].lower() not in _DATABASES


def is_folder_url(url: str) -> bool:
    """Whether the address says itself that it is a folder: it ends in `/`, or is nothing but a bucket."""
    scheme, _, rest = url.partition("://")
    return rest.endswith("/") or (scheme.lower() in _S3 and "/" not in rest)


def in_url(url: str, name: str) -> str:
    """The address of the file `name` in the folder `url`; `url` itself where it is no folder."""
    return f"{url.rstrip('/')}/{name}" if is_folder_url(url) else url


def shown_url(url: str) -> str:
    """The address as it may be said: without user, password, and settings."""
    scheme, _, rest = url.partition("://")
    _, sign, after = rest.rpartition("@")
    shown = re.split(r"[?#]" if scheme.lower() in _WEB else r"\?", after)[0]
    return f"{scheme}://{'…@' if sign else ''}{shown}"


def name_of(url: str) -> str:
    """What the file at the address is called."""
    return shown_url(url).rstrip("/").rpartition("/")[2]


def read_url(url: str, limit_bytes: int) -> bytes:
    """What the file at the address holds; not more than one byte past the limit is read.

    Raises DataError where there is no such file, it may not be read, or it is larger than the limit; MissingError
    without the extra `remote` or where no service answers; UsageError for a protocol that is not known.
    """
    with _told(url, DataError):
        store = _store(url)
        content = _tried(lambda: store.read(limit_bytes + 1), safe=True)
    if len(content) > limit_bytes:
        facts = {"limit": limit_bytes, "variable": variable("bytes")}
        raise DataError(Problem("source.too-large", Place(shown_url(url)), facts))
    return content


def exists(url: str) -> bool:
    """Whether there is a file at the address. Raises OutputError, MissingError and UsageError, as `write_url` does."""
    with _told(url, OutputError):
        store = _store(url)
        return _tried(store.has, safe=True)


def list_urls(folder_url: str) -> set[str]:
    """The addresses of all files in a folder and the folders in it, in the words of `folder_url`, by one listing.

    None where there is no such folder. Raises OutputError, MissingError and UsageError, as `write_url` does.
    """
    with _told(folder_url, OutputError):
        store = _store(folder_url)
        return {f"{folder_url.rstrip('/')}/{name}" for name in _tried(store.names, safe=True)}


def check_free(url: str, *, force: bool) -> None:
    """Raises OutputError where there is a file at the address, unless `force`; in any case where the address names no
    file, and MissingError and UsageError, as `write_url` does.
    """
    with _told(url, OutputError):
        store = _store(url)
        _check_place(url, store)
        # Asked even with force, so that a bucket or a service that is not there is told before any work is done.
        if _tried(store.has, safe=True) and not force:
            raise OutputError(Problem("remote.exists", Place(shown_url(url))))


def write_url(url: str, content: bytes, *, replace: bool) -> None:
    """Puts `content` at the address, all of it or nothing.

    Without `replace` never where there is a file already: of several that write to one address at a time, one does,
    on S3 and where else a service can tell; elsewhere it is looked up before. Raises OutputError where there is one,
    or it cannot be written whole; MissingError without the extra `remote` or where no service answers; UsageError for a
    protocol that is not known.
    """
    with _told(url, OutputError):
        store = _store(url)
        _check_place(url, store)
        # Also where the service is told to refuse it: some that speak S3 do not listen to that.
        if not replace and _tried(store.has, safe=True):
            raise FileExistsError
    with _told(url, OutputError, sent=True):
        _tried(lambda: store.put(content, replace=replace), safe=replace)


class _Store(NamedTuple):
    """A file system, and the place in it that an address means."""

    scheme: str
    files: Any
    path: str

    def read(self, most: int) -> bytes:
        """The file's first bytes, `most` of them at most."""
        if self.scheme in _S3:
            # One request; asking for the size first would take a permission more, and tell less of what is wrong.
            try:
                return bytes(self.files.cat_file(self.path, start=0, end=most))
            except Exception as error:
                if _code(error) in _EMPTY_CODES:  # there are no first bytes
                    return b""
                raise
        # A web server may take no notice of how much is asked for, unless it is read as it comes.
        settings = {"block_size": 0} if self.scheme in _WEB else {}
        with self.files.open(self.path, "rb", **settings) as stream:
            content = bytearray()
            while len(content) < most and (piece := stream.read(min(_PIECE, most - len(content)))):
                content += piece
        return bytes(content)

    def has(self) -> bool:
        """Whether there is something at the place."""
        self.files.invalidate_cache()
        if self.scheme in _S3:
            return self._has_object()
        try:
            self.files.info(self.path)
        except FileNotFoundError:
            return False
        return True

    def names(self) -> list[str]:
        """What lies below the place, as it is called from there."""
        self.files.invalidate_cache()
        stem = self.path.rstrip("/") + "/"
        found = self.files.find(self.path)
        return [name.removeprefix(stem) for name in found if name.startswith(stem)]

    @property
    def can_rename(self) -> bool:
        """Whether a file gets another name in one step: what all file systems have is a copy, seen while it grows."""
        from fsspec import AbstractFileSystem

        return type(self.files).mv is not AbstractFileSystem.mv

    def put(self, content: bytes, *, replace: bool) -> None:
        """Writes the file whole. Raises FileExistsError where there is one, unless `replace`."""
        if self.scheme not in _WHOLE:
            self._put_beside(content, replace=replace)
            return
        settings: dict[str, Any] = {}
        if self.scheme in _S3:
            # In several requests, what a killed process has sent would be kept, unseen and paid for.
            settings = {"chunksize": _ONE_REQUEST, "ContentType": "application/pdf"}
        from inspect import signature  # which takes longer to import than a brief made here should wait

        if replace or "mode" not in signature(self.files.pipe_file).parameters:
            self.files.pipe_file(self.path, content, **settings)
            return
        try:
            self.files.pipe_file(self.path, content, mode="create", **settings)
        except Exception as error:
            if _code(error) not in _NOT_KNOWN_CODES:
                raise
            # The service cannot refuse it, so that it was looked up before has to do.
            self.files.pipe_file(self.path, content, **settings)

    def _has_object(self) -> bool:
        bucket, key, _ = self.files.split_path(self.path)
        try:
            # The key itself comes before all that begin with it. A listing says what is wrong, a HEAD only that.
            found = self.files.call_s3("list_objects_v2", Bucket=bucket, Prefix=key, MaxKeys=1)
        except PermissionError as error:
            if _code(error) != "AccessDenied":
                raise
            return self._has_head(bucket, key)
        return any(each["Key"] == key for each in found.get("Contents", ()))

    def _has_head(self, bucket: str, key: str) -> bool:
        """The same for who may write and not list."""
        try:
            self.files.call_s3("head_object", Bucket=bucket, Key=key)
        except FileNotFoundError:
            return False
        except PermissionError:  # which may mean either, and the service will refuse to replace it
            return False
        return True

    def _put_beside(self, content: bytes, *, replace: bool) -> None:
        """Writes a file beside the place and renames it, as in a folder here."""
        from secrets import token_hex

        part = f"{self.path}.{token_hex(4)}.part"
        try:
            self.files.pipe_file(part, content)
            if not replace and self.has():
                raise FileExistsError
            self.files.mv(part, self.path)
        except BaseException:
            with suppress(Exception):
                self.files.rm_file(part)
            raise


def _store(url: str) -> _Store:
    """Where the address leads. Raises MissingError where a package for it is not installed, and UsageError."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    try:
        import fsspec
    except ImportError:
        raise MissingError(Problem("missing.remote", Place(shown_url(url)), {"extra": "remote"})) from None
    try:
        kind = fsspec.get_filesystem_class(scheme)
    except ImportError as error:
        if scheme in _S3:
            raise MissingError(Problem("missing.remote", Place(shown_url(url)), {"extra": "remote"})) from None
        raise MissingError(Problem("missing.protocol", Place(shown_url(url)), {"reason": _said(error)})) from None
    except ValueError:
        raise UsageError(Problem("remote.protocol", facts={"protocol": f"{scheme}://"})) from None
    # Not by `url_to_fs`, which takes `::` and signs such as `*` in a name for more than a name.
    address = f"{scheme}://{rest}"
    files = kind(**{**_settings(scheme), **kind._get_kwargs_from_urls(address)})
    if scheme in _S3:
        files.retries = 1  # what may be tried again is known here
    return _Store(scheme, files, kind._strip_protocol(address))


def _settings(scheme: str) -> dict[str, Any]:
    """How long a service may take to answer, but for what the user has set."""
    if scheme in _S3:
        from fsspec.config import conf

        patience = {"connect_timeout": _CONNECT_SECONDS, "read_timeout": _READ_SECONDS}
        own = conf.get(scheme, {}).get("config_kwargs", {})
        return {"config_kwargs": {**patience, "retries": {"total_max_attempts": 1}, **own}, "use_listings_cache": False}
    if scheme in _WEB:
        from aiohttp import ClientTimeout

        return {"client_kwargs": {"timeout": ClientTimeout(sock_connect=_CONNECT_SECONDS, sock_read=_READ_SECONDS)}}
    return {}


def _check_place(url: str, store: _Store) -> None:
    """Raises OutputError where no file can be written whole, whatever is there."""
    if is_folder_url(url):
        raise OutputError(Problem("remote.no-name", Place(shown_url(url))))
    if store.scheme not in _WHOLE and not store.can_rename:
        raise OutputError(Problem("remote.not-whole", Place(shown_url(url))))


def _tried(action: Callable[[], _Result], *, safe: bool) -> _Result:
    """What `action` gives, tried again for some seconds where the service did nothing, or where that is `safe`."""
    start, pause = time.monotonic(), _FIRST_PAUSE
    while True:
        try:
            return action()
        except Exception as error:
            undone = _code(error) in _BUSY_CODES or bool(_kinds(error) & _UNREACHABLE)
            again = undone or (safe and bool(_kinds(error) & _BROKEN))
            if not again or time.monotonic() - start + pause > _PATIENCE:
                raise
        time.sleep(pause)
        pause *= 2


@contextmanager
def _told(url: str, kind: type[GireportError], *, sent: bool = False) -> Iterator[None]:
    """Raises what goes wrong with the address as an error of that kind, or as MissingError where nothing answers.

    With `sent`, a service that falls silent may have done what it was asked for.
    """
    try:
        yield
    except GireportError:
        raise
    except Exception as error:  # each file system has its own, of no common kind
        problem = _problem(url, error, sent=sent)
        is_away = problem.code in {"remote.unreachable", "remote.silent"}
        raise (MissingError if is_away else kind)(problem) from None


def _problem(url: str, error: Exception, *, sent: bool) -> Problem:
    place, code, kinds = Place(shown_url(url)), _code(error), _kinds(error)
    if code == "NoSuchBucket":
        return Problem("remote.no-bucket", place)
    if isinstance(error, FileExistsError) or code in _TAKEN_CODES:
        return Problem("remote.exists", place)
    if isinstance(error, FileNotFoundError):
        return Problem("remote.missing", place)
    if isinstance(error, NotImplementedError):
        return Problem("remote.not-whole", place)
    # Of an address with a secret in it anything may be quoted, in any spelling.
    facts = {"reason": _said(error) if shown_url(url) == url else type(error).__name__}
    if kinds & _DENIED or code in _DENIED_CODES:
        return Problem("remote.denied", place, facts)
    if kinds & _UNREACHABLE:
        return Problem("remote.unreachable", place, facts)
    if kinds & _BROKEN:
        return Problem("remote.broke-off" if sent else "remote.silent", place, facts)
    return Problem("remote.failed", place, facts)


def _kinds(error: BaseException) -> set[str]:
    """What the error, its cause and what it wraps are called, and are kinds of: no library is imported to ask."""
    # botocore says "endpoint" of a connection that was never made and of one that broke; what it wraps tells.
    causes = (error, error.__cause__, getattr(error, "kwargs", {}).get("error"))
    return {kind.__name__ for each in causes if each is not None for kind in type(each).__mro__}


def _code(error: BaseException) -> str:
    """The code with which a service refused something; empty where it did not."""
    for each in (error, error.__cause__):
        response = getattr(each, "response", None)
        if isinstance(response, dict):
            return str(response.get("Error", {}).get("Code", ""))
        if isinstance(status := getattr(each, "status", None), int):
            return str(status)
    return ""


def _said(error: BaseException) -> str:
    """What the error says, on one line, and of an address in it only what may be shown."""
    said = " ".join(str(error).split()) or type(error).__name__
    said = re.sub(r"(://)[^\s\"']*@", r"\1…@", said)
    return re.sub(r"\?[^\s\"']*", "", said)[:_SHOWN]
