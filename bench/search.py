"""How large, how stable and how quick the search index is, beside lunr.py, lunr.js, MiniSearch and Pagefind in one run.

    python -m bench.search [--articles 10000] [--words 460] [--alone] [--chromium /usr/bin/chromium]

Prints CPU seconds (user and system, own processes) and their ratios, memory, what one more article changes, what a
first query loads (gzip, every file by itself) and the main thread's time for a query whose files are there.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import hashlib
import multiprocessing
import random
import re
import resource
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from playwright.sync_api import Request, sync_playwright

from bench.search_corpus import documents, one_more
from bench.search_peers import peers
from dateline.model import Searchable, SearchDocument
from dateline.search import build
from tests.browser.search_pages import frame

SCRIPTS = Path(__file__).parents[1] / "theme" / "static" / "js" / "search"
QUERIES = 40
MORE = ("2024-12-31", "2004-06-17")
Measure = tuple[float, float, int, int]
"""CPU seconds, MB, files, files written."""
EVERY = 0.02  # seconds between two looks at the memory of all processes
WARM = """async (texts) => {
  const { rank, query } = datelineSearch;
  const times = [];
  for (const text of texts) {
    await rank(query.parse(text));
    const start = performance.now();
    await rank(query.parse(text));
    times.push(performance.now() - start);
  }
  return times;
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=460)
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        size = (options.articles, options.words)
        ours = measured(_ours, folder / "plain", None, size, 0)
        kept = measured(_ours, folder / "kept", folder / "cache", size, 0)
        for number, what in enumerate(("newest day", "an old day"), 1):
            more = measured(_ours, folder / "kept", folder / "cache", size, number)
            ratio, share = more[0] / kept[0], more[3] / more[2]
            print(f"one more ({what}): {more[0]:.2f} CPU s, ratio {ratio:.3f}, {share:.2%} of files")
        found = list(documents(*size))
        queries = sample(found)
        wire(folder / "plain", queries, options.chromium)
        if options.alone:
            return
        lunr = measured(_lunr, folder / "lunr", None, size, 0)
        beside(ours, "lunr.py", lunr[0], lunr[1])
        for peer in peers(found, queries, folder, options.chromium):
            beside(ours, peer.name, peer.cpu, peer.memory)
            print(f"  first query {peer.wire:.0f} kB gzip, warm query {peer.warm:.1f} ms")


def beside(ours: Measure, name: str, cpu: float, memory: float) -> None:
    ratios = f"ours is {ours[0] / cpu:.3f} of its CPU, {ours[1] / memory:.2f} of its memory"
    print(f"{name}: {cpu:.2f} CPU s, {memory:.0f} MB; {ratios}", flush=True)


def measured(job: Callable[..., tuple[int, int]], *arguments: object) -> Measure:
    """Run ``job`` in a process of its own, without the time and the memory that making the documents takes.

    The memory is the most that the process and its children held together at one time: what they share is counted once
    (the sum of their proportional set sizes, looked at every 20 ms).
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_timed, args=(theirs, job, *arguments))
    process.start()
    theirs.close()
    ours.recv()  # the documents are there
    base = peak = _held(process.pid)
    ours.send(None)
    while not ours.poll(EVERY):
        peak = max(peak, _held(process.pid))
    cpu, files, written = ours.recv()
    process.join()
    return cpu, peak - base, files, written


def _timed(pipe: Connection, job: Callable[..., tuple[int, int]], *arguments: Any) -> None:
    folder, cache, size, more = arguments
    found = list(documents(*size))
    for number, day in enumerate(MORE[:more], 1):  # each by an ingest of its own
        found.append(replace(one_more(found[66 + 11 * number], day), accession=number))
    handed = found if job is _lunr else [*map(told, found)]
    pipe.send(None)
    pipe.recv()
    before = _cpu()
    files, written = job(handed, folder, cache)
    pipe.send((_cpu() - before, files, written))


def _held(pid: int | None) -> float:
    """MB that a process and all below it hold together."""
    total, waiting = 0, [str(pid)]
    while waiting:
        folder = Path("/proc", waiting.pop())
        with contextlib.suppress(OSError):  # (one that has just ended)
            found = re.search(r"^Pss: +([0-9]+) kB", (folder / "smaps_rollup").read_text("ascii"), re.MULTILINE)
            total += int(found[1]) if found else 0
            for task in (folder / "task").iterdir():
                waiting += (task / "children").read_text("ascii").split()
    return total / 1000


def told(document: SearchDocument) -> Searchable:
    """A document as the site hands it over: with a digest that it has without reading the text."""
    keys = tuple(place.key for place in document.places)
    stamp = hashlib.sha256(repr(document).encode()).digest()[:12]
    url, date, accession, language = document.url, document.date, document.accession, document.language
    return Searchable(url, date, accession, language, keys, stamp, lambda: document)


def _ours(found: list[Searchable], folder: Path, cache: Path | None) -> tuple[int, int]:
    done = build(found, {}, folder, cache, SCRIPTS)
    return done.files, done.written


def _lunr(found: list[SearchDocument], folder: Path, cache: Path | None) -> tuple[int, int]:
    from lunr import lunr

    rows = [{"ref": document.url, "title": document.title, "body": document.text} for document in found]
    lunr(ref="ref", fields=["title", "body"], documents=rows).serialize()
    return 1, 1


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def sample(found: Sequence[SearchDocument]) -> list[str]:
    """Queries of one to three words of a headline."""
    rng = random.Random(5)
    words = [[word.strip(".,") for word in document.title.split()] for document in rng.choices(found, k=QUERIES)]
    return [" ".join(rng.sample(title, 1 + number % 3)) for number, title in enumerate(words)]


def wire(folder: Path, queries: Sequence[str], chromium: str) -> None:
    """What first queries load, and how long warm ones take."""
    address = frame(folder)
    totals, parts = [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            loaded: set[str] = set()
            page.on("request", partial(_note, loaded))
            page.goto(address)
            page.fill("#q", query)
            page.press("#q", "Enter")
            page.wait_for_function(
                "t => (r => r.dataset.state === 'done' && r.dataset.query === t)(document.querySelector('#results'))",
                arg=query,
            )
            sizes = {path: len(gzip.compress(Path(path).read_bytes())) for path in loaded if Path(path).is_file()}
            totals.append(sum(sizes.values()))
            parts.append([sum(size for path, size in sizes.items() if f"/search/{kind}" in path) for kind in KINDS])
            context.close()
        page = browser.new_page()
        page.goto(address)
        warm = page.evaluate(WARM, list(queries))
        browser.close()
    split = ", ".join(f"{kind} {statistics.median(part[at] for part in parts):.0f}" for at, kind in enumerate(KINDS))
    print(f"first query: {statistics.median(totals) / 1000:.1f} kB gzip (median of {QUERIES}), of these bytes: {split}")
    print(f"warm query: {statistics.median(warm):.1f} ms at the median, {max(warm):.1f} at most")


def _note(loaded: set[str], request: Request) -> None:
    loaded.add(unquote(urlparse(request.url).path))


KINDS = ("client.js", "index.js", "t/", "d/")

if __name__ == "__main__":
    main()
