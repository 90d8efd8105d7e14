"""Words that a dataset brings: kept whole from its declaration to the lines of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gireport import Dataset, Template, compose
from gireport.errors import DataError
from gireport.layout.fonts import FontFamily
from gireport.layout.theme import DEFAULT
from gireport.layout.typesetting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A name of no meaning, which the list can only cut into words of its own.
NAME = "มะลิบานเช้า"
DECLARATION = """version = 1
name = "mine"
words = [{words}]

[tables.certificates]
file = "c.csv"
complete = ["fiscal_year", "level"]
columns = [
  {{ name = "fiscal_year", type = "fiscal-year", key = true }},
  {{ name = "level", type = "level", key = true }},
  {{ name = "count", type = "count" }},
]
"""


def dataset_with(folder: Path, *words: str) -> Dataset:
    folder.mkdir()
    listed = ", ".join(f'"{word}"' for word in words)
    (folder / "dataset.toml").write_text(DECLARATION.format(words=listed), encoding="utf-8")
    (folder / "c.csv").write_text("fiscal_year,level,count\n2565,1,2\n", encoding="utf-8")
    return Dataset.read(folder)


def line_ends(dataset: Dataset | None) -> Iterator[int]:
    """Where lines of a sentence with the name in it end, at many widths: offsets in the sentence."""
    brief = compose((dataset or Dataset.bundled()).select(), Template.load("annual"))
    typesetter = Typesetter.of(brief, FontFamily.sarabun())
    sentence = f"โครงการ{NAME}และโครงการ{NAME}ของจังหวัด"
    from gireport.brief.model import Span

    flow = typesetter.set((Span(sentence),), DEFAULT.body).flow
    for width in range(60, 260, 2):
        if width < flow.minimum_width:
            continue
        at = 0
        for line in flow.lines(width)[:-1]:
            at += len(line.text)
            yield at


def inside(offset: int) -> bool:
    first = len("โครงการ")
    second = len(f"โครงการ{NAME}และโครงการ")
    return any(start < offset < start + len(NAME) for start in (first, second))


def test_an_own_word_is_kept_whole(tmp_path: Path) -> None:
    without = list(line_ends(dataset_with(tmp_path / "without", "อื่นใด")))
    assert any(map(inside, without))
    kept = list(line_ends(dataset_with(tmp_path / "with", NAME)))
    assert len(kept) > 50
    assert not any(map(inside, kept))
    # And the next dataset in the same process knows nothing of it.
    assert list(line_ends(dataset_with(tmp_path / "again", "อื่นใด"))) == without


def test_joints_are_where_a_compound_may_be_parted(tmp_path: Path) -> None:
    dataset = dataset_with(tmp_path / "d", "มะลิบาน|เช้า")
    assert dataset.words == ("มะลิบาน|เช้า",)
    joints = {len("โครงการมะลิบาน"), len(f"โครงการ{NAME}และโครงการมะลิบาน")}
    assert {end for end in line_ends(dataset) if inside(end)} <= joints


@pytest.mark.parametrize("word", ["ก", "Green", "กาก||อุตสาหกรรม", "การ ค้า"])
def test_a_word_that_is_none_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(DataError) as caught:
        dataset_with(tmp_path / "d", word)
    [problem] = caught.value.problems
    assert problem.code == "schema.bad-word"
    assert problem.facts["value"] == word
