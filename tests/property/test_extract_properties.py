"""What extraction promises for any text at all: one role per character, the dump's words in the dump's order."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.lines import initials
from dateline.messages import DatelineError
from dateline.model import Article, Dump, Role

VOCABULARY = """
The minister said on Tuesday that rebels would leave town . , “ ” : By Jane Doe Most Read Related articles Share
12 March 2024 Photo: Reuters [File: AFP] Комментарии المصدر 相关阅读 を発表した 2024年3月12日 * - > | ----- # © Live
"""
WORDS = st.sampled_from(VOCABULARY.split())
LINES = st.one_of(
    st.lists(WORDS, max_size=40).map(" ".join),
    st.text(max_size=60),
    st.sampled_from(
        [
            "",
            "",
            " ",
            "----------",
            "Comments (3)",
            "Reply",
            "By Jane Doe",
            "12/03/2024",
            "\f",
            "I",
            "A",
            "n November the rebels left the town, the minister said.",
        ]
    ),
)
TEXTS = st.lists(LINES, min_size=1, max_size=60).map("\n".join)


def dump_of(text: str) -> Dump | None:
    try:
        return read_bytes(text.encode("utf-8", "surrogatepass"), "a.txt")[0]
    except DatelineError:
        return None


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def kept_lines(article: Article) -> str:
    """The lines of the body; a large initial is one with its word where the body has it so."""
    out = ""
    kept = [item.line.text for item in article.lines if item.role.body]
    for line, following in pairwise([*kept, ""]):
        glued = initials.is_initial(line, following) and f"{line}{tokens(following)[0]}" in article.body
        out += line if glued else f"{line} "
    return out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_character_has_exactly_one_role(text: str) -> None:
    dump = dump_of(text)
    if dump is None:
        return
    articles = extract(dump)
    labelled = [item for article in articles for item in article.lines]
    assert tuple(item.line for item in labelled) == dump.lines
    assert [article.index for article in articles] == list(range(len(articles)))
    for item in labelled:
        assert 0.0 <= item.score <= 1.0
        assert item.rule
        assert (item.role is Role.BLANK) == (not item.line.text and item.role is not Role.HINT)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_body_is_the_dumps_words_in_order(text: str) -> None:
    dump = dump_of(text)
    if dump is None:
        return
    for article in extract(dump):
        words = iter(tokens(kept_lines(article)))
        assert all(any(word == other for other in words) for word in tokens(article.body))
        numbers = [number for block in article.blocks for number in block.lines]
        assert numbers == sorted(set(numbers))
        for caption in article.captions:
            assert caption.text or caption.credit
        if article.headline:
            assert article.headline in {" ".join(dump.text.split()), *(item.line.text for item in article.lines)} or (
                article.headline in " ".join(item.line.text for item in article.lines)
            )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_extraction_is_deterministic(text: str) -> None:
    dump = dump_of(text)
    if dump is not None:
        assert extract(dump) == extract(dump)
