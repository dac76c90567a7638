"""The record page's lines: tokens by role, parts that stand out, and cells whose text can do nothing."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import pytest
from pygments import highlight
from pygments.formatters import TerminalFormatter
from pygments.token import STANDARD_TYPES, Comment, Error

from dateline.library.stored import StoredLine
from dateline.model import Aside, Role
from dateline.site.transcript import TOKENS, CellFormatter, DumpLexer, short_name, transcript

LINES = (
    StoredLine(1, "navigation", 0.98, "model", "Home > World"),
    StoredLine(2, "blank", 1, "", ""),
    StoredLine(3, "headline", 0.9, "model", "Truce <b>holds</b> & more"),
    StoredLine(4, "caption", 0.8, "model", "A tent near the river. Photo: Ada Quill/Herald"),
    StoredLine(5, "paragraph", 0.755, "model", "See https://a.example/x?y=1&z=2, or (http://b.example/)."),
    StoredLine(6, "other", 0.6, "model", "https://c.example/only"),
)
CREDITS = {4: "Ada Quill/Herald"}


class Texts(HTMLParser):
    """Elements with their classes, and the text, as a browser reads a cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert values.keys() <= {"class", "dir"}, f"{tag} has {values}"
        self.seen.append((tag, values["class"] or ""))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_role_has_a_type_that_says_whether_it_was_kept() -> None:
    assert TOKENS.keys() == {role.value for role in Role}
    for role in Role:
        assert (TOKENS[role] in Comment) == (not role.kept and role not in (Role.HINT, Role.BLANK)), role
    assert len(set(TOKENS.values())) == len(TOKENS)


def test_the_tokens_are_the_text_and_lie_where_they_say() -> None:
    text = "\n".join(line.text for line in LINES)
    lexer = DumpLexer([(line.role, CREDITS.get(line.number, "")) for line in LINES])
    assert "".join(value for _, value in lexer.get_tokens(text)) == text
    for at, _, value in lexer.get_tokens_unprocessed(text):
        assert text[at : at + len(value)] == value
    parts = [(str(kind[-1]), value) for kind, value in lexer.get_tokens(text) if kind[-1] in ("Link", "Credit")]
    assert parts == [
        ("Credit", "Ada Quill/Herald"),
        ("Link", "https://a.example/x?y=1&z=2"),
        ("Link", "http://b.example/"),
        ("Link", "https://c.example/only"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "\n\nx\n", "x\n\n"])
def test_blank_lines_stay_lines(text: str) -> None:
    labels = [("paragraph", "")] * (text.count("\n") + 1)
    assert "".join(value for _, value in DumpLexer(labels).get_tokens(text)) == text
    assert highlight(text, DumpLexer(labels), CellFormatter()).count("<td") == len(labels)


def test_labels_and_lines_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(DumpLexer([("paragraph", "")]).get_tokens("one\ntwo"))


def test_cells() -> None:
    rows = transcript(LINES, with_text=True, credits_=CREDITS).rows
    assert [(row.number, row.kept, row.score) for row in rows] == [
        (1, False, 98),
        (3, True, 90),
        (4, True, 80),
        (5, True, 76),
        (6, False, 60),
    ]
    assert rows[1].cell == '<td class="line gh" dir="auto">Truce &lt;b&gt;holds&lt;/b&gt; &amp; more</td>'
    read = [Texts(row.cell) for row in rows]
    assert [cell.text for cell in read] == [line.text for line in LINES if line.text]
    assert [cell.seen for cell in read] == [
        [("td", "line c")],
        [("td", "line gh")],
        [("td", "line sd"), ("span", "ni")],
        [("td", "line"), ("span", "sx"), ("span", "sx")],
        [("td", "line c"), ("span", "sx")],
    ]
    assert {name for cell in read for _, names in cell.seen for name in names.split()} - {"line"} <= set(
        STANDARD_TYPES.values()
    )


def test_without_text_no_word_of_it_is_there() -> None:
    rows = transcript(LINES, with_text=False, credits_=CREDITS).rows
    assert all(Texts(row.cell).text.startswith("sha256 ") for row in rows)
    assert not {"holds", "Quill", "example", "span"} & set("".join(row.cell for row in rows).replace("<", " ").split())
    assert len({Texts(row.cell).text for row in rows}) == len(rows)


@pytest.mark.parametrize(
    "text",
    [
        "</td><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "https://a.example/\"onmouseover='x'",
        "&lt;b>",
    ],
)
def test_a_hostile_line_is_text(text: str) -> None:
    (row,) = transcript([StoredLine(1, "paragraph", 1, "model", text)], with_text=True, credits_={1: text[:5]}).rows
    assert Texts(row.cell).text == text
    assert {tag for tag, _ in Texts(row.cell).seen} <= {"td", "span"}


def test_lines_that_hold_other_line_ends_or_nothing_legible_keep_their_place() -> None:
    given = [StoredLine(n, "paragraph", 1, "model", text) for n, text in enumerate(["\x00", "a\x0bb\u2028c\x85d", "e"])]
    assert [Texts(row.cell).text for row in transcript(given, with_text=True).rows] == ["", "a b c d", "e"]


def test_a_role_of_a_later_program_is_shown_as_unknown() -> None:
    (row,) = transcript([StoredLine(1, "podcast", 1, "model", "Listen")], with_text=True).rows
    assert (row.role, row.kept) == ("podcast", False)
    assert Texts(row.cell).seen == [("td", f"line {STANDARD_TYPES[Error]}")]


def test_no_lines() -> None:
    assert transcript([], with_text=True).rows == ()


def test_short_names_are_those_of_the_nearest_standard_type() -> None:
    assert short_name(Comment.Advert.Link) == "c"


def test_pygments_own_formatters_take_the_tokens() -> None:
    out = io.StringIO()
    TerminalFormatter().format(DumpLexer([("advert", ""), ("headline", "")]).get_tokens("Buy\nTruce"), out)
    assert "Buy" in out.getvalue()
    assert "\x1b[" in out.getvalue()


def test_what_was_meant_for_the_writers_of_a_document_is_named_by_its_digest() -> None:
    given = [StoredLine(n, "other", 1, aside.value, f"Note {n} for Ada") for n, aside in enumerate(Aside, 1)]
    shown = {row.rule: Texts(row.cell).text for row in transcript(given, with_text=True).rows}
    named = {aside: shown[aside.value].startswith("sha256 ") for aside in Aside}
    assert named == {aside: aside not in (Aside.PICTURE, Aside.TIME) for aside in Aside}
