"""What the annual brief has to say in English: the same figures, the sentences made again."""

from __future__ import annotations

from typing import ClassVar

from annual_numbers import percent, rounded
from annual_oracle import Oracle
from annual_words import ENGLISH, Words


def per_cent(part: int, whole: int, *, is_part: bool = True) -> str:
    """So much in per cent of the whole, in English prose."""
    words = percent(part, whole, is_part=is_part)
    for thai, english in (("น้อยกว่าร้อยละ ", "less than "), ("มากกว่าร้อยละ ", "more than "), ("ร้อยละ ", "")):
        if words.startswith(thai):
            return f"{english}{words.removeprefix(thai)} per cent"
    raise AssertionError(words)


class EnglishOracle(Oracle):
    """One selection of the dataset in a folder, as English says it."""

    words: ClassVar[Words] = ENGLISH
    calendar = "ce"

    def fiscal(self, years: list[int]) -> str:  # type: ignore[override]
        return f"fiscal year{'s' if len(years) > 1 else ''} {self.dated(years)}"

    def counted(self, count: int) -> str:
        return f"{count:,} {'certificate' if count == 1 else 'certificates'}"

    def named(self, level: int) -> tuple[str, str]:
        thai, english = self.names[level]
        return english, thai

    def _issued(self, count: int) -> str:
        return f"{self.counted(count)} {'was' if count == 1 else 'were'} issued"

    @property
    def phrase(self) -> str:
        if not self.many_levels:
            return f"level {self.levels[0]} ({self.named(self.levels[0])[0]})"
        if len(self.levels) > 2 and self.levels[-1] - self.levels[0] == len(self.levels) - 1:
            return f"levels {self.levels[0]}–{self.levels[-1]}"
        return f"levels {', '.join(map(str, self.levels[:-1]))} and {self.levels[-1]}"

    @property
    def of_levels(self) -> str:
        return "" if self.all_levels else f" at {self.phrase}"

    @property
    def _scope(self) -> str:
        return f"{'' if self.all_levels else f', {self.phrase}'}, {self.fiscal(self.years)}"

    @property
    def title(self) -> str:
        return f"Summary of Green Industry certification{self._scope}"

    @property
    def head_left(self) -> str:
        return f"Green Industry certification{self._scope}"

    @property
    def head_right(self) -> str:
        return f"Data as of {self.as_of}"

    @property
    def subject(self) -> str:
        if not {"strategy", "indicators", "plan"} & self.tables.keys():
            return self.head_right
        return f"{self.head_right}. Texts of the source in English: unofficial translation of the Thai source text"

    @property
    def foot(self) -> str:
        return f"Source: {self.source()}"

    @property
    def name_sentence(self) -> str:
        return f"Level {self.levels[0]} of the ladder is {' ('.join(self.named(self.levels[0]))})."

    @property
    def certificates_caption(self) -> str:
        by = ["level"] * self.many_levels + ["fiscal year"] * self.many_years
        split = f"by {' and '.join(by)}" if by else self.fiscal(self.years)
        return f"Certificates issued{self.of_levels}, {split} (unit: certificates)"

    @property
    def ladder_caption(self) -> str:
        return f"Levels of certification and certificates issued, {self.fiscal(self.years)}"

    @property
    def panels_caption(self) -> str:
        each, scales = (" at each level", ". Each panel has a scale of its own") if self.many_levels else ("", "")
        return f"Certificates issued{each}, {self.fiscal(self.years)} (unit: certificates){scales}"

    @property
    def panels_alternative(self) -> str:
        return f"Bar chart. {self.panels_caption}. {self.panel_words}"

    @property
    def key_figures(self) -> list[tuple[str, str, str]]:
        now, before, last = self.total(year=self.last), self.before, self.year(self.last)
        figures = [(f"{self.total():,}", f"Certificates issued{self.of_levels}", f"FY {self.span(self.years)}")]
        if self.many_years:
            context = (
                self._moved(f"in {self.year(self.last - 1)}", f"from {self.year(self.last - 1)}") if before else ""
            )
            figures.append((f"{now:,}", f"Certificates issued, FY {last}", context))
        if self.many_levels:
            low, high = self.levels[0], self.levels[-1]
            part = self.total(low, self.last)
            context = f"{per_cent(part, now)} of that year" if self.all_levels and now else ""
            figures.append((f"{part:,}", f"Level {low}, FY {last}", context))
            when = "all years shown" if self.many_years else f"FY {last}"
            context = f"{self.counted(self.total(high, self.last))} in FY {last}" if self.many_years else ""
            figures.append((f"{self.total(high):,}", f"Level {high}, {when}", context))
        elif self.many_years and len(self.peaks()) == 1 and self.peaks() != [self.last]:
            [peak] = self.peaks()
            figures.append((f"{self.total(year=peak):,}", "Most in one fiscal year", f"FY {self.year(peak)}"))
        return figures

    @property
    def summary(self) -> list[str]:
        issued = self._issued(self.total()) if self.total() else "no certificates were issued"
        sentences = [
            f"In {self.fiscal(self.years)}, {issued} for Green Industry{self.of_levels}."
            + (self._most(None) if self.total() else "")
        ]
        if self.many_years and self.total():
            now = self.total(year=self.last)
            said = self._issued(now) if now else "no certificates were issued"
            moved = self._moved("in the year before", "from the year before") if now else ""
            moved = f"{': the number' if 'creased' in moved else ','} {moved}" if moved else ""
            first = f"In {self.fiscal([self.last])}, {said}{self.of_levels}{moved}."
            sentences.append(first + (self._most(self.last) if now else "") + self._peak())
        return sentences

    def _most(self, year: int | None) -> str:
        ranked, whole = self.ranking(year), self.total(year=year)
        if not self.many_levels or ranked[0][1] == ranked[1][1]:
            return ""
        (level, most), (second, next_most) = ranked[:2]
        if not next_most:
            return f" {'It was' if whole == 1 else 'All of them were'} at level {level}."
        said = f" Level {level} had the most, with {self.counted(most)} ({per_cent(most, whole)})"
        if year is None and len(ranked) > 2 and next_most > ranked[2][1]:
            said += f", followed by level {second} with {self.counted(next_most)}"
        return f"{said}."

    def _moved(self, as_in: str, since: str) -> str:
        now, before = self.total(year=self.last), self.before
        if not before:
            return ""
        if now >= 2 * before:
            return f"{rounded(now, before)} times as many as {as_in}"
        if now == before:
            return f"as many as {as_in}"
        if now > before:
            return f"increased by {per_cent(now - before, before, is_part=False)} {since}"
        return f"decreased by {per_cent(before - now, before)} {since}"

    def _peak(self) -> str:
        if self.many_levels:
            high = self.levels[-1]
            if self.ranking(self.last)[0][0] == high or self.peaks(high) != [self.last]:
                return ""
            return f" Level {high} had {self.counted(self.total(high, self.last))}, its most in any year shown."
        if len(self.peaks()) != 1:
            return ""
        [peak] = self.peaks()
        return f" The year with the most was {self.fiscal([peak])}, with {self.counted(self.total(year=peak))}."

    @property
    def certificates(self) -> tuple[list[str], list[list[str]]]:
        heads, rows = super().certificates
        said = {"ระดับ": "Level", "รวม": "Total", "ร้อยละ": "Share (%)"}
        rows = [[self._row_name(row[0]), *row[1:]] for row in rows]
        return [said.get(head, head) for head in heads], rows

    def _row_name(self, thai: str) -> str:
        if thai == "รวม":
            return "Total"
        level = int(thai.split(" ")[0])
        return f"{level} {self.named(level)[0]}"

    @property
    def ladder_words(self) -> str:
        steps = [
            f"level {level}, {' ('.join(self.named(level))}), {self.counted(self.total(level))}"
            for level in self.levels
        ]
        return f"Steps from the lowest to the highest: {', '.join(steps)}"

    def panel(self, level: int) -> tuple[str, str, tuple[int | None, ...], tuple[str, ...]]:
        _, _, values, labels = super().panel(level)
        peaks, series = self.peaks(level), self.series(level)
        years = ", ".join(map(self.year, peaks))
        best = f"Highest: {self.counted(series[peaks[0]] or 0)} ({years})" if peaks else "No certificates"
        return f"Level {level} ({self.named(level)[0]})", best, values, labels

    @property
    def panel_words(self) -> str:
        said = []
        for level in self.levels:
            figures = [
                f"{self.year(year)}: {'none' if count is None else f'{count:,}'}"
                for year, count in self.series(level).items()
            ]
            said.append(f"Level {level} ({self.named(level)[0]}): {', '.join(figures)}")
        return "; ".join(said)
