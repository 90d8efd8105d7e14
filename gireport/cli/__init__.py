"""Words typed and words printed: the `gireport` command."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process with its exit code."""
    # ReportLab reads RL_* variables when it is imported, among them switches that make it less safe.
    for name in [name for name in os.environ if name.startswith("RL_")]:
        del os.environ[name]
    # What a command makes is needed to its end or freed by its last reference. To look for garbage among it as often as
    # Python does by default takes a tenth of the time of `gireport build`.
    gc.set_threshold(100_000, 20, 20)
    from gireport.cli.main import main

    sys.exit(main(list(sys.argv[1:] if arguments is None else arguments)))
