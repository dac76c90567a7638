"""Ingest on a cluster: the same library byte for byte, also when a worker dies in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from dateline import library
from dateline.library import cluster
from dateline.messages import DatelineError, Message, Report
from dateline.settings import Settings
from tests.library_place import Place, dump_text

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")


@pytest.fixture(scope="module")
def local() -> Any:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found


def filled(folder: Path) -> Place:
    place = Place(folder / "content")
    for number in range(12):
        place.put(f"{number:02}.txt", dump_text(f"Talks resume in town {number}", date=f"2020-11-{number + 1:02}"))
    bare = dump_text("A bridge is opened", Source="", Date="")
    place.put("hinted.txt", bare)
    place.put("hinted.txt.meta.yaml", "source: The Example Courier\ndate: 2020-12-24\n")
    place.put("empty.txt", "")
    (place.content / "authority").mkdir()
    (place.content / "authority" / "sources.yaml").write_text(
        "example-courier:\n  name: The Example Courier of the Valley\n  aliases: [The Example Courier]\n", "utf-8"
    )
    return place


def ingested(place: Place, scheduler: str = "") -> tuple[dict[str, str], list[str]]:
    report = Report()
    library.ingest(place.settings, [], report, scheduler=scheduler)
    return place.digests(), [str(message) for message in report.messages]


def test_a_cluster_gives_the_bytes_of_one_machine(local: Any, tmp_path: Path) -> None:
    here = ingested(filled(tmp_path / "here"))
    there = ingested(filled(tmp_path / "there"), local.scheduler_address)
    assert here == there
    assert len([name for name in here[0] if name.startswith("records/")]) == 13


def slow(settings: Settings) -> Any:
    def stage(task: tuple[str, str]) -> tuple[str, int]:
        number, mark = task
        (Path(mark) / f"{number}-{os.getpid()}").touch()
        time.sleep(0.3)
        return number, int((settings.content / f"dumps/{number}").read_text("utf-8"))

    return stage


def test_a_killed_worker_loses_nothing(local: Any, tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    tasks = []
    for number in range(16):
        place.put(f"{number:02}", str(number))
        tasks.append(((f"{number:02}", str(tmp_path)), (f"dumps/{number:02}",)))

    def kill() -> None:
        while not (begun := list(tmp_path.glob("03-*"))):
            time.sleep(0.02)
        os.kill(int(begun[0].name.split("-")[1]), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    found = list(cluster.run(slow, place.settings, tasks, local.scheduler_address, lambda task: ("lost", -1)))
    killer.join()
    assert found == [(f"{number:02}", number) for number in range(16)]


def test_where_no_scheduler_is_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    place = filled(tmp_path)
    before = place.digests()
    with pytest.raises(DatelineError, match="No scheduler answers") as caught:
        ingested(place, "tcp://127.0.0.1:9")
    assert caught.value.messages[0].code == "DL004"
    assert before.items() <= place.digests().items()
    assert not list((place.content / "articles").rglob("*.md"))


def test_another_program_on_a_worker_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    order = cluster.Order(Settings(content=tmp_path), slow, (), "another")
    with pytest.raises(DatelineError, match="another version"):
        cluster._work(order, cluster.Parcel(("x", ""), ()))


def test_no_file_is_laid_outside(tmp_path: Path) -> None:
    with pytest.raises(DatelineError) as caught:
        cluster._lay(tmp_path / "in", "../out", b"x")
    assert isinstance(caught.value.messages[0], Message)
    assert not (tmp_path / "out").exists()
