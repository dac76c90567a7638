"""A text with the marks of Markdown is read without them, and one with signs of its own as it is."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract

STORY = (
    "The ferry to Illen Island sailed again on Thursday, eleven weeks late, and two goats were the first to land.\n\n"
    "Its master said that the **old quay** had been mended by the islanders, who had no time to ask the council.\n\n"
)


def texts(text: str) -> list[str]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert dump.text == text
    return [line.text for line in dump.lines if line.text]


def test_headings_and_emphasis_lose_their_marks() -> None:
    head = "# Ferry to Illen Island sails again\n\n**By Ada McKerr**\n\n_4 March 2021_\n\n"
    text = f"{head}{STORY}## What is next\n\n{STORY}"
    found = texts(text)
    assert found[:3] == ["Ferry to Illen Island sails again", "By Ada McKerr", "4 March 2021"]
    assert "the old quay had" in found[4]
    assert found[5] == "What is next"
    (dump,) = read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert article.headline == "Ferry to Illen Island sails again"
    assert article.authors == ("Ada McKerr",)
    assert article.published is not None
    assert article.published.iso == "2021-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "# install it\npip install ferry\n# run it\nferry --quay\n",  # a program's comments
        "#ferry #illen\n**sold out**\n",  # tags
        "Ferry sails again\n**By Ada McKerr**\n",
        "The sign reads # 4\n** and two stars **\n",
    ],
)
def test_other_signs_stay(text: str) -> None:
    assert texts(text) == [" ".join(line.split()) for line in text.splitlines()]


def test_names_with_underscores_stay() -> None:
    found = texts("# Notes\n## More\nCall __init__ of my__class__ and 2**3**2 again.\n")
    assert found == ["Notes", "More", "Call __init__ of my__class__ and 2**3**2 again."]
