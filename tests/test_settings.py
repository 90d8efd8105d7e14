"""Limits come from the environment, as whole numbers or not at all."""

from __future__ import annotations

import pytest

from gireport.errors import UsageError
from gireport.settings import Limits


def test_the_environment_sets_limits() -> None:
    assert Limits.from_environment({}) == Limits()
    found = Limits.from_environment({"GIREPORT_MAX_ROWS": " 7 ", "GIREPORT_MAX_CELL_LENGTH": "4000", "ROWS": "1"})
    assert found == Limits(rows=7, cell_length=4000)


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "๗", "many", "9" * 17, "1_000"])
def test_what_is_no_whole_number_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="GIREPORT_MAX_ROWS"):
        Limits.from_environment({"GIREPORT_MAX_ROWS": value})


def test_a_cell_is_never_longer_than_a_number_that_python_reads() -> None:
    with pytest.raises(UsageError, match="4000"):
        Limits.from_environment({"GIREPORT_MAX_CELL_LENGTH": "4001"})
