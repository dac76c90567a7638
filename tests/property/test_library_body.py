"""Whatever a dump's text holds, the Markdown written from it reads as that text and nothing more."""

from __future__ import annotations

import html
import os
import re

import pyromark
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from dateline.library.body import tidy, to_markdown
from dateline.model import Block, BlockKind, Link

EXAMPLES = 3000 if "DATELINE_TORTURE_MINUTES" in os.environ else 150
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
# Pieces that mean something in Markdown or HTML, glued in any order.
PIECES = st.sampled_from(
    [
        *"*_`~[]()<>#+-=|!&\\:.\"'1234567890 aB$^{}/\t@",
        "**",
        "__",
        "~~",
        "~~~",
        "```",
        "---",
        "***",
        "===",
        "![",
        "](",
        "][",
        "]:",
        "[^1]",
        "[ ]",
        "[x]",
        "# ",
        "###### ",
        "> ",
        "- ",
        "+ ",
        "1. ",
        "12) ",
        "1.",
        "&amp;",
        "&#60;",
        "&lt",
        "<b>",
        "</b>",
        "<!--",
        "<script>",
        "<http://a.b>",
        "http://a.example/x_y_z",
        "x@y.example",
        "  ",
        " \\",
        "\\",
        "\n",
        "\n\n",
        "\u2028",
        "\x85",
        "\xa0",
        "word",
        "snake_case",
        "_a_",
        "a_b_",
        ":::",
        "| --- |",
        "|a|b|",
        "--- | ---",
        "%%",
        "$$",
        "==a==",
        "{{x}}",
        "</p>",
    ]
)
TEXT = st.lists(PIECES, min_size=1, max_size=12).map("".join)


def shown(markdown: str) -> str:
    """The text that a reader sees, white space folded; fails where anything but paragraphs is made."""
    page = pyromark.html(markdown, options=OPTIONS)
    return " ".join("".join(map(str, lxml_html.fromstring(f"<div>{page}</div>").itertext())).split())


def tags(markdown: str) -> set[str]:
    return set(re.findall(r"<(\w+)", pyromark.html(markdown, options=OPTIONS)))


def words(text: str) -> str:
    return " ".join(tidy(text).split())


@given(TEXT)
@settings(max_examples=EXAMPLES * 4, deadline=None)
@example("a | b\n--- | ---\nc | d")
@example("a\n===")
@example("a\\")
@example("[a]: http://b.example")
@example("&\u2028lt;")
@example("1\n2. x")
@example("!\n[a](b)")
def test_a_paragraph_reads_as_its_text(text: str) -> None:
    markdown = to_markdown([Block(BlockKind.PARAGRAPH, text, (1,))])
    assert shown(markdown) == words(text)
    assert tags(markdown) <= {"p", "br"}


@given(TEXT, TEXT)
@settings(max_examples=EXAMPLES, deadline=None)
def test_headings_and_quotes_read_as_their_text(head: str, quote: str) -> None:
    blocks = [Block(BlockKind.HEADING, head, (1,), level=2), Block(BlockKind.QUOTE, quote, (2,))]
    markdown = to_markdown(blocks)
    assert shown(markdown) == f"{words(head)} {words(quote)}".strip()
    assert tags(markdown) <= {"h2", "blockquote", "p", "br"}


ITEMS = st.tuples(
    TEXT,
    st.integers(0, 3),
    st.none() | st.integers(0, 4),
    st.sampled_from(["", ".", ")"]),
    st.sampled_from(["", "b)", "(iv)", "1.2", "§ 3", "一、", "[x]", "#"]),  # of an item that has no number
)


@given(st.lists(ITEMS, min_size=1, max_size=6), TEXT)
@settings(max_examples=EXAMPLES, deadline=None)
def test_lists_read_as_their_items(items: list[tuple[str, int, int | None, str, str]], after: str) -> None:
    blocks = [
        Block(BlockKind.LIST_ITEM, text, (n,), depth, number=number, mark=_mark(number, sign, letter))
        for n, (text, depth, number, sign, letter) in enumerate(items, 1)
    ]
    markdown = to_markdown([*blocks, Block(BlockKind.PARAGRAPH, after, (9,))])
    page = numbered(pyromark.html(markdown, options=OPTIONS))
    told = [
        f"{block.mark if block.number is None else f'{block.number}.'} {words(block.text)}"
        for block in blocks
        if words(block.text)
    ]
    assert (
        re.sub(r"(\d)\)", r"\1.", words(html.unescape(re.sub("<[^>]*>", " ", page)))).split()
        == re.sub(r"(\d)\)", r"\1.", " ".join([*told, words(after)])).split()
    )
    assert tags(markdown) <= {"ul", "ol", "li", "p", "br"}
    assert len(re.findall("<li>", page)) == sum(bool(words(text)) for text, *_ in items)


def _mark(number: int | None, sign: str, letter: str) -> str:
    return letter if number is None else f"{number}{sign}" if sign and number else ""


def numbered(page: str) -> str:
    """A page with the number of each item as a browser shows it."""
    counts: list[int | None] = []

    def told(match: re.Match[str]) -> str:
        if match["close"]:
            counts.pop()
        elif match["list"]:
            counts.append(int(match["start"] or 1) if match["list"] == "ol" else None)
        elif counts[-1] is not None:
            counts[-1] += 1
            return f"<li>{counts[-1] - 1}. "
        return match[0]

    return re.sub(r'<(?P<list>ol|ul)(?: start="(?P<start>\d+)")?>|(?P<close></[ou]l>)|<li>', told, page)


@given(st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=EXAMPLES, deadline=None)
def test_tables_read_as_their_cells(rows: list[list[str]]) -> None:
    blocks = [Block(BlockKind.TABLE_ROW, " ".join(r), (n,), cells=tuple(r)) for n, r in enumerate(rows, 1)]
    markdown = to_markdown(blocks)
    page = pyromark.html(markdown, options=OPTIONS)
    cells = [" ".join(html.unescape(cell).split()) for cell in re.findall(r"<t[hd]>(.*?)</t[hd]>", page, re.DOTALL)]
    width = max(map(len, rows))
    assert cells == [words(cell) for row in rows for cell in [*row, *[""] * (width - len(row))]]
    assert tags(markdown) <= {"table", "thead", "tbody", "tr", "th", "td"}


@given(TEXT, TEXT, TEXT)
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_link_leads_where_it_led_and_its_neighbours_stay_text(before: str, label: str, after: str) -> None:
    text = before + label + after
    link = Link(len(before), len(before) + len(label), "https://example.org/a?b=c&d=e#f")
    markdown = to_markdown([Block(BlockKind.PARAGRAPH, text, (1,), links=(link,))])
    page = pyromark.html(markdown, options=OPTIONS)
    assert "".join(shown(markdown).split()) == "".join(words(text).split())
    assert tags(markdown) <= {"p", "br", "a"}
    assert re.findall(r'href="([^"]*)"', page) == (["https://example.org/a?b=c&amp;d=e#f"] if words(label) else [])


@given(
    st.sampled_from(
        ["javascript:alert(1)", "data:text/html,x", "/relative", "https://a b/", "https://a)b", "vbscript:x"]
    )
)
def test_an_address_that_is_none_gives_no_link(url: str) -> None:
    markdown = to_markdown([Block(BlockKind.PARAGRAPH, "words", (1,), links=(Link(0, 5, url),))])
    assert markdown == "words"


@given(TEXT, TEXT)
@settings(max_examples=EXAMPLES * 2, deadline=None)
@example("Why now?", "Because")
@example("*", "*")
@example("a\\", "b")
def test_a_lead_in_in_bold_reads_as_its_text(lead: str, rest: str) -> None:
    markdown = to_markdown([Block(BlockKind.PARAGRAPH, f"{lead} {rest}", (1,), lead=len(lead))])
    assert shown(markdown) == words(f"{lead} {rest}")
    assert tags(markdown) <= {"p", "br", "strong"}


def test_a_lead_in_in_bold_stays_so_beside_a_link() -> None:
    block = Block(BlockKind.PARAGRAPH, "Why now? See there.", (1,), links=(Link(13, 18, "https://a.example/"),), lead=8)
    assert to_markdown([block]) == "**Why now?** See [there](https://a.example/)."
    crossing = Block(BlockKind.PARAGRAPH, "Why now? See", (1,), links=(Link(4, 12, "https://a.example/"),), lead=8)
    assert to_markdown([crossing]) == "Why [now? See](https://a.example/)"
