"""Everything that is checked of one file, in parts that say whether they were run and what they found."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gireport.apart import Bounds, answer
from gireport.errors import Problem, ProofError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.brief.model import Brief
    from gireport.dataset.select import Selection
    from gireport.signing.reading import Signature

Part = Literal["structure", "text", "figures", "signatures", "conformance"]
PARTS: tuple[Part, ...] = ("structure", "text", "figures", "signatures", "conformance")

LARGEST_FILE = 64 * 2**20  # bytes
_BOUNDS = Bounds(seconds=60, megabytes=1024, kilobytes=4096)
_MOST_PROBLEMS = 1_000
_FIGURES = frozenset({"verify.figure", "verify.cell-figure", "verify.cell-data"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked of a file: by part its problems, none where all is well. What was not run is not there."""

    file: str
    parts: Mapping[Part, tuple[Problem, ...]]
    signatures: tuple[Signature, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them."""
        return tuple(problem for problems in self.parts.values() for problem in problems)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def examine(content: bytes, brief: Brief | None, selection: Selection | None) -> dict[Part, tuple[Problem, ...]]:
    """The structure of a file, and its text and figures beside the brief where one is given, checked here and now.

    Only for files that are known to come from this program; of others `examine_apart` is asked.
    """
    from gireport.pdf.reading import read_tagged_file
    from gireport.pdf.tagged import UnreadableError
    from gireport.verify.around import around_problems
    from gireport.verify.grids import grid_problems
    from gireport.verify.pdfium import marked_texts
    from gireport.verify.structure import structure_problems
    from gireport.verify.text import pieces, text_problems

    try:
        file = read_tagged_file(content)
        found: dict[Part, tuple[Problem, ...]] = {"structure": tuple(structure_problems(file))}
        if brief is None or file.root is None:
            return found
        texts = marked_texts(content)
        problems = [*text_problems(brief, pieces(file.root, texts)), *around_problems(brief, file, texts)]
        if selection is not None:
            problems += grid_problems(file.root, texts, selection)
    except UnreadableError as error:
        return {"structure": (Problem("verify.unreadable", facts={"reason": str(error)}),)}
    figures = tuple(problem for problem in problems if problem.code in _FIGURES)
    return {**found, "text": tuple(problem for problem in problems if problem not in figures), "figures": figures}


def examine_apart(content: bytes, brief: Brief | None, selection: Selection | None) -> dict[Part, tuple[Problem, ...]]:
    """The same in a process of its own, which a hostile file may bring down or keep busy."""
    if len(content) > LARGEST_FILE:
        return _unreadable(f"> {LARGEST_FILE // 2**20} MiB")
    answered = answer(partial(_answered, content, brief, selection), _BOUNDS)
    if answered.timed_out:
        return _unreadable(f"> {_BOUNDS.seconds} s")
    try:
        found = json.loads(answered.content)
        return {
            part: tuple(Problem(code, facts=facts) for code, facts in found[part]) for part in PARTS if part in found
        }
    except (ValueError, TypeError, AttributeError):
        return _unreadable("too much, or not what it seems")


def prove(content: bytes, brief: Brief, selection: Selection, *, with_verapdf: bool) -> None:
    """Checks a file of this program before it takes its place. Raises ProofError with all that is wrong with it, and
    MissingError where veraPDF is asked for and is not there.
    """
    from gireport.verify.conformance import conformance_problems

    problems = [problem for found in examine(content, brief, selection).values() for problem in found]
    if with_verapdf:
        with tempfile.TemporaryDirectory(prefix="gireport-") as folder:
            path = Path(folder) / "brief.pdf"
            path.write_bytes(content)
            problems += conformance_problems(path, content)
    if problems:
        raise ProofError([Problem("verify.not-written"), *problems])


def _unreadable(reason: str) -> dict[Part, tuple[Problem, ...]]:
    return {"structure": (Problem("verify.unreadable", facts={"reason": reason}),)}


def _answered(content: bytes, brief: Brief | None, selection: Selection | None) -> bytes:
    parts = examine(content, brief, selection)
    return json.dumps(
        {part: [_told(each) for each in problems[:_MOST_PROBLEMS]] for part, problems in parts.items()}
    ).encode()


def _told(problem: Problem) -> tuple[str, dict[str, Any]]:
    return problem.code, dict(problem.facts)
