"""What stands around an article in a mail, as the usual programs write it, is none of the article."""

from __future__ import annotations

import email
import email.policy
import textwrap
from email.message import EmailMessage

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.messages import DatelineError
from dateline.model import Article, Aside, Dump
from tests.documents import STORY

ARTICLE = "Ferries cross the Ardel again\n\nBy Mara Linde\n5 March 2021\n\n" + "\n\n".join(STORY)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
HEADED = f"<h1>Ferries cross the Ardel again</h1><p>By Mara Linde</p><p>5 March 2021</p>{PARAGRAPHS}"
SIGNATURE = "-- \nPat Archivist\nReading room, Library of Vessen\nTel. +00 123 456\n"
DISCLAIMER = (
    "This e-mail and any attachments are confidential and intended solely for the use of the "
    "individual to whom they are "
    "addressed. If you have received this message in error, please notify the sender and delete it."
)
OUTLOOK = (
    "<div class=WordSection1><p class=MsoNormal>Dear all,<o:p></o:p></p><p class=MsoNormal>please file this.</p>"
    "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Kind regards,<br>Pat<br>T +00 123 456</p>"
    "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Jon Ask "
    "&lt;jon@press.example&gt;"
    "<br><b>Sent:</b> Friday, March 5, 2021 9:12 AM<br><b>To:</b> Pat "
    "&lt;pat@library.example&gt;<br><b>Subject:</b> Ferries"
    f"</p></div>{HEADED}<p class=MsoNormal>{DISCLAIMER}</p></div>"
)
APPLE = (
    "<div>For the archive.</div><div>Sent from my iPhone</div><blockquote type=cite><div>Begin "
    "forwarded message:</div><br>"
    "<div><b>From: </b><span>Jon Ask &lt;jon@press.example&gt;<br></span></div><div><b>Subject: </b>Ferries<br></div>"
    "<div><b>Date: </b><span>5 March 2021 at 09:12:00 CET<br></span></div><div><b>To: "
    "</b>pat@library.example<br></div><br>"
    f"{HEADED}</blockquote>"
)
GMAIL = (
    "<div dir=ltr>FYI<br><br><div class=gmail_quote><div class=gmail_attr>---------- Forwarded "
    "message ---------<br>From: "
    "<strong>Jon Ask</strong> &lt;jon@press.example&gt;<br>Date: Fri, 5 Mar 2021 at "
    "09:12<br>Subject: Ferries<br>To: Pat "
    f"&lt;pat@library.example&gt;<br></div><br><br>{HEADED}</div><span class=gmail_signature_prefix>-- </span><br>"
    "<div class=gmail_signature>Pat Archivist<div>Library of Vessen</div></div></div>"
)
THUNDERBIRD = (
    "<p>Fürs Archiv.</p><div class=moz-forward-container>-------- Weitergeleitete Nachricht --------<table>"
    "<tr><th>Betreff: </th><td>Ferries</td></tr><tr><th>Datum: </th><td>Fri, 5 Mar 2021 09:12:00 +0100</td></tr>"
    "<tr><th>Von: </th><td>Jon Ask &lt;jon@press.example&gt;</td></tr><tr><th>An: "
    "</th><td>pat@library.example</td></tr>"
    f"</table>{HEADED}<div class=moz-signature>-- <br>Pat Archivist<br>Library of Vessen</div></div>"
)
# How the head of a forwarded mail is written: its announcement, then what it calls sender, day, receiver and subject.
HEADS = {
    "de": ("-----Ursprüngliche Nachricht-----", "Von", "Gesendet", "An", "Betreff", "Freitag, 5. März 2021 09:12"),
    "fr": ("Début du message transféré :", "De ", "Date ", "À ", "Objet ", "5 mars 2021 à 09:12"),
    "es": (
        "---------- Forwarded message ---------",
        "De",
        "Enviado el",
        "Para",
        "Asunto",
        "viernes, 5 de marzo de 2021",
    ),
    "ru": ("-------- Пересылаемое сообщение --------", "От", "Дата", "Кому", "Тема", "5 марта 2021 г., 09:12"),
    "ar": ("---------- Forwarded message ---------", "من", "التاريخ", "إلى", "الموضوع", "5 مارس 2021"),
    "zh": ("---------- Forwarded message ---------", "发件人", "发送时间", "收件人", "主题", "2021年3月5日"),
    "tr": ("---------- Forwarded message ---------", "Gönderen", "Tarih", "Alıcı", "Konu", "5 Mart 2021 Cuma"),
    "pl": ("-------- Wiadomość przekazana --------", "Od", "Data", "Do", "Temat", "5 mar 2021"),
}


def mail(
    plain: str = "", page: str = "", subject: str = "Fwd: Ferries", sender: str = "Pat Doe <pat@library.example>"
) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "archive@library.example", subject
    message["Date"] = "Mon, 15 Mar 2021 10:00:00 +0100"
    message.set_content(plain or "x")
    if page:
        message.add_alternative(f"<html><body>{page}</body></html>", subtype="html")
    return message.as_bytes()


def one(data: bytes) -> tuple[Dump, Article]:
    (dump,) = read_bytes(data, "dumps/x")
    (article,) = extract(dump)
    return dump, article


@pytest.mark.parametrize("page", [OUTLOOK, APPLE, GMAIL, THUNDERBIRD], ids=["outlook", "apple", "gmail", "thunderbird"])
def test_a_forwarded_mail_gives_its_article_alone(page: str) -> None:
    dump, article = one(mail(page=page))
    assert [block.text for block in article.blocks] == list(STORY)
    assert article.headline == "Ferries cross the Ardel again"
    assert article.authors == ("Mara Linde",)
    assert article.published
    assert article.published.iso[:10] == "2021-03-05"
    assert Aside.HEAD in {aside for _, aside in dump.asides}
    assert {(claim.field, claim.value) for claim in dump.claims} >= {("title", "Ferries"), ("source", "Jon Ask")}
    assert not any("Pat" in claim.value for claim in dump.claims)


@pytest.mark.parametrize("language", HEADS)
def test_the_head_of_a_forwarded_mail_is_told_in_its_language(language: str) -> None:
    announced, sender, day, receiver, subject, when = HEADS[language]
    head = (
        f"{announced}\n{sender}: Jon Ask <jon@press.example>\n{day}: {when}\n"
        f"{receiver}: Pat <pat@library.example>\n{subject}: Ferries\n\n"
    )
    undated = ARTICLE.replace("5 March 2021\n", "")
    dump, article = one(mail(f"Hello\n\n{head}{undated}"))
    assert [block.text for block in article.blocks] == list(STORY)
    assert article.published
    assert article.published.iso[:10] == "2021-03-05"
    assert "DL206" in {doubt.code for doubt in article.doubts}
    assert sum(aside is Aside.HEAD for _, aside in dump.asides) == 5


@pytest.mark.parametrize(
    "below", [SIGNATURE, f"{SIGNATURE}\n{DISCLAIMER}\n", DISCLAIMER, f"______________\n{DISCLAIMER}"]
)
def test_what_stands_below_a_mail_is_none_of_its_article(below: str) -> None:
    _, article = one(mail(f"{ARTICLE}\n\n{below}"))
    assert [block.text for block in article.blocks] == list(STORY)


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("Jon Ask <jon@press.example>", ""),
        ("The Ardel Courier <jon@press.example>", "The Ardel Courier"),
        ("Morning Brief <newsletter@press.example>", "Morning Brief"),
    ],
)
def test_a_person_who_sent_what_was_forwarded_is_no_outlet(sender: str, outlet: str) -> None:
    _, article = one(mail(f"From: {sender}\nSent: 5 March 2021\nTo: Pat\nSubject: Ferries\n\n{ARTICLE}"))
    assert article.outlet == outlet


def test_an_answer_above_a_mail_that_it_quotes_is_left_to_the_model() -> None:
    dump, _ = one(mail(f"{ARTICLE}\n\nFrom: Jon\nSent: Friday\nTo: Pat\nSubject: News\n\nDo you have it?\n"))
    assert not dump.asides


def test_fields_that_are_no_head_are_text() -> None:
    dump, _ = one(mail(f"{ARTICLE}\n\nFrom: the valley\n\nTo: the sea\n"))
    assert not dump.asides


def test_a_mail_that_only_carries_another_is_no_article() -> None:
    carried = email.message_from_bytes(
        mail(ARTICLE, sender="Courier <news@courier.example>"), policy=email.policy.default
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "pat@library.example", "a@library.example", "Fwd"
    message.set_content("Please file this.\n\nPat")
    message.add_attachment(carried)
    dump, article = one(message.as_bytes())
    assert article.headline == "Ferries cross the Ardel again"
    assert [notice.code for notice in dump.notices] == ["DL114"]


@pytest.mark.parametrize(
    ("kind", "name"), [("ms-tnef", "a.dat"), ("octet-stream", "winmail.dat"), ("pkcs7-mime", "s.p7m")]
)
def test_packets_that_only_other_programs_read_are_named(kind: str, name: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "pat@library.example", "a@library.example", "Ferries"
    message.set_content(ARTICLE)
    message.add_attachment(b"x", maintype="application", subtype=kind, filename=name)
    dump, _ = one(message.as_bytes())
    assert name in dump.notices[0].reason
    message.clear_content()
    message.set_content(b"x", maintype="application", subtype=kind, filename=name)
    with pytest.raises(DatelineError, match="save"):
        read_bytes(message.as_bytes(), "dumps/x")


@pytest.mark.parametrize(("parameters", "mark"), [("format=flowed", " "), ("format=Flowed; delsp=yes", "  ")])
def test_flowed_text_is_whole_again(parameters: str, mark: str) -> None:
    lines = "\n\n".join(f"{mark}\n".join(textwrap.wrap(paragraph, 70)) for paragraph in STORY)
    head = "From: Pat Doe <p@a.example>\nTo: a@b.example\nSubject: x\n"
    head += f"Content-Type: text/plain; charset=utf-8; {parameters}\n\n"
    _, article = one(f"{head}Ferries cross the Ardel again\n\n{lines}\n\n{SIGNATURE}".encode())
    assert [block.text for block in article.blocks] == list(STORY)


def test_a_mail_that_was_copied_as_text_was_sent_when_it_says() -> None:
    head = "From: Ida Roth <ida@press.example>\nSent: Monday, January 27, 2025 6:02 AM\nTo: Pat\nSubject: Ferries\n\n"
    (dump,) = read_bytes(f"{head}{ARTICLE}".encode(), "a.txt")
    assert [claim.value for claim in dump.claims if claim.field == "date"] == ["Monday, January 27, 2025 6:02 AM"]
