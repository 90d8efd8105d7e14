"""Provinces, regions and gaps of a selection in the words of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gireport.brief.phrases import listing
from gireport.dataset.rules import CERTIFICATES
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gireport.brief.speech import Speech
    from gireport.dataset.figures import Figures, Gap
    from gireport.dataset.select import Selection
    from gireport.thai.provinces import Province, Region

_NAMED = 3  # provinces that a title names; of more it says how many
_LISTED = 10  # provinces that a note on gaps names
_CAPITAL = "TH-10"  # it is no changwat, and not called one


def place_phrase(selection: Selection, speech: Speech) -> str:
    """Which part of the country the figures are of; empty where they are of all provinces, or of none in particular."""
    selected = selection.provinces
    if not selected or (selection.all_provinces and len(selected) > _NAMED):
        return ""
    if region := _region(selection):
        return name_of(region, speech)
    if len(selected) > _NAMED:
        return speech.phrases.some_provinces.format(count=len(selected))
    if len(selected) == 1:
        return province_phrase(selected[0], speech)
    names = listing([name_of(province, speech) for province in selected], speech.phrases)
    return speech.phrases.provinces.format(names=names)


def own_words(selection: Selection) -> tuple[str, ...]:
    """The provinces that a title names, each in one piece with the word before it, for the breaking of lines."""
    if len(selection.provinces) > _NAMED:
        return ()
    taken = {word.replace("|", "") for word in selection.dataset.words}
    words = [f"จังหวัด|{province.th}" for province in selection.provinces if province.iso != _CAPITAL]
    return tuple(word for word in words if word.replace("|", "") not in taken)


def province_phrase(province: Province, speech: Speech) -> str:
    """The province as a sentence has it: "จังหวัดระยอง", "กรุงเทพมหานคร"."""
    name = name_of(province, speech)
    return name if province.iso == _CAPITAL else speech.phrases.province.format(name=name)


def name_of(place: Province | Region, speech: Speech) -> str:
    """Its name in the language of print."""
    return place.th if speech.language == "th" else place.en


def ranks(figures: Figures, speech: Speech) -> list[dict[str, Any]]:
    """The selected provinces as expressions may name them, with their totals and ranks, most first."""
    scheme = figures.selection.scheme
    return [
        {
            "name": name_of(rank.province, speech),
            "phrase": province_phrase(rank.province, speech),
            "region": name_of(rank.province.region(scheme), speech),
            "total": rank.total,
            "rank": rank.rank,
            "of": rank.of,
            "rank_in_region": rank.rank_in_region,
            "of_in_region": rank.of_in_region,
        }
        for rank in figures.province_ranks()
    ]


def listed(selection: Selection, speech: Speech) -> str:
    """The names of the selected provinces."""
    return speech.phrases.listed.join(name_of(province, speech) for province in selection.provinces)


def gaps(figures: Figures, speech: Speech) -> str:
    """The selected counts that are not known, in words; empty where there are none."""
    found = figures.gaps()
    if not figures.selection.provinces:
        return _by_level(found, speech)
    counts: dict[Province, int] = {}
    for gap in found:
        if gap.province is not None:
            counts[gap.province] = counts.get(gap.province, 0) + 1
    named = [
        speech.phrases.gaps_of.format(name=name_of(province, speech), count=count)
        for province, count in list(counts.items())[:_LISTED]
    ]
    if len(counts) > _LISTED:
        named.append(speech.phrases.gaps_more.format(count=len(counts) - _LISTED))
    return speech.phrases.listed.join(named)


def _by_level(found: Iterable[Gap], speech: Speech) -> str:
    years: dict[int, list[Any]] = {}
    for gap in found:
        years.setdefault(gap.level, []).append(gap.year)
    return "; ".join(
        f"{speech.phrases.level.format(level=level)}: {speech.span(years[level])}" for level in sorted(years)
    )


def _region(selection: Selection) -> Region | None:
    """The region of which the data has no other provinces than those selected; None where they are of several."""
    regions = {province.region(selection.scheme) for province in selection.provinces}
    if len(regions) != 1 or len(selection.provinces) == 1:
        return None
    [region] = regions
    is_sparse = selection.dataset.tables[CERTIFICATES].spec.gaps == "none"
    there = selection.dataset.provinces if is_sparse else provinces()
    members = [province for province in there if province.region(selection.scheme) == region]
    return region if len(members) == len(selection.provinces) else None
