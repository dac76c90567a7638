from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from dateline.dumps import find, read, read_bytes
from dateline.messages import DatelineError
from dateline.model import Format, Hints


def code(error: pytest.ExceptionInfo[DatelineError]) -> str:
    return error.value.messages[0].code


def test_a_dump_says_where_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "dumps" / "2020" / "truce.txt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Ceasefire holds\n")
    (dump,) = read(path, tmp_path)
    assert dump.path == "dumps/2020/truce.txt"
    assert dump.sha256 == hashlib.sha256(b"Ceasefire holds\n").hexdigest()
    assert dump.id == dump.sha256[:16]
    assert (dump.size, dump.part, dump.format, dump.encoding) == (16, 1, Format.TEXT, "utf-8")


def test_find_lists_in_stable_order_what_is_no_dump_too(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/b/photo.png", "b.meta.yaml", ".hidden", ".git/config", "b.txt.meta.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [p.relative_to(tmp_path).as_posix() for p in find(tmp_path)] == ["a/b/photo.png", "a/z.html", "b.txt"]


def test_hints_without_their_dump_are_not_overlooked(tmp_path: Path) -> None:
    for name in ("truce.txt", "truce.meta.yaml", "turce.meta.yaml"):
        (tmp_path / name).write_text("source: X\n")
    assert [path.name for path in find(tmp_path)] == ["truce.txt", "turce.meta.yaml"]
    with pytest.raises(DatelineError) as error:
        read(tmp_path / "turce.meta.yaml", tmp_path)
    assert code(error) == "DL107"


def test_links_out_of_the_content_folder_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for readers")
    content = tmp_path / "content"
    content.mkdir()
    (content / "link.txt").symlink_to(secret)
    (content / "folder").symlink_to(tmp_path, target_is_directory=True)
    (content / "inside.txt").write_text("Ceasefire holds\n")
    (content / "inner.txt").symlink_to(content / "inside.txt")
    assert [p.name for p in find(content)] == ["folder", "inner.txt", "inside.txt", "link.txt"]
    for name in ("folder", "link.txt"):
        with pytest.raises(DatelineError) as error:
            read(content / name, content)
        assert code(error) == "DL104"
    assert read(content / "inner.txt", content)[0].text == "Ceasefire holds\n"


def test_a_folder_linked_above_the_file_is_no_way_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("not for readers")
    content = tmp_path / "content"
    content.mkdir()
    (content / "folder").symlink_to(outside, target_is_directory=True)
    with pytest.raises(DatelineError) as error:
        read(content / "folder" / "a.txt", content)
    assert code(error) == "DL104"


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatelineError) as error:
        read(tmp_path / "missing.txt", tmp_path)
    assert code(error) == "DL104"
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DatelineError) as error:
        read(tmp_path / "pipe.txt", tmp_path)
    assert code(error) == "DL104"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 101)
    assert read(path, tmp_path, max_bytes=101)
    with pytest.raises(DatelineError) as error:
        read(path, tmp_path, max_bytes=100)
    assert code(error) == "DL103"
    with pytest.raises(DatelineError) as error:
        read_bytes(b"x" * 101, "long.txt", max_bytes=100)
    assert code(error) == "DL103"


def test_hints_beside_the_file_win_over_those_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Source: In the text\nDate: 2020-11-08\n\nCeasefire holds\n")
    (tmp_path / "a.txt.meta.yaml").write_text("Outlet: Beside it\nauthors:\n- Mara Linde\n- Jon Ask\n")
    (dump,) = read(path, tmp_path)
    assert dump.hints.get("source") == "Beside it"
    assert dump.hints.get("date") == "2020-11-08"
    assert dump.hints.get("authors") == "Mara Linde; Jon Ask"
    assert dump.hints.lines == (1, 2)


def test_parts_of_one_file_have_their_own_ids() -> None:
    item = '{"itemType":"webpage","title":"%s"}'
    dumps = read_bytes(f"[{item % 'One'},{item % 'Two'}]".encode(), "export.json", Hints((("lang", "en"),)))
    assert [dump.part for dump in dumps] == [1, 2]
    assert dumps[1].id == f"{dumps[0].id}-2"
    assert all(dump.hints.get("lang") == "en" for dump in dumps)


@pytest.mark.parametrize(
    ("module", "data", "extra"),
    [("pypdf", b"%PDF-1.4\n", "pypdf"), ("warcio.archiveiterator", b"WARC/1.0\r\n", "warcio")],
)
def test_a_missing_extra_is_named(module: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(DatelineError) as error:
        read_bytes(data, "a")
    assert code(error) == "DL108"
    assert extra in error.value.messages[0].text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Titel: Ruhe am Ardel\nZeitung: Ardel-Bote\nDatum: 8.11.2020\n\nText.", ["title", "source", "date"]),
        ("Fuente: El Ardel\nFecha: 8 de noviembre de 2020\n\nTexto.", ["source", "date"]),
        ("Название: Тишина на Арделе\nИсточник: Ардельский вестник\n\nТекст.", ["title", "source"]),
        ("标题：阿德尔\n来源：晨报\n\n正文", ["title", "source"]),
        ("Quelle: dpa\n\nText.", []),  # one such line may be the text's
        ("Source: dpa\n\nText.", ["source"]),
    ],
)
def test_hints_at_the_top_may_be_in_other_languages(text: str, found: list[str]) -> None:
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert [key for key, _ in dump.hints.values] == found
