"""The words that code, not a template, puts into a brief: labels, page numbers, text alternatives."""

from __future__ import annotations

from dataclasses import dataclass


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
    panels_alternative: str
    panel_alternative: str
    ladder_alternative: str
    step_alternative: str


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
    panels_alternative="แผนภูมิแท่ง {title} {panels}",
    panel_alternative="{title} {figures}",
    ladder_alternative="ขั้นบันไดจากล่างขึ้นบน {steps}",
    step_alternative="ระดับ {level} {name} ({english_name}) {count} {unit}",
)

PHRASES = {"th": THAI}


def listing(items: list[str], phrases: Phrases) -> str:
    """ "1", "1 และ 2", "1, 2 และ 3"."""
    if len(items) < 2:
        return "".join(items)
    return phrases.listed.join(items[:-1]) + phrases.listed_last + items[-1]
