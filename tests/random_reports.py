"""Reports of any data by any template: certificates with gaps, templates of all blocks, and how they are set."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from gireport import Dataset, Template, compose, render
from gireport.brief.paper import PAPERS
from gireport.errors import SelectionError, TemplateError
from gireport.layout.themes import built_in_themes

if TYPE_CHECKING:
    from gireport.brief.model import Brief
    from gireport.dataset.select import Selection

PLACES = ["ระยอง", "ชลบุรี", "กรุงเทพมหานคร", "เชียงใหม่", "พระนครศรีอยุธยา", "ภูเก็ต"]
WORDS = ["ที่", "ปั้น", "สิ่งแวดล้อม", "น้ำ", "Green Industry", "≥90", "CO₂", "R&D", "<b>", "ญู", "๒๕๖๕", "1,234", "(ก)"]
UNITS = ["ฉบับ", "certificates", "แห่ง"]

Cells = dict[tuple[int, int, str], str]


@dataclass(frozen=True)
class Report:
    """Rows of a table of certificates, a template, and how the brief is made of them."""

    rows: list[list[str]]
    said: dict[str, Any]
    years: int
    """How many of the last years are selected."""
    template: str
    """The name of one that comes with the program, or the text of another."""
    how: dict[str, Any]
    look: dict[str, Any]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A table with a row for each count, all, or none but the last of each key, known."""
    first = draw(st.integers(2555, 2562))
    years = range(first, first + draw(st.integers(1, 6)))
    levels = range(1, draw(st.integers(1, 5)) + 1)
    places = draw(st.just([]) | st.lists(st.sampled_from(PLACES), min_size=1, max_size=4, unique=True))
    counts = st.integers(0, 9).map(str) | st.integers(0, 40000).map(str) | st.sampled_from(["-", ""])
    rows = []
    for year in years:
        for level in levels:
            for place in places or [""]:
                count = draw(counts)
                rows.append([str(year), str(level), *([place] if places else []), count])
    rows[-1][-1] = rows[-1][-1].strip("-") or "7"  # something is known
    head = ["ปีงบประมาณ", "ระดับ", *(["จังหวัด"] if places else []), "จำนวน"]
    return [head, *rows]


def phrases() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


def fence(name: str, /, **entries: str) -> str:
    lines = "\n".join(f"{key} = {value}" for key, value in entries.items())
    return f"```{name}\n{lines}\n```"


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """One block of a template."""
    words = draw(phrases())
    quoted = f"'{words}'"
    table = {"source": "'certificates'", "caption": quoted, "head": "'ระดับ'", "total": "'รวม'", "none_note": "'– ไม่มี'"}
    place = {**table, "level_head": "'ระดับ'"}
    kind = draw(st.sampled_from(["bars", "stacked-bars", "lines", "bar-panels", "shares"]))
    return draw(
        st.sampled_from(
            [
                words,
                " ".join([words] * 30),
                f"**{words}** {{{{ total() }}}} [ดู](https://example.go.th/ก)".replace("ก)", "a)"),
                "\n".join(f"- {words}" for _ in range(3)),
                "\n".join(f"{n}. {words}" for n in range(1, 4)),
                "\n".join(f"- {words}\n  1. {words}\n  2. {words}" for _ in range(2)),
                f"### {words}",
                fence("note", text=quoted),
                fence("note", text=f"'''\n{words}\n\n- {words}\n'''", title=quoted),
                fence("toc", depth="3"),
                fence("page-break"),
                fence("ladder", caption=quoted),
                fence("signature-block", name=quoted, place="''"),
                fence("table", **table),
                fence("table", by="'province'", rank_head="'อันดับ'", **place),
                fence("table", by="'region'", **place),
                fence("chart", kind=f"'{kind}'", caption=quoted, none_note="'– ไม่มี'"),
                fence("chart", kind="'bars'", caption=quoted, direction="'horizontal'"),
                "```key-figures\n[[figure]]\nvalue = '{{ total() }}'\nlabel = '{{ unit }}'\ncontext = "
                + quoted
                + "\n```",
            ]
        )
    )


@st.composite
def templates(draw: st.DrawFn) -> str:
    """The text of a template, some set to both margins, with sections of any blocks."""
    body = [f"# {draw(phrases())}"]
    for _ in range(draw(st.integers(1, 3))):
        body += [f"## {draw(phrases())}", *draw(st.lists(blocks(), min_size=1, max_size=5))]
    front = ["version = 1", 'name = "random"', 'purpose = "ทดสอบ"', 'head_left = "{{ year_span }}"']
    front += ["calendars = ['be', 'ce']", f"justify = {str(draw(st.booleans())).lower()}"]
    return "\n".join(["+++", *front, "+++", ""]) + "\n\n".join(body) + "\n"


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports in either language, by templates that come with the program and by others."""
    template = draw(templates() | st.sampled_from(["annual", "year", "level", "province"]))
    english = template.isalpha() and draw(st.booleans())
    return Report(
        rows=draw(tables()),
        said={
            "unit": draw(st.sampled_from(UNITS)),
            "gaps": "unknown",
            "as_of": "2568-09-30",
            "source": draw(phrases()),
        },
        years=draw(st.integers(1, 6)),
        template=template,
        how={
            "lang": "en" if english else "th",
            "digits": "arabic" if english else draw(st.sampled_from(["arabic", "thai"])),
            "calendar": draw(st.sampled_from([None, "be", "ce"])),
        },
        look={
            "theme": draw(st.sampled_from(built_in_themes())),
            "paper": draw(st.sampled_from(["", *PAPERS])),
            "attach_data": draw(st.booleans()),
        },
    )


def composed(report: Report) -> tuple[Brief, Selection] | None:
    """The brief and what it is of; None where the program refuses to make it, saying why."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ตาราง.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(report.rows)
        data = Dataset.read(path, **report.said)
    own = not report.template.isalpha()
    template = Template.parse(report.template, "random.md") if own else Template.load(report.template)
    try:
        one = {"level": {"levels": data.levels[:1]}, "province": {"provinces": data.provinces[:1] or None}}
        selection = data.select(years=data.years[-report.years :], **one.get(report.template, {}))
        return compose(selection, template, **report.how), selection
    except (SelectionError, TemplateError):
        return None


def rendered(brief: Brief, report: Report) -> bytes | None:
    """The file of a report's brief; None where the program refuses to make it, saying why."""
    try:
        return render(brief, warn=lambda problem: None, **report.look)
    except TemplateError:
        return None


def made(report: Report) -> bytes | None:
    """The file; None where the program refuses to make it, saying why."""
    found = composed(report)
    return None if found is None else rendered(found[0], report)
