"""Which lines of a dump may be its headline: what they say tells of most that they are something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from dateline.extract.body import about, layout, lists, teasers
from dateline.extract.head import heads, related, trails
from dateline.extract.head.scene import Scene
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import bylines, naming, openings, photographers, wires
from dateline.extract.recognisers.captions import (
    credit_names,
    is_marked_credit,
    names_party,
    opens_credit,
    split_credit,
)
from dateline.extract.recognisers.dates import FoundDate
from dateline.extract.recognisers.outlets import named_again, states_source
from dateline.extract.recognisers.pictured import opens_media, pictured
from dateline.extract.words.phrases import bare, phrases
from dateline.extract.words.text import FULL_STOPS, ends_sentence, fold, halves, words

_TITLE_WORDS = 50
_BEFORE, _NEXT = ("« ", "‹ ", "← "), (" »", " ›", " →")  # in front of the title of one post, and behind that of another
_CLOSES, _OPENS = frozenset("»›→"), frozenset("«‹←")  # and what they are closed with where they quote
_CUT, _WHOLE_NEAR = 15, 4  # characters of a title that breaks off, and units between it and the whole one
_KICKER, _LEAD = 40, 50  # characters of a kicker at most, and of a standfirst at least
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
_HANDLE = re.compile(r"@[\w.-]+(?:@[\w.-]+)?")  # of an account
_ABOUT_PAGE = ("mail_header", "page")
_TELLING = 10  # characters of a phrase that tells such a line, whatever follows it
# A trail or a menu, where no spaces tell its words.
_BARRED = re.compile(r"\s[>›»]\s|(?:(?:^|\s)[>›»]\S[^>›»]*){2}|(?:[|｜][^|｜]*){3}")
_RULES = " -–—_*>"  # in front of what a mail program says
_PARTLY = 0.3  # share of a line that offers to subscribe
_LASTS = re.compile(r"\(\s?\d{1,3}\s?min\.?\s?\)$")  # how long a film lasts
_LITTLE_WORDS = 2
_ROW = 7  # words of a row of numbers, at least
_POST = 60  # characters of an author's post
_FILE = re.compile(r"[^\W_]+(?:[-_][^\W_]+){2,}(?:\.\w{3,4})?$")  # a picture described by the name of its file
_ARROWS = ("«", "‹", "←", "<", "→")
_MARK = re.compile(r"[:…]|\.{3}")  # between the mark of a credit and its names
_BYLINE = 90  # characters of a line that says who wrote the text
_WHOLLY = 0.9  # of a line that is a label
_POINTS = 4  # lines below such a heading that are points
_TOPMOST = 3  # units at the top in which a masthead stands
_ABOVE_BOX = 8  # units above a box of other articles' titles in which the headline stands


def candidates(scene: Scene) -> list[int]:
    """Units that may be the headline.

    No date, no line that tells who wrote the text, or when, no description or credit of a picture, no party of a
    credit, no field of a mail's head, no menu, no offer to subscribe, no masthead above another headline.
    """
    out = []
    outlets = {fold(claim.value).strip() for claim in scene.claims if claim.field == "source"}
    credits = {i: split_credit(scene.units[i].text)[1] for i in scene.window if len(scene.units[i].text) < 400}
    credited = {fold(name) for credit in credits.values() if credit for name in credit_names(credit)}
    for i in scene.window:
        unit = scene.units[i]
        dates = scene.dated.get(i, ())
        dated = sum(d.end - d.start for d in dates)
        if (
            1 <= len(words(unit.folded)) <= _TITLE_WORDS
            and 4 <= len(unit.text) <= 320
            and 2 * dated < len(unit.folded)
            and not any(d.time for d in dates)
            and not (dates and _tells_when(scene, i))
            and not _ADDRESS.match(unit.folded)
            and not _HANDLE.fullmatch(unit.folded)
            and not _leads_back(unit.text)
            and not (scene.times[unit.folded] > 1 and 10 * dated > 3 * len(unit.folded) and _little(unit, dates))
            and not _about_page(unit)
            and not (unit.markup is None and wires.terminal(unit.text, unit.folded))
            and not _names_authors(unit)
            and not states_source(unit.text)
            and not (naming.unspaced(unit.text) and (_BARRED.search(unit.text) or trails.opens_home(unit.text)))
            and not trails.is_menu(unit.text, unit.folded)
            and not trails.filed(unit)
            and not _leads_on(unit.text)
            and not _counts(unit.text)
            and not _posts_author(scene.units, i)
            and not _of_picture(unit)
            and not (unit.text.endswith(FULL_STOPS) and _printed_twice(scene.units, i))
            and not layout.above_caption(scene.units, i)
            and not _below_label(scene.units, i)
            and not _sums_up(scene.units, i)
            and not _shot_for(unit, outlets)
            and not (len(unit.text) >= _LEAD and _of_page(scene, i))
            and unit.folded not in credited
            and not _names_credited(credits.get(i, ""))
        ):
            out.append(i)
    out = [i for i in out if not (i + 1 in out and (_kicker(scene.units, i) or _leads_to_gallery(scene.units, i)))]
    out = [
        i for i in out if not _cut_short(scene.units[i], (scene.units[k] for k in out if 0 < abs(k - i) <= _WHOLE_NEAR))
    ]
    out = [i for i in out if not (i - 1 in out and _leads_elsewhere(scene.units[i]))]
    out = [i for i in out if not (_boxed(scene.units, i, out) or related.enlarged(scene.units, i))]
    headed = any(layout.signed_below(scene.units, i) for i in out if i >= _TOPMOST)
    return [i for i in out if not (headed and i < _TOPMOST and named_again(scene.units[i], scene.units))]


def _leads_on(text: str) -> bool:
    """Whether a line is the title of the post before or behind this one: "« Berries", "Snow tyres →"."""
    before, behind = text.startswith(_BEFORE), text.endswith(_NEXT)
    return (before and not _CLOSES.intersection(text)) or (behind and not _OPENS.intersection(text))


def _counts(text: str) -> bool:
    """Whether a line is a row of numbers, as a score by innings is."""
    parts = text.split()
    return len(parts) > _ROW and 2 * sum(map(str.isdigit, parts)) >= len(parts)


def _posts_author(units: Sequence[Unit], i: int) -> bool:
    """Whether a line says which post the person has who is named right above it: "Senior Harbour Correspondent"."""
    text = units[i].text
    return i > 0 and len(text) <= _POST and bylines.is_post(text) and layout.is_names(units[i - 1])


def _cut_short(unit: Unit, others: Iterable[Unit]) -> bool:
    """Whether a title in a trail breaks off that another line near it says whole: "Ferry sails again to O…"."""
    said = unit.text.rstrip(".…").rstrip()
    cut = len(said) >= _CUT and unit.text.endswith(("…", "..."))
    return cut and any(len(other.text) > len(unit.text) and other.text.startswith(said) for other in others)


def _leads_elsewhere(unit: Unit) -> bool:
    """Whether a line says in front that it is another article's title: "Read more: Ferry to Orlac stops"."""
    found = phrases().opening(bare(unit.folded)) if ":" in unit.folded else ()
    return bool(found) and teasers.points_elsewhere(unit) is False and found[0][0].endswith(":")


def _kicker(units: Sequence[Unit], i: int) -> bool:
    """Whether a line in capitals stands right above a title that has none, and a sentence that sums up below that."""
    if i + 3 > len(units) or units[i].markup is not None or len(units[i].text) > _KICKER:
        return False
    text, below, lead = units[i].text, units[i + 1].text, units[i + 2].text
    capitals = text == text.upper() != text.lower() and below not in (below.upper(), below.lower())
    longer = len(words(units[i + 1].folded)) > len(words(units[i].folded))
    return capitals and longer and not ends_sentence(below) and ends_sentence(lead) and len(lead) >= _LEAD


def _leads_to_gallery(units: Sequence[Unit], i: int) -> bool:
    """Whether a line of a copy right above a title leads to pictures or a film: "Gallery: What the tide left"."""
    shows = opens_media(units[i].folded) and not opens_media(units[i + 1].folded)
    return shows and units[i].markup is None and not ends_sentence(units[i + 1].text)


def _names_credited(credit: str) -> bool:
    """Whether a credit says that it is one, and of whom: "Credit: Jane Doe", "Credit...Jane Doe"."""
    return (is_marked_credit(credit) or opens_credit(credit)) and names_party(_MARK.split(credit, maxsplit=1)[-1])


def _leads_back(text: str) -> bool:
    """Whether an arrow opens a line: "« Back to all events", "→ More". A quotation in such marks is closed."""
    return text[:1] in _ARROWS and not ("»" in text and text[0] == "«")


def _names_authors(unit: Unit) -> bool:
    """Whether a line says who wrote the text and nothing else: "By Jane Doe"."""
    if len(unit.text) > _BYLINE or not openings.has_opening(unit.text):
        return False
    names = bylines.names(bylines.segment(unit.text))
    return bool(names) and " " in names[0]


def _about_page(unit: Unit) -> bool:
    """Whether a line is a field of a mail's head, says what the page offers, or plays a sound or a film."""
    found = phrases().match(unit.folded)
    if "mail_header" in found or found.get("subscribe", 0.0) >= _PARTLY or teasers.asks_to_follow(unit.folded):
        return True
    said = unit.folded.lstrip(_RULES)
    kinds = found if said == unit.folded else phrases().match(said)
    opening = () if not kinds or kinds.keys().isdisjoint(_ABOUT_PAGE) else phrases().opening(said)
    return (unit.folded.endswith(")") and bool(_LASTS.search(unit.folded))) or any(
        phrases().kinds[kind] in _ABOUT_PAGE and len(phrase) >= _TELLING for phrase, kind in opening
    )


def _of_picture(unit: Unit) -> bool:
    """Whether a line describes a picture: by its words, by the name of its file, or twice at once."""
    first = unit.markup is not None and unit.markup.heading == 1  # "In pictures: Black Saturday"
    return (pictured(unit.text, unit.folded) and not first) or bool(_FILE.match(unit.text)) or halves(unit.folded)


def _printed_twice(units: Sequence[Unit], i: int) -> bool:
    """Whether a line and its neighbour are one: a picture's description, and its caption."""
    same = any(0 <= k < len(units) and units[k].folded == units[i].folded for k in (i - 1, i + 1))
    return same or layout.doubled(units, i)


def _below_label(units: Sequence[Unit], i: int) -> bool:
    """Whether a line says what the one right above it asks for: "Source", and then who published the page."""
    above = units[i - 1] if i and units[i].markup is None and not units[i].blank_before else None
    return above is not None and phrases().match(above.folded).get("credit", 0.0) >= _WHOLLY


def _boxed(units: Sequence[Unit], i: int, others: Sequence[int]) -> bool:
    """Whether a line is another article's title in a box below the headline, which is a candidate, too.

    Where nothing parts the box from the rest, a title with a byline below it may be the headline.
    """
    label = related.box(units, i)
    if label is None or (label < i - 1 and layout.signed_below(units, i)):
        return False
    return any(label - _ABOVE_BOX <= other < label for other in others)


def _of_page(scene: Scene, i: int) -> bool:
    """Whether a line speaks of the page itself: "By logging in you accept the Post's user agreement"."""
    return about.speaks(scene.units[i], scene.tells.get(i, frozenset()) if scene.tells is not None else None)


def _shot_for(unit: Unit, outlets: AbstractSet[str]) -> bool:
    """Whether a line names a photographer and, behind it, one of the folded ``outlets``: "Jane Doe for The Post"."""
    return any(unit.folded.endswith(name) and photographers.works_for(unit.text, len(name)) for name in outlets)


def _sums_up(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is one of the points below a heading such as "Story highlights", which follow it at once."""
    for k in range(i - 1, max(-1, i - 1 - _POINTS), -1):
        if lists.heads_summary(units[k]):
            return len(units[k].folded.split()) > 1  # "Summary" may be a part of the table of contents above a headline
        if units[k].blank_after and k < i - 1:
            return False
    return False


def _little(unit: Unit, dates: Sequence[FoundDate]) -> bool:
    """Whether a line says little beside its date: it stands on top of every page."""
    return len(words(unit.folded)) - sum(len(words(unit.folded[d.start : d.end])) for d in dates) <= _LITTLE_WORDS


def _tells_when(scene: Scene, i: int) -> bool:
    """Whether a line with a date tells who wrote the text, or when it was updated."""
    text = scene.units[i].text
    updated = any(heads.says_updated(scene, (i, k)) for k in range(len(scene.dated[i])))
    return len(text) <= _BYLINE and (updated or openings.has_opening(text))
