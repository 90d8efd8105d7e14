"""The `chart` directive: what it makes of its settings, in words too, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from chart_kit import YEARS, brief_with, chart_of, fenced, of_expression, series

from gireport import Dataset, Template, compose
from gireport.brief.model import Chart, plain
from gireport.dataset.table import FrozenMap
from gireport.errors import TemplateError
from gireport.messages import describe

ROW = series("ก", YEARS)
TABLE = "source = 'indicators'\nunit = 'ราย'\n"
NAMES = {"เหนือ": 1, "ใต้": 2}


def codes(kind: str, *entries: str) -> list[str]:
    """The codes of what is wrong, each worded in both languages and told with its line."""
    with pytest.raises(TemplateError) as caught:
        brief_with(fenced(kind, *entries))
    for problem in caught.value.problems:
        assert describe(problem, "en") != describe(problem, "th")
        assert problem.place.line
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("kind", "entries", "found"),
    [
        ("bars", [ROW, series("ข", YEARS, "ฉบับ")], ["chart.units"]),
        ("lines", [ROW, series("ข", YEARS, "ฉบับ", target=True)], ["chart.units"]),
        ("stacked-bars", [ROW, series("ข", YEARS, target=True)], ["chart.target-kind"]),
        ("shares", [ROW, series("ข", YEARS, target=True)], ["chart.target-kind"]),
        ("bars", [series("ข", YEARS, target=True)], ["chart.target-pair"]),
        ("bars", [ROW, ROW, series("ข", YEARS, target=True)], ["chart.target-pair"]),
        ("bars", [ROW] * 6, ["chart.too-many-series"]),
        ("lines", [ROW] * 6, ["chart.too-many-series"]),
        ("slope", [ROW], ["chart.slope-two"]),
        ("shares", [ROW], ["chart.one-part"]),
        ("bars", [series("ก", dict.fromkeys(YEARS))], ["chart.nothing-known"]),
        ("bars", [ROW, series("ข", NAMES)], ["chart.mixed-categories"]),
        ("shares", [ROW, series("ข", YEARS | {"2560": None})], ["chart.part-unknown"]),
        ("stacked-bars", [series("ก", {"เหนือ": -1})], ["chart.part-negative"]),
        ("shares", [series("ก", {"เหนือ": 0}), series("ข", {"เหนือ": 0})], ["chart.no-whole"]),
        ("lines", ["scale = 'log'", series("ก", YEARS | {"2560": 0})], ["chart.log-not-above-zero"]),
        ("lines", ["scale = 'log'", series("ก", YEARS | {"2560": -5})], ["chart.log-not-above-zero"]),
        ("bars", ["scale = 'log'", ROW], ["directive.unknown-key"]),
        ("lines", ["break_at = 5", ROW], ["directive.unknown-key"]),
        ("bars", ["break_at = 2000", ROW], ["chart.break-place"]),
        ("bars", ["break_at = 0", ROW], ["chart.break-place"]),
        ("bars", ["break_at = 5", series("ก", {"เหนือ": -1, "ใต้": 9})], ["chart.break-negative"]),
        ("bars", ["break_at = 'five'", ROW], ["directive.not-number"]),
        ("bars", ["break_at = 1.5", ROW], ["directive.not-number"]),
        ("slope", ["value_table = true"], ["directive.unknown-key"]),
        ("bars", [of_expression("ก", "total()")], ["directive.not-figures"]),
        ("bars", [of_expression("ก", "{'ก': 1.5}")], ["directive.not-figures"]),
        ("bars", [of_expression("ก", "{'ก': true}")], ["directive.not-figures"]),
        ("bars", [of_expression("ก", "{1: 2}")], ["directive.not-figures"]),
        ("bars", ["source = 'plans'"], ["directive.not-a-choice-near"]),
        ("bars", [f"{TABLE}category = 'nam'\nvalues = ['target']"], ["directive.no-column"]),
        ("bars", [f"{TABLE}category = 'name'\nvalues = ['unit']"], ["chart.not-figures"]),
    ],
)  # fmt: skip
def test_what_would_mislead_is_refused_with_its_reason(kind: str, entries: list[str], found: list[str]) -> None:
    assert codes(kind, *entries) == found


def test_units_are_the_same_where_their_words_are() -> None:
    pair = [series(name, YEARS, "{{ unit }}") for name in ("ก", "ข")]
    made = chart_of("bars", *pair, caption="จำนวน")
    assert plain(made.unit) == "หน่วย: ฉบับ"
    assert "หน่วย: ฉบับ" in made.alternative
    [panel] = chart_of("bar-panels", pair[0], caption="จำนวน").series
    assert plain(panel.context).startswith("สูงสุด 1,441 ฉบับ")
    assert codes("bars", pair[0], series("ข", YEARS, "{{ 'ราย' }}")) == ["chart.units"]


def test_a_caption_does_not_say_a_unit_that_begins_another_word() -> None:
    for caption, unit, is_said in (
        ("เรื่องร้องเรียน", "เรื่อง", False),
        ("ข้อร้องเรียน (เรื่อง)", "เรื่อง", True),
        ("นับเป็นเรื่อง แต่ละปี", "เรื่อง", True),
        ("Cases of complaint", "case", False),
        ("Upcases", "cases", False),
        ("All cases", "cases", True),
    ):
        made = chart_of("bars", series("ก", YEARS, unit), caption=caption)
        assert bool(made.unit) != is_said, caption


def test_the_selection_gives_levels_over_years_or_years_over_levels() -> None:
    made = chart_of("bars", years=[2564, 2565], levels=[3, 4])
    assert [plain(category) for category in made.categories] == ["2564", "2565"]
    assert [(plain(each.name), each.values, each.shade) for each in made.series] == [
        ("ระดับ 3\u00a0ระบบสีเขียว", (999, 1441), 2),
        ("ระดับ 4\u00a0วัฒนธรรมสีเขียว", (185, 122), 3),
    ]
    assert (made.over_time, made.horizontal) == (True, False)
    turned = chart_of("bars", "categories = 'levels'", years=[2564, 2565], levels=[3, 4])
    assert [plain(each.name) for each in turned.series] == ["2564", "2565"]
    assert [each.values for each in turned.series] == [(999, 185), (1441, 122)]
    assert (turned.over_time, turned.horizontal) == (False, True)


@pytest.mark.parametrize(
    ("kind", "selection"),
    [("shares", {"levels": [3]}), ("lines", {"years": [2565]}), ("slope", {"years": [2565]})],
)
def test_what_a_selection_leaves_hollow_is_left_out_and_takes_no_number(
    kind: str, selection: dict[str, list[int]]
) -> None:
    blocks = brief_with(fenced(kind) + fenced("bars"), **selection).blocks
    [chart] = [block for block in blocks if isinstance(block, Chart)]
    assert (chart.kind, chart.caption.label) == ("bars", "ภาพที่ 1")


def test_none_is_a_sign_and_no_value_and_is_told_in_words() -> None:
    made = chart_of("bars", "none_note = '– หมายถึง ไม่มี'", years=[2554, 2555], levels=[4])
    assert made.series[0].values == (None, 30)
    assert made.series[0].labels == ("–", "30")
    assert "2554: ไม่มี, 2555: 30" in made.alternative
    assert plain(made.none_note) == "– หมายถึง ไม่มี"
    assert chart_of("bars", "none_note = '– หมายถึง ไม่มี'", years=[2565], levels=[4]).none_note == ()


def test_years_that_only_one_series_has_are_gaps_in_the_other() -> None:
    goal = of_expression("เป้าหมาย", "rows('indicators')[5].target", target=True)
    made = chart_of("lines", of_expression("ที่ออก", "series(3)"), goal, years=[2560, 2561])
    assert made.series[1].values[0] is None
    assert made.series[1].labels[0] == ""
    assert "2560: ไม่มีข้อมูล" in made.alternative
    assert [plain(category) for category in made.categories] == ["2560", "2561"]  # no year that is not selected
    assert [plain(note) for note in made.notes] == ["ไม่มีข้อมูล: เป้าหมาย 2560"]


def test_rows_of_a_table_are_series_over_its_years_or_categories() -> None:
    table = "source = 'indicators'\ncategory = 'name'\nvalues = ['target']\nunit = 'แห่ง'\nwhere = { unit = 'แห่ง' }"
    made = chart_of("lines", table)
    assert [plain(category) for category in made.categories] == ["2561", "2562", "2563", "2564"]
    assert [each.values for each in made.series] == [(23, 25, 27, 29), (15, 15, 15, 15)]
    plans = chart_of("bars", "source = 'certificates'\ncategory = 'level'\nvalues = ['count']\nunit = 'ฉบับ'\n"
                     "where = { fiscal_year = '{{ last_year }}' }\nheads = { count = 'ใบรับรอง' }")  # fmt: skip
    assert [plain(each.name) for each in plans.series] == ["ใบรับรอง"]
    assert plans.series[0].values == (30501, 1602, 1441, 122, 38)


def test_two_columns_with_years_are_series_of_the_selected_years_alone() -> None:
    table = f"{TABLE}category = 'name'\nvalues = ['target', 'target']\nwhere = {{ unit = 'แห่ง' }}"
    made = chart_of("bars", table, years=[2562, 2563])
    assert [plain(each.name)[-4:] for each in made.series] == ["2562", "2563"] * 2
    assert [each.values for each in made.series] == [(25, 15), (27, 15)] * 2


def test_decimals_keep_their_places_and_their_axis_is_exact() -> None:
    table = "source = 'indicators'\ncategory = 'name'\nvalues = ['target']\nunit = 'ล้านตัน/ปี'\nwhere = { number = '5' }"
    made = chart_of("lines", table)
    assert made.series[0].values == (Decimal("1.24"), Decimal("1.30"), Decimal("1.37"), Decimal("1.44"))
    assert made.series[0].labels == ("1.24", "1.30", "1.37", "1.44")
    assert made.axis is not None
    assert [tick.label for tick in made.axis.ticks] == ["0", "0.5", "1.0", "1.5"]


def test_panels_say_that_each_has_its_own_scale_unless_the_caption_does() -> None:
    said = "แต่ละภาพย่อยใช้มาตราส่วนของตนเอง"
    assert [plain(note) for note in chart_of("bar-panels").notes] == [said]
    assert chart_of("bar-panels", caption=f"ใบรับรอง ({said})").notes == ()
    assert chart_of("bar-panels", levels=[3]).notes == ()
    mixed = chart_of("bar-panels", ROW, series("ข", YEARS, "ฉบับ"))
    assert [plain(each.context).split()[2] for each in mixed.series] == ["ราย", "ฉบับ"]


def test_scales_that_are_not_plain_are_said_in_words() -> None:
    assert "ลอการิทึม" in plain(chart_of("lines", "scale = 'log'").notes[0])
    cut = chart_of("bars", "break_at = '{{ series(3)[last_year] }}'", of_expression("ก", "series(1)"))
    assert "1,441" in plain(cut.notes[0])
    assert chart_of("bars", "break_at = 900", ROW, digits="thai").notes[0][0].text.count("๙๐๐") == 1


@pytest.mark.parametrize("kind", ["bars", "stacked-bars", "shares", "lines", "slope", "bar-panels"])
@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_the_alternative_says_every_figure_of_every_series(kind: str, digits: str) -> None:
    made = chart_of(kind, digits=digits)
    parts = made.alternative.split("; ")
    assert len(parts) == len(made.series) == 5
    for each, part in zip(made.series, parts, strict=True):
        for category, label in zip(made.categories, each.labels, strict=True):
            assert f"{plain(category)}: {'ไม่มี' if label == '–' else label}" in part
    if kind not in ("shares", "bar-panels"):
        assert "หน่วย: ฉบับ" in made.alternative


def test_a_brief_with_charts_is_json() -> None:
    made = brief_with(fenced("bars", ROW)).to_json()
    chart = made["blocks"][1]
    assert (chart["block"], chart["kind"], chart["series"][0]["values"][0]) == ("Chart", "bars", 507)


def test_an_empty_cell_is_not_known_and_never_zero() -> None:
    data = Dataset.bundled()
    table = data.tables["indicators"]
    first = next(row for row in table.rows if row["number"] == "5")
    target = dict(first["target"])  # type: ignore[arg-type]
    target[list(target)[1]] = None
    rows = tuple(
        replace(row, values=FrozenMap({**row.values, "target": FrozenMap(target)})) if row is first else row
        for row in table.rows
    )
    data = replace(data, tables=FrozenMap({**data.tables, "indicators": replace(table, rows=rows)}))
    body = fenced(
        "lines",
        "source = 'indicators'\ncategory = 'name'\nvalues = ['target']\nunit = 'ล้านตัน/ปี'\nwhere = { number = '5' }",
    )
    template = Template.parse('+++\nversion = 1\nname = "t"\npurpose = "ท"\n+++\n# เรื่อง\n\n' + body, "t.md")
    chart = compose(data.select(), template).blocks[1]
    assert isinstance(chart, Chart)
    assert chart.series[0].values[1] is None
    assert "2562: ไม่มีข้อมูล" in chart.alternative
