"""The engine and stock Pelican give the same site, file by file, for the same settings, library and templates."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import invented
from dateline.library.manifest import MANIFEST
from tests.property.test_engine import Library
from tests.unit.site.site_library import write

ROOT = Path(__file__).parents[2]


def hard_cases(folder: Path) -> None:
    write(folder / "content")


def with_records(folder: Path) -> None:
    invented.write(folder / "content", 60, "dateline")


def edited(folder: Path) -> None:
    library = Library(folder, random.Random(3))
    for _ in range(12):
        library.edit()


def sample(folder: Path) -> None:
    (folder / "content").symlink_to(ROOT / "content")


def built(folder: Path, settings: str, kind: str) -> dict[str, bytes]:
    """The files of the site in ``folder``, as Pelican writes them with the engine or without it."""
    theme = folder / "theme" if (folder / "theme").is_dir() else ROOT / "theme"
    text = (ROOT / "pelican.conf.py").read_text("utf-8").replace('PELICAN_CLASS = "dateline.Engine"', "")
    text += (
        f"\nPATH = {str(folder / 'content')!r}\nTHEME = {str(theme)!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    )
    config = folder / f"{kind}.conf.py"
    config.write_text(
        f"{text}{settings}\n" + ('PELICAN_CLASS = "dateline.Engine"\n' if kind == "engine" else ""), "utf-8"
    )
    output = folder / kind
    command = [str(Path(sys.executable).with_name("pelican")), "-s", str(config), "-o", str(output)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("library", "settings"),
    [
        (hard_cases, 'SITEURL = "https://archive.example"\nDATELINE = {"language": "ar", "publish": "excerpt"}'),
        (with_records, 'DATELINE = {"page_size": 5, "accent": "#114455", "noindex": True}'),
        (edited, 'DATELINE = {"page_size": 3, "language": "fr", "logo": "logo.svg"}'),
        (sample, ""),
    ],
)
def test_both_builders_give_the_same_files(tmp_path: Path, library: Callable[[Path], None], settings: str) -> None:
    library(tmp_path)
    engine, stock = (built(tmp_path, settings, kind) for kind in ("engine", "stock"))
    assert engine.pop(MANIFEST)  # the engine's alone, by which it knows a site of its own again
    assert sorted(engine) == sorted(stock)
    assert [name for name, data in engine.items() if data != stock[name]] == []
