"""Topics and texts about no conflict, on the texts of our own that stand in the tests: ``python -m bench.topics``.

A line per half of the topics' texts (a: the words were chosen with it, b: held out): precision, recall and F1 over all
pairs of text and topic, as ``tests/unit/catalogue/test_topics.py`` counts them. A line per set of texts about no armed
conflict: how many get one all the same, by any score.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.catalogue import Catalogue, load
from dateline.catalogue.language.tables import rows

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "catalogue"


def main() -> int:
    """Print the figures."""
    catalogue = load()
    table = rows(GOLDEN / "topics" / "topics.tsv", 4)
    for half in ("a", "b", "ab"):
        chosen = [({key for key in keys.split(",") if key}, text) for part, _, keys, text in table if part in half]
        _print(f"topics, {'half ' + half if len(half) == 1 else 'all'}", chosen, catalogue)
    wrong = texts = 0
    for path in sorted((GOLDEN / "negatives").glob("*.tsv")):
        dated = rows(path, 2)
        tagged = sum(bool(catalogue.annotate(text, date=date).conflicts) for date, text in dated)
        sys.stdout.write(f"no conflict, {path.stem:13} {tagged:2} of {len(dated):3} texts get one\n")
        wrong, texts = wrong + tagged, texts + len(dated)
    sys.stdout.write(f"no conflict, all           {wrong:2} of {texts:3} texts get one: {wrong / texts:.3f}\n")
    return 0


def _print(name: str, texts: list[tuple[set[str], str]], catalogue: Catalogue) -> None:
    """One line: how many texts, and how well their topics are found."""
    found = [({tag.key for tag in catalogue.annotate(text).topics}, wanted) for wanted, text in texts]
    right = sum(len(got & wanted) for got, wanted in found)
    precision = right / sum(len(got) for got, _ in found)
    recall = right / sum(len(wanted) for _, wanted in found)
    f1 = 2 * precision * recall / (precision + recall)
    sys.stdout.write(f"{name:15} {len(texts):3} texts: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}\n")


if __name__ == "__main__":
    sys.exit(main())
