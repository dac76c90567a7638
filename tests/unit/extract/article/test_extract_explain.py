"""The explanation of an article for a terminal."""

from __future__ import annotations

import re

from dateline import dumps
from dateline.extract import explain, extract
from dateline.model import Doubt, Evidence, Role

TEXT = """Skip to content
A headline about a truce that holds
By Ann Doe
3 May 2024

Both sides said on Friday that the truce had held for a whole week, for the first time since the fighting began.

Monitors counted fewer than ten shots in the valley, according to a report that was read out in the capital on Friday.

They will publish a second report at the end of the month, together with a list of all prisoners \x1b[31mwho are held.
"""


def test_every_line_is_shown_with_role_score_and_reason() -> None:
    (dump,) = dumps.read_bytes(TEXT.encode(), "a.txt")
    (article,) = extract(dump)
    lines = list(explain(article))
    shown = [item for item in article.lines if item.role is not Role.BLANK]
    for line, item in zip(lines, shown, strict=False):
        assert re.match(rf"\s*{item.line.number}  {item.role}\s+{item.score:.2f}  ", line)
    reasons = " ".join(lines)
    assert all(item.rule in reasons for item in shown)
    assert any(line.startswith("because  date = 2024-05-03 (line 4)") for line in lines)
    assert any(line.startswith("doubt    DL201 source: ") for line in lines)


def test_colour_is_of_the_kind_of_line_and_nothing_else_changes() -> None:
    (dump,) = dumps.read_bytes(TEXT.encode(), "a.txt")
    (article,) = extract(dump)
    plain, coloured = list(explain(article)), list(explain(article, colour=True))
    assert [re.sub(r"^\x1b\[[\d;]+m(.*)\x1b\[0m$", r"\1", line) for line in coloured] == plain
    starts = {line.split("m")[0] for line in coloured}
    assert len(starts) >= 4  # dropped, kept, headline, body


def test_nothing_in_a_dump_reaches_the_terminal_as_a_command() -> None:
    (dump,) = dumps.read_bytes(TEXT.encode(), "a.txt")
    (article,) = extract(dump)
    evidence = [Evidence("title", "a\x1b]0;b\x07", (1,), "rule")]
    doubts = [Doubt("title", "DL204", "c\u202ed", ("e\x9bf",))]
    for line in explain(article, evidence, doubts, colour=True):
        assert re.sub(r"^\x1b\[[\d;]+m(.*)\x1b\[0m$", r"\1", line).isprintable()
