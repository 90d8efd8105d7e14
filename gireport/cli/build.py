"""`gireport build`: one brief."""

from __future__ import annotations

import hashlib
import os
import string
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from gireport.cli.console import Console
from gireport.cli.options import (
    data_options,
    parse_levels,
    parse_settings,
    parse_years,
    print_options,
    selection_options,
    talk_options,
)
from gireport.cli.reading import ReadingWords, shown_data
from gireport.cli.set_command import SetCommand
from gireport.cli.wording import Option
from gireport.errors import GireportError, Problem, UsageError
from gireport.messages import describe
from gireport.records import dataclass

if TYPE_CHECKING:
    from gireport.brief.model import Brief
    from gireport.brief.provenance import Provenance
    from gireport.brief.template import Template
    from gireport.cli.watch import Sources
    from gireport.dataset.compare import Comparison
    from gireport.dataset.select import Selection
    from gireport.layout.theme import Theme
    from gireport.thai.years import YearRange

_STDOUT = "-"
_DEFAULT_NAME = "{template}-{years}"
_OF_LEVELS = "-level-{level}"
_OF_PLACES = "-{province}"
_ALL_PLACES = "all"
_OF_LANGUAGE = "-{lang}"  # of any but Thai, so that briefs in both lie side by side
_RESULT_VERSION = 1
_TYPED = "gireport.cli.build.typed"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The command's words, as typed."""

    template: str
    data: str | None
    compare_with: str | None
    reading: ReadingWords
    years: str | None
    levels: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    region_scheme: Any
    lang: Any
    calendar: Any
    digits: Any
    theme: str | None
    paper: Any
    output: str | None
    settings: tuple[str, ...]
    attach_data: bool
    verify: bool
    without: tuple[str, ...]
    force: bool
    dry_run: bool
    output_format: str
    verbose: bool
    quiet: bool
    watch: bool
    show: bool

    def __post_init__(self) -> None:
        if self.output == _STDOUT and self.output_format == "json":
            raise UsageError(Problem("usage.stdout-twice"))
        if self.watch and _STDOUT in (self.output, self.data, self.compare_with):
            raise UsageError(Problem("usage.watch-stream"))
        if self.show and (self.output == _STDOUT or self.dry_run):
            raise UsageError(Problem("usage.nothing-to-open"))
        if self.data is None:
            self.reading.refuse_all()
        if self.without and not self.verify:
            raise UsageError(Problem("usage.without-verify"))


@dataclass(frozen=True, slots=True)
class MadeBrief:
    """A brief that has become a file: its bytes, what could be done only badly, the names of the tables attached."""

    content: bytes
    warnings: tuple[Problem, ...]
    attached: tuple[str, ...]


def build(options: BuildOptions) -> Path | None:
    """Makes one brief and says where it is; returns that path, None where it was standard output."""
    years, levels = parse_years(options.years), parse_levels(options.levels)
    parameters = parse_settings(options.settings)
    # Imported here so that a slip of the keyboard is answered before half a second of imports.
    from gireport.brief.compose import compose
    from gireport.brief.template import Template
    from gireport.files import write_file
    from gireport.layout.themes import load_theme

    if options.verify:
        _check_verifiers(options)
    console = Console(verbosity=options.verbose - options.quiet)
    selection = _selection(options, years, levels, console)
    template = Template.load(options.template)
    template = template.in_language(options.lang or template.language)
    theme = load_theme(options.theme or template.theme)
    path = _free_path(options, template, selection)
    _say_beforehand(template, selection, console)
    brief = compose(
        selection,
        template,
        digits=options.digits,
        calendar=options.calendar,
        parameters=parameters,
        comparison=_comparison(selection, options, console),
    )
    made = _made(brief, template, theme, options)
    if options.attach_data and not made.attached:
        console.talk("build.nothing-attached")
    for warning in made.warnings:
        console.warn(warning)
    if options.verify:
        _verify(made.content, brief, selection, options)
    if options.dry_run:
        console.talk("build.dry-run")
    elif path is None:
        console.result_bytes(made.content)
        return None
    else:
        write_file(path, made.content)
        console.detail("build.written", path=path, size=len(made.content))
    shown = _STDOUT if path is None else str(path)
    if options.output_format == "text":
        console.result(shown)
    else:
        told = _described(brief, selection, template, theme, made, options)
        console.result_json({"version": _RESULT_VERSION, "output": shown, "written": not options.dry_run, **told})
    return path


def _selection(
    options: BuildOptions, years: YearRange | None, levels: tuple[int, ...] | None, console: Console
) -> Selection:
    """The figures asked for, of data that is read here and of which what is worth knowing is said."""
    from gireport.dataset.dataset import Dataset

    dataset = Dataset.bundled() if options.data is None else options.reading.read(options.data)
    for notice in dataset.notices:
        console.notice(notice)
    places = (*options.provinces, *options.regions) or None
    return dataset.select(years=years, levels=levels, provinces=places, scheme=options.region_scheme)


def _say_beforehand(template: Template, selection: Selection, console: Console) -> None:
    from gireport.apart import unenforced

    if not template.is_built_in and (missing := unenforced()):
        console.talk("build.unconfined", limits=", ".join(missing))
    console.detail("build.making", template=template.name, dataset=selection.dataset.name)


def _made(brief: Brief, template: Template, theme: Theme, options: BuildOptions) -> MadeBrief:
    """The brief as a file; one of the user's own template is made within limits."""
    from gireport.brief.attached import attached_tables
    from gireport.rendering import render, render_apart

    warnings: list[Problem] = []
    make = render if template.is_built_in else partial(render_apart, file=template.file)
    content = make(brief, theme=theme, paper=options.paper or "", attach_data=options.attach_data, warn=warnings.append)
    attached = tuple(each.name for each in attached_tables(brief)) if options.attach_data else ()
    return MadeBrief(content, tuple(warnings), attached)


def _described(
    brief: Brief, selection: Selection, template: Template, theme: Theme, made: MadeBrief, options: BuildOptions
) -> dict[str, Any]:
    """What `--format json` says of a brief, but for where it is."""
    from gireport.rendering import provenance_in

    provenance = provenance_in(brief, theme, options.paper or "", attach_data=bool(made.attached))
    return {
        "bytes": len(made.content),
        "sha256": hashlib.sha256(made.content).hexdigest(),
        "title": brief.title,
        "template": template.name,
        "dataset": selection.dataset.name,
        **_digests(provenance),
        "years": [year.be for year in selection.years],
        "levels": list(selection.levels),
        "provinces": [province.iso for province in selection.provinces],
        "lang": brief.language,
        "calendar": brief.calendar,
        "digits": options.digits,
        "theme": theme.name,
        "paper": options.paper or brief.paper or None,
        "attached": list(made.attached),
        "warnings": [describe(warning) for warning in made.warnings],
    }


def _check_verifiers(options: BuildOptions) -> None:
    """Raises MissingError where what checks a brief is not installed, before any work is done."""
    from gireport.cli.verify import VERAPDF, check_readers
    from gireport.verify.conformance import find_verapdf

    check_readers()
    if VERAPDF not in options.without:
        find_verapdf()


def _verify(content: bytes, brief: Brief, selection: Selection, options: BuildOptions) -> None:
    """Raises ProofError where the file is not what it has to be."""
    from gireport.cli.verify import VERAPDF
    from gireport.verify.proof import prove

    prove(content, brief, selection, with_verapdf=VERAPDF not in options.without)


def _digests(provenance: Provenance | None) -> dict[str, str | None]:
    """SHA-256 of what the brief was made of; None for what there was none of."""
    assert provenance is not None  # every brief that is composed has it
    origins = {
        "template": provenance.template,
        "dataset": provenance.dataset,
        "compared": provenance.compared,
        "theme": provenance.theme,
    }
    return {f"{name}_sha256": origin.sha256 if origin else None for name, origin in origins.items()}


def _comparison(selection: Selection, options: BuildOptions, console: Console) -> Comparison | None:
    """How the selection differs from the older version of its data; None where none was named."""
    if options.compare_with is None:
        return None
    from gireport.dataset.compare import compare

    old = options.reading.read(options.compare_with)
    for notice in old.notices:
        console.notice(notice)
    return compare(old, selection.dataset, selection)


def _free_path(options: BuildOptions, template: Template, selection: Selection) -> Path | None:
    """Where the brief goes; None for standard output. Raises OutputError where a file there may not be replaced."""
    if options.output == _STDOUT:
        return None
    from gireport.files import check_replaceable

    path = _output_path(options, template, selection)
    check_replaceable(path, force=options.force, command=_command(options))
    return path


def _output_path(options: BuildOptions, template: Template, selection: Selection) -> Path:
    """Where the brief goes: the pattern given, or a name of its own in the folder given, or here."""
    years = [year.be for year in selection.years]
    keys = {
        "template": template.name,
        "years": str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}",
        "level": "-".join(map(str, selection.levels)),
        "province": "-".join(_place_words(options)) or _ALL_PLACES,
        "lang": template.language,
        "calendar": template.in_calendar(options.calendar),
        "digits": options.digits,
    }
    name = template.output.removesuffix(".pdf") or _default_name(options)
    name += (_OF_LANGUAGE if template.language != "th" and "{lang}" not in name else "") + ".pdf"
    if options.output is None:
        return Path(_fill(name, keys))
    from gireport.files import in_folder

    return in_folder(Path(_fill(options.output, keys)), _fill(name, keys))


def _place_words(options: BuildOptions) -> list[str]:
    """The provinces and regions asked for, as a file may be called after them: by code, whatever was typed."""
    from gireport.dataset.places import place_code

    return [place_code(word) for word in (*options.provinces, *options.regions)]


def _default_name(options: BuildOptions) -> str:
    name = _DEFAULT_NAME + (_OF_LEVELS if options.levels else "")
    return name + (_OF_PLACES if options.provinces or options.regions else "")


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
        ("--data", options.data and shown_data(options.data), None),
        ("--compare-with", options.compare_with and shown_data(options.compare_with), None),
        *((option, value, None) for option, value in options.reading.typed()),
        ("--years", options.years, None),
        *(("--level", level, None) for level in options.levels),
        *(("--province", word, None) for word in options.provinces),
        *(("--region", word, None) for word in options.regions),
        ("--region-scheme", options.region_scheme, "six"),
        ("--lang", options.lang, None),
        ("--calendar", options.calendar, None),
        ("--digits", options.digits, "arabic"),
        ("--theme", options.theme, None),
        ("--paper", options.paper, None),
        ("--output", options.output, None),
        *(("--set", setting, None) for setting in options.settings),
        ("--format", options.output_format, "text"),
    ]
    words = [word for flag, value, default in given if value != default for word in (flag, value)]
    words += ["--attach-data"] * options.attach_data + ["--verify"] * options.verify
    words += [word for part in options.without for word in ("--without", part)]
    words += ["--watch"] * options.watch + ["--open"] * options.show
    words += ["--verbose"] * options.verbose + ["--quiet"] * options.quiet
    return ["gireport", "build", options.template, *words]


class _BuildCommand(SetCommand):
    """The command, which remembers what was typed."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of one run. Raises UsageError where what is set elsewhere makes no sense."""
        typed = list(args)  # which is taken apart
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[_TYPED] = typed
        return context


def _run(**words: Any) -> None:
    options = BuildOptions(reading=ReadingWords.taken_from(words), **words)
    context, console = click.get_current_context(), Console(verbosity=options.verbose - options.quiet)
    command.say_origins(context, console)
    if options.watch:
        _watch(options, context.meta[_TYPED], console)
    context.obj.heed(os.environ)
    path = build(options)
    if options.show and path is not None:
        _show(str(path), console)


def _watch(options: BuildOptions, typed: list[str], console: Console) -> NoReturn:
    """Makes the brief again and again. Raises KeyboardInterrupt in the end, or what says that it cannot begin."""
    from gireport.cli.watch import watch

    def show(path: str) -> None:
        if options.show and options.output_format == "text":
            _show(path, console)

    raise click.exceptions.Exit(watch(typed, partial(_sources, typed), console, show))


def _sources(typed: list[str]) -> Sources:
    """What the brief is made of, as the words and the settings say now. Raises UsageError."""
    from gireport.brief.template import Template
    from gireport.cli.watch import Sources

    words = command.make_context("build", list(typed)).params
    theme = words["theme"]
    if theme is None:
        # Of a template that is broken just now the theme is not known, and no change of that can mend it.
        with suppress(GireportError):
            theme = Template.load(words["template"]).theme
    data = tuple(word for word in (words["data"], words["compare_with"]) if word is not None)
    return Sources(words["template"], theme, data)


def _show(path: str, console: Console) -> None:
    from gireport.cli.viewer import show

    if not show(path):
        console.talk("build.no-viewer", path=path)


command = _BuildCommand(
    "build",
    callback=_run,
    help_code="help.build",
    params=[
        click.Argument(["template"], default="annual", metavar="[TEMPLATE]"),
        *data_options(),
        Option(["--compare-with"], metavar="DATA", help_code="help.compare-with"),
        *selection_options(),
        *print_options(),
        Option(["-o", "--output"], metavar="PATH", help_code="help.output"),
        Option(["--set", "settings"], metavar="NAME=VALUE", multiple=True, help_code="help.set"),
        Option(["--attach-data"], is_flag=True, help_code="help.attach-data"),
        Option(["--verify"], is_flag=True, help_code="help.verify-first"),
        Option(
            ["--without"], type=click.Choice(["veraPDF"], case_sensitive=False), multiple=True, help_code="help.without"
        ),
        Option(["--force"], is_flag=True, help_code="help.force"),
        Option(["-n", "--dry-run"], is_flag=True, help_code="help.dry-run"),
        Option(["--watch"], is_flag=True, help_code="help.watch"),
        Option(["--open", "show"], is_flag=True, help_code="help.open"),
        *talk_options(),
    ],
)
