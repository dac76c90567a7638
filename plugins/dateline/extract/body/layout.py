"""What the order of lines at a story's head tells: headline, standfirst, byline and date, text.

The forests rank each candidate by itself. Where they are not sure, the order decides: a sentence between the headline
and the byline is the standfirst, a paragraph behind byline and date is the first of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from dateline.extract.body import about
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Pick
from dateline.extract.recognisers import bylines, naming, openings, outlets, photographers, wires
from dateline.extract.recognisers.captions import is_credit, opens_credit, signs, split_credit
from dateline.extract.recognisers.close_names import before_post
from dateline.extract.recognisers.pictured import pictured
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import ends_sentence, fold, halves, opens_small, words

_ALIKE = 0.6  # of the words of a given headline and of a line
_LEAST, _MOST = 25, 320  # characters of a standfirst
_LEAST_WORDS = 4
_BYLINE = 60  # characters
_HEAD = 6  # units from the headline to the byline or the date, at most
_NOISE = ("advert", "comments", "legal", "most_read", "promo", "section", "share", "subscribe", "published", "updated")
_LABELS = ("most_read", "promo", "share", "subscribe")  # of a link to the story, in front of its headline
_SEPARATOR = re.compile(r"\s[/>»›→|]\s")
_JOINT = re.compile(r"[/>»›→|]\s*$")
_SIGNED = re.compile(r"^[—–-]{1,2}\s?[^@]{2,60}\(@\w{1,30}\)[^@]{0,40}$")
_DASHES = "—–-"
_SHORTEST = 10  # characters of a headline that stands in a longer line too
_LEAST_PART = 2  # words of it
_NEARLY = 0.7  # of the words of a brief headline that the full one says
_LONGER = 1.3  # times its length
_MOSTLY = 0.6  # share of a label that a phrase covers
_NAME_AND_PLACE = re.compile(r"^([^\W\d_][^\d/|]*\s[^\d/|]+?)\s*[/|–—]\s*([^\d/|–—]{3,40})$")
_STAMP = re.compile(
    r"^(?:\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?(?:\s?\(?(?:[A-Z]{2,5}|Uhr)(?:[+-]\d{1,2})?\)?)?"
    r"(?:,\s[^\W\d_]{3,9}\.?\s\d{1,2},\s(?:19|20)\d\d)?$",
    re.I,
)  # the time of day and nothing else but the day: "6:40 p.m. ET, November 2, 2022"
_STAMPED = 40  # characters of such a line
_SAYS_MORE = 2  # times a headline's characters, in a sentence that begins with it and goes on
_BESIDE_LEAD, _LABELLING = 5, ("advert", "comments", "share")  # units there that count for nothing, and of which kinds
_LEADING = 3  # units between a headline and the text, where a lead stands alone
_FULL = 3  # words of a full name
_PLACED = 30  # characters of the place that a name stands with, in a line of its own
OF_WORDS = ("vi",)  # languages whose names are made of their words
_PAIR = 2  # syllables of a name
_SIGN = 2  # persons who sign a text in one line
_SYLLABLE = 4  # letters
_ADDRESSED = re.compile(r"^\S*@\S+$")
_LIVE = 3  # such lines in a live blog
_CAPTION = 25  # characters of a caption at least


def is_trail(text: str) -> bool:
    """Whether a line is a trail of sections, such as "Home / World / Asia"."""
    return len(_SEPARATOR.findall(text)) > 1


def is_stamp(text: str) -> bool:
    """Whether a line is a time of day and nothing else but the day."""
    return text[:1].isdigit() and _STAMP.match(text) is not None


def is_live(units: Sequence[Unit]) -> bool:
    """Whether a copy is of a live blog: times of day stand on lines of their own, as headings of what is added."""
    return sum(len(unit.text) <= _STAMPED and is_stamp(unit.text) for unit in units) >= _LIVE


def above_caption(units: Sequence[Unit], i: int) -> bool:
    """Whether the next line says what unit ``i`` does and then a credit: a picture's description, and its caption."""
    below = units[i + 1] if i + 1 < len(units) else None
    if below is None or not below.folded.startswith(units[i].folded) or len(below.folded) == len(units[i].folded):
        return False
    return bool(split_credit(below.text)[1])


def bare(units: Sequence[Unit], at: int, others: Sequence[int]) -> int:
    """The unit among ``others`` that says what unit ``at`` does without its trail of sections or its label.

    "Home » World » Headline", "Share this Story: Headline", "Headline | Outlet": where the page prints the headline
    alone as well. ``at`` itself where no unit does.
    """
    text = units[at].text
    for i in others:
        alone = units[i].text
        if i == at or len(alone) < _SHORTEST or len(alone.split()) < _LEAST_PART:
            continue
        if is_trail(text) and len(ends := _SEPARATOR.split(text)[-1]) >= _SHORTEST and alone.startswith(ends):
            return i  # a trail whose last part is cut short
        before, after = text.removesuffix(alone), text.removeprefix(alone)
        label = phrases().match(fold(before))
        if before != text and (_JOINT.search(before) or any(label.get(kind, 0.0) > _MOSTLY for kind in _LABELS)):
            return i
        if after != text and after.lstrip()[:1] in tuple("|»›"):
            return i
    return at


def longer(units: Sequence[Unit], at: int, others: Sequence[int]) -> int:
    """The unit right below ``at`` that says nearly all its words, and more: trails and bars are brief.

    "You are here: Home / News / A truce", "Earthquake 2023". ``at`` itself where that is no such line, or ends as the
    sentence of a standfirst does.
    """
    text = units[at].text
    brief = _SEPARATOR.split(text)[-1] if is_trail(text) else text
    if at + 1 not in others or ends_sentence(units[at + 1].text):
        return at
    own, below = set(words(fold(brief))), set(words(units[at + 1].folded))
    told = len(own) >= _LEAST_PART and len(own & below) >= _NEARLY * len(own)
    return at + 1 if told and len(units[at + 1].text) >= _LONGER * len(brief) else at


def signs_post(text: str) -> bool:
    """Whether a line tells who wrote an embedded post, and when: "— Jane Doe (@jdoe) August 15, 2021"."""
    return text[:1] in _DASHES and bool(_SIGNED.match(text))


def twins(one: Unit, other: Unit) -> bool:
    """Whether two neighbours are one caption printed twice: the second may add the credit or the day."""
    a, b = sorted((one.folded.rstrip(" ."), other.folded.rstrip(" .")), key=len)
    return len(a) > _CAPTION and b.startswith(a) and len(b) - len(a) < 2 * _MOST // 4


def says(unit: Unit, title: str) -> bool:
    """Whether a unit is the headline that a hint gives, give or take a word."""
    a, b = set(words(unit.folded)), set(words(fold(title)))
    return bool(a & b) and len(a & b) >= _ALIKE * len(a | b)


def doubled(units: Sequence[Unit], i: int) -> bool:
    """Whether unit ``i`` is one of such a pair."""
    return any(0 <= k < len(units) and twins(units[i], units[k]) for k in (i - 1, i + 1))


def may_be_byline(units: Sequence[Unit], i: int) -> bool:
    """Whether unit ``i`` is at least no caption."""
    return not doubled(units, i) and not split_credit(units[i].text)[1]


def opened_bylines(units: Sequence[Unit], headline: int) -> list[int]:
    """The short lines after the headline that open as a byline does, whether or not they name a person."""
    below = range(headline + 1, min(len(units), headline + _HEAD))
    return [i for i in below if len(units[i].text) < _BYLINE and openings.has_opening(units[i].text)]


def signed_below(units: Sequence[Unit], headline: int) -> bool:
    """Whether one of the two lines below the headline is such a line."""
    below = units[headline + 1 : headline + 3]
    return any(len(unit.text) < _BYLINE and openings.has_opening(unit.text) for unit in below)


def tells_post(units: Sequence[Unit], i: int, name: int) -> bool:
    """Whether unit ``i`` stands right below that of a name and tells its bearer's post: "Local Democracy Reporter"."""
    return i == name + 1 and bylines.is_post(units[i].text)


def closed_byline(units: Sequence[Unit], headline: int, begin: int) -> int | None:
    """The first unit between the headline and the text that is a name and what its bearer is ("김서연 기자")."""
    between = range(headline + 1, min(len(units), max(begin, headline) + 2))
    return next((i for i in between if _closes(units[i].text)), None)


def also_closed(units: Sequence[Unit], at: int) -> list[int]:
    """The units right below a byline that are a name and what its bearer is as well."""
    stop = at + 1
    while stop < len(units) and _closes(units[stop].text) and not split_credit(units[stop].text)[1]:
        stop += 1
    return list(range(at + 1, stop))


def _closes(text: str) -> bool:
    brief = len(text) < _BYLINE and (bylines.closed(text) or bool(before_post(text)))
    return brief or (len(text) < 2 * _BYLINE and bylines.credited(text))


def byline_by_date(units: Sequence[Unit], date: int, taken: Collection[int]) -> int | None:
    """The unit of the date, if it names an author too, or one next to it that is a name and a place in capitals."""
    said = bylines.segment(units[date].text)
    if said != units[date].text and bylines.names(said):
        return date
    for i in (date - 1, date + 1, date - 2, date + 2):
        if (
            0 <= i < len(units)
            and i not in taken
            and units[i].markup is None
            and (_placed(units[i]) or _pair(units[i]))
        ):
            return i
    return None


def _pair(unit: Unit) -> bool:
    """Whether a line in capitals is two full names: "JANE DOE and JOHN ROE"."""
    if len(unit.text) >= _BYLINE or phrases().match(unit.folded):
        return False
    found = bylines.names(unit.text)
    rest = unit.text
    for name in found:
        rest = rest.replace(name, "", 1)
    shouted = all(name.isupper() and 1 < len(name.split()) <= _FULL for name in found)
    return len(found) > 1 and shouted and len(rest.split()) == len(found) - 1


def _placed(unit: Unit) -> bool:
    match = _NAME_AND_PLACE.match(unit.text) if len(unit.text) < _BYLINE else None
    found = bylines.names(match[1]) if match and match[2].isupper() and not match[1].isupper() else ()
    return len(found) == 1 and found[0] == match[1] and not phrases().match(unit.folded) if match else False


def led_bylines(units: Sequence[Unit], headline: int, begin: int) -> list[int]:
    """The units below one that is nothing but the opening of a byline, as far as they are names and posts.

    "Reported by", two names, "Edited by", and a name that is no author's.
    """
    below = range(headline + 1, min(len(units), max(begin, headline) + 1))
    start = next((i for i in below if openings.opens_alone(units[i].text)), None)
    out: list[int] = []
    other = False
    for i in range(start + 1, len(units)) if start is not None else ():
        text = units[i].text
        if openings.labels_other(text) or openings.opens_alone(text):
            other = openings.labels_other(text)
        elif is_names(units[i]):
            out += () if other else (i,)
        elif not bylines.is_post(text) and not _ADDRESSED.match(text) and not openings.joins(text):
            break
    return out


def beside_bylines(units: Sequence[Unit], at: int) -> list[int]:
    """The units right above and below a byline of bare names that are such, too.

    Posts, addresses and "in Beirut" may stand between.
    """
    if not is_names(units[at]):
        return []
    out: list[int] = []
    everything: frozenset[str] = frozenset()
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(units):
            text = units[i].text
            if is_names(units[i]):
                everything = everything or _said(units)
                full = all(len(name.split()) > 1 for name in bylines.names(text))
                out += (i,) if full and not any(word.lower() in everything for word in text.split()) else ()
            elif not (bylines.is_post(text) or _ADDRESSED.match(text) or (opens_small(text) and len(text) < _PLACED)):
                break
            i += step
    return out


def said_small(units: Sequence[Unit], text: str) -> bool:
    """Whether a dump prints a word in capitals of a text in small letters, too: that of a heading, and of no name."""
    return not _said(units).isdisjoint(word.lower() for word in text.split() if not opens_small(word))


def _said(units: Sequence[Unit]) -> frozenset[str]:
    """All words of a dump as they are printed: what also stands in small letters is no name."""
    return frozenset(" ".join(unit.text for unit in units).split())


def signed(units: Sequence[Unit], inside: Sequence[bool], language: str = "") -> int | None:
    """The unit right behind the text that is a person's name, or two: its words stand not in the text, as topics do.

    In languages whose names are made of the words of the language ("vi") each syllable's capital tells them.
    """
    last = next((i for i in range(len(units) - 1, -1, -1) if inside[i]), None)
    if last is None or last + 1 == len(units) or not is_names(units[last + 1]):
        return None
    own = [word for word in units[last + 1].text.split() if any(map(str.isalpha, word))]
    persons = bylines.names(units[last + 1].text)
    story = " ".join(unit.text for unit, flag in zip(units, inside, strict=True) if flag)
    folded = frozenset(words(fold(story)))
    everything = _said(units)
    # a short syllable may be a word of the language, such as "hai" beside "Hải"
    told = any(
        word.lower() in everything or (fold(word) in folded if len(word) > _SYLLABLE else word in story.split())
        for word in own
    )
    written = all(word[:1].isupper() for word in own)
    told = told and not (language in OF_WORDS and len(own) >= _PAIR)
    brief = len(persons) <= _SIGN and len(own) <= (_FULL + 1) * len(persons)
    return last + 1 if written and not told and brief else None


def says_again(unit: Unit, headline: Unit) -> bool:
    """Whether a line says the headline again, with its kicker or without."""
    brief = len(headline.folded) < _SHORTEST or len(headline.folded.split()) <= _LEAST_PART
    return unit.folded == headline.folded if brief else headline.folded in unit.folded


def repeated(units: Sequence[Unit], i: int) -> bool:
    """Whether the line right above or below says the same: a picture's description and its caption."""
    return any(0 <= k < len(units) and units[k].folded == units[i].folded for k in (i - 1, i + 1))


def is_names(unit: Unit) -> bool:
    """Whether a short line is names of persons and nothing else, as far as its shape tells."""
    found = phrases().match(unit.folded)
    said = any(kind != "published" or share > _MOSTLY for kind, share in found.items())  # "Le" opens a day, too
    brief = len(unit.text) < _BYLINE and not said and bylines.looks_like_names(unit.text)
    return brief and not any(map(naming.names_outlet, bylines.names(unit.text))) and bool(bylines.names(unit.text))


def linked_byline(units: Sequence[Unit], headline: int, begin: int) -> int | None:
    """The first unit between the headline and the text whose names are linked to the pages of their authors."""
    for i in range(headline + 1, max(begin, headline) + 2):
        markup = units[i].markup if i < len(units) else None
        if markup is not None and bylines.linked(units[i].text, markup.links):
            return i
    return None


def standfirst(units: Sequence[Unit], headline: int, marks: Sequence[int]) -> Pick | None:
    """The first sentence between the headline and ``marks``, the units of byline and date, or else between those."""
    behind = sorted({i for i in marks if headline < i <= headline + _HEAD})
    for start, stop in pairwise([headline, *behind]):
        found = _sentence(units, headline, range(start + 1, stop))
        if found is not None or (start == headline and stop > headline + 1):
            return found
    return None


def lead(units: Sequence[Unit], inside: Sequence[bool], headline: int) -> Pick | None:
    """A sentence that stands alone between the headline and the text, with its byline or date at most."""
    stop = next((i for i in range(headline + 1, len(units)) if inside[i]), 0)
    between = range(headline + 1, stop)
    if not between or len(between) > _LEADING + _BESIDE_LEAD:
        return None
    if sum(phrases().match(units[i].folded).keys().isdisjoint(_LABELLING) for i in between) > _LEADING:
        return None
    found = [i for i in between if ends_sentence(units[i].text)]
    mark = units[found[0]].markup if len(found) == 1 else None
    if len(found) != 1 or (mark is not None and mark.figure):
        return None
    return _sentence(units, headline, range(found[0], found[0] + 1))


def _names_again(units: Sequence[Unit], i: int, headline: int) -> bool:
    """Whether a line says what stands alone above the headline, and a place: "Harbour Africa (Addis Ababa)"."""
    name, bracket, _ = units[i].folded.partition(" (")
    return bool(bracket) and units[i].text.endswith(")") and any(unit.folded == name for unit in units[:headline])


def _sentence(units: Sequence[Unit], headline: int, between: range) -> Pick | None:
    for i in between:
        unit = units[i]
        found = phrases().match(unit.folded)
        more = ends_sentence(unit.text) and len(unit.text) > _SAYS_MORE * len(units[headline].text)
        again = (says_again(unit, units[headline]) and not more) or doubled(units, i) or halves(unit.folded)
        if again or "page" in found or outlets.dated(unit.text) or wires.terminal(unit.text, unit.folded):
            continue
        if between.start > headline + 1 and "share" in found:
            continue  # how long reading takes
        if len(unit.text) < _LEAST and not found.keys().isdisjoint(("paywall", "section", "subscribe")):
            continue  # "For subscribers"
        if not _LEAST <= len(unit.text) <= _MOST or len(words(unit.folded)) < _LEAST_WORDS:
            return None
        noise = (
            any(kind in found for kind in _NOISE)
            or is_credit(unit.text)
            or opens_credit(unit.text)
            or split_credit(unit.text)[1]
            or photographers.signed(unit.text)
            or signs(unit.text)
            or about.speaks(unit)
            or pictured(unit.text, unit.folded)
            or (len(unit.text) < _BYLINE and (naming.titled(unit.text) or _names_again(units, i, headline)))
        )
        opened = openings.has_opening(
            unit.text
        )  # "Reporter of the Post went to see what is left": a long line without a name
        named = (opened and (len(unit.text) < _BYLINE or bylines.names(unit.text))) or openings.anothers(unit.text)
        if noise or named or unit.text[0] in "[(":
            return None
        return Pick(i, 0.5, "layout: between the headline and the byline")
    return None
