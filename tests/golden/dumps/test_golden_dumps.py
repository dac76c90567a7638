"""One folder, one behaviour: a file as it arrives, and ``expected.json`` with what the door gives or refuses.

``DATELINE_UPDATE_GOLDEN=1`` writes the expectations anew; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.dumps import find, read, read_bytes
from dateline.messages import DatelineError
from dateline.model import Dump, Line
from tests import documents

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir() and not folder.name.startswith(("_", ".")))
# Files that libraries make while the test runs; what is expected of them lies in ``_made``.
MADE: dict[str, Callable[[], bytes]] = {
    "word": lambda: documents.word(documents.rich, title="Ferries, second version"),
    "word-nexis": lambda: documents.word(documents.nexis),
    "word-numbers": documents.numbered_word,
    "opendocument": lambda: documents.open_text(documents.rich_open, title="Ferries, second version"),
    "opendocument-numbers": documents.numbered_open,
    "rtf": documents.rich_rtf,
    "rtf-numbers": documents.numbered_rtf,
    "rtf-factiva": documents.factiva_rtf,
}


def _line(line: Line) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": line.text}
    if line.markup is not None:
        markup = line.markup
        shown["tags"] = "/".join(markup.tags)
        if markup.names:
            shown["names"] = " ".join(markup.names)
        shown |= {
            name: getattr(markup, name)
            for name in ("heading", "list_depth", "quoted", "cell", "figure", "hidden")
            if getattr(markup, name)
        }
        shown |= {name: round(getattr(markup, name), 2) for name in ("bold", "linked") if getattr(markup, name)}
        if markup.label:
            shown["label"] = line.text[: markup.label]
        if markup.links:
            shown["links"] = [[line.text[link.start : link.end], link.url] for link in markup.links]
    return shown


def _dump(dump: Dump) -> dict[str, Any]:
    return {
        "format": dump.format.value,
        "encoding": dump.encoding,
        "part": dump.part,
        "hints": [list(pair) for pair in dump.hints.values],
        "hint_lines": list(dump.hints.lines),
        "claims": [[claim.field, claim.value, claim.origin] for claim in dump.claims],
        "notices": [[notice.code, notice.reason] for notice in dump.notices],
        **({"margins": list(dump.margins)} if dump.margins else {}),
        **({"asides": [list(aside) for aside in dump.asides]} if dump.asides else {}),
        **({"told": [[piece.role.value, *piece.lines] for piece in dump.told]} if dump.told else {}),
        "lines": [_line(line) for line in dump.lines],
    }


def _outcome(folder: Path) -> list[Any]:
    outcome: list[Any] = []
    for path in find(folder):
        if path.name == "expected.json":
            continue
        try:
            outcome.append([_dump(dump) for dump in read(path, folder)])
        except DatelineError as error:
            outcome.append([[m.code, m.place, m.text] for m in error.messages])
    return outcome


@pytest.mark.parametrize("case", CASES)
def test_dump_reads_as_expected(case: str) -> None:
    folder = HERE / case
    outcome = json.loads(json.dumps(_outcome(folder)))
    expected = folder / "expected.json"
    if os.environ.get("DATELINE_UPDATE_GOLDEN"):
        expected.write_text(json.dumps(outcome, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert outcome == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize("name", MADE)
def test_a_document_that_is_made_reads_as_expected(name: str) -> None:
    outcome = json.loads(json.dumps([_dump(dump) for dump in read_bytes(MADE[name](), name)]))
    expected = HERE / "_made" / f"{name}.json"
    if os.environ.get("DATELINE_UPDATE_GOLDEN"):
        expected.write_text(json.dumps(outcome, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert outcome == json.loads(expected.read_text("utf-8"))


def test_every_case_has_one_file_that_is_read() -> None:
    assert CASES
    for case in CASES:
        assert len([path for path in find(HERE / case) if path.name != "expected.json"]) == 1, case
