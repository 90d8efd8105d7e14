"""What a folder remembers: the manifest, the lock, the files that are there, what a killed run left."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gireport import Dataset
from gireport.batch.lock import locked
from gireport.batch.manifest import FILE, Manifest, job_entry, read_manifest
from gireport.batch.names import Pattern
from gireport.batch.outputs import check_outputs, make_folders, sweep
from gireport.batch.plan import make_plan
from gireport.batch.supplies import inputs_of
from gireport.batch.wanted import Wanted
from gireport.batch.work import carry_out, put_in_place
from gireport.errors import OutputError

if TYPE_CHECKING:
    from gireport.batch.plan import Plan


@pytest.fixture
def made(tmp_path: Path) -> Plan:
    """Two briefs, made and told of."""
    wanted = [Wanted("level", levels=(level,), years=(2565,), number=level) for level in (1, 2)]
    plan = make_plan(wanted, Dataset.bundled(), Pattern(f"{tmp_path}/out/{{level}}.pdf"))
    make_folders(plan.jobs)
    with Manifest(plan.root, {}, {}) as manifest:
        for job in plan.jobs:
            result = put_in_place(carry_out(plan.supplies, job))
            assert result.status == "done", result.problems
            manifest.record(job_entry(result, plan.root, inputs_of(job, plan.supplies)))
    return plan


def kept(plan: Plan, **how: bool) -> list[int]:
    found = check_outputs(plan, read_manifest(plan.root), **{"resume": True, "force": False, **how})
    return [result.job.number for result in found]


def test_what_is_there_is_refused_but_with_resume_or_force(made: Plan) -> None:
    with pytest.raises(OutputError) as error:
        kept(made, resume=False)
    assert [problem.code for problem in error.value.problems] == ["batch.exists"] * 2
    assert kept(made, resume=False, force=True) == []
    assert kept(made) == [1, 2]


def test_resume_makes_again_what_is_missing_damaged_or_made_of_something_else(
    made: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(made.jobs[0].output).unlink()
    assert kept(made) == [2]
    Path(made.jobs[1].output).write_bytes(b"%PDF-torn")
    assert kept(made) == []
    assert put_in_place(carry_out(made.supplies, made.jobs[1])).status == "done"
    assert kept(made) == [2]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert kept(made) == []


def test_resume_replaces_nothing_that_is_not_ours_or_signed(made: Plan) -> None:
    signed = Path(made.jobs[0].output)
    signed.write_bytes(signed.read_bytes() + b"/ByteRange")
    (made.root / FILE).unlink()
    Path(made.jobs[1].output).write_bytes(b"a letter")
    with pytest.raises(OutputError) as error:
        kept(made)
    assert [problem.code for problem in error.value.problems] == ["batch.not-ours"] * 2


def test_a_line_cut_off_at_any_byte_is_no_record_and_costs_no_other(made: Plan) -> None:
    path = made.root / FILE
    whole = path.read_bytes()
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    for end in range(last, len(whole) - 1, 7):
        path.write_bytes(whole[:end])
        assert [*read_manifest(made.root)] == ["1.pdf"]
    path.write_bytes(whole)
    assert [*read_manifest(made.root)] == ["1.pdf", "2.pdf"]


def test_a_manifest_of_another_version_is_not_touched(made: Plan) -> None:
    (made.root / FILE).write_text('{"version": 99}\n')
    with pytest.raises(OutputError) as error:
        read_manifest(made.root)
    assert error.value.problems[0].code == "batch.manifest-version"


@pytest.mark.parametrize("fails", ["fsync", "write"])
def test_a_full_disk_leaves_the_manifest_as_it_was(made: Plan, fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = put_in_place(carry_out(made.supplies, made.jobs[0]))
    with Manifest(made.root, read_manifest(made.root), {}) as manifest:
        before = (made.root / FILE).read_bytes()
        write = os.write

        def full(descriptor: int, content: bytes = b"") -> int:
            if fails == "write":
                return write(descriptor, content[:5])
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, fails, full)
        with pytest.raises(OutputError):
            manifest.record(job_entry(result, made.root, None))
        monkeypatch.undo()
        assert (made.root / FILE).read_bytes() == before
        manifest.end(status="stopped")
    assert json.loads((made.root / FILE).read_text(encoding="utf-8").splitlines()[-1])["kind"] == "end"


def test_a_second_run_is_told_who_holds_the_folder_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from gireport.batch.lock import locked\n"
        "with locked(Path(sys.argv[1])): print(flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout
    try:
        holder.stdout.readline()
        with pytest.raises(OutputError) as error, locked(tmp_path):
            pass
        assert error.value.problems[0].code == "batch.locked"
        assert error.value.problems[0].facts["pid"] == holder.pid
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path):
        pass


def test_only_parts_of_files_of_the_plan_are_swept(made: Plan) -> None:
    ours, theirs = made.root / ".1.pdf.ab12_x.part", made.root / ".other.pdf.ab12_x.part"
    for path in (ours, theirs):
        path.write_bytes(b"half")
    assert sweep(made) == 1
    assert not ours.exists()
    assert theirs.exists()
    assert Path(made.jobs[0].output).exists()
