"""The 77 provinces of Thailand (Bangkok counted with them) and their regions, found by any of their names.

The table and its sources are in `data/provinces`. A name is found or refused, never guessed: what is misspelt comes
back in the error as a suggestion.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from gireport.assets import asset
from gireport.records import dataclass
from gireport.thai.collation import collation_key
from gireport.thai.identity import identity_key
from gireport.thai.nearness import SLIP, spelling_distance

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

RegionScheme = Literal[
    "four",  # of statistics: the east and the west belong to the centre, the lower north to the north
    "six",  # of geography: that of the National Geographical Committee, which the Royal Society follows
]
ProvinceReason = Literal[
    "blank",
    "unknown",
    "pattaya",  # ISO 3166-2:TH lists it (TH-S), but it is a city in Chon Buri
    "missing-value",  # nan: the province Nan, or what a program wrote for nothing
    "unknown-region",
]

_PATTAYA = frozenset({"ths", "พัทยา", "เมืองพัทยา", "pattaya", "phatthaya", "pattayacity"})
# What other programs write where a value is missing. Nan, so written, is a province; NAN is its abbreviation.
_MISSING = frozenset({"nan", "NaN"})
# Two letters at least follow จ. (จังหวัด); in จ.บ., of Chanthaburi, it is another abbreviation's.
_BEFORE = re.compile(r"^(?:จังหวัด|จว?\.(?= *[^ .]{2})|changwat |province of ) *")
_AFTER = re.compile(r" (?:province|prov\.?)$")
_UNWRITTEN = str.maketrans("", "", " .-‐‑–'’")

# A spelling is near a name up to one slip in six letters, and three at the most; short names are near too many others.
_LETTERS_A_SLIP, _MOST_SLIPS, _SHORTEST, _LONGEST = 6, 3, 4, 60
_REMEMBERED = 1024  # misspellings: a column of names repeats them


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the country: its code, such as `northeast`, and its names. What is in it depends on the scheme."""

    code: str
    th: str
    en: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its ISO 3166-2 code, names, abbreviations, and the region it is in by each scheme."""

    iso: str
    th: str
    en: str
    abbr: str
    abbr_th: str
    region4: Region
    region6: Region

    def region(self, scheme: RegionScheme) -> Region:
        """The region it is in by `scheme`."""
        return self.region4 if scheme == "four" else self.region6


class ProvinceError(ValueError):
    """A text that names no province, or no region.

    `reason` is a stable code, `text` what was read, `suggestion` the province that was probably meant; None where
    nothing is near, or two are equally near.
    """

    def __init__(self, reason: ProvinceReason, text: str, suggestion: Province | None = None) -> None:
        # Everything goes to `args`, so that the error survives the way home from a worker process.
        super().__init__(reason, text, suggestion)
        self.reason: ProvinceReason = reason
        self.text = text
        self.suggestion = suggestion

    def __str__(self) -> str:
        said = f"{self.reason}: {self.text!r}"
        return said if self.suggestion is None else f"{said}, perhaps {self.suggestion.en} ({self.suggestion.th})"


class _Gazetteer(NamedTuple):
    """The tables as they are searched: every name's key with what it names."""

    provinces: tuple[Province, ...]
    regions: tuple[Region, ...]
    spellings: tuple[tuple[str, Province], ...]  # keys long enough to be misspelt, neither codes nor abbreviations
    by_key: Mapping[str, Province]
    region_by_key: Mapping[str, Region]


def provinces() -> tuple[Province, ...]:
    """All 77, in the order of a Thai dictionary."""
    return _gazetteer().provinces


def regions(scheme: RegionScheme) -> tuple[Region, ...]:
    """The regions of `scheme`, north first, south last."""
    there = {province.region(scheme) for province in provinces()}
    return tuple(region for region in _gazetteer().regions if region in there)


def find_province(text: str) -> Province:
    """The province that `text` names, in Thai or English, whole, short or abbreviated, or by its ISO code.

    `ระยอง`, `จ.ระยอง`, `จังหวัดระยอง`, `รย.`, `Rayong`, `RAYONG Province`, `RYG` and `TH-21` are one. How it was
    typed is all one too (`identity_key`), and so are spaces, full stops and hyphens. Raises ProvinceError.
    """
    key = _name_key(text)
    if not key:
        raise ProvinceError("blank" if not identity_key(text) else "unknown", text)
    if key in _PATTAYA:
        raise ProvinceError("pattaya", text)
    found = _gazetteer().by_key.get(key)
    if text.strip() in _MISSING:
        raise ProvinceError("missing-value", text, found)
    if found is None:
        raise ProvinceError("unknown", text, _nearest(key))
    return found


def find_region(text: str) -> Region:
    """The region that `text` names: `ภาคเหนือ`, `เหนือ`, `North`, `Northern Region`. Raises ProvinceError."""
    key = _region_key(text)
    found = _gazetteer().region_by_key.get(key)
    if found is None:
        raise ProvinceError("unknown-region" if key else "blank", text)
    return found


def _name_key(text: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", identity_key(text))).translate(_UNWRITTEN)


def _region_key(text: str) -> str:
    return identity_key(text).removeprefix("ภาค").removesuffix(" region").translate(_UNWRITTEN)


@lru_cache(maxsize=_REMEMBERED)
def _nearest(key: str) -> Province | None:
    """The one province with a name near `key`; None where none is, or several are equally near."""
    if not _SHORTEST <= len(key) <= _LONGEST:
        return None
    limit = min(len(key) // _LETTERS_A_SLIP + 1, _MOST_SLIPS) * SLIP
    distances = [
        (spelling_distance(key, name), province)
        for name, province in _gazetteer().spellings
        if name.isascii() == key.isascii()  # nobody means a Latin name who types Thai
    ]
    least = min(distance for distance, _ in distances)
    nearest = {province.iso: province for distance, province in distances if distance == least <= limit}
    return next(iter(nearest.values())) if len(nearest) == 1 else None


@cache
def _gazetteer() -> _Gazetteer:
    """The bundled tables. Raises RuntimeError where one name is two provinces', or two regions'."""
    parts = {row["code"]: Region(row["code"], row["th"], row["en"]) for row in _rows("regions.csv")}
    by_iso = {row["iso"]: _province(row, parts) for row in _rows("provinces.csv")}
    others = [(row["of"], row["name"]) for row in _rows("other-names.csv")]
    names = [(name, province) for province in by_iso.values() for name in (province.th, province.en)]
    names += [(name, by_iso[of]) for of, name in others if of in by_iso]
    codes = [(code, each) for each in by_iso.values() for code in (each.iso, each.abbr, each.abbr_th)]
    region_names = [(name, region) for region in parts.values() for name in (region.th, region.en)]
    region_names += [(name, parts[of]) for of, name in others if of not in by_iso]
    spellings = [(_name_key(name), province) for name, province in names]
    return _Gazetteer(
        tuple(sorted(by_iso.values(), key=lambda province: collation_key(province.th))),
        tuple(parts.values()),
        tuple([(key, province) for key, province in spellings if len(key) >= _SHORTEST]),
        _index([*spellings, *((_name_key(code), province) for code, province in codes)]),
        _index([(_region_key(name), region) for name, region in region_names]),
    )


def _province(row: Mapping[str, str], parts: Mapping[str, Region]) -> Province:
    return Province(
        row["iso"],
        row["th"],
        row["en"],
        row["abbr"],
        row["abbr_th"],
        parts[row["region4"]],
        parts[row["region6"]],
    )


def _index(names: list[tuple[str, T]]) -> dict[str, T]:
    index: dict[str, T] = {}
    for key, named in names:
        if index.setdefault(key, named) != named:
            raise RuntimeError(f"data/provinces: {key} names {index[key]} and {named}")
    return index


def _rows(file: str) -> list[dict[str, str]]:
    with asset("data", "provinces", file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))
