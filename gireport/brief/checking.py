"""A template tried on data: what is wrong with it, in every language and for the selections that most differ."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.compose import compose
from gireport.brief.literals import literal_figures
from gireport.errors import FontError, GireportError, Problem, SelectionError, TemplateError, ThemeError, UsageError
from gireport.messages import describe
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gireport.brief.model import Brief
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection


@dataclass(frozen=True, slots=True)
class Findings:
    """What a template's trial led to."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    """Why it could not be tried in a language, and what will be wrong next year."""
    composed: int
    """How many briefs it was composed into."""


def check_template(
    template: Template, dataset: Dataset, parameters: Mapping[str, str], lay_out: Callable[[Brief], object]
) -> Findings:
    """Composes the template of all the data, of the last year alone and of each level and some provinces alone, and
    has each brief laid out by `lay_out`, which raises what is wrong with it there.

    A selection that the template refuses says nothing against it; where it refuses all, a warning gives the reason.
    """
    errors: dict[tuple[object, ...], Problem] = {}
    warnings, composed = [], 0
    for each in (template, *template.others):
        refusal: GireportError | None = None
        made = False
        for selection in _selections(dataset):
            try:
                lay_out(compose(selection, template, lang=each.language, parameters=parameters))
            except (FontError, TemplateError, ThemeError) as error:
                made = True
                for problem in error.problems:
                    errors.setdefault(_told_as(problem), _in_file(problem, each))
            except (SelectionError, UsageError) as error:
                refusal = refusal or error
            else:
                made = True
                composed += 1
        if refusal is not None and not made:
            reason = "; ".join(describe(problem).split("\n", 1)[0] for problem in refusal.problems)
            facts = {"language": each.language, "dataset": dataset.name, "reason": reason}
            warnings.append(Problem("template.untried", facts=facts))
        # A part may be included by the template of each language.
        warnings += [problem for problem in literal_figures(each, dataset) if problem not in warnings]
    return Findings(tuple(errors.values()), tuple(warnings), composed)


def _told_as(problem: Problem) -> tuple[object, ...]:
    """What makes a problem the same as one that another selection met: its line, or what it is about where it was met
    when pages were made; how much is too much is another thing each time.
    """
    place = problem.place
    about = [problem.facts.get(key) for key in ("table", "chart", "text")] if place.line is None else place.line
    return (problem.code, place.file, str(about))


def _in_file(problem: Problem, template: Template) -> Problem:
    """The problem with the template's file, where pages were made, which know none."""
    return problem if problem.place.file else replace(problem, place=replace(problem.place, file=template.file))


def _selections(dataset: Dataset) -> Iterator[Selection]:
    yield dataset.select()
    yield dataset.select(years=dataset.years[-1:])
    for level in dataset.levels:
        yield dataset.select(levels=[level])
    for province in dataset.provinces[:1]:
        yield dataset.select(provinces=[province])
        yield dataset.select(provinces=[province], levels=dataset.levels[:1])
