"""What a curator asks of Pelican that Dateline's own pages do not answer.

Some settings have Pelican write files of its own (feeds, lists of tags, static folders), and a template of a child
theme may ask for what only Pelican knows (``SITENAME``, ``articles``). Then Pelican builds. Others have no meaning in
an archive (where an article stands is settled by its day and slug); these are told. So none is ignored in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.messages import Report

OWN_TEMPLATE = "record.html"  # a template that no other theme has
# Settings that have Pelican write files, and its defaults (https://docs.getpelican.com/en/stable/settings.html), with
# which nobody asks for anything: they would give a second front page beside Dateline's.
WRITES: Mapping[str, Any] = {
    "DIRECT_TEMPLATES": ["index", "tags", "categories", "authors", "archives"],
    "TEMPLATE_PAGES": {},
    "STATIC_PATHS": ["images"],
    "PAGE_PATHS": ["pages"],
    "OUTPUT_SOURCES": False,
    "TAG_SAVE_AS": "tag/{slug}.html",
    "CATEGORY_SAVE_AS": "category/{slug}.html",
    "AUTHOR_SAVE_AS": "author/{slug}.html",
    "YEAR_ARCHIVE_SAVE_AS": "",
    "MONTH_ARCHIVE_SAVE_AS": "",
    "DAY_ARCHIVE_SAVE_AS": "",
    "FEED_ATOM": None,
    "FEED_RSS": None,
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "FEED_ALL_RSS": None,
    "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
    "CATEGORY_FEED_RSS": None,
    "AUTHOR_FEED_ATOM": "feeds/{slug}.atom.xml",
    "AUTHOR_FEED_RSS": "feeds/{slug}.rss.xml",
    "TAG_FEED_ATOM": None,
    "TAG_FEED_RSS": None,
    "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
    "TRANSLATION_FEED_RSS": None,
}
LISTS = frozenset(("TAG_SAVE_AS", "CATEGORY_SAVE_AS", "AUTHOR_SAVE_AS"))
FEEDS = frozenset(name for name in WRITES if "FEED" in name)
_OWN_ADDRESS = "an article's address is settled by its day and slug"
_ALL = "every article of content/articles is published, as its status says"
_AS_PRINTED = "a text is published as it was printed"
# Settings without a meaning in an archive, why, and the values with which nobody asks for anything.
IDLE: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "ARTICLE_URL": (_OWN_ADDRESS, ("{slug}.html", "{date:%Y}/{date:%m}/{date:%d}/{slug}.html")),
    "ARTICLE_SAVE_AS": (_OWN_ADDRESS, ("{slug}.html", "{date:%Y}/{date:%m}/{date:%d}/{slug}.html")),
    "ARTICLE_PATHS": (_ALL, ([""], ["articles"])),
    "ARTICLE_EXCLUDES": (_ALL, ([],)),
    "DEFAULT_METADATA": ("an article says all of itself in its front matter", ({},)),
    "TYPOGRIFY": (_AS_PRINTED, (False,)),
    "SUMMARY_MAX_LENGTH": ("lists show the standfirst, or none", (50,)),
    "DEFAULT_PAGINATION": ('DATELINE["page_size"] says how many articles a page lists', (False, 0)),
    "WITH_FUTURE_DATES": ("an article with a day to come is told, and published", (True,)),
    "MENUITEMS": ("the theme has no such menu", ((), [])),
    "LINKS": ("the theme has no such list", ((), [])),
    "SOCIAL": ("the theme has no such list", ((), [])),
}
# What Pelican's context holds beside its settings (https://docs.getpelican.com/en/stable/themes.html).
_CONTEXT = frozenset(
    (
        *("articles", "dates", "drafts", "hidden_articles", "tags", "categories", "authors", "pages", "hidden_pages"),
        *("draft_pages", "period_archives", "related_articles", "localsiteurl", "output_file", "generated_content"),
    )
)
_SETTING = re.compile(r"[A-Z][A-Z0-9_]*")
_CODE = re.compile(r"\{#.*?#\}|\{[{%](.*?)[%}]\}", re.DOTALL)
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'|\bblock\b.*")
_MAY_ASK = re.compile(rf"(?<![\w.])(?:[A-Z][A-Z0-9_]+|{'|'.join(sorted(_CONTEXT))}|article\.(?!content\b)\w+)(?![\w(])")


def made_for_dateline(theme: Path) -> bool:
    """Whether the theme in a folder is made for Dateline."""
    return (theme / "templates" / OWN_TEMPLATE).is_file()


def files(values: Mapping[str, Any], content: Path) -> Iterator[str]:
    """The settings among ``values`` that have Pelican write files, by name."""
    quiet = unasked(values, content)
    return (name for name in WRITES if values.get(name) and name not in quiet)


def unasked(values: Mapping[str, Any], content: Path) -> set[str]:
    """The settings whose value is the one that Pelican has by itself: whoever set none of a group asked for nothing."""
    same = {name for name, usual in WRITES.items() if values.get(name, usual) == usual}
    for group in (LISTS, FEEDS):
        if not same >= group:
            same -= group
    if any((content / name).exists() for name in values.get("STATIC_PATHS") or () if isinstance(name, str)):
        same.discard("STATIC_PATHS")
    return same


def tell_idle(values: Mapping[str, Any], report: Report, where: str) -> None:
    """Note each setting among ``values`` that has no effect (DL527)."""
    for name, (why, usual) in IDLE.items():
        if name in values and values[name] is not None and values[name] not in usual:
            report.add("DL527", f"{name} has no effect: {why}.", where, field=name)


def of_templates(folders: Iterable[Path], given: Iterable[str] = ()) -> tuple[Path, str] | None:
    """The first template below ``folders`` that asks for what only Pelican gives, and what; None where none does.

    ``given`` are names that templates have anyway. A template that cannot be read or parsed is left to the builder,
    which says what is wrong with it.
    """
    known = frozenset(given)
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            try:
                source = path.read_text("utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            code = _TEXT.sub("", "\n".join(_CODE.findall(source)))
            if _MAY_ASK.search(code) and (name := _asks(source, known)):
                return path, name
    return None


def _asks(source: str, known: frozenset[str]) -> str:
    from jinja2 import Environment, TemplateError, meta, nodes

    try:
        tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]).parse(source)
        free = meta.find_undeclared_variables(tree)
    except TemplateError:
        return ""
    own = {macro.name for macro in tree.find_all(nodes.Macro)}  # (a block finds the template's own names by name)
    own |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    asked = sorted(name for name in free - known - own if name in _CONTEXT or _SETTING.fullmatch(name))
    if "article" in free:
        asked += (
            f"article.{node.attr}"
            for node in tree.find_all(nodes.Getattr)
            if isinstance(node.node, nodes.Name) and node.node.name == "article" and node.attr != "content"
        )
    return asked[0] if asked else ""
