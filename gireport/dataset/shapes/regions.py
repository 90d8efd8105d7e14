"""A column of regions beside one of provinces says nothing more, and must not say anything else."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gireport.dataset.characters import shown
from gireport.dataset.shapes.heads import is_total
from gireport.thai.provinces import ProvinceError, find_region

if TYPE_CHECKING:
    from gireport.dataset.shapes.findings import Findings
    from gireport.dataset.shapes.layout import Layout
    from gireport.dataset.shapes.reading import Reader
    from gireport.dataset.sources.grid import Grid


def check_regions(grid: Grid, layout: Layout, reader: Reader, findings: Findings) -> None:
    """Notes every row whose region is not that of its province by either scheme, the four regions or the six."""
    provinces, regions = layout.columns("province"), layout.columns("region")
    if not provinces or not regions:
        return
    agree: set[tuple[str, str]] = set()
    for row in islice(grid.rows, layout.first, None):
        if len(row.cells) <= max(provinces[0], regions[0]):
            continue
        pair = row.cells[provinces[0]], row.cells[regions[0]]
        if pair in agree or not pair[1].strip() or is_total(pair[0]) or is_total(pair[1]):
            continue
        province = reader.province(pair[0]).value
        # A province that could not be read was told already.
        if province is None or _is_in(pair[1], province.region4.code, province.region6.code):
            agree.add(pair)
            continue
        facts = {"value": shown(pair[1].strip()), "province": province.th, "region": province.region6.th}
        findings.refuse("shape.region", row.number, regions[0], **facts)


def _is_in(text: str, *codes: str) -> bool:
    try:
        return find_region(text).code in codes
    except ProvinceError:
        return False
