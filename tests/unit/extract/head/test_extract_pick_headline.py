"""Which of two doubtful lines is the headline, by what stands below them."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.head import pick_headline
from dateline.extract.head.scene import Scene, scene
from dateline.extract.lines.units import units

MENU = ("עיתון הכרמל", "דף הבית", "חדשות", "בעולם", "כלכלה", "תרבות", "כניסה")
HEADLINE = "נשיא ארצות הברית הכריז על הפסקת אש בין ישראל ללבנון"
DECK = "ההסכם נכנס לתוקף בארבע לפנות בוקר"
STORY = (
    """ירושלים – נשיא ארצות הברית ג'ו ביידן הודיע ביום שלישי כי ישראל ולבנון קיבלו את ההצעה להפסקת אש.""",
    """לפי ההסכם ייסוג צה"ל מדרום לבנון בתוך שישים יום, וצבא לבנון יתפרס באזור שמדרום לנהר הליטני.""",
    "ראש הממשלה בנימין נתניהו אמר כי ישראל תשמור על חופש פעולה אם ההסכם יופר.",
    "בביירות נמשכו ההפצצות עד הלילה, ומשרד הבריאות הלבנוני דיווח על עשרות הרוגים ביממה האחרונה.",
    "תושבי הצפון שפונו מבתיהם לפני יותר משנה אמרו כי לא ימהרו לחזור.",
)


def title(*head: str) -> str:
    text = "\n".join([*MENU, "", "", HEADLINE, "", DECK, "", *head, "", "\n\n".join(STORY)])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    return article.headline


def test_above_a_name_and_a_day_stand_the_headline_and_its_deck() -> None:
    assert title("נועה ברקאי", "26 בנובמבר 2024, 22:10", "שתפו", "Facebook", "WhatsApp") == HEADLINE


def test_below_the_day_stand_the_headline_and_its_deck_above_buttons_and_a_byline() -> None:
    head = (
        "Orlac Star", "Home", "World", "Sport", "", "Updated: August 13, 2021, 5:02 PM ET",
        "Northport, Orlac grandstanding?",
        "Mayors of Northport and Orlac close their bridge because of goats",
        "Email", "Print", "Comments", " By Ida Roth", "", "",
    )  # fmt: skip
    story = (
        "The mayor of Northport said this week that she chose to close the bridge because of the goats of Orlac.",
        "Her colleague in Orlac had closed its other end a day before, and said that goats had nothing to do with it.",
        "Carters wait on both sides. They say that the mayors have quarrelled over the bridge's paint since spring.",
        "A goat crossed on Thursday. Nobody stopped it, and it went back in the evening with a herd of its own.",
    )
    text = "\n".join([*head, "\n\n".join(story)])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    assert article.headline == "Northport, Orlac grandstanding?"


POST = (
    "Am Sonntag sind wir zum ersten Mal seit dem Frühjahr wieder auf die Insel gefahren, und der Hund war dabei.",
    "Die Fähre legt um acht ab und braucht eine Stunde, in der man frühstücken kann, wenn es trocken ist.",
    "Auf der Insel gibt es keinen Laden, aber eine Quelle, deren Wasser nach Eisen schmeckt und sehr kalt ist.",
    "Zurück waren wir erst, als der Leuchtturm schon brannte, und der Hund schlief auf dem ganzen Weg nach Hause.",
)


def read(*above: str) -> str:
    text = "\n".join([*above, "", "\n\n".join(POST)])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    return article.headline


def test_a_line_above_the_day_is_the_headline_where_nothing_reads_like_one() -> None:
    assert read("Kontakt", "Archiv", "Impressum", "Meer", "03.10.2012, 9:05 von inselhund") == "Meer"


def test_right_above_the_story_goes_before_teasers_with_days_of_their_own() -> None:
    teasers = (
        "Fähre zur Insel kostet ab Mai mehr",
        "Der Rat hat den Kauf noch einmal verschoben...",
        "weiter lesen",
        "06.03.2017",
        "Keine Feier zum Tag der Gründung",
        "Die Fraktion begrüßt die Entscheidung...",
        "weiter lesen",
        "27.02.2017",
        "Streit um den Anleger",
        "weiter lesen",
        "Zurück zur Übersicht",
    )
    own = "Mit der Fähre zur Insel"
    assert read("Startseite", "09.03.2017", *teasers, "14.02.2015 - Rathaus", own) == own


def test_above_a_line_that_says_the_day_of_publication_stands_the_headline_rather_than_a_teaser() -> None:
    own = "En mer avec un chien"
    head = (
        "Agenda", "Hier",
        "19h02 Orlac : le bac et l’île, le maire ferme encore une fois le port aux chèvres",
        "11h00 Récit d’une nuit sur l’île",
        "16h30 Appel à la fête du port : venez avec vos barques !",
        f"{own}...", "Analyse", own, "Publié le 29 juin 2019",
    )  # fmt: skip
    story = (
        "Dimanche, nous sommes retournés sur l’île pour la première fois depuis le printemps, et le chien était là.",
        "Le bac part à huit heures et met une heure, pendant laquelle on peut déjeuner sur le pont s’il ne pleut pas.",
        "Sur l’île il n’y a pas de magasin, mais une source dont l’eau a le goût du fer et qui reste froide en été.",
    )
    (article,) = extract(read_bytes("\n".join([*head, "", "\n\n".join(story)]).encode(), "a.txt")[0])
    assert article.headline == own


def test_of_a_caption_above_its_credit_and_a_headline_above_the_buttons_the_latter_is_it() -> None:
    head = (
        "Harbour Week", "Business", "Like Follow", "The Ferry Is Like a Kitten", "1.1k", "Shares", "Share", "Tweet",
        "What's This?", "", "Jan Orlic and his old ferry", "Image: OrlacPhotos",
        "By Ida Roth", "2014-01-26 21:32:46 UTC", "", "",
    )  # fmt: skip
    story = (
        "Two miles away from the new quay of Orlac Jan Orlic stands in work boots, and tries to revive an old ferry.",
        "Orlic founded the ferry with a carter who had lost his cart. Both had met in a glass works by the river.",
        "The ferry has since gone on to carry thousands of carts, and has raised more money than the bridge did.",
        "Orlic says that the ferry is like a kitten: it has no mouth, and people see in it whatever they feel.",
    )
    text = "\n".join([*head, "\n\n".join(story)])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    assert article.headline == "The Ferry Is Like a Kitten"


def test_a_title_above_a_doubtful_sentence_is_the_headline() -> None:
    sentence = "Die Fähre zur Insel fährt seit Sonntag wieder, und der Hund fährt mit."
    assert read("Kontakt", "Archiv", "Impressum", "1", "Wieder da", "", sentence) == "Wieder da"


def test_of_a_motto_at_the_top_and_a_line_as_likely_above_a_name_and_its_day_the_latter_is_the_headline() -> None:
    head = (
        "Welcome to Orlac.net", "Mon, 25 Dec 2023", "The Harbour for People who Think", "Society's Child",
        "New files on the ferry friends", "Ida Roth", "Thu, 14 May 2020 17:55 UTC", "",
    )  # fmt: skip
    story = (
        "Court files show that the harbour master's team took part in the raid on the northern quay of Orlac in May.",
        "Two of its men carried the ropes, a witness said, and a third kept the ferry waiting with its engine on.",
        "The harbour master has denied it. His lawyer calls the files a tale told by goats, and asks for their return.",
        "The quay has been closed since. Its owner wants the court to hear the ferryman, who has left for the north.",
    )
    text = "\n".join([*head, "\n\n".join(story)])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    assert article.headline == "New files on the ferry friends"


SALE = "Harbour board of Orlac sells the ferry, both of its engines, the yard and all tools at the quay for a song to "


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        (POST[0], True),
        (POST[0].rstrip("."), False),
        ("The ferry sails again. It is late.", False),
        (f"{SALE}fishermen.", True),
        (f"{SALE}the U.S.", False),
        (f"{SALE}Ferries Inc.", False),
        (f"{SALE}whoever wants it...", False),
        ("元旦の夕方、海から吹く風に火の粉が舞った。港の倉庫では三十棟が焼け、船も煙をかぶった。", True),
    ],
)
def test_a_paragraph_is_no_headline(line: str, paragraph: bool) -> None:
    (unit,) = units(read_bytes(line.encode(), "a.txt")[0].lines)
    assert pick_headline._is_paragraph(unit) is paragraph


ISLAND = (
    "On Sunday we sailed to the island for the first time since spring, and the dog was there, too, as it always is.",
    "The ferry leaves at eight and takes an hour, in which one can have breakfast on deck as long as it does not rain.",
    "There is no shop on the island, but a spring whose water tastes of iron and is cold enough to hurt the teeth.",
)


def seen(*above: str) -> Scene:
    """A page whose lines ``above`` stand before the text, each apart; the last one reads like the text's first."""
    (dump,) = read_bytes("\n\n".join([*above, *ISLAND]).encode(), "a.txt")
    pieces = units(dump.lines)
    return scene(pieces, [0.9 if i >= len(above) - 1 else 0.0 for i in range(len(pieces))], (), "en")


@pytest.mark.parametrize(
    ("offer", "title", "scores", "expected"),
    [
        ("Plan your next crossing", "A slow Sunday on the island", (0.5, 0.1), 2),
        ("Plan your next crossing", "A slow Sunday on the island", (0.5, 0.05), 0),  # hardly a headline
        ("Plan your next crossing", "A slow Sunday", (0.5, 0.1), 0),
        ("Plan your next crossing", "The dog at the lighthouse (Orlac Post)", (0.5, 0.1), 0),  # a caption
        ("Plan your next crossing", "What we saw on the island on Sunday:", (0.5, 0.1), 0),
        ("Plan your next crossing", "Ilse Carver and Ida Roth", (0.5, 0.1), 0),
    ],
)
def test_a_title_that_opens_the_story_goes_before_a_doubtful_one_farther_up(
    offer: str, title: str, scores: tuple[float, float], expected: int
) -> None:
    page = seen(offer, "Tickets", title)
    assert (0, 2)[pick_headline._opens_story(page, (0, 2), scores, 0)] == expected


def test_a_title_right_above_or_behind_a_day_does_not_open_the_story_anew() -> None:
    assert (
        pick_headline._opens_story(
            seen("Plan your next crossing", "A slow Sunday on the island"), (0, 1), (0.5, 0.4), 0
        )
        == 0
    )
    dated = seen("Plan your next crossing", "Sunday, 3 May 2026", "A slow Sunday on the island")
    assert pick_headline._opens_story(dated, (0, 1, 2), (0.5, 0.1, 0.4), 0) == 0


def test_a_title_that_stands_twice_counts_as_both() -> None:
    page = seen("Island trips", "A slow Sunday at sea", "A slow Sunday at sea", ISLAND[0])
    assert pick_headline._printed_twice(page, (0, 1, 2), (0.5, 0.3, 0.25), 0) == 2
    assert pick_headline._printed_twice(page, (0, 1, 2), (0.5, 0.2, 0.25), 0) == 0
    apart = seen("A slow Sunday at sea", "Island trips", "A slow Sunday at sea", ISLAND[0])
    assert pick_headline._printed_twice(apart, (0, 1, 2), (0.3, 0.5, 0.25), 1) == 1
    portrait = seen("Island trips", "Ilse Carver", "Ilse Carver", ISLAND[0])
    assert pick_headline._printed_twice(portrait, (0, 1, 2), (0.5, 0.3, 0.25), 0) == 0


def test_a_heading_that_counts_on_in_the_story_is_no_headline() -> None:
    (dump,) = read_bytes(
        "\n\n".join(["Island tips", "Tip #1 – Bring bread", *ISLAND, "Tip #2 – Bring a dog", *ISLAND]).encode(), "a.txt"
    )
    pieces = units(dump.lines)
    page = scene(pieces, [0.0, *([0.9] * (len(pieces) - 1))], (), "en")
    assert pick_headline._counts(page, 1)
    assert not pick_headline._counts(page, 0)
    assert not pick_headline._counts(seen("Part 1: The island"), 0)  # nothing goes on


def test_the_nearer_of_two_titles_that_are_nearly_as_likely_is_the_headline() -> None:
    page = seen("Plan your next crossing", "Tickets", "A slow Sunday on the island", ISLAND[0])
    assert pick_headline._right_above(page, (0, 2), (0.5, 0.42), 0) == 1
    assert pick_headline._right_above(page, (0, 2), (0.5, 0.35), 0) == 0
    assert pick_headline._right_above(page, (0, 2), (0.65, 0.6), 0) == 0
    caption = seen("Plan your next crossing", "Tickets", "The dog at the lighthouse (Orlac Post)", ISLAND[0])
    assert pick_headline._right_above(caption, (0, 2), (0.5, 0.42), 0) == 0
