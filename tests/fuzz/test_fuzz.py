"""The targets on their seeds, on random changes of these, on all that was ever found, and guided by coverage."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import torture
from tests.fuzz import mutate, seeds
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
# Of each run in ``make test``; the others are quick.
CHANGES = {"authorities": 20, "imports": 60, "lines": 40, "sealed_records": 100}
TIMES = 40 if torture.FULL else 1
PIECES = (
    *(b"\0", b"\n", b"\r\n", b"---\n", b": ", b"<", b">", b"]]>", b"&#0;", b"'", b'"', b"\\", b"`", b"|", b"-", b"  "),
    *(b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xcc\x81" * 20, b"\t", b"%", b"=?utf-8?q?"),
    *(b"[" * 50, b"{" * 50, b"<div>" * 50, b"*" * 50, b"2020-13-45", b"1e999", b"NaN"),
)


def changed(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A few random changes, as fuzzers make them."""
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.randrange(1, 40))
        data = chance.choice(
            [
                data[:at] + chance.choice(PIECES) + data[at:],
                data[:at] + data[to:],
                data[:at] + chance.randbytes(to - at) + data[to:],
                data[:to] + data[at:to] * chance.randrange(1, 30) + data[to:],
                data[:at] + other[chance.randrange(len(other) + 1) :],
            ]
        )
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_findings_and_random_changes(name: str) -> None:
    target, known = TARGETS[name], seeds.of(name)
    for data in known:
        target(data)
    chance = random.Random(name)
    number = CHANGES.get(name, 200) * TIMES
    for _ in range(number):
        given = chance.choice(known)
        kept = mutate.change(given, chance) if name == "sealed_records" and chance.random() < 0.75 else None
        data = kept or changed(chance, given, chance.choice(known))
        try:
            target(data)
        except BaseException:
            Path(f"crash-{name}").write_bytes(data)  # (in the folder of work: move it to tests/fuzz/findings)
            raise
    torture.count(f"random inputs for {name}", number)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_guided_by_coverage(name: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: make fuzz installs it where it can be had")
    seconds = int(torture.MINUTES * 60)
    # a shell between: a process inherits the greatest size of the one that it takes the place of, this one's
    command = ["/bin/sh", "-c", '"$@"; exit $?', "sh"]
    command += [sys.executable, "-m", "tests.fuzz.run", name, str(tmp_path / "corpus"), f"-max_total_time={seconds}"]
    options = [f"-artifact_prefix={tmp_path}/", "-timeout=60", "-rss_limit_mb=3000", "-print_final_stats=1"]
    paths = os.pathsep.join([str(ROOT / "plugins"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    kept = [path.name for path in tmp_path.iterdir() if path.is_file()]
    assert done.returncode == 0, f"{kept} in {tmp_path}\n{done.stderr[-4000:]}"
    runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    assert runs, done.stderr[-2000:]
    torture.count(f"inputs for {name}, guided by coverage", int(runs[1]))
