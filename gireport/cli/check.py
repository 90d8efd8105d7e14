"""`gireport check`: every problem and notice of data, and what was found in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import SHOWN_PROBLEMS, Console
from gireport.cli.options import reading_options, talk_options
from gireport.cli.reading import ReadingWords, shown_data
from gireport.cli.set_command import SetCommand
from gireport.dataset.severity import severity
from gireport.errors import DataError, ExitCode, Problem
from gireport.messages import describe, hint_of, say
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.severity import Severity

_RESULT_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The command's words, as typed."""

    data: tuple[str, ...]
    reading: ReadingWords
    output_format: str
    verbose: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What one of the words that name data led to."""

    data: str
    dataset: Dataset | None
    findings: tuple[tuple[Severity, Problem], ...]

    def count(self, kind: Severity) -> int:
        """How many findings are of that kind."""
        return sum(found == kind for found, _ in self.findings)


def check(options: CheckOptions) -> None:
    """Reads all the data and says what is wrong with each; ends with exit 3 where anything is."""
    console = Console(verbosity=options.verbose - options.quiet)
    checked = [_checked(data, options.reading) for data in options.data]
    if options.output_format == "json":
        files = [_as_json(each) for each in checked]
        console.result_json({"version": _RESULT_VERSION, "ok": all(file["ok"] for file in files), "data": files})
    else:
        for each in checked:
            console.result("\n".join(_told(each, console.verbosity)))
    if any(each.dataset is None for each in checked):
        raise click.exceptions.Exit(ExitCode.DATA)


def _checked(data: str, reading: ReadingWords) -> Checked:
    try:
        dataset = reading.read(data)
    except DataError as error:
        return Checked(data, None, tuple(("error", problem) for problem in error.problems))
    return Checked(data, dataset, tuple((severity(notice), notice) for notice in dataset.notices))


def _told(checked: Checked, verbosity: int) -> list[str]:
    """The report in words: of many problems the first, and how many more there are."""
    data = shown_data(checked.data)
    lines = [say("check.fit", data=data) if checked.dataset else say("check.unfit", data=data)]
    # Told to be quiet, it says no more of what is fit than that it is.
    if checked.dataset and verbosity >= 0:
        lines += _found(checked.dataset)
    shown = [each for each in checked.findings if verbosity >= 0 or each[0] == "error"]
    lines += [_line(kind, problem) for kind, problem in shown[:SHOWN_PROBLEMS]]
    if len(shown) > SHOWN_PROBLEMS:
        lines.append(say("problems.more", count=len(shown) - SHOWN_PROBLEMS))
    return lines


def _line(kind: Severity, problem: Problem) -> str:
    match kind:
        case "error":
            return say("problems.error", problem=describe(problem))
        case "warning":
            return say("problems.warning", problem=describe(problem))
        case "note":
            return say("problems.note", problem=describe(problem))


def _found(dataset: Dataset) -> list[str]:
    from gireport.cli.tell import described_lines

    return [f"  {line}" for line in described_lines(dataset)]


def _as_json(checked: Checked) -> dict[str, Any]:
    from gireport.dataset.description import described

    return {
        "data": shown_data(checked.data),
        "ok": checked.dataset is not None,
        "errors": checked.count("error"),
        "warnings": checked.count("warning"),
        "notes": checked.count("note"),
        "findings": [_finding(kind, problem) for kind, problem in checked.findings],
        "found": described(checked.dataset) if checked.dataset else None,
    }


def _finding(kind: Severity, problem: Problem) -> dict[str, Any]:
    place = problem.place
    letters, _, heading = place.column.partition(" ")
    return {
        "code": problem.code,
        "severity": kind,
        "file": place.file or None,
        "sheet": place.sheet or None,
        "row": place.row,
        "column": letters or None,
        "heading": heading.removeprefix("(").removesuffix(")") or None,
        "line": place.line,
        "value": problem.facts.get("value"),
        "message": say(problem.code, **problem.facts),
        "hint": hint_of(problem) or None,
    }


def _run(**words: Any) -> None:
    reading = ReadingWords.taken_from(words)
    options = CheckOptions(reading=reading, **words)
    context = click.get_current_context()
    command.say_origins(context, Console(verbosity=options.verbose - options.quiet))
    context.obj.heed(os.environ)
    check(options)


command = SetCommand(
    "check",
    callback=_run,
    help_code="help.check",
    params=[
        click.Argument(["data"], nargs=-1, required=True, metavar="DATA..."),
        *reading_options(),
        *talk_options(),
    ],
)
