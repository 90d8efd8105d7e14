"""What every built-in brief says, kept as text: a change of a word shows in the difference of a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from briefs_kit import ASKED, LANGUAGES, in_arabic, lines, made, written_places

from gireport.brief.template import built_in_templates

if TYPE_CHECKING:
    from gireport import Dataset
    from gireport.thai.calendar_names import Language

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return written_places(tmp_path_factory.mktemp("places"))


def test_every_built_in_template_has_its_snapshots() -> None:
    assert sorted(ASKED) == built_in_templates()
    kept = {path.stem for path in SNAPSHOTS.glob("*.txt")}
    assert kept == {f"{name}-{lang}" for name in ASKED for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_a_brief_says(name: str, lang: Language, places: Dataset, request: pytest.FixtureRequest) -> None:
    said = []
    for asked in ASKED[name]:
        brief = made(name, asked, lang, places=places if asked.places else None)
        said += [f"=== {asked}", *lines(brief), ""]
    path = SNAPSHOTS / f"{name}-{lang}.txt"
    text = _compact(said)
    if request.config.getoption("--update-snapshots"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "if this is meant: pytest --update-snapshots"


@pytest.mark.parametrize("name", sorted(ASKED))
def test_thai_digits_say_the_same(name: str, places: Dataset) -> None:
    seen = 0
    for asked in ASKED[name]:
        dataset = places if asked.places else None
        thai = list(lines(made(name, asked, "th", "thai", places=dataset)))
        assert [in_arabic(line) for line in thai] == [
            in_arabic(line) for line in lines(made(name, asked, "th", places=dataset))
        ]
        # The digits of an address or of a Latin name are part of it.
        assert not any(re.search("[0-9]", re.sub(r"\S*[A-Za-z]\S*", "", line)) for line in thai)
        seen += 1
    assert seen > 3


def _compact(said: list[str]) -> str:
    """The lines, one that was there before as `^` and its number: the notes of a brief hardly change."""
    first: dict[str, int] = {}
    kept = []
    for number, line in enumerate(said, start=1):
        known = first.setdefault(line, number)
        kept.append(f"^{known}" if known < number and len(line) > 8 else line)
    return "\n".join(kept)
