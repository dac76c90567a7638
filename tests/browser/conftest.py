"""A real Chromium over file://, and the sample archive published once for all browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No connection of the browser's own: the tests demand that nothing leaves the machine.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("DATELINE_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers: one for the whole run, since a second in the same process is refused."""
    with sync_playwright() as started:
        yield started


def launched(playwright: Playwright, *flags: str) -> Browser:
    """A headless Chromium; the test is skipped where there is none."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install 'chromium' or set DATELINE_CHROMIUM to its path")
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    started = launched(playwright)
    yield started
    started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile. Any request that is not for a local file fails the test."""
    made = browser.new_context()
    outside: list[str] = []
    made.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else outside.append(request.url),
    )
    yield made
    made.close()
    assert outside == [], f"requests left the machine: {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A blank page. Any script error or refused script fails the test."""
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield made
    assert errors == [], f"errors in the page: {errors}"


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive of content/, published by the pelican command as a user does it."""
    output = tmp_path_factory.mktemp("site") / "output"
    command = [
        str(Path(sys.executable).with_name("pelican")),
        "-s",
        "pelican.conf.py",
        "-o",
        str(output),
        "--fatal",
        "errors",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return output
