"""What a workbook says of itself: its sheets, its texts, and which of its styles show numbers as dates.

ECMA-376 part 1, clause 18 (SpreadsheetML). Formulas, links and outside references are never followed.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from gireport.dataset.sources.damage import DamagedError, whole_number
from gireport.dataset.sources.number_formats import is_date_format, shows_otherwise
from gireport.dataset.sources.options import over_limit
from gireport.dataset.sources.xml_stream import children, local_name
from gireport.errors import Place
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from gireport.dataset.sources.package import Package
    from gireport.settings import Limits

_ROOT_RELATIONSHIPS = "_rels/.rels"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, the part that holds its cells, and whether the workbook hides it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is needed to read any of its worksheets."""

    sheets: tuple[Sheet, ...]
    strings: list[str]
    """Shared texts, by their number."""
    dates: frozenset[int]
    """The cell styles that show a number as a date or a time."""
    disguises: frozenset[int]
    """Those in which a whole number looks like something else."""
    from_1904: bool
    """Whether days are counted from 1904, as on the Macintosh once."""


def read_workbook(package: Package, file: str, limits: Limits) -> Workbook:
    """What `package` says of its sheets. Raises DataError, or DamagedError for what no program writes."""
    root_links = _links(package, "", _ROOT_RELATIONSHIPS)
    main = next((target for kind, target in root_links.values() if kind == "officeDocument"), "xl/workbook.xml")
    folder, name = posixpath.split(main)
    links = _links(package, folder, f"{folder}/_rels/{name}.rels")
    sheets: list[Sheet] = []
    from_1904 = False
    with package.opened(main) as part:
        for element in children(part, "sheets"):
            match local_name(element.tag):
                case "workbookPr":
                    from_1904 = element.get("date1904", "0") in _TRUE
                case "sheet":
                    sheets += _sheet(element, links)
    if not sheets:
        raise DamagedError("no sheets")
    parts = {kind: target for kind, target in links.values() if kind in ("sharedStrings", "styles")}
    strings = _strings(package, parts["sharedStrings"], file, limits) if "sharedStrings" in parts else []
    formats = _formats(package, parts["styles"]) if "styles" in parts else []
    dates = frozenset(style for style, (number, code) in enumerate(formats) if is_date_format(number, code))
    others = frozenset(style for style, (number, code) in enumerate(formats) if shows_otherwise(number, code))
    return Workbook(tuple(sheets), strings, dates, others - dates, from_1904)


def unescaped(text: str) -> str:
    """A text of a workbook, `_x000D_` and its like put back as the characters that they stand for (22.9.2.19)."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def plain_text(element: Element) -> str:
    """The text of a shared or inline string: its own, or that of its runs; how it is read aloud is left out."""
    texts = []
    for child in element:
        match local_name(child.tag):
            case "t":
                texts.append(child.text or "")
            case "r":
                texts += [part.text or "" for part in child if local_name(part.tag) == "t"]
    return unescaped("".join(texts))


def _links(package: Package, folder: str, part_name: str) -> dict[str, tuple[str, str]]:
    """Where the relationships in a part lead, by their id: the last word of their type, and the part inside."""
    links: dict[str, tuple[str, str]] = {}
    with package.opened(part_name.lstrip("/")) as part:
        for link in children(part):
            if link.get("TargetMode", "Internal") == "Internal":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
                links[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], target)
    return links


def _sheet(element: Element, links: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    """The worksheet of that element; a sheet that holds a chart or a macro is none."""
    reference = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
    kind, target = links.get(reference, ("", ""))
    if kind == "worksheet":
        yield Sheet(element.get("name", ""), target, element.get("state", "visible") != "visible")


def _strings(package: Package, name: str, file: str, limits: Limits) -> list[str]:
    strings: list[str] = []
    with package.opened(name) as part:
        for element in children(part):
            if local_name(element.tag) == "si":
                strings.append(plain_text(element))
            if len(strings) > limits.cells:
                raise over_limit("source.too-many-cells", Place(file), limits, "cells")
    return strings


def _formats(package: Package, name: str) -> list[tuple[int, str]]:
    """Of each cell style the number of its format and, where the workbook says it, its code."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    with package.opened(name) as part:
        for group in children(part):
            match local_name(group.tag):
                case "numFmts":
                    codes = {whole_number(child.get("numFmtId", "0")): child.get("formatCode", "") for child in group}
                case "cellXfs":
                    formats = [whole_number(child.get("numFmtId", "0")) for child in group]
    return [(number, codes.get(number, "")) for number in formats]
