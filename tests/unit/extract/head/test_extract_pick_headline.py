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
