"""Messages as programs of messengers export them."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.messages import sender
from dateline.extract.lines.units import units
from dateline.extract.recognisers import outlets


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Canal do Rio, [17.10.2023 19:58]", "Canal do Rio"),
        ("شبكة القطاع, [17/10/2023 19:58:03]", "شبكة القطاع"),
        ("The mill burnt down, [as we said on 17.10.2023]", ""),
        ("[17.10.2023 19:58] Canal do Rio:", ""),
    ],
)
def test_the_sender_of_an_exported_message(text: str, name: str) -> None:
    assert sender(text) == name


def test_a_message_is_not_joined_with_the_line_above_it() -> None:
    head, text = "Kanal am Fluss, [17.10.2023 19:58]", "die Brücke ist seit heute früh für Wagen gesperrt"
    (dump,) = read_bytes("\n".join([head, text, ""] * 6).encode(), "a.txt")
    assert {unit.text for unit in units(dump.lines)} == {head, text}


def test_a_channels_name_is_that_of_the_outlet() -> None:
    def found(*names: str) -> list[str]:
        said = "\n\n".join(f"{name}, [17.10.2023 19:58]\nDie Brücke ist gesperrt." for name in names)
        (dump,) = read_bytes(said.encode(), "a.txt")
        return [item.name for item in outlets.find(dump, units(dump.lines))]

    assert found("Am Fluss", "Am Fluss", "Am Fluss") == ["Am Fluss"]
    assert not found("Am Fluss")
    assert not found("Am Fluss", "Ada Kerr", "Am Fluss")
