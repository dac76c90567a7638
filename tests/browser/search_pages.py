"""Pages for the tests of search: an index in a folder and a page that opens it, with or without the site's frame."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace

import jinja2

from dateline.model import Place, SearchDocument
from dateline.search import build

ROOT = Path(__file__).parents[2]
SCRIPTS = ("index", "words", "query", "rank")
SOURCES = ROOT / "theme" / "static" / "js" / "search"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"


def client(folder: Path, documents: Iterable[SearchDocument], places: Mapping[str, Place] | None = None) -> str:
    """An index and a bare page with the client on it; the address of the page."""
    build(documents, places or {}, folder)
    shutil.copytree(SOURCES, folder / "theme" / "js" / "search")
    tags = "".join(f'<script src="theme/js/search/{name}.js"></script>' for name in SCRIPTS)
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>t</title>'
    (folder / "client.html").write_text(f'<!doctype html><html lang="en">{head}{tags}', "utf-8")
    return (folder / "client.html").as_uri()


def site(folder: Path, documents: Iterable[SearchDocument], places: Mapping[str, Place] | None = None) -> str:
    """An index and the theme's search page; the address of the page."""
    build(documents, places or {}, folder, scripts=SOURCES)
    return frame(folder)


def frame(folder: Path) -> str:
    """The theme's search page beside an index that is there; the address of the page."""
    for kind in ("js", "css"):
        shutil.copytree(ROOT / "theme" / "static" / kind, folder / "theme" / kind)
    (folder / "assets").mkdir()
    (folder / "assets" / "site.css").write_text("", "utf-8")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "theme" / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.ChainableUndefined,
    )
    environment.globals.update(_=lambda text, **values: text % values if values else text, ngettext=_plural)
    environment.filters["reach"] = lambda address, root: root + address
    look = SimpleNamespace(name="Test", subtitle="", language="en", direction="ltr", search_results=10)
    page = SimpleNamespace(root="", path="search.html")
    text = environment.get_template("search.html").render(page=page, site=look, view=SimpleNamespace(last="2020-01-01"))
    (folder / "search.html").write_text(text, "utf-8")
    return (folder / "search.html").as_uri()


def _plural(one: str, many: str, number: int, **values: object) -> str:
    return (one if number == 1 else many) % {"num": number, **values}
