from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.messages import DatelineError
from dateline.model import Dump, Format

STORY = "The ferry ran again on Friday, three weeks after the flood had taken its pier and two of its boats. " * 2


def read(text: str) -> Dump:
    (dump,) = read_bytes(text.encode(), "a.md")
    return dump


def lines(dump: Dump) -> list[str]:
    return [line.text for line in dump.lines if line.text]


def test_a_clippers_header_is_hints_and_its_title_the_first_line() -> None:
    dump = read(
        "---\ntitle: Ferry runs again\nsource: https://courier.example/1\nauthor:\n  - '[[Mara Linde]]'\n  - Jo Dee\n"
        f"published: 2020-11-08\ncreated: 2023-11-15\ntags:\n  - clippings\n---\n{STORY}\n\n{STORY}\n"
    )
    assert dump.format is Format.MARKDOWN
    assert dict(dump.hints.values) == {
        "title": "Ferry runs again",
        "url": "https://courier.example/1",
        "authors": "Mara Linde; Jo Dee",
        "date": "2020-11-08",
        "retrieved": "2023-11-15",
    }
    assert lines(dump)[0] == "Ferry runs again"
    assert len(lines(dump)) == 3


def test_a_source_that_is_no_address_is_the_outlet() -> None:
    dump = read(f"---\ntitle: Ferry runs again\nsource: The Courier\n---\n\n# Ferry runs again\n\n{STORY}\n")
    assert dict(dump.hints.values)["source"] == "The Courier"
    assert lines(dump)[0] == "Ferry runs again"
    assert lines(dump)[1].startswith("The ferry")


def test_headings_links_and_emphasis_are_markup() -> None:
    dump = read(
        "[Home](https://courier.example/)\n\n# Ferry *runs* again\n\n"
        f"By [Mara Linde](https://courier.example/mara)\n\n{STORY}[more](https://courier.example/2)\n"
    )
    assert dump.format is Format.MARKDOWN
    headline = next(line for line in dump.lines if line.text == "Ferry runs again")
    assert headline.markup is not None
    assert headline.markup.heading == 1
    assert all("](" not in line and "*" not in line for line in lines(dump))


@pytest.mark.parametrize(
    "text",
    [
        f"Ferry runs again\n\n{STORY}\n\nSee [1] and (https://courier.example/1).\n",
        f"# 1 ferry\n\n{STORY}\n",
        f"---\nSource: The Courier\nDate: 2020-11-08\n---\n\n{STORY}\n",
        f"---\nThe ferry: again\n---\n{STORY}\n",
        f"---\na: &a [x]\nb: *a\n---\n{STORY}\n",
        f"---\n{STORY}\n",
    ],
)
def test_other_texts_stay_texts(text: str) -> None:
    assert read(text).format is Format.TEXT


def test_lines_that_are_paragraphs_stay_apart() -> None:
    dump = read(f"---\ntitle: Ferry\nurl: https://courier.example/1\n---\n{STORY}\n{STORY}again\n{STORY}still\n")
    assert len(lines(dump)) == 4


def test_a_header_alone_is_its_title_or_refused() -> None:
    assert lines(read("---\ntitle: Ferry\nurl: https://courier.example/1\n---\n")) == ["Ferry"]
    with pytest.raises(DatelineError) as error:
        read("---\nurl: https://courier.example/1\n---\n")
    assert [message.code for message in error.value.messages] == ["DL109"]
