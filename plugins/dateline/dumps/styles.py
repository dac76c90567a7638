"""What a page's own style sheets say about showing and hiding: the part of CSS that decides which lines there are.

Only rules of the form ``tag.class#id { display: … }`` are looked at, for a screen of 1280 pixels; that is where menus,
dialogs and phone variants are hidden and where links in a bar are made to stand apart. Selectors that depend on other
elements are left alone, so that an element is shown in case of doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

MAX_CSS = 4_000_000  # characters of style sheets that are looked at; saved pages have some 50,000
_LONGEST = 5_000  # characters of a rule that are looked at
WIDTH = 1280  # pixels of the screen that is supposed

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Patterns that begin with a word are found at the speed of a plain search; style sheets are written in small letters.
_DECLARATIONS = (
    re.compile(r"display\s*:\s*([a-z-]+)\s*(!\s*important)?"),
    re.compile(r"visibility\s*:\s*(hidden|visible|collapse)\s*(!\s*important)?"),
)
_AT = re.compile(r"@([a-z-]{1,40})([^{};@]{0,1000})\{", re.I)
_BRACE = re.compile(r"[{}]")
# A character of a name: each alternative matches what the other does not, else a long name takes time without end.
_CHARACTER = r"(?:[A-Za-z0-9_\u0080-\U0010ffff-]|\\[^\n])"
_COMPOUND = re.compile(rf"(\*|[A-Za-z][\w-]*)?((?:[.#]{_CHARACTER}+)*)")
_SIMPLE = re.compile(rf"[.#]{_CHARACTER}+")
_WIDTH = re.compile(r"(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)?")

_OUTER = frozenset(("block", "flex", "grid", "list-item", "table", "flow-root", "table-row", "-webkit-box"))
_ITEMS = frozenset(("flex", "grid", "inline-flex", "inline-grid"))


class Shown:
    """How an element is shown: ``hidden``, as a ``block`` of its own, its children each as a block (``items``)."""

    __slots__ = ("block", "hidden", "items")

    def __init__(self, display: str) -> None:
        self.hidden = display in ("none", "hidden")
        self.block = display in _OUTER
        self.items = display in _ITEMS


class Styles:
    """The rules of a page, asked by element."""

    def __init__(self, page: str) -> None:
        # last class, id or tag of the selector -> (weight, order), tag, other classes and ids, value
        self._rules: dict[str, list[tuple[tuple[int, int], str, frozenset[str], str]]] = {}
        self._known: dict[tuple[str, str, str], Shown | None] = {}
        order = 0
        seen = 0
        for attributes, css in _sheets(page):
            seen += len(css)
            if seen > MAX_CSS or not _applies(_media(attributes)):
                continue
            if "display" not in css and "visibility" not in css:
                continue
            for selectors, value, important in _rules(_COMMENT.sub("", css)):
                order += 1
                self._note(selectors, value, important, order)

    def _note(self, selectors: str, value: str, important: bool, order: int) -> None:
        for selector in selectors.split(","):
            selector = selector.strip()
            match = _COMPOUND.fullmatch(selector) if len(selector) < 200 else None
            if not match or not selector:
                continue
            tag = (match[1] or "").lower().replace("*", "")
            parts = [part.replace("\\", "") for part in _SIMPLE.findall(match[2])]
            if not parts:
                continue
            ids = sum(part[0] == "#" for part in parts)
            weight = 10_000 * important + 100 * ids + 10 * (len(parts) - ids) + bool(tag)
            self._rules.setdefault(parts[-1], []).append(((weight, order), tag, frozenset(parts[:-1]), value))

    def shown(self, tag: str, classes: str, name: str) -> Shown | None:
        """What the rules say of an element with these classes and this id; None where they say nothing."""
        if not self._rules or not (classes or name):
            return None
        key = (tag, classes, name)
        if key in self._known:
            return self._known[key]
        own = [f".{token}" for token in classes.split()[:40]]
        if name:
            own.append(f"#{name}")
        best: tuple[tuple[int, int], str] | None = None
        for part in own:
            for weight, wanted, others, value in self._rules.get(part, ()):
                if (not wanted or wanted == tag) and others.issubset(own) and (best is None or weight > best[0]):
                    best = (weight, value)
        found = Shown(best[1]) if best else None
        self._known[key] = found
        return found


def _sheets(page: str) -> Iterator[tuple[str, str]]:
    """Attributes and content of each style element; found by plain search, the fastest way."""
    for opening, closing in (("<style", "</style"), ("<STYLE", "</STYLE")):
        at = page.find(opening)
        while at >= 0:
            begin = page.find(">", at)
            end = page.find(closing, begin)
            if begin < 0 or end < 0:
                break
            yield page[at + len(opening) : begin], page[begin + 1 : end]
            at = page.find(opening, end)


def _rules(css: str) -> Iterator[tuple[str, str, bool]]:
    """Selector list, value and importance of each rule on showing that holds on the supposed screen."""
    silent = _elsewhere(css)
    for declarations in _DECLARATIONS:
        yield from _declared(css, declarations, silent)


def _declared(
    css: str, declarations: re.Pattern[str], silent: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str, bool]]:
    at = 0
    for declaration in declarations.finditer(css):
        place = declaration.start()
        while at < len(silent) and silent[at][1] <= place:
            at += 1
        if at < len(silent) and silent[at][0] <= place:
            continue
        brace = css.rfind("{", max(0, place - _LONGEST), place)
        if brace < 0 or css.rfind("}", brace, place) >= 0:
            continue
        floor = max(0, brace - _LONGEST)
        start = max(floor, *(css.rfind(mark, floor, brace) + 1 for mark in "{};"))
        yield css[start:brace], declaration[1].lower(), bool(declaration[2])


def _elsewhere(css: str) -> list[tuple[int, int]]:
    """Where the blocks lie that do not hold on the supposed screen: other media, key frames, fonts."""
    blocks: list[tuple[int, int]] = []
    end = 0
    for rule in _AT.finditer(css):
        if rule.start() < end:
            continue
        name = rule[1].lower()
        if name in ("supports", "layer") or (name == "media" and _applies(rule[2])):
            continue
        depth = 0
        end = len(css)
        for brace in _BRACE.finditer(css, rule.end() - 1):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                end = brace.end()
                break
        blocks.append((rule.start(), end))
    return blocks


def _media(attributes: str) -> str:
    match = re.search(r"media\s*=\s*[\"']?([^\"'>]*)", attributes, re.I)
    return match[1] if match else ""


def _applies(query: str) -> bool:
    """Whether a media query holds on the supposed screen; a query that is not understood does not hold."""
    query = query.strip().lower()
    if query in ("", "all", "screen"):
        return True
    return any(_one(part) for part in query.split(","))


def _one(query: str) -> bool:
    rest = _WIDTH.sub("", query)
    words = set(re.findall(r"[a-z-]+", rest))
    if words - {"all", "screen", "and", "only"}:
        return False
    for bound, number, unit in _WIDTH.findall(query):
        try:
            pixels = float(number) * (1 if unit in ("px", "") else 16)
        except ValueError:
            return False
        if (bound == "min" and pixels > WIDTH) or (bound == "max" and pixels < WIDTH):
            return False
    return True
