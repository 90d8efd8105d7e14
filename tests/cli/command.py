"""Running the command as a user does: another process, an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def gireport(
    folder: Path, *arguments: str, messages: str = "en", **environment: str
) -> subprocess.CompletedProcess[str]:
    """What `gireport ARGUMENTS` does in `folder`, its messages in English unless told otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "gireport", *arguments],
        cwd=folder,
        env={**os.environ, "GIREPORT_MESSAGES": messages, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        check=False,
        timeout=60,
    )
