"""Whatever a value says, it prints as plain text: it never becomes markup, a setting or an expression."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from brief_kit import FRONT, paragraph, words
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gireport import Dataset, Template, compose
from gireport.brief.model import Brief, Paragraph, plain
from gireport.brief.values import Marked, Marks, Reference, UnprintableError, has_mark, printed
from gireport.dataset.fields import Wording
from gireport.dataset.table import FrozenMap, Mark, Row
from gireport.thai.quantities import Change, Percentage
from gireport.thai.years import BEYear, FiscalYear

if TYPE_CHECKING:
    from collections.abc import Iterator

HARMLESS = "ฆฆฆ"
EVERYWHERE = '''# {{ v }}

{{ v }}

ก {{ v }} **ข {{ v }}** *{{ v }}*
{{ v }}

- {{ v }}
- ก {{ v }}

3. {{ v }}

## {{ v }}

{{ v }}ก
{{ v }}

{% for row in rows("plan", text=v) %}
{{ row.text }}
{% endfor %}

```note
when = "{{ v }}"
text = "{{ v }}"
```

```note
text = \'{{ v }}\'
```

```note
text = """
{{ v }}
ข"""
```

```key-figures
[[figure]]
value = "{{ v }}"
label = "ก {{ v }}"
context = "{{ v }}"
```

```table
id = "listing"
source = "plan"
caption = "{{ v }}"
columns = ["kind", "text"]
heads = { kind = "{{ v }}", text = "ก {{ v }}" }
where = { text = "{{ v }}", kind = ["{{ 'plan' }}", "item"] }
note_mark = "{{ v }}"
```

```table
source = "certificates"
caption = "ก"
head = "{{ v }}"
total = "{{ v }}"
none_note = "– {{ v }}"
```

```table
caption = "ก {{ v }}"
head = "{{ v }}"
unit_head = "ข"

[[row]]
label = "{{ v }}"
unit = "{{ v }}"
values = "{{ series() }}"
```

```ladder
caption = "{{ v }}"
```

```chart
kind = "bar-panels"
caption = "{{ v }}"
```
'''
FURNITURE = "head_left = \"{{ rows('plan')[0].text }}\"\nfoot_left = \"ก {{ rows('plan')[0].text }}\"\n"
TEMPLATE = Template.parse(
    FRONT.replace("purpose", f"{FURNITURE}purpose") + '{% set v = rows("plan")[0].text %}\n' + EVERYWHERE, "t.md"
)

HOSTILE = [
    '"', "'", '"""', "'''", "\\", '\\"', '"\nwhen = false\nx = "', '" # ', "# ก", "## ก", "- ก", "1. ก", "+ ก", "* ก",
    "**ก**", "*ก*", "***", "__ก__", "_ก_", "`ก`", "```", "```note\ntext = 1\n```", "~~~", "{{ 1 }}", "{% if %}", "{{",
    "{#", "{{ ''.__class__ }}", "[ก](http://x)", "![ก](x)", "<b>ก</b>", "<!-- ก -->", "&amp;", "&#65;", "ก\nข",
    "ก\n\nข", "ก\n# ข", "ก\r\nข", "ก  \nข", "    ก", "|ก|ข|", "---", "===", "ก\n===", "> ก", "\\*", "{ table = 'x' }",
    "[[row]]", "true", "false", "{0}", "{level}", "%s", "%(x)s", "$x", "\x00", "\t", "+++",
    "https://x.th/2565", "a@b.c",
]  # fmt: skip


def data_saying(text: str) -> Dataset:
    """The bundled data with `text` for the first words of the plan and for the names of the levels."""
    data = Dataset.bundled()
    plan, *others = data.tables["plan"].rows
    hostile = Row(FrozenMap({**plan.values, "text": text}), plan.place)
    tables = {**data.tables, "plan": replace(data.tables["plan"], rows=(hostile, *others))}
    names = {level: Wording(text, text) for level in data.levels}
    return replace(data, tables=FrozenMap(tables), level_names=FrozenMap(names))


def brief_saying(text: str) -> Brief:
    return compose(data_saying(text).select(), TEMPLATE)


def _with(value: Any, text: str) -> Any:
    """The JSON form of a brief, another text in place of the harmless one."""
    match value:
        case dict():
            return {name: _with(inner, text) for name, inner in value.items() if name not in {"title", "subject"} or
                    not isinstance(inner, str)}  # fmt: skip
        case list():
            return [_with(inner, text) for inner in _whole(value)]
        case str():
            return value.replace(HARMLESS, text)
        case _:
            return value


def _whole(values: list[Any]) -> list[Any]:
    """Spans that only their languages tell apart as one: which those are is told in `test_languages`."""
    whole: list[Any] = []
    for value in values:
        if isinstance(value, dict) and "language" in value and "origin" in value:
            span = {**value, "language": ""}
            if whole and {**whole[-1], "text": ""} == {**span, "text": ""} and span["origin"]:
                whole[-1] = {**span, "text": whole[-1]["text"] + span["text"]}
                continue
            value = span
        whole.append(value)
    return whole


def _strings(value: Any) -> Iterator[str]:
    match value:
        case dict() | list():
            for inner in value.values() if isinstance(value, dict) else value:
                yield from _strings(inner)
        case str():
            yield value


def said_by(brief: Brief) -> dict[str, Any]:
    """The brief as JSON, but for the digest of its data, which is of the text too."""
    return {**brief.to_json(), "provenance": None}


EXPECTED = said_by(brief_saying(HARMLESS))


def test_the_harmless_text_is_everywhere() -> None:
    assert sum(text.count(HARMLESS) for text in _strings(EXPECTED)) > 50
    assert EXPECTED["title"] == HARMLESS


def check(text: str) -> None:
    """A brief of this text is the brief of the harmless one, with it in its place."""
    brief = brief_saying(text)
    assert _with(said_by(brief), "") == _with(EXPECTED, text)
    assert brief.title == text.replace("\n", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text == text.strip(" ")])
def test_no_text_becomes_markup_or_a_setting(text: str) -> None:
    check(text)


# Spaces at the ends of a paragraph are dropped, and Thai digits are rewritten: the one is told in `test_markdown`, the
# other in `tests/thai`. What marks are made of cannot be in data: see `test_dataset_check`.
PLAIN = st.characters(exclude_categories=("Cs",), exclude_characters="๐๑๒๓๔๕๖๗๘๙\ufdd0\ufdd1\ufdd2\ufdd3")
TEXTS = st.one_of(
    st.text(PLAIN, min_size=1),
    st.lists(
        st.sampled_from(
            [*HOSTILE, "\n", " ", "ก", '"'],
        ),
        min_size=1,
        max_size=6,
    ).map("".join),
).filter(lambda text: text == text.strip(" ") and text)


@given(TEXTS)
@example('ก"\nlabel = "ข')
@settings(max_examples=60, deadline=None)
def test_no_text_whatever_becomes_markup_or_a_setting(text: str) -> None:
    check(text)


@given(st.text(PLAIN, min_size=1).filter(lambda text: text == text.strip(" ")))
def test_a_text_written_in_an_expression_is_a_value_too(text: str) -> None:
    body = "{{ " + repr(text).replace("{", "\\x7b") + " }}"
    if "\\u" in body or "\\x" in body:
        return  # Jinja reads the escapes of Python, not all of them
    assert words(body) == text


@given(st.lists(st.one_of(st.text(PLAIN), st.integers())))
def test_marks_give_back_what_was_put_under_them(parts: list[str | int]) -> None:
    marks = Marks()
    text = "".join(part if isinstance(part, str) else marks.put(part) for part in parts)
    expected: list[str | Marked] = []
    for part in parts:
        if isinstance(part, int):
            expected.append(Marked(part, None))
        elif expected and isinstance(expected[-1], str):
            expected[-1] += part
        elif part:
            expected.append(part)
    assert list(marks.parts(text)) == expected


def test_a_setting_that_is_one_mark_becomes_the_value() -> None:
    marks = Marks()
    series = {1: 2}
    mark = marks.put(series)
    assert marks.settle(mark) is series
    assert marks.settle(f" {mark}\n") is series
    for setting in (f"{mark}x", f"{mark}{mark}", "text", 3, True, None, [mark]):
        assert marks.settle(setting) is setting
    assert has_mark(f"a{mark}")
    assert not any(map(has_mark, ("a", 3, None, [mark])))


@pytest.mark.parametrize(
    ("value", "arabic", "thai"),
    [
        (1172, "1,172", "๑,๑๗๒"),
        (0, "0", "๐"),
        (-5, "\u22125", "\u2212๕"),
        (Decimal("1.30"), "1.30", "๑.๓๐"),
        (Percentage("67.9"), "67.9", "๖๗.๙"),
        (Percentage("0.1", "<"), "<\u00a00.1", "<\u00a0๐.๑"),
        (Change("-3.0"), "\u22123.0", "\u2212๓.๐"),
        (FiscalYear(2565), "2565", "๒๕๖๕"),
        (BEYear(2565), "2565", "๒๕๖๕"),
        (Mark.NONE, "–", "–"),
        ("ปี 2565 CO2", "ปี 2565 CO2", "ปี ๒๕๖๕ CO2"),
        ("๒๕๖๕", "2565", "๒๕๖๕"),
        ("", "", ""),
    ],
)
def test_a_value_is_printed_by_its_kind(value: object, arabic: str, thai: str) -> None:
    assert (printed(value, "arabic"), printed(value, "thai")) == (arabic, thai)


@pytest.mark.parametrize("value", [True, False, None, 1.5, [1], {}, object(), Mark.ALL, Reference("x"), Decimal("NaN")])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises((UnprintableError, ValueError)):
        printed(value, "arabic")


def test_values_are_in_the_digits_of_the_prose_around_them() -> None:
    body = "ปี {{ last_year }} รวม {{ total() }} ร้อยละ {{ share(1, 3) }} CO2 12 {{ 'PM2.5 5' }}"
    assert words(body) == "ปี 2565 รวม 77,925 ร้อยละ 33.3 CO2 12 PM2.5 5"
    assert words(body, "thai") == "ปี ๒๕๖๕ รวม ๗๗,๙๒๕ ร้อยละ ๓๓.๓ CO2 ๑๒ PM2.5 ๕"


def test_every_span_tells_where_its_words_are_from() -> None:
    text = paragraph("ก\nข {{ rows('plan')[1].text }} **{{ total() }}**")
    assert [(span.text[:3], span.origin, span.bold) for span in text] == [
        ("ก", "t.md:8", False), (" ", "t.md:8", False), ("ข ", "t.md:9", False), ("ด้า", "plan.csv:3", False),
        (" ", "t.md:9", False), ("77,", "t.md:9", True),
    ]  # fmt: skip


def test_names_of_levels_tell_the_row_that_they_are_from() -> None:
    selection = Dataset.bundled().select(levels=[3, 4])
    body = (
        "# {{ levels[0].name }}\n\n```ladder\ncaption = 'ก'\n```\n\n```table\nsource = 'certificates'\ncaption = 'ก'\n"
    )
    body += "head = 'ก'\ntotal = 'ข'\n```\n\n```chart\nkind = 'bar-panels'\ncaption = 'ก'\n```\n"
    brief = compose(selection, Template.parse(FRONT + body, "t.md"))
    found = [span.origin for span in brief.texts() if "ระบบสีเขียว" in span.text or span.text == "Green System"]
    # The text alternatives name the level too, but nothing of them is drawn.
    assert sorted(filter(None, found)) == ["levels.csv:4"] * 5
    assert plain(brief.blocks[0].text) == "ระบบสีเขียว" if not isinstance(brief.blocks[0], Paragraph) else False
