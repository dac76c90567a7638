"""Two commands at one time on one library and one site: each does its work or says that another is at it."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
import zipfile
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from dateline.library import bundle, manifest
from dateline.messages import DatelineError, Report
from dateline.settings import Settings
from tests import torture
from tests.crash.commands import Calm, command, copied, run
from tests.crash.sites import publish, tree, write

TIMES = 4 if torture.FULL else 1
PAIRS = list(combinations_with_replacement(("ingest", "build", "bundle", "check"), 2))
FEW = [("ingest", "build"), ("build", "build"), ("build", "bundle")]
# Another run holds the library or the site; the site was exchanged while it was read; a file went while it was read.
TOLD = ("DL418", "DL435", "DL419")


@pytest.mark.parametrize("pair", PAIRS if torture.FULL else FEW, ids="+".join)
def test_two_commands_at_once(published: Path, calm: Calm, tmp_path: Path, pair: tuple[str, str]) -> None:
    chance = random.Random("+".join(pair))
    for number in range(TIMES):
        folder = copied(published, tmp_path / str(number))
        running = []
        for name in pair:
            running.append(
                subprocess.Popen(command(folder, name), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            )
            time.sleep(chance.random())
        for process in running:
            said, _ = process.communicate(timeout=300)
            assert "Traceback" not in said, said
            codes = {code for code in TOLD if f" {code}: " in said}
            assert process.returncode == 0 or (process.returncode == 1 and codes), said
        if (folder / "archive.zip").exists():
            sound(folder / "archive.zip")
        run(folder, "ingest")
        run(folder, "build")
        assert tree(folder / "site") == calm.new
        shutil.rmtree(folder)
    torture.count("pairs of commands at once", TIMES)


def sound(path: Path) -> None:
    """Whatever else happened: a bundle that was written is one site, whole."""
    with zipfile.ZipFile(path) as archive:
        known = manifest.parse(archive.read(manifest.MANIFEST).decode(), "")
        assert {name: manifest.sha256(archive.read(name)) for name in known} == known


@pytest.mark.parametrize("bag", [False, True], ids=["plain", "bag"])
def test_a_site_that_is_exchanged_while_it_is_bundled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bag: bool
) -> None:
    """Between the look at its files and the reading of them: no bundle says that it holds what it does not."""
    write(tmp_path, 0)
    publish(tmp_path)
    checked = bundle.checked

    def late(site: Path) -> dict[str, str]:
        found = checked(site)
        write(tmp_path, 1)
        publish(tmp_path)
        return found

    monkeypatch.setattr(bundle, "checked", late)
    with pytest.raises(DatelineError) as caught:
        bundle.write(Settings(content=tmp_path / "content"), tmp_path / "site", tmp_path / "a.zip", Report(), bag=bag)
    assert [message.code for message in caught.value.messages] == ["DL435"]
    assert not (tmp_path / "a.zip").exists()
    assert not list(tmp_path.glob(".a.zip*"))
