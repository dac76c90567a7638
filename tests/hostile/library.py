"""A library whose every field holds a hostile string, taken in and published as users do it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

# Where each string stands; beside these it stands in every other field that takes free text.
PLACES = ("headline", "standfirst", "caption", "body", "place", "tag", "source", "file name")
ROOT = Path(__file__).parents[2]
STOCK = """
import runpy
globals().update({{k: v for k, v in runpy.run_path({conf!r}).items() if k.isupper() and k != "PELICAN_CLASS"}})
THEME, PLUGIN_PATHS = {theme!r}, [{plugins!r}]
"""


def markdown(number: int, text: str) -> str:
    """An article that a curator could have written, with the string in every field that takes free text."""
    header = {
        "title": text if text.strip() else f"blank {text}",
        "date": f"20{number % 24:02}-{1 + number % 12:02}-{1 + number % 28:02}",
        "source": text if text.strip() else "x",
        "credit": text,
        "authors": [text, "A. Writer"],
        "standfirst": text,
        "lang": text if number % 3 == 0 else "en",
        "conflicts": [text],
        "places": [text, "Armenia"],
        "tags": [text],
        "url": text if number % 2 else f"https://example.org/{text}",
        "archived_url": f"https://example.org/{text}" if number % 2 else text,
        "warning": text,
        "corrections": [{"date": "2024-01-01", "note": text}],
        "status": "published",
    }
    return f"---\n{yaml.safe_dump(header, allow_unicode=True)}---\n\nBefore {text} after.\n\n{text}\n"


def withdrawn(number: int, text: str) -> str:
    """An article that is gone; its tombstone says the string as the reason."""
    header = {
        "title": text if text.strip() else "x",
        "date": f"1990-01-{1 + number % 28:02}",
        "source": "The Quill",
        "status": "withdrawn",
        "withdrawn": {"date": "2024-01-01", "reason": text},
        "slug": f"w{number}",
    }
    return f"---\n{yaml.safe_dump(header, allow_unicode=True)}---\n\n{text}\n"


def dump(number: int, text: str) -> str:
    """A pasted page whose headline, standfirst, caption, credit and body hold the string, and its hints the source."""
    one_line = " ".join(text.split()) or "x"
    body = "\n\n".join(
        f"Residents of the town said on Sunday that the shelling had stopped, according to {one_line} and officials "
        f"who spoke to reporters for the {n}th time that day."
        for n in range(5)
    )
    return (
        f"Source: {one_line}\nDate: 2020-11-{1 + number % 28:02}\nTitle: Ceasefire holds in the north, {one_line}\n"
        f"URL: https://example.org/{one_line}\n\n"
        f"Ceasefire holds in the north, {one_line}\n\nBut officials said {one_line}\n\n"
        f"A street in the town, {one_line} [File: {one_line}]\n8 Nov 2020\n\n{body}\n\n{one_line}\n"
    )


def page(number: int, text: str) -> str:
    """A saved page with the string as its text and in what its head claims, escaped as a site would do it."""
    from html import escape
    from json import dumps

    said = escape(text)
    claims = dumps({"@type": "NewsArticle", "headline": text, "author": {"name": text}}).replace("<", "\\u003c")
    body = "".join(
        f"<p>Officials of the region said on Monday that talks would go on, {said}, for the {n}th week.</p>"
        for n in range(4)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{said}</title><meta property="og:site_name" content="{said}">'
        f'<meta property="article:published_time" content="2021-03-{1 + number % 28:02}">'
        f'<meta name="author" content="{said}"><script type="application/ld+json">{claims}</script></head>'
        f'<body><article><h1>Talks go on, {said}</h1><p class="standfirst">{said}</p>'
        f'<figure><img src="x" alt="{said}"><figcaption>A street, {said}</figcaption></figure>{body}'
        f'<p><a href="{said}">{said}</a></p>{text}</article></body></html>'
    )


def document(number: int, text: str) -> str:
    """A page of the curator's."""
    return f"# Page {number}\n\n{text}\n"


def file_name(number: int, text: str) -> str:
    """The string as a file name, as far as a file system takes it."""
    safe = text.replace("/", "\u2215").replace("\0", "").encode("utf-8", "replace")[:120].decode("utf-8", "ignore")
    return f"{number} {safe}"


def write(folder: Path, strings: Sequence[str]) -> Path:
    """The content folder of a new library with every string in every place."""
    content = folder / "content"
    for name in ("articles", "dumps", "pages"):
        (content / name).mkdir(parents=True)
    for number, text in enumerate(strings):
        name = file_name(number, text)
        kinds = [(f"articles/{name}.md", markdown), (f"dumps/{name}.txt", dump), (f"dumps/{name}.html", page)]
        if number % 10 == 0:
            kinds += [
                (f"articles/w{number}.md", withdrawn),
                (f"pages/p{number}.md", document),
            ]
        for path, make in kinds:
            (content / path).write_text(make(number, text), "utf-8", "surrogateescape", newline="")
    return content


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command of dateline; what it prints is decoded without loss."""
    return _run([sys.executable, "-m", "dateline", *arguments], cwd)


def ingest(content: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Ingest the dumps of the library."""
    return run("ingest", "--content", str(content), *more)


def build(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """Publish the library with the engine."""
    return run("build", "-s", "pelican.conf.py", "-c", str(content), "-o", str(output))


def build_stock(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """Publish the library with Pelican's own builder: PELICAN_CLASS unset."""
    conf = output.parent / f"{output.name}.conf.py"
    text = STOCK.format(conf=str(ROOT / "pelican.conf.py"), theme=str(ROOT / "theme"), plugins=str(ROOT / "plugins"))
    conf.write_text(text, "utf-8")
    command = [str(Path(sys.executable).with_name("pelican")), str(content), "-s", str(conf), "-o", str(output)]
    done = _run([*command, "--fatal", "errors"], ROOT)
    conf.unlink()
    return done


def _run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    return subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False, env=environment
    )
