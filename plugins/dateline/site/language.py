"""The interface's language: messages through gettext, and dates and numbers in the reader's form.

Messages stand in ``data/locale/LANG/LC_MESSAGES/dateline.po``; names of months, days, languages and countries in
``data/locale/names.json``, taken from Unicode's CLDR by ``tools/messages.py``.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parents[1] / "data" / "locale"
DOMAIN = "dateline"
PLACE_KINDS = ("country", "region", "settlement", "disputed", "area", "feature")
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """The direction of writing of a BCP 47 language: ``ltr`` or ``rtl``."""
    parts = language.lower().split("-")
    if "arab" in parts or "hebr" in parts:
        return "rtl"
    return "rtl" if parts[0] in RIGHT_TO_LEFT and "latn" not in parts else "ltr"


@dataclass(frozen=True)
class Language:
    """One language of the interface: ``code`` is one of ``settings.LANGUAGES``."""

    code: str

    @cached_property
    def translations(self) -> gettext.NullTranslations:
        """The messages; those of the source language are the messages themselves."""
        return gettext.translation(DOMAIN, LOCALES, [self.code], fallback=self.code == "en")

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """The language's names of months, days, languages and countries."""
        found: Mapping[str, Any] = json.loads((LOCALES / "names.json").read_text("utf-8"))[self.code]
        return found

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.code)

    def text(self, message: str, **values: object) -> str:
        """``message`` in this language, its ``%(name)s`` filled from ``values``."""
        found = self.translations.gettext(message)
        return found % values if values else found

    def texts(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of a message that goes with ``number``, which also fills ``%(num)s``."""
        return self.translations.ngettext(one, many, number) % {"num": self.number(number), **values}

    def number(self, value: int) -> str:
        """A whole number with groups of three digits, as the language parts them."""
        return f"{value:,}".replace(",", self.names["group"])

    def month(self, number: int) -> str:
        """The name of a month (1 to 12) standing alone."""
        return str(self.names["months"][number - 1])

    def month_short(self, number: int) -> str:
        """The first letters of a month's name, for the axis of a chart."""
        return str(self.names["months_short"][number - 1])

    def day_of_year(self, day: str) -> str:
        """A day of any year ("MM-DD") in the reader's form."""
        month, number = map(int, day.split("-"))
        name = self.names["months_in_dates"][month - 1]
        return self.translations.pgettext("day of the year", "%(day)s %(month)s") % {
            "day": self._day(number),
            "month": name,
        }

    def in_year(self, iso: str) -> str:
        """What an ISO date adds to its year: day and month, a month alone, or nothing."""
        return self.day_of_year(iso[5:10]) if len(iso) >= 10 else self.month(int(iso[5:7])) if len(iso) >= 7 else ""

    def date(self, iso: str) -> str:
        """An ISO date of any precision in the reader's form; the time and zone as they were stated."""
        parts = iso[:10].split("-")
        translate = self.translations.pgettext
        if len(parts) == 1:
            return parts[0]
        number = int(parts[1])
        if len(parts) == 2:
            pattern = translate("date", "%(month)s %(year)s")
            return pattern % {"month": self.month(number), "year": parts[0]}
        values = {"day": self._day(int(parts[2])), "month": self.names["months_in_dates"][number - 1], "year": parts[0]}
        text = translate("date", "%(day)s %(month)s %(year)s") % values
        if "T" not in iso:
            return text
        clock, zone = iso[11:16], iso[16:].lstrip(":0123456789.")
        zone = "UTC" if iso.endswith(("Z", "+00:00")) else f"UTC{zone.replace('-', '−')}" if zone else ""
        return translate("date", "%(date)s, %(time)s") % {"date": text, "time": f"{clock} {zone}".strip()}

    def weekday(self, iso: str) -> str:
        """The name of the day of the week of an ISO day."""
        return str(self.names["days"][date.fromisoformat(iso).weekday()])

    def language_name(self, code: str) -> str:
        """The name of a BCP 47 language, its code where the language has no name for it."""
        return str(self.names["languages"].get(code.split("-")[0].lower(), code))

    def country_name(self, code: str) -> str:
        """The name of a country (ISO 3166-1 alpha-2), its code where the language has no name for it."""
        return str(self.names["countries"].get(code.upper(), code))

    def _day(self, number: int) -> str:
        return str(self.names["first_day"] if number == 1 else number)

    def role_name(self, role: str) -> str:
        """The word for a line's role."""
        return self.translations.pgettext("role", role.replace("_", " "))

    def standing(self, status: str) -> str:
        """The word for what is known of a claim."""
        return self.translations.pgettext("status of a claim", status)

    def place_kind(self, kind: str) -> str:
        """The word for a kind of place."""
        return self.translations.pgettext("kind of place", kind)
