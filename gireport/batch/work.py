"""Carrying out one job: a pure function of the job and its supplies; and putting what it made in its place.

Job and supplies are picklable, so any process of any machine that has the program can do it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from gireport.apart import bounded_memory
from gireport.batch.job import JobLimits, JobResult
from gireport.brief.compose import compose
from gireport.brief.telling import read_problems, write_problems
from gireport.errors import GireportError, Place, Problem
from gireport.files import write_file
from gireport.remote import is_url
from gireport.rendering import render, render_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.batch.job import Job
    from gireport.batch.supplies import Supplies
    from gireport.brief.model import Brief
    from gireport.dataset.select import Selection

_LIMITS = JobLimits()


def carry_out(supplies: Supplies, job: Job, limits: JobLimits = _LIMITS) -> JobResult:
    """Makes the brief and says what became of it, with the file where there is one. Raises nothing: whatever goes wrong
    is the job's alone. Past the memory of `limits` it fails; time is for whoever has started the process.
    """
    start, warned = perf_counter(), list[Problem]()

    def make() -> JobResult:
        with bounded_memory(limits.megabytes):
            content, brief = made(supplies, job, warned.append)
        _prove(supplies, job, content, brief)
        return JobResult(
            job,
            "done",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            verified=job.proof != "none",
            warnings=tuple(_plain(warned)),
            content=content,
        )

    return replace(_guarded(job, limits, make), seconds=perf_counter() - start)


def put_in_place(result: JobResult) -> JobResult:
    """Writes the file of a job to its place in one step; the result then, without the file. Raises nothing."""
    if not result.content:
        return result
    start = perf_counter()

    def write() -> JobResult:
        if is_url(result.job.output):
            from gireport.batch.objects import put_object

            put_object(result.job, result.content)
        else:
            write_file(Path(result.job.output), result.content)
        return replace(result, content=b"")

    put = _guarded(result.job, _LIMITS, write)
    return replace(put, seconds=result.seconds + perf_counter() - start, attempts=result.attempts)


def _guarded(job: Job, limits: JobLimits, step: Callable[[], JobResult]) -> JobResult:
    """What `step` returns, or why the job has failed."""
    try:
        return step()
    except GireportError as error:
        problems = _plain(error.problems)
    except MemoryError:
        problems = [Problem("batch.memory", Place(job.output), {"megabytes": limits.megabytes})]
    except Exception as error:  # a fault of the program, which the other jobs need not have
        facts = {"kind": type(error).__name__, "error": str(error)[:200]}
        problems = [Problem("batch.fault", Place(job.output), facts)]
    return JobResult(job, "failed", problems=tuple(problems))


def made(supplies: Supplies, job: Job, warn: Callable[[Problem], None]) -> tuple[bytes, Brief]:
    """The file of a job, and the brief in it. Raises what composing and rendering raise."""
    template = supplies.templates[job.template]
    brief = compose(
        _selection(supplies, job),
        template,
        lang=job.language,
        digits=job.digits,
        calendar=job.calendar,
        parameters=dict(job.parameters),
    )
    make = render if template.is_built_in else partial(render_apart, file=template.file)
    theme = supplies.themes[job.theme]
    return make(brief, theme=theme, paper=job.paper, attach_data=job.attach_data, warn=warn), brief


def _prove(supplies: Supplies, job: Job, content: bytes, brief: Brief) -> None:
    """Raises ProofError where the file is not what it has to be, as far as the job wants to know it."""
    if job.proof == "none":
        return
    from gireport.verify.proof import prove  # with the libraries that read PDF files

    # Outside the bounds of memory, which a Java machine would take for its own.
    prove(content, brief, _selection(supplies, job), with_verapdf=job.proof == "veraPDF")


def _selection(supplies: Supplies, job: Job) -> Selection:
    return supplies.dataset.select(job.years, job.levels, job.provinces or None, job.scheme)


def _plain(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """The problems with facts that go to another process."""
    return read_problems(write_problems(problems))
