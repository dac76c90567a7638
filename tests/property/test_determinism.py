"""The same input gives the same bytes: library and site, whatever surrounds the program that makes them."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import torture
from tests.hostile.library import ROOT, STOCK, write
from tests.hostile.strings import sample
from tests.library_place import dump_text

# Found by the interpreter at its start: folders are listed backwards.
BACKWARDS = """
import json
import os

listdir, scandir = os.listdir, os.scandir


class Backwards(list):
    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)

    def __iter__(self):
        return iter(self[:])

    def close(self):
        pass


def names(*given):
    return sorted(listdir(*given), reverse=True)


def entries(*given):
    with scandir(*given) as found:
        return Backwards(sorted(found, key=lambda entry: entry.name, reverse=True))


os.listdir, os.scandir = names, entries
"""


@dataclass(frozen=True)
class Surroundings:
    """What may differ between two machines that do the same."""

    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    workers: int = 1
    depth: int = 1  # how far down the library lies
    backwards: bool = False
    seed: int = 0  # of the order in which files are made, and of their times
    cores: int = 0  # that the commands may use, 0: all there are


ONE = Surroundings({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})
OTHER = Surroundings(
    # The locale of servers and cron jobs, and a zone where tomorrow has begun
    {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONCOERCECLOCALE": "0",
    },
    umask=0o077,
    workers=3,
    depth=4,
    backwards=True,
    seed=1,
    cores=1,
)


def library(folder: Path, surroundings: Surroundings) -> Path:
    """The same library each time, its files made in another order and at other times."""
    content = write(folder, sample()[::9])
    for number in range(6):
        text = dump_text(f"Truce talks, part {number} of six", date=f"2020-11-0{number + 1}")
        (content / "dumps" / f"{number}.txt").write_text(text, "utf-8")
    files = [(path, path.read_bytes()) for path in sorted(content.rglob("*")) if path.is_file()]
    chance = random.Random(surroundings.seed)
    chance.shuffle(files)
    for path, _ in files:
        path.unlink()
    for path, data in files:
        path.write_bytes(data)
        os.utime(path, (chance.randrange(10**9), chance.randrange(10**9)))
    return content


def make(folder: Path, surroundings: Surroundings) -> dict[str, bytes]:
    """All files that ingest and both builders make in these surroundings."""
    place = folder.joinpath(*["deeper"] * surroundings.depth)
    place.mkdir(parents=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON", "LANG", "TZ"))}
    paths = [str(ROOT / "plugins")]
    if surroundings.backwards:
        (folder / "start").mkdir()
        (folder / "start" / "sitecustomize.py").write_text(BACKWARDS, "utf-8")
        paths.insert(0, str(folder / "start"))
    environment |= surroundings.environment | {"PYTHONPATH": os.pathsep.join(paths)}
    content = library(place, surroundings)
    conf, stock = str(ROOT / "pelican.conf.py"), folder / "stock.conf.py"
    stock.write_text(STOCK.format(conf=conf, theme=str(ROOT / "theme"), plugins=str(ROOT / "plugins")), "utf-8")
    program = [sys.executable, "-m", "dateline"]
    pelican = str(Path(sys.executable).with_name("pelican"))
    for command in (
        [*program, "ingest", "-s", conf, "-c", str(content), "--workers", str(surroundings.workers)],
        [*program, "build", "-s", conf, "-c", str(content), "-o", str(place / "site")],
        [pelican, str(content), "-s", str(stock), "-o", str(place / "stock")],
    ):
        if surroundings.cores and (taskset := shutil.which("taskset")):
            command = [taskset, "--cpu-list", f"0-{surroundings.cores - 1}", *command]
        done = subprocess.run(
            command, cwd=place, env=environment, umask=surroundings.umask, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    found: dict[str, bytes] = {}
    for root in (content, place / "site", place / "stock"):
        found |= {p.relative_to(place).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    # (caches hold the times of files, and whose lock it was)
    return {name: data for name, data in found.items() if not name.startswith("content/.dateline/")}


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one", ONE), make(tmp_path / "other", OTHER)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert sum(name.startswith("content/records/") for name in one) > 20
    assert "site/search.html" in one
    assert "stock/search.html" in one
    torture.count("files that other surroundings left the same, byte for byte", len(one))
    named = [name for name, data in one.items() if str(tmp_path).encode() in data]
    assert named == [], "the place of the library on this machine is told"


@pytest.mark.parametrize("name", ["listdir", "scandir"])
def test_the_order_of_folders_is_really_another(tmp_path: Path, name: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS, "utf-8")
    for letter in "abc":
        (tmp_path / f"{letter}.txt").touch()
    program = f"import os; print([getattr(e, 'name', e) for e in os.{name}({str(tmp_path)!r})])"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    names = [n for n in json.loads(done.stdout.replace("'", '"')) if n.endswith(".txt")]
    assert names == ["c.txt", "b.txt", "a.txt"]
