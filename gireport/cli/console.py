"""Standard output for results, standard error for talk, and neither ever the cause of a crash."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from gireport.errors import OutputError, Place, Problem
from gireport.messages import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN_PROBLEMS = 50


class Console:
    """Says what a command has to say. `verbosity` is -1 quiet (errors only), 0, or 1 for details."""

    def __init__(self, verbosity: int = 0) -> None:
        self.verbosity = verbosity

    def result(self, text: str) -> None:
        """Prints one result line. Raises OutputError where standard output takes no more."""
        _write(sys.stdout, text + "\n")

    def result_json(self, document: dict[str, Any]) -> None:
        """Prints one JSON document, in UTF-8 whatever the console's encoding."""
        self.result_bytes(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n")

    def result_bytes(self, content: bytes) -> None:
        """Writes bytes, such as a PDF, to standard output."""
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _stdout_error(error) from error

    def talk(self, text: str) -> None:
        """Says something in passing, unless told to be quiet."""
        if self.verbosity >= 0:
            _complain(text)

    def detail(self, text: str) -> None:
        """Says something that only `-v` asks for."""
        if self.verbosity > 0:
            _complain(text)


def complain_of(problems: Sequence[Problem]) -> None:
    """Says every problem, at most fifty, on standard error, and how many more there are."""
    from gireport.messages import say

    for problem in problems[:_SHOWN_PROBLEMS]:
        _complain(describe(problem))
    if len(problems) > _SHOWN_PROBLEMS:
        _complain(say("problems.more", count=len(problems) - _SHOWN_PROBLEMS))


def complain(text: str) -> None:
    """Says one thing on standard error, even when told to be quiet."""
    _complain(text)


def prepare_streams() -> None:
    """Lets a console that lacks a character (cp874, cp1252) show an escape in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def abandon_stdout() -> None:
    """Points standard output nowhere, so that the interpreter's last flush cannot fail on a closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _stdout_error(error) from error


def _stdout_error(error: OSError) -> OutputError:
    return OutputError(Problem("output.stdout", Place(), {"reason": error.strerror or str(error)}))


def _complain(text: str) -> None:
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        return  # nobody listens; the exit code still tells
