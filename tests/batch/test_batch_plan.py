"""The plan: every combination once, nothing that would be blank, no two briefs in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport import Dataset
from gireport.batch.names import Pattern
from gireport.batch.plan import check_keys, make_plan
from gireport.batch.wanted import Wanted, combinations, parse_axes
from gireport.errors import SelectionError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.batch.plan import Plan

PROVINCES = "ปีงบประมาณ,ระดับ,จังหวัด,จำนวน\n2564,1,ระยอง,5\n2564,1,ชลบุรี,7\n2565,1,ระยอง,3\n2565,1,ชลบุรี,0\n"


def planned(axes: str, pattern: str, data: Dataset | None = None, **asked: object) -> Plan:
    dataset, by = data or Dataset.bundled(), parse_axes([axes])
    wanted = combinations(dataset, Wanted(**{"template": "annual", **asked}), by)  # type: ignore[arg-type]
    check_keys(Pattern(pattern), by)
    return make_plan(wanted, dataset, Pattern(pattern))


def codes(error: pytest.ExceptionInfo[UsageError] | pytest.ExceptionInfo[SelectionError]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_every_combination_is_planned_or_skipped_once_and_in_order() -> None:
    plan = planned("level,year", "out/{level}/{year}.pdf")
    whole = Dataset.bundled().select()
    everything = [(level, year.be) for level in whole.levels for year in whole.years]
    found = sorted([*plan.jobs, *(result.job for result in plan.skipped)], key=lambda job: job.number)
    assert [(*job.levels, *job.years) for job in found] == everything
    assert [job.number for job in found] == list(range(1, len(everything) + 1))
    assert plan.jobs[0].output == "out/1/2554.pdf" or plan.jobs[0].output.startswith("out/1/")


def test_what_has_no_certificates_is_skipped_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(PROVINCES, encoding="utf-8")
    plan = planned("province,year", "{province_en}-{year}.pdf", Dataset.read(file, as_of="2565-09-30"))
    assert sorted(job.output for job in plan.jobs) == ["Chon-Buri-2564.pdf", "Rayong-2564.pdf", "Rayong-2565.pdf"]
    [skipped] = plan.skipped
    assert (skipped.job.output, skipped.status) == ("Chon-Buri-2565.pdf", "skipped")
    assert [problem.code for problem in skipped.problems] == ["batch.nothing-issued"]


def test_every_key_that_is_missing_is_told() -> None:
    with pytest.raises(UsageError) as error:
        planned("level,year", "out/brief.pdf")
    assert [problem.facts["key"] for problem in error.value.problems] == ["level", "year"]


def test_two_briefs_with_one_file_are_refused() -> None:
    asked = [Wanted("annual", levels=(level,), number=level, name=name) for level, name in ((1, "A"), (2, "a"))]
    with pytest.raises(UsageError) as error:
        make_plan(asked, Dataset.bundled(), Pattern("{name}.pdf"))
    assert codes(error) == {"batch.collision"}
    assert "{level}" in str(error.value.problems[0].facts["keys"])


def test_what_leaves_nothing_to_make_is_an_error_of_the_selection() -> None:
    with pytest.raises(SelectionError) as error:
        planned("year", "{year}.pdf", template="level")
    assert codes(error) == {"selection.one-level"}
    with pytest.raises(SelectionError) as error:
        planned("province", "{province}.pdf")
    assert codes(error) == {"selection.no-provinces"}


@pytest.mark.parametrize(
    ("text", "code"), [("level,month", "batch.axis"), ("", "batch.axis"), ("province,region", "batch.axes-of-places")]
)
def test_axes_that_make_no_sense_are_refused(text: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        parse_axes([text])
    assert codes(error) == {code}


def test_a_problem_of_all_briefs_is_told_once() -> None:
    with pytest.raises(UsageError) as error:
        planned("level", "{level}.pdf", parameters=(("nonsense", "1"),))
    assert len(error.value.problems) == 1
