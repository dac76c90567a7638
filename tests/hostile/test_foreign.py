"""Files in the site's folder that no build wrote are somebody's: no build loses them, and each is told where to go."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from dateline import cli
from dateline.library import manifest
from dateline.site import extras
from tests.crash.sites import ROOT, tree, write
from tests.hostile import live


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library with its published site."""
    write(tmp_path, 0, 5)
    assert build(tmp_path) == 0
    return tmp_path


def build(folder: Path, output: str = "site") -> int:
    config, content = str(ROOT / "pelican.conf.py"), str(folder / "content")
    return cli.main(["build", "-s", config, "-c", content, "-o", str(folder / output)])


FOREIGN = ("CNAME", ".nojekyll", ".well-known/security.txt", "2020/11/notes.txt", "theme/mine.css", "old/index.html")


def test_no_build_loses_what_it_did_not_write(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FOREIGN:
        (home / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "site" / name).write_text(name)
    write(home, 1, 5)
    before = tree(home / "site")
    for forget in (False, True):  # with what the last build remembers, and without
        if forget:
            shutil.rmtree(home / ".site.dateline")
        assert build(home) == 1
        said = capsys.readouterr().err
        assert said.count("fatal DL526") == len(FOREIGN)
        assert all(f"site/{name}: " in said for name in FOREIGN)
        assert live.in_terminal(said, "build") == []
        assert tree(home / "site") == before
    for name in FOREIGN:
        (home / "site" / name).unlink()
    assert build(home) == 0
    assert build(home, "clean") == 0
    assert tree(home / "site") == tree(home / "clean")


def test_many_are_told_in_few_lines_and_what_systems_leave_behind_is_nobodys(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".DS_Store", "Thumbs.db", "2020/desktop.ini", "._index.html"):
        (home / "site" / name).write_text("x")
    write(home, 1, 5)
    assert build(home) == 0
    for number in range(500):
        (home / "site" / f"{number}.txt").write_text("x")
    assert build(home) == 1
    said = capsys.readouterr().err
    assert said.count("DL526") == 20
    assert "480 more" in said


def test_a_folder_with_another_programs_manifest_is_no_site_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, 0, 5)
    theirs = tmp_path / "site"
    theirs.mkdir()
    pages = {name: f"<p>{name}" for name in ("index.html", "search.html", "robots.txt", "opensearch.xml")}
    for name, text in pages.items():
        (theirs / name).write_text(text)
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in pages.items()}
    (theirs / manifest.MANIFEST).write_text(manifest.render(digests))
    before = tree(theirs)
    assert build(tmp_path) == 1
    assert "fatal DL525" in capsys.readouterr().err
    assert tree(theirs) == before


def test_extra_files_are_published_by_every_build_and_stand_in_the_manifest(home: Path) -> None:
    content = home / "content" / extras.FOLDER
    for version, files in enumerate(
        (
            {"CNAME": "a", ".nojekyll": "", ".well-known/security.txt": "c"},
            {"CNAME": "b", ".nojekyll": ""},
            {"favicon.ico": "d", "google1234.html": "e"},
            {},
        ),
        2,
    ):
        shutil.rmtree(content, ignore_errors=True)
        for name, text in files.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_text(text)
        if version == 3:  # with a change of an article too, and alone
            write(home, version, 5)
        assert build(home) == 0
        assert build(home, f"clean{version}") == 0
        site = tree(home / "site")
        assert site == tree(home / f"clean{version}")
        assert {name: site[name].decode() for name in files} == files
        assert ("CNAME" in site) == ("CNAME" in files)
        listed = manifest.parse(site[manifest.MANIFEST].decode(), "")
        assert set(listed) == set(site) - {manifest.MANIFEST}
    assert cli.main(["verify", "-c", str(home / "content"), "--site", str(home / "site")]) == 0


def test_extra_files_take_no_address_of_the_sites_own_and_lead_nowhere_else(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = home / "content"
    (content / "pages").mkdir()
    (content / "pages" / "Our Aims.md").write_text("Text.\n")
    (content / "extra" / "2020").mkdir(parents=True)
    (home / "secret.txt").write_text("secret")
    (content / "extra" / "link.txt").symlink_to(home / "secret.txt")
    (content / "extra" / "folder").symlink_to(home)
    (content / "extra" / "gone").symlink_to("nowhere")
    wrong = ("robots.txt", "INDEX.html", "our-aims.html", "2020/x.html", "manifest-sha256.txt", "Sitemap-2.xml")
    for name in wrong:
        (content / "extra" / name).write_text("theirs")
    assert build(home) == 1
    said = capsys.readouterr().err
    assert said.count("error DL501") == len(wrong)
    assert "extra/link.txt: error DL428" in said
    site = tree(home / "site")
    assert b"theirs" not in site.values()
    assert b"secret" not in site.values()
    shutil.rmtree(content / "extra")
    assert build(home) == 0
    assert tree(home / "site") == site


def test_every_address_at_the_root_of_a_site_is_taken(home: Path) -> None:
    own = [path.name + ("/x" if path.is_dir() else "") for path in (home / "site").iterdir()]
    assert len(own) > 10
    assert [name for name in own if not extras.taken(name)] == []
    assert not extras.taken("CNAME")
    assert not extras.taken("robots.txt/x")
