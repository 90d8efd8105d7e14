"""gireport through its public API: `whole` selects, composes and renders; `render` is given composed briefs."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING

from drive import drive

from gireport import Dataset, Template, compose
from gireport.rendering import render

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.brief.model import Brief


def brief_of(line: str) -> Brief:
    """The annual brief of a selection, one line of JSON: its first and last year, and a level or null for all, and
    digits where they are Thai."""
    asked = json.loads(line)
    first, last = asked["years"]
    levels = None if asked["level"] is None else [asked["level"]]
    chosen = Dataset.bundled().select(range(first, last + 1), levels)
    return compose(chosen, _template(), digits=asked.get("digits", "arabic"))


@cache
def _template() -> Template:
    return Template.load("annual")


def make_whole(line: str, target: Path) -> None:
    """From the selection to the file."""
    render(brief_of(line), target)


if __name__ == "__main__":
    variant, *words = sys.argv[1:]
    if variant == "whole":
        drive(make_whole, str, words)
    else:
        drive(render, brief_of, words)
