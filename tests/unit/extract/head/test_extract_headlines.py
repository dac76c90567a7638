"""Which lines may be the headline."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.head import headlines
from dateline.extract.head.scene import scene
from dateline.extract.lines.units import units

STORY = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning."


def candidates(*lines: str) -> list[str]:
    (dump,) = read_bytes("\n\n".join((*lines, STORY)).encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    return [some[i].text for i in headlines.candidates(seen) if some[i].text != STORY]


def test_no_headline_is_a_byline_with_a_date_a_menu_or_what_describes_a_picture() -> None:
    others = (
        "By Ida Roth - The Harbour Post - Thursday, December 21, 2023",
        "Dec 19, 2025|Last updated on Dec 20, 2025|xx min read",
        "Ida Roth Posts RSS Contact",
        "the-ferry-at-orlac_film-still",
        "The quay at Orlac after the storm The quay at Orlac after the storm",
        "A woman holding a sack between two tents",
        "AUDIO: Ferry sails again (3 Min)",
    )
    assert candidates("Ferry sails again", *others) == ["Ferry sails again"]


def test_a_headline_may_begin_as_a_credit_does_and_name_a_day() -> None:
    titles = ("First photo: how the new bridge might look", "Harbour notes of the week 12/19/2025")
    assert candidates(*titles, *titles) == [*titles, *titles]
    assert candidates("Photo: Ida Roth / Harbour Post") == []


def test_a_line_that_says_who_wrote_the_text_is_no_headline() -> None:
    assert candidates("Ferry sails again", "By Ida Roth") == ["Ferry sails again"]
    assert candidates("By the quay of Orlac") == ["By the quay of Orlac"]


def test_another_article_s_title_right_below_a_headline_is_none() -> None:
    assert candidates("Ferry sails again", "READ MORE: Who owns the goats of Orlac?") == ["Ferry sails again"]
    assert candidates("Read more: Who owns the goats of Orlac?") == ["Read more: Who owns the goats of Orlac?"]


def test_a_masthead_that_the_page_says_again_is_no_headline_above_another() -> None:
    page = ("The Orlac Review", "Ideas Culture", "Interview", "“The ferry was the first thing they burned”")
    more = "More from The Orlac Review"
    assert "The Orlac Review" not in candidates(*page, "By Ida Roth", more)
    assert "The Orlac Review" in candidates(*page, more)
    assert "The Orlac Review" in candidates(*page, "By Ida Roth")


def test_a_description_above_its_caption_and_a_name_below_its_label_are_no_headlines() -> None:
    shown = "A woman carries a sack of grain"
    described = f"{shown}\n{shown} in Orlac [File: Ida Roth/Harbour Agency]"
    text = f"Ferry sails again\n\n{described}\n\nSource\nOrlac Relief\n\n{STORY}\n"
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    found = [some[i].text for i in headlines.candidates(seen)]
    assert "Ferry sails again" in found
    assert shown not in found
    assert "Orlac Relief" not in found


def test_a_caption_with_its_credit_glued_to_it_is_no_headline() -> None:
    assert candidates("Ferry sails again", "A goat on the quay of Orlac.Credit...Ida Roth") == ["Ferry sails again"]


def test_a_sentence_that_stands_there_twice_is_a_caption_and_no_headline() -> None:
    assert candidates("Ferry sails again", "Smoke rises behind the quay.", "Smoke rises behind the quay.") == [
        "Ferry sails again"
    ]
    assert candidates("Who sank the ferry?", "Who sank the ferry?") == ["Who sank the ferry?"] * 2


def test_the_handle_of_an_account_is_no_headline() -> None:
    assert candidates("Ferry sails again", "@orlac_harbour", "@harbour@social.example") == ["Ferry sails again"]


def test_a_kicker_in_capitals_is_no_headline_above_one_with_its_standfirst() -> None:
    lead = "When the shots fell the campers of Orlac started their engines, and nine came back."
    assert candidates("22. JULI – TI ÅR", "Båten som gikk ni ganger", lead) == ["Båten som gikk ni ganger", lead]
    assert "FERRY SAILS AGAIN" in candidates("FERRY SAILS AGAIN", "Harbour office names a day", "By Ida Roth")
    assert "FERRY SAILS AGAIN AFTER NINE YEARS" in candidates("FERRY SAILS AGAIN AFTER NINE YEARS", "Named day", lead)


def test_a_slug_and_a_note_to_editors_are_no_headlines() -> None:
    assert candidates("BC-EU--Orlac-Ferry, 2nd Ld", "Eds: UPDATES with toll.", "Ferry sails") == ["Ferry sails"]


def test_trails_menus_and_the_line_of_the_day_are_no_headline_in_chinese() -> None:
    others = ("滨海号 > 云门发布", "省发改委|中国滨海|政务服务网简体|繁体", "发布时间：2021-07-21 来源：滨海观察")
    assert candidates("郑州地铁停运", *others) == ["郑州地铁停运"]
    assert candidates("首页 - 新闻动态", ">政务公开 >工作动态 >交通", "郑州地铁停运") == ["郑州地铁停运"]


def test_the_title_of_another_post_and_one_that_breaks_off_are_no_headline() -> None:
    others = ("« Berries of the northern shore", "Snow tyres for the ferry »", "Ferry sails again to O…")
    assert candidates(*others, "Ferry sails again to Orlac") == ["Ferry sails again to Orlac"]
    for quoted in ("« Nous partirons demain »", "»Wir fahren morgen«", "Ferry sails again, and then…"):
        assert candidates(quoted) == [quoted]


def test_what_a_page_asks_of_a_browser_is_no_headline() -> None:
    others = (
        "Achtung: bitte aktivieren Sie Cookies, um diese Seite anzusehen!",
        "By signing in, you agree to our Terms",
    )
    assert candidates(*others, "Ferry sails again") == ["Ferry sails again"]


def test_an_appeal_to_follow_and_a_way_back_are_no_headline() -> None:
    others = ("Follow us on Facebook and get updates from the Harbour Post", "Back to the front page")
    assert candidates("Ferry sails again", *others) == ["Ferry sails again"]


def test_the_points_below_a_heading_for_them_are_no_headline() -> None:
    points = ("NEW: The worst of the storm is over", "The parade of Orlac is still up in the air")
    lines = ("Forecasters see a smooth sailing", "", "Story highlights", *points, "", STORY)
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    found = [some[i].text for i in headlines.candidates(seen)]
    assert "Forecasters see a smooth sailing" in found
    assert not {*points} & {*found}


def test_a_caption_from_a_dialog_is_no_headline() -> None:
    caption = "Some of the largest towns of the valley are poised to lose their ferries. | AP Photo"
    assert candidates("Ferry map takes unfamiliar shape", f"{caption} Close") == ["Ferry map takes unfamiliar shape"]


def test_what_a_platform_says_of_accounts_is_no_headline() -> None:
    bar = (
        "No account? Create an account",
        "By logging in to Harbourlog you accept its user agreement and terms of use",
    )
    assert candidates("Rules for walking on lawns", *bar) == ["Rules for walking on lawns"]


def test_a_link_to_pictures_right_above_a_title_is_no_headline() -> None:
    title = "What the tide left behind in Orlac"
    assert candidates("Gallery: The quay after the storm", title) == [title]
    assert candidates("→ Storm, harbour, Orlac", title) == [title]
    assert candidates("Photos: The quay after the storm") == ["Photos: The quay after the storm"]  # in pictures


def test_a_row_of_numbers_and_the_post_of_who_is_named_above_are_no_headlines() -> None:
    assert candidates("Goats beat gulls in the last inning", "Orlac (37-23) 0 0 0 0 0 0 0 4 x 5 7 0") == [
        "Goats beat gulls in the last inning"
    ]
    post = "Senior Harbour Correspondent"
    assert post not in candidates("Ida Roth", post, "Goats beat gulls in the last inning")
    assert post in candidates("Goats beat gulls in the last inning", post)
    assert candidates("In 2013, 2014 and 2015 the ferry sailed") == ["In 2013, 2014 and 2015 the ferry sailed"]
