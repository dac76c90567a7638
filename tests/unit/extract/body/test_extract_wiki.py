"""Headings that offer to be edited, and the sections that list sources."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body import wiki
from dateline.extract.lines.units import Unit, units

PAGE = """The ferry to Orlac was sunk in May 2021.[1]

Background
[edit]
It had sailed for nine years.[2]

Aftermath
[edit]

References
[edit]
 "Ferry sunk". The Orlac Post."""


def pieces() -> tuple[Unit, ...]:
    (dump,) = read_bytes(PAGE.encode(), "a.txt")
    return units(dump.lines)


def test_headings_with_text_below_them_come_in() -> None:
    some = pieces()
    flags = [unit.text.startswith(("The ferry", "It had")) for unit in some]
    assert [some[i].text for i in wiki.headings(some, flags)] == ["Background"]


def test_sources_and_all_below_them_leave_a_text_that_stands_above() -> None:
    some = pieces()
    assert [some[i].text for i in wiki.sources(some, [True] * len(some))] == [
        "References",
        "[edit]",
        '"Ferry sunk". The Orlac Post.',
    ]
    assert not wiki.sources(some, [False] * (len(some) - 1) + [True])
