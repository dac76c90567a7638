"""Speed of the dump readers beside trafilatura's extraction of the same pages: ``python bench/dumps.py CORPORA``.

CORPORA is the folder of the extraction sets (or the environment variable DATELINE_EVAL with ``extraction`` below it).
Prints, for each set, CPU milliseconds (user time) for each page and the ratio to trafilatura, all measured in one run,
page by page in turn, start excluded; then how much of a browser's copy of the page the reader's lines hold.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dateline.dumps import read_bytes
from dateline.messages import DatelineError
from dateline.model import Dump


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _shown(dump: Dump) -> str:
    return "\n".join(line.text for line in dump.lines if not (line.markup and line.markup.hidden))


def bench(folder: Path, limit: int) -> None:
    """Measure one set and print its line."""
    import trafilatura

    pages = sorted((folder / "html").glob("*.html.gz"))[:limit]
    html = text = peer = 0.0
    precision: list[float] = []
    recall: list[float] = []
    for number, path in enumerate(pages):
        key = path.name.removesuffix(".html.gz")
        page = gzip.decompress(path.read_bytes())
        copy = (folder / "dumps_chrome" / f"{key}.txt").read_bytes()
        try:
            (dump,) = read_bytes(page, path.name)
        except DatelineError:
            continue
        decoded = page.decode("utf-8", "replace")
        if not number:  # what is loaded on first use is not counted
            trafilatura.extract(decoded)
        html += _cpu(lambda page=page, name=path.name: read_bytes(page, name))  # type: ignore[misc]
        peer += _cpu(lambda decoded=decoded: trafilatura.extract(decoded))  # type: ignore[misc]
        if copy.strip():
            text += _cpu(lambda copy=copy, key=key: read_bytes(copy, key))  # type: ignore[misc]
            mine, browser = _words(_shown(dump)), _words(copy.decode("utf-8", "replace"))
            common = sum((mine & browser).values())
            precision.append(common / max(1, sum(mine.values())))
            recall.append(common / max(1, sum(browser.values())))
    count = len(pages)
    print(
        f"{folder.name}: {count} pages, trafilatura {peer / count * 1000:.1f} ms; "
        f"saved page {html / count * 1000:.1f} ms ({html / peer:.2f}x), "
        f"text dump {text / count * 1000:.2f} ms ({text / peer:.3f}x); "
        f"words of the browser's copy: precision {sum(precision) / len(precision):.3f}, "
        f"recall {sum(recall) / len(recall):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given = os.environ.get("DATELINE_EVAL")
    parser.add_argument("corpora", nargs="?", type=Path, default=Path(given) / "extraction" if given else None)
    parser.add_argument("--limit", type=int, default=100, help="pages of each set")
    options = parser.parse_args()
    if options.corpora is None:
        parser.error("name the folder of the extraction sets, or set DATELINE_EVAL")
    for folder in sorted(path for path in options.corpora.iterdir() if (path / "html").is_dir()):
        bench(folder, options.limit)


if __name__ == "__main__":
    main()
