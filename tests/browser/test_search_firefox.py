"""The search page in Firefox, over file:// and over http: the other engine that readers have."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest

from tests.browser.bidi import Firefox, firefox
from tests.browser.search_pages import site
from tests.browser.test_search_page import KARABAKH, SHUSHA, hostile, made

pytestmark = pytest.mark.browser

ARROW_DOWN, ARROW_UP, ESCAPE = "\ue015", "\ue013", "\ue00c"


@pytest.fixture(scope="module")
def browser() -> Iterator[Firefox]:
    path = firefox()
    if path is None:
        pytest.skip("no Firefox on this machine: install 'firefox-esr' or 'firefox'")
    with Firefox(path) as started:
        yield started


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=["file", "http"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("search")
    found = site(folder, made(), {"shusha": SHUSHA, "karabakh": KARABAKH})
    if request.param == "file":
        yield found
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/search.html"
        server.shutdown()


@pytest.fixture
def page(browser: Firefox, address: str) -> Iterator[Firefox]:
    browser.errors.clear()
    browser.asked.clear()
    browser.goto(address)
    yield browser
    place = address.removesuffix("search.html")
    outside = [url for url in browser.asked if not url.startswith((place, "data:", "about:", "moz-extension:"))]
    assert [url for url in outside if not url.endswith("/favicon.ico")] == []
    assert browser.errors == []


def shown(page: Firefox, query: str) -> list[str]:
    page.wait(
        f"(r => r.dataset.state === 'done' && r.dataset.query === {json.dumps(query)})"
        "(document.querySelector('#results'))"
    )
    hrefs: list[str] = page.evaluate(
        "[...document.querySelectorAll('#results li a')].map((a) => a.getAttribute('href'))"
    )
    return [href.rpartition("/")[2].removesuffix(".html") for href in hrefs]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Шуша", ["a0", "a1", "a2", "a3"]),
        ('"peace talks"', ["a0"]),
        ("+talks -shells", ["a0"]),
        ("author:lovelace", ["a0"]),
        ("*market", ["a5"]),
        ("norwya", ["a5"]),
        ("armée", ["a4"]),
        ("谈判", ["a6"]),
        ("xqzvwkj", []),
    ],
)
def test_what_a_query_finds(page: Firefox, address: str, query: str, expected: list[str]) -> None:
    page.goto(f"{address}?q={quote(query)}")
    assert sorted(shown(page, query)) == expected


def test_typing_keys_filters_and_history(page: Firefox, address: str) -> None:
    page.type("/")
    page.type("market")
    assert shown(page, "market") == ["a5"]
    assert page.evaluate("document.querySelector('#results mark').textContent") == "market"
    page.type(ARROW_DOWN)
    assert page.evaluate("document.activeElement.textContent") == "A quiet market"
    page.type(ARROW_UP)
    assert page.evaluate("document.activeElement.id") == "q"
    page.type(ESCAPE)
    assert shown(page, "") == []
    page.goto(f"{address}?q=shusha&sort=oldest")
    assert shown(page, "shusha") == ["a0", "a1", "a2", "a3"]
    page.evaluate("document.querySelector('#filters').open = true")
    page.wait("document.querySelector('#filter-source-north') !== null")
    page.evaluate("document.querySelector('#filter-source-north').click()")
    page.wait("document.querySelectorAll('#results li').length === 2")
    assert page.evaluate("document.querySelectorAll('#chips a').length") == 1
    page.back()
    page.wait("document.querySelectorAll('#results li').length === 4")
    page.goto(f"{address}?q=bulletin&page=3")
    assert len(shown(page, "bulletin")) == 5


def test_nothing_typed_is_an_error(page: Firefox) -> None:
    strings = [text.encode("utf-8", "replace").decode() for text in hostile(random.Random(4), 200)]
    problems = page.evaluate(
        """(async (texts) => {
          await datelineSearch.index.open("search/");
          const problems = [];
          for (const text of texts)
            try { await datelineSearch.rank(datelineSearch.query.parse(text)); } catch (e) { problems.push(text + e); }
          return problems;
        })("""
        + json.dumps(strings)
        + ")"
    )
    assert problems == []
