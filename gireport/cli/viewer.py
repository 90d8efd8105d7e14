"""Showing a brief in the program that the platform opens PDF files with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def show(path: str) -> bool:
    """Hands the file over and does not wait; whether there was a program to hand it to."""
    # Absolute: a name that begins with a hyphen would be an option.
    target = str(Path(path).resolve())
    if sys.platform == "win32":
        os.startfile(target)
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    # What it says is no result of ours, and an interrupt of ours is not meant for it.
    subprocess.Popen(
        [opener, target],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True
