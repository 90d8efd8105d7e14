"""What stands around a table, in its title, the corner of its head and the notes below it, and changes its figures.

"หน่วย: พันราย" above a table says that its 31 is 31,000, and "สะสม" that its cells are sums of years. Nothing of that
kind is reckoned with: it is refused, because the title may be a leftover, and nobody but who made the table knows.
What only casts a doubt is noted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.dataset.shapes.folding import fold
from gireport.dataset.shapes.heads import head_key, unit_named
from gireport.thai.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.dataset.fields import Wording
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.sources.grid import Grid

_COUNTED = "ราย|ฉบับ|ใบ|แห่ง|โรง|สถานประกอบการ|certificates?|establishments?|recipients?|factories"
_SAYS_UNIT = re.compile(
    r"หน่วย(?:นับ)?(?:\s*[:=]\s*|\s*(?:เป็น|คือ)\s*|\s+)(?P<thai>[^\s()\[\],;:]+)"
    r"|\bunits?\s*(?:[:=]\s*|\s(?:is|are|in)\s+)(?P<english>[^()\[\],;:]+)",
    re.IGNORECASE,
)
_REFUSED = {
    "shape.around-scale": rf"(?:ร้อย|พัน|หมื่น|แสน|ล้าน)\s*(?:{_COUNTED})"
    r"|\b(?:hundreds?|thousands?|millions?)\b|[x×'’]\s?1?,?000",
    "shape.around-share": r"ร้อยละ|เปอร์เซ็?น|สัดส่วน|\bper ?cent(?:ages?)?\b|%|\bshares?\b",
    "shape.around-sum": r"สะสม|\bcumulative|\baccumulated|\brunning totals?\b",
    "shape.around-calendar": r"ปีปฏิทิน|\bcalendar years?\b",
}
_DOUBTFUL = (
    r"เป้าหมาย|ประมาณการ|คาดการณ์|(?:ที่)?ยังมีผล|ยังไม่หมดอายุ|ไตรมาส|\d+ เดือน"
    r"|\btargets?\b|\bforecasts?\b|\bproject(?:ed|ions?)\b|\bestimate[sd]?\b|\bplanned\b"
    r"|\bin force\b|\bquarters?\b|\bmonths?\b"
)
_FIGURES_CHANGED = {code: re.compile(words, re.IGNORECASE) for code, words in _REFUSED.items()}
_DOUBT = re.compile(_DOUBTFUL, re.IGNORECASE)


def read_around(grid: Grid, layout: Layout, findings: Findings) -> Wording | None:
    """The unit that is said around the table, if one is; refuses what would make other figures of its cells."""
    found: dict[str, Wording] = {}
    for row, text, is_title in _around(grid, layout):
        said = fold(text).text
        units = [(match["thai"] or match["english"]).strip() for match in _SAYS_UNIT.finditer(said)]
        strange = [words for words in units if unit_named(head_key(words)) is None]
        for words in strange:
            findings.refuse("shape.around-unit", row, value=shown(words))
        found |= {unit.th: unit for words in units if (unit := unit_named(head_key(words)))}
        if len(found) > 1:
            findings.refuse("shape.around-units", row, units=", ".join(found))
            break
        if is_title and not strange:
            _check_title(row, said, findings)
    return next(iter(found.values()), None)


def _check_title(row: int, said: str, findings: Findings) -> None:
    for code, pattern in _FIGURES_CHANGED.items():
        if match := pattern.search(said):
            findings.refuse(code, row, value=match.group().strip())
    doubt = _DOUBT.search(said)
    if words := doubt.group() if doubt else _one_province(said):
        findings.note("note.title-doubt", row, value=words.strip())


def _one_province(said: str) -> str:
    """The province that a title limits its table to, if it names one."""
    plain = said.casefold().replace("จังหวัด ", "จังหวัด")
    names = ((f"จังหวัด{province.th}", f"{province.en} province".casefold()) for province in provinces())
    return next((name for both in names for name in both if name in plain), "")


def _around(grid: Grid, layout: Layout) -> Iterator[tuple[int, str, bool]]:
    """Row number and text of what stands in the rows above the head, in its corner, and alone in the last rows; and
    whether that may be a title.
    """
    for row in grid.rows[: layout.first]:
        if row.number < layout.row:
            for text in dict.fromkeys(cell for cell in row.cells if cell.strip()):
                yield row.number, text, True
    if layout.heads and layout.shape in ("wide", "transposed"):
        yield layout.row, layout.heads[0].text, True
    for row in reversed(grid.rows[layout.first :]):
        filled = {cell.strip() for cell in row.cells} - {""}
        if len(filled) > 1:
            return
        for text in filled:
            yield row.number, text, False
