"""Charts as drawn, every kind with every edge: bars in proportion, texts apart, everything inside, nothing hidden."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from chart_kit import LONG, WIDTH, YEARS, Drawn, chart_of, drawn, of_expression, series
from hypothesis import given, settings
from hypothesis import strategies as st

from gireport.errors import TemplateError
from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.drawing import Box
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.themes import load_theme
from gireport.layout.typesetting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = {"เหนือ": 12, "กลาง": 30, "อีสาน": 7, "ใต้": 3}
CHANGES = {"เหนือ": 12, "กลาง": -30, "อีสาน": 0, "ใต้": -3, "ตะวันออก": 45}
FORTY = {f"จังหวัดลำดับที่ {n}": n * 37 % 101 for n in range(40)}
OUTLIER = YEARS | {"2565": 30501}
GAPS = YEARS | {"2556": None, "2558": None, "2560": None}
HUGE = {year: value * 10**12 for year, value in YEARS.items()}

KINDS = {
    "bars": ("bars",),
    "horizontal bars": ("bars", "direction = 'horizontal'"),
    "bars with table": ("bars", "value_table = true"),
    "horizontal bars with table": ("bars", "direction = 'horizontal'\nvalue_table = true"),
    "stacked": ("stacked-bars",),
    "horizontal stacked": ("stacked-bars", "direction = 'horizontal'"),
    "shares": ("shares",),
    "horizontal shares": ("shares", "direction = 'horizontal'"),
    "lines": ("lines",),
    "lines with table": ("lines", "value_table = true"),
    "logarithmic lines": ("lines", "scale = 'log'"),
    "slope": ("slope",),
    "panels": ("bar-panels",),
}
# By name: the figures, what refuses them, by kind, and where they have to be drawn.
ENDS = ("2554", "2565")


def one_year(figures: Mapping[str, int | None]) -> dict[str, int | None]:
    return {"2565": figures["2565"]}


EDGES: dict[str, list[tuple[str, Mapping[str, int | None]]]] = {
    "two series": [("ระดับ 2", YEARS), ("ระดับ 3", {y: 1500 - v for y, v in YEARS.items()})],
    "one series": [("ระดับ 3", YEARS)],
    "one year": [("ระดับ 2", one_year(YEARS)), ("ระดับ 3", one_year(OUTLIER))],
    "all zeros": [("ระดับ 2", dict.fromkeys(YEARS, 0)), ("ระดับ 3", dict.fromkeys(YEARS, 0))],
    "one outlier": [("ระดับ 1", OUTLIER), ("ระดับ 3", YEARS)],
    "gaps": [("ระดับ 2", GAPS), ("ระดับ 3", YEARS)],
    "five series": [(f"ระดับ {n}", {y: v // n + n for y, v in YEARS.items()}) for n in range(1, 6)],
    "long names": [(f"{LONG} {n}", {y: v + n for y, v in YEARS.items()}) for n in range(3)],
    "huge numbers": [("ระดับ 2", HUGE)],
    "negative values": [("เปลี่ยนแปลง", {y: v - 900 for y, v in YEARS.items()})],
    "two years": [(f"ระดับ {n}", {"2554": 10 + n % 4, "2565": 900 - n}) for n in range(5)],
    "a thousandth": [("ระดับ 2", dict.fromkeys(YEARS, 1)), ("ระดับ 3", dict.fromkeys(YEARS, 10**6))],
}
REFUSED = {
    ("stacked", "gaps"): {"chart.part-unknown"},
    ("shares", "gaps"): {"chart.part-unknown"},
    ("shares", "one series"): {"chart.one-part"},
    ("shares", "all zeros"): {"chart.no-whole"},
    ("shares", "huge numbers"): {"chart.one-part"},
    ("shares", "negative values"): {"chart.part-negative", "chart.one-part"},
    ("stacked", "negative values"): {"chart.part-negative"},
    ("logarithmic lines", "all zeros"): {"chart.log-not-above-zero"},
    ("logarithmic lines", "negative values"): {"chart.log-not-above-zero"},
    ("bars with table", "huge numbers"): {"layout.chart-table-too-wide"},
    ("lines with table", "huge numbers"): {"layout.chart-table-too-wide"},
    ("lines with table", "long names"): {"layout.chart-table-too-wide"},
    ("lines with table", "a thousandth"): {"layout.chart-table-too-wide"},
}


def refusals(name: str, edge: str) -> set[str]:
    figures = EDGES[edge]
    if name == "slope" and len({year for _, own in figures for year in own}) != 2:
        return {"chart.slope-two"}
    stem = name.removeprefix("horizontal ")
    return REFUSED.get((name, edge)) or (set() if "table" in name else REFUSED.get((stem, edge), set()))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_at_every_edge_is_right_or_refused(name: str, edge: str) -> None:
    kind, *options = KINDS[name]
    entries = [*options, *(series(label, figures) for label, figures in EDGES[edge])]
    wanted = refusals(name, edge)
    if wanted:
        with pytest.raises(TemplateError) as caught:
            drawn(kind, *entries)
        assert {problem.code for problem in caught.value.problems} == wanted
        return
    made = drawn(kind, *entries)
    check_drawing(made)
    check_figures(made)


def check_drawing(made: Drawn) -> None:
    """Everything is inside, no text touches another, and none lies across the edge of a bar."""
    width, height = made.drawing.width, made.drawing.height
    assert made.labels
    for mark in made.drawing.marks:
        assert mark.rect.left >= -1.1, mark
        assert mark.rect.right <= width + 1.1, mark
        assert mark.rect.bottom >= -1e-6, mark
        assert mark.rect.top <= height + 1e-6, mark
    for one, other in combinations(made.labels, 2):
        assert not one.rect.overlaps(other.rect), (one.text, other.text)
    for label in made.labels:
        for box in made.boxes:
            if label.rect.overlaps(box.rect):
                inside = box.rect.left <= label.rect.left and label.rect.right <= box.rect.right
                assert inside, (label.text, box)
                assert box.rect.bottom <= label.rect.bottom
                assert label.rect.top <= box.rect.top


def check_figures(made: Drawn) -> None:
    """Every figure is in the alternative; and in the drawing, or a scale is there to read it from."""
    for each in made.chart.series:
        for category, label in zip(made.chart.categories, each.labels, strict=True):
            said = label or "ไม่มีข้อมูล"
            said = "ไม่มี" if label == "–" else said
            assert f"{category[0].text}: {said}" in made.chart.alternative
    # What is zero or none has no length in a stack, and no figure of its own there.
    nothing = {"", "0", "0.0%", "–"} if made.chart.kind in ("stacked", "shares") else {""}
    wanted = {label.replace("\u00a0", " ") for each in made.chart.series for label in each.labels} - nothing
    if made.chart.kind != "panels" and not wanted <= {text.strip() for text in made.texts} and made.chart.axis:
        ticks = [tick.label for tick in made.chart.axis.ticks]
        joined = " ".join(made.texts)
        assert made.chart.kind == "slope" or all(tick in made.texts for tick in ticks), joined


# -- bars


def bars(made: Drawn) -> list[Box]:
    """The boxes that are no swatches of a legend or table, and no dots."""
    return [box for box in made.boxes if (box.width, box.height) != (7.0, 7.0)]


@given(st.lists(st.integers(-1000, 10**6), min_size=1, max_size=12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_bars_are_in_proportion_to_their_figures(values: list[int], horizontal: bool) -> None:
    direction = "horizontal" if horizontal else "vertical"
    figures = {str(2554 + n): value for n, value in enumerate(values)}
    made = drawn("bars", f"direction = '{direction}'", series("ก", figures))
    check_drawing(made)
    lengths = [box.width if horizontal else box.height for box in bars(made)]
    known = [value for value in values if value]
    assert len(lengths) == len(known)
    for one, other in combinations(range(len(known)), 2):
        assert lengths[one] * abs(known[other]) == pytest.approx(lengths[other] * abs(known[one]), rel=1e-6, abs=1e-3)


@given(st.lists(st.lists(st.integers(0, 10**5), min_size=3, max_size=3), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_parts_of_a_stack_are_in_proportion_and_lie_on_each_other(parts: list[list[int]]) -> None:
    entries = [
        series(f"ส่วน {n}", {str(2563 + m): value for m, value in enumerate(values)}) for n, values in enumerate(parts)
    ]
    made = drawn("stacked-bars", *entries)
    check_drawing(made)
    found = iter(bars(made))
    unit = None
    for year in range(3):
        top = None
        for values in parts:
            if values[year]:
                box = next(found)
                assert top is None or box.y == pytest.approx(top)
                top = box.y + box.height
                unit = unit or box.height / values[year]
                assert box.height == pytest.approx(unit * values[year])
    assert next(found, None) is None


def test_shares_fill_the_scale_and_are_printed_unbent() -> None:
    parts = [series(f"ส่วน {n}", {"2564": 1, "2565": 5 - 2 * n}) for n in range(3)]
    made = drawn("shares", *parts)
    check_drawing(made)
    for box, other in zip(bars(made)[:3], bars(made)[3:], strict=True):
        assert box.height == pytest.approx(124 / 3)
        assert other.width == box.width
    assert [each.labels for each in made.chart.series] == [("33.3%", "55.6%"), ("33.3%", "33.3%"), ("33.3%", "11.1%")]
    assert made.chart.notes[0][0].text == "ผลรวมของร้อยละไม่เท่ากับ 100.0 เนื่องจากการปัดเศษ"
    even = drawn("shares", *(series(f"ส่วน {n}", {"2565": 1}) for n in range(4)))
    assert even.chart.notes == ()


def test_what_is_too_thin_for_its_share_stands_in_a_table() -> None:
    made = drawn("shares")
    check_drawing(made)
    for each in made.chart.series:
        assert {label.replace("\u00a0", " ") for label in each.labels} <= {*made.texts}


def test_negative_bars_hang_from_the_baseline_with_figures_outside() -> None:
    for direction in ("vertical", "horizontal"):
        made = drawn("bars", f"direction = '{direction}'", series("เปลี่ยนแปลง", CHANGES))
        check_drawing(made)
        label_of = {label.text: label for label in made.labels}
        boxes = dict(zip(["12", "−30", "−3", "45"], bars(made), strict=True))
        if direction == "vertical":
            assert label_of["12"].y > boxes["12"].rect.top
            assert label_of["−30"].rect.top < boxes["−30"].rect.bottom
            assert boxes["−30"].rect.top == pytest.approx(boxes["45"].rect.bottom)
        else:
            assert label_of["12"].x > boxes["12"].rect.right
            assert label_of["−30"].rect.right < boxes["−30"].rect.left
            assert boxes["−30"].rect.right == pytest.approx(boxes["45"].rect.left)


def test_a_cut_bar_shows_its_break_has_its_figure_and_is_told_in_words() -> None:
    for direction in ("vertical", "horizontal"):
        made = drawn("bars", f"direction = '{direction}'\nbreak_at = 2000", series("ระดับ 1", OUTLIER))
        check_drawing(made)
        assert "30,501" in made.texts
        assert [path for path in made.paths if path.colour == "#FFFFFF"]
        assert "2,000" in made.chart.notes[0][0].text
        lengths = [box.height if direction == "vertical" else box.width for box in bars(made)]
        assert lengths[0] / lengths[1] == pytest.approx(507 / 603)
        assert max(lengths) == lengths[-1] > lengths[5]
    whole = drawn("bars", series("ระดับ 1", OUTLIER))
    assert not [path for path in whole.paths if path.colour == "#FFFFFF"]


def test_forty_categories_fit_a_page_and_two_hundred_are_refused() -> None:
    made = drawn("bars", series("จำนวน", FORTY))
    check_drawing(made)
    assert len(bars(made)) == 39  # one is 0
    assert {*FORTY} <= {*made.texts}
    with pytest.raises(TemplateError) as caught:
        drawn("bars", series("จำนวน", {f"อำเภอ {n}": n for n in range(200)}))
    assert caught.value.problems[0].code == "layout.chart-too-high"


def test_names_that_do_not_fit_side_by_side_are_refused_and_never_left_out() -> None:
    with pytest.raises(TemplateError) as caught:
        drawn("bars", "direction = 'vertical'", series("จำนวน", FORTY))
    [problem] = caught.value.problems
    assert problem.code == "layout.chart-too-narrow"
    assert problem.facts["chart"] == "ภาพที่ 1"


def test_long_names_of_categories_stand_in_lines_beside_their_bars() -> None:
    made = drawn("bars", series("จำนวน", {f"{LONG} {n}": n for n in range(1, 5)}))
    check_drawing(made)
    assert len(made.labels) > 8
    assert len(bars(made)) == 4


def test_a_target_is_an_outline_beside_what_was_reached() -> None:
    goal = dict.fromkeys(list(YEARS)[7:], 1000)
    made = drawn("bars", series("ที่ออก", YEARS), series("เป้าหมาย", goal, target=True))
    check_drawing(made)
    outlines = [box for box in bars(made) if not box.fill]
    assert len(outlines) == 5
    assert all(box.outline for box in outlines)
    assert made.chart.notes[-1][0].text == "ไม่มีข้อมูล: เป้าหมาย 2554\u00a0– 2560"
    line = drawn("lines", series("ที่ออก", YEARS), series("เป้าหมาย", goal, target=True))
    check_drawing(line)
    assert [path.dash for path in line.paths if path.thickness > 1] == [(), (3.0, 2.0)]


# -- lines and slopes


def test_a_line_has_gaps_where_nothing_is_known_and_never_falls_to_zero() -> None:
    made = drawn("lines", series("ระดับ 2", GAPS))
    check_drawing(made)
    lines = [path for path in made.paths if path.thickness > 1]
    assert [len(path.points) for path in lines] == [2, 5]  # 2557 and 2559 stand alone, as dots
    base = min(path.points[0][1] for path in made.paths if path.thickness < 1)
    assert all(y > base + 1 for path in lines for _, y in path.points)
    assert made.chart.notes[-1][0].text == "ไม่มีข้อมูล: ระดับ 2 2556, 2558, 2560"


def test_points_of_lines_are_in_proportion() -> None:
    made = drawn("lines", series("ระดับ 3", YEARS))
    [line] = [path for path in made.paths if path.thickness > 1]
    ticks = [path.points[0][1] for path in made.paths if path.thickness < 1][:4]
    for (_, y), value in zip(line.points, YEARS.values(), strict=True):
        assert (y - ticks[0]) / (ticks[-1] - ticks[0]) == pytest.approx(value / 1500)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=24))
@settings(max_examples=60, deadline=None)
def test_words_at_both_ends_of_a_slope_never_touch(pairs: list[tuple[int, int]]) -> None:
    entries = [series(f"จังหวัดที่ {n}", {"2554": one, "2565": two}) for n, (one, two) in enumerate(pairs)]
    made = drawn("slope", *entries)
    check_drawing(made)
    texts = made.texts
    for n, (one, two) in enumerate(pairs):
        assert f"จังหวัดที่ {n}  {one}" in texts
        assert f"{two}  จังหวัดที่ {n}" in texts
    assert texts.count("2554") == texts.count("2565") == 1


def test_a_slope_of_the_selection_is_from_its_first_to_its_last_year() -> None:
    made = drawn("slope")
    check_drawing(made)
    assert [category[0].text for category in made.chart.categories] == ["2554", "2565"]
    assert made.chart.series[4].values == (None, 38)


@given(st.lists(st.integers(0, 40_000), min_size=1, max_size=12), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_panels_have_their_highest_and_last_figure(values: list[int], count: int) -> None:
    figures = {str(2554 + n): value for n, value in enumerate(values)}
    made = drawn("bar-panels", *(series(f"ระดับ {n}", figures) for n in range(count)))
    check_drawing(made)
    assert made.texts.count(f"{values[-1]:,}") >= count
    assert f"{max(values):,}" in made.texts or not max(values)
    for index in range(count):
        heights = [box.height for box in bars(made)][index * len(list(filter(None, values))) :]
        for height, value in zip(heights, filter(None, values), strict=False):
            assert height == pytest.approx(62 * value / max(values))


# -- anything at all


@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(-(10**5), 10**5), st.integers(0, 300)), min_size=4, max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_random_figures_are_drawn_right_or_refused(name: str, rows: list[list[int | None]], by_year: bool) -> None:
    kind, *options = KINDS[name]
    keys = ["2562", "2563", "2564", "2565"] if by_year else list(NAMES)
    entries = [series(f"ชุด {n}", dict(zip(keys, row, strict=True))) for n, row in enumerate(rows)]
    try:
        made = drawn(kind, *options, *entries)
    except TemplateError:
        return
    check_drawing(made)
    check_figures(made)


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_figures_and_scales_are_in_the_digits_of_the_brief(digits: str) -> None:
    strange = set("0123456789" if digits == "thai" else "๐๑๒๓๔๕๖๗๘๙")
    for name, (kind, *options) in KINDS.items():
        if name != "slope":
            made = drawn(
                kind, *options, of_expression("ก", "series(2)"), of_expression("ข", "series(3)"), digits=digits
            )
            assert not strange & set("".join(made.texts) + made.chart.alternative), name


def test_the_unit_is_said_once() -> None:
    assert drawn("bars", series("ก", YEARS)).texts.count("หน่วย: ราย") == 1
    assert not any("หน่วย" in t for t in drawn("bars", series("ก", YEARS), caption="จำนวน (ราย)").texts)


def test_a_chart_is_drawn_the_same_every_time() -> None:
    chart = chart_of("stacked-bars")
    typesetter = Typesetter(FontFamily.sarabun())
    assert draw_chart(chart, WIDTH, DEFAULT, typesetter) == draw_chart(chart, WIDTH, DEFAULT, typesetter)


def test_each_row_is_as_high_as_its_own_name() -> None:
    names = {LONG * 2: 12, "สั้น": 30, "กลาง": 7, "ใต้": 3}
    made = drawn("bars", series("ก", names))
    middles = [box.y + box.height / 2 for box in bars(made)]
    gaps = [before - after for before, after in pairwise(middles)]
    assert gaps[0] > gaps[1] + 5
    assert gaps[1] == pytest.approx(gaps[2])
    assert {round(box.height, 6) for box in bars(made)} == {round(bars(made)[0].height, 6)}


def test_the_look_of_a_series_stands_next_to_its_head() -> None:
    pair = (series("ปีนี้", NAMES), series("ปีก่อน", NAMES))
    made = drawn("bars", "value_table = true", *pair)
    for name in ("ปีนี้", "ปีก่อน"):
        [head] = [label for label in made.labels if label.text == name]
        assert any(0 < head.x - box.x - box.width < 6 for box in made.boxes), name


def test_what_stands_beside_large_labels_is_larger() -> None:
    chart = chart_of("bars", series("ก", NAMES), series("ข", NAMES))
    sides = {}
    for theme in (DEFAULT, load_theme("large")):
        drawing = draw_chart(chart, theme.page.text_width, theme, Typesetter(FontFamily.of(theme.fonts)))
        square = [mark for mark in drawing.marks if isinstance(mark, Box) and mark.width == mark.height]
        assert len(square) == 2
        sides[theme.name] = square[0].width
    assert sides["default"] == 7
    assert sides["large"] > 10


def test_figures_on_a_line_are_written_in_the_order_of_the_years() -> None:
    made = drawn("lines", series("ก", YEARS))
    figures = [label.x for label in made.labels if label.text.replace(",", "") in {str(v) for v in YEARS.values()}]
    assert len(figures) > 3
    assert figures == sorted(figures)
