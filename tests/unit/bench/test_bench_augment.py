"""The copies of a page that the line models learn from."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.units import units

pytest.importorskip("numpy", reason="the training code needs `make .venv/bin/.train`")

TEXT = "News\nWeather\n\n" + "\n\n".join(
    f"Paragraph {i} says that the bridge is open again to carts." for i in range(9)
)


def test_each_page_is_learned_from_twice_and_never_twice_alike() -> None:
    from bench.extraction.augment import learned, variants
    from bench.extraction.pages import Page
    from bench.extraction.samples import Sample

    dump = read_bytes(TEXT.encode(), "a.txt")[0]
    pieces = units(dump.lines)
    covered = [float(u.text.startswith("Paragraph")) for u in pieces]
    kinds: set[str] = set()
    for key in map(str, range(40)):
        page = Page("set", key, "site.example", {"body": ""})
        copies = [Sample(page, kind, dump, pieces, covered) for kind in ("dumps", "dumps_chrome")]
        altered = list(variants(copies))
        kinds.update(s.kind for s in altered)
        assert sum(map(learned, copies)) + len(altered) == 2
        for sample in altered:
            assert len(sample.units) == len(sample.covered)
            assert sum(sample.covered) == sum(covered)
    assert kinds == {"no_blanks", "part", "consent"}


def test_a_short_story_keeps_its_beginning_its_end_and_all_else_on_the_page() -> None:
    from bench.extraction.augment import shorts
    from bench.extraction.pages import Page
    from bench.extraction.samples import Sample

    dump = read_bytes((TEXT + "\n\nMost read\n\nWeather").encode(), "a.txt")[0]
    pieces = units(dump.lines)
    covered = [float(u.text.startswith("Paragraph")) for u in pieces]
    pages = (Page("set", key, "site.example", {"body": ""}) for key in map(str, range(40)))
    cut = list(shorts([Sample(page, "dumps", dump, pieces, covered) for page in pages]))
    assert 5 < len(cut) < 30
    for sample in cut:
        texts = [unit.text for unit in sample.units]
        story = [text for text in texts if text.startswith("Paragraph")]
        assert 2 <= len(story) < 9
        assert (story[0][:11], story[-1][:11]) == ("Paragraph 0", "Paragraph 8")
        assert [text for text in texts if text not in story] == ["News", "Weather", "Most read", "Weather"]
        assert sum(sample.covered) == len(story)
        assert sample.weight < 1.0


def test_a_story_in_little_company_keeps_its_order_and_what_stands_right_beside_it() -> None:
    from bench.extraction.augment import small
    from bench.extraction.pages import Page
    from bench.extraction.samples import Sample

    above, below = ([f"{word} {i}" for i in range(30)] for word in ("Menu", "Teaser"))
    dump = read_bytes("\n".join([*above, TEXT.removeprefix("News\nWeather\n"), *below]).encode(), "a.txt")[0]
    pieces = units(dump.lines)
    covered = [float(u.text.startswith("Paragraph")) for u in pieces]
    pages = (Page("set", key, "site.example", {"body": ""}) for key in map(str, range(60)))
    cut = list(small([Sample(page, "dumps", dump, pieces, covered) for page in pages]))
    assert 10 < len(cut) < 50
    parted = 0
    for sample in cut:
        texts = [unit.text for unit in sample.units]
        story = [text for text in texts if text.startswith("Paragraph")]
        assert story == sorted(story)
        assert story[0].startswith("Paragraph 0")
        assert len(set(texts)) == len(texts) < len(pieces)
        assert {"Menu 29", "Teaser 0"} <= set(texts)
        assert sum(sample.covered) == len(story)
        amid = texts[texts.index(story[0]) : texts.index(story[-1])]
        parted += any(text.startswith("Teaser") for text in amid)
    assert 0 < parted < len(cut)
