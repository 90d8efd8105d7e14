"""The brief that a file says it was made of, composed anew from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.compose import compose
from gireport.dataset.compare import compare
from gireport.errors import GireportError, Problem
from gireport.records import dataclass

if TYPE_CHECKING:
    from typing import Any

    from gireport.brief.model import Brief
    from gireport.brief.provenance import Provenance
    from gireport.brief.template import Template
    from gireport.dataset.dataset import Dataset
    from gireport.dataset.select import Selection


@dataclass(frozen=True, slots=True)
class Remade:
    """What the file has to say, and the figures asked about."""

    brief: Brief
    selection: Selection


def remake(said: Provenance, dataset: Dataset, template: Template, older: Dataset | None) -> Remade | list[Problem]:
    """The brief again; the problems instead where it is of other data or another template, or cannot be made of them.

    `older` is the version of the data that the brief compares with, where it does.
    """
    language: Any = said.language
    scheme: Any = said.region_scheme
    digits: Any = said.digits
    calendar: Any = said.calendar
    try:
        template = template.in_language(language)
        if problems := _others(said, dataset, template, older):
            return problems
        selection = dataset.select(said.years, said.levels, said.provinces or None, scheme)
        comparison = None if older is None else compare(older, dataset, selection)
        parameters = {setting.name: setting.value for setting in said.parameters}
        brief = compose(
            selection, template, digits=digits, calendar=calendar, parameters=parameters, comparison=comparison
        )
    except GireportError as error:
        return list(error.problems)
    return Remade(brief, selection)


def _others(said: Provenance, dataset: Dataset, template: Template, older: Dataset | None) -> list[Problem]:
    """Where what there is is not what the file was made of."""
    problems = []
    if said.dataset.sha256 != dataset.digest:
        facts = {"name": said.dataset.name or "–", "given": dataset.name, "as_of": said.as_of or "–"}
        problems.append(Problem("verify.other-data", facts=facts))
    if said.template.sha256 != template.digest:
        facts = {"name": said.template.name, "given": template.name, "program": said.program}
        problems.append(Problem("verify.other-template", facts=facts))
    if said.compared is not None and (older is None or said.compared.sha256 != older.digest):
        problems.append(Problem("verify.other-compared", facts={"name": said.compared.name or "–"}))
    return problems
