"""Carrying out one job: a pure function of the job and its supplies, but for the file that it leaves.

`partial(carry_out, supplies)` is picklable, so any machine that has the program can do it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from gireport.batch.job import JobResult
from gireport.brief.compose import compose
from gireport.brief.telling import read_problems, write_problems
from gireport.errors import GireportError, Place, Problem
from gireport.files import write_file
from gireport.rendering import render, render_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.batch.job import Job
    from gireport.batch.supplies import Supplies


def carry_out(supplies: Supplies, job: Job) -> JobResult:
    """Makes the brief, writes it to its place in one step, and says what became of it. Raises nothing: whatever goes
    wrong is the job's alone.
    """
    start, warned = perf_counter(), list[Problem]()
    try:
        content = made(supplies, job, warned.append)
        write_file(Path(job.output), content)
    except GireportError as error:
        problems = _plain(error.problems)
    except MemoryError:
        problems = [Problem("batch.memory", Place(job.output))]
    except Exception as error:  # a fault of the program, which the other jobs need not have
        facts = {"kind": type(error).__name__, "error": str(error)[:200]}
        problems = [Problem("batch.fault", Place(job.output), facts)]
    else:
        digest = hashlib.sha256(content).hexdigest()
        spent = perf_counter() - start
        return JobResult(job, "done", digest, len(content), spent, warnings=tuple(_plain(warned)))
    return JobResult(job, "failed", seconds=perf_counter() - start, problems=tuple(problems))


def made(supplies: Supplies, job: Job, warn: Callable[[Problem], None]) -> bytes:
    """The file of a job. Raises what composing and rendering raise."""
    selection = supplies.dataset.select(job.years, job.levels, job.provinces or None, job.scheme)
    template = supplies.templates[job.template]
    brief = compose(
        selection,
        template,
        lang=job.language,
        digits=job.digits,
        calendar=job.calendar,
        parameters=dict(job.parameters),
    )
    make = render if template.is_built_in else partial(render_apart, file=template.file)
    theme = supplies.themes[job.theme]
    return make(brief, theme=theme, paper=job.paper, attach_data=job.attach_data, warn=warn)


def _plain(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """The problems with facts that go to another process."""
    return read_problems(write_problems(problems))
