"""The command line: the contracts that other programs rely on, exit statuses, and a terminal that stays safe."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import cli
from tests.library_place import Place, dump_text

KEYS = [
    *("path", "index", "title", "standfirst", "date", "date_precision", "modified", "authors", "source", "credit"),
    *("url", "lang", "body", "markdown", "captions", "lines", "places", "conflicts", "tags", "review"),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)  # no pelican.conf.py here: the defaults hold
    return Place(tmp_path / "content")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = cli.main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def commands() -> list[str]:
    (group,) = (a for a in cli.parser()._actions if hasattr(a, "choices") and a.choices)
    return list(group.choices or ())


@pytest.mark.parametrize("command", commands())
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main([command, "--help"])
    assert done.value.code == 0
    assert "usage: dateline" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["ingest", "--workers", "0"], ["extract"], ["ingest", "--jso"]]
)
def test_a_command_that_is_not_understood_gives_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main(arguments)
    assert done.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "dateline: error: 'biuld' is no command. Did you mean 'build'?"),
        (["build", "--ouput", "x"], "dateline build: error: there is no option '--ouput'. Did you mean '--output'?"),
        (["serve", "--prot=3"], "there is no option '--prot'. Did you mean '--port'?"),
        (["check", "twice"], "dateline check: error: 'twice' is one argument too many."),
    ],
)
def test_what_is_not_understood_is_answered_with_the_nearest_that_is(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main(arguments)
    assert done.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--version"], "dateline 0."), (["help"], "usage: dateline [-h]"), (["help", "build"], "usage: dateline build")],
)
def test_help_and_version_are_answered(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main(arguments)
    assert done.value.code == 0
    assert capsys.readouterr().out.startswith(said)


def test_extract_gives_one_object_per_article_in_order(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [place.put(f"{n}.txt", dump_text(f"Story {n}")) for n in range(9)]
    paths.insert(4, place.put("empty.txt", b""))
    before = place.digests()
    for workers in ("1", "2"):
        status, out, _ = run(capsys, "extract", "--json", "--workers", workers, *map(str, paths))
        found = [json.loads(line) for line in out.splitlines()]
        assert [entry["path"] for entry in found] == [str(path) for path in paths]
        assert status == 1, "one was refused"
        assert set(found[4]) == {"path", "error"}
        assert found[4]["error"]["code"].startswith("DL1")
        assert set(found[4]["error"]) == {"code", "message"}
        for entry in found[:4] + found[5:]:
            assert list(entry) == KEYS
            assert (entry["date"], entry["date_precision"]) == ("2020-11-08", "day")
            assert set(entry["lines"][0]) == {"n", "role", "score", "rule"}
            assert entry["body"].split("\n\n")[0].startswith("Negotiators")
    assert place.digests() == before


def test_extract_explains_itself(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    path = place.put("a.txt", dump_text(date=""))
    status, out, _ = run(capsys, "extract", "--json", "--explain", str(path))
    (entry,) = map(json.loads, out.splitlines())
    assert status == 0
    assert {"evidence", "doubts", "annotations"} <= set(entry)
    assert "date" in {doubt["field"] for doubt in entry["doubts"]}
    status, out, _ = run(capsys, "extract", "--explain", str(path))
    assert "because" in out
    assert "paragraph" in out


def test_annotate_answers_while_the_input_is_still_open(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline", "annotate", "--json", "--workers", workers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=tmp_path,
        )
        assert process.stdin
        assert process.stdout
        for number in range(3):
            text = f"🙂 Fighting near Stepanakert, report {number}"
            process.stdin.write(json.dumps({"id": number, "text": text}).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert list(answer) == ["id", "places", "conflicts", "tags"]
            assert answer["id"] == number
            (name,) = (p for p in answer["places"] if p["name"] == "Stepanakert")
            (span,) = name["mentions"]
            assert text[span[0] : span[1]] == "Stepanakert"
            assert {"name", "key", "lat", "lon", "country", "kind", "mentions"} <= set(name)
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


def test_annotate_says_of_which_text_only_the_beginning_was_looked_at(tmp_path: Path) -> None:
    text = "Talks were held in Geneva. " + "Nobody said more. " * 56_000
    requests = [{"id": "short", "text": "Talks were held in Geneva."}, {"id": "long", "text": text}]
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "annotate", "--json", "--workers", "1"],
        input="".join(json.dumps(request) + "\n" for request in requests),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    short, long = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert "doubts" not in short
    assert [doubt["code"] for doubt in long["doubts"]] == ["DL306"]
    assert "1,008,027 characters" in long["doubts"][0]["reason"]
    assert [place["key"] for place in long["places"]] == ["geneva"]


def test_annotate_answers_what_it_cannot_read_with_an_error(tmp_path: Path) -> None:
    lines = [b'{"id": 1, "text": "a"}', b"nonsense", b"", b'{"id": 2}', b"[" * 100_000, b'{"id": "last", "text": "b"}']
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "annotate", "--json", "--workers", "2"],
        input=b"\n".join(lines),
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, "DL003", "DL003", "DL003", None]
    assert [answer.get("line") for answer in answers] == [None, 2, 4, 5, None]
    assert answers[-1]["id"] == "last"
    assert done.returncode == 1


def test_ingest_prints_the_ledger(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.put("a.txt")
    place.put("empty.txt", b"")
    status, out, err = run(capsys, "ingest", "--workers", "1")
    assert status == 1
    assert out.startswith("2 in = 1 published + 0 inbox + 1 refused (1 new")
    assert "dumps/empty.txt: error DL101" in err
    status, out, err = run(capsys, "ingest", "-q")
    assert (status, out) == (1, "")
    status, out, _ = run(capsys, "ingest", "--json")
    assert json.loads(out)["received"] == 2


def test_what_a_terminal_would_obey_is_shown_as_text(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.put("evil\x1b]0;title\x07\x1b[31m.txt", b"")
    place.put("a.txt", dump_text("Red \x1b[31m title", date=""))
    _, out, err = run(capsys, "ingest")
    _, shown, _ = run(capsys, "extract", str(place.content / "dumps/a.txt"))
    _, listed, _ = run(capsys, "review", "--list")
    for text in (out, err, shown, listed):
        assert "\x1b" not in text
        assert "\x07" not in text
    assert "evil\\x1b" in err


def test_a_settings_file_that_is_wrong_stops_everything(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    (place.content.parent / "pelican.conf.py").write_text("DATELINE = {'wokers': 2, 'accent': 'red'}\n")
    place.put("a.txt")
    status, _, err = run(capsys, "ingest")
    assert status == 1
    assert err.count("DL001") == 2
    assert "Did you mean 'workers'?" in err
    assert place.files("articles") == []


def test_check_and_verify_say_how_much_is_wrong(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.put("a.txt")
    run(capsys, "ingest")
    status, out, _ = run(capsys, "check")
    assert (status, out.split(",")[0]) == (0, "0 problems")
    place.edit("lang: en", "langue: en")
    status, out, err = run(capsys, "check")
    assert (status, out.split(",")[0]) == (1, "1 problems")
    assert "Did you mean 'lang'?" in err
    assert run(capsys, "verify")[0] == 0
    place.put("a.txt", dump_text("Other bytes"))
    status, out, err = run(capsys, "verify")
    assert status == 1
    assert "1 changed" in out
    assert "dumps/a.txt: error DL431" in err


def test_a_reader_that_goes_away_is_no_failure_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(dump_text())
    command = f"{sys.executable} -m dateline extract --json {' '.join(['a.txt'] * 30)} | head -c 10"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert len(done.stdout) == 10
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["check"],
        ["review", "--list"],
        ["verify"],
        ["bundle", "--site", "elsewhere"],
        ["export", "out.jsonl"],
        ["build"],
        ["serve"],
        ["bundle", "--epub", "x"],
    ],
)
def test_a_library_that_is_not_there_is_no_empty_one(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pelican.conf.py").write_text('PATH = "contnet"\nPLUGINS = ["dateline"]\n')
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (1, "")
    assert "contnet: fatal DL005" in err
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["pelican.conf.py"]


def test_dumps_that_are_named_begin_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "found.txt").write_text(dump_text())
    status, out, _ = run(capsys, "ingest", "found.txt")
    assert (status, out.partition(" (")[0]) == (0, "1 in = 1 published + 0 inbox + 0 refused")
    assert (tmp_path / "content" / "articles" / "2020").is_dir()


@pytest.mark.parametrize("name", ["nowhere", "/no/where"])
def test_a_theme_that_is_not_there_is_told_before_anything_runs(
    name: str, place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pelican.conf.py").write_text(f'THEME = "{name}"\nPLUGINS = ["dateline"]\n')
    status, _, err = run(capsys, "build")
    assert status == 1
    assert f"fatal DL001: THEME = {name!r}: there is no such folder" in err
    assert not (tmp_path / "output").exists()


def test_settings_that_are_not_there(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "build", "-s", "other.py")
    assert status == 1
    assert "other.py: fatal DL006" in err


def test_an_error_of_pelicans_own_build_is_no_traceback(place: Place, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "templates").mkdir()
    (tmp_path / "theme" / "templates" / "index.html").write_text("{% if %}")
    (tmp_path / "pelican.conf.py").write_text('THEME = "theme"\nPLUGINS = ["dateline"]\n')
    done = subprocess.run([sys.executable, "-m", "dateline", "build"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "DL524" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_pelicans_own_build_leaves_other_loggers_alone(place: Place, tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "pelican.conf.py").write_text('THEME = "theme"\nPLUGINS = ["dateline"]\n')
    after = "import logging; from dateline import cli; cli.main(['build']); logging.getLogger('other').error('told')"
    done = subprocess.run([sys.executable, "-c", after], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_library_goes_out_and_comes_in(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.put("a.txt", dump_text())
    place.ingest()
    status, out, err = run(capsys, "export", "--format", "csv", "out/library.csv")
    assert (status, out, err) == (0, "out/library.csv: 1 article\n", "")
    status, out, err = run(capsys, "import", "-c", "other", "out/library.csv")
    assert (status, err) == (0, "")
    assert out == "1 in = 1 published + 0 inbox + 0 refused (2 files with them)\n"  # its record and its dump
    assert Place(tmp_path / "other").digests() == place.digests()
    (tmp_path / "blog.md").write_text("---\ntitle: A post\ndate: 2020-01-01\n---\nText.\n")
    status, out, _ = run(capsys, "import", "-c", "other", "--source", "My Blog", "blog.md")
    assert (status, out) == (0, "1 in = 1 published + 0 inbox + 0 refused\n")
    status, out, err = run(capsys, "import", "-c", "other", "dump.txt", "nowhere")
    assert status == 1
    assert err.count("DL002") == 2


@pytest.mark.parametrize("kind", [(), ("--epub", "conflicts/x"), ("--zim",)])
@pytest.mark.parametrize(
    "target",
    ["dumps/a.txt", "articles/2020/new.md", "records/x.zip", "manifest-sha256.txt", "decisions.jsonl", "../sub"],
)
def test_a_bundle_takes_no_place_of_the_library_s(
    place: Place, capsys: pytest.CaptureFixture[str], kind: tuple[str, ...], target: str
) -> None:
    place.put("a.txt")
    place.ingest()
    (place.content.parent / "sub").mkdir()
    before = place.digests()
    status, _, err = run(capsys, "bundle", *kind, "-o", str(place.content / target))
    assert (status, "DL002" in err) == (1, True), err
    assert place.digests() == before
