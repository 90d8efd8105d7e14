"""Everything that is found in one grid: what is wrong, and what was accepted and is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gireport.dataset.characters import refused
from gireport.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.dataset.sources.grid import Grid

# Nobody mends more in one go; a file of the wrong kind would fill the memory with complaints.
KEPT = 1_000


@dataclass(slots=True)
class _Remark:
    row: int
    column: int | None
    count: int


@dataclass(slots=True)
class Findings:
    """Problems and notices about `grid`, each with its place. Of the problems the first thousand are kept."""

    grid: Grid
    heads: Mapping[int, str] = field(default_factory=dict)
    """By column, what messages call it beside its letter."""
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    _left_out: int = 0
    _remarks: dict[str, _Remark] = field(default_factory=dict)

    def place(self, row: int | None = None, column: int | None = None) -> Place:
        """Where a cell stands, its column with its head where that can be shown."""
        head = "" if column is None else " ".join(self.heads.get(column, "").split())
        return self.grid.place(row, column, "" if refused(head) else head)

    def refuse(self, code: str, row: int | None = None, column: int | None = None, /, **facts: object) -> None:
        """Notes a problem."""
        if self.has_room:
            self.problems.append(Problem(code, self.place(row, column), facts))
        else:
            self._left_out += 1

    def note(self, code: str, row: int | None = None, column: int | None = None, /, **facts: object) -> None:
        """Notes what was accepted and should be known."""
        self.notices.append(Problem(code, self.place(row, column), facts))

    def remark(self, code: str, row: int, column: int | None = None) -> None:
        """Notes what was accepted and may be found in many cells: said once, with the first place and how many."""
        known = self._remarks.setdefault(code, _Remark(row, column, 0))
        known.count += 1

    def tell_once(self, code: str) -> None:
        """Leaves of the problems with that code only the first."""
        first = next((problem for problem in self.problems if problem.code == code), None)
        self.problems = [problem for problem in self.problems if problem.code != code or problem is first]

    @property
    def has_room(self) -> bool:
        """Whether another problem would be kept, and not only counted."""
        return len(self.problems) < KEPT

    @property
    def has_nothing_wrong(self) -> bool:
        """Whether there are no problems so far."""
        return not self.problems

    def finish(self) -> tuple[Problem, ...]:
        """The notices, from the top of the table down. Raises DataError with every problem, if there is one."""
        if self.problems:
            problems = sorted(self.problems, key=lambda problem: problem.place.row or 0)
            if self._left_out:
                problems.append(Problem("shape.more-problems", self.place(), {"count": self._left_out}))
            raise DataError(problems)
        for code, remark in self._remarks.items():
            self.note(code, remark.row, remark.column, count=remark.count)
        self._remarks.clear()
        return tuple(sorted(self.notices, key=lambda notice: notice.place.row or 0))
