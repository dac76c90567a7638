"""No string, in whatever place of a library, becomes live anywhere in the published site.

Each string stands in eight places at once: headline, standfirst, caption, body, place, tag, source and file name, and
in every other field that takes free text. `make test` takes one of each kind; `-m slow` (make torture) all of our own,
and with DATELINE_EVAL or DATELINE_XSS set the public collections too. The engine and
Pelican's own builder are both judged.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import torture
from tests.hostile import library, live
from tests.hostile.strings import all_strings, sample

PORTION = 1000  # strings in one library


def inject(folder: Path, strings: Sequence[str]) -> None:
    """Publish a library that holds every string in every place, and demand that nothing in it is live."""
    content = library.write(folder, strings)
    taken = library.ingest(content)
    silent(taken.stdout + taken.stderr, "ingest")
    refused = int(taken.stdout.rpartition(" refused")[0].split()[-1])  # (a comment that never closes holds no article)
    assert refused <= len(strings) // 100, taken.stderr[-3000:]
    same = taken.stderr.count(" notice DL413: ")  # strings that differ in white space alone make one dump of a day's
    assert len(list((content / "records").rglob("*.json"))) == 2 * len(strings) - refused - same
    sites = []
    for publish in (library.build, library.build_stock):
        output = folder / publish.__name__
        built = publish(content, output)
        silent(built.stdout + built.stderr, publish.__name__)
        assert built.returncode == 0, (built.stdout + built.stderr)[-3000:]
        found, count = live.in_site(output)
        assert found == [], "\n".join(found[:20])
        assert count > 3 * len(strings), "fewer pages than strings: something was dropped"
        torture.count(
            f"times that a string stood in a place ({', '.join(library.PLACES)})", len(strings) * len(library.PLACES)
        )
        torture.count("pages, feeds, downloads and shards searched by a parser, nothing live", count)
        sites.append(output)
    # Python keeps the compiled settings file beside it, unless its environment says otherwise
    outside = {p.name for p in folder.iterdir() if not p.name.startswith(".") and p.name != "__pycache__"}
    assert outside == {"content", "build", "build_stock"}, "written outside"
    same_pages(*sites)


def silent(printed: str, command: str) -> None:
    assert "Traceback" not in printed, printed[-3000:]
    assert live.in_terminal(printed, command) == []


def same_pages(engine: Path, stock: Path) -> None:
    """Both builders give the same pages, so that what holds for one holds for the other."""
    names = [{p.relative_to(root).as_posix() for p in root.rglob("*.html")} for root in (engine, stock)]
    assert names[0] == names[1]
    different = [name for name in sorted(names[0]) if (engine / name).read_bytes() != (stock / name).read_bytes()]
    assert different == []


def test_one_string_of_each_kind(tmp_path: Path) -> None:
    inject(tmp_path, sample())
    torture.count("strings of our own (the sample), in every place, none live", len(sample()))


def test_what_commands_print_is_text(tmp_path: Path) -> None:
    strings = [text for text in all_strings() if not text.isprintable()]
    assert len(strings) > 20
    content = library.write(tmp_path, strings)
    broken = content / "articles" / "broken \x1b[31m.md"
    broken.write_text('---\ntitle: "\\e[2J"\n\x1b]0;x\x07: \x9b31m\n---\n', "utf-8")
    dumps = sorted(str(path) for path in (content / "dumps").iterdir())
    for arguments in (
        ("ingest", "--content", str(content)),
        ("ingest", "--content", str(content), "--json", "--again"),
        ("extract", *dumps),
        ("extract", "--json", "--explain", *dumps),
        ("extract", str(content / "no such \x1b[31m file")),
        ("check", "--content", str(content)),
        ("check", "--content", str(content), "--json"),
        ("review", "--content", str(content), "--list"),
        ("review", "--content", str(content), "--json"),
        ("build", "-c", str(content), "-o", str(tmp_path / "out")),
        ("verify", "--content", str(content), "--site", str(tmp_path / "out")),
        ("export", "--content", str(content), "--format", "csv", str(tmp_path / "library.csv")),
        ("ingest", "-s", str(tmp_path / "no \x1b[31m settings.py")),
    ):
        done = library.run(*arguments)
        silent(done.stdout + done.stderr, " ".join(arguments[:3]))
    exported = (tmp_path / "library.csv").read_bytes().decode()
    assert live.in_table(exported, "export") == []
    assert exported.count("\n") > len(strings)


@pytest.mark.slow
def test_all_our_own_strings(tmp_path: Path) -> None:
    inject(tmp_path, all_strings())
    torture.count("strings of our own, in every place, none live", len(all_strings()))


def collections() -> list[Path]:
    """The files of the public collections that the environment names."""
    evaluation = os.environ.get("DATELINE_EVAL")
    given = [*(os.environ.get("DATELINE_XSS") or "").split(os.pathsep), f"{evaluation}/torture" if evaluation else ""]
    found: list[Path] = []
    for path in map(Path, filter(None, given)):
        assert path.exists(), path
        found += sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return [path for path in found if path.suffix in (".txt", ".json", ".js", ".mjs", ".lst", ".md")]


def strings_of(path: Path) -> list[str]:
    """The strings of a collection: a list in JSON, DOMPurify's fixtures, or one in each line."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix in (".js", ".mjs"):
        return [json.loads(f'"{found}"') for found in re.findall(r'"payload":\s*"((?:[^"\\\n]|\\.)*)"', text)]
    if path.suffix == ".json":
        return [item["payload"] if isinstance(item, dict) else str(item) for item in json.loads(text)]
    return text.splitlines()


def test_collections_are_read(tmp_path: Path) -> None:
    (tmp_path / "expect.mjs").write_text(
        'export default [{ "title": "x", "payload": "<b>\\u0041\\"</b>", "expected": "" }];'
    )
    (tmp_path / "list.json").write_text('["a", {"payload": "b"}]')
    (tmp_path / "lines.txt").write_bytes(b"c\n\xff\n")
    found = [text for path in sorted(tmp_path.iterdir()) for text in strings_of(path)]
    assert found == ['<b>A"</b>', "c", "\ufffd", "a", "b"]


def public_strings() -> list[str]:
    """Every string of the public collections once. Skips the test where there are none."""
    files = collections()
    if not files:
        pytest.skip("the public collections are not part of the repository: set DATELINE_EVAL or DATELINE_XSS")
    strings = [text for path in files for text in strings_of(path)]
    return list(dict.fromkeys(s for s in strings if s.strip()))


@pytest.mark.slow
def test_public_collections(tmp_path: Path) -> None:
    strings = public_strings()
    for start in range(0, len(strings), PORTION):
        folder = tmp_path / str(start)
        folder.mkdir()
        inject(folder, strings[start : start + PORTION])
        torture.count("strings of public collections, in every place, none live", len(strings[start : start + PORTION]))
        shutil.rmtree(folder)
