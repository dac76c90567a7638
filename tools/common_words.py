"""``python -m tools.common_words OUTPUT FILE…``: words of the news that are also names of places or people.

A FILE holds running text or JSON lines with a field "text" or "body". A word is listed if it stands in small letters
at least three times and more often than not, and the gazetteer or the list of persons has it as a name: what a capital
at the beginning of a sentence then says is little. Only the list of words ships.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from dateline.catalogue.places.features import persons
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import load

_WORD = re.compile(r"[^\W\d_]{2,}")
LEAST = 3


def main() -> int:
    """Write the file named on the command line."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name in sys.argv[2:]:
        for text in _texts(Path(name)):
            for word in _WORD.findall(text):
                (small if word[0].islower() else capital)[word.lower()] += 1
    places = load(None, [])
    given, surnames = persons()
    kept = [
        word
        for word, times in sorted(small.items())
        if times >= LEAST
        and times > capital[word]
        and (word in given or word in surnames or places.candidates(fold(word)))
    ]
    Path(sys.argv[1]).write_text("# counted by tools/common_words.py\n" + " ".join(kept) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(kept)} words\n")
    return 0


def _texts(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in text.split("\n") if line.strip()]
    if path.suffix == ".json":
        return [str(json.loads(text).get("body", ""))]
    return [text]


if __name__ == "__main__":
    raise SystemExit(main())
