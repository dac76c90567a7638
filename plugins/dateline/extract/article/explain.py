"""An article line by line for a terminal: what became of each, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Article, Doubt, Evidence, LabelledLine, Role

# Select Graphic Rendition (ECMA-48, 8.3.117), by what became of a line.
_COLOURS = {"headline": "1;36", "body": "32", "kept": "36", "dropped": "2", "doubt": "33", "evidence": "2"}
_WIDEST = 100  # characters of a line that are shown


def explain(
    article: Article,
    evidence: Sequence[Evidence] | None = None,
    doubts: Sequence[Doubt] | None = None,
    *,
    colour: bool = False,
) -> Iterator[str]:
    """Lines for a terminal: each line of the dump with its number, role, score, words and reason; evidence; doubts.

    ``evidence`` and ``doubts`` are the article's own unless given (a record has the catalogue's too). Nothing in a dump
    reaches the terminal as a control sequence.
    """
    shown = [item for item in article.lines if item.role is not Role.BLANK]
    width = max((len(str(item.line.number)) for item in shown), default=1)
    reason = ""
    for item in shown:
        head = f"{item.line.number:>{width}}  {item.role:<10} {item.score:4.2f}  "
        text = item.line.text if len(item.line.text) <= _WIDEST else f"{item.line.text[: _WIDEST - 1]}…"
        why = "" if item.rule == reason else f"  ({item.rule})"  # a reason is said once for lines in a row
        reason = item.rule
        yield _painted(head + text + why, _kind(item), colour)
    for found in article.evidence if evidence is None else evidence:
        where = f" (line {', '.join(map(str, found.lines))})" if found.lines else ""
        yield _painted(
            f"because  {found.field} = {found.value}{where}: {found.rule}, {found.score:.2f}", "evidence", colour
        )
    for doubt in article.doubts if doubts is None else doubts:
        rest = f" {' | '.join(doubt.candidates)}" if doubt.candidates else ""
        yield _painted(f"doubt    {doubt.code} {doubt.field}: {doubt.reason}{rest}", "doubt", colour)


def _kind(item: LabelledLine) -> str:
    if item.role is Role.HEADLINE:
        return "headline"
    return "body" if item.role.body else "kept" if item.role.kept else "dropped"


def _painted(text: str, kind: str, colour: bool) -> str:
    safe = legible(text)
    return f"\x1b[{_COLOURS[kind]}m{safe}\x1b[0m" if colour else safe


def legible(text: str) -> str:
    """``text`` with what a terminal obeys rather than shows (controls, marks of direction) written as its number."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
