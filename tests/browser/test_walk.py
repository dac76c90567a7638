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


def test_what_happened_in_aleppo_in_december_2016_and_who_says_so(page: Page, sample_site: Path) -> None:
    """By the lists alone: places from A to Z, the place, its year, the article and its source."""
    page.goto((sample_site / "index.html").as_uri())
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Places").click()
    page.get_by_role("link", name="Aleppo", exact=True).click()
    expect(page.locator("#when svg, section:has(> #when) svg")).to_have_count(1)
    row = page.locator("#y2016 .rows li")
    expect(row).to_have_count(1)
    expect(row.locator("time")).to_have_attribute("datetime", re.compile("^2016-12"))
    expect(row.locator("bdi")).not_to_be_empty()
    said = row.locator("bdi").inner_text()
    row.get_by_role("link").click()
    expect(page.locator("[data-field='source']")).to_have_text(said)
    # the same by the day: the archive's months, the month, the day
    page.goto((sample_site / "coverage.html").as_uri())
    page.locator("a[href='2016/12/index.html']").click()
    expect(page.locator("table.calendar .busy a")).to_have_count(1)
    page.locator("table.calendar .busy a").click()
    expect(page.locator("main .entry")).to_contain_text("Aleppo")


def test_which_times_of_a_war_are_silent(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "conflicts" / "nagorno-karabakh" / "index.html").as_uri())
    silent = page.locator(".phases li.silent")
    assert silent.count() > 0
    expect(silent.first).to_contain_text("no article in this archive")
    assert silent.locator("circle").count() == 0
    expect(page.locator(".gaps li").first).to_contain_text(re.compile(r"\d+ years"))
    told = page.locator(".phases li:not(.silent) a").last
    count = int(re.findall(r"\d+", told.inner_text())[0])
    assert count > 0
    told.click()
    expect(page.locator(f"[id='{page.url.split('#')[1]}']")).to_be_in_viewport()


def test_which_sources_say_the_opposite(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "index.html").as_uri())
    disputed = page.locator("section:has(> #disputed) li")
    assert disputed.count() > 0
    expect(disputed.filter(has_text="Denied by").first).to_be_visible()
    disputed.first.get_by_role("link").click()
    expect(page.locator("section:has(> #claims) .standing").first).to_be_visible()
