"""One template in several languages, and the calendars that it is written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from brief_kit import refused

from gireport import Dataset, Template, compose
from gireport.brief.model import Paragraph, plain
from gireport.brief.template import built_in_templates
from gireport.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

FRONT = '+++\nversion = 1\nname = "{name}"\npurpose = "ทดสอบ"\n{more}\n+++\n# {title}\n\n{body}\n'
BOTH = 'languages = ["th", "en"]\ncalendars = ["be", "ce"]'


def write(folder: Path, file: str, more: str = "", *, name: str = "t", title: str = "เรื่อง", body: str = "ก") -> Path:
    path = folder / file
    path.write_text(FRONT.format(name=name, more=more, title=title, body=body), encoding="utf-8")
    return path


def codes(path: Path) -> list[str]:
    return [problem.code for problem in refused(lambda: Template.load(path))]


@pytest.mark.parametrize("name", built_in_templates())
def test_every_built_in_brief_is_written_in_both_languages(name: str) -> None:
    template = Template.load(name)
    assert (template.language, [other.language for other in template.others]) == ("th", ["en"])
    english = template.in_language("en")
    assert (template.calendars, english.calendars) == (("be", "ce"), ("ce", "be"))
    assert (english.name, english.needs, english.purpose) == (template.name, template.needs, template.purpose)
    assert (english.requires, english.output) == (template.requires, template.output)


def test_these_briefs_come_with_the_program() -> None:
    assert built_in_templates() == ["annual", "level", "province", "targets", "year"]


def test_each_language_is_a_file_beside_the_first(tmp_path: Path) -> None:
    path = write(tmp_path, "t.md", BOTH, body="{{ fiscal(last_year) }}")
    write(tmp_path, "t.en.md", 'languages = ["en"]\ncalendars = ["ce"]', title="A title", body="{{ fiscal(years) }}")
    template, selection = Template.load(path), Dataset.bundled().select([2564, 2565])
    thai, english = compose(selection, template), compose(selection, template, lang="en")
    assert (thai.language, thai.calendar, thai.title) == ("th", "be", "เรื่อง")
    assert (english.language, english.calendar, english.title) == ("en", "ce", "A title")
    said = [block.text for brief in (thai, english) for block in brief.blocks if isinstance(block, Paragraph)]
    assert [plain(text).replace("\u00a0", " ") for text in said] == ["ปีงบประมาณ พ.ศ. 2565", "fiscal years 2021–2022"]


def test_a_template_may_be_in_english_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "t.md", 'languages = ["en"]\ncalendars = ["ce"]')
    assert compose(Dataset.bundled().select(), Template.load(path)).language == "en"
    [problem] = refused(lambda: Template.load(path).in_language("th"))
    assert (problem.code, problem.facts["known"]) == ("template.no-language", "en")


def test_a_template_that_names_none_is_thai_and_be(tmp_path: Path) -> None:
    template = Template.load(write(tmp_path, "t.md"))
    assert (template.language, template.calendars, template.others) == ("th", ("be",), ())
    # Its words may say พ.ศ. before a year that would then be printed as a CE one.
    [problem] = refused(lambda: compose(Dataset.bundled().select(), template, calendar="ce"))
    assert (problem.code, problem.facts["known"]) == ("template.no-calendar", "be")


def test_a_language_without_its_file_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, "t.md", BOTH)
    assert codes(path) == ["template.language-missing"]
    for more, name in (('languages = ["en"]', "other"), ("", "t")):
        write(tmp_path, "t.en.md", more, name=name)
        assert codes(path) == ["template.language-differs"]
    (tmp_path / "t.en.md").write_text("no front matter", encoding="utf-8")
    [problem] = refused(lambda: Template.load(path))
    assert (problem.code, problem.place.file) == ("template.no-front-matter", "t.en.md")


@pytest.mark.parametrize("more", ['languages = ["fr"]', 'languages = ["th", "th"]', 'calendars = ["ah"]'])
def test_an_unknown_language_or_calendar_is_refused_at_its_line(tmp_path: Path, more: str) -> None:
    [problem] = refused(lambda: Template.load(write(tmp_path, "t.md", more)))
    assert (problem.code, problem.place.line) == ("template.not-among", 5)


def test_thai_digits_are_for_thai() -> None:
    with pytest.raises(UsageError) as caught:
        compose(Dataset.bundled().select(), Template.load("annual"), lang="en", digits="thai")
    assert [problem.code for problem in caught.value.problems] == ["usage.thai-digits"]


@pytest.mark.parametrize(
    ("body", "thai", "english"),
    [
        ("{{ dated(years) }}", "ค.ศ. 2011 – 2022", "2011–2022"),
        ("{{ dated(last_year) }}", "ค.ศ. 2022", "2022"),
        ("{{ 'x' ~ last_year }}", "x2022", "x2022"),
        ("{{ years | join(';') }}", ";".join(map(str, range(2011, 2023))), ";".join(map(str, range(2011, 2023)))),
        ("{{ as_of }}", "กันยายน ค.ศ. 2022", "September 2022"),
        ("{{ counted(1) }}", "1 ฉบับ", "1 certificate"),
        ("{{ counted(1172) }}", "1,172 ฉบับ", "1,172 certificates"),
        ("{{ rows('plan', kind='item')[2].text }}", "การพัฒนาและใช้พลังงานที่เป็นมิตรกับสิ่งแวดล้อม",
         "Develop and use energy that is friendly to the environment"),
        ("{{ rows('corrections', id='c04')[0].reason }}", "ไม่มีคำว่าอันตรายน มีอักษร น เกินมาหนึ่งตัว",
         "อันตรายน is not a word: it has one น too many."),
        ("{{ translation('plan') }}.", ".", "unofficial translation of the Thai source text."),
        ("{{ translation(['corrections', 'nothing']) }}.", ".", "."),
        ("{{ levels[0].name_th }} {{ levels[0].name }}", "ความมุ่งมั่นสีเขียว ความมุ่งมั่นสีเขียว",
         "ความมุ่งมั่นสีเขียว Green Commitment"),
    ],
)  # fmt: skip
def test_what_a_template_says_in_each_language(tmp_path: Path, body: str, thai: str, english: str) -> None:
    path = write(tmp_path, "t.md", BOTH, body=body)
    write(tmp_path, "t.en.md", 'languages = ["en"]\ncalendars = ["ce"]', body=body)
    for lang, words in (("th", thai), ("en", english)):
        brief = compose(Dataset.bundled().select(), Template.load(path), lang=lang, calendar="ce")  # type: ignore[arg-type]
        assert isinstance(brief.blocks[1], Paragraph)
        assert plain(brief.blocks[1].text).replace("\u00a0", " ") == words
