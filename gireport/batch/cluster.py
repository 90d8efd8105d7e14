"""Jobs carried out by the machines of a Dask cluster: the same plan, the same pure job, the same results.

What all jobs share goes to each machine once. There a process beside Dask's own does the work, as on one machine
(`gireport.batch.workers`): a task of Dask cannot be stopped, nor held to an amount of memory, but that process can; and
a job that kills it takes nothing else with it. Files come back and are written here, by one process, to the folder of
the batch.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import re
import threading
import uuid
from collections import deque
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, Self

from distributed import Client, KilledWorker, as_completed
from distributed.diagnostics.plugin import WorkerPlugin

from gireport.batch.job import JobResult
from gireport.batch.supplies import program_digest
from gireport.batch.work import put_in_place
from gireport.batch.workers import CHANCE, Workers
from gireport.errors import MissingError, Place, Problem, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    from distributed import Future, Worker

    from gireport.batch.job import Job, JobLimits
    from gireport.batch.supplies import Supplies

_REACHED_WITHIN = 10  # seconds
_ALONE = 60.0  # seconds that a run waits for machines once there is none left
_AHEAD = 4  # jobs handed out for each thread of the cluster, so that none waits for the next
_LOOK = 0.01  # seconds between two looks for results
_BETWEEN_COUNTS = 2.0  # seconds between two counts of machines
_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}")
# Of this process's environment, what decides bytes or limits.
_PASSED_ON = ("SOURCE_DATE_EPOCH",)
_PASSED_ON_PREFIX = "GIREPORT_"


@dataclass(frozen=True, slots=True)
class Connection:
    """A cluster that was reached."""

    client: Client
    dashboard: str
    """The address of the scheduler's own pages."""


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    """Within it, the cluster of the scheduler at `address`, such as `tcp://10.0.0.1:8786`. Raises MissingError where
    none is reached there within ten seconds, or it has no machines, and UsageError of what is no address.
    """
    if not _ADDRESS.fullmatch(address):
        raise UsageError(Problem("batch.cluster-address", facts={"value": address}))
    # What it has to say is told by what becomes of jobs.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_REACHED_WITHIN, set_as_default=False, name="gireport")
    except (OSError, ValueError, TypeError) as error:
        raise _unreachable(address, error) from None
    try:
        try:
            client.wait_for_workers(1, timeout=_REACHED_WITHIN)
        except (OSError, TimeoutError):
            raise MissingError(Problem("batch.cluster-empty", facts={"address": address})) from None
        yield Connection(client, client.dashboard_link)
    finally:
        with suppress(Exception):  # the work is done or lost by now
            client.close(timeout=_REACHED_WITHIN)


def _unreachable(address: str, error: Exception) -> MissingError:
    return MissingError(Problem("batch.no-cluster", facts={"address": address, "reason": str(error)[:200]}))


class Cluster:
    """The processes of a cluster, used like `Workers`; a context that takes away what it gave the machines."""

    def __init__(self, connection: Connection, supplies: Supplies, limits: JobLimits) -> None:
        self._client = connection.client
        self._name = f"gireport-{uuid.uuid4().hex}"
        environment = {
            name: value
            for name, value in os.environ.items()
            if name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIX)
        }
        self._share = _Share(self._name, pickle.dumps(supplies), limits, environment, program_digest())
        self._waiting: dict[str, Job] = {}
        self._again: deque[Job] = deque()
        self._done = as_completed(loop=self._client.loop, with_results=False)
        self._threads = 1
        self._counted = self._alive = 0.0
        self.lost = 0
        """Machines that were there and are no longer."""

    def results(self, jobs: Iterable[Job], heed: Callable[[], None] = lambda: None) -> Iterator[JobResult]:
        """What becomes of each job, in the order in which they end, its file in its place. Raises MissingError where
        no machine is left for a minute. `heed` is called now and then, and may end it all by raising.
        """
        coming = iter(jobs)
        while True:
            heed()
            self._look_around()
            while len(self._waiting) < _AHEAD * self._threads:
                job = self._again.popleft() if self._again else next(coming, None)
                if job is None:
                    break
                self._begin(job)
            if not self._waiting:
                return
            yield from self._ended()

    def in_hand(self) -> Iterator[JobResult]:
        """What becomes of the jobs that were handed out, as far as they end soon; the others are given up."""
        last = monotonic() + CHANCE
        while self._waiting and monotonic() < last:
            yield from self._ended()

    def _begin(self, job: Job) -> None:
        # A key of its own, so that a job that is given again is none that Dask knows already.
        key = f"{self._name}-{job.number}-{uuid.uuid4().hex[:8]}"
        future = self._client.submit(_carry_out, self._name, job, key=key, pure=False, retries=0)
        self._waiting[key] = job
        self._done.add(future)

    def _ended(self) -> Iterator[JobResult]:
        """What has ended by now; after a moment, where nothing has."""
        if not self._done.has_ready():
            sleep(_LOOK)
            return
        for future in self._done.next_batch(block=False):
            job = self._waiting.pop(future.key)
            if future.status in {"cancelled", "lost"}:  # with the machine or the scheduler that had it
                self._again.append(job)
                continue
            yield put_in_place(_result(future, job))

    def _look_around(self) -> None:
        """Counts the machines and their threads from time to time."""
        now = monotonic()
        if now - self._counted < _BETWEEN_COUNTS:
            return
        self._counted = now
        there = self._client.nthreads()
        self._threads = sum(there.values()) or 1
        if there or not self._alive:
            self._alive = now
        if now - self._alive > _ALONE:
            raise MissingError(Problem("batch.cluster-gone", facts={"left": len(self._waiting)}))

    def __enter__(self) -> Self:
        try:
            self._client.register_plugin(self._share, name=self._name)
        except Exception as error:  # of whatever kind: it is raised on a machine that may lack the program
            facts = {"reason": f"{type(error).__name__}: {error}"[:300]}
            raise MissingError(Problem("batch.cluster-unfit", facts=facts)) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(Exception):  # the cluster may be gone
            self._client.cancel(list(self._done.futures), force=True)
        with suppress(Exception):
            self._client.unregister_worker_plugin(self._name)


def _result(future: Future[JobResult], job: Job) -> JobResult:
    error = future.exception() if future.status == "error" else None
    if error is None:
        result: JobResult = future.result()
        return result
    how = "KilledWorker" if isinstance(error, KilledWorker) else f"{type(error).__name__}: {error}"[:200]
    attempts = 1 + getattr(error, "allowed_failures", 0)
    problem = Problem("batch.worker-lost", Place(job.output), {"how": how, "attempts": attempts})
    return JobResult(job, "failed", attempts=attempts, problems=(problem,))


class _Share(WorkerPlugin):
    """What a machine has of a run, from when it joins until the run is over."""

    idempotent = True

    def __init__(
        self, name: str, supplies: bytes, limits: JobLimits, environment: Mapping[str, str], program: str
    ) -> None:
        self.name = name
        self._supplies, self._limits, self._environment, self._program = supplies, limits, environment, program

    def setup(self, worker: Worker) -> None:
        """Takes the share. Raises RuntimeError where the machine has another version of the program."""
        if program_digest() != self._program:
            raise RuntimeError(f"{worker.address} has another version of gireport, or of its libraries")
        _crews[self.name] = _Crew(pickle.loads(self._supplies), self._limits, self._environment)

    def teardown(self, worker: Worker) -> None:
        """Lets the processes end."""
        if crew := _crews.pop(self.name, None):
            crew.close()


class _Crew:
    """The processes of one machine: one for each of Dask's threads that asks for it."""

    def __init__(self, supplies: Supplies, limits: JobLimits, environment: Mapping[str, str]) -> None:
        self._supplies, self._limits, self._environment = supplies, limits, environment
        self._own = threading.local()
        self._all: list[Workers] = []

    def carry_out(self, job: Job) -> JobResult:
        """What becomes of the job, with its file."""
        if not hasattr(self._own, "workers"):
            # Dask runs threads, which a fork would break.
            self._own.workers = Workers(
                self._supplies, 1, self._limits, "spawn", put=False, environment=self._environment
            )
            self._all.append(self._own.workers)
        workers: Workers = self._own.workers
        [result] = workers.results([job])
        return result

    def close(self) -> None:
        """Ends the processes."""
        for workers in self._all:
            workers.__exit__(None, None, None)


_crews: dict[str, _Crew] = {}
"""What this process has of runs, where it is a worker of Dask's."""


def _carry_out(name: str, job: Job) -> JobResult:
    """The task of Dask."""
    # Dask starts its workers so that they may have no children; ours end with them (`gireport.apart.end_with`).
    config: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    config["daemon"] = False
    crew: _Crew = _crews[name]
    return crew.carry_out(job)
