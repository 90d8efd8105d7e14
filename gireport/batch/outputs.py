"""The files of a plan before it is carried out: which are there, which may be replaced, what an earlier run left."""

from __future__ import annotations

import hashlib
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.batch.job import JobResult
from gireport.batch.manifest import FILE, output_name
from gireport.batch.supplies import inputs_of
from gireport.errors import OutputError, Place, Problem
from gireport.files import is_own_brief, is_signed
from gireport.remote import is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gireport.batch.job import Job
    from gireport.batch.manifest import Record
    from gireport.batch.plan import Plan


def check_outputs(plan: Plan, earlier: Mapping[str, Record], *, resume: bool, force: bool) -> list[JobResult]:
    """What an earlier run has made that is still as it would be made now, so that it need not be; none but with
    `resume`.

    Raises OutputError with every file that is there and may not be replaced: without `resume` or `force` all; with
    `resume` those that are neither recorded as made by this program nor briefs of its making, and those since signed;
    with `force` only what is no file.
    """
    kept: list[JobResult] = []
    problems: list[Problem] = []
    for job in plan.jobs:
        path = Path(job.output)
        if not os.path.lexists(path):
            continue
        if not path.is_file():
            problems.append(Problem("output.is-folder" if path.is_dir() else "output.not-a-file", Place(job.output)))
            continue
        record = earlier.get(output_name(job.output, plan.root)) if resume else None
        result = None if record is None else as_made(job, record, plan, partial(_content, path))
        if result is not None:
            kept.append(result)
        elif not force and not (resume and _may_be_replaced(path, record)):
            code = "batch.not-ours" if resume else "batch.exists"
            problems.append(Problem(code, Place(job.output)))
    if problems:
        raise OutputError(problems)
    return kept


def make_folders(jobs: Sequence[Job]) -> None:
    """The folders of all files; addresses need none. Raises OutputError with each that cannot be made."""
    problems = []
    for folder in dict.fromkeys(Path(job.output).parent for job in jobs if not is_url(job.output)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            facts = {"reason": error.strerror or str(error)}
            problems.append(Problem("batch.folder-unwritable", Place(str(folder)), facts))
    if problems:
        raise OutputError(problems)


def sweep(plan: Plan) -> int:
    """Takes away the unfinished parts of the plan's files and of its manifest that a killed run left, and returns how
    many there were.

    Only for whoever holds the folder's lock: nobody else is writing any of them.
    """
    swept = 0
    names: dict[Path, set[str]] = {}
    for file in (str(plan.root / FILE), *(job.output for job in plan.jobs if not is_url(job.output))):
        # As `gireport.files.write_file` calls a part, whose own folder is that of the real file.
        target = Path(os.path.realpath(file))
        names.setdefault(target.parent, set()).add(f".{target.name[:40]}.")
    for folder, prefixes in names.items():
        for part in folder.glob(".*.part"):
            stem = re.sub(r"[^.]*\.part$", "", part.name)
            if stem in prefixes and part.is_file():
                part.unlink(missing_ok=True)
                swept += 1
    return swept


def as_made(job: Job, record: Record, plan: Plan, read: Callable[[], bytes | None]) -> JobResult | None:
    """The result, where the file is the one that the record tells of, would be made again, and was proved if it is to
    be; else None. `read` gives the file, or None where it cannot be read.
    """
    if job.proof != "none" and not record.verified:
        return None
    if record.status not in {"done", "kept"} or record.inputs != inputs_of(job, plan.supplies).together:
        return None
    content = read()
    if content is None or hashlib.sha256(content).hexdigest() != record.sha256:
        return None
    return JobResult(job, "kept", record.sha256, len(content), attempts=0, verified=record.verified)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _may_be_replaced(path: Path, record: Record | None) -> bool:
    """Whether the file is of our making and nobody has signed it since: by its record, even where it is damaged, or by
    itself.
    """
    if record is None:
        return is_own_brief(path)
    try:
        return not is_signed(path.read_bytes())
    except OSError:
        return False
