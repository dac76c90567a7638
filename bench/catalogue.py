"""What cataloguing costs: ``python -m bench.catalogue [--eval DIR] [--articles 20000]``.

Prints, all measured in one run: CPU seconds (user and system time of the process) to group articles by copies, and
how that grows; loading all authorities beside a bare ``import pelican``, and annotating a first text, each in fresh
processes, with their memory (Linux); the size of the data that ships; and, where DIR holds ``extraction/naeb``, the CPU
of an article of 480 words beside trafilatura's extraction of one saved page. Only ratios within a run mean anything.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from dateline.catalogue import load
from dateline.catalogue.duplicates import Document, group
from dateline.catalogue.language.tables import DATA

SEED = 20201108
WORDS = 480
COPIES = 0.1  # of the articles are near copies of another
CHANGED = 3  # sentences of a copy that differ
ROUNDS = 5
PAGES = 50
FIRST_DAY, DAYS = date(2020, 1, 1), 600
BEGINNINGS, ENDINGS = "ba de fi go lu ma ne pi ro su ta ve", "kan lor mis net pol rad sim tur"
VOCABULARY = [first + last for first in BEGINNINGS.split() for last in ENDINGS.split()]
SNIPPETS = {
    "import pelican": "import pelican",
    "load authorities": "from dateline.catalogue import load; load()",
    "load and annotate": "from dateline.catalogue import load; load().annotate('Fighting in Goma.', date='2012-11-20')",
}
MEASURE = """
import time
{}
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time(), peak.split()[1])
"""  # the peak that getrusage gives is that of the process it was forked from


def main() -> int:
    """Print one line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--eval", type=Path, default=os.environ.get("DATELINE_EVAL"), help="folder with extraction/naeb"
    )
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args()
    articles = invented(options.articles)
    for size in (len(articles) // 4, len(articles)):
        began = time.process_time()
        groups = group(articles[:size])
        print(f"copies among {size} articles: {time.process_time() - began:.2f} CPU s, {len(groups)} groups")
    costs = {name: loading(snippet) for name, snippet in SNIPPETS.items()}
    for name, (seconds, megabytes) in costs.items():
        print(f"{name}: {seconds:.2f} CPU s, {megabytes:.0f} MB (median of {ROUNDS})")
    print(f"ratio of loading: {costs['load authorities'][0] / costs['import pelican'][0]:.2f}")
    print(f"data that ship: {sum(f.stat().st_size for f in DATA.rglob('*') if f.is_file()) / 1e6:.2f} MB")
    if options.eval is not None:
        print(beside_trafilatura(Path(options.eval) / "extraction" / "naeb"))
    return 0


def invented(count: int) -> list[Document]:
    """Articles of invented sentences, a share of them near copies of one before; the same for the same count."""
    chance = random.Random(SEED)
    sentences = [" ".join(chance.choices(VOCABULARY, k=chance.randint(8, 25))) for _ in range(20_000)]
    found: list[Document] = []
    kept: list[list[str]] = []
    for i in range(count):
        day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        if found and chance.random() < COPIES:
            at = chance.randrange(len(found))
            text, day = list(kept[at]), found[at].date
            for _ in range(CHANGED):
                text[chance.randrange(len(text))] = chance.choice(sentences)
        else:
            text, words = [], 0
            while words < WORDS:
                text.append(chance.choice(sentences))
                words += text[-1].count(" ") + 1
        kept.append(text)
        found.append(Document(f"a{i:06}", day, ". ".join(text)))
    return found


def loading(snippet: str) -> tuple[float, float]:
    """Median CPU seconds and megabytes of a fresh process that runs the snippet."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE.format(snippet)], capture_output=True, text=True, check=True
        )
        seconds, kilobytes = done.stdout.split()
        runs.append((float(seconds), int(kilobytes) / 1024))
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def beside_trafilatura(folder: Path) -> str:
    """CPU of annotating the texts of a folder's gold files beside extracting their pages with trafilatura."""
    import trafilatura

    catalogue = load()
    theirs = ours = 0.0
    words = 0
    names = sorted(path.name.removesuffix(".html.gz") for path in (folder / "html").glob("*.html.gz"))[: PAGES + 3]
    for number, name in enumerate(names):
        page = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace")
        gold = json.loads((folder / "gold" / f"{name}.json").read_text("utf-8"))
        began = time.process_time()
        trafilatura.extract(page)
        between = time.process_time()
        catalogue.annotate(gold["body"], title=gold.get("title") or "", date=(gold.get("date") or "")[:10])
        after = time.process_time()
        if number < 3:
            continue  # what is read once in a process
        theirs, ours, words = theirs + between - began, ours + after - between, words + len(gold["body"].split())
    page_cost, article_cost = theirs / (len(names) - 3), ours / words * WORDS
    return (
        f"trafilatura {page_cost * 1000:.1f} ms a page, annotate {article_cost * 1000:.1f} ms for {WORDS} words: "
        f"{article_cost / page_cost:.2f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
