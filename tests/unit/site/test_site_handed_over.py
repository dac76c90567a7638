"""A ZIM file that Kiwix's library reads, and an EPUB that the standard's checker accepts."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dateline.library import manifest, zim, zimids
from dateline.messages import DatelineError, Report
from dateline.settings import Settings
from dateline.site import edition, epub
from dateline.site.announce import announce
from dateline.site.edition import Edition
from dateline.site.engine import config
from dateline.site.engine.build import build
from tests.unit.site.site_library import PELICAN, write

ABOUT = {"title": "Test archive of a name too long for a ZIM file", "description": "", "holder": "Testers"}
XHTML = "{http://www.w3.org/1999/xhtml}"
MORE = {
    "2020/copy.md": (
        "title: A truce was signed\ndate: 2020-11-11\nsource: Copyist\nconflicts: [nagorno-karabakh]\nslug: copy"
    ),
    "2020/short.md": (
        "title: An excerpt of it\ndate: 2020-11-12\nsource: Quillon World\nconflicts: [nagorno-karabakh]\nlang: ar\n"
        "publish: excerpt\nurl: https://quillon.example/short\n"
        "claims:\n  - {who: A <b>, says: 'b & c', denied_by: [D]}\nslug: short"
    ),
    "2020/none.md": (
        "title: Facts alone\ndate: 2020-11\nsource: Quillon World\nconflicts: [nagorno-karabakh]\npublish: metadata\n"
        "standfirst: SECRETSTANDFIRST\nslug: none"
    ),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.unit.site.site_library import ARTICLES

    return write(tmp_path_factory.mktemp("library"), {**ARTICLES, **MORE})


@pytest.fixture(scope="module")
def small(content: Path) -> Edition:
    return edition.load({**PELICAN, "PATH": str(content)})


@pytest.fixture(scope="module")
def site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    values = {**PELICAN, "PLUGINS": ["dateline"], "JINJA_ENVIRONMENT": {"extensions": ["jinja2.ext.i18n"]}}
    output = tmp_path_factory.mktemp("site") / "output"
    build(config.make(values, Path(PELICAN["THEME"]), content, output), Report(), announce)
    return output


# --------------------------------------------------------------------------- ZIM


def test_every_page_opens_in_kiwix_and_its_search_and_suggestions_work(site: Path, tmp_path: Path) -> None:
    pytest.importorskip("libzim", reason="libzim is not installed")
    from libzim.reader import Archive
    from libzim.search import Query, Searcher
    from libzim.suggestion import SuggestionSearcher

    target = tmp_path / "archive.zim"
    assert zim.write(Settings(), site, target, ABOUT) == len(manifest.files(site)) - 1
    archive = Archive(target)
    assert archive.check()
    assert archive.main_entry.get_item().path == "index.html"
    for name in manifest.files(site):
        if name != manifest.MANIFEST:
            assert bytes(archive.get_entry_by_path(name).get_item().content) == (site / name).read_bytes(), name
    assert archive.get_entry_by_path("index.html").get_item().mimetype == "text/html"
    assert archive.has_fulltext_index

    def found(words: str) -> set[str]:
        hits = Searcher(archive).search(Query().set_query(words))
        return set(hits.getResults(0, 50))

    assert found("officials seized") >= {"2020/11/08/seized.html"}
    assert found("paragraph") >= {"2020/11/08/seized.html", "2020/11/10/truce.html", "2020/11/12/short.html"}
    for secret in ("SECRETTITLE", "HIDDENTITLE", "DRAFTTITLE", "SECRETSTANDFIRST"):
        assert found(secret) == set()
    assert not found("Conflicts Places Topics Sources Coverage"), "what stands on every page is not searched"
    suggested = SuggestionSearcher(archive).suggest("truce")
    assert set(suggested.getResults(0, 9)) == {"2020/11/10/truce.html", "2020/11/11/copy.html"}
    assert archive.get_metadata("Title").decode() == ABOUT["title"][: zim.TITLE]
    assert archive.get_metadata("Language") == b"eng"
    assert bytes(archive.get_illustration_item(zim.ICON).content).startswith(b"\x89PNG")


def test_two_zim_files_of_one_site_hold_the_same_bytes(site: Path, tmp_path: Path) -> None:
    pytest.importorskip("libzim", reason="libzim is not installed")
    from libzim.reader import Archive

    made = []
    for number in range(3):
        target = tmp_path / f"{number}.zim"
        zim.write(Settings(), site, target, ABOUT)
        made.append(target.read_bytes())
    assert len(set(made)) == 1
    zim.write(Settings(), site, tmp_path / "other.zim", {**ABOUT, "title": "Other"})
    ids = {Archive(tmp_path / name).uuid for name in ("0.zim", "other.zim")}
    assert len(ids) == 2, "another archive has another id"
    (tmp_path / "none").write_bytes(bytes(200))
    with pytest.raises(ValueError, match="no ZIM file"):
        zimids.settle(tmp_path / "none")


def test_a_zim_file_says_what_it_needs_and_takes_no_other_site(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "libzim", None)
        with pytest.raises(DatelineError, match=r"DL442.*is not installed"):
            zim.write(Settings(), site, tmp_path / "a.zim", ABOUT)
    pytest.importorskip("libzim", reason="libzim is not installed")
    with pytest.raises(DatelineError, match="DL435"):
        zim.write(Settings(), tmp_path, tmp_path / "a.zim", ABOUT)
    with pytest.raises(DatelineError, match="DL419"):
        zim.write(Settings(), site, Path("/dev/null/a.zim"), ABOUT)
    assert list(tmp_path.iterdir()) == []


# --------------------------------------------------------------------------- EPUB


@pytest.fixture
def book(small: Edition, tmp_path: Path) -> Path:
    pytest.importorskip("ebooklib", reason="EbookLib is not installed")
    target = tmp_path / "conflict.epub"
    assert epub.write(small, "nagorno-karabakh", target) == 5
    return target


def texts(book: Path) -> dict[str, str]:
    with zipfile.ZipFile(book) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(("xhtml", "opf"))}


def test_the_checker_of_the_standard_accepts_it(book: Path) -> None:
    found = shutil.which("epubcheck")
    if found is None:
        pytest.skip("epubcheck is not installed")
    jar = Path(found).resolve()
    command = ["java", "-jar", str(jar)] if jar.suffix == ".jar" else [found]
    done = subprocess.run([*command, "--failonwarnings", str(book)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_library_gives_the_same_bytes(book: Path, small: Edition, tmp_path: Path) -> None:
    epub.write(small, "nagorno-karabakh", tmp_path / "again" / "conflict.epub")
    assert (tmp_path / "again" / "conflict.epub").read_bytes() == book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_it_holds_the_reports_oldest_first_and_as_much_as_the_site_shows(book: Path) -> None:
    found = texts(book)
    titles = [
        ElementTree.fromstring(found[f"EPUB/article-{n}.xhtml"]).findtext(f".//{XHTML}h2") for n in range(1, 6)
    ]  # fmt: skip
    assert titles == [
        "Facts alone",
        "Officials say the city was seized",
        "A truce is signed",
        "A truce was signed",
        "An excerpt of it",
    ]
    assert "SECRETEND" in found["EPUB/article-2.xhtml"]
    assert "A number was wrong." in found["EPUB/article-2.xhtml"]
    short = found["EPUB/article-5.xhtml"]
    assert "SECRETEND" not in short
    assert "Only an excerpt" in short
    assert "A &lt;b&gt;" in short
    assert 'lang="ar"' in short
    assert 'dir="rtl"' in short
    assert not any("SECRETSTANDFIRST" in text for text in found.values())


def test_it_says_how_it_can_be_read(book: Path) -> None:
    package = texts(book)["EPUB/content.opf"]
    for name in ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        assert f"schema:{name}" in package
    assert "<dc:language>ar</dc:language>" in package


def test_a_conflict_that_nobody_reported_and_a_package_that_is_missing_are_told(
    small: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "ebooklib", None)
        with pytest.raises(DatelineError, match=r"DL442.*is not installed"):
            epub.write(small, "nagorno-karabakh", tmp_path / "a.epub")
    pytest.importorskip("ebooklib", reason="EbookLib is not installed")
    with pytest.raises(DatelineError, match="DL007"):
        epub.write(small, "nobody", tmp_path / "a.epub")
    with pytest.raises(DatelineError, match="DL419"):
        epub.write(small, "nagorno-karabakh", Path("/dev/null/a.epub"))
