"""JPEG files as segments (ITU-T T.81, annex B): what of one goes into a brief as it is."""

from __future__ import annotations

import struct

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_BASELINE = 0xC0
_OTHER_FRAMES = frozenset(range(0xC1, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APPLICATION = range(0xE0, 0xF0)
_COMMENT = 0xFE
_JFIF, _ADOBE = 0xE0, 0xEE  # which say how colours are stored


def without_metadata(content: bytes) -> bytes | None:
    """The file without comments, cameras, places and thumbnails; None where it is not a baseline one of one or three
    components of eight bits that ends where it says.
    """
    kept = [content[:2]]
    at, is_baseline = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if length < 2 or len(segment) < 2 + length or marker in _OTHER_FRAMES:
            return None
        if marker == _BASELINE:
            is_baseline = length >= 8 and segment[4] == 8 and segment[9] in (1, 3)
        if marker == _SCAN:
            end = content.rfind(bytes((0xFF, _END)))
            return b"".join([*kept, content[at : end + 2]]) if is_baseline and end > at else None
        if marker in (_JFIF, _ADOBE) or not (marker in _APPLICATION or marker == _COMMENT):
            kept.append(segment)
        at += 2 + length
    return None
