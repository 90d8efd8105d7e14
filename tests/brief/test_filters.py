"""Filters: what they print of numbers and dates, and that what is no number stays what it is."""

from __future__ import annotations

import pytest
from brief_kit import FRONT, TITLE, faults, words

from gireport import Dataset, Template, compose
from gireport.brief.filters import FILTERS, SPEECH
from gireport.brief.model import Paragraph, plain
from gireport.brief.speech import Speech
from gireport.dataset.table import Mark

NONE = "count(2554, 5)"


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("1234567 | millions", "ประมาณ 1.2 ล้าน"),
        ("1000000 | millions", "1.0 ล้าน"),
        ("1250000 | millions(2)", "1.25 ล้าน"),
        ("0 | millions", "0.0 ล้าน"),
        ("times(33704, 3422) | multiple", "9.8 เท่า"),
        ("2 | multiple", "2 เท่า"),
        ("0 | multiple", "0 เท่า"),
        ("share(1, 3) | percent", "ร้อยละ 33.3"),
        ("0 | percent", "ร้อยละ 0"),
        ("0 | number(2)", "0.00"),
        ("0 | counted", "0 ฉบับ"),
    ],
)
def test_a_number_is_printed_so(expression: str, printed: str) -> None:
    assert words("{{ " + expression + " }}").replace("\u00a0", " ") == printed


@pytest.mark.parametrize("name", ["counted", "millions", "multiple", "number", "percent"])
def test_what_is_none_or_not_known_is_made_no_number(name: str) -> None:
    assert words(f"{{{{ {NONE} | {name} }}}}") == "–"
    assert words(f"{{{{ change(1, {NONE}) | {name} }}}}") == "–"
    arguments = (Mark.UNKNOWN,) if name == "number" else ({SPEECH: Speech()}, Mark.UNKNOWN)
    assert FILTERS[name](*arguments) is Mark.UNKNOWN


@pytest.mark.parametrize(
    "expression",
    ["999 | millions", "2.5 | number", "1 | number(7)", "'1' | percent", "true | multiple", "share(1, 3) | multiple",
     "times(2, 1) | percent", "1 | counted('apples')", "1 | be", "'2565' | ce", "1 | date", "1 | digits('roman')",
     "9 | level", "'Atlantis' | province"],
)  # fmt: skip
def test_what_a_filter_cannot_print_is_refused(expression: str) -> None:
    assert faults("{{ " + expression + " }}") == [("template.expression", 1)]


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2022-09-30", ("30/9/65", "30 ก.ย. 2565", "30 กันยายน 2565", "วันศุกร์ที่ 30 กันยายน พ.ศ. 2565")),
        ("2565-09", ("9/2565", "ก.ย. 2565", "กันยายน 2565", "กันยายน พ.ศ. 2565")),
        ("2565", ("2565", "2565", "2565", "พ.ศ. 2565")),
    ],
)
def test_a_date_is_as_exact_as_it_is_known_in_every_style(day: str, printed: tuple[str, ...]) -> None:
    front = FRONT.removesuffix("+++\n") + '[parameters.day]\ntype = "date"\n+++\n'
    said = []
    for style in ("short", "medium", "long", "full"):
        template = Template.parse(f"{front}{TITLE}{{{{ parameters.day | date('{style}') }}}}", "t.md")
        block = compose(Dataset.bundled().select(), template, parameters={"day": day}).blocks[1]
        assert isinstance(block, Paragraph)
        said.append(plain(block.text).replace("\u00a0", " "))
    assert tuple(said) == printed
