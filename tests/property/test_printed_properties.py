"""Whatever stands on printed pages, and wherever: nothing of it is lost or told twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dateline.dumps import printed
from dateline.dumps.lines import visible
from dateline.dumps.printed import PrintedLine

SAID = ["truce", "held", "1/3", "27.11.2026, 03:50", "https://a.example/1", "سلام", "和平", "well-", "A"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=14)
PLACES = st.integers(0, 60).map(lambda n: n * 12.5)


@st.composite
def lines(draw: st.DrawFn) -> PrintedLine:
    text, left, size = " ".join(draw(WORDS)), draw(PLACES), draw(st.sampled_from([0.0, 0.4, 8.0, 12.0, 24.0]))
    return PrintedLine(text, left, left + size * printed.width(text), draw(PLACES), size)


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, visible(text)))


@given(st.lists(st.lists(lines(), max_size=12), max_size=4), st.sampled_from(["", "truce held"]))
def test_the_letters_of_all_lines_are_the_texts_and_the_margins(pages: list[list[PrintedLine]], title: str) -> None:
    given_letters = sum((letters(line.text) for page in pages for line in page), Counter())
    found = printed.read(pages, title)
    assert letters(" ".join((found.text, *found.margins))) == given_letters
    assert found.text == "" or found.text.endswith("\n")


PIECES = st.lists(st.tuples(PLACES, st.sampled_from(["truce", "سلام", "شعب", " ", "  ", ".", "12", "(", "שלום"])))


@given(PIECES, st.booleans())
def test_a_line_holds_all_its_pieces(pieces: list[tuple[float, str]], leftward: bool) -> None:
    assert letters(printed.written(pieces, leftward)) == letters("".join(text for _, text in pieces))
