"""After any sequence of edits the incremental site equals a clean build, byte for byte."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.library import stored
from dateline.messages import DatelineError, Report
from dateline.model import Header
from dateline.search.signals import archive_built
from dateline.site import downloads, feeds
from dateline.site.announce import announce
from dateline.site.engine import config, quick, reading
from dateline.site.engine.build import Summary, build
from dateline.site.pages import front, listing, period

ROOT = Path(__file__).parents[2]
CONFLICTS = ["nagorno-karabakh", "syria", "colombia", "yemen"]
PLACES = ["Armenia", "Shusha", "Aleppo", "A Hamlet", "a hamlet"]  # two ways to write one that no authority knows
TAGS = ["armed conflict", "peace negotiations", "x1", "x12", "X1"]
AUTHORITIES = {
    "sources.yaml": [
        "herald:\n  name: Herald 7\n  country: GB\n",
        "quill:\n  name: The Quill Weekly\n  aliases: [The Quill, the quill]\n",
        "lantern:\n  name: Lantern\n  aliases: [Lantern Wire, The Quill Daily]\n",
    ],
    "places.yaml": [
        "a-hamlet:\n  name: The Hamlet\n  names: [A Hamlet]\n  lat: 36.1\n  lon: 37.1\n  kind: settlement\n",
        "shusha:\n  name: Shusha or Shushi\n  names: [Shusha, Shushi]\n",
        "armenia:\n  names: [{text: Hayastan, lang: hy}]\n",
    ],
    "conflicts.yaml": [
        "syria:\n  name: The war in Syria\n  start: '2011'\n",
        "nagorno-karabakh:\n  name: Karabakh, as we call it\n",
        "yemen-war:\n  name: yemen\n  start: '2014'\n",
    ],
    "topics.yaml": [
        "x1:\n  name: X One\n",
        "peace-negotiations:\n  name: Talks of peace\n",
        "another:\n  name: x12\n",
    ],
}
SOURCES = ["The Quill", "the quill", "Lantern Wire", "Herald 7"]


def header(rng: random.Random) -> dict[str, object]:
    found: dict[str, object] = {
        "title": " ".join(rng.choices(["Truce", "holds", "talks", "begin", "<b>", "&amp;", "Şuşa", "شوشا"], k=3)),
        "date": f"20{rng.randrange(10, 13)}-{rng.randrange(1, 4):02}-{rng.randrange(1, 20):02}",
        "source": rng.choice(SOURCES),
        "conflicts": rng.sample(CONFLICTS, rng.randrange(3)),
        "places": rng.sample(PLACES, rng.randrange(3)),
        "tags": rng.sample(TAGS, rng.randrange(3)),
        "standfirst": rng.choice(["", "Officials said so."]),
        "status": rng.choice(["published"] * 6 + ["hidden", "draft", "inbox"]),
        "publish": rng.choice(["full", "full", "full", "excerpt", "metadata"]),
        "version_of": rng.choice([""] * 4 + [f"s{rng.randrange(1, 12)}"]),
        "translation_of": rng.choice([""] * 3 + [f"s{rng.randrange(1, 12)}"]),
        "not_same_as": rng.choice([[]] * 5 + [[f"s{rng.randrange(1, 12)}"]]),
    }
    if rng.random() < 0.05:
        found |= {"status": "withdrawn", "withdrawn": {"date": "2020-01-01", "reason": "at the source's request"}}
    return {key: value for key, value in found.items() if value not in ("", [])}


class Library:
    """A small library that is edited as curators do, at random."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder = folder
        self.rng = rng
        self.count = 0
        shutil.copytree(ROOT / "theme", folder / "theme")
        (folder / "content" / "authority").mkdir(parents=True)
        for _ in range(8):
            self.add()
        self.logo()
        self.settings: dict[str, Any] = {"SITENAME": "Test", "SITEURL": "", "page_size": 3}

    def article(self) -> Path:
        return self.rng.choice(sorted((self.folder / "content" / "articles").rglob("*.md")))

    def write(self, path: Path, head: dict[str, object], body: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{body}\n", "utf-8")

    def parts(self, path: Path) -> tuple[dict[str, object], str]:
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        return yaml.safe_load(head), body.strip()

    def add(self) -> None:
        self.count += 1
        name = f"{self.rng.choice('abc')}{self.count}"
        folder = self.folder / "content" / "articles" / str(self.rng.randrange(2010, 2013))
        own = {"slug": f"s{self.count}", "id": f"id{self.count}"}
        self.write(folder / f"{name}.md", header(self.rng) | own, f"Text {self.count}.\n\nMore.")
        self.group()

    def group(self) -> None:
        """Records that say of some articles that they have the same text."""
        ids = [f"id{n}" for n in range(1, self.count + 1)]
        for identity in self.rng.sample(ids, min(2, len(ids))):
            copies = tuple(sorted(self.rng.sample(ids, min(len(ids), self.rng.choice((0, 0, 1, 2))))))
            record = stored.StoredRecord(
                identity, f"articles/{identity}.md", "dumps/x.txt", "0" * 64, Header("T", "2010"), duplicates=copies
            )
            path = self.folder / "content" / "records" / f"{identity}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(stored.dump(record), "utf-8")

    def delete(self) -> None:
        if self.count > 4:
            self.article().unlink()
            self.add()

    def rename(self) -> None:
        path = self.article()
        path.rename(path.with_name(f"z{self.rng.randrange(10**6)}.md"))

    def body(self) -> None:
        path = self.article()
        head, body = self.parts(path)
        self.write(path, head, f"{body}\n\nAdded {self.rng.randrange(1000)}.")

    def field(self) -> None:
        path = self.article()
        head, body = self.parts(path)
        key = self.rng.choice(
            [
                *(
                    "title",
                    "date",
                    "source",
                    "conflicts",
                    "places",
                    "tags",
                    "status",
                    "standfirst",
                    "publish",
                    "version_of",
                    "translation_of",
                )
            ]
        )
        head.pop(key, None)
        head.pop("withdrawn", None)
        fresh = header(self.rng)
        if key in fresh:
            head[key] = fresh[key]
        if fresh.get("status") == "withdrawn" and key == "status":
            head["withdrawn"] = fresh["withdrawn"]
        self.write(path, {"status": "published", **head} if head.get("status") == "withdrawn" else head, body)

    def touch(self) -> None:
        self.article().touch()

    def authority(self) -> None:
        """Rows of the curator's own: new ones, and others for what ships; names come, go and change their row."""
        name, rows = self.rng.choice(sorted(AUTHORITIES.items()))
        path = self.folder / "content" / "authority" / name
        if path.exists() and self.rng.random() < 0.2:
            path.unlink()
            return
        path.write_text("".join(self.rng.sample(rows, self.rng.randrange(1, len(rows) + 1))), "utf-8")

    def style(self) -> None:
        path = self.folder / "theme" / "static" / "css" / "dateline.css"
        path.write_text(path.read_text("utf-8") + f"\n/* {self.rng.randrange(1000)} */\n", "utf-8")

    def template(self) -> None:
        name = self.rng.choice(["404.html", "base.html", "article.html", "macros/lists.html", "macros/facts.html"])
        path = self.folder / "theme" / "templates" / name
        mark = f"<!-- {self.rng.randrange(1000)} -->"
        text = path.read_text("utf-8")
        path.write_text(text.replace("</li>", f"</li>{mark}", 1) if "</li>" in text else f"{text}{mark}\n", "utf-8")

    def setting(self) -> None:
        values: dict[str, Any] = {
            "SITENAME": ["Test", "Probe"],
            "SITEURL": ["", "https://archive.example"],
            "page_size": [3, 4],
            "language": ["en", "fr", "ar"],
            "publish": ["full", "excerpt"],
            "noindex": [False, True],
            "accent": ["#9b1c1c", "#114455"],
            "preview": [False, True],
        }
        name = self.rng.choice(sorted(values))
        self.settings[name] = self.rng.choice(values[name])

    def page(self) -> None:
        path = self.folder / "content" / "pages" / f"{self.rng.choice('xy')}.md"
        path.parent.mkdir(exist_ok=True)
        if path.exists() and self.rng.random() < 0.4:
            path.unlink()
            return
        path.write_text(f"---\ntitle: Page {self.rng.randrange(9)}\n---\nWords.\n", "utf-8")

    def logo(self) -> None:
        (self.folder / "content" / "logo.svg").write_text(f"<svg id='a{self.rng.randrange(99)}'/>", "utf-8")

    EDITS = (
        add,
        delete,
        rename,
        group,
        body,
        body,
        field,
        field,
        field,
        touch,
        authority,
        style,
        template,
        setting,
        page,
        logo,
    )

    def edit(self) -> str:
        change = self.rng.choice(self.EDITS)
        change(self)
        return change.__name__

    def build(self, output: Path) -> Summary | None:
        own = {name: value for name, value in self.settings.items() if name.islower()}
        values = {
            "SITENAME": self.settings["SITENAME"],
            "SITEURL": self.settings["SITEURL"],
            "PLUGINS": ["dateline"],
            "DATELINE": {"workers": 1, "logo": "logo.svg", **own},
            "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
        }
        made = config.make(values, self.folder / "theme", self.folder / "content", output)
        return build(made, Report(), announce)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def demand_same(one: Path, other: Path, after: str) -> None:
    ours, clean = tree(one), tree(other)
    assert sorted(ours) == sorted(clean), f"after {after}"
    different = [name for name in ours if ours[name] != clean[name]]
    assert different == [], f"after {after}"


@pytest.mark.parametrize("seed", range(2))
def test_incremental_equals_clean(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # Files are edited within the tick that is distrusted, which would hide a wrong reuse of what was read.
    monkeypatch.setattr(reading, "TICK", 0)
    monkeypatch.setattr(quick, "TICK", 0)
    rng = random.Random(seed)
    library = Library(tmp_path, rng)
    library.build(tmp_path / "site")
    done: list[str] = []
    for step in range(8):
        done += [library.edit() for _ in range(rng.choice((1, 1, 2, 4)))]
        library.build(tmp_path / "site")
        clean = tmp_path / f"clean{step}"
        library.build(clean)
        demand_same(tmp_path / "site", clean, ", ".join(done))
        shutil.rmtree(clean)


@pytest.fixture
def without_search() -> Iterator[None]:
    """No index is written, whatever tests before this one connected."""
    with archive_built.muted():
        yield


@pytest.mark.usefixtures("without_search")
def test_a_changed_text_opens_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(tmp_path, random.Random(1))
    path = tmp_path / "content" / "articles" / "2011" / "plain.md"
    head: dict[str, object] = {"title": "T", "date": "2011-02-03", "source": "Another Paper", "places": ["Armenia"]}
    library.write(path, head, "Text.")
    library.build(tmp_path / "site")

    def asked(*_: object) -> None:
        raise AssertionError("what lists show was not changed")

    library.write(path, head, "Other text.")
    with monkeypatch.context() as patched:
        for module in (listing, period, front, feeds, downloads):
            patched.setattr(module, "digest", asked)
        done = library.build(tmp_path / "site")
    assert done is not None
    assert (done.rendered, done.written) == (1, 2)  # its page, and the manifest
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "a changed text")


def test_another_library_of_python_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "lib" / "site-packages"
    installed.mkdir(parents=True)
    monkeypatch.syspath_prepend(installed)
    made = config.make({"DATELINE": {}}, tmp_path / "theme", tmp_path / "content", tmp_path / "site")
    before = quick.look(made).stamp
    assert quick.look(made).stamp == before
    os.utime(installed, ns=(1, 1))  # as an installation does, which adds a folder
    assert quick.look(made).stamp != before


def test_a_change_of_time_alone_writes_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path, random.Random(1))
    library.build(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    for path in (tmp_path / "content").rglob("*.md"):
        path.touch()
    done = library.build(tmp_path / "site")
    assert done is not None
    assert (done.rendered, done.written) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("damage", [b"", b"\x01nonsense", None])
def test_a_damaged_memory_means_a_whole_build(tmp_path: Path, damage: bytes | None) -> None:
    library = Library(tmp_path, random.Random(2))
    library.build(tmp_path / "site")
    memory = tmp_path / ".site.dateline" / "memory"
    memory.write_bytes(memory.read_bytes()[:-10] if damage is None else damage)
    library.body()
    done = library.build(tmp_path / "site")
    assert done is not None
    assert done.whole
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "damage")


def test_a_page_deleted_by_hand_comes_back(tmp_path: Path) -> None:
    library = Library(tmp_path, random.Random(3))
    library.build(tmp_path / "site")
    next((tmp_path / "site").rglob("s*.html")).unlink()
    library.build(tmp_path / "site")
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "deletion by hand")


def test_a_template_error_names_its_line_and_leaves_the_site(tmp_path: Path) -> None:
    library = Library(tmp_path, random.Random(4))
    library.build(tmp_path / "site")
    before = tree(tmp_path / "site")
    path = tmp_path / "theme" / "templates" / "article.html"
    good = path.read_text("utf-8")
    path.write_text(
        "{% extends 'base.html' %}\n{% block main %}\n{{ view.title.nothing.here }}\n{% endblock %}", "utf-8"
    )
    with pytest.raises(DatelineError) as caught:
        library.build(tmp_path / "site")
    (message,) = caught.value.messages
    assert message.code == "DL520"
    assert message.place.endswith("templates/article.html:3")
    assert tree(tmp_path / "site") == before
    path.write_text(good, "utf-8")
    library.body()
    library.build(tmp_path / "site")
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "a template error")


def test_a_new_article_is_counted_on_every_page_of_a_list_that_counts_it(tmp_path: Path) -> None:
    library = Library(tmp_path, random.Random(5))
    library.settings["page_size"] = 2
    head: dict[str, object] = {"title": "T", "source": "Another Paper", "conflicts": ["nagorno-karabakh"]}
    folder = tmp_path / "content" / "articles" / "2011"
    shutil.rmtree(tmp_path / "content" / "articles")
    for day in range(1, 7):
        library.write(folder / f"p{day}.md", head | {"date": f"2011-02-{day:02}", "slug": f"p{day}"}, "Text.")
    library.build(tmp_path / "site")
    numbered = tree(tmp_path / "site" / "conflicts" / "nagorno-karabakh" / "page")
    assert len(numbered) == 2
    library.write(folder / "p7.md", head | {"date": "2011-02-07", "slug": "p7"}, "Text.")
    library.build(tmp_path / "site")
    assert tree(tmp_path / "site" / "conflicts" / "nagorno-karabakh" / "page") == numbered
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "a new article in a list of several pages")


def test_a_topic_above_another_is_linked_as_soon_as_it_has_a_page(tmp_path: Path) -> None:
    library = Library(tmp_path, random.Random(6))
    folder = tmp_path / "content" / "articles" / "2011"
    head: dict[str, object] = {"date": "2011-02-03", "source": "Another Paper"}
    library.write(folder / "below.md", head | {"title": "T", "slug": "below", "tags": ["armed conflict"]}, "Text.")
    library.build(tmp_path / "site")
    above = ["conflict, war and peace"]
    library.write(folder / "above.md", head | {"title": "U", "slug": "above", "tags": above}, "Text.")
    library.build(tmp_path / "site")
    library.build(tmp_path / "clean")
    demand_same(tmp_path / "site", tmp_path / "clean", "a topic above")
