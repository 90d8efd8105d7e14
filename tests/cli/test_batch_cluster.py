"""`gireport batch --cluster` on a real cluster of this machine: a scheduler and two workers, each a process."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import command, environment, gireport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("distributed")

WORDS = ("batch", "--by", "level,year", "--years", "2560-2565", "-o", "out/{level}-{year}.pdf")
COUNT = 30
# Put into every process of a cluster: some briefs of level 3 are bad ones.
BAD = """
import os, signal, sys, time
from gireport.batch import work

made = work.made


def making(supplies, job, warn):
    match (job.levels, job.years):
        case ((3,), (2563,)):
            os.kill(os.getpid(), signal.SIGKILL)
        case ((3,), (2564,)):
            time.sleep(600)
        case ((3,), (2565,)) if sys.platform == "linux":  # elsewhere nothing would stop it
            [bytearray(2**20) for _ in range(2**13)]
    return made(supplies, job, warn)


work.made = making
"""
TOLD = {"3-2563.pdf": ["batch.worker-lost"], "3-2564.pdf": ["batch.timeout"]} | (
    {"3-2565.pdf": ["batch.memory"]} if sys.platform == "linux" else {}
)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """The newest record of each file; those of made ones are true."""
    lines = (folder / "gireport-manifest.jsonl").read_text(encoding="utf-8").splitlines()
    newest = {each["output"]: each for each in map(json.loads, lines) if each["kind"] == "job"}
    for name, record in newest.items():
        if record["status"] == "done":
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == record["sha256"]
    return newest


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, stack: ExitStack, extra: dict[str, str]) -> None:
        self._folder, self._stack, self._extra = folder, stack, extra
        self.scheduler = self._start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0",
                                     "--dashboard-address", "127.0.0.1:0")  # fmt: skip
        self.address = self._said("scheduler", r"Scheduler at:\s+(tcp://\S+)")
        self.workers = [self.join(f"worker-{number}") for number in range(2)]

    def join(self, name: str) -> subprocess.Popen[bytes]:
        """One more worker, with a process that watches over it."""
        process = self._start(
            name, "worker", self.address, "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard",
            "--local-directory", str(self._folder),
        )  # fmt: skip
        self._said(name, "(Registered to)")
        return process

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        log = self._stack.enter_context((self._folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
            env=environment(self._extra), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        self._stack.callback(end, process)
        return process

    def _said(self, name: str, pattern: str) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            text = (self._folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
            if found := re.search(pattern, text):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(text)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kills a process and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def cluster(folder: Path, *, bad: bool = False) -> Iterator[Cluster]:
    extra = {}
    folder.mkdir()
    if bad:
        (folder / "sitecustomize.py").write_text(BAD, encoding="utf-8")
        extra = {"PYTHONPATH": f"{folder}{os.pathsep}{environment()['PYTHONPATH']}"}
    with ExitStack() as stack:
        yield Cluster(folder, stack, extra)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("alone")
    assert gireport(folder, *WORDS, "-j", "1").code == 0
    made = files(folder / "out")
    assert len(made) == COUNT
    return made


def test_a_cluster_makes_the_same_files(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster") as there:
        ended = gireport(tmp_path, *WORDS, "--cluster", there.address)
        assert ended.code == 0, ended.err
        assert re.search(r"http://127\.0\.0\.1:\d+/status", ended.err), "the dashboard's address is said"
        assert files(tmp_path / "out") == undisturbed
        assert {each["status"] for each in records(tmp_path / "out").values()} == {"done"}
        (tmp_path / "out" / "1-2565.pdf").unlink()
        again = gireport(tmp_path, *WORDS, "--cluster", there.address, "--resume")
        assert (again.code, again.said.splitlines()) == (0, ["out/1-2565.pdf"])
        # What decides bytes is the same there as here.
        dated = gireport(tmp_path, *WORDS, "--cluster", there.address, "--force", extra={"SOURCE_DATE_EPOCH": "1"})
        assert dated.code == 0
        assert b"1970-01-01" in (tmp_path / "out" / "1-2565.pdf").read_bytes()


def test_a_lost_worker_is_survived(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster") as there:
        process = subprocess.Popen(
            command(*WORDS, "--cluster", there.address), cwd=tmp_path, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 60
            while len(files(tmp_path / "out")) < 2 and time.monotonic() < deadline:
                time.sleep(0.005)
            end(there.workers[0])
            _, said = process.communicate(timeout=120)
        finally:
            process.kill()
            process.wait()
        assert process.returncode == 0, said
        assert files(tmp_path / "out") == undisturbed
        assert len(records(tmp_path / "out")) == COUNT


def test_bad_jobs_fail_alone(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with cluster(tmp_path / "cluster", bad=True) as there:
        ended = gireport(tmp_path, *WORDS, "--cluster", there.address, "--timeout", "5", "--memory", "300")
        assert ended.code == 8, ended.err
        assert all(worker.poll() is None for worker in there.workers), "no worker of the cluster is lost"
    assert files(tmp_path / "out") == {name: content for name, content in undisturbed.items() if name not in TOLD}
    failed = {name: each["codes"] for name, each in records(tmp_path / "out").items() if each["status"] == "failed"}
    assert failed == TOLD


def test_without_a_cluster_nothing_is_made(tmp_path: Path) -> None:
    ended = gireport(tmp_path, *WORDS, "--cluster", "tcp://127.0.0.1:1")
    assert ended.code == 10
    assert "127.0.0.1:1" in ended.err
    assert gireport(tmp_path, *WORDS, "--cluster", "somewhere").code == 2
    assert gireport(tmp_path, *WORDS, "--cluster", "tcp://127.0.0.1:1", "-j", "2").code == 2
    hidden = tmp_path / "hidden" / "distributed"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError\n", encoding="utf-8")
    path = f"{hidden.parent}{os.pathsep}{environment()['PYTHONPATH']}"
    ended = gireport(tmp_path, *WORDS, "--cluster", "tcp://127.0.0.1:1", extra={"PYTHONPATH": path})
    assert ended.code == 10
    assert "gireport[cluster]" in ended.err
    assert not (tmp_path / "out").exists()


def test_nothing_of_the_cluster_is_imported_without_it(tmp_path: Path) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "gireport", *WORDS, "-j", "2"]
    done = subprocess.run(words, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "pebble" in imported
    assert not imported & {"distributed", "dask", "tornado", "fsspec"}
