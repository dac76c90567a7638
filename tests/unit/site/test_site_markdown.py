"""Markdown to HTML: nothing live comes through, anchors hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.site import markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=x>b</b>",
    "<div>\n<script>alert(1)</script>\n</div>",
    "[x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<!--\n--><script>alert(1)</script>",
    "> <iframe src=//x>",
    "| a |\n|---|\n| <style>p{} |",
    '![x"onerror="alert(1)](http://a/b)',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_live(text: str) -> None:
    html = markdown.render(text)
    tags = re.findall(r"<([^>]*)>", html)
    assert not any(re.match(r"/?(script|img|svg|iframe|style|div|b)\b", tag) for tag in tags), html
    assert not any(re.search(r"\son\w+=|javascript:", tag) for tag in tags), html


def test_raw_html_is_shown_as_text() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in markdown.render("Said <b>bold</b> things.")


def test_code_and_autolinks_are_not_escaped_twice() -> None:
    html = markdown.render("`<i>` and <https://example.org/a>")
    assert "<code>&lt;i&gt;</code>" in html
    assert 'href="https://example.org/a"' in html


def test_an_anchor_survives_a_change_around_it() -> None:
    before = markdown.render("First.\n\nThe passage that is cited.")
    after = markdown.render("Another first.\n\nAnd a second.\n\nThe passage that is *cited*!")
    anchor = re.findall(r'id="([^"]+)"', before)[1]
    assert anchor in re.findall(r'id="([^"]+)"', after)


def test_the_same_paragraph_twice_has_two_anchors() -> None:
    anchors = re.findall(r'id="([^"]+)"', markdown.render("Again.\n\nAgain."))
    assert len(set(anchors)) == 2


def test_headings_begin_below_the_page_title() -> None:
    html = markdown.render("# One\n\n## Two\n\n##### Five")
    assert re.findall(r"<(h\d)", html) == ["h2", "h2", "h4"]


def test_plain_gives_the_words_back() -> None:
    assert markdown.plain(markdown.render("One & two.\n\n- three\n- four")) == "One & two.\n\nthree\n\nfour"


@given(st.text(alphabet="<>/abscript!-'\"&;`\\\n []()=:", max_size=60))
def test_no_tag_but_the_allowed_ones(text: str) -> None:
    allowed = "p|h[234]|blockquote|ul|ol|li|hr|br|pre|code|em|strong|del|a|table|thead|tbody|tr|th|td|span"
    for tag in re.findall(r"<[^>]*>", markdown.render(text)):
        assert re.match(rf"</?({allowed})(\s|/?>)", tag), tag
