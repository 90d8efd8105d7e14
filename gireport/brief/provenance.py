"""What a brief was made of, so that anybody who has the file can tell, and make it again.

It is carried by the brief, written into the file's metadata and read back from there. Nothing in it says where a file
lay, who made the brief, or when.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport import __version__
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.brief.parameters import ParameterValue
    from gireport.brief.speech import Speech
    from gireport.brief.template import Template
    from gireport.dataset.compare import Comparison
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection
    from gireport.pdf.metadata import Property

_VERSION = "1"
_ATTACHED = "tables"
_DIGEST = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Something that a brief was made of: what it calls itself, which may be nothing, and the SHA-256 of its content
    in hexadecimal.
    """

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of a template and its value, as one could type it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a brief was made of. `theme` and `paper` are known once it is rendered."""

    program: str
    """The version of the program."""
    dataset: Origin
    """Digested as `gireport.dataset.digest` says."""
    as_of: str
    """The day, month or year (BE) that the data speaks of; empty where it is not known."""
    template: Origin
    """Of its language alone, parts of other files in their places."""
    years: tuple[int, ...]
    """Fiscal years selected, BE."""
    levels: tuple[int, ...]
    provinces: tuple[str, ...]
    """The provinces selected, by ISO 3166-2 code; empty where all were."""
    region_scheme: str
    language: str
    calendar: str
    digits: str
    parameters: tuple[Setting, ...] = ()
    """All that the template declares, set or not."""
    pictures: tuple[str, ...] = ()
    """SHA-256 of what each picture holds, in the order of the brief."""
    compared: Origin | None = None
    """The older version of the data that it was compared with."""
    theme: Origin | None = None
    paper: str = ""
    """What was asked for; empty where that was left to the theme."""
    attached: bool = False
    """Whether its tables are in the file as CSV."""


def provenance_of(
    selection: Selection,
    template: Template,
    speech: Speech,
    digits: str,
    values: Mapping[str, ParameterValue],
    comparison: Comparison | None,
) -> Provenance:
    """Of what a brief is composed; `values` are the parameters as they were settled."""
    from gireport.dataset.digest import exact_date

    dataset = selection.dataset
    return Provenance(
        program=__version__,
        dataset=_of_dataset(dataset),
        as_of=exact_date(dataset.as_of),
        template=Origin(template.name, template.digest),
        years=tuple(year.be for year in selection.years),
        levels=selection.levels,
        provinces=() if selection.all_provinces else tuple(province.iso for province in selection.provinces),
        region_scheme=selection.scheme,
        language=speech.language,
        calendar=speech.calendar,
        digits=digits,
        parameters=tuple(Setting(name, _typed(value)) for name, value in values.items()),
        compared=None if comparison is None else _of_dataset(comparison.old),
    )


def read_provenance(content: bytes) -> Provenance | None:
    """What the metadata of a PDF file says it was made of; None where it says nothing, or nothing that is whole.

    It is what the file says: anybody can write it.
    """
    from gireport.pdf.metadata import read_properties

    try:
        return _read(read_properties(content))
    except (KeyError, TypeError, ValueError):
        return None


def properties(provenance: Provenance) -> tuple[Property, ...]:
    """The provenance as properties for the metadata of a file; what is empty is left out."""
    from gireport.pdf.metadata import Property

    values: dict[str, str | tuple[str, ...]] = {
        "version": _VERSION,
        "program": provenance.program,
        "asOf": provenance.as_of,
        "years": tuple(map(str, provenance.years)),
        "levels": tuple(map(str, provenance.levels)),
        "provinces": provenance.provinces,
        "regionScheme": provenance.region_scheme,
        "language": provenance.language,
        "calendar": provenance.calendar,
        "digits": provenance.digits,
        "parameters": tuple(f"{setting.name}={setting.value}" for setting in provenance.parameters),
        "pictures": provenance.pictures,
        "paper": provenance.paper,
        "attached": _ATTACHED if provenance.attached else "",
    }
    for name, origin in _origins(provenance).items():
        values |= {name: origin.name, f"{name}Sha256": origin.sha256} if origin else {}
    return tuple(Property(name, meaning, values[name]) for name, meaning in _MEANINGS.items() if values.get(name))


_MEANINGS = {
    "version": "Version of this schema",
    "program": "Version of the program that made the file",
    "dataset": "Name of the dataset",
    "datasetSha256": "SHA-256 of the content of the dataset, whatever kind of file it was in",
    "asOf": "Day, month or year of the Buddhist era that the dataset speaks of",
    "comparedDataset": "Name of the older dataset that the figures are compared with",
    "comparedDatasetSha256": "SHA-256 of the content of the older dataset",
    "template": "Name of the template",
    "templateSha256": "SHA-256 of the text of the template with all its parts",
    "pictures": "SHA-256 of the samples of each picture",
    "theme": "Name of the theme",
    "themeSha256": "SHA-256 of every choice of the theme and of its font files",
    "paper": "Paper asked for",
    "attached": "What is in the file besides: its tables",
    "years": "Fiscal years selected, Buddhist era",
    "levels": "Levels selected",
    "provinces": "Provinces selected, ISO 3166-2; all where there are none here",
    "regionScheme": "What a region is",
    "language": "Language of the brief",
    "calendar": "Era of the years printed",
    "digits": "Digits printed",
    "parameters": "Parameters of the template with their values",
}


def _origins(provenance: Provenance) -> dict[str, Origin | None]:
    return {
        "dataset": provenance.dataset,
        "comparedDataset": provenance.compared,
        "template": provenance.template,
        "theme": provenance.theme,
    }


def _of_dataset(dataset: Dataset) -> Origin:
    """A lone table is called after its file or database, which concerns nobody who reads the brief, and would make
    two briefs of the same figures.
    """
    is_lone = any(table.spec.file == dataset.name for table in dataset.tables.values())
    return Origin("" if is_lone else dataset.name, dataset.digest)


def _typed(value: ParameterValue) -> str:
    """A parameter's value as one could type it."""
    from gireport.dataset.digest import exact_date
    from gireport.thai.dates import PartialDate
    from gireport.thai.provinces import Province
    from gireport.thai.years import FiscalYear

    match value:
        case bool():
            return "true" if value else "false"
        case FiscalYear():
            return str(value.be)
        case Province():
            return value.iso
        case PartialDate():
            return exact_date(value)
        case _:
            return str(value)


def _read(found: Mapping[str, str | tuple[str, ...]]) -> Provenance | None:
    """The provenance that the properties tell. Raises KeyError, TypeError or ValueError where they tell none."""
    if not found or found.get("version") != _VERSION:
        return None
    dataset, template = _origin(found, "dataset"), _origin(found, "template")
    if dataset is None or template is None:
        return None
    return Provenance(
        program=_text(found, "program"),
        dataset=dataset,
        as_of=_text(found, "asOf"),
        template=template,
        years=tuple(map(_number, _texts(found, "years"))),
        levels=tuple(map(_number, _texts(found, "levels"))),
        provinces=_texts(found, "provinces"),
        region_scheme=_text(found, "regionScheme"),
        language=_text(found, "language"),
        calendar=_text(found, "calendar"),
        digits=_text(found, "digits"),
        parameters=tuple(Setting(*each.split("=", 1)) for each in _texts(found, "parameters")),
        pictures=tuple(map(_digest, _texts(found, "pictures"))),
        compared=_origin(found, "comparedDataset"),
        theme=_origin(found, "theme"),
        paper=_text(found, "paper"),
        attached=_text(found, "attached") == _ATTACHED,
    )


def _text(found: Mapping[str, str | tuple[str, ...]], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _texts(found: Mapping[str, str | tuple[str, ...]], name: str) -> tuple[str, ...]:
    value = found.get(name, ())
    if not isinstance(value, tuple):
        raise TypeError(name)
    return value


def _origin(found: Mapping[str, str | tuple[str, ...]], name: str) -> Origin | None:
    if f"{name}Sha256" not in found:
        return None
    return Origin(_text(found, name), _digest(_text(found, f"{name}Sha256")))


def _digest(text: str) -> str:
    if not _DIGEST.fullmatch(text):
        raise ValueError(text)
    return text


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)
