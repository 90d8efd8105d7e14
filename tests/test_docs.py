"""The documents say what is so: the tests they name exist, their commands run, their examples are up to date."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from gireport import Dataset, Template, compose, render
from gireport.brief import model
from gireport.brief.model import plain
from gireport.errors import ExitCode

if TYPE_CHECKING:
    from gireport.thai.calendar_names import Language

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_test_named_as_a_proof_exists() -> None:
    named = re.findall(r"`((?:tests/|\.ci/)[^`]+)`", (ROOT / "docs" / "proofs.md").read_text(encoding="utf-8"))
    assert len(named) > 15
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_link_of_the_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")]
    found = 0
    for document in documents:
        for target in re.findall(r'\]\(([^)#]+)\)|src="([^"]+)"', document.read_text(encoding="utf-8")):
            path = target[0] or target[1]
            if not path.startswith("http"):
                found += 1
                assert (document.parent / path).exists(), f"{document.name}: {path}"
    assert found > 5


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    rows = [line for line in README.splitlines() if re.match(r"\| +\d", line)]
    told = {int(number) for row in rows for number in re.findall(r"\| (\d+) \|", row)}
    assert told == {int(code) for code in ExitCode}


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    [block] = [block for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if "--dry-run" in block]
    commands = [line.split(" #")[0].strip() for line in block.splitlines()]
    runnable = [shlex.split(command) for command in commands if "my-" not in command]
    assert len(runnable) >= 4
    (tmp_path / "out").mkdir()
    for words in runnable:
        assert words[0] == "gireport"
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, (words, done.stderr)


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "level-3.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "asked", "lang"),
    [
        ("annual-2554-2565.pdf", {}, "th"),
        ("annual-2560-2565-level-3.pdf", {"years": range(2560, 2566), "levels": [3]}, "th"),
        ("annual-2554-2565-en.pdf", {}, "en"),
    ],
)
def test_the_examples_say_what_the_program_says_now(
    name: str, asked: dict[str, range], lang: Language, tmp_path: Path
) -> None:
    # Their text, not their bytes: those may differ between versions of zlib.
    render(compose(Dataset.bundled().select(**asked), Template.load("annual"), lang=lang), tmp_path / name)
    kept, made = (pypdf.PdfReader(folder / name) for folder in (ROOT / "examples", tmp_path))
    assert len(kept.pages) == len(made.pages) > 2
    assert [page.extract_text() for page in kept.pages] == [page.extract_text() for page in made.pages]


def test_every_chart_of_the_documents_is_made() -> None:
    text = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    charts = re.findall(r"```chart\n.*?```\n", text, re.DOTALL)
    assert len(charts) >= 3
    front = '+++\nversion = 1\nname = "t"\npurpose = "ทดสอบ"\n+++\n# เรื่อง\n\n'
    brief = compose(Dataset.bundled().select(), Template.parse(front + "\n".join(charts), "t.md"))
    assert len(brief.blocks) == 1 + len(charts)
    assert render(brief).startswith(b"%PDF")


def test_the_template_of_the_guide_is_the_example_and_has_no_problem() -> None:
    from gireport.brief.checking import check_template

    guide, example = (ROOT / "docs" / "templates-guide.md", ROOT / "examples" / "first-and-last.md")
    [table] = re.findall(r"```table\n.*?```\n", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert table in example.read_text(encoding="utf-8")
    findings = check_template(Template.load(example), Dataset.bundled(), {}, render)
    assert (findings.errors, findings.warnings) == ((), ())
    assert findings.composed > 5


def test_the_commands_of_the_guide_run(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "templates-guide.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)
    commands = [line.split(" #")[0] for block in blocks for line in block.splitlines() if line]
    assert len(commands) >= 4
    for line in commands:
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(line)], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (line, done.stderr)


def test_the_example_of_provinces_has_no_problem_and_says_what_its_table_adds_up_to() -> None:
    from gireport.brief.checking import check_template

    folder = ROOT / "examples" / "provinces"
    data = Dataset.read(folder / "certificates.csv", as_of="2565-09-30")
    template = Template.load(folder / "provinces.md")
    findings = check_template(template, data, {}, render)
    assert (findings.errors, findings.warnings) == ((), ())
    brief = compose(data.select(), template, parameters={"goal": "80"})
    places, goals = (block for block in brief.blocks if isinstance(block, model.Table))
    listed = next(block for block in brief.blocks if isinstance(block, model.ItemList))
    rows = (folder / "certificates.csv").read_text(encoding="utf-8").splitlines()[1:]
    counts = [
        (year, place, 0 if count == "-" else int(count)) for year, _, place, count in (r.split(",") for r in rows)
    ]
    by_place = {place: sum(count for _, at, count in counts if at == place) for _, place, _ in counts}
    assert len(by_place) == len(listed.items) == 3
    for item, (place, total) in zip(listed.items, sorted(by_place.items(), key=lambda each: -each[1]), strict=True):
        assert plain(item).startswith(f"{place} ออกใบรับรอง {total}")
    assert [plain(row.cells[-1]) for row in places.rows] == [str(n) for n in sorted(by_place.values(), reverse=True)]
    by_year = {year: sum(count for at, _, count in counts if at == year) for year, _, _ in counts}
    assert [plain(row.cells[1]) for row in goals.rows] == [str(n) for n in by_year.values()]
    [chart] = (block for block in brief.blocks if isinstance(block, model.Chart))
    real, goal = chart.series
    assert (real.values, real.is_target) == (tuple(by_year.values()), False)
    assert (goal.values, goal.is_target) == ((80,) * 3, True)
    assert render(brief).startswith(b"%PDF")


def test_every_kind_of_chart_is_told_of() -> None:
    from gireport.brief.charts.chart import KINDS

    text = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) - {"direction", "scale"} >= {*KINDS}
