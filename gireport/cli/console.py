"""Standard output for results, standard error for talk, and neither ever the cause of a crash."""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from gireport.dataset.severity import severity
from gireport.errors import OutputError, Problem
from gireport.messages import describe, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHOWN_PROBLEMS = 50


class Console:
    """Says what a command has to say. `verbosity` is -1 quiet (errors only), 0, or 1 for details."""

    def __init__(self, verbosity: int = 0) -> None:
        self.verbosity = verbosity

    def result(self, text: str) -> None:
        """Prints one result line. Raises OutputError where standard output takes no more."""
        with _standard_output() as stream:
            stream.write(text + "\n")

    def result_json(self, document: dict[str, Any]) -> None:
        """Prints one JSON document, in UTF-8 whatever the console's encoding."""
        # A file name that is not UTF-8 comes as lone surrogates, which JSON can only hold escaped.
        text = json.dumps(document, ensure_ascii=False, indent=2)
        self.result_bytes(text.encode(errors="backslashreplace") + b"\n")

    def result_bytes(self, content: bytes) -> None:
        """Writes bytes, such as a PDF, to standard output."""
        with _standard_output() as stream:
            stream.flush()
            stream.buffer.write(content)

    def relay(self, text: str) -> None:
        """Passes on what a process has said on standard error."""
        if text.strip():
            complain(text.rstrip("\n"))

    def talk(self, code: str, **facts: object) -> None:
        """Says something in passing, unless told to be quiet."""
        if self.verbosity >= 0:
            complain(say(code, **facts))

    def warn(self, problem: Problem) -> None:
        """Says what stopped nothing but should be known, unless told to be quiet."""
        self.talk("problems.warning", problem=describe(problem))

    def notice(self, problem: Problem) -> None:
        """Says what was accepted and its owner should know: warnings always, notes where `-v` asks for them."""
        if severity(problem) == "warning":
            self.warn(problem)
        else:
            self.detail("problems.note", problem=describe(problem))

    def detail(self, code: str, **facts: object) -> None:
        """Says something that only `-v` asks for."""
        if self.verbosity > 0:
            complain(say(code, **facts))


def complain_of(problems: Sequence[Problem]) -> None:
    """Says every problem, at most fifty, on standard error, and how many more there are."""
    for problem in problems[:SHOWN_PROBLEMS]:
        complain(describe(problem))
    if len(problems) > SHOWN_PROBLEMS:
        complain(say("problems.more", count=len(problems) - SHOWN_PROBLEMS))


def complain(text: str) -> None:
    """Says one thing on standard error, even when told to be quiet."""
    # Nobody may be listening; the exit code still tells.
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def complain_passing(text: str) -> None:
    """Writes something on standard error that is soon written over."""
    with suppress(OSError):
        print(text, end="", file=sys.stderr, flush=True)


def prepare_streams() -> None:
    """Lets a console that lacks a character (cp874, cp1252) show an escape in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def abandon_stdout() -> None:
    """Points standard output nowhere, so that the interpreter's last flush cannot fail on it, or wait for ever."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output, flushed in the end. Raises OutputError where it takes no more, BrokenPipeError where the
    reader has had enough.
    """
    if sys.stdout is None:  # closed by whoever started this process
        raise OutputError(Problem("output.stdout", facts={"reason": os.strerror(errno.EBADF)}))
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise OutputError(Problem("output.stdout", facts={"reason": error.strerror or str(error)})) from error
