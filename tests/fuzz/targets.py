"""What is fuzzed: each target takes any bytes and raises only where the program does what it must never do.

A target knows the errors that are an answer (a coded refusal) and demands what has to hold of everything else. The same
targets are run by atheris (``python -m tests.fuzz.run``), by random changes of the seeds, and on all findings.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from dateline import dumps
from dateline.catalogue.conflicts import authority as conflicts
from dateline.catalogue.outlets import authority as outlets
from dateline.catalogue.places import gazetteer as places
from dateline.catalogue.topics import authority as topics
from dateline.dumps import hints
from dateline.extract import extract
from dateline.library import body as markdown_body
from dateline.library import frontmatter, importing, stored
from dateline.messages import CODES, DatelineError, Message, Report
from dateline.model import Dump
from dateline.settings import Settings
from dateline.site import markdown
from tests.hostile import live

Target = Callable[[bytes], None]
MAX_BYTES = 1 << 20


def _read(data: bytes, path: str) -> tuple[Dump, ...]:
    try:
        found = dumps.read_bytes(data, path, max_bytes=MAX_BYTES)
    except DatelineError as error:
        assert all(message.code in CODES and message.path for message in error.messages)
        return ()
    for dump in found:
        assert "".join(dump.text[line.start : line.end] for line in dump.lines) == dump.text, "not a partition"
    return found


def readers(data: bytes) -> None:
    """Any bytes give dumps whose lines partition their text, or a coded refusal."""
    _read(data, "dumps/fuzz")


def lines(data: bytes) -> None:
    """Any text, and any page, gives articles whose labelled lines are the dump's, each once, and a readable file."""
    for path, given in (("fuzz.txt", data), ("fuzz.html", b"<html><body>" + data)):
        for dump in _read(given[:20_000], path):
            articles = extract(dump)
            assert [item.line for article in articles for item in article.lines] == list(dump.lines)
            for article in articles:
                for block in article.blocks:
                    assert block.text.strip()
                written = markdown_body.to_markdown(article.blocks)
                assert live.in_page(_page(markdown.render(written)), "body") == []


def front_matter(data: bytes) -> None:
    """Any header is read to what is written and read again as the same, or is refused with a line."""
    text = data.decode("utf-8", "replace")
    for whole in (text, f"---\n{text}\n---\n\nbody\n"):
        try:
            file = frontmatter.parse(whole, "a.md")
        except DatelineError as error:
            assert error.messages
            assert all(message.path == "a.md" and message.line >= 1 for message in error.messages)
        else:
            assert frontmatter.parse(frontmatter.render(file), "a.md") == file


@functools.cache
def _gazetteer() -> places.Places:
    return places.load(None, [])


def authorities(data: bytes) -> None:
    """Any authority file gives its rows, or problems that say where they are."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "authority.yaml"
        path.write_bytes(data)
        problems: list[Message] = []
        for load in (places.load, topics.load, outlets.load):
            load(path, problems)
        conflicts.load(path, _gazetteer(), problems)
    assert all(message.code.startswith("DL3") and message.path for message in problems)


def hints_beside(data: bytes) -> None:
    """Any file of hints gives hints, or a coded refusal."""
    try:
        found = hints.from_yaml(data, "a.txt.meta.yaml")
    except DatelineError as error:
        assert all(message.code.startswith("DL1") for message in error.messages)
    else:
        assert all(isinstance(value, str) for pair in found.values for value in pair)


def records(data: bytes) -> None:
    """Any bytes in a record's place are the record that was written, or damage that is said."""
    try:
        stored.load(data, "records/a.json")
    except DatelineError as error:
        assert {message.code for message in error.messages} <= {"DL416", "DL419"}


def bodies(data: bytes) -> None:
    """Any Markdown is rendered to markup in which nothing is live, and not to gigabytes."""
    text = data.decode("utf-8", "replace")[:20_000]
    html = markdown.render(text)
    assert len(html) < 200 * len(text) + 10_000
    assert live.in_page(_page(html), "body") == []


def imports(data: bytes) -> None:
    """Any file of another system's gives articles that can be read, or refusals with a code; and the sum holds."""
    with tempfile.TemporaryDirectory() as folder:
        given = [Path(folder) / name for name in ("2020-11-08-a.md", "a.csv", "a.jsonl")]
        content = Path(folder) / "content"
        content.mkdir()
        report = Report()
        for path in given:
            path.write_bytes(data)
            importing.take(Settings(content=content), [path], report)
        assert report.balanced
        assert all(message.code in CODES and message.path for message in report.messages)
        made = [path for path in content.rglob("*") if path.is_file() and ".dateline" not in path.parts]
        assert len(made) == report.published + report.inbox
        for path in made:
            frontmatter.parse(path.read_bytes().decode(), path.name)


def _page(html: str) -> bytes:
    return f"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>".encode("utf-8", "replace")


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (readers, lines, front_matter, authorities, hints_beside, records, bodies, imports)
}
