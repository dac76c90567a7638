from __future__ import annotations

from pathlib import Path

import pytest

from dateline import dumps
from dateline.dumps import companions


@pytest.mark.parametrize(
    ("folder", "page"),
    [
        ("Truce_files", "Truce.html"),
        ("Truce-Dateien", "Truce.htm"),
        ("Truce_fichiers", "Truce.HTML"),
        ("A.b.files", "A.b.htm"),
    ],
)
def test_the_folder_of_a_page_is_told_by_the_page_beside_it(folder: str, page: str) -> None:
    assert companions.of_pages([folder, "2020"], [page, "other.txt"]) == [folder]
    assert companions.of_pages([folder], ["Other.html", "Truce.txt"]) == []


def saved(folder: Path) -> Path:
    """A page that a browser saved complete, with its folder."""
    page = folder / "Truce.html"
    (folder / "Truce_files" / "frames").mkdir(parents=True)
    page.write_text("<h1>Truce holds</h1><p>The truce held for a third day on Sunday, officials said.</p>")
    for name in ("app.js", "style.css", "f.txt", "frames/saved_resource.html"):
        (folder / "Truce_files" / name).write_text("var a = 1")
    (folder / "Truce_files" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return page


def test_what_belongs_to_a_page_is_not_listed_but_named(tmp_path: Path) -> None:
    page = saved(tmp_path)
    found = dumps.find(tmp_path)
    assert list(found) == [page]
    assert found.companions == [tmp_path / "Truce_files"]
    page.unlink()
    assert len(list(dumps.find(tmp_path))) == 5, "without the page they are files like others"


def test_what_a_system_writes_is_passed_over(tmp_path: Path) -> None:
    for name in ("Thumbs.db", "desktop.ini", "a.txt", ".DS_Store", "~$report.docx"):
        (tmp_path / name).write_text("text")
    assert [path.name for path in dumps.find(tmp_path)] == ["a.txt"]
