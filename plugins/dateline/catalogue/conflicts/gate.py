"""Whether a text is about armed violence at all, before it is asked which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.language.tables import DATA, items, rows
from dateline.catalogue.language.terms import Phrases, Word, fold, longest

FOLDER = DATA / "conflicts"


@dataclass(frozen=True, slots=True)
class Violence:
    """Distinct words: ``strong`` tell of armed violence, ``weak`` may, ``civil`` tell of something else.

    ``talks`` are those of a conflict's politics, which tell of it only where the text names it otherwise. ``words`` is
    the number of all words, ``told`` that of those which are no part of a name.
    """

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    civil: tuple[str, ...]
    talks: tuple[str, ...]
    words: int
    told: int


def violence(text: str, found: Sequence[Word], named: frozenset[int]) -> Violence:
    """Count the words of armed violence among ``found``; words whose index is in ``named`` belong to names."""
    seen: dict[str, dict[str, str]] = {"strong": {}, "weak": {}, "civil": {}, "talks": {}}
    for lexicon in (_lexicon(), _talks()):
        for hit in longest(lexicon.find(found)):
            if any(i in named for i in range(hit.first, hit.after)):
                continue
            form = " ".join(word.form for word in found[hit.first : hit.after])
            seen[hit.payload].setdefault(form, text[found[hit.first].start : found[hit.after - 1].end])
    strong, weak, civil, talks = (tuple(seen[kind].values()) for kind in ("strong", "weak", "civil", "talks"))
    return Violence(strong, weak, civil, talks, len(found), _told(text, found, named))


def _told(text: str, found: Sequence[Word], named: frozenset[int]) -> int:
    """How many words say something: neither a name nor a word such as "village"; capitals count as names."""
    generic = _generic()
    return sum(
        1
        for i, word in enumerate(found)
        if i not in named
        and not text[word.start].isupper()
        and not text[word.start].isdigit()
        and word.form not in generic
    )


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """The words of ``generic.tsv``, read once in a process."""
    return frozenset(fold(word) for _, cell in rows(FOLDER / "generic.tsv", 2) for word in cell.split())


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


@lru_cache(maxsize=1)
def _talks() -> Phrases[str]:
    """The words of ``talks.tsv``, read once in a process; apart from the others, since a word may be in both."""
    built: Phrases[str] = Phrases()
    for _, cell in rows(FOLDER / "talks.tsv", 2):
        for term in items(cell):
            built.add(term, "talks")
    return built
