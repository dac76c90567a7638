"""The bundle as a reader has it: unpacked somewhere, opened by START.html, without a network."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.library import bundle, fixity
from dateline.messages import Report
from dateline.settings import Settings

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(params=["plain", "bag"])
def stick(sample_site: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder that holds START.html; its name has a space and letters beyond ASCII, as sticks' names do."""
    target = tmp_path / "archive.zip"
    bundle.write(Settings(content=CONTENT), sample_site, target, Report(), bag=request.param == "bag")
    folder = tmp_path / "USB-Stick Übung #1"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    (start,) = folder.rglob("START.html")
    return start.parent


def test_start_leads_into_a_site_that_works_in_full(page: Page, stick: Path) -> None:
    page.goto((stick / "START.html").as_uri())
    page.wait_for_url("**/site/index.html")
    page.locator("main a[href^='conflicts/']:not([href='conflicts/index.html'])").first.click()
    expect(page.locator("main h1")).not_to_be_empty()
    page.locator("main li a[href*='/19'], main li a[href*='/20']").first.click()
    expect(page.locator("article h1")).not_to_be_empty()
    page.goto((stick / "site" / "search.html").as_uri())
    page.fill("#q", "Shusha")
    page.press("#q", "Enter")
    page.wait_for_selector("#results[data-state='done'][data-query='Shusha']")
    assert page.locator("#results li a").count() > 0
    page.locator("#results li a").first.click()
    expect(page.locator("article h1")).not_to_be_empty()


def test_what_was_unpacked_is_what_was_bundled(stick: Path) -> None:
    report = Report()
    root = stick if (stick / "manifest-sha256.txt").is_file() else stick.parent  # a bag's stands above its payload
    assert fixity.verify_bundle(root, report) > 100
    assert [str(message) for message in report.messages] == []
    assert "sha256sum" in (stick / "VERIFY.txt").read_text("utf-8")
