"""A library edited by somebody who knows its formats: headers, records, decisions and names of files, through commands.

Whatever stands there: no command ends in a traceback, nothing is live in the pages or printed to the terminal, no
article is lost, and nothing is written outside of the folders that were named.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline import cli
from dateline.library import frontmatter, stored
from dateline.site import addresses
from tests import torture
from tests.hostile import live
from tests.library_place import Place, dump_text

pytestmark = pytest.mark.usefixtures("one_catalogue")

# Behind the colon of a key of the front matter, as YAML.
VALUES = (
    *("7", "-1", "1.5", ".nan", ".inf", "1e999", "1" * 5000, "true", "~", "", '""', '"  "', "[]", "{}", "[a, b]"),
    *("[[a]]", "[~]", "{a: b}", "{a: {b: [c]}}", "2020-11-08", "2020-13-45", "0000-00-00", "9999-12-31"),
    *("2020-11-08T25:00", "08/11/2020", '"a\\0b"', '"\\ud800"', '"\\udc00\\ud800"', '["\\ud800", a]', '"\\u202eevil"'),
    *('"\\e[31m"', '"a\\nb"', '"\\ufffe"', '"<script>alert(1)</script>"', '"../../x"', "/etc/passwd", '"C:\\\\x"'),
    *("con", "index", "x" * 50_000, "!!python/object:os.system x", "&a x", "*a", "|\n  a\n  b", ">\n  a"),
    *('[{date: 2020, note: "\\ud800"}]', "[{date: [a], note: {b: c}}]", "[{who: [a], says: {b: c}}]", "[title, title]"),
    *('[{who: "\\ud800", says: "\\ud800", denied_by: ["\\ud800"]}]', '{date: 2020, reason: "=1+1"}'),
    *('{date: 2020, reason: "\\ud800\\e[2J"}', "{date: [x], reason: [y]}", "{reason: x}", '["a;b", "c,d"]'),
    *("http://[", "https://example.org/\\x", "javascript:alert(1)", "published", "withdrawn", "metadata", "minute"),
)
HEADERS = [(key, value) for key in frontmatter.KEYS for value in VALUES]
HALF = [(key, '"\\ud800"') for key in frontmatter.KEYS]  # in every run: several of these ended in tracebacks once
STATUSES = ("published", "inbox", "withdrawn")

# Names as bytes: of another encoding, of half a character, in two forms of one letter, obeyed by shells and terminals.
NAMES = (
    *(b"a\xff", b"\xed\xa0\x80", b"e\xcc\x81", b"\xc3\xa9", b"a\nb", b"a\x1b[31m", b"a b", b"con", b"\xe2\x80\xaecod"),
    *(b"x" * 200, b"-rf", b"--help", b"%2e%2e", b"a:b", b"a\\b", b"<b>", b"a'\"b", b"a.", b" a", b"{{x}}", b"[a](b)"),
    *("😀".encode(), b"A", b"a", b"index", b"a\tb", b"$(id)", b"a;b"),
)


def article(key: str, value: str, status: str) -> str:
    header = {"title": "T", "date": "2020-11-08", "source": "S", "status": status, key: value}
    if status == "withdrawn" and key != "withdrawn":
        header["withdrawn"] = "{date: 2020, reason: x}"
    return "---\n" + "".join(f"{name}: {text}\n" for name, text in header.items()) + "---\n\nSome text.\n"


def base(folder: Path) -> Path:
    """A library of four articles that were taken in."""
    place = Place(folder / "content")
    for number, town in enumerate(("Shusha", "Mariupol", "Gaza City", "El Fasher")):
        body = f"Residents of {town} said on Monday that the night had been quiet, and that talks would go on soon."
        place.put(f"d{number}.txt", dump_text(f"Shelling stops in {town}", date=f"2020-11-{8 + number:02}", body=body))
    place.ingest()
    return place.content


def run(*command: str) -> tuple[int, str]:
    """A command's exit status and all that it prints; a traceback comes through as its exception."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = cli.main(command)
    return status, printed.getvalue()


def through_commands(content: Path) -> None:
    """Run what a curator runs, and demand that each holds.

    A record that was edited and sealed anew may end a build, with its name and what to do: the old site stays.
    """
    folder = content.parent
    output = folder / "output"
    articles = {path.name for path in (content / "articles").rglob("*.md")}
    commands: list[tuple[str, ...]] = [
        ("check", "-c", str(content)),
        ("review", "-c", str(content), "--list"),
        ("ingest", "-c", str(content), "--workers", "1"),
        ("ingest", "-c", str(content), "--workers", "1", "--again"),
        ("build", "-s", "pelican.conf.py", "-c", str(content), "-o", str(output)),
        ("build", "-s", "pelican.conf.py", "-c", str(content), "-o", str(output)),
        ("verify", "-c", str(content), "--site", str(output)),
        ("bundle", "-c", str(content), "--site", str(output), "-o", str(folder / "archive.zip")),
        ("bundle", "-c", str(content), "--epub", "sudanese-civil-wars", "-o", str(folder / "book.epub")),
        ("export", "-c", str(content), "--format", "csv", str(folder / "library.csv")),
        ("export", "-c", str(content), "--format", "markdown", str(folder / "export")),
        ("import", "-c", str(folder / "second"), str(folder / "library.csv")),
    ]
    refused = ""
    for command in commands:
        status, printed = run(*command)
        if command[0] == "build" and status and not output.exists():
            refused = printed
        assert "DL417" not in printed, (command, printed[-3000:])
        assert live.in_terminal(printed, command[0]) == []
        said = [line for line in printed.splitlines() if " error DL" in line or " fatal DL" in line]
        assert status == bool(said), (command, status, printed[-3000:])
    if output.exists():
        problems, count = live.in_site(output)
        assert problems == [], "\n".join(problems[:20])
        assert count > 20
        with zipfile.ZipFile(folder / "archive.zip") as archive:
            assert live.in_table(archive.read("withdrawals.tsv").decode(), "withdrawals", "\t") == []
    else:
        assert "records/" in refused
        assert "error DL416" in refused
    assert articles <= {path.name for path in (content / "articles").rglob("*.md")}, "an article is gone"
    made = {path.name for path in folder.iterdir()} - {".dateline"}
    assert made <= {
        *("content", "output", ".output.dateline", "archive.zip", "archive.zip.sha256", "book.epub"),
        *("book.epub.sha256", "library.csv", "library.csv.files", "export", "second"),
    }


def test_every_value_of_every_key(tmp_path: Path) -> None:
    content = base(tmp_path)
    for number, (key, value) in enumerate((*HALF, *torture.some(HEADERS, 240))):
        for status in STATUSES if torture.FULL else (STATUSES[number % 3],):
            path = content / "articles" / f"h{number}-{status}.md"
            path.write_text(article(key, value, status), "utf-8")
            torture.count("headers with a value of any type, through all commands")
    through_commands(content)


def test_names_of_any_bytes(tmp_path: Path) -> None:
    content = base(tmp_path)
    made = {"articles": b".md", "dumps": b".txt", "pages": b".md", "records": b".json", "authority": b".txt"}
    for folder, suffix in made.items():
        for below in (b"", b"s\xffub/"):
            root = Path(os.fsdecode(os.fsencode(content / folder) + b"/" + below))
            root.mkdir(parents=True, exist_ok=True)
            for number, name in enumerate(NAMES):
                text = article("lang", "en", "published") if folder == "articles" else dump_text(f"Story {number}")
                (root / os.fsdecode(name + suffix)).write_text(text, "utf-8")
                torture.count("names of files of any bytes, through all commands")
    through_commands(content)


@pytest.mark.parametrize("name", torture.some([b"l\xff", b"a \n\x1b[31m"], 1))
def test_a_library_in_a_folder_of_any_bytes(tmp_path: Path, name: bytes) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    folder.mkdir()
    through_commands(base(folder))
    assert (folder / "content" / ".dateline" / "inventory.sqlite").is_file()


# --------------------------------------------------------------------------- records

Change = Callable[[dict[str, Any]], None]
PLAIN: dict[str, Any] = {
    **{"null": None, "a number": 7, "below zero": -1, "a fraction": 1.5, "huge": 10**30, "true": True, "a text": "x"},
    **{"empty": "", "a list": [], "a list of nothing": [None], "texts": ["a"], "lists": [["a"]], "a mapping": {}},
    **{"half a character": "\ud800", "a way out": "../../../etc/passwd", "a path from the root": "/etc/passwd"},
    **{"a NUL": "a\0b", "an escape": "\x1b[31m\u202e", "a script": "<script>alert(1)</script>", "long": "x" * 50_000},
}


def reseal(path: Path, change: Change) -> None:
    """Edit a record and close it with the digest that fits."""
    values = json.loads(path.read_text("utf-8"))
    del values["check"]
    change(values)
    text = "{\n" + "".join(f'"{key}": {json.dumps(value)},\n' for key, value in values.items())
    path.write_text(f'{text}"check": "{hashlib.sha256(text.encode()).hexdigest()}"\n}}\n', "utf-8")


def setting(key: str, value: object) -> Change:
    return lambda values: values.__setitem__(key, value)


def inside(key: str, at: int | str, value: object) -> Change:
    def change(values: dict[str, Any]) -> None:
        first = values[key][0]
        first[at] = value

    return change


# Of the first entry of a list: the names of its parts, and where they stand.
PARTS: dict[str, dict[str, int | str]] = {
    "lines": {"number": 0, "role": 1, "score": 2, "rule": 3, "text": 4},
    "evidence": {"field": 0, "value": 1, "lines": 2, "rule": 3, "score": 4},
    "places": {part: part for part in ("key", "name", "lat", "mentions", "score")},
}
KEYS = (
    *("format", "id", "article", "dump", "sha256", "also", "hints", "dump_format", "encoding", "size", "part"),
    *("index", "deleted", "superseded", "accession", "duplicates", "source", "header", "doubts", "captions"),
    *("evidence", "places", "conflicts", "topics", "lines", "body"),
)
CHANGES: dict[str, Change] = {
    **{f"{key}: {name}": setting(key, value) for key in KEYS for name, value in PLAIN.items()},
    **{
        f"{key}, {part}: {name}": inside(key, at, value)
        for key, parts in PARTS.items()
        for part, at in parts.items()
        for name, value in PLAIN.items()
    },
    "spans out of the text": inside("places", "mentions", [[-5, 10**9], [3, 1], [1.5, 2]]),
    "lines left out": lambda values: values.__setitem__("lines", values["lines"][::3]),
    "lines twice": lambda values: values.__setitem__("lines", values["lines"] * 2),
    "another article's": setting("article", "articles/2020/shelling-stops-in-mariupol.md"),
    "another's dump": setting("dump", "dumps/d1.txt"),
    "a dump that is not there": setting("dump", "dumps/nowhere.txt"),
    "duplicates of itself": lambda values: values.__setitem__("duplicates", [values["id"]] * 1000),
    "captions": setting("captions", [{"text": "\ud800<b>", "credit": "=1+1", "lines": [10**9, -1]}]),
    "doubts": setting("doubts", [{"field": "nosuch", "code": "DL999", "reason": "\x1b[31m", "candidates": ["../x"]}]),
}


def test_records_whose_seal_fits(tmp_path: Path) -> None:
    """Each of four records is changed in another way at once; with all changes in turn, that is every one of them."""
    first = base(tmp_path / "first")
    names = [*torture.some([*CHANGES], 20), "body: a list of nothing"]
    for start in range(0, len(names), 4):
        folder = tmp_path / f"at{start}"
        folder.mkdir()
        content = Path(shutil.copytree(first, folder / "content"))
        records = sorted((content / "records").rglob("*.json"))
        for path, name in zip(records, names[start : start + 4], strict=False):
            reseal(path, CHANGES[name])
            torture.count("records changed and sealed anew, through all commands")
        print("changed:", names[start : start + 4])  # what a failure is about
        through_commands(content)
        shutil.rmtree(folder)


def test_a_page_whose_address_is_taken_is_told_and_the_others_are_published(tmp_path: Path) -> None:
    content = base(tmp_path)
    (content / "pages").mkdir()
    for name in ("A", "a", "search", "404", "index", "Über uns", "uber-uns"):
        (content / "pages" / f"{name}.md").write_text("Text.\n")
    output = tmp_path / "output"
    status, printed = run("build", "-s", "pelican.conf.py", "-c", str(content), "-o", str(output))
    assert status == 1
    assert printed.count("error DL501") == 4
    own = {path.stem for path in output.glob("*.html")}
    assert own - {"a", "uber-uns", "index-article", "index", "about"} <= addresses.OWN_PAGES
    assert {"a", "uber-uns", "index-article", "search", "404"} <= own


def test_two_records_of_one_dump(tmp_path: Path) -> None:
    content = base(tmp_path)
    first = sorted((content / "records").rglob("*.json"))[0]
    reseal(Path(shutil.copy(first, first.with_name("twin.json"))), lambda values: None)
    through_commands(content)
    assert stored.read(first).id


# --------------------------------------------------------------------------- decisions

DECISIONS = (
    b"", b"\n\n", b"{", b"[" * 100_000, b"null", b"7", b'"x"', b"[1, 2]", b"{}", b"\xff\xfe", b"\0" * 1000,
    b'{"action": "dismiss", "article": ["x"], "value": {"a": 1}}', b'{"action": "nosuch", "article": "../../x"}',
    b'{"action": "dismiss", "article": "articles/a.md", "value": "\\ud800"}', b'{"when": 1e999, "who": NaN}',
    b'{"action": "accept", "article": "articles/nowhere.md", "field": "title"}', b'{"action": "refuse", "art',
    b'{"action": "accept", "article": "a"}\n{"action": "refuse", "article": "a"}\n{"action": "undo"}',
    b"9" * 5000, b'{"a": ' + b"9" * 5000 + b"}", b"x" * 1_000_000, b'{"action": "\x1b[31m"}',
)  # fmt: skip


@pytest.mark.parametrize("data", [b"\n".join(DECISIONS), *(DECISIONS if torture.FULL else ())], ids=len)
def test_decisions_that_are_none(tmp_path: Path, data: bytes) -> None:
    content = base(tmp_path)
    log = content / "decisions.jsonl"
    log.write_bytes(data)
    through_commands(content)
    assert run("review", "-c", str(content), "--claims", "--list")[0] == 0
    assert log.read_bytes() == data, "nobody's decision is rewritten"
    torture.count("files of decisions, through all commands")
