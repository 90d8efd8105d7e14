"""Where the bundled files are: inside an installed wheel, else in the source tree."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def asset(*parts: str) -> Path:
    """The path of a bundled file or folder, such as `asset("fonts", "sarabun")`."""
    installed = _PACKAGE / "_assets"
    return (installed if installed.is_dir() else _PACKAGE.parent).joinpath(*parts)
