"""Small templates for tests, what they make of the bundled data, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gireport import Dataset, Template, compose
from gireport.brief.model import Brief, Paragraph, plain
from gireport.errors import TemplateError
from gireport.messages import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from gireport.brief.model import Block, Text
    from gireport.errors import Problem

FRONT = '+++\nversion = 1\nname = "t"\npurpose = "ทดสอบ"\n+++\n'
BODY_LINE = FRONT.count("\n") + 1
TITLE = "# เรื่อง\n\n"


def composed(body: str, digits: Any = "arabic", *, front: str = FRONT, **selection: Any) -> Brief:
    """The brief of a template with this body, after a title, from the bundled data."""
    return compose(Dataset.bundled().select(**selection), Template.parse(front + TITLE + body, "t.md"), digits=digits)


def blocks(body: str, digits: Any = "arabic", **selection: Any) -> tuple[Block, ...]:
    """The blocks after the title."""
    return composed(body, digits, **selection).blocks[1:]


def paragraph(body: str, digits: Any = "arabic", **selection: Any) -> Text:
    """The text of the one paragraph that there is."""
    [block] = blocks(body, digits, **selection)
    assert isinstance(block, Paragraph)
    return block.text


def words(body: str, digits: Any = "arabic", **selection: Any) -> str:
    """The words of the one paragraph that there is."""
    return plain(paragraph(body, digits, **selection))


def refused(action: Callable[[], object]) -> tuple[Problem, ...]:
    """The template problems that the action meets, every one of them worded in both languages."""
    with pytest.raises(TemplateError) as caught:
        action()
    for problem in caught.value.problems:
        assert describe(problem, "en") != describe(problem, "th")
        assert not any("\ufdd0" <= character <= "\ufdef" for character in describe(problem, "en"))
    return caught.value.problems


def faults(body: str, **selection: Any) -> list[tuple[str, int | None]]:
    """What is wrong with a body: codes, and lines counted from 1 as if the body, title left out, began the file."""
    ahead = (FRONT + TITLE).count("\n")
    found = refused(lambda: composed(body, **selection))
    assert {problem.place.file for problem in found} == {"t.md"}
    return [(problem.code, problem.place.line and problem.place.line - ahead) for problem in found]
