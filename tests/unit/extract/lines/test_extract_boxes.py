"""Boxes whose two ends a page names for screen readers."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.lines.boxes import boxed
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import units
from dateline.model import Role


def boxed_in(text: str) -> frozenset[int]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    return boxed(some, Spoken.of(some).vocabulary)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("list of 2 items", "end of list"),
        ("list 1 of 2", "end of list"),
        ("Skip Most Read and continue reading", "End of Most Read"),
        ("Saltar Recomendados y continuar leyendo", "Fin de Recomendados"),
        ("Пропустить Самое популярное и продолжить чтение", "Конец истории Самое популярное"),
        ("Internet Archive Wayback Machine", "About this capture"),
    ],
)
def test_a_box_reaches_from_one_end_to_the_other(opens: str, closes: str) -> None:
    text = f"One.\n\nKeep reading\n{opens}\nHarbour cranes sold\n{closes}\n\nTwo.\n"
    assert boxed_in(text) == {1, 2, 3, 4}


def test_what_has_no_end_is_no_box() -> None:
    assert boxed_in("One.\n\nlist of 2 items\nHarbour cranes sold\n\nTwo.\n") == frozenset()


def test_a_long_text_between_two_such_lines_stays_the_story() -> None:
    story = "\n\n".join(
        f"The {n}th ferry to Orlac has sailed again, the harbour office said. {'So it was. ' * 30}" for n in range(9)
    )
    assert boxed_in(f"list of 2 items\n\n{story}\n\nend of list\n") == frozenset()


def test_every_line_of_a_box_has_a_role_and_none_is_the_story() -> None:
    lines = ["The ferry to Orlac sails again after nine years, the harbour office said on Friday."] * 3
    text = "\n\n".join([*lines[:2], "list 1 of 1\nHarbour cranes sold after a long quarrel\nend of list", *lines[2:]])
    (dump,) = read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert [item.line for item in article.lines] == list(dump.lines)
    inner = [item.role for item in article.lines if "cranes" in item.line.text or "list" in item.line.text]
    assert len(inner) == 3
    assert not any(role.body or role in (Role.HEADLINE, Role.STANDFIRST) for role in inner)


def test_the_bar_of_a_web_archive_on_top_of_a_saved_page_is_a_box() -> None:
    bar = '<div id="wm-ipp-base"><div id="wm-ipp"><p>10 captures</p><p>Collected by the team of Orlac.</p></div></div>'
    (dump,) = read_bytes(f"<html><body>{bar}<p>The ferry sails.</p></body></html>".encode(), "a.html")
    some = units(dump.lines)
    assert [some[i].text for i in sorted(boxed(some, Spoken.of(some).vocabulary))] == [
        "10 captures",
        "Collected by the team of Orlac.",
    ]
