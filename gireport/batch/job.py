"""A job, which is one brief to be made, and what became of it: plain data that goes to another process and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.brief.paper import Paper
    from gireport.errors import Problem
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.provinces import RegionScheme
    from gireport.thai.written import Calendar

Status = Literal["done", "kept", "failed", "skipped"]
"""Made now; found as an earlier run made it; not made for a fault; not made because it would say nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """One brief to be made. Together with `Supplies` it decides every byte of it."""

    number: int
    """In the order of the plan, from 1; of a file of jobs, the row as a spreadsheet counts it."""
    output: str
    """The path of its file."""
    template: str
    """What the template was asked for as: a name, or a path."""
    language: Language
    calendar: Calendar
    digits: Digits
    years: tuple[int, ...]
    """Fiscal years, BE."""
    levels: tuple[int, ...]
    provinces: tuple[str, ...]
    """By ISO 3166-2 code; empty where all are meant, or none is told apart."""
    scheme: RegionScheme
    theme: str
    """A name, or a path."""
    paper: Paper = ""
    parameters: tuple[tuple[str, str], ...] = ()
    attach_data: bool = False


@dataclass(frozen=True, slots=True)
class JobResult:
    """What became of a job."""

    job: Job
    status: Status
    sha256: str = ""
    """Of the file, where there is one."""
    size: int = 0
    """Bytes of the file."""
    seconds: float = 0.0
    attempts: int = 1
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why there is no file."""
