"""The browser's part: the theme's scripts, put into as few and as small files as a reader on a slow line needs."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin

CORE = ("index", "words", "query", "rank", "view")
"""Every search needs these, in this order; they become one file."""

EXTRAS = ("fuzzy", "filters", "lunr")
"""Few searches need these; each stays a file of its own, loaded when first needed."""


def scripts(folder: Path) -> dict[str, str]:
    """Names and texts of the client's files, made from the theme's ``folder`` of scripts: no comments, few spaces.

    Raises OSError.
    """
    read = {name: jsmin((folder / f"{name}.js").read_text("utf-8")) for name in (*CORE, *EXTRAS)}
    return {"client": "\n".join(read[name] for name in CORE), **{name: read[name] for name in EXTRAS}}
