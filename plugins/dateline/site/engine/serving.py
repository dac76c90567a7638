"""A preview of the site on this machine: a web server that has every open page load itself again after a build.

A page asks by a script tag whether something is new, and the answer waits until it is: so the pages' strict content
security policy stays as published. Only the pages that are served get the tag, never the files of the site.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
NAMES = ("localhost", HOST)  # under any other name a page of somebody else could read the preview
OWN = "/.dateline/"
WAIT = 25.0  # seconds that a question waits for its answer
QUIET = 0.1  # seconds without a further save after which a build begins
AGAIN = 1.0  # seconds between two looks at a file of which the system may not tell
ABSENT = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not there</title></head>
<body><p>There is no such page now. As soon as a build makes it, it shows here.</p></body></html>
"""
SCRIPT = b"""(function () {
  function ask(build) {
    var tag = document.createElement("script");
    tag.src = "/.dateline/news?since=" + build;
    tag.onerror = function () { setTimeout(function () { location.reload(); }, 1000); };
    document.head.appendChild(tag);
  }
  window.datelineNews = function (before, now) {
    if (before === now) { ask(now); } else { location.reload(); }
  };
  var shown = document.currentScript.dataset.build;
  // an unanswered script would keep the page from ever having loaded
  window.addEventListener("load", function () { setTimeout(ask, 0, shown); });
}());
"""


class Preview(ThreadingHTTPServer):
    """The server. ``announce`` has all open pages load themselves again."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        """Port 0 is any that is free. Raises OSError where the port is taken."""
        self.folder = folder
        super().__init__((HOST, port), partial(_Handler, directory=str(folder)))
        self.build = 1
        self.news = threading.Condition()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away while it is answered is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def announce(self) -> None:
        """Something new is there."""
        with self.news:
            self.build += 1
            self.news.notify_all()

    def wait(self, since: int) -> int:
        """The number of the build, as soon as it is not ``since``, or after WAIT seconds."""
        with self.news:
            self.news.wait_for(lambda: self.build != since, WAIT)
            return self.build


class _Handler(SimpleHTTPRequestHandler):
    server: Preview

    def do_GET(self) -> None:
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if name not in NAMES:
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path.startswith(OWN):
            self._own(urlsplit(self.path))
        else:
            super().do_GET()

    def send_head(self) -> BinaryIO | BytesIO | None:
        """As the class above does it; a page gets the tag and is never kept by the browser."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if path.suffix != ".html" or (path.is_file() and path.name == "index.html" and not self._slash()):
            return super().send_head()
        tag = f'<script src="{OWN}reload.js" data-build="{self.server.build}"></script>'.encode()
        try:
            page, status = path.read_bytes(), HTTPStatus.OK
        except OSError:
            page, status = ABSENT, HTTPStatus.NOT_FOUND
        at = page.rfind(b"</body>")
        data = page[:at] + tag + page[at:] if at >= 0 else page + tag
        return self._answer(data, "text/html; charset=utf-8", status)

    def _slash(self) -> bool:
        """Whether the address of a folder ends as relative links in its page need it."""
        path = urlsplit(self.path).path
        return path.endswith(("/", ".html"))

    def _own(self, address: object) -> None:
        path, query = getattr(address, "path", ""), getattr(address, "query", "")
        if path == f"{OWN}reload.js":
            data = SCRIPT
        elif path == f"{OWN}news":
            since = parse_qs(query).get("since", [""])[0]
            before = int(since) if since.isascii() and since.isdigit() and len(since) < 9 else 0
            data = f"datelineNews({before}, {self.server.wait(before)});".encode()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = self._answer(data, "text/javascript; charset=utf-8")
        self.wfile.write(body.getvalue())

    def _answer(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        return BytesIO(data)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what is built."""


def changes(
    paths: Iterable[Path], stop: threading.Event, ignored: Callable[[Path], bool], *, poll: bool = False
) -> Iterator[set[Path]]:
    """The files below ``paths`` that were saved, added or deleted, each time that some were.

    A single file among ``paths`` is looked at every second: the system tells of its inode, and many editors save by
    putting another one in its place. With ``poll`` so are all: some systems tell nothing of folders of a network.
    Raises OSError where the system watches no more folders.
    """
    from watchfiles import DefaultFilter, watch

    usual = DefaultFilter()
    there = [path for path in paths if path.exists()]
    alone = {path: _seen(path) for path in there if not path.is_dir()}
    for found in watch(
        *(path for path in there if path.is_dir()),
        stop_event=stop,
        step=round(QUIET * 1000),
        watch_filter=lambda change, path: usual(change, path) and not ignored(Path(path)),
        rust_timeout=round(AGAIN * 1000),
        yield_on_timeout=True,
        force_polling=poll or None,
        poll_delay_ms=round(AGAIN * 1000),
    ):
        now = {path: _seen(path) for path in alone}
        saved = {Path(path) for _, path in found} | {path for path in alone if now[path] not in (alone[path], None)}
        alone = {path: now[path] or alone[path] for path in alone}  # (for a moment there may be none)
        if saved:
            yield saved


def _seen(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def serve(
    server: Preview,
    watched: Iterable[Path],
    update: Callable[[set[Path]], bool],
    said: Callable[[str], None],
    stop: threading.Event | None = None,
    *,
    poll: bool = False,
) -> None:
    """Show the site of ``server`` until interrupted, and ``update`` it whenever a file in ``watched`` is saved.

    ``update`` gets the saved files and tells whether the site is another. ``said`` gets the address once pages can be
    asked for. With ``poll`` files are looked at; they are too where the system does not watch as many folders.
    """
    stop = stop or threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    said(f"http://localhost:{server.server_address[1]}/")
    try:
        while True:
            try:
                for saved in changes(watched, stop, lambda path: path.is_relative_to(server.folder), poll=poll):
                    if update(saved):
                        server.announce()
                break
            except OSError:
                if poll:
                    raise
                poll = True
    finally:
        server.shutdown()
        server.server_close()
