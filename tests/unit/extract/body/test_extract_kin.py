"""What stands in the story's own element of a saved page."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body.kin import kin
from dateline.extract.lines.units import Unit, units
from dateline.extract.words import text

FIRST, *REST = (
    f"<p>The ferry to Orlac sails again after {years} years, the harbour office said on Friday.</p>"
    for years in ("nine", "ten", "twelve")
)
MORE = "".join(REST)
STORY = FIRST + MORE
LAST = "The captain had kept the engine warm for the whole of that time."
TABLE = "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2019</td><td>12</td></tr></table>"


def pieces(body: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(f"<html><body><article>{body}</article></body></html>".encode(), "a.html")
    return units(dump.lines)


def brought(body: str) -> list[str]:
    """What comes in where the model has the paragraphs of ``STORY`` alone for the story."""
    some = pieces(body)
    flags = [unit.text.startswith("The ferry") for unit in some]
    return [some[i].text for i in sorted(kin(some, flags, flags))]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"{STORY}<div>Advertisement</div><p>{LAST}</p>", [LAST]),
        (f"{STORY}<p>{LAST}</p>", []),  # right behind the story the model decides
        (f"{STORY}<div><p>{LAST}</p></div>", []),
        (f"<p>{LAST}</p>{STORY}", []),
        (f"{FIRST}<p>{LAST}</p>{MORE}", [LAST]),
        (f"{FIRST}<p><a href='/x'>{LAST}</a></p>{MORE}", []),
        (f"{FIRST}{TABLE}{MORE}", ["Year Boats", "2019 12"]),
        (f"{STORY}{TABLE}", []),
        (f"{STORY}<div class='footnotes'><div id='fn-1'><p>{LAST}</p></div></div>", [LAST]),
    ],
)
def test_what_the_storys_element_holds_belongs_to_it(body: str, found: list[str]) -> None:
    assert brought(body) == found


def test_letters_without_capitals_in_use_are_not_small() -> None:
    assert text.opens_small("ferry")
    assert not text.opens_small("Ferry")
    assert not text.opens_small("ნინო")
    assert not text.opens_small("")
    assert text.has_capitals("ferry")
    assert not text.has_capitals("ნინო")
    assert not text.has_capitals("山")


@pytest.mark.parametrize("name", ["entry-content", "article"])
def test_a_brief_story_has_what_follows_in_an_element_for_an_articles_text(name: str) -> None:
    told = ["It sank once, in the old harbour.", "It was raised twice, by goats of Orlac."]
    items = "".join(f"<li>{line}</li>" for line in (*told, "<a href='/x'>More boats of Orlac and their goats.</a>"))
    body = f"<div class='{name}'>{FIRST}<ul>{items}</ul><p>{LAST}</p></div><div class='related'><p>{LAST}</p></div>"
    some = pieces(body)
    flags = [unit.text.startswith("The ferry") for unit in some]
    found = [some[i].text for i in sorted(kin(some, flags, flags))]
    assert found == ([*told, LAST] if name == "entry-content" else [])
