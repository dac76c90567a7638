"""Write ``data/extract/months.json``: month and weekday names of many languages, from the CLDR.

    python -m bench.build_date_names

Needs ``babel`` (the CLDR's data for Python, from the ``data`` extra); the table ships, babel does not. Source: Unicode
CLDR, Unicode License v3.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from babel import Locale

from dateline.extract.words.text import fold

LANGUAGES = (
    "af", "ar", "ar_SY", "ar_DZ", "ar_MA", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "de_AT",
    "el", "en", "en_GB", "en_AU", "es", "es_MX", "et", "eu", "fa", "fi", "fil", "fr", "fr_CA", "ga", "gl", "gu",
    "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv",
    "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "pa", "pl", "ps", "pt", "pt_PT", "ro", "ru", "si", "sk",
    "sl", "sq", "sr", "sr_Latn", "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "uk", "ur", "uz", "vi", "zh", "zu",
    "am", "so", "ha",
)  # fmt: skip
TARGET = Path(__file__).parents[1] / "plugins" / "dateline" / "data" / "extract" / "months.json"


def clean(name: str) -> str:
    """A name as it is looked up: folded, without the article and the stop that some locales print."""
    return re.sub(r"^(de |d')", "", fold(name).strip(" ."))


def main() -> None:
    months: dict[str, dict[str, int]] = defaultdict(dict)
    weekdays: dict[str, set[str]] = defaultdict(set)
    for code in LANGUAGES:
        locale = Locale.parse(code)
        language = code.split("_")[0]
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context].get(width, {}).items():
                    folded = clean(name)
                    if len(folded) > 1 and not any(c.isdigit() for c in folded):
                        months[folded][language] = number
                for name in locale.days[context].get(width, {}).values():
                    folded = clean(name)
                    if len(folded) > 1:
                        weekdays[folded].add(language)
    table = {
        "source": "Unicode CLDR (through babel), Unicode License v3; by bench/build_date_names.py",
        "months": {
            name: (next(iter(by.values())) if len(set(by.values())) == 1 else dict(sorted(by.items())))
            for name, by in sorted(months.items())
        },
        "weekdays": sorted(weekdays),
    }
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
