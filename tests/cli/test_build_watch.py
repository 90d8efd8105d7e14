"""`gireport build --watch` and `--open`, with real processes: made again after each change, ended by an interrupt."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, TYPE_CHECKING

import pytest
from run_gireport import command, environment, gireport, names

from gireport.cli.watch import Sources, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE = 40  # seconds, on a machine that has other things to do
TEMPLATE = """+++
version = 1
name = "mine"
purpose = "p"
theme = "./mine.toml"
+++
# {title}

{{% include "part.md" %}}
"""
THEME = 'version = 1\nextends = "default"\n'


class Watching:
    """A running `gireport build --watch`, its lines as they come."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.out: Queue[str] = Queue()
        self.err: Queue[str] = Queue()
        self._readers = []
        for stream, queue in ((process.stdout, self.out), (process.stderr, self.err)):
            assert stream is not None
            self._readers.append(Thread(target=self._read, args=(stream, queue)))
            self._readers[-1].start()

    @staticmethod
    def _read(stream: IO[bytes], queue: Queue[str]) -> None:
        for line in stream:
            queue.put(line.decode().rstrip("\n"))
        stream.close()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()

    def result(self) -> str:
        return self.out.get(timeout=PATIENCE)

    def until(self, words: str) -> list[str]:
        """The lines said up to one with the words."""
        lines = []
        while not lines or words not in lines[-1]:
            lines.append(self.err.get(timeout=PATIENCE))
        return lines

    def is_silent(self) -> bool:
        time.sleep(1.5)
        return self.out.empty() and self.err.empty()

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def watching(folder: Path, *words: str, extra: Mapping[str, str] | None = None) -> Iterator[Watching]:
    # A shell's background job ignores interrupts, and so would what is started from a test that runs in one.
    process = subprocess.Popen(
        [sys.executable, "-c", _START, *command("build", "--watch", *words)[1:]],
        cwd=folder,
        env=environment(extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    run = Watching(process)
    try:
        yield run
    finally:
        run.end()


_START = (
    "import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


def project(folder: Path) -> None:
    (folder / "mine.md").write_text(TEMPLATE.format(title="หนึ่ง"), encoding="utf-8")
    (folder / "part.md").write_text("ข้อความ\n", encoding="utf-8")
    (folder / "mine.toml").write_text(THEME, encoding="utf-8")
    (folder / "data.csv").write_text("ปี,ระดับ,จำนวน\n2565,1,3\n", encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_it_makes_the_brief_again_after_each_change_and_keeps_the_last_good_one(tmp_path: Path) -> None:
    project(tmp_path)
    with watching(tmp_path, "mine.md", "--data", "data.csv", "-o", "out.pdf", "--as-of", "2565-09") as run:
        assert run.result() == "out.pdf"
        run.until("watching 4 files")
        made = [(tmp_path / "out.pdf").read_bytes()]
        assert run.is_silent()  # what it makes itself is no change

        changes = [
            ("mine.md", "หนึ่ง", "สอง"),
            ("part.md", "ข้อความ", "{{ total() }} ฉบับ"),
            ("data.csv", "1,3", "1,4"),
            ("mine.toml", '"default"', '"default"\n[page]\nfiling = true'),
        ]
        for name, old, new in changes:
            change(tmp_path / name, old, new)
            assert run.result() == "out.pdf"
            made.append((tmp_path / "out.pdf").read_bytes())
        (tmp_path / "gireport.toml").write_text('version = 1\npaper = "a3"\n', encoding="utf-8")
        assert run.result() == "out.pdf"
        made.append((tmp_path / "out.pdf").read_bytes())
        assert len(set(made)) == len(made) == 6

        change(tmp_path / "part.md", "{{ total() }}", "{{ nothing }}")
        said = run.until("the last good file stays")
        assert any("part.md" in line and "nothing" in line for line in said)
        change(tmp_path / "gireport.toml", "a3", "a9")
        assert any("a9" in line for line in run.until("the last good file stays"))
        assert (tmp_path / "out.pdf").read_bytes() == made[-1]

        change(tmp_path / "gireport.toml", "a9", "a3")
        run.until("the last good file stays")
        change(tmp_path / "part.md", "{{ nothing }}", "{{ total() }}")
        assert run.result() == "out.pdf"
        assert (tmp_path / "out.pdf").read_bytes() == made[-1]
        assert run.interrupt() == 130
        run.until("interrupted")
        assert "Traceback" not in "".join(run.err.queue)
    assert not list(tmp_path.rglob("*.part"))


def test_an_interrupt_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with watching(tmp_path, "-o", "out.pdf") as run:
        time.sleep(0.4)
        assert run.interrupt() == 130
    assert not list(tmp_path.rglob("*.part"))


def test_a_folder_of_data_is_watched_with_the_brief_in_it(tmp_path: Path) -> None:
    assert gireport(tmp_path, "dataset", "init", "data").code == 0
    with watching(tmp_path, "--data", "data", "-o", "data/out.pdf", "--format", "json") as run:
        run.until("watching")
        assert run.process.poll() is None
        assert run.is_silent() or "version" in "".join(run.out.queue)
        while not run.out.empty():
            run.out.get()
        change(tmp_path / "data" / "dataset.toml", "version = 1", "version = 1\n# changed")
        lines = [run.result()]
        while lines[-1] != "}":
            lines.append(run.result())
        assert Path(json.loads("\n".join(lines))["output"]) == Path("data/out.pdf")
        assert run.is_silent()
        assert run.interrupt() == 130


def test_what_was_typed_wrongly_ends_it_at_once(tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_text("not ours", encoding="utf-8")
    refused = gireport(tmp_path, "build", "--watch", "-o", "out.pdf")
    assert refused.code == 6
    assert gireport(tmp_path, "build", "--watch", "--years", "soon").code == 2
    assert names(tmp_path) == ["out.pdf"]


@pytest.mark.parametrize("words", [["-o", "-"], ["--data", "-"], ["--compare-with", "-"]])
def test_streams_cannot_be_watched(words: list[str], tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--watch", *words)
    assert (done.code, done.out) == (2, b"")
    assert "--watch" in done.err


def test_a_look_sees_what_a_brief_is_made_of_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path)
    for name in ("notes.docx", "mine.pdf", ".hidden.md", "images/map.png", "images/.git/x.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    seen = look(Sources("mine.md", "../other.toml", ("data.csv", "postgresql://server/base", "nowhere.xlsx")))
    assert sorted(map(str, seen)) == ["data.csv", "images/map.png", "mine.md", "mine.toml", "part.md"]
    assert look(Sources("annual", "mono", ())) == {}
    (tmp_path / "gireport.toml").write_text("version = 1\n", encoding="utf-8")
    assert list(look(Sources("annual", None, ()))) == [Path("gireport.toml")]


def opener(folder: Path, name: str = "xdg-open") -> dict[str, str]:
    """A stand-in for the platform's own, which notes what it is given."""
    (folder / "bin").mkdir()
    program = folder / "bin" / name
    program.write_text(f'#!/bin/sh\necho chatter; echo "$1" >> "{folder}/opened"\n', encoding="utf-8")
    program.chmod(0o755)
    return {"PATH": f"{folder / 'bin'}:{environment()['PATH']}"}


def opened(folder: Path) -> list[str]:
    for _ in range(100):
        if (folder / "opened").exists() and (folder / "opened").read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    return (folder / "opened").read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have programs of other names")
def test_a_brief_is_shown_once_it_is_made(tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--open", "-o", "-rf.pdf", extra=opener(tmp_path))
    assert done.said == "-rf.pdf\n"
    assert opened(tmp_path) == [str(tmp_path / "-rf.pdf")]


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have programs of other names")
def test_a_watched_brief_is_shown_once(tmp_path: Path) -> None:
    project(tmp_path)
    with watching(tmp_path, "mine.md", "--open", "-o", "out.pdf", extra=opener(tmp_path)) as run:
        assert run.result() == "out.pdf"
        run.until("watching")
        change(tmp_path / "part.md", "ข้อความ", "ข้อความอื่น")
        assert run.result() == "out.pdf"
        assert opened(tmp_path) == [str(tmp_path / "out.pdf")]
        assert run.interrupt() == 130


def test_without_a_program_to_show_it_the_brief_is_made_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    done = gireport(tmp_path, "build", "--open", "-o", "out.pdf", extra={"PATH": str(tmp_path / "bin")})
    assert (done.code, done.said) == (0, "out.pdf\n")
    assert "no program to open out.pdf" in done.err


@pytest.mark.parametrize("words", [["-o", "-"], ["--dry-run"]])
def test_what_is_not_written_cannot_be_shown(words: list[str], tmp_path: Path) -> None:
    done = gireport(tmp_path, "build", "--open", *words)
    assert (done.code, done.out) == (2, b"")
    assert "--open" in done.err
