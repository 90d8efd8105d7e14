"""The bundled dataset is the source text: with its corrections undone it is the same, line by line."""

from __future__ import annotations

import csv
import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gireport.assets import asset
from gireport.dataset.dataset import Dataset
from gireport.dataset.table import FrozenMap, Mark
from gireport.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gireport.dataset.table import Row, Value

SEED = Path(__file__).parents[1] / "facts" / "seed.txt"
BUNDLED = asset("data", "green-industry")

# Each suspect wording: what the source says, what is printed, what was done about it and how sure that is.
CORRECTIONS = [
    ("บริหารจัดการภาคอุตสาหกรรมครบวงจร", "บริหารจัดการกากอุตสาหกรรมครบวงจร", "corrected", "high"),
    ("ใช้ประโยชน์จากภาคอุตสาหกรรม", "ใช้ประโยชน์จากกากอุตสาหกรรม", "corrected", "high"),
    ("ปริมาณภาคอุตสาหกรรม", "ปริมาณกากอุตสาหกรรม", "corrected", "high"),
    ("อันตรายนและไม่อันตราย", "อันตรายและไม่อันตราย", "corrected", "certain"),
    (
        "ปริมาณภาคอุตสาหกรรมที่เป็นของเสียอันตราย",
        "ปริมาณกากอุตสาหกรรมที่เป็นของเสียอันตราย",
        "corrected",
        "high",
    ),
    ("ปริมาณภาคเข้าสู่ระบบ", "ปริมาณกากเข้าสู่ระบบ", "corrected", "high"),
    ("ของเสียภาคอุตสาหกรรม", "ของเสียภาคอุตสาหกรรม", "kept", "medium"),
    ("พื้นฟู", "ฟื้นฟู", "corrected", "certain"),
    ("ระดับ 5 เท่ากับ 1.11", "ระดับ 5 เท่ากับ 1.11", "kept", "low"),
    ("พัฒนากรอบ", "พัฒนากรอบ", "kept", "low"),
    ("เข้าระบบ*", "เข้าระบบ*", "kept", "low"),
    ("Eco Champion", "Eco Champion", "kept", "medium"),
    ("ตั้งแต่ ปีงบประมาณ พ.ศ. 2554 – 2565", "ตั้งแต่ ปีงบประมาณ พ.ศ. 2554 – 2565", "kept", "medium"),
    ("เป็นมิตรกับสิ่งแวดล้อม", "เป็นมิตรกับสิ่งแวดล้อม", "kept", "medium"),
]


def _seed_lines() -> list[str]:
    return [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]


class Source:
    """The source text as the dataset has it, every declared correction undone, once each."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.headings = {row["id"]: self._text("headings", row, str(row["id"])) for row in self._rows("headings")}
        self.undone: set[Value] = set()

    def lines(self) -> list[str]:
        heading = self.headings
        lines = [heading["title"], heading["ladder"], *self._strategy(), *self._indicators(), *self._plan()]
        lines += [heading["certification"], heading["certification-period"], heading["certificates"]]
        return lines + list(self._certificates())

    def _rows(self, table: str) -> tuple[Row, ...]:
        return self.data.tables[table].rows

    def _text(self, table: str, row: Row, key: str, column: str = "text") -> str:
        """A cell as the source had it."""
        text = str(row[column])
        for correction in self._rows("corrections"):
            if (correction["table"], correction["row"], correction["column"]) == (table, key, column):
                printed, source = str(correction["printed_text"]), str(correction["source_text"])
                assert text.count(printed) == 1, f"{correction['id']}: {printed} in {text}"
                assert (correction["action"] == "kept") == (printed == source)
                text = text.replace(printed, source)
        return text

    def _strategy(self) -> Iterator[str]:
        plan, strategy, *tactics = self._rows("strategy")
        yield self._text("strategy", plan, "plan")
        assert self.headings["strategy"].split(" ")[1] == str(strategy["number"])
        yield self.headings["strategy"]
        yield self._text("strategy", strategy, "strategy 3")
        yield self.headings["tactics"]
        yield from self._bullets("strategy", "tactic", tactics)

    def _plan(self) -> Iterator[str]:
        plan, point, *items = self._rows("plan")
        yield self._text("plan", plan, "plan")
        number = point["number"]
        yield f"{number}. {self._text('plan', point, f'point {number}')}"
        yield from self._bullets("plan", "item", items)

    def _bullets(self, table: str, kind: str, rows: list[Row]) -> Iterator[str]:
        for number, row in enumerate(rows, start=1):
            assert (row["kind"], row["number"]) == (kind, number)
            yield f"- {self._text(table, row, f'{kind} {number}')}"

    def _indicators(self) -> Iterator[str]:
        [target] = [column for column in self.data.tables["indicators"].columns if column.years]
        yield "\t".join([self.headings["indicators"], self.headings["indicators-unit"], *target.headings])
        notes = []
        for row in self._rows("indicators"):
            number = str(row["number"])
            mark = number if row["parent"] else f"{number}."
            targets = row["target"]
            assert isinstance(targets, FrozenMap)
            name = f"{mark} {self._text('indicators', row, number, 'name')}"
            yield "\t".join([name, str(row["unit"] or ""), *map(_figure, targets.values())])
            if row["note"]:
                assert "*" in name
                notes.append(f"* {self._text('indicators', row, number, 'note')}")
        yield from notes

    def _certificates(self) -> Iterator[str]:
        counts = {(row["fiscal_year"], row["level"]): row["count"] for row in self._rows("certificates")}
        totals = {(row["fiscal_year"], row["level"]): row["total"] for row in self._rows("published_totals")}
        years, levels = self.data.years, self.data.levels
        corner, total = self.headings["certificates-corner"], self.headings["certificates-total"]
        yield "\t".join([corner, *(str(year.be) for year in years), total])
        for level in levels:
            row = [*(counts[year, level] for year in years), totals[Mark.ALL, level]]
            yield "\t".join([str(level), *map(_figure, row)])
        row = [*(totals[year, Mark.ALL] for year in years), totals[Mark.ALL, Mark.ALL]]
        yield "\t".join([total, *map(_figure, row)])


def _figure(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    assert value is Mark.NONE
    return "-"


def _is_the_source(data: Dataset) -> bool:
    """Whether the dataset says all that the source says, and declares exactly the known corrections."""
    declared = [
        tuple(row[name] for name in ("source_text", "printed_text", "action", "confidence"))
        for row in data.tables["corrections"].rows
    ]
    return declared == CORRECTIONS and Source(data).lines() == _seed_lines()


def test_the_dataset_is_the_source_text() -> None:
    seed = _seed_lines()
    assert len(seed) == 40
    assert Source(Dataset.bundled()).lines() == seed
    assert _is_the_source(Dataset.bundled())


def test_corrections_give_their_reasons_and_quote_the_source() -> None:
    seed = SEED.read_text(encoding="utf-8")
    rows = Dataset.bundled().tables["corrections"].rows
    assert len(rows) == len(CORRECTIONS) == 14
    for row in rows:
        assert str(row["source_text"]) in seed
        assert len(str(row["reason_th"])) > 20
        assert len(str(row["reason_en"])) > 20
        assert (row["action"] == "corrected") == (row["confidence"] in ("certain", "high"))


def test_the_industrial_sector_is_not_blindly_made_waste() -> None:
    data = Dataset.bundled()
    printed = [
        str(value)
        for name in ("strategy", "indicators")
        for row in data.tables[name].rows
        for value in row.values.values()
    ]
    kept = [text for text in printed if "ภาคอุตสาหกรรม" in text]
    assert len(kept) == 4
    assert sum(text.count("กากอุตสาหกรรม") for text in printed) == 4


def _deleted(line: str) -> str:
    return ""


def _last_character_changed(line: str) -> str:
    return line[:-2] + ("7" if line[-2] != "7" else "8") + "\n"


def _first_digit_changed(line: str) -> str:
    digit = next((character for character in line if character.isdigit()), None)
    return line.replace(digit, str((int(digit) + 1) % 10), 1) if digit else "1" + line


@pytest.mark.parametrize("spoil", [_deleted, _last_character_changed, _first_digit_changed])
def test_no_line_can_be_lost_or_changed(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    folder = tmp_path / "green-industry"
    shutil.copytree(BUNDLED, folder)
    _drop_translations(folder)
    seen = 0
    for path in sorted(folder.glob("*.csv")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        # The names of the levels and the reasons for corrections come from elsewhere and have other tests.
        if path.name == "levels.csv" or (path.name == "corrections.csv" and spoil is not _deleted):
            continue
        for number, line in enumerate(lines):
            path.write_text("".join([*lines[:number], spoil(line), *lines[number + 1 :]]), encoding="utf-8")
            assert not _still_the_source(folder), f"{path.name} line {number + 1}: {spoil(line)}"
            seen += 1
        path.write_text("".join(lines), encoding="utf-8")
    assert seen >= 119
    assert _still_the_source(folder)


def _drop_translations(folder: Path) -> None:
    """Leaves what is the source's: its translations are ours and have tests of their own."""
    declared = (folder / "dataset.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in declared if not ('_en"' in line and "optional" in line)]
    assert len(declared) - len(kept) == 6
    (folder / "dataset.toml").write_text("".join(kept), encoding="utf-8")
    for name in ("headings", "indicators", "plan", "strategy"):
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        columns = [index for index, column in enumerate(head) if not column.endswith("_en")]
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerows([row[index] for index in columns] for row in [head, *rows])


def _still_the_source(folder: Path) -> bool:
    try:
        return _is_the_source(Dataset.read(folder))
    except (DataError, AssertionError, KeyError, ValueError):
        return False
