"""Ten thousand queries that break programs, typed into the published search page: all are answered, none does harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests import torture
from tests.browser.conftest import launched
from tests.browser.test_hostile_search import MADE
from tests.hostile.queries import queries

pytestmark = pytest.mark.browser

COUNT = 10_000 if torture.FULL else 150
PORTION = 50
# Each query as a person's Enter gives it: into the field, submitted, answered, and then all of the page that could
# have come of it is looked at. Returns what is wrong.
ASK = """async ({ queries, names }) => {
  const form = document.querySelector("#search");
  const field = form.querySelector("#q");
  const results = document.querySelector("#results");
  const before = document.querySelectorAll("script").length;
  const problems = [];
  for (const query of queries) {
    const say = (what) => problems.push([what, query.slice(0, 200)]);
    const answered = new Promise((resolve) => {
      form.addEventListener("answered", () => resolve(true), { once: true });
      setTimeout(resolve, 60000);
    });
    field.value = query;
    form.requestSubmit();
    if (!(await answered)) { say("no answer in a minute"); continue; }
    const text = field.value.toWellFormed ? field.value.toWellFormed() : field.value;
    if (results.dataset.state !== "done") say("not done");
    if (text.isWellFormed?.() && results.dataset.query !== text) say("the answer is to another query");
    const told = document.querySelector("#count").textContent;
    const rows = results.querySelectorAll("li").length;
    const empty = !text.trim();
    if (!(empty ? told === "" : rows ? /^[0-9,]+ articles?$/.test(told) : told === `Nothing found for “${text}”.`))
      say(`${rows} rows, and the page says ${told.slice(0, 200)}`);
    if (document.querySelector("#hint .partial")) say("parts of the index are said to be missing");
    for (const element of document.querySelectorAll("#results *, #hint *, #chips *, #count *, #pages *, #filters *")) {
      if (!names.includes(element.localName)) say(`an element ${element.localName}`);
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on") || ["style", "src", "srcdoc"].includes(name)) say(`an attribute ${name}`);
        if (name === "href" && !/^[?]/.test(value) && !/^[^:?]*\\.html$/.test(value)) say(`a link to ${value}`);
      }
    }
  }
  const fresh = [...document.querySelectorAll("script")].slice(before);
  for (const { src } of fresh) if (!/\\/search\\/[^?]*\\.js$/.test(src)) problems.push(["a script", src]);
  if (document.querySelector("main img, main iframe, main object, main embed, main style, main svg, main form form"))
    problems.push(["an element of a query", ""]);
  return problems;
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that lets a page write as many addresses as it asks for: nobody types 20 queries a second."""
    started = launched(playwright, "--disable-ipc-flooding-protection")
    yield started
    started.close()


def words_of(site: Path) -> list[str]:
    """Words that the archive has: those of its headlines."""
    found: set[str] = set()
    for path in sorted((site / "search" / "d").rglob("*.js")):
        values = json.loads("[" + path.read_text("utf-8").partition("(")[2].rpartition(")")[0] + "]")
        found.update(re.findall(r"\w+", values[2]))
    return sorted(found)


def test_every_query_is_answered_and_none_does_anything(page: Page, sample_site: Path) -> None:
    words = words_of(sample_site)
    assert len(words) > 50
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    page.goto((sample_site / "search.html").as_uri())
    page.wait_for_selector("#results[data-state='done']", state="attached")
    found = list(queries(COUNT, words))
    for start in range(0, COUNT, PORTION):
        if start % 1000 == 0:  # another reader's page, which remembers nothing
            page.goto((sample_site / "search.html").as_uri())
            page.wait_for_selector("#results[data-state='done']", state="attached")
        some = found[start : start + PORTION]
        assert page.evaluate(ASK, {"queries": some, "names": sorted(MADE)}) == []
        torture.count("random and hostile queries typed in a browser, answered, inert", len(some))
    assert page.evaluate("window.dl") is None
    assert page.url.partition("?")[0] == (sample_site / "search.html").as_uri()
