"""Worker processes: what becomes of a job whose process is killed, hangs or takes too much, and of its neighbours."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gireport import Dataset
from gireport.batch import work
from gireport.batch.job import JobLimits
from gireport.batch.names import Pattern
from gireport.batch.outputs import make_folders
from gireport.batch.plan import make_plan
from gireport.batch.sample import with_proofs
from gireport.batch.wanted import Wanted, combinations
from gireport.batch.workers import Workers
from gireport.errors import Problem, ProofError
from gireport.verify import proof

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.batch.job import Job, JobResult
    from gireport.batch.plan import Plan
    from gireport.batch.sample import Share

FORKED = pytest.mark.skipif(sys.platform != "linux", reason="what is put in the place of making is forked")
BAD = 3
"""The level whose brief is the bad one."""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    data = Dataset.bundled()
    wanted = combinations(data, Wanted("annual", years=(2564, 2565)), ("level",))
    made = make_plan(wanted, data, Pattern(f"{tmp_path}/out/{{level}}.pdf"))
    make_folders(made.jobs)
    return made


def carried_out(plan: Plan, count: int = 2, limits: JobLimits | None = None, **how: Any) -> dict[int, JobResult]:
    """What becomes of each job, by level; each exactly once."""
    with Workers(plan.supplies, count, limits or JobLimits(), **how) as workers:
        results = list(workers.results(plan.jobs))
    assert len(results) == len(plan.jobs) == 5
    return {result.job.levels[0]: result for result in results}


def instead(monkeypatch: pytest.MonkeyPatch, bad: Callable[[], object]) -> None:
    """Has the bad job do something else than making its brief."""
    made = work.made

    def making(supplies: Any, job: Job, warn: Any) -> Any:
        if job.levels == (BAD,):
            bad()
        return made(supplies, job, warn)

    monkeypatch.setattr(work, "made", making)


def check_neighbours(results: dict[int, JobResult], code: str) -> JobResult:
    """The bad job's result, where all the others are done and it failed for this."""
    assert {level for level, result in results.items() if result.status == "done"} == {1, 2, 4, 5}
    bad = results[BAD]
    assert [problem.code for problem in bad.problems] == [code]
    return bad


@FORKED
@pytest.mark.parametrize("count", [1, 2])
def test_a_job_that_kills_its_process_is_tried_again_and_given_up(
    plan: Plan, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    bad = check_neighbours(carried_out(plan, count), "batch.worker-lost")
    assert bad.attempts == 3
    assert bad.problems[0].facts["how"] == "SIGKILL"


@FORKED
def test_a_process_lost_by_chance_costs_a_second_try(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once() -> None:
        try:
            (tmp_path / "lost").mkdir()
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    instead(monkeypatch, once)
    results = carried_out(plan)
    assert {result.status for result in results.values()} == {"done"}
    assert {level: result.attempts for level, result in results.items()} == {1: 1, 2: 1, BAD: 2, 4: 1, 5: 1}


@FORKED
@pytest.mark.parametrize("count", [1, 2])
def test_a_job_that_hangs_is_given_up(plan: Plan, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda: time.sleep(600))
    start = time.monotonic()
    bad = check_neighbours(carried_out(plan, count, JobLimits(seconds=2)), "batch.timeout")
    assert bad.attempts == 1
    assert time.monotonic() - start < 60


@FORKED
def test_a_job_that_hears_no_signal_is_given_up(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGSTOP))
    check_neighbours(carried_out(plan, 2, JobLimits(seconds=2)), "batch.timeout")


@FORKED
def test_a_job_that_eats_memory_fails_alone(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda: [bytearray(2**20) for _ in range(2**12)])
    bad = check_neighbours(carried_out(plan, limits=JobLimits(megabytes=200)), "batch.memory")
    assert bad.problems[0].facts["megabytes"] == 200


@FORKED
def test_a_fault_of_the_program_fails_alone(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, lambda: 1 // 0)
    check_neighbours(carried_out(plan), "batch.fault")


def test_processes_that_start_from_nothing_make_the_same_files(plan: Plan) -> None:
    digests = {level: result.sha256 for level, result in carried_out(plan).items()}
    again = carried_out(plan, 1, start="spawn")
    assert {level: result.sha256 for level, result in again.items()} == digests
    assert all(digests.values())


def test_jobs_are_taken_as_they_are_needed(plan: Plan) -> None:
    taken = 0

    def coming() -> Any:
        nonlocal taken
        for job in plan.jobs:
            taken += 1
            yield job

    with Workers(plan.supplies, 1, JobLimits()) as workers:
        results = workers.results(coming())
        next(results)
        assert taken <= 3
        left = [result.job.number for result in workers.in_hand()]
        assert len(left) == taken - 1


@FORKED
def test_a_brief_that_fails_its_proof_is_not_written(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ProofError(Problem("verify.not-written"))

    monkeypatch.setattr(proof, "prove", refuse)
    drawn = replace(plan, jobs=tuple(replace(job, proof="read back") for job in plan.jobs))
    results = carried_out(drawn)
    assert {result.status for result in results.values()} == {"failed"}
    assert {problem.code for result in results.values() for problem in result.problems} == {"verify.not-written"}
    assert not list(plan.root.glob("*.pdf"))


def test_a_sample_is_one_in_a_hundred_and_twenty_at_least(plan: Plan) -> None:
    [job] = [job for job in plan.jobs if job.levels == (1,)]

    def drawn(count: int, share: Share) -> set[int]:
        jobs = tuple(replace(job, number=number, output=f"{plan.root}/{number}.pdf") for number in range(count))
        chosen = with_proofs(replace(plan, jobs=jobs), share, "read back").jobs
        return {each.number for each in chosen if each.proof != "none"}

    assert len(drawn(19, "sample")) == 19
    assert len(drawn(500, "sample")) == 20
    assert len(drawn(2_950, "sample")) == 30
    assert drawn(500, "sample") == drawn(500, "sample")
    assert len(drawn(500, "all")) == 500
