"""Captions and their credits as they are printed: "… [File: Reuters]", "(AP Photo/J. Doe)", "Photo: Jane Doe / AFP"."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.words.known import Known
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import QUOTES, TERMINAL, fold, has_digit, opens_small, words

_LONGEST = 120  # characters of a credit
_LINE = 1_000  # characters of a line whose credit is kept for the next step that asks
_STATED = 400  # characters of a caption that ends with what says that it is a credit
_NAMED = 80  # characters of who is named there
_WORDS = 14  # words of it
_PARTIES = 12  # words of a credit that names an agency
_BRIEF = 3  # words of one that may be in small letters
_BARE = 8  # words of one that stands alone
_START = 2  # characters of a label by which most lines are told to begin with none
_ACRONYM = 4  # letters of a name that is printed in capitals, since it may be a word
_PARTING = tuple("/|([-–—:,©")
_NAMING = tuple(":©/|")  # of which one stands in front of whom a credit names
_SMALL = 3  # letters of a word in a name that begins small ("de", "and"), at most
_VERBS = 2  # longer words in small letters, from which on a line is no name
_CAPTION = 3  # words before it, at least
_KINDS = ("agencies", "marks", "stated")
_RUN = re.compile(r"\w+")
# The same for ASCII, several times as quick: what is in no run becomes a space.
_SPACED = bytes(code if chr(code).isalnum() or chr(code) == "_" else 0x20 for code in range(256))
_JOINING = tuple("'&@%$`")  # what is part of a word beside letters
_ISSUERS = "社网報报台刊網"  # how the names of those end who issue pictures: "华江网发"
_WIDE = re.compile("[©ⓒ\u3040-\U0010ffff]")
_BY = "by|via|from|courtesy of|von|de|di|par|por|door|af|av"
_BRACKETS = frozenset("])）】")
_CLOSED = (")", "）")
_BRACKET = re.compile(r"^(.*?[^\s\[(（【])\s*[\[(（【]([^\[\]()（）【】]{2,90})[\])）】]\s*\.?$", re.S)
_STOP = f"[{TERMINAL}{QUOTES}]"
_ENDS_REPORT = re.compile(rf"(?<={_STOP})\s*[(（]([^\W\d_][^()（）\d]{{0,20}})[)）]$")
_TAIL = re.compile(rf"^(.*{_STOP})\s+([^.!?]{{3,80}})$", re.S)
_GLUED = re.compile(rf"^(.*{_STOP})([A-Z][^\s.!?]{{1,20}})$", re.S)  # "… in Doha.AFP"
_CLOSE_TAIL = re.compile(r"^(.*[。！？])([^。！？\s][^。！？]{1,30})$", re.S)  # "…傾斜。圖／海島通訊社"
_TAKEN = re.compile(  # "A ponte caída - Jane Doe - 10.jan.24/Exemplo"
    r"^(.*\S)\s-\s([^\W\d_][^-]{2,60}\s-\s\d{1,2}[./]\s?[^\W_]{1,4}\.?[./]\s?\d{2,4}(?:/[^/]{2,40})?)$", re.S
)
_DASHED = re.compile(r"^(.*\S)\s+[|—–-]\s+([^|—–]{2,60})$", re.S)


_SIGNED = re.compile(rf"^(.*{_STOP})\s+([^.!?…/]{{5,50}}/[^.!?…/]{{2,50}})$", re.S)
_BEARER = re.compile(r"^([^\W\d_][^\d/:,.]*(?:\s[^\d/:,]+){1,3}?)\s?/\s?([^\W\d_][^\d/:,.]{1,50})$")
_FIRST = re.compile(r"[A-Z][^/.:()\d]{1,40}/([A-Z][^/.:()\d]{1,40}?) [-–—] \S.{20}")
_PARTS = ("/", "|", "(", "[", "©", ":", ",", " - ", " – ", " — ")  # between the parties of a credit
_PERSON = 3  # words of a name, at most
_MIXED = re.compile(r"(?=.*\d)[^\W\d_]\w+")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_APOSTROPHES = ("'", "’")  # "d'Orlac"
_PARTICLES = frozenset(
    {"de", "del", "la", "le", "di", "da", "do", "van", "von", "der", "des", "du", "of", "the", "and"}
)


@cache
def _agencies() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_table("credits")
    names = "|".join(sorted((re.escape(fold(n)) for n in table["agencies"]), key=len, reverse=True))
    marks = "|".join(sorted((re.escape(fold(n)) for n in table["marks"]), key=len, reverse=True))
    close = "|".join(sorted(re.escape(fold(n)) for n in table["marks"] if "\u3040" <= n[0] <= "\u9fff"))
    agency = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    issued = "".join(table["issued"])
    marked = re.compile(
        rf"(?:^|[\s\[(/|。])(?:{marks})\s?[:/|©=：／]|^(?:{marks})\s(?:{_BY})\s|^©|^ⓒ|(?:/|\s)(?:{marks})$|[\u3040-\u9fff](?:{close})$"
        rf"|[\u3040-\u9fff][{_ISSUERS}][{issued}]$"
    )
    return agency, marked


@cache
def _stated() -> tuple[re.Pattern[str], ...]:
    """A line's end that says it is a credit: "… Image credit: J. Doe", "… Photograph by Jane Doe."."""
    marks = "|".join(sorted(map(re.escape, load_table("credits")["stated"]), key=len, reverse=True))
    return (
        re.compile(rf"^(.*{_STOP})((?:{marks})\s?(?:[:©]|\.\.\.|…)\s?[^\s:.].{{1,{_NAMED}}})$", re.S | re.I),
        re.compile(rf"^(.*?[^\s:])\s+((?:{marks})\s?(?:[:©]|\.\.\.|…)\s?[^\s:.].{{1,{_NAMED}}})$", re.S | re.I),
        re.compile(rf"^(.*?{_STOP})\s+((?:{marks})\s(?:{_BY})\s\S.{{1,{_NAMED}}})$", re.S | re.I),
    )


def _may_state(lower: str) -> bool:
    """Whether a text has a word of what states a credit."""
    return any(map(lower.__contains__, _stating()))


@cache
def _stating() -> tuple[str, ...]:
    """Parts of what states a credit: of each the shortest that is one itself, or another's."""
    marks = {mark.lower() for mark in load_table("credits")["stated"]}
    return tuple(sorted(mark for mark in marks if not any(other != mark and other in mark for other in marks)))


@cache
def _glued_label() -> re.Pattern[str]:
    """The same where no space parts it from the caption: "… more than a dayImage: Jane Doe/Example Agency"."""
    marks = {mark.capitalize() for mark in load_table("credits")["stated"] if mark[0].isalpha()}
    either = "|".join(sorted(map(re.escape, marks), key=len, reverse=True))
    return re.compile(rf"^(.*[^\W\d_A-Z])((?:{either})\s?[:©]\s?[^\s:].{{1,{_NAMED}}})$", re.S)


@cache
def _opened() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, load_table("credits")["stated"]), key=len, reverse=True))
    return re.compile(rf"(?:{marks})\s?(?:[:©]|\.\.\.|…)\s?\S", re.I)


def _taken(text: str) -> bool:
    """Whether a text says who took a picture and for whom, as captions do in brackets: "Orlac Post photo by J. Doe"."""
    return text.rsplit(" ", 1)[-1][:1].isupper() and bool(_taken_by().match(fold(text)))


@cache
def _taken_by() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, map(fold, load_table("credits")["marks"])), key=len, reverse=True))
    return re.compile(rf"^(?:[^\W\d_][\w'’.&-]*\s){{1,4}}(?:{marks})\s(?:{_BY})\s[^\W\d_]")


@cache
def _telling() -> frozenset[str]:
    """The longest word of each agency's name and each mark of a credit."""
    table = load_table("credits")
    return frozenset(max(_RUN.findall(fold(name)), key=len) for kind in _KINDS for name in table[kind])


def _may_credit(folded: str) -> bool:
    """Whether a text may have such a word: few do, and this is cheap to tell. Some scripts do not part their words."""
    if folded.isascii():
        if not any(map(folded.__contains__, _JOINING)):
            return not _telling().isdisjoint(words(folded))
        return not _telling().isdisjoint(folded.encode("ascii").translate(_SPACED).decode("ascii").split())
    return not _telling().isdisjoint(_RUN.findall(folded)) or bool(_WIDE.search(folded))


def _is_credit(text: str) -> bool:
    if len(text) > 4 * _LONGEST:
        return False
    folded = fold(text).strip()
    if not folded or len(folded) > _LONGEST or not ("/" in folded or _may_credit(folded)):
        return False
    agency, marked = _agencies()
    if "/" in folded and text == text.upper() != text.lower() and signs(text.strip()):
        return True
    named = agency.search(folded) if len(folded.split()) <= _PARTIES else None
    return bool(marked.search(folded)) or bool(named and (len(named[0]) > _ACRONYM or _prints_acronym(folded, text)))


is_credit = Known(_is_credit, _LINE).__getitem__
"""Whether a short text is a picture's credit: it names an agency, or is marked as "Photo:", "©" and the like."""


@cache
def _acronyms() -> re.Pattern[str]:
    names = sorted((n for n in load_table("credits")["agencies"] if len(n) <= _ACRONYM), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)


def _prints_acronym(folded: str, text: str) -> bool:
    """Whether a text names an agency by a short name as such are printed: "AP", not "ap"; "pool" and "på" are words.

    Where little else stands, or the name stands apart ("Jane Doe / dpa"), it may be in small letters.
    """
    if any(len(match[0]) > _ACRONYM for match in _agencies()[0].finditer(folded)):
        return True
    brief = len(text.split()) <= _BRIEF
    for match in _acronyms().finditer(text):
        name = match[0]
        cased = name.lower() != name.upper()
        apart = text[: match.start()].rstrip()[-1:] in _PARTING and (match.start() or not text[match.end() :].strip())
        if apart or not cased or ((brief or name.isupper()) and not _in_model(text, match)):
            return True
    return False


def _in_model(text: str, name: re.Match[str]) -> bool:
    """Whether a short name is part of a product's: a word with digits, or its price, stands beside it: "Ka7 TT"."""
    above, below = text[: name.start()].split()[-1:], text[name.end() :].split()[:1]
    mixed = any(_MIXED.fullmatch(word) for word in above)
    return mixed or any(word[0].isdigit() and not _YEAR.match(word) for word in below)


@cache
def _closings() -> tuple[str, ...]:
    return tuple(map(fold, load_table("credits")["closings"]))


def closes_credit(folded: str) -> bool:
    """Whether a folded line ends by saying that those it names took part ("… contributed to this report")."""
    return folded.rstrip(" .)]").endswith(_closings())


def is_marked_credit(text: str) -> bool:
    """Whether a short text says that it is a picture's credit ("Photo: …", "© …"); an agency's name alone does not."""
    folded = fold(text).strip() if text and len(text) <= 4 * _LONGEST else ""
    return bool(folded) and len(folded) <= _LONGEST and bool(_agencies()[1].search(folded))


def shot(text: str) -> bool:
    """Whether a caption in Chinese or Japanese ends by saying whose the picture is: "……搜救。本报记者 韩松 摄"."""
    table = load_table("credits")
    return text.endswith((*table["shots"], *table["issued"])) and all(split_credit(text))


@cache
def _stock() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, load_table("credits")["stock"]), key=len, reverse=True))
    return re.compile(rf"(?:^|[/|(\[,©—–]\s?|\svia\s)\W?(?:{names})\W*$", re.I)


def stock(text: str) -> bool:
    """Whether a line ends with who sells its picture, parted from what is before: "… Jane Doe/Shutterstock"."""
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    return text[:end].lower().endswith(_sellers()) and bool(_stock().search(text))


@cache
def _sellers() -> tuple[str, ...]:
    return tuple(map(str.lower, load_table("credits")["stock"]))


def credited(text: str) -> bool:
    """Whether a line is a picture's credit and nothing else: "Image credit: Jane Doe", "Getty Images / Jane Doe"."""
    if len(text) > _NAMED:
        return False
    match = _bare().match(text) if any(map(text.__contains__, _NAMING)) else None
    return match is not None and names_party(match[1] or match[2])


def credited_first(text: str) -> bool:
    """Whether a caption opens with who took its picture, and for whom: "Jane Doe/Associated Press - Sailors wait …".

    Behind the stroke has to stand an agency, or "For" and a name: reports from two towns open so, too.
    """
    stroke = text.find("/", 0, _NAMED)
    if stroke < 0:
        return False
    match = _FIRST.match(text)
    return match is not None and (agency(match[1]) or match[1].startswith("For "))


def names_party(text: str) -> bool:
    """Whether a credit's words are those of a name; those of a sentence have a verb and small words beside it."""
    return sum(opens_small(word) and len(word) > _SMALL for word in text.split()) < _VERBS


@cache
def _bare() -> re.Pattern[str]:
    marks, sellers = (
        "|".join(sorted(map(re.escape, load_table("credits")[kind]), key=len, reverse=True))
        for kind in ("stated", "stock")
    )
    return re.compile(rf"(?:\w+\s)?(?:{marks})\s?[:©]\s?(\S[^.!?]*)\.?$|(?:{sellers})\s?[/|]\s?(\S[^.!?]*)$", re.I)


def without_agency(text: str) -> str:
    """A paragraph without what agencies end a report with in brackets: "… they said. (Reuters)", "……替えた。（完）"."""
    signed = _ENDS_REPORT.search(text) if text.endswith(_CLOSED) else None
    return text[: signed.start()] if signed and (agency(signed[1]) or fold(signed[1]) in _ends()) else text


@cache
def _ends() -> frozenset[str]:
    """What agencies print in brackets behind a report's last sentence: "（完）"."""
    return frozenset(map(fold, load_table("credits")["ends"]))


def signed_by_agency(text: str) -> bool:
    """Whether a paragraph ends with an agency in brackets behind its last sentence, as a report's last one does."""
    return without_agency(text) != text


def opens_credit(text: str) -> bool:
    """Whether a line opens with the mark of a credit and names who took the picture: "Credit...Jane Doe"."""
    return len(text) <= _LONGEST and bool(_opened().match(text))


def bracketed_credit(text: str) -> bool:
    """Whether a line ends with a picture's credit in brackets, as captions do and sentences do not."""
    closed = len(text) <= _STATED and text.rstrip(" .")[-1:] in _BRACKETS
    match = _BRACKET.match(text.strip()) if closed else None
    if match is None:
        return False
    slashed = text.rstrip(" .").endswith("]") and "/" in match[2] and match[2][:1].isupper()
    return slashed or is_credit(match[2]) or fold(match[2]) in _filed()


@cache
def _filed() -> frozenset[str]:
    """What captions print in brackets of a picture that is an older one: "(File)", "(архив)"."""
    return frozenset(map(fold, load_table("credits")["filed"]))


@cache
def _offered() -> tuple[str, ...]:
    return tuple(load_table("credits")["offers"])


@cache
def _offers() -> re.Pattern[str]:
    """What a page offers behind a credit: "… Acquire Licensing Rights, opens new tab"."""
    offers = "|".join(sorted(map(re.escape, _offered()), key=len, reverse=True))
    return re.compile(rf"(?:[\s,]+(?:{offers}))+$", re.I)


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The labels of captions, and of pictures' sources: "Image caption, …", "Image source, …"."""
    table = load_table("captions")
    captions, sources = (
        "|".join(sorted({re.escape(name) for some in table[kind].values() for name in some}, key=len, reverse=True))
        for kind in ("captions", "sources")
    )
    return re.compile(rf"(?:{captions})\s?[,،，、:：]\s*(?=\S)", re.I), re.compile(
        rf"(?:{sources})\s?[,،，、]\s*(?=\S)", re.I
    )


@cache
def _label_starts() -> frozenset[str]:
    """How the labels begin, in small letters: few other lines do."""
    table = load_table("captions")
    return frozenset(
        name[:_START].lower() for kind in ("captions", "sources") for some in table[kind].values() for name in some
    )


def labelled(text: str) -> bool:
    """Whether a line opens with the label of a picture's caption or source, as broadcasters print them."""
    return text[:_START].lower() in _label_starts() and any(label.match(text) for label in _labels())


def _parted(text: str) -> tuple[str, str]:
    stripped = text.strip()
    if stripped[:_START].lower() in _label_starts():
        caption, source = (label.match(stripped) for label in _labels())
        if source:
            return "", stripped[source.end() :]
        if caption:
            stripped = stripped[caption.end() :]
    if len(stripped) <= _STATED and stripped.lower().endswith(_offered()):
        stripped = _offers().sub("", stripped)
    match = _BRACKET.match(stripped) if stripped.rstrip(" .")[-1:] in _BRACKETS else None
    named = match is not None and match[2][:1].isupper() and ("/" in match[2] or _taken(match[2]))
    if match and (named or is_credit(match[2]) or fold(match[2]) in _filed()):
        return match[1].strip(), match[2].strip()
    glued = _glued_label().match(stripped) if len(stripped) <= _STATED and ":" in stripped else None
    if glued and len(glued[1].split()) >= _CAPTION and _names(glued[2]):
        return glued[1], glued[2]
    tail = stripped[-4 * _LONGEST :]
    if not ("/" in tail or _may_credit(fold(tail))):
        return stripped, ""
    dated = _TAKEN.match(stripped) if " - " in stripped and len(stripped) <= _STATED else None
    if dated:
        return dated[1].strip(), dated[2].strip()
    for pattern in (_TAIL, _DASHED):
        match = pattern.match(stripped)
        if match and is_credit(match[2]):
            return match[1].strip(), match[2].strip()
    match = _GLUED.match(stripped) if len(stripped) <= _STATED else None
    if match and _agencies()[0].fullmatch(fold(match[2])):
        return match[1], match[2]
    match = _CLOSE_TAIL.match(stripped) if len(stripped) <= _STATED else None
    if match and is_marked_credit(match[2]):
        return match[1], match[2]
    for pattern in _stated() if len(stripped) <= _STATED and _may_state(stripped.lower()) else ():
        match = pattern.match(stripped)
        if match and len(match[1].split()) >= _CAPTION and _names(match[2]):
            return match[1].strip(), match[2].strip()
    match = _SIGNED.match(stripped) if len(stripped) <= _STATED and "/" in stripped else None
    if match and signs(match[2]):
        return match[1].strip(), match[2].strip()
    alone = len(stripped) <= 4 * _LONGEST and len(stripped.split()) <= _BARE and is_credit(stripped)
    if alone and not _speaks_of_agency(stripped) and not (has_digit(stripped) and _ago().search(fold(stripped))):
        return "", stripped
    return stripped, ""


split_credit = Known(_parted, _LINE).__getitem__
"""A caption's words and its credit as printed; the credit is "" where there is none."""


@cache
def _ago() -> re.Pattern[str]:
    """How long ago an agency's report was sent, as portals print it below its title: "AP - 53 mins ago"."""
    table = load_table("dates")
    units = "|".join(sorted(map(re.escape, map(fold, (*table["minutes"], *table["hours"]))), key=len, reverse=True))
    return re.compile(rf"\d\s?(?:{units})(?!\w)")


def _speaks_of_agency(text: str) -> bool:
    """Whether a line says more beside an agency's name than who took a picture: "Reuters names a new editor".

    Behind the name fewer words are those of a person than in front of it. What is marked as a credit is one.
    """
    folded = fold(text)
    agencies, marked = _agencies()
    found = agencies.search(folded)
    if found is None or found[0] in _labelling() or marked.search(folded) or any(map(text.__contains__, _PARTS)):
        return False
    if not names_party(text):
        return True
    rest = [word for word in agencies.sub(" ", folded).split() if word not in _PARTICLES]
    joiners = load_table("bylines")["joiners"]
    if any(word in joiners for word in rest):
        return any(opens_small(word) and len(word) > _SMALL and word not in joiners for word in text.split())
    return len(rest) > (_PERSON if folded.endswith(found[0]) else _PERSON - 1)


@cache
def _labelling() -> frozenset[str]:
    """Those of the agencies' names that are words for what was given to them: "Handout Orlac Fire Service"."""
    return frozenset(map(fold, load_table("credits")["labelling"]))


def signs(text: str) -> bool:
    """Whether a short text is who took a picture, and for whom: "Jane Doe/Example Post", "JANE DOE / EXAMPLE POST"."""
    match = _BEARER.match(text) if "/" in text and len(text) <= _NAMED else None
    if match is None:
        return False
    return all(
        word[0].isupper() or word in _PARTICLES or word[1:2] in _APOSTROPHES
        for side in match.groups()
        for word in side.split()
    )


def _names(credit: str) -> bool:
    """Whether what says that it is a credit is written as one: in capitals, the mark and who is named."""
    words = credit.split()
    named = any(word[:1].isupper() for word in words[1:]) or "courtesy" in words
    return not opens_small(credit) and len(words) <= _WORDS and named


def credit_names(credit: str) -> tuple[str, ...]:
    """The parties of a credit: "File: Carlos Barria/Reuters" gives ("Carlos Barria", "Reuters")."""
    body = re.sub(r"^[^:/]{2,20}:\s*", "", credit)
    return tuple(part.strip() for part in re.split(r"\s*[/|]\s*|\s+via\s+", body) if part.strip())


def agency(name: str) -> bool:
    """Whether ``name`` is a picture or news agency rather than an outlet."""
    found, _ = _agencies()
    return bool(found.fullmatch(fold(name))) or bool(found.match(fold(name)))
