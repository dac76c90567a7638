"""A text into which a page's stray markup got stays a text."""

from dateline.dumps import read_bytes
from dateline.model import Format


def test_text_with_one_stray_tag_is_text() -> None:
    lines = [
        '<div style="display:none"><img src="pixel.gif"></div>',
        *(f"Line {n} of a copied page." for n in range(12)),
    ]
    (dump,) = read_bytes("\n".join(lines).encode(), "copied.txt")
    assert dump.format is Format.TEXT
    assert len(dump.lines) == 13


def test_fragment_of_markup_is_html() -> None:
    (dump,) = read_bytes(b"<div>\n<p>One.</p>\n<p>Two.</p>\n</div>\n", "saved.txt")
    assert dump.format is Format.HTML


def test_a_page_below_a_long_script_is_a_page() -> None:
    script = "<script>\n" + "window.orlac = window.orlac || 1;\n" * 1_000 + "</script>\n"
    (dump,) = read_bytes(f"{script}<html><body><p>The ferry sails again.</p></body></html>".encode(), "a.html")
    assert dump.format is Format.HTML
    assert [line.text for line in dump.lines if line.text] == ["The ferry sails again."]
    (dump,) = read_bytes(f"{script}This is how the page of the ferry begins.".encode(), "a.txt")
    assert dump.format is Format.TEXT
