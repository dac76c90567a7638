from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract

TITLE = "Quiet on the Ardel for a third day - The Courier"
ADDRESS = "https://courier.example/2020/11/08/ardel"
STORY = (
    "Quiet on the Ardel for a third day",
    "By Mara Linde",
    "8 November 2020",
    "The ceasefire along the Ardel held for a third day on Sunday, although shots were heard near two villages.",
    "Monitors who arrived by boat on Saturday counted eleven lorries at the crossing, which had long been closed.",
    "In the market of Talmera onions were on sale again, at three times the price of August, and so was bread.",
    "The school on the upper road will stay shut while engineers look for mines in its yard and behind it.",
)


def printed(pages: int, head: str = f"11/27/26, 3:50 AM\n\n{TITLE}", foot: str = ADDRESS) -> str:
    each = -(-len(STORY) // pages)
    return "\f".join(
        f"{head}\n\n" + "\n\n".join(STORY[n * each : (n + 1) * each]) + f"\n\n{foot}\n\n{n + 1}/{pages}\n\n"
        for n in range(pages)
    )


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_the_day_of_printing_is_not_the_articles(pages: int) -> None:
    (dump,) = read_bytes(printed(pages).encode(), "a.txt")
    (article,) = extract(dump)
    assert article.published is not None
    assert article.published.iso == "2020-11-08"
    assert article.headline == STORY[0]
    assert [block.text for block in article.blocks] == list(STORY[3:])
    edge = {line.text for line in dump.lines if line.number in dump.margins}
    assert {"11/27/26, 3:50 AM", ADDRESS, f"{pages}/{pages}"} <= edge
    assert ("url", ADDRESS) in {(claim.field, claim.value) for claim in dump.claims}


def test_time_and_title_may_share_a_line_and_address_and_page_too() -> None:
    text = printed(3, f"27.11.2026, 03:50 {TITLE}", "").replace("\n\n1/3", f"\n\n{ADDRESS} 1/3")
    text = text.replace("\n\n2/3", f"\n\n{ADDRESS} 2/3").replace("\n\n3/3", f"\n\n{ADDRESS} 3/3")
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert len(dump.margins) == 6
    assert {claim.field: claim.value for claim in dump.claims} == {"url": ADDRESS, "title": TITLE}


def test_a_gallery_that_counts_its_pictures_is_no_print_out() -> None:
    text = "\n\n".join(f"{n}/4\n\n{STORY[2 + n]}\n\nPhoto: Mara Linde" for n in range(1, 5))
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert dump.margins == ()
    assert dump.claims == ()


def test_pictures_counted_within_a_print_out_stay() -> None:
    text = printed(2).replace(STORY[4], f"01 /2\n\n{STORY[4]}\n\n02 /2")
    (dump,) = read_bytes(text.encode(), "a.txt")
    edge = {line.text for line in dump.lines if line.number in dump.margins}
    assert {"1/2", "2/2"} <= edge
    assert not {"01 /2", "02 /2"} & edge


def test_pages_that_are_not_counted_to_their_end_are_none() -> None:
    (dump,) = read_bytes(printed(3).replace("3/3", "").encode(), "a.txt")
    assert dump.margins == ()
