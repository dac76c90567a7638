"""Dateline beside its peers on saved pages, and what both cost, in one run.

    python -m bench.extraction.peers CORPORA --cache FOLDER [--every 1]

Figures: F1, precision and recall of the body (Dateline with every site kept out of its own training; n tells on how
many pages a peer could be run at all), and CPU seconds per page, start excluded. Last lines: CPU as a share of what
trafilatura takes for the same pages' text alone, and for text, title, authors, date and outlet, as Dateline gives them.
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
from trafilatura.settings import Document

from bench.extraction import pages
from bench.extraction.scoring import Figures
from dateline import dumps
from dateline.extract import running_text
from dateline.extract.door import extract
from dateline.extract.models.weights import Weights
from dateline.messages import DatelineError


def trafilatura_default(html: str) -> str:
    return trafilatura.extract(html, include_comments=False) or ""


def trafilatura_with_metadata(html: str) -> str:
    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
    return str(found.text or "") if isinstance(found, Document) else ""


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


def dateline(path: Path, weights: Weights) -> tuple[float, str]:
    """The CPU that reading a dump takes, in seconds, and the text of its longest article."""
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    start = time.process_time()
    try:
        (dump, *_) = dumps.read_bytes(data, "page")
        body = max((running_text(a) for a in extract(dump, weights=weights)), key=len)
    except DatelineError:
        body = ""
    return time.process_time() - start, body


def _saved(corpora: Path, page: pages.Page) -> Path:
    return corpora / page.corpus / "html" / f"{page.key}.html.gz"


def _html(corpora: Path, page: pages.Page) -> str:
    return gzip.decompress(_saved(corpora, page).read_bytes()).decode("utf-8", "replace")


def _copied(corpora: Path, page: pages.Page) -> Path:
    return corpora / page.corpus / "dumps_chrome" / f"{page.key}.txt"


WITH_METADATA = "trafilatura, metadata"

PEERS: dict[str, Callable[[str], str | None]] = {
    "trafilatura": trafilatura_default,
    WITH_METADATA: trafilatura_with_metadata,
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
    # Dateline lets NumPy's linear algebra start no threads, but here others load it first. Threads of that library wait
    # for work in a loop, whose CPU would count for whoever is measured at the time.
    threadpool_limits(1, "blas")
    found = [page for page in pages.pages(options.corpora) if _saved(options.corpora, page).exists()]
    found = [page for page in found if _copied(options.corpora, page).exists()][:: options.every]
    for fold, of_fold in weights.items():  # the start, which does not count
        first = next(page for page in found if page.fold == fold)
        for part in (_saved(options.corpora, first), _copied(options.corpora, first)):
            dateline(part, of_fold)
    for peer in PEERS.values():
        peer(_html(options.corpora, found[0]))
    # What Dateline remembers of words and lines is not to serve its other reading of the same page: a page's HTML and
    # another page's copy take turns.
    half = len(found) // 2
    for page, other in zip(found, [*found[half:], *found[:half]], strict=True):
        for name, one, part in (
            ("Dateline, saved page", page, _saved(options.corpora, page)),
            ("Dateline, text dump", other, _copied(options.corpora, other)),
        ):
            spent, body = dateline(part, weights[one.fold])
            seconds[name] += spent
            figures[one.corpus, name].add(one.key, {"body": one.gold["body"]}, {"body": body}, None)
        html = _html(options.corpora, page)
        for name, peer in PEERS.items():
            start = time.process_time()
            found_body = peer(html)
            seconds[name] += time.process_time() - start
            if found_body is not None:
                figures[page.corpus, name].add(page.key, {"body": page.gold["body"]}, {"body": found_body}, None)
    for (corpus, name), figure in sorted(figures.items()):
        values = figure.values()
        print(f"{corpus:9} {name:22} n={len(figure.counts):4} F1 {values['f1']:.3f} P {values['precision']:.3f} "
              f"R {values['recall']:.3f} exact {values['exact']:.3f}")  # fmt: skip
    for name, spent in sorted(seconds.items()):
        alone, whole = (spent / seconds[peer] for peer in ("trafilatura", WITH_METADATA))
        print(f"{name:22} {1000 * spent / len(found):7.1f} ms CPU per page, {alone:.2f} of trafilatura's for the text, "
              f"{whole:.2f} with metadata")  # fmt: skip


if __name__ == "__main__":
    main()
