"""A dump of more lines than a page is judged in windows: as a page within each, whatever is asked for afterwards."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.extract.judging import story
from dateline.extract.lines import windows
from dateline.extract.lines.units import units
from dateline.extract.models.weights import shipped
from tests.library_place import dump_text


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "UNITS", 40)


@pytest.mark.parametrize("count", [1, 39, 40, 41, 80, 200])
def test_windows_cover_all_units_once(small: None, count: int) -> None:
    covered = [i for window in windows.windows(count) for i in range(count)[window]]
    assert covered == list(range(count))


def test_each_window_is_judged_as_a_page_would_be(small: None) -> None:
    text = "".join(f"{dump_text(f'Story {n}')}\n" for n in range(20))
    (dump,) = dumps.read_bytes(text.encode(), "long.txt")
    pieces = units(dump.lines, frozenset(), dump.text)
    scores = story.judge(pieces, shipped())[:2]
    assert len(scores[0]) == len(scores[1]) == len(pieces) > 80
    for window in windows.windows(len(pieces)):
        both, forest, _ = story.judge(pieces[window], shipped())
        assert (scores[0][window], scores[1][window]) == (both, forest)


def test_a_long_dump_gives_its_article_and_keeps_every_line(small: None) -> None:
    text = dump_text("Truce holds") + "\n".join(f"Read more: item {n}" for n in range(300))
    (dump,) = dumps.read_bytes(text.encode(), "long.txt")
    (article,) = extract(dump)
    assert article.headline == "Truce holds"
    assert "an agreement on prisoners was close" in article.body
    assert [item.line for item in article.lines] == list(dump.lines)
