"""Literal text and values joined into the texts of a brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gireport.brief.languages import parted
from gireport.brief.markdown import Inline
from gireport.brief.model import Span, Text
from gireport.brief.values import Marked, Marks, Reference, Sourced, UnprintableError, printed
from gireport.errors import Place, Problem, TemplateError
from gireport.thai.digits import in_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from gireport.brief.values import Year
    from gireport.dataset.counts import Total
    from gireport.thai.calendar_names import Language
    from gireport.thai.digits import Digits


class Prose:
    """Makes texts of one language, in one choice of digits. `labels` grows as tables and figures get their numbers."""

    def __init__(
        self, marks: Marks, language: Language, digits: Digits, file: str, origin: Callable[[int | None], str]
    ) -> None:
        """`origin` names the place that a line of `file` comes from."""
        self.marks = marks
        self.digits: Digits = digits
        self._language: Language = language
        self.labels: dict[str, str] = {}
        self._file = file
        self._origin = origin

    def passage(self, source: str, line: int) -> Text:
        """The text of one style that stands on `line`, as `text` says."""
        return self.text([Inline(source, False, False, line)])

    def text(self, inlines: Iterable[Inline]) -> Text:
        """The text with values in place of marks, in the digits asked for, without spaces at its ends.

        Raises TemplateError where a value cannot be printed or a reference leads nowhere.
        """
        spans: list[Span] = []
        for inline in inlines:
            for part in self.marks.parts(inline.text):
                value, line, origin, link = None, inline.line, "", inline.link
                if isinstance(part, Marked):
                    value, line = part.value, part.line or inline.line
                    words, origin = self._printed(value, line), getattr(value, "origin", "")
                    link = link or self._place_of(value)
                else:
                    words = in_digits(part, self.digits)
                origin = origin or self._origin(line)
                for piece, language in self._pieces(words, value):
                    spans.append(Span(piece, inline.bold, inline.italic, origin, language, link))
        return _trimmed(spans)

    def value(self, value: object, line: int | None = None) -> Text:
        """A text that is one value. Raises TemplateError, which names `line`, where it cannot be printed."""
        origin, pieces = getattr(value, "origin", ""), self._pieces(self._printed(value, line), value)
        link = self._place_of(value)
        return tuple([Span(piece, origin=origin, language=language, link=link) for piece, language in pieces])

    def words(self, value: str | Decimal | Year | Total) -> str:
        """One value that can be printed, as it is printed."""
        return printed(value, self.digits, self.marks.calendar, self.marks.not_known)

    def _pieces(self, words: str, value: object) -> tuple[tuple[str, str], ...]:
        """The words in pieces of one language each: the one that their value says, else those of their scripts."""
        said = value.language if isinstance(value, Sourced) else ""
        return ((words, "" if said == self._language else said),) if said else parted(words, self._language)

    def _place_of(self, value: object) -> str:
        """Where a mention of a table or figure leads."""
        return f"#{self.labels[value.id]}" if isinstance(value, Reference) else ""

    def _printed(self, value: object, line: int | None) -> str:
        if isinstance(value, Reference):
            if value.id not in self.labels:
                raise self._error("template.dead-reference", line, id=value.id)
            return self.labels[value.id]
        try:
            return printed(value, self.digits, self.marks.calendar, self.marks.not_known)
        except UnprintableError as error:
            raise self._error("template.unprintable", line, kind=str(error)) from None

    def _error(self, code: str, line: int | None, **facts: object) -> TemplateError:
        return TemplateError(Problem(code, Place(self._file, line=line), facts))


def _trimmed(spans: list[Span]) -> Text:
    """The spans without spaces at both ends and without empty ones."""
    text = [span for span in spans if span.text]
    while text and not text[0].text.strip(" "):
        text.pop(0)
    while text and not text[-1].text.strip(" "):
        text.pop()
    if text and text[0].text.startswith(" "):
        text[0] = replace(text[0], text=text[0].text.lstrip(" "))
    if text and text[-1].text.endswith(" "):
        text[-1] = replace(text[-1], text=text[-1].text.rstrip(" "))
    return tuple(text)
