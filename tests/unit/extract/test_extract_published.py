from __future__ import annotations

from email.message import EmailMessage

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.model import Format

STORY = [
    "The ferry ran again on Friday, three weeks after the flood took its pier and two of its boats, the town said.",
    "Passengers waited from five in the morning, among them a baker with forty loaves and a class of schoolchildren.",
    "The new pier is of steel and can be lifted. It cost less than the old one of oak, an engineer said.",
    "A second boat follows in spring. Until then the crossing closes at dusk, and nobody may bring cattle aboard.",
]


def mail(**headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ann Doe <ann@mail.example>", "Ferry runs again after flood"
    message["Date"] = "Wed, 15 Nov 2023 09:12:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("\n\n".join(["Ferry runs again after flood", "By Mara Linde", *STORY]))
    return message.as_bytes()


def doubted(data: bytes) -> set[str]:
    (dump,) = read_bytes(data, "a.eml")
    assert dump.format is Format.EMAIL
    (article,) = extract(dump)
    assert article.published is not None
    assert article.published.iso.startswith("2023-11-15")
    return {doubt.code for doubt in article.doubts if doubt.field == "date"}


def test_the_day_of_a_mail_is_doubted_where_its_article_shows_none() -> None:
    assert doubted(mail()) == {"DL206"}


def test_the_day_of_a_newsletter_is_not() -> None:
    assert doubted(mail(List_Unsubscribe="<https://courier.example/u>")) == set()
