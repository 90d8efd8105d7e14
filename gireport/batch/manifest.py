"""The manifest: what became of every brief, a line of JSON each, on disk before the next is told of.

It stands in the folder of the batch. A run first writes it anew with the newest record of each file, in one step, and
then appends. A line that a power cut left unfinished is no record; what it told of is made again.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from gireport import __version__
from gireport.errors import OutputError, Place, Problem
from gireport.files import write_file
from gireport.messages import describe
from gireport.records import dataclass
from gireport.remote import is_url, shown_url

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from gireport.batch.job import JobResult
    from gireport.batch.supplies import Inputs

FILE = "gireport-manifest.jsonl"
VERSION = 1
_JOB, _RUN, _END = "job", "run", "end"
_OF_FILES = ("done", "kept", "failed")


@dataclass(frozen=True, slots=True)
class Record:
    """What an earlier run says of a file."""

    inputs: str
    """The digest of all that it was made from."""
    status: str
    sha256: str
    verified: bool
    line: str
    """As it was written."""


def read_manifest(root: Path) -> dict[str, Record]:
    """The newest record of each file, by its path from `root`; none where there is no manifest.

    Raises OutputError where it cannot be read, or is of a version that this program does not know: then nothing in the
    folder may be touched. Lines that are no whole record are passed over.
    """
    path = root / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        raise OutputError(Problem("batch.manifest-unreadable", Place(str(path)), facts)) from None
    records: dict[str, Record] = {}
    for line in content.decode(errors="replace").split("\n"):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(entry, dict):
            continue
        if entry.get("version") != VERSION:
            about = {"value": str(entry.get("version"))[:20], "known": VERSION}
            raise OutputError(Problem("batch.manifest-version", Place(str(path)), about))
        if record := _record(entry, line):
            records[entry["output"]] = record
    return records


def _record(entry: Mapping[str, Any], line: str) -> Record | None:
    if entry.get("kind") != _JOB or entry.get("status") not in _OF_FILES:
        return None
    inputs = entry.get("inputs")
    texts = [
        entry.get("output"),
        entry.get("status"),
        entry.get("sha256"),
        isinstance(inputs, dict) and inputs.get("all"),
    ]
    if not all(isinstance(text, str) for text in texts):
        return None
    return Record(str(texts[3]), str(texts[1]), str(texts[2]), entry.get("verified") is True, line)


class Manifest:
    """The manifest of a run, open to be appended to; a context that closes it."""

    def __init__(self, root: Path, earlier: Mapping[str, Record], about: Mapping[str, Any]) -> None:
        """Writes it anew with the records of `earlier` and what `about` says of the run. Raises OutputError."""
        self._path = root / FILE
        lines = [record.line for record in earlier.values()]
        lines.append(_line(_RUN, program=__version__, started=_now(), **about))
        write_file(self._path, "".join(f"{line}\n" for line in lines).encode(errors="backslashreplace"))
        try:
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise self._unwritable(error) from error

    def record(self, entry: Mapping[str, Any]) -> None:
        """Adds what became of a job, a `job_entry`, on disk when this returns. Raises OutputError."""
        self._append(_line(_JOB, **entry))

    def end(self, **about: Any) -> None:
        """Adds how the run ended. Raises OutputError."""
        self._append(_line(_END, ended=_now(), **about))

    def _append(self, line: str) -> None:
        content = f"{line}\n".encode(errors="backslashreplace")
        try:
            before = os.fstat(self._descriptor).st_size
            try:
                if os.write(self._descriptor, content) < len(content):
                    raise OSError(28, os.strerror(28))  # a disk that took a part is full
                os.fsync(self._descriptor)
            except OSError:
                os.ftruncate(self._descriptor, before)
                raise
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> OutputError:
        reason = error.strerror or str(error)
        return OutputError(Problem("batch.manifest-unwritable", Place(str(self._path)), {"reason": reason}))

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        os.close(self._descriptor)


def job_entry(result: JobResult, root: Path, inputs: Inputs | None) -> dict[str, Any]:
    """What became of a job, as JSON-able data; paths start from `root`."""
    job = result.job
    return {
        "output": output_name(job.output, root),
        "status": result.status,
        "number": job.number,
        "job": {
            "template": job.template,
            "years": list(job.years),
            "levels": list(job.levels),
            "provinces": list(job.provinces),
            "region_scheme": job.scheme,
            "lang": job.language,
            "calendar": job.calendar,
            "digits": job.digits,
            "theme": job.theme,
            "paper": job.paper or None,
            "set": dict(job.parameters),
            "attach_data": job.attach_data,
        },
        "inputs": None
        if inputs is None
        else {
            "data": inputs.data,
            "template": inputs.template,
            "theme": inputs.theme,
            "program": inputs.program,
            "all": inputs.together,
        },
        "sha256": result.sha256,
        "bytes": result.size,
        "seconds": round(result.seconds, 4),
        "attempts": result.attempts,
        "verified": result.verified,
        "finished": _now(),
        "warnings": [describe(problem) for problem in result.warnings],
        "problems": [describe(problem) for problem in result.problems],
        "codes": [problem.code for problem in result.problems],
    }


def output_name(output: str, root: Path) -> str:
    """The path of a file from the folder of the batch, with `/` on every system; an address whole."""
    if is_url(output):
        return shown_url(output)
    return str(PurePosixPath(*Path(output).relative_to(root).parts)) if output else ""


def _line(kind: str, **entries: Any) -> str:
    return json.dumps({"version": VERSION, "kind": kind, **entries}, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
