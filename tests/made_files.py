"""Every brief that the tests make is kept and, at the end of a run, judged by veraPDF: in CI, or with `--conformance`.

Files count that are whole: what a test spoilt on purpose, or somebody else made, is told by the hash that a file of
ours has of itself (`gireport.pdf.objects.PdfFile.finish`).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Where the processes of a run put what they made; those of pytest-xdist inherit it.
_FOLDER = "GIREPORT_TESTS_MADE"
_END = re.compile(rb"startxref\n([0-9]+)\n%%EOF\n\Z")
_IDENTIFIER = re.compile(rb"/ID \[<([0-9A-F]{32})>")
_FLAVOURS = ("ua1", "auto")  # the latter is the part of PDF/A that the file claims
_SUMMARY: list[str] = []


def is_whole(content: bytes) -> bool:
    """Whether the file is, to the last byte, one that the program wrote."""
    end = _END.search(content)
    identifier = end and _IDENTIFIER.search(content, int(end[1]))
    if not content.startswith(b"%PDF-") or end is None or not identifier:
        return False
    return hashlib.sha256(content[: int(end[1])]).hexdigest()[:32].upper().encode() == identifier[1]


def judge(verapdf: str, paths: Sequence[str | Path], flavours: Sequence[str] = _FLAVOURS) -> list[str]:
    """What veraPDF says of files that do not conform; nothing where each of them was judged and does."""
    words = [str(path) for path in paths]
    asked = [
        subprocess.Popen([verapdf, "-f", flavour, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for flavour in flavours
    ]
    faults = []
    for flavour, process in zip(flavours, asked, strict=True):
        said, _ = process.communicate(timeout=1800)
        passed = sum(line.startswith("PASS ") for line in said.splitlines())
        if process.returncode != 0 or passed != len(words):
            rest = "\n".join(line for line in said.splitlines() if not line.startswith("PASS "))
            faults.append(f"{flavour}: {passed} of {len(words)} conform\n{rest}")
    return faults


def keep(content: bytes) -> None:
    """Puts a file with the others, once."""
    path = Path(os.environ[_FOLDER]) / f"{hashlib.sha256(content).hexdigest()}.pdf"
    if not path.exists():
        path.write_bytes(content)


@pytest.fixture(scope="session", autouse=True)
def made_files_are_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what is rendered in this process, and what commands wrote into the folders of tests."""
    if _FOLDER not in os.environ:
        yield
        return
    from gireport import __version__
    from gireport.pdf.canvas import TaggedCanvas

    write = TaggedCanvas.pdf_bytes

    def kept(self: TaggedCanvas, information: Any, *more: Any) -> bytes:
        content = write(self, information, *more)
        if information.producer_version == __version__:  # tests that draw by themselves say another
            keep(content)
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TaggedCanvas, "pdf_bytes", kept)
        yield
    for path in tmp_path_factory.getbasetemp().rglob("*.pdf"):
        if path.is_file() and is_whole(content := path.read_bytes()):
            keep(content)


def pytest_configure(config: pytest.Config) -> None:
    """Makes the folder, in the process that starts the others."""
    wanted = config.getoption("--conformance") or os.environ.get("CI")
    if wanted and not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="made-by-tests-")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judges what was kept; a run in which a file does not conform has failed, and so has one without veraPDF."""
    if _FOLDER not in os.environ or hasattr(session.config, "workerinput"):
        return
    folder = Path(os.environ.pop(_FOLDER))
    paths = sorted(folder.iterdir())
    verapdf = shutil.which("verapdf")
    if paths:
        faults = judge(verapdf, paths) if verapdf else ["veraPDF is not installed, and files have to be judged"]
        _SUMMARY.append(f"{len(paths)} files made by the tests: " + ("all conform" if not faults else "NOT CONFORMING"))
        _SUMMARY.extend(faults)
        if faults:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            _SUMMARY.append(f"They are in {folder}")
            return
    shutil.rmtree(folder)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says how many files were judged, and what is wrong with them."""
    for line in _SUMMARY:
        terminalreporter.write_line(line)
