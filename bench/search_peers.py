"""Other searches for static sites on the same made-up articles: lunr.js and MiniSearch (an index that a browser loads
whole) and Pagefind (an index in pieces, over http only). What they need: ``npm ci`` in bench/peers/search.
"""

from __future__ import annotations

import gzip
import html
import json
import resource
import shutil
import statistics
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlparse

from playwright.sync_api import Request, sync_playwright

from dateline.model import SearchDocument

FOLDER = Path(__file__).parent / "peers" / "search"
PROGRAMS = FOLDER / "node_modules" / ".bin"

ASK = """async (text) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(text);
  const first = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return first.length;
}"""
WARM = """async (texts) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const times = [];
  for (const text of texts) {
    await pagefind.search(text);
    const start = performance.now();
    await pagefind.search(text);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer needed: CPU seconds and MB to build, kB gzipped before the first ten results, ms of a warm query."""

    name: str
    cpu: float
    memory: float
    wire: float
    warm: float


def peers(found: Sequence[SearchDocument], queries: Sequence[str], folder: Path, chromium: str) -> Iterator[Peer]:
    """Each peer in turn; none where Node or the packages are not there."""
    if shutil.which("node") is None or not PROGRAMS.is_dir():
        return
    for name in ("lunr", "minisearch"):
        yield _whole(name, found, queries, folder)
    yield _pagefind(found, queries, folder / "pagefind", chromium)


def _whole(name: str, found: Iterable[SearchDocument], queries: Sequence[str], folder: Path) -> Peer:
    rows = folder / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": d.url, "title": d.title, "body": d.text}) + "\n" for d in found), "utf-8")
    asked = folder / "queries.json"
    asked.write_text(json.dumps(queries), "utf-8")
    command = ["node", "--max-old-space-size=8000", str(FOLDER / "run.mjs"), name, str(rows), str(asked)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Peer({"lunr": "lunr.js", "minisearch": "MiniSearch"}[name], **json.loads(done.stdout))


def _pagefind(found: Iterable[SearchDocument], queries: Sequence[str], folder: Path, chromium: str) -> Peer:
    for document in found:
        path = folder / document.url
        path.parent.mkdir(parents=True, exist_ok=True)
        title, text = html.escape(document.title), html.escape(document.text)
        path.write_text(
            f'<!doctype html><html lang="{document.language}"><title>{title}</title>'
            f"<main data-pagefind-body><h1>{title}</h1><p>{text}</p></main>",
            "utf-8",
        )
    (folder / "search.html").write_text("<!doctype html><title>Search</title>", "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = ["/usr/bin/env", str(PROGRAMS / "pagefind"), "--site", str(folder), "--silent"]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with served(folder) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        sizes = []
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            loaded: set[str] = set()
            page.on("request", partial(_note, loaded))
            page.goto(address)
            page.evaluate(ASK, query)
            paths = [folder / unquote(urlparse(url).path).lstrip("/") for url in loaded]
            sizes.append(sum(len(gzip.compress(path.read_bytes())) for path in paths if path.is_file()))
            context.close()
        page = browser.new_page()
        page.goto(address)
        warm = page.evaluate(WARM, list(queries))
        browser.close()
    return Peer("Pagefind", cpu, after.ru_maxrss / 1000, statistics.median(sizes) / 1000, warm)


def _note(loaded: set[str], request: Request) -> None:
    loaded.add(request.url)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder over http on this machine; the address of its search page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/search.html"
        server.shutdown()
