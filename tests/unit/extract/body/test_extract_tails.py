"""Where a long story goes on behind a box."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body import tails
from dateline.extract.lines.units import Unit, units

ONE = "The river rose by two metres in the night and took the bridge at Orlac with it. Nobody was hurt."
TWO = "The council is to meet on Friday and has asked the army for boats. It will have to wait for them."
BOX = ("Read more", "Ferries to stay in port")


def read(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "dump.txt")
    return units(dump.lines, frozenset(), dump.text)


def found(some: tuple[Unit, ...], inside: int, score: float = 0.3) -> list[str]:
    """The sections outside a story that is the first ``inside`` units."""
    flags = [i < inside for i in range(len(some))]
    return [some[i].text for i in sorted(tails.sections(some, [score] * len(some), flags))]


def test_numbered_questions_go_on_behind_a_box() -> None:
    some = read("1. What fell?", ONE, "2. Who knew?", TWO, *BOX, "3. What now?", ONE, TWO, "Comments", "4. Mine?", ONE)
    assert found(some, 4) == ["3. What now?", ONE, TWO]


def test_numbers_that_count_on_need_none_that_is_known() -> None:
    some = read(ONE, *BOX, "1. What fell?", ONE, "2. Who knew?", TWO, "3. What now?", TWO)
    assert found(some, 1) == ["1. What fell?", ONE, "2. Who knew?", TWO, "3. What now?", TWO]
    assert not found(some, 1, score=0.01)


def test_a_chronology_names_the_next_day() -> None:
    some = read("Sunday, 1 October", ONE, "Tuesday, 3 October", TWO, *BOX, "Friday, 27 October", ONE, "1 May 2019", TWO)
    assert found(some, 4) == ["Friday, 27 October", ONE]


def test_each_person_stands_below_a_name_and_a_calling() -> None:
    some = read(
        "Vera", "Lehrerin, 34 Jahre", ONE, *BOX, "Oleh", "Schweißer, 51 Jahre", TWO, "Ada Kerr", "nurse, 45", ONE
    )
    assert found(some, 3, score=0.0) == ["Oleh", "Schweißer, 51 Jahre", TWO, "Ada Kerr", "nurse, 45", ONE]


def test_a_number_may_stand_above_its_title() -> None:
    some = read("1", "El chofer", ONE, "2", "La jueza", TWO, *BOX, "3", "El técnico", ONE)
    assert found(some, 6, score=0.0) == ["3", "El técnico", ONE]


def test_chapters_have_their_word() -> None:
    some = read("Глава 1. Труба", ONE, "Глава 2. Дорога", TWO, *BOX, "Глава 3. Суд", ONE, "Версия", TWO)
    assert found(some, 4) == ["Глава 3. Суд", ONE]


def test_a_picture_described_below_a_heading_of_the_story_is_left() -> None:
    some = read(
        "1. What fell?",
        ONE,
        "2. Who knew?",
        TWO,
        "3. What now?",
        "A man in a blue coat looks at the river from the wall.",
    )
    assert not found(some, 5)


def test_turns_of_an_interview_go_on_behind_a_box() -> None:
    some = read(
        "—¿Quién?", "—El alcalde.", "—¿Cuándo?", "—Ayer.", *BOX, "El puente", "—¿Y ahora?", "—Nada.", "Comentarios"
    )
    flags = [i < 4 for i in range(len(some))]
    assert tails.turns(some, flags) == {7, 8}
    assert not tails.turns(some, [i < 3 for i in range(len(some))])


def test_last_paragraphs_stand_before_what_closes_the_article() -> None:
    some = read(ONE, TWO, ONE, TWO, "Comments")
    flags = [True, False, False, False, False]
    assert tails.last(some, [0.9, 0.2, 0.1, 0.06, 0.0], flags) == {1, 2, 3}
    assert not tails.last(some, [0.9, 0.02, 0.1, 0.06, 0.0], flags)
    assert not tails.last(read(ONE, TWO, ONE, "A menu"), [0.9, 0.2, 0.2, 0.0], flags[:4])


def test_one_paragraph_will_do_below_a_heading_of_the_story() -> None:
    some = read(ONE, "Conclusion", TWO, "Orlac")
    assert tails.last(some, [0.9, 0.5, 0.2, 0.0], [True, True, False, False]) == {2}
    assert not tails.last(some, [0.9, 0.5, 0.2, 0.0], [True, False, False, False])


def test_last_paragraphs_may_stand_behind_one_box() -> None:
    some = read(ONE, *BOX, ONE, TWO, "Tags: ferries")
    assert tails.last(some, [0.9, 0.0, 0.0, 0.2, 0.2, 0.0], [True] + [False] * 5) == {3, 4}


def test_an_appeal_is_a_box_too() -> None:
    appeal = "Wypróbuj prenumeratę cyfrową i czytaj bez ograniczeń, gdziekolwiek jesteś."
    some = read(ONE, appeal, ONE, TWO, "Tags: ferries")
    assert tails.last(some, [0.9, 0.0, 0.2, 0.2, 0.0], [True] + [False] * 4) == {2, 3}


def test_headings_of_two_lines() -> None:
    some = read("Віра", "учителька, 34 роки", ONE, "Сергій", "освітлювач, 58 років", TWO, "1", "El chofer", ONE)
    assert tails.headings_of_two(some, range(len(some))) == [0, 3]  # one that counts alone is none
    listed = read("Віра", "учителька, 34 роки", "Сергій", "освітлювач, 58 років", "Олег", "кухар, 41 рік")
    assert tails.headings_of_two(listed, range(len(listed))) == []  # there is no paragraph below them


def test_sub_headings_come_in_where_others_are_there() -> None:
    lines = (
        "The bridge",
        ONE,
        "The river",
        TWO,
        "The council",
        ONE,
        "Advertisement",
        "The boats",
        TWO,
        "Ada Kerr",
        ONE,
    )
    some = read(TWO, *lines)
    flags = [True, True, True, True, True, False, True, False, False, True, False, True]
    scores = [0.9, 0.9, 0.9, 0.9, 0.9, 0.2, 0.9, 0.0, 0.0, 0.9, 0.2, 0.9]
    assert tails.subheadings(some, scores, flags) == {5, 8}
    assert not tails.subheadings(some[:7], scores[:7], [True, False, *flags[2:7]])


def test_sub_headings_behind_adverts_and_forms_tell_a_custom() -> None:
    some = read(ONE, "Publicidad", "La nave", TWO, "Newsletter", "Registrieren", "El cortijo", ONE, "El plan", TWO)
    flags = [True, False, False, True, False, False, False, True, False, True]
    assert tails.subheadings(some, [0.0] * 8 + [0.05, 0.9], flags) == {2, 6}


def test_a_heading_may_be_the_name_that_its_paragraph_begins_with() -> None:
    ferhat, vili = f"Ferhat Unvar war dabei. {ONE}", f"Vili Viorel Păun war dabei. {TWO}"
    some = read(ONE, "Ferhat", ferhat, "Mercedes", ONE, *BOX, "Vili Viorel", vili)
    flags = [True, True, True, True, True, False, False, False, True]
    assert tails.subheadings(some, [0.0] * 9, flags) == {7}


def test_what_is_in_needs_no_score_below_a_heading_of_the_custom() -> None:
    some = read("1. Ticho", ONE, *BOX, "2. Kľúče", TWO, *BOX, "3. Cesta", ONE)
    flags = [True, True, False, False, False, True, False, False, True, True]
    assert tails.sections(some, [0.05] * 10, flags) == {4}


def test_an_advert_ends_no_article_and_a_sentence_may_announce_its_sections() -> None:
    said = "Am vorbit cu patru dintre cei care au fost acolo."
    some = read(ONE, said, "Vera", "teacher, 34", TWO, "PUBLICITATE", "Ada", "nurse, 45", ONE, "Ida", "smith, 51", TWO)
    flags = [i in (0, 4) for i in range(len(some))]
    assert tails.sections(some, [0.0] * 12, flags) == {1, 2, 3, 6, 7, 8, 9, 10, 11}


def test_a_sentence_above_a_chinese_reports_editors_is_its_last() -> None:
    story, told = (
        "渡船停了九年，星期五早上又开了，镇上的人在岸边站了一个上午。",
        "从今天起，每天早上七点，它都会准时开船！",
    )
    flags, scores = [True, False, False], [0.9, 0.3, 0.1]
    assert tails.last(read(story, told, "[责任编辑：方知秋]"), scores, flags) == {1}
    assert not tails.last(read(story, told, "相关阅读"), scores, flags)
    assert not tails.last(read(story, "渡船又开了", "[责任编辑：方知秋]"), scores, flags)
