from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.judging.split import Marks, another
from dateline.extract.lines.units import units

STORY = "The river port reopened to cargo ships on Friday after engineers removed the last of the mines. " * 5


def edges_of(text: str) -> list[int]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    pieces = units(dump.lines)
    return Marks(pieces).edges([len(p.text) > 60 for p in pieces])


def test_a_rule_between_two_stories_splits() -> None:
    assert edges_of(f"One\n{STORY}\n----------\nTwo\n{STORY}\n") == [0, 2, 5]


def test_a_line_below_a_heading_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\nThe other bank\n--------------\n{STORY}\n") == [0, 5]


def test_a_line_that_is_drawn_twice_splits_also_below_one_as_long() -> None:
    assert edges_of(f"One\n{STORY}\nBy Lena Orrick\n--------------\nTwo\n{STORY}\n--------------\n{STORY}") == [
        0,
        3,
        6,
        8,
    ]


def test_numbered_documents_split() -> None:
    assert edges_of(f"Document 1 of 2\nOne\n{STORY}\nDocument 2 of 2\nTwo\n{STORY}\n") == [0, 3, 6]


def test_a_rule_inside_one_story_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\n----------\nA footnote.\n") == [0, 4]


def test_a_story_without_a_mark_is_one() -> None:
    assert edges_of(f"One\n{STORY}\nTwo\n{STORY}\n") == [0, 4]


def test_a_box_between_rules_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\n*****\nTables: 2024 | 2025\n*****\n{STORY}\n") == [0, 6]


def test_two_rules_between_two_stories_split() -> None:
    assert edges_of(f"One\n{STORY}\n*****\nFrom the archive\n*****\nTwo\n{STORY}\n") == [0, 2, 7]


SHORT = "The goat of Orlac has gone home, the harbour office said on Saturday. " * 3


def test_a_short_last_article_below_the_same_rule_splits() -> None:
    text = f"One\n{STORY}\n=====\nTwo\n{STORY}\n=====\nThree\nBy Lena Orrick\n{SHORT}\n"
    assert edges_of(text) == [0, 2, 5, 9]


def test_a_short_end_below_the_same_rule_without_a_head_does_not_split() -> None:
    text = f"One\n{STORY}\n=====\nTwo\n{STORY}\n=====\nThanks to the harbour office\n{SHORT}\n"
    assert edges_of(text) == [0, 2, 8]


def test_the_same_headline_twice_with_nothing_between_is_no_mark_that_is_drawn() -> None:
    tops = [f"Ferry runs again\nBy Lena Orrick\n{day} March 2024\n\n{STORY}\n\n" for day in (12, 13)]
    short = "Ferry runs again\nBy Lena Orrick\n14 March 2024\n\n" + SHORT[:140]
    assert edges_of("".join(tops) + short) == [0, 4, 12]


def test_short_articles_that_are_signed_and_dated_are_told_apart() -> None:
    texts = [f"Ferry {n} sails\n\nBy Ada Kerr\n\n{n} May 2021\n\n" for n in range(1, 31)]
    story = "The harbour office said on Monday that the boat would sail again at seven, with forty people on it."
    file = "\n".join(f"{head}{story}\n\n{story.replace('seven', 'nine')}\n" for head in texts)
    (dump,) = read_bytes(file.encode(), "a.txt")
    assert [article.headline for article in extract(dump)] == [f"Ferry {n} sails" for n in range(1, 31)]


def test_teasers_with_a_date_below_an_article_are_none_of_their_own() -> None:
    teasers = "".join(
        f"Boat {n} is late\n\nBy Bo Lund\n\n{n} May 2021\n\n{'It waits for the tide. ' * 4}\n\n" for n in (2, 3)
    )
    story = "The harbour office said on Monday that the boat would sail again at seven, with forty people on it. " * 3
    (dump,) = read_bytes(
        f"Ferry sails\n\nBy Ada Kerr\n\n1 May 2021\n\n{story}\n\n{story}\n\n{teasers}".encode(), "a.txt"
    )
    assert len(extract(dump)) == 1


def test_short_articles_between_rules_are_told_apart() -> None:
    brief = f"By Lena Orrick\n12 March 2024\n{SHORT}"
    assert edges_of(f"One\n{STORY}\n-----\nTwo\n{brief}\n-----\nThree\n{brief}\n") == [0, 2, 7, 12]


MENU = "Skip to content\nHome\nAfrica\nThe Orlac Gazette\n"
END = "Most read\nTen recipes\n© The Orlac Gazette 2023\n"


def page(title: str) -> str:
    return f"{MENU}{title}\nBy Lena Orrick\n3 May 2021\n{STORY}\n{END}"


def test_copies_of_one_outlets_pages_split_where_its_menu_begins_again() -> None:
    assert edges_of(page("Port reopens") + page("Mines removed")) == [0, 11, 22]


def test_a_menu_that_is_printed_again_below_the_story_does_not_split() -> None:
    assert edges_of(page("Port reopens") + MENU) == [0, 15]
    assert edges_of(page("Port reopens") + MENU + "Follow us\n3 May 2021\n") == [0, 17]


def second(text: str) -> str | None:
    (dump,) = read_bytes(text.encode(), "a.txt")
    pieces = units(dump.lines)
    first = next(i for i, piece in enumerate(pieces) if piece.text == STORY.strip())
    at = another(pieces, [i == first for i in range(len(pieces))])
    return None if at is None else pieces[at].text


def test_text_with_a_head_of_its_own_behind_the_end_of_the_page_may_be_another_article() -> None:
    other = f"Mines removed\nBy Ida Roth\n{STORY}x.\n{STORY}y.\n"
    assert second(page("Port reopens") + other) == "By Ida Roth"
    assert second(page("Port reopens").replace("©", "") + other) is None  # shown by the page itself below its article
    assert second(page("Port reopens") + "By Ida Roth\nBoats of Orlac\n") is None
