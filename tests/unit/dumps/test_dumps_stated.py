"""Lines that the page's own metadata states as the article's text."""

from __future__ import annotations

import json

from dateline.dumps import read_bytes
from dateline.model import Dump

BODY = (
    "The ferry ran aground at dawn on a bank that no chart shows. All forty passengers were taken off by fishing boats "
    "before noon, the harbour master said. An inquiry begins on Monday. The bank moved there in the storms of last "
    "winter, and pilots had asked for new soundings since March."
)


def page(stated: str | None) -> Dump:
    ld = json.dumps({"@type": "NewsArticle", "headline": "Ferry aground", "articleBody": stated})
    head = f"<script type='application/ld+json'>{ld}</script>" if stated is not None else ""
    first, *rest = BODY.split(". ", 2)
    text = f"<html><head>{head}</head><body><p>{first}.</p><p>{'. '.join(rest)}</p><p>Subscribe to our letters now</p>"
    return read_bytes(text.encode(), "a.html")[0]


def shares(dump: Dump) -> list[float]:
    return [line.markup.stated for line in dump.lines if line.markup is not None]


def test_lines_of_the_stated_body_are_marked() -> None:
    assert shares(page(BODY)) == [1.0, 1.0, 0.0]


def test_markup_inside_the_stated_body_does_not_matter() -> None:
    assert shares(page(f"&lt;p&gt;{BODY.replace('. ', '.&lt;/p&gt; &lt;p&gt;')}&lt;/p&gt;")) == [1.0, 1.0, 0.0]


def test_a_page_that_states_nothing_or_a_line_says_nothing() -> None:
    assert shares(page(None)) == [-1.0, -1.0, -1.0]
    assert shares(page("Read the whole story with a subscription.")) == [-1.0, -1.0, -1.0]


def test_the_stated_body_is_no_claim_and_no_line() -> None:
    dump = page(BODY)
    assert all(claim.field != "body" for claim in dump.claims)
    assert dump.text.count("inquiry") == 1
