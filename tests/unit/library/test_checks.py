"""What ``dateline check`` offers where a name is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library_place import Place

ARTICLE = """---
title: A story
date: 2020-11-08
source: The Example Courier
conflicts: [{conflict}]
places: [{place}]
tags: [{tag}]
---

The text.
"""


@pytest.mark.parametrize(
    ("names", "code", "offered"),
    [
        ({"conflict": "Syrian war"}, "DL421", "'syrian-civil-war'"),
        ({"conflict": "nagorno-karabach"}, "DL421", "'nagorno-karabakh'"),
        ({"conflict": "qqqq"}, "DL421", ""),
        ({"place": "Damascsu"}, "DL422", "'Damascus'"),
        ({"place": "Xyzzyville"}, "DL422", ""),
        ({"tag": "prisoners of wra"}, "DL423", "'prisoners of war'"),
        ({"tag": "my own tag"}, "DL423", ""),
    ],
)
def test_the_nearest_known_name_is_offered(tmp_path: Path, names: dict[str, str], code: str, offered: str) -> None:
    place = Place(tmp_path / "content")
    folder = place.content / "articles" / "2020"
    folder.mkdir(parents=True)
    filled = {"conflict": "nagorno-karabakh", "place": "Armenia", "tag": "armed conflict", **names}
    (folder / "a.md").write_text(ARTICLE.format(**filled), "utf-8")
    (text,) = (message.text for message in place.check().messages if message.code == code)
    assert text.partition("Did you mean ")[2].rstrip("?") == offered
