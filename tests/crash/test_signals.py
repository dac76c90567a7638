"""SIGINT and SIGTERM at any moment of any command: it says that it was stopped, and nothing is half done."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

import dateline
from tests import torture
from tests.crash.commands import Calm, command, copied, run
from tests.crash.sites import tree
from tests.library_place import Place

MOMENTS = 12 if torture.FULL else 1
LOADED = 0.15  # seconds: before, the interpreter itself is starting, and says what it thinks of a signal
OURS = str(Path(dateline.__file__).parent)
# Done before; told; told, and Python ends by the signal; before the program listened.
STOPPED = {0, 130, -signal.SIGINT, -signal.SIGTERM}
COMMANDS = ("ingest", "build", "serve", "bundle", "check", *(("verify", "export") if torture.FULL else ()))
WRITES = ("ingest", "build", "serve")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_stopped_at_any_moment(
    published: Path, calm: Calm, tmp_path: Path, name: str, stop: signal.Signals
) -> None:
    chance = random.Random(f"{name} {stop}")
    for moment in range(MOMENTS):
        folder = copied(published, tmp_path / str(moment))
        process = subprocess.Popen(
            command(folder, name), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=listen
        )
        time.sleep(LOADED + chance.random() * max(0.1, calm.usual[name] - LOADED))
        process.send_signal(stop)
        said, _ = process.communicate(timeout=120)
        if "Traceback" in said and OURS not in said:
            shutil.rmtree(folder)
            continue  # on a slow machine the interpreter was starting still: none of our code had begun
        assert "Traceback" not in said, said
        assert process.returncode in STOPPED, said
        if process.returncode == 130:
            assert "Stopped." in said
            torture.count(f"commands stopped by {stop.name}")
        assert not (name == "serve" and process.returncode == 0), "who serves ends when told to, and says so"
        whole(folder, name, calm.old)
        if name in WRITES:
            run(folder, "ingest")
            run(folder, "build")
            assert tree(folder / "site") == calm.new
        shutil.rmtree(folder)


def listen() -> None:
    """Have a command hear of SIGINT also where the tests run in the background, where a shell has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def whole(folder: Path, name: str, old: dict[str, bytes]) -> None:
    """What a stopped command leaves: everything that has its name can be read to its end."""
    Place(folder / "content").demand_whole()
    if name not in ("build", "serve"):
        assert tree(folder / "site") == old
    assert (folder / "site" / "index.html").is_file()
    if (folder / "archive.zip").exists():
        with zipfile.ZipFile(folder / "archive.zip") as archive:
            assert archive.testzip() is None
    left = {path.name for path in folder.iterdir()}
    assert left <= {"content", "site", ".site.dateline", "archive.zip", "archive.zip.sha256", "library.jsonl"} | {
        "library.jsonl.files", ".dateline"
    }  # fmt: skip
