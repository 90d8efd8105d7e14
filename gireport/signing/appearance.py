"""What a signature that can be seen looks like: who signed and when, in the fonts of a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Literal, NamedTuple

from gireport.errors import FontError, Problem
from gireport.thai.dates import PartialDate

if TYPE_CHECKING:
    from gireport.layout.theme import TextStyle
    from gireport.layout.typesetting import SetText

# Thailand has one time, without summer time. What is printed must not depend on where a machine believes to stand.
THAI_TIME = timezone(timedelta(hours=7))
WIDTH = 198.0  # points, 70 mm: the width of two lines of a long Thai name with its title
_PADDING = 6.0
_SIZE = 0.85  # times the text of a brief: what is official but said beside it
_LANGUAGE_TAGS = {"th": "th-TH", "en": "en-GB"}

Language = Literal["th", "en"]


class Wording(NamedTuple):
    """The words of a signature in one language; what is printed is no message, and does not follow its language."""

    signed_by: str
    time: str
    reason: str
    field: str


_WORDINGS: dict[Language, Wording] = {
    "th": Wording("ลงลายมือชื่อดิจิทัลโดย", "{date} เวลา {time} น.", "เหตุผล: {reason}", "ลายมือชื่อดิจิทัลของ {name} {moment}"),
    "en": Wording(
        "Digitally signed by", "{date}, {time} (UTC+7)", "Reason: {reason}", "Digital signature of {name}, {moment}"
    ),
}


class Appearance(NamedTuple):
    """A page of its own that shows the signature, as a PDF file, and its size in points."""

    content: bytes
    width: float
    height: float


def moment_in_words(moment: datetime, language: Language) -> str:
    """`25 พฤศจิกายน 2569 เวลา 16.49 น.`, in the time of Thailand."""
    local = moment.astimezone(THAI_TIME)
    date = PartialDate.of(local.date()).format("arabic", language=language).replace("\u00a0", " ")
    written = f"{local:%H.%M}" if language == "th" else f"{local:%H:%M}"
    return _WORDINGS[language].time.format(date=date, time=written)


def alternative(name: str, moment: datetime, language: Language) -> str:
    """What a screen reader says of the signature's field."""
    return _WORDINGS[language].field.format(name=name, moment=moment_in_words(moment, language))


def draw(name: str, moment: datetime, reason: str, language: Language) -> Appearance:
    """The signature drawn as high as its words need. Raises FontError where a character has no glyph."""
    from reportlab.lib.colors import HexColor

    from gireport.brief.model import Span
    from gireport.layout.fonts import FontFamily
    from gireport.layout.themes import load_theme
    from gireport.layout.typesetting import Typesetter
    from gireport.pdf.canvas import TaggedCanvas
    from gireport.pdf.conformance import DocumentInformation
    from gireport.text.shaping import letters_with_marks

    theme = load_theme("default")
    fonts = FontFamily.of(theme.fonts)
    wording = _WORDINGS[language]
    lines = [(wording.signed_by, False), (name, True), (moment_in_words(moment, language), False)]
    lines += [(wording.reason.format(reason=reason), False)] * bool(reason)
    lacking = {each for words, _ in lines for letter in letters_with_marks(words) for each in fonts.lacking(letter)}
    if lacking:
        raise FontError(Problem("sign.glyph", facts={"characters": " ".join(sorted(lacking))}))
    style, typesetter = _style(theme.body), Typesetter(fonts)
    texts: list[SetText] = [typesetter.set((Span(words, bold=heavy),), style) for words, heavy in lines]
    inner = WIDTH - 2 * _PADDING
    height = sum(text.height(inner) for text in texts) + 2 * _PADDING
    canvas = TaggedCanvas((WIDTH, height), fonts.face(), _LANGUAGE_TAGS[language])
    canvas.setLineWidth(theme.hairline_width)
    canvas.setStrokeColor(HexColor(theme.rule))
    edge = theme.hairline_width  # inside the field, which clips what it shows
    canvas.rect(edge, edge, WIDTH - 2 * edge, height - 2 * edge)
    top = height - _PADDING
    for text in texts:
        canvas.draw_lines(text.place(text.lines(inner), _PADDING, top, inner))
        top -= text.height(inner)
    canvas.showPage()
    # No brief, and nobody's file: the page is taken out of it.
    information = DocumentInformation(name, _LANGUAGE_TAGS[language], "", moment.astimezone(UTC), producer_version="")
    return Appearance(canvas.pdf_bytes(information), WIDTH, height)


def _style(body: TextStyle) -> TextStyle:
    return replace(body, size=body.size * _SIZE, leading=body.leading * _SIZE, align="left", space_after=0)
