"""PDF/UA-1 and PDF/A-2a, judged by veraPDF."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import is_whole, judge
from random_reports import made, reports
from small_brief import brief_of, table_of, text

from gireport import render
from gireport.brief import model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Made
    from random_reports import Report

FLAVOURS = ("ua1", "2a")
WHOLE = render(brief_of(model.Heading(1, text("ก"))))


def test_every_form_of_the_annual_brief_conforms(annual: dict[str, Made], program: Callable[[str], str]) -> None:
    paths = [made.path for made in annual.values()]
    assert len(paths) == 9
    assert judge(program("verapdf"), paths, FLAVOURS) == []


def test_every_theme_conforms(themed: dict[str, Made], program: Callable[[str], str], tmp_path: Path) -> None:
    two_fonts = tmp_path / "two-fonts.pdf"
    table = table_of([["≥ 90", "CO₂"]], notes=("† ค่า±ที่",))
    render(brief_of(model.Heading(1, text("เป้าหมาย≥90", bold=True)), table), two_fonts, "large")
    paths = [*(made.path for made in themed.values()), two_fonts]
    assert len(paths) >= 4
    assert judge(program("verapdf"), paths, FLAVOURS) == []


def test_a_file_with_its_tables_inside_conforms(
    annual: dict[str, Made], program: Callable[[str], str], tmp_path: Path
) -> None:
    for form in ("full", "thai-digits", "english"):
        render(annual[form].brief, tmp_path / f"{form}.pdf", attach_data=True)
    paths = [*tmp_path.iterdir()]
    assert len(paths) == 3
    assert judge(program("verapdf"), paths, ("ua1", "3a")) == []


def test_reports_of_any_data_by_any_template_conform(program: Callable[[str], str], tmp_path: Path) -> None:
    """Three dozen here; `.ci/long` makes thousands."""

    @settings(deadline=None, max_examples=examples(36), suppress_health_check=[*HealthCheck])
    @given(reports())
    def make(report: Report) -> None:
        content = made(report)
        if content is not None:
            (tmp_path / f"{hashlib.sha256(content).hexdigest()}.pdf").write_bytes(content)

    make()
    paths = [*tmp_path.iterdir()]
    assert len(paths) > examples(36) // 3
    assert judge(program("verapdf"), paths) == []


def examples(few: int) -> int:
    """How many examples: a few, unless the profile asks for more."""
    return max(few, settings().max_examples) if settings().max_examples > 100 else few


@settings(deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=1))
def test_what_was_changed_afterwards_is_not_whole(at: int, byte: bytes) -> None:
    content = WHOLE
    assert is_whole(content)
    at %= len(content)
    changed = content[:at] + byte + content[at + 1 :]
    in_its_table = at >= content.rindex(b" 0 obj\n") - 5
    assert in_its_table or changed == content or not is_whole(changed)
    assert not is_whole(content[:at])
    assert not is_whole(content + byte)


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
