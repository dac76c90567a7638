"""The topics authority: what ships, extended and corrected by the curator's ``topics.yaml``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from dateline.catalogue import authority
from dateline.catalogue.language.tables import DATA
from dateline.messages import Message
from dateline.model import Topic

FOLDER = DATA / "topics"
FIELDS: dict[str, authority.Check] = {
    "name": authority.text,
    "definition": authority.text,
    "parent": authority.text,
    "iptc": authority.text,
    "terms": authority.texts,
    "merge": authority.keys,
}
NEVER = "never tag"


@dataclass(frozen=True)
class Topics(Mapping[str, Topic]):
    """Key to row. ``supporting`` are words that tell of a topic only beside others, by key."""

    rows: Mapping[str, Topic] = field(default_factory=dict)
    supporting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Topic:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def load(path: Path | None, problems: list[Message]) -> Topics:
    """The authority that ships, extended by the curator's file at ``path``; every problem is appended."""
    shipped, supporting = _shipped()
    if path is None:
        return Topics(shipped, supporting)
    read = authority.read(path, FIELDS, problems, lists=(NEVER,))
    found, words = dict(shipped), dict(supporting)
    for row in read.rows.values():
        values = dict(row.values)
        known = found.get(row.key)
        if known is None and "name" not in values:
            text = f"{row.key!r} is no topic that ships, so it needs a name."
            problems.append(Message("DL302", text, row.path, row.line, "name"))
            continue
        topic = known or Topic(row.key, "", origin=row.origin)
        merged, terms = values.pop("merge", ()), values.pop("terms", ())
        assert isinstance(merged, tuple)
        assert isinstance(terms, tuple)
        for key in merged:
            if key == row.key or key not in found:
                text = f"{row.key!r} merges {key!r}, which is no other topic."
                problems.append(Message("DL304", text, row.path, row.lines["merge"], "merge"))
                continue
            other = found.pop(key)
            terms = (*other.terms, other.name, *terms)
            words[row.key] = (*words.get(row.key, ()), *words.pop(key, ()))
        found[row.key] = replace(topic, **{k: str(v) for k, v in values.items()}, terms=topic.terms + terms)
    for row in read.rows.values():
        child = found.get(row.key)
        if child and child.parent and child.parent not in found:
            text = f"{row.key!r} has the parent {child.parent!r}, which is no topic."
            problems.append(Message("DL304", text, row.path, row.lines.get("parent", row.line), "parent"))
    _clashes(found, read, problems)
    return Topics(found, words, frozenset(word for word, _ in read.lists.get(NEVER, [])))


def _clashes(found: Mapping[str, Topic], read: authority.Authority, problems: list[Message]) -> None:
    names: dict[str, str] = {}
    for key, topic in sorted(found.items(), key=lambda item: item[0] in read.rows):
        owner = names.setdefault(topic.name.casefold(), key)
        if owner != key and key in read.rows:
            row = read.rows[key]
            text = f"{key!r} has the name {topic.name!r}, which {owner!r} has too."
            problems.append(Message("DL303", text, row.path, row.lines.get("name", row.line), "name"))


@lru_cache(maxsize=1)
def _shipped() -> tuple[Mapping[str, Topic], Mapping[str, tuple[str, ...]]]:
    """What ships, read once in a process; never changed."""
    table = json.loads((FOLDER / "topics.json").read_text("utf-8"))
    topics = {
        row["key"]: Topic(
            row["key"], row["name"], row["definition"], row["parent"], row["iptc"], tuple(row["telling"]), row["origin"]
        )
        for row in table
    }
    return topics, {row["key"]: tuple(row["supporting"]) for row in table}
