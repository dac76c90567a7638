from __future__ import annotations

from datetime import date

import pytest

from dateline.extract.recognisers import address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/news/2020/11/08/a-truce", date(2020, 11, 8)),
        ("https://example.org/2020/3/9/a-truce.html?from=2021/01/01/", date(2020, 3, 9)),
        ("https://example.org/2020/11/08", date(2020, 11, 8)),
        ("https://example.org/2020/11/08/photos/2020/11/08/a", date(2020, 11, 8)),
        ("https://example.org/2020/11/a-truce", None),
        ("https://example.org/2020/13/08/a-truce", None),
        ("https://example.org/2020/02/30/a-truce", None),
        ("https://example.org/a-truce-2020-11-08-in-the-valley", None),  # a part of a name is not where it is filed
        ("https://example.org/2020/11/08/as-told-on/2019/11/08/", None),
        ("", None),
    ],
)
def test_the_day_under_which_a_page_is_filed(url: str, expected: date | None) -> None:
    assert address.day(url) == (expected.toordinal() if expected else None)
