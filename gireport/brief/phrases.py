"""The words that code, not a template, puts into a brief: labels, page numbers, text alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.brief.model import ChartKind
    from gireport.thai.calendar_names import Language
    from gireport.thai.written import Calendar


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns in one language; names in braces are filled in."""

    table_label: str
    continued: str  # above a table's rows on further pages
    figure_label: str
    page: str
    contents: str  # above the table of contents
    signed: str  # before lines to sign or fill in
    position: str
    place: str
    date: str
    unknown: str
    unknown_date: str
    certificate_unit: str
    level: str
    levels: str  # several of them
    level_and_name: str
    level_title: str  # the same where a title or label begins with it
    eras: Mapping[Calendar, str]  # before a year, empty where readers expect none
    fiscal_year: str
    fiscal_years: str
    dash: str  # between the first and the last of a range
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
    most_known: str
    partly_known: str
    partly_known_of: str
    # Provinces and gaps.
    province: str
    provinces: str
    some_provinces: str
    gaps_of: str
    gaps_more: str
    bound_note: str


THAI = Phrases(
    table_label="ตารางที่ {number}",
    continued="{label} (ต่อ)",
    figure_label="ภาพที่ {number}",
    page="หน้า {page} จาก {pages}",
    contents="สารบัญ",
    signed="ลงชื่อ",
    position="ตำแหน่ง",
    place="สถานที่",
    date="วันที่",
    unknown="ไม่ระบุ",
    unknown_date="ไม่ระบุ",
    certificate_unit="ฉบับ",
    level="ระดับ {level}",
    levels="ระดับ {level}",
    level_and_name="ระดับ {level}\u00a0{name}",
    level_title="ระดับ {level}\u00a0{name}",
    eras={"be": "พ.ศ.", "ce": "ค.ศ."},
    fiscal_year="ปีงบประมาณ {years}",
    fiscal_years="ปีงบประมาณ {years}",
    dash="\u00a0– ",
    listed=", ",
    listed_last=" และ ",
    most="สูงสุด {count} {unit} ({years})",
    nothing="ไม่มีใบรับรอง",
    in_year="{year}: {count}",
    none="ไม่มี",
    ladder_alternative="ขั้นบันไดจากล่างขึ้นบน {steps}",
    step_alternative="ระดับ {level} {name} ({other_name}) {count} {unit}",
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
    partly_known="ไม่มีข้อมูลครบทุกจังหวัด",
    partly_known_of="ไม่มีข้อมูลครบทุกจังหวัด: {missing}",
    most_known="สูงสุดเท่าที่มีข้อมูล {count} {unit} ({years})",
    province="จังหวัด{name}",
    provinces="จังหวัด{names}",
    some_provinces="{count} จังหวัด",
    gaps_of="{name} {count} ค่า",
    gaps_more="และอีก {count} จังหวัด",
    bound_note="≥ หมายถึง ไม่น้อยกว่า เพราะผลรวมนั้นขาดค่าที่ไม่มีข้อมูล",
)

ENGLISH = Phrases(
    table_label="Table {number}",
    continued="{label} (continued)",
    figure_label="Figure {number}",
    page="Page {page} of {pages}",
    contents="Contents",
    signed="Signed:",
    position="Position:",
    place="Place:",
    date="Date:",
    unknown="not stated",
    unknown_date="a date not stated",
    certificate_unit="certificates",
    level="level\u00a0{level}",
    levels="levels\u00a0{level}",
    level_and_name="level\u00a0{level} ({name})",
    level_title="Level\u00a0{level} ({name})",
    eras={"be": "B.E.", "ce": ""},
    fiscal_year="fiscal year\u00a0{years}",
    fiscal_years="fiscal years\u00a0{years}",
    dash="–",
    listed=", ",
    listed_last=" and ",
    most="Highest: {count} {unit} ({years})",
    nothing="No certificates",
    in_year="{year}: {count}",
    none="none",
    ladder_alternative="Steps from the lowest to the highest: {steps}",
    step_alternative="level {level}, {name} ({other_name}), {count} {unit}",
    chart_alternative="{kind}. {title}. {series}",
    chart_kinds={
        "bars": "Bar chart",
        "stacked": "Stacked bar chart",
        "shares": "Chart of shares in per cent",
        "lines": "Line chart",
        "slope": "Line chart of two years",
        "panels": "Bar chart",
    },
    series_alternative="{title}: {figures}",
    target="target",
    target_name="{name} (target)",
    unit_of_axis="Unit: {unit}",
    not_known="no data",
    not_known_of="No data: {missing}.",
    own_scales="Each panel has a scale of its own",
    log_scale="The vertical axis is logarithmic: equal distances mean ten times as much.",
    broken_scale="Bars above {value} are cut off: their lengths cannot be compared, the figures at them are exact.",
    shares_note="The shares do not add up to 100.0 because each is rounded.",
    partly_known="not known for all provinces",
    partly_known_of="Not known for all provinces: {missing}.",
    most_known="Highest of those known: {count} {unit} ({years})",
    province="{name} Province",
    provinces="the provinces {names}",
    some_provinces="{count} provinces",
    gaps_of="{name} ({count})",
    gaps_more="and {count} more provinces",
    bound_note="≥ means at least: the total lacks figures that are not known.",
)

PHRASES: dict[Language, Phrases] = {"th": THAI, "en": ENGLISH}


def listing(items: list[str], phrases: Phrases) -> str:
    """ "1", "1 และ 2", "1, 2 และ 3"."""
    if len(items) < 2:
        return "".join(items)
    return phrases.listed.join(items[:-1]) + phrases.listed_last + items[-1]
