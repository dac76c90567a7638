"""A strict reader of JSON-LD: every type, property and kind of value must be one that schema.org defines for it.

The facts (https://schema.org, CC BY-SA 3.0) are of the types that an archive's pages use: which properties
a type has, those that it inherits included, and what their values may be. A node without a type is an error here,
though JSON-LD allows it: nothing could be said of its properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PARENTS = {
    "NewsArticle": "Article",
    "Article": "CreativeWork",
    "Claim": "CreativeWork",
    "Comment": "CreativeWork",
    "CorrectionComment": "Comment",
    "WebPage": "CreativeWork",
    "CreativeWork": "Thing",
    "Event": "Thing",
    "Place": "Thing",
    "Person": "Thing",
    "Organization": "Thing",
    "NewsMediaOrganization": "Organization",
    "Thing": "",
}
TEXT, DATE, URL, NUMBER = "Text", "Date", "URL", "Number"
PROPERTIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Thing": {
        "name": (TEXT,),
        "description": (TEXT,),
        "url": (URL,),
        "identifier": (TEXT, URL),
        "sameAs": (URL,),
        "mainEntityOfPage": ("CreativeWork", URL),
    },
    "CreativeWork": {
        "about": ("Thing",),
        "archivedAt": ("WebPage", URL),
        "author": ("Person", "Organization"),
        "comment": ("Comment",),
        "correction": ("CorrectionComment", TEXT, URL),
        "creativeWorkStatus": (TEXT,),
        "creditText": (TEXT,),
        "dateModified": (DATE,),
        "datePublished": (DATE,),
        "headline": (TEXT,),
        "inLanguage": (TEXT,),
        "translationOfWork": ("CreativeWork",),
        "workTranslation": ("CreativeWork",),
        "isBasedOn": ("CreativeWork", URL),
        "keywords": (TEXT, URL),
        "maintainer": ("Person", "Organization"),
        "mentions": ("Thing",),
        "publisher": ("Person", "Organization"),
        "spatialCoverage": ("Place",),
        "text": (TEXT,),
    },
    "Article": {"articleBody": (TEXT,), "articleSection": (TEXT,), "wordCount": (NUMBER,)},
    "NewsArticle": {"dateline": (TEXT,)},
    "Claim": {"appearance": ("CreativeWork",), "claimInterpreter": ("Person", "Organization")},
    "Place": {"latitude": (NUMBER, TEXT), "longitude": (NUMBER, TEXT)},
}
NEEDED = {
    "NewsArticle": ("headline", "datePublished", "publisher", "inLanguage"),
    "Place": ("name",),
    "Event": ("name",),
}
# ISO 8601 as schema.org's Date and DateTime have it; years and months alone are ISO dates of less precision.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_URL = re.compile(r"https?://[^\s/]+(/\S*)?")


def faults(node: object, where: str = "$") -> Iterator[str]:
    """What is wrong with a JSON-LD ``node`` and those within it, each with its path."""
    if not isinstance(node, Mapping):
        yield f"{where}: no node"
        return
    kind = node.get("@type")
    if kind not in PARENTS:
        yield f"{where}: unknown type {kind!r}"
        return
    if where == "$" and node.get("@context") != "https://schema.org":
        yield f"{where}: not in the context of schema.org"
    if set(node) == {"@type", "@id"}:  # a reference to another node
        return
    known = _properties(kind)
    for name in NEEDED.get(kind, ()):
        if not node.get(name):
            yield f"{where}: {kind} without {name}"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{where}.{name}: {kind} has no such property"
            continue
        for at, single in enumerate(value if isinstance(value, list) else [value]):
            yield from _value(single, known[name], f"{where}.{name}[{at}]")


def _value(value: object, allowed: tuple[str, ...], where: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        kind = str(value.get("@type"))
        if kind in PARENTS and not set(_ancestors(kind)) & set(allowed):
            yield f"{where}: {kind} is none of {', '.join(allowed)}"
        yield from faults(value, where)
    elif isinstance(value, bool) or value is None or value == "":
        yield f"{where}: {value!r} says nothing"
    elif isinstance(value, int | float):
        if NUMBER not in allowed:
            yield f"{where}: a number"
    elif not any(_fits(str(value), kind) for kind in allowed):
        yield f"{where}: {value!r} is none of {', '.join(allowed)}"


def _fits(value: str, kind: str) -> bool:
    if kind == DATE:
        return bool(_DATE.fullmatch(value))
    if kind == URL:
        return bool(_URL.fullmatch(value))
    return kind == TEXT


def _ancestors(kind: str) -> Iterator[str]:
    while kind:
        yield kind
        kind = PARENTS[kind]


def _properties(kind: str) -> dict[str, tuple[str, ...]]:
    return {name: values for each in _ancestors(kind) for name, values in PROPERTIES.get(each, {}).items()}
