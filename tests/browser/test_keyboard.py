"""The site by keyboard alone and by what a screen reader is told: no mouse is used here."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PLACES = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return document.activeElement === document.body ? null : [Math.round(box.x), Math.round(box.y)];
}"""


def steps(page: Page, count: int) -> list[list[int]]:
    """Where the focus stands after each of so many tabs, from the left and the top of the page."""
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(page.evaluate(PLACES))
    return found


def test_the_masthead_is_walked_from_its_beginning_to_its_end(page: Page, sample_site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((sample_site / "index.html").as_uri())
    page.keyboard.press("Tab")  # the link that skips it
    across = [x for x, _ in steps(page, 10)]
    assert across == sorted(across)


def test_a_number_says_what_it_counts(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "index.html").as_uri())
    for name in ("conflicts", "places", "sources", "languages"):
        number = page.locator(f".figures a[id^='figures-{name[:-1]}']")
        count = number.inner_text()
        assert count.isdecimal()
        expect(number).to_have_accessible_name(f"{count} {name}")


def test_of_a_chart_the_bars_are_read_out_and_not_its_axis(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "conflicts" / "nagorno-karabakh" / "index.html").as_uri())
    told = page.locator(".chart svg").aria_snapshot()
    assert 'link "2020: 3"' in told
    assert "- text:" not in told


def test_a_search_its_filters_and_their_chips(page: Page, sample_site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((sample_site / "index.html").as_uri())
    page.focus("#hero-q")
    page.keyboard.type("syria")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results[data-state='done'][data-query='syria']")
    count = page.inner_text("#count")
    page.focus("#filters summary")
    if page.locator("#filters[open]").count() == 0:
        page.keyboard.press("Enter")
    for box in ("filter-place-aleppo", "filter-year-2016"):
        page.focus(f"#{box}")
        page.keyboard.press("Space")
        page.wait_for_selector(f"#{box}:checked")
        expect(page.locator(f"#{box}")).to_be_focused()
    chips = page.locator("#chips a:not(.clear)")
    expect(chips).to_have_count(2)
    chips.first.focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips).to_be_focused()  # what was pressed is gone: its neighbour has the focus
    page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(page.locator("#results a").first).to_be_focused()
    expect(page.locator("#count")).to_have_text(count)
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")


def test_a_copied_citation_is_told(page: Page, sample_site: Path) -> None:
    page.goto(next(iter(sorted(sample_site.glob("2022/*/*/[!i]*.html")))).as_uri())
    page.focus(".cite summary")
    page.keyboard.press("Enter")
    forms = page.locator("button.copy")
    told = [forms.nth(at).get_attribute("aria-describedby") for at in range(forms.count())]
    assert [page.inner_text(f"[id='{name}']") for name in told] == ["Cite", "Chicago", "BibTeX", "RIS", "CSL-JSON"]
    forms.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role='status']")).to_have_text("Copied")
    expect(forms.nth(2)).to_be_focused()
    assert "@" in page.evaluate("getSelection().toString()")


@pytest.mark.parametrize(
    "where",
    [
        *("index.html", "conflicts/nagorno-karabakh/index.html", "places/aleppo/index.html", "topics/index.html"),
        *("coverage.html", "days/index.html", "search.html?q=aleppo"),
    ],
)
def test_the_whole_page_is_walked_and_left(page: Page, sample_site: Path, where: str) -> None:
    """Each stop is seen and has a name, and the last leads out of the page again."""
    page.goto(f"{sample_site.as_uri()}/{where}")
    if "search" in where:
        page.wait_for_selector("#results[data-state='done'] a")
    seen = """() => {
        const one = document.activeElement, box = one.getBoundingClientRect();
        if (one === document.body) return null;
        const told = one.ariaLabel || one.ariaLabelledByElements?.length;
        const name = told || one.textContent.trim() || one.labels?.length;
        const shown = box.width && box.height && box.bottom > 0 && box.top < innerHeight;
        // (the parts of a date's field draw their own outline)
        const marked = getComputedStyle(one).outlineStyle !== "none" || one.type === "date";
        return name && shown && marked ? "" : one.outerHTML.slice(0, 200);
    }"""
    for _ in range(400):
        page.keyboard.press("Tab")
        fault = page.evaluate(seen)
        if fault is None:
            return
        assert fault == ""
    pytest.fail("the keyboard does not get out of the page")
