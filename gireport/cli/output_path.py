"""Where `gireport build` puts a brief that is called after what it is of: a path here, or an address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gireport.batch.names import Pattern
from gireport.dataset.places import place_code
from gireport.files import check_replaceable, in_folder, write_file
from gireport.remote import check_free, in_url, is_url, write_url

if TYPE_CHECKING:
    from gireport.brief.template import Template
    from gireport.cli.build_options import BuildOptions
    from gireport.dataset.select import Selection

_DEFAULT_NAME = "{template}-{years}"
_OF_LEVELS = "-level-{level}"
_OF_PLACES = "-{province}"
_ALL_PLACES = "all"
_OF_LANGUAGE = "-{lang}"  # of any but Thai, so that briefs in both lie side by side


def free_output(options: BuildOptions, template: Template, selection: Selection) -> Path | str:
    """Where the brief goes, an address as text. Raises OutputError where a file there may not be replaced, and
    MissingError where no service answers.
    """
    output = _output(options, template, selection)
    if isinstance(output, str):
        check_free(output, force=options.force)
    else:
        check_replaceable(output, force=options.force, command=options.typed())
    return output


def write_output(output: Path | str, content: bytes, *, force: bool) -> None:
    """Puts the brief where it goes, in one step. Raises OutputError, and MissingError where no service answers."""
    if isinstance(output, str):
        write_url(output, content, replace=force)
    else:
        write_file(output, content)


def _output(options: BuildOptions, template: Template, selection: Selection) -> Path | str:
    """The pattern given, filled in; or a name of its own in the folder given, or here."""
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
        return Path(Pattern(name).fill(keys))
    given = Pattern(options.output).fill(keys)
    if is_url(given):
        return in_url(given, Pattern(name).fill(keys))
    return in_folder(Path(given), Pattern(name).fill(keys))


def _place_words(options: BuildOptions) -> list[str]:
    """The provinces and regions asked for, as a file may be called after them: by code, whatever was typed."""
    return [place_code(word) for word in (*options.provinces, *options.regions)]


def _default_name(options: BuildOptions) -> str:
    name = _DEFAULT_NAME + (_OF_LEVELS if options.levels else "")
    return name + (_OF_PLACES if options.provinces or options.regions else "")
