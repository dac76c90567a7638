"""Bylines by their place alone: an agency beside the date, a portrait above its name, who signs behind the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from dateline.extract.body.layout import is_names, is_stamp
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import bylines, callings, openings, posts
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.recognisers.close_names import in_closing_brackets
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import fold

_BRIEF = 60  # characters of such a line
_ABOVE = 4  # units above the headline, where a portrait and its name may stand
_NEAR = 2  # units between names that stand alone and the date
_BEFORE = 3  # and the text
_BEHIND = 12  # units behind the text in which it is signed
_OPENING = 4  # units of the text that tell where it is from
_HEAD = 6  # units below the headline, at least
_FULL = 2  # words of a full name
_MOST = 4  # and of one with a particle
_PARTED = re.compile(r"\s*[,/|–—-]\s*")
_HAN = "[\u4e00-\u9fff]"
_REPORTED = re.compile(
    rf"^{_HAN}{{2,4}}\s?[/／]\s?{_HAN}{{2,10}}[报報网網社]$|(?:記者|记者)\s?{_HAN}{{2,4}}\s?[/／]\s?{_HAN}{{2,8}}(?:報導|报道|報道)|^{_HAN}{{1,6}}(?:部|支局|総局)\s{_HAN}{{1,3}}\s?{_HAN}{{1,3}}$"
)
_NAME = r"([^\W\d_]\S*(?:\s[^\W\d_][^\s:：]*){1,3})"  # of two to four words
_PLACE = r"([^\W\d_][^\s:：]*(?:\s[^\W\d_][^\s:：]*)?)"
_NAME_FIRST = re.compile(rf"^{_NAME}\s?[(（]{_PLACE}[)）]$")
_PLACE_FIRST = re.compile(rf"^{_PLACE}(?:\s?[:：]\s?|\s[-–—]\s){_NAME}$")
_BESIDE = re.compile(r"\s*[,/|]\s*")
_MAIL = re.compile(r"\S+@\S+$")


def in_head(units: Sequence[Unit], headline: int, begin: int, dated: Collection[int]) -> Iterator[int]:
    """The lines around the headline that name an agency by the date, or say the name of a portrait again."""
    end = min(len(units), max(begin, headline + _HEAD) + 1)
    for i in range(headline + 1, end):
        if _by_agency(units, i, dated) or reported(units[i].text) or _with_agency(units, i, dated):
            yield i
    for i in range(max(1, headline - _ABOVE), end):
        twice = i > headline and units[i].folded == units[i - 1].folded and _full(units[i])
        if _portrayed(units, i) or twice:
            yield i


def uncased_with_place(units: Sequence[Unit], i: int, begin: int) -> bool:
    """Whether a short line in a script without capitals is a name and where its bearer reported from.

    "الخرطوم: مواهب الطيب بابكر", "نايف العصيمي (جدة)": one of the text's first paragraphs tells the place, too.
    """
    text = units[i].text.strip(" \u200e\u200f")
    if len(text) > _BRIEF or text.lower() != text.upper():
        return False
    first, last = _NAME_FIRST.match(text), _PLACE_FIRST.match(text)
    place = first[2] if first else last[1] if last else ""
    told = (unit.folded for unit in units[max(i, begin) : max(i, begin) + _OPENING] if unit is not units[i])
    return bool(place) and any(fold(place) in folded for folded in told)


def _by_agency(units: Sequence[Unit], i: int, dated: Collection[int]) -> bool:
    """Whether a line is an agency's name: next to a date or a time, with the place, or above what it is.

    Alone it may as well be the credit of a picture.
    """
    text = units[i].text
    first, *place = _PARTED.split(text.strip(" |"), maxsplit=1)
    if len(text) > _BRIEF or not posts.wire(first):
        return False
    if place:
        return place[0].isupper() and place[0].replace(" ", "").isalpha()
    if i + 1 < len(units) and posts.tells_what(units[i + 1].text):
        return True
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(units)]
    stamped = any(k in dated or is_stamp(units[k].text) for k in near)
    return stamped and not (i and split_credit(units[i - 1].text)[1])


def _with_agency(units: Sequence[Unit], i: int, dated: Collection[int]) -> bool:
    """Whether a line next to a date is names and an agency behind them: "Jana Horáková, ČTK"."""
    text = units[i].text
    *names, last = _BESIDE.split(text) if len(text) <= _BRIEF and i not in dated else ("",)
    near = not {i - 1, i + 1}.isdisjoint(dated)
    return bool(names) and near and posts.wire(last) and bylines.looks_like_names(", ".join(names))


def reported(text: str) -> bool:
    """Whether a line says who reported from where, or for whom: "記者林以晴／花蓮報導", "方知秋/江流晚报"."""
    return bool(_REPORTED.search(text))


def _portrayed(units: Sequence[Unit], i: int) -> bool:
    """Whether a line says the name of whom the description of a portrait above it names."""
    return callings.portrays(units[i - 1].text, units[i].text) and bool(bylines.names(units[i].text))


def stands_alone(units: Sequence[Unit], i: int, begin: int, dated: Collection[int]) -> bool:
    """Whether a line is full names and nothing else, near the date or right above the text, and no caption's credit."""
    near = any(k in dated for k in range(i - _NEAR, i + _NEAR + 1)) or 0 <= begin - i <= _BEFORE
    return near and _full(units[i]) and not split_credit(units[i].text)[1]


def _full(unit: Unit) -> bool:
    """Whether a line is full names of persons and nothing else, as far as their shape tells."""
    most = _MOST if unit.text.lower() != unit.text.upper() else _FULL  # scripts without capitals part names seldom
    return is_names(unit) and all(_FULL <= len(name.split()) <= most for name in bylines.names(unit.text))


def behind(units: Sequence[Unit], inside: Sequence[bool]) -> list[int]:
    """The lines shortly behind the text that sign it: names below "Written by", or a name and what its bearer is."""
    last = next((i for i in range(len(units) - 1, -1, -1) if inside[i]), len(units))
    out: list[int] = []
    led = False
    for i in range(last, min(len(units), last + _BEHIND + 1)):
        text = units[i].text
        if i > last and openings.opens_alone(text):
            led = True
        elif i == last or not led:
            signed = in_closing_brackets(text) or (len(text) <= _BRIEF and _MAIL.search(text) and bylines.signs(text))
            if signed if i == last else bylines.signs(text):
                out.append(i)
            elif out and not _MAIL.match(text):
                break
        elif is_names(units[i]) and not phrases().match(units[i].folded):
            return [i]
        elif callings.without_portrait(text) == text:
            break
    return out
