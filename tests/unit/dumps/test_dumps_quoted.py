from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import extract

STORY = [
    "The ferry ran again on Friday, three weeks after the flood took its pier and two of its boats, the town said.",
    "Passengers waited from five in the morning, among them a baker with forty loaves and a class of schoolchildren.",
    "The new pier is of steel and can be lifted. It cost less than the old one of oak, an engineer said.",
    "A second boat follows in spring. Until then the crossing closes at dusk, and nobody may bring cattle aboard.",
]
ARTICLE = "\n\n".join(["Ferry runs again after flood", "By Mara Linde", "8 November 2020", *STORY])


def quoted(text: str, times: int = 1) -> str:
    return "\n".join("> " * times + line for line in text.splitlines())


def test_an_article_that_was_quoted_is_read_without_its_marks() -> None:
    for times in (1, 2):
        (dump,) = read_bytes(f"See below.\n\n{quoted(ARTICLE, times)}\n".encode(), "a.txt")
        (article,) = extract(dump)
        assert article.headline == "Ferry runs again after flood"
        assert article.authors == ("Mara Linde",)
        assert [block.text for block in article.blocks] == STORY
        assert dump.text.count(">") >= times  # the dump stays as it is


def test_a_quotation_in_a_text_keeps_its_mark() -> None:
    text = f"{ARTICLE}\n\n> We will not close it again, he said.\n"
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert dump.lines[-1].text.startswith("> We")
