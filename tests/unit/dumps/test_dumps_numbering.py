"""Numbers that a word processor prints in front of paragraphs: lists and headings, as the document shows them."""

from __future__ import annotations

import html
from collections.abc import Callable

import pyromark
import pytest

from dateline.dumps import read_bytes
from dateline.dumps.numbering import Counts, Level, numeral
from dateline.extract import extract
from dateline.library.body import to_markdown
from dateline.model import BlockKind
from tests import documents
from tests.documents import AS_PRINTED, abstract, flat, heading_style, level, list_style, num, paragraph, word_by_hand

MAKERS: dict[str, Callable[[], bytes]] = {
    "word": documents.numbered_word,
    "opendocument": documents.numbered_open,
    "rtf": documents.numbered_rtf,
}
LIST = abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%2.%3"))
DELETED = '<w:del w:id="1" w:author="P"/>'


def shown(data: bytes) -> list[str]:
    """What a document shows, line by line."""
    (dump,) = read_bytes(data, "dumps/x")
    hidden = {number for number, _ in dump.asides}
    return [line.text for line in dump.lines if line.text and line.number not in hidden]


def word(*paragraphs: str, lists: str = LIST, nums: str = num(1, 1), styles: str = "") -> list[str]:
    return shown(word_by_hand("".join(paragraphs), lists + nums, styles))


# --------------------------------------------------------------------------- the document as a whole


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_says_the_numbers_that_it_shows(name: str) -> None:
    assert tuple(shown(MAKERS[name]())) == AS_PRINTED


@pytest.mark.parametrize("name", MAKERS)
def test_numbers_and_letters_are_published_as_they_are_printed(name: str) -> None:
    (dump,) = read_bytes(MAKERS[name](), "dumps/x")
    (article,) = extract(dump)
    assert article.headline == AS_PRINTED[0]
    body = AS_PRINTED[3:]
    assert [block.printed for block in article.blocks] == list(body)
    items = [(b.level, b.number, b.mark, b.text) for b in article.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items[:5] == [
        (1, 5, "5.", "Show the papers of boat and crew at the pier"),
        (1, 6, "6.", "Wait for the flag"),
        (2, None, "a)", "on the near bank, at Vessen"),
        (2, None, "b)", "on the far bank, at Ask"),
        (3, None, "(i)", "by day"),
    ]
    markdown = to_markdown(article.blocks)
    assert "## 1. What was agreed" in markdown
    assert "6. Wait for the flag\n   - a) on the near bank, at Vessen\n" in markdown
    assert "8. Leave the pier within twenty minutes" in markdown
    page = pyromark.html(markdown)
    assert "(ii) by night, with a lamp" in html.unescape(page)
    assert '<ol start="8">' in page


def test_a_numbered_heading_is_the_headline_without_its_number() -> None:
    story = "".join(map(paragraph, ("By Mara Linde", "5 March 2021", *documents.STORY)))
    body = paragraph("Ferries cross the Ardel again", style="Heading1") + story
    lists = abstract(1, level(0, "decimal", "%1.", more='<w:pStyle w:val="Heading1"/>')) + num(1, 1)
    (dump,) = read_bytes(word_by_hand(body, lists, heading_style(1)), "dumps/x")
    assert dump.lines[0].text == "1. Ferries cross the Ardel again"
    assert extract(dump)[0].headline == "Ferries cross the Ardel again"


def test_a_number_stands_in_the_weight_and_outside_the_links_of_its_text() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Wait.</w:t></w:r><w:r><w:t xml:space='preserve'> It is early</w:t></w:r>"
    linked = '<w:fldSimple w:instr="HYPERLINK https://courier.example/a"><w:r><w:t>the office</w:t></w:r></w:fldSimple>'
    listed = "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    body = f"<w:p>{listed}{bold}</w:p><w:p>{listed}{linked}</w:p>"
    (dump,) = read_bytes(word_by_hand(body, LIST + num(1, 1)), "dumps/x")
    first, second = (line.markup for line in dump.lines)
    assert first is not None
    assert second is not None
    assert (first.label, first.lead, dump.lines[0].text) == (2, len("1. Wait."), "1. Wait. It is early")
    assert [(link.start, link.end) for link in second.links] == [(3, 13)]


# --------------------------------------------------------------------------- Word


def test_levels_of_word_count_on_and_begin_anew_below_the_next_of_a_higher_one() -> None:
    found = word(
        paragraph("a", 1),
        paragraph("b", 1, 1),
        paragraph("c", 1, 1),
        paragraph("Between"),
        paragraph("d", 1, 2),
        paragraph("e", 1),
        paragraph("f", 1, 1),
    )
    assert found == ["1. a", "a) b", "b) c", "Between", "1.b.1 d", "2. e", "a) f"]


def test_numbers_of_one_list_go_on_and_may_begin_anew_once() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    found = word(
        *(paragraph(text, key) for text, key in (("a", 1), ("b", 2), ("c", 3), ("d", 3), ("e", 1), ("f", 3))),
        nums=num(1, 1) + num(2, 1) + num(3, 1, anew),
    )
    assert found == ["1. a", "2. b", "5. c", "6. d", "7. e", "8. f"]


def test_a_number_may_have_levels_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1:", 7)}</w:lvlOverride>'
    found = word(paragraph("a", 1), paragraph("b", 2), nums=f'{num(1, 1)}<w:num w:numId="2">{own}{num(3, 1)[17:]}')
    assert found == ["1. a", "B: b"]


def test_what_a_level_begins_anew_behind_is_obeyed() -> None:
    restart = '<w:lvlRestart w:val="{}"/>'.format
    lists = abstract(
        1,
        level(0, "decimal", "%1."),
        level(1, "decimal", "(%2)", more=restart(0)),
        level(2, "decimal", "[%3]", more=restart(1)),
    )
    depths = (0, 1, 2, 1, 2, 0, 1, 2)
    found = word(*(paragraph("x", 1, depth) for depth in depths), lists=lists)
    assert found == ["1. x", "(1) x", "[1] x", "(2) x", "[2] x", "2. x", "(3) x", "[1] x"]


def test_legal_numbers_are_decimal_and_bullets_are_no_numbers() -> None:
    lists = abstract(
        1,
        level(0, "upperRoman", "Article %1."),
        level(1, "decimal", "Section %1.%2", more="<w:isLgl/>"),
        level(2, "bullet", "o"),
        level(3, "none", ""),
    )
    found = word(*(paragraph("x", 1, depth) for depth in range(4)), lists=lists)
    assert found == ["Article I. x", "Section 1.1 x", "x", "x"]


def test_nothing_is_printed_where_the_form_of_a_number_is_not_known() -> None:
    lists = abstract(1, level(0, "cardinalText", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%3"))
    assert word(*(paragraph("x", 1, depth) for depth in range(3)), lists=lists) == ["x", "x", "1 x"]


def test_numbers_with_zeros_in_front_are_those_of_word_of_today() -> None:
    forms = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lists = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/>{forms}<w:lvlText w:val="%1"/>'
    assert word(paragraph("a", 1), paragraph("b", 1), lists=f"{lists}</w:lvl></w:abstractNum>") == ["009 a", "010 b"]


def test_lists_that_a_style_links_are_one() -> None:
    main = LIST.replace("<w:lvl ", '<w:styleLink w:val="Mine"/><w:lvl ', 1)
    lists = f'{main}<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Mine"/></w:abstractNum>'
    found = word(paragraph("a", 2), paragraph("b", 2, 1), paragraph("c", 1), lists=lists, nums=num(1, 1) + num(2, 2))
    assert found == ["1. a", "a) b", "2. c"]


def test_styles_that_stand_for_each_other_end() -> None:
    lists = "".join(
        abstract(a, f'<w:styleLink w:val="S{a}"/><w:numStyleLink w:val="S{b}"/>') for a, b in ((1, 2), (2, 1))
    )
    assert word(paragraph("a", 1), lists=lists) == ["a"]
    based = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    assert word(paragraph("a", style="A"), styles=based) == ["a"]


def test_headings_are_numbered_by_their_style_unless_they_say_otherwise() -> None:
    lists = abstract(
        1,
        level(0, "decimal", "%1.", more='<w:pStyle w:val="Heading1"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Heading2"/>'),
    )
    found = word(
        paragraph("One", style="Heading1"),
        paragraph("Two", style="Heading2"),
        paragraph("Three", 0, style="Heading2"),
        paragraph("Four", style="Heading2"),
        lists=lists,
        styles=heading_style(1) + heading_style(2).replace('w:ilvl w:val="1"', 'w:ilvl w:val="0"'),
    )
    assert found == ["1. One", "1.1 Two", "Three", "1.2 Four"]


def test_a_style_based_on_one_of_a_list_may_have_another_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="LN"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="LN2"><w:basedOn w:val="LN"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    lists = LIST.replace('<w:lvlText w:val="%1."', '<w:pStyle w:val="LN"/><w:lvlText w:val="%1."', 1)
    assert word(paragraph("a", style="LN"), paragraph("b", style="LN2"), lists=lists, styles=styles) == ["1. a", "a) b"]


def test_a_style_of_running_text_based_on_a_heading_is_none() -> None:
    styles = heading_style(1) + (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Lead"/><w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    (dump,) = read_bytes(word_by_hand(paragraph("Said", style="T"), LIST + num(1, 1), styles), "dumps/x")
    assert dump.lines[0].text == "Said"
    assert dump.lines[0].markup is not None
    assert not dump.lines[0].markup.heading


def test_empty_paragraphs_are_counted_and_deleted_ones_are_not() -> None:
    gone = paragraph("", 1, mark=DELETED).replace(
        "</w:p>", "<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    )
    assert word(paragraph("a", 1), paragraph("", 1), paragraph("b", 1)) == ["1. a", "3. b"]
    assert word(paragraph("a", 1), gone, paragraph("b", 1)) == ["1. a", "2. b"]
    assert word(paragraph("a", 1), paragraph("", 1, mark="<w:vanish/>"), paragraph("b", 1)) == ["1. a", "2. b"]


def test_paragraphs_whose_parting_was_deleted_are_one() -> None:
    assert word(paragraph("The boats ", mark=DELETED), paragraph("are back")) == ["The boats are back"]
    assert word(paragraph("a", 1, mark=DELETED), paragraph("b", 1), paragraph("c", 1)) == ["1. ab", "2. c"]
    gone = f"<w:p><w:pPr><w:rPr>{DELETED}</w:rPr></w:pPr><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>"
    assert word(paragraph("The boats ", mark=DELETED), gone, paragraph("are back")) == ["The boats are back"]
    heading = word(paragraph("Boats", style="Heading1", mark=DELETED), paragraph("are back"), styles=heading_style(1))
    assert heading == ["1. Boats", "are back"]
    box = f"<w:p><w:r><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:r></w:p>"
    assert word(paragraph("Above", mark=DELETED), box, paragraph("below")) == ["Above", "boxed", "below"]
    row = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    assert word(paragraph("Above", mark=DELETED), row, paragraph("below")) == ["Above", "cell", "below"]


def test_boxes_and_notes_count_for_themselves() -> None:
    box = f"<w:p><w:r><w:txbxContent>{paragraph('x', 1)}{paragraph('y', 1)}</w:txbxContent></w:r></w:p>"
    assert word(paragraph("a", 1), box, paragraph("b", 1)) == ["1. a", "1. x", "2. y", "2. b"]


# --------------------------------------------------------------------------- OpenDocument

L1 = list_style("L1", 'style:num-format="1" style:num-suffix="."', 'style:num-format="a" style:num-suffix=")"')
L3 = list_style("L3", 'style:num-format="1" style:num-suffix=")"')
L2 = list_style("L2", 'style:num-format="I" style:num-prefix="(" style:num-suffix=")" text:start-value="4"')


def lists(*items: str, more: str = "", style: str = "L1") -> str:
    inner = "".join(x if x.startswith("<text:list-") else f"<text:list-item>{x}</text:list-item>" for x in items)
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:list{named}{more}>{inner}</text:list>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def item(content: str, more: str) -> str:
    return f"<text:list-item text:{more}>{content}</text:list-item>"


def alone(text: str, depth: int = 1) -> str:
    named = f'text:list-id="x" text:style-name="L1" text:level="{depth}"'
    return f"<text:numbered-paragraph {named}>{p(text)}</text:numbered-paragraph>"


NAMED = ' xml:id="x"'
GOES_ON = ' text:continue-numbering="true"'


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (lists(p("a"), p("b")) + lists(p("c")), ["1. a", "2. b", "1. c"]),
        (lists(p("a")) + p("mid") + lists(p("b"), more=GOES_ON), ["1. a", "mid", "2. b"]),
        (lists(p("a")) + lists(p("o"), style="L2") + lists(p("b"), more=GOES_ON), ["1. a", "(IV) o", "1. b"]),
        (
            lists(p("a"), more=NAMED) + lists(p("o"), style="L2") + lists(p("b"), more=' text:continue-list="x"'),
            ["1. a", "(IV) o", "2. b"],
        ),
        (lists(p("a"), item(p("b"), 'start-value="7"'), p("c")), ["1. a", "7. b", "8. c"]),
        (lists(f"<text:list-header>{p('head')}</text:list-header>", p("a")), ["head", "1. a"]),
        (lists(p("a") + p("more"), p("b")), ["1. a", "more", "2. b"]),
        (lists(p("a"), p(""), "", p("b")), ["1. a", "3. b"]),
        (lists(lists(p("a"), style=""), p("b")), ["a) a", "2. b"]),
        (lists(lists(p("a"), style="") + p("more"), p("b")), ["a) a", "more", "2. b"]),
        (
            lists(p("a") + lists(p("b"), p("c"), style="") + p("more") + lists(p("d"), style="")),
            ["1. a", "a) b", "b) c", "more", "a) d"],
        ),
        (lists(item(p("a"), 'style-override="L2"')), ["(IV) a"]),
        (lists(p("a"), style="unknown"), ["a"]),
        (lists(p("a") + lists(p("b"), p("c"), style="L3"), style="L2"), ["(IV) a", "1) b", "2) c"]),
        (lists(p("a") + lists(p("b"), style="L2")), ["1. a", "b"]),
        (alone("a") + alone("b", 2) + p("mid") + alone("c"), ["1. a", "a) b", "mid", "2. c"]),
    ],
)  # fmt: skip
def test_lists_of_opendocument_count_as_libreoffice_shows_them(body: str, told: list[str]) -> None:
    assert shown(flat(body, L1 + L2 + L3)) == told


def test_a_table_within_an_item_is_no_list() -> None:
    space = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("left", "right"))
    table = f"<table:table {space}><table:table-row>{cells}</table:table-row></table:table>"
    assert shown(flat(lists(p("a") + table, p("b")), L1)) == ["1. a", "left right", "2. b"]


def test_headings_of_opendocument_are_numbered_by_the_outline() -> None:
    def h(rank: int, text: str, more: str = "") -> str:
        return f'<text:h text:outline-level="{rank}"{more}>{text}</text:h>'

    body = (
        h(1, "a")
        + h(2, "b")
        + h(1, "c", ' text:restart-numbering="true" text:start-value="9"')
        + h(1, "d", ' text:is-list-header="true"')
        + h(1, "e", ' text:style-name="bare"')
        + h(2, "f")
    )
    bare = '<style:style style:name="bare" style:family="paragraph" style:list-style-name=""/>'
    assert shown(flat(body, documents.OUTLINE + bare)) == ["1. a", "1.1 b", "9. c", "d", "e", "9.1 f"]


def test_a_format_that_libreoffice_states_counts_before_prefix_and_suffix() -> None:
    loext = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
    style = list_style("L1", f'{loext}loext:num-list-format="Point %1%:" style:num-suffix="." style:num-format="1"')
    assert shown(flat(lists(p("a")), style)) == ["Point 1: a"]


# --------------------------------------------------------------------------- RTF


def rtf(*pieces: str, kinds: str = r"\levelnfc0", override: str = "") -> list[str]:
    head = (
        rf"{{\*\listtable{{\list{{\listlevel{kinds}}}\listid9}}{{\list{{\listlevel\levelnfc23}}\listid10}}}}"
        rf"{{\*\listoverridetable{{\listoverride\listid9{override}\ls2}}{{\listoverride\listid10\ls3}}}}"
    )
    return shown(documents.rtf(*pieces, head=head))


def test_bullets_of_rtf_that_a_font_of_signs_draws_are_no_letters() -> None:
    listed = r"{{\listtext\pard\plain\f2 {}\tab}}\pard\plain\ls{}\ilvl0 {}\par".format
    found = rtf(listed("o", 3, "a"), listed("1.", 2, "b"), listed("o", 7, "c"), listed("4)", 7, "d"))
    assert found == ["a", "1. b", "c", "4) d"]
    assert rtf(listed(r"\'b7", 2, "a"), kinds=r"\levelnfc4") == ["a"]


def test_a_level_that_a_number_overrides_is_none_of_the_next_list() -> None:
    override = r"\listoverridecount1{\lfolevel\listoverrideformat{\listlevel\levelnfc0}}"
    item = r"{\listtext\pard\plain o\tab}\pard\plain\ls3\ilvl0 a\par"
    assert rtf(item, override=override) == ["a"]


def test_numbers_of_older_rtf_are_read() -> None:
    found = rtf(
        r"{\pntext\f0 3.\tab}{\*\pn\pnlvlbody\pnf0\pnstart3\pndec{\pntxta.}}\pard\fi-360 Three\par",
        r"{\pntext\f0 4.\tab}Four\par",
        r"\pard Text\par",
        r"{\header{\listtext 9.\tab}\ls2 Printed above\par}",
    )
    assert found == ["3. Three", "4. Four", "Text", "Printed above"]


def test_a_number_without_its_paragraph_is_none_of_the_next() -> None:
    assert rtf(r"{\listtext 1.\tab}\ls2\par\pard Text\par") == ["Text"]
    assert rtf(r"\trowd\intbl{\listtext 1.\tab}\ls2\cell\pard\intbl b\cell\row") == ["b"]


# --------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("form", "value", "told"),
    [
        ("decimal", 0, "0"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 107, "107"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"),
        ("upper", 28, "AB"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 3999, "mmmcmxcix"),
        ("russianLower", 8, "з"),
        ("arabicAbjad", 2, "ب"),
        ("thaiNumbers", 10, "๑๐"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("koreanCounting", 11, "십일"),
        ("decimalEnclosedCircle", 20, "⑳"),
    ],
)
def test_numbers_are_written_in_many_forms(form: str, value: int, told: str) -> None:
    assert numeral(form, value) == told


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("upperRoman", 0),
        ("upperRoman", 4000),
        ("lowerLetter", 0),
        ("lowerLetter", 10**9),
        ("upper", 0),
        ("decimal", 10**12),
        ("decimal", -1),
        ("decimalEnclosedCircle", 21),
        ("chineseCounting", 100),
        ("ordinal", 1),
        ("", 1),
    ],
)
def test_a_number_that_a_form_does_not_have_is_not_made_up(form: str, value: int) -> None:
    assert numeral(form, value) == "\ufffd"


def test_labels_that_say_no_number_or_too_much_are_left_out() -> None:
    def first(*shows: str | int, form: str = "decimal") -> str:
        return Counts().label({0: Level(form, shows)}, 0)

    assert first("§ ", 0) == "§ 1 "
    assert first("•") == ""
    assert first("Note", form="none") == "Note "
    assert first("x" * 41) == ""
    assert first(0, form="unknown") == ""


# --------------------------------------------------------------------------- what no program writes


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", "", "٣", "1e9", "999999999"])
def test_numbers_of_any_size_end_in_no_error(value: str) -> None:
    lists_ = abstract(1, level(0, "decimal", "%1."), level(8, "lowerLetter", "%9")).replace('val="1"', f'val="{value}"')
    listed = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{value}"/>'
    found = word(f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>said</w:t></w:r></w:p>", lists=lists_)
    assert [line.split()[-1] for line in found] == ["said"]
    style = list_style("L1", f'style:num-format="1" text:start-value="{value}" text:display-levels="{value}"')
    first = item(p("said"), f'start-value="{value}"')
    heading = f'<text:h text:outline-level="{value}">headed</text:h>'
    assert [line.split()[-1] for line in shown(flat(lists(first) + heading, style))] == ["said", "headed"]
    number = value if value.lstrip("-").isascii() and value.lstrip("-").isdigit() else "1"
    assert shown(documents.rtf(rf"\pard\ls{number[:9]}\ilvl{number[:9]} said\par")) == ["said"]


def test_lists_within_lists_without_end_are_read() -> None:
    deep = "<text:list><text:list-item>" * 150 + p("said") + "</text:list-item></text:list>" * 150
    assert shown(flat(deep, L1)) == ["said"]


def test_a_label_of_a_million_characters_is_none() -> None:
    many = abstract(1, level(0, "decimal", "%1" * 500_000)) + num(1, 1)
    assert shown(word_by_hand(paragraph("said", 1), many)) == ["said"]
    for stated in ("style:num-prefix", "style:num-suffix", "style:num-list-format"):
        style = list_style("L1", f'style:num-format="1" {stated}="{"x" * 1_000_000}"')
        assert shown(flat(lists(p("said")), style)) == ["said"]
