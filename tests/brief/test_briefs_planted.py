"""A number of a brief that is wrong by one in its last place is found, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from briefs_kit import LANGUAGES, Asked, counts, made, span
from briefs_oracle import ALL_LEVELS, Oracle
from briefs_roles import planted, roles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefs_roles import Role

    from gireport.brief.model import Brief
    from gireport.thai.calendar_names import Language


def all_found(brief: Brief, expected: Iterable[Role], *, named: int = 1) -> int:
    """How many faults were planted; each has to be seen."""
    whole, seen = list(expected), 0
    assert list(roles(brief, named=named)) == whole
    for faulty in planted(brief):
        assert list(roles(faulty, named=named)) != whole
        seen += 1
    return seen


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_in_the_brief_of_a_level(lang: Language) -> None:
    oracle = Oracle(counts(), span(2554, 2565), (4,), lang)
    assert all_found(made("level", Asked(oracle.years, (4,)), lang), oracle.of_level()) > 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_in_the_brief_of_a_year(lang: Language) -> None:
    oracle = Oracle(counts(), span(2554, 2565), ALL_LEVELS, lang)
    assert all_found(made("year", Asked(oracle.years), lang), oracle.of_year()) > 600
