"""How people write the level of a certificate: its number, its name in Thai or English, or both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gireport.thai.identity import identity_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gireport.dataset.fields import Wording

_LABEL = re.compile(
    r"(?:(?:gi|green industry)[ -]?)?(?:ระดับ *(?:ที่)?|level|lv\.?|l(?=[0-9]))?[ .:]*(?P<number>[0-9]+)?(?P<name>.*)"
)
_BETWEEN = re.compile(r"[ .:,/()\[\]–—-]+")
_NUMERIC = re.compile(r"[^ก-ฮa-z]*")


class LevelNames:
    """The levels there are, found by what people call them."""

    def __init__(self, names: Mapping[int, Wording]) -> None:
        self._levels = sorted(names)
        self._by_name: dict[str, int] = {}
        for level, name in names.items():
            for thai, english in ((name.th, name.en), (name.en, name.th)):
                self._by_name[_squeezed(thai)] = level
                self._by_name[_squeezed(thai + english)] = level

    @property
    def span(self) -> str:
        """The levels as a message lists them: 1-5, or 1, 3."""
        first, last = self._levels[0], self._levels[-1]
        if self._levels == list(range(first, last + 1)):
            return f"{first}-{last}"
        return ", ".join(map(str, self._levels))

    def find(self, text: str) -> tuple[int | None, str]:
        """The level that `text` names, or None with the code of what is wrong.

        Found are 1, ๑, ระดับ 1, ระดับที่ 1, Level 1, GI Level 1, ความมุ่งมั่นสีเขียว, Green Commitment, 1 (Green
        Commitment): a number and a name must be of one level.
        """
        key = identity_key(text)
        if not key:
            return None, "shape.level-blank"
        match = _LABEL.fullmatch(key)
        name = _squeezed(match["name"]) if match else key
        number = int(match["number"]) if match and match["number"] and len(match["number"]) < 4 else None
        named = self._by_name.get(name)
        if number is None:
            return (named, "") if named else (None, _unknown(key))
        if number not in self._levels or (name and named is None):
            return None, _unknown(key)
        if named not in (None, number):
            return None, "shape.level-disagrees"
        return number, ""


def _unknown(key: str) -> str:
    """The code for a label that is no level: another number, or words."""
    bare = key.removeprefix("ระดับที่").removeprefix("ระดับ").removeprefix("level")
    return "shape.level-range" if _NUMERIC.fullmatch(bare) else "shape.level-unknown"


def _squeezed(text: str) -> str:
    return _BETWEEN.sub("", identity_key(text))
