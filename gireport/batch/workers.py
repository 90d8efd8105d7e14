"""Jobs carried out by processes beside each other, each of which may be killed, hang or run out of memory.

Each process has a pool of its own: processes of one pool share its pipes and locks, and one that is killed while it
holds a lock leaves the others waiting for ever. Whatever happens to a process ends its pool alone, and a new one takes
its place. New processes come from the main thread, at moments when it holds nothing.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Self, cast

from pebble import ProcessExpired, ProcessPool

from gireport.apart import end_with
from gireport.batch.job import JobResult
from gireport.batch.work import carry_out, put_in_place
from gireport.errors import Place, Problem
from gireport.records import dataclass
from gireport.remote import is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Future
    from types import TracebackType

    from gireport.batch.job import Job, JobLimits
    from gireport.batch.supplies import Supplies

# A fork has at once what this process has read and warmed; elsewhere it is not there, or not safe.
START = "fork" if sys.platform == "linux" else "spawn"
_ATTEMPTS = 3  # of a job whose process is lost: others that end processes may have met it twice
_AHEAD = 2  # jobs that a process has at once: the one in hand, and the next, so that it need not wait for it
_LOOK = 0.5  # seconds at most between two looks at the clock
CHANCE = 2.0  # seconds to finish what is in hand once the run is to end


class Workers:
    """`count` processes; a context that leaves none of them. Raises nothing of what becomes of a job."""

    def __init__(
        self,
        supplies: Supplies,
        count: int,
        limits: JobLimits,
        start: str = START,
        *,
        put: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Without `put` results have the files that go to paths, which then are in no place. `environment` is added to
        that of the processes.
        """
        ready = _Ready(supplies, limits, put, dict(environment or {}), os.getpid())
        self._lanes = [_Lane(ready, start) for _ in range(count)]
        self._limits = limits
        self._again: deque[_Attempt] = deque()
        self.lost = 0
        """Processes that were lost or stopped so far."""

    def results(self, jobs: Iterable[Job], heed: Callable[[], None] = lambda: None) -> Iterator[JobResult]:
        """What becomes of each job, in the order in which they end. Takes a job when a process is about to need it.
        `heed` is called now and then, and may end it all by raising.
        """
        coming = iter(jobs)
        while True:
            heed()
            self._hand_out(coming)
            if not any(lane.waiting for lane in self._lanes):
                return
            yield from self._ended()

    def in_hand(self) -> Iterator[JobResult]:
        """What becomes of the jobs that were handed out, as far as they end soon; the others are given up."""
        last = monotonic() + CHANCE
        while any(lane.waiting for lane in self._lanes) and monotonic() < last:
            yield from self._ended()

    def _hand_out(self, coming: Iterator[Job]) -> None:
        # One each in turn, so that the last ones are spread.
        for ahead in range(1, _AHEAD + 1):
            for lane in self._lanes:
                if len(lane.waiting) >= ahead:
                    continue
                attempt = self._again.popleft() if self._again else next(map(_Attempt, coming), None)
                if attempt is None:
                    return
                lane.begin(attempt)

    def _ended(self) -> Iterator[JobResult]:
        """What has ended by now, after a while of waiting for it."""
        wait([lane.waiting[0].future for lane in self._lanes if lane.waiting], _LOOK, FIRST_COMPLETED)
        for lane in self._lanes:
            while lane.waiting and lane.waiting[0].future.done():
                begun = lane.take()
                try:
                    yield replace(begun.future.result(), attempts=begun.attempt.number)
                except (ProcessExpired, BrokenProcessPool, CancelledError) as error:
                    self._replace(lane)
                    if begun.attempt.number < _ATTEMPTS:
                        self._again.append(_Attempt(begun.attempt.job, begun.attempt.number + 1))
                    else:
                        yield _lost(begun.attempt, error)
            if lane.waiting and lane.seconds > self._limits.seconds:
                begun = lane.take()
                self._replace(lane)
                yield _late(begun.attempt, self._limits)

    def _replace(self, lane: _Lane) -> None:
        self.lost += 1
        self._again.extendleft(begun.attempt for begun in reversed(lane.waiting))
        lane.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for lane in self._lanes:
            lane.close()  # all first: each takes a moment to notice
        for lane in self._lanes:
            lane.stop()


class _Attempt:
    """A job to be carried out, for the how many-th time."""

    __slots__ = ("job", "number")

    def __init__(self, job: Job, number: int = 1) -> None:
        self.job, self.number = job, number


class _Begun:
    """An attempt that a process has been given."""

    __slots__ = ("attempt", "future")

    def __init__(self, attempt: _Attempt, future: Future[JobResult]) -> None:
        self.attempt, self.future = attempt, future


class _Lane:
    """A process and what it has been given. It starts with the first job, and anew after it was stopped."""

    def __init__(self, ready: _Ready, start: str) -> None:
        self._ready, self._start = ready, start
        self._pool: ProcessPool | None = None
        self._since = 0.0
        self.waiting: deque[_Begun] = deque()
        """The one in hand first."""

    @property
    def seconds(self) -> float:
        """How long the process has had the job in hand, at least."""
        return monotonic() - self._since

    def begin(self, attempt: _Attempt) -> None:
        """Gives the process one more job."""
        if not self.waiting:
            self._since = monotonic()
        try:
            future = self._schedule(attempt.job)
        except RuntimeError:  # it was lost since its last job
            self.stop()
            future = self._schedule(attempt.job)
        self.waiting.append(_Begun(attempt, future))

    def _schedule(self, job: Job) -> Future[JobResult]:
        if self._pool is None:
            context = multiprocessing.get_context(self._start)
            self._pool = ProcessPool(1, initializer=_prepare, initargs=(self._ready,), context=context)
        with _uninterrupted():  # the first job starts the process
            return cast("Future[JobResult]", self._pool.schedule(_carry_out, (job,)))

    def take(self) -> _Begun:
        """Takes back the job in hand."""
        self._since = monotonic()
        return self.waiting.popleft()

    def close(self) -> None:
        """Lets the process end."""
        if self._pool is not None:
            self._pool.stop()

    def stop(self) -> None:
        """Ends the process, however busy it is. What it had is given up."""
        self.waiting.clear()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Puts off Ctrl-C, which is then put off for ever in the processes and threads that start within it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lost(attempt: _Attempt, error: BaseException) -> JobResult:
    code = getattr(error, "exitcode", None)
    how = str(error) if code is None else _ending(code)
    problem = Problem("batch.worker-lost", Place(attempt.job.output), {"how": how, "attempts": attempt.number})
    return JobResult(attempt.job, "failed", attempts=attempt.number, problems=(problem,))


def _ending(exit_code: int) -> str:
    """How a process ended: by which signal, or its exit code."""
    with suppress(ValueError):
        return signal.Signals(-exit_code).name
    return str(exit_code)


def _late(attempt: _Attempt, limits: JobLimits) -> JobResult:
    problem = Problem("batch.timeout", Place(attempt.job.output), {"seconds": f"{limits.seconds:g}"})
    return JobResult(attempt.job, "failed", seconds=limits.seconds, attempts=attempt.number, problems=(problem,))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a process needs from its start."""

    supplies: Supplies
    limits: JobLimits
    put: bool
    environment: Mapping[str, str]
    parent: int


_own: _Ready | None = None
"""What this process has, where it is one of these."""


def _prepare(ready: _Ready) -> None:
    """Makes a process ready for jobs."""
    global _own
    end_with(ready.parent)
    os.environ.update(ready.environment)
    # Whoever interrupts the run ends its processes; a signal to all of them is none of theirs.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # They print nothing; what the parent had not yet printed would come twice.
    sys.stdout = sys.stderr = None
    gc.freeze()
    _own = ready


def _carry_out(job: Job) -> JobResult:
    assert _own is not None
    result = carry_out(_own.supplies, job, _own.limits)
    # An address is the same wherever it is asked for.
    return put_in_place(result) if _own.put or is_url(job.output) else result
