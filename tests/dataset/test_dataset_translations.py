"""The English words of the bundled dataset: one for every Thai text, with its numbers, and said to be translated."""

from __future__ import annotations

import re

import pytest

from gireport import Dataset
from gireport.brief.renderings import is_translated, named_columns, rendered
from gireport.dataset.fields import Wording

TABLES = {"headings": ["text"], "indicators": ["name", "unit", "note"], "plan": ["text"], "strategy": ["text"]}
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


@pytest.mark.parametrize("name", TABLES)
def test_every_text_has_its_translation(name: str) -> None:
    table = Dataset.bundled().tables[name]
    seen = 0
    for row in table.rows:
        for column in TABLES[name]:
            thai, english = row[column], row[f"{column}_en"]
            assert (thai is None) == (english is None)
            if isinstance(thai, str) and isinstance(english, str):
                seen += 1
                assert not re.search("[ก-๛]", english), english
                assert re.search("[A-Za-z]{3}", english)
                numbers = NUMBER.findall(re.sub("ยุทธศาสตร์ที่ ", "", thai))
                assert sorted(NUMBER.findall(english)) == sorted(numbers), english
                assert ("*" in thai) == ("*" in english)
                # A year of the source stays what it is, and says of which era it is.
                assert all("B.E." in english for number in numbers if 2400 < float(number) < 2700)
    assert seen >= 8
    assert table.translation == Wording(
        "คำแปลอย่างไม่เป็นทางการจากข้อความต้นทางภาษาไทย", "unofficial translation of the Thai source text"
    )
    assert is_translated(table, "en")
    assert not is_translated(table, "th")


def test_tables_of_no_text_have_no_translation() -> None:
    tables = Dataset.bundled().tables
    others = [table for name, table in tables.items() if name not in TABLES]
    assert len(others) == 4
    assert not any(table.translation or is_translated(table, "en") for table in others)


def test_a_name_without_ending_means_the_words_of_the_language() -> None:
    corrections = Dataset.bundled().tables["corrections"]
    row = corrections.rows[0]
    assert rendered(row, "th")["reason"] == row["reason_th"]
    assert rendered(row, "en")["reason"] == row["reason_en"]
    assert named_columns(corrections, "en")["reason"].name == "reason"
    indicator = Dataset.bundled().tables["indicators"].rows[1]
    assert rendered(indicator, "th")["unit"] == "แห่ง"
    assert rendered(indicator, "en")["unit"] == "estates"
    assert rendered(indicator, "en")["target"] is indicator["target"]
