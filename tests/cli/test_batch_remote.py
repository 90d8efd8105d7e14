"""`gireport batch -o s3://…`, against a server that speaks S3 on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
from run_gireport import command, environment, gireport
from s3_server import BUCKET, S3Server, s3_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = ("batch", "--by", "level,year", "--years", "2562-2565", "-o", f"s3://{BUCKET}/night/{{level}}/{{year}}.pdf")
COUNT = 20


@pytest.fixture
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same briefs in a folder, by their keys."""
    folder = tmp_path_factory.mktemp("here")
    assert gireport(folder, *WORDS[:-1], "night/{level}/{year}.pdf").code == 0
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.pdf")}


def objects(server: S3Server) -> dict[str, bytes | None]:
    keys = server.names()
    return {key: server.get(key) for key in keys}


def records(folder: Path) -> dict[str, dict[str, Any]]:
    [path] = folder.glob("gireport-batch-night-*/gireport-manifest.jsonl")
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {each["output"]: each for each in lines if each["kind"] == "job"}


def test_a_batch_goes_to_addresses_and_overwrites_nothing(
    server: S3Server, here: dict[str, bytes], tmp_path: Path
) -> None:
    extra = server.environment()
    first = gireport(tmp_path, *WORDS, extra=extra)
    assert first.code == 0, first.err
    assert sorted(first.said.splitlines()) == sorted(f"s3://{BUCKET}/{key}" for key in here)
    assert objects(server) == here
    assert {each["status"] for each in records(tmp_path).values()} == {"done"}
    refused = gireport(tmp_path, *WORDS, extra=extra)
    assert refused.code == 6
    assert "--force" in refused.err
    kept = gireport(tmp_path, *WORDS, "--resume", extra=extra)
    assert (kept.code, kept.said) == (0, ""), kept.err
    server.put("night/1/2565.pdf", b"of others")
    assert gireport(tmp_path, *WORDS, "--resume", extra=extra).code == 6
    assert server.get("night/1/2565.pdf") == b"of others"
    forced = gireport(tmp_path, *WORDS, "--resume", "--force", extra=extra)
    assert (forced.code, forced.said.splitlines()) == (0, [f"s3://{BUCKET}/night/1/2565.pdf"])
    assert objects(server) == here


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_ended_leaves_whole_objects(
    number: signal.Signals, server: S3Server, here: dict[str, bytes], tmp_path: Path
) -> None:
    extra = server.environment()
    process = subprocess.Popen(
        command(*WORDS, "-j", "2"), cwd=tmp_path, env=environment(extra),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while len(server.names()) < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(process.pid, number)
        process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
    time.sleep(0.5)  # what was on its way arrives
    there = objects(server)
    assert there.items() <= here.items()
    assert len(there) >= 3
    # What was put there just before the end may be on no record, so that only `--force` makes it again.
    again = gireport(tmp_path, *WORDS, "--resume", "--force", extra=extra)
    assert again.code == 0, again.err
    assert objects(server) == here


def test_a_service_that_is_not_there_is_told(tmp_path: Path, server: S3Server) -> None:
    ended = gireport(tmp_path, *WORDS, extra=server.environment("http://127.0.0.1:1"))
    assert ended.code == 10
    assert not list(tmp_path.rglob("*.pdf"))
    missing = gireport(tmp_path, *WORDS[:-1], "s3://nowhere/{level}/{year}.pdf", extra=server.environment())
    assert missing.code == 6
    assert gireport(tmp_path, *WORDS[:-1], "s3://{level}/{year}.pdf", extra=server.environment()).code == 2
