"""Literal text and values joined into the texts of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gireport.brief.markdown import Inline
from gireport.brief.model import Span, Text
from gireport.brief.values import Marked, Marks, Reference, UnprintableError, printed
from gireport.errors import Place, Problem, TemplateError
from gireport.thai.digits import in_digits

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from gireport.brief.values import Year
    from gireport.dataset.counts import Total
    from gireport.thai.digits import Digits


class Prose:
    """Makes texts in one choice of digits. `labels` grows as tables and figures get their numbers."""

    def __init__(self, marks: Marks, digits: Digits, file: str) -> None:
        self.marks = marks
        self.digits: Digits = digits
        self.labels: dict[str, str] = {}
        self._file = file

    def passage(self, source: str, line: int) -> Text:
        """The text of one style that stands on `line`, as `text` says."""
        return self.text([Inline(source, False, False, line)])

    def text(self, inlines: Iterable[Inline]) -> Text:
        """The text with values in place of marks, in the digits asked for, without spaces at its ends.

        Raises TemplateError where a value cannot be printed or a reference leads nowhere.
        """
        spans = []
        for inline in inlines:
            for part in self.marks.parts(inline.text):
                if isinstance(part, Marked):
                    line = part.line or inline.line
                    words, origin = self._printed(part.value, line), getattr(part.value, "origin", "")
                else:
                    line, words, origin = inline.line, in_digits(part, self.digits), ""
                spans.append(Span(words, inline.bold, inline.italic, origin or f"{self._file}:{line}"))
        return _trimmed(spans)

    def value(self, value: object, line: int | None = None) -> Text:
        """A text that is one value. Raises TemplateError, which names `line`, where it cannot be printed."""
        return (Span(self._printed(value, line), origin=str(getattr(value, "origin", ""))),)

    def words(self, value: str | Decimal | Year | Total) -> str:
        """One value that can be printed, as it is printed."""
        return printed(value, self.digits, self.marks.calendar, self.marks.not_known)

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
    if text:
        text[0] = _with(text[0], text[0].text.lstrip(" "))
        text[-1] = _with(text[-1], text[-1].text.rstrip(" "))
    return tuple(text)


def _with(span: Span, text: str) -> Span:
    return Span(text, span.bold, span.italic, span.origin)
