"""Every kind of page in a real browser: accessible, without overflow, by keyboard, in print, without scripts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page

from bench import edges
from bench.screenshots import pages
from tests.unit.site.site_library import write

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
DUMP = """\
Source: Quillon World
Date: 2020-11-08
URL: https://quillon.example/shelling

Shells fall on the city as talks stall

The mayor says that forty people were wounded.

A street in the old town after the shelling [Lanternwire]
8 Nov 2020

The mayor of the city said on Sunday that shells had fallen on the old town for the third day, and that forty people
had been wounded, among them two nurses on their way to work.

The ministry of defence in Yerevan denied that its forces had fired. Azerbaijan said that it would answer.

Talks between the two sides in Geneva stalled on Saturday after four hours.

Source: News Agencies
Most Read
Ten things to know about the weather
"""


CURATED = {
    "2020/earlier.md": """\
title: Officials say that the city was taken
date: 2020-11-08T12:00:00+03:00
source: Quillon World
conflicts: [nagorno-karabakh]
slug: earlier
version_of: seized""",
    "2020/claimed.md": """\
title: Two sides, two accounts
date: 2020-11-09
source: Quillon World
conflicts: [nagorno-karabakh]
claims:
  - {who: The ministry, says: the city was taken, about: Shusha, date: 2020-11-08, denied_by: [the other ministry]}
  - {who: متحدث, says: لم تسقط المدينة, status: confirmed}
slug: claimed""",
    "waiting.md": """\
title: What waits for a date
date: 2020
source: Quillon World
status: inbox
review: [date]""",
}
"""What a curator's work adds: an earlier version, claims, an article in the inbox."""


def hard() -> dict[str, str]:
    """The articles that strain a page, as front matter by file."""
    return {f"hard-{number}.md": yaml.safe_dump(header).strip() for number, header in enumerate(edges.hard())}


def published(folder: Path, language: str) -> Path:
    """A site of hard cases with an interface in ``language``, published by the pelican command."""
    from tests.unit.site.site_library import ARTICLES

    content = write(folder / "content", {**ARTICLES, **CURATED, **hard()})
    (content / "dumps").mkdir()
    (content / "dumps" / "shelling.txt").write_text(DUMP, "utf-8")
    config = folder / "pelican.conf.py"
    text = (ROOT / "pelican.conf.py").read_text("utf-8")
    text += f"\nPATH = {str(content)!r}\nTHEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    config.write_text(f"{text}DATELINE = {{'language': {language!r}, 'preview': True}}\n", "utf-8")
    tools = Path(sys.executable).parent
    subprocess.run(
        [str(tools / "dateline"), "ingest", "-s", str(config), "-q"], cwd=folder, check=False, capture_output=True
    )
    command = [str(tools / "pelican"), "-s", str(config), "-o", str(folder / "output")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same library with an interface left-to-right and right-to-left."""
    return {
        "ltr": published(tmp_path_factory.mktemp("ltr"), "en"),
        "rtl": published(tmp_path_factory.mktemp("rtl"), "ar"),
    }


def node(name: str) -> Path:
    """The path of an npm package's file; the test is skipped where Node's packages are not installed."""
    path = MODULES / name
    if not path.exists():
        pytest.skip("the checks' packages are not installed: run 'npm ci' in tests/browser")
    return path


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, sites: dict[str, Path], direction: str, colours: Literal["light", "dark"], width: int
) -> None:
    axe = node("axe-core/axe.min.js").read_text("utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
    page = context.new_page()
    found = []
    kinds = dict(pages(sites[direction], []))
    assert {
        *("front", "article", "tombstone", "record", "conflict", "place", "topic", "source", "year", "month", "day"),
        *("index", "coverage", "about", "search", "missing", "days", "anniversary"),
    } <= set(kinds)
    for kind, path in kinds.items():
        page.goto(path.as_uri())
        page.add_script_tag(content=axe)
        for violation in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            found.append((kind, violation["id"], violation["nodes"][0]["html"][:200]))
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found.append((kind, "overflow", str(overflow)))
    context.close()
    assert found == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_valid_html(sites: dict[str, Path], direction: str) -> None:
    command = [str(node(".bin/html-validate")), "-c", "htmlvalidate.json", str(sites[direction])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_every_widening_of_long_words_stays_inside(browser: Browser, sites: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    for path in sorted((sites["ltr"] / "2020" / "10").rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


def test_at_400_percent_nothing_needs_a_second_direction(browser: Browser, sites: dict[str, Path]) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 256}, device_scale_factor=4
    )  # 1280 by 1024 at 400 %
    page = context.new_page()
    for kind, path in pages(sites["ltr"], []):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
        assert page.is_visible("h1"), kind
    context.close()


def test_a_line_of_text_has_62_to_68_characters(browser: Browser, sites: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(next(iter((sites["ltr"] / "2020" / "11" / "08").glob("shell*.html"))).as_uri())
    words = "The mayor of the city said on Sunday that shells had fallen on the old town for the third day. " * 12
    lines = page.evaluate(
        """words => {
            const paragraph = document.querySelector('.prose p');
            paragraph.textContent = words;
            const range = document.createRange(), counts = new Map();
            for (let at = 0; at < words.length; at++) {
                range.setStart(paragraph.firstChild, at);
                range.setEnd(paragraph.firstChild, at + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                counts.set(top, (counts.get(top) || 0) + 1);
            }
            return [...counts.values()];
        }""",
        words,
    )
    whole = lines[:-1]
    assert 62 <= sum(whole) / len(whole) <= 68, lines
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_once_it_is_shown(browser: Browser, sites: dict[str, Path], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for kind, path in pages(sites["ltr"], ["front", "article", "conflict", "place"]):
        page.goto(path.as_uri())
        page.wait_for_load_state("load")
        shift = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }))
                    .observe({type: 'layout-shift', buffered: true});
                requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
            })"""
        )
        assert shift == 0, kind
    context.close()


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("empty", []),
        ("one", []),
        ("many-places", ["conflict"]),
        ("sixty-years", ["conflict"]),
        pytest.param("long-topic", ["topic", "numbered"], marks=pytest.mark.slow),
    ],
)
def test_an_archive_at_the_edge_is_accessible(browser: Browser, tmp_path: Path, name: str, kinds: list[str]) -> None:
    axe = node("axe-core/axe.min.js").read_text("utf-8")
    config = edges.write(name, tmp_path)
    command = [sys.executable, "-m", "dateline", "build", "-q", "-s", str(config), "-o", str(tmp_path / "output")]
    subprocess.run(command, cwd=tmp_path, check=True)
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    for kind, path in pages(tmp_path / "output", kinds):
        page.goto(path.as_uri())
        page.add_script_tag(content=axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found] == [], kind
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
    context.close()


def test_by_keyboard_from_the_top(page: Page, sites: dict[str, Path]) -> None:
    page.goto((sites["ltr"] / "2020/11/08/seized.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        seen.add(page.evaluate("document.activeElement.closest('section, nav, header, div')?.className ?? ''"))
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    assert len(seen) > 3


def test_joined_letters_are_not_drawn_apart(page: Page, sites: dict[str, Path]) -> None:
    for where in ("index.html", "2020/11/08/seized.html"):
        page.goto((sites["rtl"] / where).as_uri())
        spaced = """() => [...document.querySelectorAll(':lang(ar)')]
            .map(one => [one.tagName, getComputedStyle(one).letterSpacing])
            .filter(([, spacing]) => spacing !== 'normal' && parseFloat(spacing))"""
        assert page.evaluate(spaced) == []


def test_a_line_that_runs_against_the_page_stands_clear_of_its_reason(page: Page, sites: dict[str, Path]) -> None:
    gap = """() => Math.min(...[...document.querySelectorAll('.transcript tbody tr')].map(row => {
        const words = cell => { const range = document.createRange(); range.selectNodeContents(cell); return range; };
        const [text, why] = ['.line', '.why'].map(name => words(row.querySelector(name)).getBoundingClientRect());
        return text.width ? Math.max(text.left - why.right, why.left - text.right) : 99;
    }))"""
    for site in sites.values():
        page.goto(next(iter(sorted((site / "records" / "2020").rglob("shell*.html")))).as_uri())
        assert page.evaluate(gap) >= 8


def test_a_number_stands_behind_its_name_and_a_comma_is_the_languages_own(page: Page, sites: dict[str, Path]) -> None:
    page.goto((sites["rtl"] / "conflicts" / "nagorno-karabakh" / "index.html").as_uri())
    pairs = """() => [...document.querySelectorAll('.tags li:has(.count)')].map(li => {
        const box = name => li.querySelector(name).getBoundingClientRect();
        return [box('a').left, box('.count').right];
    })"""
    found = page.evaluate(pairs)
    assert found
    assert all(count <= name for name, count in found)
    assert "، " in page.inner_text("main")
    assert ", 9 نوفمبر" not in page.inner_text(".claims-noted")


def test_the_word_above_a_narrow_column_is_not_broken(page: Page, sites: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    lines = """() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.heat thead th:last-child'));
        return range.getClientRects().length;
    }"""
    for site in sites.values():
        page.goto((site / "coverage.html").as_uri())
        assert page.evaluate(lines) == 1


def test_the_switch_turns_the_colours_and_is_remembered(page: Page, sites: dict[str, Path]) -> None:
    page.goto((sites["ltr"] / "index.html").as_uri())
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click("#theme-switch")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark


def test_without_scripts_everything_can_be_read(browser: Browser, sites: dict[str, Path]) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sites["ltr"] / "index.html").as_uri())
    page.click(".card a[href*='nagorno-karabakh']")
    page.click(".chart svg a[href*='#m']", force=True)
    assert "#m" in page.url
    page.click(".entry a[href*='seized']")
    assert page.inner_text("article h1") == "Officials say the city was seized"
    assert not page.is_visible("#theme-switch")
    context.close()


def test_forced_colours_reduced_motion_and_print(browser: Browser, sites: dict[str, Path]) -> None:
    article = (sites["ltr"] / "2020/11/08/seized.html").as_uri()
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(article)
    assert page.is_visible(".map svg")
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0
    page.emulate_media(media="print")
    assert not page.is_visible(".masthead-search")
    assert page.is_visible("article h1")
    assert page.is_visible(".citation")
    context.close()


def test_a_passage_and_a_citation_can_be_taken(page: Page, sites: dict[str, Path]) -> None:
    page.goto((sites["ltr"] / "2020/11/08/seized.html").as_uri())
    link = page.locator(".prose a.passage").first.get_attribute("href")
    assert link is not None
    assert page.locator(link).count() == 1
    page.locator("button.copy").first.click()
    # the clipboard answers later, and what it refuses is selected instead
    page.wait_for_function("getSelection().toString().includes('Lovelace')")


def test_nothing_withheld_is_anywhere_in_the_site(sites: dict[str, Path]) -> None:
    for path in sites["ltr"].rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            name = path.relative_to(sites["ltr"]).as_posix()
            assert b"SECRETTITLE" not in data, name
            assert b"SECRETSTANDFIRST" not in data, name
            assert b"DRAFTTITLE" not in data, name
            if b"HIDDENTITLE" in data:
                assert name == "2017/01/03/hidden.html"
    assert "At the request of a person named." in (sites["ltr"] / "2017/01/02/gone.html").read_text("utf-8")


def test_the_articles_page_is_light(sites: dict[str, Path]) -> None:
    import gzip

    for path in (sites["ltr"] / "2020").rglob("[!i]*.html"):
        assert len(gzip.compress(path.read_bytes())) <= 30_000
    theme = sites["ltr"] / "theme"
    assert len(gzip.compress((theme / "css" / "dateline.css").read_bytes())) <= 10_000
    scripts = b"".join(path.read_bytes() for path in sorted((theme / "js").glob("*.js")))
    assert len(gzip.compress(scripts)) <= 6_000
