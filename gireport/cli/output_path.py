"""Where `gireport build` puts a brief that is called after what it is of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gireport.batch.names import Pattern
from gireport.dataset.places import place_code
from gireport.files import in_folder

if TYPE_CHECKING:
    from gireport.brief.template import Template
    from gireport.cli.build_options import BuildOptions
    from gireport.dataset.select import Selection

_DEFAULT_NAME = "{template}-{years}"
_OF_LEVELS = "-level-{level}"
_OF_PLACES = "-{province}"
_ALL_PLACES = "all"
_OF_LANGUAGE = "-{lang}"  # of any but Thai, so that briefs in both lie side by side


def output_path(options: BuildOptions, template: Template, selection: Selection) -> Path:
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
        return Path(Pattern(name).fill(keys))
    return in_folder(Path(Pattern(options.output).fill(keys)), Pattern(name).fill(keys))


def _place_words(options: BuildOptions) -> list[str]:
    """The provinces and regions asked for, as a file may be called after them: by code, whatever was typed."""
    return [place_code(word) for word in (*options.provinces, *options.regions)]


def _default_name(options: BuildOptions) -> str:
    name = _DEFAULT_NAME + (_OF_LEVELS if options.levels else "")
    return name + (_OF_PLACES if options.provinces or options.regions else "")
