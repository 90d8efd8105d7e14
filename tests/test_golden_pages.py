"""A few pages as they should look, compared pixel by pixel.

    pytest tests/test_golden_pages.py --update-golden     # after a change of looks that was looked at

Most of what can go wrong is asserted elsewhere in figures; these pages are for what nobody thought of. A page may
differ in a few pixels, because rasterizers round in their own ways. Where it differs in more, what came out, what was
expected and where they differ are left in the folder that the failure names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from gireport import Dataset, Template, compose, render
from gireport.brief.model import Heading

if TYPE_CHECKING:
    from collections.abc import Mapping

GOLDEN = Path(__file__).with_name("golden")
SCALE = 0.7  # pixels a point: enough to see a mark out of place, small enough to keep
SEEN = 48  # of 255: what a pixel may be off before it counts
TOLERANCE = 0.00005  # of the pixels, twelve of them; a mark lost in a heading is more, as the last test shows
LARGEST = 40_000  # bytes of a golden file


@dataclass(frozen=True)
class Golden:
    """A page of a brief: what is asked of the bundled data, how it is printed, and which page, from 0."""

    page: int
    selection: Mapping[str, Any]
    composed: Mapping[str, Any]
    theme: str = "default"


PAGES = {
    "annual-first": Golden(0, {}, {}),
    "annual-charts": Golden(1, {}, {"digits": "thai"}),
    "annual-tables": Golden(2, {"years": range(2560, 2566)}, {}),
    "english-first": Golden(0, {}, {"lang": "en"}),
    "black-and-white": Golden(0, {"levels": [1, 2, 3]}, {}, "mono"),
    "large-print": Golden(0, {"years": [2565]}, {}, "large"),
}


def drawn(golden: Golden, lose: str = "") -> Image.Image:
    """The page in greys; without the first `lose` of its title, to see what one mark makes out."""
    brief = compose(Dataset.bundled().select(**golden.selection), Template.load("annual"), **golden.composed)
    if lose:
        title, *rest = brief.blocks
        assert isinstance(title, Heading)
        first, *more = title.text
        assert lose in first.text
        shorter = replace(first, text=first.text.replace(lose, "", 1))
        brief = replace(brief, blocks=(replace(title, text=(shorter, *more)), *rest))
    page = pypdfium2.PdfDocument(BytesIO(render(brief, theme=golden.theme)))[golden.page]
    return page.render(scale=SCALE).to_pil().convert("L")


def differing(got: Image.Image, expected: Image.Image) -> Image.Image:
    """Black where two pictures of one size differ visibly."""
    return ImageChops.difference(got, expected).point(lambda difference: 0 if difference > SEEN else 255)


def share_of(difference: Image.Image) -> float:
    """The share of black pixels."""
    return difference.histogram()[0] / (difference.width * difference.height)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = GOLDEN / f"{name}.png"
    got = drawn(PAGES[name])
    if request.config.getoption("--update-golden"):
        # Sixteen greys, so that the files stay small; what they lose is far below what counts as seen.
        got.quantize(16).save(path, optimize=True)
    with Image.open(path) as file:
        expected = file.convert("L")
    failure = None
    if got.size != expected.size:
        failure = f"{got.size} pixels, expected {expected.size}"
    elif (share := share_of(differing(got, expected))) > TOLERANCE:
        failure = f"{share:.3%} of the pixels differ, {TOLERANCE:.3%} may"
    if failure:
        kept = tmp_path_factory.mktemp(f"golden-{name}")
        got.save(kept / "got.png")
        expected.save(kept / "expected.png")
        if got.size == expected.size:
            differing(got, expected).save(kept / "difference.png")
        pytest.fail(f"{name}: {failure}; see {kept}")


def test_they_are_few_and_small() -> None:
    files = sorted(GOLDEN.glob("*.png"))
    assert [file.stem for file in files] == sorted(PAGES)
    assert len(files) <= 6
    assert all(file.stat().st_size < LARGEST for file in files)


def test_a_page_that_changed_is_noticed() -> None:
    """A few words a pixel to the side, or one vowel sign lost, are more than the tolerance."""
    page = drawn(PAGES["annual-first"])
    moved = page.copy()
    words = page.crop((60, 130, 300, 160))
    moved.paste(words, (61, 130))
    assert share_of(differing(moved, page)) > TOLERANCE
    assert share_of(differing(drawn(PAGES["annual-first"], lose="\u0e35"), page)) > TOLERANCE
    assert share_of(differing(page, page)) == 0
