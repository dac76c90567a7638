"""What a curator asks of Pelican is done by both builders, or told; and each leaves the other a site that it knows."""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from dateline import cli
from dateline.library.manifest import MANIFEST
from dateline.site import asked
from dateline.site.engine import rendering
from tests.crash.sites import tree
from tests.unit.site.site_library import write

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "pelican.conf.py").read_text("utf-8")
MINIMAL = 'PATH = "content"\nSITENAME = "Dateline"\nPLUGINS = ["dateline"]\nTIMEZONE = "UTC"\nDEFAULT_LANG = "en"\n'


def settings(folder: Path, more: str = "", text: str = SHIPPED) -> Path:
    path = folder / "pelican.conf.py"
    own = f"PATH = {str(folder / 'content')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    path.write_text(f"{text}\nTHEME = {str(ROOT / 'theme')!r}\n{own}{more}\n", "utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write(tmp_path / "content")
    return tmp_path


def build(folder: Path, more: str = "", output: str = "site", text: str = SHIPPED) -> dict[str, bytes]:
    assert cli.main(["build", "-s", str(settings(folder, more, text)), "-o", str(folder / output)]) == 0
    return tree(folder / output)


def test_the_tables_name_pelicans_own_values() -> None:
    assert {name: DEFAULT_CONFIG.get(name) for name in asked.WRITES} == dict(asked.WRITES)
    assert [name for name, (_, usual) in asked.IDLE.items() if DEFAULT_CONFIG.get(name, ()) not in usual] == []


@pytest.mark.parametrize(
    ("more", "made"),
    [
        ('STATIC_PATHS = ["images"]', "images/a.txt"),
        ('STATIC_PATHS = ["images"]\nEXTRA_PATH_METADATA = {"images/a.txt": {"path": "a.txt"}}', "a.txt"),
        ('TEMPLATE_PAGES = {"images/a.txt": "out/a.html"}', "out/a.html"),
        ('TAG_SAVE_AS = "tag/{slug}.html"', "tag/armed-conflict.html"),
        ('FEED_ALL_ATOM = "feeds/all.atom.xml"', "feeds/all.atom.xml"),
        ('TAG_FEED_RSS = "feeds/tag-{slug}.xml"', "feeds/tag-armed-conflict.xml"),
        ("OUTPUT_SOURCES = True", "2020/11/08/seized.text"),
    ],
)
def test_files_of_pelicans_own_are_made(home: Path, more: str, made: str) -> None:
    (home / "content" / "images").mkdir()
    (home / "content" / "images" / "a.txt").write_text("a")
    site = build(home, more)
    assert made in site
    assert "search.html" in site
    assert made.encode() in site[MANIFEST]


def test_a_template_that_asks_for_what_pelican_knows_gets_it(home: Path) -> None:
    own = home / "own"
    own.mkdir()
    own.joinpath("search.html").write_text(
        "{% extends '!theme/search.html' %}{% block footer %}"
        "<p>{{ SITENAME }} has {{ articles|length }}</p>{% endblock %}"
    )
    site = build(home, f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]")
    assert b"<p>Dateline has 5</p>" in site["search.html"]
    own.joinpath("search.html").unlink()
    own.joinpath("article.html").write_text(
        "{% extends '!theme/article.html' %}{% block title %}{{ article.slug }}{% endblock %}"
    )
    site = build(home, f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]")
    assert b"<title>seized" in site["2020/11/08/seized.html"]


def test_the_themes_own_templates_ask_pelican_for_nothing() -> None:
    assert asked.of_templates([ROOT / "theme" / "templates"]) is None


def test_settings_of_pelican_alone_do_and_escape_as_those_that_ship(home: Path) -> None:
    plain = build(
        home, 'AUTHOR = "The Dateline sample archive"\nSITESUBTITLE = "A sample archive of conflict news"', text=MINIMAL
    )
    assert plain == build(home, output="other")
    assert b"</title><script>" not in plain["2016/02/29/escape.html"]


@pytest.mark.parametrize("more", ['ARTICLE_SAVE_AS = "a/{slug}.html"', "TYPOGRIFY = True", 'MENUITEMS = [("x", "y")]'])
def test_what_has_no_meaning_here_is_told(home: Path, more: str, capsys: pytest.CaptureFixture[str]) -> None:
    plain = build(home, output="plain")
    capsys.readouterr()
    assert build(home, more) == plain
    said = capsys.readouterr().err
    assert f"notice DL527: {more.split()[0]} has no effect" in said


def test_one_builder_goes_on_where_the_other_left(
    home: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    first = build(home)
    simple = build(home, 'THEME = "simple"')
    assert "search.html" not in simple  # nothing of another theme's is left behind
    assert simple == build(home, 'THEME = "simple"', "clean")
    assert build(home, 'THEME = "notmyidea"') != simple
    assert build(home) == first
    build(home, 'TAG_SAVE_AS = "tags/{slug}.html"')
    assert build(home) == first
    capsys.readouterr()
    build(home, 'THEME = "simple"')
    (home / "site" / "CNAME").write_text("mine")
    config = settings(home)
    for theme in ('THEME = "notmyidea"', ""):  # whoever builds next: a file that somebody put there stays
        settings(home, theme)
        assert cli.main(["build", "-s", str(config), "-o", str(home / "site")]) == 1
        assert "site/CNAME: fatal DL526" in caplog.text + capsys.readouterr().err
        caplog.clear()
        assert (home / "site" / "CNAME").read_text() == "mine"


def test_an_error_in_pelicans_own_build_leaves_the_site_as_it_was(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    more = 'THEME = "simple"\nTHEME_TEMPLATES_OVERRIDES = ["own"]'
    before = build(home, more)
    own = home / "own"
    own.mkdir()
    own.joinpath("article.html").write_text("line 1\n{{ article.nothing.at_all }}\n")
    more = more.replace('"own"', repr(str(own)))
    assert cli.main(["build", "-s", str(settings(home, more)), "-o", str(home / "site")]) == 1
    said = caplog.text
    assert "article.html:2: fatal DL520" in said
    assert "Traceback" not in said
    assert tree(home / "site") == before
    assert list((home / ".site.dateline" / "next").iterdir()) == []


def test_a_filter_that_is_rewritten_in_the_settings_is_seen(home: Path) -> None:
    own = home / "own"
    own.mkdir()
    own.joinpath("search.html").write_text("<p>{{ 'Said'|shout }}</p>")
    more = f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]\nJINJA_FILTERS = {{'shout': lambda text: text.upper()}}"
    assert b"<p>SAID</p>" in build(home, more)["search.html"]
    assert b"<p>said</p>" in build(home, more.replace("upper", "lower"))["search.html"]


def test_after_a_template_error_the_next_build_in_the_same_process_finds_no_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rendering, "FEW", 0)  # several processes
    monkeypatch.setattr(rendering, "CHUNK", 1)
    own = home / "own"
    own.mkdir()
    more = f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]\nDATELINE = {{'workers': 2}}"
    own.joinpath("search.html").write_text("{% if %}")
    arguments = ["build", "-s", str(settings(home, more)), "-o", str(home / "site")]
    gc.disable()  # (a generator that nobody closed would live on)
    try:
        assert cli.main(arguments) == 1
        assert "search.html:1: fatal DL520" in capsys.readouterr().err
        assert multiprocessing.active_children() == []
        own.joinpath("search.html").unlink()
        assert cli.main(arguments) == 0
    finally:
        gc.enable()


def test_a_plugin_that_connects_to_no_signal_of_pelicans_writes_into_the_site(home: Path) -> None:
    own = home / "plugins"
    own.mkdir()
    # as a plugin does that lets others order what happens at the end: it replaces the signal's own function
    own.joinpath("at_the_end.py").write_text(
        "from pathlib import Path\nfrom pelican import signals\n"
        "def register():\n"
        "    before = signals.finalized.send\n"
        "    def send(pelican):\n"
        "        Path(pelican.settings['OUTPUT_PATH'], 'late.txt').write_text('late')\n"
        "        signals.finalized.send = before\n"
        "        return before(pelican)\n"
        "    signals.finalized.send = send\n"
    )
    more = f"PLUGIN_PATHS += [{str(own)!r}]\nPLUGINS = ['dateline', 'at_the_end']"
    for _ in range(2):
        site = build(home, more)
        assert site["late.txt"] == b"late"
        assert b"late.txt" in site[MANIFEST]
    assert "late.txt" not in build(home)


@pytest.mark.parametrize(
    "fault",
    [
        "{% include 'absent.html' %}",
        "{% extends 'search.html' %}",
        "{% macro again(x) %}{{ again(x) }}{% endmacro %}{{ again(1) }}",
        "{{ 1 / 0 }}",
        "{{ nothing.at.all }}",
        "{{ 'x'|nosuch }}",
        "{% for x in [] %}",
    ],
)
def test_whatever_is_wrong_with_a_template_its_line_is_named(
    home: Path, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = home / "own"
    own.mkdir()
    more = f"THEME_TEMPLATES_OVERRIDES = [{str(own)!r}]"
    before = build(home, more)
    own.joinpath("search.html").write_text(f"first\n{fault}\n")
    capsys.readouterr()
    assert cli.main(["build", "-q", "-s", str(settings(home, more)), "-o", str(home / "site")]) == 1
    said = capsys.readouterr()
    assert "own/search.html:2: fatal DL520: search.html cannot be made: " in said.err
    assert said.out == ""
    assert tree(home / "site") == before


def test_in_a_process_of_its_own_pelicans_build_names_the_line_also_when_it_is_quiet(home: Path) -> None:
    own = home / "own"
    own.mkdir()
    own.joinpath("article.html").write_text("first\n{{ article.nothing.at_all }}\n")
    more = f"THEME = 'simple'\nTHEME_TEMPLATES_OVERRIDES = [{str(own)!r}]"
    arguments = [sys.executable, "-m", "dateline", "build", "-q", "-s", str(settings(home, more)), "-o", "site"]
    wide = {**os.environ, "COLUMNS": "900"}  # (Pelican breaks its lines)
    done = subprocess.run(arguments, cwd=home, capture_output=True, text=True, check=False, env=wide)
    assert done.returncode == 1
    assert "own/article.html:2: fatal DL520" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (home / "site").exists()
