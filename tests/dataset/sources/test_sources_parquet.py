"""Parquet comes in exactly, whatever its columns' types, or is refused by the column."""

from __future__ import annotations

import builtins
import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow.parquet import write_table

from gireport.dataset.sources.grid import CellKind
from gireport.dataset.sources.opening import read_grid
from gireport.dataset.sources.options import SourceOptions
from gireport.dataset.sources.parquet import read_parquet
from gireport.errors import DataError, MissingError
from gireport.settings import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from gireport.dataset.sources.grid import Grid


def _read(columns: dict[str, Any], **options: Any) -> Grid:
    stream = io.BytesIO()
    write_table(pa.table(columns), stream)
    stream.seek(0)
    return read_parquet(stream, "t.parquet", SourceOptions(**options))


def test_columns_of_every_plain_type_are_exact() -> None:
    day = dt.date(2022, 9, 30)
    grid = _read(
        {
            "ปี": pa.array([2565, None], pa.int64()),
            "big": pa.array([2**64 - 1, 0], pa.uint64()),
            "money": pa.array([Decimal("12345678901234567890.50"), Decimal("7.00")], pa.decimal128(30, 2)),
            "share": pa.array([0.1, 1172.0]),
            "name": pa.array(["ระยอง", "1,172"]).dictionary_encode(),
            "flag": pa.array([True, False]),
            "day": pa.array([day, None]),
            "moment": pa.array([dt.datetime(2022, 9, 30, 1, 2, 3), None], pa.timestamp("ns")),
            "none": pa.nulls(2),
        }
    )
    assert [row.cells for row in grid.rows] == [
        ("ปี", "big", "money", "share", "name", "flag", "day", "moment", "none"),
        ("2565", "18446744073709551615", "12345678901234567890.50", "0.1", "ระยอง", "TRUE", "2022-09-30",
         "2022-09-30 01:02:03", ""),
        ("", "0", "7", "1172", "1,172", "FALSE", "", "", ""),
    ]  # fmt: skip
    assert {cell for cell, kind in grid.kinds.items() if kind is CellKind.DECIMAL} == {(2, 2), (2, 3)}
    assert {cell for cell, kind in grid.kinds.items() if kind is CellKind.DATE} == {(2, 6), (2, 7)}


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[1]]),
        pa.array([b"1"]),
        pa.array([float("nan")]),
        pa.array([{"a": 1}]),
        pa.array([1], pa.timestamp("ns")),
        pa.array([1], pa.duration("s")),
    ],
)
def test_what_is_no_single_value_is_refused_by_its_column(column: Any) -> None:
    with pytest.raises(DataError) as caught:
        _read({"n": [1], "value": column})
    [problem] = caught.value.problems
    assert (problem.code, problem.place.column) == ("source.value-type", "B (value)")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=3), "source.too-many-rows"),
        (Limits(columns=1), "source.too-many-columns"),
        (Limits(cells=7), "source.too-many-cells"),
        (Limits(inflated_bytes=20), "source.inflates-too-much"),
        (Limits(cell_length=2), "source.cell-too-long"),
    ],
)
def test_limits_hold_before_anything_is_read(limits: Limits, code: str) -> None:
    with pytest.raises(DataError) as caught:
        _read({"a": [1, 2, 3], "b": ["x", "y", "long"]}, limits=limits)
    assert caught.value.problems[0].code == code


def test_a_cut_file_is_damaged(tmp_path: Path) -> None:
    write_table(pa.table({"a": [1]}), tmp_path / "t.parquet")
    assert read_grid(tmp_path / "t.parquet").rows[1].cells == ("1",)
    content = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(content[:-9])
    with pytest.raises(DataError) as caught:
        read_grid(tmp_path / "t.parquet")
    assert caught.value.problems[0].code == "source.parquet-damaged"


@pytest.mark.parametrize(("source", "extra"), [("t.parquet", "parquet"), ("sqlite:///t.db", "sql")])
def test_without_the_extra_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, extra: str
) -> None:
    write_table(pa.table({"a": [1]}), tmp_path / "t.parquet")
    monkeypatch.chdir(tmp_path)
    found = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".")[0] in ("pyarrow", "sqlalchemy"):
            raise ModuleNotFoundError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingError) as caught:
        read_grid(source, SourceOptions(query="SELECT 1" if extra == "sql" else ""))
    monkeypatch.undo()
    assert f"gireport[{extra}]" in str(caught.value)
    assert int(caught.value.exit_code) == 10
