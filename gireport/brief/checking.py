"""A template tried on data: what is wrong with it, in every language and for the selections that most differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.compose import compose
from gireport.brief.literals import literal_figures
from gireport.errors import GireportError, Problem, SelectionError, TemplateError, UsageError
from gireport.messages import describe
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def check_template(template: Template, dataset: Dataset, parameters: Mapping[str, str]) -> Findings:
    """Composes the template of all the data, of the last year alone and of each level and some provinces alone.

    A selection that the template refuses says nothing against it; where it refuses all, a warning gives the reason.
    """
    errors: dict[tuple[str, str, int | None], Problem] = {}
    warnings, composed = [], 0
    for each in (template, *template.others):
        refusal: GireportError | None = None
        made = False
        for selection in _selections(dataset):
            try:
                compose(selection, template, lang=each.language, parameters=parameters)
            except TemplateError as error:
                made = True
                errors |= {
                    (problem.code, problem.place.file, problem.place.line): problem for problem in error.problems
                }
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


def _selections(dataset: Dataset) -> Iterator[Selection]:
    yield dataset.select()
    yield dataset.select(years=dataset.years[-1:])
    for level in dataset.levels:
        yield dataset.select(levels=[level])
    for province in dataset.provinces[:1]:
        yield dataset.select(provinces=[province])
        yield dataset.select(provinces=[province], levels=dataset.levels[:1])
