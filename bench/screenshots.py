"""Pictures of every kind of page: phone and desktop width, light and dark, left-to-right and right-to-left.

    python bench/screenshots.py SITE FOLDER [--rtl SITE] [--only KIND …] [--readme FOLDER] [--chromium PATH]

SITE is a published folder (``output/``); with ``--rtl`` a second one whose interface is Arabic is taken too. One PNG
per kind, width, colours and direction is written to FOLDER. The kinds and how their page is found stand in KINDS.
``--readme`` writes the pictures of the README (the top of some kinds, in desktop width and light) to its folder.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}
COLOURS = ("light", "dark")
TALLEST = 5000  # pixels of a page that a picture shows
# Kind of page: a glob pattern below the site, of whose files the largest is taken (the fullest page shows most), and
# the class of its body where the pattern alone does not tell.
KINDS = {
    "front": "index.html",
    "article": "[12]???/**/[!i]*.html page-article",
    "tombstone": "[12]???/**/[!i]*.html page-tombstone",
    "changes": "changes/**/*.html",
    "record": "records/**/*.html",
    "conflict": "conflicts/*/index.html",
    "place": "places/*/index.html",
    "topic": "topics/*/index.html",
    "source": "sources/*/index.html",
    "year": "[12]???/index.html",
    "month": "[12]???/??/index.html",
    "day": "[12]???/??/??/index.html",
    "index": "places/index.html",
    "coverage": "coverage.html",
    "about": "about.html",
    "review": "review.html",
    "search": "search.html",
    "missing": "404.html",
    "days": "days/index.html",
    "anniversary": "days/[01]*.html",
    "numbered": "*/*/page/*.html",
}


README = {"front": 1000, "conflict": 1600, "record": 1150}  # kind: height of its picture in the README, in pixels


def pages(site: Path, only: list[str]) -> Iterator[tuple[str, Path]]:
    """Kind and file of the pages to take."""
    for kind, pattern in KINDS.items():
        if only and kind not in only:
            continue
        glob, _, body = pattern.partition(" ")
        found = sorted(site.glob(glob), key=lambda path: (-path.stat().st_size, path))
        shown = next((path for path in found if f'<body class="{body}' in path.read_text("utf-8")), None)
        if shown:
            yield kind, shown


def take(browser: Browser, site: Path, folder: Path, direction: str, only: list[str]) -> int:
    """Take the pictures of one site; returns how many."""
    count = 0
    for width, (across, down) in WIDTHS.items():
        for colours in COLOURS:
            context = browser.new_context(
                viewport={"width": across, "height": down}, color_scheme="dark" if colours == "dark" else "light"
            )
            page = context.new_page()
            for kind, path in pages(site, only):
                page.goto(path.as_uri())
                height = min(int(page.evaluate("document.documentElement.scrollHeight")), TALLEST)
                page.set_viewport_size({"width": across, "height": max(height, down)})
                page.screenshot(path=folder / f"{kind}-{width}-{colours}-{direction}.png")
                page.set_viewport_size({"width": across, "height": down})
                count += 1
            context.close()
    return count


def show(browser: Browser, site: Path, folder: Path) -> None:
    """Take the pictures of the README."""
    context = browser.new_context(viewport={"width": WIDTHS["desktop"][0], "height": 900}, color_scheme="light")
    page = context.new_page()
    for kind, path in pages(site, list(README)):
        page.set_viewport_size({"width": WIDTHS["desktop"][0], "height": README[kind]})
        page.goto(path.as_uri())
        page.screenshot(path=folder / f"{kind}.png")
    context.close()


def main() -> int:
    """Take the pictures asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rtl", type=Path, help="a site published with an Arabic interface")
    parser.add_argument("--only", nargs="*", default=[], choices=KINDS, metavar="KIND")
    parser.add_argument("--readme", type=Path, metavar="FOLDER", help="also write the pictures of the README")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        count = take(browser, options.site.resolve(), options.folder, "ltr", options.only)
        if options.rtl:
            count += take(browser, options.rtl.resolve(), options.folder, "rtl", options.only)
        if options.readme:
            show(browser, options.site.resolve(), options.readme)
        browser.close()
    print(f"{count} pictures in {options.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
