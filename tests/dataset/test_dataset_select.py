"""What is asked for is in the data, or the asking is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport.dataset.dataset import Dataset
from gireport.errors import ExitCode, SelectionError
from gireport.messages import describe
from gireport.thai.years import FiscalYear, YearRange

if TYPE_CHECKING:
    from conftest import SmallDataset


def test_all_is_selected_by_default(small: SmallDataset) -> None:
    data = small.read()
    selection = data.select()
    assert selection.years == data.years == (FiscalYear(2563), FiscalYear(2564), FiscalYear(2565))
    assert selection.levels == data.levels == (1, 2)
    assert selection.dataset is data


def test_years_and_levels_are_sorted_and_stand_once() -> None:
    data = Dataset.bundled()
    selection = data.select([2565, FiscalYear(2554), 2565], iter([5, 1]))
    assert selection.years == (FiscalYear(2554), FiscalYear(2565))
    assert selection.levels == (1, 5)
    assert data.select(YearRange(2554, 2565)) == data.select(range(2554, 2566), range(1, 6)) == data.select()


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(SelectionError) as caught:
        Dataset.bundled().select([2553, 2565, 2566, 2567, 2022], [0, 3, 6])
    assert caught.value.exit_code is ExitCode.SELECTION
    years, levels = caught.value.problems
    assert years.code == "selection.years-missing"
    assert years.facts == {"missing": "2022, 2553, 2566-2567", "available": "2554-2565"}
    assert levels.code == "selection.levels-missing"
    assert levels.facts == {"missing": "0, 6", "available": "1-5"}
    assert "2566-2567" in describe(years, "th")


@pytest.mark.parametrize(("years", "levels"), [([], None), (None, []), ([], [])])
def test_nothing_cannot_be_asked_for(years: list[int] | None, levels: list[int] | None) -> None:
    with pytest.raises(SelectionError) as caught:
        Dataset.bundled().select(years, levels)
    expected = {"selection.years-none"} if years == [] else set()
    expected |= {"selection.levels-none"} if levels == [] else set()
    assert {problem.code for problem in caught.value.problems} == expected
    assert str(caught.value)


def test_without_certificates_there_is_nothing_to_select(small: SmallDataset) -> None:
    small.edit("dataset.toml", 'totals_of = "certificates"\n', "")
    text = (small.folder / "dataset.toml").read_text(encoding="utf-8")
    goals_only = text[: text.index("[tables.certificates]")] + text[text.index("[tables.goals]") :]
    data = small.write("dataset.toml", goals_only.encode()).read()
    assert (data.years, data.levels, data.has("certificates"), data.has("goals")) == ((), (), False, True)
    with pytest.raises(SelectionError, match="small"):
        data.select()
