"""Limits come from the environment, as whole numbers or not at all."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from gireport.errors import UsageError
from gireport.settings import Limits, TemplateLimits, most, table_key, template_variable, variable, variables


def test_the_environment_sets_limits() -> None:
    assert Limits.from_environment({}) == Limits()
    found = Limits.from_environment({"GIREPORT_MAX_ROWS": " 7 ", "GIREPORT_MAX_CELL_LENGTH": "4000", "ROWS": "1"})
    assert found == Limits(rows=7, cell_length=4000)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "๗", "many", "9" * 17, "1_000"])
def test_what_is_no_whole_number_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="GIREPORT_MAX_ROWS"):
        Limits.from_environment({"GIREPORT_MAX_ROWS": value})


def test_every_limit_has_a_variable_a_key_and_bounds_around_what_holds_without_it() -> None:
    limits = {variable(name): value for name, value in asdict(Limits()).items()}
    limits |= {template_variable(name): value for name, value in asdict(TemplateLimits()).items()}
    assert variables() == limits
    assert len(limits) == 13
    assert len({table_key(name) for name in limits}) == len(limits)
    for name, value in limits.items():
        assert 1 <= value <= most(name)
    assert table_key("GIREPORT_MAX_TEMPLATE_SECONDS") == "template_seconds"
    assert table_key("GIREPORT_MAX_PAGES") == "pages"


def test_limits_of_templates_keep_to_their_bounds() -> None:
    assert TemplateLimits.from_environment({"GIREPORT_MAX_TEMPLATE_SECONDS": "3600"}).seconds == 3600
    with pytest.raises(UsageError, match="3600"):
        TemplateLimits.from_environment({"GIREPORT_MAX_TEMPLATE_SECONDS": "3601"})


def test_a_cell_is_never_longer_than_a_number_that_python_reads() -> None:
    with pytest.raises(UsageError, match="4000"):
        Limits.from_environment({"GIREPORT_MAX_CELL_LENGTH": "4001"})
