"""The interface's languages: complete, compiled, and dates in the reader's form."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from dateline.settings import LANGUAGES
from dateline.site.language import DOMAIN, LOCALES, Language, direction

CONTEXTS = ("date", "day of the year", "role", "kind of place", "status of a claim")
OTHERS = [code for code in LANGUAGES if code != "en"]


def entries(path: Path) -> dict[str, str]:
    """Message to translation of a .po file, as far as single lines go."""
    text = re.sub(r'"\n"', "", path.read_text("utf-8"))
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE))


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    found = entries(LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po")
    assert len(found) > 150
    assert [message for message, text in found.items() if not text] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_filled_in_is_the_same_in_every_language(code: str) -> None:
    for message, text in entries(LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po").items():
        fields = r"%\(\w+\)s|\{\w+\}"
        assert sorted(re.findall(fields, message)) == sorted(re.findall(fields, text)), message


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_catalogue_is_that_of_the_source(code: str) -> None:
    compiled = gettext.translation(DOMAIN, LOCALES, [code])
    for message, text in entries(LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po").items():
        plain = message.replace('\\"', '"')
        assert text.replace('\\"', '"') in (
            compiled.gettext(plain),
            *(compiled.pgettext(context, plain) for context in CONTEXTS),
        )


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_of_the_templates_is_known(code: str) -> None:
    theme = Path(__file__).parents[3] / "theme" / "templates"
    texts = [path.read_text("utf-8") for path in theme.rglob("*.html")]
    used = {message for text in texts for message in re.findall(r'\b_\("([^"]+)"', text)}
    assert len(used) > 100
    known = entries(LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po")
    assert sorted(used - set(known)) == []


@pytest.mark.parametrize(
    ("code", "iso", "text"),
    [
        ("en", "2020-11-08", "8 November 2020"),
        ("en", "2020-11", "November 2020"),
        ("en", "2020", "2020"),
        ("en", "2020-11-08T14:05:00+03:00", "8 November 2020, 14:05 UTC+03:00"),
        ("en", "2020-11-08T14:05:00Z", "8 November 2020, 14:05 UTC"),
        ("fr", "2020-11-01", "1er novembre 2020"),
        ("es", "2020-11-08", "8 de noviembre de 2020"),
        ("ru", "2020-11-08", "8 ноября 2020 г."),
        ("ar", "2020-11-08", "8 نوفمبر 2020"),
    ],
)
def test_dates_in_the_readers_form(code: str, iso: str, text: str) -> None:
    assert Language(code).date(iso) == text


def test_numbers_and_plurals() -> None:
    assert Language("en").number(12345) == "12,345"
    russian = Language("ru")
    forms = [russian.texts("%(num)s article", "%(num)s articles", number) for number in (1, 2, 5, 21)]
    assert forms == ["1 статья", "2 статьи", "5 статей", "21 статья"]


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("fa-IR", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("ku-Latn", "ltr")]
)
def test_direction(code: str, expected: str) -> None:
    assert direction(code) == expected
