"""Pages that were pasted one below the other: what ends the first, and a head of its own above the second's text."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract, running_text
from dateline.extract.features import alone, matrix
from dateline.extract.judging import pages, places
from dateline.extract.judging.places import Place
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import units
from dateline.extract.models.weights import shipped
from dateline.extract.reading import Reading

PORT = [
    "The river port of Harn reopened to cargo ships on Friday after engineers had removed the last of the mines that "
    "closed it for two years, and three barges with wheat were the first to leave.",
    "The harbour office said that the channel is marked as far as the bridge, and that pilots will go along by day.",
    "“We counted every lantern,” said the harbour master, Ilse Brandt, who had kept the books at home throughout. The "
    "first captain to leave, a woman of seventy, had waited for the day since the spring before last.",
    "Nothing may pass by night until the lights have been mended, which may take until the end of the summer.",
]
SCHOOL = [
    "Teachers in the hill districts of Orvania began a strike on Monday over wages not paid since March, "
    "and forty schools between Kessim and the border stayed closed.",
    "Parents in two towns opened classrooms themselves, in a church hall and in the upper floor of a bakery, where "
    "children of all ages were taught sums by a retired surveyor.",
    "“I have not been paid either,” the surveyor, Tomas Relk, told this newspaper. “But a bakery is warm, and they "
    "listen better with bread in the air.” He intends to go on until the minister comes to see for himself.",
    "The ministry said that the wages would be sent once the district had accounted for last year's coal.",
]
PLUMS = [
    "Growers along the Sarn expect to lose most of their plums after three nights of frost in the last week of April, "
    "just as the blossom had opened on the southern slopes.",
    "Fires of straw were lit between the rows, but a wind from the mountain carried the smoke away before dawn.",
    "“My grandfather burned tyres, which nobody may do now,” said a grower with four hundred trees, Hanne Volk, who "
    "has insured the cherries only.",
]
FOOT = ["About us", "Careers", "© 2021 The Harn Ledger. All rights reserved.", "Privacy policy", "Terms of use"]
MENU = ["Home", "Politics", "Business", "Culture", "Weather", "Archive"]
FIRST = [
    "Home",
    "News",
    "Sport",
    "River port of Harn reopens to cargo ships",
    "By Marlene Achterberg",
    "5 March 2021",
    "",
    *PORT,
]
SECOND = ["Teachers in Orvania strike over unpaid wages", "By Jonas Ferrel", "8 March 2021", "", *SCHOOL]


def begun(lines: list[str]) -> list[str]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    found = units(dump.lines)
    own = matrix.own(found, matrix.weights(found), shipped().lexicon, Spoken.of(found))[:, : alone.OWN]
    return [found[place.edge].text for place in places.places(found, own)]


def headlines(lines: list[str]) -> list[str]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return [article.headline for article in extract(dump)]


def test_the_second_page_begins_below_what_ends_the_first() -> None:
    assert begun([*FIRST, "", *FOOT, *MENU, *SECOND]) == ["Home"]
    assert headlines([*FIRST, "", *FOOT, *MENU, *SECOND]) == [FIRST[3], SECOND[0]]


def test_each_page_keeps_its_own_text() -> None:
    (dump,) = read_bytes("\n".join([*FIRST, "", *FOOT, *MENU, *SECOND, *FOOT]).encode(), "a.txt")
    first, second = extract(dump)
    assert running_text(first) == "\n\n".join(PORT)
    assert running_text(second) == "\n\n".join(SCHOOL)
    assert [line.line.number for line in (*first.lines, *second.lines)] == [line.number for line in dump.lines]


def test_three_pages_are_three_articles() -> None:
    third = [
        line.replace("Orvania", "Velmark").replace("Teachers", "Nurses").replace("schools", "wards") for line in SECOND
    ]
    assert len(headlines([*FIRST, *FOOT, *MENU, *SECOND, *FOOT, *MENU, *third, *FOOT])) == 3


@pytest.mark.parametrize(
    "between",
    [["By signing up you accept our privacy policy", "Sign up"], ["Privacy policy", "Terms of use", "Back to top"]],
)
def test_a_text_that_goes_on_below_a_line_on_rights_without_a_head_of_its_own_is_one(between: list[str]) -> None:
    assert len(headlines([*FIRST, *between, *SCHOOL])) == 1


def test_a_few_sentences_with_a_day_below_the_foot_are_no_page() -> None:
    teaser = ["Nurses on the coast vote on a second strike", "9 March 2021", SCHOOL[1]]
    assert headlines([*FIRST, *FOOT, *teaser]) == [FIRST[3]]


LONG_MENU = [
    *MENU,
    "Hills and coast",
    "Letters",
    "Games",
    "Sign in",
    "My ledger",
    "Search",
    "Language",
    "Today's paper",
]
BELOW = ["Share this article", "Copy link", "Print", "Harn", "Shipping", "More from the river", "Back to top"]


def doubted(lines: list[str]) -> bool:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    found = extract(dump)
    return len(found) == 1 and any("another article" in doubt.reason for doubt in found[0].doubts)


def test_a_page_whose_end_no_line_tells_ends_where_another_with_a_text_of_its_own_begins() -> None:
    (dump,) = read_bytes("\n".join([*FIRST, *BELOW, "", "", *LONG_MENU, *SECOND]).encode(), "a.txt")
    first, second = extract(dump)
    assert running_text(first) == "\n\n".join(PORT)
    assert running_text(second) == "\n\n".join(SCHOOL)
    assert second.lines[0].line.text in ("", "Home")
    assert [line.line.number for line in (*first.lines, *second.lines)] == [line.number for line in dump.lines]


def test_where_the_second_text_has_no_day_a_doubt_names_the_line() -> None:
    undated = ["Orchard growers fear for the plums", *PLUMS]
    assert doubted([*FIRST, *BELOW, *FOOT, *LONG_MENU, *undated])
    assert not doubted([*FIRST, *BELOW, *LONG_MENU])


def test_teasers_with_days_of_their_own_are_no_page() -> None:
    teasers = [
        line
        for day, text in enumerate(SCHOOL, 11)
        for line in (f"{day} March 2021", f"{text.split(' ', 4)[3].capitalize()} and the hills", text[:90] + " …")
    ]
    assert headlines([*FIRST, *BELOW, "", "", *LONG_MENU, *teasers]) == [FIRST[3]]


def test_a_short_text_below_a_long_one_is_no_page() -> None:
    assert headlines([*FIRST, *PORT, *PORT, *BELOW, "", "", *LONG_MENU, *SECOND[:5]]) == [FIRST[3]]


def other(number: int) -> list[str]:
    """Another page about the strike, with a place, an office and a trade of its own."""
    names = ("Velmark", "Tessaly", "Brenmoor")[number], ("Nurses", "Pilots", "Miners")[number]
    texts = [line.replace("Orvania", names[0]).replace("Teachers", names[1]) for line in SECOND]
    words = (("ward", "surgeon"), ("quay", "helmsman"), ("shaft", "foreman"))[number]
    return [line.replace("surveyor", words[1]).replace("schools", f"{words[0]}s") for line in texts]


def test_each_of_five_pages_is_an_article() -> None:
    pasted = [*FIRST, *FOOT, *MENU, *SECOND, *(line for n in range(3) for line in (*FOOT, *MENU, *other(n)))]
    assert headlines(pasted) == [FIRST[3], SECOND[0], *(other(n)[0] for n in range(3))]


def test_of_three_pages_two_are_parted_and_a_doubt_names_the_place_of_the_third() -> None:
    pasted = [*FIRST, *FOOT, *MENU, *SECOND, *FOOT, *LONG_MENU[6:], "Orchard growers fear for the plums", *PLUMS]
    (dump,) = read_bytes("\n".join(pasted).encode(), "a.txt")
    first, second = extract(dump)
    assert [first.headline, second.headline] == [FIRST[3], SECOND[0]]
    (doubt,) = (doubt for doubt in second.doubts if doubt.field == "body")
    assert pasted[int(doubt.reason.split()[1]) - 1] == LONG_MENU[6]
    assert not any("another article" in doubt.reason for doubt in first.doubts)


def test_pages_are_read_a_few_times_however_many_places_fall() -> None:
    (dump,) = read_bytes("\n".join(SCHOOL * 40).encode(), "a.txt")
    found = units(dump.lines)
    read: list[int] = []

    def nothing(first: int, last: int) -> tuple[Reading, ...]:
        read.append(last - first)
        flags = (True,) * (last - first)
        return (Reading(found[first:last], (0.5,) * (last - first), flags, ("",) * (last - first), "en"),)

    whole = pages.parted([Place(edge, edge / 100) for edge in range(8, len(found), 8)], (0, len(found)), nothing)
    assert whole == ((), None)
    assert sum(read) <= 4 * len(found)


def test_a_line_of_dashes_parts_pages_also_where_one_has_no_day() -> None:
    undated = [*LONG_MENU[6:], "Orchard growers fear for the plums", *PLUMS]
    pasted = [*FIRST, *BELOW, "-----", *MENU, *SECOND, *FOOT, "-----", *undated, *BELOW]
    assert headlines(pasted) == [FIRST[3], SECOND[0], "Orchard growers fear for the plums"]
    assert headlines([*FIRST, *BELOW, "-----", *undated]) == [FIRST[3], "Orchard growers fear for the plums"]
