"""Figures with gaps and provinces, against sums made again from the file: what is not known is in no number."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_select_provinces import EAST, east, written

from gireport.dataset.counts import Partial, Total, added, is_complete, together
from gireport.dataset.dataset import Dataset
from gireport.dataset.figures import Figures, Gap, Ranked, change, largest, share, times
from gireport.dataset.table import Mark
from gireport.thai.provinces import find_province, find_region
from gireport.thai.years import FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import SmallDataset

YEARS, LEVELS, PLACES = (2563, 2564, 2565), (1, 2), ("ตราด", "ระยอง", "เชียงใหม่")
ROW_MISSING = "no row"
# What a row can say, `no row` among it; a year, level or place without any row at all is not in the data.
CELLS = st.lists(st.sampled_from(["0", "7", "1,200", "-", "", ROW_MISSING]), min_size=18, max_size=18)
Key = tuple[int, int, str]


def oracle(cells: Iterable[str], gaps: str) -> tuple[int, int, bool]:
    """The sum of what is known, how many are not, and whether all of them are none."""
    said = list(cells)
    nothing = ("-", ROW_MISSING) if gaps == "none" else ("-",)
    known = sum(int(cell.replace(",", "")) for cell in said if cell not in ("-", "", ROW_MISSING))
    unknown = sum(cell in ("", ROW_MISSING) and cell not in nothing for cell in said)
    return known, unknown, all(cell in nothing for cell in said)


def expected(cells: Iterable[str], gaps: str, *, zero: bool) -> Total:
    known, missing, nothing = oracle(cells, gaps)
    if nothing and not zero:
        return Mark.NONE
    if missing:
        return Partial(known, missing) if known else Mark.UNKNOWN
    return known


@pytest.mark.parametrize("gaps", ["unknown", "none"])
@given(cells=CELLS, chosen=st.sets(st.sampled_from(PLACES)))
@settings(max_examples=150, deadline=None)
def test_every_sum_is_that_of_the_file_or_says_what_it_lacks(gaps: str, cells: list[str], chosen: set[str]) -> None:
    if gaps == "none":
        cells = [cell or "-" for cell in cells]
    table: dict[Key, str] = dict(zip(product(YEARS, LEVELS, PLACES), cells, strict=True))
    for key in ((2563, 1, "ตราด"), (2564, 2, "ระยอง"), (2565, 1, "เชียงใหม่")):  # so that all of them are there
        table[key] = "5" if table[key] == ROW_MISSING else table[key]
    rows = [f'{y},{level},{place},"{cell}"' for (y, level, place), cell in table.items() if cell != ROW_MISSING]
    with TemporaryDirectory() as folder:
        data = Dataset.read(written(Path(folder), rows, gaps))
    figures = Figures(data.select(provinces=chosen or None))
    places = chosen or {*PLACES}

    def of(years: Iterable[int] = YEARS, levels: Iterable[int] = LEVELS, where: Iterable[str] = places) -> list[str]:
        return [table[key] for key in product(years, levels, where)]

    assert figures.total() == expected(of(), gaps, zero=True)
    for year, level in product(YEARS, LEVELS):
        assert figures.count(year, level) == expected(of([year], [level]), gaps, zero=False)
        assert figures.total([year]) == expected(of([year]), gaps, zero=True)
        assert figures.series(level)[FiscalYear(year)] == figures.count(year, level)
    assert {place.th: total for place, total in figures.by("province").items()} == {
        place: expected(of(where=[place]), gaps, zero=False) for place in places
    }
    unknown = {key for key, cell in table.items() if gaps == "unknown" and cell in ("", ROW_MISSING)}
    assert {(gap.year.be, gap.level, gap.province and gap.province.th) for gap in figures.gaps()} == {
        key for key in unknown if key[2] in places
    }
    ranks = figures.ranking()
    totals = {level: expected(of(levels=[level]), gaps, zero=True) for level in LEVELS}
    if all(isinstance(total, int) for total in totals.values()):
        assert all(rank == 1 + sum(other > total for other in totals.values()) for rank, _, total in ranks)
    else:
        assert {rank for rank, *_ in ranks} == {None}
    if any(not is_complete(total) for total in figures.series().values()):
        assert largest(figures.series()) == ()


NUMBERS = st.one_of(st.integers(0, 10**9), st.just(Mark.NONE))
LACKING = st.one_of(st.builds(Partial, st.integers(1, 10**9), st.integers(1, 99)), st.just(Mark.UNKNOWN))


@given(NUMBERS, LACKING)
def test_nothing_is_reckoned_from_what_is_not_known(number: Total, lacking: Total) -> None:
    for function in (share, times, change):
        assert function(number, lacking) is None
        assert function(lacking, number) is None
    assert not is_complete(added([number, lacking]))
    assert not is_complete(together([lacking, number]))
    if isinstance(lacking, Partial):
        with pytest.raises(TypeError):
            lacking > 0  # type: ignore[operator]  # noqa: B015
        with pytest.raises(TypeError):
            lacking + 1  # type: ignore[operator]


def test_a_partial_sum_is_printed_as_a_bound() -> None:
    assert Partial(1172, 2).figure("arabic") == "≥\u00a01,172"
    assert Partial(1172, 2).figure("thai") == "≥\u00a0๑,๑๗๒"
    assert (Partial(1172, 2).th, Partial(1172, 2).en) == ("ไม่น้อยกว่า 1,172", "at least 1,172")


def test_regions_are_whole_or_bounds(tmp_path: Path) -> None:
    data = east(tmp_path)
    east_region, north = find_region("ภาคตะวันออก"), find_region("ภาคเหนือ")
    whole = Figures(data.select()).by("region")
    assert whole[east_region] == sum(range(1, 8))
    assert whole[north] == Partial(8, 8)  # the other eight provinces of the north are not in the data
    assert Figures(data.select(provinces=["ระยอง"])).by("region") == {east_region: Partial(6, 6)}
    assert Figures(data.select(provinces=["ระยอง"])).by("province", 1) == {find_province("ระยอง"): 6}


def test_provinces_rank_among_all_that_the_data_has(tmp_path: Path) -> None:
    figures = Figures(east(tmp_path).select(provinces=["ระยอง", "เชียงใหม่"]))
    first, second = figures.province_ranks()
    assert (first.province.th, first.total, first.rank, first.of) == ("เชียงใหม่", 8, 1, 8)
    assert (first.rank_in_region, first.of_in_region) == (1, 1)
    assert (second.province.th, second.rank, second.rank_in_region, second.of_in_region) == ("ระยอง", 3, 2, 7)
    rows = [f"2565,1,{name},{'' if name == 'ตราด' else 5}" for name in [*EAST, "เชียงใหม่"]]
    gapped = Figures(Dataset.read(written(tmp_path, rows, "unknown")).select(provinces=["เชียงใหม่"]))
    [only] = gapped.province_ranks()
    assert (only.total, only.rank, only.rank_in_region) == (5, None, 1)


GAPS = ('complete = ["year", "level"]', 'complete = ["year", "level"]\ngaps = "unknown"')


def test_gaps_are_refused_unless_declared(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2565,1,0", "2565,1,")
    assert small.summary() == ["data.blank certificates.csv 6 C"]
    data = small.edit("dataset.toml", *GAPS).read()
    assert Figures(data.select()).gaps() == (Gap(FiscalYear(2565), 1, None),)
    assert Figures(data.select()).total() == Partial(1047, 1)
    assert Figures(data.select()).ranking() == (Ranked(None, 1, Partial(1010, 1)), Ranked(None, 2, 37))


def test_stated_totals_are_checked_as_far_as_the_parts_are_known(small: SmallDataset) -> None:
    small.edit("dataset.toml", *GAPS).edit("certificates.csv", "2563,1,10\n", "")
    small.read()
    small.edit("totals.csv", "2563,all,10", "2563,all,8").edit("totals.csv", "all,1,1010", "all,1,999")
    # Of 2563 nothing above 0 is known, so any total may be; of level 1 there are 1,000 already.
    assert small.summary() == ["data.total-too-small totals.csv 4 C"]


def test_a_word_may_say_what_is_not_known(small: SmallDataset) -> None:
    small.edit("certificates.csv", "2565,1,0", "2565,1,n/a").edit("dataset.toml", *GAPS)
    small.edit("dataset.toml", 'none = ["-"]', 'none = ["-"], unknown = ["n/a"]')
    assert Figures(small.read().select()).count(2565, 1) is Mark.UNKNOWN
    small.edit("dataset.toml", 'unknown = ["n/a"]', 'unknown = ["-"]')
    assert small.summary() == ["schema.two-meanings dataset.toml"]
    small.edit("dataset.toml", 'unknown = ["-"]', 'unknown = ["n/a"]').edit("dataset.toml", '\ngaps = "unknown"', "")
    assert small.summary() == ["schema.unknown-without-gaps dataset.toml"]


def test_only_certificates_have_gaps(small: SmallDataset) -> None:
    small.edit("dataset.toml", 'totals_of = "certificates"', 'totals_of = "certificates"\ngaps = "none"')
    assert small.summary() == ["schema.gaps-outside-certificates dataset.toml"]
