"""The briefs that are wanted: every combination of what varies, each with the words that ask for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from gireport.errors import NOWHERE, Problem, SelectionError, UsageError
from gireport.records import dataclass
from gireport.thai.provinces import regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.brief.paper import Paper
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection
    from gireport.errors import Place
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.provinces import RegionScheme
    from gireport.thai.written import Calendar

Axis = Literal["level", "year", "province", "region"]
AXES: tuple[Axis, ...] = ("level", "year", "province", "region")
KEYS: dict[Axis, tuple[str, ...]] = {
    "level": ("level",),
    "year": ("year", "years"),
    "province": ("province_en", "province_th", "province"),
    "region": ("region_en", "region_th", "region"),
}
"""The keys of a pattern that tell apart what varies, the usual one first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One brief as it was asked for; None where that is left to the data or the template."""

    template: str
    years: tuple[int, ...] | None = None
    levels: tuple[int, ...] | None = None
    places: tuple[str, ...] | None = None
    """Provinces and regions, by name or code."""
    scheme: RegionScheme = "six"
    lang: Language | None = None
    calendar: Calendar | None = None
    digits: Digits = "arabic"
    theme: str | None = None
    paper: Paper = ""
    parameters: tuple[tuple[str, str], ...] = ()
    attach_data: bool = False
    name: str = ""
    """What the row of a file of jobs calls it."""
    number: int = 0
    place: Place = NOWHERE
    """The row that asks for it."""


def parse_axes(texts: Sequence[str]) -> tuple[Axis, ...]:
    """What `--by` names (`level`, `level,province`, repeated), each once. Raises UsageError."""
    words = [word.strip() for text in texts for word in text.split(",")]
    axes = tuple(axis for word in dict.fromkeys(words) for axis in AXES if axis == word)
    if len(axes) < len(set(words)) or not axes:
        raise UsageError(Problem("batch.axis", facts={"value": ",".join(texts), "known": ", ".join(AXES)}))
    if {"province", "region"} <= {*axes}:
        raise UsageError(Problem("batch.axes-of-places"))
    return axes


def combinations(dataset: Dataset, asked: Wanted, axes: Sequence[Axis]) -> list[Wanted]:
    """Every combination of the values that `axes` have within what is asked for, in the order of the axes.

    Raises SelectionError where the data has not what is asked for, or tells no provinces apart.
    """
    whole = dataset.select(asked.years, asked.levels, asked.places, asked.scheme)
    values = [_values(axis, whole) for axis in axes]
    return [
        replace(asked, number=number, **_words(axes, combination))
        for number, combination in enumerate(product(*values), start=1)
    ]


def _words(axes: Sequence[Axis], combination: Sequence[int | str]) -> dict[str, Any]:
    fields = {"level": "levels", "year": "years", "province": "places", "region": "places"}
    return {fields[axis]: (value,) for axis, value in zip(axes, combination, strict=True)}


def _values(axis: Axis, whole: Selection) -> Sequence[int | str]:
    """What varies: years and levels by their number, provinces and regions by their code."""
    match axis:
        case "level":
            return whole.levels
        case "year":
            return [year.be for year in whole.years]
    if not whole.provinces:
        raise SelectionError(Problem("selection.no-provinces", facts={"name": whole.dataset.name}))
    if axis == "province":
        return [province.iso for province in whole.provinces]
    there = {province.region(whole.scheme) for province in whole.provinces}
    beyond = [
        each for each in whole.dataset.provinces if each not in whole.provinces and each.region(whole.scheme) in there
    ]
    if beyond:  # a brief of a region would speak of provinces that were not asked for
        raise UsageError(Problem("batch.region-in-part", facts={"missing": ", ".join(each.th for each in beyond)}))
    return [region.code for region in regions(whole.scheme) if region in there]
