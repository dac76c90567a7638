"""An address alone on a line, and what tells who is quoted."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.model import Aside

ADDRESS = "https://courier.example/2020/11/08/ardel"
STORY = "The ceasefire along the Ardel held for a third day on Sunday, although shots were heard near two villages."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{ADDRESS}\n\nQuiet\n{STORY}", True),
        (f"Quiet\n{STORY}\n\n<{ADDRESS}>\nread on Monday", True),
        (f"Quiet\n{STORY}\n{STORY}\n{ADDRESS}\n{STORY}\n{STORY}\n{STORY}", False),
        (f"{ADDRESS}\n{STORY}\nhttps://courier.example/other", False),  # which of the two?
        (f"https://courier.example/\n{STORY}", False),  # a home page
        (f"More: {ADDRESS}\n{STORY}", False),
    ],
)
def test_an_address_alone_at_the_top_or_below_is_the_pages(text: str, found: bool) -> None:
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert [claim.value for claim in dump.claims if claim.field == "url"] == [ADDRESS] * found


def test_what_tells_who_is_quoted_stands_beside_the_text() -> None:
    quoted = "\n".join(f"> {STORY}" for _ in range(6))
    (dump,) = read_bytes(f"On Wed, Aug 5, 2020 at 8:11 AM Jon Ask\n<jon@mail.example> wrote:\n\n{quoted}".encode(), "a")
    assert dump.asides == ((1, Aside.HEAD), (2, Aside.HEAD))
    (dump,) = read_bytes(f"Here it is.\n\n{quoted}".encode(), "a")
    assert dump.asides == ()
    (dump,) = read_bytes(f"On 5 August Jon Ask wrote:\n{STORY}\n> {STORY}".encode(), "a")
    assert dump.asides == ()


def test_what_a_messenger_exports_is_no_mail() -> None:
    text = f"From: Halyna\nType: incoming\nReceived: Tue, 06 Jun 2023 06:14:25 +0300\nMessage: {STORY}\n"
    (dump,) = read_bytes(text.encode(), "a.txt")
    assert dump.format.value == "text"
    (dump,) = read_bytes(f"Received: from mx.example\nSubject: Quiet\n\n{STORY}".encode(), "a.txt")
    assert dump.format.value == "email"
