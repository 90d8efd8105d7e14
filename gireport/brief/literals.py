"""Figures that a template has as plain words, though a function would compute them: next year they are wrong."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from gireport.dataset.figures import Figures, share
from gireport.errors import Place, Problem
from gireport.thai.digits import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset

_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?:,\d{3})+(?![\w,/])|(?<![\w.,/])\d+(?:\.\d+)?(?![\w./]|,\d)")
_FRONT = "+++"
_LEAST = 100  # smaller counts are too often just numbers: of a list, of levels, of months
_YEARS = range(2400, 2700)


def literal_figures(template: Template, dataset: Dataset) -> Iterator[Problem]:
    """Each number in the prose and settings of the template that is a count or share of the data, with its line."""
    known = _figures(dataset)
    fences = 0
    lines = template.lines
    # What an expression spans several lines of is blanked, so that lines keep their numbers.
    text = "\n".join(line.text for line in lines)
    bare = _COMPUTED.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text).split("\n")
    for line, words in zip(lines, bare, strict=True):
        fences += words.strip() == _FRONT
        if fences == 1:
            continue
        for match in _NUMBER.finditer(to_arabic_digits(words)):
            if (call := known.get(match.group().replace(",", ""))) is not None:
                facts = {"value": line.text[slice(*match.span())], "call": call}
                place = Place(line.file, line=line.number, excerpt=line.text, mark=match.span())
                yield Problem("template.literal-figure", place, facts)


def _figures(dataset: Dataset) -> dict[str, str]:
    """The counts and shares of the data as they are printed without grouping, each with the call that computes it."""
    figures = Figures(dataset.select())
    years: list[int | None] = [None, *(year.be for year in dataset.years)]
    levels: list[int | None] = [None, *dataset.levels]
    known: dict[str, str] = {}
    whole = figures.total()
    for year, level in product(years, levels):
        count = figures.total(None if year is None else [year], None if level is None else [level])
        words = [f"level={level}"] if level is not None else []
        words += ["year=last_year" if year == dataset.years[-1].be else "year=…"] if year is not None else []
        call = f"total({', '.join(words)})"
        if isinstance(count, int) and count >= _LEAST and count not in _YEARS:
            known.setdefault(str(count), call)
        if year is None and level is not None and (part := share(count, whole)) is not None:
            known.setdefault(part.figure(), f"share({call}, total())")
    return known
