"""What stands around the text of a brief in its file: title, bookmarks, links, heads and feet, the tables inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.brief import model
from gireport.brief.attached import attached_tables
from gireport.brief.model import plain
from gireport.dataset.characters import shown
from gireport.errors import Problem
from gireport.thai.digits import to_arabic_digits
from gireport.verify.pdfium import UNMARKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gireport.brief.model import Brief
    from gireport.pdf.tagged import TaggedFile
    from gireport.verify.pdfium import Texts

_SPACE = re.compile(r"\s+")


def around_problems(brief: Brief, file: TaggedFile, texts: Texts) -> Iterator[Problem]:
    """Where any of it is not what the brief says."""
    if _plain(file.title) != _plain(brief.title):
        yield Problem("verify.title", facts={"found": shown(file.title), "expected": shown(brief.title)})
    if not file.language.startswith(brief.language):
        yield Problem("verify.language", facts={"found": file.language, "expected": brief.language})
    headings = [plain(block.text) for block in brief.blocks if isinstance(block, model.Heading)]
    if [*map(_plain, file.outline)] != [*map(_plain, headings)]:
        yield Problem("verify.outline")
    addresses = {span.link for span in brief.texts() if span.link and not span.link.startswith("#")}
    if strange := set(file.targets) - addresses:
        yield Problem("verify.link-target", facts={"found": ", ".join(map(shown, sorted(strange)))})
    yield from _of_artifacts(brief, texts)
    if file.attachments and file.attachments != {each.name: each.content for each in attached_tables(brief)}:
        yield Problem("verify.attached")


def _of_artifacts(brief: Brief, texts: Texts) -> Iterator[Problem]:
    """Whatever is written outside of elements has to be of a head or foot, or repeated above a table."""
    known = [_squeezed(text) for text in _outside(brief)]
    page = re.escape(_squeezed(brief.furniture.page.format(page="0", pages="0"))).replace("0", "[0-9]+")
    for mark, found in texts.items():
        if mark.mcid != UNMARKED:
            continue
        for text in found:
            bare = _squeezed(text)
            is_page = re.fullmatch(page, to_arabic_digits(bare))
            # Lines of a head may be parts of it.
            if bare.strip(".…") and not is_page and not any(bare in each for each in known):
                yield Problem("verify.outside", facts={"page": mark.page + 1, "found": shown(text)})


def _outside(brief: Brief) -> Iterable[str]:
    furniture = brief.furniture
    yield from (plain(furniture.head_left), plain(furniture.head_right), plain(furniture.foot_left))
    for block in brief.blocks:
        if isinstance(block, model.Table):
            yield block.caption.continued
            for column in block.columns:
                yield from (plain(column.head), plain(column.group))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\u00a0", " ")).strip(" ")


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text.replace("\u00a0", " "))
