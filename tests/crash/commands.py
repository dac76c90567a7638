"""The commands of the program, run as processes on copies of one library that has something to do for each of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.crash.sites import ROOT, tree
from tests.library_place import Place, dump_text


def command(folder: Path, name: str) -> list[str]:
    content, site = str(folder / "content"), str(folder / "site")
    settings = ["-s", str(ROOT / "pelican.conf.py")]
    more = {
        "ingest": ["--workers", "2"],
        "build": [*settings, "-o", site],
        "serve": [*settings, "-o", site, "--port", "0"],
        "bundle": ["--site", site, "-o", str(folder / "archive.zip")],
        "check": [],
        "verify": ["--site", site],
        "export": [str(folder / "library.jsonl")],
    }
    return [sys.executable, "-m", "dateline", name, "-c", content, *more[name]]


def run(folder: Path, name: str) -> None:
    subprocess.run(command(folder, name), check=True, capture_output=True)


def publish(folder: Path) -> Path:
    """A library of some dumps with its site, and as many dumps again that nobody has taken in."""
    place = Place(folder / "content")
    for number in range(30):
        place.put(f"{number}.txt", dump_text(f"Story {number}", date=f"2020-11-{number % 28 + 1:02}"))
    run(folder, "ingest")
    run(folder, "build")
    for number in range(30, 60):
        place.put(f"{number}.txt", dump_text(f"Story {number}", date=f"2020-11-{number % 28 + 1:02}"))
    for path in sorted((place.content / "articles").rglob("*.md"))[:20]:
        path.write_text(path.read_text("utf-8") + "\nOfficials said more on Monday.\n", "utf-8")
    return folder


@dataclass(frozen=True)
class Calm:
    """What undisturbed runs make of it, and how many seconds each command takes."""

    old: dict[str, bytes]
    new: dict[str, bytes]
    usual: dict[str, float]


def run_calmly(folder: Path) -> Calm:
    """Run every command on a copy of that library."""
    old = tree(folder / "site")
    usual = {"serve": 4.0}  # it takes in, builds, and waits
    for name in ("check", "verify", "export", "bundle", "ingest", "build"):
        started = time.monotonic()
        run(folder, name)
        usual[name] = time.monotonic() - started
    return Calm(old, tree(folder / "site"), usual)


def copied(published: Path, to: Path) -> Path:
    # (with its times: they are what tells a build that nothing changed)
    return Path(shutil.copytree(published, to, symlinks=True))
