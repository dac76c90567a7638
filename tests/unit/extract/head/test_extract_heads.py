"""Which lines may be a field's."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.head import heads
from dateline.extract.head.scene import far_above, scene
from dateline.extract.lines.units import units

STORY = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning."


def dates(text: str) -> list[str]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if len(unit.text) > 80 else 0.1 for unit in some], (), "en")
    return [some[i].text for i, _ in heads.date_candidates(seen)]


def test_the_day_of_a_broadcast_is_no_day_of_publication() -> None:
    text = f"Ferry sails again\n\n3 May 2021\n\n{STORY}\n\nFirst broadcast: Harbour Radio, 2 May 2021\n"
    assert dates(text) == ["3 May 2021"]
    assert dates(text.replace("First broadcast", "Corrected")) == ["3 May 2021", "Corrected: Harbour Radio, 2 May 2021"]


def standfirsts(line: str) -> list[str]:
    (dump,) = read_bytes(f"Ferry sails again\n\n{line}\n\nBy Ida Roth\n\n{STORY}\n".encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    return [some[i].text for i in heads.standfirst_candidates(seen, 0) if some[i].text == line]


def test_a_caption_with_its_credit_in_brackets_is_no_standfirst() -> None:
    line = "The ferry and its captain wait on the quay of Orlac in 1993."
    assert standfirsts(line) == [line]
    assert standfirsts(f"{line} (Everett Collection)") == []
    assert standfirsts(f"{line} (File)") == []


def test_a_text_that_begins_with_its_place_is_no_standfirst() -> None:
    assert standfirsts("ORLAC (Reuters) - The ferry sails again after nine years in the harbour.") == []
    assert standfirsts("Santiago de Orlac – The ferry sails again after nine years in the harbour.") == []
    told = "Whether teachers or goats - the first passengers tell what the crossing is like."
    assert standfirsts(told) == [told]


def test_an_offer_a_note_and_a_caption_are_no_standfirst() -> None:
    assert standfirsts("Sign up for the Harbour Post's free weekly newsletter to get the news of the quay.") == []
    assert (
        standfirsts("The opinions expressed by contributors are their own and not necessarily those of the Post.") == []
    )
    assert standfirsts("The old quay of Orlac, 2023. Image: courtesy of the artist.") == []


def test_what_says_the_storys_words_far_above_it_is_looked_at() -> None:
    between = [f"Offer number {n} of a subscription" for n in range(60)]
    text = "\n\n".join([*(f"Section {n}" for n in range(20)), "Ferry of Orlac sails again", *between, STORY])
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    assert 20 not in seen.window
    far = far_above(seen)
    assert far == list(range(18, 27))
    assert 20 in scene(some, seen.scores, (), "en", far).window
    assert far_above(scene(some[60:], seen.scores[60:], (), "en")) == []


def test_days_beside_each_other_are_no_first_and_last_day_of_something() -> None:
    def stand(line: str) -> bool:
        (dump,) = read_bytes(f"Ferry sails again\n\n{line}\n\n{STORY}\n".encode(), "a.txt")
        some = units(dump.lines)
        return heads.beside(scene(some, [0.1, 0.1, 0.9], (), "en"), (1, 0), (1, 1))

    assert stand("May 21, 2025April 24, 2025")
    assert stand("21 May 2025, 10:40 | 24 May 2025, 18:00")
    assert not stand("21 May 2025 – 24 May 2025")
    assert not stand("21 May 2025, updated 24 May 2025")
    assert not stand("03/04/2025 | 05/04/2025")  # nothing tells day from month


def test_a_byline_may_name_who_took_the_pictures_behind_a_stroke() -> None:
    (dump,) = read_bytes(b"Texto: Ida Roth e Rui Marubo | Fotos: Iran Bastos", "a.txt")
    assert heads.byline_names(units(dump.lines), 0) == ("Ida Roth", "Rui Marubo")


def test_a_players_title_above_its_length_is_no_standfirst() -> None:
    title = "Storm brings high waves and a flood warning to Orlac"
    assert standfirsts(title) == [title]
    assert standfirsts_above(title, "2:02") == []
    assert standfirsts_above(f"{title}.", "14:02") == [f"{title}."]


def test_what_stands_below_a_dash_alone_is_the_first_paragraph() -> None:
    (dump,) = read_bytes(f"Ferry sails again\n\nOrlac\n\n—\n\n{STORY}\n\n{STORY}\n".encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    assert some[2].text == "—"
    assert 3 not in heads.standfirst_candidates(seen, 0)


def standfirsts_above(line: str, below: str) -> list[str]:
    (dump,) = read_bytes(f"Ferry sails again\n\n{line}\n{below}\n\nBy Ida Roth\n\n{STORY}\n".encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
    return [some[i].text for i in heads.standfirst_candidates(seen, 0) if some[i].text == line]


def test_a_list_of_topics_is_no_standfirst() -> None:
    assert standfirsts("Topics: earthquake, obelisk, Orlac, harbour") == []


def test_a_caption_that_opens_with_its_day_is_no_standfirst() -> None:
    line = "The ferry and its captain wait on the quay of Orlac."
    assert standfirsts(line) == [line]
    assert standfirsts(f"Nov. 8: {line}") == []


def test_buttons_are_nobodys_names() -> None:
    (dump,) = read_bytes("배가 다시 다닌다\n폰트 뉴스듣기\n한지우 기자\n".encode(), "a.txt")
    some = units(dump.lines)
    assert [heads.byline_names(some, i) for i in (1, 2)] == [(), ("한지우",)]


def test_a_line_below_the_day_right_above_a_credit_is_a_caption() -> None:
    line = "The captain wades in from a pool of oil on a beach that opened again in Orlac, on Aug. 11, 2010"
    text = f"Oil could reach Orlac\nBy Jan Orlic Aug. 17, 2010\n{line}\n\nIda Roth / Getty Images\n\n{STORY}\n"
    for some, found in ((text, []), (text.replace("Ida Roth / Getty Images", "The town was warned."), [line])):
        (dump,) = read_bytes(some.encode(), "a.txt")
        pieces = units(dump.lines)
        seen = scene(pieces, [0.9 if unit.text == STORY else 0.1 for unit in pieces], (), "en")
        assert [pieces[i].text for i in heads.standfirst_candidates(seen, 0) if pieces[i].text == line] == found


def test_days_of_several_bylines_behind_the_story_are_other_articles() -> None:
    text = f"Ferry sails again\n\n{STORY}\n\nSuggested reads\nA goat speaks\nby Ida Roth (5/4/2005)\n"
    assert dates(text) == ["by Ida Roth (5/4/2005)"]
    assert dates(f"{text}A cart sings\nby Jan Orlic (5/14/2005)\n") == []


def test_a_label_names_nobody() -> None:
    (dump,) = read_bytes(b"Episode Teaser Image:\nIda Roth\n", "a.txt")
    some = units(dump.lines)
    assert [heads.byline_names(some, i) for i in (0, 1)] == [(), ("Ida Roth",)]


def test_the_day_of_a_title_in_a_list_far_above_the_headline_is_no_candidate() -> None:
    lines = ["Links on ferries of the north (December 14th 2019)", *(f"Section {n}" for n in "abcdefghij")]
    lines += ["The ferry sails again", "Jane Doe, 3 May 2019", STORY_OF_FERRY, STORY_OF_FERRY]
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if unit.text == STORY_OF_FERRY else 0.1 for unit in some], (), "en")
    assert [i for i, _ in heads.date_candidates(seen)] == [0, 12]
    assert [i for i, _ in heads.date_candidates(seen, 11)] == [12]
    assert [i for i, _ in heads.date_candidates(seen, 5)] == [0, 12]


STORY_OF_FERRY = (
    "The ferry to Orlac sails again after nine years, the harbour office said, and has kept its old captain."
)


def test_heading_of_points_is_no_byline() -> None:
    (dump,) = read_bytes(b"Story Highlights\nIda Roth\n", "copy.txt")
    assert [heads.byline_names(units(dump.lines), i) for i in range(2)] == [(), ("Ida Roth",)]


def test_who_took_a_picture_and_what_it_shows_are_no_standfirst() -> None:
    shown = "The ferry and its captain wait on the quay of Orlac in the evening."
    assert standfirsts("Ida Roth/The Orlac Post") == []
    assert standfirsts(f"{shown} (Ida Roth / May 14, 2013)") == []
    assert standfirsts(f"{shown} (July 17)") == []
    assert standfirsts(f"{shown} (It did so for nine years)") == [f"{shown} (It did so for nine years)"]
    for line in (shown, f"Ida Roth/Harbour Agency\n{shown}"):
        (dump,) = read_bytes(f"Ferry sails again\n\n{line}\n\nBy Ida Roth\n\n{STORY}\n".encode(), "a.txt")
        some = units(dump.lines)
        seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
        found = [some[i].text for i in heads.standfirst_candidates(seen, 0)]
        assert (shown in found) == (line == shown)


def test_a_line_without_a_full_stop_between_the_byline_and_a_box_of_links_is_a_caption() -> None:
    shown = "The ferry and its captain wait on the quay of Orlac in the evening"
    for head, expected in ((f"By Ida Roth\n\n{shown}", False), (f"{shown}\n\nBy Ida Roth", True)):
        text = f"Ferry sails again\n\n{head}\n\nRelated Stories\nWho owns the goats?\n\n{STORY}\n"
        (dump,) = read_bytes(text.encode(), "a.txt")
        some = units(dump.lines)
        seen = scene(some, [0.9 if unit.text == STORY else 0.1 for unit in some], (), "en")
        found = [some[i].text for i in heads.standfirst_candidates(seen, 0)]
        assert (shown in found) is expected
