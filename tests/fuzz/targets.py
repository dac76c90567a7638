"""What is fuzzed: each target takes any bytes and raises only where the program does what it must never do.

A target knows the errors that are an answer (a coded refusal) and demands what has to hold of everything else. The same
targets are run by atheris (``python -m tests.fuzz.run``), by random changes of the seeds, and on all findings.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
from dateline.model import Dump, Facet, Publish, Status
from dateline.settings import Settings
from dateline.site import loading, markdown
from dateline.site.archive import Entry
from dateline.site.engine import config, templates
from dateline.site.identity import identity
from dateline.site.pages import record as record_page
from dateline.site.pages.views import Place
from tests.hostile import live

ROOT = Path(__file__).parents[2]
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


def sealed_records(data: bytes) -> None:
    """Any bytes, with the seal that fits: every reader of records takes them for one, or refuses them with a code.

    Each reader parses another part of a record, so that one may take what another refuses; none may fail otherwise.
    """
    text = data if data.startswith(b"{\n") else b'{\n"format": 1,\n"id": "a",\n' + data
    whole = resealed(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_bytes(whole)
        readers: list[Callable[[], object]] = [
            lambda: stored.load(whole, "a.json"),
            lambda: stored.read_told(path, "a.json"),
            lambda: stored.read_lined(path, "a.json"),
            lambda: loading.needed(whole, "a.json"),
            lambda: _again(stored.read_head(path, "a.json")),
            lambda: _shown(path),
        ]
        for read in readers:
            try:
                read()
            except DatelineError as error:
                assert {message.code for message in error.messages} <= {"DL416"}
    for part in (stored.read_body, stored.head_of, lambda found: stored.parse_head(stored.head_of(found))):
        with contextlib.suppress(ValueError, KeyError, TypeError):  # which they say that they raise
            part(whole)


def resealed(text: bytes) -> bytes:
    """A record's text without its last line, closed with the digest that fits."""
    digest = hashlib.sha256(text.replace(b"\r\n", b"\n")).hexdigest()
    return text + f'"check": "{digest}"\n}}\n'.encode()


def _again(head: stored.StoredRecord) -> None:
    """What was read of a record's head is written, and can be read again."""
    stored.parse_head(stored.dump_head(head).encode())


@functools.cache
def _templates() -> templates.Templates:
    options = {"JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}}
    return templates.Templates(options, ROOT / "theme", identity({**config.DEFAULTS}, Settings(content=ROOT)))


def _shown(path: Path) -> None:
    """The record's page can be made of whatever is taken for a record, and nothing in it is live."""
    for shown in (True, False):
        view = record_page.view(_entry(shown), path.parent)
        page = {"page": Place("records/2020/a.html", "../../"), "view": view}
        assert live.in_page(_templates().render("record.html", page).encode(), "record") == []


def _entry(shown: bool) -> Entry:
    """An article whose record is ``a.json``."""
    texts = dict.fromkeys(
        (
            "precision",
            "modified",
            "credit",
            "standfirst",
            "original",
            "archived",
            "warning",
            "version_of",
            "translation_of",
            "retrieved",
        ),
        "",
    )
    texts |= {"source_path": "articles/2020/a.md", "url": "2020/a.html", "title": "T", "date": "2020", "lang": "en"}
    texts |= {"id": "a", "record": "a.json", "card": "", "digest": ""}
    lists = dict.fromkeys(
        ("authors", "conflicts", "places", "topics", "corrections", "claims", "not_same_as", "duplicates"), ()
    )
    rest: dict[str, Any] = {"source": Facet("s", "S"), "status": Status.PUBLISHED, "publish": Publish.FULL}
    values = rest | texts | lists
    return Entry(**values, withdrawn=None, lines_shown=shown, captioned=True, accession=0)


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
    for target in (readers, lines, front_matter, authorities, hints_beside, records, sealed_records, bodies, imports)
}
