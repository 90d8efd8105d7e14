"""What a tagged file has to be whatever it says: the rules of PDF/UA-1 (ISO 14289-1) that its structure has to keep."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gireport.errors import Problem
from gireport.pdf.tagged import Element, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gireport.pdf.tagged import TaggedFile

_HEADING = re.compile("H([1-6])")
_SHOWN = 5
_KINDS = frozenset({"Link", "Signature"})  # of annotations; a note or a stamp would say what the brief does not
_ODDITIES = {"actual": "verify.spoken-on-page", "unseen": "verify.unseen", "form": "verify.form"}


def structure_problems(file: TaggedFile) -> list[Problem]:
    """Everything that is wrong with the structure of the file."""
    problems = [*_of_document(file), *_of_fonts(file)]
    if file.root is None:
        return [Problem("verify.no-structure"), *problems]
    elements = list(file.root.below())
    return [
        *problems,
        *_of_pages(file, elements),
        *_of_headings(elements),
        *_of_tables(elements),
        *_of_figures(elements),
        *_of_identifiers(elements),
        *_of_annotations(file, elements),
    ]


def _of_document(file: TaggedFile) -> Iterator[Problem]:
    if not file.is_marked:
        yield Problem("verify.not-marked")
    if not file.language:
        yield Problem("verify.no-language")
    if not file.title.strip():
        yield Problem("verify.no-title")
    if not file.shows_title:
        yield Problem("verify.title-not-shown")
    if file.actions:
        yield Problem("verify.acts", facts={"actions": ", ".join(file.actions)})


def _of_fonts(file: TaggedFile) -> Iterator[Problem]:
    for font in file.fonts:
        if not font.embedded:
            yield Problem("verify.font-not-embedded", facts={"font": font.name})
        if font.unmapped:
            codes = ", ".join(f"{code:04X}" for code in font.unmapped[:_SHOWN])
            yield Problem("verify.font-unmapped", facts={"font": font.name, "codes": codes})
        if font.remapped:
            yield Problem("verify.font-remapped", facts={"font": font.name})


def _of_pages(file: TaggedFile, elements: list[Element]) -> Iterator[Problem]:
    """Marks in the file and in the tree, each of them once, and the parent tree in agreement."""
    owners: dict[Mark, int] = {}
    for element in elements:
        for child in element.children:
            if isinstance(child, Mark):
                if child in owners:
                    yield Problem("verify.mark-twice", facts={"page": child.page + 1, "mark": child.mcid})
                owners[child] = element.number
    for index, page in enumerate(file.pages):
        number = index + 1
        for oddity in page.oddities:
            yield Problem(_ODDITIES[oddity], facts={"page": number})
        if page.unmarked:
            yield Problem("verify.unmarked", facts={"page": number, "operators": ", ".join(page.unmarked)})
        for mcid, count in page.mcids.items():
            facts = {"page": number, "mark": mcid}
            if count > 1:
                yield Problem("verify.mark-twice", facts=facts)
            if Mark(index, mcid) not in owners:
                yield Problem("verify.mark-without-element", facts=facts)
            elif page.owners.get(mcid) != owners[Mark(index, mcid)]:
                yield Problem("verify.parent-tree", facts=facts)
    pages = file.pages
    for mark in owners:
        if mark.page >= len(pages) or mark.mcid not in pages[mark.page].mcids:
            yield Problem("verify.mark-not-drawn", facts={"page": mark.page + 1, "mark": mark.mcid})


def _of_headings(elements: list[Element]) -> Iterator[Problem]:
    before = 0
    for element in elements:
        if match := _HEADING.fullmatch(element.role):
            depth = int(match[1])
            if depth > before + 1:
                yield Problem("verify.heading-skipped", facts={"heading": element.role, "before": f"H{before}"})
            before = depth


def _of_tables(elements: list[Element]) -> Iterator[Problem]:
    for number, table in enumerate((each for each in elements if each.role == "Table"), start=1):
        rows = [row for row in table.below() if row.role == "TR"]
        widths = _widths(rows)
        odd = next((at for at, width in enumerate(widths, start=1) if width != widths[0]), None)
        if odd is not None:
            facts = {"table": number, "row": odd, "count": widths[odd - 1], "expected": widths[0]}
            yield Problem("verify.table-ragged", facts=facts)
        cells = [cell for row in rows for cell in row.children if isinstance(cell, Element)]
        heads = {cell.identifier for cell in cells if cell.role == "TH"}
        unscoped = any(cell.role == "TH" and "Scope" not in cell.attributes for cell in cells)
        if unscoped and not any(cell.headers for cell in cells):
            yield Problem("verify.table-head-unscoped", facts={"table": number})
        if not any(cell.role == "TH" for cell in cells):
            yield Problem("verify.table-without-heads", facts={"table": number})
        if lost := {header for cell in cells for header in cell.headers} - heads:
            yield Problem("verify.table-head-lost", facts={"table": number, "heads": ", ".join(sorted(lost))})


def _widths(rows: list[Element]) -> list[int]:
    """How many columns each row fills, with what spans it from above."""
    widths: list[int] = []
    hanging: list[tuple[int, int]] = []  # rows still to fill, and columns
    for row in rows:
        cells = [cell for cell in row.children if isinstance(cell, Element)]
        widths.append(sum(_span(cell, "ColSpan") for cell in cells) + sum(columns for _, columns in hanging))
        hanging = [(left - 1, columns) for left, columns in hanging if left > 1]
        spanning = ((_span(cell, "RowSpan") - 1, _span(cell, "ColSpan")) for cell in cells)
        hanging += [(left, columns) for left, columns in spanning if left]
    return widths


def _span(cell: Element, name: str) -> int:
    text = cell.attributes.get(name, "1")
    return int(text) if text.isdecimal() and 0 < int(text) < 1000 else 1


def _of_figures(elements: list[Element]) -> Iterator[Problem]:
    for number, figure in enumerate((each for each in elements if each.role == "Figure"), start=1):
        if not (figure.alternative or "").strip():
            yield Problem("verify.no-alternative", facts={"figure": number})
    for element in elements:
        # A listener would hear it in place of the words that are printed.
        if element.actual or (element.alternative is not None and element.role != "Figure"):
            yield Problem("verify.spoken-otherwise", facts={"role": element.role})


def _of_identifiers(elements: list[Element]) -> Iterator[Problem]:
    counts = Counter(element.identifier for element in elements if element.identifier)
    for identifier, count in counts.items():
        if count > 1:
            yield Problem("verify.identifier-twice", facts={"identifier": identifier})
    if any(element.role == "Note" and not element.identifier for element in elements):
        yield Problem("verify.note-without-identifier")


def _of_annotations(file: TaggedFile, elements: list[Element]) -> Iterator[Problem]:
    holders = {child: element for element in elements for child in element.children if isinstance(child, int)}
    # What is not seen need not be told (ISO 14289-1, 7.18.1): a signature without a place on the page.
    told = [each for each in file.annotations if each.seen or each.kind != "Signature"]
    for annotation in told:
        page = {"page": annotation.page + 1}
        if annotation.kind not in _KINDS:
            yield Problem("verify.annotation-kind", facts=page | {"kind": annotation.kind})
        if annotation.kind == "Signature" and not annotation.words.strip():
            yield Problem("verify.signature-without-words", facts=page)
        holder = holders.get(annotation.number)
        owner = None if annotation.key is None else file.annotation_owners.get(annotation.key)
        if holder is None or owner != holder.number:
            yield Problem("verify.annotation-untagged", facts=page)
        if annotation.kind == "Link" and not annotation.words.strip():
            yield Problem("verify.link-without-words", facts=page)
        if annotation.kind == "Link" and holder is not None and holder.role != "Link":
            yield Problem("verify.link-in-other", facts=page | {"role": holder.role})
    for index in {annotation.page for annotation in told}:
        if not file.pages[index].tabs_by_structure:
            yield Problem("verify.tab-order", facts={"page": index + 1})
