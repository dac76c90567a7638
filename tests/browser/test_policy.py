"""The policy in a real browser, from a folder and from a server: it holds, and no page needs what it refuses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import torture
from tests.hostile import live

pytestmark = pytest.mark.browser

# What a hole in the escaping could put into a page; the policy is the second wall. NOWHERE is a port that nobody has.
NOWHERE = "http://127.0.0.1:9/"
ATTACKS = {
    "an inline script": "add('script', {textContent: 'window.dl = 1'})",
    "a handler": "add('p').setAttribute('onclick', 'window.dl = 1'), document.body.lastChild.click()",
    "a script from elsewhere": f"add('script', {{src: '{NOWHERE}'}})",
    "a script of data": "add('script', {src: 'data:text/javascript,window.dl=1'})",
    "a frame": "add('iframe', {srcdoc: '<script>parent.dl = 1</script>'})",
    "a frame from elsewhere": f"add('iframe', {{src: '{NOWHERE}'}})",
    "an object": "add('object', {data: 'data:text/html,<script>parent.dl = 1</script>'})",
    "a style": "add('style', {textContent: 'body { --dl: 1 }'})",
    "a picture from elsewhere": f"new Image().src = '{NOWHERE}'",
    "a beacon": f"navigator.sendBeacon('{NOWHERE}', 'x')",
    "a request": f"fetch('{NOWHERE}').catch(() => 0)",
    "a worker": "new Worker(URL.createObjectURL(new Blob(['1'])))",
    "another base": f"add('base', {{href: '{NOWHERE}'}})",
    "a form": f"add('form', {{action: '{NOWHERE}'}}).submit()",
}
TRY = """async () => {
    const add = (name, values) => document.body.appendChild(Object.assign(document.createElement(name), values));
    const refused = new Promise(done => {
        addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
        setTimeout(() => done(""), 2000);
    });
    ATTACK;
    return await refused;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # a browser asks a server for it by itself, and a page has none
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(sample_site: Path) -> Iterator[str]:
    """The address of the sample site on a server of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(sample_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=["file", "http"])
def site(request: pytest.FixtureRequest, sample_site: Path, served: str) -> str:
    """The sample site's address, in a folder and on a server."""
    return sample_site.as_uri() if request.param == "file" else served


def test_every_page_has_the_policy_first(sample_site: Path) -> None:
    pages = sorted(sample_site.rglob("*.html"))
    found = [
        problem
        for path in pages
        for problem in live.without_policy(path.read_bytes(), str(path.relative_to(sample_site)))
    ]
    assert found == []
    assert len(pages) > 100
    torture.count("pages with the policy before all that loads", len(pages))


def pages_of(sample_site: Path) -> list[str]:
    """One page of each kind, and in full every page."""
    everything = [path.relative_to(sample_site).as_posix() for path in sorted(sample_site.rglob("*.html"))]
    kinds = {name.split("/")[0] + str(name.count("/")): name for name in everything}
    return torture.some(everything, 0) if torture.FULL else sorted(kinds.values())


def test_no_page_asks_for_anything_elsewhere_or_breaks_its_policy(
    browser: Browser, site: str, sample_site: Path
) -> None:
    context = browser.new_context()
    asked: list[str] = []
    broken: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(site) else asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    names = pages_of(sample_site)
    for name in names:
        page.goto(f"{site}/{name}")
    page.goto(f"{site}/search.html?q=Shusha")
    page.wait_for_selector("#results[data-state='done']", state="attached")
    assert page.locator("#results li").count() > 0
    context.close()
    assert asked == []
    assert broken == []
    torture.count(f"pages opened from {site.split(':')[0]}", len(names))


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_policy_stops_what_gets_through(browser: Browser, site: str, attack: str) -> None:
    context = browser.new_context()
    left: list[str] = []
    context.on("response", lambda response: left.append(response.url) if NOWHERE in response.url else None)
    page = context.new_page()
    page.goto(f"{site}/index.html")
    directive = page.evaluate(TRY.replace("ATTACK", ATTACKS[attack]))
    # (a frame's own document has the policy of its page: its script is refused inside of it)
    assert directive or attack == "a frame", f"{attack} was not refused"
    page.wait_for_timeout(100)
    assert page.evaluate("window.dl") is None
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--dl')") == ""
    assert page.url == f"{site}/index.html"
    assert left == []
    context.close()
    torture.count("attacks that the policy refused")
