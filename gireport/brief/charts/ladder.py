"""The ladder of levels, with its figures in words for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.model import Caption, Ladder, LadderStep

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop


def ladder(caption: Caption, shop: Workshop) -> Ladder:
    """The selected levels with their totals over the selected years."""
    vocabulary, prose = shop.vocabulary, shop.prose
    steps, words = [], []
    for level in vocabulary.selection.levels:
        total = vocabulary.figures.total(levels=[level])
        names = {"name": vocabulary.name_of(level), "other_name": vocabulary.other_name_of(level)}
        unit = vocabulary.unit_of(total)
        steps.append(
            LadderStep(
                level=level,
                number=prose.words(level),
                name=prose.value(names["name"]),
                other_name=prose.value(names["other_name"]),
                count=prose.value(total),
                unit=prose.value(unit),
            )
        )
        pattern = shop.phrases.step_alternative
        words.append(pattern.format(level=level, count=prose.words(total), unit=unit, **names))
    alternative = shop.phrases.ladder_alternative.format(steps=shop.phrases.listed.join(words))
    return Ladder(caption, tuple(steps), prose.words(alternative))
