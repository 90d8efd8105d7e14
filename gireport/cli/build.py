"""`gireport build`: one brief."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import click

from gireport.cli.build_options import STDOUT, BuildOptions
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
from gireport.errors import GireportError, Problem
from gireport.messages import describe
from gireport.records import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.brief.model import Brief
    from gireport.brief.provenance import Provenance
    from gireport.brief.template import Template
    from gireport.cli.watch import Sources
    from gireport.dataset.compare import Comparison
    from gireport.dataset.select import Selection
    from gireport.layout.theme import Theme
    from gireport.thai.years import YearRange

_RESULT_VERSION = 1
_TYPED = "gireport.cli.build.typed"


@dataclass(frozen=True, slots=True)
class MadeBrief:
    """A brief that has become a file: its bytes, what could be done only badly, the names of the tables attached."""

    content: bytes
    warnings: tuple[Problem, ...]
    attached: tuple[str, ...]


def build(options: BuildOptions) -> Path | str | None:
    """Makes one brief and says where it is; returns that path or address, None where it was standard output."""
    years, levels = parse_years(options.years), parse_levels(options.levels)
    parameters = parse_settings(options.settings)
    # Imported here so that a slip of the keyboard is answered before half a second of imports.
    from gireport.brief.compose import compose
    from gireport.brief.template import Template
    from gireport.cli.output_path import write_output
    from gireport.layout.themes import load_theme

    if options.verify:
        from gireport.cli.verify import check_verifiers

        check_verifiers(options.without)
    console = Console(verbosity=options.verbose - options.quiet)
    selection = _selection(options, years, levels, console)
    template = Template.load(options.template)
    template = template.in_language(options.lang or template.language)
    theme = load_theme(options.theme or template.theme)
    output = _free_output(options, template, selection)
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
    elif output is None:
        console.result_bytes(made.content)
        return None
    else:
        write_output(output, made.content, force=options.force)
        console.detail("build.written", path=shown_data(str(output)), size=len(made.content))
    shown = STDOUT if output is None else shown_data(str(output))
    if options.output_format == "text":
        console.result(shown)
    else:
        told = _described(brief, selection, template, theme, made, options)
        console.result_json({"version": _RESULT_VERSION, "output": shown, "written": not options.dry_run, **told})
    return output


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


def _free_output(options: BuildOptions, template: Template, selection: Selection) -> Path | str | None:
    """Where the brief goes; None for standard output. Raises OutputError where a file there may not be replaced."""
    if options.output == STDOUT:
        return None
    from gireport.cli.output_path import free_output

    return free_output(options, template, selection)


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
    output = build(options)
    if options.show and output is not None:
        _show(str(output), console)


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
