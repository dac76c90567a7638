"""Where a short story goes on behind a box, and where it does not."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body import resume
from dateline.extract.lines.units import Unit, units

FIRST = "The ferry to Orlac sails again after nine years, the harbour office said on Friday. Tickets cost two crowns."
SECOND = "The captain had kept the engine warm for the whole of that time. Nobody had asked him to."
TITLES = ("What the jetty cost", "Who owns the island?")


def pieces(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def resumed(*lines: str) -> set[str]:
    """The lines behind the first one that go on with it."""
    read = pieces(*lines)
    flags = [True, *[False] * (len(read) - 1)]
    return {read[i].text for i in resume.resumed(read, flags, flags)}


@pytest.mark.parametrize("closing", [(), ("Tags: ferries, Orlac",), ("Comments (12)",), ("© 2021 Orlac Post",)])
@pytest.mark.parametrize("heading", ["Read more", "RELATED ARTICLES", "Lesen Sie auch", "İLGİLİ HABERLER"])
def test_a_paragraph_behind_a_box_goes_on_with_the_story(heading: str, closing: tuple[str, ...]) -> None:
    assert resumed(FIRST, heading, *TITLES, SECOND, *closing) == {SECOND}


def test_a_link_on_the_heading_s_own_line_is_a_box_too() -> None:
    assert resumed(FIRST, "Read more: What the jetty cost", SECOND, "Comments") == {SECOND}


def test_an_advert_parts_paragraphs_even_of_one_sentence() -> None:
    one = "The captain had kept the engine warm for the whole of that long time."
    assert resumed(FIRST, "Article continues below this ad", one, "Comments") == {one}


def test_a_text_that_a_title_follows_is_a_teaser() -> None:
    assert resumed(FIRST, "Read more", TITLES[0], SECOND, "Goats of Orlac", "They swim.", "Boats of Orlac") == set()


def test_one_sentence_behind_a_title_is_a_teaser() -> None:
    one = "The jetty was paid for by the islanders, who sold two hundred goats."
    assert resumed(FIRST, "Read more", TITLES[0], one, "Comments") == set()


def test_a_teaser_with_a_date_opens_no_paragraph() -> None:
    assert resumed(FIRST, "Read more", TITLES[0], "7 May 2021", SECOND, "Comments") == set()


def test_a_long_story_is_left_to_the_model() -> None:
    assert resumed(" ".join([FIRST] * 20), "Read more", *TITLES, SECOND, "Comments") == set()


def test_a_note_on_the_author_is_none() -> None:
    note = "Ada Kerr is a reporter who lives on the island of Orlac. She keeps two goats there."
    read = pieces("By Ada Kerr", FIRST, note, "Comments")
    flags = [False, True, False, False]
    assert resume.resumed(read, flags, flags) == frozenset()


def test_what_layout_took_out_stays_out() -> None:
    read = pieces(FIRST, SECOND, "Comments")
    assert resume.resumed(read, [True, False, False], [True, True, False]) == frozenset()
    assert resume.resumed(read, [True, False, False], [True, False, False]) == {1}


def test_a_heading_among_unknown_paragraphs_comes_in() -> None:
    assert resumed(FIRST, "Read more", *TITLES, SECOND, "NINE YEARS", FIRST[:-1] + "!", "Comments") == {
        SECOND,
        "NINE YEARS",
        FIRST[:-1] + "!",
    }


def test_a_list_behind_the_text_comes_in_with_what_opens_it() -> None:
    items = ("- a ferry ;", "- a jetty that holds ;", "- goats.")
    assert resumed(FIRST, "We ask for:", *items, "Comments") == {"We ask for:", *items}
    assert resumed(FIRST, "Read more:", *items, "Comments") == set()
    assert resumed(FIRST, "We ask for", *items, "Comments") == set()


def test_links_with_dates_part_whole_paragraphs_only() -> None:
    third = "Goats travel free of charge, as they did before, and are carried on the upper deck. They do not mind."
    again = FIRST.replace("Friday", "Saturday")
    assert resumed(FIRST, "Read more", TITLES[0], "7 May 2021", again, third, "Latest") == {again, third}
    assert resumed(FIRST, "Read more", TITLES[0], "7 May 2021", again, "Latest") == set()


def test_a_question_between_answers_comes_in_where_others_are() -> None:
    answer = "I kept the engine warm, and waited."
    read = pieces(FIRST, "Why so long?", answer, "And the goat?", answer, "What comes next?", answer)
    flags = [True, True, True, True, True, False, True]
    assert resume.resumed(read, flags, flags) == {5}
    few = [True, False, True, True, True, False, True]
    assert resume.resumed(read, few, few) == frozenset()


def test_a_heading_with_text_that_closes_the_article_goes_on_with_it() -> None:
    assert resumed(FIRST, "Who owns the island", SECOND, "Comments") == {"Who owns the island", SECOND}
    one = "The jetty was paid for by the islanders, who sold two hundred goats."
    assert resumed(FIRST, "Who owns the island", one, "Comments") == set()


def test_a_whole_paragraph_behind_a_link_in_one_line_goes_on() -> None:
    one = "The jetty was paid for by the islanders, who sold two hundred goats to a merchant from the mainland."
    read = pieces("By Jane Doe", FIRST, "Read also | What the jetty cost", one, "Jane Doe (in Orlac)")
    flags = [False, True, False, False, False]
    assert {read[i].text for i in resume.resumed(read, flags, flags)} == {one}


def test_an_agency_in_brackets_ends_a_report() -> None:
    one = "The jetty was paid for by the islanders, who sold two hundred goats. (Reuters)"
    assert resumed(FIRST, "Who owns the island", one, "A picture of the jetty") == {"Who owns the island", one}


def test_a_short_word_that_may_open_a_date_opens_a_sentence_too() -> None:
    one = "Le pont a été emporté dans la nuit. Pour passer d'une rive à l'autre, il faut trois heures."
    assert resumed(FIRST, "Lire aussi : ce que l'on sait", one, "Commentaires") == {one}


def test_terse_headings_part_sections_of_one_paragraph() -> None:
    other = "The goats were shipped at night. Nobody on the mainland asked where they came from."
    lines = ("The jetty", SECOND, "Le reazioni", other)
    assert resumed(FIRST, *lines, "© 2021 Orlac Post") == set(lines)


def test_a_source_behind_a_label_closes_an_article() -> None:
    assert resumed(FIRST, "İLGİLİ HABER", "Orlac'ta doğum", SECOND, "Kaynak: LİMAN AJANSI") == {SECOND}


def test_a_paragraph_behind_an_advert_belongs_to_a_long_story_too() -> None:
    long = " ".join([FIRST] * 20)
    last = "About 705 islanders have come back since, according to the harbour office of Orlac."
    written = "Reporting by Jane Doe in Orlac; Editing by Ida Roth"
    assert resumed(long, "Advertisement · Scroll to continue", last, written) == {last}
    assert resumed(long, "Advertisement", last, "Boats of Orlac", "Goats of Orlac") == set()


@pytest.mark.parametrize("end", ["###", "(END)", "انتهای پیام/", "（完）"])
def test_what_stands_below_the_last_paragraph_of_reports_closes_them(end: str) -> None:
    assert resumed(FIRST, SECOND, end, "Boats of Orlac") == {SECOND}
    assert not resumed(FIRST, SECOND, "Boats of Orlac")


def test_an_appeal_to_subscribe_interrupts_a_story_that_goes_on_behind_it() -> None:
    one = "Ziad, a paramedic, called the market after the raid a street of shoes that nobody came back for."
    again = FIRST.replace("Friday", "Saturday")
    read = pieces(
        FIRST, "Get the daily edition by email", "Your email", "By signing up, you agree to the terms", one, again
    )
    flags = [True, False, False, False, False, True]
    assert resume.resumed(read, flags, flags) == {4}


def test_a_line_that_dates_the_article_closes_it() -> None:
    assert resumed(FIRST, "Also read | What the jetty cost", SECOND, "Published - May 18, 2024 10:22 pm IST") == {
        SECOND
    }


def test_an_appeal_for_support_behind_the_text_does_not_go_on_with_it() -> None:
    asking = "We have told you what happens on the island for eleven years, and shall go on for as long as you read us."
    assert resumed(FIRST, "You like our journalism", asking, SECOND, "Join us", "Comments") == set()


def test_a_brief_last_sentence_behind_a_link_in_one_line_goes_on() -> None:
    one = "A man was arrested in the harbour at night."
    assert resumed(FIRST, "Read more: What the jetty cost", one, "Comments") == {one}
    assert resumed(FIRST, "Read more", TITLES[0], one, "Comments") == set()


def test_the_name_of_a_section_may_stand_between_a_text_and_what_ends_it() -> None:
    assert resumed(FIRST, SECOND, "Home", "58 comments", "Comments") == {SECOND}


def test_an_appeal_for_support_ends_the_article_before_it() -> None:
    asking = (
        "If you have read this to its end, support our journalism: we live by those who read us, and by nobody else."
    )
    assert resumed(FIRST, "What the forest keeps", SECOND, asking, "Join us") == {"What the forest keeps", SECOND}


def test_what_asks_to_follow_above_the_tags_ends_an_article() -> None:
    story = ("Գարեգինը տունը կառուցել էր տասնութ տարի։ Վառեց քսան րոպեում, և ոչ ոք չհարցրեց՝ ինչու։",
             "Զոդի լեռնանցքում ձյուն է։ Բեռնատարները տանում են տանիքի թիթեղ և խնձորենիներ՝ արմատներով։")  # fmt: skip
    box = ("Կարդացեք նաև", "Ինչ է գրված հայտարարության մեջ", "Լաչինի միջանցքը քարտեզի վրա")
    assert resumed(story[0], *box, story[1], "Հետևեք մեզ Telegram-ում", "Պիտակներ", "Արցախ") == {story[1]}
