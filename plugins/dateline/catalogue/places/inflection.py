"""The basic forms that an inflected name may come from: Slavic and other endings, Arabic and Hebrew prefixes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_RULES = Path(__file__).parents[2] / "data" / "places" / "inflection.json"
_STEM = 3  # letters that must be left, fewer where an ending takes the place of the one that went


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]]:
    table = json.loads(_RULES.read_text(encoding="utf-8"))
    return {
        script: (tuple((old, new) for old, new in rules.get("endings", ())), tuple(rules.get("prefixes", ())))
        for script, rules in table.items()
        if script != "origin"
    }


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a letter in small letters ("latin", "cyrillic", "arabic" …)."""
    return unicodedata.name(character, "").partition(" ")[0].lower()


def basic_forms(folded: str, language: str = "") -> Iterator[str]:
    """Forms that the folded name may be inflected from, the likeliest first; of two words both may change.

    ``language`` is BCP 47: in Latin letters each has endings of its own.
    """
    words = folded.split(" ")
    script = script_of(folded[:1])
    rules = _rules()
    endings, prefixes = rules.get(f"{script} {language[:2].lower()}") or rules.get(script, ((), ()))
    for prefix in prefixes:
        if words[0].startswith(prefix) and len(words[0]) - len(prefix) >= 2:
            rest = words[0][len(prefix) :]
            yield " ".join([rest, *words[1:]])
            break
    if not endings:
        return
    heads = [words[:-1]]
    if 1 < len(words) < 4:
        heads += [[changed, *words[1:-1]] for changed in _changed(words[0], endings)]
    for head in heads:
        for tail in (words[-1], *_changed(words[-1], endings)):
            form = " ".join([*head, tail])
            if form != folded:
                yield form


def _changed(word: str, endings: tuple[tuple[str, str], ...]) -> list[str]:
    return [
        word[: -len(old)] + new
        for old, new in endings
        if word.endswith(old) and len(word) - len(old) >= _STEM - (len(new) > 1)
    ]
