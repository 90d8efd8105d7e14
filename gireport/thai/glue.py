"""What stays on one line although it has spaces in it: a number with its unit, an era with its year, a date.

Nearly every rule is about a number, so the numbers are looked for, and then what stands on either side.
Neither ICU nor libthai keeps พ.ศ. with its year, 1.11 with ล้านตัน or ร้อยละ with 80.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.thai.line_edges import SPACES
from gireport.thai.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gireport.thai.words import OwnWords

# Kept here too, because Babel's take 14 ms to read and every brief breaks lines; a test compares the two.
THAI_MONTHS = "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
_SHORT_MONTHS = r"(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค)\."
_ENGLISH_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = f"{THAI_MONTHS}|{_SHORT_MONTHS}|{_ENGLISH_MONTHS}"

# What the number after it numbers: ข้อ 5, ระดับ 3, ปี 2565; and every word in ที่: ครั้งที่ 2, ตารางที่ 4.
_NUMBERED = re.compile("ร้อยละ|ข้อ|ระดับ|ปี|ปีงบประมาณ|มาตรา|หน้า|เลข|ลำดับ|อันดับ|ชั้น|ขั้น|บท|เวลา|ตาราง|ภาพ|รูป|แผนภูมิ|แผนภาพ|.*ที่")
_NUMBERED_LATIN = r"Levels?|Table|Figure|Chart|Section|Year|FY|BE|CE|Nos?\.|Fig\."

# What the number before it counts or measures.
UNITS = (
    "ราย|ฉบับ|แห่ง|ใบ|ใบรับรอง|คน|ครั้ง|รายการ|โครงการ|โรง|โรงงาน|กิจการ|บริษัท|ชุมชน|จังหวัด|อำเภอ|ตำบล|หมู่บ้าน"
    "|พื้นที่|เมือง|เครือข่าย|ลุ่มน้ำ|ด้าน|ข้อ|ระดับ|ขั้น|ประเภท|ชนิด|กลุ่ม|หน่วย|หน่วยงาน|ชุด|ตัว|ตัวชี้วัด|เรื่อง|เท่า|ส่วน|จุด|จุดร้อยละ"
    "|คัน|เครื่อง|หลัง|ห้อง|แผ่น|หน้า|เล่ม|คู่|ต้น|บาท|สตางค์|ดอลลาร์|เปอร์เซ็นต์|ปี|ไตรมาส|เดือน|สัปดาห์|วัน|ชั่วโมง|นาที|วินาที"
    "|ตัน|กิโลกรัม|กรัม|ลิตร|ไร่|เมตร|กิโลเมตร|เซนติเมตร|มิลลิเมตร|ตารางเมตร|ตารางกิโลเมตร|ลูกบาศก์เมตร"
    "|วัตต์|กิโลวัตต์|เมกะวัตต์|องศา"
)
_UNIT = re.compile(f"(?:ร้อย|พัน|หมื่น|แสน|ล้าน)*(?:{UNITS})?")
_LATIN_UNITS = (
    "%|kg|g|t|tonnes|m|km|ha|[kMG]?Wh?|t?CO2e?|MtCO2e|THB|USD|baht|million|billion|percent"
    "|certificates|years|months|days"
)

_SPACE = f"[{SPACES}\u00a0]"
_NUMBER = re.compile("[0-9๐-๙](?:[0-9๐-๙,.]*[0-9๐-๙])?")
_REACH = 48  # characters to look back: more than any match of the rule below needs
# Before a number: a month, an abbreviation with its stop (พ.ศ., มอก.) or in capitals (ISO), or a month and then พ.ศ.
_BEFORE = re.compile(
    rf"(?:(?:{_MONTH}){_SPACE}*[พค]\.ศ\.|{_MONTH}|[ก-๎]\.|\b(?:[A-Z]{{2,8}}|{_NUMBERED_LATIN})){_SPACE}*\Z"
)
# After a number: the dash of a range, after which a line may end; a month; a unit in Latin letters; น. of the clock;
# the paragraph of a section, as in มาตรา 8 (5).
_AFTER = re.compile(
    rf"{_SPACE}+[-–—](?={_SPACE}*[0-9๐-๙])|{_SPACE}*(?:{_MONTH}|(?:{_LATIN_UNITS})(?![A-Za-z])|น\.)"
    rf"|{_SPACE}*\((?:[0-9๐-๙]+|[ก-ฮ])\)"
)
_SPACES = re.compile(f"{_SPACE}*")

# What else stays whole: an abbreviation's letters, which have no vowels before the stop and are no words; ณ with what
# follows, a preposition of one letter that looks like a stray at a line's end; and a telephone number.
_WHOLE = re.compile(
    rf"(?<![ก-ฮ])[ก-ฮ]++(?=\.)|(?<![ก-๎])ณ{_SPACE}+[^{SPACES}]"
    rf"|โทร(?:\.|สาร|ศัพท์){_SPACE}*[0-9๐-๙](?:[{SPACES}\u00a0-]?[0-9๐-๙])*"
)
# The bullet, or the number with its stop, that opens a paragraph, with the first letter of the text.
_LIST_MARKER = re.compile(rf"(?:[-–•*]|[0-9๐-๙]+[.)]){_SPACE}+[^{SPACES}]")


def kept_together(text: str, runs: Sequence[re.Match[str]], own: OwnWords | None = None) -> Iterator[tuple[int, int]]:
    """The stretches of `text`, as (start, end), strictly inside which no line may end. They may overlap.

    `runs` are the runs of Thai letters in `text`.
    """
    run_to = {run.end(): run for run in runs}
    run_from = {run.start(): run for run in runs}
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        counts = True
        if before := _BEFORE.search(text, max(0, start - _REACH), start):
            start = before.start()
        elif run := run_to.get(_before_spaces(text, start)):
            named = _start_of_numbered(run, start, own)
            # Of ฉบับที่ 2 ข้อ 5 the 2 numbers what precedes and counts nothing.
            counts, start = named == start, named
        if after := _AFTER.match(text, end):
            end = after.end()
        elif counts and (spaces := _SPACES.match(text, end)) and (run := run_from.get(spaces.end())):
            end = _end_of_unit(run, end, own)
        yield start, end
    for whole in _WHOLE.finditer(text):
        yield whole.span()
    if marker := _LIST_MARKER.match(text):
        yield marker.span()


def _before_spaces(text: str, at: int) -> int:
    while at and _SPACES.fullmatch(text, at - 1, at):
        at -= 1
    return at


def _start_of_numbered(run: re.Match[str], otherwise: int, own: OwnWords | None) -> int:
    """Where the last word of `run` starts if it is one that numbers; else `otherwise`."""
    ends = [0, *(word.end for word in words(run.group(), own))]
    last = run.group()[ends[-2] :]
    if not _NUMBERED.fullmatch(last):
        return otherwise
    # ที่ alone makes an ordinal of the word before it, as in ยุทธศาสตร์ที่ 3, and is no start for a line.
    return run.start() + ends[-3 if last == "ที่" and len(ends) > 2 else -2]


def _end_of_unit(run: re.Match[str], otherwise: int, own: OwnWords | None) -> int:
    """Where the unit ends that `run` starts with, ล้าน and its like included; `otherwise` if it is none.

    Whole words only: ราย is a unit, รายงาน is not.
    """
    end = 0
    for word in words(run.group(), own):
        fitting = [part for part in (word.end, *word.joints) if _UNIT.fullmatch(run.group(), 0, part)]
        end = max(fitting, default=end)
        if word.end not in fitting:
            break
    return run.start() + end if end else otherwise
