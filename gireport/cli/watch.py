"""`gireport build --watch`: the brief made again whenever what it is made of changes.

Files are looked at again and again rather than asked of the platform: that works on network drives, with editors that
replace a file, and everywhere alike. Each brief is made by a process of its own, so that nothing of one is left for the
next; it writes as ever, so that a change that cannot be carried out leaves the last good file.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gireport.cli.settings import FILE
from gireport.errors import ExitCode, GireportError
from gireport.messages import spoken_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gireport.cli.console import Console

_PAUSE = 0.3  # seconds between looks
_SETTLED = 0.15  # seconds in which nothing more changes, so that no half-written file is read
_MOST_FILES = 5_000
_PATIENCE = 5.0  # seconds for a process to end once it is asked to
_OF_TEMPLATES = frozenset({".md", ".toml", ".png", ".jpg", ".jpeg"})
# What a brief is written as, and while it is: in a folder of data it would be taken for a change.
_MADE = frozenset({".pdf", ".part"})
_FROM_ELSEWHERE = "://"  # in the address of a database, which cannot be looked at
# The words that are not of one brief, but of making it again.
_OF_WATCHING = frozenset({"--watch", "--open"})

Look = dict[Path, tuple[int, int, int]]
"""Of each file when it was changed, its size, and which file it is."""


class Made(NamedTuple):
    """How making the brief ended, and its path where that was said."""

    code: int
    path: str


class Sources(NamedTuple):
    """What a brief is made of, as its command says."""

    template: str
    theme: str | None
    data: tuple[str, ...]


def watch(typed: Sequence[str], sources: Callable[[], Sources], console: Console, opened: Callable[[str], None]) -> int:
    """Makes the brief that the words `typed` ask for, again after each change, until it is interrupted.

    `sources` tells what it is made of now, and is asked again after each change; `opened` is called with the path of
    the first brief. Returns at once where the first cannot be made for what was typed.
    """
    words = [word for word in typed if word not in _OF_WATCHING]
    known = sources()
    before = look(known)
    made = _make(words, console)
    if made.code in (ExitCode.USAGE, ExitCode.OUTPUT):
        return made.code
    console.talk("watch.watching", count=len(before))
    is_shown = False
    while True:
        if made.code == ExitCode.OK and not is_shown and made.path:
            opened(made.path)
            is_shown = True
        now = _next_look(partial(look, known), before)
        console.detail("watch.changed", files=", ".join(sorted(_changed(before, now))))
        # Words that a settings file now refuses are told by the process; what is looked at stays.
        with suppress(GireportError):
            known = sources()
            now = look(known)
        before = now
        made = _make(words, console)
        if made.code != ExitCode.OK:
            console.talk("watch.failed", status=made.code)


def look(sources: Sources) -> Look:
    """The files that the brief is made of, as they are now; those that are not there are left out."""
    seen: Look = {}
    for path in _files(sources):
        with suppress(OSError):
            status = path.stat()
            seen[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        if len(seen) >= _MOST_FILES:
            break
    return seen


def _files(sources: Sources) -> Iterator[Path]:
    yield Path(FILE)
    for word in sources.data:
        if _FROM_ELSEWHERE not in word:
            yield from _below(Path(word), lambda path: path.suffix.lower() not in _MADE)
    if sources.theme is not None and _is_path(sources.theme):
        yield Path(sources.theme)
    if _is_path(sources.template):
        yield Path(sources.template)
        # Parts and images are in the template's folder, or below it.
        yield from _below(Path(sources.template).parent, lambda path: path.suffix.lower() in _OF_TEMPLATES)


def _below(path: Path, wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """The file itself, or the wanted ones in a folder and the folders below it, hidden ones left out."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found = (Path(folder, name) for name in sorted(files) if not name.startswith("."))
        yield from filter(wanted, found)


def _is_path(word: str) -> bool:
    """Whether the word is a path and not the name of something that comes with the program."""
    return any(sign in word for sign in "./\\")


def _next_look(looked: Callable[[], Look], before: Look) -> Look:
    """Waits until something is other than before, and then until nothing changes any more."""
    while (now := looked()) == before:
        time.sleep(_PAUSE)
    while True:
        time.sleep(_SETTLED)
        after = looked()
        if after == now:
            return after
        now = after


def _changed(before: Look, now: Look) -> Iterable[str]:
    return {path.name for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


def _make(words: Sequence[str], console: Console) -> Made:
    """Makes the brief once, in a process of its own, and passes on what that says."""
    # Without `-P`, a file of the working folder could stand in for a library.
    command = [sys.executable, "-P", "-m", "gireport", "build", *words]
    environment = {**os.environ, "GIREPORT_MESSAGES": spoken_language(), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    try:
        out, err = process.communicate()
    except BaseException:
        _end(process)
        raise
    if process.returncode in (ExitCode.INTERRUPTED, -signal.SIGINT):
        raise KeyboardInterrupt
    console.relay(err.decode(errors="replace"))
    console.result_bytes(out)
    return Made(process.returncode, _path_in(out.decode(errors="replace").strip()))


def _path_in(result: str) -> str:
    """The path of the brief, which stands alone or in a JSON document."""
    return str(json.loads(result)["output"]) if result.startswith("{") else result


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process as an interrupt does, so that it leaves nothing half done; by force where it does not."""
    # Windows has no interrupt for a single process.
    with suppress(OSError):
        process.terminate() if sys.platform == "win32" else process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
