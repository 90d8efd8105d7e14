"""One cell: read exactly, with a note, or refused by a code that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport import Dataset
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.options import ShapeOptions
from gireport.dataset.shapes.reading import LARGEST_COUNT, NONE, UNKNOWN, Read, Reader
from gireport.messages import catalogue
from gireport.thai.dates import PartialDate
from gireport.thai.digits import to_thai_digits
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from gireport.dataset.fields import Wording

NAMES = Dataset.bundled().level_names


def reader(**said: Any) -> Reader:
    return Reader(ShapeOptions(NAMES, **said))


def outcome(read: Read[Any]) -> object:
    """The value, with notes where there are any; or the code of the fault."""
    if read.fault:
        code, facts = read.fault
        assert code in catalogue()
        assert read.value is None
        str(catalogue()[code]["en"]).format(**{"value": "", **facts})
        return code.removeprefix("shape.")
    return (read.value, *(note.removeprefix("note.") for note in read.notes)) if read.notes else read.value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("316", 316),
        (" 316 ", 316),
        ("1,172", 1172),
        ("๑,๑๗๒", 1172),
        ("0", 0),
        ("007", 7),
        ("1,\u200b172", (1172, "zero-width")),
        ("\u00a0316", (316, "odd-space")),
        ("\uff13\uff11\uff16", (316, "full-width")),
        ("659.0", (659, "decimal-zero")),
        ("659.00", (659, "decimal-zero")),
        ("-", NONE),
        ("\u2013", (NONE, "dash")),
        ("\u2014", (NONE, "dash")),
        ("\u2212", (NONE, "dash")),
        ("", "count-blank"),
        ("  ", "count-blank"),
        ("\u00a0", "count-blank"),
        ("-659", "count-negative"),
        ("(659)", "count-negative"),
        ("\u2212659", "count-negative"),
        ("659.5", "count-fraction"),
        ("1.172", "count-fraction"),
        ("1.000", "count-fraction"),
        ("1,172.00", "count-fraction"),
        ("11,72", "count-grouping"),
        ("1,,172", "count-grouping"),
        ("1.172.000", "count-grouping"),
        ("0,316", "count-grouping"),
        ("1 172", "count-spaced"),
        ("1\u00a0172", "count-spaced"),
        ("1\u202f172", "count-spaced"),
        ("316*", "count-footnote"),
        ("316\u00b2", "count-footnote"),
        ("316 1)", "count-footnote"),
        ("316(ก)", "count-footnote"),
        ("N/A", "count-unknown-word"),
        ("ไม่มีข้อมูล", "count-unknown-word"),
        ("ประมาณ 659", "count-text"),
        ("316 ราย", "count-text"),
        ("3\uff116", "count-text"),
        ("๓1", "count-text"),
        ("+3", "count-text"),
        ("1e3", "count-text"),
        ("316%", "count-text"),
        ("'316", "count-text"),
        ("0x10", "count-text"),
        ("1_172", "count-text"),
        ("\u0663\u0661\u0666", "count-text"),
        ("²", "count-text"),
        ("#REF!", "count-text"),
        ("=1+315", "formula-text"),
        ("=SUM(B2:B6)", "formula-text"),
        ("3-ม.ค.", "count-is-date"),
        ("3 มกราคม 2565", "count-is-date"),
        ("Jan-16", "count-is-date"),
        ("1/3/2565", "count-is-date"),
        ("2022-01-03", "count-is-date"),
        ("2022-01-03 00:00:00", "count-is-date"),
        ("99999999999999999999", "count-too-large"),
        ("316\u0007", "character-control"),
        ("316\u200d", "character-unseen"),
        ("\uf701", "character-private"),
    ],
)
def test_a_count(text: str, found: object) -> None:
    assert outcome(reader().count(text)) == found


def test_what_is_not_known_is_so_only_where_gaps_are_declared() -> None:
    for text, found in (("", UNKNOWN), ("N/A", (UNKNOWN, "unknown-word")), ("ไม่มีข้อมูล", (UNKNOWN, "unknown-word"))):
        assert outcome(reader(gaps="unknown").count(text)) == found
    assert outcome(reader(gaps="unknown").count("x")) == "count-text"
    assert outcome(reader(gaps="none").count("")) == "count-blank"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2554", 2554),
        ("๒๕๕๔", 2554),
        ("พ.ศ. 2554", 2554),
        ("ปี 2554", 2554),
        ("ปีงบประมาณ พ.ศ. 2554", 2554),
        ("FY2554", 2554),
        ("2554.0", (2554, "decimal-zero")),
        ("2554\u200b", (2554, "zero-width")),
        ("\u00a02554", (2554, "odd-space")),
        ("2565/2566", "year-two"),
        ("2565-66", "year-two"),
        ("2565 - 2566", "year-two"),
        ("2665", "year-implausible"),
        ("2510", "year-implausible"),
        ("9999", "year-implausible"),
        ("2011", "year-is-ce"),
        ("65", "year-two-digit"),
        ("", "year-blank"),
        ("2554*", "year-syntax"),
        ("25๕4", "year-syntax"),
        ("2554.5", "year-syntax"),
        ("=A1", "formula-text"),
        ("2\u202e554", "character-control"),
    ],
)
def test_a_year(text: str, found: object) -> None:
    assert outcome(reader().year(text)) == found


def test_years_of_the_common_era_are_read_where_declared() -> None:
    assert outcome(reader(calendar="ce").year("2022")) == 2565
    assert outcome(reader(calendar="ce").year("2565")) == "year-is-be"


def test_no_year_comes_after_the_as_of_date() -> None:
    # September 2565 is the last month of its fiscal year, October the first of the next.
    assert outcome(reader(as_of=PartialDate.parse("2565-09")).year("2566")) == "year-after-as-of"
    assert outcome(reader(as_of=PartialDate.parse("2565-10")).year("2566")) == 2566
    assert outcome(reader(as_of=PartialDate.parse("ปีงบประมาณ 2565")).year("2565")) == 2565


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1", 1),
        ("๑", 1),
        ("1.0", (1, "decimal-zero")),
        ("ระดับ 1", 1),
        ("ระดับที่ 1", 1),
        ("ระดับที่๑", 1),
        ("Level 1", 1),
        ("LEVEL 5", 5),
        ("GI Level 3", 3),
        ("L4", 4),
        ("ความมุ่งมั่นสีเขียว", 1),
        ("Green Network", 5),
        ("ระดับ 2 ปฏิบัติการสีเขียว", 2),
        ("ระดับที่ 3: ระบบสีเขียว (Green System)", 3),
        ("4. Green Culture", 4),
        ("ระดับ 1 ปฏิบัติการสีเขียว", "level-disagrees"),
        ("0", "level-range"),
        ("6", "level-range"),
        ("1.5", "level-range"),
        ("-1", "level-range"),
        ("1-3", "level-range"),
        ("ระดับ 9", "level-range"),
        ("11", "level-range"),
        ("", "level-blank"),
        ("รวมระดับ 1-3", "level-unknown"),
        ("Level one", "level-unknown"),
        ("ระดับ 1 สีเขียว", "level-unknown"),
        ("สีเขียว", "level-unknown"),
    ],
)
def test_a_level(text: str, found: object) -> None:
    assert outcome(reader().level(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ระยอง", "ระยอง"),
        ("จ.ระยอง", "ระยอง"),
        ("Rayong", "ระยอง"),
        ("TH-21", "ระยอง"),
        ("ระ\u200bยอง", "ระยอง"),
        ("เเพร่", "แพร่"),
        ("ระยองง", "province-near"),
        ("ไม่ใช่จังหวัด", "province-unknown"),
        ("   ", "province-blank"),
        ("nan", "province-missing-value"),
        ("พัทยา", "province-pattaya"),
        ("ระยอง่่", "thai-marks"),
        ("\u0e35ระยอง", "thai-marks"),
        ("ระยอง\u202e", "character-control"),
        ("\uf701ระยอง", "character-private"),
    ],
)
def test_a_province(text: str, found: str) -> None:
    read = reader().province(text)
    assert (outcome(read) if read.fault else read.value and read.value.th) == found


@given(st.integers(0, LARGEST_COUNT), st.sampled_from(["", ","]), st.booleans())
def test_every_count_reads_back(number: int, separator: str, thai: bool) -> None:
    text = f"{number:{separator}d}"
    assert reader().count(to_thai_digits(text) if thai else text) == Read(number)


@given(st.text(st.sampled_from("0123456789๐๑๒.,-–()+ eE%*²\u00a0\u200b\uff11=กx"), max_size=8))
def test_no_count_is_made_of_other_digits_than_are_there(text: str) -> None:
    read = reader().count(text)
    if read.fault is None and read.value is not None and read.value >= 0:
        digits = "".join(str(int(each)) for each in text.split(".")[0] if each.isdecimal())
        assert int(digits) == read.value


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    every = reader()
    for read in (every.year(text), every.level(text), every.count(text), every.province(text), every.other(text)):
        assert (read.value is None) == (read.fault is not None)


@given(st.text(max_size=40))
def test_folding_is_done_once(text: str) -> None:
    once = fold(text)
    assert fold(once.text).text == once.text


@given(st.sampled_from(provinces()), st.sampled_from(["{}", "จังหวัด{}", "จ.{}", " {} "]))
def test_every_province_reads_back(province: Any, form: str) -> None:
    assert reader().province(form.format(province.th)).value == province
    assert reader().province(province.en).value == province


def test_every_level_reads_back_by_its_names() -> None:
    for level, name in NAMES.items():
        for text in _written(level, name):
            assert reader().level(text).value == level, text


def _written(level: int, name: Wording) -> list[str]:
    both = f"{name.th} ({name.en})"
    return [name.th, name.en, both, f"{level} {name.th}", f"{level}. {both}", f"ระดับ {level} - {name.en}"]
