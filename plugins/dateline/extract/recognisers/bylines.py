"""Bylines: who wrote it, without "By", titles, places, times and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from dateline.extract.recognisers.callings import is_thing, none_of_names, posted, trimmed, without_portrait
from dateline.extract.recognisers.captions import agency
from dateline.extract.recognisers.close_names import before_post, in_closing_brackets, in_opening_brackets
from dateline.extract.recognisers.dates import calendar, find_dates
from dateline.extract.recognisers.naming import names_outlet
from dateline.extract.recognisers.openings import (
    JOINED_BY,
    anothers,
    bare_openings,
    has_opening,
    joiner,
    labels_other,
    opening_of,
    opens_alone,
    others_labels,
    soft_opening,
)
from dateline.extract.recognisers.posts import is_desk, is_place, no_persons, post_ends, post_words, wire
from dateline.extract.words.known import Known
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import fold, has_capitals, has_digit, opens_small
from dateline.model import Link

_MAIL = re.compile(r"[^\s@]+@[\w-]+\.\S+|https?://\S+|@\w+")
_POST = 3  # words behind "and" among which a post stands
_JOINED_PART = re.compile(r"(?:d[eiu]|del|l[ae]|van|von|ter)[A-Z]\w{2,}\W?")  # "Ida deLong"
_SHOUTED_PART = re.compile(r"(?:Ma?c|D[ei]|L[ae]|Van)[A-Z]{2,}\W?")  # "IDA McKERR"
# A page sets the name and the post, or the name and the date, side by side: "Jane DoeNews Reporter", "DOEPUBLISHED:".
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{3})(?=[A-ZÀ-Þ][a-z])")
_GLUED_WORD = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ]{3}.)[a-z]")  # the same with what stands there, which is found sooner
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])(?=(?:PUBLISHED|UPDATED)\b)|(?<=[a-zà-ÿ])(?=(?:Published|Updated)\b)")
_CLOCK = re.compile(
    r"(?:\b(?:um|at|kl\.?|à|às|alle|ore)\s+)?(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)(?:\s*(?:Uhr|[ap]\.?m\.?|[A-Z]{3,4}))?"
)
_FILE_NAME = re.compile(r"\w\.(?:md|txt|pdf|html?|json|xml|csv|docx?|jpe?g|png|gif)$", re.I)
_IN_SECTION = re.compile(r"\s(?:in|en|dans|em|su)\s[A-ZÀ-Þ]")
_SHORT_OPENING = 4
_LONGEST_OPENING = 60  # characters, with room for marks that folding takes out and for spaces
_PAIR = 2  # words of an outlet behind a name
_DESKED = 6  # words of a name, its desk and its post, at most
_BEARER = 4  # words of a name and what its bearer is
_ASKED = tuple("?？؟!！")
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LETTERS, _DIGIT = re.compile(r"\D{4,}"), re.compile(r"\d")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
_INNER_BY = re.compile(
    r"(?:^|[\s|•·–—,/)])((?:[Aa]s told to|(?:[Pp]ublished|[Pp]osted|[Ww]ritten)\s+[Bb]y\s?:?|[Bb]y|BY|[Vv]on|[Pp]ar"
    r"|[Pp]or|Автор:?|Oleh)\s+[A-ZÀ-ÞА-Я]|(?:本报|本刊)?(?:记者|作者|撰文)[\s:：/／]\s?[\u4e00-\u9fff])"
)
_INNER = ("told", "by", "By", "BY", "von", "Von", "par", "Par", "por", "Por", "Автор", "Oleh", "记者", "作者", "撰文")
# "Le Phare de l'Ouest Maëlle QUÉRÉ."
_SURNAME_LAST = re.compile(
    r"^(?:[A-ZÀ-Þ][\w'’.-]*)(?:\s[\w'’.-]+){0,5}\s((?:[A-ZÀ-Þ][a-zà-ÿ]+-?){1,2}\s(?:[A-ZÀ-Þ'’-]{2,}\s?){1,3})\.?$"
)
_CHINESE = re.compile(r"^(?:本报|本刊)?(?:记者|作者|撰文)(?=[\s:：/／])")  # in simplified characters, as no Japanese is
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{2,6})?")
_COLON = re.compile("[:：]")
_PARTED = str.maketrans("|·•/:：", " " * 6)
_LABEL = re.compile(r"^([^\s:：]+)\s?[:：]\s?(\S+\s\S.*)$")
_BESIDE = re.compile(r"\s*[,|/–—-]\s*")
_DESK = re.compile(
    r"^[\u4e00-\u9fff]{1,6}(?:部|支局|総局)\s(?=[\u4e00-\u9fff]{1,3}\s?[\u4e00-\u9fff]{1,3}$)"
)  # "社会部 高瀬 亮"
_KOREAN_PLACE = re.compile(r"^[가-힣]{2,5}=(?=[가-힣])")
_PLACE_FIRST = re.compile(r"^[^\W\d_]+\s?[–—-]\s?\S+\s\S")
_STOP = re.compile(r"(\S+\s\S*[a-zà-ÿ]{3})\.\s+(?=[A-ZÀ-Þ])")  # "Jane Doe. Correspondent in Rome"
_NUMBERED = re.compile(r"^\D{2,20}\s\d{1,2}\s[-–—]\s(?=\S+\s\S)")  # "Kanal 7 - Jane Doe"
_HEBREW_AND = re.compile(
    r"^(\S+(?:\s\S+){1,3})\sו([\u05d0-\u05ea]\S+(?:\s\S+){1,3})$"
)  # "and" is part of the name behind it
_AMHARIC_BY = "በ"
_CHINESE_STAFF = re.compile(
    r"^[\u4e00-\u9fff]{0,12}?(?:记者|作者|评论员|撰稿人|发言人)\s(.+)$"
)  # "江流新闻记者 方知秋 实习生 陆晓岚"
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])[_\s]?[A-Z]{1,4}\d{2,6}(?!\w)")  # of who edited: "责任编辑：方知秋_NB123"
_SPACES = re.compile(r"[\s、，]+")
_BY = frozenset(("by", "von", "par", "por", "de", "di", "door", "av", "af"))
_TOPICS = re.compile(r"\s\|\s([^|,]+(?:,[^|,]+){2,})$")
_ON_GLUED = re.compile(r"(?:(?<=[A-ZÀ-Þ]{2})on\s?:?|(?<=[a-zà-ÿ]{2})on\s?:)\s*$")  # "Posted By: JANE DOEon May 3, 2021"
_BAR = re.compile(r"[|;/·•⋅∙◦│]\s*")
_CLOSE = r"[\u4e00-\u9fff々]{2,5}"
_CLOSE_LABEL = re.compile(r"[\u4e00-\u9fff]{2,}")  # also right behind the name before it: "来源：海潮网作者：方知秋"
_CLOSE_BARS = re.compile(r"[、，,・\s]")
_MOSTLY = 0.6  # share of a part that such a phrase covers
_INNER_CAPITAL, _MENU = (
    re.compile(r"(?<=[a-zà-ÿ])[A-ZÀ-Þ]"),
    3,
)  # in a word, and how many a menu has that was set as one
_WIRE = 7  # letters of an agency's name that ends a name; shorter ones are surnames too
_FULL = 2  # words in front of a name
_SLASH = re.compile(r"\s*[/;]\s*")
_INITIALS = 4  # letters, of who edited an agency's report
_OF_NOBLES = "von"
_QUOTED = ("«", "„", "“", "《")  # the name of an outlet
_BARS = tuple("/|•·⋅∙◦●▪│-–—")  # between a desk and the outlet whose it is


@cache
def _tables() -> tuple[re.Pattern[str], frozenset[str], frozenset[str], frozenset[str]]:
    table = load_table("bylines")
    joining = "|".join(sorted((re.escape(w) for w in table["joiners"]), key=len, reverse=True))
    return (
        re.compile(rf"\s*(?:[,;/|•·⋅∙◦●▪│、&+]|\s[-–—]\s|\s(?:{joining})\s)\s*", re.I),
        frozenset(fold(w) for w in table["titles"]),
        frozenset(fold(w) for w in table["particles"]),
        frozenset(fold(w) for w in table["not_names"]),
    )


@cache
def _folders() -> frozenset[str]:
    """The folders in which sites keep the pages of their authors."""
    return frozenset(load_table("bylines")["folders"])


def closed(text: str) -> bool:
    """Whether a short line is a name and, behind it, what its bearer is: "김서연 기자", "Jane Doe (editor, World)"."""
    bare = text.rstrip(" .|")
    if (posted(bare) and looks_like_names(bare.partition(",")[0])) or _chinese_staff(bare) or _desked(bare):
        return True
    post = _posted().match(bare)
    named = (post[1] or post[2]) if post else ""
    if named and looks_like_names(named) and named[0] != named[0].lower():
        return True
    closing = next((word for word in load_table("bylines")["closings"] if bare.endswith(word)), "")
    brief = len(closing) < len(bare) and len(bare.split()) <= _BEARER
    return bool(closing) and brief and looks_like_names(bare)


def _desked(text: str) -> bool:
    """Whether a full name stands right before a post that begins small, or its desk: "Jane Doe Education editor"."""
    told = text.split()
    if not _FULL < len(told) <= _DESKED or not opens_small(told[-1]) or fold(told[-1]) not in post_words():
        return False
    found = names(text)
    rest = text.removeprefix(found[0]).split() if len(found) == 1 else told
    desk = all(not opens_small(word) or fold(word) in post_words() for word in rest[:-1])
    return len(rest) < len(told) - 1 and desk


@cache
def _posted() -> re.Pattern[str]:
    """A full name and, in brackets or behind a comma, a post."""
    posts = "|".join(sorted(map(re.escape, load_table("bylines")["posts"]), key=len, reverse=True))
    name, some = r"([^\W\d_][^\d(),|]*\s[^\d(),|]+?)", r"([^\W\d_][^\d()|]*\s[^\d(),|]+?)"
    return re.compile(rf"^(?:{name},\s(?:{posts})\b[^.!?()]*|{some}\s?\((?:{posts})\b[^.!?]*\))$", re.I)


def signs(text: str) -> bool:
    """Whether a short line behind a text signs it: an agency and who edited its report, a name and its post."""
    first, *initials = _SLASH.split(text.strip(" ()[]|."))
    shown = first == first.upper() or " " in first or bool(initials)  # "map" is a word
    if wire(first) and shown and all(0 < len(part) <= _INITIALS for part in initials):
        return True
    return len(text) < _LONGEST_OPENING and bool(before_post(text))


@cache
def _credited() -> re.Pattern[str]:
    roles = "|".join(map(re.escape, load_table("bylines")["roles"]))
    return re.compile(rf"^(?:[^\W\d_][^\d(),:|]*\s[^\d(),:|]+\s?\((?:{roles})\)(?:,?\s|$)){{1,4}}$", re.I)


def credited(text: str) -> bool:
    """Whether a short line is names, each with what its bearer did: "Jane Doe (text), John Doe (photos)"."""
    return bool(_credited().match(text))


def is_post(text: str) -> bool:
    """Whether a short line ends in a post and names nobody before a comma: "Local Democracy Reporter"."""
    folded = fold(text).strip(" .|")
    return "," not in folded and not has_opening(text) and folded.endswith(post_ends())


def _named(text: str) -> tuple[str, ...]:
    joining, _, particles, not_names = _tables()
    rest = _without_dates(text)
    rest = without_portrait(_parted(_MAIL.sub(" ", rest) if "@" in rest or "://" in rest else rest).strip())
    if opens_alone(rest):
        return ()  # "Written by"
    half = len(rest) // 2
    if half > _SHORT_OPENING and len(rest) % 2 and rest[half] == " " and rest[:half] == rest[half + 1 :]:
        rest = rest[:half]  # a portrait's description, and the byline
    joined = JOINED_BY.match(rest)
    rest = rest[joined.end() :] if joined else rest
    if signed := _behind_outlet(rest):
        return (signed[1].strip(),)
    if rest[:1] in _BRACKETS and rest.rstrip(" .|").endswith(_BRACKETS[rest[0]]):
        rest = rest.rstrip(" .|")[1:-1]
    desk, *behind = _BESIDE.split(fold(rest).strip(" .|:"), maxsplit=1)
    if desk in no_persons() and " " not in "".join(behind).strip():
        return ()  # "Staff Reporter, Dhaka"
    chinese = None
    if not rest.isascii():
        rest = _NUMBER.sub("", rest)
        if korean := before_post(rest):
            return korean
        rest = _KOREAN_PLACE.sub("", rest)
        rest = _DESK.sub("", rest)
        close = _close_names().match(rest.strip(" .|"))
        if close:
            told = (name for name in _CLOSE_BARS.split(close[1]) if name not in no_persons())
            return tuple(dict.fromkeys(told))
        if staff := _chinese_staff(rest.strip(" .|")):
            return staff
        chinese = _CHINESE.match(rest)
        rest = _without_prefix(rest)
    rest = _written(rest)
    if anothers(rest):
        return ()  # "Reviewed by Jane Doe"
    match = opening_of(rest)
    if not match and (label := _LABEL.match(rest)) and not labels_other(label[1]) and looks_like_names(label[2]):
        rest = label[2]  # "Beirut: Jane Doe"
    opened = bool(match or joined)
    if joined and match and match.end() <= _SHORT_OPENING:
        match = None  # "ByVan Sias"
    if match:
        rest = rest[match.end() :]
        match = opening_of(rest)
        if match and match.end() > _SHORT_OPENING:  # "Report by", not "Van" that begins a name
            rest = rest[match.end() :]
        if not rest.isascii() and (staff := _chinese_staff(rest.strip(" .|"))):
            return staff  # "采写：江流新闻见习记者 方知秋"
    rest = soft_opening().sub("", rest)
    rest = _before_topics(_others_apart(rest)) if opened else rest
    rest = _BRACKETED.sub(" ", rest) if "(" in rest or "[" in rest else rest
    if ";" in rest:
        first, *others = rest.split(";")  # "…; additional reporting by Jane Doe; editing by John Doe"
        rest = ";".join([first, *(part for part in others if "credit" not in phrases().match(fold(part).strip()))])
    if (numbered := _NUMBERED.match(rest)) and looks_like_names(rest[numbered.end() :]):
        rest = rest[numbered.end() :]
    rest = _DIGIT.split(rest, maxsplit=1)[0] if _LETTERS.match(rest) else rest
    rest = _STOP.sub(r"\1 | ", rest) if "." in rest else rest
    if opened and opens_small(rest) and not agency(rest.split()[0]) and fold(rest.split()[0]) not in particles:
        return ()  # "By signing up, you agree to our Terms"
    found: list[str] = []
    nobody = False
    for bar, part in _split(joining, rest):
        part = joiner().sub("", part) if bar else part
        if (
            part.rstrip()[-1:] in _ASKED
            or part.lstrip()[:1] in _QUOTED
            or (' "' in part and fold(part.split()[0]) in post_words())  # a post, and the outlet in quotation marks
            or anothers(part)
            or (bar and part.split(" ")[0] in particles)
        ):
            continue
        if _stamps(bare := fold(part).strip(" .")):
            continue
        if is_desk(bare) or bare in no_persons():
            nobody = True
            continue
        if nobody and not found and bar in _BARS and not agency(part.strip()):
            continue  # "Redaktion - Example Courier"
        if none_of_names(part) and not agency(part.strip()):
            continue
        if found and " " in bare and agency(bare) and bare.removesuffix("s").split()[-1] in not_names:
            continue  # "- AP Technology Writers"
        if opened and not found:
            part = _before_outlet(part)
        if (found and _outlet(part.split())) or _ends_as_outlet(part.split()):
            continue  # told before the name is cut at a word such as "News"
        if chinese and all(map(_HAN.fullmatch, part.split())):
            found += part.split()  # a space parts names of persons there, not a name's parts
            continue
        if found and opens_small(part.lstrip()) and not post_words().isdisjoint(fold(part).split()[:_POST]):
            *whole, last = found[-1].split()
            found[-1] = " ".join(whole if len(whole) >= _FULL else (*whole, last))  # "Jane Doe Arts and culture editor"
        name, _ = _names_of[part]
        if name and fold(name) not in {fold(n) for n in found}:
            found.append(name)
    if len(found) == _FULL and " " in found[1] and is_thing(found[0]):
        found = found[1:]  # "Article published on 3 May 2024, Jane Doe"
    elif len(found) == _FULL and wire(found[0]) and not agency(found[1]) and " " not in found[1]:
        found = found[:1]  # "AFP, MANILA"
    if found and " " in found[0]:  # what follows a full name in one word is a place, unless it is an agency
        told = (name for name in found[1:] if " " in name or _unspaced(name) or agency(name))
        cased = not found[0].isupper()  # "Jane Doe, ORLAC TODAY"
        found = [found[0], *(name for name in told if not is_place(name) and not (cased and _shouts(name)))]
    if len(found) == 1 and not opened and is_place(found[0]) and find_dates(text):
        return ()  # "New Delhi, May 16, 2013"
    if (
        len(found) == 2
        and " " not in found[0]
        and " " in found[1]
        and _PLACE_FIRST.match(rest)
        and not agency(found[0])
    ):
        found = found[1:]  # "Beirut - Jane Doe"
    return tuple(found)


names = Known(_named).__getitem__
"""The names in a byline, as printed, in their order, each once; those of a line are kept."""


def side_by_side(name: str) -> tuple[str, ...]:
    """The persons whom a Chinese byline names with spaces between them, without buttons: "方知秋 陆晓岚 收藏本文".

    ``name`` alone where it is something else.
    """
    told = name.split()
    return tuple(word for word in told if not _stamps(fold(word))) if all(map(_HAN.fullmatch, told)) else (name,)


def _shouts(name: str) -> bool:
    """Whether a name of several words is in capitals, as an outlet's is behind a person's that is not."""
    return " " in name and name.isupper() and not agency(name)


def _chinese_staff(text: str) -> tuple[str, ...]:
    """The names behind a reporter's post in Chinese, with those of who helped: "江流新闻记者 方知秋 实习生 陆晓岚"."""
    match = _CHINESE_STAFF.match(text)
    helping = load_table("bylines")["beside_close_names"]
    told = [word for word in _SPACES.split(match[1]) if word not in helping] if match else []
    return tuple(dict.fromkeys(told)) if all(map(_HAN.fullmatch, told)) else ()


def _without_prefix(text: str) -> str:
    """A byline in Amharic without "by", which is part of the name there; one in Hebrew with "and" as a sign."""
    name = text.split(" ")[0]
    if text.startswith(_AMHARIC_BY) and not name.startswith(tuple(load_table("bylines")["amharic_names"])):
        return text[len(_AMHARIC_BY) :]
    return _HEBREW_AND.sub(r"\1, \2", text)


def _stamps(folded: str) -> bool:
    """Whether a part of a line only says that a date follows ("Artikel veröffentlicht am"), or is a button ("收藏")."""
    kinds = phrases().match(folded)
    dated = max(kinds.get("published", 0.0), kinds.get("updated", 0.0)) > _MOSTLY
    return dated or kinds.get("comments", 0.0) >= 1.0 or (not folded.isascii() and kinds.get("share", 0.0) > _MOSTLY)


def _behind_outlet(text: str) -> re.Match[str] | None:
    """One name with its surname in capitals, right behind an outlet's, and nothing else.

    Not behind another name, an opening or a joining word: "John SMITH and Jane DOE".
    """
    match = None if text[-1:].islower() else _SURNAME_LAST.match(text)
    if match is None or has_opening(text):
        return None
    joiners = load_table("bylines")["joiners"]
    return None if any(word.isupper() or fold(word) in joiners for word in text[: match.start(1)].split()) else match


def _outlet(part: Sequence[str]) -> bool:
    """Whether the words of a part behind a name are an outlet's: "Northern Public News"."""
    written = all(not opens_small(word) or fold(word) in _tables()[2] for word in part)
    return written and bool(part) and (names_outlet(" ".join(part)) or fold(part[-1]) in _outlet_ends())


def _ends_as_outlet(part: Sequence[str]) -> bool:
    """Whether the few words of a part end as outlets' names do: "Orlac News"."""
    return 1 < len(part) <= _BEARER and not opens_small(part[0]) and fold(part[-1]) in _outlet_ends()


def _before_outlet(part: str) -> str:
    """A full name without the outlet of two words that a page sets behind it: "Cal Whitby Northern News"."""
    told = part.split()
    full = len(told) == _FULL + _PAIR and not any(map(opens_small, told)) and fold(told[-1]) in _outlet_ends()
    name = " ".join(told[:_FULL])
    return name if full and not names_outlet(name) else part


@cache
def _outlet_ends() -> frozenset[str]:
    return frozenset(load_table("bylines")["outlet_ends"])


def _written(text: str) -> str:
    """``text`` from where it tells who wrote it, if it first tells who edited it: "Edited by … | Written by …"."""
    if not anothers(text):
        return text
    for bar in _BAR.finditer(text):
        rest = text[bar.end() :]
        if has_opening(rest) and not anothers(rest):
            return rest
    return text


@cache
def _close_names() -> re.Pattern[str]:
    """Names that are written without spaces, behind what their bearers are, and maybe in front of a place."""
    before = "|".join(sorted(map(re.escape, load_table("bylines")["before_close_names"]), key=len, reverse=True))
    return re.compile(
        rf"^(?:{before})[\s:：/／・]*({_CLOSE}(?:[、，,・\s]{_CLOSE})*?)(?:\s?[/／]\s?\w{{2,8}}(?:報導|报道|電|电))?$"
    )


def _split(joining: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """The parts of a byline, each with the sign or word in front of it that parts it from the one before."""
    bar, start = "", 0
    for match in joining.finditer(text):
        yield bar, text[start : match.start()]
        bar, start = match[0].strip(), match.end()
    yield bar, text[start:]


def linked(text: str, links: Sequence[Link]) -> tuple[str, ...]:
    """The names in a line of a saved page that are linked to the page of an author of that name, in their order."""
    out: dict[str, None] = {}
    for link in links:
        folders = link.url.split("?")[0].rstrip("/").lower().split("/")[3:]
        shown = text[link.start : link.end]
        key = "".join(filter(str.isalnum, fold(shown)))
        filed = not _folders().isdisjoint(folders[:-1])
        if filed and key and "".join(filter(str.isalnum, fold(folders[-1]))).endswith(key):
            found = names(shown)
            if len(found) == 1 and " " in found[0]:
                out.setdefault(found[0])
    return tuple(out)


def _others_apart(text: str) -> str:
    """``text`` with a bar in front of what tells who did another work: "Jane Doe Illustration by John Doe"."""
    return _others_inside().sub(r" | \1", text) if any(word in _BY for word in text.lower().split()) else text


@cache
def _others_inside() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, others_labels()), key=len, reverse=True))
    return re.compile(rf"(?<=[^\W\d_])\s({labels})(?=\s)", re.I)


def _before_topics(text: str) -> str:
    """``text`` without the topics that a blog lists behind a bar: "Jane Doe | Sea Trade, Ports, Harbour Life"."""
    found = _TOPICS.search(text)
    some = [part.strip() for part in found[1].split(",")] if found else []
    topics = any(" " not in part for part in some) and not any(map(agency, some))
    return text[: found.start()] if found and topics else text


def _parted(text: str) -> str:
    """``text`` with a bar where a full name and what is no part of it were set side by side."""
    if "ublished" in text or "pdated" in text or "PUBLISHED" in text or "UPDATED" in text:
        text = _GLUED_MARK.sub(" | ", text)
    if not _GLUED_WORD.search(text):
        return text
    words = text.split(" ")
    return " ".join(
        _GLUED.sub(" | ", word) if before[:1].isupper() and not opens_alone(before) else word
        for before, word in pairwise(["", *words])
    )


def _initials(word: str) -> bool:
    """Whether ``word`` is the short name of an agency ("dpa"), which stands for an author even in lower case."""
    return len(word) <= _SHORT_OPENING and agency(word)


def _unspaced(name: str) -> bool:
    """Whether ``name`` is in a script that writes names without spaces (Thai and those east of it)."""
    return any(c >= "\u0e00" for c in name)


def _without_dates(text: str) -> str:
    if not text.isascii() and len(fold(text)) != len(text):
        return text
    for found in reversed(find_dates(text)):
        if found.day and found.end <= len(text):
            opened = has_opening(text[: found.start])
            if opened and (_IN_SECTION.match(text, found.end) or _tagged().search(text, found.end)):
                text = text[: found.start]  # "By Jane Doe — October 21, 2020 in News, Top Stories"
                continue
            before = _undated(_ON_GLUED.sub("", text[: found.start]) if opened else text[: found.start])
            text = f"{before} | {_CLOCK.sub(' ', text[found.end : found.end + 20])}{text[found.end + 20 :]}"
    return text.lstrip(" |/·•-–—,")


@cache
def _tagged() -> re.Pattern[str]:
    """What opens a list of topics behind a byline's date, be it set right behind it: "… 6:43pm EDTTags: …"."""
    labels = (label.capitalize() for label in load_table("bylines")["topics"])
    return re.compile(rf"(?:{'|'.join(map(re.escape, labels))})\s?:")


def _undated(before: str) -> str:
    """What stands before a date, without the words right before it that say what day it is: "Published:"."""
    parts = before.rstrip(" :：-–—|").split(" ")
    for count in (3, 2, 1):
        found = phrases().match(fold(" ".join(parts[-count:])))
        if len(parts) > count and max(found.get("published", 0.0), found.get("updated", 0.0)) >= 1.0:
            return " ".join(parts[:-count])
    return before


def segment(text: str) -> str:
    """The part of a line that names the author: after "By" or an outlet's name, where that stands inside the line."""
    if (labelled := _labelled(text)) is not None:
        return labelled
    if has_opening(text):
        return text
    if closing := in_closing_brackets(text):
        return closing
    some = _INNER_BY.finditer(text) if any(map(text.__contains__, _INNER)) else iter(())
    inner = next((found for found in some if _tells_writer(text[: found.start(1)], found[1])), None)
    match = inner or (_behind_outlet(text) if len(text) < _LONGEST_OPENING else None)
    return text[match.start(1) :] if match else text


def _labelled(text: str) -> str | None:
    """What a line says behind the label of an author, up to the next label: "Source: A Author: B Editor: C".

    None where it has no such label, or that alone.
    """
    if not _COLON.search(text) or not _may_label(text.lower()):
        return None
    labels = list(_line_labels().finditer(text))
    ends = [label.start() for label in labels[1:]]
    for label, end in zip(labels, [*ends, len(text)], strict=False):
        whole = not label.start() and end == len(text)
        if not whole and has_opening(text[label.start() :]):
            return text[label.start() : end].rstrip(" |·•/-–—")
    return None


def _may_label(lower: str) -> bool:
    """Whether a word stands in front of a colon that ends such a label, as few others do."""
    for colon in _COLON.finditer(lower):
        words = lower[max(0, colon.start() - _LONGEST_OPENING) : colon.start()].translate(_PARTED).split()
        if words and (words[-1] in _label_ends() or (not lower.isascii() and words[-1].endswith(_close_ends()))):
            return True
    return False


@cache
def _close_ends() -> tuple[str, ...]:
    return tuple(sorted(filter(_CLOSE_LABEL.fullmatch, _label_forms())))


@cache
def _label_ends() -> frozenset[str]:
    return frozenset(form.lower().translate(_PARTED).split()[-1] for form in _label_forms())


@cache
def _label_forms() -> frozenset[str]:
    table = load_table("bylines")
    words = (*table["openings"], *table["labels"])
    return frozenset(form for word in words for form in (word, fold(word)) if "*" not in form)


@cache
def _line_labels() -> re.Pattern[str]:
    """A label with its colon, where a line begins or behind what parts it."""
    some = "|".join(sorted(map(re.escape, _label_forms()), key=len, reverse=True))
    close = "|".join(sorted(_close_ends(), key=len, reverse=True))
    return re.compile(rf"(?:(?:^|(?<=[\s|·•/\u3000]))(?:{some})|(?<=[\u4e00-\u9fff])(?:{close}))\s?[:：]", re.I)


def _tells_writer(before: str, by: str) -> bool:
    """Whether "by" inside a line tells who wrote it: not what was used, photographed or sold by somebody."""
    word = before.rstrip()
    if len(by.split()) > _FULL or not word[-1:].isalpha():
        return True  # "Written by Jane"; behind a bar, a bracket or a date
    *_, last = word.split()
    told = fold(f"{last} {by.split()[0]}")
    if fold(f"{word} {by.split()[0]}").endswith(others_labels()):
        return False
    return not opens_small(last) or "." in last or told in bare_openings() or fold(last).strip(".") in _before_by()


@cache
def _before_by() -> frozenset[str]:
    """The words in small letters behind which "by" tells the author: "3 min read by", "2 hours ago by"."""
    return frozenset(map(fold, load_table("bylines")["before_by"]))


def told(text: str) -> tuple[str, ...]:
    """The names in a line that is a byline or holds one: "Photo Jane Doe By Jane Doe", "8 March 2024 by Jane Doe".

    "von" alone parts a name as well as it opens a byline: there what stands before it counts.
    """
    said = segment(text)
    if said == text and (bracketed := in_opening_brackets(text)):
        return names(bracketed)
    whole = fold(said.split(" ")[0]) == _OF_NOBLES and not has_digit(text.removesuffix(said))
    return names(text if whole else said) or names(said)


def _names_alone(text: str) -> bool:
    if len(text) > 120 or has_digit(text):
        return False
    parts = [p for p in _tables()[0].split(text) if p.strip()]
    return bool(parts) and all(_names_of[part][1] for part in parts)


looks_like_names = Known(_names_alone).__getitem__
"""Whether a short line consists of names alone."""


def _name(part: str) -> tuple[str, bool]:
    """The name in a part of a byline, "" where there is none, and whether it is one of several words.

    Or as short as names are in a script that writes them in one.
    """
    _, titles, particles, not_names = _tables()
    tokens = part.replace("\u00a0", " ").strip(" .,:;-–—|").split()
    while tokens and fold(tokens[0]).strip(".") in titles:
        tokens = tokens[1:]
    if tokens and fold(tokens[0]) in post_words():
        posts = next((n for n, token in enumerate(tokens) if fold(token) not in post_words()), 0)
        if posts and len(tokens) > posts + 1 and tokens[posts][:1].isupper():
            tokens = tokens[posts:]  # "Senior Correspondent Jane Doe"
    kept: list[str] = []
    posted = False
    shouted = len(tokens) > 2 and all(len(t) > 1 and t.isupper() for t in tokens[:2])
    for place, token in enumerate(tokens):
        bare = fold(token).strip(".,:;")
        if any(map(str.isdigit, token)) or _FILE_NAME.search(token):
            break
        if len(_INNER_CAPITAL.findall(token)) >= _MENU:
            return "", False  # "HomeScheduleTicketsAbout"
        month = not place and len(tokens) > 1 and tokens[1][:1].isupper() and calendar().month(bare, "")  # "Jun Santos"
        if bare in not_names and (kept or bare != "the") and not month:
            posted = True
            if len(kept) > _FULL and opens_small(token) and fold(kept[-1]) in post_words():
                kept.pop()  # "Jane Doe Education editor"
            break
        other = shouted and not (token.isupper() or _SHOUTED_PART.fullmatch(token))
        if len(kept) >= 2 and (calendar().month(bare, "") or other):
            break
        cased = has_capitals(token)
        if kept and cased and opens_small(token) and bare not in particles and not _JOINED_PART.fullmatch(token):
            break
        if not kept and cased and opens_small(token) and bare not in particles and not _initials(bare):
            return "", False
        kept.append(token.strip(",;:"))
    while kept and opens_small(kept[-1]) and fold(kept[-1]) in particles:
        kept.pop()  # not "Das", which is a surname as well
    kept = trimmed(kept, posted=posted)
    if len(kept) > _FULL and len(kept[-1]) >= _WIRE and wire(kept[-1]) and not kept[-2].endswith("."):
        kept.pop()  # "Jane Doe Bloomberg", not "Jane R. Bloomberg"
    half = len(kept) // 2
    if half > 1 and kept[:half] == kept[half:]:  # the name of a portrait, and the name
        kept = kept[:half]
    if len(kept) == 1 and _initials(kept[0]):
        return kept[0], True
    text = " ".join(kept).strip(" -–—|")
    if not kept or len(kept) > 6 or len(text) < 2 or not any(map(str.isalpha, text)):
        return "", False
    if len(kept) > 1:
        return text, True
    cjk = not text.isascii() and any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text)
    return text, cjk and len(text) <= 6


_names_of = Known(_name)
