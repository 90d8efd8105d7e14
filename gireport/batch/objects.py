"""The files of a plan that are put at addresses (`s3://…`): which are there, which may be replaced."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gireport.batch.manifest import output_name
from gireport.batch.outputs import as_made
from gireport.errors import DataError, OutputError, Place, Problem
from gireport.remote import list_urls, read_url, shown_url, write_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.batch.job import Job, JobResult
    from gireport.batch.manifest import Record
    from gireport.batch.plan import Plan

_LARGEST = 2**30


def check_objects(plan: Plan, earlier: Mapping[str, Record], *, resume: bool, force: bool) -> list[JobResult]:
    """What `check_outputs` returns, of addresses. Nothing that is there is replaced without `force`, whoever made it:
    another machine may be at it. With `resume` and `force` what is as it would be made is kept, the rest replaced.

    Raises OutputError with every file that is in the way, and MissingError where no service answers.
    """
    there = list_urls(plan.base)
    kept: list[JobResult] = []
    problems: list[Problem] = []
    for job in plan.jobs:
        if job.output not in there:
            continue
        record = earlier.get(output_name(job.output, plan.root)) if resume else None
        result = None if record is None else as_made(job, record, plan, partial(_content, job))
        if result is not None:
            kept.append(result)
        elif not force:
            problems.append(Problem("remote.exists", Place(shown_url(job.output))))
    if problems:
        raise OutputError(problems)
    return kept


def put_object(job: Job, content: bytes) -> None:
    """Puts a file at its address, all of it or nothing. Raises OutputError, where there is another one too, and
    MissingError.
    """
    try:
        write_url(job.output, content, replace=job.replace)
    except OutputError:
        # A process that was lost may have put it there just before.
        if job.replace or _content(job) != content:
            raise


def _content(job: Job) -> bytes | None:
    """The file at the address of the job; None where there is none that can be read."""
    try:
        return read_url(job.output, _LARGEST)
    except DataError:
        return None
