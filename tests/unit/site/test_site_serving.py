"""The preview: pages with the tag that has them load themselves again, and nothing for anybody else."""

from __future__ import annotations

import http.client
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.site.engine import serving
from dateline.site.engine.serving import Preview

PAGE = b"<!doctype html><title>x</title><body><p>x</p></body></html>"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    (tmp_path / "2020").mkdir()
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "2020" / "index.html").write_bytes(PAGE)
    (tmp_path / "a.css").write_text("a{}", "utf-8")
    server = Preview(tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def get(preview: Preview, path: str, host: str = "localhost") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", preview.server_address[1], timeout=10)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.mark.parametrize("path", ["/", "/index.html", "/2020/", "/2020/index.html", "/?q=x"])
def test_a_page_gets_the_tag_and_its_file_does_not(preview: Preview, path: str, tmp_path: Path) -> None:
    status, page = get(preview, path)
    assert status == 200
    assert page.count(b'<script src="/.dateline/reload.js" data-build="1"></script></body>') == 1
    assert (tmp_path / "index.html").read_bytes() == PAGE


def test_other_files_come_as_they_are(preview: Preview) -> None:
    assert get(preview, "/a.css") == (200, b"a{}")
    assert get(preview, "/2020")[0] == 301
    assert get(preview, "/absent")[0] == 404
    assert get(preview, "/../a")[0] == 404
    assert get(preview, "/.dateline/memory")[0] == 404
    assert get(preview, "/.dateline/reload.js")[0] == 200


def test_nobody_reads_it_under_a_name_of_their_own(preview: Preview) -> None:
    assert get(preview, "/", "evil.example")[0] == 403
    assert get(preview, "/", "127.0.0.1:8000")[0] == 200


def test_an_open_page_learns_of_the_next_build(preview: Preview) -> None:
    answers: list[bytes] = []
    asking = threading.Thread(target=lambda: answers.append(get(preview, "/.dateline/news?since=1")[1]))
    asking.start()
    asking.join(0.3)
    assert not answers
    preview.announce()
    asking.join(10)
    assert answers == [b"datelineNews(1, 2);"]
    assert get(preview, "/.dateline/news?since=<x>")[1] == b"datelineNews(0, 2);"
    assert b'data-build="2"' in get(preview, "/")[1]


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_updates_and_announces(tmp_path: Path, *, poll: bool) -> None:
    site, content = tmp_path / "output", tmp_path / "content"
    site.mkdir()
    content.mkdir()
    (site / "index.html").write_bytes(PAGE)
    stop, ready, seen = threading.Event(), threading.Event(), threading.Event()
    saved: list[set[Path]] = []

    def update(files: set[Path]) -> bool:
        saved.append(files)
        seen.set()
        return True

    runs = threading.Thread(
        target=serving.serve,
        args=(Preview(site, 0), (content, tmp_path / "absent"), update, lambda _: ready.set(), stop),
        kwargs={"poll": poll},
    )
    runs.start()
    try:
        assert ready.wait(10)
        for _ in range(50):  # the watch begins a little after the server does
            (content / "a.md").write_text("x", "utf-8")
            (site / "page.html").write_text("x", "utf-8")
            if seen.wait(0.2):
                break
    finally:
        stop.set()
        runs.join(10)
    assert saved[0] == {content / "a.md"}


@pytest.mark.parametrize("path", ["/absent.html", "/2021/index.html"])
def test_a_page_that_is_not_there_comes_as_soon_as_it_is(preview: Preview, path: str, tmp_path: Path) -> None:
    status, page = get(preview, path)
    assert status == 404
    assert b'<script src="/.dateline/reload.js" data-build="1"></script></body>' in page
    (tmp_path / "2021").mkdir()
    (tmp_path / path[1:]).write_bytes(PAGE)
    assert get(preview, path)[0] == 200


def test_settings_that_an_editor_puts_in_place_of_the_old_are_seen_every_time(tmp_path: Path) -> None:
    settings, folder, stop = tmp_path / "pelican.conf.py", tmp_path / "content", threading.Event()
    folder.mkdir()
    settings.write_text("0", "utf-8")
    seen: queue.SimpleQueue[set[Path]] = queue.SimpleQueue()

    def watch() -> None:
        for saved in serving.changes((folder, settings), stop, lambda _: False):
            seen.put(saved)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        time.sleep(0.5)  # (what is there when the watch begins is no save)
        for text in ("one", "two", "three"):
            (tmp_path / "beside").write_text(text, "utf-8")
            (tmp_path / "beside").replace(settings)
            assert seen.get(timeout=10) == {settings}
    finally:
        stop.set()
        watching.join(10)
