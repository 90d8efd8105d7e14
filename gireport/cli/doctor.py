"""`gireport doctor`: what a brief would be made with here, where settings come from, and whether it can be made."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gireport import __version__
from gireport.cli.console import Console, complain_of
from gireport.cli.options import talk_options
from gireport.cli.reading import shown_data
from gireport.cli.settings import Setting, Settings, names
from gireport.cli.wording import Command
from gireport.errors import ExitCode, GireportError, Problem, UsageError
from gireport.messages import describe, say, spoken_language
from gireport.records import dataclass
from gireport.settings import variables

if TYPE_CHECKING:
    from gireport.layout.fontlist import ListedFamily

_RESULT_VERSION = 1
# What is used where it is there: to prove a brief, and to show it.
_PROGRAMS = ("verapdf", "qpdf", "pdftotext", "xdg-open")
_REQUIREMENT = re.compile(r"""(?P<name>[\w.-]+)[^;]*(?:;.*\bextra\s*==\s*["'](?P<extra>[\w-]+)["'].*|;.*)?""")
_BUILT_IN, _TEMPLATE, _THEME = "built-in", "template", "theme"


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether the annual brief can be made of the bundled data: its size in bytes, or the problems."""

    size: int
    problems: tuple[Problem, ...] = ()
    exit_code: int = ExitCode.OK


def _run(output_format: str, verbose: bool, quiet: bool) -> None:
    console = Console(verbosity=verbose - quiet)
    code, problems = int(ExitCode.OK), []
    try:
        settings = Settings.read(Path.cwd(), os.environ)
        settings.speak()
        settings.heed(os.environ)
    except UsageError as error:
        settings, code, problems = Settings({}), error.exit_code, [*error.problems]
    trial = _trial()
    families, damaged = _families()
    problems += [*trial.problems, *damaged]
    document = {
        "version": _RESULT_VERSION,
        "gireport": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": _libraries(""),
        "extras": {extra: _libraries(extra) for extra in _extras()},
        "programs": {program: shutil.which(program) for program in _PROGRAMS},
        "fonts": families,
        "folders": _folders(),
        "not_guaranteed": _not_guaranteed(),
        "settings": _settings(settings),
        "limits": _limits(settings),
        "annual_brief": {"made": not trial.problems, "bytes": trial.size or None},
        "problems": [describe(problem) for problem in problems],
    }
    if output_format == "json":
        console.result_json(document)
    else:
        console.result("\n".join(_told(document)))
        complain_of(problems)
    if ending := trial.exit_code or code:
        raise click.exceptions.Exit(ending)


def _trial() -> Trial:
    """Makes the annual brief in memory. Exit 5 where a font is wrong, 10 where anything else is not there."""
    try:
        from gireport.brief.compose import compose
        from gireport.brief.template import Template
        from gireport.dataset.dataset import Dataset
        from gireport.rendering import render

        content = render(compose(Dataset.bundled().select(), Template.load("annual")), warn=lambda problem: None)
    except GireportError as error:
        is_font = error.exit_code == ExitCode.FONT
        return Trial(0, error.problems, ExitCode.FONT if is_font else ExitCode.MISSING)
    except (ImportError, OSError) as error:
        return Trial(0, (Problem("doctor.missing", facts={"reason": error}),), ExitCode.MISSING)
    return Trial(len(content))


def _families() -> tuple[list[dict[str, Any]], list[Problem]]:
    """The families that themes can use, and what is wrong with those that cannot."""
    from gireport.layout.fontfolder import installed_keys
    from gireport.layout.fontlist import built_in_families, user_family

    families: list[ListedFamily] = []
    problems: list[Problem] = []
    try:
        families += built_in_families()
    except GireportError as error:
        problems += error.problems
    for key in installed_keys():
        try:
            families.append(user_family(key))
        except GireportError as error:
            problems += error.problems
    described = [
        {"key": family.key, "origin": family.origin, "lacks": list(family.lacks_thai + family.lacks_signs)}
        for family in families
    ]
    return described, problems


def _folders() -> dict[str, str]:
    from gireport.assets import asset
    from gireport.layout.fontfolder import fonts_folder

    folders = {"data": asset("data", "green-industry"), "templates": asset("templates"), "fonts": fonts_folder()}
    return {name: str(path) for name, path in folders.items()} | {"working": str(Path.cwd())}


def _not_guaranteed() -> list[str]:
    """What this platform lacks: names that stand for what cannot be promised on it."""
    from gireport.apart import unenforced

    lacking = [f"template-{limit}" for limit in unenforced()]
    lacking += [] if hasattr(os, "O_DIRECTORY") else ["folder-sync"]
    return lacking + (["sigterm"] if sys.platform == "win32" else [])


def _requirements() -> list[tuple[str, str]]:
    """What the installed program asks for: name of a library, and the extra that asks for it (empty for none)."""
    try:
        texts = metadata.requires("gireport") or []
    except metadata.PackageNotFoundError:  # run from a source tree that was never installed
        return []
    found = [_REQUIREMENT.fullmatch(text) for text in texts]
    return [(match["name"], match["extra"] or "") for match in found if match]


def _extras() -> list[str]:
    """The extras that add to what the program does."""
    return sorted({extra for _, extra in _requirements()} - {"", "dev", "test"})


def _libraries(extra: str) -> dict[str, str | None]:
    """The version of each library that the program, or an extra of it, needs; None where it is not installed."""
    return {name: _version(name) for name, of in sorted(_requirements()) if of == extra}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _settings(settings: Settings) -> dict[str, dict[str, str]]:
    """The value that `gireport build` would take here for each setting, and where it is from."""
    chosen = {name: settings.entries.get(name) or _default(name, settings) for name in names()}
    return {name: {"value": shown_data(setting.value), "origin": setting.origin} for name, setting in chosen.items()}


def _default(name: str, settings: Settings) -> Setting:
    """What holds where nobody set it: what the template says, or the program."""
    from gireport.brief.template import Template

    match name:
        case "data":
            return Setting("green-industry", _BUILT_IN)
        case "template":
            return Setting("annual", _BUILT_IN)
        case "sheet" | "encoding" | "data_calendar":
            return Setting("–", _BUILT_IN)
        case "digits":
            return Setting("arabic", _BUILT_IN)
        case "messages":
            variable = next(
                (v for v in ("GIREPORT_MESSAGES", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), ""
            )
            return Setting(spoken_language(), variable or _BUILT_IN)
    try:
        template = Template.load(settings.entries["template"].value if "template" in settings.entries else "annual")
        if "lang" in settings.entries:
            template = template.in_language(settings.entries["lang"].value)  # type: ignore[arg-type]
    except GireportError:
        return Setting("", _TEMPLATE)
    said = {
        "lang": template.language,
        "calendar": template.calendars[0],
        "theme": template.theme,
        "paper": template.paper,
        "output": template.output,
    }[name]
    if not said and name == "paper":
        return _paper_of(settings.entries["theme"].value if "theme" in settings.entries else template.theme)
    return Setting(said, _TEMPLATE) if said else Setting("{template}-{years}", _BUILT_IN)


def _paper_of(theme: str) -> Setting:
    """The paper of a theme; nothing where the theme has problems."""
    from gireport.layout.themes import load_theme

    try:
        is_broad = load_theme(theme).page.is_broad
    except GireportError:
        return Setting("", _THEME)
    return Setting("a4-landscape" if is_broad else "a4", _THEME)


def _limits(settings: Settings) -> dict[str, dict[str, str]]:
    limits = {}
    for variable, usual in variables().items():
        value = os.environ.get(variable, "").strip()
        # What the file sets stands in the environment by now.
        of_file = variable in settings.limits and settings.limits[variable].value == value
        origin = settings.limits[variable].origin if of_file else variable if value else _BUILT_IN
        limits[variable] = {"value": value or str(usual), "origin": origin}
    return limits


def _told(document: dict[str, Any]) -> list[str]:
    """The findings in words."""
    made = document["annual_brief"]
    lines = [
        f"gireport {document['gireport']}, Python {document['python']}, {document['platform']}",
        say("doctor.made", size=made["bytes"]) if made["made"] else say("doctor.not-made"),
        say("doctor.libraries", libraries=_versions(document["libraries"])),
    ]
    for extra, libraries in document["extras"].items():
        lines.append(say("doctor.extra", extra=extra, libraries=_versions(libraries)))
    for program, path in document["programs"].items():
        lines.append(say("doctor.program", program=program, path=path or say("doctor.not-there")))
    for family in document["fonts"]:
        lacks = " ".join(f"U+{ord(character):04X}" for character in family["lacks"]) or "–"
        lines.append(say("doctor.font", key=family["key"], lacks=lacks))
    lines += [say("doctor.folder", name=name, path=path) for name, path in document["folders"].items()]
    lacking = ", ".join(document["not_guaranteed"]) or "–"
    lines.append(say("doctor.not-guaranteed", names=lacking))
    for name, setting in (*document["settings"].items(), *document["limits"].items()):
        lines.append(say("doctor.setting", name=name, **setting))
    return lines


def _versions(libraries: dict[str, str | None]) -> str:
    return ", ".join(f"{name} {version or say('doctor.not-there')}" for name, version in libraries.items()) or "–"


command = Command("doctor", callback=_run, help_code="help.doctor", params=talk_options())
