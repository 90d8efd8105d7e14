"""The checker checked: what is sound passes, and each rule catches a file that breaks it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from broken_files import AROUND, STRUCTURE, broken, change_digit, elements, mark_of, page_text, text_of
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_reports import composed, rendered, reports

from gireport import Dataset, Template, compose, render
from gireport.pdf.reading import read_tagged_file
from gireport.verify import around, grids, structure
from gireport.verify.pdfium import marked_texts
from gireport.verify.proof import examine, examine_apart

if TYPE_CHECKING:
    from conftest import Made
    from random_reports import Report

    from gireport.errors import Problem

DATA = Dataset.bundled()
SOURCE = """+++
version = 1
name = "sample"
purpose = "ทดสอบ"
+++
# หัวเรื่อง

ดู {{ ref("t") }} และ [เว็บ](https://example.go.th/) รวม {{ total() }} ฉบับ ใน 12 ปี

## ตาราง

```table
source = "certificates"
id = "t"
caption = "ใบรับรอง"
head = "ระดับ"
total = "รวม"
none_note = "– หมายถึง ไม่มี"
```

```chart
kind = "bars"
caption = "แผนภูมิ"
none_note = "– หมายถึง ไม่มี"
```

```table
source = "certificates"
caption = "อีกตารางหนึ่ง"
head = "ระดับ"
total = "รวม"
none_note = "– หมายถึง ไม่มี"
```
"""


def codes_of(content: bytes, form: Any, selection: Any = None) -> list[str]:
    return [problem.code for found in examine(content, form, selection).values() for problem in found]


def problems_of(content: bytes, form: Any, selection: Any = None) -> list[Problem]:
    return [problem for found in examine(content, form, selection).values() for problem in found]


# -- what is sound


def test_every_form_of_the_annual_brief_passes(annual: dict[str, Made]) -> None:
    assert len(annual) == 9
    for form, each in annual.items():
        parts = examine(each.path.read_bytes(), each.brief, None)
        assert parts == {"structure": (), "text": (), "figures": ()}, form


def test_every_theme_passes(themed: dict[str, Made]) -> None:
    assert len(themed) >= 3
    for theme, each in themed.items():
        assert codes_of(each.path.read_bytes(), each.brief) == [], theme


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("template", ["annual", "level", "year", "targets"])
def test_every_template_passes(template: str, lang: Any) -> None:
    selection = DATA.select(levels=[3] if template == "level" else None)
    brief = compose(selection, Template.load(template), lang=lang)
    for attach in (False, True):
        content = render(brief, attach_data=attach)
        assert codes_of(content, brief, selection) == []
        assert examine_apart(content, brief, selection) == {"structure": (), "text": (), "figures": ()}


@settings(deadline=None, max_examples=15, suppress_health_check=[*HealthCheck])
@given(reports())
def test_reports_of_any_data_by_any_template_pass(report: Report) -> None:
    found = composed(report)
    content = rendered(found[0], report) if found else None
    assume(found is not None and content is not None)
    assert found is not None
    assert content is not None
    brief, selection = found
    assert [(p.code, dict(p.facts)) for p in problems_of(content, brief, selection)] == []


# -- what is not


@pytest.fixture(scope="module")
def whole() -> tuple[Any, Any, bytes]:
    """A brief of all levels with notes, links, figures and tables, its selection, and its file."""
    selection = DATA.select()
    template = Template.parse(SOURCE, "t.md")
    brief = compose(selection, template)
    return brief, selection, render(brief)


def test_each_rule_of_structure_has_a_file_that_breaks_it() -> None:
    told = set(re.findall(r'"(verify\.[a-z-]+)"', Path(structure.__file__).read_text(encoding="utf-8")))
    assert told == set(STRUCTURE)
    assert len(told) > 20


@pytest.mark.parametrize("code", STRUCTURE)
def test_a_file_broken_in_one_way_is_caught(code: str, whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole
    assert codes_of(content, brief, selection) == []
    assert codes_of(broken(content, lambda pdf: None), brief, selection) == []
    assert code in codes_of(broken(content, STRUCTURE[code]), None)


@pytest.mark.parametrize("code", AROUND)
def test_what_stands_around_the_text_is_compared(code: str, whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole
    assert codes_of(broken(content, AROUND[code]), brief, selection) == [code]
    told = set(re.findall(r'"(verify\.[a-z-]+)"', Path(around.__file__).read_text(encoding="utf-8")))
    assert told == set(AROUND)


@pytest.mark.parametrize("key", ["/ActualText", "/Alt", "/E"])
@pytest.mark.parametrize("role", ["TD", "P", "TH", "Caption"])
def test_nothing_is_spoken_in_place_of_what_is_printed(role: str, key: str, whole: tuple[Any, Any, bytes]) -> None:
    _, _, content = whole

    def speak(pdf: pikepdf.Pdf) -> None:
        elements(pdf, role)[0][key] = pikepdf.String("9,999")

    assert codes_of(broken(content, speak), None) == ["verify.spoken-otherwise"]


def test_tables_inside_are_those_of_the_brief(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, _ = whole
    content = render(brief, attach_data=True)
    assert codes_of(content, brief, selection) == []

    def change(pdf: pikepdf.Pdf) -> None:
        name = next(iter(pdf.attachments))
        pdf.attachments[name] = pdf.attachments[name].get_file().read_bytes().replace(b"316", b"317", 1)

    assert codes_of(broken(content, change), brief, selection) == ["verify.attached"]


def test_a_figure_changed_in_a_cell_is_caught_in_that_cell(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole
    cells = 0
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = [
            at for at, cell in enumerate(elements(pdf, "TD")) if "/K" in cell and text_of(pdf, cell)[:1].isdigit()
        ]
    assert len(numbers) > 60
    for at in (numbers[0], numbers[17], numbers[-1]):
        changed = broken(content, lambda pdf, at=at: change_digit(pdf, elements(pdf, "TD")[at]))  # type: ignore[misc]
        found = problems_of(changed, brief, selection)
        assert "verify.cell-figure" in {problem.code for problem in found}
        assert all(problem.code in ("verify.cell-figure", "verify.cell-data") for problem in found)
        cells += 1
    assert cells == 3


def test_the_rows_of_the_dataset_tell_a_changed_cell_without_the_brief(whole: tuple[Any, Any, bytes]) -> None:
    _, selection, content = whole

    def found(content: bytes) -> list[Problem]:
        root = read_tagged_file(content).root
        assert root is not None
        return grids.grid_problems(root, marked_texts(content), selection)

    assert found(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        first = next(at for at, cell in enumerate(elements(pdf, "TD")) if "/K" in cell)
    [problem] = found(broken(content, lambda pdf: change_digit(pdf, elements(pdf, "TD")[first])))
    assert problem.code == "verify.cell-data"
    assert problem.facts["row"] == 1
    assert problem.facts["expected"] == "316"


def test_a_figure_changed_in_a_sentence_is_caught(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole
    for nth in (0, 2):
        changed = broken(content, lambda pdf, nth=nth: _last_digits(pdf, nth))  # type: ignore[misc]
        [problem] = problems_of(changed, brief, selection)
        assert problem.code == "verify.figure"


def _last_digits(pdf: pikepdf.Pdf, nth: int) -> None:
    """Another digit in the paragraph's words after its links."""
    paragraph = elements(pdf, "P")[0]
    marks = [int(kid) for kid in paragraph.K if isinstance(kid, int)]
    last = pikepdf.Dictionary(K=marks[-1], Pg=paragraph.Pg)
    change_digit(pdf, last, nth=nth)


def test_a_figure_changed_in_an_alternative_is_caught(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole

    def change(pdf: pikepdf.Pdf) -> None:
        figure = elements(pdf, "Figure")[0]
        alternative = str(figure.Alt)
        at = alternative.rindex("1")
        figure.Alt = pikepdf.String(alternative[:at] + "7" + alternative[at + 1 :])

    [problem] = problems_of(broken(content, change), brief, selection)
    assert problem.code == "verify.figure"


@pytest.mark.parametrize("nth", [1, 6, 12, 27])
def test_a_figure_changed_in_a_drawing_is_caught(nth: int, whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole
    changed = broken(content, lambda pdf: change_digit(pdf, elements(pdf, "Figure")[0], nth=nth))
    assert {problem.code for problem in problems_of(changed, brief, selection)} == {"verify.figure"}


def test_a_figure_changed_in_the_ladder_is_caught() -> None:
    selection = DATA.select()
    brief = compose(selection, Template.load("annual"))
    content = render(brief)
    for nth in (0, 1, 8):
        changed = broken(content, lambda pdf, nth=nth: change_digit(pdf, elements(pdf, "Figure")[0], nth=nth))  # type: ignore[misc]
        assert "verify.figure" in codes_of(changed, brief, selection)


@pytest.mark.parametrize(("role", "code"), [("H2", "verify.text"), ("Caption", "verify.text"), ("Note", "verify.text")])
def test_words_changed_are_caught(role: str, code: str, whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole

    def change(pdf: pikepdf.Pdf) -> None:
        page, mcid = mark_of(elements(pdf, role)[-1])
        # Without its last letters.
        pattern = rb"(/MCID %d>> BDC.*?)[0-9A-F]{8}>\]TJ(\s*(?:ET\s*)?EMC)" % mcid
        page_text(pdf, page, lambda text: re.sub(pattern, rb"\1>]TJ\2", text, count=1, flags=re.DOTALL))

    assert code in codes_of(broken(content, change), brief, selection)


def test_what_is_missing_and_what_is_too_much_are_told_apart(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole

    def drop(pdf: pikepdf.Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K
        document.K = pikepdf.Array([kid for kid in document.K if kid.S != "/H2"])

    def double(pdf: pikepdf.Pdf) -> None:
        document = pdf.Root.StructTreeRoot.K
        kids = list(document.K)
        document.K = pikepdf.Array([*kids[:1], *kids])

    assert "verify.missing" in codes_of(broken(content, drop), brief, selection)
    assert "verify.surplus" in codes_of(broken(content, double), brief, selection)


def test_another_role_is_told(whole: tuple[Any, Any, bytes]) -> None:
    brief, selection, content = whole

    def change(pdf: pikepdf.Pdf) -> None:
        elements(pdf, "H2")[0].S = pikepdf.Name.P

    found = codes_of(broken(content, change), brief, selection)
    assert "verify.role" in found or {"verify.missing", "verify.surplus"} <= set(found)


# -- hostile


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_never_a_crash(data: st.DataObject, whole: tuple[Any, Any, bytes]) -> None:
    _, _, content = whole
    at = data.draw(st.integers(0, len(content) - 1))
    junk = data.draw(st.binary(max_size=40))
    damaged = content[:at] + junk + content[at + data.draw(st.integers(0, 2000)) :]
    found = examine(damaged, None, None)
    assert set(found) == {"structure"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"no", b"%PDF-1.7\n" + b"[" * 100_000])
def test_what_is_no_pdf_is_unreadable(content: bytes) -> None:
    for found in (examine(content, None, None), examine_apart(content, None, None)):
        assert [problem.code for problem in found["structure"]] == ["verify.unreadable"]


def test_a_file_under_a_password_is_unreadable(whole: tuple[Any, Any, bytes], tmp_path: Path) -> None:
    _, _, content = whole
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(tmp_path / "secret.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
        pdf.save(tmp_path / "open.pdf", encryption=pikepdf.Encryption(owner="a", user=""))
    for name in ("secret.pdf", "open.pdf"):
        [problem] = examine_apart((tmp_path / name).read_bytes(), None, None)["structure"]
        assert problem.code == "verify.unreadable"
        assert problem.facts["reason"] == "encrypted"


def _bomb(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"q Q " * 60_000_000)


def test_a_bomb_is_bounded(whole: tuple[Any, Any, bytes]) -> None:
    _, _, content = whole
    bomb = broken(content, _bomb)
    assert len(bomb) < 2_000_000
    [problem] = examine_apart(bomb, None, None)["structure"]
    assert problem.code == "verify.unreadable"
