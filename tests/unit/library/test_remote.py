"""Dumps from an address and the library to an address: the bytes of a local run, and nothing lost on the way."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from dateline import library
from dateline.cli import main
from dateline.library import manifest, remote
from dateline.messages import DatelineError, Report
from tests.library_place import Place, dump_text

fsspec = pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

DUMPS = {
    "2020/a.txt": dump_text("Talks resume in the valley", date="2020-11-01"),
    "2020/a.meta.yaml": "source: The Example Courier\n",
    "b.txt": dump_text("A bridge is opened", date="2020-11-02"),
    "b.txt.meta.yaml": "source: The Example Courier\n",
    "lonely.txt.meta.yaml": "source: Nobody\n",
    ".hidden.txt": "not to be read",
}


@pytest.fixture(params=["memory", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address with dumps, on a file system of each kind."""
    root = f"memory://{uuid.uuid4().hex}" if request.param == "memory" else f"file://{tmp_path}/far"
    for name, text in DUMPS.items():
        put(f"{root}/in/{name}", text)
    return root


def put(address: str, text: str) -> None:
    system, path = fsspec.core.url_to_fs(address)
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.pipe_file(path, text.encode())


def held(address: str) -> dict[str, bytes]:
    """All files at an address."""
    system, root = fsspec.core.url_to_fs(address)
    return {path.removeprefix(root).lstrip("/"): system.cat_file(path) for path in system.find(root)}


def ingested(folder: Path, given: str | Path, scheduler: str = "") -> tuple[dict[str, str], list[str]]:
    place = Place(folder / "content")
    report = Report()
    library.ingest(place.settings, [given], report, scheduler=scheduler)
    return place.digests(), sorted(message.code for message in report.messages)


def test_dumps_from_an_address_give_the_library_that_local_ones_give(address: str, tmp_path: Path) -> None:
    for name, text in DUMPS.items():
        path = tmp_path / "near" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    far = ingested(tmp_path / "one", f"{address}/in")
    assert far == ingested(tmp_path / "two", tmp_path / "near")
    assert sorted(name for name in far[0] if name.startswith("records/"))
    assert not [name for name in far[0] if "hidden" in name]


def test_a_cluster_reads_what_came_from_an_address(address: str, tmp_path: Path) -> None:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        there = ingested(tmp_path / "there", f"{address}/in", cluster.scheduler_address)
    assert there == ingested(tmp_path / "here", f"{address}/in")


def test_a_single_file_and_one_that_is_not_there(address: str, tmp_path: Path) -> None:
    digests, codes = ingested(tmp_path, f"{address}/in/b.txt")
    assert "dumps/b.txt" in digests
    assert "DL008" not in codes
    assert ingested(tmp_path, f"{address}/nowhere")[1].count("DL008") == 1
    assert ingested(tmp_path, "nosuchscheme://x/y")[1].count("DL008") == 1


def test_the_copy_is_the_library_byte_for_byte_and_only_differences_travel(address: str, tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    library.ingest(place.settings, [f"{address}/in"], Report())
    count = remote.send(place.content, f"{address}/out")
    copied = held(f"{address}/out")
    listed = copied.pop(remote.SENT)
    ours = {name: (place.content / name).read_bytes() for name in place.digests() if not name.startswith(".")}
    assert copied == ours
    assert count == len(ours)
    assert manifest.parse(listed.decode(), "sent") == {n: manifest.sha256(data) for n, data in ours.items()}
    assert remote.send(place.content, f"{address}/out") == 0
    (article,) = [name for name in ours if name.endswith("bridge-is-opened.md")]
    (place.content / article).write_bytes(ours[article] + b"\nMore.\n")
    (place.content / "dumps/lonely.txt.meta.yaml").unlink(missing_ok=True)
    assert remote.send(place.content, f"{address}/out") >= 1
    assert held(f"{address}/out")[article].endswith(b"More.\n")


def test_a_copy_that_was_cut_short_is_completed(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path / "content")
    library.ingest(place.settings, [f"{address}/in"], Report())
    real, left = remote._put, 3

    def failing(system: Any, path: str, data: bytes) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            real(system, path, data[: len(data) // 2])  # as a driver leaves it that is killed while it writes
            raise OSError("the line went dead")
        real(system, path, data)

    with monkeypatch.context() as broken:
        broken.setattr(remote, "_put", failing)
        with pytest.raises(DatelineError, match="the line went dead"):
            remote.send(place.content, f"{address}/out")
    assert remote.SENT not in held(f"{address}/out")
    remote.send(place.content, f"{address}/out")
    copied = held(f"{address}/out")
    del copied[remote.SENT]
    assert copied == {n: (place.content / n).read_bytes() for n in place.digests() if not n.startswith(".")}


def test_the_command_takes_addresses(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = tmp_path / "content"
    content.mkdir()
    main(["ingest", f"{address}/in", "--content", str(content), "--to", f"{address}/out"])
    assert "refused" in capsys.readouterr().out
    assert {name for name in held(f"{address}/out") if name.startswith("articles/")}
    assert main(["ingest", "--content", str(content), "--to", "nosuchscheme://x"]) == 1


def test_what_is_an_address() -> None:
    assert remote.is_address("s3://bucket/folder")
    assert remote.is_address("zip::memory://a.zip")
    assert not remote.is_address("C:\\dumps")
    assert not remote.is_address("dumps/a:b.txt")
    assert not remote.is_address("/dumps")
