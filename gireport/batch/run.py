"""Carrying out a plan: one job after another, each on record before the next begins."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gireport.batch.lock import locked
from gireport.batch.manifest import Manifest, output_name, read_manifest
from gireport.batch.outputs import check_outputs, make_folders, sweep
from gireport.batch.supplies import inputs_of
from gireport.batch.work import carry_out
from gireport.errors import OutputError, Place, Problem
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gireport.batch.job import JobResult
    from gireport.batch.manifest import Record
    from gireport.batch.plan import Plan


@dataclass(frozen=True, slots=True)
class Summary:
    """How many jobs came to what; `left` are those that were not begun."""

    done: int
    kept: int
    failed: int
    skipped: int
    left: int
    swept: int
    """Unfinished parts of files that a killed run had left."""


def run(
    plan: Plan, tell: Callable[[JobResult], None], *, resume: bool = False, force: bool = False, fail_fast: bool = False
) -> Summary:
    """Makes every brief of the plan, and tells and records what becomes of each.

    With `resume` what an earlier run made and would be made again is kept. With `fail_fast` the first failure ends it.
    An interruption ends it as well, between two briefs or within one that then leaves no file; the manifest says so.
    Raises OutputError before the first brief where another run holds the folder, where files may not be replaced, and
    where folder or manifest cannot be written.
    """
    _make_root(plan.root)
    with locked(plan.root):
        earlier = read_manifest(plan.root)
        kept = check_outputs(plan, earlier, resume=resume, force=force)
        swept = sweep(plan.jobs)
        make_folders(plan.jobs)
        about = {"jobs": len(plan.jobs), "skipped": len(plan.skipped), "resume": resume}
        counts: Counter[str] = Counter()
        with Manifest(plan.root, _others(earlier, kept, plan), about) as manifest:

            def settle(result: JobResult) -> None:
                inputs = None if result.status == "skipped" else inputs_of(result.job, plan.supplies)
                manifest.record(result, inputs)
                counts[result.status] += 1
                tell(result)

            ended = "interrupted"
            try:
                for result in (*plan.skipped, *kept):
                    settle(result)
                there = {result.job.number for result in kept}
                for job in plan.jobs:
                    if job.number in there:
                        continue
                    settle(carry_out(plan.supplies, job))
                    if fail_fast and counts["failed"]:
                        break
                ended = "failed" if counts["failed"] else "done"
            finally:
                left = len(plan.jobs) + len(plan.skipped) - counts.total()
                manifest.end(status=ended, left=left, **counts)
    return Summary(counts["done"], counts["kept"], counts["failed"], counts["skipped"], left, swept)


def _others(earlier: Mapping[str, Record], kept: list[JobResult], plan: Plan) -> dict[str, Record]:
    """What the manifest goes on to say of files that this run has nothing to say of yet."""
    there = {output_name(result.job.output, plan.root) for result in kept}
    return {name: record for name, record in earlier.items() if name not in there}


def _make_root(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        raise OutputError(Problem("batch.folder-unwritable", Place(str(root)), facts)) from None
