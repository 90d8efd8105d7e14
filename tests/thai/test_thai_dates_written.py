"""Dates as people write them: two tables of forms, with what each means and what has to be declared for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gireport.thai.date_reading import read_date
from gireport.thai.dates import UNDECLARED, DateError, DateReading, PartialDate
from gireport.thai.digits import ARABIC_DIGITS, THAI_DIGITS, to_arabic_digits, to_thai_digits

FACTS = Path(__file__).parents[1] / "facts"
NEEDS = {
    "": UNDECLARED,
    "two-digit years declared as BE": DateReading(two_digit_be=True),
    "a column declared as Excel dates": DateReading(excel="1900"),
    "a column declared as Excel dates of 1904": DateReading(excel="1904"),
    "years declared as CE": DateReading(calendar="ce"),
}
REFUSED = "ERR"


def _rows(name: str) -> list[dict[str, str]]:
    with (FACTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


GIVEN, MORE = _rows("thai-dates.csv"), _rows("more-thai-dates.csv")
READ = [row for row in GIVEN + MORE if row["means"] != REFUSED]
DECLARED = [row for row in READ if row["needs"]]
NOT_READ = [row for row in GIVEN + MORE if row["means"] == REFUSED]


def meaning(date: PartialDate) -> str:
    """As the tables write it: in CE, but for fiscal years."""
    match date.precision:
        case "fiscal-year":
            return f"FY{date.year.be}"
        case "year":
            return str(date.year.ce)
        case "month":
            return f"{date.first_day:%Y-%m}"
        case "day":
            return f"{date.first_day:%Y-%m-%d}"


def test_the_tables_are_there() -> None:
    assert len(GIVEN) == 29
    assert len(MORE) >= 60
    assert len(READ) > 100
    assert len(DECLARED) > 15
    assert len(NOT_READ) > 40
    written = [(row["written"], row["needs"]) for row in MORE]
    assert len(set(written)) == len(written)
    assert not {row["written"] for row in MORE if not row["reason"]} & {row["written"] for row in GIVEN}


@pytest.mark.parametrize("row", READ, ids=lambda row: row["written"])
def test_read(row: dict[str, str]) -> None:
    read = read_date(row["written"], NEEDS[row["needs"]])
    assert meaning(read.date) == row["means"]
    assert read.two_digits == ("two-digit" in row["needs"])
    assert (read.calendar is None) == ("Excel" in row["needs"])


@pytest.mark.parametrize("row", DECLARED, ids=lambda row: row["written"])
def test_refused_without_its_declaration(row: dict[str, str]) -> None:
    with pytest.raises(DateError) as caught:
        read_date(row["written"])
    assert caught.value.reason == {"t": "two-digit", "a": "excel-serial", "y": "is-ce"}[row["needs"][0]]
    for reading in NEEDS.values():
        if reading is NEEDS[row["needs"]] or (reading.excel and NEEDS[row["needs"]].excel):
            continue
        with pytest.raises(DateError):
            read_date(row["written"], reading)


@pytest.mark.parametrize("row", NOT_READ, ids=lambda row: row["written"])
def test_refused(row: dict[str, str]) -> None:
    with pytest.raises(DateError) as caught:
        read_date(row["written"])
    assert caught.value.text == row["written"]
    assert row.get("reason") in (None, caught.value.reason)
    # Where what is wrong is not that something is undeclared, no declaration makes it right.
    if caught.value.reason not in {"two-digit", "excel-serial", "is-ce"}:
        for reading in NEEDS.values():
            with pytest.raises(DateError):
                read_date(row["written"], reading)


@pytest.mark.parametrize("row", READ, ids=lambda row: row["written"])
def test_the_digits_make_no_difference(row: dict[str, str]) -> None:
    reading = NEEDS[row["needs"]]
    for written in (to_thai_digits(row["written"]), to_arabic_digits(row["written"])):
        assert meaning(read_date(written, reading).date) == row["means"]


@pytest.mark.parametrize("row", READ, ids=lambda row: row["written"])
def test_a_changed_digit_never_means_the_same(row: dict[str, str]) -> None:
    reading = NEEDS[row["needs"]]
    changed = 0
    for at, char in enumerate(row["written"]):
        script = next((digits for digits in (ARABIC_DIGITS, THAI_DIGITS) if char in digits), "")
        for other in script.replace(char, ""):
            changed += 1
            try:
                read = read_date(row["written"][:at] + other + row["written"][at + 1 :], reading)
            except DateError:
                continue
            assert meaning(read.date) != row["means"]
    assert changed >= 18
