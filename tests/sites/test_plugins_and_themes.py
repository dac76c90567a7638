"""Other people's themes and plugins, with the engine and without it: the same pages, and each plugin's own work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.unit.site.site_library import write

ROOT = Path(__file__).parents[2]
BUILDERS = pytest.mark.parametrize("engine", [True, False], ids=["engine", "stock"])
LISTS = 'DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives"]\nTAG_SAVE_AS = "tag/{slug}.html"\n'


def built(folder: Path, settings: str, *, engine: bool) -> Path:
    """The site of the small library with more ``settings``."""
    content = write(folder / "content")
    text = (ROOT / "pelican.conf.py").read_text("utf-8").replace('PELICAN_CLASS = "dateline.Engine"', "")
    text += f"\nPATH = {str(content)!r}\nTHEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    config = folder / "pelican.conf.py"
    config.write_text(text + settings + ('PELICAN_CLASS = "dateline.Engine"\n' if engine else ""), "utf-8")
    command = [str(Path(sys.executable).with_name("pelican")), "-s", str(config), "-o", str(folder / "output")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@BUILDERS
@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_another_theme_shows_the_library(tmp_path: Path, theme: str, *, engine: bool) -> None:
    site = built(tmp_path, f"THEME = {theme!r}\n{LISTS}", engine=engine)
    article = (site / "2020/11/08/seized.html").read_text("utf-8")
    assert "Officials say the city was seized" in article
    assert "2020/11/08/seized.html" in (site / "index.html").read_text("utf-8")
    assert list((site / "tag").glob("*.html"))


@BUILDERS
@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_another_theme_needs_no_other_settings(tmp_path: Path, theme: str, *, engine: bool) -> None:
    site = built(tmp_path, f"THEME = {theme!r}\n", engine=engine)
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert "2020/11/08/seized.html" in pages["index.html"]
    dead = []
    for name, text in pages.items():
        for link in re.findall(r'href="(?!https?:)([^"#?]+)', text):
            target = (site / name).parent / unquote(link)
            if not (target / "index.html" if target.is_dir() else target).exists():
                dead.append((name, link))
    assert dead == []


@BUILDERS
def test_plugins_for_site_maps_and_neighbours_do_their_work(tmp_path: Path, *, engine: bool) -> None:
    pytest.importorskip("pelican.plugins.sitemap")
    pytest.importorskip("pelican.plugins.neighbors")
    own = tmp_path / "own"
    own.mkdir()
    own.joinpath("article.html").write_text(
        '{% extends "!theme/article.html" %}{% block footer %}'
        "<p id=neighbours>{% if article.prev_article %}{{ article.prev_article.slug }}{% endif %}|"
        "{% if article.next_article %}{{ article.next_article.slug }}{% endif %}</p>{% endblock %}",
        "utf-8",
    )
    settings = (
        'PLUGINS = ["dateline", "pelican.plugins.sitemap", "pelican.plugins.neighbors"]\n'
        'SITEURL = "https://archive.example"\nSITEMAP = {"format": "txt"}\n'
        f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]\n"
    )
    site = built(tmp_path, settings, engine=engine)
    listed = (site / "sitemap.txt").read_text("utf-8").split()
    articles = {path for path in site.glob("[12]*/*/*/*.html") if path.name != "index.html"}
    assert articles
    hidden = {path for path in articles if 'content="noindex"' in path.read_text("utf-8")}
    expected = {f"https://archive.example/{path.relative_to(site).as_posix()}" for path in articles - hidden}
    assert expected <= set(listed)
    texts = [path.read_text("utf-8") for path in articles - hidden]
    pairs = [text.split("<p id=neighbours>")[1].split("</p>")[0].split("|") for text in texts]
    assert sum(not before for before, _ in pairs) == sum(not after for _, after in pairs) == 1
