"""The words that people put at the head of a column, in Thai and English, and what each says the column is for."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING

from gireport.dataset.fields import Wording
from gireport.dataset.shapes.folding import fold
from gireport.records import dataclass
from gireport.thai.identity import identity_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.dataset.shapes.options import Role

_WORDS: dict[Role, str] = {
    "year": "ปี|พ.ศ.|ปี พ.ศ.|ปีพ.ศ.|ค.ศ.|ปี ค.ศ.|ปีงบประมาณ|ปีงบประมาณ พ.ศ.|ปีงบ|ปีที่ออก|ปีที่รับรอง|ปีที่ได้รับการรับรอง"
    "|year|years|fiscal year|budget year|fy|b.e.|year be|be year|fiscal year be|year b.e.|year ce|fiscal year ce",
    "level": "ระดับ|ระดับที่|ระดับการรับรอง|ระดับใบรับรอง|ระดับที่ได้รับการรับรอง|ระดับที่ได้รับ|ระดับอุตสาหกรรมสีเขียว|ระดับ gi"
    "|level|levels|gi level|green level|green industry level|certification level|certificate level|lv",
    "count": "จำนวน|จำนวนใบรับรอง|จำนวนใบรับรองที่ออก|จำนวนที่ได้รับการรับรอง|จำนวนการรับรอง|จำนวนที่ออก|ใบรับรอง"
    "|จำนวนราย|จำนวนฉบับ|จำนวนใบ|จำนวนสถานประกอบการ|จำนวนโรงงาน"
    "|count|counts|number of certificates|no. of certificates|certificates|certificate count|certificates issued"
    "|issued certificates|quantity",
    "province": "จังหวัด|ชื่อจังหวัด|จังหวัดที่ตั้ง|จังหวัดที่ตั้งโรงงาน|province|provinces|province name|changwat",
    "region": "ภาค|ภูมิภาค|region",
    "number": "เลขที่ใบรับรอง|เลขที่|เลขที่รับรอง|หมายเลขใบรับรอง|เลขใบรับรอง|รหัสใบรับรอง|ใบรับรองเลขที่"
    "|certificate number|certificate no.|certificate no|certificate id|cert no.|cert. no.|number",
    "establishment": "ชื่อสถานประกอบการ|สถานประกอบการ|ชื่อโรงงาน|โรงงาน|บริษัท|ชื่อบริษัท|ผู้ประกอบการ|ชื่อผู้ประกอบการ|ชื่อ"
    "|ชื่อกิจการ|establishment|establishment name|company|company name|factory|factory name|enterprise|name"
    "|organisation|organization",
    "issued": "วันที่ออก|วันที่ออกใบรับรอง|วันออกใบรับรอง|วันที่รับรอง|วันที่ได้รับการรับรอง|วันที่ได้รับใบรับรอง|วันที่อนุมัติ|วันที่"
    "|วันที่ออกให้|issue date|date of issue|issued|issued on|date issued|date|certified on",
    "expires": "วันหมดอายุ|วันที่หมดอายุ|หมดอายุ|วันสิ้นอายุ|วันที่สิ้นอายุ|expiry|expiry date|expires|expires on|valid until"
    "|expiration date",
    "revoked": "วันเพิกถอน|วันที่เพิกถอน|เพิกถอน|วันที่ถูกเพิกถอน|revoked|revoked on|revocation date|date revoked|revocation",
    "key": "ขนาด|ขนาดโรงงาน|ขนาดกิจการ|ขนาดสถานประกอบการ|ประเภท|ประเภทโรงงาน|ประเภทกิจการ|ประเภทอุตสาหกรรม|อำเภอ|ตำบล|เขต"
    "|นิคมอุตสาหกรรม|หน่วยงาน|size|establishment size|factory size|type|industry|industry type|sector|district"
    "|subdistrict|industrial estate",
    "ignore": "ลำดับ|ลำดับที่|ที่|no.|no|item|#|id|index|unnamed: 0|หมายเหตุ|ที่มา|แหล่งที่มา|แหล่งข้อมูล"
    "|remark|remarks|note|notes|comment|comments|source",
}
_TOTALS = (
    "รวม|รวมทั้งสิ้น|รวมทั้งหมด|ยอดรวม|ผลรวม|ทั้งหมด|รวมทุกระดับ|รวมทุกปี|รวมทุกจังหวัด|รวมทั้งประเทศ|ทั้งประเทศ|ทั่วประเทศ|ยอดรวมทั้งสิ้น"
    "|รวมจำนวน|รวมยอด|รวม total|total|totals|grand total|sum|all|all levels|all years|overall|total certificates"
)
_UNITS: dict[str, Wording] = {
    "ราย": Wording("ราย", "recipients"),
    "ฉบับ": Wording("ฉบับ", "certificates"),
    "ใบ": Wording("ใบ", "certificates"),
    "ใบรับรอง": Wording("ฉบับ", "certificates"),
    "certificates": Wording("ฉบับ", "certificates"),
    "แห่ง": Wording("แห่ง", "establishments"),
    "สถานประกอบการ": Wording("แห่ง", "establishments"),
    "establishments": Wording("แห่ง", "establishments"),
    "โรงงาน": Wording("โรงงาน", "factories"),
    "โรง": Wording("โรงงาน", "factories"),
    "factories": Wording("โรงงาน", "factories"),
}
# What heads say in passing of what they count, the longest first.
_COUNTED = ("สถานประกอบการ", "โรงงาน", "certificates", "ใบรับรอง", "ฉบับ", "ราย")

_SEPARATORS = re.compile(r"[ _/\\|:–—-]+")
_BRACKETS = re.compile(r"(?P<head>[^()\[\]]*)[(\[](?P<inside>[^()\[\]]*)[)\]]")
_FIGURE = re.compile("[0-9๐-๙]")
_LETTERS = frozenset(
    map(chr, (*range(ord("ก"), ord("ฮ") + 1), *range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)))
)
_OF_A_GRID = frozenset[str]({"year", "level"})


@dataclass(frozen=True, slots=True)
class Head:
    """What one head says: the roles its words have, the unit in brackets, and whether it heads a total."""

    text: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    """One, or year and level both, as in the corner of a table of both; none where it is not known."""
    unit: Wording | None = None
    strange_unit: str = ""
    """What stands in brackets after a word for a count and is no unit."""
    is_total: bool = False

    @property
    def role(self) -> Role | None:
        """Its one role, if it has just one."""
        return next(iter(self.roles)) if len(self.roles) == 1 else None


def head_key(text: str) -> str:
    """What two heads share if they are the same words, however they are spaced, joined and capitalised."""
    return _SEPARATORS.sub(" ", identity_key(fold(text).text)).strip(" ")


def is_total(text: str) -> bool:
    """Whether a head or the label of a row says that it adds up the others."""
    # Most cells are figures, and no word for a total has one; most words do not begin as one of these does.
    if not text or _FIGURE.search(text) or (text[0] in _LETTERS and text[0].lower() not in _initials()):
        return False
    key = head_key(text)
    match = _BRACKETS.fullmatch(key)
    return key in _totals() or bool(match and match["head"].strip() in _totals())


def read_head(text: str, declared: Mapping[Role, tuple[str, ...]]) -> Head:
    """What `text` says at the head of a column; `declared` goes before the words that are known."""
    key = head_key(text)
    for role, heads in declared.items():
        if key and key in map(head_key, heads):
            return Head(text, frozenset([role]), _counted(key) if role == "count" else None)
    match = _BRACKETS.fullmatch(key)
    bare, inside = (match["head"].strip(), match["inside"].strip()) if match else (key, "")
    roles = _roles(key) or _roles(bare)
    # A role that was given to another column is not taken by its usual word as well.
    roles = roles if roles & _OF_A_GRID and len(roles) > 1 else frozenset(roles - declared.keys())
    if roles != {"count"}:
        return Head(text, roles, is_total=is_total(text))
    unit = _UNITS.get(inside)
    strange = inside if inside and unit is None and not _roles(inside) else ""
    return Head(text, roles, unit or _counted(key), strange)


def unit_named(key: str) -> Wording | None:
    """The unit that a word names, given as `head_key` has it."""
    return _UNITS.get(key)


def known_heads(roles: tuple[Role, ...]) -> dict[str, Role]:
    """The words that are known for the roles, with the role of each."""
    return {word: role for role in roles for word in _WORDS[role].split("|")}


def _roles(key: str) -> frozenset[Role]:
    index = _index()
    if key in index:
        return frozenset([index[key]])
    parts = [index.get(part) for part in key.split(" ")]
    if len(parts) > 1 and set(parts) == _OF_A_GRID:
        return frozenset(part for part in parts if part)
    return frozenset()


def _counted(key: str) -> Wording | None:
    return next((_UNITS[word] for word in _COUNTED if word in key), None)


@cache
def _index() -> dict[str, Role]:
    """By key, what a word is for. Raises RuntimeError where one word has two meanings."""
    index: dict[str, Role] = {}
    for role, words in _WORDS.items():
        for word in words.split("|"):
            if index.setdefault(head_key(word), role) != role:
                raise RuntimeError(f"{word} heads two kinds of column")
    return index


@cache
def _initials() -> frozenset[str]:
    return frozenset(word[0] for word in _totals())


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(head_key, _TOTALS.split("|")))
