"""How far apart two spellings are, as somebody who types Thai errs: by sound and by marks first."""

from __future__ import annotations

SLIP, _HALF = 2, 1  # what a slip of the keyboard costs, and half of one
# Left out, added or mistaken for each other more easily than a letter.
_LIGHT = frozenset("็่้๊๋์\u0e4d")
# Letters of one sound, and vowels of one quality.
_ALIKE = ("ขคฆ", "ชฌฉ", "ญย", "ฎด", "ฏต", "ฐถ", "ฑฒทธ", "ณน", "ผพภ", "ฝฟ", "ศษสซ", "ลฬ", "ใไ", "ิี", "ึื", "ุู", "รฤ")
_SOUND = {letter: group for group in _ALIKE for letter in group}


def spelling_distance(one: str, other: str) -> int:
    """The cost of typing `one` where `other` was meant, in half slips.

    A slip is a character left out, added or mistaken for another, or two neighbours exchanged (the optimal string
    alignment distance); it counts half where it is a tone mark, ์ ็, or a letter of the same sound.
    """
    before: list[int] = []
    row = [0]
    for character in other:
        row.append(row[-1] + _weight(character))
    for i, character in enumerate(one, start=1):
        before, last, row = row, before, [row[0] + _weight(character)]
        for j, meant in enumerate(other, start=1):
            cost = min(
                before[j] + _weight(character),
                row[j - 1] + _weight(meant),
                before[j - 1] + _mistaken(character, meant),
            )
            if i > 1 and j > 1 and character == other[j - 2] and one[i - 2] == meant:
                cost = min(cost, last[j - 2] + SLIP)
            row.append(cost)
    return row[-1]


def _weight(character: str) -> int:
    return _HALF if character in _LIGHT else SLIP


def _mistaken(character: str, meant: str) -> int:
    if character == meant:
        return 0
    light = character in _LIGHT and meant in _LIGHT
    return _HALF if light or meant in _SOUND.get(character, "") else SLIP
