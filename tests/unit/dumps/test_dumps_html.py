from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.model import Line, Markup


def lines(body: str, head: str = "") -> list[Line]:
    (dump,) = read_bytes(
        f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode(), "p.html"
    )
    assert "".join(dump.text[line.start : line.end] for line in dump.lines) == dump.text
    return [line for line in dump.lines if line.text]


def texts(body: str, head: str = "") -> list[str]:
    return [line.text for line in lines(body, head)]


def markup(line: Line) -> Markup:
    assert line.markup is not None
    return line.markup


def test_inline_elements_join_and_blocks_part() -> None:
    assert texts("<p>A<b>B</b> c<br>d</p>e<div>f</div>g") == ["AB c", "d", "e", "f", "g"]


def test_white_space_is_folded_across_elements() -> None:
    assert texts("<p> a \n <i> b</i>\t<i>c </i> d</p>") == ["a b c d"]


def test_a_space_beside_what_no_reader_sees_parts_words() -> None:
    assert texts("<p>mapping out&#8203; &#8203;<b>your</b> way</p>") == ["mapping out your way"]
    assert texts("<p>a <b>&#8203;</b>b<i>&#8203; c</i><i>\u200b</i>d<b> &#8203; </b>e</p>") == ["a b cd e"]


def test_links_side_by_side_do_not_run_together() -> None:
    (line,) = lines('<p><a href="/a">News</a><a href="/b">World</a></p>')
    assert line.text == "News World"
    assert [(line.text[link.start : link.end], link.url) for link in markup(line).links] == [
        ("News", "/a"),
        ("World", "/b"),
    ]


def test_links_are_absolute_where_the_page_says_where_it_is() -> None:
    body = (
        '<p><a href="/a">a</a> <a href="b?c">b</a> <a href="//x.example/d">d</a> <a href="https://y.example/">e</a>'
        ' <a href="#f">f</a> <a href="JavaScript:g()">g</a> <a href="data:text/html,h">h</a> <a href="http://[i">i</a></p>'
    )
    (line,) = lines(body, '<link rel="canonical" href="https://a.example/news/1">')
    assert [link.url for link in markup(line).links] == [
        "https://a.example/a",
        "https://a.example/news/b?c",
        "https://x.example/d",
        "https://y.example/",
        "http://[i",
    ]
    (line,) = lines(body, '<meta property="og:url" content="https://a.example/1"><base href="https://b.example/">')
    assert markup(line).links[0].url == "https://b.example/a"
    (line,) = lines(body)
    assert markup(line).links[0].url == "/a"


def test_a_link_that_is_cut_by_emphasis_is_one_link() -> None:
    (line,) = lines('<p>See <a href="/a">the <i>whole</i> story</a>.</p>')
    (link,) = markup(line).links
    assert line.text[link.start : link.end] == "the whole story"


def test_scripts_styles_and_pictures_say_nothing() -> None:
    assert texts("<script>a</script><style>b</style><svg><text>c</text></svg><template>d</template><p>e</p>") == ["e"]


def test_a_shadow_root_that_was_saved_is_shown() -> None:
    assert texts('<x-story><template shadowrootmode="open"><p>Story</p></template></x-story>') == ["Story"]


def test_a_row_is_one_line_with_tabs() -> None:
    (dump,) = read_bytes(b"<html><table><tr><th>Day</th><th>Shots</th></tr><tr><td>Fri<td>12</table></html>", "p")
    assert dump.text == "Day\tShots\nFri\t12\n"
    assert [line.text for line in dump.lines] == ["Day Shots", "Fri 12"]
    assert all(markup(line).cell for line in dump.lines)


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>one\n  two\n\nthree</pre>") == ["one", "two", "three"]


def test_structure_is_noted() -> None:
    found = {
        line.text: markup(line)
        for line in lines(
            "<article class='Story main' id='s1'><h2>Head</h2><blockquote><p>Quote</p></blockquote>"
            "<ul><li>One<ul><li>Two</ul></ul>"
            "<figure><figcaption>Caption</figcaption></figure><p><strong>Bold:</strong> rest</p></article>"
        )
    }
    assert found["Head"].heading == 2
    assert found["Head"].tags == ("article", "h2")
    assert found["Head"].names == ("story", "main", "s1")
    assert found["Quote"].quoted
    assert (found["One"].list_depth, found["Two"].list_depth) == (1, 2)
    assert found["Caption"].figure
    assert found["Bold: rest"].bold == 5 / 9


def test_items_of_numbered_lists_have_their_numbers() -> None:
    found = lines(
        "<ol><li>a<p>b</p><li value=7>c<ol start=3><li>d</ol><li><p>e</p></ol><ul><li>f</ul><ol reversed start=9>"
        "<li>g</ol><ol type=a><li>k</ol><ol start=x><li></li><li>h</ol><li>i<ol start=2147483648><li>j</ol>"
    )
    assert [(line.text, markup(line).ordinal) for line in found] == [
        ("a", 1), ("b", 0), ("c", 7), ("d", 3), ("e", 8), ("f", 0), ("g", 0), ("k", 0), ("h", 2), ("i", 0), ("j", 1),
    ]  # fmt: skip


def test_the_path_goes_down_to_what_holds_the_whole_line() -> None:
    first, second = lines('<div><span class="by"><b>By M</b></span></div><div><span class="by">By</span> M</div>')
    assert markup(first).tags == ("div", "span", "b")
    assert markup(second).tags == ("div",)


def test_what_attributes_and_styles_hide_is_flagged() -> None:
    style = (
        "<style>.off,.a.b{display:none} #x{visibility:hidden} .off.on{display:block}"
        " @media print{.pr{display:none}}</style>"
    )
    shown = {
        line.text: not markup(line).hidden
        for line in lines(
            '<p hidden>1</p><p style="color:red; DISPLAY : none">2</p><p class="off">3</p><p class="b a">4</p>'
            '<p id="x">5</p><p class="off on">6</p><p class="pr">7</p><p class="a">8</p>'
            "<dialog>9</dialog><noscript>10</noscript>",
            style,
        )
    }
    assert [text for text, visible in shown.items() if visible] == ["6", "7", "8"]


def test_media_rules_hold_for_a_wide_screen() -> None:
    style = (
        "<style>@media (max-width:600px){.d{display:none}} @media screen and (min-width: 60em){.m{display:none}}"
        "@supports (display:grid){.g{display:none}} @keyframes k{from{display:none}}</style>"
    )
    found = lines('<p class="d">d</p><p class="m">m</p><p class="g">g</p>', style)
    assert [line.text for line in found if not markup(line).hidden] == ["d"]


def test_items_of_a_flexible_box_stand_apart() -> None:
    assert texts('<nav class="bar"><a>One</a><a>Two</a></nav>', "<style>.bar{display:flex}</style>") == ["One", "Two"]


PROSE = "The ceasefire along the river held for a third day, officials on both sides said on Sunday evening in Vessen."


def test_a_story_that_is_hidden_until_a_script_runs_is_shown() -> None:
    body = f'<h1>Truce</h1><div class="wall" style="display:none"><p>{PROSE}</p></div>'
    assert not any(markup(line).hidden for line in lines(body))


def test_a_hidden_copy_of_the_story_stays_hidden() -> None:
    body = f"<p>{PROSE}</p><div hidden><p>{PROSE}</p></div>"
    assert [markup(line).hidden for line in lines(body)] == [False, True]


def test_parts_that_react_sends_late_are_shown() -> None:
    (line,) = lines('<div hidden id="S:0"><p>Truce</p></div>')
    assert not markup(line).hidden


def test_a_page_cut_off_anywhere_is_still_read() -> None:
    page = b'<html><body><p class="a">First</p><p>Second <a href="/x">link</a></p></body></html>'
    for end in range(40, len(page)):
        (dump,) = read_bytes(page[:end], "p.html")
        assert dump.lines[0].text.startswith("F")


def test_nothing_of_a_page_is_run_or_fetched() -> None:
    body = '<p onclick="x()">a</p><img src="http://tracker.example/x.png" onerror="y()"><a href="javascript:z()">b</a>'
    assert texts(body) == ["a", "b"]


def test_cells_of_several_lines_lay_out_the_page() -> None:
    row = "<table><tr><td>News<br>Sport</td><td><b>Headline</b><br>Text</td><td>Next</td></tr></table>"
    assert texts(row) == ["News", "Sport", "Headline", "Text", "Next"]


def test_cells_of_one_line_stay_a_row() -> None:
    table = "<table><tr><td>A<br>B</td></tr><tr><td>Kessim</td><td>12</td></tr></table>"
    assert texts(table) == ["A", "B", "Kessim 12"]
