"""The judge of live content sees what it must, and lets pass what is harmless."""

from __future__ import annotations

import pytest

from tests.hostile import live
from tests.hostile.strings import all_strings


def test_there_are_enough_strings_of_our_own() -> None:
    assert len(all_strings()) >= 300


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        "<script src='https://example.org/x.js'></script>",
        "<img src=x onerror=x>",
        "<a href='java&#9;script:x'>x</a>",
        "<svg><a xlink:href='javascript:x'>x</a></svg>",
        "<svg><set attributeName=href to=javascript:x></svg>",
        "<p style='color:red'>x</p>",
        "<iframe src=x></iframe>",
        "<base href='x'>",
        "<meta http-equiv=refresh content='0'>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
        "<script type='application/ld+json'>{</script>",
        "<a href='https://example.org/'>x</a>",
        "<a href='https://example.org/' rel='noopener'>x</a>",
        "<a href='//example.org/'>x</a>",
        "<a href='/\\example.org/'>x</a>",
        "\x1b[31m",
        "\x9b31m",
        "\u202ecod.exe",
    ],
)
def test_live_markup_is_seen(markup: str) -> None:
    assert live.in_page(f"<!doctype html><title>t</title><p>{markup}".encode(), "page")


def test_harmless_markup_passes() -> None:
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="x">'
        '<title>&lt;script&gt;</title><link rel="stylesheet" href="s.css"><script src="a.js"></script>'
        '<script type="application/ld+json">{"a": "\\u003cscript\\u003e"}</script>'
        '<p><a href="https://example.org/" rel="noopener noreferrer">&lt;img onerror&gt;</a>'
        '<svg><path d="M0 0"/></svg></p>'
    )
    assert live.in_page(page.encode(), "page") == []


def test_feeds_tables_and_terminals_are_judged() -> None:
    live_entry = b'<feed><entry><content type="html">&lt;img src=x onerror=x&gt;</content></entry></feed>'
    assert live.in_feed(live_entry, "feed")
    assert live.in_feed(b'<feed><entry><title type="text">&lt;b onclick=x&gt;</title></entry></feed>', "feed") == []
    assert live.in_feed(b"<feed>", "feed")
    assert live.in_table("a,=1+1\n", "table")
    assert live.in_table("a,'=1+1,-1.5\n", "table") == []
    assert live.in_table("a,x;=1+1\n", "table") == []
    assert live.in_table("a,x;=1+1\n", "table", ",;")
    assert live.in_table('"a","x\t =1+1"\n', "table", "\t")
    assert live.in_table("a,\uff1d1+1\n", "table")
    assert live.in_table("a,x;'=1+1\n", "table", ",;\t") == []
    assert live.in_terminal("\x1b[31m", "out")
    assert live.in_terminal("plain\n", "out") == []


def test_citations_shards_and_policies_are_judged() -> None:
    good = "@article{a-2020,\n  title = {{x \\textbraceright{} = y}},\n  date = {2020}\n}\n"
    assert live.in_bibtex(good, "bib") == []
    assert live.in_bibtex(good.replace("x ", "x}}, file = {{"), "bib")
    assert live.in_bibtex(good.replace("x ", "x} "), "bib")
    assert live.in_bibtex(good.replace("x ", "\\{ "), "bib"), "BibTeX counts a brace behind a backslash"
    record = "TY  - NEWS\r\nTI  - x\r\nER  - \r\n"
    assert live.in_ris(record * 2, "ris") == []
    for bad in ("x\r\nL1  - file:///etc/passwd", "x\r\nTY  - NEWS", "x\nTY  - NEWS", "x\r\n"):
        assert live.in_ris(record.replace("x", bad), "ris"), bad
    assert live.in_shard('datelineSearch("a",{"b":1})\n', "shard") == []
    assert live.in_shard('datelineSearch("a");alert(1)\n', "shard")
    assert live.in_shard('datelineSearch("</script>")\n', "shard")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{live.POLICY}">'
    assert live.without_policy(f"<!doctype html><head><meta charset=utf-8>{policy}".encode(), "page") == []
    assert live.without_policy(b"<!doctype html><head><title>x</title>", "page")
    assert live.without_policy(f'<!doctype html><head><link rel="x" href="y">{policy}'.encode(), "page")
    assert live.without_policy(f"<!doctype html><head>{policy}{policy}".encode(), "page")
