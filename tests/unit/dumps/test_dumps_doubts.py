from __future__ import annotations

import pytest

from dateline import extract
from dateline.dumps import read_bytes

TEXT = (
    "Truce holds\n\nThe truce held for a third day, officials on both sides said on Sunday, caf\u00e9s opened again.\n"
)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (TEXT.encode(), set()),
        (TEXT.encode() + b"\xc3", {"DL110"}),
        (TEXT.encode() + "Ã©tÃ©\n".encode(), set()),
    ],
)
def test_what_decoding_doubts_reaches_the_article(data: bytes, codes: set[str]) -> None:
    (dump,) = read_bytes(data, "x.txt")
    for article in extract.extract(dump):
        assert {doubt.code for doubt in article.doubts if doubt.code.startswith("DL1")} == codes
