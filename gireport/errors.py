"""What can go wrong, as data: exit codes, problems with their place, and the exceptions that carry them.

A problem holds a code and the facts; how it is worded, in Thai or English, is the business of `gireport.messages`.
"""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ExitCode(IntEnum):
    """The process's exit status. Scripts depend on these numbers: they never change meaning."""

    OK = 0
    BUG = 1
    USAGE = 2
    DATA = 3
    TEMPLATE = 4
    FONT = 5
    OUTPUT = 6
    SELECTION = 7
    PARTLY = 8
    UNPROVEN = 9
    MISSING = 10
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the words of whoever has to find it.

    `row` and `column` are as a spreadsheet shows them (row 1 is the first line, column "A" or a heading);
    `line` is a line of a text file, counted from 1; `sheet` is a workbook's. `excerpt` is that line itself, where
    seeing it helps, and `mark` says which of its characters are meant, from the first to before the last.
    """

    file: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    sheet: str = ""
    excerpt: str = ""
    mark: tuple[int, int] | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: a stable code (a key of the message catalogue), its place, and the facts to word it with."""

    code: str
    place: Place = NOWHERE
    facts: Mapping[str, object] = field(default_factory=dict)


class GireportError(Exception):
    """A fault of the input, never of the program. Carries every problem found, at least one, and its exit code."""

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("an error without a problem says nothing")
        super().__init__(self.problems)

    def __str__(self) -> str:
        from gireport.messages import describe

        return "\n".join(describe(problem) for problem in self.problems)


class UsageError(GireportError):
    """The words of the command do not make sense."""

    exit_code = ExitCode.USAGE


class DataError(GireportError):
    """The data has problems; nothing may be printed from it."""

    exit_code = ExitCode.DATA


class TemplateError(GireportError):
    """The template has problems."""

    exit_code = ExitCode.TEMPLATE


class ThemeError(GireportError):
    """The theme has problems."""

    exit_code = ExitCode.TEMPLATE


class FontError(GireportError):
    """A font is unusable, or a character has no glyph in any font."""

    exit_code = ExitCode.FONT


class OutputError(GireportError):
    """The output exists, is not ours to replace, or cannot be written."""

    exit_code = ExitCode.OUTPUT


class SelectionError(GireportError):
    """The data has not what was asked for."""

    exit_code = ExitCode.SELECTION


class ProofError(GireportError):
    """A made file is not what it has to be."""

    exit_code = ExitCode.UNPROVEN


class MissingError(GireportError):
    """Something needed is not there: an extra that was not installed, a program, a database."""

    exit_code = ExitCode.MISSING
