"""Every write is inside its folder, and no two files share a path on any file system."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from dateline.library import atomic, slugs
from dateline.messages import DatelineError
from tests import torture
from tests.hostile import library
from tests.hostile.strings import all_strings
from tests.library_place import Place, dump_text

DEVICES = ("CON", "PRN", "AUX", "NUL", "COM1", "COM9", "LPT1", "COM¹", "CONIN$")
TRAVERSAL = (
    "../../../evil", "..\\..\\evil", "/etc/evil", "//evil/x", "C:\\evil", "C:evil", "\\\\evil\\x", "a/../../../evil",
    "....//....//evil", "..%2f..%2fevil", "%2e%2e/evil", "..%c0%af..%c0%afevil", "..\u2215evil", "．．／evil",
    "..\0evil", "~/evil", "~root/evil", "$HOME/evil", "%APPDATA%\\evil", "file:///evil", "a\n../evil", "a/b",
    "a\\b", "a:b", ".", "..",
    "...", " ", "..;/evil", "output-evil/x", "../output-evil/x.html", "content-evil", "evil:stream", "evil::$DATA",
)  # fmt: skip
TWINS = (
    "Truce", "TRUCE", "truce", "TRÜCE", "trüce", "tru\u0308ce", "Straße", "STRASSE", "strasse", "İstanbul", "istanbul",
    "i\u0307stanbul", "ıstanbul", "ﬁre", "fire", "FIRE", "Å", "A\u030a", "Å", "K", "K", "ς", "σ", "Σ", "ǆ", "ǅ", "ſtop",
    "stop", "truce.", "truce ", "truce-", "truce.html", "truce/", "tr\u200buce", "tr\u00aduce", "ᾳ", "αι", "ẞ", "ss",
)  # fmt: skip
LONG = ("a" * 255, "a" * 300, "й" * 300, "é" * 130, "語" * 90, "👩‍👩‍👧‍👦" * 30, "a" * 199 + ".b", "x-" * 200)
ELSEWHERE = (Path("/etc/evil"), Path("/evil"), Path.home() / "evil")
STRINGS = (*TRAVERSAL, *TWINS, *LONG, *DEVICES, *(f"{name}.txt" for name in DEVICES), *(d.lower() for d in DEVICES))


def strings() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*STRINGS, *(all_strings() if torture.FULL else ()))))


def everywhere(path: str) -> str:
    """The form in which two paths are one file on some system: no case, no composition, no trailing dots."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", path).casefold()).casefold()
    return "/".join(part.rstrip(". ") for part in folded.split("/"))


def demand_portable(paths: Iterable[str]) -> None:
    """Every path can be a file of its own on every file system."""
    seen: dict[str, str] = {}
    for path in paths:
        for part in path.split("/"):
            assert part not in ("", ".", ".."), path
            assert len(part.encode()) <= 255, path
            assert not set(part) & set('<>:"|?*\\\0'), path
            assert part == part.strip(" ").rstrip("."), path
            assert part.partition(".")[0].upper().rstrip() not in DEVICES, path
            assert part.isprintable(), path
        first = seen.setdefault(everywhere(path), path)
        assert first == path, f"{first!r} and {path!r} are one file on some systems"


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_slug_is_a_name_on_every_system() -> None:
    for text in (*strings(), *all_strings()):
        slug = slugs.slugify(text)
        assert slugs.problem(slug) == "", (text, slug)
        demand_portable([f"{slug}.html"])


@pytest.mark.parametrize("slug", [*TRAVERSAL, *DEVICES, "index", "é" * 120, "e\u0301", "a ", "-a", "a."])
def test_a_slug_that_leads_elsewhere_is_refused(slug: str) -> None:
    assert slugs.problem(slug) != "" or slug == "content-evil"  # (the name of a sibling, but not the way to it)


def test_articles_with_hostile_names_share_no_path_and_leave_no_folder(tmp_path: Path) -> None:
    """Dumps and hand-written articles with every string in all fields that could become part of a path."""
    home = tmp_path / "home"
    content = home / "content"
    found = strings()
    for folder in ("articles", "dumps"):
        (content / folder).mkdir(parents=True)
    for number, text in enumerate(found):
        line = " ".join(text.split()) or "x"
        hints = dump_text(line, date="2020-11-08", Source=line, URL=f"https://example.org/{line}")
        (content / "dumps" / f"{number}.txt").write_text(hints, "utf-8", "replace")
        (content / "articles" / f"{number}.md").write_text(library.markdown(number, text), "utf-8", "replace")
        try:
            named = content / "dumps" / f"{text}.txt"
            if not named.resolve().is_relative_to(content / "dumps"):
                raise ValueError(f"{named} is no place for a test to write to")
            named.write_text(dump_text(f"Story {number}"), "utf-8")
        except (OSError, ValueError):  # no name on this system, or a folder that is not there
            (content / "articles" / f"slug{number}.md").write_text(
                f"---\ntitle: x\ndate: 2020-01-01\nsource: x\nslug: {text!a}\nsave_as: {text!a}\n---\n", "utf-8"
            )
    outside = {path for path in tmp_path.rglob("*") if not path.is_relative_to(home)}
    assert not any(path.exists() for path in ELSEWHERE)
    assert library.ingest(content).returncode in (0, 1)
    built = library.build(content, home / "output")
    assert "Traceback" not in built.stderr
    assert (home / "output" / "index.html").is_file(), built.stderr[-2000:]
    bundled = library.run("bundle", "-c", str(content), "--site", str(home / "output"), "-o", str(home / "archive.zip"))
    assert bundled.returncode == 1, "the articles with such slugs are refused, and said"
    exported = library.run("export", "-c", str(content), "--format", "markdown", str(home / "export"))
    assert exported.returncode in (0, 1), exported.stderr
    imported = library.run("import", "-c", str(home / "second"), str(home / "export"))
    assert "Traceback" not in imported.stderr
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(home)} == outside
    assert {p.name for p in home.iterdir()} - {".dateline"} == {
        "content", "output", ".output.dateline", "archive.zip", "archive.zip.sha256", "export", "second",
    }  # fmt: skip
    assert not any(path.exists() for path in ELSEWHERE)
    demand_portable(names(home / "output"))
    written = [n for n in names(content / "articles") if "/" in n]  # (what stands at the top was put there above)
    assert len(written) >= len(found)
    demand_portable(written)
    demand_portable(names(content / "records"))
    demand_portable(n for n in names(home / "second") if n.startswith("articles/"))
    with zipfile.ZipFile(home / "archive.zip") as archive:
        demand_portable(archive.namelist())
    torture.count("hostile names made into paths", len(found))


@pytest.mark.parametrize("name", ["articles", "records", "articles/2020", "records/2020", ".dateline"])
def test_a_link_that_leads_out_is_not_followed_for_writing(tmp_path: Path, name: str) -> None:
    """Also where it leads to a folder whose name begins like the library's own."""
    place = Place(tmp_path / "content")
    place.put("a.txt", dump_text("Truce"))
    aside = tmp_path / "content-evil"
    aside.mkdir()
    link = place.content / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(aside, target_is_directory=True)
    try:
        report = place.ingest()
    except DatelineError as problem:
        assert {m.code for m in problem.messages} <= {"DL428"}  # noqa: PT017 - either may be
    else:
        assert report.exit_status == 1
        assert "DL428" in place.codes()
    assert list(aside.rglob("*.md")) == list(aside.rglob("*.json")) == []


@pytest.mark.parametrize("target", ["../out.md", "/tmp/dateline-out.md"])
def test_a_file_that_is_a_link_is_replaced_not_written_through(tmp_path: Path, target: str) -> None:
    place = Place(tmp_path / "content")
    outside = tmp_path / "out.md"
    outside.write_text("mine")
    path = place.content / "a.md"
    path.symlink_to(outside if target.startswith("..") else target)
    atomic.write(path, b"new", root=place.content)
    assert outside.read_text() == "mine"
    assert not path.is_symlink()
    assert not Path("/tmp/dateline-out.md").exists()


def test_dumps_are_not_read_through_links_that_lead_out(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.txt").write_text(dump_text("A secret story"))
    (place.content / "dumps" / "a.txt").symlink_to(secret / "s.txt")
    (place.content / "dumps" / "folder").symlink_to(secret, target_is_directory=True)
    (place.content / "dumps" / "loop").symlink_to(place.content / "dumps", target_is_directory=True)
    (place.content / "dumps" / "self.txt").symlink_to("self.txt")
    report = place.ingest()
    assert report.published == report.inbox == 0
    assert report.refused == report.received >= 3
    assert "secret story" not in "".join(p.read_text() for p in place.content.rglob("*.md"))


def test_what_is_no_plain_file_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    place.put("a.txt", dump_text("Truce"))
    os.mkfifo(place.content / "dumps" / "pipe.txt")
    (place.content / "dumps" / "device.txt").symlink_to("/dev/zero")
    report = place.ingest()
    assert (report.published, report.refused) == (1, 2)
    assert place.codes().count("DL104") == 2
