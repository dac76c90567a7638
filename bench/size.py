"""The published size beside stock Pelican's own theme, in one run: the same articles, their text and their tags.

    python -m bench.size SCRATCH [--articles 1000] [--most 1.5]

Both publish the articles of ``bench.invented``: Dateline with all its pages, feeds, downloads and its search index;
stock Pelican with its theme ``simple`` and its default settings, places and topics as tags, conflicts as categories,
sources as authors. Records are left out of the count: stock Pelican has nothing like them. Prints bytes by kind and the
ratio, and exits with 1 where it is above ``--most``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections import Counter
from html import escape
from pathlib import Path

from bench import invented
from dateline.site import markdown

ROOT = Path(__file__).parents[1]
RECORDS = "records"
ANCHOR = re.compile(r' id="p-[^"]*"')


def publish(scratch: Path, count: int) -> Path:
    """The corpus as Dateline publishes it."""
    invented.write(scratch / "content", count, "dateline")
    settings = (ROOT / "pelican.conf.py").read_text("utf-8")
    settings += f"\nTHEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]\n"
    (scratch / "pelican.conf.py").write_text(settings, "utf-8")
    subprocess.run([sys.executable, "-m", "dateline", "build", "-q"], cwd=scratch, check=True)
    return scratch / "output"


def stock(scratch: Path, count: int) -> Path:
    """The corpus as stock Pelican publishes it, from HTML without anchors: it needs no Markdown of its own."""
    content = scratch / "content"
    content.mkdir(parents=True)
    for item in invented.items(count):
        fields = {
            "date": item.day.isoformat(),
            "category": item.conflicts[0],
            "tags": ", ".join((*item.tags, *item.places)),
            "authors": item.source,
            "slug": item.slug,
            "summary": item.standfirst,
        }
        metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in fields.items())
        head = f"<head><title>{escape(item.title)}</title>{metas}</head>"
        page = f"<html>{head}<body>{ANCHOR.sub('', markdown.render(item.body))}</body></html>"
        (content / f"{item.slug}.html").write_text(page, "utf-8")
    (scratch / "settings.py").write_text(
        "SITEURL = 'https://archive.example'\nTIMEZONE = 'UTC'\nTHEME = 'simple'\n", "utf-8"
    )
    command = [str(Path(sys.executable).with_name("pelican")), str(content), "-s", "settings.py", "-o", "output", "-q"]
    subprocess.run(command, cwd=scratch, check=True)
    return scratch / "output"


def sizes(site: Path) -> Counter[str]:
    """Bytes by the first folder of an address, "pages" for what lies at the top."""
    found: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            parts = path.relative_to(site).parts
            found["articles and periods" if parts[0][:1].isdigit() else parts[0] if len(parts) > 1 else "pages"] += (
                path.stat().st_size
            )
    return found


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--most", type=float, default=1.5)
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ("dateline", "stock"):
        (scratch / name).mkdir(parents=True)
    ours, theirs = (
        sizes(publish(scratch / "dateline", options.articles)),
        sizes(stock(scratch / "stock", options.articles)),
    )
    for name, size in ours.most_common():
        print(f"{name:22} {size / options.articles:8.0f} bytes an article{' (not counted)' if name == RECORDS else ''}")
    del ours[RECORDS]
    ratio = ours.total() / theirs.total()
    without = (ours.total() - ours["search"]) / theirs.total()
    print(
        f"{options.articles} articles: {ours.total() / options.articles:.0f} bytes an article, stock Pelican "
        f"{theirs.total() / options.articles:.0f}: {ratio:.3f} times, {without:.3f} without the search index"
    )
    return 1 if ratio > options.most else 0


if __name__ == "__main__":
    sys.exit(main())
