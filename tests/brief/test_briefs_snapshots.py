"""What every built-in brief says, kept as text: a change of a word shows in the difference of a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from briefs_kit import ASKED, CELLS, LANGUAGES, Asked, in_arabic, lines, made, span, written_counts, written_places

from gireport.brief.template import built_in_templates

if TYPE_CHECKING:
    from gireport import Dataset
    from gireport.thai.calendar_names import Language

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return written_places(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dataset]:
    return {kind: written_counts(tmp_path_factory.mktemp(kind), kind) for kind in CELLS}


def of_each_kind(name: str, small: dict[str, Dataset]) -> list[tuple[str, Asked, Dataset]]:
    """A brief of each kind of cell. Those of provinces have theirs already: Trat has noughts and none, Rayong a gap."""
    if name == "province":
        return []
    asked = [Asked(None, (level,)) for level in (1, 2)] if name == "level" else [Asked()]
    asked += [Asked((2564,))] if name in ("annual", "targets", "year") else []
    return [(f"{kind}, {each}", each, small[kind]) for kind in CELLS for each in asked]


def test_every_brief_is_of_every_kind_of_selection() -> None:
    """The provinces have no outlier to leave out; one level is what the brief of a level always has."""
    for name, every in ASKED.items():
        assert any(asked.years is None and (asked.levels is None or name == "level") for asked in every), name
        assert any(len(asked.years or ()) == 1 for asked in every), name
        assert any(len(asked.levels or ()) == 1 for asked in every), name
        assert name == "province" or any(asked.years == span(2554, 2564) for asked in every), name


def test_every_built_in_template_has_its_snapshots() -> None:
    assert sorted(ASKED) == built_in_templates()
    kept = {path.stem for path in SNAPSHOTS.glob("*.txt")}
    assert kept == {f"{name}-{lang}" for name in ASKED for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_a_brief_says(
    name: str, lang: Language, places: Dataset, small: dict[str, Dataset], request: pytest.FixtureRequest
) -> None:
    said = []
    for asked in ASKED[name]:
        brief = made(name, asked, lang, places=places if asked.places else None)
        said += [f"=== {asked}", *lines(brief), ""]
    for title, asked, dataset in of_each_kind(name, small):
        said += [f"=== {title}", *lines(made(name, asked, lang, places=dataset)), ""]
    path = SNAPSHOTS / f"{name}-{lang}.txt"
    text = _compact(said)
    if request.config.getoption("--update-snapshots"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "if this is meant: pytest --update-snapshots"


@pytest.mark.parametrize("name", sorted(ASKED))
def test_thai_digits_say_the_same(name: str, places: Dataset, small: dict[str, Dataset]) -> None:
    seen = 0
    bundled = [(asked, places if asked.places else None) for asked in ASKED[name]]
    for asked, dataset in [*bundled, *((asked, given) for _, asked, given in of_each_kind(name, small))]:
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
