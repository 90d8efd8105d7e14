"""Carrying out one job: a pure function of the job and its supplies, but for the file that it leaves.

`partial(carry_out, supplies)` is picklable, so any machine that has the program can do it.
"""

from __future__ import annotations

import hashlib
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
from gireport.rendering import render, render_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.batch.job import Job
    from gireport.batch.supplies import Supplies
    from gireport.brief.model import Brief
    from gireport.dataset.select import Selection

_LIMITS = JobLimits()


def carry_out(supplies: Supplies, job: Job, limits: JobLimits = _LIMITS) -> JobResult:
    """Makes the brief, writes it to its place in one step, and says what became of it. Raises nothing: whatever goes
    wrong is the job's alone. Past the memory of `limits` it fails; time is for whoever has started the process.
    """
    start, warned = perf_counter(), list[Problem]()
    try:
        with bounded_memory(limits.megabytes):
            content, brief = made(supplies, job, warned.append)
        _prove(supplies, job, content, brief)
        write_file(Path(job.output), content)
    except GireportError as error:
        problems = _plain(error.problems)
    except MemoryError:
        problems = [Problem("batch.memory", Place(job.output), {"megabytes": limits.megabytes})]
    except Exception as error:  # a fault of the program, which the other jobs need not have
        facts = {"kind": type(error).__name__, "error": str(error)[:200]}
        problems = [Problem("batch.fault", Place(job.output), facts)]
    else:
        digest = hashlib.sha256(content).hexdigest()
        spent = perf_counter() - start
        verified = job.proof != "none"
        return JobResult(job, "done", digest, len(content), spent, verified=verified, warnings=tuple(_plain(warned)))
    return JobResult(job, "failed", seconds=perf_counter() - start, problems=tuple(problems))


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
