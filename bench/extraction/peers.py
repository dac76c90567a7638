"""Dateline beside its peers on saved pages, and what both cost, in one run.

    python -m bench.extraction.peers CORPORA --cache FOLDER [--every 1]

Figures: F1, precision and recall of the body (Dateline with every site kept out of its own training; n tells on how
many pages a peer could be run at all), and CPU seconds per page, start excluded. Last lines: CPU of Dateline on text
dumps and on saved pages, as a share of trafilatura's on the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import lxml.html
import newspaper
import readability
import trafilatura
from threadpoolctl import threadpool_limits

from bench.extraction import pages
from bench.extraction.scoring import Figures
from dateline import dumps
from dateline.extract import running_text
from dateline.extract.door import extract
from dateline.extract.weights import Weights
from dateline.messages import DatelineError


def trafilatura_default(html: str) -> str:
    return trafilatura.extract(html, include_comments=False) or ""


def trafilatura_precision(html: str) -> str:
    return trafilatura.extract(html, include_comments=False, favor_precision=True) or ""


def readability_lxml(html: str) -> str:
    try:
        summary = readability.Document(html).summary()
        return "\n\n".join(map(str, lxml.html.fromstring(summary).itertext())) if summary else ""
    except (readability.readability.Unparseable, ValueError, lxml.etree.LxmlError):
        return ""


def newspaper4k(html: str) -> str | None:
    try:
        article = newspaper.Article("https://example.org/", fetch_images=False)  # it asks the network for them
        article.download(input_html=html)
        article.parse()
    except (newspaper.ArticleException, ValueError):  # it hands control characters of some pages to lxml
        return ""
    except LookupError:  # for languages without a tokenizer of its own it wants data that no registry has
        return None
    return str(article.text)


PEERS: dict[str, Callable[[str], str | None]] = {
    "trafilatura": trafilatura_default,
    "trafilatura precision": trafilatura_precision,
    "readability-lxml": readability_lxml,
    "newspaper4k": newspaper4k,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/extraction"))
    parser.add_argument("--every", type=int, default=1, help="only every N-th page")
    options = parser.parse_args()
    weights = {f: Weights.unpack((options.cache / f"fold-{f}.bin").read_bytes()) for f in range(pages.FOLDS)}
    figures: dict[tuple[str, str], Figures] = defaultdict(Figures)
    seconds: dict[str, float] = defaultdict(float)
    count = 0
    # Dateline lets NumPy's linear algebra start no threads, but here others load it first. Threads of that library wait
    # for work in a loop, whose CPU would count for whoever is measured at the time.
    threadpool_limits(1, "blas")
    for page in pages.pages(options.corpora)[:: options.every]:
        source = options.corpora / page.corpus / "html" / f"{page.key}.html.gz"
        copied = options.corpora / page.corpus / "dumps_chrome" / f"{page.key}.txt"
        if not source.exists() or not copied.exists():
            continue
        data = gzip.decompress(source.read_bytes())
        count += 1
        for name, part in (("Dateline, saved page", data), ("Dateline, text dump", copied.read_bytes())):
            start = time.process_time()
            try:
                (dump, *_) = dumps.read_bytes(part, "page")
                body = max((running_text(a) for a in extract(dump, weights=weights[page.fold])), key=len)
            except DatelineError:
                body = ""
            seconds[name] += time.process_time() - start
            figures[page.corpus, name].add(page.key, {"body": page.gold["body"]}, {"body": body}, None)
        html = data.decode("utf-8", "replace")
        for name, peer in PEERS.items():
            start = time.process_time()
            found_body = peer(html)
            seconds[name] += time.process_time() - start
            if found_body is not None:
                figures[page.corpus, name].add(page.key, {"body": page.gold["body"]}, {"body": found_body}, None)
    for (corpus, name), found in sorted(figures.items()):
        values = found.values()
        print(f"{corpus:9} {name:22} n={len(found.counts):4} F1 {values['f1']:.3f} P {values['precision']:.3f} "
              f"R {values['recall']:.3f} exact {values['exact']:.3f}")  # fmt: skip
    for name, spent in sorted(seconds.items()):
        share = spent / seconds["trafilatura"]
        print(f"{name:22} {1000 * spent / count:7.1f} ms CPU per page, {share:.2f} of trafilatura's")


if __name__ == "__main__":
    main()
