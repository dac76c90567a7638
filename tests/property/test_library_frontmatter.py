"""``parse(render(file)) == file`` for any values, and edits by line that say what they should."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.library import frontmatter, yamlio
from dateline.messages import DatelineError
from dateline.model import Correction, Header, MarkdownFile, Publish, Standing, Statement, Status, Withdrawal
from tests import torture

# ``make torture`` asks for more: 600 headers hold over 10,000 values.
EXAMPLES = 600 if torture.FULL else 60
VALUES = len(fields(Header)) - 2  # of a header, at least: two of its keys are no texts
# Everything that has broken a YAML writer before, beside what hypothesis thinks of.
NAUGHTY = [
    "no",
    "Yes",
    "null",
    "~",
    "2020",
    "1e3",
    "0x1F",
    "12:30:45",
    "2020-11-08",
    "2020-11-08 10:00:00",
    ".inf",
    "=",
    "<<",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "[a",
    "{a}",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a'",
    '"a"',
    "a:",
    ": a",
    " lead",
    "trail ",
    "two\nlines",
    "tab\there",
    "cr\rcr",
    "crlf\r\n",
    "nel\x85nel",
    "ls\u2028ls",
    "ps\u2029ps",
    "nul\x00nul",
    "esc\x1b[31m",
    "del\x7f",
    "\ufeffbom",
    "bom\ufeff",
    "\ud800",
    "\udc00\ud800",
    "\ud83d\ude00",
    "\U0001f600",
    "\ufffe",
    "\uffff",
    "\U0010ffff",
    "\u202eevil",
    "---",
    "...",
    "a\n---\nb",
    "a, b",
    "a]",
    "é",
    "e\u0301",
    "\\",
    '\\"',
    "\\x41",
    "\\u0041",
    "\\ud800",
    "Шуша",
    "شوشا",
    "舒沙",
    "x" * 5000,
    "’",
    "<script>",
    "{{ 7*7 }}",
]
# Any code point at all, surrogates among them.
ANY = st.one_of(st.sampled_from(NAUGHTY), st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
TEXT = ANY
FILLED = ANY.filter(bool)
DATE = st.sampled_from(
    ["2020", "2020-11", "2020-11-08", "2020-11-08T14:05:00", "2020-11-08T14:05:00+03:00", "0999-01-01"]
)
LIST = st.lists(FILLED, max_size=4).map(tuple)
PRECISION = {4: "year", 7: "month", 10: "day"}


def statements() -> st.SearchStrategy[Statement]:
    standing = st.one_of(st.none(), st.sampled_from(Standing))
    return st.builds(Statement, FILLED, FILLED, TEXT, st.one_of(st.just(""), DATE), standing, LIST)


@st.composite
def headers(draw: st.DrawFn) -> Header:
    date = draw(DATE)
    status = draw(st.sampled_from(Status))
    withdrawal = st.builds(Withdrawal, DATE, TEXT)
    return Header(
        title=draw(FILLED),
        date=date,
        date_precision=PRECISION.get(len(date), "minute"),
        modified=draw(st.one_of(st.just(""), DATE)),
        source=draw(FILLED),
        credit=draw(TEXT),
        authors=draw(LIST),
        standfirst=draw(TEXT),
        lang=draw(TEXT),
        conflicts=draw(LIST),
        places=draw(LIST),
        tags=draw(LIST),
        url=draw(TEXT),
        archived_url=draw(TEXT),
        slug=draw(st.sampled_from(["", "a-slug", "x.y", "шуша", "2020"])),
        status=status,
        publish=draw(st.one_of(st.none(), st.sampled_from(Publish))),
        warning=draw(TEXT),
        corrections=draw(st.lists(st.builds(Correction, DATE, TEXT), max_size=2).map(tuple)),
        claims=draw(st.lists(statements(), max_size=2).map(tuple)),
        translation_of=draw(st.sampled_from(["", "an-original"])),
        version_of=draw(st.sampled_from(["", "a-slug"])),
        withdrawn=draw(withdrawal if status is Status.WITHDRAWN else st.one_of(st.none(), withdrawal)),
        not_same_as=draw(LIST),
        dump=draw(TEXT),
        id=draw(TEXT),
        review=draw(st.lists(st.sampled_from([f.name for f in fields(Header)] + ["body"]), max_size=3).map(tuple)),
    )


BODY = st.one_of(
    st.sampled_from(
        ["", "a", "a\n", "\na", "\n", "\n\n", "---\n", "a\n---\nb\n...\n", "\ufeffa", "a\r\nb", "\r", "  "]
    ),
    TEXT,
)


@given(headers(), BODY)
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_is_written_is_read_again(header: Header, body: str) -> None:
    file = MarkdownFile("articles/2020/a.md", header, body)
    text = frontmatter.render(file)
    assert frontmatter.parse(text, file.path) == file
    # No value makes a key of its own, whatever it holds
    node = yamlio.compose(frontmatter.split(text)[0])
    assert isinstance(node, yamlio.Mapping)
    keys = [key.text for key, _ in node.items]
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(frontmatter.KEYS)
    torture.count("values of generated headers read as they were written", VALUES)
    # What a file system gets is UTF-8 (a body's lone surrogates are replaced at ingest, a header's are escaped)
    assert frontmatter.render(replace(file, body="")).encode().decode() == frontmatter.render(replace(file, body=""))


@given(FILLED, st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_scalar_is_one_line_and_reads_as_the_same_text(text: str, flow: bool) -> None:
    written = yamlio.scalar(text, flow=flow)
    assert len(written.splitlines()) == 1
    node = yamlio.compose(f"k: [{written}]" if flow else f"k: {written}")
    assert isinstance(node, yamlio.Mapping)
    value = node.items[0][1]
    if flow:
        assert isinstance(value, yamlio.Sequence)
        assert len(value.items) == 1
        value = value.items[0]
    assert isinstance(value, yamlio.Scalar)
    assert value.text == text


@given(headers(), headers(), BODY, BODY, st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=EXAMPLES, deadline=None)
def test_an_update_says_the_new_and_keeps_the_rest(
    before: Header, after: Header, old_body: str, new_body: str, newline: str
) -> None:
    rows = frontmatter.render(MarkdownFile("a.md", before, "")).split("\n")
    rows.insert(2, "# the curator's comment")
    text = newline.join(rows) + (f"{newline}{old_body.strip()}{newline}" if old_body.strip() else "")
    current = frontmatter.parse(text, "a.md")
    assert current.header == before
    new_body = new_body.replace("\r", "") if newline == "\r\n" else new_body
    updated = frontmatter.update(text, "a.md", after, new_body)
    assert frontmatter.parse(updated, "a.md") == MarkdownFile("a.md", after, new_body)
    same = frontmatter.update(text, "a.md", before, current.body)
    assert same == text
    one = frontmatter.update(text, "a.md", replace(before, credit="Someone"), current.body)
    assert "# the curator's comment" in one
    kept = [row for row in text.split("\n") if not row.startswith("credit:")]
    assert [row for row in one.split("\n") if not row.startswith("credit:")] == kept


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=200))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    for whole in (text, f"---\n{text}\n---\nbody", f"---\ntitle: {text}\ndate: 2020\nsource: x\n---\n"):
        try:
            file = frontmatter.parse(whole, "a.md")
        except DatelineError as error:
            messages = error.messages
        else:
            assert frontmatter.parse(frontmatter.render(file), "a.md") == file
            continue
        assert messages
        assert all(m.path == "a.md" and m.line >= 1 for m in messages)


@pytest.mark.parametrize("depth", [10, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    with pytest.raises(DatelineError, match="DL402"):
        frontmatter.parse(f"---\ntags: {'[' * depth}\n---\n", "a.md")


PIECES = [
    "a",
    "Ä",
    "7",
    "no",
    " ",
    ", ",
    ",",
    ":",
    ": ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "#",
    " #",
    "-",
    "?",
    ".",
    "(",
    ")",
    "’",
    "\\",
]
PIECES += [
    "\n",
    "\t",
    "title: ",
    "places: [",
    "---\n",
    "...\n",
    "\u0e33",
    "\u00aa",
    "\U0001f600",
    "\ud800",
    "&",
    "*",
    "!",
    "|",
    "%",
]


@settings(max_examples=10 * EXAMPLES, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=4))
def test_what_is_read_the_short_way_is_what_yaml_says(values: list[str]) -> None:
    text = "".join(f"key_{'abcd'[n]}: {value}\n" for n, value in enumerate(values))
    simple = yamlio._simple(text)
    if simple is not None:
        assert simple == yamlio._build(text, yaml.CBaseLoader)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=12)), min_size=1, max_size=5))
def test_lists_that_the_program_writes_are_what_yaml_says(items: list[str]) -> None:
    text = (
        f"places: [{', '.join(yamlio.scalar(item, flow=True) for item in items)}]\ntitle: {yamlio.scalar(items[0])}\n"
    )
    simple = yamlio._simple(text)
    if simple is not None:
        assert simple == yamlio._build(text, yaml.CBaseLoader)


def test_a_plain_header_is_read_the_short_way() -> None:
    text = "title: A day's work, at 12:30\ndate: 2020-11-08T10:00:00+02:00\n"
    text += 'places: [Shusha, "A, B"]\nsource: "The: Post"\n'
    assert yamlio._simple(text) == yamlio._build(text, yaml.CBaseLoader) is not None
