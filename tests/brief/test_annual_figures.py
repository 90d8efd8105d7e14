"""The annual brief of the bundled data, for every selection: each figure computed again from the CSV files."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from annual_check import check, check_numbers, headings, of_kind, paragraphs, said, table_under, texts
from annual_numbers import numbers
from annual_oracle import Oracle
from annual_oracle_en import EnglishOracle

from gireport import Dataset, Template, compose
from gireport.assets import asset
from gireport.brief.model import Brief, ItemList, KeyFigures, Ladder, Table
from gireport.thai.digits import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits
    from gireport.thai.written import Calendar

FOLDER = asset("data", "green-industry")
FIRST, LAST = 2554, 2565
YEARS = [list(range(first, last + 1)) for first in range(FIRST, LAST + 1) for last in range(first, LAST + 1)]
LEVELS = [list(range(first, last + 1)) for first in range(1, 6) for last in range(first, 6)]
SCATTERED = [list(levels) for count in (2, 3, 4) for levels in combinations(range(1, 6), count)]
ORACLE = Oracle(FOLDER)
TEMPLATE = Template.load("annual")


def made(
    years: Sequence[int] | None = None,
    levels: Sequence[int] | None = None,
    digits: Digits = "arabic",
    lang: Language = "th",
    calendar: Calendar | None = None,
) -> Brief:
    selection = Dataset.bundled().select(years, levels)
    return compose(selection, TEMPLATE, lang=lang, digits=digits, calendar=calendar)


def oracle(
    years: Sequence[int] | None,
    levels: Sequence[int] | None,
    lang: Language = "th",
    calendar: Calendar | None = None,
) -> Oracle:
    """One that has read the files already."""
    kind = {"th": Oracle, "en": EnglishOracle}[lang]
    selected = kind.__new__(kind)
    selected.__dict__.update(ORACLE.__dict__)
    selected.calendar = calendar or kind.calendar
    selected.years, selected.levels = list(years or ORACLE.data_years), list(levels or ORACLE.data_levels)
    return selected


def test_the_grid_of_selections_is_whole() -> None:
    assert (len(YEARS), len(LEVELS), len(SCATTERED)) == (78, 15, 25)
    assert ORACLE.total() == 77_925


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("levels", LEVELS, ids=lambda levels: "-".join(map(str, levels)))
def test_every_range_of_years_for_every_range_of_levels(levels: list[int], lang: Language) -> None:
    for years in YEARS:
        check(made(years, levels, lang=lang), oracle(years, levels, lang))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("levels", SCATTERED, ids=lambda levels: "-".join(map(str, levels)))
def test_levels_that_do_not_follow_each_other(levels: list[int], lang: Language) -> None:
    for years in ([2554], [2565], [2557, 2558], list(range(FIRST, LAST + 1))):
        check(made(years, levels, lang=lang), oracle(years, levels, lang))


@pytest.mark.parametrize(("lang", "calendar"), [("th", "ce"), ("en", "be")])
def test_the_other_calendar_says_the_same_figures(lang: Language, calendar: Calendar) -> None:
    for years, levels in SAMPLE:
        check(made(years, levels, lang=lang, calendar=calendar), oracle(years, levels, lang, calendar))


def test_no_year_stands_beside_the_other_era() -> None:
    """A CE number behind พ.ศ. would be off by 543 years in silence."""
    seen = 0
    for lang, calendar in (("th", "be"), ("th", "ce"), ("en", "be"), ("en", "ce")):
        for years, levels in SAMPLE:
            for text in texts(made(years, levels, lang=lang, calendar=calendar)):
                for era, year in re.findall(r"(พ\.ศ\.|ค\.ศ\.|B\.E\.|FY|fiscal years?) ([0-9]{4})", text):
                    seen += 1
                    is_be = era in {"พ.ศ.", "B.E."} or (era != "ค.ศ." and calendar == "be")
                    assert (int(year) > 2400) == is_be, text
    assert seen > 500


@pytest.mark.parametrize("years", [[2554, 2556, 2565], [2554, 2555, 2564, 2565], [2556, 2558]])
def test_years_with_a_gap_between_them(years: list[int]) -> None:
    # Not to be had from the command line; the words say the gap, and compare with no year that is not shown.
    for levels in ([3], [1, 2, 3, 4, 5]):
        brief = made(years, levels)
        [figures] = of_kind(brief, KeyFigures)
        shown = re.findall("[0-9]{4}", said(figures.figures[0].context))
        covered = {int(year) for year in shown}
        assert covered <= set(years)
        everything = {
            number for text in texts(brief.blocks[:5]) for number in numbers(text) if re.fullmatch("25[0-9]{2}", number)
        }
        assert {int(year) for year in everything} <= {*years, 2565}  # the year of the as-of date
        if years[-2] != years[-1] - 1:
            assert not any("ปีก่อน" in text for text in paragraphs(brief))
        [table] = [table for table in of_kind(brief, Table) if "จำนวนใบรับรอง" in said(table.caption.title)]
        assert [said(column.head) for column in table.columns] == ["ระดับ", *map(str, years), "รวม"]


SAMPLE = [
    (None, None), ([2554], None), ([2565], None), ([2554], [4]), ([2565], [1]), (range(2560, 2566), [3]),
    (range(2557, 2560), [1, 2, 3]), ([2561], [1, 2, 3, 4, 5]), (range(2560, 2563), None), (None, [5]), (None, [2, 4]),
    ([2555, 2556], [4, 5]), ([2563, 2564], None), (range(2554, 2557), [5]),
]  # fmt: skip


def _digits_apart(text: str) -> str:
    """The Thai form of an Arabic text: digits of Latin words and addresses stay."""
    return re.sub(
        r"\S*[A-Za-z]\S*|\S+", lambda word: word[0] if re.search("[A-Za-z]", word[0]) else to_thai_digits(word[0]), text
    )


@pytest.mark.parametrize(("years", "levels"), SAMPLE)
def test_thai_digits_say_the_same_figures(years: Sequence[int] | None, levels: Sequence[int] | None) -> None:
    arabic, thai = list(texts(made(years, levels))), list(texts(made(years, levels, "thai")))
    assert len(arabic) == len(thai)
    changed = 0
    for one, other in zip(arabic, thai, strict=True):
        assert numbers(one) == numbers(other)
        left = " ".join(word for word in other.split() if re.search("[0-9]", word))
        assert all(re.search("[A-Za-z]", word) for word in left.split()), left
        assert not re.search("[๐-๙]", one)
        changed += one != other
        if not re.search("[A-Za-z]", one):
            assert to_thai_digits(one) == other
    assert changed > 20
    check_numbers(made(years, levels, "thai"), oracle(years, levels))


def test_addresses_keep_their_digits() -> None:
    [note] = [text for text in paragraphs(made(digits="thai"), quiet=True) if text.startswith("ที่มาของชื่อระดับ")]
    assert "premiumenergy.co.th/?p=593," in note
    assert "boi.go.th/tir/issue/201105_21_5/162.htm" in note
    assert "diw.go.th/webdiw/pr64-93 (ระดับ ๔ และ ๕)" in note


@pytest.mark.parametrize(("years", "levels"), SAMPLE)
def test_the_words_are_those_that_the_figures_carry(years: Sequence[int] | None, levels: Sequence[int] | None) -> None:
    """The rules of wording: exact comparisons, units, ranges; no exclamation and no adjective."""
    brief = made(years, levels)
    for text in texts(brief):
        assert not re.search(r"เพิ่มขึ้น\s*[0-9.,]+\s*เท่า|ลดลง\s*[0-9.,]+\s*เท่า", text), "times are not added"
        assert not re.search(r"[0-9]\s?%", text), "per cent are words"
        assert "!" not in text
        assert not re.search("[0-9]-[0-9]", re.sub(r"\S*[A-Za-z]\S*", "", text)), "a range has a dash between spaces"
        assert not re.search("อย่างมาก|น่าประทับใจ|โดดเด่น|ก้าวกระโดด|มหาศาล|เพียง [0-9]|มากถึง|สูงถึง", text)
        assert "  " not in text
    issued = [text for text in texts(brief) if re.search(r"ใบรับรอง.*[0-9]", text)]
    assert issued
    assert not any(re.search(r"[0-9] (ใบ|ราย|แห่ง)(?![ก-๙])", text) for text in paragraphs(brief)), (
        "certificates are ฉบับ"
    )


@pytest.mark.parametrize(("years", "levels"), SAMPLE)
def test_english_is_set_as_english_is(years: Sequence[int] | None, levels: Sequence[int] | None) -> None:
    for calendar in ("be", "ce"):
        brief = made(years, levels, lang="en", calendar=calendar)
        seen = 0
        for text in texts(brief):
            seen += 1
            own = re.sub("“[^”]*”|ตั้งแต่ .*[0-9]", "", text)  # quotations are Thai
            assert not re.search(r"  |[0-9]\s?%|!|[0-9] – [0-9]|\b1 certificates|\b[02-9] certificate\b", own), text
            assert not re.search("[\"']", own), "straight quotes"
            assert not re.search(r"\b(huge|impressive|soared|only [0-9]|as many as [0-9]|valid certificates)\b", own), (
                text
            )
            assert not re.search(r"increased by [0-9.,]+ times", own), "times are not added"
        assert seen > 60


def test_years_stay_with_the_words_before_them() -> None:
    plain_texts = ["".join(span.text for span in text) for text in _paragraph_texts(made())]
    ranges = [text for text in plain_texts if "–" in text and re.search("25[0-9]{2}", text)]
    assert ranges
    assert all(re.search("2554\u00a0– 2565", text) for text in ranges)


def _paragraph_texts(brief: Brief) -> list[tuple[object, ...]]:
    from gireport.brief.model import Paragraph

    return [block.text for block in brief.blocks if isinstance(block, Paragraph) and not block.quiet][:1]


def test_the_whole_brief_has_all_its_parts_in_order() -> None:
    brief = made()
    assert headings(brief) == [
        (1, "สรุปการรับรองอุตสาหกรรมสีเขียว ปีงบประมาณ พ.ศ. 2554 – 2565"),
        (2, "ลำดับขั้นการพัฒนาอุตสาหกรรมสีเขียว"),
        (2, "การให้การรับรองอุตสาหกรรมสีเขียว"),
        (2, "ยุทธศาสตร์ที่ 3 การส่งเสริมและพัฒนาอุตสาหกรรมให้เป็นมิตรกับสังคมและสิ่งแวดล้อม"),
        (3, "กลยุทธ์"),
        (3, "ตัวชี้วัด"),
        (3, "เป้าหมายเทียบกับใบรับรองที่ออก"),
        (2, "กรอบแนวทางที่สำคัญของยุทธศาสตร์ชาติระยะ 20 ปี"),
        (3, "5. ด้านการสร้างการเติบโตบนคุณภาพชีวิตที่เป็นมิตรกับสิ่งแวดล้อม"),
        (2, "หมายเหตุ"),
        (3, "การแก้ไขข้อความต้นทาง"),
    ]
    tactics, points, _ = of_kind(brief, ItemList)
    assert [said(item) for item in tactics.items] == [
        row["text"] for row in ORACLE.tables["strategy"] if row["kind"] == "tactic"
    ]
    assert [said(item) for item in points.items] == [
        row["text"] for row in ORACLE.tables["plan"] if row["kind"] == "item"
    ]
    assert (len(tactics.items), len(points.items), len(of_kind(brief, Table)), len(of_kind(brief, Ladder))) == (
        6,
        6,
        5,
        1,
    )


def test_the_english_brief_has_all_its_parts_in_order() -> None:
    brief = made(lang="en")
    assert headings(brief) == [
        (1, "Summary of Green Industry certification, fiscal years 2011–2022"),
        (2, "Steps of Green Industry development"),
        (2, "Green Industry certification"),
        (2, "Strategy 3: Promoting and developing industry that is friendly to society and the environment"),
        (3, "Tactics"),
        (3, "Indicators"),
        (3, "Target beside the certificates issued"),
        (2, "Key framework of the 20-year National Strategy"),
        (3, "5. Building growth on a quality of life that is friendly to the environment"),
        (2, "Notes"),
        (3, "Corrections to the words of the source"),
    ]
    tactics, points, _ = of_kind(brief, ItemList)
    for items, table, kind in ((tactics, "strategy", "tactic"), (points, "plan", "item")):
        wanted = [row["text_en"] for row in ORACLE.tables[table] if row["kind"] == kind]
        assert [said(item) for item in items.items] == wanted
        assert len(wanted) == 6
    thai = made()
    assert [type(block) for block in brief.blocks if isinstance(block, Table | Ladder | KeyFigures)] == [
        type(block) for block in thai.blocks if isinstance(block, Table | Ladder | KeyFigures)
    ]
    for first, second in zip(of_kind(brief, Table), of_kind(thai, Table), strict=True):
        assert (len(first.columns), len(first.rows)) == (len(second.columns), len(second.rows))


def test_the_figures_that_everybody_will_quote_in_english() -> None:
    first, second = paragraphs(made(lang="en"))[:2]
    assert first == (
        "In fiscal years 2011–2022, 77,925 certificates were issued for Green Industry. Level 1 had the most, "
        "with 52,940 certificates (67.9 per cent), followed by level 2 with 13,103 certificates."
    )
    assert second == (
        "In fiscal year 2022, 33,704 certificates were issued, 9.8 times as many as in the year before. Level 1 had "
        "the most, with 30,501 certificates (90.5 per cent). Level 5 had 38 certificates, its most in any year shown."
    )
    first, second = paragraphs(made(range(2560, 2566), [3], lang="en", calendar="be"))[:2]
    assert first == (
        "In fiscal years B.E. 2560–2565, 6,438 certificates were issued for Green Industry at level 3 (Green System)."
    )
    assert second == (
        "In fiscal year B.E. 2565, 1,441 certificates were issued at level 3 (Green System): the number increased by "
        "44.2 per cent from the year before. The year with the most was fiscal year B.E. 2565, with 1,441 certificates."
    )
    [only] = paragraphs(made([2557], [4], lang="en"))[:1]
    assert only == "In fiscal year 2014, 1 certificate was issued for Green Industry at level 4 (Green Culture)."


def test_the_figures_that_everybody_will_quote() -> None:
    # Written out, so that an error shared by the oracle and the program would still be seen.
    brief = made()
    [figures] = of_kind(brief, KeyFigures)
    assert [(said(each.value), said(each.context)) for each in figures.figures] == [
        ("77,925", "ปีงบประมาณ 2554 – 2565"), ("33,704", "9.8 เท่าของปี 2564"), ("30,501", "ร้อยละ 90.5 ของปีนั้น"),
        ("142", "38 ฉบับในปีงบประมาณ 2565"),
    ]  # fmt: skip
    first, second = paragraphs(brief)[:2]
    assert first == (
        "ในปีงบประมาณ พ.ศ. 2554 – 2565 มีการออกใบรับรองอุตสาหกรรมสีเขียวรวม 77,925 ฉบับ โดยเป็นระดับ 1 มากที่สุด 52,940 ฉบับ "
        "(ร้อยละ 67.9) รองลงมาคือระดับ 2 จำนวน 13,103 ฉบับ"
    )
    assert second == (
        "ปีงบประมาณ พ.ศ. 2565 ออกใบรับรองจำนวน 33,704 ฉบับ เป็น 9.8 เท่าของปีก่อน โดยเป็นระดับ 1 มากที่สุด 30,501 ฉบับ "
        "(ร้อยละ 90.5) ส่วนระดับ 5 ออกให้ 38 ฉบับ มากที่สุดในช่วงปีที่แสดง"
    )
    first, second = paragraphs(made(range(2560, 2566), [3]))[:2]
    assert first == "ในปีงบประมาณ พ.ศ. 2560 – 2565 มีการออกใบรับรองอุตสาหกรรมสีเขียวระดับ 3 ระบบสีเขียว รวม 6,438 ฉบับ"
    assert second == (
        "ปีงบประมาณ พ.ศ. 2565 ออกใบรับรองระดับ 3 ระบบสีเขียว จำนวน 1,441 ฉบับ เพิ่มขึ้นร้อยละ 44.2 จากปีก่อน "
        "ปีที่ออกใบรับรองมากที่สุดคือปีงบประมาณ พ.ศ. 2565 จำนวน 1,441 ฉบับ"
    )
    table = table_under(made([2561]), "เป้าหมายของตัวชี้วัด")
    assert table
    assert [said(cell) for cell in table.rows[1].cells] == ["ใบรับรองที่ออก ทุกระดับ", "ฉบับ", "3,033"]


def test_the_sweep_of_numbers_finds_a_stray_one() -> None:
    from dataclasses import replace

    from gireport.brief.model import Paragraph, Span

    brief = made(range(2560, 2566), [3])
    check_numbers(brief, oracle(range(2560, 2566), [3]))
    for stray in ("30,501", "2554", "77,925", "๓๓,๗๐๔", "90.5", "12"):
        spoilt = replace(brief, blocks=(*brief.blocks, Paragraph((Span(f"ก {stray} ข"),))))
        with pytest.raises(AssertionError):
            check_numbers(spoilt, oracle(range(2560, 2566), [3]))


def test_the_brief_dates_itself_by_its_data() -> None:
    assert str(made().moment) == "2022-09-30"
    assert str(made([2554]).moment) == "2022-09-30"
