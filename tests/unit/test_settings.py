"""The settings: every problem at once, nearest names, and a page in the docs that names them all."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from dateline import settings
from dateline.messages import DatelineError
from dateline.model import Publish
from dateline.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_all_problems_are_told_at_once_with_the_nearest_name() -> None:
    values = {"langauge": "en", "page_size": 0, "accent": "red", "publish": "some", "workers": True}
    with pytest.raises(DatelineError) as caught:
        settings.from_mapping(values, Path("content"))
    assert [m.field for m in caught.value.messages] == ["langauge", "page_size", "accent", "publish", "workers"]
    assert {m.code for m in caught.value.messages} == {"DL001"}
    assert "Did you mean 'language'?" in caught.value.messages[0].text


def test_good_values_are_taken_over() -> None:
    made = settings.from_mapping(
        {"publish_by_source": {"b": "excerpt", "a": "full"}, "accent": "#ABCDEF", "workers": 3}, Path("x")
    )
    assert made == Settings(
        content=Path("x"),
        publish_by_source=(("a", Publish.FULL), ("b", Publish.EXCERPT)),
        accent="#abcdef",
        workers=3,
    )


@pytest.mark.parametrize(("text", "line"), [("x = 1\nraise ValueError('no')\n", 2), ("x = (\n", 1)])
def test_a_settings_file_that_cannot_run_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    config = tmp_path / "pelican.conf.py"
    config.write_text(text)
    with pytest.raises(DatelineError) as caught:
        settings.load(config)
    (message,) = caught.value.messages
    assert (message.code, message.line, message.path) == ("DL001", line, str(config))


def test_the_content_folder_is_beside_the_settings_file(tmp_path: Path) -> None:
    config = tmp_path / "pelican.conf.py"
    config.write_text("PATH = 'stuff'\nDATELINE = {'language': 'fr'}\n")
    assert settings.load(config) == Settings(content=tmp_path / "stuff", language="fr")
    assert settings.load(config, tmp_path / "other").content == tmp_path / "other"


def test_every_setting_is_in_the_docs_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]*)` \|", (DOCS / "settings.md").read_text("utf-8"), re.MULTILINE)
    expected = [(f.name, _default(f.default)) for f in fields(Settings) if f.name != "content"]
    assert rows == expected


def _default(value: object) -> str:
    if isinstance(value, Publish):
        value = value.value
    return repr({}) if value == () else repr(value)
