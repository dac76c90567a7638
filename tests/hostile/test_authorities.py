"""Authority files with every value of every type in every field: refused with a line, or harmless wherever it goes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from dateline import catalogue
from dateline.catalogue import Catalogue, authority
from dateline.catalogue.conflicts import authority as conflicts
from dateline.catalogue.outlets import authority as outlets
from dateline.catalogue.places import annotate
from dateline.catalogue.places import gazetteer as places
from dateline.catalogue.topics import authority as topics
from dateline.messages import CODES, DatelineError, Message, Severity
from tests import torture
from tests.hostile import library, live
from tests.library_place import dump_text

# What a curator, a program or an enemy may have written behind a field's colon, as YAML.
VALUES = (
    *("7", "-1", "1.5", "-0.0", ".nan", ".inf", "1e999", "1" * 5000, "2147483648", "1_000", "٣", "0x1F"),
    *("", "~", '""', '"   "', "[]", "{}", "[a, b]", "[[a], [b]]", "[~, a]", "{a: b}", "{a: {b: [c, {d: e}]}}"),
    *("[{text: a, lang: [b]}]", "[{text: [a]}]", "[{text: ~}]", "[{text: a, lang: <x>}]", "[Shusha, Shusha]"),
    *("2020-11-08", "2020-02-30", "true", "AM", "az", "shusha", "Shusha", "[x]", "other", "[other]"),
    *('"a\\0b"', '"\\ud800"', '"\\u202eevil\\u2066"', '"\\e[31m\\x07"', '"a\\nb"', '"\\ufffe"', '"Shusha\\u0301"'),
    *('"<script>alert(1)</script>"', '"../../x"', '"=1+1"', '"{{ 7*7 }}"', "'\"><img src=x onerror=x>'", "x" * 50_000),
    *("!!python/object:os.system x", "!!binary aGVsbG8=", "*a", "&a x", "| \n    a\n    b", "[" * 50, "a: b: c"),
)
FIELDS: Mapping[str, tuple[Mapping[str, authority.Check], str]] = {
    "places": (places.FIELDS, "name: Zorb {n}\n  lat: 1.5\n  lon: 2.5\n"),
    "conflicts": (conflicts.FIELDS, "name: Zorbian war {n}\n"),
    "topics": (topics.FIELDS, "name: zorbing {n}\n"),
    "sources": (outlets.FIELDS, "name: The Zorb {n}\n"),
}
TRIALS = [(file, field, value) for file, (fields, _) in FIELDS.items() for field in fields for value in VALUES]

MERGING = ("merge", "same as")  # of many such rows in one file, each takes away what the next points to


def row(file: str, key: str, number: int, field: str = "", value: str = "") -> str:
    """A row that is whole but for one field."""
    needed = FIELDS[file][1].format(n=number).splitlines(keepends=True)
    lines = [line for line in needed if not line.strip().startswith(f"{field}:")] if field else needed
    lines = [line if line.startswith("  ") else f"  {line}" for line in lines]
    return f"{key}:\n{''.join(lines)}" + (f"  {field}: {value}\n" if field else "")


def load(folder: Path) -> tuple[Catalogue | None, tuple[Message, ...]]:
    """The catalogue, or nothing; and what was said, each message with a code, and with a line where one was refused."""
    try:
        found = catalogue.load(folder)
    except DatelineError as problem:
        said = problem.messages
    else:
        return found, found.messages
    assert all(message.code in CODES and message.path for message in said)
    assert all(message.line for message in said if message.severity >= Severity.ERROR), said
    return None, said


def test_every_value_of_every_field_is_refused_with_a_line_or_harmless(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "authority"
    folder.mkdir(parents=True)
    kept: dict[str, list[str]] = {file: [row(file, "other", 0), row(file, "x", 0)] for file in FIELDS}
    trials = torture.some(TRIALS, 600)
    for number, (file, field, value) in enumerate(trials, 1):
        path = folder / f"{file}.yaml"
        path.write_text(row(file, "other", 0) + row(file, "x", number, field, value), "utf-8")
        if load(folder)[0] is not None and field not in MERGING:
            kept[file].append(row(file, f"x{number}", number, field, value))
        path.unlink()
    torture.count("values of authority fields", len(trials))
    kept = {file: rows[:2] + torture.some(rows[2:], 25) for file, rows in kept.items()}
    for file, rows in kept.items():
        (folder / f"{file}.yaml").write_text("".join(rows), "utf-8")
    found, messages = load(folder)
    assert found is not None, messages
    _publish(tmp_path, found, {file: [text.partition(":")[0] for text in rows] for file, rows in kept.items()})
    torture.count("rows of authorities that were taken, published, none live", sum(map(len, kept.values())))


def _publish(folder: Path, authorities: Catalogue, keys: Mapping[str, list[str]]) -> None:
    """Articles and a dump that name every row, through the commands, and judged."""
    content = folder / "content"
    for name in ("articles", "dumps"):
        (content / name).mkdir()
    called = [authorities.places[key].name for key in keys["places"]]
    header = {
        "title": "All of them",
        "date": "2020-11-08",
        "conflicts": keys["conflicts"],
        "places": called,
        "tags": [authorities.topics[key].name for key in keys["topics"]],
    }
    for number, key in enumerate(keys["sources"]):
        own = {**(header if number == 0 else {"title": f"T {number}", "date": "2020"})}
        own["source"] = authorities.outlets[key].name
        text = f"---\n{yaml.safe_dump(own, allow_unicode=True)}---\n\nText.\n"
        (content / "articles" / f"a{number}.md").write_text(text, "utf-8")
    body = "\n\n".join(f"Fighting went on in {name[:80]} on Monday, officials of both sides said." for name in called)
    (content / "dumps" / "a.txt").write_text(dump_text("Zorbian war", body=body[:50_000]), "utf-8")
    output = folder / "output"
    for done, status in (
        (library.ingest(content, "--workers", "1"), (0, 1)),
        (library.run("check", "-c", str(content)), (0, 1)),
        (library.run("review", "-c", str(content), "--list"), (0,)),
        (library.build(content, output), (0,)),
    ):
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, printed[-3000:]
        assert live.in_terminal(printed, "command") == []
        assert done.returncode in status, printed[-3000:]
    problems, count = live.in_site(output)
    assert problems == [], "\n".join(problems[:20])
    assert count > sum(map(len, keys.values()))


WHOLE: dict[str, tuple[bytes, bool]] = {  # a whole file of places, and whether it may be used
    "empty": (b"", True),
    "a comment": (b"# nothing\n", True),
    "a BOM": (b"\xef\xbb\xbfx:\n  name: X\n  lat: 1\n  lon: 2\n", True),
    "UTF-16": ("x:\n  name: X\n".encode("utf-16"), False),
    "Latin-1": (b"x:\n  name: \xe9\n", False),
    "NUL": (b"x:\n  name: X\0\n", False),
    "a text": (b"x", False),
    "a list": (b"- x\n", False),
    "two documents": (b"x:\n  name: X\n---\ny:\n  name: Y\n", False),
    "a key twice": (b"x:\n  name: X\n  lat: 1\n  lon: 2\nx:\n  name: Y\n", False),
    "a field twice": (b"x:\n  name: X\n  name: Y\n  lat: 1\n  lon: 2\n", False),
    "keys that are no texts": (b"? [a, b]\n: c\n? {a: b}\n: d\n", False),
    "a merge key": (b"x:\n  <<: {name: X}\n", False),
    "a field unknown": (b"x:\n  nam: X\n", False),
    "a key that leads out": (b"../x:\n  name: X\n", False),
    "a key that is a device": (b"con:\n  name: X\n  lat: 1\n  lon: 2\n", False),
    "a key too long": (b"k" * 300 + b":\n  name: X\n  lat: 1\n  lon: 2\n", False),
    "a key in capitals": (b"Shusha:\n  name: X\n", False),
    "parents in a ring": (
        b"x:\n  name: Xx\n  lat: 1\n  lon: 2\n  parents: [y]\ny:\n  name: Yy\n  lat: 1\n  lon: 2\n  parents: [x, y]\n",
        True,
    ),
    "merged in a ring": (b"armenia:\n  same as: [azerbaijan]\nazerbaijan:\n  same as: [armenia]\n", False),
    "merged into itself": (b"armenia:\n  same as: [armenia]\n", True),
    "names that differ by case and accents": (
        "".join(
            f"x{i}:\n  name: {name}\n  lat: 1\n  lon: 2\n"
            for i, name in enumerate(["Zorb", "ZORB", "Zórb", "Zo\u0301rb"])
        ).encode(),
        True,
    ),
    "a bomb": (b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in b"bcdef"), False),
    "deep": (b"[" * 100_000, False),
    "50 MB": (b"x:\n  name: " + b"x" * 50_000_000, False),
    "20,000 aliases": (b"a: &a b\n" + b"".join(b"k%d: *a\n" % n for n in range(20_000)), False),
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_files(tmp_path: Path, name: str) -> None:
    data, good = WHOLE[name]
    (tmp_path / "places.yaml").write_bytes(data)
    problems: list[Message] = []
    found = places.load(tmp_path / "places.yaml", problems)
    assert {message.code for message in problems} <= {"DL301", "DL302", "DL303", "DL304"}
    assert all(message.path.endswith("places.yaml") for message in problems)
    assert all(message.severity < Severity.ERROR for message in problems) == good, problems
    if good:
        names = "Fighting in Armenia, Azerbaijan, Zorb, Xx and Yy went on."
        assert annotate(found, names).tags
    torture.count("whole authority files")


def test_what_is_no_plain_file_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "places.yaml")
    (tmp_path / "topics.yaml").mkdir()
    with pytest.raises(DatelineError) as refused:
        catalogue.load(tmp_path)
    assert [(m.code, Path(m.path).name) for m in refused.value.messages] == [
        ("DL301", "places.yaml"),
        ("DL301", "topics.yaml"),
    ]


def test_a_file_whose_name_is_mistyped_is_told(tmp_path: Path) -> None:
    for name in ("place.yaml", "Sources.yml", "README.md", ".topics.yaml"):
        (tmp_path / name).write_text("x:\n  name: X\n")
    told = [message for message in catalogue.load(tmp_path).messages if message.code == "DL307"]
    assert [Path(message.path).name for message in told] == ["Sources.yml", "place.yaml"]
    assert "Did you mean sources.yaml?" in told[0].text
    assert "Did you mean places.yaml?" in told[1].text


def test_a_newsroom_of_twenty_thousand_outlets(tmp_path: Path) -> None:
    """Clashes are found by one look at each name: pairs of outlets would take hours."""
    rows = (f"z{n}:\n  name: Zorb {n}\n  aliases: [Zp {n}]\n  domains: [z{n}.example.org]\n" for n in range(20_000))
    (tmp_path / "sources.yaml").write_text("".join(rows) + "zz:\n  name: Zorb 7\n  domains: [z8.example.org]\n")
    problems: list[Message] = []
    outlets.load(tmp_path / "sources.yaml", problems)
    assert {(m.code, m.field) for m in problems} == {("DL303", "names"), ("DL303", "domains")}
    assert len(problems) == 4
