"""Copies as they really come: one folder, one behaviour. ``expected.json`` is what a careful reader would note down.

``python tests/golden/extract/test_golden_extract.py NAME…`` prints what is read now, to be checked by eye.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.model import Article, Block

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/expected.json"))


def noted(article: Article) -> dict[str, Any]:
    return {
        "title": article.headline,
        "standfirst": article.standfirst,
        "date": article.published.iso if article.published else "",
        "modified": article.modified.iso if article.modified else "",
        "authors": list(article.authors),
        "outlet": article.outlet,
        "credit": article.credit,
        "language": article.language,
        "blocks": [f"{block.kind.value}: {_printed(block)}" for block in article.blocks],
        "captions": [[caption.text, caption.credit] for caption in article.captions],
        "corrections": list(article.corrections),
        "doubts": sorted({doubt.field for doubt in article.doubts}),
    }


def _printed(block: Block) -> str:
    """A block's text behind its number, its lead-in in bold between asterisks."""
    number = "" if block.number is None else block.mark or f"({block.number})"
    text = f"**{block.text[: block.lead]}**{block.text[block.lead :]}" if block.lead else block.text
    return f"{number} {text}".strip()


def read(case: str) -> list[dict[str, Any]]:
    (path,) = (HERE / case).glob("dump.*")
    return [noted(article) for dump in dumps.read(path, path.parent) for article in extract(dump)]


@pytest.mark.parametrize("case", CASES)
def test_extract_case(case: str) -> None:
    assert read(case) == json.loads((HERE / case / "expected.json").read_text("utf-8"))


def test_every_folder_is_a_case() -> None:
    folders = {path.parent.name for path in HERE.glob("*/dump.*")}
    assert folders == set(CASES)
    assert len(folders) >= 20


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(json.dumps(read(name), ensure_ascii=False, indent=1))
