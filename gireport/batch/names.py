"""How the files of a batch are called: a pattern with keys, whose values can lead nowhere and offend no file system."""

from __future__ import annotations

import hashlib
import os
import re
import string
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from gireport.errors import Problem, UsageError
from gireport.records import dataclass
from gireport.remote import is_url, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 180  # bytes of a name; file systems take 255, and parts and copies of a file need some of them
# Of all systems, since a folder of briefs is copied from one to another.
_UNSAFE = re.compile(r'[\s/\\:*?"<>|\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_SUFFIX = ".pdf"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with `{key}` in it, and nothing else of Python's format language. Raises UsageError of any other."""

    text: str

    def __post_init__(self) -> None:
        try:
            pieces = list(string.Formatter().parse(self.text))
        except ValueError:
            raise self._malformed() from None
        if is_url(self.text) and self.base.endswith("://"):  # which bucket it is has to be known
            raise self._malformed()
        if any(key == "" or form or conversion for _, key, form, conversion in pieces):
            raise self._malformed()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it fills in."""
        return tuple(dict.fromkeys(key for _, key, _, _ in string.Formatter().parse(self.text) if key is not None))

    @property
    def base(self) -> str:
        """The folder that all its files are in, so far as the pattern says it, as it is written there."""
        head = self.text.partition("{")[0]
        return head[: max(map(head.rfind, "/" if is_url(self.text) else _separators())) + 1]

    @property
    def root(self) -> Path:
        """The folder of this machine for what is to be known of the files: their own, or, where they go to addresses,
        one of the working folder that is called after theirs.
        """
        if not is_url(self.text):
            return Path(self.base)
        digest = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:8]
        return Path(f"gireport-batch-{safe_value(name_of(self.base))}-{digest}")

    def fill(self, values: Mapping[str, str]) -> str:
        """The path. Raises UsageError for a key without a value."""
        if not set(self.keys) <= set(values):
            raise UsageError(Problem("usage.pattern", facts={"value": self.text, "keys": ", ".join(values)}))
        parts = re.split(f"[{re.escape(_separators())}]", self.text)
        safe = {key: safe_value(value) for key, value in values.items()}
        return "/".join(_safe_name(part.format_map(safe)) if {"{", "}"} & {*part} else part for part in parts)

    def _malformed(self) -> UsageError:
        return UsageError(Problem("usage.pattern-syntax", facts={"value": self.text}))


def safe_value(value: str) -> str:
    """A value as it may be part of a file's name: no separator, control, space or sign that some system refuses, and
    neither a dot nor a hyphen first. `-` stands for what was taken out.
    """
    shown = "".join("-" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} else char for char in value)
    return _UNSAFE.sub("-", unicodedata.normalize("NFC", shown)).strip("-. ") or "_"


def same_name(path: str) -> str:
    """A key that two paths share where some file system would take them for one file."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
    return "/".join(part for part in folded.split("/") if part not in {"", "."})


def _separators() -> str:
    """What parts the folders of a path on this system."""
    return f"{os.sep}{os.altsep or ''}"


def _safe_name(name: str) -> str:
    """A filled-in part of a path, short enough, and no device of any system."""
    stem, suffix = (name[: -len(_SUFFIX)], _SUFFIX) if name.lower().endswith(_SUFFIX) else (name, "")
    stem = stem.rstrip(". ") or "_"
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    if len(os.fsencode(stem + suffix)) <= _LONGEST:
        return stem + suffix
    # What is cut off is told apart by its digest; nothing is cut between a letter and its marks.
    digest = "-" + hashlib.sha256(os.fsencode(stem)).hexdigest()[:12]
    room = _LONGEST - len(digest) - len(suffix)
    kept = stem[:room]
    while len(os.fsencode(kept)) > room or (kept and unicodedata.category(stem[len(kept)]).startswith("M")):
        kept = kept[:-1]
    return kept + digest + suffix
