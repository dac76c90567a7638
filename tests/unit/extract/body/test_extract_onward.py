"""Where a short story goes on past several boxes."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body import onward
from dateline.extract.lines.units import units

FIRST = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday."
ONE = "The army has said that the fighting in the town is a quarrel of fishermen in which it has no part at all."
TWO = "In the harbour a team of surgeons treated six hundred wounded people within three days and nights."
THREE = "Tents have run out. People sleep under the trees, by street, as they lived."
BOX = ("Read more:", "Sudan: the general and his gold", "Advertisement")
PLAYER = ("Play Video - Inside the hospital", "2:14", "Inside the hospital of the harbour")


def behind(*lines: str) -> set[str]:
    (dump,) = read_bytes("\n".join((FIRST, *lines)).encode(), "a.txt")
    some = units(dump.lines)
    return {some[i].text for i in onward.behind_boxes(some, {0})}


def test_paragraphs_past_links_and_a_player_go_on_with_the_story() -> None:
    assert behind(*BOX, ONE, *PLAYER, TWO, THREE, "Comments") == {ONE, TWO, THREE}


def test_what_a_player_shows_may_be_told_in_a_sentence() -> None:
    player = ("Analysis", "Why the forest burns in spring", "Duration 1:12", "People leave the city on Highway 63.")
    assert behind(*player, TWO, THREE, "With files from The Press") == {TWO, THREE}


def test_one_run_of_a_sentence_may_be_a_teaser() -> None:
    assert behind(*BOX, ONE, "Comments") == set()
    assert behind(*BOX, THREE, "Comments") == {THREE}
    assert behind(*BOX, THREE, "Share or comment on this article", "e-mail", "Comments 14") == {THREE}


def test_titles_with_a_text_each_are_teasers() -> None:
    assert (
        behind("Related articles", "Goats of Orlac", ONE, "Boats of Orlac", TWO, "Nets of Orlac", THREE, "Comments")
        == set()
    )
    assert behind("Related articles", "Goats of Orlac", "7 May 2021", THREE, "Comments") == set()


def test_appeals_and_texts_about_the_page_do_not_go_on() -> None:
    form = "By providing an email address you agree to the Terms of Use. I have read the Privacy Policy of this page."
    assert behind(*BOX, form, "Comments") == set()
    assert behind(*BOX, TWO, "You like our journalism, do you not? We have told you of it.", "Comments") == set()


def test_nothing_goes_on_where_no_end_is_known() -> None:
    assert behind(*BOX, TWO, THREE) == set()
    assert behind(TWO, THREE, "Comments") == set()


def test_sections_go_on_and_many_paragraphs_need_no_known_end() -> None:
    long = (f"{TWO} {THREE} Nobody has counted them.", f"{ONE} {THREE} They did so in the war before.")
    shown = "The fallen bridge of Orlac - Ida Roth - 10.jan.24/Harbour Post"
    assert behind(shown, *long, *BOX, long[0], "Salt and tea", long[1], "your subscription is worth more") == {
        *long,
        "Salt and tea",
    }
    brief = [f"Kim wins race number {n} of Orlac and nobody knows how he did it!!!" for n in range(6)]
    assert behind(*BOX, *brief[:2], *BOX, *brief[2:], "your subscription is worth more") == set()
