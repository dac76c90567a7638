"""What layout decides where the model is not sure."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.body import layout, mend
from dateline.extract.lines.units import Unit, units


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


STORY = """The ferry to Orlac sails again after nine years, the harbour office said on Friday.

The first passengers were two teachers and a goat that nobody would claim.

Read more: Harbour cranes to be sold

The captain said that he had kept the engine warm for the whole of that time."""


def test_a_teaser_leaves_the_story_and_its_last_sentence_comes_in() -> None:
    assert mend.story(pieces(STORY), (0.9, 0.8, 0.5, 0.2), (True, True, True, False)) == (True, True, False, True)


def test_a_list_of_topics_at_the_storys_beginning_is_no_heading() -> None:
    text = STORY.replace("The ferry to", "Topics: ferries, goats, Orlac\n\nThe ferry to")
    flags = mend.story(pieces(text), (0.6, 0.9, 0.8, 0.5, 0.2), (True, True, True, True, False))
    assert flags == (False, True, True, False, True)


def test_an_unlikely_sentence_stays_out() -> None:
    text = STORY.replace("Read more: ", "")
    assert mend.story(pieces(text), (0.9, 0.8, 0.5, 0.015), (True, True, False, False))[3] is False


def test_the_sentences_behind_the_comments_heading_stay_out() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "Comments")
    assert mend.story(pieces(text), (0.9, 0.8, 0.1, 0.3), (True, True, False, False))[3] is False


def test_teasers_that_stand_close_behind_their_heading_leave_with_it() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "Also see\nCranes sold\nGoat found")
    inside = mend.story(pieces(text), (0.9, 0.8, 0.5, 0.5, 0.5, 0.9), (True,) * 6)
    assert inside == (True, True, False, False, False, True)


def test_what_points_elsewhere_only_in_its_first_words_is_the_story() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "Watch towers were built along the harbour in May.")
    assert mend.story(pieces(text), (0.9,) * 4, (True,) * 4) == (True,) * 4


def test_the_standfirst_stands_between_headline_and_byline() -> None:
    head = pieces("Ferry to Orlac sails again\n\nTwo teachers and a goat are first on board\n\nBy Lena Orrick")
    found = layout.standfirst(head, 0, [2])
    assert found is not None
    assert found.unit == 1
    assert layout.standfirst(head, 0, []) is None
    line = "By the time they came the bridge was gone and the town was empty"
    told = layout.standfirst(pieces(f"Ferry to Orlac sails again\n\n{line}\n\nBy Lena Orrick"), 0, [2])
    assert told is not None
    assert told.unit == 1


def test_a_caption_printed_twice_is_no_standfirst() -> None:
    caption = "The ferry in the harbour of Orlac on Friday"
    head = pieces(f"Ferry to Orlac sails again\n\n{caption}\n{caption} [Adil Moran]\n\nBy Lena Orrick")
    assert layout.doubled(head, 1)
    assert layout.doubled(head, 2)
    assert layout.standfirst(head, 0, [3]) is None


def test_a_given_headline_leaves_the_first_short_paragraph_to_the_story() -> None:
    (dump,) = read_bytes(
        f"Title: Ferry to Orlac sails\nDate: 2008-02-17\n\nThe ferry is back.\n\n{STORY}".encode(), "a.txt"
    )
    (article,) = extract(dump)
    assert article.headline == "Ferry to Orlac sails"
    assert article.blocks[0].text == "The ferry is back."


def test_a_line_says_a_given_headline_give_or_take_a_word() -> None:
    assert layout.says(pieces("Ferry to Orlac sails again")[0], "Ferry to Orlac sails")
    assert not layout.says(pieces("The ferry is back.")[0], "Ferry to Orlac sails")


def test_lines_that_tabs_part_are_a_table() -> None:
    (dump,) = read_bytes(b"\tYes\tNo\nOrlac\t12\t3\n", "a.txt")
    assert [unit.cells for unit in units(dump.lines, text=dump.text)] == [("", "Yes", "No"), ("Orlac", "12", "3")]
    assert all(not unit.cells for unit in units(dump.lines))


def test_a_printed_midnight_is_a_day_without_a_time() -> None:
    (dump,) = read_bytes(f"Ferry to Orlac sails again\n\nPublished 17 Feb 2008 00:00\n\n{STORY}".encode(), "a.txt")
    (article,) = extract(dump)
    assert article.published is not None
    assert article.published.iso == "2008-02-17"


LONG = STORY.replace("Read more: Harbour cranes to be sold", "What the town says")


def test_a_heading_before_a_paragraph_comes_in() -> None:
    text = LONG.replace("that time.", "that time, and that he would keep it warm again.")
    assert mend.story(pieces(text), (0.9, 0.8, 0.2, 0.9), (True, True, False, True))[2] is True
    assert mend.story(pieces(text), (0.9, 0.8, 0.02, 0.9), (True, True, False, True))[2] is False


def test_a_contact_line_stays_out() -> None:
    contact = STORY.replace("of that time.", "of that time, and told ferry@orlac.example so.")
    assert mend.story(pieces(contact), (0.9, 0.8, 0.1, 0.3), (True, True, False, False))[3] is False


def test_a_paragraph_behind_a_box_comes_in() -> None:
    box = "\n\n".join(
        (
            "In figures\nBoats: 2\nGoats: 1",
            "The quay of Orlac was built by hand in the year of the flood, and twice rebuilt.",
        )
    )
    text = STORY.replace("Read more: Harbour cranes to be sold", box)
    scores = (0.9, 0.8, 0.1, 0.1, 0.1, 0.2, 0.9)
    assert mend.story(pieces(text), scores, (True, True, False, False, False, False, True))[5] is True


def test_the_rows_of_a_table_come_in_together() -> None:
    text = f"{STORY}\n\nBoat\tPassengers\nGull\t12\nTern\t3"
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines, text=dump.text)
    inside = mend.story(some, (0.9, 0.8, 0.1, 0.9, 0.1, 0.5, 0.1), (True, True, False, True, False, True, False))
    assert inside[4:] == (True, True, True)


def test_the_posts_of_a_live_blog_come_in_together() -> None:
    posts = "\n\n".join(f"1{n}:20 GMT\nFerry {n} is in\nThe ferry is at the quay for the {n}th time." for n in range(3))
    some = pieces(posts)
    assert mend.story(some, (0.1,) * 8 + (0.9,), (False,) * 8 + (True,)) == (True,) * 9
    assert not any(mend.story(some[:6], (0.1,) * 6, (False,) * 5 + (True,))[:5])


def test_a_trail_of_sections_is_told_from_a_headline() -> None:
    assert layout.is_trail("Home / World / Northern coast")
    assert not layout.is_trail("Ferry to Orlac sails again - at last / harbour office")


def test_the_line_that_says_the_headline_of_a_hint_is_the_headline() -> None:
    text = f"Source: The Orlac Post\nDate: 2008-02-17\nTitle: Old boat 7\n\nOld boat 7\n\n{STORY}"
    (dump,) = read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert [line.role.value for line in article.lines if line.line.text == "Old boat 7"] == ["headline"]
    assert article.blocks[0].text.startswith("The ferry to Orlac")


PARAGRAPHS = 14  # a longer story than those whose every sentence comes in
PARAGRAPH = "The ferry to Orlac sails again after nine years, the harbour office said on Friday, and told how.\n\n"
DATED = f"""{PARAGRAPHS * PARAGRAPH}
3 May: The ice on the northern shore breaks.
9 May: The jetty is repaired; the engine runs.
12 May: The ferry sails.

The captain said that he had kept the engine warm for the whole of that time."""


def dated(text: str, score: float) -> bool:
    """Whether the line in the middle of the list is in, which the model gave this score."""
    scores, inside = [0.9] * (PARAGRAPHS + 4), [True] * (PARAGRAPHS + 4)
    scores[PARAGRAPHS + 1], inside[PARAGRAPHS + 1] = score, False
    return mend.story(pieces(text), scores, inside)[PARAGRAPHS + 1]


def test_a_sentence_between_two_lines_of_a_list_comes_in() -> None:
    assert dated(DATED, 0.3)
    assert not dated(DATED, 0.1)


def test_a_line_that_is_no_sentence_stays_out_of_the_list() -> None:
    assert not dated(DATED.replace("9 May: The jetty is repaired; the engine runs.", "Share this timeline"), 0.3)


def test_a_count_before_the_comments_heading_ends_the_story_too() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "1,204 Comments")
    assert mend.story(pieces(text), (0.9, 0.8, 0.1, 0.3), (True, True, False, False))[3] is False


def test_a_line_that_is_printed_twice_completes_no_short_story() -> None:
    again = "The captain is a reader of old charts who lives on the island of Orlac."
    text = f"{again}\n\n{STORY}".replace(
        "The captain said that he had kept the engine warm for the whole of that time.", again
    )
    inside = mend.story(pieces(text), (0.1, 0.9, 0.8, 0.1, 0.3), (False, True, True, False, False))
    assert inside == (False, True, True, False, False)


def test_a_note_below_the_name_of_its_author_stays_out() -> None:
    text = STORY.replace(
        "Read more: Harbour cranes to be sold", "Lena Orrick\nLena Orrick is a reporter of the island's one paper."
    )
    inside = mend.story(pieces(text), (0.9, 0.8, 0.1, 0.3, 0.2), (True, True, False, False, False))
    assert inside[3] is False


def test_a_heading_right_on_top_of_its_paragraph_comes_in() -> None:
    below = "The captain said that he had kept the engine warm for the whole of that time, as his father had."
    text = STORY.replace("Read more: Harbour cranes to be sold\n\nThe captain", "A warm engine\nThe captain").replace(
        "The captain said that he had kept the engine warm for the whole of that time.", below
    )
    assert mend.story(pieces(text), (0.9, 0.8, 0.2, 0.9), (True, True, False, True)) == (True, True, True, True)


def test_the_title_of_a_video_leaves_with_its_length() -> None:
    text = STORY.replace(
        "Read more: Harbour cranes to be sold", "Video Duration 02 minutes\n02:31\nThe cranes from above"
    )
    text += "\n\nNobody on the quay could say where the goat had come from."
    inside = mend.story(pieces(text), (0.9, 0.8, 0.1, 0.1, 0.5, 0.9, 0.9), (True, True, False, False, True, True, True))
    assert inside == (True, True, False, False, False, True, True)


def test_who_wrote_an_embedded_post_comes_in_behind_it() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "— Lena Orrick (@lorrick) August 15, 2021")
    assert mend.story(pieces(text), (0.9, 0.8, 0.1, 0.9), (True, True, False, True))[2] is True


def test_what_a_mail_program_says_leaves_the_story() -> None:
    text = f"Begin forwarded message:\n\n{STORY}"
    assert mend.story(pieces(text), (0.7, 0.9, 0.8, 0.1, 0.9), (True, True, True, False, True))[0] is False


def test_behind_a_heading_of_teasers_a_saved_page_loses_links_alone() -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n") if not line.startswith("Read"))
    teaser = "<p>Related stories</p><p>Harbour cranes to be sold</p><p>Goat of Orlac finds a home</p>"
    (dump,) = read_bytes(f"<html><body>{story}{teaser}</body></html>".encode(), "a.html")
    some = units(dump.lines)
    assert mend.story(some, [0.9] * 6, [True] * 6) == (True, True, True, False, True, True)
    linked = teaser.replace("<p>Har", "<p><a href=/a>Har").replace("<p>Goat", "<p><a href=/b>Goat")
    (dump,) = read_bytes(f"<html><body>{story}{linked}</body></html>".encode(), "a.html")
    some = units(dump.lines)
    assert not any(mend.story(some, [0.85] * 6, [True] * 6)[3:])


@pytest.mark.parametrize("line", ["Comments (214)", "תגובות (214)", "4 min", "Lesezeit: 3 Minuten", "5 мин"])
def test_counts_of_comments_and_minutes_are_no_story(line: str) -> None:
    read = pieces(STORY.replace("Read more: Harbour cranes to be sold", line))
    assert mend.story(read, (0.9, 0.8, 0.6, 0.9), (True, True, True, True))[2] is False


def test_tags_at_the_end_are_no_story() -> None:
    read = pieces(f"{STORY}\n\nTags: ferries, Orlac")
    assert mend.story(read, (0.9, 0.8, 0.6, 0.9, 0.5), (True, True, False, True, True))[4] is False


def test_the_rest_of_a_list_comes_in_but_for_its_links() -> None:
    items = "".join(f"<li>Box number {n} of the harbour" for n in range(4))
    listed = f"<ul>{items}<li><a href=/x>All about boxes</a></ul><ul><li>Home</ul>"
    page = f"<html><body><p>The ferry took along:{listed}</body></html>"
    (dump,) = read_bytes(page.encode(), "a.html")
    some = units(dump.lines)
    flags = (True, True, True, True, False, False, False)
    assert mend.story(some, (0.9, 0.8, 0.8, 0.8, 0.1, 0.1, 0.1), flags) == (*flags[:4], True, False, False)


def test_the_first_paragraph_may_stand_above_a_picture() -> None:
    def story(shown: str) -> tuple[bool, ...]:
        first, *rest = STORY.split("\n\n")
        text = "\n\n".join(("Ferry sails again", first, shown, *rest))
        return mend.story(pieces(text), (0.1, 0.2, 0.1, 0.8, 0.5, 0.2), (False, False, False, True, False, False))

    assert story("The quay of Orlac at noon [Ida Roth/Harbour Agency]")[:4] == (False, True, False, True)
    assert story("IDA ROTH/HARBOUR AGENCY")[1] is False


def test_a_paragraph_right_below_a_box_of_titles_is_the_story() -> None:
    box = "RELATED\nMayor shot dead in the port\nWho owns the goats?\n"
    below = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    text = STORY.replace("Read more: Harbour cranes to be sold\n\n", box + below + "\n\n")
    inside = mend.story(pieces(text), (0.9, 0.8, 0.6, 0.1, 0.3, 0.9, 0.9), (True, True, True, False, False, True, True))
    assert inside == (True, True, False, False, False, True, True)
    teasers = STORY.replace(
        "Read more: Harbour cranes to be sold\n\n", "RELATED\nMayor shot dead in the port\n" + below + "\n\n"
    )
    inside = mend.story(pieces(teasers), (0.9, 0.8, 0.6, 0.3, 0.6, 0.9), (True, True, True, False, True, True))
    assert inside == (True, True, False, False, False, True)


def test_a_title_right_above_read_more_is_no_heading_of_the_story() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "Orlac: Who sold the harbour cranes?\nRead More »")
    more = text.replace("The captain said", "The captain, a man of sixty who has never learned to swim, said")
    assert mend.story(pieces(more), (0.9, 0.8, 0.4, 0.1, 0.9), (True, True, True, False, True))[2] is False
    apart = more.replace("cranes?\nRead", "cranes?\n\nRead")
    assert mend.story(pieces(apart), (0.9, 0.8, 0.4, 0.1, 0.9), (True, True, True, False, True))[2] is True


def test_a_brief_sentence_between_two_paragraphs_of_a_short_story_comes_in() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "“We slept in it,” said one.")
    assert mend.story(pieces(text), (0.9, 0.8, 0.2, 0.9), (True, True, False, True))[2] is True
    assert mend.story(pieces(text), (0.9, 0.8, 0.1, 0.9), (True, True, False, True))[2] is False
    long = text.replace("that nobody would claim", "that nobody would claim, and" + " a sack of meal" * 80)
    assert mend.story(pieces(long), (0.9, 0.8, 0.2, 0.9), (True, True, False, True))[2] is False


def test_a_line_with_a_label_comes_in_where_others_of_the_story_have_one() -> None:
    lines = [
        "The ferry was hit at night, and three died.",
        "Source: the harbour office of Orlac",
        "Details: The first blow tore the bow.",
    ]
    lines += ["Direct speech: We saw no light at all.", "Word has it that more will come."]
    text = "\n\n".join(lines)
    inside = (True, False, True, True, True)
    assert mend.story(pieces(text), (0.9, 0.2, 0.9, 0.9, 0.9), inside) == (True,) * 5
    appeal = text.replace("Source: the harbour office of Orlac", "Read more: the harbour office of Orlac")
    assert mend.story(pieces(appeal), (0.9, 0.2, 0.9, 0.9, 0.9), inside) == inside


def test_times_and_titles_of_a_live_blog_come_in_with_its_texts() -> None:
    text = "From CBN's Ida Roth in Orlac\nThe ferry came in at noon, the harbour office said, and went out again."
    entry = "{}:40 p.m. ET, November 2, 2022\n{}\n" + text
    titles = ("“A new day,” says the mayor", "The goats are not mentioned", "Nobody can call anybody")
    posts = [entry.format(hour, title) for hour, title in zip((6, 5, 3), titles, strict=True)]
    some = pieces("\n\n".join(posts))
    inside = [unit.text.startswith("The ferry came") for unit in some]
    told = mend.story(some, [0.9 if flag else 0.1 for flag in inside], inside)
    assert {unit.text for unit, flag in zip(some, told, strict=True) if flag} >= set(titles)
    assert all(flag for unit, flag in zip(some, told, strict=True) if layout.is_stamp(unit.text))
    one = pieces(entry.format(6, titles[0]))
    assert mend.story(one, (0.1, 0.1, 0.1, 0.9), (False, False, False, True))[:2] == (False, False)


def test_a_pictures_description_above_its_caption_stays_out_of_a_short_story() -> None:
    shown = "Rescuers search the rubble of houses in the harbour on Saturday."
    text = f"{shown}\n{shown}Credit...Ida Roth for The Post\n\n{STORY}"
    flags = (False, False, True, True, False, True)
    assert mend.story(pieces(text), (0.1, 0.1, 0.9, 0.8, 0.1, 0.9), flags)[:2] == (False, False)


def test_the_first_paragraph_of_a_short_story_may_stand_right_below_its_byline() -> None:
    first, *rest = STORY.replace("Read more: Harbour cranes to be sold\n\n", "").split("\n\n")
    text = f"Ferry sails\nIda Roth\n{first}\n\n" + "\n\n".join(rest)
    assert mend.story(pieces(text), (0.1, 0.1, 0.05, 0.9, 0.9), (False, False, False, True, True))[2] is True


def test_a_brief_sentence_that_counts_may_open_as_an_appeal_does() -> None:
    last = "Más de 95.000 personas abandonaron la ciudad en un mes."
    text = STORY.replace("Read more: Harbour cranes to be sold\n\n", "") + f"\n\n{last}\n\n(Con información de AFP)"
    assert mend.story(pieces(text), (0.9, 0.9, 0.9, 0.16, 0.05), (True, True, True, False, False))[3] is True
    other = text.replace("95.000 personas", "nuestra sección")
    assert mend.story(pieces(other), (0.9, 0.9, 0.9, 0.16, 0.05), (True, True, True, False, False))[3] is False


def test_a_heading_with_its_sentence_between_two_paragraphs_of_a_short_story_comes_in() -> None:
    text = STORY.replace(
        "Read more: Harbour cranes to be sold",
        "The price of salt\nNobody sells it by the spoon any more, said a grocer of the harbour, who has none.",
    )
    flags = (True, True, False, False, True)
    assert mend.story(pieces(text), (0.9, 0.8, 0.2, 0.2, 0.9), flags) == (True,) * 5
    assert mend.story(pieces(text), (0.9, 0.8, 0.02, 0.2, 0.9), flags)[2:4] == (False, False)


@pytest.mark.parametrize("link", ["[ Ballads of Orlac: who wrote them? ]", "[Most read] Cranes win in the ninth"])
def test_a_link_in_brackets_leaves(link: str) -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", link)
    assert mend.story(pieces(text), (0.9,) * 4, (True,) * 4) == (True, True, False, True)


def test_a_remark_in_brackets_stays() -> None:
    text = STORY.replace("Read more: Harbour cranes to be sold", "[The mayor laughs] And then the goat sat down.")
    assert mend.story(pieces(text), (0.9,) * 4, (True,) * 4) == (True,) * 4


@pytest.mark.parametrize("line", ["3 Responses to “Ferry sails again”", "Ein Gedanke zu „Ferry sails again“"])
def test_what_counts_the_comments_on_the_headline_ends_no_story(line: str) -> None:
    told = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning."
    some = pieces(f"Ferry sails again\n\n{told}\n\n{told[:-1]} and evening.\n\n{line}\n\nIda says:")
    flags = [False, True, True, True, False]
    assert mend.story(some, [0.1, 0.9, 0.9, 0.5, 0.1], flags)[3] is False
    other = pieces(f"Goats\n\n{told}\n\n{told[:-1]} and evening.\n\n{line}\n\nIda says:")
    assert mend.story(other, [0.1, 0.9, 0.9, 0.5, 0.1], flags)[3] is True


def test_a_paragraph_right_below_a_link_and_read_more_is_the_story_where_it_goes_on() -> None:
    first, second, *_, last = STORY.split("\n\n")
    told = "“We counted on nine months and not on nine years,” the harbour master said, who had sold her own boat."
    text = f"{first}\n\n{second}\n\nHarbour cranes to be sold\nRead more\n{told}\n\n{last}"
    scores, inside = (0.9, 0.8, 0.1, 0.0, 0.05, 0.9), (True, True, False, False, False, True)
    assert mend.story(pieces(text), scores, inside) == (True, True, False, False, True, True)
    assert mend.story(pieces(text.replace("Read more", "Harbour")), scores, inside)[4] is False


def test_a_paragraph_between_the_day_and_the_story_is_its_first() -> None:
    summary, *_, last = STORY.split("\n\n")
    told = (
        "First of all: nobody who sat in the harbour office at that time says that it was so. Their lawyer has written "
        "that the letters are forged, and that the goat was never theirs."
    )
    rest = [f"{last} {n} others had kept theirs warm, too, and said so." for n in range(2, 14)]
    text = "\n\n".join([summary, "By Jane Doe", "14 May 2019", told, *rest])
    scores, inside = (0.9, 0.1, 0.05, 0.12, *[0.9] * 12), (True, False, False, False, *[True] * 12)
    assert mend.story(pieces(text), scores, inside)[:4] == (True, False, False, True)
    assert mend.story(pieces(text.replace("14 May 2019", "Harbour")), scores, inside)[3] is False
    assert mend.story(pieces(text), (0.9, 0.1, 0.05, 0.05, *[0.9] * 12), inside)[3] is False
    assert mend.story(pieces(text.replace("First of all:", "PHOTO BY ADA KERR")), scores, inside)[3] is False


BOXED = """The ferry to Orlac sails again after nine years, the harbour office said on Friday.

A new quay
Continue reading the main story
“Start Quote
The goat was not amused”

The first passengers were two teachers and a goat that nobody would claim, and one that everybody did.

The captain said that he had kept the engine warm for the whole of that time."""


def test_a_heading_right_above_a_box_is_the_story_s_where_it_is_likely() -> None:
    for score, expected in ((0.2, True), (0.1, False)):
        scores = (0.9, score, 0.1, 0.1, 0.1, 0.9, 0.9)
        inside = mend.story(pieces(BOXED), scores, (True, False, False, False, False, True, True))
        assert inside == (True, expected, False, False, False, True, True)


def test_who_said_what_a_box_quotes_is_no_heading() -> None:
    text = BOXED.replace("amused”\n\n", "amused”\n\nIda Roth, Harbour office\n")
    inside = mend.story(pieces(text), (0.9, 0.1, 0.1, 0.1, 0.1, 0.2, 0.9, 0.9), (True, *(False,) * 5, True, True))
    assert inside == (True, False, False, False, False, False, True, True)


def test_a_caption_close_below_its_credit_opens_no_text() -> None:
    told = "The ferry and its captain wait on the quay of Orlac in the evening."
    head = f"Ida Roth/Harbour Agency\n{told}\n\nBy Ida Roth\n\n{BOXED}"
    inside = (False, True, False, True, *(False,) * 3, True, True)
    scores = (0.1, 0.6, 0.1, 0.9, *(0.1,) * 3, 0.9, 0.9)
    assert mend.story(pieces(head.replace("A new quay\n", "")), scores, inside)[1] is False


def test_the_rest_of_a_list_comes_in_below_two_of_its_items() -> None:
    items = "\n\n".join(
        f"• {what}" for what in ("Nine gulls", "One goat", "Four herrings", "Advertisement", "Two eels")
    )
    text = f"{BOXED.splitlines()[0]}\n\nThese were on board:\n\n{items}"
    scores = (0.9, 0.9, 0.6, 0.6, 0.02, 0.02, 0.02)
    inside = mend.story(pieces(text), scores, (True, True, True, True, False, False, False))
    assert inside == (True, True, True, True, True, False, False)
    assert not mend.story(pieces(text), scores, (True, True, True, False, False, False, False))[4]


def test_a_first_paragraph_between_its_day_and_a_box_comes_in() -> None:
    first = "The harbour office of Orlac said on Friday that the ferry sails again after nine years, with two teachers "
    first += "and a goat on board that nobody would claim."
    head = f"Ferry sails again\n\nPublished: July 18, 2013\n{first}\n\nRelated\n{'Goats' + chr(10)}{'Gulls' + chr(10)}"
    text = f"{head}\n{BOXED.replace('A new quay' + chr(10), '')}"
    scores = (0.1, 0.1, 0.12, 0.1, 0.1, 0.1, 0.9, *(0.1,) * 3, 0.9, 0.9)
    inside = (*(False,) * 6, True, *(False,) * 3, True, True)
    assert mend.story(pieces(text), scores, inside)[:7] == (False, False, True, False, False, False, True)
    undated = text.replace("Published: July 18, 2013", "By Ida Roth")
    assert not mend.story(pieces(undated), scores, inside)[2]
