"""`gireport batch`, as scripts start it: plans, makes, keeps, resumes, tells the truth."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from run_gireport import SOURCE, command, environment, gireport, names

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("batch", "--by", "level,year", "--years", "2562-2565", "-o", "out/{level}/{year}.pdf")
FRONT = '+++\nversion = 1\nname = "own"\npurpose = "ทดสอบ"\n+++\n# ระดับ {{ levels[0].number }}\n\n'


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.pdf"))}


def records(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "gireport-manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run leaves that nothing disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    ended = gireport(folder, *WORDS)
    assert ended.code == 0, ended.err
    made = files(folder / "out")
    assert len(made) == 20
    assert sorted(line.removeprefix("out/") for line in ended.said.splitlines()) == list(made)
    end = records(folder / "out")[-1]
    assert (end["status"], end["done"], end["left"]) == ("done", 20, 0)
    return made


def test_a_brief_of_a_batch_is_the_one_that_build_makes(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert gireport(tmp_path, "build", "--level", "3", "--years", "2564", "-o", "a.pdf").code == 0
    assert (tmp_path / "a.pdf").read_bytes() == undisturbed["3/2564.pdf"]


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    ended = gireport(tmp_path, *WORDS, "--dry-run")
    assert (ended.code, len(ended.said.splitlines())) == (0, 20)
    document = json.loads(gireport(tmp_path, *WORDS, "--dry-run", "--format", "json").out)
    assert len(document["jobs"]) == 20
    assert names(tmp_path) == []


def test_what_is_there_is_kept_refused_or_made_again(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    assert gireport(tmp_path, *WORDS).code == 0
    refused = gireport(tmp_path, *WORDS)
    assert refused.code == 6
    assert "--resume" in refused.err
    (tmp_path / "out/1/2565.pdf").unlink()
    (tmp_path / "out/2/2565.pdf").write_bytes(b"%PDF-torn")
    resumed = gireport(tmp_path, *WORDS, "--resume")
    assert resumed.code == 0
    assert resumed.said.splitlines() == ["out/1/2565.pdf", "out/2/2565.pdf"]
    assert files(tmp_path / "out") == undisturbed
    forced = gireport(tmp_path, *WORDS, "--force", "--format", "json")
    told = [json.loads(line) for line in forced.said.splitlines()]
    assert [each["status"] for each in told] == ["done"] * 20
    assert files(tmp_path / "out") == undisturbed


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_is_taken_up_again(
    number: signal.Signals, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    process = subprocess.Popen(
        command(*WORDS), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while len(files(tmp_path)) < 3 and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}.get(number, -number)
    assert b"Traceback" not in said
    there = files(tmp_path / "out")
    assert 3 <= len(there) < 20
    assert there.items() <= undisturbed.items(), "what is there is whole"
    if number != signal.SIGKILL:
        end = records(tmp_path / "out")[-1]
        assert end["status"] == "interrupted"
        assert end["left"] == 20 - int(str(end["done"]))
    assert gireport(tmp_path, *WORDS, "--resume").code == 0
    assert files(tmp_path / "out") == undisturbed
    assert not list(tmp_path.rglob("*.part"))


def test_a_failure_is_its_own_and_told(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(
        FRONT + "{% if levels[0].number == 3 %}{{ nothing }}{% endif %}ก\n", encoding="utf-8"
    )
    words = ("batch", "own.md", "--by", "level", "-o", "out/{level}.pdf")
    ended = gireport(tmp_path, *words)
    assert ended.code == 8
    assert "not made: out/3.pdf" in ended.err
    assert [*files(tmp_path / "out")] == ["1.pdf", "2.pdf", "4.pdf", "5.pdf"]
    failed = [record for record in records(tmp_path / "out") if record.get("status") == "failed"]
    assert [record.get("output") for record in failed] == ["3.pdf", None]
    fast = gireport(tmp_path, *words, "--force", "--fail-fast", "-j", "1")
    # The one that was already handed out is finished.
    assert (fast.code, fast.said.splitlines()) == (8, ["out/1.pdf", "out/2.pdf", "out/4.pdf"])
    assert "not begun: 1" in fast.err


def test_one_run_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text(
        FRONT + "{% for a in [1] * 10**6 %}{% for b in [1] * 10**6 %}{{ b }}{% endfor %}{% endfor %}", encoding="utf-8"
    )
    process = subprocess.Popen(
        command("batch", "own.md", "--by", "level", "-o", "out/{level}.pdf"), cwd=tmp_path, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 30
        while not (tmp_path / "out" / "gireport-manifest.jsonl").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        ended = gireport(tmp_path, "batch", "--by", "level", "-o", "out/{level}.pdf")
        assert ended.code == 6
        assert str(process.pid) in ended.err
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("batch", "-o", "a-{level}.pdf"), 2),
        (("batch", "--by", "level", "-o", "a.pdf"), 2),
        (("batch", "--by", "colour", "-o", "a.pdf"), 2),
        (("batch", "--by", "level", "-o", "a-{level}.pdf", "--resume", "--force"), 2),
        (("batch", "--by", "province", "-o", "{province_en}.pdf"), 7),
        (("batch", "--by", "year", "--years", "2500-2501", "-o", "{year}.pdf"), 7),
        (("batch", "nothing", "--by", "level", "-o", "{level}.pdf"), 4),
        (("batch", "--by", "level", "--jobs-file", "x.csv", "-o", "{level}.pdf"), 2),
    ],
)
def test_what_makes_no_sense_makes_nothing(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    assert gireport(tmp_path, *words).code == code
    assert names(tmp_path) == []


@pytest.mark.parametrize("page", ["batch.md", "night.md"])
def test_the_commands_of_the_pages_run(page: str, tmp_path: Path) -> None:
    page = (SOURCE / "docs" / page).read_text(encoding="utf-8")
    for name, content in re.findall(r"`([a-z.-]+)`:\n\n```(?:csv)\n(.*?)```", page, re.DOTALL):
        (tmp_path / name).write_text(content, encoding="utf-8")
    commands = [
        line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines() if line
    ]
    assert len(commands) >= 3
    for line in commands:
        words, _, exit_code = line.partition(" # exit ")
        ended = gireport(tmp_path, *shlex.split(words)[1:])
        assert ended.code == int(exit_code or 0), (line, ended.err)


def test_the_nightly_script_makes_all_and_then_only_what_changed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert gireport(tmp_path, "dataset", "init", str(data)).code == 0
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "gireport"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command())} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    own = environment()
    extra = {"PATH": f"{program.parent}:/usr/bin:/bin"}

    def night() -> subprocess.CompletedProcess[str]:
        words = ["bash", str(SOURCE / "examples" / "nightly.sh"), str(data), "briefs"]
        return subprocess.run(
            words, cwd=tmp_path, env={**own, **extra}, capture_output=True, text=True, check=False, timeout=120
        )

    def statuses() -> list[str]:
        lines = (tmp_path / "briefs" / "last-run.jsonl").read_text(encoding="utf-8").splitlines()
        return sorted(json.loads(line)["status"] for line in lines)

    first = night()
    assert (first.returncode, first.stdout) == (0, ""), first.stderr
    assert statuses() == ["done"] * 56 + ["skipped"] * 4
    assert night().returncode == 0
    assert statuses() == ["kept"] * 56 + ["skipped"] * 4
    folder = tmp_path / "briefs" / "5" / "2565.pdf"
    folder.unlink()
    folder.mkdir()
    blocked = night()
    assert blocked.returncode == 6
    assert "2565.pdf" in blocked.stdout


def test_a_sample_is_proved_and_what_was_not_is_made_again(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    def verified() -> dict[str, object]:
        jobs = (each for each in records(tmp_path / "out") if each["kind"] == "job")
        return {str(each["output"]): each["verified"] for each in jobs}

    words = (*WORDS, "--without", "veraPDF")
    assert gireport(tmp_path, *WORDS).code == 0
    assert {*verified().values()} == {False}
    assert gireport(tmp_path, *WORDS, "--without", "veraPDF").code == 2, "it says nothing without --verify"
    proved = gireport(tmp_path, *words, "--resume", "--verify", "sample")
    assert proved.code == 0, proved.err
    assert len(proved.said.splitlines()) == 20, "twenty at least"
    assert "proved before they were written: 20" in proved.err
    assert {*verified().values()} == {True}
    assert gireport(tmp_path, *words, "--resume", "--verify", "all").said == ""
    assert files(tmp_path / "out") == undisturbed


def test_where_memory_cannot_be_limited_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from gireport import apart
    from gireport.cli.main import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(apart, "unenforced", lambda: ("megabytes",))
    words = ["batch", "--by", "level", "--years", "2565", "-o", "out/{level}.pdf"]
    assert main(["--messages", "en", *words]) == 0
    assert "cannot hold" not in capsys.readouterr().err
    assert main(["--messages", "en", *words, "--memory", "200", "--force"]) == 0
    assert "cannot hold a brief to its limit of: megabytes" in capsys.readouterr().err
