"""The password of a key: from a file, the environment, or the terminal; it is kept in nothing that could be printed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from gireport.errors import Place, Problem, UsageError
from gireport.messages import say

VARIABLE = "GIREPORT_SIGN_PASSWORD"
_MOST = 1024  # bytes


def read_password(file: str | None, key_file: str) -> bytes:
    """The password of `key_file`, in UTF-8. Raises UsageError where none is given and nobody can be asked."""
    if file is not None:
        return _of_file(file)
    given = os.environ.get(VARIABLE)
    if given is not None:
        return os.fsencode(given)
    if not (sys.stdin is not None and sys.stdin.isatty()):
        raise UsageError(Problem("sign.no-password", Place(key_file)))
    try:
        return str(
            click.prompt(say("sign.ask", file=key_file), hide_input=True, default="", err=True, show_default=False)
        ).encode()
    except click.Abort:  # Ctrl-C, which Click takes for itself while it asks
        raise KeyboardInterrupt from None


def _of_file(file: str) -> bytes:
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(_MOST + 1)
    except OSError as error:
        raise UsageError(Problem("sign.no-key-file", Place(file), {"reason": error.strerror or ""})) from None
    line = content.removesuffix(b"\n").removesuffix(b"\r")
    try:
        is_text = "\0" not in line.decode()
    except UnicodeDecodeError:
        is_text = False
    if len(content) > _MOST or b"\n" in line or not is_text:
        raise UsageError(Problem("sign.password-text", Place(file), {"most": _MOST}))
    return line
