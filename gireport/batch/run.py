"""Carrying out a plan: each job on record before it is told of, whatever happens to the rest."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gireport.batch.interrupts import put_off
from gireport.batch.job import JobLimits
from gireport.batch.lock import locked
from gireport.batch.manifest import Manifest, job_entry, output_name, read_manifest
from gireport.batch.outputs import check_outputs, make_folders, sweep
from gireport.batch.supplies import inputs_of
from gireport.batch.work import carry_out, put_in_place
from gireport.errors import MissingError, OutputError, Place, Problem
from gireport.files import NO_ROOM
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from gireport.batch.cluster import Cluster, Connection
    from gireport.batch.job import Job, JobResult
    from gireport.batch.manifest import Record
    from gireport.batch.plan import Plan
    from gireport.batch.workers import Workers

    Tell = Callable[[JobResult, Mapping[str, Any]], None]
    """Hears of each job what became of it, and what the manifest says of it."""

# What keeps all that is left from being made, and how the run ends then.
_HINDRANCES: Mapping[str, tuple[type[OutputError | MissingError], str]] = {
    NO_ROOM: (OutputError, "batch.disk-full"),
    "remote.unreachable": (MissingError, "batch.service-gone"),
    "remote.silent": (MissingError, "batch.service-gone"),
}
# Starting processes takes as long as this many briefs.
_FEW = 8


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a plan is carried out."""

    resume: bool = False
    """Keep what an earlier run made and would be made again."""
    force: bool = False
    """Replace whatever files are there."""
    fail_fast: bool = False
    """End with the first failure."""
    workers: int = 1
    """Processes at once."""
    limits: JobLimits | None = None
    """Of each job. None leaves the usual ones to processes; few jobs of built-in templates then need none."""
    cluster: Connection | None = None
    """The machines that carry it out, in place of processes of this one."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many jobs came to what; `left` are those that were not begun."""

    done: int
    kept: int
    failed: int
    skipped: int
    left: int
    verified: int
    """Of those made, how many were proved before they were written."""
    swept: int
    """Unfinished parts of files that a killed run had left."""
    lost: int
    """Processes that were lost, or stopped for the time they took."""


def run(plan: Plan, tell: Tell, options: RunOptions) -> Summary:
    """Makes every brief of the plan, and records and tells what becomes of each.

    An interruption ends it after the briefs in hand, as far as they are soon done; the manifest says so. Raises
    OutputError before the first brief where another run holds the folder, where files may not be replaced, and where
    folder or manifest cannot be written; and later where there is no more room, or none for the manifest.
    Raises MissingError where a service for files does not answer, or a cluster has no machine left.
    """
    _make_root(plan.root)
    with locked(plan.root):
        earlier = read_manifest(plan.root)
        kept = _kept(plan, earlier, options)
        swept = sweep(plan)
        make_folders(plan.jobs)
        about = {"jobs": len(plan.jobs), "skipped": len(plan.skipped), "resume": options.resume}
        with Manifest(plan.root, _others(earlier, kept, plan), about) as manifest:
            return _Run(plan, tell, manifest, options).carry_out(kept, swept)


class _Run:
    """A plan being carried out."""

    def __init__(self, plan: Plan, tell: Tell, manifest: Manifest, options: RunOptions) -> None:
        self._plan, self._tell, self._manifest, self._options = plan, tell, manifest, options
        self._counts: Counter[str] = Counter()
        self._verified = 0
        self._lost = 0
        self._hindered = ""
        """The code of the problem that no other brief would escape."""

    def carry_out(self, kept: Sequence[JobResult], swept: int) -> Summary:
        """Settles what is left out and kept, makes the others, and records how it ended."""
        there = {result.job.number for result in kept}
        ended = "interrupted"
        try:
            with put_off() as heed:
                self._settle_all((*self._plan.skipped, *kept), heed)
                self._make([job for job in self._plan.jobs if job.number not in there], heed)
            ended = "failed" if self._counts["failed"] else "done"
        finally:
            self._manifest.end(status=ended, left=self._left, **self._counts)
        if self._hindered:
            kind, code = _HINDRANCES[self._hindered]
            raise kind(Problem(code, Place(str(self._plan.root)), {"left": self._left}))
        of = self._counts
        return Summary(
            of["done"], of["kept"], of["failed"], of["skipped"], self._left, self._verified, swept, self._lost
        )

    def _make(self, jobs: Sequence[Job], heed: Callable[[], None]) -> None:
        limits = self._options.limits or JobLimits()
        near = self._options.cluster is None
        if near and self._options.limits is None and len(jobs) < _FEW and self._is_own_work(jobs):
            self._settle_all((put_in_place(carry_out(self._plan.supplies, job, limits)) for job in jobs), heed)
            return
        workers = self._workers(len(jobs), limits)
        try:
            with workers:
                try:
                    self._settle_all(workers.results(jobs, heed), heed)
                finally:
                    self._lost = workers.lost
                    self._settle_rest(workers)
        finally:
            self._clean_up()

    def _workers(self, jobs: int, limits: JobLimits) -> Workers | Cluster:
        """Who does the work; imported only now, with the libraries of pools."""
        if self._options.cluster is not None:
            from gireport.batch.cluster import Cluster

            return Cluster(self._options.cluster, self._plan.supplies, limits)
        from gireport.batch.workers import START, Workers

        # What speaks to a service has threads, which a fork would break.
        start = "spawn" if self._plan.base else START
        return Workers(self._plan.supplies, max(min(self._options.workers, jobs), 1), limits, start)

    def _settle_all(self, results: Iterable[JobResult], heed: Callable[[], None]) -> None:
        for result in results:
            self._settle(result)
            heed()
            if self._hindered or (self._options.fail_fast and result.status == "failed"):
                return

    def _settle_rest(self, workers: Workers | Cluster) -> None:
        """What was in hand when the run was ended; nothing, where it came to its end."""
        for result in workers.in_hand():
            entry = self._record(result)
            with suppress(OSError, OutputError):  # that nobody hears may be what has ended it
                self._tell(result, entry)

    def _settle(self, result: JobResult) -> None:
        self._tell(result, self._record(result))

    def _record(self, result: JobResult) -> dict[str, Any]:
        """Counts it, and has it on record when this returns."""
        inputs = None if result.status == "skipped" else inputs_of(result.job, self._plan.supplies)
        entry = job_entry(result, self._plan.root, inputs)
        self._manifest.record(entry)
        self._counts[result.status] += 1
        self._verified += result.verified and result.status == "done"
        self._hindered = next((each.code for each in result.problems if each.code in _HINDRANCES), self._hindered)
        return entry

    def _clean_up(self) -> None:
        """What processes that were stopped at their work have left."""
        if self._lost or self._left:
            sweep(self._plan)

    def _is_own_work(self, jobs: Iterable[Job]) -> bool:
        """Whether nothing of the jobs' making is by others: then it takes no more than it has to."""
        return all(self._plan.supplies.templates[job.template].is_built_in for job in jobs)

    @property
    def _left(self) -> int:
        return len(self._plan.jobs) + len(self._plan.skipped) - self._counts.total()


def _kept(plan: Plan, earlier: Mapping[str, Record], options: RunOptions) -> list[JobResult]:
    """What need not be made. Raises OutputError where files may not be replaced."""
    check = check_outputs
    if plan.base:
        from gireport.batch.objects import check_objects as check

    return check(plan, earlier, resume=options.resume, force=options.force)


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
