"""`gireport template`: the templates that come with the program, and what is wrong with one of your own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import data_options, parse_settings, talk_options
from gireport.cli.reading import ReadingWords
from gireport.cli.tell import worded
from gireport.cli.wording import Command, Group, Option
from gireport.errors import ExitCode, Problem, TemplateError, UsageError
from gireport.messages import describe, hint_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.brief.model import Brief
    from gireport.brief.parameters import Parameter
    from gireport.brief.template import Template

_RESULT_VERSION = 1


def _list(output_format: str, verbose: bool, quiet: bool) -> None:
    from gireport.brief.template import Template, built_in_templates

    console = Console(verbosity=verbose - quiet)
    templates = [Template.load(name) for name in built_in_templates()]
    if output_format == "json":
        console.result_json({"version": _RESULT_VERSION, "templates": [_described(each) for each in templates]})
        return
    for template in templates:
        console.result(f"{template.name}: {worded(template.purpose)}")
        for line in _needs(template):
            console.result(f"  {line}")


def _show(template: str, output_format: str, verbose: bool, quiet: bool) -> None:
    from gireport.brief.template import Template

    console = Console(verbosity=verbose - quiet)
    shown = Template.load(template)
    if output_format == "json":
        console.result_json({"version": _RESULT_VERSION, **_described(shown)})
        return
    lines = [f"{shown.name}: {worded(shown.purpose)}"]
    lines.append(say("template.languages", value=", ".join(_languages(shown))))
    lines.append(say("template.calendars", value=", ".join(shown.calendars)))
    lines += _needs(shown)
    if parts := _parts(shown):
        lines.append(say("template.parts", value=", ".join(parts)))
    console.result("\n".join(lines))


def _check(
    template: str,
    data: str | None,
    settings: tuple[str, ...],
    output_format: str,
    verbose: bool,
    quiet: bool,
    **words: Any,
) -> None:
    from gireport.brief.checking import Findings, check_template
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset

    console = Console(verbosity=verbose - quiet)
    parameters, reading = parse_settings(settings), ReadingWords.taken_from(words)
    dataset = Dataset.bundled() if data is None else reading.read(data)
    try:
        checked = Template.load(template)
        findings = check_template(checked, dataset, parameters, _pages_of(checked))
    except TemplateError as error:
        findings = Findings(error.problems, (), 0)
    if output_format == "json":
        found = [("error", problem) for problem in findings.errors]
        found += [("warning", problem) for problem in findings.warnings]
        console.result_json(
            {
                "version": _RESULT_VERSION,
                "template": template,
                "ok": not findings.errors,
                "composed": findings.composed,
                "findings": [_finding(kind, problem) for kind, problem in found],
            }
        )
    else:
        console.result(
            say("template.unfit", template=template) if findings.errors else say("template.fit", template=template)
        )
        for problem in findings.errors:
            console.result(say("problems.error", problem=describe(problem)))
        for problem in findings.warnings if console.verbosity >= 0 else ():
            console.result(say("problems.warning", problem=describe(problem)))
    if findings.errors:
        raise click.exceptions.Exit(ExitCode.TEMPLATE)


def _pages_of(template: Template) -> Callable[[Brief], bytes]:
    """How its briefs are laid out: as `gireport build` does it, with nothing said of what is done only badly."""
    from gireport.rendering import render, render_apart

    make = render if template.is_built_in else partial(render_apart, file=template.file)
    return lambda brief: make(brief, warn=lambda problem: None)


def _init(folder: str, source: str, output_format: str, verbose: bool, quiet: bool) -> None:
    from pathlib import Path

    from gireport.assets import asset
    from gireport.brief.template import Template, built_in_templates
    from gireport.dataset.spelling import unknown_word
    from gireport.files import make_folder

    console = Console(verbosity=verbose - quiet)
    if source not in built_in_templates():
        code, facts = unknown_word("usage.no-template", source, built_in_templates())
        raise UsageError(Problem(code, facts=facts))
    template = Template.load(source)
    files = [each.file for each in (template, *template.others)]
    contents = {name: asset("templates", name).read_bytes() for name in files}
    contents |= {name: asset("templates", "partials", name).read_bytes() for name in _parts(template)}
    target = Path(folder)
    make_folder(target, contents)
    if output_format == "json":
        console.result_json({"version": _RESULT_VERSION, "folder": str(target), "files": list(contents)})
        return
    console.result(str(target))
    console.talk("template.made", count=len(contents), path=target / files[0])


def _languages(template: Template) -> list[str]:
    return [each.language for each in (template, *template.others)]


def _parts(template: Template) -> list[str]:
    """The files that the template includes, in any language."""
    every = (template, *template.others)
    own = {each.file for each in every}
    return sorted({line.file for each in every for line in each.lines} - own)


def _needs(template: Template) -> Iterator[str]:
    """What has to be there for the template, in words."""
    if template.needs:
        yield say("template.tables", value=", ".join(template.needs))
    if required := _required(template):
        yield say("template.requirements", value=", ".join(required))
    for parameter in template.parameters:
        value = say("template.parameter-set") if parameter.default is None else _value(parameter)
        yield say("template.parameter", name=parameter.name, kind=parameter.kind, value=value)


def _required(template: Template) -> list[str]:
    """The requirements as the front matter writes them."""
    requires = template.requires
    words = [f"years ≥ {requires.years}"] if requires.years > 1 else []
    words += [f"levels ≥ {requires.levels}"] if requires.levels > 1 else []
    words += ["provinces"] if requires.provinces else []
    words += ["complete"] if requires.complete else []
    return words + [f"one {kind}" for kind in requires.one]


def _value(parameter: Parameter) -> str:
    return str(parameter.default).lower() if parameter.kind == "flag" else str(parameter.default)


def _described(template: Template) -> dict[str, Any]:
    requires = template.requires
    return {
        "name": template.name,
        "purpose": {"th": template.purpose.th, "en": template.purpose.en},
        "languages": _languages(template),
        "calendars": list(template.calendars),
        "tables": list(template.needs),
        "requires": {
            "years": requires.years,
            "levels": requires.levels,
            "provinces": requires.provinces,
            "complete": requires.complete,
            "one": list(requires.one),
        },
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.kind,
                "default": None if parameter.default is None else _value(parameter),
                "choices": list(parameter.choices),
            }
            for parameter in template.parameters
        ],
        "parts": _parts(template),
    }


def _finding(kind: str, problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": kind,
        "file": problem.place.file or None,
        "line": problem.place.line,
        "column": None if problem.place.mark is None else problem.place.mark[0] + 1,
        "message": say(problem.code, **problem.facts),
        "hint": hint_of(problem) or None,
    }


_TEMPLATE = ("template",)

command = Group(
    "template",
    help_code="help.template",
    commands=[
        Command("list", callback=_list, help_code="help.template-list", params=talk_options()),
        Command(
            "show",
            callback=_show,
            help_code="help.template-show",
            params=[click.Argument(_TEMPLATE, metavar="TEMPLATE"), *talk_options()],
        ),
        Command(
            "check",
            callback=_check,
            help_code="help.template-check",
            params=[
                click.Argument(_TEMPLATE, metavar="TEMPLATE"),
                *data_options(),
                Option(["--set", "settings"], metavar="NAME=VALUE", multiple=True, help_code="help.set"),
                *talk_options(),
            ],
        ),
        Command(
            "init",
            callback=_init,
            help_code="help.template-init",
            params=[
                click.Argument(["folder"], metavar="DIR"),
                Option(
                    ["--from", "source"], metavar="NAME", default="annual", show_default=True, help_code="help.from"
                ),
                *talk_options(),
            ],
        ),
    ],
)
