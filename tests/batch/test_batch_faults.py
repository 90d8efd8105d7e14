"""A fault at the n-th write, sync or rename of a run, for every n: each file is the old one or the new one, whole, and
the manifest tells the truth.
"""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from gireport import Dataset
from gireport.batch import manifest
from gireport.batch.names import Pattern
from gireport.batch.plan import make_plan
from gireport.batch.run import RunOptions, run
from gireport.batch.wanted import Wanted, combinations
from gireport.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gireport.batch.plan import Plan

STEPS = ("write", "fsync", "replace")
MOST = 60
"""More than a run of three briefs has of any step."""
KILLED = 9


def plan_in(folder: Path, digits: str = "arabic") -> Plan:
    data = Dataset.bundled()
    asked = Wanted("annual", years=(2565,), levels=(3, 4, 5), digits=digits)  # type: ignore[arg-type]
    return make_plan(combinations(data, asked, ("level",)), data, Pattern(f"{folder}/{{level}}.pdf"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def silent(*_: object) -> None:
    """Tells nobody."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files as an earlier run makes them, and as the next one does."""
    both = []
    for digits in ("arabic", "thai"):
        folder = tmp_path_factory.mktemp(digits)
        run(plan_in(folder, digits), silent, RunOptions())
        both.append(files(folder))
    old, new = both
    assert len(old) == len(new) == 3
    assert not old.items() & new.items()
    return old, new


def failing(number: int, fault: Callable[[], object], real: Callable[..., Any]) -> Callable[..., Any]:
    """`real`, but for its n-th call."""
    calls = iter(range(1, sys.maxsize))

    def step(*words: Any, **names: Any) -> Any:
        if next(calls) == number:
            fault()
        return real(*words, **names)

    return step


def refuse() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def check(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Each file is one of its versions, and what is on record as made is so."""
    found = files(folder)
    assert {*found} <= {*old}
    for name, content in found.items():
        assert content in (old[name], new[name]), f"{name} is torn"
    lines = (folder / manifest.FILE).read_text(encoding="utf-8").split("\n")
    newest: dict[str, dict[str, Any]] = {}
    for line in lines[:-1]:
        record = json.loads(line)
        if record["kind"] == "job":
            newest[record["output"]] = record
    for name, record in newest.items():
        if record["status"] == "done" and record["job"]["digits"] == "thai":
            assert hashlib.sha256(found[name]).hexdigest() == record["sha256"]
            assert found[name] == new[name]


def prepared(folder: Path, old: dict[str, bytes]) -> Plan:
    """A folder with the files of an earlier run, and the plan of the next one."""
    folder.mkdir()
    run(plan_in(folder), silent, RunOptions())
    assert files(folder) == old
    return plan_in(folder, "thai")


@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_every_step_leaves_old_or_new(
    step: str, versions: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = versions
    met = 0
    for number in range(1, MOST):
        folder = tmp_path / str(number)
        plan = prepared(folder, old)
        with monkeypatch.context() as patch:
            patch.setattr(os, step, failing(number, refuse, getattr(os, step)))
            try:
                summary = run(plan, silent, RunOptions(force=True))
            except OutputError:
                failed = True
            else:
                failed = summary.failed > 0
        check(folder, old, new)
        assert not list(folder.glob("*.part"))
        if files(folder) == new and not failed and number > 12:
            break
        met += failed
        run(plan, silent, RunOptions(resume=True))
        assert files(folder) == new
    else:
        pytest.fail(f"a run has more than {MOST} of it")
    assert met >= 3  # of one at least for each brief


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the run to be killed is forked")
@pytest.mark.parametrize("step", STEPS)
def test_a_death_at_every_step_leaves_old_or_new(
    step: str, versions: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    old, new = versions
    context = multiprocessing.get_context("fork")
    died = 0
    for number in range(1, MOST):
        folder = tmp_path / str(number)
        plan = prepared(folder, old)
        process = context.Process(target=_dying, args=(plan, step, number))
        process.start()
        process.join()
        check(folder, old, new)
        if process.exitcode == 0:
            assert files(folder) == new
            break
        assert process.exitcode == KILLED
        died += 1
        run(plan, silent, RunOptions(resume=True))  # sweeps what the dead one left
        assert files(folder) == new
        assert not list(folder.glob("*.part"))
    else:
        pytest.fail(f"a run has more than {MOST} of it")
    assert died >= 3


def _dying(plan: Plan, step: str, number: int) -> None:
    setattr(os, step, failing(number, lambda: os._exit(KILLED), getattr(os, step)))
    run(plan, silent, RunOptions(force=True))
    os._exit(0)
