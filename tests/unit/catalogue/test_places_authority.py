"""The curator's places.yaml: extends, corrects, merges, forbids; says every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import catalogue
from dateline.catalogue.places import annotate, load
from dateline.messages import DatelineError, Message


def write(folder: Path, text: str) -> Path:
    path = folder / "places.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def found(path: Path, text: str) -> dict[str, list[str]]:
    problems: list[Message] = []
    places = load(path, problems)
    assert problems == []
    tags = annotate(places, text).tags
    return {tag.key: [text[s.start : s.end] for s in tag.mentions + tag.demonyms] for tag in tags}


def test_a_new_place_in_four_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "camp-brezna:\n  name: Camp Brezna\n  lat: 43.1\n  lon: 19.2\n")
    assert found(path, "Three soldiers were killed near Camp Brezna on Monday.") == {"camp-brezna": ["Camp Brezna"]}


def test_a_label_is_overridden_and_the_old_one_stays_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "stepanakert:\n  name: Stepanakert/Khankendi\n")
    places = load(path, [])
    row = places["stepanakert"]
    assert row.name == "Stepanakert/Khankendi"
    assert "Stepanakert" in {name.text for name in row.names}
    tags = annotate(places, "Shells fell on Stepanakert in Nagorno-Karabakh.").tags
    assert [tag.name for tag in tags if tag.key == "stepanakert"] == ["Stepanakert/Khankendi"]


def test_two_rows_are_merged(tmp_path: Path) -> None:
    path = write(tmp_path, "shusha:\n  same as: [shusha-az]\n")
    places = load(path, [])
    assert "shusha-az" not in places
    assert {places.key(c.id) for c in places.candidates("shusha")} == {"shusha"}


def test_a_name_is_taken_away(tmp_path: Path) -> None:
    path = write(tmp_path, "shusha:\n  without: [Susa]\n")
    places = load(path, [])
    assert "shusha" not in {places.key(c.id) for c in places.candidates("susa")}
    assert "shusha" in {places.key(c.id) for c in load(None, []).candidates("susa")}


def test_a_word_is_never_tagged(tmp_path: Path) -> None:
    text = "Fighting went on in Aleppo and Idlib, in the north of Syria."
    assert "aleppo" in found(tmp_path / "absent.yaml", text)
    path = write(tmp_path, "never tag: [Aleppo]\n")
    assert "aleppo" not in found(path, text)


def test_a_place_is_never_tagged_under_any_of_its_names(tmp_path: Path) -> None:
    """The archive shows a label, and the text has another name: the curator goes by what the archive shows."""
    text = "Fighting went on in Halab and Idlib, in the north of Syria, the Syrian army said."
    assert {"aleppo", "syria"} <= found(tmp_path / "absent.yaml", text).keys()
    path = write(tmp_path, "never tag: [Aleppo, Syria]\n")
    assert found(path, text).keys() == {"idlib"}
    path = write(tmp_path, "aleppo:\n  name: Halep\nnever tag: [Halep]\n")
    assert "aleppo" not in found(path, text)


def test_two_rows_with_one_name_are_named_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "hill-a:\n  name: Hill 60\n  lat: 1\n  lon: 1\n"
        "hill-b:\n  name: Hill 61\n  names: [Hill 60]\n  lat: 2\n  lon: 2\n",
    )
    problems: list[Message] = []
    load(path, problems)
    assert [(m.code, m.line) for m in problems] == [("DL303", 7)]
    assert "line 1" in problems[0].text
    assert catalogue.load(tmp_path).messages == tuple(problems)


def test_a_name_of_a_well_known_place_is_told_until_it_is_settled(tmp_path: Path) -> None:
    row = "little-aleppo:\n  name: Little Aleppo\n  names: [Aleppo]\n  lat: 1\n  lon: 1\n"
    problems: list[Message] = []
    load(write(tmp_path, row), problems)
    assert [(m.code, m.line) for m in problems] == [("DL303", 3)]
    assert "'aleppo', which ships" in problems[0].text
    for settled in ("aleppo:\n  without: [Aleppo]\n", "little-aleppo-2:\n  name: Elsewhere\n  lat: 2\n  lon: 2\n"):
        problems = []
        load(write(tmp_path, row + settled), problems)
        assert bool(problems) == settled.startswith("little")
    problems = []
    load(write(tmp_path, "village-x:\n  name: Ardale\n  names: [Newport]\n  lat: 1\n  lon: 1\n"), problems)
    assert problems == []


MISTAKES = """\
Bad Key:
  name: X
good-one:
  name: Somewhere
  lat: 91
  lon: east
  colour: red
  kind: planet
no-point:
  name: Nowhere
good-one:
  name: Again
shusha:
  same as: [atlantis-under-the-sea]
  names: [A, A]
  parents: [nobody-knows]
"""


def test_all_mistakes_are_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, MISTAKES)
    with pytest.raises(DatelineError) as caught:
        catalogue.load(tmp_path)
    told = {(m.line, m.code) for m in caught.value.messages}
    lines = {line for line, _ in told}
    assert lines >= {1, 5, 6, 7, 8, 9, 11, 14, 15, 16}
    assert all(m.path == path.as_posix() for m in caught.value.messages)
    assert any("no-point" in m.text and "lat" in m.text for m in caught.value.messages)


def test_a_misspelt_field_gets_a_hint(tmp_path: Path) -> None:
    write(tmp_path, "shusha:\n  nmae: Shushi\n")
    with pytest.raises(DatelineError, match="Did you mean 'name'"):
        catalogue.load(tmp_path)


def test_a_field_like_none_that_is_known_gets_them_all(tmp_path: Path) -> None:
    write(tmp_path, "shusha:\n  zzz: Shushi\n")
    with pytest.raises(DatelineError, match=r"Fields are: .*\bnames\b.*\."):
        catalogue.load(tmp_path)


def test_an_alias_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    write(tmp_path, bomb)
    with pytest.raises(DatelineError) as caught:
        catalogue.load(tmp_path)
    assert {m.code for m in caught.value.messages} == {"DL301"}


def test_the_other_mistakes_of_a_file_with_aliases_are_told_with_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        "camp:\n  name: Camp\n  lat: 93.1\n  lon: 19\nbomb: &a\n  name: Bomb\n  lat: 1\n  lon: 2\nmore: *a\n"
        "camp:\n  name: Twice\nother:\n  name: Other\n  lat: 1\n  lon: 2\n  colour: red\n",
    )
    with pytest.raises(DatelineError) as caught:
        catalogue.load(tmp_path)
    assert {(m.code, m.line) for m in caught.value.messages} >= {
        ("DL301", 5),
        ("DL301", 9),
        ("DL302", 3),
        ("DL302", 10),
        ("DL302", 16),
    }


@pytest.mark.parametrize(
    "content",
    [b"shusha: [", b"\xff\xfe\x00bad", b"- a list\n", ("[" * 5000).encode(), b"shusha:\n\t- x", b"shusha: text\n"],
)
def test_files_that_cannot_be_read_give_a_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "places.yaml").write_bytes(content)
    with pytest.raises(DatelineError) as caught:
        catalogue.load(tmp_path)
    assert {m.code for m in caught.value.messages} <= {"DL301", "DL302"}


def test_an_empty_or_absent_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "places.yaml").write_text("", encoding="utf-8")
    assert catalogue.load(tmp_path).places["shusha"] == catalogue.load(None).places["shusha"]
