"""The gallery of examples: every part that a brief can have, in every form, proven as the annual brief is."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints
from unittest import mock

import pypdfium2
import pytest
from printed_text import NO_BREAK_SPACE, RecordingCanvas, elements_in_order, required
from test_reading_exact import READERS, differences, read

from gireport import render, rendering
from gireport.brief import model
from gireport.brief.phrases import PHRASES
from gireport.layout import pages
from gireport.layout.charts.chart import draw_chart
from gireport.layout.charts.drawing import Drawing, Label
from gireport.layout.charts.ladder import draw_ladder
from gireport.layout.fonts import FontFamily
from gireport.layout.themes import built_in_themes, load_theme
from gireport.layout.typesetting import Typesetter
from gireport.thai.breaks import break_opportunities
from gireport.verify.proof import examine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import ModuleType

    from gireport.layout.sheet import Sheet
    from gireport.layout.theme import Theme
    from gireport.pdf.canvas import PlacedLine

GALLERY = Path(__file__).resolve().parents[1] / "examples" / "gallery"
NAMES = [
    f"gallery-{words}-{theme}" for theme in ("default", "large", "mono") for words in ("th-arabic", "th-thai", "en")
]
CLOSE = 0.01  # points


class PlacingCanvas(RecordingCanvas):
    """Notes where each line stands, besides: page, left and right edge, and baseline."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self.places: list[tuple[int, float, float, float]] = []
        super().__init__(*args, **more)

    def draw_lines(self, lines: Iterable[PlacedLine]) -> None:
        lines = list(lines)
        for line in lines:
            if self._furniture_page is None:
                x, y = self.absolutePosition(line.x, line.y)
                last = line.glyphs[-1]
                end = x + last.offset + sum(cluster.advance + cluster.kern for cluster in last.clusters) * _em(last)
                self.places.append((self.page_count, x, end, y))
        super().draw_lines(lines)


def _em(glyphs: Any) -> float:
    return float(glyphs.size * glyphs.font.scale / glyphs.font.shaper.font.units_per_em)


@dataclass(frozen=True)
class Made:
    """One form of the gallery: what it says, its file, its canvas, and what stands on each page: top and foot of each
    flowable in the order drawn, points.
    """

    brief: model.Brief
    path: Path
    theme: Theme
    canvas: PlacingCanvas
    stacked: list[list[tuple[float, float]]]

    @property
    def charts(self) -> list[model.Chart]:
        return [block for block in self.brief.blocks if isinstance(block, model.Chart)]


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Every form by its name."""
    folder = tmp_path_factory.mktemp("gallery")
    script = _script()
    made = {}
    for form in script.forms():
        path, brief, theme = script.make(form, folder), script.brief(form), load_theme(form.theme)
        made[form.name] = Made(brief, path, theme, *_drawn(brief, theme))
    assert sorted(made) == sorted(NAMES)
    return made


def _script() -> ModuleType:
    with mock.patch.object(sys, "path", [str(GALLERY), *sys.path]):
        import make  # type: ignore[import-not-found]
    return make  # type: ignore[no-any-return]


def _drawn(brief: model.Brief, theme: Theme) -> tuple[PlacingCanvas, list[list[tuple[float, float]]]]:
    """The canvas, and where the flowables of each page stand."""
    stacked: list[list[tuple[float, float]]] = []
    draw = pages._draw

    def noted(sheet: Sheet, canvas: Any, page: Any) -> None:
        stacked.append([])
        for flowable in sheet.drawn:
            at = flowable.drawOn

            def draw_on(canvas: Any, x: float, y: float, at: Any = at, flowable: Any = flowable) -> None:
                stacked[-1].append((y + flowable.height, y))
                at(canvas, x, y)

            flowable.drawOn = draw_on  # type: ignore[method-assign]
        draw(sheet, canvas, page)

    with mock.patch.object(rendering, "TaggedCanvas", PlacingCanvas), mock.patch.object(pages, "_draw", noted):
        canvas = rendering.lay_out(brief, theme)
    assert isinstance(canvas, PlacingCanvas)
    return canvas, stacked


# -- the files


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_form_conforms(flavour: str, gallery: dict[str, Made], program: Callable[[str], str]) -> None:
    paths = [str(made.path) for made in gallery.values()]
    command = [program("verapdf"), "-f", flavour, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == len(paths) == 9


def test_every_form_says_when_read_back_what_the_brief_says(gallery: dict[str, Made]) -> None:
    for name, made in gallery.items():
        parts = examine(made.path.read_bytes(), made.brief, None)
        assert parts == {"structure": (), "text": (), "figures": ()}, name
    items = [block for made in gallery.values() for block in made.brief.blocks if isinstance(block, model.ItemList)]
    assert any(below for block in items for below in block.below)


@pytest.mark.parametrize("name", ["gallery-th-thai-large", "gallery-en-default"])
def test_it_is_the_same_every_time(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    assert render(made.brief, theme=made.theme) == made.path.read_bytes()


def test_one_command_makes_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(GALLERY / "make.py"), str(tmp_path / "made")], capture_output=True, text=True, check=True
    )
    assert sorted(Path(line).stem for line in done.stdout.split()) == sorted(NAMES)
    assert sorted(path.stem for path in (tmp_path / "made").iterdir()) == sorted(NAMES)


def test_what_is_kept_of_it_is_little() -> None:
    kept = list(GALLERY.glob("*.pdf"))
    tracked = subprocess.run(
        ["git", "ls-files", "examples/gallery"], cwd=GALLERY.parents[1], capture_output=True, text=True, check=False
    )
    listed = [GALLERY.parents[1] / line for line in tracked.stdout.split() if line.endswith(".pdf")]
    for pdfs in (listed, kept if len(kept) <= 3 else []):
        assert len(pdfs) <= 3
        assert sum(path.stat().st_size for path in pdfs) < 600_000


# -- the words


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_line_and_cell_comes_out(
    name: str, reader: str, gallery: dict[str, Made], program: Callable[[str], str]
) -> None:
    made = gallery[name]
    found = read(made.path, reader, program)
    assert len(found) == made.canvas.page_count > 10
    for number, page in enumerate(found):
        fragments = [printed.text.strip(" ") for printed in made.canvas.printed if printed.page == number]
        assert len(fragments) > 5
        # One space is as good as two: readers make one of the two beside the figure of a slope.
        fragments, lines = ([" ".join(text.split()) for text in texts] for texts in (fragments, page.splitlines()))
        assert differences(fragments, lines) == [], f"page {number + 1}"


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_brief_is_printed_and_no_word_is_cut(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    own = Typesetter.of(made.brief, FontFamily.of(made.theme.fonts)).own
    texts: dict[int, list[str]] = defaultdict(list)
    for printed in made.canvas.printed:
        texts[id(printed.element)].append(printed.text)
    around = {"Table", "TR", "L", "LI", "Span", "Div", "TOC", "TOCI", "Reference"}
    elements = [e for e in elements_in_order(made.canvas.structure.root) if e.role not in around]
    # A link in a text is drawn by the element of the text, an entry of the contents by its own.
    elements = [e for e in elements if e.role != "Link" or id(e) in texts]
    # A cell of several paragraphs is drawn by the elements of its paragraphs.
    elements = [
        e for e in elements if not (e.role in {"TH", "TD"} and any(not isinstance(c, tuple) for c in e.children))
    ]
    # So is an item with a list below it.
    elements = [
        e for e in elements if not (e.role == "LBody" and any(getattr(c, "role", "") == "L" for c in e.children))
    ]
    wanted = [part for words in required(made.brief, made.theme) for part in _parts(words)]
    assert len(elements) == len(wanted) > 300
    ends = 0
    for element, words in zip(elements, wanted, strict=True):
        lines = texts[id(element)]
        if isinstance(words, Counter):
            assert element.role in ("Figure", "P")
            ends += sum(_checked_ends(text, _run_of(lines, text), own) for text in words)
        else:
            ends += _checked_ends(words, lines, own)
    assert ends > 10


def _run_of(lines: list[str], words: str) -> list[str]:
    """The lines, next to each other, that say the words."""
    wanted = "".join(words.split())
    for first in range(len(lines)):
        said = ""
        for last in range(first, len(lines)):
            said += "".join(lines[last].split())
            if said == wanted:
                return lines[first : last + 1]
            if not wanted.startswith(said):
                break
    raise AssertionError(f"{words!r} is not in {lines}")


def _parts(words: str | Counter[str]) -> list[str | Counter[str]]:
    return [*words.split("\n")] if isinstance(words, str) else [words]


def _checked_ends(words: str, lines: list[str], own: Any) -> int:
    """How many lines end within the text; each does where a line may."""
    allowed = {found.offset for found in break_opportunities(words, own)}
    text, at = words.replace(NO_BREAK_SPACE, " "), 0
    for index, line in enumerate(lines):
        while not text.startswith(line, at):
            assert text[at : at + 1] == " ", (words, lines)
            at += 1
        assert index == 0 or at in allowed, (words, lines)
        at += len(line)
    assert text[at:].strip(" ") == "", (words, lines)
    return max(0, len(lines) - 1)


# -- the places


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_outside_the_text_column(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(made.path)]
    page = made.theme.page
    assert len(made.canvas.places) > 500
    for number, left, right, baseline in made.canvas.places:
        width, height = sizes[number]
        assert left >= page.left - CLOSE
        assert right <= width - page.right + CLOSE
        assert page.bottom < baseline < height - page.top
    assert any(width > height for width, height in sizes)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_on_anything_else(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    assert len(made.stacked) == made.canvas.page_count
    assert sum(map(len, made.stacked)) > 80
    for page in made.stacked:
        assert page
        for (_, foot), (top, _) in pairwise(page):
            assert top <= foot + CLOSE


@pytest.mark.parametrize("name", NAMES)
def test_no_label_of_a_chart_touches_another(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    drawings = list(_drawings(made))
    assert len(drawings) > 20
    for title, drawing in drawings:
        labels = [mark for mark in drawing.marks if isinstance(mark, Label)]
        assert labels
        for label in labels:
            assert label.x >= -CLOSE
            assert label.x + label.width <= drawing.width + CLOSE
        for one, other in combinations(labels, 2):
            assert not one.rect.overlaps(other.rect), f"{title}: {one.text} and {other.text}"


def _drawings(made: Made) -> Iterator[tuple[str, Drawing]]:
    typesetter = Typesetter.of(made.brief, FontFamily.of(made.theme.fonts))
    width = made.theme.page.text_width
    for block in made.brief.blocks:
        if isinstance(block, model.Chart):
            broad = made.theme.page.turned(block.landscape).text_width
            yield block.caption.label, draw_chart(block, broad, made.theme, typesetter)
        elif isinstance(block, model.Ladder):
            yield block.caption.label, draw_ladder(block, width, made.theme, typesetter)


# -- all that there is


def test_it_has_every_part_that_a_brief_can_have(gallery: dict[str, Made]) -> None:
    seen: dict[tuple[type, str], set[Any]] = defaultdict(set)
    for made in gallery.values():
        _note_values(made.brief, seen)
    classes = {owner for owner, _ in seen}
    assert classes >= {*get_args(model.Block), model.ChartSeries, model.Axis, model.Column, model.Row, model.LadderStep}
    for owner, name, choices in (
        (model.Chart, "kind", get_args(model.ChartKind)),
        (model.Column, "kind", get_args(model.ColumnKind)),
        (model.Row, "kind", get_args(get_type_hints(model.Row)["kind"])),
        (model.Axis, "scale", get_args(get_type_hints(model.Axis)["scale"])),
        (model.Heading, "depth", range(1, 7)),
        (model.Table, "landscape", ("auto", True)),
    ):
        assert seen[owner, name] >= {*choices}, f"{owner.__name__}.{name}"
    # What may be left out is somewhere left out, and somewhere not.
    optional = 0
    for owner in (each for each in classes - {model.Brief} if each.__module__ == model.__name__):
        for field in fields(owner):
            if field.default is not MISSING:
                optional += 1
                assert len(seen[owner, field.name]) > 1, f"{owner.__name__}.{field.name}"
    assert optional > 20
    assert seen[model.Brief, "justify"] == {True, False}
    assert any(seen[model.Brief, "words"])


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_block_and_chart_and_every_edge_is_in_every_form(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    assert {type(block) for block in made.brief.blocks} == {*get_args(model.Block)}
    assert {chart.kind for chart in made.charts} == {*get_args(model.ChartKind)}
    tables = [block for block in made.brief.blocks if isinstance(block, model.Table)]
    figures = [[abs(value) for series in chart.series for value in series.values if value] for chart in made.charts]
    values = [value for chart in made.charts for series in chart.series for value in series.values]
    names = [model.plain(category) for chart in made.charts for category in chart.categories]
    edges = {
        "one year": any(chart.over_time and len(chart.categories) == 1 for chart in made.charts),
        "zeros alone": any(not any(each) for each in figures),
        "an outlier": any(each and max(each) > 20 * sorted(each)[len(each) // 2] for each in figures),
        "a negative change": any(value is not None and value < 0 for value in values),
        "none": any(chart.none_note for chart in made.charts),
        "long names": any(len(each) > 60 for each in names),
        "heads over heads": any(column.group for table in tables for column in table.columns),
        "a table over pages": any(len(table.rows) >= 40 for table in tables),
    }
    if "large" not in name:  # whose page is lower than that chart and narrower than that table
        edges["forty names"] = any(len(chart.categories) == 40 for chart in made.charts)
        edges["a broad table and chart"] = {True} <= {each.landscape for each in (*tables, *made.charts)}
    assert [edge for edge, is_there in edges.items() if not is_there] == []


def _note_values(value: Any, seen: dict[tuple[type, str], set[Any]]) -> None:
    if is_dataclass(value) and not isinstance(value, type):
        seen[type(value), ""].add(True)
        for field in fields(value):
            own = getattr(value, field.name)
            seen[type(value), field.name].add(own)
            _note_values(own, seen)
    elif isinstance(value, tuple):
        for item in value:
            _note_values(item, seen)


def test_every_theme_language_and_choice_of_digits_is_there() -> None:
    forms = list(_script().forms())
    assert {form.theme for form in forms} == {*built_in_themes()}
    assert {(form.language, form.digits) for form in forms} == {("th", "arabic"), ("th", "thai"), ("en", "arabic")}


# -- the figures

Source = dict[object, Decimal | None]


def _rows(name: str) -> list[dict[str, str]]:
    with (GALLERY / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell not in ("", "-") else None


def _sources(language: str) -> list[Source]:
    """Every series that a chart may draw, by year or by name, read from the files by themselves."""
    name = f"name_{language}"
    level = {"th": "ระดับ", "en": "Level"}[language]
    counts = {(int(r["fiscal_year"]), int(r["level"])): _number(r["count"]) for r in _rows("certificates")}
    years, levels = sorted({y for y, _ in counts}), sorted({n for _, n in counts})
    found: list[Source] = [{year: counts[year, n] for year in years} for n in levels]
    found += [{f"{level} {n}": counts[year, n] for n in levels} for year in years]
    by_year = {row["id"]: {year: _number(row[str(year)]) for year in years} for row in _rows("series")}
    found += [dict(values) for values in by_year.values()]
    staff = by_year["staff"]
    found += [{year: _difference(staff[year], staff.get(year - 1)) for year in years}]
    found += [{row[name]: _number(row["places"]) for row in _rows("areas")}]
    offices = _rows("offices")
    found += [{row[name]: _number(row[column]) for row in offices} for column in ("visits", "before")]
    found += [{row[name]: _difference(_number(row["visits"]), _number(row["before"])) for row in offices}]
    return found


def _difference(after: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if after is None or before is None else after - before


@pytest.mark.parametrize("name", NAMES)
def test_charts_say_in_words_and_draw_what_the_files_have(name: str, gallery: dict[str, Made]) -> None:
    made = gallery[name]
    sources = _sources(made.brief.language)
    phrases = PHRASES["th" if made.brief.language == "th" else "en"]
    checked = 0
    for chart in made.charts:
        keys = [_key(model.plain(category), made.brief) for category in chart.categories]
        for series in chart.series:
            assert any(_is_of(series.values, keys, source) for source in sources), chart.caption.label
            for category, value, label in zip(chart.categories, series.values, series.labels, strict=True):
                count = phrases.none if label == "–" else label or phrases.not_known
                said = phrases.in_year.format(year=model.plain(category), count=count)
                assert said in chart.alternative
                if value is not None and chart.kind != "shares":
                    assert Decimal(_plain_number(label)) == value
                checked += 1
    assert checked > 150


def _is_of(values: tuple[Any, ...], keys: list[object], source: Mapping[object, Decimal | None]) -> bool:
    return all(key in source and source[key] == value for key, value in zip(keys, values, strict=True))


def _key(category: str, brief: model.Brief) -> object:
    if re.fullmatch(r"[0-9๐-๙]{4}", category):
        return int(category) + (543 if brief.calendar == "ce" else 0)
    # Names keep to the digits of print, and the files have Arabic ones.
    return "".join(str(int(letter)) if letter in "๐๑๒๓๔๕๖๗๘๙" else letter for letter in category).replace("\u00a0", " ")


def _plain_number(label: str) -> str:
    digits = "".join(str(int(letter)) if letter.isdigit() else letter for letter in label)
    return digits.replace(",", "").replace("\u2212", "-").replace("–", "-")
