"""One font file judged by every rule, in a process of its own, and its faces made ready to be embedded."""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from gireport.apart import Bounds, answer
from gireport.errors import FontError, Place, Problem
from gireport.layout.theme import official
from gireport.records import dataclass
from gireport.text.fontreading import MOST_BYTES, FontFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gireport.text.fontfile import FontFile
    from gireport.text.fontreading import OpenFont
    from gireport.text.fontrules import Finding

Severity = Literal["error", "warning", "note"]

_BOUNDS = Bounds(seconds=60, megabytes=1_024, kilobytes=256 * 1_024)
_AT_ONCE = 4_000  # glyphs of a trial: each may need others, and a font holds 65,535


@dataclass(frozen=True, slots=True)
class Face:
    """What is known of a face of a font file. Heights are em, scale is in times of Sarabun."""

    family: str
    style: str
    bold: bool
    italic: bool
    letter_height: float
    above: float
    below: float
    scale: float
    official: float
    """The size in points that 16 points of TH SarabunPSK are."""
    licence: str
    lacks: str
    """Signs that briefs print and the face has not."""
    data: bytes = b""
    """The face as a static TrueType font; empty where that was not asked for."""


@dataclass(frozen=True, slots=True)
class CheckedFont:
    """What came out about a file."""

    path: str
    findings: tuple[tuple[Severity, Problem], ...]
    faces: tuple[Face, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing stops it from being used."""
        return all(severity != "error" for severity, _ in self.findings)


def check_font(path: Path, *, with_data: bool = False) -> CheckedFont:
    """Everything about the font file at `path`; `with_data`, its faces as they can be embedded too.

    No file makes this raise anything, take more than a minute, or more memory than a gibibyte.
    """
    try:
        if not path.is_file():  # a pipe would be waited for
            return _refused(path, "font.no-file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _refused(path, "font.unreadable", reason=error.strerror or str(error))
    if len(data) > MOST_BYTES:
        return _refused(path, "font.too-large", most=MOST_BYTES // 2**20)
    answered = answer(partial(_examined, data, path.name, with_data), _BOUNDS)
    if answered.timed_out or answered.too_long:
        return _refused(path, "font.takes-too-much")
    try:
        return _read(path, json.loads(answered.content))
    except (AttributeError, KeyError, TypeError, ValueError):
        return _refused(path, "font.crashed", status=answered.exit_code)


def _refused(path: Path, code: str, **facts: object) -> CheckedFont:
    return CheckedFont(str(path), (("error", Problem(code, Place(str(path)), facts)),))


def _read(path: Path, document: dict[str, Any]) -> CheckedFont:
    """What the process has told."""
    findings = tuple(
        (cast("Severity", each["severity"]), Problem(each["code"], Place(str(path)), each["facts"]))
        for each in document["findings"]
    )
    faces = tuple(Face(**{**each, "data": b64decode(each["data"])}) for each in document["faces"])
    return CheckedFont(str(path), findings, faces)


def _examined(data: bytes, name: str, with_data: bool) -> bytes:
    """What the process does: everything that is found, as JSON."""
    from gireport.text.fontreading import damaged, opened, packing

    examination = _Examination(name, with_data)
    try:
        if code := packing(data):
            examination.note("note", Problem(code))
        fonts = opened(data)
        for number, font in enumerate(fonts, start=1):
            examination.examine(font, data if len(fonts) == 1 and not code else b"", f" {number}" * (len(fonts) > 1))
    except MemoryError:
        examination.note("error", Problem("font.takes-too-much"))
    except FontError as error:
        for problem in error.problems:
            examination.note("error", problem)
    except Exception as error:  # a font is data of others: whatever reading it raises is its fault
        fault = error if isinstance(error, FontFileError) else damaged(error)
        examination.note("error", Problem(fault.code, facts=fault.facts))
    return json.dumps({"findings": examination.findings, "faces": examination.faces}).encode()


class _Examination:
    """Gathers what is found in the fonts of a file."""

    def __init__(self, name: str, with_data: bool) -> None:
        self._name, self._with_data = name, with_data
        self.findings: list[dict[str, Any]] = []
        self.faces: list[dict[str, Any]] = []

    def note(self, severity: str, problem: Problem) -> None:
        """Keeps a finding, once."""
        facts = {key: value if isinstance(value, int) else str(value) for key, value in problem.facts.items()}
        finding = {"severity": severity, "code": problem.code, "facts": facts}
        if finding not in self.findings:
            self.findings.append(finding)

    def examine(self, font: OpenFont, plain: bytes, number: str) -> None:
        """Judges one font; `plain` is its file where that could be embedded as it is."""
        from gireport.text.fontconversion import family_of, is_static, static_faces
        from gireport.text.fontreading import saved
        from gireport.text.fontrules import table_findings

        if not {"glyf", "CFF ", "CFF2"} & set(font.keys()):
            raise FontFileError("font.no-outlines")
        if "fvar" in font:
            self.note("note", Problem("font.variable"))
        self._keep(table_findings(font))
        if not family_of(font):
            self.note("error", Problem("font.no-name"))
        static = is_static(font)
        faces = list(static_faces(font))
        if not faces:
            self.note("error", Problem("font.no-weights"))
        for face in faces:
            self._examine_face(face, plain if static and plain else saved(face), number)

    def _examine_face(self, font: OpenFont, data: bytes, number: str) -> None:
        from gireport.text.fontconversion import family_of, style_of
        from gireport.text.fontfile import FontFile
        from gireport.text.fontrules import SIGNS, lacking, scale_of, shaping_findings
        from gireport.text.ink import ink_reach
        from gireport.text.shaping import Shaper

        file = FontFile(self._name + number, data)
        shaper = Shaper(file)
        self._keep(shaping_findings(shaper))
        _try(file)
        style, reach = style_of(font), ink_reach(shaper)
        letter = file.letter_height / file.units_per_em
        face = Face(
            family=family_of(font),
            style=style.name,
            bold=style.bold,
            italic=style.italic,
            letter_height=round(letter, 3),
            above=round(reach.above, 3),
            below=round(reach.below, 3),
            scale=round(scale_of(shaper), 3),
            official=official(16, letter),
            licence=str(font["name"].getDebugName(13) or font["name"].getDebugName(14) or "")[:300],
            lacks=lacking(shaper, SIGNS),
        )
        self.faces.append({**asdict(face), "data": b64encode(data if self._with_data else b"").decode()})

    def _keep(self, findings: Iterator[Finding]) -> None:
        for severity, problem in findings:
            self.note(severity, problem)


def _try(file: FontFile) -> None:
    """Embeds every glyph once. Raises FontFileError where that fails, as it would in the middle of a brief."""
    from gireport.pdf.truetype import GlyphRequest, write_font
    from gireport.text.shaping import PlacedGlyph

    try:
        for first in range(0, file.face.glyph_count, _AT_ONCE):
            glyphs = range(first, min(first + _AT_ONCE, file.face.glyph_count))
            write_font(file, [GlyphRequest((PlacedGlyph(g, 0, 0),), file.advance(g)) for g in glyphs])
    except (struct.error, LookupError, ValueError) as error:
        raise FontFileError("font.outlines-damaged", reason=str(error)[:80]) from None
