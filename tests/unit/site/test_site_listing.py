"""What the pages of one conflict, place, topic or source share."""

from __future__ import annotations

from dateline.site import addresses
from dateline.site.pages.listing import Stand
from dateline.site.pages.views import Pager, Part

FIRST = Part("topics/war/index.html", (), Pager())
SECOND = Part("topics/war/page/1.html", (), Pager(number=1, total=1))


def test_a_group_on_the_page_itself_is_reached_by_its_anchor_alone() -> None:
    stand = Stand("war", (), (), (FIRST, SECOND), FIRST)
    assert stand.address(FIRST, "y2020") == "#y2020"
    assert stand.address(SECOND, "y2019") == "topics/war/page/1.html#y2019"
    assert addresses.href("../../", "#y2020") == "#y2020"
    assert addresses.href("../../", "topics/war/page/1.html#y2019") == "../../topics/war/page/1.html#y2019"
