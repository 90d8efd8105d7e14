"""Which provinces are meant: in a cell, and in what is asked of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.errors import Problem
from gireport.thai.provinces import Province, ProvinceError, Region, find_province, find_region, provinces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gireport.thai.provinces import RegionScheme

_OF_CELLS = {
    "blank": "data.blank",
    "unknown": "data.province",
    "pattaya": "data.province-pattaya",
    "missing-value": "data.province-missing-value",
}


def province_fault(error: ProvinceError) -> tuple[str, dict[str, object]]:
    """The code and the facts of the problem with a cell that names no province."""
    facts: dict[str, object] = {"value": shown(error.text)}
    if error.suggestion is None or error.reason == "missing-value":
        return _OF_CELLS[error.reason], facts
    return "data.province-near", {**facts, "near": error.suggestion.th}


def asked_provinces(
    wanted: Iterable[str | Province], known: Collection[Province], scheme: RegionScheme, *, sparse: bool
) -> tuple[list[Province], list[Problem]]:
    """The provinces of `known` that the names mean, those of regions by `scheme`, and what is wrong with the names.

    A region of which `known` lacks a province cannot be spoken of as a whole, unless the data is `sparse`: it has a
    row only where there is something.
    """
    found: list[Province] = []
    problems: list[Problem] = []
    for word in wanted:
        try:
            place = word if isinstance(word, Province) else _named(word)
        except ProvinceError as error:
            problems.append(_unknown(error))
            continue
        if isinstance(place, Region):
            members, problem = _members(place, known, scheme, sparse=sparse)
        else:
            members, problem = [place], None if place in known else _missing(place, known)
        found += members
        problems += [problem] if problem else []
    return found, problems


def place_code(word: str) -> str:
    """The code of the province or region that `word` names: `TH-21`, `east`. Raises ProvinceError."""
    place = _named(word)
    return place.code if isinstance(place, Region) else place.iso


def _named(word: str) -> Province | Region:
    """What the word names. No region has the name of a province."""
    try:
        return find_region(word)
    except ProvinceError:
        return find_province(word)


def _members(
    region: Region, known: Collection[Province], scheme: RegionScheme, *, sparse: bool
) -> tuple[list[Province], Problem | None]:
    members = [province for province in provinces() if province.region(scheme) == region]
    there = [province for province in members if province in known]
    if not members:
        return [], Problem(
            "selection.region-not-in-scheme", facts={"region": region.th, "scheme": {"four": 4, "six": 6}[scheme]}
        )
    absent = [province.th for province in members if province not in known]
    if not there or (absent and not sparse):
        return [], Problem("selection.region-incomplete", facts={"region": region.th, "missing": ", ".join(absent)})
    return there, None


def _missing(province: Province, known: Collection[Province]) -> Problem:
    available = ", ".join(each.th for each in known)
    return Problem("selection.province-missing", facts={"missing": province.th, "available": available})


def _unknown(error: ProvinceError) -> Problem:
    if error.suggestion is None:
        return Problem("selection.province-unknown", facts={"value": shown(error.text)})
    facts = {"value": shown(error.text), "near": error.suggestion.th}
    return Problem("selection.province-unknown-near", facts=facts)
