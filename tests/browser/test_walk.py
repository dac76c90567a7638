"""The walk of a reader over file://: front page, a conflict, an article, its record, and a search for a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_the_record(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "index.html").as_uri())
    page.locator("main a[href^='conflicts/']:not([href='conflicts/index.html'])").first.click()
    expect(page).to_have_url(re.compile("/conflicts/"))
    expect(page.locator("main h1")).not_to_be_empty()
    page.locator("main li a[href*='/19'], main li a[href*='/20']").first.click()
    expect(page.locator("article h1")).not_to_be_empty()
    title = page.locator("article h1").inner_text()
    assert page.locator("time[datetime]").first.get_attribute("datetime")
    expect(page.locator("[data-field='source']").first).not_to_be_empty()
    page.locator("a[href*='records/']").first.click()
    expect(page.locator("main")).to_contain_text(title)
    expect(page.locator("main")).to_contain_text("SHA-256")


def test_a_name_is_found(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "search.html").as_uri())
    page.fill("#q", "Shusha")
    page.press("#q", "Enter")
    page.wait_for_selector("#results[data-state='done'][data-query='Shusha']")
    assert page.locator("#results li a").count() > 0
    page.locator("#results li a").first.click()
    expect(page.locator("article h1")).not_to_be_empty()
