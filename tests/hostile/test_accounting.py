"""Random libraries with random damage: in = published + inbox + refused, nobody forgotten, the exit status right."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline import cli, library
from dateline.library import files, manifest
from dateline.messages import DatelineError, Severity
from tests import torture
from tests.library_place import Place, dump_text

pytestmark = pytest.mark.usefixtures("one_catalogue")

LIBRARIES, SIZE = (20, 500) if torture.FULL else (3, 45)
PLACES = ("Shusha", "Mariupol", "Gaza City", "El Fasher", "Goma", "Kabul", "Sanaa")


def story(chance: random.Random, number: int) -> str:
    where = chance.choice(PLACES)
    return dump_text(
        f"Shelling stops in {where}, day {number}",
        date=f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}",
        body=f"Residents of {where} said on Monday that the night had been quiet for the {number}th time this year.\n\n"
        "Officials of both sides told reporters that talks would go on, and that prisoners might be exchanged soon.",
    )


def page(chance: random.Random, number: int) -> str:
    text = "".join(f"<p>{line}</p>" for line in story(chance, number).split("\n") if line and ": " not in line)
    return f"<html><head><title>Page {number}</title></head><body><h1>Page {number}</h1>{text}</body></html>"


def mail(chance: random.Random, number: int) -> str:
    return f"From: a@example.org\nDate: Mon, 09 Nov 2020 10:00:00 +0000\nSubject: {number}\n\n{story(chance, number)}"


def together(chance: random.Random, number: int) -> str:
    return ("\n" + "=" * 30 + "\n").join(story(chance, number + part) for part in range(3))


KINDS: dict[str, Callable[[random.Random, int], str]] = {".txt": story, ".html": page, ".eml": mail, ".text": together}

DAMAGE: dict[str, Callable[[random.Random, bytes], bytes]] = {
    "none": lambda _, data: data,
    "cut": lambda chance, data: data[: chance.randrange(len(data) + 1)],
    "emptied": lambda _, __: b"",
    "blank": lambda _, __: b" \n\t\r\n",
    "flipped bits": lambda chance, data: bytes(  # one in a hundred
        b ^ (1 << chance.randrange(8)) if chance.random() < 0.01 else b for b in data
    ),
    "noise": lambda chance, _: chance.randbytes(chance.randrange(1, 3000)),
    "zeros": lambda _, data: bytes(len(data)),
    "packed": lambda _, data: gzip.compress(data),
    "a picture": lambda _, data: b"\x89PNG\r\n\x1a\n" + data,
    "a document": lambda _, data: b"%PDF-1.4\n" + data,
    "an archive": lambda _, data: b"PK\x03\x04" + data,
    "UTF-16": lambda _, data: data.decode("utf-8", "replace").encode("utf-16"),
    "turned": lambda _, data: data[::-1],
    "doubled": lambda _, data: data + data,
    "not closed": lambda _, data: b"<!--" + data,
}


def fill(place: Place, chance: random.Random, size: int) -> None:
    """Dumps of all kinds, damaged or not, copies among them, in folders or not."""
    before: list[bytes] = []
    for number in range(size):
        kind = chance.choice([*KINDS])
        data = KINDS[kind](chance, number).encode()
        if chance.random() < 0.4:
            data = DAMAGE[chance.choice([*DAMAGE])](chance, data)
        if before and chance.random() < 0.1:
            data = chance.choice(before)
        before.append(data)
        folder = chance.choice(["", "2020/", "a/b c/d/", "é/"])
        path = place.put(f"{folder}{number}{kind}", data)
        match chance.randrange(40):
            case 0:
                path.with_name(path.name + ".meta.yaml").write_text("source: The Quill\n")
            case 1:
                path.with_name(path.name + ".meta.yaml").write_text("source: [\n")
            case 2:
                path.with_name(f"stray{number}.meta.yaml").write_text("source: x\n")
            case 3:
                path.with_name(f"link{number}.txt").symlink_to(path)
            case 4:
                path.with_name(f"out{number}.txt").symlink_to("/etc/hostname")
            case 5:
                path.with_name(f"nowhere{number}.txt").symlink_to("/nowhere")
            case _:
                pass


def disturb(place: Place, chance: random.Random) -> None:
    """What a year does to a library: dumps and articles come, go, move and break."""
    for path in sorted((place.content / "dumps").rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.endswith(".meta.yaml"):
            match chance.randrange(12):
                case 0:
                    path.unlink()
                case 1:
                    path.rename(path.with_name(f"moved-{path.name}"))
                case 2:
                    path.write_bytes(DAMAGE[chance.choice([*DAMAGE])](chance, path.read_bytes()))
                case _:
                    pass
    for folder in ("articles", "records"):
        for path in sorted((place.content / folder).rglob("*.*")):
            match chance.randrange(15):
                case 0:
                    path.unlink()
                case 1:
                    path.write_bytes(path.read_bytes()[: chance.randrange(400)])
                case 2:
                    path.write_bytes(b"\xff" + path.read_bytes())
                case 3 if folder == "articles":
                    path.write_bytes(path.read_bytes().replace(b"title:", b"titel:", 1))
                case 4 if folder == "articles":
                    (path.parent / "sub").mkdir(exist_ok=True)
                    path.rename(path.parent / "sub" / path.name)
                case _:
                    pass


def demand_balance(place: Place) -> None:
    """Every file of the dumps folder is in the ledger, and what the ledger says is on the disk."""
    report = place.report
    assert report.received == report.published + report.inbox + report.refused
    wrong = {message.path for message in report.messages if message.severity >= Severity.ERROR}
    told = {message.path for message in report.messages}
    known: set[str] = set()
    digests: set[str] = set()
    deleted = 0
    for path in files.walk(place.content / "records", ".json"):
        try:
            record = library.read_record(path)
        except DatelineError:
            assert path.relative_to(place.content).as_posix() in wrong, "a damaged record is said"
            continue
        known |= {record.dump, *record.also}
        digests.add(record.sha256)
        deleted += (1 + len(record.also)) * record.deleted
    count = 0
    for path in sorted((place.content / "dumps").rglob("*")):
        name = path.relative_to(place.content).as_posix()
        if path.is_dir() or (name.endswith(".meta.yaml") and "stray" not in name):
            continue
        count += 1
        named = {name, f"{name}.meta.yaml"}  # (a dump is also refused for its hints)
        held = name in known or (path.is_file() and manifest.digest(path) in digests)  # (moved, its article broken)
        assert held or named & told, f"{name} is neither in the library nor refused"
    assert report.received + deleted >= count
    assert report.refused == 0 or wrong
    assert (report.exit_status == 0) == (not wrong)


@pytest.mark.parametrize("seed", range(LIBRARIES))
def test_nobody_is_forgotten(tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(seed)
    place = Place(tmp_path / "content")
    fill(place, chance, chance.randrange(SIZE // 2, SIZE))
    for _ in range(3):
        place.ingest()
        demand_balance(place)
        first = place.report
        place.ingest()
        assert place.summary.new == place.summary.updated == 0, "the second run has nothing to do"
        assert place.report.received == first.received
        assert place.report.refused == first.refused
        torture.count("files of random libraries accounted for", first.received)
        status = cli.main(["ingest", "-c", str(place.content), "--workers", "1", "-q"])
        assert status == first.exit_status
        assert "in =" not in capsys.readouterr().out
        assert cli.main(["ingest", "-c", str(place.content), "--workers", "1", "--json"]) == status
        ledger = json.loads(capsys.readouterr().out)
        assert [ledger[key] for key in ("received", "published", "inbox", "refused")] == [
            first.received, first.published, first.inbox, first.refused
        ]  # fmt: skip
        disturb(place, chance)
    torture.count("random libraries")


def test_extract_answers_for_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(99)
    place = Place(tmp_path / "content")
    fill(place, chance, SIZE)
    paths = [path for path in sorted((place.content / "dumps").rglob("*")) if not path.is_dir()]
    status = cli.main(["extract", "--json", "--workers", "1", *map(str, paths)])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {answer["path"] for answer in answers} == {str(path) for path in paths}
    refused = [answer for answer in answers if "error" in answer]
    assert refused
    assert all(answer["error"]["code"].startswith("DL") for answer in refused)
    assert status == 1
    good = [path for path in paths if str(path) not in {answer["path"] for answer in refused}]
    assert cli.main(["extract", "--json", "--workers", "1", *map(str, good)]) == 0
    torture.count("files answered for by extract", len(paths))
