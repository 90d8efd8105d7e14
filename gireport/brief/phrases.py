"""The words that code, not a template, puts into a brief: labels, page numbers, text alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.brief.model import ChartKind


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns in one language; names in braces are filled in."""

    table_label: str
    figure_label: str
    page: str
    unknown: str
    certificate_unit: str
    level: str
    level_and_name: str
    listed: str  # between the items of a list
    listed_last: str  # before the last item
    most: str
    nothing: str
    in_year: str
    none: str
    ladder_alternative: str
    step_alternative: str
    # Charts.
    chart_alternative: str
    chart_kinds: Mapping[ChartKind, str]
    series_alternative: str
    target: str
    target_name: str
    unit_of_axis: str
    not_known: str
    not_known_of: str
    own_scales: str
    log_scale: str
    broken_scale: str
    shares_note: str


THAI = Phrases(
    table_label="ตารางที่ {number}",
    figure_label="ภาพที่ {number}",
    page="หน้า {page} จาก {pages}",
    unknown="ไม่ระบุ",
    certificate_unit="ฉบับ",
    level="ระดับ {level}",
    level_and_name="ระดับ {level}\u00a0{name}",
    listed=", ",
    listed_last=" และ ",
    most="สูงสุด {count} {unit} ({years})",
    nothing="ไม่มีใบรับรอง",
    in_year="{year}: {count}",
    none="ไม่มี",
    ladder_alternative="ขั้นบันไดจากล่างขึ้นบน {steps}",
    step_alternative="ระดับ {level} {name} ({english_name}) {count} {unit}",
    chart_alternative="{kind} {title} {series}",
    chart_kinds={
        "bars": "แผนภูมิแท่ง",
        "stacked": "แผนภูมิแท่งซ้อน",
        "shares": "แผนภูมิสัดส่วนเป็นร้อยละ",
        "lines": "แผนภูมิเส้น",
        "slope": "แผนภูมิเส้นเปรียบเทียบสองปี",
        "panels": "แผนภูมิแท่ง",
    },
    series_alternative="{title} {figures}",
    target="เป้าหมาย",
    target_name="{name} (เป้าหมาย)",
    unit_of_axis="หน่วย: {unit}",
    not_known="ไม่มีข้อมูล",
    not_known_of="ไม่มีข้อมูล: {missing}",
    own_scales="แต่ละภาพย่อยใช้มาตราส่วนของตนเอง",
    log_scale="แกนตั้งเป็นมาตราส่วนลอการิทึม ระยะห่างเท่ากันหมายถึงเพิ่มขึ้นเป็นสิบเท่า",
    broken_scale="แท่งที่เกิน {value} ตัดให้สั้นลง ความยาวจึงเทียบกันไม่ได้ ตัวเลขที่แท่งคือค่าจริง",
    shares_note="ผลรวมของร้อยละไม่เท่ากับ 100.0 เนื่องจากการปัดเศษ",
)

PHRASES = {"th": THAI}


def listing(items: list[str], phrases: Phrases) -> str:
    """ "1", "1 และ 2", "1, 2 และ 3"."""
    if len(items) < 2:
        return "".join(items)
    return phrases.listed.join(items[:-1]) + phrases.listed_last + items[-1]
