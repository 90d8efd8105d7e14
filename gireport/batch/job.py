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

Proof = Literal["none", "read back", "veraPDF"]
"""How a file is proved before it is written: not at all; read back against its brief and data; by veraPDF too."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """The most that one job may take."""

    seconds: float = 120
    """By the clock."""
    megabytes: int = 1024
    """Of memory beyond what its process has taken before."""


@dataclass(frozen=True, slots=True)
class Job:
    """One brief to be made. With `Supplies` it decides every byte of it, but for `proof` and `replace`."""

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
    proof: Proof = "none"
    replace: bool = False
    """Whether what is at the address of its file may be replaced; a path says that itself."""


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
    """How often it was begun; more than once where its process was lost."""
    verified: bool = False
    """Whether the file was proved."""
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why there is no file."""
    content: bytes = b""
    """The file, until it is in its place."""
