"""The folder of the user's own fonts: families that `gireport fonts add` has checked and put there.

Each family is a folder with its faces and a `family.json` that names them with their digests, so that what is set in a
brief is what was checked. The folder is `GIREPORT_FONTS`, or else where the platform keeps a user's data.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gireport.errors import FontError, Place, Problem
from gireport.files import write_file
from gireport.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gireport.layout.fontcheck import Face
    from gireport.layout.fonts import FontDescription

VARIABLE = "GIREPORT_FONTS"
_RECORD = "family.json"
_RECORD_VERSION = 1
_MAX_RECORD_KIB = 64
_STYLES = ("regular", "bold", "italic", "bold-italic")
_REQUIRED = ("regular", "bold")
_WORD = r"\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # with the marks of Thai, which are no letters to `re`
_FILE = re.compile(rf"[{_WORD}-]{{1,100}}\.ttf")
_NO_NAME = re.compile(rf"[^{_WORD}]+")


@dataclass(frozen=True, slots=True)
class InstalledFamily:
    """A family of the user's: its name, its licence, and for each style its file and the SHA-256 of that."""

    name: str
    licence: str
    files: Mapping[str, tuple[Path, str]]


def fonts_folder() -> Path:
    """Where the user's fonts are; it need not exist."""
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("gireport", appauthor=False) / "fonts"


def key_of(name: str) -> str:
    """What a family is known by, however its name is written: "TH Sarabun New" is "th-sarabun-new"."""
    return _NO_NAME.sub("-", unicodedata.normalize("NFC", name).casefold()).strip("-_")[:60]


def installed_keys() -> list[str]:
    """What the user's families are known by."""
    try:
        return sorted(path.parent.name for path in fonts_folder().glob(f"*/{_RECORD}"))
    except OSError:
        return []


def installed(key: str) -> InstalledFamily:
    """The family. Raises FontError where its folder is not as it was made."""
    folder = fonts_folder() / key
    record = folder / _RECORD
    try:
        if record.stat().st_size > _MAX_RECORD_KIB * 1024:
            raise ValueError(record)
        return _family(json.loads(record.read_text(encoding="utf-8")), folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise FontError(Problem("font.family-damaged", Place(str(record)), {"key": key})) from None


def user_description(key: str) -> FontDescription:
    """The family as layout wants it, drawn as large as Sarabun. Raises FontError where a file is not the one added."""
    from gireport.layout.fonts import FontDescription
    from gireport.text.fontfile import FontFile
    from gireport.text.fontrules import scale_of
    from gireport.text.shaping import Shaper

    family = installed(key)
    for path, digest in family.files.values():
        try:
            content = path.read_bytes()
        except OSError as error:
            raise FontError(Problem("font.unreadable", Place(str(path)), {"reason": str(error)})) from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise FontError(Problem("font.changed", Place(str(path)), {"name": family.name}))
    files = {style: path for style, (path, _) in family.files.items()}
    return FontDescription(
        key,
        regular=files["regular"],
        bold=files["bold"],
        italic=files.get("italic"),
        bold_italic=files.get("bold-italic"),
        scale=scale_of(Shaper.of(FontFile.load(files["regular"]))),
    )


def install(name: str, faces: Mapping[str, Face]) -> InstalledFamily:
    """Puts the faces of a family, by style, into the folder, in place of an older one of the name.

    None of `missing_styles` may be missing. Raises OutputError where the folder cannot be written. Files of an older
    family stay until the new one is whole.
    """
    key = key_of(name)
    folder = fonts_folder() / key
    _make(folder)
    entries = {}
    for style, face in faces.items():
        digest = hashlib.sha256(face.data).hexdigest()
        # The digest in the name: a face that is loaded is never another than it was.
        file = f"{key}-{style}-{digest[:8]}.ttf"
        write_file(folder / file, face.data)
        entries[style] = {"file": file, "sha256": digest}
    document = {"version": _RECORD_VERSION, "name": name, "licence": faces["regular"].licence, "faces": entries}
    write_file(folder / _RECORD, json.dumps(document, ensure_ascii=False, indent=2).encode())
    kept = {entry["file"] for entry in entries.values()}
    for path in folder.glob(f"{key}-*.ttf"):
        if path.name not in kept:
            path.unlink(missing_ok=True)
    return installed(key)


def missing_styles(styles: Iterable[str]) -> list[str]:
    """Those that a family has to have and that are not among `styles`: nothing here makes a face bold."""
    return sorted(set(_REQUIRED) - set(styles))


def is_installed(key: str, faces: Mapping[str, Face]) -> bool:
    """Whether the family that is there has just these faces; one that is damaged has none."""
    try:
        there = {style: digest for style, (_, digest) in installed(key).files.items()}
    except FontError:
        return False
    return there == {style: hashlib.sha256(face.data).hexdigest() for style, face in faces.items()}


def style_key(*, bold: bool, italic: bool) -> str:
    """The name of a style in the record."""
    return _STYLES[bold + 2 * italic]


def _family(document: dict[str, Any], folder: Path) -> InstalledFamily:
    """What a record says. Raises KeyError, TypeError or ValueError where it says it wrongly."""
    if document["version"] != _RECORD_VERSION or key_of(document["name"]) != folder.name:
        raise ValueError(folder)
    files = {}
    for style, entry in document["faces"].items():
        if style not in _STYLES or not _FILE.fullmatch(entry["file"]):
            raise ValueError(style)
        files[style] = (folder / entry["file"], str(entry["sha256"]))
    if not set(_REQUIRED) <= set(files):
        raise ValueError(folder)
    return InstalledFamily(str(document["name"]), str(document["licence"]), files)


def _make(folder: Path) -> None:
    from gireport.errors import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        raise OutputError(Problem("output.unwritable", Place(str(folder)), facts)) from None
