"""What stands beside a name in a byline."""

from __future__ import annotations

import pytest

from dateline.extract.recognisers.bylines import closed, names, segment, told
from dateline.extract.recognisers.callings import is_degree, is_thing, none_of_names, posted, trimmed, without_portrait
from dateline.extract.recognisers.openings import opens_surely


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Kerr's avatar", "Ada Kerr"),
        ("Photo of Ada Kerr", "Ada Kerr"),
        ("Profilbild von Ada Kerr", "Ada Kerr"),
        ("大山 花子の写真", "大山 花子"),
        ("Picture of a harbour", ""),
        ("Ada Kerr", "Ada Kerr"),
        ("Avatar", "Avatar"),
    ],
)
def test_the_label_of_a_portrait(text: str, expected: str) -> None:
    assert without_portrait(text) == expected


def test_degrees_are_told_by_their_capitals() -> None:
    assert is_degree("Ph.D.")
    assert is_degree("CFP®")
    assert not is_degree("Ma")
    assert not is_degree("Kerr")


@pytest.mark.parametrize("part", ["M.D.", "Next »", "$60"])
def test_parts_that_are_no_names(part: str) -> None:
    assert none_of_names(part)


@pytest.mark.parametrize("part", ["Ada Kerr", "Jack Ma", "Ada Kerr for orlacpost.com", "", "김서연"])
def test_parts_that_may_be(part: str) -> None:
    assert not none_of_names(part)


def test_an_address_is_no_name() -> None:
    assert none_of_names("Orlacpost.com")
    assert not none_of_names("Mohd.Ali Khan")


def test_what_follows_a_name_is_cut_off() -> None:
    assert trimmed(["Ada", "Kerr", "PhD"], posted=False) == ["Ada", "Kerr"]
    assert trimmed(["Ada", "Kerr", "Globe"], posted=True) == ["Ada", "Kerr"]
    assert trimmed(["Emily", "Ann", "Post"], posted=False) == ["Emily", "Ann", "Post"]
    assert trimmed(["Ada", "Kerr", "Orlac", "Gazette"], posted=False) == ["Ada", "Kerr"]
    assert trimmed(["Ada", "Kerr’s"], posted=False) == ["Ada", "Kerr"]
    assert trimmed(["Garden", "Educator"], posted=False) == []
    assert trimmed(["Baker’s", "Resources"], posted=False) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kolumne von Ada Kerr - 28.04.2024 um 08:52 Uhr", ("Ada Kerr",)),
        ("By Ada Kerr ⋅ Founder and Editor-in-Chief ⋅ Updated May 6, 2025", ("Ada Kerr",)),
        ("Ada B. Kerr CPP, PSP", ("Ada B. Kerr",)),
        ("by Ada Kerr, Master Gardener & Garden Educator | Dec 30, 2025", ("Ada Kerr",)),
        ("By: AdaKerr | December 16, 2025", ("AdaKerr",)),
        ("Ada Kerr, MS, RD Ada Kerr, MS, RD", ("Ada Kerr",)),
        ("By Ada Kerr, DVM. Reviewed by Jon Roe, DVM", ("Ada Kerr",)),
        ("Reviewed by: Jon Roe, PhD", ()),
        ("Powered by Orlac", ()),
        ("Written By", ()),
        ("Cost: $60 - 75+", ()),
        ("Dec 26, 2025 • Mira Das in Project Management", ("Mira Das",)),
        ("ADA KERR Orlac Enquirer", ("ADA KERR",)),
        ("By Ada Kerr and Jon Roe Globe Staff and Globe Correspondent", ("Ada Kerr",)),
        ("By Orlac News", ()),
        ("Ada Kerr Writer", ("Ada Kerr",)),
        ("Project Manager", ()),
        ("Geschrieben am 15. April 2025 in Nachrichten", ()),
        ("zur Merkliste", ()),
        ("By ADA KERR FOR ORLACPOST.COM", ("ADA KERR",)),
    ],
)
def test_names_without_what_stands_beside_them(text: str, expected: tuple[str, ...]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Kerr By Ada Kerr", ("Ada Kerr",)),
        ("HEADSHOT OF ADA KERR BY ADA KERRPUBLISHED: DEC 20, 2023", ("ADA KERR",)),
        ("Profile image Written by Ada Kerr, CFP®", ("Ada Kerr",)),
        ("ada kerr.jpg Von Ada Kerr 28.04.2023, 18:11 Uhr", ("Ada Kerr",)),
        ("3 min read by Ada Kerr", ("Ada Kerr",)),
        ("Ida Roth as told to Ada Kerr", ("Ada Kerr",)),
        ("ByVan Dijk", ("Van Dijk",)),
        ("Mayor Jon Roe | Photos by Ada Kerr", ("Mayor Jon Roe",)),
    ],
)
def test_a_byline_inside_a_line(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == expected


def test_by_amid_a_sentence_opens_no_byline() -> None:
    line = "The bread machines used by Ada Kerr"
    assert segment(line) == line


def test_words_of_a_page_are_no_names() -> None:
    assert is_thing("Knowledge Centre")
    assert is_thing("Front Page")
    assert not is_thing("Jimmy Page")  # a surname as well
    assert not is_thing("Ada Kerr")


@pytest.mark.parametrize("line", ["Ada Kerr, Shipping Expert", "Ada Kerr, M.D., FACP"])
def test_a_full_name_and_a_calling(line: str) -> None:
    assert posted(line)
    assert closed(line)


@pytest.mark.parametrize(
    "line", ["Kerr, Expert", "Ada Kerr, who sails", "Ferries, ports and a Shipping Expert", "Ada Kerr"]
)
def test_other_lines_with_a_comma(line: str) -> None:
    assert not posted(line)


def test_what_surely_opens_a_byline() -> None:
    assert opens_surely("Written by Ida and Jon")
    assert opens_surely("Writer: Ida")
    assert not opens_surely("By the way")
    assert not opens_surely("Reviewed by Ida Roth")
    assert not opens_surely("Written by")


def test_an_agency_and_its_place() -> None:
    assert names("AFP, ORLAC") == ("AFP",)
    assert names("AFP, Reuters") == ("AFP", "Reuters")
