"""`gireport fonts`: the fonts there are, whether one of your own can be used, and putting it where themes find it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gireport.cli.console import Console
from gireport.cli.options import talk_options
from gireport.cli.wording import Command, Group, Option
from gireport.errors import ExitCode, FontError, GireportError, OutputError, Problem
from gireport.messages import describe, hint_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.layout.fontcheck import CheckedFont, Face
    from gireport.layout.fontlist import ListedFamily

_RESULT_VERSION = 1


def _list(output_format: str, verbose: bool, quiet: bool) -> None:
    from gireport.layout.fontfolder import fonts_folder, installed_keys
    from gireport.layout.fontlist import built_in_families, user_family

    console = Console(verbosity=verbose - quiet)
    families = built_in_families()
    problems: list[Problem] = []
    for key in installed_keys():
        try:
            families.append(user_family(key))
        except GireportError as error:
            problems += error.problems
    folder = fonts_folder()
    if output_format == "json":
        described = [_as_json(family) for family in families]
        findings = [_finding("error", problem) for problem in problems]
        console.result_json(
            {"version": _RESULT_VERSION, "folder": str(folder), "families": described, "findings": findings}
        )
    else:
        for family in families:
            console.result("\n".join(_told(family)))
        console.talk("fonts.folder", folder=folder)
    if problems:
        if output_format == "json":
            raise click.exceptions.Exit(ExitCode.FONT)
        raise FontError(problems)


def _check(files: tuple[str, ...], output_format: str, verbose: bool, quiet: bool) -> None:
    from gireport.layout.fontcheck import check_font

    console = Console(verbosity=verbose - quiet)
    checked = [check_font(Path(file)) for file in files]
    if output_format == "json":
        console.result_json(
            {
                "version": _RESULT_VERSION,
                "ok": all(each.is_sound for each in checked),
                "fonts": [_checked_as_json(each) for each in checked],
            }
        )
    else:
        for each in checked:
            console.result("\n".join(_report(each, console.verbosity)))
    if not all(each.is_sound for each in checked):
        raise click.exceptions.Exit(ExitCode.FONT)


def _add(
    files: tuple[str, ...], family: str | None, force: bool, output_format: str, verbose: bool, quiet: bool
) -> None:
    from gireport.layout.fontcheck import check_font
    from gireport.layout.fontfolder import install

    console = Console(verbosity=verbose - quiet)
    checked = [check_font(Path(file), with_data=True) for file in files]
    errors = [problem for each in checked for severity, problem in each.findings if severity == "error"]
    if errors:
        raise FontError(errors)
    for each in checked:
        for severity, problem in each.findings:
            if severity == "warning":
                console.warn(problem)
    families = _families(checked, family)
    for name, faces in families.items():
        _check_place(name, faces, force=force)
    added = [(name, install(name, faces)) for name, faces in families.items()]
    if output_format == "json":
        described = [
            {"name": name, "files": [str(path) for path, _ in installed.files.values()]} for name, installed in added
        ]
        console.result_json({"version": _RESULT_VERSION, "added": described})
        return
    for name, installed in added:
        for path, _ in installed.files.values():
            console.result(str(path))
        console.talk("fonts.added", name=name, official=f"{families[name]['regular'].official:g}")


def _families(checked: list[CheckedFont], family: str | None) -> dict[str, dict[str, Face]]:
    """By family, the faces by style. Raises FontError where two files are the same face, or one that is needed is not
    there.
    """
    from gireport.layout.fontfolder import key_of, missing_styles, style_key

    families: dict[str, dict[str, Face]] = {}
    problems = []
    for each in checked:
        for face in each.faces:
            name = family or face.family
            faces = families.setdefault(name, {})
            style = style_key(bold=face.bold, italic=face.italic)
            if style in faces:
                problems.append(Problem("font.style-twice", facts={"file": each.path, "name": name, "style": style}))
            faces[style] = face
    for name, faces in families.items():
        if not key_of(name):
            problems.append(Problem("font.no-key", facts={"name": name}))
        if missing := missing_styles(faces):
            problems.append(Problem("font.style-missing", facts={"name": name, "styles": ", ".join(missing)}))
    if problems:
        raise FontError(problems)
    return families


def _check_place(name: str, faces: dict[str, Face], *, force: bool) -> None:
    """Raises FontError for the name of a family that comes with the program, OutputError where another family of the
    name would be replaced.
    """
    from gireport.layout.fontfolder import installed_keys, is_installed, key_of
    from gireport.layout.fonts import built_in_fonts

    key = key_of(name)
    if key in built_in_fonts():
        raise FontError(Problem("font.built-in", facts={"name": name}))
    if key in installed_keys() and not force and not is_installed(key, faces):
        raise OutputError(Problem("fonts.exists", facts={"name": name}))


def _told(family: ListedFamily) -> Iterator[str]:
    yield say(f"fonts.{family.origin}", name=family.name, key=family.key)
    yield "  " + say("fonts.official", size=f"{family.official:g}", letter=f"{family.letter_height:.3f}")
    for style, path in family.files.items():
        yield f"  {style}: {path}"
    if family.licence:
        yield "  " + say("fonts.licence", licence=family.licence)
    lacks = [f"U+{ord(character):04X}" for character in family.lacks_thai + family.lacks_signs]
    yield "  " + (say("fonts.lacks", characters=" ".join(lacks)) if lacks else say("fonts.has-all"))


def _report(checked: CheckedFont, verbosity: int) -> Iterator[str]:
    yield say("fonts.fit", file=checked.path) if checked.is_sound else say("fonts.unfit", file=checked.path)
    if verbosity >= 0:
        for face in checked.faces:
            facts = {"letter": f"{face.letter_height:.3f}", "size": f"{face.official:g}"}
            reach = {"above": f"{face.above:.2f}", "below": f"{face.below:.2f}"}
            yield "  " + say("fonts.face", family=face.family, style=face.style, **facts, **reach)
    for severity, problem in checked.findings:
        if severity == "error":
            yield say("problems.error", problem=describe(problem))
        elif verbosity >= 0 and severity == "warning":
            yield say("problems.warning", problem=describe(problem))
        elif verbosity >= 0:
            yield say("problems.note", problem=describe(problem))


def _as_json(family: ListedFamily) -> dict[str, Any]:
    return {
        "key": family.key,
        "name": family.name,
        "origin": family.origin,
        "faces": [{"style": style, "file": str(path)} for style, path in family.files.items()],
        "licence": family.licence,
        "letter_height": family.letter_height,
        "official_16": family.official,
        "lacks_thai": list(family.lacks_thai),
        "lacks_signs": list(family.lacks_signs),
    }


def _checked_as_json(checked: CheckedFont) -> dict[str, Any]:
    return {
        "file": checked.path,
        "ok": checked.is_sound,
        "faces": [
            {
                "family": face.family,
                "style": face.style,
                "letter_height": face.letter_height,
                "ink_above": face.above,
                "ink_below": face.below,
                "scale": face.scale,
                "official_16": face.official,
                "licence": face.licence,
                "lacks_signs": list(face.lacks),
            }
            for face in checked.faces
        ],
        "findings": [_finding(severity, problem) for severity, problem in checked.findings],
    }


def _finding(severity: str, problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": severity,
        "message": say(problem.code, **problem.facts),
        "hint": hint_of(problem) or None,
    }


def _files() -> click.Argument:
    return click.Argument(["files"], nargs=-1, required=True, metavar="FILE...")


command = Group(
    "fonts",
    help_code="help.fonts",
    commands=[
        Command("list", callback=_list, help_code="help.fonts-list", params=talk_options()),
        Command("check", callback=_check, help_code="help.fonts-check", params=[_files(), *talk_options()]),
        Command(
            "add",
            callback=_add,
            help_code="help.fonts-add",
            params=[
                _files(),
                Option(["--family"], metavar="NAME", help_code="help.family"),
                Option(["--force"], is_flag=True, help_code="help.fonts-force"),
                *talk_options(),
            ],
        ),
    ],
)
