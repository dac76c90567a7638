"""The link check finds what it is for, so that CI's green means something."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SPEC = importlib.util.spec_from_file_location("links", Path(__file__).parents[2] / "checks" / "links.py")
assert SPEC
assert SPEC.loader
links: Any = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(links)


def site(tmp_path: Path, body: str) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "two.html").write_text('<!doctype html><p id="here">x</p>', "utf-8")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>t</title>{body}", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "body",
    [
        '<a href="a/two.html#here">x</a>',
        '<a href="https://example.org/" rel="noopener">x</a>',
        '<a href="#top" id="top">x</a>',
    ],
)
def test_good_links_pass(tmp_path: Path, body: str) -> None:
    found, count = links.problems(site(tmp_path, body))
    assert found == []
    assert count == 1


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<a href="a/none.html">x</a>', "points to nothing"),
        ('<a href="a/two.html#gone">x</a>', "anchor"),
        ('<a href="a/">x</a>', "folder"),
        ('<a href="/a/two.html">x</a>', "absolute"),
        ('<a href="../../x.html">x</a>', "leaves the site"),
        ('<a href="javascript:1">x</a>', "scheme"),
        ('<img src="https://example.org/x.png">', "loads from elsewhere"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "loads from elsewhere"),
    ],
)
def test_bad_links_are_named(tmp_path: Path, body: str, says: str) -> None:
    found, _ = links.problems(site(tmp_path, body))
    assert len(found) == 1
    assert says in found[0]


def test_an_empty_folder_is_a_problem(tmp_path: Path) -> None:
    found, _ = links.problems(tmp_path)
    assert found
