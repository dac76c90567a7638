"""Check a published site: no broken link, no absolute address in what loads, no link that ends in a folder.

    python tests/checks/links.py OUTPUT

Prints every problem with its page, then the closing line, and exits 1 if there is any problem.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

LOADS = {"src", "srcset", "poster", "data"}  # attributes that make the browser fetch
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect", "dns-prefetch"}


def page_links(page: Path) -> tuple[list[tuple[str, str, bool]], set[str]]:
    """The links of a page as (attribute, address, whether it loads by itself), and the page's anchors."""
    tree = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    anchors: set[str] = set()
    links: list[tuple[str, str, bool]] = []
    for element in tree.iter(etree.Element):
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            short = name.rsplit("}", 1)[-1].rsplit(":", 1)[-1]
            if short == "id" or (short == "name" and element.tag == "a"):
                anchors.add(value)
            elif short in LOADS:
                links.append((short, value, True))
            elif short in ("href", "action", "formaction"):
                rel = set((element.get("rel") or "").split())
                loads = element.tag == "link" and bool(rel & LOADING_LINKS)
                links.append((short, value, loads or element.tag in ("image", "use")))
    return links, anchors


def problems(root: Path) -> tuple[list[str], int]:
    """Every problem of the site below ``root``, and how many links were looked at."""
    root = root.resolve()
    pages = {page: page_links(page) for page in sorted(root.rglob("*.html"))}
    found: list[str] = []
    count = 0
    for page, (links, _) in pages.items():
        where = page.relative_to(root)
        for attribute, address, loads in links:
            count += 1
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                if loads and parts.scheme != "data":
                    found.append(f"{where}: {attribute}={address!r} loads from elsewhere")
                elif parts.scheme not in ("http", "https", "mailto", "data"):
                    found.append(f"{where}: {attribute}={address!r} has a scheme that no page should use")
                continue
            if address.startswith("/"):
                found.append(f"{where}: {attribute}={address!r} is absolute and breaks in a folder")
                continue
            target = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
            if not target.is_relative_to(root):
                found.append(f"{where}: {attribute}={address!r} leaves the site")
            elif parts.path.endswith("/") or target.is_dir():
                found.append(f"{where}: {attribute}={address!r} ends in a folder, which file:// cannot show")
            elif not target.is_file():
                found.append(f"{where}: {attribute}={address!r} points to nothing")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target][1]:
                found.append(f"{where}: {attribute}={address!r} names an anchor that is not there")
    if not pages:
        found.append(f"{root}: no page at all")
    return found, count


def main() -> int:
    """Run the check on the folder named on the command line."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    found, count = problems(Path(sys.argv[1]))
    for problem in found:
        print(problem)
    print(f"links: {count} looked at, {len(found)} wrong")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
