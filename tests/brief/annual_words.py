"""The words that an annual brief is expected to say around its figures, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Patterns of one language; what stands in braces is filled in."""

    language: str
    unknown: str
    unknown_date: str
    dash: str
    eras: dict[str, str]
    month: str
    month_ce: str
    unit: str
    caution: str
    names_source: str
    names_reference: str
    table: str
    figure: str
    all_years_in: str
    share_note: str
    none_note: str
    none_counts: str
    target_heading: str
    indicators_caption: str
    indicator_heads: tuple[str, ...]
    targets_caption: str
    target_heads: tuple[str, ...]
    target_row: str
    issued_row: str
    not_comparable: str
    notes_source: str
    sources: dict[str, str]
    fiscal_year: str
    calendar_notes: dict[str, str]
    issued_not_valid: str
    totals: str
    totals_agree: str
    rounding: str
    ratio: str  # a pattern of sentences that the note on rounding speaks of
    corrected: str
    kept: str


THAI = Words(
    language="th",
    unknown="ไม่ระบุ",
    unknown_date="ไม่ระบุ",
    dash=" – ",
    eras={"be": "พ.ศ. ", "ce": "ค.ศ. "},
    month="กันยายน {year}",
    month_ce="กันยายน ค.ศ. {year}",
    unit="ฉบับ",
    caution=" ใบรับรองหนึ่งฉบับไม่ได้หมายถึงสถานประกอบการหนึ่งราย",
    names_source="ที่มาของชื่อระดับ: {source}",
    names_reference="รายชื่อระดับอ้างอิงที่มากับโปรแกรม",
    table="ตารางที่ {number}",
    figure="ภาพที่ {number}",
    all_years_in="ตัวเลขทุกปีอยู่ใน{label}",
    share_note="ผลรวมของร้อยละไม่เท่ากับ 100.0 เนื่องจากการปัดเศษ",
    none_note="– หมายถึง ไม่มีใบรับรองในปีนั้น",
    none_counts="เครื่องหมาย – หมายถึง ไม่มีใบรับรองในปีนั้น และนับเป็น 0",
    target_heading="เป้าหมายเทียบกับใบรับรองที่ออก",
    indicators_caption="ตัวชี้วัดและค่าเป้าหมาย {years}",
    indicator_heads=("ที่", "ตัวชี้วัด", "หน่วยนับ"),
    targets_caption="เป้าหมายของตัวชี้วัดที่ 4 และใบรับรองที่ออก {years}",
    target_heads=("รายการ", "หน่วยนับ"),
    target_row="เป้าหมาย: {name}",
    issued_row="ใบรับรองที่ออก ทุกระดับ",
    not_comparable="จึงเทียบกันโดยตรงไม่ได้",
    notes_source="ที่มาของจำนวนใบรับรอง: {source} ข้อมูล ณ {as_of}",
    sources={
        "indicators": "ที่มาของตัวชี้วัด: {source}",
        "strategy": "ที่มาของยุทธศาสตร์: {source}",
        "plan": "ที่มาของแผน: {source}",
    },
    fiscal_year="ปีงบประมาณเริ่มวันที่ 1 ตุลาคม",
    calendar_notes={"be": "", "ce": "ซึ่งน้อยกว่าปีพุทธศักราช (พ.ศ.) 543 ปี"},
    issued_not_valid="ไม่ใช่จำนวนใบรับรองที่ยังมีผลอยู่ และไม่ใช่จำนวนสถานประกอบการ",
    totals="ผลรวมทุกค่าคำนวณขึ้นใหม่",
    totals_agree="ตรงกับผลรวมที่ต้นทางระบุ",
    rounding="ร้อยละและจำนวนเท่าปัดเป็นทศนิยมหนึ่งตำแหน่ง",
    ratio=r"มากที่สุด .*\(.*ร้อยละ|ร้อยละ [0-9.,]+ (ของปีนั้น|จากปี)|[0-9] เท่าของปี",
    corrected="ข้อความที่แก้ไข",
    kept="ข้อความที่มีข้อสงสัย",
)

ENGLISH = Words(
    language="en",
    unknown="not stated",
    unknown_date="a date not stated",
    dash="–",
    eras={"be": "B.E. ", "ce": ""},
    month="September B.E. {year}",
    month_ce="September {year}",
    unit="certificates",
    caution=" One certificate does not mean one establishment.",
    names_source="Source of the names of the levels: {source}.",
    names_reference="the reference list that comes with the program",
    table="Table {number}",
    figure="Figure {number}",
    all_years_in="The figures of all years are in {label}.",
    share_note="The shares do not add up to 100.0 because each is rounded.",
    none_note="– means that no certificates were issued in that year.",
    none_counts="The sign – means that no certificates were issued in that year; it counts as 0",
    target_heading="Target beside the certificates issued",
    indicators_caption="Indicators and targets, {years}",
    indicator_heads=("No.", "Indicator", "Unit"),
    targets_caption="Target of indicator 4 and certificates issued, {years}",
    target_heads=("Item", "Unit"),
    target_row="Target: {name}",
    issued_row="Certificates issued, all levels",
    not_comparable="so the two cannot be compared directly",
    notes_source="Source of the numbers of certificates: {source}. Data as of {as_of}.",
    sources={
        "indicators": "Source of the indicators: {source}.",
        "strategy": "Source of the strategy: {source}.",
        "plan": "Source of the plan: {source}.",
    },
    fiscal_year="A fiscal year (FY) runs from 1 October to 30 September",
    calendar_notes={
        "be": "Years are of the Buddhist Era (B.E.). The same year of the Common Era has a number that is lower",
        "ce": "Years are of the Common Era. The same year of the Buddhist Era (B.E.)",
    },
    issued_not_valid="not of certificates that are valid today, and not of establishments",
    totals="Every total is computed anew",
    totals_agree="agrees with the total that the source states",
    rounding="Percentages and multiples are rounded to one decimal place",
    ratio=r"[0-9] per cent\)|[0-9] per cent (of that year|from)|[0-9] times as many",
    corrected="Words of the source that are corrected",
    kept="Words of the source that are in doubt",
)
