"""No string, in whatever place of a library, becomes live anywhere in the published site.

Each string stands in eight places at once: headline, standfirst, caption, body, place, tag, source and file name.
`make test` takes our own strings; with DATELINE_EVAL set and `-m slow` (make torture) the public collections too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.hostile import live
from tests.hostile.strings import all_strings

ROOT = Path(__file__).parents[2]


def markdown(number: int, text: str) -> str:
    """An article that a curator could have written, with the string in every field that takes free text."""
    plain = "".join(c for c in text if c.isprintable()) or "x"
    header = {
        "title": text,
        "date": f"20{number % 24:02}-{1 + number % 12:02}-{1 + number % 28:02}",
        "source": plain,
        "credit": text,
        "authors": [plain],
        "standfirst": text,
        "places": [plain],
        "tags": [plain],
        "status": "published",
    }
    return f"---\n{yaml.safe_dump(header, allow_unicode=True)}---\n\nBefore {text} after.\n\n{text}\n"


def dump(number: int, text: str) -> str:
    """A pasted page whose headline, standfirst, caption and body hold the string."""
    one_line = " ".join(text.split()) or "x"
    body = "\n\n".join(
        f"Residents of the town said on Sunday that the shelling had stopped, according to {one_line} and officials "
        f"who spoke to reporters for the {n}th time that day."
        for n in range(5)
    )
    return (
        f"Ceasefire holds in the north, {one_line}\n\nBut officials said {one_line}\n\n"
        f"A street in the town, {one_line} [File: {one_line}]\n8 Nov 20{number % 20:02}\n\n"
        f"{body}\n\nSource : News Agencies\n"
    )


def file_name(number: int, text: str) -> str:
    """The string as a file name, as far as a file system takes it."""
    safe = text.replace("/", "\u2215").replace("\0", "").encode("utf-8", "replace")[:120].decode("utf-8", "ignore")
    return f"{number} {safe}"


def build(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """Publish the library with the pelican command, as a user does."""
    command = [str(Path(sys.executable).with_name("pelican")), str(content), "-s", "pelican.conf.py", "-o", str(output)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def ingest(content: Path) -> subprocess.CompletedProcess[str]:
    """Ingest the dumps of the library."""
    command = [sys.executable, "-m", "dateline", "ingest", "--content", str(content)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def inject(folder: Path, strings: tuple[str, ...]) -> None:
    """Build an archive that holds every string in every place and demand that nothing in it is live."""
    content, output = folder / "content", folder / "output"
    (content / "articles").mkdir(parents=True)
    (content / "dumps").mkdir()
    for number, text in enumerate(strings):
        (content / "articles" / f"m{number}.md").write_text(markdown(number, text), "utf-8", "surrogateescape")
        (content / "dumps" / f"{file_name(number, text)}.txt").write_text(
            dump(number, text), "utf-8", "surrogateescape"
        )
    taken = ingest(content)
    assert "Traceback" not in taken.stdout + taken.stderr, taken.stderr[-3000:]
    assert live.in_terminal(taken.stdout + taken.stderr, "ingest") == []
    built = build(content, output)
    assert built.returncode == 0, (built.stdout + built.stderr)[-3000:]
    found, count = live.in_site(output)
    assert found == [], "\n".join(found[:20])
    assert count > len(strings), "fewer pages than strings: something was dropped"
    outside = sorted(p.name for p in folder.iterdir())
    assert outside == ["content", "output"], f"written outside: {outside}"


def test_our_own_strings(tmp_path: Path) -> None:
    inject(tmp_path, all_strings())


@pytest.mark.slow
def test_public_collections(tmp_path: Path) -> None:
    place = os.environ.get("DATELINE_EVAL")
    if not place:
        pytest.skip("the public collections are not part of the repository: set DATELINE_EVAL to their place")
    folder = Path(place) / "torture"
    strings = [*(folder / "xss-payloadbox.txt").read_text("utf-8", "replace").splitlines()]
    strings += json.loads((folder / "blns.json").read_text("utf-8"))
    inject(tmp_path, tuple(dict.fromkeys(s for s in strings if s.strip())))
