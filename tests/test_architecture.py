"""The rooms of the program: who may import whom, and where each heavy library lives (docs/design.md)."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "gireport"

# In the order in which data flows: a room imports only from itself and from rooms further down.
ROOMS = ("cli", "batch", "verify", "signing", "rendering", "layout", "brief", "dataset", "pdf", "text", "thai")
ROOTS = ("errors", "messages", "settings", "files", "apart", "assets", "records", "remote")
OUTSIDE = ("__init__.py", "__main__.py")  # the public names, and what `python -m` runs

HEAVY = {
    "aiohttp": "remote",
    "babel": "thai",
    "click": "cli",
    "cryptography": "signing",
    "distributed": "batch",
    "fontTools": "text",
    "fsspec": "remote",
    "jinja2": "brief",
    "markdown_it": "brief",
    "pandas": "dataset",
    "pebble": "batch",
    "pikepdf": "pdf",
    "pyarrow": "dataset",
    "pyhanko": "signing",
    "pypdfium2": "verify",
    "reportlab.pdfgen": "pdf",
    "sqlalchemy": "dataset",
    "uharfbuzz": "text",
}
LONGEST = 400  # lines of a module

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: str) -> str:
    """The room of a dotted name such as `gireport.brief.compose`."""
    return module.split(".")[1]


def rank(room: str) -> int:
    """How far down a room is; the roots are all at the bottom, beside each other."""
    return len(ROOMS) if room in ROOTS else ROOMS.index(room)


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            assert node.module
            for alias in node.names:
                # `from gireport import messages` imports a module, `from gireport import __version__` a name.
                inner = f"{node.module}.{alias.name}"
                is_module = (PACKAGE.parent / Path(*inner.split("."))).with_suffix(".py").is_file()
                yield inner if is_module or not inner.startswith("gireport.") else node.module, node.lineno


def within(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


def test_every_module_is_seen_and_has_a_room() -> None:
    assert len(MODULES) > 50
    assert PACKAGE / "brief" / "compose.py" in MODULES
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES if path.name not in OUTSIDE}
    assert found <= {*ROOMS, *ROOTS}
    # The list is not of rooms that were never built.
    assert found >= {"cli", "rendering", "layout", "brief", "dataset", "pdf", "text", "thai", "errors", "messages"}
    for path in MODULES:
        assert path.parent == PACKAGE or (path.parent / "__init__.py").is_file(), f"{path} is in no package"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_lead_downwards(path: Path) -> None:
    own = dotted(path)
    if path.parent == PACKAGE and path.name in OUTSIDE:
        return
    for name, line in imports(path):
        if not within(name, "gireport"):
            continue
        if name == "gireport":
            names = {
                alias.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom) and node.lineno == line
                for alias in node.names
            }
            assert names <= {"__version__", *ROOTS}, f"{path}:{line} imports {names} by way of the whole package"
            continue
        theirs = room_of(name)
        allowed = theirs == room_of(own) or rank(theirs) > rank(room_of(own)) or {theirs, room_of(own)} <= {*ROOTS}
        assert allowed, f"{path}:{line}: {room_of(own)} imports {name}, which is above it"


def test_walk_sees_imports_in_functions_and_for_types_only() -> None:
    seen = {name for name, _ in imports(PACKAGE / "cli" / "build.py")}
    assert "gireport.brief.compose" in seen  # inside a function
    assert "gireport.dataset.select" in seen  # under TYPE_CHECKING
    crossings = {
        (room_of(dotted(path)), room_of(name))
        for path in MODULES
        if path.name not in OUTSIDE
        for name, _ in imports(path)
        if name.startswith("gireport.") and path.parent != PACKAGE
    }
    assert {("cli", "brief"), ("layout", "pdf"), ("brief", "dataset"), ("text", "thai")} <= crossings


@pytest.mark.parametrize(("library", "home"), HEAVY.items())
def test_a_heavy_library_lives_in_one_room(library: str, home: str) -> None:
    users = {dotted(path) for path in MODULES for name, _ in imports(path) if within(name, library)}
    assert users, f"nobody uses {library}"
    assert {room_of(user) for user in users} == {home}


def test_what_costs_more_than_it_gives_is_not_imported() -> None:
    import subprocess
    import sys

    code = "import sys, gireport.rendering; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    assert "gireport.layout.story" in modules
    assert not {"reportlab.platypus", "reportlab.graphics", "pandas", "babel"} & {*modules}


def test_roots_need_nothing_but_the_standard_library() -> None:
    import sys

    seen = 0
    for root in ROOTS:
        path = PACKAGE / f"{root}.py"
        if path.is_file():
            seen += 1
            foreign = {name for name, _ in imports(path) if name.split(".")[0] not in sys.stdlib_module_names}
            own = {"gireport", *(library for library, home in HEAVY.items() if home == root)}
            assert {name for name in foreign if not any(within(name, library) for library in own)} == set()
    assert seen >= 4


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_module_grows_beyond_what_one_reads(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
