"""The browser's part: the theme's scripts, put into as few and as small files as a reader on a slow line needs."""

from __future__ import annotations

import re
from pathlib import Path

CORE = ("index", "words", "query", "rank", "view")
"""Every search needs these, in this order; they become one file."""

EXTRAS = ("fuzzy", "filters", "lunr")
"""Few searches need these; each stays a file of its own, loaded when first needed."""

_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*\n|//[^\n]*\n)", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$|\n(?=\n)", re.MULTILINE)


def scripts(folder: Path) -> dict[str, str]:
    """Names and texts of the client's files, made from the theme's ``folder`` of scripts. Raises OSError."""
    read = {name: compact((folder / f"{name}.js").read_text("utf-8")) for name in (*CORE, *EXTRAS)}
    return {"client": "".join(read[name] for name in CORE), **{name: read[name] for name in EXTRAS}}


def compact(text: str) -> str:
    """A script without the comments that have lines of their own, indentation and blank lines.

    Nothing else is touched; the theme's scripts hold no text of several lines in which this would matter (a test
    runs them in this form).
    """
    return _INDENT.sub("", _COMMENT.sub("", text)).lstrip("\n")
