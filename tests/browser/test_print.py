"""Pages on paper: what a reader prints says what it is, loses nothing, and is legible in black on white."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def printed(page: Page, *, background: bool = False) -> PdfReader:
    """The page as Chromium prints it on A4."""
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True, print_background=background)))


def words(pdf: PdfReader) -> str:
    """All text of a print, in one line."""
    return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def fullest(site: Path, pattern: str) -> Path:
    return max(site.glob(pattern), key=lambda path: (path.stat().st_size, path))


def test_an_article_is_printed_without_menus_and_with_its_citation(page: Page, sample_site: Path) -> None:
    page.goto(fullest(sample_site, "2022/*/*/[!i]*.html").as_uri())
    title = page.inner_text("article h1")
    cited = " ".join(page.locator(".citation").first.inner_text().split())
    text = words(printed(page))
    assert title in text
    assert cited in text
    for gone in ("Skip to the content", "Coverage", "Other forms", "About this archive", "Copied"):
        assert gone not in text


def test_the_address_of_a_link_in_the_text_is_printed(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "about.html").as_uri())
    page.evaluate(
        """() => {
            const link = document.createElement("a");
            link.href = "https://courier.example/2026/11/22/talks";
            link.textContent = "the report";
            document.querySelector(".prose p").append(" ", link);
        }"""
    )
    assert "the report <https://courier.example/2026/11/22/talks>" in words(printed(page))


def test_a_printed_search_says_what_was_asked(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "search.html").as_uri() + "?q=Aleppo&place=syria")
    page.wait_for_selector("#results[data-state='done']")
    page.wait_for_selector("#chips a")
    page.emulate_media(media="print")
    assert page.is_visible("#q")
    assert page.inner_text("#chips") == "Place: Syria"
    text = words(printed(page))
    assert "3 articles" in text
    assert "How to search" not in text
    assert "Or browse" not in text


def test_what_is_folded_on_the_screen_is_on_the_paper(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "conflicts" / "nagorno-karabakh" / "index.html").as_uri())
    folded = page.locator(".more li a").all_text_contents()
    assert folded
    text = words(printed(page))
    assert [name for name in folded if name not in text] == []
    assert "More places" not in text


def test_dark_pages_are_printed_on_white(browser: Browser, sample_site: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((sample_site / "index.html").as_uri())
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print")
    root = "getComputedStyle(document.documentElement)"
    assert page.evaluate(f"{root}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"{root}.color") == "rgb(23, 23, 26)"
    context.close()


def test_the_busiest_month_can_be_read_where_no_background_is_printed(page: Page, sample_site: Path) -> None:
    """Its number is light on the accent colour, which browsers leave out on paper unless it is asked for."""
    page.goto((sample_site / "coverage.html").as_uri())
    page.emulate_media(media="print")
    cell = "getComputedStyle(document.querySelector('.heat .heat-4'))"
    assert page.evaluate(f"{cell}.printColorAdjust ?? {cell}.webkitPrintColorAdjust") == "exact"


def test_no_sheet_is_left_nearly_empty_before_a_list(page: Page, sample_site: Path) -> None:
    """A heading beside its list must not keep the whole list together."""
    page.goto((sample_site / "conflicts" / "nagorno-karabakh" / "index.html").as_uri())
    sheets = [" ".join(sheet.extract_text().split()) for sheet in printed(page).pages]
    topics = next(sheet for sheet in sheets if "peace process" in sheet)
    assert "Ceasefire brokered by Russian peacekeepers" in topics
