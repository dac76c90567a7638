"""Names of Chinese, Japanese and Korean bylines, which a post follows or which stand in brackets at a text's ends."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.words.phrases import load_table

_KOREAN = r"[가-힣]{2,4}"
_TAIL = 120  # characters of a text's end that may hold such brackets
_LEAD = 60  # characters of a text's beginning that may
_SIGNED = 2  # characters of a post that brackets amid a line tell, at least: "文" tells anything
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


@cache
def _opening() -> re.Pattern[str]:
    """Brackets in front of a text's first sentence that name its reporters: "本报讯（记者 李明 通讯员 王小红）9月…"."""
    table = load_table("bylines")
    posts = (word for word in table["before_close_names"] if len(word) >= _SIGNED)
    before = "|".join(sorted(map(re.escape, posts), key=len, reverse=True))
    beside = "|".join(map(re.escape, table["beside_close_names"]))
    doing = "|".join(sorted(map(re.escape, table["behind_close_names"]), key=len, reverse=True))
    name = rf"(?!{beside})[\u4e00-\u9fff]{{2,4}}"
    return re.compile(
        rf"^[^（）()。，,]{{0,24}}[（(]\s*[^（）()。，,\s]{{0,8}}?((?:{before})[\s:：/／]*{name}"
        rf"(?:(?:[、，,\s]+|\s*(?:{beside})\s*)(?!(?:{doing})\s*[）)]){name})*)(?:\s*(?:{doing}))?\s*[）)]"
    )


def in_opening_brackets(text: str) -> str:
    """What the brackets at the beginning of a text say of its reporters, from their post on; "" where they do not."""
    lead = text[:_LEAD]
    match = _opening().match(lead.strip()) if "（" in lead or ("(" in lead and not lead.isascii()) else None
    if match is None:
        return ""
    said = match[1]
    for word in load_table("bylines")["beside_close_names"]:
        said = said.replace(word, " ")
    return " ".join(said.split())
