"""PDF/UA-1 and PDF/A-2a, judged by veraPDF."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from small_brief import brief_of, table_of, text

from gireport import render
from gireport.brief import model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Made

FLAVOURS = ("ua1", "2a")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_form_of_the_annual_brief_conforms(
    flavour: str, annual: dict[str, Made], program: Callable[[str], str]
) -> None:
    paths = [str(made.path) for made in annual.values()]
    assert len(paths) == 9
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, *paths], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == len(paths)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_theme_conforms(
    flavour: str, themed: dict[str, Made], program: Callable[[str], str], tmp_path: Path
) -> None:
    two_fonts = tmp_path / "two-fonts.pdf"
    table = table_of([["≥ 90", "CO₂"]], notes=("† ค่า±ที่",))
    render(brief_of(model.Heading(1, text("เป้าหมาย≥90", bold=True)), table), two_fonts, "large")
    paths = [*(str(made.path) for made in themed.values()), str(two_fonts)]
    assert len(paths) >= 4
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, *paths], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == len(paths)


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_a_file_with_its_tables_inside_conforms(
    flavour: str, annual: dict[str, Made], program: Callable[[str], str], tmp_path: Path
) -> None:
    for form in ("full", "thai-digits", "english"):
        render(annual[form].brief, tmp_path / f"{form}.pdf", attach_data=True)
    paths = [str(path) for path in tmp_path.iterdir()]
    assert len(paths) == 3
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, *paths], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("PASS") == len(paths)


@pytest.mark.parametrize(
    ("flavour", "sound", "broken"),
    [
        ("ua1", b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>7</pdfuaid:part>"),
        ("2a", b"<pdfaid:conformance>A</pdfaid:conformance>", b"<pdfaid:conformance>X</pdfaid:conformance>"),
    ],
)
def test_a_broken_file_does_not_conform(
    flavour: str, sound: bytes, broken: bytes, annual: dict[str, Made], program: Callable[[str], str], tmp_path: Path
) -> None:
    content = annual["full"].path.read_bytes()
    assert content.count(sound) == 1
    path = tmp_path / "broken.pdf"
    path.write_bytes(content.replace(sound, broken))
    done = subprocess.run(
        [program("verapdf"), "-f", flavour, str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 1
    assert "FAIL" in done.stdout
