"""Boxes of related articles below a headline, and pictures that a page can enlarge."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.head import related
from dateline.extract.lines.units import units
from dateline.model import Article

BODY = """
ARDEL — The dyke at Ardel gave way on Thursday night and the lower town was flooded within an hour, officials said.

Some 400 people were brought to schools on the hill, where the city had set up beds and kitchens in the evening.

"We had warned of it since spring," said the head of the dyke guild, who had asked for stones in vain for two years.

The water is expected to fall by Sunday, after which engineers will look at the two bridges that were closed at once.
"""


def read(head: str) -> Article:
    (dump,) = read_bytes(f"{head}\n{BODY}".encode(), "copy.txt")
    (article,) = extract(dump)
    return article


@pytest.mark.parametrize("label", ["Related News", "Mehr zum Thema:", "Читайте также", "اقرأ أيضا"])
def test_neither_headline_nor_day_is_taken_from_a_box_of_related_articles(label: str) -> None:
    article = read(
        f"""Orlac Wire
World
Markets

Dyke at Ardel gives way and floods the lower town

Tweet
Print
{label}
Ministry promises new stones for the dykes of the east coast
Tue, Jun 4 2013
Ardel asks for help as the river rises for a fifth day
Mon, Jun 3 2013
Analysis

By Jane Doe

ARDEL | Fri Jun 7, 2013 5:09am"""
    )
    assert article.headline == "Dyke at Ardel gives way and floods the lower town"
    assert article.published is not None
    assert article.published.iso.startswith("2013-06-07")


def test_the_day_of_publication_below_such_a_box_stays() -> None:
    (dump,) = read_bytes(b"Related articles\nDyke guild warns of the spring\nTEXT SIZE - +\nJune 7, 2013\n", "copy.txt")
    assert [related.dates(units(dump.lines), i) for i in (1, 3)] == [False, False]


def test_a_caption_is_not_the_headline_where_its_picture_can_be_enlarged() -> None:
    article = read(
        """Friday, June 7, 2013
News
Dyke Gives Way Above Ardel's Lower Town
Print
Share:
The mayor of Ardel, Ada Kerr
x

The mayor of Ardel, Ada Kerr
Tweet

Related Articles
Guild Warned Of High Water
TEXT SIZE - +
June 7, 2013"""
    )
    assert article.headline == "Dyke Gives Way Above Ardel's Lower Town"
