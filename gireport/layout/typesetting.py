"""Texts measured and ready to be set in lines: in which faces, with which words, aligned how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from gireport.pdf.canvas import Glyphs, PlacedLine
from gireport.pdf.links import Link
from gireport.text.line import Line, Run
from gireport.text.lines import TextFlow
from gireport.text.shaping import is_mark
from gireport.thai.words import own_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gireport.brief.model import Brief, Span, Text
    from gireport.layout.fonts import FontFamily
    from gireport.layout.theme import TextStyle
    from gireport.pdf.clusterfont import ClusterFont
    from gireport.thai.words import OwnWords

# One value for the briefs of one dataset, because what is known of words and breaks is kept by it.
_own_words = lru_cache(maxsize=64)(own_words)


@dataclass(frozen=True)
class Typesetter:
    """What the texts of one brief are set with: its faces, and the words that its dataset brings."""

    fonts: FontFamily
    own: OwnWords | None = None
    link_colour: str = ""
    """Of the words of links that lead out of the document; empty for that of the text around them."""

    @classmethod
    def of(cls, brief: Brief, fonts: FontFamily, link_colour: str = "") -> Typesetter:
        """The typesetter of a brief."""
        return cls(fonts, _own_words(brief.words) if brief.words else None, link_colour)

    def set(self, text: Text, style: TextStyle) -> SetText:
        """The text in a style."""
        return SetText(text, style, self)


class SetText:
    """A text in a style, measured and ready to be set in lines of any width. Widths and heights are points."""

    def __init__(self, text: Text, style: TextStyle, typesetter: Typesetter) -> None:
        self.style = style
        self._faces: list[ClusterFont] = []
        self._languages: list[str] = []
        self._links: list[Link | None] = []
        self._link_colour = typesetter.link_colour or style.colour
        runs = []
        for (bold, italic, language, link), words in _stretches(text, bold=style.bold):
            for face, piece in typesetter.fonts.pieces(words, bold=bold, italic=italic):
                self._faces.append(face)
                self._languages.append(language)
                self._links.append(link)
                runs.append(Run(piece, face.shaper, style.size * face.scale, style.tabular))
        self.flow = TextFlow.of(tuple(runs), typesetter.own)
        self._width: float | None = None
        self._lines: tuple[Line, ...] = ()

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines at `width`; those of a balanced style about equally long."""
        # Asked for when measuring, when dividing and when drawing, mostly at the same width.
        if self._width != width:
            self._width = width
            if self.style.balanced:
                self._lines = self.flow.balanced_lines(width)
            else:
                self._lines = self.flow.lines(width, justified=self.style.align == "justify")
        return self._lines

    def height(self, width: float) -> float:
        """Height of the lines at `width`."""
        return len(self.lines(width)) * self.style.leading

    def place(self, lines: Sequence[Line], x: float, top: float, width: float) -> list[PlacedLine]:
        """The lines positioned below `top` in a column from `x` that is `width` wide."""
        placed = []
        share = {"left": 0.0, "justify": 0.0, "centre": 0.5, "right": 1.0}[self.style.align]
        for index, line in enumerate(lines):
            glyphs = []
            offset = 0.0
            for run, _, clusters, fragment_width in line.fragments:
                style, language, link = self.style, self._languages[run], self._links[run]
                colour = self._link_colour if link is not None and link.is_outside else style.colour
                glyphs.append(Glyphs(self._faces[run], style.size, colour, clusters, offset, language, link))
                offset += fragment_width
            y = top - index * self.style.leading - self.style.baseline
            placed.append(PlacedLine(x + share * (width - line.width), y, tuple(glyphs)))
        return placed


_Manner = tuple[bool, bool, str, Link | None]
"""Whether bold, whether italic, in which language, and as part of which link."""


def _stretches(text: Text, *, bold: bool) -> list[tuple[_Manner, str]]:
    """The text in stretches of one weight, slope, language and link, none of them empty.

    Marks that a stretch would begin with belong to the letter before it and to that letter's font.
    """
    stretches: list[tuple[_Manner, str]] = []
    for manner, words in _manners(text, bold=bold):
        while words and stretches and is_mark(words[0]) and not stretches[-1][1].endswith("\n"):
            before, letters = stretches.pop()
            stretches.append((before, letters + words[0]))
            words = words[1:]
        if words:
            stretches.append((manner, words))
    return stretches


def _link(target: str, spans: Sequence[Span]) -> Link:
    languages = {span.language for span in spans}
    words = "".join(span.text for span in spans).replace("\u00a0", " ")
    return Link(target, words, languages.pop() if len(languages) == 1 else "")


def _manners(text: Text, *, bold: bool) -> Iterator[tuple[_Manner, str]]:
    """The words of each stretch. Neighbouring spans that lead to one place are one link."""
    for target, linked in groupby(text, key=lambda span: span.link):
        spans = list(linked)
        link = _link(target, spans) if target else None
        for (heavy, italic, language), alike in groupby(
            spans, key=lambda span: (span.bold or bold, span.italic, span.language)
        ):
            yield (heavy, italic, language, link), "".join(span.text for span in alike)
