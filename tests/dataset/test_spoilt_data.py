"""Spoilt data of every kind and shape through the whole command: told or read, in time and within memory, no fault.

`.ci/long` does the same with many more examples.
"""

from __future__ import annotations

import io
import json
import resource
import sqlite3
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gireport.cli.main import main
from gireport.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

WIDE = 'ระดับ,2563,2564,2565,รวม\n1,90,120,"1,310",1520\n2,45,-,60,105\nรวม,135,120,1370,1625\n'
LONG = "ปีงบประมาณ,ระดับ,จังหวัด,จำนวน (ฉบับ)\n2564,1,ระยอง,12\n2564,1,Chon Buri,8\n2565,1,จ.ระยอง,15\n2565,1,TH-20,9\n"
REGISTER = (
    "เลขที่,สถานประกอบการ,จังหวัด,ระดับ,วันที่ออก,วันหมดอายุ\nGI-001,บริษัท ก จำกัด,ระยอง,1,30/9/2564,30/9/2567\n"
    "GI-002,บริษัท ข จำกัด,ระยอง,2,1/10/2564,\nGI-003,บริษัท ค จำกัด,ชลบุรี,1,2 ตุลาคม 2564,-\n"
)
TABLES = {"wide": WIDE, "long": LONG, "register": REGISTER}
MEMORY = 100 * 1024  # kibibytes more than before
SECONDS = 5

# What spoils most: what tables, XML and archives give a meaning to, and numbers beyond what anybody has.
_PIECES = [
    '"', ",", "\n", "\r", "\t", ";", "-", ".0", "=1+1", "2565", "2022", "รวม", "Total", "ระดับ", "๑", "เ", "\u0e48",
    "\0", "\ufeff", "\u200b", "\u202e", "\ufffd", "9" * 30, "9" * 5000, "1e999", "<", ">", "&", "&#0;", "&x;",
    "<!DOCTYPE a>", '<c r="XFD1048576"><v>1</v></c>', '<row r="1048577"/>', 'r="0"', 't="s"', 't="e"', 't="b"',
    't="x"', 's="-1"', 's="99999"', "<f>1</f>", "<v>1e308</v>", "<v>-1</v>", "<v>nan</v>", 'date1904="1"', "../",
    "xl/workbook.xml", 'ref="A1:XFD1048576"', 'ref="B2"', 'hidden="1"', 'max="99999999999"', "xmlns", "sharedStrings",
]  # fmt: skip


@cache
def seeds() -> dict[str, bytes]:
    """Files that are read, by their names."""
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = {}
    for shape, text in TABLES.items():
        rows = [line.replace('"1,310"', "1310").split(",") for line in text.splitlines()]
        found[f"{shape}.csv"] = text.encode()
        found[f"{shape}-874.csv"] = text.encode("cp874")
        found[f"{shape}-16.csv"] = text.encode("utf-16")
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.active.append([int(cell) if cell.isdecimal() else cell for cell in row])  # type: ignore[union-attr]
        stream = io.BytesIO()
        workbook.save(stream)
        found[f"{shape}.xlsx"] = stream.getvalue()
        sink = io.BytesIO()
        columns = zip(*rows[1:], strict=True)
        pq.write_table(pa.table(dict(zip(rows[0], map(list, columns), strict=True))), sink)
        found[f"{shape}.parquet"] = sink.getvalue()
        found[f"{shape}.sqlite"] = _database(rows)
    return found


def _database(rows: list[list[str]]) -> bytes:
    connection = sqlite3.connect(":memory:")
    names = ", ".join(f'"{head}"' for head in rows[0])
    connection.execute(f"CREATE TABLE t ({names})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])
    connection.commit()
    return connection.serialize()


@st.composite
def spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few bytes changed, taken out, doubled, or something put between them."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        length = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["insert", "replace", "delete", "double", "cut", "flip"]))
        piece = draw(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)))
        new = piece.encode(draw(st.sampled_from(["utf-8", "cp874", "utf-16-le"])), "ignore")
        match kind:
            case "insert":
                content = content[:at] + new + content[at:]
            case "replace":
                content = content[:at] + new + content[at + length :]
            case "delete":
                content = content[:at] + content[at + length :]
            case "double":
                content = content[: at + length] + content[at:]
            case "cut":
                content = content[:at]
            case "flip":
                content = content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]
    return content


@st.composite
def spoilt_workbooks(draw: st.DrawFn, content: bytes) -> bytes:
    """A workbook with one of its parts spoilt and packed again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(spoilt(parts[name]))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return stream.getvalue()


def checked(folder: Path, name: str, content: bytes) -> tuple[int, str, str]:
    """What `gireport check` says of the content: its exit code, and both of its streams."""
    path = folder / name
    path.write_bytes(content)
    source = [f"sqlite:///{path}", "--query", "SELECT * FROM t"] if name.endswith(".sqlite") else [str(path)]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["check", *source, "--format", "json", "-v"])
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return code, said[0], said[1]


def peak() -> int:
    """The most memory that this process has ever taken, in kibibytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_the_seeds_are_read(tmp_path: Path) -> None:
    assert len(seeds()) == 18
    for name, content in seeds().items():
        code, said, _ = checked(tmp_path, name, content)
        assert code == 0, f"{name}: {said}"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "sqlite"])
def test_what_is_spoilt_is_told_or_read_and_never_a_fault(tmp_path: Path, kind: str) -> None:
    names = [name for name in seeds() if name.endswith(kind)]
    seen = set()

    @settings(deadline=SECONDS * 1000, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def spoil(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(names))
        ways = [spoilt(seeds()[name])] + [spoilt_workbooks(seeds()[name])] * 3 * (kind == "xlsx")
        content = data.draw(st.one_of(ways))
        before = peak()
        code, said, complaint = checked(tmp_path, name, content)
        assert peak() - before < MEMORY
        assert code in (ExitCode.OK, ExitCode.DATA, ExitCode.MISSING), complaint
        assert "Traceback" not in complaint
        if code != ExitCode.MISSING:
            document = json.loads(said)
            assert document["ok"] == (code == ExitCode.OK)
            assert document["ok"] or document["data"][0]["errors"]
        seen.add(code)

    spoil()
    assert ExitCode.DATA in seen
