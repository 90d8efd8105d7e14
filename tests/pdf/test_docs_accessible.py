"""The page on accessible files: its elements, properties and commands are those of the files."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
from small_brief import brief_of, table_of, text
from test_structure_tree import tree_of

from gireport import Dataset, Template, compose, render
from gireport.brief import model
from gireport.brief.provenance import Provenance, Setting, properties, read_provenance
from gireport.pdf.metadata import OWN_NAMESPACE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "accessible.md").read_text(encoding="utf-8")


def words_of(heading: str) -> set[str]:
    """What stands in backquotes in the table below a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    assert len(rows) > 5
    return {word for row in rows for word in re.findall("`([A-Za-z0-9]+)`", row)}


def test_the_elements_are_those_of_files() -> None:
    told = words_of("What a screen reader finds")
    caption = model.Caption("ตารางที่ 1", text("ก"))
    columns = (model.Column(text("ก")), *(model.Column(text(n), "figure", text("ข")) for n in "12"))
    above = model.Table(caption, columns, (model.Row((text("ก"), text("1"), text("2"))),), (text("หมายเหตุ"),))
    link = model.Paragraph((model.Span("ก", link="https://a.th"), model.Span("ข", link="#ตารางที่ 1")))
    headings = [model.Heading(depth, text("ก")) for depth in range(1, 7)]
    blocks = (*headings, model.Contents(text("ก"), 6), above, table_of([["ก", ""]]), link)
    found = set[str]()
    for brief in (brief_of(*blocks), compose(Dataset.bundled().select(), Template.load("annual"))):
        with pikepdf.open(BytesIO(render(brief))) as pdf:
            found |= {element.role for element in tree_of(pdf).walk()}
    assert found - {"Document"} <= told | {f"H{n}" for n in range(2, 6)}
    assert told <= found


def test_the_properties_are_those_of_provenance() -> None:
    brief = compose(Dataset.bundled().select(years=[2565]), Template.load("annual"))
    assert brief.provenance is not None
    assert OWN_NAMESPACE in PAGE
    origin = brief.provenance.dataset
    full = replace(
        brief.provenance, provinces=("TH-21",), parameters=(Setting("a", "b"),), pictures=("a",), compared=origin,
        theme=origin, paper="a4", attached=True,
    )  # fmt: skip
    assert words_of("What a file says of itself") == {each.name for each in properties(full)}


def test_its_command_and_its_python_do_what_they_say(tmp_path: Path) -> None:
    [command] = re.findall(r"```sh\n(.*?)\n```", PAGE)
    subprocess.run([sys.executable, "-m", *command.split()], cwd=tmp_path, check=True, capture_output=True)
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code + "print(said.attached)"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout == "True\n"
    [path] = tmp_path.iterdir()
    assert isinstance(read_provenance(path.read_bytes()), Provenance)
