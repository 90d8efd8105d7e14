"""`gireport build`: one brief."""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import (
    data_options,
    parse_levels,
    parse_years,
    print_options,
    selection_options,
    talk_options,
)
from gireport.cli.wording import Command, Option
from gireport.errors import Problem, UsageError
from gireport.messages import describe

if TYPE_CHECKING:
    from gireport.brief.template import Template
    from gireport.dataset.select import Selection

_STDOUT = "-"
_DEFAULT_NAME = "{template}-{years}"
_OF_LEVELS = "-level-{level}"
_OF_LANGUAGE = "-{lang}"  # of any but Thai, so that briefs in both lie side by side
_RESULT_VERSION = 1


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The command's words, as typed."""

    template: str
    data: str | None
    years: str | None
    levels: tuple[str, ...]
    lang: Any
    calendar: Any
    digits: Any
    theme: str | None
    output: str | None
    force: bool
    dry_run: bool
    output_format: str
    verbose: bool
    quiet: bool

    def __post_init__(self) -> None:
        if self.verbose and self.quiet:
            raise UsageError(Problem("usage.verbose-and-quiet"))
        if self.output == _STDOUT and self.output_format == "json":
            raise UsageError(Problem("usage.stdout-twice"))


def build(options: BuildOptions) -> None:
    """Makes one brief and says where it is."""
    years, levels = parse_years(options.years), parse_levels(options.levels)
    # Imported here so that a slip of the keyboard is answered before half a second of imports.
    from gireport.brief.compose import compose
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset
    from gireport.files import check_replaceable, write_file
    from gireport.layout.themes import load_theme
    from gireport.rendering import render

    console = Console(verbosity=options.verbose - options.quiet)
    dataset = Dataset.bundled() if options.data is None else Dataset.read(options.data)
    selection = dataset.select(years=years, levels=levels)
    template = Template.load(options.template)
    template = template.in_language(options.lang or template.language)
    theme = load_theme(options.theme or template.theme)
    path = None if options.output == _STDOUT else _output_path(options, template, selection)
    if path is not None:
        check_replaceable(path, force=options.force, command=_command(options))
    console.detail("build.making", template=template.name, dataset=dataset.name)
    brief = compose(selection, template, digits=options.digits, calendar=options.calendar)
    warnings: list[Problem] = []
    content = render(brief, theme=theme, warn=warnings.append)
    for warning in warnings:
        console.warn(warning)
    if not options.dry_run:
        if path is None:
            console.result_bytes(content)
            return
        write_file(path, content)
        console.detail("build.written", path=path, size=len(content))
    else:
        console.talk("build.dry-run")
    shown = _STDOUT if path is None else str(path)
    if options.output_format == "text":
        console.result(shown)
        return
    console.result_json(
        {
            "version": _RESULT_VERSION,
            "output": shown,
            "written": not options.dry_run,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "title": brief.title,
            "template": template.name,
            "dataset": dataset.name,
            "years": [year.be for year in selection.years],
            "levels": list(selection.levels),
            "lang": brief.language,
            "calendar": brief.calendar,
            "digits": options.digits,
            "theme": theme.name,
            "warnings": [describe(warning) for warning in warnings],
        }
    )


def _output_path(options: BuildOptions, template: Template, selection: Selection) -> Path:
    """Where the brief goes: the pattern given, or a name of its own in the folder given, or here."""
    years = [year.be for year in selection.years]
    keys = {
        "template": template.name,
        "years": str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}",
        "level": "-".join(map(str, selection.levels)),
        "lang": template.language,
        "calendar": template.in_calendar(options.calendar),
        "digits": options.digits,
    }
    name = _DEFAULT_NAME + (_OF_LEVELS if options.levels else "")
    name += (_OF_LANGUAGE if template.language != "th" else "") + ".pdf"
    if options.output is None:
        return Path(_fill(name, keys))
    from gireport.files import in_folder

    return in_folder(Path(_fill(options.output, keys)), _fill(name, keys))


def _fill(pattern: str, keys: dict[str, str]) -> str:
    """The pattern with its keys filled in: plain `{key}`, nothing of Python's format language."""
    refusal = UsageError(Problem("usage.pattern", facts={"value": pattern, "keys": ", ".join(keys)}))
    try:
        used = list(string.Formatter().parse(pattern))
    except ValueError:
        raise refusal from None
    if any(key is not None and (key not in keys or form or conversion) for _, key, form, conversion in used):
        raise refusal
    return pattern.format_map(keys)


def _command(options: BuildOptions) -> list[str]:
    """The command as it can be typed again."""
    given = [
        ("--data", options.data, None),
        ("--years", options.years, None),
        *(("--level", level, None) for level in options.levels),
        ("--lang", options.lang, None),
        ("--calendar", options.calendar, None),
        ("--digits", options.digits, "arabic"),
        ("--theme", options.theme, None),
        ("--output", options.output, None),
        ("--format", options.output_format, "text"),
    ]
    words = [word for flag, value, default in given if value != default for word in (flag, value)]
    words += ["--verbose"] * options.verbose + ["--quiet"] * options.quiet
    return ["gireport", "build", options.template, *words]


command = Command(
    "build",
    callback=lambda **words: build(BuildOptions(**words)),
    help_code="help.build",
    params=[
        click.Argument(["template"], default="annual", metavar="[TEMPLATE]"),
        *data_options(),
        *selection_options(),
        *print_options(),
        Option(["-o", "--output"], metavar="PATH", help_code="help.output"),
        Option(["--force"], is_flag=True, help_code="help.force"),
        Option(["-n", "--dry-run"], is_flag=True, help_code="help.dry-run"),
        *talk_options(),
    ],
)
