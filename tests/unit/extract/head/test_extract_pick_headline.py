"""Which of two doubtful lines is the headline, by what stands below them."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import extract

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
