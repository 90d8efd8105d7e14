"""Every form of table in one file, judged by veraPDF."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from page_kit import LONG, figure, paragraph
from small_brief import brief_of, table_of, text

from gireport.brief import model
from gireport.rendering import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def every_form() -> model.Brief:
    """Heads above heads, paragraphs in cells, empty cells, a row higher than a page, many rows, broad pages, figures
    drawn out of their order.
    """
    rows = [["ก", "1.5", "−2", "ข้อแรก\n\nข้อสอง"], ["", "", "–", ""], ["รวม", "24", "1,172.5", "คำ"]]
    spanned = table_of(rows, notes=("หมายเหตุ",))
    heads = [model.Column(text(f"หัว {n}"), "figure" if n in (1, 2) else "text") for n in range(4)]
    heads[1:3] = [replace(head, group=text("สองสดมภ์")) for head in heads[1:3]]
    continued = model.Caption("ตารางที่ 2", text("ยาว"), "ตารางที่ 2 (ต่อ)")
    long = table_of([[f"แถว {n}", str(n)] for n in range(120)] + [["สูง", LONG * 90]])
    wide = table_of([["ชื่อ", *["12,345,678"] * 14]] * 40, figures=True)
    return brief_of(
        model.Heading(1, text("เรื่อง")),
        *[paragraph(n, 6) for n in range(4)],
        figure(1, 9),
        replace(spanned, columns=tuple(heads)),
        paragraph(5),
        replace(long, caption=continued),
        wide,
        *[paragraph(n) for n in range(6, 12)],
    )


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_every_form_of_table_conforms(flavour: str, program: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "tables.pdf"
    render(every_form(), path)
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == 1
