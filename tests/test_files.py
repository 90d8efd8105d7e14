"""A reader finds the old file or the new one, never a torn one; and only what is ours is replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gireport import Dataset, Template, compose, files
from gireport.errors import OutputError, Problem
from gireport.files import check_replaceable, in_folder, is_own_brief, write_file
from gireport.messages import describe
from gireport.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = b"%PDF-1.7\n<pdf:Producer>gireport 0.1.0</pdf:Producer>"
COMMAND = ["gireport", "build", "annual", "--output", "a b.pdf"]


def refused(action: Callable[[], object]) -> Problem:
    """The one problem that the action meets, with its wording in both languages."""
    with pytest.raises(OutputError) as caught:
        action()
    [problem] = caught.value.problems
    assert describe(problem, "en") != describe(problem, "th")
    return problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_new_file_has_the_content_and_the_usual_permissions(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    write_file(path, b"new")
    (tmp_path / "usual").touch()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode
    assert names(tmp_path) == ["brief.pdf", "usual"]


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(real.parent) == ["real.pdf"]


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("ก" * 83 + ".pdf")  # 253 bytes; 255 is the most
    write_file(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["write", "fsync", "chmod", "rename", "mkstemp"])
@pytest.mark.parametrize("old", [b"old", None])
def test_a_failure_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    path = tmp_path / "brief.pdf"
    if old:
        path.write_bytes(old)
    before = names(tmp_path)
    match step:
        case "write":
            taken = iter([2])  # bytes, and then no more, as on a full disk
            monkeypatch.setattr(files.os, "write", lambda *_: next(taken, None) or fail())
        case "fsync":
            monkeypatch.setattr(files.os, "fsync", fail)
        case "chmod":
            monkeypatch.setattr(Path, "chmod", fail)
        case "rename":
            monkeypatch.setattr(Path, "replace", fail)
        case "mkstemp":
            monkeypatch.setattr(files.tempfile, "mkstemp", fail)
    problem = refused(lambda: write_file(path, b"new content"))
    assert (problem.code, problem.place.file) == ("output.no-room", str(path))
    assert problem.facts["reason"] == "No space left on device"
    assert names(tmp_path) == before
    if old:
        assert path.read_bytes() == old


def test_an_interruption_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "brief.pdf", b"new")
    assert names(tmp_path) == []


def test_the_content_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def recorded_sync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def recorded_rename(part: Path, target: Path) -> Path:
        steps.append("rename")
        assert part.read_bytes() == b"new"
        return rename(part, target)

    monkeypatch.setattr(files.os, "fsync", recorded_sync)
    monkeypatch.setattr(Path, "replace", recorded_rename)
    write_file(tmp_path / "brief.pdf", b"new")
    assert steps == ["file", "rename", "folder"]


def test_a_disk_that_cannot_sync_a_folder_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The file is in its place by then: to say that it was not written would be untrue.
    sync = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(files.os, "fsync", only_files)
    write_file(tmp_path / "brief.pdf", b"new")
    assert (tmp_path / "brief.pdf").read_bytes() == b"new"


def test_a_circle_of_links_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "circle.pdf"
    path.symlink_to(path)
    assert refused(lambda: write_file(path, b"new")).code == "output.unwritable"
    assert path.is_symlink()


@pytest.fixture(scope="module")
def brief() -> bytes:
    return render(compose(Dataset.bundled().select(years=[2565], levels=[5]), Template.load("annual")))


def test_a_brief_of_ours_is_known_and_others_are_not(tmp_path: Path, brief: bytes) -> None:
    path = tmp_path / "brief.pdf"
    for content, own in (
        (brief, True),
        (OWN, True),
        (brief + b"/ByteRange [0 1 2 3]", False),  # somebody signed it
        (brief + b"/ETSI.CAdES.detached", False),  # and somebody spoilt where it says what it covers
        (b"", False),
        (b"%PDF-1.7\n", False),
        (b"%PDF-1.7\n<pdf:Producer>gireporter 2</pdf:Producer>", False),
        (b"%PDF-1.7\n<xmp:CreatorTool>gireport 0.1.0</xmp:CreatorTool>", False),
        (OWN.removeprefix(b"%PDF-"), False),
        (b"text about " + OWN, False),
    ):
        path.write_bytes(content)
        assert is_own_brief(path) == own, content[:80]


def test_a_file_too_large_for_a_brief_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(OWN)
    monkeypatch.setattr(files, "_LARGEST_OWN_FILE", len(OWN))
    assert is_own_brief(path)
    monkeypatch.setattr(files, "_LARGEST_OWN_FILE", len(OWN) - 1)
    monkeypatch.setattr(Path, "read_bytes", fail)
    assert not is_own_brief(path)


def test_what_is_free_or_ours_may_be_written(tmp_path: Path) -> None:
    check_replaceable(tmp_path / "new.pdf", force=False, command=COMMAND)
    (tmp_path / "ours.pdf").write_bytes(OWN)
    check_replaceable(tmp_path / "ours.pdf", force=False, command=COMMAND)
    (tmp_path / "theirs.pdf").write_bytes(b"theirs")
    check_replaceable(tmp_path / "theirs.pdf", force=True, command=COMMAND)


def test_what_is_not_ours_is_refused_with_the_command_that_would_replace_it(tmp_path: Path) -> None:
    path = tmp_path / "theirs.pdf"
    path.write_bytes(b"theirs")
    problem = refused(lambda: check_replaceable(path, force=False, command=COMMAND))
    assert problem.code == "output.not-ours"
    assert "gireport build annual --output 'a b.pdf' --force" in describe(problem, "en")


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file_is_refused_even_by_force(tmp_path: Path, force: bool) -> None:
    def code(path: Path) -> str:
        return refused(lambda: check_replaceable(path, force=force, command=COMMAND)).code

    assert code(tmp_path / "none" / "brief.pdf") == "output.no-folder"
    assert code(tmp_path) == "output.is-folder"
    os.mkfifo(tmp_path / "pipe")
    assert code(tmp_path / "pipe") == "output.not-a-file"
    assert code(Path(os.devnull)) == "output.not-a-file"
    assert code(tmp_path / ("n" * 300)) == "output.unwritable"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(OWN)
    monkeypatch.setattr(Path, "read_bytes", fail)
    problem = refused(lambda: check_replaceable(path, force=False, command=COMMAND))
    assert problem.code == "output.unreadable"


def test_a_folder_is_given_a_name_in_it(tmp_path: Path) -> None:
    assert in_folder(tmp_path, "brief.pdf") == tmp_path / "brief.pdf"
    assert in_folder(tmp_path / "other.pdf", "brief.pdf") == tmp_path / "other.pdf"
    assert refused(lambda: in_folder(tmp_path / ("n" * 300), "brief.pdf")).code == "output.unwritable"
