"""Roles from decisions: one per unit, captions with credits, doubled captions, credit lines, lists, noise by kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.article import assemble
from dateline.extract.article.roles import assign
from dateline.extract.lines.units import units
from dateline.extract.reading import Pick, Reading
from dateline.model import BlockKind, Role

LINES = [
    ("Home", Role.SECTION),
    ("Rebels hand over weapons", Role.HEADLINE),
    ("A splinter group stays away.", Role.STANDFIRST),
    ("Trucks stand on an airfield outside the town [File: Reuters]", Role.CAPTION),
    ("Trucks stand on an airfield outside the town [File: Reuters]", Role.REPEATED),
    ("By Lena Orrick", Role.BYLINE),
    ("+Rebels handed over their weapons on Tuesday, six weeks after the ceasefire.", Role.PARAGRAPH),
    ("+A road comes back", Role.HEADING),
    ("+These were the steps so far:", Role.PARAGRAPH),
    ("+• A ceasefire in February", Role.LIST_ITEM),
    ("+2. A handover in March", Role.LIST_ITEM),
    ("+> The road is open.", Role.QUOTE),
    ("+The government said it would withdraw two brigades by the end of the month.", Role.PARAGRAPH),
    ("Correction: An earlier version of this article gave a wrong number of mortars.", Role.CORRECTION),
    ("Source: News Agencies", Role.CREDIT),
    ("Most Read", Role.MOST_READ),
    ("Why the price of bread rose again", Role.MOST_READ),
    ("© 2024 The Meridian Courier. All rights reserved.", Role.LEGAL),
]


def assigned() -> tuple[tuple[Role, ...], Reading, Any]:
    text = "\n\n".join(line.removeprefix("+") for line, _ in LINES)
    (dump,) = read_bytes(text.encode(), "a.txt")
    pieces = units(dump.lines)
    inside = tuple(line.startswith("+") for line, _ in LINES)
    scores = tuple(0.9 if flag else 0.1 for flag in inside)
    reading = Reading(
        pieces, scores, inside, tuple("test" for _ in inside), "en",
        Pick(1, 0.9, "test"), Pick(2, 0.9, "test"), None, None, (Pick(5, 0.9, "test"),),
    )  # fmt: skip
    given = assign(pieces, reading)
    return tuple(role for role, _, _ in given), reading, (pieces, given, tuple(line.number for line in dump.lines))


def test_every_unit_gets_the_role_that_a_reader_would_give() -> None:
    roles, _, _ = assigned()
    assert list(zip([line for line, _ in LINES], roles, strict=True)) == LINES


def test_blocks_captions_and_names_are_made_of_the_roles() -> None:
    _, reading, (pieces, given, numbers) = assigned()
    blocks = assemble.blocks(pieces, given, numbers)
    listed = [(b.kind, b.level, b.number, b.mark) for b in blocks if b.kind in (BlockKind.LIST_ITEM, BlockKind.HEADING)]
    assert listed == [
        (BlockKind.HEADING, 2, None, ""),
        (BlockKind.LIST_ITEM, 1, None, ""),
        (BlockKind.LIST_ITEM, 1, 2, "2."),
    ]
    assert [b.text for b in blocks if b.kind is BlockKind.QUOTE] == ["The road is open."]
    (caption,) = assemble.captions(pieces, given, numbers)
    assert (caption.text, caption.credit) == ("Trucks stand on an airfield outside the town", "File: Reuters")
    assert assemble.authors(pieces, reading) == ("Lena Orrick",)
    assert assemble.credit(pieces, given)[0] == "News Agencies"


def test_what_is_printed_at_the_edge_of_each_page_is_neither_the_story_nor_its_date() -> None:
    path = Path(__file__).parents[3] / "golden/dumps/pdf-print-of-a-browser/print.pdf"
    (dump,) = read_bytes(path.read_bytes(), "print.pdf")
    (article,) = extract(dump)
    edge = [item for item in article.lines if item.line.number in dump.margins]
    assert len(edge) == 9
    assert {(item.role, item.score) for item in edge} == {(Role.NAVIGATION, 1.0)}
    assert article.published is not None
    assert article.published.iso == "2020-11-08"


STORY = (
    "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning.",
    "The first passengers were two teachers and a goat that nobody would claim, and they sat on the deck.",
    "The captain said that he had kept the engine warm for the whole of that time, and that it had cost him.",
    "On the far bank the shops stayed open until the last boat, which nobody there had seen since the war.",
)


def roles_of(*lines: str) -> dict[str, Role]:
    (dump,) = read_bytes("\n\n".join(("Ferry sails again", *lines)).encode(), "a.txt")
    (article,) = extract(dump)
    return {item.line.text: item.role for item in article.lines if item.line.text}


def test_a_note_on_the_author_by_title_below_the_byline_is_no_text() -> None:
    note = "Ms. Roth was a negotiator for the government of Orlac from 2012 to 2016."
    assert roles_of("By Ida Roth", note, "3 May 2021", *STORY)[note] is not Role.PARAGRAPH
    assert roles_of("By Ida Roth", *STORY, note)[note] is Role.OTHER
    other = note.replace("Roth", "Kerr")
    assert roles_of("By Ida Roth", *STORY[:2], other, *STORY[2:])[other] is Role.PARAGRAPH


def test_a_note_on_the_authors_last_book_is_no_text() -> None:
    note = "Ida Roth’s most recent book, The Ferry, is published by Orlac House."
    assert roles_of("By Ida Roth", *STORY, note)[note] is Role.OTHER
    assert roles_of("By Ann Kerr", *STORY, note)[note] is Role.PARAGRAPH


def test_where_a_report_comes_from_is_no_caption_if_it_is_told_in_so_many_words() -> None:
    source = "Source: the acting head of the harbour office, Artem Kov; the fire service"
    labelled = (
        "Details: The first blow tore the bow of the ferry.",
        "Direct speech: We saw no light, and then we did.",
    )
    assert roles_of("By Ida Roth", STORY[0], source, *labelled, *STORY[1:])[source] is Role.PARAGRAPH


def test_a_brief_quotation_without_a_full_stop_and_words_between_dashes_head_a_section() -> None:
    found = roles_of(
        "By Ida Roth", *STORY[:1], "«Plus au nord, c’est le mur»", STORY[1], "- 'A new dawn' -", *STORY[2:]
    )
    assert found["«Plus au nord, c’est le mur»"] is Role.HEADING
    assert found["- 'A new dawn' -"] is Role.HEADING
    spoken = "“We have waited for nine years, and now that it sails we wait for the weather to turn”"
    assert roles_of("By Ida Roth", *STORY[:2], spoken, *STORY[2:])[spoken] is Role.PARAGRAPH


def test_a_section_above_the_headline_heads_nothing() -> None:
    (dump,) = read_bytes(
        "\n\n".join(("Incidents", "Ferry sails again after nine years", "By Ida Roth", *STORY)).encode(), "a.txt"
    )
    (article,) = extract(dump)
    assert article.headline == "Ferry sails again after nine years"
    assert article.body.startswith("The ferry to Orlac")


CHINESE = [
    "郑州市20日下午起全市公交停运，地铁也停了，许多人在车站里过夜。",
    "水是一下子涌进来的，车厢里的人站到了座位上，等了三个多小时，救援人员才到。",
    "两天以后水退了，店主们把泡坏的米和面搬到街上晒，谁也不知道什么时候能再开门。",
    "市里说，头一班地铁要等到下个月，在那以前公交车不收钱。",
]


def chinese(*lines: str, page: bool = False) -> dict[str, Role]:
    """The roles of some lines amid a report in Chinese: of a copy, or of a saved page."""
    report = ["郑州地铁全线停运", "2021-07-21 08:15 来源：滨海观察", *CHINESE[:2], *lines, *CHINESE[2:]]
    text = "<h1>" + "</p><p>".join(report).replace("</p><p>", "</h1><p>", 1) + "</p>" if page else "\n".join(report)
    (dump,) = read_bytes(text.encode(), "a.html" if page else "a.txt")
    (article,) = extract(dump)
    return {item.line.text: item.role for item in article.lines}


def test_what_says_as_much_as_a_paragraph_is_no_heading_in_chinese() -> None:
    heading = "“水一下子就涌进来了”"
    long = "地铁五号线的列车停在两站之间，车厢里的人给家里打了电话，有人说水已经到了胸口，救援的人为什么还不来？"
    lead = "六十七岁的李先生站在自己的店门口，指着墙上的水印说："
    said = chinese(heading, long, lead)
    assert [said[line] for line in (heading, long, lead)] == [Role.HEADING, Role.PARAGRAPH, Role.PARAGRAPH]


def test_whose_a_picture_is_tells_a_caption_in_chinese() -> None:
    shown = ("图片来源：滨海地理资源研究院", "地铁站的入口。滨海区消防局供图 滨海网发")
    said = chinese(*shown, page=True)
    assert [said[line] for line in shown] == [Role.CAPTION] * 2


def test_who_took_part_and_the_sources_of_a_report_in_chinese_are_a_credit() -> None:
    for note in ("（资料来源：滨海地理资源研究院）", "（实习生何静安对此文亦有贡献）"):
        report = ["郑州地铁全线停运", "2021-07-21 08:15 来源：滨海观察", *CHINESE, note]
        (dump,) = read_bytes("\n".join(report).encode(), "a.txt")
        (article,) = extract(dump)
        assert article.credit in (note[1:-1], "滨海地理资源研究院")


def test_a_dash_and_a_name_below_what_was_said_head_nothing() -> None:
    said = "Nobody on the north bank believed that the ferry would ever sail again, and I was one of those who laughed."
    other = "The boats are new, the captain is not, and he still forgets to ring the bell before he casts off at noon."
    head = ["Ferry runs again after flood", "By Mara Linde"]
    lines = [*head, said, "– Ida Roth", other, "– Emil", "The ferry of spring", *[said, other] * 2]
    (dump,) = read_bytes("\n\n".join(lines).encode(), "a.txt")
    (article,) = extract(dump)
    roles = {line.line.text: line.role for line in article.lines}
    assert (roles["– Ida Roth"], roles["– Emil"]) == (Role.QUOTE, Role.QUOTE)


def given_below(*lines: str) -> list[Role]:
    """The roles of lines below a headline, of which those marked with ``-`` stand outside the story."""
    text = "".join(("Ferry sails again", *(f"\n\n{line.removeprefix('-')}" for line in lines)))
    (dump,) = read_bytes(text.encode(), "a.txt")
    pieces = units(dump.lines)
    out = {line[1:] for line in lines if line.startswith("-")}
    inside = tuple(i > 0 and unit.text not in out for i, unit in enumerate(pieces))
    scores = tuple(0.9 if flag else 0.1 for flag in inside)
    reading = Reading(
        pieces, scores, inside, tuple("test" for _ in inside), "en", Pick(0, 0.9, "test"), None, None, None, ()
    )
    return [role for role, _, _ in assign(pieces, reading)][1:]


TOLD = "The ferry to Orlac sails again after nine years, the harbour office said on Friday, with a goat on board."


def test_who_wrote_and_edited_a_report_is_its_credit_in_brackets() -> None:
    line = "-(Reporting by Ida Roth in Orlac and Jonas Adeyemi in Talmera; Writing by Ada Kerr; Editing by Lena Orrick)"
    assert given_below(TOLD, TOLD.replace("ferry", "boat"), line)[-1] is Role.CREDIT
    assert given_below(TOLD, TOLD.replace("ferry", "boat"), "-(Editing by Lena Orrick)")[-1] is Role.CREDIT


def test_a_paragraph_right_below_the_items_of_a_list_is_none() -> None:
    items = "The Goat\nThe Gull\nThe Herring\nThe Old Cannon"
    below = "In addition other animals, such as the seal and the eel, were regularly painted on the sterns of boats."
    roles = given_below(TOLD, "The names of its boats are:", f"{items}\n{below}", TOLD.replace("ferry", "boat"))
    assert roles[2:7] == [*(Role.LIST_ITEM,) * 4, Role.PARAGRAPH]
