"""The reference of templates names what there is, all of it and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from gireport import Dataset
from gireport.brief.directives import _MAKERS
from gireport.brief.expressions import filter_names
from gireport.brief.speech import Speech
from gireport.brief.vocabulary import Vocabulary

DOCUMENT = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def named(section: str, *, table: bool = True) -> set[str]:
    """The words in backticks of a section, of its table those of the first column."""
    [text] = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", DOCUMENT, re.DOTALL | re.MULTILINE)
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")] if table else [text]
    return {word for cell in cells for word in re.findall("`([^`]+)`", cell)}


def test_every_name_and_function_is_told_of() -> None:
    names = Vocabulary(Dataset.bundled().select(), Speech()).names()
    assert len(names) > 40
    assert named("Names and functions") == set(names)


def test_every_filter_is_told_of() -> None:
    assert named("Filters") == set(filter_names())


def test_every_directive_is_told_of() -> None:
    assert named("Directives", table=False) == set(_MAKERS)
