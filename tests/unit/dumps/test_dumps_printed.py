from __future__ import annotations

from collections.abc import Sequence

from dateline.dumps import printed
from dateline.dumps.printed import PrintedLine

WIDE = "Officials on both banks of the river said that the ceasefire had held for a third day, the longest of all"
OTHER = "pauses since September, although shots were heard near two villages before the sun rose and once after it"


def line(text: str, height: float, left: float = 40.0, size: float = 12.0) -> PrintedLine:
    return PrintedLine(text, left, left + size * printed.width(text), height, size)


def page(*texts: str, top: float = 700.0, step: float = 15.0) -> list[PrintedLine]:
    return [line(text, top - step * n) for n, text in enumerate(texts)]


def read(*pages: Sequence[PrintedLine], title: str = "") -> list[str]:
    return printed.read(pages, title).text.split("\n")[:-1]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert read(page(WIDE, OTHER, WIDE), page(OTHER, "in the market.")) == [
        f"{WIDE} {OTHER} {WIDE} {OTHER} in the market."
    ]


def test_lines_with_room_between_them_are_paragraphs() -> None:
    rows = [*page(WIDE, OTHER, "in the market."), *page(WIDE, OTHER, "at night.", top=630.0)]
    assert read(rows) == [f"{WIDE} {OTHER} in the market.", "", f"{WIDE} {OTHER} at night."]


def test_a_first_line_that_is_set_in_opens_a_paragraph() -> None:
    rows = page(WIDE, OTHER, WIDE, "in the market.", WIDE, OTHER, "at night.")
    for k in (0, 4):
        rows[k] = line(rows[k].text, rows[k].height, left=58.0)
    assert read(rows) == [f"{WIDE} {OTHER} {WIDE} in the market.", f"{WIDE} {OTHER} at night."]


def test_short_lines_are_lines_of_their_own() -> None:
    assert read([*page("Home", "World", "Sport"), *page(WIDE, OTHER, top=500.0)])[:3] == ["Home", "World", "Sport"]


def test_a_large_headline_of_two_lines_is_one_though_centred() -> None:
    first = line("Quiet on the Ardel for a third day as monitors", 740.0, 60.0, 26.0)
    second = line("count lorries at the crossing", 710.0, size=26.0)
    shift = (first.left + first.right - second.left - second.right) / 2
    second.left, second.right = second.left + shift, second.right + shift
    assert read([first, second, *page(WIDE, OTHER, "there.", top=650.0)])[0] == f"{first.text} {second.text}"


def test_what_a_browser_prints_on_each_page_stands_apart() -> None:
    title = "Quiet on the Ardel - The Courier"
    pages = [
        [
            *page(f"{WIDE} {'abc'[n]}", OTHER, f"{'there' * (n + 1)}.", top=700.0 - 5 * n),
            line(f"11/27/26, 3:50 AM {title}", 780.0),
            line(f"https://courier.example/1 {n + 1}/3", 10.0),
        ]
        for n in range(3)
    ]
    found = printed.read(pages, title)
    assert "courier.example" not in found.text
    assert title not in found.text
    assert list(found.margins[:2]) == [f"11/27/26, 3:50 AM {title}", "https://courier.example/1 1/3"]
    assert len(found.margins) == 6


def test_of_a_single_page_too_and_its_headline_stays() -> None:
    title = "Quiet on the Ardel"
    rows = [line(title, 740.0, size=24.0), *page(WIDE, OTHER, "there."), line(f"{title} 27.11.2026, 03:50", 780.0)]
    found = printed.read([rows], title)
    assert found.margins == (f"{title} 27.11.2026, 03:50",)
    assert found.text.split("\n")[0] == title


def test_a_date_alone_at_the_top_is_the_articles() -> None:
    assert printed.read([page("27.11.2026, 03:50", WIDE, OTHER)]).margins == ()


def test_what_was_drawn_late_but_stands_above_is_read_first() -> None:
    rows = [*page(WIDE, OTHER, "there.", top=600.0), line("Quiet on the Ardel", 740.0, size=24.0)]
    assert read(rows)[0] == "Quiet on the Ardel"


def test_columns_are_read_one_after_the_other() -> None:
    left = [line(f"left {WIDE[:40]}", 700.0 - 15 * n) for n in range(3)]
    right = [line(f"right {WIDE[:40]}", 700.0 - 15 * n, left=320.0) for n in range(3)]
    text = " ".join(read([*left, *right]))
    assert text.rindex("left") < text.index("right")


def test_words_broken_at_the_end_of_a_line_are_whole_again() -> None:
    broken = f"{WIDE[:-6]}moni-"
    rows = page(f"The monitors said {WIDE[18:]}", broken, "tors of the north, a well-known and well-", "known group.")
    assert " monitors of the north, a well-known and well-known group." in " ".join(read(rows))
    soft = page(f"{WIDE[:-6]}acknow\u00ad", "ledged it there.")
    assert read(soft)[0].endswith("acknowledged it there.")


def test_a_headline_goes_on_behind_a_hyphen_that_joins_it_to_a_noun() -> None:
    head = [line("Präsident postet schon wieder KI-", 740.0, size=26.0), line("Foto", 710.0, size=26.0)]
    assert read([*head, *page(WIDE, OTHER, "there.", top=650.0)])[0] == "Präsident postet schon wieder KI-Foto"


def test_arabic_is_read_from_the_right_with_what_is_latin_in_it() -> None:
    pieces = [(0, "."), (5, "أمس"), (20, " "), (25, "Ardel"), (50, " "), (55, "Press"), (80, " "), (85, "قالت")]
    assert printed.written(pieces, leftward=True) == "قالت Ardel Press أمس."


def test_of_pieces_drawn_at_one_place_the_last_stands_to_the_right() -> None:
    pieces = [(70, " شاحنة عند معبر"), (70, "11 "), (70, "وأحصى المراقبون السبت")]
    assert printed.written(pieces, leftward=True) == "وأحصى المراقبون السبت 11 شاحنة عند معبر"


def test_a_sentence_goes_on_at_the_top_of_the_next_column() -> None:
    left = [line(text, 700.0 - 15 * n) for n, text in enumerate((WIDE[:50], "said that"))]
    right = [
        line(text, 700.0 - 15 * n, left=330.0) for n, text in enumerate(("the truce had held", "for a third day."))
    ]
    assert any("said that the truce had held" in text for text in read([*left, *right]))


def test_a_word_of_hebrew_in_english_is_turned_alone() -> None:
    assert (
        printed.written([(0.0, "They said "), (50.0, "לום"), (60.0, "ש"), (70.0, " twice")], leftward=False)
        == "They said שלום twice"
    )


def test_letters_that_are_set_apart_are_a_word() -> None:
    assert read(page("A D V E RT I S E M E N T")) == ["ADVERTISEMENT"]
