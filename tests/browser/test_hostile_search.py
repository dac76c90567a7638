"""Hostile strings as a browser shows them: nothing runs, no element comes of a string, nothing is asked of anybody."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page

from tests import torture
from tests.hostile import library
from tests.hostile.strings import all_strings, sample
from tests.hostile.test_injection import PORTION, public_strings

pytestmark = pytest.mark.browser

STRINGS = all_strings() if torture.FULL else sample()[::5]
# Elements that the search page's own script makes of results, hints and filters.
MADE = {"li", "h2", "a", "p", "time", "mark", "span", "label", "input", "fieldset", "legend", "details", "summary"}
MADE |= {"button", "ul", "select", "option", "div", "output", "datalist", "bdi"}
# Everything of the page that could have come of a string: elements and attributes below the search's own.
SEEN = """() => [...document.querySelectorAll("#results *, #hint *, #chips *, #filters *, #count *")].map(
    (e) => [e.localName, ...[...e.attributes].map((a) => a.name + "=" + a.value)])"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every field holds a string, published by the engine."""
    return published(tmp_path_factory.mktemp("hostile"), STRINGS)


def published(folder: Path, strings: Sequence[str]) -> Path:
    content = library.write(folder, strings)
    library.ingest(content)  # (refuses one that holds no article; tests/hostile counts these)
    built = library.build(content, folder / "site")
    assert built.returncode == 0, built.stderr
    return folder / "site"


@pytest.fixture
def watched(context: BrowserContext, page: Page) -> Iterator[Page]:
    """A page in which a dialog, a new window or a variable that only a string could set fails the test."""
    seen: list[str] = []

    def refuse(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", refuse)
    context.on("page", lambda other: seen.append(f"window {other.url}"))
    yield page
    assert page.evaluate("window.dl") is None
    assert seen == []


def ask(page: Page, query: str) -> None:
    page.fill("#q", query)
    page.press("#q", "Enter")
    page.wait_for_selector(f"#results[data-state='done'][data-query={json.dumps(query)}]", state="attached")


def demand_inert(page: Page) -> None:
    for name, *attributes in page.evaluate(SEEN):
        assert name in MADE, (name, attributes)
        for attribute in attributes:
            key, _, value = attribute.partition("=")
            assert not key.startswith("on"), attribute
            assert key not in ("style", "srcdoc", "src"), attribute
            if key == "href":
                assert value.startswith("?") or (value.endswith(".html") and ":" not in value.split("/")[0]), value


def test_results_and_filters_show_strings_as_text(watched: Page, hostile_site: Path) -> None:
    watched.goto((hostile_site / "search.html").as_uri())
    ask(watched, "ceasefire script alert img")
    assert watched.locator("#results li").count() > 5
    demand_inert(watched)
    assert "<" in watched.locator("#results").inner_text(), "the strings are not in the results"
    watched.wait_for_selector("#filters a, #filters input, #filters select", state="attached")
    demand_inert(watched)
    turn_all_pages(watched)


def turn_all_pages(page: Page) -> int:
    """Demand of every page of results that it is inert; how many results there were."""
    count = page.locator("#results li").count()
    while page.locator("#pages a[rel=next]").count():
        before = page.locator("#results").get_attribute("start")
        page.locator("#pages a[rel=next]").click()
        page.wait_for_function("b => document.querySelector('#results').getAttribute('start') !== b", arg=before)
        demand_inert(page)
        count += page.locator("#results li").count()
    return count


@pytest.mark.slow
def test_public_collections_as_results_and_as_queries(watched: Page, tmp_path: Path) -> None:
    strings = public_strings()
    for start in range(0, len(strings), PORTION):
        folder = tmp_path / str(start)
        folder.mkdir()
        some = strings[start : start + PORTION]
        site = published(folder, some)
        watched.goto((site / "search.html").as_uri())
        for query in ("armenia", "officials"):  # every article written by hand; every report of a dump
            ask(watched, query)
            demand_inert(watched)
            shown = turn_all_pages(watched)
            assert query == "officials" or shown >= len(some)
            torture.count("search results with public strings, shown by a browser, inert", shown)
        for text in some:
            query = " ".join(text.split())[:2000]
            if query.isprintable():
                watched.fill("#q", query)
                watched.press("#q", "Enter")
                watched.wait_for_function("q => document.querySelector('#results').dataset.query === q", arg=query)
                demand_inert(watched)
                torture.count("public strings typed as a query in a browser, inert")
        shutil.rmtree(folder)


def test_a_string_as_the_query_is_text(watched: Page, hostile_site: Path) -> None:
    watched.goto((hostile_site / "search.html").as_uri())
    names = itertools.cycle(("place", "from", "page", "ranking", "conflict", "sort", "year"))
    for text in STRINGS:
        query = " ".join(text.split())  # (what a one-line field keeps)
        if not query.isprintable():
            continue
        address = f"{(hostile_site / 'search.html').as_uri()}?q="
        for state in (quote(query, safe=""), f"ceasefire&{next(names)}={quote(query, safe='')}"):
            watched.goto(address + state)
            watched.wait_for_selector("#results[data-state='done']", state="attached")
            demand_inert(watched)


def test_pages_show_strings_as_text(watched: Page, hostile_site: Path) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    lists = [p for p in pages if p.name == "index.html"]
    chosen = [*pages[:: len(pages) // 15], *lists[:: max(1, len(lists) // 5)], *hostile_site.glob("p*.html")]
    for path in chosen:
        watched.goto(path.as_uri())
        assert watched.locator("script:not([src]):not([type='application/ld+json'])").count() == 0, path
        assert watched.locator("iframe, object, embed, base, style, [style]").count() == 0, path
