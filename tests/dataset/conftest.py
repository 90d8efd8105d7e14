"""A small dataset on disk that a test can spoil, and the problems that reading it then raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from gireport.dataset.dataset import Dataset
from gireport.errors import DataError
from gireport.messages import describe

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.errors import Problem

FILES = {
    "dataset.toml": """\
version = 1
name = "small"
as_of = "2565-09"
fiscal_years = "2563-2565"

[tables.certificates]
file = "certificates.csv"
complete = ["year", "level"]
columns = [
  { name = "year", type = "fiscal-year", key = true },
  { name = "level", type = "level", key = true },
  { name = "issued", type = "count", none = ["-"], unit = "ฉบับ" },
]

[tables.totals]
file = "totals.csv"
totals_of = "certificates"
columns = [
  { name = "year", type = "fiscal-year", key = true, all = "all" },
  { name = "level", type = "level", key = true, all = "all" },
  { name = "total", type = "count" },
]

[tables.goals]
file = "goals.csv"
columns = [
  { name = "id", type = "text", key = true },
  { name = "under", type = "text", optional = true, refers_to = "id" },
  { name = "unit", type = "text", leaves_only = true },
  { name = "goal", type = "number", years = "2561-2562", leaves_only = true },
  { name = "state", type = "text", one_of = ["open", "closed"] },
  { name = "since", type = "be-year", optional = true },
]
""",
    "certificates.csv": """\
year,level,issued
2563,1,10
2563,2,-
2564,1,"1,000"
2564,2,7
2565,1,0
2565,2,30
""",
    "totals.csv": """\
year,level,total
2563,all,10
2564,all,1007
all,1,1010
all,all,1047
""",
    "goals.csv": """\
id,under,unit,2561,2562,state,since
1,,,,,open,
1.1,1,แห่ง,23,1.30,open,2560
2,,ราย,4,5,closed,
""",
}


@dataclass(frozen=True)
class SmallDataset:
    """The dataset's folder."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> SmallDataset:
        """Replace the one place where `file` says `old`."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} says {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def write(self, file: str, content: bytes) -> SmallDataset:
        """Replace the whole of `file`."""
        (self.folder / file).write_bytes(content)
        return self

    def read(self) -> Dataset:
        """The dataset as it is now."""
        return Dataset.read(self.folder)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it, every problem with its wording in both languages."""
        with pytest.raises(DataError) as caught:
            self.read()
        for problem in caught.value.problems:
            assert describe(problem, "en") != describe(problem, "th")
            assert all(isinstance(fact, str | int) for fact in problem.facts.values())
        return caught.value.problems

    def summary(self) -> list[str]:
        """What is wrong with it, as "code file row column-letter"."""
        return [brief(problem) for problem in self.problems()]


def brief(problem: Problem) -> str:
    """A problem as "code file row column-letter", without what it lacks."""
    place = problem.place
    parts = (problem.code, place.file, place.row or "", place.column.split(" ")[0])
    return " ".join(str(part) for part in parts if part != "")


@pytest.fixture
def small(tmp_path: Path) -> SmallDataset:
    """A dataset without a fault."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return SmallDataset(tmp_path)
