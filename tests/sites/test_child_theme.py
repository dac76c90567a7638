"""A theme of one's own: one block overridden, and name, logo and accent by settings. Both builders, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.site.site_library import write

ROOT = Path(__file__).parents[2]
FOOT = "Kept by the city library."
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


@pytest.fixture(params=["dateline.Engine", ""], ids=["engine", "stock"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    content = write(tmp_path / "content")
    (content / "images").mkdir()
    (content / "images" / "mark.svg").write_text(LOGO, "utf-8")
    own = tmp_path / "own"
    own.mkdir()
    own.joinpath("article.html").write_text(
        '{% extends "!theme/article.html" %}\n'
        f'{{% block footer %}}<footer class="colophon"><p>{FOOT}</p></footer>{{% endblock %}}\n',
        "utf-8",
    )
    settings = (ROOT / "pelican.conf.py").read_text("utf-8").replace('PELICAN_CLASS = "dateline.Engine"', "")
    settings += f"""
PATH = {str(content)!r}
THEME = {str(ROOT / "theme")!r}
PLUGIN_PATHS = [{str(ROOT / "plugins")!r}]
THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]
SITENAME = "The Lantern Archive"
DATELINE = {{"accent": "#0b5d3b", "logo": "images/mark.svg"}}
"""
    if request.param:
        settings += f"PELICAN_CLASS = {request.param!r}\n"
    config = tmp_path / "pelican.conf.py"
    config.write_text(settings, "utf-8")
    command = [str(Path(sys.executable).with_name("pelican")), "-s", str(config), "-o", str(tmp_path / "output")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path / "output"


def test_a_child_theme_overrides_one_block_and_settings_the_rest(site: Path) -> None:
    article = (site / "2020/11/08/seized.html").read_text("utf-8")
    front = (site / "index.html").read_text("utf-8")
    assert FOOT in article
    assert FOOT not in front  # of articles alone
    assert "About this archive" not in article
    assert "Officials say the city was seized" in article  # all other blocks are the theme's
    for text in (article, front):
        assert "The Lantern Archive" in text
        assert "assets/mark.svg" in text
    assert (site / "assets/mark.svg").read_text("utf-8") == LOGO
    assert "#0b5d3b" in (site / "assets/site.css").read_text("utf-8")
