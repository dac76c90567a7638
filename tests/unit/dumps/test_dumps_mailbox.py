"""Mailboxes (.mbox) hold many mails, and Apple Mail's files (.emlx) one between a number and how it was filed."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.messages import DatelineError
from dateline.model import Dump, Format


def mail(subject: str, day: int, text: str) -> str:
    return (
        f"From: Halyard Post <news@halyard.example>\nTo: reader@post.example\nSubject: {subject}\n"
        f"Date: Thu, {day:02} Mar 2021 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    )


def mailbox(*mails: str) -> bytes:
    return "\n".join(
        f"From news@halyard.example Thu Mar  4 10:00:0{i} 2021\n{one}" for i, one in enumerate(mails)
    ).encode()


def title(dump: Dump) -> str:
    return next(claim.value for claim in dump.claims if claim.field == "title")


FIRST = mail(
    "Shells fall on the market",
    4,
    "The mayor said that four people were hurt.\n\nFrom the market to the river all is shut.",
)
SECOND = mail("Truce holds", 5, "No shells fell on Friday, the mayor said.")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_mail_of_a_mailbox_is_a_dump(ends: str) -> None:
    first, second = read_bytes(mailbox(FIRST, SECOND).replace(b"\n", ends.encode()), "dumps/inbox.mbox")
    assert (title(first), title(second)) == ("Shells fall on the market", "Truce holds")
    assert "From the market to the river" in first.text
    assert "Truce" not in first.text
    assert "four people" not in second.text
    assert {first.format, second.format} == {Format.EMAIL}


def test_a_mail_without_text_is_told_with_the_others() -> None:
    (only,) = read_bytes(mailbox(mail("Nothing", 3, ""), SECOND), "dumps/inbox.mbox")
    assert title(only) == "Truce holds"
    (notice,) = [notice for notice in only.notices if notice.code == "DL114"]
    assert notice.reason == "1 of 2 mails without text was left out."


def test_a_mailbox_of_nothing_is_refused() -> None:
    with pytest.raises(DatelineError) as error:
        read_bytes(mailbox(mail("Nothing", 3, ""), mail("Nothing", 4, "")), "dumps/inbox.mbox")
    assert error.value.messages[0].code == "DL109"


def test_a_broken_mail_is_named_with_its_line() -> None:
    broken = FIRST.replace("text/plain; charset=utf-8", 'multipart/mixed; boundary="b"').replace("\n\n", "\n\n--b\n", 1)
    with pytest.raises(DatelineError) as error:
        read_bytes(mailbox(SECOND, broken), "dumps/inbox.mbox")
    (message,) = error.value.messages
    assert (message.code, message.line) == ("DL105", 10)
    assert message.text.startswith("Mail 2 of 2: ")


def test_a_line_that_begins_with_from_parts_no_single_mail() -> None:
    text = FIRST + "\nFrom Tarvin Thu Mar  4 10:00:00 2021\nThe road is shut.\n"
    (dump,) = read_bytes(text.encode(), "dumps/x.eml")
    assert "The road is shut." in dump.text


def test_apple_mail_keeps_a_number_before_and_a_list_behind() -> None:
    filed = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n'
    (dump,) = read_bytes(f"{len(FIRST.encode()):<10}\n{FIRST}{filed}".encode(), "dumps/1.emlx")
    assert dump.format is Format.EMAIL
    assert title(dump) == "Shells fall on the market"
    assert "plist" not in dump.text
    with pytest.raises(DatelineError) as error:
        read_bytes(f"{len(FIRST) + 100}\n{FIRST}".encode(), "dumps/1.emlx")
    assert error.value.messages[0].code == "DL105"


def test_what_stands_behind_a_lone_number_and_a_mail_is_lost_only_where_it_tells_how_a_mail_was_filed() -> None:
    (dump,) = read_bytes(f"12\n{FIRST}The road is shut.\n".encode(), "dumps/1.eml")
    assert dump.text.rstrip().endswith("The road is shut.")
