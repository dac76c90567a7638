"""Hostile titles and texts in what is handed over: every page of an EPUB and every entry of a ZIM file is judged.

Both hold the pages' own words, but an EPUB has titles in three more places, is read by programs that run scripts, and
is XML, in which one wrong character stops the whole chapter.
"""

from __future__ import annotations

import contextlib
import io
import posixpath
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import etree

from dateline import cli
from dateline.library import manifest
from tests import torture
from tests.crash.sites import ROOT
from tests.hostile import live
from tests.hostile.strings import all_strings, sample

CONFLICT = "nagorno-karabakh"
OTHERS = (
    *("x" * 255, "../../x", "..\\..\\x", "CON", "a:b", "\u202egnp.exe", "😀" * 60, "\x1b[31m", "e\u0301" * 100, "]]>"),
    *("!? " * 100, "\u200b" * 100, "م" * 140, "a_" * 150, "x" * 300 + " and so on" * 90),  # libzim wants words
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A published library whose articles of one conflict have every string as all that they say."""
    folder = tmp_path_factory.mktemp("books")
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    strings = [text for text in (*OTHERS, *(all_strings() if torture.FULL else sample())) if text.strip()]
    for number, text in enumerate(strings):
        header = {
            "title": text,
            "date": f"20{number % 24:02}-{1 + number % 12:02}-{1 + number % 28:02}",
            **dict.fromkeys(("source", "credit", "standfirst", "warning"), text),
            "lang": text if number % 3 == 0 else "en",
            "authors": [text],
            "conflicts": [CONFLICT, text],
            "places": [text, "Shusha"],
            "tags": [text],
            "url": text,
            "claims": [{"who": text, "says": text, "denied_by": [text]}],
        }
        written = yaml.safe_dump(header, allow_unicode=True)
        body = f"Before {text} after.\n\n{text}\n\n> {text}\n\n- {text}\n\n[{text}]({text})\n"
        (articles / f"a{number}.md").write_text(f"---\n{written}---\n\n{body}", "utf-8", "surrogateescape", newline="")
    (folder / "conf.py").write_text(
        f"import runpy\nglobals().update(runpy.run_path({str(ROOT / 'pelican.conf.py')!r}))\n"
        f"THEME = {str(ROOT / 'theme')!r}\nSITENAME = 'A <script>alert(1)</script> & \"b\" \\u202e\\x1b[31m ../x'\n"
        "SITESUBTITLE = AUTHOR = SITENAME\n",
        "utf-8",
    )
    assert run(folder, "build", "-o", str(folder / "site"))[0] == 0
    return folder, len(strings)


def run(folder: Path, command: str, *more: str) -> tuple[int, str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = cli.main([command, "-s", str(folder / "conf.py"), "-c", str(folder / "content"), *more])
    assert live.in_terminal(printed.getvalue(), command) == []
    return status, printed.getvalue()


def member(name: str) -> bool:
    """Whether a name is one that every system unpacks below its folder, and as this file."""
    return bool(name) and name.isascii() and name.isprintable() and posixpath.normpath(f"/{name}") == f"/{name}"


def test_an_epub_of_hostile_articles(library: tuple[Path, int]) -> None:
    pytest.importorskip("ebooklib")
    folder, count = library
    path = folder / "book.epub"
    status, said = run(folder, "bundle", "--epub", CONFLICT, "-o", str(path))
    assert status == 0, said[-2000:]
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    problems: list[str] = []
    chapters = 0
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert [name for name in names if not member(name)] == []
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            data = archive.read(name)
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                root = etree.fromstring(data, strict)  # raises where a reader would stop
                problems += (f"{name}: {found!r}" for found in _live(root))
                problems += live.NO_TEXT.findall(data.decode())
            if name.endswith(".xhtml"):
                chapters += 1
                problems += live.in_page(data, name)
    assert problems == [], "\n".join(problems[:20])
    assert chapters >= count, "an article is missing"
    torture.count("chapters of an EPUB of hostile articles", chapters)


def _live(root: etree._Element) -> list[str]:
    """What runs in a reader of XML: scripts by their name in any namespace, handlers, addresses of other kinds."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname.lower()
        if name in live.NEVER - {"source", "set"} | {"script", "svg"}:
            found.append(f"<{name}>")
        for key, value in element.attrib.items():
            key = etree.QName(key).localname.lower()
            scheme = live.SCHEME.match("".join(str(value).split()).lower())
            if key.startswith("on") or (key in live.ADDRESSES and scheme and scheme[1] not in live.SCHEMES):
                found.append(f"{name}[{key}={value!r}]")
    return found


def test_a_zim_file_of_hostile_articles(library: tuple[Path, int]) -> None:
    reader = pytest.importorskip("libzim.reader")
    folder, count = library
    path = folder / "archive.zim"
    status, said = run(folder, "bundle", "--zim", "--site", str(folder / "site"), "-o", str(path))
    assert status == 0, said[-2000:]
    archive = reader.Archive(path)
    site = folder / "site"
    names = set(manifest.files(site)) - {manifest.MANIFEST}
    articles = 0
    for name in sorted(names):
        entry = archive.get_entry_by_path(name)
        assert bytes(entry.get_item().content) == (site / name).read_bytes()
        assert live.NO_TEXT.findall(entry.title) == [], name
        articles += entry.title != name
    assert archive.main_entry.get_item().path == "index.html"
    assert articles == count
    for key in archive.metadata_keys:
        if not key.startswith("Illustration"):
            assert live.NO_TEXT.findall(archive.get_metadata(key).decode()) == [], key
    torture.count("articles of a ZIM file of hostile articles", articles)
