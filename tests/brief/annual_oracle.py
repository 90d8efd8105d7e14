"""What the annual brief has to say of a selection, computed here from the files of a dataset and nothing else.

Nothing of `gireport` takes part: the tables are read with `csv`, the sums, shares and sentences are made again.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from annual_numbers import bare_percent, grouped, numbers, percent, rounded, shown, together
from annual_words import THAI, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Oracle:
    """One selection of the dataset in a folder, as Thai says it."""

    words: ClassVar[Words] = THAI
    calendar = "be"

    def __init__(self, folder: Path, years: Sequence[int] | None = None, levels: Sequence[int] | None = None) -> None:
        self.declared: dict[str, Any] = tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))
        self.tables = {name: self._read(folder / table["file"]) for name, table in self.declared["tables"].items()}
        self.counts: dict[tuple[int, int], int | None] = {
            (int(row["fiscal_year"]), int(row["level"])): None if row["count"] == "-" else int(row["count"])
            for row in self.tables["certificates"]
        }
        self.data_years = sorted({year for year, _ in self.counts})
        self.data_levels = sorted({level for _, level in self.counts})
        self.years = list(years) if years is not None else self.data_years
        self.levels = list(levels) if levels is not None else self.data_levels

    @staticmethod
    def _read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    @cached_property
    def names(self) -> dict[int, tuple[str, str]]:
        return {int(row["level"]): (row["name_th"], row["name_en"]) for row in self.tables["levels"]}

    # How it is said.

    def year(self, year: int) -> str:
        return str(year if self.calendar == "be" else year - 543)

    def span(self, years: Sequence[int]) -> str:
        return self.words.dash.join(self.year(year) for year in dict.fromkeys((years[0], years[-1])))

    def dated(self, years: Sequence[int]) -> str:
        return self.words.eras[self.calendar] + self.span(years)

    def fiscal(self, years: Sequence[int]) -> str:
        return f"ปีงบประมาณ {self.dated(years)}"

    def counted(self, count: int) -> str:
        return f"{count:,} {self.words.unit}"

    def text(self, row: dict[str, str], column: str) -> str:
        """The words of a row in the language, where it has them."""
        return row.get(f"{column}_{self.words.language}") or row[column]

    def named(self, level: int) -> tuple[str, str]:
        """The level's name in the language, and in the other one."""
        return self.names[level]

    # What was asked for.

    @property
    def all_levels(self) -> bool:
        return self.levels == self.data_levels

    @property
    def all_years(self) -> bool:
        return self.years == self.data_years

    @property
    def many_levels(self) -> bool:
        return len(self.levels) > 1

    @property
    def many_years(self) -> bool:
        return len(self.years) > 1

    @property
    def last(self) -> int:
        return self.years[-1]

    @property
    def phrase(self) -> str:
        """The levels in words."""
        if not self.many_levels:
            return f"ระดับ {self.levels[0]} {self.names[self.levels[0]][0]}"
        if len(self.levels) > 2 and self.levels[-1] - self.levels[0] == len(self.levels) - 1:
            return f"ระดับ {self.levels[0]} – {self.levels[-1]}"
        return f"ระดับ {', '.join(map(str, self.levels[:-1]))} และ {self.levels[-1]}"

    @property
    def of_levels(self) -> str:
        return "" if self.all_levels else f"{self.phrase} "

    def source(self, table: str = "") -> str:
        declared = self.declared["tables"][table] if table else self.declared
        return str(declared["source"][self.words.language]) if "source" in declared else self.words.unknown

    @property
    def as_of(self) -> str:
        said = self.declared.get("as_of")
        if not said:
            return self.words.unknown_date
        assert said[4:] == "-09"
        month = self.words.month if self.calendar == "be" else self.words.month_ce
        return month.format(year=self.year(int(said[:4])))

    # Figures.

    def series(self, level: int | None = None) -> dict[int, int | None]:
        levels = self.levels if level is None else [level]
        return {year: together(self.counts[year, each] for each in levels) for year in self.years}

    def total(self, level: int | None = None, year: int | None = None) -> int:
        levels, years = [level] if level else self.levels, [year] if year else self.years
        return sum(self.counts[each, one] or 0 for each in years for one in levels)

    def ranking(self, year: int | None = None) -> list[tuple[int, int]]:
        """(level, total), most first."""
        return sorted(((level, self.total(level, year)) for level in self.levels), key=lambda pair: (-pair[1], pair[0]))

    def peaks(self, level: int | None = None) -> list[int]:
        """The years of the most, none where there is nothing."""
        series = self.series(level)
        most = max(count or 0 for count in series.values())
        return [year for year, count in series.items() if most and count == most]

    @property
    def before(self) -> int:
        """The total of the year before the last, if that is shown: 0 where it is not."""
        return self.total(year=self.last - 1) if self.last - 1 in self.years else 0

    # Sentences.

    @property
    def title(self) -> str:
        return f"สรุปการรับรองอุตสาหกรรมสีเขียว {self.of_levels}{self.fiscal(self.years)}"

    @property
    def head_left(self) -> str:
        return f"สรุปการรับรองอุตสาหกรรมสีเขียว {self.of_levels}{self.dated(self.years)}"

    @property
    def head_right(self) -> str:
        return f"ข้อมูล ณ {self.as_of}"

    @property
    def subject(self) -> str:
        return self.head_right

    @property
    def foot(self) -> str:
        return f"ที่มา: {self.source()}"

    @property
    def name_sentence(self) -> str:
        return f"ระดับ {self.levels[0]} ของลำดับขั้น คือ {' ('.join(self.named(self.levels[0]))})"

    @property
    def certificates_caption(self) -> str:
        by = ["ระดับ"] * self.many_levels + ["ปีงบประมาณ"] * self.many_years
        split = f"จำแนกตาม{'และ'.join(by)}" if by else self.fiscal(self.years)
        return f"จำนวนใบรับรองที่ออก {self.of_levels}{split} (ฉบับ)"

    @property
    def ladder_caption(self) -> str:
        return f"ระดับการรับรองและจำนวนใบรับรองที่ออกให้รวม {self.fiscal(self.years)}"

    @property
    def panels_caption(self) -> str:
        each, scales = ("ในแต่ละระดับ", " (แต่ละภาพย่อยใช้มาตราส่วนของตนเอง)") if self.many_levels else ("", "")
        return f"ใบรับรองที่ออก{each} {self.fiscal(self.years)} หน่วยเป็นฉบับ{scales}"

    @property
    def panels_alternative(self) -> str:
        return f"แผนภูมิแท่ง {self.panels_caption} {self.panel_words}"

    @property
    def key_figures(self) -> list[tuple[str, str, str]]:
        now, before, last = self.total(year=self.last), self.before, self.last
        label = "ใบรับรองทั้งหมด" if self.all_levels else f"ใบรับรอง{self.phrase}"
        this = self.year(last)
        figures = [(f"{self.total():,}", label, f"ปีงบประมาณ {self.span(self.years)}")]
        if self.many_years:
            context = self._change(f"ปี {self.year(last - 1)}").strip().removeprefix("เป็น ") if before else ""
            figures.append((f"{now:,}", f"ใบรับรองปีงบประมาณ {this}", context))
        if self.many_levels:
            low, high = self.levels[0], self.levels[-1]
            part = self.total(low, last)
            context = f"{percent(part, now)} ของปีนั้น" if self.all_levels and now else ""
            figures.append((f"{part:,}", f"ระดับ {low} ปีงบประมาณ {this}", context))
            label = f"ระดับ {high} ออกให้รวม" if self.many_years else f"ระดับ {high} ปีงบประมาณ {this}"
            context = f"{self.total(high, last):,} ฉบับในปีงบประมาณ {this}" if self.many_years else ""
            figures.append((f"{self.total(high):,}", label, context))
        elif self.many_years and len(self.peaks()) == 1 and self.peaks() != [last]:
            [peak] = self.peaks()
            figures.append((f"{self.total(year=peak):,}", "มากที่สุดในหนึ่งปีงบประมาณ", f"ปีงบประมาณ {self.year(peak)}"))
        return figures

    @property
    def summary(self) -> list[str]:
        if not self.total():
            sentences = [f"ใน{self.fiscal(self.years)} ไม่มีการออกใบรับรองอุตสาหกรรมสีเขียว{self.of_levels}".strip()]
        else:
            said = f"ใน{self.fiscal(self.years)} มีการออกใบรับรองอุตสาหกรรมสีเขียว{self.of_levels}"
            sentences = [f"{said}รวม {self.total():,} ฉบับ{self._most(None)}"]
        if self.many_years and self.total():
            now = self.total(year=self.last)
            said = (
                f"ออกใบรับรอง{self.of_levels}จำนวน {now:,} ฉบับ" if now else f"ไม่มีการออกใบรับรอง{self.of_levels}".strip()
            )
            change = self._change("ปีก่อน") if now else ""
            sentences.append(f"{self.fiscal([self.last])} {said}{change}{self._most(self.last)}{self._peak()}")
        return sentences

    def _most(self, year: int | None) -> str:
        """The level with the most, and over all years the one that follows, where no other has as many."""
        ranked = self.ranking(year)
        if not self.many_levels or ranked[0][1] == ranked[1][1]:
            return ""
        (level, most), (second, next_most) = ranked[:2]
        if not next_most:
            return f" โดยเป็นระดับ {level} ทั้งหมด"
        said = f" โดยเป็นระดับ {level} มากที่สุด {most:,} ฉบับ ({percent(most, self.total(year=year))})"
        if year is None and len(ranked) > 2 and next_most > ranked[2][1]:
            said += f" รองลงมาคือระดับ {second} จำนวน {next_most:,} ฉบับ"
        return said

    def _change(self, year_before: str) -> str:
        now, before = self.total(year=self.last), self.before
        if not before:
            return ""
        if now >= 2 * before:
            return f" เป็น {rounded(now, before)} เท่าของ{year_before}"
        if now == before:
            return f" เท่ากับ{year_before}"
        if now > before:
            return f" เพิ่มขึ้น{percent(now - before, before, is_part=False)} จาก{year_before}"
        return f" ลดลง{percent(before - now, before)} จาก{year_before}"

    def _peak(self) -> str:
        """The highest level where it never had as many, beside another that had more; for one level, its best year."""
        if self.many_levels:
            high = self.levels[-1]
            if self.ranking(self.last)[0][0] == high or self.peaks(high) != [self.last]:
                return ""
            return f" ส่วนระดับ {high} ออกให้ {self.total(high, self.last):,} ฉบับ มากที่สุดในช่วงปีที่แสดง"
        if len(self.peaks()) != 1:
            return ""
        [peak] = self.peaks()
        return f" ปีที่ออกใบรับรองมากที่สุดคือ{self.fiscal([peak])} จำนวน {self.total(year=peak):,} ฉบับ"

    # Tables and figures.

    @property
    def certificates(self) -> tuple[list[str], list[list[str]]]:
        """Heads and rows."""
        heads = ["ระดับ", *map(self.year, self.years)] + (["รวม"] if self.many_years else [])
        rows = [[f"{level} {self.names[level][0]}", *self._across(self.series(level))] for level in self.levels]
        rows += [["รวม", *self._across(self.series())]] if self.many_levels else []
        if not self.shares:
            return heads, rows
        return [*heads, "ร้อยละ"], [[*row, part] for row, part in zip(rows, [*self.shares, "100.0"], strict=True)]

    @property
    def shares(self) -> list[str]:
        """What the levels have of the one year shown, in per cent; nothing where there is nothing to share out."""
        if self.many_years or not self.many_levels or not self.total():
            return []
        counts = [self.counts[self.last, level] for level in self.levels]
        return ["–" if count is None else bare_percent(count, self.total()) for count in counts]

    @property
    def shares_add_up(self) -> bool:
        """Whether a reader who adds up the printed shares, in tenths, can get 100: below 0.1 anything is possible."""
        known = [part for part in self.shares if part != "–"]
        tenths = [int(part.lstrip("<> ").replace(".", "")) for part in known]
        less, more = (sum(part.startswith(sign) for part in known) for sign in "<>")
        total = sum(tenths)
        return total == 1000 if not less + more else total - less < 1000 < total + more

    def _across(self, series: dict[int, int | None]) -> list[str]:
        return [*map(shown, series.values())] + ([shown(together(series.values()))] if self.many_years else [])

    @property
    def ladder_words(self) -> str:
        steps = [f"ระดับ {level} {' ('.join(self.names[level])}) {self.total(level):,} ฉบับ" for level in self.levels]
        return f"ขั้นบันไดจากล่างขึ้นบน {', '.join(steps)}"

    def panel(self, level: int) -> tuple[str, str, tuple[int | None, ...], tuple[str, ...]]:
        """Title, subtitle, and the bars with their figures."""
        peaks, series = self.peaks(level), self.series(level)
        best = f"สูงสุด {series[peaks[0]]:,} ฉบับ ({', '.join(map(self.year, peaks))})" if peaks else "ไม่มีใบรับรอง"
        figures = tuple(map(shown, series.values()))
        return f"ระดับ {level} {self.names[level][0]}", best, tuple(series.values()), figures

    @property
    def panel_words(self) -> str:
        """What the text alternative says of the figures."""
        said = []
        for level in self.levels:
            figures = [
                f"{self.year(year)}: {'ไม่มี' if count is None else f'{count:,}'}"
                for year, count in self.series(level).items()
            ]
            said.append(f"ระดับ {level} {self.names[level][0]} {', '.join(figures)}")
        return "; ".join(said)

    @property
    def target_years(self) -> list[int]:
        """The selected years that the indicators have."""
        rows = self.tables.get("indicators")
        return [int(head) for head in rows[0] if head.isdigit() and int(head) in self.years] if rows else []

    @property
    def indicators(self) -> list[list[str]]:
        return [
            [row["number"], self.text(row, "name"), self.text(row, "unit"), *self._targets(row)]
            for row in self.tables["indicators"]
        ]

    def _targets(self, row: dict[str, str]) -> list[str]:
        return [grouped(row[str(year)]) for year in self.target_years]

    def corrections(self, action: str) -> list[dict[str, str]]:
        """Those of the words that this brief prints."""
        printed = {"strategy", "plan"} | ({"indicators"} if self.target_years else set())
        printed |= {"headings"} if self.all_years else set()
        rows = self.tables.get("corrections", [])
        return [row for row in rows if row["action"] == action and row["table"] in printed]

    # Every number that may be printed.

    @property
    def allowed(self) -> set[str]:
        figures: set[str] = set()
        for text in [
            *self.summary,
            self.ladder_words,
            self.panel_words,
            *(cell for row in self.certificates[1] for cell in row),
        ]:
            figures |= numbers(text)
        for value, label, context in self.key_figures:
            figures |= numbers(f"{value} {label} {context}")
        figures |= numbers(" ".join(map(self.year, self.years))) | numbers(self.as_of) | numbers(self.source())
        if "indicators" in self.tables:
            figures |= {number for row in self.indicators for cell in row for number in numbers(cell)}
        printed = [
            "strategy",
            "plan",
            *(["indicators"] if self.target_years else []),
            *(["headings"] if self.all_years else []),
        ]
        for name in ("certificates", "levels", *printed):
            if name in self.tables:
                figures |= numbers(self.source(name))
        for name in printed:
            for row in self.tables.get(name, []):
                figures |= {
                    number
                    for column in ("number", "text", "text_en", "name", "name_en", "note", "note_en")
                    for number in numbers(row.get(column, ""))
                }
        for row in [*self.corrections("corrected"), *self.corrections("kept")]:
            figures |= {
                number
                for column in ("source_text", "printed_text", f"reason_{self.words.language}")
                for number in numbers(row[column])
            }
        # The days on which a fiscal year begins and ends, "counts as 0", and the labels of tables and figures.
        figures |= {"543"} if self.words.calendar_notes[self.calendar] else set()
        return figures | {"1", "30", "0"} | {str(label) for label in range(1, 6)}
