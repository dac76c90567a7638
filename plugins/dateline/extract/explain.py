"""An article line by line: what became of each, and why."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Article, Role

_COLOURS = {"kept": "32", "body": "1;32", "dropped": "2", "doubt": "33"}


def explain(article: Article, *, colour: bool = False) -> Iterator[str]:
    """Lines of text for a terminal: number, role, score, reason, and the dump's line itself."""
    width = max((len(str(item.line.number)) for item in article.lines), default=1)
    for item in article.lines:
        if item.role is Role.BLANK:
            continue
        kind = "body" if item.role.body else "kept" if item.role.kept else "dropped"
        head = f"{item.line.number:>{width}}  {item.role:<10} {item.score:4.2f}  "
        text = item.line.text if len(item.line.text) <= 100 else f"{item.line.text[:99]}…"
        line = f"{head}{text}  ({item.rule})"
        yield f"\x1b[{_COLOURS[kind]}m{line}\x1b[0m" if colour else line
    for evidence in article.evidence:
        where = f" (line {', '.join(map(str, evidence.lines))})" if evidence.lines else ""
        yield f"{evidence.field}: {evidence.value}{where}: {evidence.rule}, {evidence.score:.2f}"
    for doubt in article.doubts:
        line = f"doubt {doubt.code} {doubt.field}: {doubt.reason}"
        yield f"\x1b[{_COLOURS['doubt']}m{line}\x1b[0m" if colour else line
