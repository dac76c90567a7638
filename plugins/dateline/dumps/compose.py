"""An article that an export gives in pieces (title, summary, content as HTML), put together as one page."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from dateline.dumps import html
from dateline.dumps.source import Part, Source
from dateline.model import Claim, Format, Hints


def compose(
    source: Source,
    format_: Format,
    title: str,
    blocks: tuple[str, ...],
    *,
    encoding: str = "utf-8",
    hints: tuple[tuple[str, str], ...] = (),
    claims: tuple[Claim, ...] = (),
    base: str = "",
) -> Part | None:
    """One part whose first line is the title, followed by ``blocks`` of HTML; None where nothing is to be seen.

    ``base`` is the address from which relative links are reckoned. What the blocks claim of themselves is left out:
    they are pieces of a page, and the export knows better.
    """
    pieces = [f"<h1>{escape(title)}</h1>"] if title.strip() else []
    pieces.extend(f"<div>{block}</div>" for block in blocks if block.strip())
    if not pieces:
        return None
    part = html.page_or_none(f"<article>{''.join(pieces)}</article>", encoding, (), source, base)
    if part is None:
        return None
    given = tuple((key, " ".join(value.split())) for key, value in hints if value.strip())
    return replace(part, hints=Hints(given), claims=claims, format=format_)


def paragraphs(text: str) -> str:
    """Plain text as HTML, a paragraph for each line."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
