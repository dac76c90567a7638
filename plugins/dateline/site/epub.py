"""An EPUB of one conflict: its reports, oldest first, as much of each as the site shows. To be read on any reader.

EPUB 3 with the accessibility metadata of EPUB Accessibility 1.1, packed by EbookLib, which is no dependency: ``dateline
bundle --epub`` says how to get it. No clock: the same library gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from dateline.library import atomic, bundle, files, frontmatter, zips
from dateline.messages import DatelineError, Message
from dateline.site import templating
from dateline.site.archive import Entry
from dateline.site.body import body_html
from dateline.site.edition import Edition
from dateline.site.pages import article
from dateline.site.reader import moment

MIMETYPE = "mimetype"
STYLE = """\
body { line-height: 1.5; }
.byline, .note { font-size: 0.85em; }
.standfirst { font-size: 1.1em; }
.warning { border: 1px solid; padding: 0.3em; }
blockquote { margin-inline: 1.5em; }
.claims { list-style: none; padding: 0; }
"""


def write(edition: Edition, key: str, target: Path) -> int:
    """Write the EPUB of the conflict ``key`` to ``target``; the number of articles in it.

    Raises DatelineError: DL442 where EbookLib is not installed, DL007 where no listed article has that conflict, DL419
    where a file cannot be read or written.
    """
    try:
        from ebooklib import epub
    except ImportError as error:
        text = "An EPUB is packed by EbookLib, which is not installed."
        raise DatelineError(Message("DL442", text)) from error
    members = edition.archive.by_conflict.get(key)
    if not members:
        known = ", ".join(sorted(edition.archive.by_conflict)) or "none"
        raise DatelineError(
            Message("DL007", f"No published article has the conflict {key!r}. There are: {known}.", key)
        )
    entries = edition.archive.leading(members)
    packed = io.BytesIO()
    book = _book(epub, edition, key, members, entries)
    epub.write_epub(packed, book, {"mtime": moment(members[-1].date), "raise_exceptions": True})
    try:
        _write(packed.getvalue(), target)
    except OSError as error:
        text = f"The EPUB cannot be made: {atomic.reason(error)}."
        raise DatelineError(Message("DL419", text, str(target))) from error
    return len(entries)


def _book(epub: Any, edition: Edition, key: str, members: tuple[Entry, ...], entries: tuple[Entry, ...]) -> Any:
    row, site = edition.archive.conflicts[key], edition.site
    pages = Environment(
        loader=FileSystemLoader(edition.theme / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    templating.configure(pages, site)
    book = epub.EpubBook()
    book.set_identifier(f"tag:dateline,2026:{site.address or site.name}/conflicts/{key}")
    book.set_title(f"{row.name} · {site.name}")
    book.set_language(site.language)
    book.set_direction(site.direction)
    book.add_author(site.holder or site.name)
    for language in sorted({entry.lang for entry in entries if entry.lang} - {site.language}):
        book.add_metadata("DC", "language", language)
    for name, value in _accessibility(edition):
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    style = epub.EpubItem(uid="style", file_name="style.css", media_type="text/css", content=STYLE.encode())
    book.add_item(style)
    first = _chapter(
        epub,
        book,
        style,
        "title.xhtml",
        row.name,
        site.language,
        pages.get_template("epub/title.html").render(
            row=row, count=len(members), texts=len(entries), first=members[0].date[:10], last=members[-1].date[:10]
        ),
    )
    chapters = [first, *_articles(epub, book, style, pages, edition, entries)]
    book.toc = chapters
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    return book


def _articles(
    epub: Any, book: Any, style: Any, pages: Environment, edition: Edition, entries: tuple[Entry, ...]
) -> Iterator[Any]:
    template = pages.get_template("epub/article.html")
    for number, entry in enumerate(entries, 1):
        name = entry.source_path
        _, body = frontmatter.split(files.read_text(edition.settings.content / name, name), name)
        shown = article.view(edition, entry)
        also = [item.source for item in shown.carried]
        made = template.render(view=shown, content=body_html(body, entry), also=also)
        title = f"{edition.language.date(entry.date[:10])}: {entry.title}"
        yield _chapter(epub, book, style, f"article-{number}.xhtml", title, entry.lang, made)


def _chapter(epub: Any, book: Any, style: Any, name: str, title: str, language: str, content: str) -> Any:
    chapter = epub.EpubHtml(title=title, file_name=name, lang=language, content=content.encode())
    chapter.add_item(style)
    book.add_item(chapter)
    return chapter


def _accessibility(edition: Edition) -> Iterator[tuple[str, str]]:
    """What a reader who does not see wants to know beforehand (EPUB Accessibility 1.1, schema.org's vocabulary)."""
    yield "accessMode", "textual"
    yield "accessModeSufficient", "textual"
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"
    yield (
        "accessibilitySummary",
        edition.language.text("Text only, in one order, with headings and a table of contents."),
    )


def _write(packed: bytes, target: Path) -> None:
    """Pack anew with the times taken out, the mimetype first and not compressed, as the format wants it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as made:
        names = sorted(made.namelist(), key=lambda name: (name != MIMETYPE, name))
        zips.write(target, ((name, made.read(name)) for name in names), stored={MIMETYPE})
    bundle.sign(target)
