"""Large tables read by gireport and by pandas, and a workbook that is a bomb; prints a Markdown table.

    python benchmarks/data_in.py [--rows 1000000] [--rounds 3]

Seconds of wall and CPU and the peak of memory, each of a process of its own, in alternation. pandas reads every cell
as text, as gireport does. It checks nothing of what gireport checks on the way: encodings, text decoded wrongly,
limits, what kind each cell is, hidden rows. Where a table is also checked, as `gireport check` does, pandas still only
reads it.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import zipfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from figures import compared, megabytes, seconds
from processes import run

from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADINGS = ("ปีงบประมาณ", "ระดับ", "จังหวัด", "เลขที่ใบรับรอง", "จำนวน")
YEARS = range(2554, 2566)
PROVINCES = ("ระยอง", "ชลบุรี", "กรุงเทพมหานคร", "สมุทรปราการ", "เชียงใหม่", "นครราชสีมา")
_OURS = """
import sys
from gireport.dataset.sources.opening import read_grid
from gireport.errors import DataError
try:
    print(len(read_grid(sys.argv[1]).rows) - 1)
except DataError as error:
    print(error.problems[0].code)
"""
_PANDAS_CSV = "import sys, pandas; print(len(pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)))"
_PANDAS_XLSX = "import sys, pandas; print(len(pandas.read_excel(sys.argv[1], dtype=str, keep_default_na=False)))"
_CHECKED = """
import sys
from gireport import Dataset
counts = (row["count"] for row in Dataset.read(sys.argv[1]).tables["certificates"].rows)
print(sum(count for count in counts if isinstance(count, int)))
"""
_NOTHING = "import gireport.dataset.sources.opening; print(0)"
_BOMB_BYTES = 300 * 1024**2

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/><Override PartName='
    f'"/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" '
    'r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def table_rows(count: int) -> Iterator[tuple[str, ...]]:
    """So many rows of a register: a year, a level, a province, a number of its own, a count."""
    chance = random.Random(count)
    for number in range(count):
        year, level, province = 2554 + number % 12, 1 + number % 5, PROVINCES[number % len(PROVINCES)]
        yield str(year), str(level), province, f"GI-{number:07d}", str(chance.randrange(4000))


def write_csv(path: Path, count: int) -> None:
    """The table as CSV."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(",".join(row) + "\n" for row in chain([HEADINGS], table_rows(count)))


def write_xlsx(path: Path, count: int) -> None:
    """The table as a workbook: words in the cells themselves, numbers as numbers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate(chain([HEADINGS], table_rows(count)), start=1):
                part.write(f'<row r="{number}">{"".join(_cells(number, row))}</row>'.encode())
            part.write(b"</sheetData></worksheet>")


def _cells(number: int, row: tuple[str, ...]) -> Iterator[str]:
    for letter, text in zip("ABCDE", row, strict=True):
        if text.isdecimal():
            yield f'<c r="{letter}{number}"><v>{text}</v></c>'
        else:
            yield f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'


def write_long(path: Path, count: int) -> int:
    """A table with a row for each count: of each district, one of every year, level and province in turn.

    Returns the sum of all counts.
    """
    chance, total = random.Random(count), 0
    places = [(year, level, province.th) for year in YEARS for level in range(1, 6) for province in provinces()]
    with path.open("w", encoding="utf-8") as file:
        file.write("ปีงบประมาณ,ระดับ,จังหวัด,อำเภอ,จำนวน\n")
        for number in range(count):
            district, place = divmod(number, len(places))
            year, level, province = places[place]
            counted = chance.randrange(4000)
            total += counted
            file.write(f"{year},{level},{province},เขต {district + 1},{counted}\n")
    return total


def write_register(path: Path, count: int) -> None:
    """A register with a row for each certificate."""
    chance, names = random.Random(count), [province.th for province in provinces()]
    with path.open("w", encoding="utf-8") as file:
        file.write("เลขที่ใบรับรอง,ชื่อสถานประกอบการ,จังหวัด,ระดับ,วันที่ออก,วันหมดอายุ\n")
        for number in range(count):
            year, day = YEARS[number % len(YEARS)], f"{1 + chance.randrange(28)}/{1 + chance.randrange(12)}"
            place = f"{chance.choice(names)},{1 + chance.randrange(5)}"
            file.write(f"GI-{number:06d},บริษัท ทดสอบ {number} จำกัด,{place},{day}/{year},{day}/{year + 3}\n")


def write_bomb(path: Path) -> None:
    """A workbook of a few hundred kilobytes that unpacks to 300 MiB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'.encode())
            for _ in range(_BOMB_BYTES // 2**20):
                part.write(b" " * 2**20)
            part.write(b"</sheetData></worksheet>")


def main() -> None:
    """Writes the files, reads each in processes of their own, prints what that cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_csv(folder / "t.csv", options.rows)
        write_xlsx(folder / "t.xlsx", options.rows)
        total = str(write_long(folder / "long.csv", max(options.rows, 4620)))
        write_register(folder / "register.csv", options.rows // 10)
        write_bomb(folder / "bomb.xlsx")
        rows, tenth = str(options.rows), str(options.rows // 10)
        for title, file, ours, theirs, answer in (
            ("CSV", "t.csv", _OURS, _PANDAS_CSV, rows),
            ("XLSX", "t.xlsx", _OURS, _PANDAS_XLSX, rows),
            ("A row for each count, read and checked", "long.csv", _CHECKED, _PANDAS_CSV, total),
            (
                "A register of a tenth of the rows, read and checked",
                "register.csv",
                _CHECKED,
                _PANDAS_CSV,
                tenth,
            ),
            ("300 MiB bomb, beside importing alone", "bomb.xlsx", _OURS, _NOTHING, "source.packed-too-well"),
        ):
            print(f"\n{title}, {(folder / file).stat().st_size / 1e6:.1f} MB\n")
            print(_measured(folder / file, {"gireport": ours, "other": theirs}, answer, options.rounds))


def _measured(path: Path, programs: dict[str, str], answer: str, rounds: int) -> str:
    measured: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, code in programs.items():
            cost, printed, _ = run("-c", code, path)
            if name == "gireport" and printed.strip() != answer:
                raise SystemExit(f"{path.name}: {printed.strip()} instead of {answer}")
            measured[name].append(cost._asdict())
    columns = {"wall": ("wall, s", seconds), "cpu": ("CPU, s", seconds), "peak": ("peak, MB", megabytes)}
    return compared(measured, "other", columns, {"cpu": "CPU, ratio", "peak": "peak, ratio"})


if __name__ == "__main__":
    main()
