"""What content is, whatever its name says: by the bytes with which files of a kind begin."""

from __future__ import annotations

# Formats are called by names that need no translation.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"PAR1", "Parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"%PDF-", "PDF"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
)
_MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF8_MARK = b"\xef\xbb\xbf"
HEAD = 64 * 1024
"""How many bytes of the beginning are looked at."""


def format_of(head: bytes) -> str:
    """The format of content that begins so, such as "ZIP" or "PDF"; "" where it may be text."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            # A workbook with a password is packed like the workbooks of old.
            return "encrypted XLSX" if name == "XLS" and _ENCRYPTED in head else name
    start = head.removeprefix(_UTF8_MARK).lstrip()[:20].lower()
    return next((name for mark, name in _MARKUP if start.startswith(mark)), "")
