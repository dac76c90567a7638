"""What reads like the story and is none: lists of teasers, consent texts, the next article."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body.about import telling
from dateline.extract.body.elsewhere import elsewhere
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit, units

STORY = """The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning.

The first passengers were two teachers and a goat that nobody on the quay would claim as their own that day.

The captain said that he had kept the engine warm for the whole of that time, and that he would do so again.

A second boat is to follow in spring, when the ice on the northern shore has gone and the jetty is repaired."""


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


def away(text: str, out: str = "") -> list[str]:
    """The texts that are taken out where all but the lines of ``out`` read like the story."""
    some = pieces(text)
    inside = [unit.text not in out.split("|") for unit in some]
    return [some[i].text for i in sorted(elsewhere(some, [0.9] * len(some), inside, telling(Spoken.of(some))))]


def teasers(count: int) -> str:
    return "\n".join(f"Harbour master number {n} of Orlac shows the new cranes to visitors" for n in range(count))


def test_a_long_list_of_teasers_behind_the_story_is_taken_out() -> None:
    text = f"{STORY}\n\nShare\n\nPrint\n\nTop\n\n{teasers(40)}"
    assert away(text, "Share|Print|Top") == teasers(40).splitlines()


def test_a_list_that_follows_the_story_at_once_is_its_own() -> None:
    assert away(f"{STORY}\n\n{teasers(40)}") == []


def test_a_story_without_blank_lines_is_no_list() -> None:
    text = f"Share\n\nPrint\n\nTop\n\n{teasers(40)}"
    assert away(text, "Share|Print|Top") == []


def test_the_next_article_ends_the_story_where_a_line_says_so_and_it_has_its_own_date() -> None:
    other = "The goat of Orlac has found a home with the harbour master, who says that it eats the ropes of the ferry."
    between = "Share this article\n\nCranes\n\n12 May 2021"
    assert away(f"{STORY}\n\n{between}\n\n{other}", "Share this article|Cranes|12 May 2021") == [other]
    undated = "Share this article\n\nCranes\n\nTop"
    assert away(f"{STORY}\n\n{undated}\n\n{other}", "Share this article|Cranes|Top") == []


def test_a_text_about_cookies_is_no_part_of_a_story_about_something_else() -> None:
    cookies = "We and our partners store cookies in your browser to learn how this website is used."
    assert away(f"{STORY}\n\n{cookies}") == [cookies]
    assert away(f"{STORY}\n\n{cookies}\n\nThe office also baked a cookie for every passenger on the first day.") == []


def test_the_note_below_a_blogs_post_is_no_part_of_the_post() -> None:
    for said in (
        "This entry was posted on Monday, May 18th, 2015 at 9:41 pm and is filed under Harbour. You can leave a "
        "response, or trackback from your own site.",
        "Dieser Artikel wurde am 18. Mai 2015 um 21:41 von Jonas geschrieben und unter Hafen abgelegt.",
        "Ce contenu a été publié dans Port, marqué avec bateau. Mettez-le en favori avec son permalien.",
        "Запись опубликована в рубрике Порт с метками паром, море.",
    ):
        assert away(f"{STORY}\n\n{said}") == [said]
    assert away(f"{STORY}\n\nThis entry was posted on the door of the harbour office, and nobody took it down.") == []


def test_what_a_page_asks_of_a_browser_or_a_reader_is_no_part_of_the_story() -> None:
    for said in (
        "Diese Seite benötigt JavaScript für wichtige Funktionen. Ihr Browser oder Adblocker verhindert dies.",
        "Wypróbuj prenumeratę cyfrową i czytaj bez ograniczeń.",
        "Názory autora nemusejí vyjadřovat stanovisko redakce.",
        "Támogasd a munkánkat, támogass minket havi ezer forinttal.",
    ):
        assert away(f"{STORY}\n\n{said}") == [said]
    assert away(f"{STORY}\n\nPrenumerata gazet spadła w porcie o połowę, odkąd prom nie pływa.") == []


def test_what_a_publisher_earns_by_shops_is_no_part_of_the_story() -> None:
    shop = "All ropes on this page are independently selected. When you buy through our links we may earn a commission."
    assert away(f"{shop}\n\n{STORY}") == [shop]
    assert away(f"{STORY}\n\nThe commission of the harbour heard two captains, and a third by telephone.") == []


def pictures(caption: str, sure: float = 0.6) -> list[str]:
    """What leaves a story between whose paragraphs a picture's two lines stand."""
    some = pieces(STORY.replace("\n\nThe captain", f"\n\nThe harbour of Orlac in the rain\n{caption}\n\nThe captain"))
    scores = [sure if unit.text.startswith("The harbour of Orlac") or unit.text == caption else 0.95 for unit in some]
    return [some[i].text for i in sorted(elsewhere(some, scores, [True] * len(some), telling(Spoken.of(some))))]


def test_a_caption_with_its_credit_leaves_with_the_description_above_it() -> None:
    caption = "The harbour, seen from the old mole. Photograph: Vesna Orlic"
    assert pictures(caption) == ["The harbour of Orlac in the rain", caption]


def test_a_line_that_only_names_an_agency_stays() -> None:
    assert pictures("The harbour was named after the founder of Reuters.") == []


def test_a_line_that_surely_is_the_storys_stays_whatever_ends_it() -> None:
    assert pictures("The harbour, seen from the old mole. Photograph: Vesna Orlic", sure=0.95) == []


CONSENT = "We and our partners store cookies on your device, and process personal data such as identifiers."


def test_the_rest_of_a_consent_dialog_and_its_buttons_are_taken_out() -> None:
    rest = "You may click to consent to processing by our partners, or refuse."
    text = f"{CONSENT}\n{rest}\nAGREE\nDISAGREE\n\n{STORY}"
    assert away(text, CONSENT) == [CONSENT, rest, "AGREE", "DISAGREE"]


def test_a_heading_behind_a_consent_text_is_no_button() -> None:
    assert away(f"{CONSENT}\n\nA cold spring\n\n{STORY}", CONSENT) == [CONSENT]


def test_offers_below_a_line_that_asks_to_subscribe_are_taken_out() -> None:
    asks = "Subscribe to unlock this article"
    offer = "Then $69 per month. Complete digital access on any device. Cancel anytime."
    assert away(f"{STORY}\n\n{asks}\n\n{offer}", asks) == [offer]


def test_prices_in_a_story_stay() -> None:
    priced = "A place on the ferry costs only $4 for 4 weeks, and then $9 per month, the office said."
    assert away(f"Subscribe to unlock this article\n\n{STORY}\n\n{priced}", "Subscribe to unlock this article") == []


def test_appeals_to_readers_are_taken_out() -> None:
    appeal = (
        "Orlac Letters is a reader-supported publication. To receive new posts, consider becoming a paid subscriber."
    )
    assert away(f"{appeal}\n\n{STORY}") == [appeal]


def saved(body: str) -> tuple[Unit, ...]:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))
    (dump,) = read_bytes(f"<html><body>{body.replace('STORY', paragraphs)}</body></html>".encode(), "a.html")
    return units(dump.lines)


def away_of(body: str, out: str = "") -> list[str]:
    some = saved(body)
    inside = [unit.text not in out.split("|") for unit in some]
    return [some[i].text for i in sorted(elsewhere(some, [0.95] * len(some), inside, telling(Spoken.of(some))))]


def test_what_a_saved_page_names_a_caption_or_a_note_on_the_author_is_no_part_of_the_story() -> None:
    caption = "The ferry at the quay, seen from the harbour master's window"
    note = "Ida Roth has written about ferries for this paper since the first one sank."
    named = f'STORY<div class="photo-caption">{caption}</div><div class="author-bio"><p>{note}</p></div>'
    assert away_of(named) == [caption, note]
    assert away_of(f"STORY<figure><img alt=''><figcaption>{caption}</figcaption></figure>") == [caption]
    assert away_of(f'STORY<div class="has-caption captioned"><p>{note}</p></div>') == []


def test_what_a_saved_page_names_comments_is_no_part_of_a_story_above_them() -> None:
    remark = "I am a ferryman myself, and no ferry of mine has ever been as late as that one."
    below = f'<div class="visitors_comment_content"><h3>Late</h3><p>{remark}</p></div>'
    assert away_of(f"STORY{below}") == ["Late", remark]
    assert away_of(f'<div id="comments"><p>{remark}</p>STORY</div>') == []  # a page of comments alone
    assert away_of(f'STORY<div class="no-comments comment-count"><p>{remark}</p></div>') == []


def test_one_line_at_the_top_that_opens_with_its_day_is_a_caption() -> None:
    caption = "Nov. 8: The mayor of Orlac waits for the ferry that does not come."
    assert away(f"{caption}\n\n{STORY}") == [caption]
    assert away(f"{caption}\n\n{STORY}\n\n{caption.replace('8', '9')}") == []  # a chronology
    assert away(f"{STORY}\n\n{caption}") == []


def test_a_page_that_is_captions_for_the_most_part_keeps_them() -> None:
    pictures = "".join(
        f"<figcaption>Picture {n}: the ferry and its goat, seen from the quay</figcaption>" for n in range(9)
    )
    assert away_of(f"<h1>Orlac in pictures</h1><p>The ferry sails again.</p>{pictures}") == []


def test_a_table_keeps_its_caption() -> None:
    table = "<table><caption>Passengers of the ferry</caption><tr><td>May</td><td>40</td></tr></table>"
    assert away_of(f"STORY{table}") == []


def test_a_list_of_a_saved_page_whose_lines_are_no_links_is_the_storys_own() -> None:
    lines = teasers(12).splitlines()
    between = "<p>Share</p><p>Print</p><p>Top</p>"
    assert away_of(f"STORY{between}<ul>{''.join(f'<li>{n}</li>' for n in lines)}</ul>", "Share|Print|Top") == []
    linked = "".join(f'<li><a href="/{i}">{n}</a></li>' for i, n in enumerate(lines))
    assert away_of(f"STORY{between}<ul>{linked}</ul>", "Share|Print|Top") == lines


def test_an_article_of_its_own_with_a_first_heading_and_a_date_ends_the_story_of_a_saved_page() -> None:
    other = "<h1>Goat finds a home</h1><p>12 May 2021</p><p>The goat of Orlac lives with the harbour master now.</p>"
    first = "<article><h1>Ferry sails again</h1>STORY</article>"
    out = "Ferry sails again|12 May 2021"
    assert away_of(f"{first}<article>{other}</article>", out) == [
        "Goat finds a home",
        "The goat of Orlac lives with the harbour master now.",
    ]
    undated = other.replace("12 May 2021", "Cranes")
    assert away_of(f"{first}<article>{undated}</article>", out) == []
    assert away_of(f"<article><h1>Ferry sails again</h1>STORY{other}</article>", out) == []  # a part of the story
    same = other.replace("Goat finds a home", "Ferry sails again")
    assert away_of(f"{first}<article>{same}</article>", out) == []


def test_a_box_that_asks_for_support_leaves_with_its_headings_and_what_stands_in_it() -> None:
    box = (
        "Support the Post\n\nThe hour is late\n\nWe believe in quality journalism for all, but not everyone can "
        "afford news subscriptions.\n\nThank you.\n\nHelp keep news free for everyone by giving us as little as $1. "
        "Your contribution counts."
    )
    assert away(f"{STORY}\n\n{box}") == [line for line in box.split("\n") if line]


@pytest.mark.parametrize(
    "told",
    [
        "Without reader donations the paper of Orlac would have closed in March, its editor said.",
        "Families live on as little as $2 a month, and your contribution will not help, the agency said on Friday.",
        "Many cannot afford to pay for bread, which costs three dollars a month in the camp.",
        "By becoming a member of the alliance, Finland is contributing a thousand kilometres of border.",
        "The views expressed at the rally represent those of a minority, the mayor said.",
        "He declined to comment and asked those who protested to join the conversation in parliament.",
        "The hotline can be reached at help@aid.example or by email, the Red Cross said.",
        "The party's newsletter made headlines when it was delivered to every house of the town.",
        "She was offered legal advice, which was no substitute for bread, and told to consult a lawyer.",
        "Copyright and the war: who owns the pictures of the dead was the question before the court.",
        "(c) The Commission shall inform the parties. It may hear them on the matter.",
        "Copyright 1976 reform was what the court of Orlac spoke of for most of the day.",
        "Copyright law in Orlac says that no picture of the dead may be reproduced, the judge said.",
        "With your support we believe that we will bring you home, he told the families.",
        "With your support, he told the crowd, we will bring you home.",
        "Those who wanted bread had to click here, she said, and then click there.",
        "The envoy said that the report does not necessarily represent the position of his government.",
        "The print edition of the Post was burnt on the quay that night.",
        "The envoy first broadcast his demand from a ship.",
        "In London your contribution to the peace was noticed, the king told her.",
    ],
)
def test_sentences_of_a_story_with_the_words_of_such_texts_stay(told: str) -> None:
    assert away(f"{STORY}\n\n{told}") == []


def test_a_newsroom_that_a_story_speaks_of_amid_it_stays() -> None:
    first, _, rest = STORY.partition("\n\n")
    told = "The Post is a nonprofit newsroom covering the valley, and its editor was among those who were held."
    assert away(f"{first}\n\n{told}\n\n{rest}") == []


def test_a_note_on_where_the_author_can_be_followed_leaves() -> None:
    note = "Lena Orrick is a reporter in Orlac. Follow her on X @lorrick or email her at lena@post.example."
    assert away(f"{STORY}\n\n{note}") == [note]


@pytest.mark.parametrize(
    "note",
    [
        "Want more from the region? Sign up for our free weekly newsletter and get it delivered every Friday.",
        "The views expressed here are the author's own and do not necessarily reflect those of the Post.",
        "We may make money when you click on links to our partners. Our product tips are editorially independent.",
        "Enjoyed this story? Support local journalism by becoming a member.",
        "This article was featured in our Saturday newsletter. Sign up for it here.",
        "Die Post hat diese Meldung redaktionell nicht bearbeitet, sie wurde automatisch von der dpa übernommen.",
        "This story has not been edited by our staff and is auto-generated from a syndicated feed.",
        "The Orlac Post is a nonprofit newsroom covering the valley, funded by those who read it.",
        "You receive this letter because you signed up at post.example. Unsubscribe",
        "Sie erhalten diesen Brief, weil Sie sich bei der Post angemeldet haben. Abmelden",
        "Opinions expressed here are the writer's. The Post gives room to a wide range of views.",
        "Please read our comment policy before commenting.",
        "Automatically generated transcript (may not be 100% accurate)",
        "Ida Roth writes for the Post. She spent her childhood on ferries and hopes to own a goat. → Learn More",
        "ترحب الصحيفة بالنقاش، وتجري مراجعة التعليقات قبل نشرها بما يتوافق مع شروط الاستخدام وسياسة الخصوصية.",
        "This story does not necessarily represent the position of our parent company.",
        "The opinions expressed by contributors are their own and do not necessarily represent the views of the Post.",
        "This article is for informational purposes only and is not a substitute for medical advice.",
        "Lena Orrick is a senior reporter for the Post. Email: lorrick@post.example.",
        "© 2024 The Orlac Post. All rights reserved.",
        "Copyright Orlac Post. All rights reserved.",
        "© Orlac Post. Not to be reproduced without permission",
        "We may earn commission if you buy from a link on this page.",
        "We keep our journalism free for everyone, while others have put up a paywall.",
        "Look back on the year in Orlac with the Post! Click here",
        "This article appears in the print edition of the May 3, 2024, issue, with the headline “Ferry.”",
        "Dieser Artikel erschien zuerst in der gedruckten Ausgabe der Orlacer Post.",
        "Über dieses Thema berichtete Hafen24 am 3. Mai 2024 um 20:00 Uhr.",
        "First broadcast: Harbour Radio, 2 May 2024",
        "Figyelem! A cikkhez hozzáfűzött hozzászólások nem az Orlaci Posta nézeteit tükrözik.",
        "Redakcja nie ponosi odpowiedzialności za treść komentarzy.",
        "Редакцията не носи отговорност за съдържанието на коментарите.",
        "Over the last few years the boats of the northern bank were repaired by… Read more Read more",
        "（责任编辑：孙若溪）",
        "编辑 孙若溪 校对 何静安",
        "The Post publishes letters to the editor. We'd like to hear what you think: letters@post.example.",
    ],
)
def test_notes_that_close_an_article_leave(note: str) -> None:
    assert away(f"{STORY}\n\n{note}") == [note]


def test_the_last_items_of_a_list_are_no_headings_of_the_box_below_it() -> None:
    box = "Help keep news free for everyone.\n\nSupport our newsroom. We cannot do it without your help."
    listed = "• Bread\n• Water\n• Wood"
    assert away(f"{STORY}\n\n{listed}\n\n{box}") == [line for line in box.split("\n") if line]


CHINESE = """奥尔拉克的渡船停了九年，星期五早上又开了，头一班船上有两位老师和一只谁也不认的山羊。

船长说，这九年里他一直没让发动机冷下来，只要河上还有人要过，他就还会这样做。

镇上的人在岸边站了一个上午，孩子们不用上学，面包师傅把四十个面包都送给了头一班船上的人，谁也没有要钱。

第二条船要等到春天，等北岸的冰化了，码头修好了，才能下水，在那以前天黑就停航，牛也不准上船。"""


def test_notes_and_disclaimers_of_chinese_portals_are_no_part_of_the_story() -> None:
    disclaimer = "特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"
    pictures = "图片来自网络，如有侵权，请联系删除。"
    assert away(f"{CHINESE}\n\n{pictures}\n\n{disclaimer}") == [pictures, disclaimer]
    assert away(f"{CHINESE}\n\n（原题为《渡船又开了》）") == ["（原题为《渡船又开了》）"]
    said = "镇长在会上作了特别声明，说渡船的票价三年之内不会再涨，老人和学生过河不收钱。"
    assert away(f"{CHINESE}\n\n{said}") == []


def test_what_a_channel_asks_of_its_readers_below_its_editors_leaves_with_them() -> None:
    foot = ["编辑|陆远山", "责编|方知秋", "扫描下方二维码解锁更多技能", "看都看完了，点【在看】试试"]
    assert away("\n\n".join([CHINESE, *foot])) == foot
    assert away("\n\n".join([CHINESE, "编辑部在码头边上。", foot[3]])) == []


def test_a_reporter_who_signs_a_chinese_report_is_no_part_of_its_text() -> None:
    assert away(f"{CHINESE}\n\n滨海观察记者 方知秋") == ["滨海观察记者 方知秋"]
