"""What tags and conformance cost: the annual brief as it is, and on a canvas that writes neither, in one process.

    tags.py [--rounds N]

The plain canvas draws the same on the same pages: text, lines, bookmarks and links. It makes no structure elements and
no marks, and its file has no structure tree, no metadata, no output intent and no identifiers. Rounds alternate; what
is compared is processor time.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from gireport import Dataset, Template, compose, rendering
from gireport.layout import contents, keyfigures, signature, story, tabulate
from gireport.pdf import links
from gireport.pdf.canvas import TaggedCanvas
from gireport.pdf.objects import PdfFile, array, dictionary, number
from gireport.pdf.outline import write_outline
from gireport.pdf.structure import StructureElement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _NoElement:
    """Stands where an element would: nothing is kept of it."""

    drawn = False
    headers: tuple[StructureElement, ...] = ()
    bounding_box = None
    children: tuple[StructureElement, ...] = ()


_NO_ELEMENT = _NoElement()


def no_element(*_: Any, **__: Any) -> _NoElement:
    """The stand-in for every element."""
    return _NO_ELEMENT


class PlainCanvas(TaggedCanvas):
    """Draws the same and tags nothing."""

    @contextmanager
    def tagged(self, element: StructureElement) -> Iterator[None]:
        yield

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        yield

    def pdf_bytes(self, information: Any, attachments: Any = ()) -> bytes:
        """A file that viewers open, with bookmarks and nothing that PDF/A or PDF/UA ask for besides."""
        pdf = PdfFile()
        root = pdf.reserve()
        pages = [pdf.reserve() for _ in self._pages]
        fonts = {font.resource: bytes(font.write(pdf)) for font in self._embedded.values()}
        shared, parent = bytes(pdf.add(dictionary({"Font": dictionary(fonts)}))), pdf.reserve()
        for page, reference in zip(self._pages, pages, strict=True):
            content = pdf.add_stream("\n".join(page.operators).encode("ascii"))
            box = array([b"0", b"0", number(page.width), number(page.height)])
            entries = {"Type": b"/Page", "Parent": bytes(parent), "MediaBox": box, "Resources": shared}
            pdf.add(dictionary({**entries, "Contents": bytes(content)}), reference)
        kids = array(bytes(reference) for reference in pages)
        pdf.add(dictionary({"Type": b"/Pages", "Kids": kids, "Count": b"%d" % len(pages)}), parent)
        outlines = bytes(write_outline(pdf, self._bookmarks, pages))
        catalogue = {"Type": b"/Catalog", "Pages": bytes(parent), "Outlines": outlines}
        pdf.add(dictionary(catalogue), root)
        return pdf.finish(root, pdf.add(dictionary({})))


@contextmanager
def plain() -> Iterator[None]:
    """Renders without tags and conformance meanwhile."""
    makers = (contents, keyfigures, links, signature, story, tabulate)
    kept = rendering.TaggedCanvas, rendering.properties
    rendering.TaggedCanvas, rendering.properties = PlainCanvas, lambda provenance: ()
    for module in makers:
        module.StructureElement = no_element
    try:
        yield
    finally:
        rendering.TaggedCanvas, rendering.properties = kept
        for module in makers:
            module.StructureElement = StructureElement


def main() -> None:
    """Prints a Markdown table of medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    selection, template = Dataset.bundled().select(), Template.load("annual")
    times: dict[str, list[float]] = {"compose": [], "plain": [], "as it is": []}
    sizes: dict[str, int] = {}

    def timed(what: str, work: Callable[..., Any], *given: Any) -> Any:
        before = process_time()
        made = work(*given)
        times[what].append(process_time() - before)
        return made

    for _ in range(rounds + 1):
        brief = timed("compose", compose, selection, template)
        with plain():
            sizes["plain"] = len(timed("plain", rendering.render, brief))
        sizes["as it is"] = len(timed("as it is", rendering.render, brief))
    # The first round pays for what is done once a process.
    middle = {what: median(each[1:]) for what, each in times.items()}
    more = median(full - bare for full, bare in zip(times["as it is"][1:], times["plain"][1:], strict=True))
    whole = middle["compose"] + middle["as it is"]
    print("|  | CPU ms | KB |\n| --- | --: | --: |")
    print(f"| composed | {middle['compose'] * 1000:.1f} |  |")
    for what in ("plain", "as it is"):
        print(f"| rendered, {what} | {middle[what] * 1000:.1f} | {sizes[what] / 1000:.1f} |")
    print(f"| tags and conformance | {more * 1000:.1f} | {(sizes['as it is'] - sizes['plain']) / 1000:.1f} |")
    print(f"\n{more / middle['as it is']:.0%} of rendering, {more / whole:.0%} of the brief", file=sys.stderr)


if __name__ == "__main__":
    main()
