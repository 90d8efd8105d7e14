"""`gireport batch` under faults, as real processes: killed, hung, out of room, out of memory, unheard.

A few of each here; `GIREPORT_CHAOS=200` makes as many of the random ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import command, environment, gireport

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = int(os.environ.get("GIREPORT_CHAOS", "2"))
WORDS = ("batch", "--by", "level,year", "--years", "2560-2565", "-o", "out/{level}-{year}.pdf", "-j", "2")
COUNT = 30
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes of a run in /proc")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def check_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """The newest record of each file, each of which tells the truth."""
    lines = (folder / "gireport-manifest.jsonl").read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines[:-1]]
    newest = {each["output"]: each for each in records if each["kind"] == "job"}
    for name, record in newest.items():
        if record["status"] in {"done", "kept"}:
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == record["sha256"]
        else:
            assert record["problems"]
    return newest


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    one = gireport(folder, *WORDS[:-1], "1")
    assert one.code == 0, one.err
    made = files(folder / "out")
    assert len(made) == COUNT
    return made


@contextmanager
def running(folder: Path, *words: str, stdout: Any = subprocess.DEVNULL) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command(*words), cwd=folder, env=environment(), stdout=stdout, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that this one has started."""
    with suppress(OSError):
        text = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
        return [int(word) for word in text.split()]
    return []


def wait_for(process: subprocess.Popen[bytes], folder: Path, made: int) -> list[int]:
    """Waits until so many briefs are there; the workers then."""
    deadline = time.monotonic() + 30
    while len(list(folder.glob("*.pdf"))) < made and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    return workers_of(process)


def is_running(process: int) -> bool:
    """Whether it is more than an entry that nobody has asked for yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@LINUX
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_killed_worker_costs_a_retry(seed: int, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(seed)
    with running(tmp_path, *WORDS) as process:
        killed = 0
        for made in sorted(chance.sample(range(1, COUNT - 4), 3)):
            workers = wait_for(process, tmp_path / "out", made)
            time.sleep(chance.random() * 0.03)
            for worker in workers[:1]:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert killed
    assert files(tmp_path / "out") == undisturbed
    assert all(record["status"] == "done" for record in check_manifest(tmp_path / "out").values())
    assert not list(tmp_path.rglob("*.part"))


@LINUX
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_killed_run_is_taken_up_again(seed: int, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(seed)
    with running(tmp_path, *WORDS) as process:
        workers = wait_for(process, tmp_path / "out", chance.randrange(COUNT - 2))
        time.sleep(chance.random() * 0.03)
        process.kill()
        process.wait()
    there = files(tmp_path / "out")
    assert there.items() <= undisturbed.items(), "what is there is whole"
    resumed = gireport(tmp_path, *WORDS, "--resume")  # at once: the workers have ended with it
    assert resumed.code == 0, resumed.err
    assert not any(map(is_running, workers))
    assert files(tmp_path / "out") == undisturbed
    assert len(check_manifest(tmp_path / "out")) == COUNT


@LINUX
def test_a_hung_job_is_given_up(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with running(tmp_path, *WORDS, "--timeout", "5") as process:
        hung = wait_for(process, tmp_path / "out", 3)[0]
        os.kill(hung, signal.SIGSTOP)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 8, said
    assert b"within 5 seconds" in said
    records = check_manifest(tmp_path / "out")
    assert [record["codes"] for record in records.values() if record["status"] == "failed"] == [["batch.timeout"]]
    assert gireport(tmp_path, *WORDS, "--resume").code == 0
    assert files(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_an_interrupted_run_lists_what_it_has_made(
    number: signal.Signals, seed: int, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(seed)
    with running(tmp_path, *WORDS) as process:
        wait_for(process, tmp_path / "out", chance.randrange(1, COUNT - 6))
        time.sleep(chance.random() * 0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[number], said
    records = check_manifest(tmp_path / "out")
    assert {*files(tmp_path / "out")} == {*records}
    assert not list(tmp_path.rglob("*.part"))
    assert gireport(tmp_path, *WORDS, "--resume").code == 0
    assert files(tmp_path / "out") == undisturbed


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of so many bytes at `folder`, for whoever may mount one."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(words, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_the_run_and_is_told(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    with small_disk(tmp_path / "out", "400k"):
        ended = gireport(tmp_path, *WORDS)
        assert ended.code == 6, ended.err
        assert "room" in ended.err
        made = files(tmp_path / "out")
        assert made
        assert made.items() <= undisturbed.items()
        done = [name for name, record in check_manifest(tmp_path / "out").items() if record["status"] == "done"]
        assert sorted(done) == [*made]
        subprocess.run(["mount", "-o", "remount,size=16m", str(tmp_path / "out")], check=True)
        assert gireport(tmp_path, *WORDS, "--resume").code == 0
        assert files(tmp_path / "out") == undisturbed


def test_a_folder_that_takes_nothing_is_told_first(tmp_path: Path) -> None:
    with small_disk(tmp_path / "out", "400k"):
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "out")], check=True)
        ended = gireport(tmp_path, *WORDS)
        assert ended.code == 6
        assert "out" in ended.err
        assert not [*(tmp_path / "out").iterdir()]


def test_a_run_that_nobody_hears_ends(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with running(tmp_path, *WORDS, stdout=writer) as process:
        os.close(writer)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 6
    assert b"Traceback" not in said
    records = check_manifest(tmp_path / "out")
    assert {*files(tmp_path / "out")} == {*records}
    assert gireport(tmp_path, *WORDS, "--resume").code == 0
    assert files(tmp_path / "out") == undisturbed


def test_standard_output_that_is_closed_is_told(tmp_path: Path) -> None:
    words = " ".join(f"'{word}'" for word in command(*WORDS))
    done = subprocess.run(["sh", "-c", f"{words} >&-"], cwd=tmp_path, env=environment(), capture_output=True)
    assert done.returncode == 6
    assert b"Traceback" not in done.stderr
    check_manifest(tmp_path / "out")
