"""Bundles that somebody has tampered with: ``dateline verify --bundle`` names what is wrong."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import resource
import stat
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline import cli
from dateline.library import manifest
from tests import torture
from tests.crash.sites import ROOT, write
from tests.hostile import live

Members = list[tuple[zipfile.ZipInfo, bytes]]
Change = Callable[[Members], None]
X = hashlib.sha256(b"x").hexdigest()
ROWS = f"{X}  ../../../etc/x\n".encode(), f"{X}  /etc/hostname\n".encode()


@pytest.fixture(scope="module", params=["plain", "bag"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    write(folder, 0, 3)
    content, site, target = (str(folder / name) for name in ("content", "site", "archive.zip"))
    assert cli.main(["build", "-s", str(ROOT / "pelican.conf.py"), "-c", content, "-o", site]) == 0
    bag = ["--bag"] if request.param == "bag" else []
    assert cli.main(["bundle", "-c", content, "--site", site, "-o", target, *bag]) == 0
    return folder


def verify(folder: Path, bundle: Path) -> tuple[int, str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = cli.main(["verify", "-c", str(folder / "content"), "--bundle", str(bundle)])
    assert live.in_terminal(printed.getvalue(), "verify") == []
    return status, printed.getvalue()


def add(name: str, data: bytes = b"x", mode: int = 0o100644, *, listed: bool = False) -> Change:
    def change(members: Members) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        members.append((info, data))
        if listed:
            row = manifest.line(name, hashlib.sha256(data).hexdigest()).encode()
            edit(manifest.MANIFEST, lambda text: text + row)(members)

    return change


def edit(end: str, how: Callable[[bytes], bytes]) -> Change:
    def change(members: Members) -> None:
        names = [info.filename for info, _ in members]
        at = names.index(next(name for name in names if name.rpartition("/")[2] == end))
        members[at] = members[at][0], how(members[at][1])

    return change


def drop(end: str) -> Change:
    return lambda members: members.__setitem__(slice(None), [m for m in members if not m[0].filename.endswith(end)])


def again(end: str, data: bytes) -> Change:
    """A second member of a name: programs differ in which of the two they unpack."""

    def change(members: Members) -> None:
        name = next(info.filename for info, _ in members if info.filename.endswith(end))
        members.insert(0, (zipfile.ZipInfo(name), data))

    return change


LINK = stat.S_IFLNK | 0o777
TAMPERED: dict[str, tuple[Change, str]] = {
    "another text": (edit("START.html", lambda _: b"evil"), "DL431"),
    "a file is gone": (drop("START.html"), "DL432"),
    "a page more": (add("site/evil.html"), "DL453"),
    "a way out": (add("../../x", listed=True), "DL453"),
    "a way out with backslashes": (add("site\\..\\..\\x", listed=True), "DL453"),
    "from the root": (add("/etc/x", listed=True), "DL453"),
    "another drive": (add("C:/x", listed=True), "DL453"),
    "a link": (add("link", b"/etc/passwd", LINK, listed=True), "DL453"),
    "the same name first": (again("index.html", b"evil"), "DL453"),
    "another case": (add("START.HTML", listed=True), "DL453"),
    "escapes in a name": (add("\x1b[31mevil\u202e"), "DL453"),
    "a name in the manifest that leads out": (edit("manifest-sha256.txt", lambda t: t + ROWS[0]), "DL432"),
    "an absolute name in the manifest": (edit("manifest-sha256.txt", lambda t: t + ROWS[1]), "DL432"),
    "a manifest of zeros": (edit("manifest-sha256.txt", lambda _: bytes(1 << 20)), "DL434"),
    "a manifest without end": (edit("manifest-sha256.txt", lambda _: f"{X}  a\n".encode() * 300_000), "DL434"),
    "no manifest": (drop(manifest.MANIFEST), "DL432"),
}  # fmt: skip


def tampered(folder: Path, change: Change) -> Path:
    with zipfile.ZipFile(folder / "archive.zip") as archive:
        members: Members = [(info, archive.read(info)) for info in archive.infolist()]
    change(members)
    path = folder / "tampered.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # the module warns of two members of one name
        for info, data in members:
            archive.writestr(info, data)
    return path


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_done_to_a_bundle_is_named(sound: Path, name: str) -> None:
    assert verify(sound, sound / "archive.zip")[0] == 0
    change, code = TAMPERED[name]
    status, said = verify(sound, tampered(sound, change))
    assert status == 1
    assert f"error {code}" in said, said[-2000:]
    torture.count("bundles that were tampered with")


WRITTEN: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
    "capitals": lambda text: b"".join(row[:64].upper() + row[64:] for row in text.splitlines(True)),
    "stars": lambda text: b"".join(row[:64] + row[64:].replace(b"  ", b" *", 1) for row in text.splitlines(True)),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_manifest_as_other_programs_write_it_is_read(sound: Path, name: str) -> None:
    with zipfile.ZipFile(sound / "archive.zip") as archive:
        bag = any(info.filename.endswith("bagit.txt") for info in archive.infolist())

    def change(members: Members) -> None:
        if bag:
            drop("tagmanifest-sha256.txt")(members)
        edit(manifest.MANIFEST, WRITTEN[name])(members)

    status, said = verify(sound, tampered(sound, change))
    assert "DL431" not in said
    assert "DL432" not in said
    assert status == bag  # (its own files have no manifest then)


def replaced(root: Path, how: Callable[[Path], None]) -> None:
    (root / "START.html").rename(root.parent.parent / "aside")
    how(root / "START.html")


FOLDERS: dict[str, Callable[[Path], None]] = {
    "a link to a file elsewhere": lambda root: (root / "link").symlink_to("/etc/hostname"),
    "a link to a folder elsewhere": lambda root: (root / "link").symlink_to("/etc"),
    "a page more": lambda root: (root / "site" / "evil.html").touch(),
    "a link to its like": lambda root: replaced(root, lambda path: path.symlink_to(root.parent.parent / "aside")),
    "a pipe": lambda root: replaced(root, os.mkfifo),
    "a device": lambda root: replaced(root, lambda path: path.symlink_to("/dev/zero")),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_what_was_done_to_an_unpacked_bundle_is_named(sound: Path, name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(sound / "archive.zip") as archive:
        archive.extractall(tmp_path / "to")
    root = next((tmp_path / "to").rglob("START.html")).parent
    bag = root.name == "data"
    root = root.parent if bag else root
    assert verify(sound, root)[0] == 0
    (root / ".DS_Store").write_text("what systems leave behind is nobody's")
    assert verify(sound, root)[0] == 0
    FOLDERS[name](root / "data" if bag else root)
    assert verify(sound, root)[0] == 1
    torture.count("bundles that were tampered with")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of memory")
def test_a_manifest_that_unpacks_to_gigabytes_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(manifest.MANIFEST, "w", force_zip64=True) as file,
    ):
        for _ in range(1024 if torture.FULL else 128):
            file.write(b"0" * (1 << 20))
    (tmp_path / "content" / "articles").mkdir(parents=True)
    with limited(96 << 20):
        status, said = verify(tmp_path, path)
    assert (status, "error DL434" in said) == (1, True)


@contextlib.contextmanager
def limited(more: int) -> Iterator[None]:
    """Let this process take no more than so many bytes of address space beside those that it has."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
