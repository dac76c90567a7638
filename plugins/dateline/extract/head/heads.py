"""Candidates for standfirst, byline and date, and the rows by which these and headlines are ranked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.extract.body import about, layout, lists, teasers
from dateline.extract.features.alone import Row, content, weight
from dateline.extract.head import related
from dateline.extract.head.scene import Scene
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import bylines, callings, dates, openings, outlets, retrieved, wires
from dateline.extract.recognisers.captions import (
    bracketed_credit,
    is_marked_credit,
    opens_credit,
    signs,
    split_credit,
    stock,
)
from dateline.extract.recognisers.dates import FoundDate, calendar, find_dates
from dateline.extract.recognisers.pictured import opens_media, pictured
from dateline.extract.words.arrays import Floats, numpy
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import COLONS, ends_sentence, fold, halves, has_digit, words

_BYLINE = 90  # characters of a line that may be a byline without beginning as one
_ABOVE_HEADLINE = 6  # units above the headline in which such a line may stand
_NOISE = ("advert", "comments", "legal", "most_read", "page", "promo", "section", "share", "subscribe")
_HEAD = 8  # units below the headline
_BOX_NEAR = 24  # units below it in which a box of related articles stands
_FAR = 8  # and above it, from which on a day within a title is another article's
_CAPTION = 5  # words of a caption that a credit ends
_BUTTONS = 4  # in a line
_MONTH = 24  # characters of a month and its year
_MOSTLY = 0.6  # share of a line that a phrase covers, from which on the line says nothing else
_LITTLE = 0.1  # share of a line that a word like "le" covers, which opens a name as well as a day
_OPENS = re.compile(
    r"^[^\W\d_][^.!?]{1,50}(?:\([^()]{2,30}\)\s?[-–—]|\s[-–—]+\s|[.:]\s?[-–—]\s)"
)  # "KABUL, Afghanistan (AP) -"
_SMALL = 3  # letters of a word in a place's name that begins small ("de", "and"), at most
_LINK = re.compile(r"https?://\S+")
_CHAT = re.compile(
    r"^\[?\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?\]?[\s:–-]+[^:]{1,40}:\s"
)
_SIGNS = " \t•·▪●►▶→👉🔔📲📩✉⬇➡*#>–—-"  # in front of what a page asks for
_ENTRY = re.compile(r"(?:[IVX]{2,5}|\d{1,3})[.)]\s|\w+\.:\s")  # "II. Findings", "Distr.: General"
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\b\.?)?")
_WORD = re.compile(r"\w")
_ENDS_BY = re.compile(r"\s(?:by|BY|par|por)$")
_LENGTH = re.compile(r"\d{1,2}:[0-5]\d")  # of a video
_SHOWN_ON = 60  # characters of such a bracket
_TITLED = 4  # words of a title beside its day
_TITLE = 90  # characters of its title, at most
_LABEL = 16  # characters within which a label ends
_BRACKETS = "()[] "  # around a credit
_DASHES = frozenset("-–—")
_BESIDE = " |•·-–—:(,.;/"


def standfirst_candidates(scene: Scene, headline: int | None) -> list[int]:
    """Units that may be the standfirst."""
    low = scene.begin - 14 if headline is None else headline + 1
    return [
        i for i in scene.window
        if i != headline and low - 6 <= i <= scene.begin + 3 and len(_LINK.sub("", scene.units[i].text)) >= 16
        and not (
            _opens_report(scene.units[i].text)
            or wires.terminal(scene.units[i].text, scene.units[i].folded)
            or halves(scene.units[i].folded)
            or (headline is not None and layout.says_again(scene.units[i], scene.units[headline]))
            or _pictured(scene.units, i)
            or (headline is not None and _captioned(scene, headline, i))
            or (headline is not None and related.behind(scene.units, headline, i))
            or _below_player(scene, i)
            or _labels(scene.units[i])
            or bracketed_credit(scene.units[i].text)
            or _credits(scene.units, i)
            or _shown_on(scene.units[i].text)
            or _above_links(scene.units, i)
            or (i > 0 and scene.units[i - 1].text in _DASHES)
            or about.speaks(scene.units[i], scene.tells.get(i, frozenset()) if scene.tells is not None else None)
            or (len(scene.units[i].text) <= _BYLINE and _names_somebody(scene.units[i].text))
        )
    ]  # fmt: skip


def _below_player(scene: Scene, i: int) -> bool:
    """Whether a line of a copy stands right below what asks for a film's player: it says what the film shows."""
    above = scene.tells.get(i - 1) if scene.tells is not None and scene.units[i].markup is None else None
    return above is not None and about.needs_player(scene.units[i - 1], above)


def _credits(units: Sequence[Unit], i: int) -> bool:
    """Whether a line of a copy is who took a picture, and for whom, or what the picture shows, close below that."""
    above = units[i - 1] if i and units[i].markup is None and not units[i].blank_before else None
    return units[i].markup is None and (signs(units[i].text) or (above is not None and signs(above.text)))


def _above_links(units: Sequence[Unit], i: int) -> bool:
    """Whether a line of a copy without a full stop stands between the byline and a box of links: a caption."""
    if not 0 < i < len(units) - 1 or units[i].markup is not None or ends_sentence(units[i].text):
        return False
    return teasers.heads(units[i + 1]) and openings.has_opening(units[i - 1].text)


def _shown_on(text: str) -> bool:
    """Whether a line ends with a day in brackets, as what says what is shown does: "… (J. Doe / May 14, 2013)"."""
    start = text.rfind("(") if text[-1:] == ")" else -1
    return 0 < len(text) - start <= _SHOWN_ON and has_digit(text) and bool(dates.find_dates(text[start + 1 : -1]))


def _labels(unit: Unit) -> bool:
    """Whether a line lists behind a label what the article is about: "Topics: earthquake, obelisk"."""
    return ":" in unit.text[:_LABEL] and "section" in phrases().match(unit.folded) and not ends_sentence(unit.text)


def _names_somebody(text: str) -> bool:
    """Whether a short line tells who did something: "Reviewed by …", "Ada Kerr, Shipping Expert"."""
    return openings.anothers(text) or callings.posted(text)


def _opens_report(text: str) -> bool:
    """Whether a text begins with the place that a report is from."""
    place = _OPENS.match(text)
    return place is not None and not any(w.islower() and len(w) > _SMALL for w in place[0].split("(")[0].split())


def _pictured(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit describes a picture, or a picture's credit stands right below it, which is the caption then."""
    text = units[i].text
    if pictured(text, units[i].folded) or is_marked_credit(split_credit(text)[1]) or stock(text):
        return True
    if dates.opens_caption(text) or opens_media(units[i].folded):
        return True
    below = units[i + 1] if i + 1 < len(units) and units[i].markup is None else None
    if below is not None and len(text) <= _TITLE and _LENGTH.fullmatch(below.text) and not ends_sentence(text):
        return True  # a player's title
    return below is not None and not below.blank_before and signs(below.text) and below.text == below.text.upper()


def _captioned(scene: Scene, headline: int, i: int) -> bool:
    """Whether a line below the byline or the day stands right above a picture's bare credit: it is the caption.

    A standfirst, which ends in a full stop, may stand above one too, but for pages that set credits in brackets.
    """
    if i + 1 >= len(scene.units) or scene.units[i].markup is not None or i <= headline + 1:
        return False
    below = scene.units[i + 1].text
    caption, credit = split_credit(below)
    told = credit and not caption and (is_marked_credit(credit.strip(_BRACKETS)) or stock(credit) or "/" in credit)
    if not told or (ends_sentence(scene.units[i].text) and below[:1] not in _BRACKETS):
        return False
    return any(k in scene.dated or openings.has_opening(scene.units[k].text) for k in range(headline + 1, i))


def byline_candidates(scene: Scene, headline: int | None = None) -> list[tuple[int, tuple[str, ...]]]:
    """Units that may be a byline, with the names that they would give.

    Far above the headline, if that is known, are menus; their entries look like names.
    """
    first = 0 if headline is None else headline - _ABOVE_HEADLINE
    some = (i for i in sorted(scene.common) if i >= first or openings.has_opening(scene.units[i].text))
    return [(i, names) for i in some if (names := byline_names(scene.units, i))]


def byline_names(units: Sequence[Unit], i: int) -> tuple[str, ...]:
    """The names that unit ``i`` would give as a byline, none if it can be no byline."""
    unit = units[i]
    segment = bylines.segment(unit.text) if len(unit.text) <= 260 else ""
    opened = bool(segment) and openings.has_opening(segment)
    if not segment or (len(unit.text) >= _BYLINE and not opened):
        return ()
    if _mail_head(units, i) or opens_credit(unit.text) or openings.remarks(unit.text) or _ENTRY.match(unit.text):
        return ()
    if (not opened and unit.text.endswith(COLONS)) or unit.text.startswith("©") or lists.heads_summary(unit):
        return ()  # "Episode Teaser Image:", "Story Highlights"
    kinds = phrases().match(unit.folded)
    bare = phrases().match(unit.folded.lstrip(_SIGNS)) if not unit.folded[:1].isalnum() else kinds
    noise = bool(bare) and any(bare.get(kind, 0.0) > _MOSTLY for kind in _NOISE)
    named = openings.opens_surely(unit.text)
    stamped = kinds.get("published", 0.0)
    tells = stamped > _MOSTLY or has_digit(unit.text)  # "Le" opens a name as well as a day
    dated = bool(stamped) and tells and not named and (stamped > _LITTLE or segment == unit.text)
    named = named or openings.has_opening(unit.text) or bylines.looks_like_names(unit.text)
    twice = halves(unit.folded) and not named
    if dated or noise or _labels_buttons(unit.text) or twice or _CHAT.match(unit.folded) or outlets.dated(unit.text):
        return ()
    parted = unit.text[len(segment) :].lstrip().startswith("|")  # "Text: Jane Doe | Photos: John Roe"
    if not opened or (segment != unit.text and not parted):
        caption, credit = split_credit(unit.text)
        if credit and len(caption.split()) >= _CAPTION:
            return ()
    names = bylines.names(segment)
    if names and (calendar().weekdays.issuperset(words(fold(names[0]))) or _ENDS_BY.search(unit.text)):
        return ()  # "Tuesday, 4 June, 15:54", "Advertising by"
    stamp = phrases().match(fold(names[0])) if names else {}
    label = max(stamp.get("updated", 0.0), stamp.get("published", 0.0)) > _MOSTLY
    told = names and not label and (opened or not ("updated" in kinds or names[0].startswith("The ")))
    return names if told else ()


def _labels_buttons(text: str) -> bool:
    """Whether each word of a line is a button's: "Print Email", which looks like a name where no capitals tell."""
    said = text.split()
    if not 1 < len(said) <= _BUTTONS:
        return False
    found = (phrases().match(fold(word)) for word in said)
    return all(kinds and any(kinds.get(kind, 0.0) > _MOSTLY for kind in _NOISE) for kinds in found)


def _mail_head(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit is a field in the head of a mail, where several stand together."""
    if "mail_header" not in phrases().match(units[i].folded):
        return False
    return any(0 <= k < len(units) and "mail_header" in phrases().match(units[k].folded) for k in (i - 1, i + 1))


def _rows(scene: Scene, candidates: Sequence[int], own: Sequence[Row] | Floats) -> Floats:
    """The measures that all fields share, and behind them those of one field alone: (candidates, measures)."""
    np = numpy()
    if not candidates:
        none: Floats = np.zeros((0, 0))
        return none
    out: Floats = np.hstack([scene.rows[[scene.common[i] for i in candidates]], own])
    return out


def headline_rows(scene: Scene, candidates: Sequence[int]) -> Floats:
    """The measures of the candidates for the headline, each also beside the best of the others."""
    if not candidates:
        return _rows(scene, (), ())
    np = numpy()
    window = frozenset(scene.window)
    told = np.array([_told(scene, window, i) for i in candidates])
    values = np.hstack([told[:, :2], scene.telling[[scene.common[i] for i in candidates]]])
    return _rows(scene, candidates, np.hstack([told, values - values.max(axis=0)]))


def _told(scene: Scene, window: AbstractSet[int], i: int) -> list[float]:
    """How many of the story's words the unit says, how many of its beginning's, and how many near it are longer."""
    bag = content(scene.units[i].folded)
    length = len(scene.units[i].text)
    return [
        float(len(bag & scene.core)),
        float(len(bag & scene.lead)),
        float(sum(len(scene.units[k].text) > length for k in range(i - 3, i + 4) if k in window)),
    ]


def standfirst_rows(scene: Scene, candidates: Sequence[int], headline: int | None) -> Floats:
    """The measures of the candidates for the standfirst.

    A standfirst says in other words what the text tells again; the first paragraph says when and where it happened.
    """
    return _rows(scene, candidates, [_standfirst_row(scene, i, headline) for i in candidates])


def _standfirst_row(scene: Scene, i: int, headline: int | None) -> Row:
    distance = 40.0 if headline is None else float(i - headline)
    units = scene.units
    own = content(units[i].folded)
    size = max(1, len(own))
    after = [k for k in range(i + 1, scene.end) if scene.scores[k] > 0.5]
    follows = units[after[0]] if after else None
    near = content(follows.folded) if follows else frozenset()
    told = content(units[headline].folded) if headline is not None else frozenset()
    heavy = weight(units[i].text)
    others = sorted(weight(units[k].text) for k in after[:12])
    return [
        distance,
        sum(scene.last.get(word, -1) > i for word in own) / size,
        len(own & near) / size,
        len(near & own) / max(1, len(near)),
        len(own & told) / max(1, len(told)),
        heavy / max(1.0, weight(follows.text)) if follows else 9.0,
        heavy / max(1.0, others[len(others) // 2]) if others else 9.0,
        float(not calendar().weekdays.isdisjoint(words(units[i].folded))),
        float(bool(follows) and not calendar().weekdays.isdisjoint(words(follows.folded))) if follows else 0.0,
        1.0 if _OPENS.match(units[i].text) else 0.0,
        1.0 if follows and _OPENS.match(follows.text) else 0.0,
        float(len(after)),
        0.0 if headline is None else float(sum(headline < k < i for k in scene.dated)),
    ]


def byline_rows(scene: Scene, candidates: Sequence[tuple[int, tuple[str, ...]]], headline: int | None) -> Floats:
    """The measures of the candidates for the byline, as ``byline_candidates`` gives them."""
    return _rows(scene, [i for i, _ in candidates], [_byline_row(scene, i, names, headline) for i, names in candidates])


def _byline_row(scene: Scene, i: int, names: tuple[str, ...], headline: int | None) -> Row:
    unit = scene.units[i]
    segment = bylines.segment(unit.text)
    first = names[0].split()
    return [
        40.0 if headline is None else float(i - headline),
        float(len(names)),
        1.0 if openings.has_opening(segment) else 0.0,
        1.0 if bylines.looks_like_names(unit.text) else 0.0,
        float(len(first)),
        sum(len(n) for n in names) / max(1, len(unit.text)),
        1.0 if segment != unit.text else 0.0,
        sum(w[:1].isupper() for w in first) / max(1, len(first)),
    ]


def date_candidates(scene: Scene, headline: int | None = None) -> list[tuple[int, int]]:
    """All dates near the story's beginning and end: unit, and number of the date within it.

    No date of a broadcast is one, none in an address that stands alone, and no day on which the page was kept; nor are
    those of several bylines behind the story, or of another article's title in a list far above the headline or in a
    box of related ones below it.
    """
    aired = {i for i in scene.dated if "broadcast" in phrases().match(scene.units[i].folded)}
    listed = [i for i in scene.dated if i >= scene.end and openings.has_opening(scene.units[i].text)]
    aired |= {*listed} if len(listed) > 1 else set()  # the days of other articles, each with who wrote it
    aired |= {i for i in scene.dated if _LINK.fullmatch(scene.units[i].text)}  # whose day counts as an address's
    if headline is not None:
        aired |= {i for i in scene.dated if i < headline - _FAR and _in_title(scene, i)}
        aired |= {i for i in scene.dated if headline < i <= headline + _BOX_NEAR and related.dates(scene.units, i)}
    return [
        (i, k)
        for i in sorted(scene.dated)
        if i not in aired
        for k, found in enumerate(scene.dated[i])
        if not retrieved.says(scene.units, i, found)
    ]


def _in_title(scene: Scene, i: int) -> bool:
    """Whether a line's day is a small part of it, and nothing tells that it is about an article's publication."""
    unit = scene.units[i]
    told = sum(found.end - found.start for found in scene.dated[i])
    kinds = phrases().match(unit.folded)
    stamped = "published" in kinds or "updated" in kinds or openings.has_opening(unit.text)
    said = len(words(unit.folded)) - sum(len(words(unit.folded[d.start : d.end])) for d in scene.dated[i])
    return 2 * told < len(unit.folded) and said >= _TITLED and not stamped and not has_digit(unit.text[:1])


def month_alone(scene: Scene, headline: int) -> tuple[int, FoundDate] | None:
    """The first line shortly below the headline that is a month with its year and nothing else."""
    for i in range(headline + 1, min(len(scene.units), headline + _HEAD)):
        text = scene.units[i].text
        found = find_dates(text, scene.language) if len(text) <= _MONTH else ()
        month = len(found) == 1 and found[0].year and found[0].month and not found[0].day
        if month and (found[0].start, found[0].end) == (0, len(scene.units[i].folded)):
            return i, found[0]
    return None


def kept_date(scene: Scene) -> tuple[int, FoundDate] | None:
    """The first date that is said to be the day on which the page was kept, and its unit."""
    for i in sorted(scene.dated):
        for found in scene.dated[i]:
            if retrieved.says(scene.units, i, found):
                return i, found
    return None


def date_rows(scene: Scene, candidates: Sequence[tuple[int, int]], headline: int | None) -> Floats:
    """The measures of the candidates for the date of publication, as ``date_candidates`` gives them."""
    return _rows(scene, [i for i, _ in candidates], [_date_row(scene, at, headline) for at in candidates])


def _date_row(scene: Scene, at: tuple[int, int], headline: int | None) -> Row:
    i, k = at
    found = scene.dated[i][k]
    unit = scene.units[i]
    everything = [d for some in scene.dated.values() for d in some]
    day = ordinal(found)
    newest = max(ordinal(d) for d in everything)
    oldest = min(ordinal(d) for d in everything)
    before = unit.folded[: found.start]
    kinds = phrases().match(before.lstrip(" |•·-–—:(,")[-60:].lstrip())
    tail = phrases().match(before[max(0, len(before) - 14) :].strip(" |•·-–—:(,")) if before else {}
    prior = phrases().match(scene.units[i - 1].folded) if i else {}
    start = phrases().match(unit.folded)
    same = sum(ordinal(d) == day for d in everything)
    order = sorted({*scene.dated})
    return [
        40.0 if headline is None else float(i - headline),
        float(k),
        float(len(scene.dated[i])),
        float(len(everything)),
        float(order.index(i)),
        1.0 if found.time else 0.0,
        1.0 if found.zone else 0.0,
        1.0 if found.swapped else 0.0,
        1.0 if found.short_year else 0.0,
        float(min(newest - day, 4000)),
        float(min(day - oldest, 4000)),
        float(same),
        float(found.start),
        float(len(unit.folded) - found.end),
        max(kinds.get("published", 0.0), tail.get("published", 0.0)),
        max(kinds.get("updated", 0.0), tail.get("updated", 0.0)),
        start.get("published", 0.0),
        start.get("updated", 0.0),
        start.get("legal", 0.0),
        prior.get("published", 0.0),
        prior.get("updated", 0.0),
        1.0 if says_updated(scene, at) else 0.0,
        1.0 if i < scene.begin else 0.0,
        1.0 if i >= scene.end else 0.0,
    ]


def says_updated(scene: Scene, at: tuple[int, int]) -> bool:
    """Whether the date is marked as that of an update ("Updated", "Stand:") rather than of the publication."""
    i, k = at
    unit = scene.units[i]
    found = scene.dated[i][k]
    start = scene.dated[i][k - 1].end if k else 0
    before = unit.folded[start : found.start].strip(_BESIDE)
    for offset in (0, *[m.end() for m in re.finditer(r"\s", before)]):
        kinds = phrases().match(before[offset:])
        if "updated" in kinds and "published" not in kinds:
            return True
    if not before and i and len(scene.units[i - 1].text) < 40 and i - 1 not in scene.dated:
        kinds = phrases().match(scene.units[i - 1].folded)
        return kinds.get("updated", 0.0) > 0.6 and "published" not in kinds
    return False


def says_published(scene: Scene, at: tuple[int, int]) -> bool:
    """Whether the date is marked as that of the publication ("Published", "Veröffentlicht am")."""
    i, k = at
    start = scene.dated[i][k - 1].end if k else 0
    before = scene.units[i].folded[start : scene.dated[i][k].start].strip(_BESIDE)
    offsets = (0, *[m.end() for m in re.finditer(r"\s", before)])
    return any("published" in phrases().match(before[offset:]) for offset in offsets)


def beside(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two dates of a line stand side by side with nothing but signs and times of day between.

    Not with a dash alone: those are the first and last day of something. A date that can be read in two ways is beside
    none: which of the two days is the earlier could not be told.
    """
    if one[0] != other[0] or abs(one[1] - other[1]) != 1:
        return False
    first, second = (scene.dated[one[0]][k] for k in sorted((one[1], other[1])))
    between = scene.units[one[0]].folded[first.end : second.start]
    lasts = between.strip() in _DASHES
    return not (first.swapped or second.swapped or lasts or _WORD.search(_CLOCK.sub(" ", between)))


def ordinal(found: FoundDate) -> int:
    """A number that grows with the day; days that do not exist have one too."""
    return found.year * 372 + found.month * 31 + found.day
