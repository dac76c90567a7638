"""What may not be shown is nowhere: strings that stand in every field, looked for in every byte of what leaves.

Each string is a word of random letters, so that neither stemming nor the front coding of the index's words can hide it:
its last letters are looked for, in everything that can be unpacked. The same library published in full is the control:
there every string must be found.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import random
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import partial
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from dateline.library import bundle, stored, zim
from dateline.messages import Report
from dateline.model import (
    Caption,
    ConflictTag,
    Doubt,
    Evidence,
    Publish,
    Role,
    SourceTag,
    Status,
    TopicTag,
)
from dateline.search import signals
from dateline.site import edition, epub
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import build
from tests.library_place import Place, dump_text

ROOT = Path(__file__).parents[2]
LETTERS = "bdfghjklmnpqrtvwxz"  # no vowels: no stemmer finds an ending in it
LENGTH = 16
SHARED = 6  # letters that front coding may leave to the word before


@dataclass
class Secrets:
    """Words that occur nowhere else, each under the name of the field that it was put into."""

    rng: random.Random
    words: dict[str, str] = field(default_factory=dict)

    def new(self, name: str) -> str:
        self.words[name] = "".join(self.rng.choices(LETTERS, k=LENGTH))
        return self.words[name]

    def found(self, folder: Path, *, hidden: bool = False) -> dict[str, list[str]]:
        """Where each word occurs: in the path or the bytes of a file below ``folder``.

        The build's own folders are not handed over, and looked at only where ``hidden`` asks for it.
        """
        where: dict[str, list[str]] = {}
        for path in sorted(folder.rglob("*")):
            shown = path.relative_to(folder).as_posix()
            if path.is_file() and (hidden or not shown.startswith(".")):
                for name in self.found_in(path, shown):
                    where.setdefault(name, []).append(shown)
        return where

    def found_in(self, path: Path, shown: str = "") -> list[str]:
        """Which of the words are in the bytes of a file, or in what it is called."""
        everything = b"\n".join([shown.encode(), *unpacked(path.read_bytes())]).lower()
        return [name for name, word in self.words.items() if word[SHARED:].encode() in everything]


_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{40,}={0,2}")


def unpacked(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """``data`` and whatever can be unpacked from it."""
    yield data
    if depth == 0:
        return
    for unpack in (gzip.decompress, zlib.decompress, partial(zlib.decompress, wbits=-15)):
        try:
            yield from unpacked(unpack(data), depth - 1)
        except (OSError, EOFError, zlib.error):
            continue
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name), depth - 1)
    if data.startswith(b"ZIM\x04"):
        with tempfile.NamedTemporaryFile(suffix=".zim") as file:
            file.write(data)
            file.flush()
            yield from _of_zim(Path(file.name), depth - 1)
    for match in _BASE64.finditer(data):
        try:
            yield from unpacked(base64.b64decode(match[0] + b"=" * (-len(match[0]) % 4), altchars=b"-_"), depth - 1)
        except (binascii.Error, ValueError):
            continue


def _of_zim(path: Path, depth: int) -> Iterator[bytes]:
    """Every entry of a ZIM file, the index of its search among them."""
    from libzim.reader import Archive

    archive = Archive(path)
    for number in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(number)
        if not entry.is_redirect:
            yield entry.title.encode()
            yield from unpacked(bytes(entry.get_item().content), depth)


TEXT = frozenset({"standfirst", "body", "end of body", "caption", "picture credit", "record"})
"""What is an article's text, and so not shown where only data about it are."""


def library(place: Place, secrets: Secrets, *, title: str = "title", slug: str = "kept") -> Path:
    """One article through ingest; then every field of its header and record is given a word of its own."""
    new = secrets.new
    words = " ".join(f"word{n}" for n in range(100))
    body = f"Officials met {new('body')} on Sunday. {words}.\n\nThey parted in the {new('end of body')} later."
    place.put("one.txt", dump_text("Talks", body=body))
    place.put("two.txt", dump_text("Other talks are held", body=f"Something else was said. {words[::-1]}."))
    place.ingest()
    name = next(n for n in place.files("articles") if n.endswith("/talks.md"))
    (place.content / name).rename(place.content / "articles" / "2020" / f"{slug}.md")
    name = f"articles/2020/{slug}.md"
    record = place.content / "records" / "2020" / "talks.json"
    header = {
        "title": new(title),
        "date": "2020-11-08",
        "source": new("source"),
        "credit": new("credit"),
        "authors": f"[{new('author')}]",
        "standfirst": new("standfirst"),
        "places": f"[{new('place')}]",
        "tags": f"[{new('tag')}]",
        "conflicts": f"[{new('conflict')}]",
        "url": f"https://{new('host')}.example/{new('address')}",
        "archived_url": f"https://archive.example/{new('archived address')}",
        "slug": slug,
        "warning": new("warning"),
        "claims": "[{" + f"who: {new('who claims')}, says: {new('says')}, about: {new('about')}, "
        f"denied_by: [{new('who denies')}]" + "}]",
        "corrections": "[{date: 2020-12-01, note: " + new("correction") + "}]",
    }
    (place.content / "authority").mkdir(exist_ok=True)
    key = secrets.words["conflict"]
    (place.content / "authority" / "conflicts.yaml").write_text(f"{key}:\n  name: The {key} war\n  start: 2019\n")
    text = (place.content / name).read_text("utf-8")
    _, head, rest = text.split("---\n", 2)
    identity = next(line for line in head.splitlines() if line.startswith("id:"))
    rows = "".join(f"{key}: {value}\n" for key, value in header.items())
    (place.content / name).write_text(f"---\n{rows}{identity}\n---\n{rest}", "utf-8")
    filled = fill(stored.read(record), new)
    record.write_bytes(stored.dump(filled).encode())
    return place.content / name


def fill(record: stored.StoredRecord, new: Callable[[str], str]) -> stored.StoredRecord:
    """The record with a word of its own in every place that holds a text."""
    lines = [
        line._replace(text=f"{line.text} {new(f'line {line.number}')}", rule=f"after “{new(f'rule {line.number}')}”")
        for line in record.lines
        if line.role != Role.BLANK
    ]
    shown = ("title", "standfirst", "body", "date", "source", "places", "conflicts", "tags", "captions", "authors")
    return replace(
        record,
        lines=tuple(lines),
        captions=(Caption(new("caption"), new("picture credit"), (lines[-1].number,)),),
        evidence=tuple(
            Evidence(name, new(f"evidence of {name}"), (1,), f"the line “{new(f'rule of {name}')}”") for name in shown
        ),
        doubts=tuple(Doubt(name, "DL203", new(f"doubt of {name}"), (new(f"candidate of {name}"),)) for name in shown),
        conflicts=(ConflictTag("syria", new("record's conflict"), 1.0, because=(new("because"),)),),
        topics=(TopicTag("truce", new("record's topic"), 1.0, because=(new("because of a topic"),)),),
        source=SourceTag("a-source", new("record's source"), known=True),
        body=f"{record.body} {new('record’s body')}",
    )


def publish(place: Place, output: Path, **settings: object) -> Path:
    """The site, and beside it every form in which it is handed over."""
    values = {
        "SITENAME": "Test",
        "PLUGINS": ["dateline"],
        "DATELINE": {"workers": 1, **settings},
        "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
    }
    signals.connect()
    made = config.make(values, ROOT / "theme", place.content, output / "site")
    report = Report()
    build(made, report, announce)
    assert [str(m) for m in report.messages] == []
    shutil.rmtree(output / "handed-over", ignore_errors=True)
    (output / "handed-over").mkdir()
    for name, bag in (("bundle.zip", False), ("bag.zip", True)):
        bundle.write(made.settings, output / "site", output / "handed-over" / name, report, bag=bag)
    if util.find_spec("libzim"):
        about = {"title": "Test", "description": "", "holder": ""}
        zim.write(made.settings, output / "site", output / "handed-over" / "archive.zim", about)
    if util.find_spec("ebooklib"):
        loaded = edition.load({**values, "PATH": str(place.content), "THEME": str(ROOT / "theme")})
        for key in loaded.archive.by_conflict:
            epub.write(loaded, key, output / "handed-over" / f"{key}.epub")
    return output


def set_(path: Path, **values: str) -> None:
    """Put lines into the front matter of an article."""
    text = path.read_text("utf-8")
    rows = "".join(f"{key}: {value}\n" for key, value in values.items())
    kept = [line for line in text.split("\n") if line.partition(":")[0] not in values]
    path.write_text("\n".join(kept).replace("---\n", f"---\n{rows}", 1), "utf-8")


NEVER = ("record’s body", "record's source", "record's conflict", "record's topic", "because", "because of a topic")
"""What only the record holds and no page shows: it is for the program and for those who read the file."""


def control(secrets: Secrets) -> set[str]:
    return {name for name in secrets.words if name not in NEVER}


@pytest.fixture
def secrets() -> Secrets:
    return Secrets(random.Random(20201108))


def test_in_full_everything_is_found(place: Place, tmp_path: Path, secrets: Secrets) -> None:
    """The control: a search that finds nothing would prove nothing."""
    library(place, secrets)
    found = secrets.found(publish(place, tmp_path / "out"))
    assert control(secrets) - set(found) == set()
    for name in ("title", "standfirst", "end of body"):
        assert any(where.startswith("site/search/") for where in found[name]), name
        assert any(where == "handed-over/bundle.zip" for where in found[name]), name
    assert any(where.startswith("site/records/") for where in found["line 3"])
    if util.find_spec("libzim"):
        assert "handed-over/archive.zim" in found["end of body"]
    if util.find_spec("ebooklib"):
        assert any(where.endswith(".epub") for where in found["end of body"])
    assert any(where.startswith("site/feeds/") for where in found["title"])
    assert any(where.startswith("site/data/") for where in found["title"])


def textual(name: str) -> bool:
    """Whether a word stands in the article's text, or in what the record quotes of it."""
    return name in TEXT or name.startswith(("line ", "rule", "evidence", "doubt", "candidate", "caption"))


@pytest.mark.parametrize("by", ["article", "source", "default"])
@pytest.mark.parametrize("level", [Publish.METADATA, Publish.EXCERPT])
def test_what_is_not_shown_of_a_text_is_nowhere(
    place: Place, tmp_path: Path, secrets: Secrets, level: Publish, by: str
) -> None:
    path = library(place, secrets)
    settings: dict[str, object] = {}
    if by == "article":
        set_(path, publish=level.value)
    elif by == "source":
        settings["publish_by_source"] = {secrets.words["source"]: level.value}
    else:
        settings["publish"] = level.value
    found = secrets.found(publish(place, tmp_path / "out", **settings))
    allowed = {"standfirst", "body"} if level is Publish.EXCERPT else set()
    leaked = {name: where for name, where in found.items() if textual(name) and name not in allowed}
    assert leaked == {}
    assert {"title", "source", *allowed} <= set(found), "what may be shown is"


SLUG = "a-slug-that-says-nothing"
LABELS = frozenset({"conflict", "place", "source", "tag"})
"""How a name of an authority is written: the engine's memory knows it, but not of which article."""
INVENTORY = frozenset({"inventory.sqlite"})
"""What ingest knows of the library, in the library: of a draft or a withdrawn article, too."""


BEFORE = ("from the start", "after it was published", "after the site was changed by hand")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.DRAFT, Status.INBOX])
def test_what_is_withdrawn_or_not_published_is_nowhere(
    place: Place, tmp_path: Path, secrets: Secrets, status: Status, before: str
) -> None:
    path = library(place, secrets, slug=SLUG)
    if before != BEFORE[0]:
        assert "title" in secrets.found(publish(place, tmp_path / "out"))
    if before == BEFORE[2]:
        (tmp_path / "out" / "site" / "404.html").unlink()
    reason = {"withdrawn": '{date: 2021-01-02, reason: "At the request of a person."}'}
    set_(path, status=status.value, **(reason if status is Status.WITHDRAWN else {}))
    output = publish(place, tmp_path / "out")
    assert secrets.found(output) == {}
    left = {name: where for name, where in secrets.found(output, hidden=True).items() if name not in LABELS}
    assert left == {}, "neither the second tree nor the engine's memory holds it"
    caches = [*(place.content / ".dateline").iterdir(), *(place.content.parent / ".dateline").iterdir()]
    assert "search.sqlite" in {path.name for path in caches}
    cached = {path.name: secrets.found_in(path) for path in caches}
    assert {name: words for name, words in cached.items() if words and name not in INVENTORY} == {}
    page = output / "site" / "2020" / "11" / "08" / f"{SLUG}.html"
    if status is Status.WITHDRAWN:
        assert "At the request of a person." in page.read_text("utf-8")
        with zipfile.ZipFile(output / "handed-over" / "bundle.zip") as archive:
            assert f"2021-01-02\t{SLUG}\tAt the request of a person." in archive.read("withdrawals.tsv").decode()
    else:
        assert not page.exists()


@pytest.mark.parametrize(
    ("level", "shown"),
    [("", True), ("status: withdrawn", False), ("publish: excerpt", False), ("status: draft", False)],
)
def test_an_earlier_version_is_reachable_unless_it_is_withdrawn(
    place: Place, tmp_path: Path, secrets: Secrets, level: str, shown: bool
) -> None:
    """The page of changes and the newer version must not keep what the earlier one may no longer show."""
    words = " ".join(f"word{n}" for n in range(100))
    for name in ("earlier", "newer"):
        body = f"Officials met on Sunday. {words}.\n\nThey parted in the {secrets.new(name)} later that day."
        place.put("talks.txt", dump_text("Talks", body=body))
        place.ingest()
    path = place.content / "articles" / "2020" / "talks-version-1.md"
    key, _, value = level.partition(": ")
    reason = {"withdrawn": '{date: 2021-01-02, reason: "It was wrong."}'} if value == "withdrawn" else {}
    output = publish(place, tmp_path / "out")  # first with all of it
    changes = output / "site" / "changes" / "2020" / "11" / "08" / "talks-version-1.html"
    assert set(secrets.found(output)) == {"earlier", "newer"}
    assert secrets.words["earlier"] in changes.read_text("utf-8")
    if key:
        set_(path, **{key: value}, **reason)
    found = secrets.found(publish(place, tmp_path / "out"))
    assert ("earlier" in found) == shown
    assert changes.exists() == shown
    assert "newer" in found
    assert not any(where.startswith("site/search/") for where in found.get("earlier", [])), "search knows the newest"


def test_what_is_hidden_stands_on_its_own_pages_only(place: Place, tmp_path: Path, secrets: Secrets) -> None:
    path = library(place, secrets, slug=SLUG)
    set_(path, status="hidden")
    output = publish(place, tmp_path / "out")
    own = {f"site/2020/11/08/{SLUG}.html", f"site/records/2020/11/08/{SLUG}.html"}
    places = {where for found in secrets.found(output / "site").values() for where in found}
    assert {f"site/{where}" for where in places} <= own


def test_every_field_of_the_record_holds_a_word(place: Place, secrets: Secrets) -> None:
    """A field that is added to the record later has to join the test."""
    library(place, secrets)
    record = stored.read(place.content / "records" / "2020" / "talks.json")
    texts = [text for text in _texts(record) if not any(word in text for word in secrets.words.values())]
    known = {*_texts(record.header), record.id, record.article, record.dump, record.sha256, record.hints}
    known |= {record.dump_format, record.encoding, "DL203", "syria", "truce", "a-source", *(r.value for r in Role)}
    known |= {item.field for item in record.evidence}
    assert [text for text in texts if text and text not in known] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for entry in fields(value):
            yield from _texts(getattr(value, entry.name))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    yield Place(tmp_path / "content")
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
