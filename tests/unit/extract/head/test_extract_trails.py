from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract.head import trails
from dateline.extract.lines.units import Unit, units
from dateline.extract.words.text import fold


def lines(*printed: str) -> tuple[Unit, ...]:
    (dump,) = dumps.read_bytes("\n".join(printed).encode(), "a.txt")
    return units(dump.lines)


TITLE = "Waffenruhe im Tal: Was die Einigung von Dorn bedeutet"
HEADLINE = "Einigung in Dorn: Die Waffenruhe gilt ab Montag im ganzen Tal"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ((HEADLINE,), HEADLINE),
        (("Krieg im Tal", HEADLINE), HEADLINE),  # the headline has a kicker
        ((f"{HEADLINE}?",), f"{HEADLINE}?"),
        ((f"{HEADLINE}.",), TITLE),  # a sentence is a standfirst
        (("Beide Seiten haben am Abend unterschrieben, doch die Lage bleibt offen",), TITLE),  # says none of its words
        ((f"Im Tal {TITLE}",), TITLE),  # the title with its kicker
        (("Von Jana Orlik", HEADLINE), TITLE),  # what stands below the byline is no headline
        ((f"{HEADLINE}, und was die Menschen in den Dörfern am Fluss von der Einigung erwarten dürfen",), TITLE),
    ],
)
def test_the_headline_below_a_trail_whose_last_member_is_a_title(below: tuple[str, ...], expected: str) -> None:
    some = lines("Startseite", "Politik", "Ausland", TITLE, *below)
    assert some[trails.headline_below(some, 3, range(len(some)), len(some))].text == expected


def test_without_the_front_page_above_it_a_title_is_the_headline() -> None:
    some = lines("Politik", "Ausland", TITLE, HEADLINE)
    assert trails.headline_below(some, 2, range(len(some)), len(some)) == 2


def test_no_line_of_the_text_is_the_headline_of_a_trail() -> None:
    some = lines("Startseite", TITLE, HEADLINE)
    assert trails.headline_below(some, 1, range(len(some)), 2) == 1


def test_a_trail_in_one_line_gives_way_to_the_headline_that_it_ends_with() -> None:
    some = lines("Home 9 Valley 9 Bridge at Dorn opens again", "Bridge at Dorn opens again")
    assert trails.headline_below(some, 0, range(2), 2) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Jana Orlik Posts RSS Contact",
        "About Our Services Our Work Contact Shop Home 0 items",
        "Search for: Search",
        "Suche nach: Suchen",
        "HomeSportRudernRegatta auf der Dorn: Die Sieger",
    ],
)
def test_a_line_of_menu_entries(line: str) -> None:
    assert trails.is_menu(line, fold(line))


@pytest.mark.parametrize(
    "line",
    [
        "Home Secretary resigns after search of archive",
        "Search for survivors goes on in Dorn",
        "New podcast tells of the archive in Dorn",
        "HomePod and HomeKit are no news",
        "Contact, search, archive, shop.",
    ],
)
def test_a_headline_with_words_of_menus_is_none(line: str) -> None:
    assert not trails.is_menu(line, fold(line))


@pytest.mark.parametrize("line", ["Home", "Startseite | Schweiz |", "Home Wirtschaft International", "› Ana Sayfa"])
def test_what_opens_a_trail(line: str) -> None:
    assert trails.opens_home(line)


@pytest.mark.parametrize("line", ["Homeless in Dorn", "Home is where the shells fall", "Politik", "Dorn › Home"])
def test_what_opens_none(line: str) -> None:
    assert not trails.opens_home(line)


@pytest.mark.parametrize(
    "line",
    [
        "Posted in Ferries, Goats",
        "Posted under Harbour",
        "Veröffentlicht unter Hafen",
        "Publié dans Ports",
        "Опубликовано в Порт",
        "Genre: Drama | Language: Finnish",
    ],
)
def test_what_a_text_is_filed_under(line: str) -> None:
    assert trails.filed(lines(line)[0])


@pytest.mark.parametrize(
    "line", ["Posted notices keep goats off the quay", "Harbour: ferry sails | What it carries", "Goats: a life"]
)
def test_what_files_nothing(line: str) -> None:
    assert not trails.filed(lines(line)[0])
