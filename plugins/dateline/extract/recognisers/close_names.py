"""Names of Chinese, Japanese and Korean bylines, which a post follows or which close the text in brackets."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.words.phrases import load_table

_KOREAN = r"[가-힣]{2,4}"
_TAIL = 120  # characters of a text's end that may hold such brackets
_BARS = re.compile(r"\s*[·,、]\s*")


@cache
def _before_post() -> re.Pattern[str]:
    """Korean names in front of a post: "구현모 기자", "김서연·박준석 선임기자"."""
    table = load_table("bylines")
    posts = "|".join(word for word in table["closings"] if "가" <= word[0] <= "힣")
    ranks = "|".join(table["korean_ranks"])
    return re.compile(rf"(?<![가-힣])({_KOREAN}(?:\s?[·,]\s?{_KOREAN})*)\s?(?:{ranks})?\s?(?:{posts})(?![가-힣])")


def before_post(text: str) -> tuple[str, ...]:
    """The Korean names in front of a post in a line, each once; a department or a place may stand before them."""
    if text.isascii() or not any(post in text for post in load_table("bylines")["closings"]):
        return ()
    return tuple(dict.fromkeys(name for match in _before_post().finditer(text) for name in _BARS.split(match[1])))


@cache
def _closing() -> re.Pattern[str]:
    """Brackets behind a text's last sentence that name its reporters: "…。（记者李明、王小红）"."""
    before = "|".join(sorted(map(re.escape, load_table("bylines")["before_close_names"]), key=len, reverse=True))
    han = r"[\u4e00-\u9fff]{2,4}"
    return re.compile(rf"[（(]\s*([^（）()。]{{0,8}}?(?:{before})[\s:：/／]*{han}(?:[、，,\s]+{han})*)\s*[）)]\s*$")


def in_closing_brackets(text: str) -> str:
    """What the brackets at the end of a text say of its reporters, from their post on; "" where they do not."""
    match = _closing().search(text[-_TAIL:]) if text.rstrip()[-1:] in "）)" else None
    if match is None:
        return ""
    before = sorted(load_table("bylines")["before_close_names"], key=len, reverse=True)
    return next(match[1][match[1].index(word) :] for word in before if word in match[1])
