"""Whether a text is about armed violence at all, before it is asked which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.language.tables import DATA, items, rows
from dateline.catalogue.language.terms import Phrases, Word, longest

FOLDER = DATA / "conflicts"


@dataclass(frozen=True, slots=True)
class Violence:
    """Counts of distinct words: ``strong`` tell of armed violence, ``weak`` may, ``civil`` tell of something else."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    civil: tuple[str, ...]
    words: int


def violence(text: str, found: list[Word], named: frozenset[int]) -> Violence:
    """Count the words of armed violence among ``found``; words whose index is in ``named`` belong to names."""
    seen: dict[str, dict[str, str]] = {"strong": {}, "weak": {}, "civil": {}}
    for hit in longest(_lexicon().find(found)):
        if any(i in named for i in range(hit.first, hit.after)):
            continue
        form = " ".join(word.form for word in found[hit.first : hit.after])
        seen[hit.payload].setdefault(form, text[found[hit.first].start : found[hit.after - 1].end])
    strong, weak, civil = (tuple(seen[kind].values()) for kind in ("strong", "weak", "civil"))
    return Violence(strong, weak, civil, len(found) - len(named))


@lru_cache(maxsize=1)
def _lexicon() -> Phrases[str]:
    """The words of ``armed.tsv`` and ``civil.tsv``, read once in a process."""
    built: Phrases[str] = Phrases()
    for weight, _, cell in rows(FOLDER / "armed.tsv", 3):
        for term in items(cell):
            built.add(term, "strong" if weight == "2" else "weak")
    for _, cell in rows(FOLDER / "civil.tsv", 2):
        for term in items(cell):
            built.add(term, "civil")
    return built
