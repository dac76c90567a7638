"""What a line of a copy is by itself and its place: a paragraph, what opens a box, a link, what ends an article.

These are signs that hold in a copy of a few paragraphs, in which a model has too little company to judge by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.body import about
from dateline.extract.body.interviews import ASKS
from dateline.extract.features.alone import has_time, weight
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.captions import split_credit, without_agency
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.recognisers.posts import copulas
from dateline.extract.words.phrases import bare, load_table, phrases
from dateline.extract.words.text import CLAIMS, QUOTES, ends_sentence, fold, has_digit, opens_small

PARAGRAPH = 60  # characters of a paragraph at least
TITLE = 140  # of a link's title at most
HEADING = 90  # of a heading at most
_TERSE, _SEVERAL = 26, 2  # characters of one that heads a section of one paragraph, and the sentences of that
_TIGHT = 60  # of a heading among paragraphs
_SECTION = 0.9  # of a line that the name of a section covers
_SOON = 5  # units in which the end of an article stands
_COUNTS = re.compile(r"\w+(?:\s\w+)?\s\d")
_SAYS = 0.4  # of a line's characters that a phrase covers
_CLOSING = ("author_note", "comments", "credit", "legal", "most_read", "paywall")
_LABELS = frozenset(("section", "credit"))
_NO_PARAGRAPH = (
    *_CLOSING,
    "advert",
    "broadcast",
    "correction",
    "page",
    "promo",
    "published",
    "section",
    "share",
    "subscribe",
    "updated",
)
_ADVERT = 48  # characters of a line that says that an advert stands there
OPENS = frozenset(("legal", "promo"))  # whose phrases open sentences that count, too
_WHEN = frozenset(("published", "updated"))
_SHORT_WORDS, _LEAST = _WHEN | {"legal"}, 0.04  # "Le", "About" open sentences too: the share of a line that they cover
_OWNED = (*CLAIMS, "#")
_SIGNS = " .·-–—_*/#()（）[]【】"
_COUNT = re.compile(r"^\(?\d[\d.,\s]*[km]?\)?\s+(?=\D)")  # in front of "Comments"
_BEHIND_NAME = re.compile(r"\s*[(,|]")
_STOPS = re.compile(rf"[.!?؟۔।։።…。！？](?=[{QUOTES}]*(?:\s|$))|[。！？]")
_LABELLED = re.compile(r"[:：|]")


def heads_box(unit: Unit) -> bool:
    """Whether a line heads links: "Read more", "Related: What is known"."""
    if len(unit.text) > TITLE or ends_sentence(unit.text):
        return False
    found = phrases().match(bare(unit.folded))
    share = max(found.get("promo", 0.0), found.get("most_read", 0.0))
    return (names_link(unit) and share > 0.0) or (share >= _SAYS and len(unit.text) <= HEADING)


def names_link(unit: Unit) -> bool:
    """Whether a line holds a label and what it leads to: "Read more: What is known"."""
    return bool(_LABELLED.search(unit.text[:-1]))


def title(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit may be a link in such a box, or what stands below one."""
    unit = units[i]
    told = ends_sentence(unit.text) and not unit.text.endswith((*ASKS, "...", "…"))
    return len(unit.text) <= TITLE and not told and not closes(units, i)


def subheading(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is the heading of the paragraph right below it."""
    return i + 1 < len(units) and may_head(units[i]) and paragraph(units[i + 1])


def may_head(unit: Unit) -> bool:
    """Whether a line is as short and open as a heading, and nothing that pages print."""
    if len(unit.text) > _TIGHT or ends_sentence(unit.text) or opens_small(unit.text):
        return False
    return any(map(str.isalpha, unit.text)) and not kinds(unit) and not split_credit(unit.text)[1]


def section(units: Sequence[Unit], i: int) -> bool:
    """Whether a heading is as short as those of sections are, with several sentences below it."""
    return subheading(units, i) and len(units[i].text) <= _TERSE and sentences(units[i + 1].text) >= _SEVERAL


def dated(unit: Unit) -> bool:
    """Whether a line tells a day or a time of day."""
    return has_time(unit) or any(date.day for date in find_dates(unit.text))


def paragraph(unit: Unit, least: int = PARAGRAPH) -> bool:
    """Whether a line is a paragraph: whole sentences of ``least`` characters at least, and nothing that pages print."""
    text = without_agency(unit.text)
    if weight(text) < least or not ends_sentence(text) or text[-1] == "…" or "@" in text:
        return False
    found = kinds(unit)
    if least < PARAGRAPH and text.endswith(ASKS):
        return False
    signed = len(text) < len(unit.text)
    noise = unit.folded.startswith(_OWNED) or any(
        kind in _NO_PARAGRAPH and not (signed and kind == "credit") for kind in found
    )
    return not noise and not split_credit(text)[1]


def kinds(unit: Unit) -> dict[str, float]:
    """The kinds of phrases that a line begins with; "Le" opens many a sentence and title, and so does "About"."""
    found = phrases().match(bare(unit.folded))
    dated = bool(found) and has_digit(unit.text)
    out = {}
    for kind, share in found.items():
        said = share >= _LEAST and (dated or kind not in _WHEN)
        if said or kind not in _SHORT_WORDS:
            out[kind] = share
    return out


def appeals(unit: Unit) -> bool:
    """Whether a short line asks to subscribe or to share."""
    found = phrases().match(bare(unit.folded))
    return len(unit.text) <= TITLE and ("subscribe" in found or "share" in found)


def closes(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit stands at the end of articles: tags, comments, a list of what is read most, a note on rights."""
    unit = units[i]
    found = phrases().match(_COUNT.sub("", bare(unit.folded)))
    if unit.folded.startswith(_OWNED) or any(share >= _SAYS and kind in _CLOSING for kind, share in found.items()):
        return True
    if unit.folded.strip(_SIGNS) in _closings():
        return True
    if not _WHEN.isdisjoint(found) and len(unit.text) <= HEADING and dated(unit):
        return True
    labelled = bool(_LABELLED.search(unit.text)) and not found.keys().isdisjoint(_LABELS)  # "Tags: …", "Source: …"
    return labelled or on_author(units, i) or _signs(units, i)


def ends(units: Sequence[Unit], i: int) -> bool:
    """Whether the article ends at ``i``: there, or soon behind the name of a section or what asks to share."""
    if closes(units, i) or about.asks(units[i]):
        return True
    found = phrases().match(bare(units[i].folded))
    brief = len(units[i].text) <= HEADING and not ends_sentence(units[i].text)
    if brief and i + 1 < len(units) and units[i + 1].folded.strip(_SIGNS) in _closings():
        return True  # "Follow us on Telegram", and then the tags
    if not ("page" in found or found.get("share", 0.0) >= _SAYS or found.get("section", 0.0) >= _SECTION):
        return False
    for k in range(i, min(len(units), i + _SOON)):
        if paragraph(units[k]):
            return False
        if closes(units, k):
            return True
    return False


def counts(text: str) -> bool:
    """Whether a sentence opens with a number behind a word or two: "About 700 people …", "Más de 95.000 personas …"."""
    return bool(_COUNTS.match(text)) and ends_sentence(text) and not text.casefold().startswith(CLAIMS)


@cache
def _closings() -> frozenset[str]:
    return frozenset(fold(word) for some in load_table("closings")["closings"].values() for word in some)


def on_author(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit is a note on somebody whom a line above names alone or behind "By": "Jane Doe is a reporter"."""
    text = units[i].text
    if copulas().isdisjoint(text[:PARAGRAPH].split(" ")):
        return False
    ends = [at for copula in copulas() if (at := text.find(f" {copula} ", 0, PARAGRAPH)) > 0]
    name = text[: min(ends, default=0)]
    return " " in name and any(len(unit.text) <= HEADING and name in unit.text for unit in units[:i])


def _signs(units: Sequence[Unit], i: int) -> bool:
    """Whether a short line says the author again, whom a line above names behind "By": "Jane Doe (in Orlac)"."""
    name = _BEHIND_NAME.split(units[i].text, maxsplit=1)[0]
    if " " not in name or len(units[i].text) > HEADING or ends_sentence(units[i].text):
        return False
    saying = [unit.text for unit in units[:i] if name in unit.text]
    return any(len(text) <= TITLE and has_opening(text) for text in saying)


def sentences(text: str) -> int:
    """How many sentences a text ends."""
    return len(_STOPS.findall(text))


def says(unit: Unit, kind: str) -> bool:
    """Whether a line is a phrase of ``kind`` for the most part, or says briefly that an advert stands there."""
    share = phrases().match(bare(unit.folded)).get(kind, 0.0)
    return share >= _SAYS or (share > 0.0 and kind == "advert" and len(unit.text) <= _ADVERT)
