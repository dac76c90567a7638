"""Whether a text is about armed violence at all, before it is asked which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.language.identify import identify
from dateline.catalogue.language.tables import DATA, items, rows
from dateline.catalogue.language.terms import Phrases, Word, fold, longest

FOLDER = DATA / "conflicts"
SCRIPT = 300  # characters by which a text's script is told
SURE = 40  # words from which the language of a text is told well
LEAD = 40  # words of a headline and a first sentence: news says first what happened
WEAK = ("force", "act", "harm", "arms", "strife")  # kinds of words that tell of armed violence together


@dataclass(frozen=True, slots=True)
class Violence:
    """Distinct words: ``strong`` tell of armed violence, ``weak`` may, ``civil`` tell of something else.

    ``talks`` are those of a conflict's politics, which tell of it only where the text names it otherwise. ``words`` is
    the number of all words, ``told`` that of those which are no part of a name, ``kinds`` the number of kinds of
    the weak ones: who, what is done, to whom, with what, what it is called.
    """

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    civil: tuple[str, ...]
    talks: tuple[str, ...]
    words: int
    told: int
    kinds: int
    first: tuple[int, int, int]  # strong words, kinds of weak ones, civil words among the first ``LEAD`` words


def violence(text: str, found: Sequence[Word], named: frozenset[int], language: str = "") -> Violence:
    """Count the words of armed violence among ``found``; words whose index is in ``named`` belong to names.

    ``language`` is BCP 47; where it is "" the text is asked. In the Latin script only its words count ("but" is a goal
    in French), in short texts English ones too, since few words tell a language badly; all languages' do where it
    cannot be told, and in other scripts, whose languages share more than they differ in.
    """
    spoken = (language or identify(text)).partition("-")[0] if text[:SCRIPT].isascii() or _latin(text) else ""
    seen: dict[str, dict[str, str]] = {"war": {}, "weak": {}, "civil": {}, "talks": {}}
    kinds = set()
    first: dict[str, set[str]] = {"war": set(), "weak": set(), "civil": set(), "talks": set()}
    for lexicon in (_lexicon(), _talks()):
        heard = {spoken} if len(found) >= SURE else {spoken, "en"}
        every = spoken not in lexicon.languages
        for hit in longest(h for h in lexicon.phrases.find(found) if every or h.payload[1] in heard):
            if any(i in named for i in range(hit.first, hit.after)):
                continue
            form = " ".join(word.form for word in found[hit.first : hit.after])
            kind = hit.payload[0]
            group = "weak" if kind in WEAK else kind
            if group == "weak":
                kinds.add(kind)
            if hit.after <= LEAD:
                first[group].add(kind if group == "weak" else form)
            seen[group].setdefault(form, text[found[hit.first].start : found[hit.after - 1].end])
    strong, weak, civil, talks = (tuple(seen[kind].values()) for kind in seen)
    lead = (len(first["war"]), len(first["weak"]), len(first["civil"]))
    return Violence(strong, weak, civil, talks, len(found), _told(text, found, named), len(kinds), lead)


def _latin(text: str) -> bool:
    """Whether most letters at the beginning are Latin."""
    letters = [c for c in text[:SCRIPT] if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) > len(letters)


def _told(text: str, found: Sequence[Word], named: frozenset[int]) -> int:
    """How many words say something: neither a name nor a word such as "village"; capitals count as names."""
    generic = generic_words()
    return sum(
        1
        for i, word in enumerate(found)
        if i not in named
        and not text[word.start].isupper()
        and not text[word.start].isdigit()
        and word.form not in generic
    )


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """The words of ``generic.tsv``, read once in a process."""
    return frozenset(fold(word) for _, cell in rows(FOLDER / "generic.tsv", 2) for word in cell.split())


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: Phrases[tuple[str, str]]  # kind of word and language
    languages: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    """The words of ``armed.tsv`` and ``civil.tsv``, read once in a process."""
    return _built(rows(FOLDER / "armed.tsv", 3) + [["civil", *row] for row in rows(FOLDER / "civil.tsv", 2)])


@lru_cache(maxsize=1)
def _talks() -> _Lexicon:
    """The words of ``talks.tsv``, read once in a process; apart from the others, since a word may be in both."""
    return _built([["talks", *row] for row in rows(FOLDER / "talks.tsv", 2)])


def _built(table: Sequence[Sequence[str]]) -> _Lexicon:
    built: Phrases[tuple[str, str]] = Phrases()
    for kind, language, cell in table:
        for term in items(cell):
            built.add(term, (kind, language))
    return _Lexicon(built, frozenset(language for _, language, _ in table))
