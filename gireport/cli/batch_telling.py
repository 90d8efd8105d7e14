"""What `gireport batch` says while it works and in the end: a line for each brief, or how far it has come."""

from __future__ import annotations

import json
import sys
from time import monotonic
from typing import TYPE_CHECKING, Any

from gireport.cli.console import complain_passing
from gireport.messages import describe, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.batch.job import JobResult
    from gireport.batch.plan import Plan
    from gireport.batch.run import Summary
    from gireport.cli.console import Console

RESULT_VERSION = 1
_BETWEEN = 0.2  # seconds between two looks of progress


class Teller:
    """Says what becomes of each job: its path, or a line of JSON, on standard output; what is wrong on the other.

    On a terminal that is also where the results go, one line of progress stands for the paths.
    """

    def __init__(self, console: Console, plan: Plan, output_format: str) -> None:
        self._console, self._json = console, output_format == "json"
        watched = console.verbosity >= 0 and _is_terminal(sys.stderr)
        self._progress = _Progress(len(plan.jobs)) if watched else None
        self._paths = not (watched and _is_terminal(sys.stdout))

    def tell(self, result: JobResult, entry: Mapping[str, Any]) -> None:
        """Says what became of one job."""
        if self._progress:
            self._progress.clear()
        if self._json:
            self._console.result(json.dumps({"version": RESULT_VERSION, **entry}, ensure_ascii=False))
        else:
            self._tell_in_words(result)
        if self._progress:
            self._progress.add(result)

    def _tell_in_words(self, result: JobResult) -> None:
        match result.status:
            case "done":
                if self._paths:
                    self._console.result(result.job.output)
            case "kept":
                self._console.detail("batch.kept", output=result.job.output)
            case "skipped":
                self._console.talk("batch.skipped", **skipped(result))
            case "failed":
                reason = "\n".join(map(describe, result.problems))
                self._console.talk("batch.failed", output=result.job.output, reason=reason)

    def end(self, summary: Summary) -> None:
        """Says how it ended."""
        if self._progress:
            self._progress.clear()
        for code, count in (
            ("batch.swept", summary.swept),
            ("batch.lost", summary.lost),
            ("batch.verified", summary.verified),
        ):
            if count:
                self._console.talk(code, count=count)
        facts = {"done": summary.done, "kept": summary.kept, "failed": summary.failed, "skipped": summary.skipped}
        self._console.talk("batch.ended", **facts, left=summary.left)


class _Progress:
    """One line at the foot of a terminal: how many have ended, how quickly, how long it takes yet, how many failed."""

    def __init__(self, count: int) -> None:
        self._count, self._ended, self._made, self._failed = count, 0, 0, 0
        self._start, self._shown, self._width = monotonic(), 0.0, 0

    def add(self, result: JobResult) -> None:
        """Counts one more, and shows it, unless it was shown just now."""
        if result.status == "skipped":
            return
        self._ended += 1
        self._made += result.status != "kept"  # what was kept took no time
        self._failed += result.status == "failed"
        if monotonic() - self._shown >= _BETWEEN or self._ended == self._count:
            self._show()

    def clear(self) -> None:
        """Takes the line away, so that something else can be said."""
        if self._width:
            complain_passing("\r" + " " * self._width + "\r")
            self._width, self._shown = 0, 0.0

    def _show(self) -> None:
        self._shown = monotonic()
        rate = self._made / max(self._shown - self._start, 0.001)
        left = (self._count - self._ended) / rate if rate else 0
        text = say("batch.progress", ended=self._ended, all=self._count, rate=f"{rate:.1f}", left=_clock(left))
        if self._failed:
            text += " " + say("batch.progress-failed", failed=self._failed)
        complain_passing(f"\r{text}")
        self._width = len(text)


def _clock(seconds: float) -> str:
    """`0:07`, `2:03:04`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def skipped(result: JobResult) -> dict[str, Any]:
    """What is left out, and why."""
    reason = "; ".join(describe(problem).split("\n", 1)[0] for problem in result.problems)
    return {"output": result.job.output or str(result.job.number), "reason": reason}


def _is_terminal(stream: Any) -> bool:
    return stream is not None and stream.isatty()
