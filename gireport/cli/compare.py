"""`gireport compare`: what changed between two versions of the data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import reading_options, talk_options
from gireport.cli.reading import ReadingWords, shown_data
from gireport.cli.set_command import SetCommand
from gireport.errors import Problem, UsageError
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.dataset.compare import Cell, Comparison

_RESULT_VERSION = 1


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """The command's words, as typed."""

    old: str
    new: str
    reading: ReadingWords
    output_format: str
    verbose: bool
    quiet: bool

    def __post_init__(self) -> None:
        if self.old == self.new == "-":
            raise UsageError(Problem("usage.stdin-twice"))


def compare(options: CompareOptions) -> None:
    """Reads both versions and says how the new one differs, which is no error."""
    from gireport.cli.tell import comparison_lines
    from gireport.dataset.compare import compare as compared

    console = Console(verbosity=options.verbose - options.quiet)
    old, new = options.reading.read(options.old), options.reading.read(options.new)
    for notice in (*old.notices, *new.notices):
        console.notice(notice)
    comparison = compared(old, new)
    old_name, new_name = shown_data(options.old), shown_data(options.new)
    if options.output_format == "json":
        console.result_json({"version": _RESULT_VERSION, "old": old_name, "new": new_name, **_json(comparison)})
        return
    console.result("\n".join([f"{old_name} → {new_name}", *comparison_lines(comparison)]))


def _json(comparison: Comparison) -> dict[str, Any]:
    from gireport.dataset.description import total_as_json

    return {
        "differs": comparison.differs,
        "years_added": [year.be for year in comparison.years_added],
        "years_missing": [year.be for year in comparison.years_missing],
        "revised": [
            {
                **_cell(each.cell),
                "old": total_as_json(each.old),
                "new": total_as_json(each.new),
                "difference": each.difference,
            }
            for each in comparison.revised
        ],
        "added": [_cell(cell) for cell in comparison.added],
        "missing": [_cell(cell) for cell in comparison.missing],
        "totals": [
            {"year": each.year.be, "old": total_as_json(each.old), "new": total_as_json(each.new)}
            for each in comparison.years
        ],
        "total": {"old": total_as_json(comparison.old_total), "new": total_as_json(comparison.new_total)},
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {"year": cell.year.be, "level": cell.level, "province": cell.province.iso if cell.province else None}


def _run(**words: Any) -> None:
    reading = ReadingWords.taken_from(words)
    options = CompareOptions(reading=reading, **words)
    context = click.get_current_context()
    command.say_origins(context, Console(verbosity=options.verbose - options.quiet))
    context.obj.heed(os.environ)
    compare(options)


command = SetCommand(
    "compare",
    callback=_run,
    help_code="help.compare",
    set_as={"new": "data"},
    params=[
        click.Argument(["old"], metavar="OLD"),
        click.Argument(["new"], metavar="NEW"),
        *reading_options(),
        *talk_options(),
    ],
)
