"""Makes `thai-order.txt`, the order that ICU gives to Thai names. A maintainer runs it by hand, never a test.

    pip install pyicu-wheels && PYTHONPATH=. python tests/facts/make_thai_order.py

One name a line, in the order of ICU's collator for Thai with four levels; a line that starts with `=` is a name that
ICU takes for the same as the one before. The same word list and the same ICU give the same file.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

import icu  # type: ignore[import-not-found]

from gireport.assets import asset
from gireport.thai.words import word_list

OUTPUT = Path(__file__).with_name("thai-order.txt")
EVERY = 30  # of the word list's words
SEED = 2565
TONES = "่้๊๋"
PAIRS = str.maketrans("ิีึืุูะา", "ีิืึูุาะ")  # short and long
LEADING = "เแโใไ"
ADDED = ["", " ", "-", "ๆ", "ฯ", "1", "ก", "์", "็", " (ก)"]

MIXED = """
ระดับ 1|ระดับ ๑|ระดับ 2|ระดับ ๒|ระดับ 10|ระดับ ๑๐|ระดับ1|ระดับ-1|ระดับ|ระดับ (1)|ระดับ ก|ระดับ A|ระดับ a|ระดับๆ
ไก่|ก็|กิน|ก|กก|เก|แก|โก|ไก|ใก|เกา|เก่า|เก้า|เก๊า|เก๋า|กา|ก่า|ก้า|ก๊า|ก๋า|กำ|กํา|ก่ำ|กล้ำ|กรรม|การ|การณ์|การ์ด
ต่าง ๆ|ต่างๆ|ต่าง|กรุงเทพฯ|กรุงเทพ|กรุงเทพ ฯ|กรุงเทพมหานคร|กทม.|กทม|ก.ท.ม.|จ.ระยอง|จ. ระยอง|จระยอง|ระยอง|ระยองฯ
ฤๅ|ฤา|ฤ|ฤทธิ์|รึ|ฦๅ|ล|ฦ|ว|ฮ|อ|ฯลฯ|ลฯ|ลฯล|เเก|แก่น|เเก่น|ขอนแก่น|ขอน แก่น|ขอน-แก่น|ขอน–แก่น
Rayong|RAYONG|rayong|Rayong 1|Rayong-1|Chon Buri|Chonburi|chon buri|Café|Cafe|cafe|Cafè|CO2|CO๒|ISO 14001|ISO14001
บริษัท A จำกัด|บริษัท ก จำกัด|บริษัท 3 จำกัด|บริษัท ๓ จำกัด|บริษัท B จำกัด (มหาชน)|บริษัท B จำกัด|บริษัท “B” จำกัด
1|๑|2|๒|10|๑๐|1.11|๑.๑๑|30,501|๓๐,๕๐๑|30501|5+|5-|5±|5|฿5|$5|5%|5°|<5|≥5|5 ก|5ก|5a|๕ก|2554-2565|2554–2565|๒๕๕๔
สิงห์บุรี|สิงหบุรี|สิงห์|สิงห|สิทธิ|สิทธิ์|พุทธฺ|พุทธ|พุทฺธ|สํ|สา|สะ|นํ้า|น้ำ|นำ้|น้ํา|นา|น่า
"""


def main() -> None:
    """Writes the file and says how many names are in it."""
    # Four levels: punctuation decides where letters, marks and capitals do not.
    collator = icu.Collator.createInstance(icu.Locale("th"))
    collator.setStrength(icu.Collator.QUATERNARY)
    lines, before = [], b""
    for name in sorted(names(), key=lambda name: (collator.getSortKey(name), name)):
        key = collator.getSortKey(name)
        lines.append("=" * (key == before) + name)
        before = key
    OUTPUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} names, ICU {icu.ICU_VERSION}")


def names() -> set[str]:
    """The provinces, a part of the word list, a neighbour of each of these, and names of mixed characters."""
    with asset("data", "provinces", "provinces.csv").open(encoding="utf-8", newline="") as stream:
        provinces = [row["th"] for row in csv.DictReader(stream)]
    words = sorted(map(spelt, word_list().trie.iterkeys()))[::EVERY]
    mixed = [name for line in MIXED.split("\n") for name in line.split("|") if name]
    chance = random.Random(SEED)
    return {*provinces, *words, *mixed, *(neighbour(word, chance) for word in [*provinces, *words])}


def spelt(key: str) -> str:
    """The word of a key of the packed list, whose letters are TIS-620 moved down by 0xA0."""
    return bytes(byte + 0xA0 for byte in key.encode("ascii")).decode("cp874")


def neighbour(word: str, chance: random.Random) -> str:
    """`word` with another tone, vowel length or leading vowel at one place, or with something added there."""
    place = chance.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    if letter in TONES:
        return before + chance.choice([*TONES, ""]) + after
    if letter in LEADING:
        return before + chance.choice(LEADING) + after
    if (other := letter.translate(PAIRS)) != letter:
        return before + other + after
    return before + letter + chance.choice([*TONES, *ADDED]) + after


if __name__ == "__main__":
    main()
