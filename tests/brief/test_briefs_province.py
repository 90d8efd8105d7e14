"""The brief of a province, each number computed again: regions of two schemes, noughts, none, gaps, equal ranks."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from briefs_kit import LANGUAGES, Asked, made, written_places
from briefs_oracle_places import REGIONS, PlaceOracle, cells_of
from briefs_roles import roles
from test_briefs_planted import all_found

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.thai.calendar_names import Language
    from gireport.thai.provinces import RegionScheme

SCHEMES: tuple[RegionScheme, ...] = ("six", "four")
SPANS = ((2563,), (2564,), (2565,), (2563, 2564), (2564, 2565), (2563, 2564, 2565))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_numbers_of_a_province(scheme: RegionScheme, lang: Language, tmp_path: Path) -> None:
    places, cells = written_places(tmp_path, tuple(REGIONS)), cells_of(tmp_path)
    ranked = set()
    for place, years, levels in product(REGIONS, SPANS, ((1, 2), (1,), (2,))):
        oracle = PlaceOracle(cells, place, years, levels, lang, scheme)
        brief = made("province", Asked(years, levels, (place,), scheme), lang, places=places)
        assert list(roles(brief)) == list(oracle.of_province())
        ranked.add(tuple(oracle.ranks()[1::2]))
    # Of ten provinces, seven are in the east; in the north are three by the four regions, and one by the six.
    assert ranked == ({(), (10, 7), (10,)} if scheme == "six" else {(), (10, 7), (10, 3)})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("place", "years"), [("ชลบุรี", (2565,)), ("ระยอง", (2563, 2564, 2565)), ("ตราด", (2564, 2565))])
def test_a_fault_in_the_brief_of_a_province(place: str, years: tuple[int, ...], lang: Language, tmp_path: Path) -> None:
    places = written_places(tmp_path, tuple(REGIONS))
    oracle = PlaceOracle(cells_of(tmp_path), place, years, (1, 2), lang, "six")
    brief = made("province", Asked(years, None, (place,)), lang, places=places)
    assert all_found(brief, oracle.of_province()) > 50
