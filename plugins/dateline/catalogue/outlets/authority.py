"""The sources authority: what ships, extended and corrected by the curator's ``sources.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dateline.catalogue import authority
from dateline.catalogue.language.slug import slug
from dateline.catalogue.language.tables import DATA, items, rows
from dateline.messages import Message
from dateline.model import Outlet

FOLDER = DATA / "outlets"
ORIGIN = "written for Dateline (CC BY 4.0): editors' knowledge, not checked against a document"
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+")


def _domains(value: object) -> tuple[str, ...]:
    found = tuple(text.casefold() for text in authority.texts(value))
    for text in found:
        if not _DOMAIN.fullmatch(text):
            raise ValueError(f"{text!r} is no domain such as example.org")
    return found


def _yes(value: object) -> bool:
    if value not in ("true", "false", "yes", "no"):
        raise ValueError("must be true or false")
    return value in ("true", "yes")


FIELDS: dict[str, authority.Check] = {
    "name": authority.text,
    "country": authority.country,
    "lang": authority.language,
    "aliases": authority.texts,
    "domains": _domains,
    "date_order": authority.one_of("DMY", "MDY", "YMD"),
    "agency": _yes,
    "merge": authority.keys,
}


@dataclass(frozen=True)
class Outlets(Mapping[str, Outlet]):
    """Key to row, with the ways to find a row by name and by address."""

    rows: Mapping[str, Outlet] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    by_domain: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Outlet:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def named(self, name: str) -> Outlet | None:
        """The outlet of that name, alias, key or domain; articles, case and diacritics do not count."""
        key = self.by_name.get(normal(name)) or (name if name in self.rows else None) or self.by_domain.get(host(name))
        return self.rows[key] if key else None

    def at(self, url: str) -> Outlet | None:
        """The outlet whose domain the address lies in; the longest domain wins."""
        parts = host(url).split(".")
        for i in range(len(parts) - 1):
            key = self.by_domain.get(".".join(parts[i:]))
            if key:
                return self.rows[key]
        return None


def normal(name: str) -> str:
    """A name as it is compared: case, diacritics, punctuation and a leading "the" do not count."""
    low = unicodedata.normalize("NFKD", name.casefold())
    plain = re.sub(r"['’ʼ`.]", "", "".join(c for c in low if not unicodedata.combining(c)))
    found = re.findall(r"[^\W_]+", plain)
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)


def host(url: str) -> str:
    """The host name of an address, without ``www.``; "" where there is none."""
    text = url.strip().casefold()
    try:
        name = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.").strip(".")


def load(path: Path | None, problems: list[Message]) -> Outlets:
    """The authority that ships, extended by the curator's file at ``path``; every problem is appended."""
    shipped = _shipped()
    if path is None:
        return shipped
    read = authority.read(path, FIELDS, problems)
    found = dict(shipped.rows)
    for row in read.rows.values():
        values: dict[str, Any] = dict(row.values)
        known = found.get(row.key)
        if known is None and "name" not in values:
            text = f"{row.key!r} is no outlet that ships, so it needs a name."
            problems.append(Message("DL302", text, row.path, row.line, "name"))
            continue
        outlet = known or Outlet(row.key, "", origin=row.origin)
        aliases, domains = values.pop("aliases", ()), values.pop("domains", ())
        if known and "name" in values and values["name"] != known.name:
            aliases = (known.name, *aliases)
        for key in values.pop("merge", ()):
            if key == row.key or key not in found:
                text = f"{row.key!r} merges {key!r}, which is no other outlet."
                problems.append(Message("DL304", text, row.path, row.lines["merge"], "merge"))
                continue
            other = found.pop(key)
            aliases, domains = (other.name, *other.aliases, *aliases), (*other.domains, *domains)
        found[row.key] = replace(
            outlet, **values, aliases=outlet.aliases + tuple(aliases), domains=outlet.domains + tuple(domains)
        )
    _clashes(found, read, problems)
    return _indexed(found)


def _names(outlet: Outlet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (normal(text) for text in (outlet.name, *outlet.aliases)))))


def _clashes(found: Mapping[str, Outlet], read: authority.Authority, problems: list[Message]) -> None:
    """A name or a domain of a curator's row that another outlet has too."""
    for kind in ("names", "domains"):
        owners: dict[str, list[str]] = {}
        for key, outlet in found.items():
            for text in _index(outlet, kind):
                owners.setdefault(text, []).append(key)
        for key, row in read.rows.items():
            for text in _index(found[key], kind) if key in found else ():
                twin = next((owner for owner in owners[text] if owner != key), None)
                if twin is not None:
                    said = f"{key!r} has {text!r} among its {kind}, which {twin!r} has too."
                    line = row.lines.get("aliases" if kind == "names" else kind, row.line)
                    problems.append(Message("DL303", said, row.path, line, kind))


def _index(outlet: Outlet, kind: str) -> tuple[str, ...]:
    return _names(outlet) if kind == "names" else outlet.domains


def _indexed(found: Mapping[str, Outlet]) -> Outlets:
    by_name: dict[str, str] = {}
    by_domain: dict[str, str] = {}
    for key, outlet in found.items():
        for text in _names(outlet):
            by_name.setdefault(text, key)
        for text in outlet.domains:
            by_domain.setdefault(text, key)
    return Outlets(found, by_name, by_domain)


@lru_cache(maxsize=1)
def _shipped() -> Outlets:
    """What ships, read once in a process; never changed."""
    found = {}
    for name, country, lang, domains, order, agency, aliases in rows(FOLDER / "outlets.tsv", 7):
        key = slug(name)
        found[key] = Outlet(
            key, name, country, lang, tuple(items(aliases)), tuple(items(domains)), order, agency == "agency", ORIGIN
        )
    return _indexed(found)
