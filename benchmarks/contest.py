"""The contestants, and one round of each measurement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from processes import HERE, ROOT, run

if TYPE_CHECKING:
    from pathlib import Path

SETS = ("spans", "levels")
_HEAVY = ("babel", "pandas", "reportlab")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that makes the brief, or one way of using it."""

    name: str
    script: str
    variant: str
    cold: bool = True
    given: str = "briefs"  # or "selections", where it composes too

    def words(self, mode: str, source: Path, target: Path) -> list[str | Path]:
        """What Python is started with to make one brief or many."""
        if self.name == "gireport" and mode == "one":
            return ["-m", "gireport", "build", "annual", "--force", "--quiet", "--output", target]
        return [HERE / "contestants" / self.script, self.variant, mode, source, target]


def contestants() -> list[Contestant]:
    """Those that are installed here, gireport first."""
    found = [
        Contestant("gireport", "with_gireport.py", "whole", given="selections"),
        Contestant("gireport, render only", "with_gireport.py", "render", cold=False, given="selections"),
        Contestant("ReportLab, naive", "with_reportlab.py", "plain"),
    ]
    if find_spec("typst"):
        found += [
            Contestant("Typst", "with_typst.py", "plain"),
            Contestant("Typst, UA-1 + A-2a", "with_typst.py", "archival"),
        ]
    return found


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder with the selections to make briefs of, and the same briefs composed."""

    folder: Path

    def prepare(self, count: int) -> None:
        """Takes the first `count` briefs of each set."""
        for name in SETS:
            lines = (HERE / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:count]
            self.source(name, "selections").write_text("\n".join(lines) + "\n", encoding="utf-8")
            run(HERE / "prepare.py", self.source(name, "selections"), self.source(name, "briefs"))

    def source(self, name: str, given: str) -> Path:
        """The file of a set, as selections or as briefs."""
        return self.folder / f"{name}.{given}.jsonl"

    def cold(self, contestant: Contestant) -> dict[str, float]:
        """One process that makes the annual brief."""
        target = self.folder / f"{contestant.script}-{contestant.variant}.pdf"
        cost, _, _ = run(*contestant.words("one", self.source("spans", contestant.given), target))
        return {"wall": cost.wall, "cpu": cost.cpu, "peak": cost.peak, "size": target.stat().st_size}

    def warm(self, contestant: Contestant, name: str) -> dict[str, float]:
        """One process that makes the briefs of a set; seconds per brief without the first."""
        cost, printed, _ = run(*contestant.words("many", self.source(name, contestant.given), self.folder))
        each = json.loads(printed)[1:]
        walls, cpus = zip(*each, strict=True)
        return {"wall": sum(walls) / len(each), "cpu": sum(cpus) / len(each), "peak": cost.peak}

    def parts(self) -> dict[str, dict[str, float]]:
        """The parts of gireport's own time."""
        _, printed, _ = run(HERE / "parts.py", self.source("spans", "selections"), self.folder)
        found: dict[str, dict[str, float]] = json.loads(printed)
        return found

    def check(self, contestant: Contestant) -> dict[str, object]:
        """Pages of the annual brief and what its text lacks."""
        target = self.folder / f"{contestant.script}-{contestant.variant}.pdf"
        _, printed, _ = run(HERE / "check.py", self.source("spans", "briefs"), target)
        found: dict[str, object] = json.loads(printed)
        return found


def start_up() -> dict[str, float]:
    """Seconds of `gireport --help` and of an interpreter that does nothing."""
    return {"help": run("-m", "gireport", "--help")[0].wall, "interpreter": run("-c", "pass")[0].wall}


def imported_by_help() -> list[str]:
    """Which heavy libraries `gireport --help` imports; there should be none."""
    _, _, errors = run("-X", "importtime", "-m", "gireport", "--help")
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in errors.splitlines()}
    if "gireport" not in names:
        raise SystemExit(f"no imports were listed for {ROOT}")
    return sorted(names.intersection(_HEAVY))
