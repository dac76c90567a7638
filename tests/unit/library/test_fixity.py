"""Verify, manifests and bundles: whatever bit flips, it is found and named."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.library import atomic, bundle, fixity, manifest
from dateline.messages import DatelineError, Report
from dateline.model import Publish
from tests import torture
from tests.library_place import Place, dump_text

SHA256SUM = ("sha256sum", "-c", "--quiet", "--strict") if shutil.which("sha256sum") else ("true",)
FLIPS = 1000 if torture.FULL else 60


@pytest.fixture
def kept(place: Place) -> Place:
    for n in range(3):
        place.put(f"{n}.txt", dump_text(f"Story {n}"))
    place.put("0.txt.meta.yaml", "source: The Northern Gazette\n")
    place.put("twin.txt", dump_text("Story 1"))
    place.ingest()
    return place


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "2020").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>x</title>")
    (folder / "2020" / "a.html").write_text("<!doctype html><title>a</title>")
    (folder / "2020" / "odd %\\ name.txt").write_text("odd")
    manifest.refresh(folder)
    return folder


def verified(place: Place, site: Path | None = None) -> list[tuple[str, str]]:
    report = Report()
    fixity.verify(place.settings, report, site)
    return sorted((m.code, m.path) for m in report.messages)


def test_a_sound_library_is_sound(kept: Place, site: Path) -> None:
    assert verified(kept, site) == []


def test_every_flipped_bit_is_found_and_its_file_named(kept: Place, site: Path) -> None:
    chance = random.Random(0)
    targets = [kept.content / name for name in kept.files("dumps") + kept.files("records")]
    targets += [kept.content / manifest.MANIFEST]
    targets += [path for path in site.rglob("*") if path.is_file()]
    for _ in range(FLIPS):
        path = chance.choice(targets)
        good = path.read_bytes()
        at = chance.randrange(len(good))
        path.write_bytes(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])
        told = verified(kept, site)
        if path.name == manifest.MANIFEST and path.read_bytes().lower() == good.lower() and not told:
            path.write_bytes(good)
            continue  # a digest says the same in capitals
        # a manifest whose own bits flip names another path or digest: then the file it spoke of is told
        assert any(name == "" or path.as_posix().endswith(name) or path.name == manifest.MANIFEST for _, name in told)
        assert any(code in ("DL416", "DL431", "DL432", "DL434") for code, _ in told)
        path.write_bytes(good)
    assert verified(kept, site) == []
    torture.count("bits flipped in a library and its site, each found", FLIPS)


def test_what_is_missing_or_unexpected_is_named(kept: Place, site: Path) -> None:
    (kept.content / "dumps/2.txt").unlink()
    (kept.content / "dumps/0.txt.meta.yaml").unlink()
    kept.put("later.txt", "not yet ingested")
    (kept.content / "records/2020/notes.txt").write_text("x")
    (site / "2020/a.html").unlink()
    (site / "2020/b.html").write_text("x")
    assert verified(kept, site) == sorted(
        [
            ("DL432", "dumps/0.txt.meta.yaml"),
            ("DL432", "dumps/2.txt"),
            ("DL432", (site / "2020/a.html").as_posix()),
            ("DL433", "dumps/later.txt"),
            ("DL433", "records/2020/notes.txt"),
            ("DL433", (site / "2020/b.html").as_posix()),
        ]
    )


def test_the_manifest_of_a_library_stays_true_through_its_life(kept: Place) -> None:
    kept.put("more.txt", dump_text("One more"))
    (kept.content / "dumps/2.txt").rename(kept.content / "dumps/renamed.txt")
    kept.ingest()
    known = manifest.parse((kept.content / manifest.MANIFEST).read_text(), "")
    assert set(known) == {*kept.files("dumps"), *kept.files("records")} - {"dumps/0.txt.meta.yaml"}
    assert all(manifest.digest(kept.content / name) == digest for name, digest in known.items())


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this system")
def test_sha256sum_reads_the_manifests(kept: Place, site: Path) -> None:
    for folder in (kept.content, site):
        subprocess.run(["sha256sum", "-c", "--quiet", "--strict", manifest.MANIFEST], cwd=folder, check=True)


def test_a_manifest_is_brought_up_to_date_by_what_changed(site: Path) -> None:
    (site / "2020/a.html").unlink()
    (site / "2020/b.html").write_text("b")
    (site / "index.html").write_text("new")
    text = manifest.refresh(site, {"2020/a.html", "2020/b.html", "index.html"})
    assert text == manifest.refresh(site)
    assert manifest.render(manifest.parse(text, "")) == text


DIGEST = "0123456789abcdef" * 4
HARD = (
    "a b.html",
    "\x0b.html",
    "*star",
    " begins so",
    "back\\slash",
    "line\nend",
    "line\rend",
    "\u2028.html",
    "\u0441.html",
)


@pytest.mark.parametrize("name", ["a.html", *HARD])
@pytest.mark.parametrize("form", ["{}", "{}x", "\n{}", "{}\n", "{}{}", "{}\r\n"])
def test_a_manifest_is_read_at_once_as_line_by_line(name: str, form: str) -> None:
    text = form.replace("{}", manifest.line("first.html", DIGEST) + manifest.line(name, DIGEST[::-1]))

    def found(read: Callable[[], dict[str, str]]) -> object:
        try:
            return read()
        except DatelineError as error:
            return error.messages

    by_line = found(lambda: dict(manifest.rows(io.StringIO(text, newline="\n"), "")))
    assert found(lambda: manifest.parse(text, "")) == by_line


@pytest.mark.parametrize("bag", [False, True])
def test_two_bundles_of_one_library_have_the_same_bytes(kept: Place, site: Path, tmp_path: Path, bag: bool) -> None:
    one, two = tmp_path / "one" / "archive.zip", tmp_path / "two" / "archive.zip"
    bundle.write(kept.settings, site, one, Report(), bag=bag)
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    bundle.write(kept.settings, site, two, Report(), bag=bag)
    assert one.read_bytes() == two.read_bytes()


def test_a_bundle_can_be_verified_where_it_is_unpacked(kept: Place, site: Path, tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    bundle.write(kept.settings, site, target, Report())
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "stick")
    known = manifest.parse((tmp_path / "stick" / manifest.MANIFEST).read_text(), "")
    assert set(known) == {name for name in manifest.files(tmp_path / "stick") if name != manifest.MANIFEST}
    assert all(manifest.digest(tmp_path / "stick" / name) == digest for name, digest in known.items())
    assert "site/index.html" in (tmp_path / "stick/START.html").read_text()


def test_the_bag_is_valid(kept: Place, site: Path, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="the validator is not installed")
    bundle.write(kept.settings, site, tmp_path / "archive.zip", Report(), bag=True)
    subprocess.run([*SHA256SUM, "archive.zip.sha256"], cwd=tmp_path, check=True)
    with zipfile.ZipFile(tmp_path / "archive.zip") as archive:
        archive.extractall(tmp_path / "bag")
    bagit.Bag(str(tmp_path / "bag" / "archive")).validate()


def test_a_site_that_is_not_as_it_was_built_is_not_bundled(kept: Place, site: Path, tmp_path: Path) -> None:
    (site / "index.html").write_text("changed")
    with pytest.raises(DatelineError, match="DL435"):
        bundle.write(kept.settings, site, tmp_path / "archive.zip", Report())
    with pytest.raises(DatelineError, match="DL435"):
        bundle.write(kept.settings, tmp_path / "nothing", tmp_path / "archive.zip", Report())
    assert not list(tmp_path.glob("*.zip*"))


def test_what_a_killed_run_left_of_a_bundle_is_swept(kept: Place, site: Path, tmp_path: Path) -> None:
    gone, alive = subprocess.Popen(["true"]), os.getppid()
    gone.wait()
    left = [tmp_path / f".a.zip.{process}{atomic.SUFFIX}" for process in (gone.pid, alive)]
    others = [tmp_path / f".b.zip.{gone.pid}{atomic.SUFFIX}", tmp_path / f".a.zip.mine{atomic.SUFFIX}"]
    for path in (*left, *others):
        path.write_text("the archive as it was")
    bundle.write(kept.settings, site, tmp_path / "a.zip", Report())
    assert [path.exists() for path in (*left, *others)] == [False, True, True, True]


def test_withdrawals_are_listed_and_nothing_else_of_them(kept: Place, site: Path, tmp_path: Path) -> None:
    name = kept.files("articles")[0]
    kept.edit(
        "status: published", 'status: withdrawn\nwithdrawn: {date: 2021-01-02, reason: "A court\\tsaid so."}', name
    )
    bundle.write(kept.settings, site, tmp_path / "archive.zip", Report())
    with zipfile.ZipFile(tmp_path / "archive.zip") as archive:
        rows = archive.read("withdrawals.tsv").decode().splitlines()
    assert rows == ["date\tslug\treason", f"2021-01-02\t{Path(name).stem}\tA court said so."]


def test_what_may_be_shown_is_decided_in_one_place(kept: Place) -> None:
    from dataclasses import replace

    from dateline import library
    from dateline.library.shown import EXCERPT_WORDS
    from dateline.model import Status, Withdrawal

    file = kept.article(kept.files("articles")[0])
    text = "word " * (EXCERPT_WORDS + 5)
    settings = replace(kept.settings, publish_by_source=(("the-northern-gazette", Publish.METADATA),))
    gazette = replace(file.header, source="The Northern Gazette", standfirst="A standfirst.")
    silent = library.shown(gazette, settings)
    assert (silent.level, silent.body(text), silent.header.standfirst, silent.record) == (
        Publish.METADATA,
        "",
        "",
        False,
    )
    own = library.shown(replace(gazette, publish=Publish.EXCERPT), settings)
    assert own.body(text) == ("word " * EXCERPT_WORDS).strip() + " …"
    assert own.body("short text") == "short text"
    assert library.shown(replace(gazette, source="Other"), settings).body(text) == text
    gone = library.shown(
        replace(gazette, status=Status.WITHDRAWN, withdrawn=Withdrawal("2021", "why"), warning="secret"), settings
    )
    assert (gone.tombstone, gone.listed, gone.record, gone.body(text)) == (True, False, False, "")
    assert "secret" not in repr(gone.header)
    assert gazette.title not in repr(gone.header)
    hidden = library.shown(replace(gazette, status=Status.HIDDEN), settings)
    assert (hidden.page, hidden.listed) == (True, False)
    draft = library.shown(replace(gazette, status=Status.DRAFT), settings)
    assert (draft.page, draft.listed) == (False, False)


def test_what_was_refused_is_verified_too(place: Place) -> None:
    place.put("good.txt", dump_text("Story"))
    refused = place.put("empty.txt", "\n \n")
    place.ingest()
    assert place.report.refused == 1
    assert "dumps/empty.txt" in manifest.parse((place.content / manifest.MANIFEST).read_text(), "")
    assert verified(place) == []
    refused.write_text("\n\t\n")
    assert verified(place) == [("DL431", "dumps/empty.txt")]
    assert "DL429" in [m.code for m in place.ingest().messages], "a later ingest tells it"
    assert verified(place) == []


def test_a_record_that_is_gone_is_missed(kept: Place) -> None:
    name = kept.files("records")[0]
    (kept.content / name).unlink()
    assert ("DL432", name) in verified(kept)


def test_a_library_without_its_manifest_says_so(kept: Place) -> None:
    (kept.content / manifest.MANIFEST).unlink()
    assert verified(kept) == [("DL432", manifest.MANIFEST)]
    kept.ingest()
    assert verified(kept) == []


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace("dumps/", "dumps_", 1), lambda text: text[70:], lambda text: "<<<<<<< HEAD\n" + text],
    ids=["another path", "a line less", "a merge left open"],
)
def test_a_damaged_manifest_of_the_library_is_told(kept: Place, change: Callable[[str], str]) -> None:
    path = kept.content / manifest.MANIFEST
    path.write_text(change(path.read_text()))
    assert {code for code, _ in verified(kept)} & {"DL434", "DL432"}
    kept.ingest()
    assert verified(kept) == []


def bundle_told(path: Path) -> list[tuple[str, str]]:
    report = Report()
    fixity.verify_bundle(path, report)
    return sorted((m.code, m.path.rpartition("/")[2]) for m in report.messages)


@pytest.fixture(params=[False, True], ids=["plain", "bag"])
def zipped(kept: Place, site: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    bundle.write(kept.settings, site, tmp_path / "archive.zip", Report(), bag=request.param)
    return tmp_path / "archive.zip"


def test_a_whole_bundle_is_sound_as_a_file_and_unpacked(zipped: Path, tmp_path: Path) -> None:
    assert bundle_told(zipped) == []
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "stick")
    (root,) = [path.parent for path in (tmp_path / "stick").rglob(manifest.MANIFEST) if "site" not in path.parts]
    assert bundle_told(root) == []
    (root / "more.txt").write_text("x")
    assert [code for code, _ in bundle_told(root)] == ["DL453"]


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_bundle_that_was_cut_short_is_told(zipped: Path, share: float) -> None:
    data = zipped.read_bytes()
    zipped.write_bytes(data[: int(len(data) * share)])
    assert set(bundle_told(zipped)) == {("DL440", "archive.zip")}
    zipped.with_name("archive.zip.sha256").unlink()
    assert bundle_told(zipped) == [("DL440", "archive.zip")], "also where it was copied without its digest"


def test_every_flipped_bit_of_a_bundles_files_is_told(zipped: Path) -> None:
    chance = random.Random(1)
    good = zipped.read_bytes()
    with zipfile.ZipFile(zipped) as archive:
        spans = [
            (info.header_offset + 30 + len(info.filename), info.compress_size)
            for info in archive.infolist()
            if info.compress_size
        ]
    for _ in range(FLIPS):
        start, size = chance.choice(spans)
        at = start + chance.randrange(size)
        zipped.write_bytes(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])
        assert {code for code, _ in bundle_told(zipped)} & {"DL440", "DL431", "DL434", "DL432"}, at
    torture.count("bits flipped in a bundle, each found", FLIPS)


def test_what_is_missing_from_a_bundle_or_was_added_is_named(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    gone = next(name for name in entries if name.endswith("site/2020/a.html"))
    del entries[gone]
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
        archive.writestr("more.exe", b"x")
    told = [("DL432", "a.html"), ("DL440", "archive.zip"), ("DL453", "archive.zip!more.exe")]
    assert bundle_told(zipped) == told


def test_a_bundle_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert bundle_told(tmp_path / "nothing.zip") == [("DL002", "nothing.zip")]


OTHER = "\n\n".join(f"In town {n} something else was said by others, who came on Monday morning." for n in range(4))


def test_a_file_from_the_future_is_told_and_nothing_is_lost(place: Place) -> None:
    path = place.put("a.txt", dump_text("Story"))
    os.utime(path, (4e9, 4e9))
    place.put("b.txt", dump_text("Another", body=OTHER))
    report = place.ingest()
    (message,) = [m for m in report.messages if m.code == "DL441"]
    assert message.path == "dumps/a.txt"
    assert (report.published, report.exit_status) == (2, 0)
    # it is read anew in every run, so that a change that leaves size and time alone is seen
    text = path.read_text("utf-8")
    path.write_text(text.replace("Story", "Storm"), "utf-8")
    os.utime(path, (4e9, 4e9))
    assert "DL429" in [m.code for m in place.ingest().messages]
