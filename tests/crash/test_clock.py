"""A clock that is really set back: the program's own lies years before every stamp in the library.

In this process by another ``time``; and, where libfaketime is installed, as processes of their own whose every clock is
ten years behind that of the disk. What something is off with is told (DL441), nothing is lost, and site and bundle are
what they always are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.library import bundle, fixity
from dateline.messages import Report
from dateline.search import signals as search
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import build
from tests import torture
from tests.crash.sites import ROOT, tree
from tests.library_place import Place, dump_text

YEARS = 10
BACK = YEARS * 365 * 86_400  # seconds
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
pytestmark = pytest.mark.usefixtures("one_catalogue")


def fill(folder: Path) -> Place:
    place = Place(folder / "content")
    for n in range(4):
        place.put(f"{n}.txt", dump_text(f"Story {n}"))
    place.ingest()
    return place


def change(place: Place, stamp: float | None = None) -> None:
    """A new dump, one that changed, an edit, a withdrawal, a deletion; with a time of change that is given."""
    changed = [
        place.put("new.txt", dump_text("A new story", date="2019-05-06")),
        place.put("1.txt", dump_text("Story 1", Authors="Ada Example")),
        place.edit("title: Story 2", "title: Story 2, corrected", "articles/2020/story-2.md"),
        place.edit(
            "status: published",
            "status: withdrawn\nwithdrawn: {date: 2021-01-02, reason: Asked.}",
            "articles/2020/story-3.md",
        ),
    ]
    (place.content / "articles/2020/story-0.md").unlink()
    if stamp is not None:
        for path in changed:
            os.utime(path, (stamp, stamp))


def conf(folder: Path) -> Path:
    """The settings of a site with the house's theme."""
    path = folder / "pelican.conf.py"
    path.write_text(
        f"THEME = {str(ROOT / 'theme')!r}\nPLUGINS = ['dateline']\n"
        "JINJA_ENVIRONMENT = {'autoescape': True, 'extensions': ['jinja2.ext.i18n']}\n"
    )
    return path


def publish(place: Place, output: Path) -> Report:
    report = Report()
    search.connect()
    build(config.read(conf(output.parent), place.content, output), report, announce)
    return report


def codes(report: Report) -> set[str]:
    return {message.code for message in report.messages}


def calm(folder: Path) -> tuple[dict[str, str], dict[str, bytes], bytes]:
    """Library, site and bundle as a clock that is right makes them."""
    place = fill(folder)
    change(place)
    place.ingest()
    publish(place, folder / "output")
    bundle.write(place.settings, folder / "output", folder / "a.zip", Report())
    return place.digests(), tree(folder / "output"), (folder / "a.zip").read_bytes()


def test_the_clock_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, site, packed = calm(tmp_path / "calm")
    place = fill(tmp_path / "set back")
    output = tmp_path / "set back" / "output"
    publish(place, output)
    now, now_ns = time.time, time.time_ns
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: now() - BACK)
        patched.setattr(time, "time_ns", lambda: now_ns() - BACK * 1_000_000_000)
        change(place, time.time())
        place.ingest()
        assert "DL441" in place.codes()
        assert "DL441" in codes(publish(place, output))
        assert tree(output) == site
        assert place.digests() == library
        told = Report()
        fixity.verify(place.settings, told, output)
        assert codes(told) == {"DL441"}
        assert told.exit_status == 0
        bundle.write(place.settings, output, tmp_path / "a.zip", Report())
        assert (tmp_path / "a.zip").read_bytes() == packed
        # an edit that keeps the size, within the time that the clock cannot tell
        edited = place.edit("title: A new story", "title: A now story", "articles/2019/a-new-story.md")
        publish(place, output)
        assert b"A now story" in (output / "2019/05/06/a-new-story.html").read_bytes()
        edited.write_bytes(edited.read_bytes().replace(b"A now story", b"A new story"))
        publish(place, output)
        assert tree(output) == site
    # and when the clock is right again
    place.ingest()
    assert (place.summary.new, place.summary.updated) == (0, 0)
    publish(place, output)
    assert tree(output) == site
    torture.count("commands with a clock that was set back by years", 8)


@pytest.mark.parametrize("way", ["-", "+"])
def test_every_clock_of_the_commands(way: str, tmp_path: Path) -> None:
    if not FAKETIME:
        pytest.skip("libfaketime is not installed")
    library, site, packed = calm(tmp_path / "calm")
    place = fill(tmp_path / "set back")
    output = tmp_path / "set back" / "output"
    where = ("-s", str(conf(output.parent)), "-c", str(place.content))
    # the clocks of the process go wrong, the stamps of the disk stay
    wrong = {"LD_PRELOAD": str(FAKETIME[0]), "FAKETIME": f"{way}{YEARS}y", "NO_FAKE_STAT": "1"}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "dateline", *arguments, *where]
        done = subprocess.run(
            command, cwd=tmp_path, env=os.environ | wrong, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    steps: list[Callable[[], str]] = [
        lambda: run("build", "-o", str(output)),
        lambda: run("ingest"),
        lambda: run("build", "-o", str(output)),
        lambda: run("verify", "--site", str(output)),
        lambda: run("bundle", "--site", str(output), "-o", str(tmp_path / "a.zip")),
    ]
    for number, step in enumerate(steps):
        if number == 1:
            change(place)
        said = step()
        assert ("DL441" in said) == (way == "-" and number < 4), (number, said)
    assert place.digests() == library
    assert tree(output) == site
    assert (tmp_path / "a.zip").read_bytes() == packed
    torture.count(f"commands as processes whose clock was {way}{YEARS} years", len(steps))
