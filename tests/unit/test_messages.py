"""The message catalogue and the docs that are written from it."""

from __future__ import annotations

import ast
import json
import re
import runpy
from pathlib import Path

import pytest

import dateline
from dateline.messages import CODES, Message, Report, Severity

ROOT = Path(__file__).parents[2]
PACKAGE = Path(dateline.__file__).parent
RANGES = {"dumps": "1", "extract": "2", "catalogue": "3", "library": "4", "site": "5", "search": "6"}


def _generator() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "docs" / "generate.py"))


def test_the_message_page_is_what_the_program_says() -> None:
    made = _generator()["messages"]
    assert callable(made)
    assert (ROOT / "docs" / "messages.md").read_text("utf-8") == made(), "run: python docs/generate.py"


def test_the_command_page_is_what_the_program_says() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    made = _generator()["commands"]
    assert callable(made)
    assert made(text) == text, "run: python docs/generate.py"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_says_what_happened_and_what_to_do(code: str) -> None:
    assert re.fullmatch(r"DL[0-6]\d\d", code)
    for text in (CODES[code].meaning, CODES[code].remedy):
        assert text[0].isupper()
        assert text.endswith(".")


def _codes_in(path: Path) -> set[str]:
    """The codes that a module names in its texts (comments and docstrings left out)."""
    tree = ast.parse(path.read_text("utf-8"))
    texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in texts if re.fullmatch(r"DL\d\d\d", text)}


def test_every_code_that_is_used_is_in_the_catalogue_and_the_other_way_round() -> None:
    used = {code for path in PACKAGE.rglob("*.py") if path.name != "messages.py" for code in _codes_in(path)}
    assert used <= set(CODES)
    # settings.py and cli.py stand outside of the rooms and use DL0xx; every entry has a place that gives it
    assert set(CODES) <= used


@pytest.mark.parametrize("room", RANGES)
def test_a_room_has_its_own_range(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        for code in _codes_in(path):
            # a later room may pass on what an earlier one or the command line would say, never the other way
            assert code[2] <= RANGES[room], f"{path} uses {code}"


def test_a_message_says_where() -> None:
    message = Message("DL403", "There is no key 'x'.", "articles/2020/a.md", 3)
    assert str(message).startswith("articles/2020/a.md:3: error DL403: There is no key 'x'. ")
    assert str(Message("DL403", "Text.")).startswith("error DL403: ")


def test_the_ledger_decides_the_exit_status() -> None:
    assert Report(received=3, published=2, inbox=1).exit_status == 0
    assert Report(received=3, published=2).exit_status == 1, "something is unaccounted for"
    assert Report(received=1, refused=1).exit_status == 1
    report = Report()
    report.add("DL413", "A notice.")
    assert report.exit_status == 0
    assert report.worst is Severity.NOTICE
    report.add("DL403", "An error.", "a.md", 2, "x")
    assert report.exit_status == 1
    told = json.loads(report.as_json())
    assert told["messages"][1] == {
        "code": "DL403",
        "severity": "error",
        "path": "a.md",
        "line": 2,
        "field": "x",
        "text": "An error.",
        "remedy": CODES["DL403"].remedy,
    }
    with pytest.raises(KeyError):
        report.add("DL999", "No such code.")


@pytest.mark.parametrize("folder", ["docs", "plugins/dateline", "."])
def test_nobody_is_sent_to_a_registry_for_dateline(folder: str) -> None:
    """Dateline is installed from its own folder: of its name in a registry we know nothing."""
    said = re.compile(r"pip install ['\"]?dateline")
    suffixes = {".md"} if folder != "plugins/dateline" else {".py"}
    files = (
        [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes] if folder != "." else ROOT.glob("*.md")
    )
    assert [path.name for path in files if path.name != "CHANGELOG.md" and said.search(path.read_text("utf-8"))] == []


def test_what_more_installs_is_pinned_as_in_the_tests() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z].*==\S+", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE))

    assert {"pypdf", "warcio", "brotli", "libzim", "ebooklib"} <= {pin.partition("==")[0] for pin in pins("more.lock")}
    assert pins("more.lock") <= pins("dev.lock")
