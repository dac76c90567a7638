"""Settings of every type: refused with the name of the setting, or used; never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import cli
from tests import torture
from tests.hostile.library import ROOT
from tests.library_place import Place, dump_text

pytestmark = pytest.mark.usefixtures("one_catalogue")

VALUES = (
    *("None", "7", "-1", "1.5", "float('nan')", "True", "''", "'x'", "[]", "['a']", "[None]", "{}", "{'a': 1}"),
    *("{1: 2}", "object()", "lambda: 1", "b'x'", "'\\ud800'", "'\\x00'", "'x' * 100000", "10 ** 30", "('a',)", "{'a'}"),
)
OWN = (
    *("language", "publish", "publish_by_source", "max_dump_bytes", "workers", "page_size", "search_results", "accent"),
    *("logo", "noindex", "preview", "no_such_setting"),
)
PELICAN = (
    *("PATH", "OUTPUT_PATH", "THEME", "THEME_STATIC_DIR", "THEME_STATIC_PATHS", "SITENAME", "SITEURL", "SITESUBTITLE"),
    *("AUTHOR", "DATELINE"),
)
LINES = (
    *(f"DATELINE = {{**DATELINE, {name!r}: {value}}}" for name in OWN for value in VALUES),
    *(f"{name} = {value}" for name in PELICAN for value in VALUES),
)
BROKEN = ("def", "raise ValueError", "import sys; sys.exit(0)", "def f(): f()\nf()", "x = '\\N{no such}'", "\x00")


def site(folder: Path) -> Path:
    """A folder with settings, theme and library of its own."""
    place = Place(folder / "content")
    place.put("a.txt", dump_text())
    place.ingest()
    for name in ("theme", "plugins"):
        (folder / name).symlink_to(ROOT / name)
    return folder / "pelican.conf.py"


def test_settings_of_any_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = site(tmp_path)
    usual = (ROOT / "pelican.conf.py").read_text("utf-8")
    before = {path.name for path in tmp_path.iterdir()} | {"pelican.conf.py", ".dateline"}
    for line in torture.some(LINES, 60):
        config.write_text(f"{usual}\n{line}\n", "utf-8")
        for command in (["check", "-s", str(config)], ["build", "-s", str(config), "-q"]):
            status = cli.main(command)
            said = capsys.readouterr()
            told = set(re.findall(r"(?:error|fatal) (DL\d{3})", said.err))
            assert bool(told) == bool(status), (line[:200], command, status, said.err[-2000:])
            # (DL526 where a theme of Pelican's own was tried before: its build leaves pages that no manifest names)
            assert told <= {"DL001", "DL005", "DL419", "DL521", "DL525", "DL526"}, (line[:200], told)
        torture.count("settings with a value of any type")
    made = {path.name for path in tmp_path.iterdir()} - before
    assert all(name.removeprefix(".").startswith(("output", "preview", "x", "7", "a")) for name in made), made


@pytest.mark.parametrize("text", BROKEN)
def test_a_file_of_settings_that_cannot_be_run(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "pelican.conf.py"
    config.write_text(text, "utf-8")
    assert cli.main(["check", "-s", str(config)]) == 1
    assert "DL001" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["", ".", "..", "content", "content/articles", "theme", "other", "copy", "working", "link"]
)
def test_a_folder_that_is_not_the_sites_own_is_never_replaced(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The published folder is exchanged whole and the old one deleted: it must hold nothing but a site of ours."""
    home = tmp_path / "home"
    home.mkdir()
    config = site(home)
    config.write_text((ROOT / "pelican.conf.py").read_text("utf-8"), "utf-8")
    for text in ("other/mine.txt", "copy/manifest-sha256.txt", "working/.git/HEAD", "working/index.html"):
        path = home / text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    (home / "working" / "manifest-sha256.txt").write_text("")
    (home / "link").symlink_to("content", target_is_directory=True)
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    for _ in range(2):
        assert cli.main(["build", "-s", str(config), "-o", str(home / name)]) == 1
        assert "fatal DL525" in capsys.readouterr().err
    after = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    assert {path: data for path, data in after.items() if path in before} == before


def test_a_new_folder_an_empty_one_and_a_site_are_built_in(tmp_path: Path) -> None:
    config = site(tmp_path)
    config.write_text((ROOT / "pelican.conf.py").read_text("utf-8"), "utf-8")
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty", "new", "empty"):
        assert cli.main(["build", "-s", str(config), "-o", str(tmp_path / name)]) == 0
        (tmp_path / "content" / "articles" / "own.md").write_text(
            "---\ntitle: T\ndate: 2020-01-01\nsource: S\n---\n\nText.\n"
        )
    assert (tmp_path / "new" / "2020" / "01" / "01" / "own.html").is_file()
