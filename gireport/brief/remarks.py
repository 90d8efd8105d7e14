"""The directives `note`, `columns`, `toc` and `signature-block`: what stands beside the figures of a brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.expressions import Rendered
from gireport.brief.markdown import ListNode, ParagraphNode, parse_markdown
from gireport.brief.model import Contents, ItemList, Paragraph, Remark, SignatureBlock, SignatureLine, TextColumns
from gireport.brief.prose_blocks import prose_block

if TYPE_CHECKING:
    from gireport.brief.directives import Workshop
    from gireport.brief.model import Text
    from gireport.brief.settings import Settings

_DEPTHS = range(2, 7)  # of headings below the title
_USUAL_DEPTH = 3
_COLUMNS = range(2, 4)


def note(settings: Settings, shop: Workshop) -> Paragraph | Remark | None:
    """A quiet paragraph; with a title, or more than one paragraph, a remark set apart from the text around it."""
    title = shop.text(settings.text("title", required=False))
    blocks = _blocks(settings, settings.text("text"), shop)
    if not blocks:
        return None
    only = blocks[0]
    if not title and len(blocks) == 1 and isinstance(only, Paragraph):
        return replace(only, quiet=True)
    return Remark(title, blocks)


def columns(settings: Settings, shop: Workshop) -> TextColumns | None:
    """Paragraphs and lists in two columns, or three."""
    count = settings.number("count")
    if count is not None and count not in _COLUMNS:
        settings.refuse("directive.out-of-range", "count", least=_COLUMNS[0], most=_COLUMNS[-1])
    blocks = _blocks(settings, settings.text("text"), shop)
    return TextColumns(_COLUMNS[0] if count is None else int(count), blocks) if blocks else None


def _blocks(settings: Settings, source: str, shop: Workshop) -> tuple[Paragraph | ItemList, ...]:
    """The paragraphs and lists that `source` writes. TOML keeps no lines, so all are on that of the directive."""
    line, file = settings.place.line or 1, settings.place.file
    blocks = []
    for node in parse_markdown(Rendered(source, (line,) * (source.count("\n") + 1)), file):
        if not isinstance(node, ParagraphNode | ListNode):
            settings.refuse("directive.not-prose", "text")
            continue
        block = prose_block(node, shop.prose)
        if isinstance(block, Paragraph | ItemList):
            blocks.append(block)
    return tuple(blocks)


def toc(settings: Settings, shop: Workshop) -> Contents:
    """The contents of the brief, to a depth of headings."""
    depth = settings.number("depth")
    if depth is not None and depth not in _DEPTHS:
        settings.refuse("directive.out-of-range", "depth", least=_DEPTHS[0], most=_DEPTHS[-1])
    title = settings.text("title") if settings.has("title") else shop.phrases.contents
    return Contents(shop.text(title), _USUAL_DEPTH if depth is None else int(depth))


def signature_block(settings: Settings, shop: Workshop) -> SignatureBlock:
    """The lines of one who signs, as Thai official papers have them: the signature, the name in brackets below it, the
    position, the place where one is asked for, and the date. What is not given is left to be filled in by hand.
    """
    phrases = shop.phrases

    def line(key: str, label: str, after: str = "") -> SignatureLine:
        filled: Text = shop.text(settings.text(key, required=False))
        return SignatureLine(shop.text(label), filled, shop.text(after))

    lines = [
        SignatureLine(shop.text(phrases.signed)),
        line("name", "(", ")"),
        line("position", phrases.position),
        *([line("place", phrases.place)] if settings.has("place") else []),
        line("date", phrases.date),
    ]
    return SignatureBlock(tuple(lines))
