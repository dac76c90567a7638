"""Whatever an article says, it says the same after it was a row of a table, or a line of JSON."""

from __future__ import annotations

import csv
import re
import tempfile
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.library import exporting, foreign, frontmatter
from dateline.messages import DatelineError, Report
from dateline.model import Header, MarkdownFile
from dateline.settings import Settings
from tests import torture
from tests.property.test_library_frontmatter import BODY, headers

EXAMPLES = 600 if torture.FULL else 60
SURROGATE = re.compile("[\ud800-\udfff]")
LONG = st.integers(32_760, 32_770).map(lambda size: "x" * size) | st.integers(16_380, 16_390).map(lambda n: "😀" * n)


@settings(max_examples=EXAMPLES, deadline=None)
@given(headers(), BODY | LONG)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_row_says_what_its_article_says(kind: str, header: Header, body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        (content / "articles").mkdir(parents=True)
        text = frontmatter.render(MarkdownFile("", header, SURROGATE.sub("", body)))
        (content / "articles" / "a.md").write_bytes(text.encode())
        try:
            wanted = frontmatter.parse(text, "a.md")
        except DatelineError:
            return  # what no file of a library can say
        report = Report()
        target = Path(folder, f"out.{kind}")
        exporting.export(Settings(content=content), target, kind, report)
        (found,) = foreign.read(target, None, Report())
        got = exporting.header_of({"title": "", "date": "", **found.values}, "a.md")
        if "\\ud" not in repr(wanted):  # half a character is none: JSON joins two of them, a table shows U+FFFD
            assert got == wanted.header
        assert found.body == wanted.body
        assert found.dropped == ()
        if kind == "csv":
            with target.open(encoding="utf-8", newline="") as file:
                cells = next(csv.DictReader(file))
            assert len(cells["body"].encode("utf-16-le")) <= 2 * exporting.CELL
            assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    torture.count(f"fields of articles that went through {kind}", len(fields(Header)) + 1)
