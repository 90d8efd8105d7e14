"""The wheel as it is shipped: whole, and at home in any folder without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ("data/green-industry", "data/provinces", "data/words", "fonts", "templates")
# What stands beside bundled files for those who maintain them, and is not shipped.
NOT_SHIPPED = {
    "data/provinces/README.md",
    "data/words/README.md",
    "data/words/places.txt",
    "data/words/domain.txt",
    "data/words/pack.py",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree, built by the build backend itself."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.strip().splitlines()[-1]


def test_the_wheel_holds_every_bundled_file(wheel: Path) -> None:
    expected = {
        str(path.relative_to(ROOT))
        for folder in BUNDLED
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } - NOT_SHIPPED
    assert {"fonts/sarabun/OFL.txt", "templates/annual.md", "data/words/thai.marisa"} < expected
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name.removeprefix("gireport/_assets/") for name in archive.namelist() if "/_assets/" in name}
        assert shipped == expected
        assert "gireport/messages.toml" in archive.namelist()
        assert "gireport/py.typed" in archive.namelist()
        licences = [name for name in archive.namelist() if "/licenses/" in name]
        assert {Path(name).name for name in licences} == {"LICENSE", "NOTICE.md", "OFL.txt"}


def test_the_wheel_makes_the_brief_from_another_folder_offline(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "โฟลเดอร์ อื่น"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    # Whatever tried to reach the network would have to go through a port that nobody listens on.
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    environment["PYTHONPATH"] = str(installed)
    code = "import gireport, gireport.assets; print(gireport.assets.asset('templates'))"
    where = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=elsewhere, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(where.stdout.strip()) == installed / "gireport" / "_assets" / "templates"
    subprocess.run(
        [sys.executable, "-P", "-m", "gireport", "build"],
        cwd=elsewhere,
        env=environment,
        check=True,
        capture_output=True,
    )
    made = elsewhere / "annual-2554-2565.pdf"
    subprocess.run(
        [sys.executable, "-P", "-m", "gireport", "build", "-o", str(tmp_path / "source.pdf")],
        cwd=elsewhere,
        env={**environment, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    assert made.read_bytes() == (tmp_path / "source.pdf").read_bytes()
